"""A real browser, driven by Playwright, and what every page must hold in it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

ROOT = Path(__file__).parent.parent.parent
SCREENSHOTS = ROOT / "screenshots"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
SIZES = {"phone": (360, 740), "desk": (1280, 800)}
HEAVIEST = 300_000  # bytes of a page with everything it loads
GRAVE = ("serious", "critical", "moderate")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Start the machine's Chromium; a machine without one must say so rather than skip a test."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "Browser tests need Chromium: apt-get install chromium"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=FLAGS.split())
        yield browser
        await browser.close()


@asynccontextmanager
async def opened(browser: Browser, size: str = "desk", **options: Any) -> AsyncIterator[Watched]:
    width, height = SIZES[size]
    context = await browser.new_context(viewport={"width": width, "height": height}, **options)
    yield Watched(await context.new_page(), context, size)
    await context.close()


class Watched:
    """A page of which nothing goes unnoticed: errors, dialogs, and requests to other places."""

    def __init__(self, page: Page, context: BrowserContext, size: str) -> None:
        self.page, self.context, self.size = page, context, size
        self.complaints: list[str] = []
        self.loaded: dict[str, int] = {}
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: self.complaints.append(f"a script ran: {dialog.message}"))
        page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(("http://127.0.0.1:", "http://localhost:", "data:")):
            self.complaints.append(f"asked {url}")

    async def weight(self) -> int:
        """Bytes of the page and all it loaded, as they came over the wire or from the cache, unpacked at most."""
        return int(
            await self.page.evaluate(
                "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation'))"
                ".reduce((sum, one) => sum + Math.max(one.encodedBodySize, one.transferSize), 0)"
            )
        )

    async def findings(self) -> list[str]:
        """What axe-core finds."""
        await self.page.evaluate(_axe())
        found = await self.page.evaluate("axe.run({resultTypes: ['violations']})")
        return [
            f"{one['id']} ({one['impact']}): {one['nodes'][0]['html'][:160]} {one['nodes'][0]['failureSummary'][:200]}"
            for one in found["violations"]
            if one["impact"] in GRAVE
        ]

    async def sideways(self) -> int:
        """How many pixels the page is wider than the window."""
        return int(await self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    async def picture(self, name: str, *, full: bool = True) -> None:
        SCREENSHOTS.mkdir(exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}-{self.size}.png", full_page=full)


@cache
def _axe() -> str:
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
