"""One line and one measurement per HTTP request, by the pattern of its route: a path holds a patient's link."""

from __future__ import annotations

import structlog
from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

from integrations import metrics

log = structlog.get_logger(__name__)


class RouteAccessLog(AbstractAccessLogger):
    """Give this to AppRunner as `access_log_class`."""

    def log(self, request: web.BaseRequest, response: web.StreamResponse, time: float) -> None:
        route = route_of(request)
        metrics.request_seconds.labels(route=route, status=str(response.status)).observe(time)
        log.info("request", method=request.method, route=route, status=response.status, ms=round(time * 1000, 1))


def route_of(request: web.BaseRequest) -> str:
    """Return the pattern, such as /chat/{token}; one name for all that matches none."""
    resource = request.match_info.route.resource if isinstance(request, web.Request) else None
    return resource.canonical if resource is not None else "unmatched"
