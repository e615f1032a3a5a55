"""What a question names of the agenda: the topic that it is about, and what the team wants to bring up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.agenda.model import Agenda
from bot.agenda.topical import topic_of
from bot.flow.shortening import Room, shortened
from bot.flow.step import QUESTION, Say

_BETWEEN = "; "


def named(say: tuple[Say, ...], agenda: Agenda) -> tuple[Say, ...]:
    """Give the questions among the lines the values that they may name."""
    return tuple(
        replace(line, values={**_values(line.key.removeprefix(QUESTION), agenda), **line.values})
        if line.key.startswith(QUESTION)
        else line
        for line in say
    )


def _values(question: str, agenda: Agenda) -> Mapping[str, str]:
    topic = topic_of(question, agenda)
    about = {"topic": shortened(topic.words, Room.QUESTION)} if topic else {}
    team = {"team_topics": _BETWEEN.join(item.words for item in agenda.topics)} if agenda.topics else {}
    return {**about, **team}
