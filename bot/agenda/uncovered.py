"""Words of an answer that no item quotes: shown as well, so that nothing the patient said is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.agenda.model import Agenda, Quote
from bot.agenda.tokens import content, words

# What may stand at the edge of a piece without belonging to it.
_JOINT = r"(?:and|also|but|so|plus|y|e|pero|tambi[eé]n|adem[aá]s)\b"
_EDGE = re.compile(
    rf"^(?:[\s,.;:!?…)\]-]|{_JOINT})+|(?:[\s,;:(\[-]+(?:{_JOINT}\s*(?:(?:i|my|the|a|mi|la|el)\b)?)?)+$", re.IGNORECASE
)


_EMOJI = 0x2100  # signs from here on stand where words could


def also_said(agenda: Agenda, question: str) -> tuple[Quote, ...]:
    """Return the pieces of an answer that filled items and that no item or other answer quotes."""
    answer = agenda.answer(question)
    if answer is None or answer.fills != "items" or answer.value is not None:
        return ()
    others = [quote for other in agenda.answers if other.fills != "items" for quote in other.quotes]
    items = [quote for item in agenda.items for quote in (*item.quotes, *item.earlier)]
    requests = [quote for request in agenda.requests for quote in request.quotes]
    return tuple(piece for quote in answer.quotes for piece in uncovered(quote, [*items, *others, *requests]))


def uncovered(quote: Quote, covers: Iterable[Quote]) -> Iterator[Quote]:
    """Yield what is left of a quote between the others, as far as it says something."""
    start = quote.start
    for cover in sorted(covers, key=lambda one: one.start):
        if cover.message_id != quote.message_id or cover.end <= start or cover.start >= quote.end:
            continue
        yield from _piece(quote, start, cover.start)
        start = max(start, cover.end)
    yield from _piece(quote, start, quote.end)


def _only_signs(quote: Quote, said: str) -> bool:
    """Whether emoji are all there is to the quote."""
    return said == quote.words and not words(said) and any(ord(sign) > _EMOJI for sign in said)


def _piece(quote: Quote, start: int, end: int) -> Iterator[Quote]:
    said = quote.words[max(start, quote.start) - quote.start : max(end - quote.start, 0)]
    if not content(words(said)) and not _only_signs(quote, said):
        return
    kept = _EDGE.sub("", said)
    if kept:
        at = max(start, quote.start) + said.index(kept)
        yield Quote(quote.message_id, at, at + len(kept), kept)
