"""One question of a Questionnaire as the flow file has it: what FHIR says, and beside it what the flow said before."""

from __future__ import annotations

from typing import Any

from bot.flow.model import QuestionKind
from integrations.questionnaires.before import beyond_answers
from integrations.questionnaires.choices import labels
from integrations.questionnaires.draft import Draft, same_kind
from integrations.questionnaires.reading import Asked, said, without
from integrations.questionnaires.shared import still_heard
from integrations.questionnaires.switched import is_core
from integrations.questionnaires.way import Way

_NOWHERE_ELSE = "notes"  # where answers go of which nobody said where
_TOPICS, _RANKS = "items", "items.rank"


def question(one: Asked, draft: Draft, way: Way) -> dict[str, Any]:
    """Return the keys of the file; what was changed in a question of ours is noted."""
    kept = draft.before.question(one.link)
    found = {
        "fills": _NOWHERE_ELSE,
        **kept,
        "core": is_core(one, draft, way),
        "expect": draft.targets[one.link].kind.value,
        "ask": still_heard(one.item, "text", kept.get("ask"), language=draft.language, otherwise=one.link),
        "options": _options(one, draft),
        "section": draft.parts[one.part.where] if one.part else None,
        "when": _when(one, draft, way),
    }
    _note(one, found, draft)
    return {
        key: value for key, value in _fitting(found | _led(one, found, way), draft).items() if value not in ({}, None)
    }


def with_topics(questions: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Let the first question ask what to talk about, where none does: no flow is without."""
    if not any(one["fills"] == _TOPICS for one in questions.values()):
        name, first = next(iter(questions.items()))
        ranks = first["expect"] == QuestionKind.RANKING.value
        questions[name] = first | {"fills": _TOPICS} | ({"expect": QuestionKind.WORDS.value} if ranks else {})
        if draft.before.flow:
            draft.notes.append(f"item: no question asks what to talk about any longer; {name} is taken for it.")
    return questions


def _options(one: Asked, draft: Draft) -> dict[str, Any]:
    target, kept = draft.targets[one.link], draft.before.question(one.link).get("options", {})
    if target.kind is not QuestionKind.CHOICE:
        return {}
    called = labels(target.choices, draft.before.labels(one.link), draft.language)
    return {name: kept.get(name, {}) | label for name, label in called.items()}


def _when(one: Asked, draft: Draft, way: Way) -> dict[str, Any]:
    """Return the conditions as they were, while FHIR says the same; else FHIR's, and those that it has no words for."""
    was, kept = draft.before.asked.get(one.link), draft.before.question(one.link).get("when", {})
    changed = was is not None and said(was.clauses) != said(one.clauses)
    if changed:
        draft.taken_over(f"{one.where}.enableWhen")
    if way.next is not None:
        return beyond_answers(kept) | draft.when(one.clauses)
    return beyond_answers(kept) | draft.when(without(one.clauses, draft.before.led[one.link])) if changed else kept


def _led(one: Asked, found: dict[str, Any], way: Way) -> dict[str, Any]:
    """Return where the question leads now, and no answer elsewhere; nothing where all leads where it led."""
    if way.next is None:
        return {}
    options = {
        name: {key: value for key, value in option.items() if key != "next"}
        for name, option in found["options"].items()
    }
    unclear = {key: value for key, value in found.get("unclear", {}).items() if key != "next"}
    return {"next": way.next[one.link], "options": options, "unclear": unclear}


def _fitting(found: dict[str, Any], draft: Draft) -> dict[str, Any]:
    """Return the question without what no longer fits it."""
    ranks = found["expect"] == QuestionKind.RANKING.value
    fills = _NOWHERE_ELSE if found["fills"] == _RANKS and not ranks else found["fills"]
    names = [draft.name(other) for other in draft.questions]
    return found | {"fills": fills, "instead_of": found["instead_of"] if found.get("instead_of") in names else None}


def _note(one: Asked, found: dict[str, Any], draft: Draft) -> None:
    was, kept = draft.before.asked.get(one.link), draft.before.question(one.link)
    if was is None:
        return
    section = draft.before.section(str(was.part.item["linkId"])) if was.part else None
    changed = {
        "text": found["ask"] != kept["ask"],
        "type": not same_kind(one.item, was.item),
        "answerOption": list(found["options"].items()) != list(kept.get("options", {}).items()),
        "group": found["section"] != section,
    }
    for what in (key for key, differs in changed.items() if differs):
        draft.taken_over(f"{one.where}.{what}")
