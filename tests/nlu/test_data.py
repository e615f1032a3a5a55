"""The training data: enough of every intent, nothing said twice, nothing of the held-out set."""

from __future__ import annotations

from collections import Counter

import pytest
from ruamel.yaml import YAML

from bot.nlu.step_gate import DANGER_SIGN
from tests.nlu.examples import ROOT, TRAINING, folded, held_out, training

DOMAIN = YAML(typ="safe", pure=True).load((ROOT / "domain.yml").read_text(encoding="utf-8"))
NAMED = [intent if isinstance(intent, str) else next(iter(intent)) for intent in DOMAIN["intents"]]
INTENTS = [intent for intent in NAMED if intent != DANGER_SIGN]  # that one is no guess of the classifier


@pytest.mark.parametrize(("language", "fewest"), [("en", 60), ("es", 40)])
def test_every_intent_has_examples_in_its_own_file(language: str, fewest: int) -> None:
    counts = Counter(intent for intent, _ in training(language))

    assert {file.stem for file in (TRAINING / language).glob("*.yml")} == set(INTENTS)
    assert {intent: counts[intent] for intent in INTENTS if counts[intent] < fewest} == {}


def test_no_text_stands_for_two_intents() -> None:
    meanings: dict[str, set[str]] = {}
    for intent, text in [*training("en"), *training("es")]:
        meanings.setdefault(folded(text), set()).add(intent)

    assert {text: intents for text, intents in meanings.items() if len(intents) > 1} == {}


def test_no_held_out_text_is_trained_on() -> None:
    trained = {folded(text) for language in ("en", "es") for _, text in training(language)}
    kept_apart = {folded(text) for language in ("en", "es") for _, text in held_out(language)}

    assert trained & kept_apart == set()


@pytest.mark.parametrize(("language", "fewest"), [("en", 10), ("es", 6)])
def test_the_held_out_set_has_every_intent(language: str, fewest: int) -> None:
    counts = Counter(intent for intent, _ in held_out(language))

    assert {intent: counts[intent] for intent in INTENTS if counts[intent] < fewest} == {}
