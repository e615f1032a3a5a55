"""Handing a message to an interface engine: framed, acknowledged, and sent again under the same control id."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence

from bot.connections import Mllp
from bot.errors import DeliveryFailed
from bot.services.summary_shape import summary_from_json
from integrations.delivery.addresses import InnerAddress, guarded_connection
from integrations.delivery.hl7v2.acknowledgement import receipt
from integrations.delivery.hl7v2.message import control_id, message
from integrations.delivery.sheet import sheet_of
from integrations.setting_values import Network

START, END = b"\x0b", b"\x1c\r"
ACKNOWLEDGED_WITHIN = 30.0  # seconds; after that nobody knows whether it was taken
CONNECTED_WITHIN = 10.0
_LONGEST_ANSWER = 64 * 1024  # bytes


class InterfaceEngine:
    """One connection a message, so that no acknowledgement can be another one's; the receiver knows a repeat by MSH-10."""

    name = "hl7v2"

    def __init__(
        self, connection: Mllp, allowed: Sequence[Network] = (), *, trust: ssl.SSLContext | None = None
    ) -> None:
        """trust: the authorities to trust; those of the system where none are given."""
        self._to, self._allowed, self._trust = connection, allowed, trust

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Return `AA <control id>`, as the receiver acknowledged it."""
        control, summary = control_id(identifier), summary_from_json(payload)
        pdf = await sheet_of(summary) if self._to.pdf else None
        said = message(summary, self._to, control_id=control, pdf=pdf).encode()
        try:
            answer = await self._exchanged(START + said + END)
        except InnerAddress as error:
            problem = f"The interface engine's address leads inside this network: {error.strerror}."
            raise DeliveryFailed(problem, retryable=False, code="inner_address") from error
        except ssl.SSLError as error:
            problem = "The interface engine's TLS certificate is not trusted here, or it speaks no TLS."
            raise DeliveryFailed(problem, retryable=True, code="tls") from error
        except (asyncio.TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            problem = "The interface engine did not acknowledge in time; the same message is sent again."
            raise DeliveryFailed(problem, retryable=True, outcome_unknown=True, code="no_ack") from error
        except OSError as error:
            problem = "The interface engine cannot be reached; check host, port and network."
            raise DeliveryFailed(problem, retryable=True, code="unreachable") from error
        return receipt(answer, control)

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return None  # an engine passes messages on and answers no questions about them

    async def _exchanged(self, framed: bytes) -> bytes:
        opening = guarded_connection(
            self._to.host, self._to.port, self._allowed, tls=self._context(), limit=_LONGEST_ANSWER
        )
        reader, writer = await asyncio.wait_for(opening, CONNECTED_WITHIN)
        try:
            writer.write(framed)
            await asyncio.wait_for(writer.drain(), ACKNOWLEDGED_WITHIN)
            answer = await asyncio.wait_for(reader.readuntil(END), ACKNOWLEDGED_WITHIN)
        finally:
            writer.close()
        return answer.removesuffix(END).partition(START)[2]

    def _context(self) -> ssl.SSLContext | None:
        return (self._trust or ssl.create_default_context()) if self._to.tls else None
