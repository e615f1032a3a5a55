"""A mailbox of the team."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.connections.shared import Problems

_MAIL = re.compile(r"[^\s@<>,;:\"\\]+@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\.[A-Za-z]{2,}")


@dataclass(frozen=True)
class Mail:
    """whole: the summary stands in the mail; else only that there is one, and where to read it. pdf: as a sheet to print."""

    to: str = ""
    whole: bool = False
    pdf: bool = False

    def problems(self) -> Problems:
        if not _MAIL.fullmatch(self.to):
            yield "to", "Enter one address of your team, such as frontdesk@clinic.example."
