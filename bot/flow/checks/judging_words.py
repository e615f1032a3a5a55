"""Words that judge, or that put the answer into the patient's mouth."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import asked, holding
from bot.flow.model import Flow

# "Why are you coming?" is a question; why somebody fell short, or is what they are, is a reproach.
_WHY_NOT = r"why\s+(?:\w+\s+)?(?:do|did|have|has|are|were|wo|ca|could|is|was|would)n?['’]?t|why\s+(?:have|did|do|are)\s+you\s+not"
_FELL_SHORT = (
    r"(?:miss\w*|stop\w*|skip\w*|forg\w+|wait\w*|quit|gain\w*|ignor\w*|eat|drink|smok\w*|lose|lost|run\s+out|let)"
)
_WHY_THIS = rf"why\s+(?:did|do|have|had)\s+you\s+(?:still\s+|keep\s+)?{_FELL_SHORT}|why\s+are\s+you\s+(?:so|still|always|too|late|over)\w*"
_POR_QUE = (
    r"por\s+qu[eé]\s+(?:no|dej[oó]|falt[oó]|olvid\w+|se\s+(?:le\s+)?(?:olvid|salt)\w*|esper[oó]|sigue|todav[ií]a|a[uú]n|siempre|perdi[oó]"
    r"|subi[oó]|est[aá]\s+tan|es\s+tan|fuma|bebe|come|toma\s+tanto)"
)
_JUDGES = re.compile(
    rf"\b(?:you\s+should(?:n'?t)?|should(?:n'?t)?\s+you|fail(?:ed|ing|ure)?|complian\w+|non-?complian\w+|adheren\w+|admit|confess|refus\w+|{_WHY_NOT}|{_WHY_THIS}"
    rf"|you\s+must|of\s+course|obviously|don'?t\s+you|isn'?t\s+it|aren'?t\s+you|properly|bad\s+habits?|invalid|wrong\s+answer"
    rf"|deber[ií]a\w*|fracas\w+|incumpl\w+|confies\w+|admit\w+|{_POR_QUE}|tiene\s+que|debe\s+de|obviamente|¿?verdad\?|malos\s+h[aá]bitos)(?!\w)",
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
