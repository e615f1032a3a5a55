"""Questions that are switched on or off: hidden ones of a Questionnaire are off."""

from __future__ import annotations

from integrations.questionnaires.branches import swapped, ways_to
from integrations.questionnaires.draft import Draft
from integrations.questionnaires.reading import Asked
from integrations.questionnaires.way import Way

_HIDDEN = "extension: questionnaire-hidden"
_NOT_ASKED = (
    "taken out outside Previsit, and still not asked; nothing leads there, or another question takes its place."
)


def was_switched(one: Asked, draft: Draft) -> bool:
    was = draft.before.asked.get(one.link)
    return was is not None and was.hidden != one.hidden


def is_core(one: Asked, draft: Draft, way: Way) -> bool | None:
    """Return what `core` says; None where nothing is to be said. What nobody came to stays so where all is in one row now."""
    kept = None if draft.before.question(one.link).get("core", True) else False
    was = draft.before.asked.get(one.link)
    same = was is not None and was.hidden == one.hidden
    if same and (way.next is None or not one.hidden or _is_replaced(one, draft)):
        return kept
    return False if one.hidden else kept


def also_asked(draft: Draft) -> list[str]:
    """Return the optional questions that are asked all the same: those of before, but for what was switched since."""
    switched = [one for one in draft.questions if was_switched(one, draft)]
    on = [one for one in switched if not one.hidden]
    for one in switched:
        if one in on and not _can_be_asked(one, draft):
            draft.notes.append(f"{one.where}.{_HIDDEN}: {_NOT_ASKED}")
        else:
            draft.taken_over(f"{one.where}.{_HIDDEN}")
    there = {draft.name(one) for one in draft.questions if not (one in switched and one.hidden)}
    known = [name for name in draft.before.written.get("also_ask", ()) if name in there]
    return list(dict.fromkeys([*known, *(draft.name(one) for one in on if _can_be_asked(one, draft))]))


def _can_be_asked(one: Asked, draft: Draft) -> bool:
    flow = draft.before.flow
    if flow is None or _is_replaced(one, draft):
        return False
    return flow.questions[one.link].instead_of is not None or bool(ways_to(flow)[one.link])


def _is_replaced(one: Asked, draft: Draft) -> bool:
    return draft.before.flow is not None and swapped(draft.before.flow, one.link) is not None
