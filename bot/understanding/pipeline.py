"""The spaCy pipeline that reads a text: its concerns, a second opinion on danger signs, a wish to get no more texts.

A tagger finds the words of each concern, linear models tell its category and whether it is denied, rules the rest.
Trained by training.py, saved and loaded as any spaCy pipeline.
"""

# Annotations are evaluated here, because spaCy looks at those of a factory.
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path
from typing import Any

import pycrfsuite
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from bot.agenda.concern import Concern
from bot.understanding import category_features, denial_features, linear, opinion, tagging
from bot.understanding.denial_features import Said
from bot.understanding.linear import LinearModel
from bot.understanding.opinion import OpinionModel
from bot.understanding.rule_concerns import concern_at
from bot.understanding.stop_wish import stop_wish
from bot.understanding.words import LOOK, TOKENIZER, Look

CONCERNS = "concerns"  # the spans of a document, and the same as Concern in its user_data
BLOCK = "all"  # the one block of features that these models have
OPINION, STOP_WISH = "opinion", "stop_wish"
_TAGGED = "tagged"
_LONGEST = 10_000  # characters; what comes after is kept, and shown, but not looked through
# From here on a concern counts as denied, and surely so; chosen on the development set. What is denied and shown as
# current harms more than the other way round, as long as the agenda keeps what is unsure.
_DENIED_FROM, _SURELY_FROM = 0.2, 0.6


def blank() -> Language:
    """Return the pipeline with nothing in it yet."""
    return spacy.blank("xx", config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})


def read(pipeline: Language, text: str) -> Doc:
    """Return the text with all that is read in it, in its user_data."""
    return pipeline(text[:_LONGEST])


def concerns(pipeline: Language, text: str) -> tuple[Concern, ...]:
    found: tuple[Concern, ...] = read(pipeline, text).user_data[CONCERNS]
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
        doc.user_data[_TAGGED] = tagging.found(self._tagger, looked.read, looked.by_rule)
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
            stretch = bisect_right(looked.parts, words[0], key=attrgetter("start")) - 1
            denied = denial >= _DENIED_FROM and denial_features.deniable(text, place)
            doubtful = denied and (denial < _SURELY_FROM or denial_features.may_be_another(text, place))
            yield concern_at(looked.read, looked.parts, words, stretch, category, denied=denied, doubtful=doubtful)

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        self._category.save(path / "category")
        self._denial.save(path / "denial")

    def from_disk(self, path: Path, **kwargs: Any) -> "ConcernLabels":
        self.learn(linear.load(path / "category"), linear.load(path / "denial"))
        return self


@Language.factory("second_opinion")
class SecondOpinion:
    """Says how likely the text holds a danger sign, whatever the rules noticed."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._model = opinion.EMPTY

    def learn(self, model: OpinionModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[OPINION] = self._model.of(doc.text)
        return doc

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        self._model.save(path)

    def from_disk(self, path: Path, **kwargs: Any) -> "SecondOpinion":
        self.learn(opinion.load(path))
        return self


@Language.factory("stop_wish")
class StopWish:
    """Says whether the patient wants no more texts."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._model = linear.EMPTY

    def learn(self, model: LinearModel) -> None:
        self._model = model

    def __call__(self, doc: Doc) -> Doc:
        doc.user_data[STOP_WISH] = stop_wish(self._model, doc.text)
        return doc

    def to_disk(self, path: Path, **kwargs: Any) -> None:
        self._model.save(path)

    def from_disk(self, path: Path, **kwargs: Any) -> "StopWish":
        self.learn(linear.load(path))
        return self
