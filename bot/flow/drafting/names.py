"""Names for what an author only gives words to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from bot.flow.model import PLACES

LONGEST_NAME = 24
LONGEST = 41
NAME = re.compile(rf"[a-z][a-z0-9_]{{0,{LONGEST - 1}}}")  # of a flow, a question, a choice or a test


FALLBACK = "question"


def named(words: str, taken: Collection[str] = ()) -> str:
    """Return a name made of the first words, and not taken; FALLBACK and a number where they have no Latin letters."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
    cut = joined if len(joined) <= LONGEST_NAME else joined[:LONGEST_NAME].rpartition("_")[0]
    name = cut if cut[:1].isalpha() else f"{FALLBACK}_{cut}".strip("_")
    return next(one for one in _numbered(name) if one not in taken and one not in PLACES)


def plain(given: str, otherwise: str) -> str:
    """Return a name as near as can be to one that was given elsewhere, such as `/phq-9/1` or LA6568-5."""
    bare = unicodedata.normalize("NFKD", given).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")[:LONGEST]
    if not joined:
        return plain(otherwise, FALLBACK) if otherwise != given else FALLBACK
    named = joined if joined[0].isalpha() and joined not in PLACES else f"{FALLBACK}_{joined}"[:LONGEST]
    return named.rstrip("_")


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 500))]
