"""A scale of numbers that does not say what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked
from bot.flow.model import Flow

_TO = r"(?:to|through|a|al|hasta|-|–|…|\.{2,3})"
_SCALE = re.compile(rf"(?<![\w/])[01]\s*{_TO}\s*(?:[3-7]|10|100)(?![\w/])|(?<!\w)1[\s,/]+2[\s,/]+3(?!\w)", re.I)
# "0 is no pain", "10 = worst", "(0: none)", "1 Bad": the ends have words.
_MEANT = re.compile(
    rf"(?<!\w)(?:\d+)\s*(?:[=:(]\s*|(?:is|means|es|significa)\s+)[^\W\d_]|(?<!\w)\d+\s+(?!{_TO}\b)[^\W\d_]{{2,}}", re.I
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in asked(flow):
        scale = _SCALE.search(text.words)
        if scale and len(_MEANT.findall(text.words)) < 2:
            yield Found(text.path, f"{scale.group()!r} asks for a number and does not say what the ends mean.")


SCALE_WORDS = Check(
    name="scale_words",
    level=Level.ERROR,
    reason="One patient's 10 is another's 1, and the team cannot tell which way the numbers run.",
    example="ask: {en: Rate your day from 0 to 10.}",
    fix="Say what both ends mean (0 is none, 10 is the worst), or offer choices in words.",
    find=_find,
)
