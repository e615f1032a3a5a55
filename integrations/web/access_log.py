"""One line a request: the route as it is written down, never the path (it may hold a token), the query or the body."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger


def route_of(request: web.BaseRequest) -> str:
    """Return the pattern a request matched, such as `/chat/{token}`."""
    match = request.match_info if isinstance(request, web.Request) else None
    resource = match.route.resource if match is not None else None
    return resource.canonical if resource is not None else "(no route)"


class RouteLogger(AbstractAccessLogger):
    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        structlog.get_logger().info(
            "request",
            method=request.method if request.method.isalpha() else "?",
            route=route_of(request),
            status=response.status,
            ms=round(time * 1000, 1),
        )
