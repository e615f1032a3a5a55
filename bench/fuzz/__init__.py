"""Looks for a message that breaks, stalls or loses words in what reads messages: `make fuzz`, ten minutes by default."""
