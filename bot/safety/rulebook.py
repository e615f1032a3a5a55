"""Loads the reviewed rules and the grammar around them, once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import product
from math import prod
from typing import Any

from ruamel.yaml import YAML

from bot.safety.lexicon import Lexicon, runs_together
from bot.safety.model import Tier
from bot.safety.phrases import Element, Index, RuleError, Steps, index, parse

_MOST_RUN_TOGETHER = 4
_MOST_SPELLINGS = 400
_SAYING = re.compile(r"\{([a-z ]+)\}")


@dataclass(frozen=True)
class Rule:
    """now, habit ("sometimes", "when I climb stairs"), recent, long ("for years"), past: the tier by time.

    firm: a crisis; "if", "what if" and the patient's not being the one do not soften it.
    event: the danger is what happened ("I passed out"), so the past tense alone does not make it past.
    instead_of: a rule whose words these words weaken ("almost passed out").
    """

    id: str
    kind: str
    now: Tier
    habit: Tier
    recent: Tier
    long: Tier
    past: Tier
    firm: bool
    event: bool
    instead_of: str | None
    phrases: tuple[Steps, ...] = field(repr=False)


@dataclass(frozen=True)
class Rulebook:
    rules: Mapping[str, Rule]
    rule_phrases: Index
    cue_phrases: Index
    lexicon: Lexicon


@lru_cache(maxsize=1)
def rulebook() -> Rulebook:
    return build(read_family(name) for name in family_names())


def family_names() -> list[str]:
    return sorted(
        file.name for file in (resources.files("bot.safety") / "rules").iterdir() if file.name.endswith(".yml")
    )


def read_family(name: str) -> dict[str, Any]:
    return {"file": name, **_read(f"rules/{name}")}


def build(families: Iterable[dict[str, Any]]) -> Rulebook:
    classes = {name: frozenset(words.split()) for name, words in _read("grammar/words.yml").items()}
    rules = {rule.id: rule for family in families for rule in _rules(family, classes)}
    cues = {label: _parsed(phrases, classes) for label, phrases in _cues()}
    phrases = {id: rule.phrases for id, rule in rules.items()}
    said = [steps for readings in phrases.values() for steps in readings]
    around = [steps for readings in cues.values() for steps in readings]
    return Rulebook(rules, index(phrases), index(cues), _lexicon(said, around, classes))


def _read(path: str) -> dict[str, Any]:
    text = (resources.files("bot.safety") / path).read_text(encoding="utf-8")
    content: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return content


def _cues() -> Iterator[tuple[str, Sequence[str]]]:
    for group, by_name in _read("grammar/cues.yml").items():
        for name, phrases in by_name.items():
            yield f"{group}:{name}", phrases


def _rules(family: dict[str, Any], classes: Mapping[str, frozenset[str]]) -> Iterator[Rule]:
    for rule in family["rules"]:
        told = {**family, **rule}
        tiers = told["tiers"]
        try:
            phrases = _parsed([phrase for language in told["phrases"].values() for phrase in language], classes)
            by_time = {when: Tier(tiers[when]) for when in ("now", "recent", "past")}
            habit = Tier(tiers.get("habit", tiers["recent"]))
            long = Tier(tiers.get("long", tiers["past"]))
        except (RuleError, KeyError, ValueError) as error:
            raise RuleError(f"bot/safety/rules/{family['file']}, rule {rule.get('id')!r}: {error}") from error
        yield Rule(
            told["id"],
            told["class"],
            **by_time,
            habit=habit,
            long=long,
            firm=bool(told.get("firm")),
            event=bool(told.get("event")),
            instead_of=told.get("instead_of"),
            phrases=phrases,
        )


def _parsed(phrases: Sequence[str], classes: Mapping[str, frozenset[str]]) -> tuple[Steps, ...]:
    return tuple(steps for phrase in phrases for plain in _spelt_out(phrase) for steps in parse(plain, classes))


def _spelt_out(phrase: str) -> Iterator[str]:
    """Put each way to say a {saying} in its place."""
    name = _SAYING.search(phrase)
    if name is None:
        yield phrase
        return
    for saying in _sayings()[name[1]]:
        yield from _spelt_out(phrase.replace(name[0], saying, 1))


@lru_cache(maxsize=1)
def _sayings() -> dict[str, list[str]]:
    return _read("grammar/sayings.yml")


def _lexicon(said: Sequence[Steps], around: Sequence[Steps], classes: Mapping[str, frozenset[str]]) -> Lexicon:
    return Lexicon(
        _words(said) | _words(around),
        forgiven=_words(said),
        everyday=_read("grammar/everyday.yml")["words"].split(),
        joined=runs_together(spelling for steps in said for spelling in _spellings(steps)),
        breaks=classes["clause_openers"],
    )


def _words(phrases: Sequence[Steps]) -> set[str]:
    return {key for steps in phrases for step in steps if isinstance(step, Element) for key in step.keys}


def _spellings(steps: Steps) -> Iterator[tuple[str, ...]]:
    """Yield the ways to say every stretch of two to four neighbouring words; a class of many words is left out."""
    words = [step.keys for step in steps if isinstance(step, Element)]
    for start in range(len(words) - 1):
        for length in range(2, _MOST_RUN_TOGETHER + 1):
            stretch = words[start : start + length]
            if len(stretch) == length and prod(map(len, stretch)) <= _MOST_SPELLINGS:
                yield from product(*stretch)
