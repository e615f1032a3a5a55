"""Encryption at rest: AES-256-GCM, every ciphertext bound to its row and column, and a data key for each visit and message.

A sealed value is `version (1) · key id (4) · nonce (12) · ciphertext and tag`. The associated data is the value's place, such as
`messages.text:42`, so that a ciphertext moved to another row or column no longer opens. Rotation: put the new key first in
PREVISIT_SECRET_KEYS and keep the old ones behind it; what is written from then on uses the new key.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from bot.errors import PrevisitError

_VERSION = b"\x01"
_HEADER, _NONCE = 5, 12


class CannotDecrypt(PrevisitError):
    """A stored value does not open with any configured key at this place."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The value stored at {place} cannot be decrypted. Either it was moved or altered, or its key is missing: "
            "list every key that was ever in use in PREVISIT_SECRET_KEYS, newest first."
        )


class Vault:
    """Seals and opens values with a ring of keys, the newest first."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._keys = {_key_id(key): AESGCM(key) for key in keys}
        self._newest = _key_id(keys[0])
        self._fingerprint_keys = [hmac.digest(key, b"previsit fingerprint", "sha256") for key in keys]

    def seal(self, plain: bytes, place: str) -> bytes:
        """Encrypt for one place, `table.column:row`."""
        nonce = os.urandom(_NONCE)
        return _VERSION + self._newest + nonce + self._keys[self._newest].encrypt(nonce, plain, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """Decrypt what was sealed for this place, or raise CannotDecrypt."""
        key = self._keys.get(sealed[1:_HEADER])
        if key is None or sealed[:1] != _VERSION:
            raise CannotDecrypt(place)
        try:
            return key.decrypt(sealed[_HEADER : _HEADER + _NONCE], sealed[_HEADER + _NONCE :], place.encode())
        except InvalidTag:
            raise CannotDecrypt(place) from None

    def new_data_key(self, place: str) -> tuple[bytes, Vault]:
        """Make a data key: returned sealed (to store) and ready to use."""
        key = os.urandom(32)
        return self.seal(key, place), Vault([key])

    def data_key(self, sealed: bytes, place: str) -> Vault:
        """Open a stored data key."""
        return Vault([self.open(sealed, place)])

    def fingerprint(self, value: str) -> bytes:
        """Return the keyed hash under which a phone number or an address is looked up."""
        return self.fingerprints(value)[0]

    def fingerprints(self, value: str) -> list[bytes]:
        """Return the hash under every configured key, so that rows written before a rotation are still found."""
        return [hmac.digest(key, value.encode(), "sha256") for key in self._fingerprint_keys]


def _key_id(key: bytes) -> bytes:
    return hashlib.sha256(b"previsit key id" + key).digest()[:4]
