"""What the patient sent in one turn, and how a span of it becomes quotes of the stored messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.agenda.concern import Concern
from bot.agenda.model import Quote


@dataclass(frozen=True)
class Piece:
    """One message as stored."""

    message_id: int
    text: str


@dataclass(frozen=True)
class Reply:
    """Texts that arrived together, read as one."""

    pieces: tuple[Piece, ...]
    intent: str = "inform"
    language: str = "en"
    concerns: tuple[Concern, ...] = ()  # spans of `text`

    @property
    def text(self) -> str:
        return "\n".join(piece.text for piece in self.pieces)

    def quotes(self, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """Return the quotes of text[start:end], one a message, without the white space around them."""
        stop = len(self.text) if end is None else end
        return tuple(quote for quote in self._quotes(start, stop) if quote.words)

    def _quotes(self, start: int, end: int) -> Iterator[Quote]:
        offset = 0
        for piece in self.pieces:
            first = min(max(start - offset, 0), len(piece.text))
            last = max(first, min(end - offset, len(piece.text)))
            yield _trimmed(piece, first, last)
            offset += len(piece.text) + 1


def _trimmed(piece: Piece, start: int, end: int) -> Quote:
    words = piece.text[start:end]
    first = start + len(words) - len(words.lstrip())
    return Quote(piece.message_id, first, first + len(words.strip()), words.strip())
