"""A Questionnaire as the text of a flow: one of ours as it was, one of others as a draft that the checks then go through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.flow.written import as_yaml
from integrations.questionnaires.before import before, beyond_answers, settings_of
from integrations.questionnaires.draft import Draft, draft_of, parts_of
from integrations.questionnaires.questions import question, with_topics
from integrations.questionnaires.reading import Part, asked, said
from integrations.questionnaires.shared import language_of, still_heard
from integrations.questionnaires.switched import also_asked
from integrations.questionnaires.unheld import unheld
from integrations.questionnaires.valid import NoQuestionnaire, check_valid
from integrations.questionnaires.way import Way, way_of

_UNREADABLE = "extension: flow-settings: of another version of Previsit, and not kept; what FHIR says is taken."


@dataclass(frozen=True)
class Imported:
    """text: the YAML of a flow. unheld: a sentence for each thing that it could not hold, or that was changed in one of ours."""

    text: str
    unheld: tuple[str, ...]


def imported(resource: Mapping[str, Any], *, otherwise: str) -> Imported:
    """Read a Questionnaire. Raises NoQuestionnaire for another resource, or one that asks nothing.

    otherwise: the title of one that has none.
    """
    check_valid(resource)
    questions = list(asked(resource.get("item", ())))
    if not questions:
        raise NoQuestionnaire(
            "This Questionnaire has no question: it needs `item`s that are neither group nor display."
        )
    draft = draft_of(questions, before(resource), language_of(resource))
    if settings_of(resource) is not None and draft.before.flow is None:
        draft.notes.append(_UNREADABLE)
    text = as_yaml(_flow(resource, otherwise, draft))
    repeating = [link for link, one in draft.before.asked.items() if one.item["repeats"]]
    return Imported(text, (*unheld(resource, repeating), *draft.notes))


def _flow(resource: Mapping[str, Any], otherwise: str, draft: Draft) -> dict[str, Any]:
    way = way_of(draft)
    questions = {draft.name(one): question(one, draft, way) for one in way.asked}
    flow = {
        **draft.before.written,
        "title": _title(resource, otherwise, draft),
        "sections": _sections(draft, way),
        "also_ask": also_asked(draft),
        "questions": with_topics(questions, draft),
        "after_visit": way.after_visit,
    }
    return {key: value for key, value in flow.items() if value not in (None, {}, [])}


def _title(resource: Mapping[str, Any], otherwise: str, draft: Draft) -> dict[str, str]:
    was = draft.before.written.get("title")
    name = str(resource.get("name") or otherwise)
    title = still_heard(resource, "title", was, language=draft.language, otherwise=name)
    if was and title != was:
        draft.taken_over("title")
    return title


def _sections(draft: Draft, way: Way) -> dict[str, Any]:
    """Return the sections that have questions, and those of ours that had none before either."""
    written = draft.before.written.get("sections", {})
    had_questions = [draft.before.section(link) for link in draft.before.parts]
    unused = {name: section for name, section in written.items() if name not in had_questions}
    return unused | {draft.parts[part.where]: _section(part, draft, way) for part in parts_of(draft.questions)}


def _section(part: Part, draft: Draft, way: Way) -> dict[str, Any]:
    link = str(part.item["linkId"])
    kept, was = (
        draft.before.written.get("sections", {}).get(draft.before.section(link), {}),
        draft.before.parts.get(link),
    )
    title = still_heard(part.item, "text", kept.get("title"), language=draft.language)
    if was and title != kept["title"]:
        draft.taken_over(f"{part.where}.text")
    when = kept.get("when", {})
    changed = was is not None and said(part.clauses) != said(was.clauses)
    if changed:
        draft.taken_over(f"{part.where}.enableWhen")
    if changed or way.next is not None:
        when = beyond_answers(when) | draft.when(part.clauses)
    return {"title": title, **({"when": when} if when else {})}
