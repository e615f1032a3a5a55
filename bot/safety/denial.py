"""Whether a danger sign is denied.

A denial reaches over a list of nouns ("no chest pain, fever or bleeding") and ends where a new subject or verb begins
("no fever, my chest hurts"), at "but", or at a reason ("no sleep because of the pain"). A "no" that belongs to the
sign itself ("no puedo respirar") is part of the sign and denies nothing.
"""

from __future__ import annotations

from bot.safety.normalise import Break
from bot.safety.phrases import Found
from bot.safety.surroundings import Surroundings

_FARTHEST = 14
# next reaches the next word only ("not suicidal"), or over "or" ("haven't passed out or had seizures"); thought goes on
# behind a subject ("I don't think I have").
_NEXT = "deny:next"
_DENIALS = ("deny:before", _NEXT, "deny:thought")


def denied(around: Surroundings) -> bool:
    return _before(around) or _inside(around) or _after(around)


def _before(around: Surroundings) -> bool:
    sign = around.sign
    far_reaching_last = sorted(around.labelled(*_DENIALS), key=lambda cue: cue.label != _NEXT)
    denials = {min(cue.end, sign.start) - 1: cue for cue in far_reaching_last if cue.start < sign.start}
    subjects = {place for cue in around.labelled("clause:subject") for place in range(cue.start, cue.end)}
    ends = {cue.start for cue in around.labelled("deny:end")}
    crossed = False
    for at in range(sign.start - 1, max(-1, sign.start - _FARTHEST), -1):
        gap = around.tokens[at + 1].gap
        if gap in (Break.LINE, Break.SENTENCE):
            return False
        crossed = crossed or gap is Break.CLAUSE
        if at in denials and _reaches(denials[at], at, around, subjects, crossed=crossed):
            return True
        if at in ends or (at in subjects and at - 1 not in denials):
            return False
    return False


def _reaches(denial: Found, at: int, around: Surroundings, subjects: set[int], *, crossed: bool) -> bool:
    if denial.label == _NEXT and at + 1 != around.sign.start and not _coordinated(at, around):
        return False
    return not (crossed and _stands_alone(around, subjects))


def _coordinated(at: int, around: Surroundings) -> bool:
    return any(at < cue.start < around.sign.start for cue in around.labelled("deny:also"))


def _stands_alone(around: Surroundings, subjects: set[int]) -> bool:
    """Whether the sign is a clause of its own, or goes on to say since when or how bad it is."""
    sign = around.sign
    if any(place in subjects for place in range(sign.start, sign.end)):
        return True
    _, end = around.bounds(Break.CLAUSE)
    return any(sign.end <= cue.start < end for cue in around.labelled("when:now", "when:today", "clause:goes_on"))


def _inside(around: Surroundings) -> bool:
    """A denial that a gap of the phrase passed over denies what follows: "my chest does not really hurt".

    A sign that begins with a "no" of its own only says it twice, in the same clause: "no me entra nada de aire". An
    answer that is a clause of its own denies what it follows: "contractions? none. 38 weeks".
    """
    sign = around.sign
    if any(_answers(cue, around) for cue in around.labelled("denied_after:after")):
        return True
    twice = any(cue.start == sign.start for cue in around.labelled(*_DENIALS))
    _, own_end = around.bounds(Break.CLAUSE, Found("", sign.start, sign.start + 1))
    return any(
        cue.start in sign.skipped and cue.end <= sign.end and not (twice and cue.start < own_end)
        for cue in around.labelled(*_DENIALS)
    )


def _answers(cue: Found, around: Surroundings) -> bool:
    at = cue.start
    return at in around.sign.skipped and around.tokens[at - 1].asked and around.ends_at(cue.end)


def _after(around: Surroundings) -> bool:
    """Look for "chest pain? no", "chest pain: none", "dolor de pecho no tengo"."""
    return any(
        cue.start == around.sign.end and around.ends_at(cue.end) for cue in around.labelled("denied_after:after")
    )
