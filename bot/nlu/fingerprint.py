"""When to train anew: Rasa itself looks only at the class of a component, not at what it learns from."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import bot.understanding

_LEARNT_FROM = (".py", ".yml")


def of_understanding() -> str:
    """Return a digest of the code, the lexicon and the corpora that the trained components are made from."""
    room = Path(bot.understanding.__path__[0])
    files = sorted(file for file in room.rglob("*") if file.suffix in _LEARNT_FROM)
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
