"""What surrounds a danger sign: when it is, whose it is, and whether it is said at all.

A time belongs to the clause it stands in, or to a neighbouring clause that says nothing else ("last night, chest
pain"); a person to what follows up to the next person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from bot.safety.denial import denied, taken_back
from bot.safety.normalise import Break
from bot.safety.phrases import Found
from bot.safety.surroundings import Surroundings, holds, overlap


class When(Enum):
    """HABIT: sometimes, or whenever something is done. LONG: for years, as it still is."""

    NOW = "now"
    HABIT = "habit"
    RECENT = "recent"
    LONG = "long"
    PAST = "past"


@dataclass(frozen=True)
class Context:
    """dated: the time is told, not only by the tense of a verb. person: self, child, other, or animal.

    taken_back: the denial is, in the same sentence. supposed: if it were, is it normal, signs of. general: people, a film, a form.

    died, inherited, in_care (a hospital has them already): said of somebody in the same sentence.
    """

    when: When
    now_said: bool
    dated: bool
    person: str
    denied: bool
    taken_back: bool
    supposed: bool
    general: bool
    died: bool
    inherited: bool
    in_care: bool


_FARTHEST_SUPPOSITION = 7
_SOON = 14  # words
_ANIMAL = "who:animal"  # what an animal has reaches no farther than its own clause: "the cat scratched me, i see fog"
_TENSES = ("when:past_tense", "when:perfect")
_LENT = ("when:now", "when:today", "when:recent", "when:past")  # times that a clause lends to its neighbour
_URGENCY = (When.NOW, When.HABIT, When.RECENT, When.LONG, When.PAST)
_WHEN_OF = {
    "now": When.NOW,
    "recent": When.RECENT,
    "habit": When.HABIT,
    "gone": When.RECENT,
    "long": When.LONG,
    "past": When.PAST,
    "known": When.PAST,
}


def context(around: Surroundings, *, event: bool) -> Context:
    """event: the sign is itself something that happened, so that the past tense alone does not make it past."""
    when, now_said, dated = _when(around, event=event)
    return Context(
        when=when,
        now_said=now_said,
        dated=dated,
        person=_person(around),
        denied=denied(around),
        taken_back=taken_back(around),
        supposed=_supposed(around),
        general=any(cue.start <= around.sign.start for cue in around.in_sentence("said:general")),
        died=any(True for _ in around.in_sentence("died:died")),
        inherited=any(True for _ in around.in_sentence("died:inherited")),
        in_care=any(True for _ in around.in_sentence("died:in_care")),
    )


def is_idiom(around: Surroundings) -> bool:
    sign = around.sign
    return any(_takes_in(cue, sign) for cue in around.labelled("said:idiom")) or any(
        overlap(cue, sign) for cue in around.labelled("said:something_else")
    )


def _takes_in(idiom: Found, sign: Found) -> bool:
    """Whether the sign begins within the idiom; one that says more than the idiom stays: "out of my seizure pills"."""
    return overlap(idiom, sign) and idiom.start <= sign.start and not holds(sign, idiom)


def _when(around: Surroundings, *, event: bool) -> tuple[When, bool, bool]:
    when, now_said, dated = _told_when(around, event=event)
    return (When.NOW, now_said, dated) if when is not When.NOW and _is_back(around) else (when, now_said, dated)


def _is_back(around: Surroundings) -> bool:
    """Whether what was over is there again, said in the same sentence or soon after."""
    sign, hedged = around.sign, list(around.labelled("again:denied"))
    same = (cue for cue in around.labelled("again:same") if sign.end <= cue.start < sign.end + _SOON)
    back = (*around.in_sentence("again:again"), *around.in_sentence("again:same"), *same)
    return any(not any(overlap(cue, hedge) for hedge in hedged) for cue in back)


def _told_when(around: Surroundings, *, event: bool) -> tuple[When, bool, bool]:
    """An age by now, behind a past tense, is the end of an old story: "had meningitis at 2, he's 20 now"."""
    said = _said_times(around)
    told_in_past = any(cue.label == "when:past_tense" for cue in said)
    if told_in_past and any(True for _ in around.in_sentence("told:age")):
        return When.PAST, False, True
    past_tense = told_in_past and not event
    times = [cue for cue in said if cue.label not in _TENSES]
    if not times:
        return (When.RECENT if past_tense else When.NOW), False, False
    if any(cue.label == "when:past" for cue in times):  # "went away last year" is long past, not just over
        times = [cue for cue in times if cue.label != "when:gone"]
    nearest = min(_distance(cue, around.sign) for cue in times)
    whens = {_meant(cue, past_tense) for cue in times if _distance(cue, around.sign) == nearest}
    when = min(whens, key=_URGENCY.index)
    if when in (When.LONG, When.PAST) and any(cue.label == "when:worse" for cue in times):
        when = When.RECENT
    return when, when is When.NOW and any(cue.label in ("when:now", "when:today") for cue in times), True


def _meant(cue: Found, past_tense: bool) -> When:
    name = cue.label.removeprefix("when:")
    if name == "today":
        return When.RECENT if past_tense else When.NOW
    return _WHEN_OF.get(name, When.NOW)


def _said_times(around: Surroundings) -> list[Found]:
    own = around.bounds(Break.CLAUSE)
    said = _times_within(around, *own)
    if any(cue.label not in _TENSES for cue in said):
        return said
    beside = (cue for bounds in _neighbours(around, own) for cue in _times_within(around, *bounds))
    return said + [cue for cue in beside if cue.label in _LENT] + _told_on(around, own)


def _told_on(around: Surroundings, own: tuple[int, int]) -> list[Found]:
    """Return the time of a story that goes on: "when I was a kid I ate nuts and my throat swelled shut"."""
    start, end = own
    if start <= 0 or around.tokens[start].written_gap >= Break.CLAUSE:
        return []
    if not any(start <= cue.start < end for cue in around.labelled("told:on")):
        return []
    before = around.bounds(Break.CLAUSE, Found("", start - 1, start))
    return [cue for cue in _times_within(around, *before) if cue.label in ("when:recent", "when:past")]


def _neighbours(around: Surroundings, own: tuple[int, int]) -> Iterator[tuple[int, int]]:
    start, end = own
    if start > 0 and around.tokens[start].gap < Break.SENTENCE:
        yield from _unless_it_has_a_subject(around, Found("", start - 1, start))
    if end < len(around.tokens) and around.tokens[end].gap < Break.SENTENCE:
        yield from _unless_it_has_a_subject(around, Found("", end, end + 1))


def _unless_it_has_a_subject(around: Surroundings, place: Found) -> Iterator[tuple[int, int]]:
    start, end = around.bounds(Break.CLAUSE, place)
    if not any(start <= cue.start < end for cue in around.labelled("clause:subject")):
        yield start, end


def _times_within(around: Surroundings, start: int, end: int) -> list[Found]:
    return [cue for cue in around.grouped("when") if start <= cue.start < end and not _is_the_sign(cue, around.sign)]


def _is_the_sign(cue: Found, sign: Found) -> bool:
    """ "se quitó" is an end, but not in "se quitó la vida"; "peor dolor" is no pain that has become worse."""
    return cue.label in ("when:gone", "when:worse") and overlap(cue, sign)


def _distance(cue: Found, sign: Found) -> int:
    return max(cue.start - sign.end, sign.start - cue.end, 0)


def _person(around: Surroundings) -> str:
    start, _ = around.bounds(Break.SENTENCE)
    own, _ = around.bounds(Break.CLAUSE)
    before = [
        cue
        for cue in around.grouped("who")
        if start <= cue.start < around.sign.end and (cue.label != _ANIMAL or cue.start >= own)
    ]
    return max(before, key=lambda cue: cue.start).label.removeprefix("who:") if before else "self"


def _supposed(around: Surroundings) -> bool:
    return any(_supposes(cue, around.sign) for cue in around.in_sentence("said:suppose")) or any(
        around.sign.end <= cue.start for cue in around.in_sentence("said:ask_after")
    )


def _supposes(cue: Found, sign: Found) -> bool:
    return cue.start <= sign.start and sign.start - cue.end <= _FARTHEST_SUPPOSITION
