"""Words that judge, or that put the answer into the patient's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, holding
from bot.flow.model import Flow

_JUDGES = re.compile(
    r"\b(?:you\s+should(?:n'?t)?|should(?:n'?t)?\s+you|fail(?:ed|ing|ure)?|complian\w+|non-?complian\w+|adheren\w+|admit|confess|refus\w+|why\s+(?:don'?t|didn'?t|haven'?t)"
    r"|you\s+must|of\s+course|obviously|don'?t\s+you|isn'?t\s+it|aren'?t\s+you|properly|bad\s+habits?|invalid|wrong\s+answer"
    r"|deber[ií]a\w*|fracas\w+|incumpl\w+|confies\w+|admit\w+|por\s+qu[eé]\s+no|tiene\s+que|debe\s+de|obviamente|¿?verdad\?|malos\s+h[aá]bitos)(?!\w)",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text, word in holding(asked(flow), _JUDGES):
        yield Found(text.path, f"{word!r} judges, or tells the patient what to answer.")


JUDGING_WORDS = Check(
    name="judging_words",
    level=Level.ADVICE,
    reason="Whoever feels judged leaves out what the team most needs to hear.",
    example="ask: {en: Why didn't you take your pills?}",
    fix="Ask what makes it hard, and say that it is OK to be honest.",
    find=_find,
)
