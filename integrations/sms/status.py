"""What Twilio reports of a text it took from us."""

from __future__ import annotations

import re
from dataclasses import dataclass

from integrations.sms.forms import BadForm, Form, single
from integrations.sms.inbound import provider_id


@dataclass(frozen=True)
class StatusReport:
    provider_id: str
    status: str  # a word for bot.messaging.status.later()
    error_code: str | None = None  # for bot.messaging.failures.failure(), beside failed and undelivered


def status_report(form: Form) -> StatusReport:
    """Read the form of POST /sms/status, after its signature was checked; BadForm (answer 400) when it is no report."""
    named = single(form)
    status = (named.get("MessageStatus") or named.get("SmsStatus") or "").strip().lower()
    if not re.fullmatch(r"[a-z_-]{1,32}", status):
        raise BadForm("The form has no MessageStatus, or one that is no word.")
    code = named.get("ErrorCode", "")
    return StatusReport(provider_id(named), status, code if re.fullmatch(r"[1-9][0-9]{0,5}", code) else None)
