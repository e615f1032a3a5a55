"""Trains the pipeline of pipeline.py on the annotated answers: the same answers give the same pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pycrfsuite
from spacy.language import Language

from bot.agenda.concern import Concern
from bot.understanding import category_features, denial_features, tagging
from bot.understanding.annotated import Answer
from bot.understanding.fitting import Example, fit, fit_likelihood
from bot.understanding.linear import LinearModel
from bot.understanding.pipeline import BLOCK, blank
from bot.understanding.words import Look, look

# Chosen on held-out people of the corpus.
_TAGGER = {"c1": 0.1, "c2": 0.3, "max_iterations": 100, "feature.possible_transitions": True}
_SHARES = {BLOCK: 1.0}
_CATEGORY_COST, _DENIAL_COST = 0.3, 8.0
_DENIED, _CURRENT = "denied", "current"


@dataclass(frozen=True)
class _Read:
    look: Look
    concerns: Sequence[Concern]  # as annotated, those that have a word

    @property
    def words(self) -> list[tuple[int, int]]:
        return [tagging.words_within(self.look.read, concern) for concern in self.concerns]


def train(answers: Iterable[Answer]) -> Language:
    texts = [_read(answer) for answer in sorted(answers, key=lambda answer: (answer.text, answer.who))]
    nlp = blank()
    nlp.add_pipe("concern_tagger").learn(_tagger(texts))  # type: ignore[attr-defined]
    nlp.add_pipe("concern_labels").learn(*_labels(texts))  # type: ignore[attr-defined]
    return nlp


def _read(answer: Answer) -> _Read:
    looked = look(answer.text)
    return _Read(looked, [one for one in answer.concerns if tagging.words_within(looked.read, one) != (0, 0)])


def _tagger(texts: Sequence[_Read]) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts:
        if text.look.read.tokens:
            features = tagging.features_of(text.look.read, text.look.by_rule)
            trainer.append(pycrfsuite.ItemSequence(features), tagging.labelled(len(features), text.words))
    trainer.set_params(_TAGGER)
    with TemporaryDirectory() as folder:
        model = Path(folder) / "crf.bin"
        trainer.train(str(model))
        return model.read_bytes()


def _labels(texts: Sequence[_Read]) -> tuple[LinearModel, LinearModel]:
    """Fit category and denial on the annotated words."""
    categories: list[Example] = []
    denials: list[Example] = []
    for text in texts:
        said = denial_features.said(text.look.read, text.words, text.look.by_rule)
        for place, concern in enumerate(text.concerns):
            categories.append((concern.category, {BLOCK: category_features.features_of(said, place)}))
            denials.append(
                (_DENIED if concern.negated else _CURRENT, {BLOCK: denial_features.features_of(said, place)})
            )
    return fit(categories, _SHARES, _CATEGORY_COST), fit_likelihood(denials, _DENIED, _SHARES, _DENIAL_COST)
