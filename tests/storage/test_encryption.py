import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.storage.encryption import CannotDecrypt, Vault

OLD, NEW = os.urandom(32), os.urandom(32)


@given(st.binary(max_size=500))
def test_what_is_sealed_opens_again_at_its_place(plain: bytes):
    vault = Vault([NEW])

    assert vault.open(vault.seal(plain, "messages.text:1"), "messages.text:1") == plain


def test_a_ciphertext_opens_at_no_other_place():
    vault = Vault([NEW])
    sealed = vault.seal(b"my knee", "messages.text:1")

    with pytest.raises(CannotDecrypt, match="messages.text:2"):
        vault.open(sealed, "messages.text:2")


@given(st.data())
def test_one_altered_byte_is_noticed(data: st.DataObject):
    vault = Vault([NEW])
    sealed = bytearray(vault.seal(b"my knee", "messages.text:1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))

    with pytest.raises(CannotDecrypt):
        vault.open(bytes(sealed), "messages.text:1")


def test_after_a_rotation_old_values_still_open_and_new_ones_use_the_new_key():
    before, after = Vault([OLD]), Vault([NEW, OLD])
    sealed = before.seal(b"my knee", "p")

    assert after.open(sealed, "p") == b"my knee"
    with pytest.raises(CannotDecrypt):
        before.open(after.seal(b"my knee", "p"), "p")


def test_a_number_is_found_by_its_hash_before_and_after_a_rotation():
    before, after = Vault([OLD]), Vault([NEW, OLD])

    assert before.fingerprint("+12025550143") in after.fingerprints("+12025550143")
    assert before.fingerprint("+12025550143") != before.fingerprint("+12025550144")


def test_a_lost_key_fails_closed_and_says_what_to_do():
    sealed = Vault([OLD]).seal(b"my knee", "messages.text:1")

    with pytest.raises(CannotDecrypt, match="PREVISIT_SECRET_KEYS"):
        Vault([NEW]).open(sealed, "messages.text:1")
