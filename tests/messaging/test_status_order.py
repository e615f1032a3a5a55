"""What is known of a text never goes backwards."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.status import FINAL, ORDER, Progress, later

words = st.sampled_from([*ORDER, "partially_delivered", "teleported"])


def known_after(reports: list[str]) -> str | None:
    return reduce(lambda status, report: later(status, report).status, reports, None)


def test_reports_in_reverse_order_end_as_delivered():
    assert known_after(["delivered", "sent", "queued"]) == "delivered"


def test_a_failure_after_the_receipt_is_ignored():
    assert later("delivered", "failed") == Progress("delivered", moved=False, known=True)
    assert later("delivered", "undelivered").status == "delivered"


def test_the_same_report_twice_moves_nothing():
    assert later("sent", "sent").moved is False


def test_a_receipt_after_a_failure_counts():
    assert later("undelivered", "delivered") == Progress("delivered", moved=True, known=True)


def test_an_unknown_word_leaves_the_status_as_it_is_and_is_said_to_be_unknown():
    assert later("sent", "teleported") == Progress("sent", moved=False, known=False)


def test_an_unknown_word_is_kept_while_nothing_else_is_known():
    assert later(None, "teleported") == Progress("teleported", moved=True, known=False)
    assert later("teleported", "queued") == Progress("queued", moved=True, known=True)


@pytest.mark.parametrize("reported", ["Delivered", " DELIVERED "])
def test_letter_case_and_blanks_do_not_matter(reported):
    assert later("sent", reported).status == "delivered"


@given(st.lists(words, min_size=1).flatmap(lambda reports: st.tuples(st.just(reports), st.permutations(reports))))
def test_any_order_of_the_same_reports_ends_alike(pair):
    reports, shuffled = pair

    assert known_after(reports) == known_after(shuffled) == known_after([*shuffled, *reports])


@given(st.lists(words))
def test_a_text_that_is_done_is_never_under_way_again(reports):
    status: str | None = None
    for report in reports:
        before, status = status, later(status, report).status

        assert before not in FINAL or status in FINAL
