"""Trains the intent model. Imported by training only: scikit-learn is not needed to use a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.understanding.features import BLOCKS, features
from bot.understanding.intents import BLOCK_WEIGHTS, Floats, IntentModel, weighed

_FEWEST = 2  # texts a feature must stand in
_MARGIN_COST = 0.5
_SEED = 7


def train(texts: Sequence[str], intents: Sequence[str]) -> IntentModel:
    """Fit one linear classifier per intent; the same texts give the same model."""
    examples = sorted(zip(intents, texts, strict=True))  # the order of files must not matter
    said = [features(text) for _, text in examples]
    columns: dict[str, dict[str, int]] = {}
    rarity: list[float] = []
    for block in BLOCKS:
        found = Counter(feature for one in said for feature in set(one[block]))
        kept = sorted(feature for feature, count in found.items() if count >= _FEWEST)
        columns[block] = {feature: len(rarity) + at for at, feature in enumerate(kept)}
        rarity += [float(np.log((1 + len(said)) / (1 + found[feature])) + 1) for feature in kept]
    rarities = np.array(rarity, dtype=np.float32)
    model = LinearSVC(C=_MARGIN_COST, random_state=_SEED).fit(
        _matrix(said, columns, rarities), [intent for intent, _ in examples]
    )
    weights, bias = model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32)
    return IntentModel(tuple(map(str, model.classes_)), columns, rarities, weights, bias)


def _matrix(said: Sequence[Mapping[str, list[str]]], columns: Mapping[str, Mapping[str, int]], rarity: Floats) -> Any:
    rows, places, values = [], [], []
    for row, one in enumerate(said):
        for block in BLOCKS:
            at, weight = weighed(one[block], columns[block], rarity)
            rows.append(np.full(len(at), row))
            places.append(at)
            values.append(weight * BLOCK_WEIGHTS[block])
    cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(places)))
    return csr_matrix(cells, shape=(len(said), len(rarity)))
