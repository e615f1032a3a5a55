"""The forms Twilio posts, field by field, with nothing dropped: it signs blank fields and repeated names too."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from bot.errors import PrevisitError

MAX_FORM = 256 * 1024  # bytes; the longest text we take (64 kB) triples when every byte is percent-encoded
Form = list[tuple[str, str]]


class BadForm(PrevisitError):
    """A signed form lacks what every text or report has. Twilio would have to be set up wrongly."""


class FormTooLarge(PrevisitError):
    """A form is larger than anything Twilio sends."""


def fields(raw: bytes) -> Form:
    """Split a posted form, in order. Bytes that are not UTF-8 stay as lone surrogates, so that as_sent() is exact.

    urllib's parse_qsl replaces or refuses such bytes, and refuses bytes above 127 that nobody percent-encoded.
    """
    if len(raw) > MAX_FORM:
        raise FormTooLarge(f"The form has {len(raw)} bytes; {MAX_FORM} are taken.")
    pairs = (part.partition(b"=") for part in raw.split(b"&") if part)
    return [(_unquoted(name), _unquoted(value)) for name, _, value in pairs]


def as_sent(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def readable(text: str) -> str:
    """Replace what was not UTF-8 by U+FFFD."""
    return as_sent(text).decode("utf-8", "replace")


def single(form: Form) -> dict[str, str]:
    """Return the fields by name, readable. A repeated name has no one value, and Twilio repeats none in these forms."""
    if len(named := dict(form)) < len(form):
        raise BadForm("The form gives a field twice.")
    return {name: readable(value) for name, value in named.items()}


def _unquoted(part: bytes) -> str:
    return unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8", "surrogateescape")
