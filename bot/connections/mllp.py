"""An interface engine that takes HL7 v2."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.connections.shared import Problems

MESSAGES = ("MDM^T02", "ORU^R01")
_HOST = re.compile(r"(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+")
_NAME = re.compile(r"[A-Za-z0-9 ._-]{0,60}")


@dataclass(frozen=True)
class Mllp:
    """HL7 v2 over MLLP. sender, receiver: `application|facility` as the interface team names them.

    pdf: the sheet goes along, beside the text.
    """

    host: str = ""
    port: int = 0
    tls: bool = True
    message: str = MESSAGES[0]
    sending_application: str = "PREVISIT"
    sending_facility: str = ""
    receiving_application: str = ""
    receiving_facility: str = ""
    pdf: bool = False

    def problems(self) -> Problems:
        if not _HOST.fullmatch(self.host):
            yield "host", "Enter the host name or address of the interface engine, without a port."
        if not 0 < self.port < 65536:
            yield "port", "Enter the port that the interface engine listens on: 1 to 65535."
        if self.message not in MESSAGES:
            yield "message", f"Choose one of {' and '.join(MESSAGES)}."
        for field in ("sending_application", "sending_facility", "receiving_application", "receiving_facility"):
            if not _NAME.fullmatch(getattr(self, field)):
                yield field, "Use letters, digits, spaces, dots and hyphens only, 60 at most."
