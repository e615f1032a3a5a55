"""What became of a text: the provider's reports arrive late, twice and out of order, so the furthest one counts.

Source of the words: Twilio's Message resource, property `status`.
"""

from __future__ import annotations

from dataclasses import dataclass

# A later word knows more. A delivery receipt outdoes a failure: somebody's phone has the text.
ORDER = (
    "accepted",
    "scheduled",
    "queued",
    "sending",
    "sent",
    "canceled",
    "failed",
    "undelivered",
    "delivered",
    "read",
)
FAILED = frozenset({"canceled", "failed", "undelivered"})
FINAL = FAILED | {"delivered", "read"}


@dataclass(frozen=True)
class Progress:
    status: str  # what to keep
    moved: bool  # whether that differs from before
    known: bool  # False: the report is a word this version does not know; it was not acted on


def later(current: str | None, reported: str) -> Progress:
    """Join a report to what is known of a text; in whichever order the reports come, the same status stands at the end.

    current: None when nothing is known yet. An unknown word is kept only while nothing else is known.
    """
    reported = reported.strip().lower()
    known = reported in ORDER
    moved = current is None or _rank(reported) > _rank(current)
    return Progress(reported if moved else str(current), moved, known)


def _rank(status: str) -> tuple[int, str]:
    """Order unknown words below known ones and among themselves by the alphabet: their order must not matter."""
    return (ORDER.index(status), "") if status in ORDER else (-1, status)
