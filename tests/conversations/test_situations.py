"""The hard situations and the ordinary talks, replayed through the real path; each case is scored on six counts.

State and fields, tier, replies (one part, one question, the right language), words intact, nothing forbidden, staff's
side: conversation.md 6 asks for all six.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conversations import checks
from tests.conversations.replay import play
from tests.conversations.transcripts import Case, cases
from tests.world import World

HERE = Path(__file__).parent
# Wordings that do not go well yet: work to do, listed so that none is weakened. Every row keeps at least six in each language.
# Half are very long messages, where an alarm too many or a goal not found fails the whole; none misses a danger sign.
# One that passes again fails here until it is taken off the list.
WHY_MISSED = "a wording that is read wrongly, listed in known_misses.txt"
KNOWN_MISSES = frozenset((HERE / "known_misses.txt").read_text("utf-8").splitlines())
CASES = [
    pytest.param(
        case, id=case.name, marks=[pytest.mark.xfail(reason=WHY_MISSED, strict=True)] * (case.name in KNOWN_MISSES)
    )
    for case in cases(HERE)
]


def test_every_known_miss_is_still_a_case():
    assert {case.name for case in cases(HERE)} >= KNOWN_MISSES


@pytest.mark.parametrize("case", CASES)
async def test_a_situation_goes_well(case: Case, talking_world: World, record_property: Callable[[str, object], None]):
    played = await play(case, talking_world)
    record_property("dialogue", played.dialogue)

    after = await checks.look(played, talking_world)

    checks.every_reply_is_ours_and_fits(played)
    checks.what_was_heard(played)
    checks.replies_to_the_wording(played)
    checks.agenda(case.expect, after)
    checks.place(case.expect, after)
    checks.staff_side(case.expect, after)
    checks.nothing_is_lost(case, after)
