"""Questions that are asked about each topic on the list: the same one for every topic, under an id that names both."""

from __future__ import annotations

from bot.agenda.model import Agenda, Item

_MARK = "#"  # between the question's name, which cannot hold it, and the topic's id


def about(question: str, item_id: int) -> str:
    return f"{question}{_MARK}{item_id}"


def base(question: str) -> str:
    """Return the name that the flow has for a question."""
    return question.partition(_MARK)[0]


def topic_of(question: str, agenda: Agenda) -> Item | None:
    """Return the topic that a question is about, on the list or taken off it; None where it is about none."""
    _, _, item_id = question.partition(_MARK)
    return agenda.item(int(item_id)) if item_id else None


def is_topical(question: str) -> bool:
    return _MARK in question
