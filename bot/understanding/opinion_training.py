"""Trains the second opinion on danger signs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.safety import Tier, scan, worst
from bot.understanding.fitting import Example, fit, fit_likelihood
from bot.understanding.opinion import OpinionModel
from bot.understanding.signs import Sign
from bot.understanding.text_features import Featured

# How much each kind of feature counts, and how closely to fit; chosen on the development set.
_SHARES = {"words": 1.0, "pieces": 1.0, "kinds": 0.7, "near": 1.0, "rules": 0.5}
_KIND_SHARES = {"words": 1.0, "kinds": 0.7, "rules": 1.0}
_ALARM_COST, _KIND_COST, _URGENT_COST = 8.0, 0.3, 3.0
_YES, _NO = "yes", "no"


def train_opinion(signs: Iterable[Sign], harmless: Iterable[str], features: Featured) -> OpinionModel:
    """harmless: texts that nobody judged; those that the rules find alarming are left out."""
    judged = [(sign, features(sign.text)) for sign in sorted(signs, key=lambda sign: (sign.text, sign.kind))]
    alarming = [(sign, said) for sign, said in judged if sign.tier.alarms]
    alarms: list[Example] = [(_YES if sign.tier.alarms else _NO, said) for sign, said in judged]
    return OpinionModel(
        alarm=fit_likelihood([*alarms, *_harmless(harmless, features)], _YES, _SHARES, _ALARM_COST),
        kind=fit([(sign.kind, said) for sign, said in alarming], _KIND_SHARES, _KIND_COST),
        urgent=fit_likelihood(
            [(_YES if sign.tier is Tier.T1 else _NO, said) for sign, said in alarming], _YES, _KIND_SHARES, _URGENT_COST
        ),
    )


def _harmless(texts: Iterable[str], features: Featured) -> Sequence[Example]:
    return [(_NO, features(text)) for text in sorted(texts) if not worst(scan(text)).alarms]
