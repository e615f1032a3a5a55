"""Which words make a concern: a conditional random field over what the lexicon and the rules see at each word.

Why no neural tagger, and what each reaches on people it has not seen: docs/adr/0009.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

import pycrfsuite

from bot.agenda.concern import Concern
from bot.agenda.tokens import fold
from bot.safety.normalise import Break
from bot.understanding.enumerated import enumerators
from bot.understanding.reading import SIDE, SITE, Reading
from bot.understanding.segments import signed, stretches

BEGIN, INSIDE, OUTSIDE = "B", "I", "O"
_LEAN = 0.5  # how much more likely, as a logarithm, "outside" must be: a concern too many is seen, one lost is not
_NEVER = 1e-9
_NAMED = frozenset({"topic", "question"})
_AROUND = (-2, -1, 1, 2)

Words = tuple[int, int]  # half open


def found(tagger: pycrfsuite.Tagger, read: Reading, by_rule: Sequence[Concern]) -> list[Words]:
    """Return the likeliest concerns, and those likely enough between them; no concern goes on where something new begins."""
    if not read.tokens:
        return []
    tagger.set(pycrfsuite.ItemSequence(features_of(read, by_rule)))
    numbers = enumerators(read)
    walls = {at for at in range(1, len(read.tokens)) if read.gap(at) >= Break.LINE or signed(read, at)}
    sure = list(_runs(_none_at(numbers, tagger.tag()), walls))
    taken = {at for start, end in sure for at in range(start, end)}
    likely = _runs(_none_at(numbers, [_likely(tagger, at) for at in range(len(read.tokens))]), walls)
    added = [words for words in likely if taken.isdisjoint(range(*words))]
    return _joined(read, sorted([*sure, *added]), {*added})


def _none_at(numbers: frozenset[int], labels: Sequence[str]) -> list[str]:
    return [OUTSIDE if at in numbers else label for at, label in enumerate(labels)]


def _joined(read: Reading, runs: Sequence[Words], added: set[Words]) -> list[Words]:
    joined: list[Words] = []
    for run in runs:
        if joined and _are_one(read, joined[-1], run, unsure=not added.isdisjoint((joined[-1], run))):
            joined[-1] = (joined[-1][0], run[1])
        else:
            joined.append(run)
    return joined


def _are_one(read: Reading, before: Words, run: Words, *, unsure: bool) -> bool:
    """Tell "my hip", "is what hurts", which is one concern, from two: a place and what is wrong with it, or one name for both."""
    between = range(before[1], run[0])
    if _names_a_place(read, before) and _names_a_place(read, run):
        return unsure and not between
    if any(read.gap(at) >= Break.LINE or signed(read, at) for at in range(before[1], run[0] + 1)):
        return False
    if not between:
        return unsure or _names_a_place(read, before)
    if any(core.start < before[1] and core.end > run[0] for core in read.cores):
        return True
    return _names_a_place(read, before) and all(read.is_a(at, "copulas") for at in between)


def _names_a_place(read: Reading, words: Words) -> bool:
    named = {at for mark in read.cores_between(*words) if mark.kind == SITE for at in range(mark.start, mark.end)}
    sided = {at for mark in read.within(SIDE, *words) for at in range(mark.start, mark.end)}
    small = {at for at in range(*words) if read.is_a(at, "determiners") or read.is_a(at, "articles")}
    return bool(named) and named | sided | small >= set(range(*words))


def _likely(tagger: pycrfsuite.Tagger, at: int) -> str:
    leaning = {BEGIN: 0.0, INSIDE: 0.0, OUTSIDE: _LEAN}
    return max(leaning, key=lambda label: log(tagger.marginal(label, at) + _NEVER) - leaning[label])


def _runs(labels: Sequence[str], walls: set[int]) -> Iterator[Words]:
    start = None
    for at, label in enumerate([*labels, OUTSIDE]):
        if start is not None and (label != INSIDE or at in walls):
            yield start, at
            start = None
        if start is None and label != OUTSIDE:
            start = at


def labelled(count: int, concerns: Sequence[Words]) -> list[str]:
    """Return the label of each of so many words, for training."""
    labels = [OUTSIDE] * count
    for start, end in concerns:
        labels[start:end] = [BEGIN, *[INSIDE] * (end - start - 1)]
    return labels


def features_of(read: Reading, by_rule: Sequence[Concern]) -> list[list[str]]:
    """Return what is known of each word; by_rule: the concerns that the rules find."""
    spoken = [spelt(read, at) for at in range(len(read.tokens))]
    ruled = _ruled(read, by_rule)
    seen = seen_by_lexicon(read)
    begins = {stretch.start for stretch in stretches(read)}
    return [
        [*_own(read, at, spoken, begins), *seen[at], f"r:{ruled[at]}", *_neighbours(at, spoken, ruled, seen)]
        for at in range(len(read.tokens))
    ]


def spelt(read: Reading, at: int) -> str:
    """Return the word as written, folded; numbers are alike."""
    token = read.tokens[at]
    return "0" if token.number is not None else fold(read.text[token.start : token.end])


def _own(read: Reading, at: int, spoken: Sequence[str], begins: set[int]) -> Iterator[str]:
    word = spoken[at]
    yield from ("bias", f"w:{word}", f"p:{word[:3]}", f"p4:{word[:4]}", f"sx:{word[-3:]}")
    yield f"g:{read.gap(at):d}"
    yield f"ga:{read.gap(at + 1) if at + 1 < len(spoken) else Break.SENTENCE:d}"
    if at in begins:
        yield "begins"
    if read.tokens[at].asked:
        yield "asked"
    if at:
        yield f"bg:{spoken[at - 1]} {word}"
    if at + 1 < len(spoken):
        yield f"bg1:{word} {spoken[at + 1]}"


def _neighbours(at: int, spoken: Sequence[str], ruled: Sequence[str], seen: Sequence[Sequence[str]]) -> Iterator[str]:
    for away in _AROUND:
        there = at + away
        if 0 <= there < len(spoken):
            yield f"{away}w:{spoken[there]}"
            yield f"{away}r:{ruled[there]}"
            yield from (f"{away}{mark}" for mark in seen[there])
        else:
            yield f"{away}edge"


def _ruled(read: Reading, by_rule: Sequence[Concern]) -> list[str]:
    labels = [OUTSIDE] * len(read.tokens)
    for concern in by_rule:
        start, end = read.words_at(concern.start, concern.end)
        denied = "-n" * concern.negated
        labels[start:end] = [BEGIN + denied, *[INSIDE + denied] * (end - start - 1)]
    return labels


def seen_by_lexicon(read: Reading) -> list[list[str]]:
    """Return the marks and lists of the lexicon at each word."""
    seen: list[list[str]] = [read.lists(at) for at in range(len(read.tokens))]
    for marks in read.marks.values():
        for mark in marks:
            name = f"{mark.kind}:{mark.name}" if mark.kind in _NAMED else mark.kind
            _put(seen, f"m:{name}", mark.start, mark.end)
    for core in read.cores:
        _put(seen, f"c:{SITE if core.kind == SITE else core.name}", core.start, core.end)
    return seen


def _put(seen: list[list[str]], name: str, start: int, end: int) -> None:
    for at in range(start, min(end, len(seen))):
        seen[at].append(f"{name}:{BEGIN if at == start else INSIDE}")
