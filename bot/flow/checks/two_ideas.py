"""More than one question in a text, with question marks or without."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import sentences, worded, words
from bot.flow.model import Flow

_DOES = r"(?:do|does|did|is|are|was|were|has|have|had|can|could|will|would|should)(?:n'?t)?"
_WHO = r"(?:you|your|it|he|she|they|we|i|the|this|that|there)"
_FOR = r"(?:(?:since|for|to|with|from|at|by|in|about)\s+)?"
_WH = r"(?:what|how|when|who|where|why|which)"
_POR = r"(?:(?:desde|para|por|con|de|a|en|hasta|sobre)\s+)?"
_CUAL = r"(?:qu[eé]|c[oó]mo|cu[aá]ndo|d[oó]nde|quién(?:es)?|cu[aá]l(?:es)?|cu[aá]nt[oa]s?)"
_ACCENTED = r"(?:qué|cómo|cuándo|dónde|quién(?:es)?|cuál(?:es)?|cuánt[oa]s?)"  # "cuando camina" asks nothing
_TELL = r"(?:(?:tell|text|show)\s+(?:us|me)|let\s+us\s+know|say|describe|explain|share|list|write)"
_DIGA = (
    r"(?:d[ií]ga(?:nos|me)?|dinos|dime|cu[eé]nt[ea](?:nos|me)?|describ[ae]|expli(?:que|ca)(?:nos|me)?|escrib[ae](?:nos)?"
    r"|indi(?:que|ca)|mencion[ea]|anot[ea])"
)
# SI in capitals is a word to reply with.
_TOLD = rf"(?:{_TELL}\s+(?:{_FOR}{_WH}|about|if|your)|{_DIGA}\s+(?:{_POR}(?!cuant){_CUAL}|(?-i:si)|lo\s+que|sobre))\b"

_SECOND = re.compile(
    rf"(?:,\s*|\s+)(?:and\s+{_FOR}{_WH}\b|(?:and\s+|then\s+)+{_TOLD}|or\s+{_FOR}(?P<or>{_WH})\b)|\s+(?:and|but)\s+{_DOES}\s+{_WHO}\b"
    rf"|(?:,\s*|\s+)(?:(?:y|e|o)\s+¿?\s*{_POR}(?:{_ACCENTED}|(?P<y>{_CUAL}))\b|(?:y\s+|e\s+|luego\s+)+{_TOLD})",
    re.I,
)
# "Where does it hurt, when did it begin", and not "When you walk, what hurts".
_LISTED = re.compile(
    rf"^\W*{_FOR}(?:(?:what|how|who|which|why)|(?:when|where)\s+{_DOES})\b[^?]*?,\s*{_FOR}"
    rf"(?:what(?:\s|$)|how\s+(?:long|often|much|many|{_DOES})|(?:when|where|why|who|which)\s+(?:{_DOES}|one|helps?)\b"
    rf"|{_DOES}\s+{_WHO}\b)"
    rf"|^\W*{_POR}{_ACCENTED}\b[^?]*?,\s*¿?\s*{_POR}{_ACCENTED}\b",
    re.I,
)
_LISTED_TOLD = re.compile(
    rf"^\W*{_TOLD}.*,\s*(?:{_FOR}(?!(?:when|where|how|if)\s+(?:you|we)\b){_WH}|{_POR}{_ACCENTED})\b", re.I
)

_FIRST = r"^\W*(?:(?:please|also|then|now|first|next|and|por\s+favor|y|luego|tambi[eé]n|despu[eé]s|primero)\W+)*"
_TELLS = re.compile(_FIRST + _TOLD, re.I)
_TELLS_WHAT = re.compile(
    rf"{_FIRST}(?:{_TELL}\s+(?:what|about|if|your)|{_DIGA}\s+(?:qu[eé]|(?-i:si)|lo\s+que|sobre))\b", re.I
)
_UNMARKED = re.compile(rf"^\W*(?:{_FOR}{_WH}\s+(?!{_WHO}\b)\w|{_POR}{_ACCENTED}\b)", re.I)

# What goes on with the question before it: "Do you need help? Like a ride, or an interpreter?"
_EXAMPLE = re.compile(r"^\W*(?:like|such\s+as|for\s+example|or|por\s+ejemplo|como|o)\b", re.I)


def _asks(text: str) -> list[str]:
    """Return the sentences that ask something of their own."""
    every = [part for part in sentences(text) if not _EXAMPLE.search(part)]
    marked = [part for part in every if "?" in part]
    if marked:  # "Tell us what it is" then says the question again
        return marked + [part for part in every if part not in marked and _goes_on(part)]
    return [part for part in every if _TELLS.search(part) or _UNMARKED.search(part)]


def _goes_on(part: str) -> bool:
    return bool(_TELLS.search(part)) and not _TELLS_WHAT.search(part)


def _is_double(part: str) -> bool:
    second = _SECOND.search(part)
    return bool((second and not _is_parallel(part, second)) or _LISTED.search(part) or _LISTED_TOLD.search(part))


def _is_parallel(part: str, second: re.Match[str]) -> bool:
    """Whether it only goes on with a clause: "when you walk or when you sit", "cuando camina y cuando duerme"."""
    word = (second["or"] or second["y"] or "").casefold()
    return word in words(part[: second.start()].casefold())


def _find(flow: Flow) -> Iterator[Found]:
    for text in worded(flow):
        asks = _asks(text.words)
        if len(asks) > 1:
            yield Found(text.path, f"it asks {len(asks)} questions at once.")
        elif any(map(_is_double, asks)):
            yield Found(text.path, "it asks two things in one sentence.")


TWO_IDEAS = Check(
    name="two_ideas",
    level=Level.ERROR,
    reason="People answer the last of two questions, and nobody knows which one the answer belongs to.",
    example="ask: {en: What hurts? Since when?}",
    fix="Ask one; give the other a question of its own.",
    find=_find,
)
