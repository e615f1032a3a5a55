"""What the patient sent in one turn, and how a span of it becomes quotes of the stored messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.agenda.concern import Concern
from bot.agenda.model import Quote
from bot.agenda.tokens import words

Span = tuple[int, int]  # code points, half open


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
    hidden: tuple[Span, ...] = ()  # never read and never quoted: a card number, a "yes" before the answer

    @property
    def text(self) -> str:
        """The texts as one; what is hidden is blank, so that places stay what they are."""
        whole = "\n".join(piece.text for piece in self.pieces)
        for start, end in self.hidden:
            whole = whole[:start] + " " * (end - start) + whole[end:]
        return whole

    @property
    def running(self) -> str:
        """The same with a blank where one text ends and the next begins: a sentence may come in several texts."""
        run, at = self.text, -1
        for piece in self.pieces[:-1]:
            at += len(piece.text) + 1
            run = f"{run[:at]} {run[at + 1 :]}"
        return run

    def hiding(self, *spans: Span) -> Reply:
        """Return the reply as if these parts had not been written."""
        left = tuple(
            one for one in self.concerns if not any(one.start < end and start < one.end for start, end in spans)
        )
        return replace(self, hidden=(*self.hidden, *spans), concerns=left)

    def without_repeats(self) -> Reply:
        """Return the reply without a text that says again what another one with it says."""
        said: set[tuple[str, ...]] = set()
        repeated: list[Span] = []
        at = 0
        for piece in self.pieces:
            if words(piece.text) and words(piece.text) in said:
                repeated.append((at, at + len(piece.text)))
            said.add(words(piece.text))
            at += len(piece.text) + 1
        return self.hiding(*repeated) if repeated else self

    def quotes(self, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """Return the quotes of text[start:end], one a message, without the white space around them."""
        stop = len(self.text) if end is None else end
        return tuple(quote for one in self._shown(start, stop) for quote in self._quotes(*one) if quote.words)

    def _shown(self, start: int, end: int) -> Iterator[Span]:
        for first, last in sorted(self.hidden):
            if start < last and first < end:
                yield start, max(start, first)
                start = max(start, last)
        yield start, max(start, end)

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
