"""What a patient does with the page, in a real browser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect

from bot.records import Visit
from bot.services.links import new_link
from tests.browser.chromium import ROOT, SCREENSHOTS
from tests.world import World

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATIENCE = 30_000  # ms; a busy machine is no defect of the page
expect.set_options(timeout=PATIENCE)


@dataclass
class Phone:
    browser: Browser
    address: str
    world: World
    width: int = 360
    height: int = 740
    options: dict[str, Any] = field(default_factory=dict)
    contexts: list[BrowserContext] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)  # what scripts threw, and what the page asked of other hosts

    def turned_into(self, width: int = 360, height: int = 740, **options: Any) -> Phone:
        """The same with another window, language (`locale`), colour scheme, …"""
        self.width, self.height, self.options = width, height, options
        return self

    async def new_page(self) -> Page:
        context = await self.browser.new_context(viewport={"width": self.width, "height": self.height}, **self.options)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: request.url.startswith(self.address) or self.errors.append(request.url))
        return page

    async def put_away(self) -> None:
        for context in self.contexts:
            await context.close()
        assert self.errors == []

    async def link(self, visit: Visit) -> str:
        conversation = await self.world.conversation(visit)
        async with self.world.wiring.unit_of_work() as uow:
            token = await new_link(conversation.id, uow, self.world.clock)
            await uow.commit()
        return f"{self.address}/chat/{token}"

    async def opened(self, visit: Visit) -> Chat:
        """Open a new link and give the date of birth."""
        page = await self.new_page()
        await page.goto(await self.link(visit))
        await give_birth_date(page, "3", "9", "1961")
        await expect(page.locator("#text")).to_be_visible()
        return Chat(page)


@dataclass
class Chat:
    page: Page

    async def say(self, text: str) -> str:
        """Write something, send it with Enter and return the answer."""
        await self.page.wait_for_load_state()  # until the script listens, Enter begins a new line
        answers = await self.page.locator(".message.out").count()
        await self.page.fill("#text", text)
        await self.page.press("#text", "Enter")
        return await self.answer(answers)

    async def press(self, choice: str) -> str:
        """Press a quick answer and return what follows."""
        answers = await self.page.locator(".message.out").count()
        await self.page.locator("#choices button", has_text=choice).first.click()
        return await self.answer(answers)

    async def answer(self, answers: int) -> str:
        answer = self.page.locator(".message.out .text").nth(answers)
        await answer.wait_for()
        return await answer.inner_text()

    async def said(self) -> list[str]:
        return await self.page.locator(".message .text").all_inner_texts()

    async def choices(self) -> list[str]:
        return await self.page.locator("#choices button").all_inner_texts()


async def give_birth_date(page: Page, month: str, day: str, year: str) -> None:
    for name, value in (("month", month), ("day", day), ("year", year)):
        await page.fill(f"[name={name}]", value)
    await page.keyboard.press("Enter")


async def look_at(page: Page, name: str) -> None:
    """Keep a screenshot, and fail on anything that axe-core finds or that does not fit into the window."""
    await page.wait_for_timeout(350)  # the last message has come to rest
    SCREENSHOTS.mkdir(exist_ok=True)
    size = page.viewport_size or {"width": 0}
    await page.screenshot(path=SCREENSHOTS / f"chat-{name}-{size['width']}.png")
    assert await problems(page) == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} is wider than the window"


async def problems(page: Page, rules: Sequence[str] = RULES) -> list[str]:
    """Return what axe-core finds, as `rule: element`."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("rules => axe.run(document, {runOnly: rules})", list(rules))
    return [f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]]
