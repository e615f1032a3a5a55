"""Whether a danger sign is denied.

A denial reaches over a list of complaints ("no fever, chest pain or bleeding") and over the small words of one ("no
history of seizures"). Any other word has a clause of its own and uses the denial up: "no insurance chest pain", "I'm
not, I want to die". So does what is told in too much detail to be an item of a list: "no fever bad chest pain". Where
the two readings are alike a notice is raised: a nurse can strike one, nobody can see one that is not there.

A "no" that belongs to the sign itself ("no puedo respirar") is part of the sign and denies nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.safety.normalise import Break
from bot.safety.phrases import Found
from bot.safety.surroundings import Surroundings

_FARTHEST = 14
# next reaches the next word only ("not suicidal"), or over "or" ("haven't passed out or had seizures"); thought goes on
# behind a subject ("I don't think I have").
_NEXT = "deny:next"
_DENIALS = ("deny:before", _NEXT, "deny:thought")
_ALSO, _LISTED, _ALONG, _STRONG = "deny:also", "deny:listed", "deny:along", "deny:strong"


def denied(around: Surroundings) -> bool:
    return _before(around) or _inside(around) or _after(around)


def taken_back(around: Surroundings) -> bool:
    """Whether what is denied is then said after all: "I don't want to kill myself but I think about it"."""
    return any(cue.start >= around.sign.end for cue in around.in_sentence("denied_after:taken_back"))


def _before(around: Surroundings) -> bool:
    sign, roles = around.sign, _roles(around)
    passed: list[Found] = []
    at = sign.start - 1
    while max(-1, sign.start - _FARTHEST) < at and not _parted(around, at):
        cue = roles.get(at)
        if cue is None:
            return False
        if cue.label in _DENIALS:
            return _reaches(cue, passed, around)
        passed.append(cue)
        at = cue.start - 1
    return False


def _parted(around: Surroundings, at: int) -> bool:
    return around.tokens[at + 1].gap in (Break.LINE, Break.SENTENCE)


def _roles(around: Surroundings) -> Mapping[int, Found]:
    """Return, by the last word before the sign that it takes, what each cue does for a denial; denials come first.

    A denial may end within the sign ("not suicidal").
    """
    sign = around.sign
    passed = (cue for cue in around.labelled(_STRONG, _ALONG, _LISTED, _ALSO) if cue.end <= sign.start)
    denials = (cue for cue in around.labelled(*_DENIALS) if cue.start < sign.start)
    return {min(cue.end, sign.start) - 1: cue for cue in sorted((*passed, *denials), key=_weight)}


def _weight(cue: Found) -> int:
    return (_ALONG, _STRONG, _LISTED, _ALSO, _NEXT, "deny:thought", "deny:before").index(cue.label)


def _reaches(denial: Found, passed: Sequence[Found], around: Surroundings) -> bool:
    labels = [cue.label for cue in passed]
    if _answered(denial, around) or (denial.label == _NEXT and labels and _ALSO not in labels):
        return False
    since_last_item = labels[: labels.index(_LISTED)] if _LISTED in labels else labels
    if _ALSO in since_last_item:
        return True
    if _crossed(denial, around) and _stands_alone(around):
        return False
    return _LISTED not in labels or _is_listed(since_last_item, labels, around)


def _answered(denial: Found, around: Surroundings) -> bool:
    """Whether the denial is a clause of its own: "I'm not, I want to die"."""
    return denial.end < around.sign.start and around.tokens[denial.end].written_gap >= Break.CLAUSE


def _crossed(denial: Found, around: Surroundings) -> bool:
    return any(around.tokens[at].gap >= Break.CLAUSE for at in range(denial.end, around.sign.start + 1))


def _is_listed(since_last_item: Sequence[str], labels: Sequence[str], around: Surroundings) -> bool:
    """Whether the sign is one more item of the list: the list goes on, or it has had no "or" and is not told more of.

    labels: of the words between the sign and the denial, from the sign on.
    """
    told_more = _STRONG in since_last_item or _is_told_more(around)
    return _goes_on_listing(around) or not (told_more or _ALSO in labels)


def _goes_on_listing(around: Surroundings) -> bool:
    end = around.bounds(Break.SENTENCE)[1]
    return any(around.sign.end <= cue.start < end for cue in around.labelled(_ALSO))


def _is_told_more(around: Surroundings) -> bool:
    sign = around.sign
    strong = any(sign.start <= cue.start < sign.end for cue in around.labelled(_STRONG))
    return strong or any(token.number is not None for token in around.tokens[sign.start : sign.end])


def _stands_alone(around: Surroundings) -> bool:
    """Whether the sign is a clause of its own, or goes on to say since when or how bad it is."""
    sign = around.sign
    if any(sign.start < cue.end and cue.start < sign.end for cue in around.labelled("clause:subject")):
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
