"""What may be a password, and how one is kept."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.passwords import DECOY, PasswordRefused, check_password, hash_password, is_password


@pytest.mark.parametrize(
    "password", ["a quiet river stone", "ñandú volando lejos", "🍁🍂🌳🌲🌱🌿☘🍀🎍🪴🎋🍃", "x" * 3 + "abcdefg hij"]
)
def test_length_is_enough_and_every_script_is_welcome(password):
    check_password(password, "maya@maple.example", "Maya Brooks")


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "eleven char",
        "Password1234",
        "qwertyuiopas",
        "aaaaaaaaaaaaaaaa",
        "x" * 257,
        "Maya Brooks Maya",
        "maya@maple.example",
    ],
)
def test_what_anybody_would_try_first_is_refused(password):
    with pytest.raises(PasswordRefused) as refused:
        check_password(password, "maya@maple.example", "Maya Brooks Maya")

    assert not password or password not in str(refused.value)


def test_it_is_kept_as_argon2id_of_19_mib_or_more_and_the_decoy_costs_the_same():
    stored = hash_password("a quiet river stone")
    cost = r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$"

    made, decoy = re.match(cost, stored), re.match(cost, DECOY)

    assert made is not None
    assert int(made[1]) >= 19 * 1024
    assert int(made[2]) >= 2
    assert decoy is not None
    assert decoy.groups() == made.groups()


def test_the_same_password_typed_on_another_keyboard_is_the_same():
    stored = hash_password("con\u0303a de papel rojo")

    assert is_password("co\u00f1a de papel rojo", stored)


def test_nothing_matches_where_nothing_is_stored_or_what_is_stored_is_broken():
    assert not is_password("a quiet river stone", None)
    assert not is_password("a quiet river stone", "not a hash")


@given(st.text(max_size=400))
def test_whatever_is_typed_is_either_refused_or_fine(password):
    try:
        check_password(password)
    except PasswordRefused:
        return
    assert 12 <= len(unicodedata.normalize("NFKC", password)) <= 256
