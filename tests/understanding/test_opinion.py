"""The second opinion, trained on a few classes: which sign it finds and where, and that a long calm text is calm in every part."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.safety import Stance, Tier
from bot.understanding.opinion import OpinionModel, load
from bot.understanding.opinion_training import train_opinion
from bot.understanding.signs import EVERYDAY, signs
from bot.understanding.text_features import text_features

TAUGHT = {"chest_pain", "bleeding", "seizure", "suicide_veiled", "self_harm", "abuse", EVERYDAY}
DANGER = "my chest feels like a truck is parked on it and I am sweating"
CALM = (
    "I would like to talk about my knees, they creak on the stairs and the cream does little. "
    "My daughter says I should ask for a form for her work, and I need a refill of the water pill. "
)


@pytest.fixture(scope="module")
def model() -> OpinionModel:
    some = [sign for sign in signs() if sign.language == "en" and sign.kind in TAUGHT]
    return train_opinion(some, [CALM * 4], text_features)


@pytest.mark.parametrize(
    ("text", "kind", "tier"),
    [
        (DANGER, "chest_pain", Tier.T1),
        ("everybody would be better off if I was not around anymore", "suicide_veiled", Tier.CRISIS),
        ("my boyfriend choked me last night and took my keys", "abuse", Tier.CRISIS),
    ],
)
def test_it_tells_which_sign_it_is(model: OpinionModel, text: str, kind: str, tier: Tier):
    opinion = model.of(text)

    assert (opinion.stance, opinion.kind) == (Stance.ALARMS, kind)
    assert opinion.tier in (tier, Tier.T1)


def test_a_long_text_of_everyday_things_is_calm(model: OpinionModel):
    assert model.of(CALM * 4).stance is not Stance.ALARMS


def test_a_sign_deep_inside_a_long_text_is_found_and_where_it_stands(model: OpinionModel):
    text = f"{CALM * 3}Also {DANGER}. {CALM * 3}"

    opinion = model.of(text)

    assert (opinion.stance, opinion.kind) == (Stance.ALARMS, "chest_pain")
    assert "truck is parked" in text[opinion.start : opinion.end]
    assert opinion.end - opinion.start < len(text) / 2


def test_what_is_saved_says_the_same_when_it_is_loaded(model: OpinionModel, tmp_path: Path):
    model.save(tmp_path)

    assert load(tmp_path).of(DANGER) == model.of(DANGER)
