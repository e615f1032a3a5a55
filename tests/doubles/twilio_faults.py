"""How a call of the Twilio double can go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

from aiohttp import web


@dataclass(frozen=True)
class Fault:
    """How the next call goes wrong; `takes`: the text is accepted all the same, only the answer is lost."""

    status: int | None = None  # None: the connection is cut without an answer
    takes: bool = False
    code: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None  # instead of Twilio's JSON
    seconds: float = 0.0  # waited before answering


CUT = Fault()
CUT_AFTER_TAKING = Fault(takes=True)
SERVER_ERROR = Fault(status=500, code=20500)
SERVER_ERROR_AFTER_TAKING = Fault(status=500, code=20500, takes=True)
UNREADABLE_AFTER_TAKING = Fault(status=201, body=b'{"sid": "SM', takes=True)


def too_many(retry_after: int) -> Fault:
    return Fault(status=429, code=20429, headers={"Retry-After": str(retry_after)})


def late(seconds: float) -> Fault:
    """The text is taken, and the answer comes too late."""
    return Fault(status=201, seconds=seconds, takes=True)


async def gone_wrong(request: web.Request, fault: Fault, answer: web.Response | None = None) -> web.StreamResponse:
    await asyncio.sleep(fault.seconds)
    if fault.status is None:
        assert request.transport is not None
        request.transport.close()
        return web.Response()
    if fault.body is not None:
        return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
    if answer is not None and fault.status < 400:
        return answer
    return error(fault.status, fault.code, fault.headers)


def error(status: int, code: int | None, headers: Mapping[str, str] | None = None) -> web.Response:
    content = {"code": code, "message": "Refused.", "more_info": f"https://www.twilio.com/docs/errors/{code}"}
    return web.json_response({**content, "status": status}, status=status, headers=headers)
