"""Reads the texts of `signs/`: danger signs by class and tier, and what only looks like them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.errors import PrevisitError
from bot.safety import Tier

SIGNS = Path(__file__).parent / "signs"
EVERYDAY = "everyday"  # the class of texts that are near no danger sign
_CLASS = "class"


class BadSigns(PrevisitError):
    """A file of danger signs cannot be read."""


@dataclass(frozen=True)
class Sign:
    """kind: the class of danger sign that it is, or looks like."""

    language: str
    kind: str
    tier: Tier
    text: str


def signs(folder: Path = SIGNS) -> Iterator[Sign]:
    """Yield every text, by language and file, in the order it is written; raise BadSigns at the first bad file."""
    for file in sorted(folder.glob("*/*.yml")):
        content = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        where = f"{file.parent.name}/{file.name}"
        if not isinstance(content, dict) or _CLASS not in content:
            raise BadSigns(f"{where} names no class: its first line says `class: stroke`.")
        kind = content.pop(_CLASS)
        for tier, texts in content.items():
            yield from (Sign(file.parent.name, kind, _tier(tier, where), text) for text in texts)


def _tier(name: Any, where: str) -> Tier:
    try:
        return Tier(name)
    except ValueError:
        raise BadSigns(f"{where}: {name!r} is no tier; they are {', '.join(Tier)}.") from None
