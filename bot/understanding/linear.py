"""A linear model over weighted features of a text. Fitted in fitting.py, read with numpy alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# The features of a text by block; within a block a feature stands as often as it occurs.
Said = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class LinearModel:
    """columns: for each block, the row of `weights` that a feature has; rarity and weights are by row.

    shares: how much each block counts beside the others.
    """

    labels: tuple[str, ...]
    shares: Mapping[str, float]
    columns: Mapping[str, Mapping[str, int]]
    rarity: Floats  # rows
    weights: Floats  # rows x labels
    bias: Floats  # labels

    def scores(self, said: Said) -> Floats:
        """Return a score for each label, in their order: above 0 speaks for it."""
        scores: Floats = self.bias + sum(self._scores(block, said[block]) for block in self.shares)
        return scores

    def likelihood(self, said: Said) -> float:
        """Return how likely the one label of a yes-or-no model is, from 0 to 1."""
        return float(1 / (1 + np.exp(-self.scores(said)[0])))

    def best(self, said: Said) -> str:
        return self.labels[int(np.argmax(self.scores(said)))]

    def _scores(self, block: str, said: Sequence[str]) -> Any:
        rows, values = weighed(said, self.columns[block], self.rarity)
        return (values * self.shares[block]) @ self.weights[rows]

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(folder / "weights.npz", rarity=self.rarity, weights=self.weights, bias=self.bias)
        known = {"labels": self.labels, "shares": self.shares, "columns": self.columns}
        (folder / "features.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


EMPTY = LinearModel((), {}, {}, np.empty(0, np.float32), np.empty((0, 0), np.float32), np.empty(0, np.float32))


def load(folder: Path) -> LinearModel:
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        numbers = {name: arrays[name] for name in ("rarity", "weights", "bias")}
    known = json.loads((folder / "features.json").read_text(encoding="utf-8"))
    return LinearModel(tuple(known["labels"]), known["shares"], known["columns"], **numbers)


def weighed(said: Sequence[str], columns: Mapping[str, int], rarity: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return rows and values of the known features: log counts times rarity, of length 1 together."""
    counts = Counter(map(columns.get, said))
    counts.pop(None, None)
    rows = np.fromiter(counts, dtype=np.intp, count=len(counts))
    values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * rarity[rows]
    length = np.sqrt((values**2).sum())
    return rows, (values / length if length else values).astype(np.float32)
