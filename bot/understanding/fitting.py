"""Fits linear models. Imported by training only: scikit-learn is not needed to use a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.understanding.linear import Floats, LinearModel, Said, weighed

_FEWEST = 2  # texts a feature must stand in
_SEED = 7

Example = tuple[str, Said]  # what is right to say, and the features of the text


def fit(examples: Sequence[Example], shares: Mapping[str, float], cost: float) -> LinearModel:
    """Fit one linear classifier a label, of which there are three or more; the same examples in the same order give the same model."""
    columns, rarity = _columns([said for _, said in examples], shares)
    matrix = _matrix([said for _, said in examples], shares, columns, rarity)
    model = LinearSVC(C=cost, random_state=_SEED).fit(matrix, [label for label, _ in examples])
    return _model(tuple(map(str, model.classes_)), shares, columns, rarity, model)


def fit_likelihood(examples: Sequence[Example], yes: str, shares: Mapping[str, float], cost: float) -> LinearModel:
    """Fit how likely the label `yes` is against all others."""
    columns, rarity = _columns([said for _, said in examples], shares)
    matrix = _matrix([said for _, said in examples], shares, columns, rarity)
    model = LogisticRegression(C=cost, solver="liblinear", random_state=_SEED, max_iter=300)
    model.fit(matrix, [label == yes for label, _ in examples])
    return _model((yes,), shares, columns, rarity, model)


def _model(
    labels: tuple[str, ...],
    shares: Mapping[str, float],
    columns: Mapping[str, Mapping[str, int]],
    rarity: Floats,
    fitted: Any,
) -> LinearModel:
    weights, bias = fitted.coef_.T.astype(np.float32), fitted.intercept_.astype(np.float32)
    return LinearModel(labels, dict(shares), columns, rarity, weights, bias)


def _columns(texts: Sequence[Said], shares: Mapping[str, float]) -> tuple[dict[str, dict[str, int]], Floats]:
    columns: dict[str, dict[str, int]] = {}
    rarity: list[float] = []
    for block in shares:
        found = Counter(feature for said in texts for feature in set(said[block]))
        kept = sorted(feature for feature, count in found.items() if count >= _FEWEST)
        columns[block] = {feature: len(rarity) + at for at, feature in enumerate(kept)}
        rarity += [float(np.log((1 + len(texts)) / (1 + found[feature])) + 1) for feature in kept]
    return columns, np.array(rarity, dtype=np.float32)


def _matrix(
    texts: Sequence[Said], shares: Mapping[str, float], columns: Mapping[str, Mapping[str, int]], rarity: Floats
) -> Any:
    rows, places, values = [], [], []
    for row, said in enumerate(texts):
        for block, share in shares.items():
            at, weight = weighed(said[block], columns[block], rarity)
            rows.append(np.full(len(at), row))
            places.append(at)
            values.append(weight * share)
    cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(places)))
    return csr_matrix(cells, shape=(len(texts), len(rarity)))
