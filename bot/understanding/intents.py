"""Tells what a text is meant to do: a linear model over weighted features. Trained in training.py, read with numpy alone."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.understanding.features import BLOCKS, features

Floats = NDArray[np.float32]

# How much each block counts, and how steeply scores become confidences; chosen by cross-validation on data/nlu.
BLOCK_WEIGHTS = {"words": 1.0, "pieces": 1.0, "kinds": 0.7}
_STEEPNESS = 4.0


@dataclass(frozen=True)
class IntentModel:
    """columns: for each block, the row of `weights` that a feature has; rarity and weights are by row."""

    intents: tuple[str, ...]
    columns: Mapping[str, Mapping[str, int]]
    rarity: Floats  # rows
    weights: Floats  # rows x intents
    bias: Floats  # intents

    def ranked(self, text: str) -> list[tuple[str, float]]:
        """Return every intent with its confidence, the most likely first; confidences sum to 1."""
        scores = self.bias + sum(self._scores(block, said) for block, said in features(text).items())
        odds = np.exp((scores - scores.max()) * _STEEPNESS)
        confidences = odds / odds.sum()
        order = np.argsort(-confidences, kind="stable")
        return [(self.intents[at], float(confidences[at])) for at in order]

    def _scores(self, block: str, said: Sequence[str]) -> Any:
        rows, values = weighed(said, self.columns[block], self.rarity)
        return (values * BLOCK_WEIGHTS[block]) @ self.weights[rows]

    def save(self, folder: Path) -> None:
        np.savez_compressed(folder / "weights.npz", rarity=self.rarity, weights=self.weights, bias=self.bias)
        known = {"intents": self.intents, "columns": self.columns}
        (folder / "features.json").write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")


def load(folder: Path) -> IntentModel:
    with np.load(folder / "weights.npz", allow_pickle=False) as arrays:
        numbers = {name: arrays[name] for name in ("rarity", "weights", "bias")}
    known = json.loads((folder / "features.json").read_text(encoding="utf-8"))
    return IntentModel(tuple(known["intents"]), {block: known["columns"][block] for block in BLOCKS}, **numbers)


def weighed(said: Sequence[str], columns: Mapping[str, int], rarity: Floats) -> tuple[NDArray[np.intp], Floats]:
    """Return rows and values of the known features: log counts times rarity, of length 1 together."""
    counts = Counter(columns[feature] for feature in said if feature in columns)
    rows = np.fromiter(counts, dtype=np.intp, count=len(counts))
    values = (1 + np.log(np.fromiter(counts.values(), dtype=np.float32, count=len(counts)))) * rarity[rows]
    length = np.sqrt((values**2).sum())
    return rows, (values / length if length else values).astype(np.float32)
