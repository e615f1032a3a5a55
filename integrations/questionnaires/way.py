"""Which question comes after which in a flow that a Questionnaire becomes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.flow.model import QuestionKind
from bot.flow.parse import READ_BACK
from integrations.questionnaires.draft import Draft
from integrations.questionnaires.reading import Asked, said

_INSTEAD = "; conditions stand now where answers led elsewhere, and each question leads to the one after it"


@dataclass(frozen=True)
class Way:
    """asked: the questions as the file has them. next: what follows each, by linkId; None: all leads where it led."""

    asked: Sequence[Asked]
    next: Mapping[str, str] | None
    after_visit: str | None


def way_of(draft: Draft) -> Way:
    """Return the way that the flow had, while its Questionnaire agrees; else the order of the Questionnaire."""
    if _agrees(draft):
        places = list(draft.before.written["questions"])
        in_file = sorted(draft.questions, key=lambda one: places.index(one.link))
        return Way(in_file, None, draft.before.written.get("after_visit"))
    _note(draft)
    first, later = _before_and_after(draft)
    following = {
        one.link: draft.name(onwards) if onwards else READ_BACK
        for part in (first, later)
        for one, onwards in pairwise([*part, None])
        if one
    }
    return Way([*first, *later], following, draft.name(later[0]) if later else None)


def _agrees(draft: Draft) -> bool:
    """Whether the same is asked in the same order, and what an answer leads to still hangs on that answer."""
    before = draft.before
    same = [one.link for one in draft.questions] == list(before.asked)
    return same and all(before.led[one.link] <= said(one.clauses) and _leads(one, draft) for one in draft.questions)


def _leads(one: Asked, draft: Draft) -> bool:
    target, options = draft.targets[one.link], draft.before.question(one.link).get("options", {})
    leading = {name for name, option in options.items() if "next" in option}
    return not leading or (target.kind is QuestionKind.CHOICE and leading <= target.choices.keys())


def _before_and_after(draft: Draft) -> tuple[list[Asked], list[Asked]]:
    """Return what is asked before the visit and what after it; a new question belongs to the one above it."""
    first: list[Asked] = []
    later: list[Asked] = []
    part = first
    for one in draft.questions:
        if one.link in draft.before.asked:
            part = later if one.link in draft.before.afterwards else first
        part.append(one)
    return (first, later) if first else (later, [])


def _note(draft: Draft) -> None:
    if draft.before.flow is None:
        return
    now, were = [one.link for one in draft.questions], list(draft.before.asked)
    gone = [link for link in were if link not in now]
    if gone:
        draft.notes.append(f"item: {', '.join(gone)}: taken out outside Previsit, and out of the flow now.")
    for one in draft.questions:
        if one.link not in were:
            draft.notes.append(f"{one.where}: added outside Previsit; where its answer goes is to be set in the flow.")
    instead = _INSTEAD if draft.before.branches else ""
    what = "the order" if now != were else "who is asked"
    draft.notes.append(f"item: {what} was changed outside Previsit and is taken over{instead}.")
