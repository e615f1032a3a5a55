"""Trains the second opinion on danger signs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.safety import Tier, scan, worst
from bot.understanding.fitting import Example, fit, fit_likelihood
from bot.understanding.linear import LinearModel, Said
from bot.understanding.opinion import CRISES, OpinionModel, windows
from bot.understanding.signs import Sign
from bot.understanding.text_features import Featured

# How much each kind of feature counts, and how closely to fit; chosen on the development set.
_SHARES = {"words": 1.0, "pieces": 1.0, "kinds": 0.7, "near": 1.0, "rules": 0.5}
_ALARM_COST, _KIND_COST, _CRISIS_COST, _URGENT_COST = 8.0, 3.0, 3.0, 3.0
_YES, _NO = "yes", "no"


def train_opinion(signs: Iterable[Sign], harmless: Iterable[str], features: Featured) -> OpinionModel:
    """harmless: texts that nobody judged; those that the rules find alarming are left out."""
    judged = sorted(signs, key=lambda sign: (sign.text, sign.kind))
    alarming = [(sign, features(sign.text)) for sign in judged if sign.tier.alarms]
    calm = [*(sign.text for sign in judged if not sign.tier.alarms), *_unsuspected(harmless)]
    alarms = [*((_YES, said) for _, said in alarming), *_calm(calm, features)]
    return OpinionModel(
        alarm=fit_likelihood(alarms, _YES, _SHARES, _ALARM_COST),
        crisis=_fit_whether(lambda sign: sign.kind in CRISES, alarming, _CRISIS_COST),
        crises=_fit_kind(pair for pair in alarming if pair[0].kind in CRISES),
        bodily=_fit_kind(pair for pair in alarming if pair[0].kind not in CRISES),
        urgent=_fit_whether(lambda sign: sign.tier is Tier.T1, alarming, _URGENT_COST),
    )


def _fit_whether(holds: Callable[[Sign], bool], signs: Sequence[tuple[Sign, Said]], cost: float) -> LinearModel:
    return fit_likelihood([(_YES if holds(sign) else _NO, said) for sign, said in signs], _YES, _SHARES, cost)


def _fit_kind(signs: Iterable[tuple[Sign, Said]]) -> LinearModel:
    return fit([(sign.kind, said) for sign, said in signs], _SHARES, _KIND_COST)


def _unsuspected(texts: Iterable[str]) -> Sequence[str]:
    return [text for text in sorted(texts) if not worst(scan(text)).alarms]


def _calm(texts: Iterable[str], features: Featured) -> Sequence[Example]:
    """A long text is learnt in the parts it will be looked at in, every one of which is calm."""
    return [(_NO, features(text[start:end])) for text in texts for start, end in windows(text)]
