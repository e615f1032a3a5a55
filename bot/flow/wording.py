"""The flow's own texts for what a step says."""

from __future__ import annotations

from bot.flow.model import Flow
from bot.flow.step import Say

_PREFIX = "question:"


def question_text(flow: Flow, say: Say, language: str) -> str | None:
    """Return the wording of a question, short or as a prompt where the step asks for it; None for catalogue texts."""
    if not say.key.startswith(_PREFIX):
        return None
    question = flow.questions[say.key.removeprefix(_PREFIX)]
    forms = {"short": question.short, "prompt": question.prompt}
    return (forms.get(say.values.get("form", "")) or question.ask)[language]
