"""How the text of one environment variable becomes a value.

Each parser raises ValueError with what is wrong and what fixes it. None repeats the text it was given: the loader
decides whether a value may be shown.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import math
import re
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, urlsplit

from integrations import places

Network = IPv4Network | IPv6Network

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
PLACEHOLDERS = frozenset({"changeme", "change-me", "password", "secret", "default", "example", "your_auth_token"})
KEY_BYTES = 32
NEW_KEY = "make one with: python -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
ENCRYPTED_MODES = frozenset({"require", "verify-ca", "verify-full"})  # libpq's sslmode values that never fall back


def directory(text: str) -> Path:
    path = places.directory(text)
    if path == Path(path.anchor):
        raise ValueError("is the root of the file system; name a directory of its own")
    return path


def port(text: str) -> int:
    return whole(text, 1, 65535)


def processes(text: str) -> int:
    return whole(text, 1, 64)


def whole(text: str, low: int, high: int) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise ValueError(f"must be a whole number from {low} to {high}")
    return int(text)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not 0 <= value <= 60:
        raise ValueError("must be a number of seconds from 0 to 60, such as 3.0")
    return value


def log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def several(parse: Callable[[str], object]) -> Callable[[str], tuple[object, ...]]:
    """Parse a comma separated list; the newest or most wanted entry comes first, and none comes twice."""

    def parse_all(text: str) -> tuple[object, ...]:
        values = tuple(parse(part.strip()) for part in text.split(","))
        if len(set(values)) < len(values):
            raise ValueError("lists the same entry twice; keep each once, newest first")
        return values

    return parse_all


def secret_key(text: str) -> bytes:
    """Decode one 32-byte key, and refuse what was typed rather than drawn at random."""
    try:
        key = base64.b64decode(text, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"must be URL-safe base64 (newest key first, separated by commas); {NEW_KEY}") from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"holds a key of {len(key)} bytes where {KEY_BYTES} are needed; {NEW_KEY}")
    if not looks_random(key):
        raise ValueError(f"holds a key that is a pattern or a typed phrase; {NEW_KEY}")
    return key


def looks_random(key: bytes) -> bool:
    """Tell a drawn key from a repeated, counted or typed one; 32 random bytes fail this less than once in 10^12."""
    steps = {(after - before) % 256 for before, after in zip(key, key[1:], strict=False)}
    typed = all(32 <= byte < 127 for byte in key)
    return len(set(key)) >= 16 and len(steps) >= 16 and not typed


def auth_token(text: str) -> str:
    if len(text) < 8 or not text.isascii() or text.lower() in PLACEHOLDERS or re.search(r"\s", text):
        raise ValueError("holds a token that is missing, short or a placeholder; copy it from the Twilio console")
    return text


def bearer_token(text: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e]{8,}", text) or text.lower() in PLACEHOLDERS:
        raise ValueError("must be the server's access token: 8 or more characters, no spaces, no placeholder")
    return text


def account_sid(text: str) -> str:
    if not re.fullmatch(r"AC[0-9A-Za-z]+", text):
        raise ValueError("must be an account SID, which begins with AC; copy it from the Twilio console")
    return text


def sender(text: str) -> str:
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}|MG[0-9A-Za-z]+|[0-9]{5,6}", text):
        raise ValueError("must be a phone number like +15005550006, a short code or a messaging service SID (MG…)")
    return text


def host(text: str) -> str:
    if not re.fullmatch(r"[0-9A-Za-z.:-]+", text):
        raise ValueError("must be an address or host name to listen on, such as 127.0.0.1")
    return text


def network(text: str) -> Network:
    try:
        value = ipaddress.ip_network(text)
    except ValueError:
        raise ValueError("must list networks such as 10.20.0.0/16, separated by commas, no host bits set") from None
    if value.prefixlen == 0:
        raise ValueError("opens every address; list only the networks that you run yourself")
    return value


def web_url(text: str) -> str:
    """Return an http(s) base address without its trailing slash; `insecure` decides on http."""
    parts = split(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("must be an address such as https://previsit.clinic.example")
    if parts.query or parts.fragment or parts.username is not None:
        raise ValueError("must be a bare base address: no user, no ?query, no #fragment")
    return text.rstrip("/")


def smtp_url(text: str) -> str:
    parts = split(text)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("must be like smtps://user:password@mail.clinic.example:465 (or smtp://… for STARTTLS)")
    return text


def database_url(text: str) -> str:
    """Return the address with the driver that Previsit uses."""
    parts = split(text)
    if parts.scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ValueError("must be like postgresql://user:password@host/previsit; unset it for the embedded database")
    return "postgresql+psycopg" + text[len(parts.scheme) :]


def split(text: str) -> SplitResult:
    """Split an address; a port that is no number counts as no address at all."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise ValueError("is no address; look at its port and brackets") from None
    return parts


def is_loopback(name: str) -> bool:
    return name == "localhost" or any(address.is_loopback for address in addresses(name))


def addresses(name: str) -> tuple[ipaddress.IPv4Address | ipaddress.IPv6Address, ...]:
    """Return the address that a literal host is; a name is none, since looking it up proves nothing for later."""
    try:
        return (ipaddress.ip_address(name),)
    except ValueError:
        return ()


def insecure(url: str, allowed: tuple[Network, ...]) -> bool:
    """Whether patient data would cross a network in the clear on the way to this address."""
    parts = urlsplit(url)
    inside = is_loopback(parts.hostname or "") or any(
        address in net for address in addresses(parts.hostname or "") for net in allowed
    )
    return parts.scheme == "http" and not inside


def unencrypted_database(url: str, allowed: tuple[Network, ...]) -> bool:
    """Whether the connection would leave this machine, or the networks allowed, without TLS being certain."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    name = parts.hostname or query.get("host", [""])[-1]
    local = not name or name.startswith("/") or is_loopback(name)
    inside = any(address in net for address in addresses(name) for net in allowed)
    return not (local or inside or query.get("sslmode", [""])[-1] in ENCRYPTED_MODES)
