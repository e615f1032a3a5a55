"""The spaCy pipeline that finds the concerns in a text, and says of each what it is and whether it is denied.

A tagger for the words of each, linear models for category and denial, rules for the rest. Trained by training.py, saved
and loaded as any spaCy pipeline.
"""

# Annotations are evaluated here, because spaCy looks at those of a factory.
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pycrfsuite
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.agenda.concern import Concern
from bot.understanding import category_features, denial_features, linear, tagging
from bot.understanding.denial_features import Said
from bot.understanding.linear import LinearModel
from bot.understanding.rule_concerns import concern_at
from bot.understanding.words import LOOK, TOKENIZER, Look

CONCERNS = "concerns"  # the spans of a document, and the same as Concern in its user_data
BLOCK = "all"  # the one block of features that these models have
_TAGGED = "tagged"
_LONGEST = 10_000  # characters; what comes after is kept, and shown, but not looked through
# From here on a concern counts as denied. Of what is denied and current, as many are mistaken on the development set.
_DENIED_FROM = 0.3


def blank() -> Language:
    """Return the pipeline with nothing in it yet."""
    return spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def concerns(pipeline: Language, text: str) -> tuple[Concern, ...]:
    found: tuple[Concern, ...] = pipeline(text[:_LONGEST]).user_data[CONCERNS]
    return found


@Language.factory("concern_tagger")
class ConcernTagger:
    """Finds the words of each concern."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._model, self._tagger = b"", pycrfsuite.Tagger()

    def learn(self, model: bytes) -> None:
        """Take over a trained model, in CRFsuite's format."""
        self._model = model
        self._tagger.open_inmemory(model)

    def __call__(self, doc: Doc) -> Doc:
        looked: Look = doc.user_data[LOOK]
        features = tagging.features_of(looked.read, looked.by_rule)
        doc.user_data[_TAGGED] = tagging.decoded(self._tagger, features) if features else []
        return doc

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        path.mkdir(parents=True, exist_ok=True)
        (path / "crf.bin").write_bytes(self._model)

    def from_disk(self, path: Path, **kwargs: Any) -> "ConcernTagger":
        self.learn((path / "crf.bin").read_bytes())
        return self


@Language.factory("concern_labels")
class ConcernLabels:
    """Says of each concern what it is, and whether it is denied."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._category = self._denial = linear.EMPTY

    def learn(self, category: LinearModel, denial: LinearModel) -> None:
        self._category, self._denial = category, denial

    def __call__(self, doc: Doc) -> Doc:
        looked: Look = doc.user_data[LOOK]
        text = denial_features.said(looked.read, doc.user_data[_TAGGED], looked.by_rule)
        found = tuple(self._labelled(text, looked))
        doc.user_data[CONCERNS] = found
        doc.spans[CONCERNS] = [
            span
            for one in found
            if (span := doc.char_span(one.start, one.end, label=one.category, alignment_mode="expand"))
        ]
        return doc

    def _labelled(self, text: Said, looked: Look) -> Iterator[Concern]:
        for place, words in enumerate(text.spans):
            category = self._category.best({BLOCK: category_features.features_of(text, place)})
            denial = self._denial.likelihood({BLOCK: denial_features.features_of(text, place)})
            stretch = max(at for at, part in enumerate(looked.parts) if part.start <= words[0])
            yield concern_at(looked.read, looked.parts, words, stretch, category, denied=denial >= _DENIED_FROM)

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        self._category.save(path / "category")
        self._denial.save(path / "denial")

    def from_disk(self, path: Path, **kwargs: Any) -> "ConcernLabels":
        self.learn(linear.load(path / "category"), linear.load(path / "denial"))
        return self
