"""Text that PostgreSQL can hold."""

from __future__ import annotations


def storable(text: str) -> str:
    """Show what no UTF-8 text can hold as U+FFFD, and NUL as U+2400, at the same places: spans must not shift."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{SYMBOL FOR NULL}")
