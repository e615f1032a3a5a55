"""Tells what a text is meant to do: every intent with how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.understanding.features import features
from bot.understanding.linear import LinearModel

# How much each block counts, and how steeply scores become confidences; chosen by cross-validation on data/nlu.
_SHARES = {"words": 1.0, "pieces": 1.0, "kinds": 0.7}
_STEEPNESS = 4.0
_MARGIN_COST = 0.5


def ranked(model: LinearModel, text: str) -> list[tuple[str, float]]:
    """Return every intent with its confidence, the most likely first; confidences sum to 1."""
    scores = model.scores(features(text))
    odds = np.exp((scores - scores.max()) * _STEEPNESS)
    confidences = odds / odds.sum()
    order = np.argsort(-confidences, kind="stable")
    return [(model.labels[at], float(confidences[at])) for at in order]


def train(texts: Sequence[str], intents: Sequence[str]) -> LinearModel:
    from bot.understanding.fitting import fit  # scikit-learn, which a worker does without

    examples = sorted(zip(intents, texts, strict=True))  # the order of files must not matter
    return fit([(intent, features(text)) for intent, text in examples], _SHARES, _MARGIN_COST)
