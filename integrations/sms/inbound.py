"""A patient's text as Twilio posts it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.messaging.numbers import is_e164
from integrations.sms.forms import BadForm, Form, FormTooLarge, readable, single
from integrations.storable import storable

MAX_TEXT = 64 * 1024  # bytes of UTF-8; Twilio joins at most ten parts, 1,600 characters
PROVIDER_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True)
class InboundText:
    provider_id: str
    from_number: str
    to_number: str
    body: str = field(repr=False)  # a patient's words: never in a log by way of a repr
    media: int = 0  # pictures and the like that came with it; a picture alone has an empty body
    opt_out_type: str | None = None  # STOP, START or HELP when Twilio itself took the word as such (Advanced Opt-Out)
    damaged: bool = False  # the body was not UTF-8 throughout; U+FFFD stands where bytes were lost


def inbound_text(form: Form) -> InboundText:
    """Read the form of POST /sms/inbound, after its signature was checked.

    Raises BadForm (answer 400) when it is not a text from a phone, FormTooLarge (413) for a body above MAX_TEXT.
    """
    named = single(form)
    return InboundText(
        provider_id=provider_id(named),
        from_number=_number(named, "From"),
        to_number=_number(named, "To"),
        body=storable(_within_bounds(named.get("Body", ""))),
        media=_count(named.get("NumMedia", "")),
        opt_out_type=named.get("OptOutType", "").upper() or None,
        damaged=any(name == "Body" and readable(value) != value for name, value in form),
    )


def provider_id(named: dict[str, str]) -> str:
    """Return the message's id under any of the names that Twilio has given it over the years."""
    found = named.get("MessageSid") or named.get("SmsMessageSid") or named.get("SmsSid") or ""
    if not PROVIDER_ID.fullmatch(found):
        raise BadForm("The form has no MessageSid, or one that is none.")
    return found


def _number(named: dict[str, str], name: str) -> str:
    number = named.get(name, "")
    if not is_e164(number):
        raise BadForm(f"The form's {name} is not a phone number in E.164.")
    return number


def _within_bounds(body: str) -> str:
    if (size := len(body.encode())) > MAX_TEXT:
        raise FormTooLarge(f"The text has {size} bytes; {MAX_TEXT} are taken.")
    return body


def _count(digits: str) -> int:
    return int(digits) if re.fullmatch(r"[0-9]{1,3}", digits) else 0
