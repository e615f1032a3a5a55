"""What a handler finds in the application."""

from __future__ import annotations

from aiohttp import web

from integrations.web.assets import Assets
from integrations.web.chat.changes import Changes
from integrations.web.limits import Limits
from integrations.wiring import Wiring

WIRING = web.AppKey("wiring", Wiring)
ASSETS = web.AppKey("assets", Assets)
CHANGES = web.AppKey("changes", Changes)
LIMITS = web.AppKey("limits", Limits)
