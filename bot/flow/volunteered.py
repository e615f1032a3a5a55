"""What is said before it is asked: "my knee, start with that"."""

from __future__ import annotations

import re

from bot.agenda.events import ItemsRanked
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.reply import Reply
from bot.flow.taking import take_answer

_FIRST = re.compile(
    r"\b(?:start|begin|lead)(?:ing)?\s+with\s+(?:that|this|it)\b|\b(?:that|this)\s+(?:one\s+)?first\b|\bthat\s+is\s+the\s+main\s+(?:one|thing)\b"
    r"|\b(?:empie[cz]\w*|empezar|comien\w+|comenzar)\s+(?:con|por)\s+es[oae]\b|\bes[oea]\s+primero\b|\bprimero\s+es[oea]\b",
    re.IGNORECASE,
)


def first_of_these(draft: Draft, reply: Reply) -> Draft:
    """Rank what was named just before "start with that", and answer the ranking question with it."""
    said = _FIRST.search(reply.text)
    asked = open_for(draft.flow, draft.agenda, "items.rank")
    if said is None or asked is None:
        return draft
    before = reply.quotes(0, said.start())
    named = [item.id for item in draft.agenda.current if any(q.overlaps(b) for q in item.quotes for b in before)]
    if not named:
        return draft
    rest = [item.id for item in draft.agenda.current if item.id != named[-1]]
    ranked = draft.record(ItemsRanked((named[-1], *rest)))
    return take_answer(ranked, asked, reply.quotes(*said.span()))
