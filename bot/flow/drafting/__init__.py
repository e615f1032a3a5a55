"""A flow in the making: edits of its file, one at a time, and what the file says after all of them."""
