"""A text as the lexicon sees it: words, and marks of what they may mean."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from bot.safety.lexicon import Lexicon
from bot.safety.normalise import RECENT, Break
from bot.safety.phrases import Element, Index, Steps, Token, find, index, parse
from bot.understanding.lexicon import read

_LONGEST_MARK = 20  # words; bounds how far back a mark can begin that still covers a word

SITE = "site"
SIDE = "side"


class Mark(NamedTuple):
    """What words from start to end (half open) may mean: `kind` is the part of the lexicon, `name` the entry there."""

    kind: str
    name: str
    start: int
    end: int

    def covers(self, at: int) -> bool:
        return self.start <= at < self.end


@dataclass(frozen=True)
class Known:
    """The lexicon, ready to read with."""

    words: Lexicon
    phrases: Index
    sets: Mapping[str, frozenset[str]]  # plain lists of cues.yml
    lists: Mapping[str, Sequence[str]]  # the names of the lists that a word is in


@dataclass(frozen=True)
class Reading:
    text: str
    tokens: tuple[Token, ...]
    marks: Mapping[str, tuple[Mark, ...]]  # by kind, in order
    known: Known

    def of(self, kind: str) -> tuple[Mark, ...]:
        return self.marks.get(kind, ())

    def within(self, kind: str, start: int, end: int) -> Sequence[Mark]:
        """Return the marks of a kind that begin from start to before end."""
        starts = self._starts.get(kind, [])
        return self.of(kind)[bisect_left(starts, start) : bisect_left(starts, end)]

    def covering(self, kind: str, at: int) -> Mark | None:
        return next((mark for mark in self.within(kind, at - _LONGEST_MARK, at + 1) if mark.covers(at)), None)

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the words that have letters between two code points; (0, 0) where there are none."""
        first, last = bisect_right(self._letters_end, start), bisect_left(self._letters_begin, end)
        return (first, last) if first < last else (0, 0)

    @cached_property
    def _letters_begin(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _letters_end(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {kind: [mark.start for mark in marks] for kind, marks in self.marks.items()}

    def is_a(self, at: int, name: str) -> bool:
        """Whether the word is in this list of cues.yml."""
        return not self.known.sets[name].isdisjoint(self.tokens[at].keys)

    def lists(self, at: int) -> list[str]:
        """Return the names of the lists of cues.yml that the word is in."""
        return sorted({name for key in self.tokens[at].keys for name in self.known.lists.get(key, ())})

    def gap(self, at: int) -> Break:
        return self.tokens[at].gap

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the code points of the words from start to end."""
        return self.tokens[start].start, self.tokens[end - 1].end

    @cached_property
    def cores(self) -> tuple[Mark, ...]:
        """Topics and parts of the body: of two that overlap, the longer."""
        ranked = sorted(
            (*self.of("topic"), *self.of(SITE)), key=lambda mark: (mark.start - mark.end, mark.start, mark.name)
        )
        taken: list[Mark] = []
        free = [True] * len(self.tokens)
        for mark in ranked:
            if all(free[mark.start : mark.end]):
                taken.append(mark)
                free[mark.start : mark.end] = [False] * (mark.end - mark.start)
        return tuple(sorted(taken, key=lambda mark: mark.start))

    def cores_between(self, start: int, end: int) -> tuple[Mark, ...]:
        return self.cores[bisect_left(self._core_starts, start) : bisect_left(self._core_starts, end)]

    @cached_property
    def _core_starts(self) -> list[int]:
        return [core.start for core in self.cores]

    @cached_property
    def inside_cores(self) -> frozenset[int]:
        """Words that follow another word of the same topic: nothing new begins there."""
        return frozenset(at for core in self.cores for at in range(core.start + 1, core.end))


@lru_cache(maxsize=RECENT)
def reading(text: str) -> Reading:
    known = _known()
    tokens = tuple(known.words.read(text))
    marks: dict[str, list[Mark]] = {}
    for found in find(known.phrases, tokens):
        kind, _, name = found.label.partition(":")
        marks.setdefault(kind, []).append(Mark(kind, name, found.start, found.end))
    idle = [False] * len(tokens)
    for mark in marks.get("not_topic", ()):
        idle[mark.start : mark.end] = [True] * (mark.end - mark.start)
    for kind in (SITE, "topic"):
        # "back" of "came back" is no part of the body
        marks[kind] = [mark for mark in marks.get(kind, ()) if not all(idle[mark.start : mark.end])]
    return Reading(text, tokens, {kind: tuple(sorted(set(some), key=_place)) for kind, some in marks.items()}, known)


def _place(mark: Mark) -> tuple[int, int, str]:
    return mark.start, -mark.end, mark.name


@lru_cache(maxsize=1)
def _known() -> Known:
    labelled = dict(_labelled())
    sets = {name: frozenset(value.split()) for name, value in read("cues.yml").items() if isinstance(value, str)}
    vocabulary = _vocabulary(labelled, "")
    forgiven = {word for kind in (SITE, "topic") for word in _vocabulary(labelled, kind)}
    everyday = set().union(*sets.values()) | set(read("everyday.yml")["words"].split())
    words = Lexicon(vocabulary, forgiven=forgiven, everyday=everyday, joined={}, breaks=())
    return Known(words, index(labelled), sets, _by_word(sets))


def _by_word(sets: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = {}
    for name, words in sets.items():
        for word in words:
            lists.setdefault(word, []).append(f"s:{name}")
    return lists


def _vocabulary(labelled: Mapping[str, list[Steps]], kind: str) -> set[str]:
    readings = (steps for label, some in labelled.items() if label.startswith(kind) for steps in some)
    return {key for steps in readings for step in steps if isinstance(step, Element) for key in step.keys}


def _labelled() -> Iterator[tuple[str, list[Steps]]]:
    """Yield every entry of the lexicon as "kind:name" and its phrases."""
    body, topics, cues = read("body.yml"), read("topics.yml"), read("cues.yml")
    sites = {name: list(_parsed(phrases, {})) for name, phrases in body["sites"].items()}
    classes = _classes(topics["classes"]) | _classes(cues["classes"])
    classes["medicine"] = frozenset(read("medicines.yml")["medicines"].split())
    classes["site"] = frozenset(key for readings in sites.values() for steps in readings for key in _site_words(steps))
    yield from ((f"{SITE}:{name}", readings) for name, readings in sites.items())
    yield from ((f"{SIDE}:{name}", list(_parsed(phrases, {}))) for name, phrases in body["sides"].items())
    for name, phrases in topics["topics"].items():
        kind = "question" if name.startswith("question") else "topic"
        yield f"{kind}:{name}", list(_parsed(phrases, classes))
    for kind, value in cues.items():
        yield from _cues(kind, value, classes)


def _cues(kind: str, value: Any, classes: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, list[Steps]]]:
    if kind == "classes" or isinstance(value, str):
        return
    groups = value if isinstance(value, dict) else {"": value}
    for name, phrases in groups.items():
        yield f"{kind}:{name}", list(_parsed(phrases, classes))


def _classes(groups: Mapping[str, str]) -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in groups.items()}


def _parsed(phrases: Iterable[str], classes: Mapping[str, frozenset[str]]) -> Iterator[Steps]:
    for phrase in phrases:
        yield from parse(phrase, classes)


def _site_words(steps: Steps) -> frozenset[str]:
    """Only sites of one word can stand for <site> inside a longer phrase."""
    return steps[0].keys if len(steps) == 1 and isinstance(steps[0], Element) else frozenset()
