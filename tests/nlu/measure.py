"""Measures the intent model on texts it was not trained on: `python -m tests.nlu.measure`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.metrics import f1_score

from bot.flow.model import QuestionKind
from bot.understanding.gate import gate
from bot.understanding.intents import ranked, train
from bot.understanding.linear import LinearModel
from tests.nlu.examples import Example, held_out, training

NO_CONTROL = frozenset({"inform", "out_of_scope"})


@dataclass(frozen=True)
class Measured:
    """Shares from 0 to 1. in_scope_loss: texts in scope that are taken for out of scope."""

    control_f1: float
    out_of_scope_recall: float
    in_scope_loss: float
    misses: tuple[str, ...]


def trained_model() -> LinearModel:
    examples = [*training("en"), *training("es")]
    return train([text for _, text in examples], [intent for intent, _ in examples])


def understood(model: LinearModel, text: str, question: QuestionKind | None = None) -> str:
    """Return the intent as the whole pipeline tells it."""
    intent, confidence = ranked(model, text)[0]
    return gate(intent, confidence, text, question)[0]


def measure(model: LinearModel, examples: Sequence[Example]) -> Measured:
    right = [intent for intent, _ in examples]
    found = [understood(model, text) for _, text in examples]
    controls = sorted(set(right) - NO_CONTROL)
    outside = [guess == "out_of_scope" for guess, intent in zip(found, right, strict=True) if intent == "out_of_scope"]
    inside = [guess == "out_of_scope" for guess, intent in zip(found, right, strict=True) if intent != "out_of_scope"]
    return Measured(
        control_f1=float(f1_score(right, found, labels=controls, average="macro", zero_division=0)),
        out_of_scope_recall=sum(outside) / len(outside),
        in_scope_loss=sum(inside) / len(inside),
        misses=tuple(
            f"{text}: {guess}, not {intent}"
            for (intent, text), guess in zip(examples, found, strict=True)
            if guess != intent
        ),
    )


def main() -> None:
    model = trained_model()
    for language in ("en", "es"):
        result = measure(model, held_out(language))
        sys.stdout.write(
            f"{language}: control intents macro-F1 {result.control_f1:.3f}, "
            f"out of scope recall {result.out_of_scope_recall:.2f}, in-scope loss {result.in_scope_loss:.3f}\n"
        )


if __name__ == "__main__":
    main()
