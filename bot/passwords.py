"""Passwords of staff: what may be one, and how one is kept."""

from __future__ import annotations

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from bot.errors import PrevisitError

SHORTEST, LONGEST = 12, 256  # characters; the upper bound keeps hashing cheap to refuse

# OWASP's least for argon2id: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)

# Verified instead of an account's hash when there is no such account, so that both answers take equally long.
DECOY = "$argon2id$v=19$m=19456,t=2,p=1$wPUXkx5Tf9e8jeFfBIA92w$RdWGfm5mbv4K+kBA7o0ipwkAW3H9/3HIBfukcgU8uak"

# What people choose when twelve characters are asked for, in lower case without spaces.
_COMMON = (
    "123456789012 1234567890123 12345678901234 123456789abc 111111111111 000000000000 112233445566 abcdefghijkl "
    "abcdefghijklm abcd12345678 abc123456789 qwertyuiopas qwertyuiop12 qwertyuiop123 qwerty123456 1q2w3e4r5t6y "
    "1qaz2wsx3edc zaq12wsxcde3 asdfghjkl123 passwordpassword password1234 password12345 password123456 passw0rd1234 "
    "mypassword12 mypassword123 thisismypassword letmeinletmein letmein12345 letmein123456 welcomewelcome "
    "welcome12345 welcome123456 administrator adminadminadmin admin1234567 admin12345678 changemechangeme "
    "changeme1234 iloveyou1234 iloveyou12345 iloveyouiloveyou sunshine1234 princess1234 football1234 baseball1234 "
    "monkey123456 dragon123456 trustno1trustno1 correcthorsebatterystaple contrasena12 contrasena123 contraseña12 "
    "contraseña123 micontrasena bienvenido12 bienvenidos1 hospital1234 hospital12345 clinic123456 doctor123456 "
    "nurse1234567 previsit1234 previsit12345 previsitprevisit summer202512 winter202512"
)


class PasswordRefused(PrevisitError):
    """A password that may not be used; the text says why."""


def check_password(password: str, *personal: str) -> None:
    """Raise PasswordRefused unless this may be a password; `personal`: the owner's name, e-mail address and the like."""
    plain = _normal(password)
    if len(plain) < SHORTEST:
        raise PasswordRefused(f"Choose at least {SHORTEST} characters. Three or four words in a row are easy to keep.")
    if len(plain) > LONGEST:
        raise PasswordRefused(f"Choose at most {LONGEST} characters.")
    squeezed = "".join(plain.casefold().split())
    if (
        squeezed in _COMMON.split()
        or len(set(squeezed)) < 4
        or squeezed in {"".join(p.casefold().split()) for p in personal}
    ):
        raise PasswordRefused("This password is among the first that anybody would try. Choose another.")


def hash_password(password: str) -> str:
    """Costs about 40 ms of CPU: keep it out of the event loop."""
    return _HASHER.hash(_normal(password))


def is_password(password: str, stored: str | None) -> bool:
    """Compare, always at the same cost; False when nothing is stored."""
    try:
        return _HASHER.verify(stored or DECOY, _normal(password)[:LONGEST]) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def _normal(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
