"""A flow that never asks what to talk about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    if not any(question.fills == "items" for question in flow.questions.values()):
        yield Found(("questions",), "no question asks for topics: no step has `fills: items`.")


NO_TOPICS = Check(
    name="no_topics",
    level=Level.ERROR,
    reason="The patient could not say what to talk about, and the team would get an empty list.",
    example="a flow in which every question fills `what_matters.goal`",
    fix="Let the answer to one question go to “Topics for the visit” (`fills: items`).",
    find=_find,
)
