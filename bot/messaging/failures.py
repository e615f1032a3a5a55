"""Why a text was refused or lost, and what follows from it, by the provider's error code.

Source: Twilio's error dictionary (docs/api/errors). Twilio adds codes and splits old ones (July 2024: 21211, 21606 and
21614 into 21635 and 2165x), so an unlisted code is judged by its HTTP status; when that is silent too, by a person.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FailureKind:
    name: str
    retryable: bool
    stops_texts: bool = False  # this number gets no text and keeps no timer until a person or the patient changes that

    @property
    def staff_advice(self) -> str:
        """The key of the sentence that tells staff what happened and what to do."""
        return f"send_failed.{self.name}"


OPTED_OUT = FailureKind("opted_out", retryable=False, stops_texts=True)
BAD_NUMBER = FailureKind("bad_number", retryable=False, stops_texts=True)
LANDLINE = FailureKind("landline", retryable=False, stops_texts=True)
UNREACHABLE = FailureKind("unreachable", retryable=False)
BLOCKED = FailureKind("blocked", retryable=False)
FILTERED = FailureKind("filtered", retryable=False)
UNREGISTERED = FailureKind(
    "unregistered", retryable=False
)  # every text of the clinic fails alike: its A2P registration
ACCOUNT = FailureKind("account", retryable=True)  # our key, account or sender: an operator mends it while we try again
TEXT_REFUSED = FailureKind("text_refused", retryable=False)
TEMPORARY = FailureKind("temporary", retryable=True)
UNLISTED = FailureKind("unlisted", retryable=False)

CODES = {
    OPTED_OUT: (21610,),
    BAD_NUMBER: (21211, 21217, 21265, 30005),
    LANDLINE: (21614, 21635, 30006),
    UNREACHABLE: (
        21612,
        30003,
        30036,
    ),  # no route, phone off or gone, validity ran out; the carrier has tried for hours
    BLOCKED: (30004,),
    FILTERED: (30007,),
    UNREGISTERED: (30032, 30034),
    ACCOUNT: (20003, 20005, 20404, 21408, 21603, 21606, 21608, 21659, 21660, 21661, 30002),
    TEXT_REFUSED: (21602, 21617),
    TEMPORARY: (14107, 20429, 20500, 20503, 21611, 30001, 30008, 30017, 30022, 30023),
}
KINDS = {str(code): kind for kind, codes in CODES.items() for code in codes}


def failure(code: str | None, status: int | None = None) -> FailureKind:
    """Return what kind of failure it is.

    code: Twilio's, of an error answer or a status report. status: of the HTTP answer, decides where the code does not.
    """
    return KINDS.get((code or "").strip()) or _by_status(status)


def _by_status(status: int | None) -> FailureKind:
    if status is None:
        return UNLISTED
    if status < 300 or status in (408, 429) or status >= 500:  # below 300: an answer that cannot be read
        return TEMPORARY
    return ACCOUNT if status < 400 or status in (401, 403, 404) else UNLISTED  # 3xx: not Twilio answers there
