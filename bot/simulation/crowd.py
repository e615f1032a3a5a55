"""Who the crowd is made of, and what it says: personas.yml and words.yml as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from ruamel.yaml import YAML

Words = Mapping[str, Sequence[str]]  # what is said, by what it answers


@dataclass(frozen=True)
class Persona:
    """A kind of patient; see personas.yml for what the numbers mean."""

    name: str
    share: int
    spanish: int
    topics: tuple[int, int]
    quits: float
    annoyed: float
    refuses: bool = False
    together: int = 0
    unsure: int = 0
    beside: int = 0
    typos: int = 0
    long: int = 0
    other: int = 0
    signs: int = 0
    parts: int = 0
    hours: tuple[float, float] = (0, 0)
    at: Mapping[int, str] = field(default_factory=dict)
    instead: Mapping[str, str] = field(default_factory=dict)


@cache
def personas() -> tuple[Persona, ...]:
    return tuple(_persona(name, given) for name, given in _read("personas.yml").items())


@cache
def words(language: str) -> Words:
    said: Words = _read("words.yml")[language]
    return said


def drawn(number: int, of: int, seed: int) -> tuple[Persona, str, Random]:
    """Return the persona of one of the crowd, its language, and the chance it draws from: always the same for a seed.

    The shares hold as nearly as whole people can; number: from 0.
    """
    chance = Random(f"{seed}:{number}")  # noqa: S311 - nobody must be kept from guessing it
    persona = _at((number + 0.5) / of * sum(one.share for one in personas()))
    language = "es" if chance.random() * 100 < persona.spanish else "en"
    return persona, language, chance


def _at(place: float) -> Persona:
    for persona in personas():
        if place < persona.share:
            return persona
        place -= persona.share
    return personas()[-1]


def _persona(name: str, given: Mapping[str, Any]) -> Persona:
    pairs = {key: tuple(given[key]) for key in ("topics", "hours") if key in given}
    return Persona(name, **{**given, **pairs})


def _read(name: str) -> Mapping[str, Any]:
    text = (files("bot.simulation") / name).read_text("utf-8")
    read: Mapping[str, Any] = YAML(typ="safe", pure=True).load(text)
    return read
