"""When the trained second opinion may raise what the rules found, and that it never lowers it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.safety import Opinion, Stance, Tier
from bot.safety.model import SURELY_URGENT, raises

UNSURE = SURELY_URGENT - 0.1


def an_opinion(
    tier: Tier = Tier.T1, kind: str = "stroke", urgency: float = UNSURE, stance: Stance = Stance.ALARMS
) -> Opinion:
    return Opinion(stance, 0.9, tier, urgency, kind, 0, 4)


@pytest.mark.parametrize(
    ("why", "opinion", "noticed"),
    [
        ("the rules found nothing", an_opinion(Tier.T2), []),
        ("what they found alarms nobody", an_opinion(Tier.T2), [("stroke", Tier.NOTE)]),
        ("another sign is the worse one", an_opinion(), [("breathing", Tier.T2)]),
        ("the same sign, and it is sure", an_opinion(urgency=SURELY_URGENT), [("stroke", Tier.T2)]),
        ("a wish to die beside a bodily sign", an_opinion(Tier.CRISIS, "suicide_veiled"), [("breathing", Tier.T2)]),
    ],
)
def test_it_raises_where(why: str, opinion: Opinion, noticed: Iterable[tuple[str, Tier]]):
    assert raises(opinion, noticed), why


@pytest.mark.parametrize(
    ("why", "opinion", "noticed"),
    [
        ("the reviewed tier of a known sign stands", an_opinion(), [("stroke", Tier.T2)]),
        ("it has not been taught the sign", an_opinion(urgency=0.99), [("head_injury", Tier.T2)]),
        ("nothing is above an emergency", an_opinion(urgency=0.99), [("breathing", Tier.T1)]),
        ("nothing is above a crisis", an_opinion(urgency=0.99), [("suicide_explicit", Tier.CRISIS)]),
        ("both say the same day", an_opinion(Tier.T2), [("breathing", Tier.T2)]),
        ("it does not alarm", an_opinion(stance=Stance.UNSURE), []),
        ("it doubts", an_opinion(stance=Stance.DOUBTS), [("breathing", Tier.T2)]),
    ],
)
def test_it_leaves_as_it_is_where(why: str, opinion: Opinion, noticed: Iterable[tuple[str, Tier]]):
    assert not raises(opinion, noticed), why
