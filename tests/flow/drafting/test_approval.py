"""A draft reaches patients only as a clinician read it."""

from __future__ import annotations

import pytest

from bot.flow.drafting.approval import Draft, DraftRefused, Stage
from bot.flow.library import flow_text

FLOW = flow_text("adult_follow_up")


def draft(content: str = FLOW) -> Draft:
    return Draft("adult_follow_up", content, revision=3)


def test_a_draft_goes_to_patients_over_review_and_approval() -> None:
    approved = draft().handed_in(seen=3).approved("  Dr.  Ana Ruiz ", seen=3)

    assert approved.publishable() == approved and approved.approved_by == "Dr. Ana Ruiz"


def test_an_edit_takes_the_approval_away() -> None:
    edited = draft().handed_in(seen=3).approved("Dr. Ruiz", seen=3).edited(FLOW + "\n", seen=3)

    assert (edited.stage, edited.approved_by, edited.revision) == (Stage.DRAFT, None, 4)
    with pytest.raises(DraftRefused, match="Hand it in"):
        edited.publishable()


def test_nobody_overwrites_what_they_have_not_seen() -> None:
    theirs = draft().edited("theirs", seen=3)

    with pytest.raises(DraftRefused, match="Somebody else changed"):
        theirs.edited("mine", seen=3)
    assert theirs.content == "theirs"


def test_an_approval_is_for_what_was_read() -> None:
    with pytest.raises(DraftRefused, match="Somebody else changed"):
        draft().handed_in(seen=3).approved("Dr. Ruiz", seen=2)


@pytest.mark.parametrize("name", ["", "  "])
def test_an_approval_has_a_name(name: str) -> None:
    with pytest.raises(DraftRefused, match="name of the clinician"):
        draft().handed_in(seen=3).approved(name, seen=3)


def test_what_was_not_handed_in_or_was_sent_back_is_not_approved() -> None:
    for waiting in (draft(), draft().handed_in(seen=3).sent_back()):
        with pytest.raises(DraftRefused, match="Hand it in"):
            waiting.approved("Dr. Ruiz", seen=3)


@pytest.mark.parametrize("content", ["title: [", FLOW.replace("next: read_back", "next: nowhere")])
def test_a_draft_with_errors_is_not_handed_in_and_the_first_is_named(content: str) -> None:
    with pytest.raises(DraftRefused, match=r"adult_follow_up\.yml, line \d+"):
        draft(content).handed_in(seen=3)
