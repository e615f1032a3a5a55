"""Parts a text into tokens where our own reading does, so that every concern begins and ends with a token of spaCy's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.util import get_words_and_spaces, registry
from spacy.vocab import Vocab

from bot.agenda.concern import Concern
from bot.understanding.reading import Reading, reading
from bot.understanding.rule_concerns import by_rule
from bot.understanding.segments import Stretch, stretches

TOKENIZER = "previsit.words"
LOOK = "look"  # where a document keeps it


@dataclass(frozen=True)
class Look:
    """A text as the rules see it, before any model."""

    read: Reading
    parts: Sequence[Stretch]
    by_rule: Sequence[Concern]


def look(text: str) -> Look:
    read = reading(text)
    parts = stretches(read)
    return Look(read, parts, by_rule(read, parts))


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def _create() -> Any:
    return lambda nlp: WordTokenizer(nlp.vocab)


class WordTokenizer:
    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab

    def __call__(self, text: str) -> Doc:
        looked = look(text)
        words, spaces = get_words_and_spaces(list(_pieces(text, looked.read)), text)
        return Doc(self._vocab, words=words, spaces=spaces, user_data={LOOK: looked})

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        """Do nothing: all it knows is in the lexicon."""

    def from_disk(self, path: Path, **kwargs: Any) -> WordTokenizer:
        return self


def _pieces(text: str, read: Reading) -> Iterator[str]:
    """Yield the words, and what stands between them without its spaces."""
    done = 0
    for token in read.tokens:
        if token.start >= done:  # else it is one more of words that were run together
            yield from text[done : token.start].split()
            yield text[token.start : token.end]
            done = token.end
    yield from text[done:].split()
