"""The flow's own texts for what a step says."""

from __future__ import annotations

from collections.abc import Mapping

from bot.agenda.topical import base
from bot.flow.model import Flow
from bot.flow.step import QUESTION, Say
from bot.flow.values import filled


def question_text(flow: Flow, say: Say, language: str, known: Mapping[str, str], channel: str = "sms") -> str | None:
    """Return the wording of a question, short or as a prompt where the step asks for it; None for catalogue texts.

    known: the values it may name, see bot.flow.values.
    """
    if not say.key.startswith(QUESTION):
        return None
    question = flow.questions[base(say.key.removeprefix(QUESTION))]
    forms = {"short": question.short, "prompt": question.prompt}
    full = (question.web if channel == "web" else {}) or question.ask
    return filled((forms.get(say.values.get("form", "")) or full)[language], language, {**known, **say.values})
