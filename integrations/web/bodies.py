"""Reading what was posted, never more than is allowed."""

from __future__ import annotations

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

MOST = 64 * 1024  # bytes
SECONDS = 15.0  # for a whole body; 64 kB take that long at 35 kbit/s
MOST_FIELDS = 250  # of a form; a question with nine choices has half as many
FORM = "application/x-www-form-urlencoded"


async def read_bytes(request: web.Request, most: int = MOST) -> bytes:
    """Return the body; raise 413 as soon as it is longer than `most` bytes, 408 when it comes too slowly."""
    try:
        return await asyncio.wait_for(_read(request, most), SECONDS)
    except asyncio.TimeoutError:
        raise web.HTTPRequestTimeout from None


async def _read(request: web.Request, most: int) -> bytes:
    if (request.content_length or 0) > most:
        raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=request.content_length or 0)
    body = bytearray()
    async for chunk in request.content.iter_chunked(16 * 1024):
        body += chunk
        if len(body) > most:
            raise web.HTTPRequestEntityTooLarge(max_size=most, actual_size=len(body))
    return bytes(body)


async def read_form(request: web.Request) -> dict[str, str]:
    """Return a posted form by field; the last one counts where a name comes twice."""
    if request.content_type != FORM:
        raise web.HTTPUnsupportedMediaType
    body = (await read_bytes(request)).decode("latin-1")
    try:
        fields = parse_qsl(body, keep_blank_values=True, encoding="utf-8", errors="replace", max_num_fields=MOST_FIELDS)
    except ValueError:
        raise web.HTTPBadRequest from None
    return dict(fields)


async def read_json(request: web.Request) -> dict[str, Any]:
    """Return a posted JSON object."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType
    try:
        value = json.loads((await read_bytes(request)).decode("utf-8"))
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(value, dict):
        raise web.HTTPBadRequest
    return value
