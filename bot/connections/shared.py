"""What the settings of several ways out have in common."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

Problems = Iterator[tuple[str, str]]  # a field, and what is wrong with it


def scheme_and_host(url: str) -> tuple[str, str] | None:
    """Return scheme and host of an address that can be called; None for one with a user, a fragment or no host."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return None
    plain = url.isascii() and url.isprintable() and " " not in url
    named = parts.hostname is not None and parts.username is None and not parts.fragment
    return (parts.scheme, str(parts.hostname)) if plain and named else None
