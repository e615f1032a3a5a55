"""Pages from templates."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from integrations.web.assets import Assets
from integrations.web.texts import asked_language, texts

TEMPLATES = Path(__file__).parent / "templates"


def set_up_templates(app: web.Application, assets: Assets) -> None:
    """Let handlers render templates: everything escaped, a missing value is an error."""
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    ).globals.update(load=assets.load, asset_url=assets.url)


def page(request: web.Request, template: str, language: str, *, status: int = 200, **values: Any) -> web.Response:
    """Render a page in one language; `t` holds its texts."""
    context = {"t": texts(language), "language": language, "path": request.path, **values}
    return aiohttp_jinja2.render_template(template, request, context, status=status)


def message_page(request: web.Request, status: int, headers: Mapping[str, str]) -> web.Response:
    """Say in the reader's language what is the matter and what to do."""
    language = asked_language(request)
    known = texts(language)
    place = "chat" if request.path.startswith("/chat/") else "page"
    kind = next((key for key in (f"error.{place}.{status}", f"error.{status}") if f"{key}.title" in known), "error.500")
    response = page(
        request, "error.html", language, status=status, title=known[f"{kind}.title"], text=known[f"{kind}.text"]
    )
    response.headers.update(headers)
    return response
