"""What shows whether a concern is denied or gone: the words around it, up to its neighbours and the end of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from operator import itemgetter

from bot.agenda.concern import Concern
from bot.safety.normalise import Break
from bot.understanding.reading import Reading
from bot.understanding.tagging import Words, seen_by_lexicon, spelt

_FARTHEST_BEFORE, _FARTHEST_AFTER = 12, 10  # words
_STEM = 5
_LONGEST_ORDER = 4
_JOIN = 3  # words between two concerns that join them in one list
_BACK, _ON = -1, 1
_NEAR = 6  # words between a complaint and what became of it
_NOT_GONE = re.compile(
    r"\b(?:not that (?:the|my|it|all|this|that|his|her)|(?:doesnt|didnt|not) mean)\b"
    r".*\b(?:gone|went|better|over|stopped|left|quit|cleared|healed)\b"
    r"|\b(?:no es que|no (?:quiere decir|significa) que)\b"
    r".*\b(?:ido|quit(?:ado|o)|pas(?:ado|o)|mejor\w*|acab(?:ado|o)|cur(?:ado|o)|fue|ya no)\b"
)
_STAYS = re.compile(
    r"(?:that |which |still |just )*(?:wont|will not|doesnt|does not|never) (?:go|quit|stop|leave|heal|clear|ease|let)\b"
    r"|(?:que |y )?(?:todavia |aun |nunca )?no (?:se )?(?:me |le )?(?:quita|va|pasa|calma|baja|cura|deja|cede|mejora)\b"
)
_TURNS = frozenset("but pero though aunque".split())  # noqa: SIM905
_DENIES_NEXT = frozenset("no not dont doesnt didnt isnt havent hasnt without sin ni never".split())  # noqa: SIM905
_NO_LONGER = frozenset("longer more anymore mas".split())  # noqa: SIM905
_ANSWERS = frozenset("yes si no tampoco neither either also too tambien nope".split())  # noqa: SIM905
_NEGATIVES = "s:negatives"
_OUTCOMES = ("s:outcome_good", "s:outcome_bad", _NEGATIVES)
_DENIALS = frozenset({_NEGATIVES, "s:outcome_good", "m:denied", "m:gone"})
_LINKS = frozenset("and y or o ni nor is are was esta estan es went se ya has have had".split())  # noqa: SIM905


@dataclass(frozen=True)
class Said:
    """A text as one looks at it for every one of its concerns; spans: of all of them, in order.

    denies: whether any word of it could deny. ruled: what the rules find, in order, and its words.
    """

    read: Reading
    spans: Sequence[Words]
    spelt: Sequence[str]
    seen: Sequence[Sequence[str]]
    taken: frozenset[int]
    ruled: Sequence[tuple[Words, Concern]]
    denies: bool


def said(read: Reading, spans: Sequence[Words], by_rule: Sequence[Concern]) -> Said:
    seen = [[mark.removesuffix(":B").removesuffix(":I") for mark in marks] for marks in seen_by_lexicon(read)]
    return Said(
        read,
        spans,
        [spelt(read, at) for at in range(len(read.tokens))],
        seen,
        frozenset(at for span in spans for at in range(*span)),
        sorted(((read.words_at(concern.start, concern.end), concern) for concern in by_rule), key=itemgetter(0)),
        any(not _DENIALS.isdisjoint(marks) for marks in seen),
    )


def deniable(text: Said, place: int) -> bool:
    """Whether any word could deny the concern: nobody denies without one, and one that begins it is the complaint itself."""
    complains = _NEGATIVES in text.seen[text.spans[place][0]]
    return text.denies and not complains and not _is_not_gone(text, place) and not _denies_another(text, place)


def _is_not_gone(text: Said, place: int) -> bool:
    """Whether it is the end of the complaint that is denied: "not that the pain is gone", "no es que se haya ido"."""
    start, end = text.spans[place]
    first = max(0, start - _FARTHEST_BEFORE)
    first = next((at for at in range(start, first, -1) if text.read.gap(at) >= Break.SENTENCE), first)
    stays = _STAYS.match(" ".join(text.spelt[end : end + _NEAR]))
    return stays is not None or _NOT_GONE.search(" ".join(text.spelt[first : end + _NEAR])) is not None


def may_be_another(text: Said, place: int) -> bool:
    """Whether what is denied comes behind a "but", and may be the next concern alone: "cough at night but no fever"."""
    cue = _first_denial_behind(text, place)
    return cue is not None and not _TURNS.isdisjoint(text.spelt[text.spans[place][1] : cue])


def _denies_another(text: Said, place: int) -> bool:
    """Whether the first denial comes behind the concern and is about the next: "knee pain, no fever".

    Of the annotated answers this finds 187 concerns that are there and 6 that are not.
    """
    at = _first_denial_behind(text, place)
    if at is None or text.spelt[at] not in _DENIES_NEXT:
        return False
    last = _end_of_sentence(text, at + 1)
    if at >= last - 1 or text.spelt[at + 1] in _NO_LONGER:
        return False
    opens = text.read.gap(at) >= Break.CLAUSE or text.spelt[at - 1] in _LINKS
    other = _next_span(text, at + 1, min(last, at + (_NEAR if opens else 2)))
    return other is not None and not _is_answered(text, other, last)


def _first_denial_behind(text: Said, place: int) -> int | None:
    """Return the first word behind a concern that denies, where none does before it in its sentence."""
    start, end = text.spans[place]
    first = max(0, start - _FARTHEST_BEFORE)
    first = next((at for at in range(start, first, -1) if text.read.gap(at) >= Break.SENTENCE), first)
    if any(not _DENIALS.isdisjoint(text.seen[at]) for at in range(first, end)):
        return None
    last = min(len(text.spelt), end + _FARTHEST_AFTER)
    return next((at for at in range(end, last) if not _DENIALS.isdisjoint(text.seen[at])), None)


def _end_of_sentence(text: Said, start: int) -> int:
    last = min(len(text.spelt), start + _FARTHEST_AFTER)
    return next((at for at in range(start, last) if text.read.gap(at) >= Break.SENTENCE), last)


def _next_span(text: Said, start: int, end: int) -> Words | None:
    """Return the concern that begins between two words, with nothing but words in between."""
    parted = (at for at in range(start, end) if text.read.gap(at) >= Break.CLAUSE)
    end = next(parted, end)
    return next((span for span in text.spans if start <= span[0] < end), None)


def _is_answered(text: Said, other: Words, last: int) -> bool:
    """Whether each word answers the one before it: "fever no cough yes", "fiebre no tos tampoco"."""
    at = other[1]
    return at < last and text.read.gap(at) < Break.CLAUSE and text.spelt[at] in _ANSWERS


def features_of(text: Said, place: int) -> list[str]:
    return [*_inside(text, place), *_side(text, place, _BACK), *_side(text, place, _ON), *_joins(text, place)]


def _inside(text: Said, place: int) -> Iterator[str]:
    start, end = text.spans[place]
    for at in range(start, end):
        yield f"in:{text.spelt[at]}"
        yield f"in:{text.spelt[at][:4]}*"
        yield from (f"in:{mark}" for mark in text.seen[at])
    yield from (f"first:{text.spelt[start]}", f"last:{text.spelt[end - 1]}", f"long:{min(end - start, 6)}")
    ruled = ruled_at(text, place)
    yield f"rule:{any(one.negated for one in ruled)}" if ruled else "rule:none"


def ruled_at(text: Said, place: int) -> list[Concern]:
    """Return the concerns of the rules that share words with this one."""
    start, end = text.spans[place]
    first = bisect_right(text.ruled, start, key=lambda one: one[0][1])
    return [concern for words, concern in takewhile(lambda one: one[0][0] < end, islice(text.ruled, first, None))]


def _side(text: Said, place: int, way: int) -> Iterator[str]:
    """Look from the concern to one side, past its neighbours; how strong a break lies between is part of each feature."""
    start, end = text.spans[place]
    at, farthest = (start - 1, _FARTHEST_BEFORE) if way == _BACK else (end, _FARTHEST_AFTER)
    order: list[str] = []
    gap, passed, before = Break.NONE, False, ""
    for step in range(farthest):
        if not 0 <= at < len(text.spelt):
            yield f"{way}:edge"
            break
        gap = max(gap, text.read.gap(at + 1 if way == _BACK else at))
        if at in text.taken:
            passed, before = True, ""
            _then(order, "concern")
        else:
            word = text.spelt[at]
            yield from _word(f"{way}:{gap:d}:{passed:d}", text, at, before)
            if step < _LONGEST_ORDER:
                yield f"{way}@{step}:{word}"
            if not passed:
                yield f"{way}:{gap:d}:{word[:_STEM]}*"
            if gap < Break.SENTENCE:
                _then(order, _role(text, at, gap))
            before = word
        at += way
    yield from _orders(way, order)


def _word(where: str, text: Said, at: int, before: str) -> Iterator[str]:
    yield f"{where}:{text.spelt[at]}"
    if before:
        yield f"{where}:{before} {text.spelt[at]}"
    yield from (f"{where}:{mark}" for mark in text.seen[at])


def _role(text: Said, at: int, gap: Break) -> str:
    """Return what part a word plays in an outcome: good, bad, a negation, who it is about, a link, or none."""
    outcome = next((mark for mark in _OUTCOMES if mark in text.seen[at]), "")
    if outcome:
        return f"{outcome}{gap:d}"
    if "s:patient" in text.seen[at] or "m:persons" in text.seen[at]:
        return "somebody"
    return text.spelt[at] if text.spelt[at] in _LINKS else ""


def _then(order: list[str], role: str) -> None:
    if role and order[-1:] != [role]:
        order.append(role)


def _orders(way: int, order: Sequence[str]) -> Iterator[str]:
    for length in range(1, _LONGEST_ORDER + 1):
        yield f"{way}>{length}:{'>'.join(order[:length])}"


def _joins(text: Said, place: int) -> Iterator[str]:
    start, end = text.spans[place]
    if place:
        before = text.spans[place - 1][1]
        gap = max((text.read.gap(at) for at in range(before, start + 1)), default=Break.NONE)
        yield f"join:{_between(text, before, start)}"
        yield f"join:{gap:d}:{start - before <= 1}"
    if place + 1 < len(text.spans):
        yield f"next:{_between(text, end, text.spans[place + 1][0])}"


def _between(text: Said, start: int, end: int) -> str:
    return " ".join(text.spelt[start:end]) if end - start < _JOIN else ".."
