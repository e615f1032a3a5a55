"""An address of a web page in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import holding, texts
from bot.flow.model import Flow

_LINK = re.compile(r"\bhttps?:|\bwww\.|\b[\w-]+\.(?:com|org|net|ly|gov|edu|io|co)\b", re.I)


def _find(flow: Flow) -> Iterator[Found]:
    for text, link in holding(texts(flow), _LINK):
        yield Found(text.path, f"{link!r} looks like the address of a web page.")


LINK_IN_TEXT = Check(
    name="link_in_text",
    level=Level.ERROR,
    reason="Carriers hold back texts with links that are not registered, and a patient cannot tell ours from a fraud.",
    example="ask: {en: 'See bit.ly/abc. What matters to you?'}",
    fix="Leave it out. A patient who replies LINK gets the secure page.",
    find=_find,
)
