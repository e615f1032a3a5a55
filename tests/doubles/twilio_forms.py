"""The forms Twilio posts to us, signed by Twilio's own package."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode
from uuid import uuid4

import smsutil
from multidict import MultiDict
from twilio.request_validator import RequestValidator

ACCOUNT_SID = "AC" + "0" * 32
AUTH_TOKEN = "auth-token-of-the-double"
OUR_NUMBER = "+15550100000"
Params = Mapping[str, str] | Iterable[tuple[str, str]]


def signed_form(url: str, params: Params, token: str = AUTH_TOKEN) -> tuple[bytes, dict[str, str]]:
    """Return the body and the headers of a form as Twilio would post it to `url`."""
    form = MultiDict(params)
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=UTF-8",
        "X-Twilio-Signature": RequestValidator(token).compute_signature(url, form),
    }
    return urlencode(list(form.items())).encode(), headers


def text_form(sender: str, body: str, *, to: str = OUR_NUMBER, sid: str | None = None, **more: str) -> dict[str, str]:
    """Return the fields of a text as Twilio posts them, its blank ones included."""
    sid = sid or new_sid()
    return {
        "ToCountry": "US",
        "ToState": "IL",
        "SmsMessageSid": sid,
        "NumMedia": "0",
        "ToCity": "",
        "FromZip": "",
        "SmsSid": sid,
        "FromState": "IL",
        "SmsStatus": "received",
        "FromCity": "",
        "Body": body,
        "FromCountry": "US",
        "To": to,
        "ToZip": "",
        "NumSegments": str(segments(body)),
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": sender,
        "ApiVersion": "2010-04-01",
        **more,
    }


def new_sid(prefix: str = "SM") -> str:
    return prefix + uuid4().hex


def status_form(sid: str, status: str, *, to: str, error_code: int | None = None, **more: str) -> dict[str, str]:
    """Return the fields of a report on a text of ours."""
    form = {
        "SmsSid": sid,
        "SmsStatus": status,
        "MessageStatus": status,
        "To": to,
        "MessageSid": sid,
        "AccountSid": ACCOUNT_SID,
        "From": OUR_NUMBER,
        "ApiVersion": "2010-04-01",
    }
    return {**form, **({} if error_code is None else {"ErrorCode": str(error_code)}), **more}


def segments(body: str) -> int:
    return max(1, len(smsutil.split(body).parts))
