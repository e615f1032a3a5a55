"""Trains what finds and labels concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from bot.understanding.pipeline import BLOCK
from bot.understanding.tagging import Words
from bot.understanding.words import Look, look

# Chosen on held-out people of the corpus.
_TAGGER = {"c1": 0.1, "c2": 0.3, "feature.possible_transitions": True}
_ROUNDS, _ROUGH_ROUNDS = 90, 40  # of training
_SHARES = {BLOCK: 1.0}
_CATEGORY_COST, _DENIAL_COST = 0.3, 8.0
_DENIED, _CURRENT = "denied", "current"


@dataclass(frozen=True)
class _Read:
    look: Look
    concerns: Sequence[Concern]  # as annotated, those that have a word

    @property
    def words(self) -> list[tuple[int, int]]:
        return [self.look.read.words_at(concern.start, concern.end) for concern in self.concerns]


def add_concerns(nlp: Language, answers: Iterable[Answer]) -> None:
    """Add to the pipeline what finds concerns and what labels them; the order of the answers does not matter."""
    texts = [_read(answer) for answer in sorted(answers, key=lambda answer: (answer.text, answer.who))]
    nlp.add_pipe("concern_tagger").learn(_tagger(texts))  # type: ignore[attr-defined]
    nlp.add_pipe("concern_labels").learn(*_labels(texts))  # type: ignore[attr-defined]


def _read(answer: Answer) -> _Read:
    looked = look(answer.text)
    return _Read(looked, [one for one in answer.concerns if looked.read.words_at(one.start, one.end) != (0, 0)])


def _tagger(texts: Sequence[_Read], rounds: int = _ROUNDS) -> bytes:
    trainer = pycrfsuite.Trainer(verbose=False)
    for text in texts:
        if text.look.read.tokens:
            features = tagging.features_of(text.look.read, text.look.by_rule)
            trainer.append(pycrfsuite.ItemSequence(features), tagging.labelled(len(features), text.words))
    trainer.set_params({**_TAGGER, "max_iterations": rounds})
    with TemporaryDirectory() as folder:
        model = Path(folder) / "crf.bin"
        trainer.train(str(model))
        return model.read_bytes()


def _labels(texts: Sequence[_Read]) -> tuple[LinearModel, LinearModel]:
    """Fit category and denial, on the words as annotated and as a tagger finds them in texts that it has not seen."""
    categories: list[Example] = []
    denials: list[Example] = []
    for text, words, concerns in (*((one, one.words, one.concerns) for one in texts), *_tagged(texts)):
        said = denial_features.said(text.look.read, words, text.look.by_rule)
        for place, concern in enumerate(concerns):
            if concern is not None:
                label = _DENIED if concern.negated else _CURRENT
                categories.append((concern.category, {BLOCK: category_features.features_of(said, place)}))
                denials.append((label, {BLOCK: denial_features.features_of(said, place)}))
    return fit(categories, _SHARES, _CATEGORY_COST), fit_likelihood(denials, _DENIED, _SHARES, _DENIAL_COST)


def _tagged(texts: Sequence[_Read]) -> Iterator[tuple[_Read, list[Words], list[Concern | None]]]:
    """Yield each text with the words that a tagger trained on the other half finds, and the concern that each meets."""
    for half in (0, 1):
        tagger, model = pycrfsuite.Tagger(), _tagger(texts[1 - half :: 2], _ROUGH_ROUNDS)
        tagger.open_inmemory(model)  # it reads these bytes as long as it is used: they must not go before it
        for text in texts[half::2]:
            words = tagging.found(tagger, text.look.read, text.look.by_rule)
            yield text, words, [_met(text, one) for one in words]


def _met(text: _Read, words: Words) -> Concern | None:
    """Return the annotated concern that shares most words with these."""
    shared = [(min(end, words[1]) - max(start, words[0]), at) for at, (start, end) in enumerate(text.words)]
    most, at = max(shared, default=(0, 0))
    return text.concerns[at] if most > 0 else None
