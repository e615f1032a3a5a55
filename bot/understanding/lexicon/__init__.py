"""The words that understanding knows, as YAML beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from ruamel.yaml import YAML


@dataclass(frozen=True)
class Commands:
    """words and signs: whole message -> intent; see commands.yml."""

    words: Mapping[str, str]
    signs: Mapping[str, str]
    no_typos: frozenset[str]
    courtesies: frozenset[str]
    finishing: frozenset[str]
    numbers: frozenset[str]


@lru_cache(maxsize=1)
def commands() -> Commands:
    content = read("commands.yml")
    return Commands(
        words=_by_member(content["commands"]),
        signs=_by_member(content["signs"]),
        **{name: frozenset(content[name]) for name in ("no_typos", "courtesies", "finishing", "numbers")},
    )


def read(name: str) -> dict[str, Any]:
    """Return the content of one file of the lexicon."""
    text = (resources.files(__name__) / name).read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


def _by_member(groups: Mapping[str, list[str]]) -> dict[str, str]:
    return {member: name for name, members in groups.items() for member in members}
