"""Each refusal leads to the right next step."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messaging.failures import CODES, failure
from bot.messaging.retries import LONGEST, WAITS, retry_delay


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("21610", "opted_out"),
        ("21211", "bad_number"),
        ("21614", "landline"),
        ("21635", "landline"),
        ("30003", "unreachable"),
        ("30004", "blocked"),
        ("30005", "bad_number"),
        ("30006", "landline"),
        ("30007", "filtered"),
        ("30034", "unregistered"),
        ("20429", "temporary"),
        ("20003", "account"),
    ],
)
def test_a_code_names_its_kind(code, name):
    assert failure(code).name == name


@pytest.mark.parametrize("code", ["21610", "21211", "21614", "30003", "30005", "30006", "30007", "30034"])
def test_what_will_not_change_is_not_tried_again(code):
    assert not failure(code, 400).retryable


@pytest.mark.parametrize("code", ["21610", "21211", "21635", "30006"])
def test_a_number_that_cannot_or_must_not_be_texted_gets_no_timers_either(code):
    assert failure(code).stops_texts


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_fault_that_passes_is_tried_again(status):
    assert failure(None, status).name == "temporary"
    assert failure("99999", status).retryable


@pytest.mark.parametrize("status", [302, 401, 403, 404])
def test_a_fault_of_our_own_account_is_tried_again_while_an_operator_mends_it(status):
    assert failure(None, status).name == "account"
    assert failure(None, status).retryable


@pytest.mark.parametrize(("code", "status"), [("99999", 400), ("99999", None), (None, None), ("", 422)])
def test_what_nobody_listed_goes_to_a_person(code, status):
    assert failure(code, status).name == "unlisted"
    assert not failure(code, status).retryable


def test_the_code_outweighs_the_http_status():
    assert failure("21610", 500).name == "opted_out"


def test_every_code_is_listed_once():
    listed = [code for codes in CODES.values() for code in codes]

    assert len(listed) == len(set(listed))


def test_every_kind_has_its_advice():
    assert failure("30007").staff_advice == "send_failed.filtered"


def test_a_send_is_tried_again_within_seconds_and_given_up_after_hours():
    waits = [retry_delay(attempt, retryable=True) for attempt in range(1, len(WAITS) + 2)]

    assert waits[0] <= timedelta(seconds=10)
    assert waits[-1] is None
    assert timedelta(hours=3) < sum(waits[:-1], timedelta()) < timedelta(hours=6)


def test_a_permanent_refusal_is_never_tried_again():
    assert retry_delay(1, retryable=False) is None
    assert retry_delay(1, retryable=False, retry_after=timedelta(seconds=1)) is None


def test_a_provider_that_asks_for_patience_gets_it_up_to_an_hour():
    assert retry_delay(1, retryable=True, retry_after=timedelta(seconds=45)) == timedelta(seconds=45)
    assert retry_delay(1, retryable=True, retry_after=timedelta(days=3)) == LONGEST


def test_an_attempt_that_was_never_made_is_a_mistake():
    with pytest.raises(ValueError, match="first attempt"):
        retry_delay(0, retryable=True)


@given(st.integers(1, 50), st.timedeltas(timedelta(-5), timedelta(days=9)))
def test_waits_never_shrink_nor_pass_an_hour(attempts, asked):
    now, then = (retry_delay(n, retryable=True, retry_after=asked) for n in (attempts, attempts + 1))

    assert now is None or timedelta(0) < now <= LONGEST
    assert then is None or (now is not None and then >= now)
