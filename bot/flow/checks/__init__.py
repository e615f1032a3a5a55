"""Checks of a flow: what would keep it from working, or patients from answering. One file a check."""
