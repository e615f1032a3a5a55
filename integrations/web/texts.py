"""The words of the web pages, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from aiohttp import web
from ruamel.yaml import YAML

from bot.flow.model import LANGUAGES

DEFAULT = "en"


@cache
def texts(language: str) -> Mapping[str, str]:
    """Return every text of the pages in one language, by key."""
    catalogue = YAML(typ="safe", pure=True).load(files("bot.locales").joinpath("web.yml").read_text(encoding="utf-8"))
    return {key: wordings[language] for key, wordings in catalogue.items()}


def asked_language(request: web.Request) -> str:
    """Return the language the address asks for, else the browser's first one that we speak, else English."""
    wanted = request.query.get("lang", "")
    if wanted in LANGUAGES:
        return wanted
    offered = [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("Accept-Language", "").split(",")]
    return next((language for language in offered if language in LANGUAGES), DEFAULT)
