"""Names for what an author only gives words to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from bot.flow.model import PLACES

LONGEST_NAME = 24
NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")  # of a flow, a question, a choice or a test


FALLBACK = "question"


def named(words: str, taken: Collection[str] = ()) -> str:
    """Return a name made of the first words, and not taken; FALLBACK and a number where they have no Latin letters."""
    bare = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "_", bare).strip("_")
    cut = joined if len(joined) <= LONGEST_NAME else joined[:LONGEST_NAME].rpartition("_")[0]
    name = cut if cut[:1].isalpha() else f"{FALLBACK}_{cut}".strip("_")
    return next(one for one in _numbered(name) if one not in taken and one not in PLACES)


def _numbered(name: str) -> list[str]:
    return [name, *(f"{name}_{number}" for number in range(2, 500))]
