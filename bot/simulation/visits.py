"""Who the crowd is and what it comes for, as far as the conditions of a flow ask about it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from bot.agenda.model import Source
from bot.flow.model import Condition, Facts, Flow

# Years, and how many of a hundred adults who come to a primary care visit are so old: a guess of ours.
_ADULTS = ((18, 39, 30), (40, 64, 40), (65, 92, 30))
_CHILDREN = (0, 17)


def visit_drawn(flow: Flow, number: int, seed: int) -> tuple[Facts, int]:
    """Return what is known of one of the crowd and its visit, and how many topics the team has added.

    Drawn apart from what is said, so that who says what stays the same whatever a flow asks about.
    """
    chance = Random(f"{seed}:{number}:visit")  # noqa: S311 - nobody must be kept from guessing it
    age = chance.randint(*_CHILDREN) if flow.speaker is Source.PROXY else _years(chance)
    visit_type = chance.choice([None, *sorted(_named(flow, "visit_type"))])
    topics = chance.choice((0, 0, 0, 1)) * max((int(one) for one in _named(flow, "team_topics")), default=0)
    return Facts(visit_type, age), topics


def _years(chance: Random) -> int:
    (band,) = chance.choices(_ADULTS, weights=[share for _, _, share in _ADULTS])
    return chance.randint(*band[:2])


def _named(flow: Flow, check: str) -> set[str]:
    return {str(one.value) for one in _conditions(flow) if one.check == check}


def _conditions(flow: Flow) -> Iterator[Condition]:
    for question in flow.questions.values():
        yield from flow.conditions(question)
