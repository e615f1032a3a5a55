"""Is a request from Twilio? Its signature covers the address we gave Twilio and every field of the form.

Source: https://www.twilio.com/docs/usage/security#validating-requests. Twilio signs no time: an old request stays valid
for ever, so a text is taken once by its MessageSid. The package twilio computes the same (our tests compare); we do not
call its validator, which stops on bytes that are not UTF-8, lets a repeated field pass and compares in varying time.
"""

from __future__ import annotations

import hmac
from base64 import b64encode
from collections.abc import Iterable, Sequence
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit, urlunsplit

from integrations.sms.forms import Form, as_sent, readable

STANDARD_PORTS = {"https": 443, "http": 80}


def valid(public_url: str, form: Form, signature: str, tokens: Sequence[str]) -> bool:
    """Check a posted form.

    public_url: the configured public address with this request's path and query, never what a Host header says.
    form: as forms.fields() gives it, blank fields included. tokens: every auth token in use, several during rotation.
    """
    if len(set(form)) < len(form):  # Twilio's digest leaves a repeated field out, so anybody could add one
        return False
    fields = [part for pair in sorted(form) for part in pair]
    contents = {b"".join(map(as_sent, fields)), "".join(map(readable, fields)).encode()}
    return _signed((url + content for url in _spellings(public_url) for content in contents), signature, tokens)


def valid_json(public_url: str, body: bytes, signature: str, tokens: Sequence[str]) -> bool:
    """Check a posted JSON body, whose hash Twilio puts into the address as bodySHA256."""
    digests = parse_qs(urlsplit(public_url).query).get("bodySHA256", [])
    intact = len(digests) == 1 and _same(sha256(body).hexdigest(), digests[0].lower())
    return _signed(_spellings(public_url), signature, tokens) and intact


def _signed(contents: Iterable[bytes], signature: str, tokens: Sequence[str]) -> bool:
    """Compare with every digest that would do, and with all of them, so that the time tells nothing."""
    contents = list(contents)
    keys = [token.encode() for token in tokens if token]  # an empty key is one that everybody knows
    return sum(_same(_digest(key, content), signature) for key in keys for content in contents) > 0


def _digest(key: bytes, content: bytes) -> str:
    return b64encode(hmac.new(key, content, "sha1").digest()).decode()


def _same(ours: str, theirs: str) -> bool:
    return hmac.compare_digest(ours.encode(), theirs.encode("utf-8", "replace"))


def _spellings(url: str) -> list[bytes]:
    """Return the address with and without its port: Twilio signs now one, now the other."""
    parts = urlsplit(url)
    port = parts.port or STANDARD_PORTS.get(parts.scheme)
    bare = parts.netloc[: -len(f":{parts.port}")] if parts.port else parts.netloc
    return [as_sent(urlunsplit(parts._replace(netloc=netloc))) for netloc in (bare, f"{bare}:{port}")]
