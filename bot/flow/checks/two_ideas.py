"""More than one question in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, sentences
from bot.flow.model import Flow

_SECOND = re.compile(
    r"(?:,\s*|\s+)(?:and|or)\s+(?:what|how|when|who|where|why|which)\b|\s+(?:y|e|o)\s+(?:qu[eé]|c[oó]mo|cu[aá]ndo|qui[eé]n|d[oó]nde|por\s+qu[eé]|cu[aá]l)\b",
    re.I,
)

# What goes on with the question before it: "Do you need help? Like a ride, or an interpreter?"
_EXAMPLE = re.compile(r"^\W*(?:like|such\s+as|for\s+example|or|por\s+ejemplo|como|o)\b", re.I)


def _questions(words: str) -> list[str]:
    return [part for part in sentences(words) if "?" in part and not _EXAMPLE.search(part)]


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        asks = _questions(text.words)
        if len(asks) > 1:
            yield Found(text.path, f"it asks {len(asks)} questions at once.")
        elif any(map(_SECOND.search, asks)):
            yield Found(text.path, "it asks two things in one sentence.")


TWO_IDEAS = Check(
    name="two_ideas",
    level=Level.ERROR,
    reason="People answer the last of two questions, and nobody knows which one the answer belongs to.",
    example="ask: {en: What hurts? Since when?}",
    fix="Ask one; give the other a question of its own.",
    find=_find,
)
