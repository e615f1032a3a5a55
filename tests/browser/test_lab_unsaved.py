"""What is typed in the flow lab and not saved yet, in a real browser: it outlives everything but a clear wish."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Browser, Dialog, Locator, Page, expect

from tests.browser.chromium import chromium
from tests.browser.test_coordinator import EMAIL
from tests.coordinator.conftest import PASSWORD, Desk, desk  # noqa: F401 - a fixture

FLOW = "/flows/adult_follow_up"
TYPED = "What would you love to do again?"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture
async def page(desk: Desk, browser: Browser) -> AsyncIterator[Page]:  # noqa: F811
    """A draft before an admin."""
    await desk.member(email=EMAIL, role="admin")
    context = await browser.new_context()
    page = await context.new_page()
    await page.goto(desk.address(f"/login?next={FLOW}"))
    await page.get_by_label("E-mail").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.get_by_role("button", name="Log in").click()
    await page.goto(desk.address(FLOW))
    await page.get_by_role("button", name="Change this flow").click()
    yield page
    await context.close()


def question(page: Page, name: str) -> Locator:
    return page.locator(f"#q-{name}")


async def type_into(page: Page, name: str, text: str) -> Locator:
    card = question(page, name)
    if await card.locator("details").first.get_attribute("open") != "":
        await card.get_by_text("Change it").click()
    field = card.locator("[name=ask_en]")
    await field.fill(text)
    return field


async def test_saving_one_card_keeps_what_is_typed_in_another(page: Page):
    await type_into(page, "goal", TYPED)
    await expect(question(page, "goal").get_by_text("Not saved yet.")).to_be_visible()

    await type_into(page, "hopes", "What do you hope for?")
    await question(page, "hopes").get_by_role("button", name="Save the words").click()
    await expect(page.get_by_text("Saved in the draft")).to_be_visible()

    await expect(question(page, "goal").locator("[name=ask_en]")).to_have_value(TYPED)
    await expect(question(page, "goal").get_by_text("Not saved yet.")).to_be_visible()
    await expect(question(page, "hopes").get_by_text("Not saved yet.")).to_have_count(0)

    await page.get_by_role("button", name="Undo").click()
    await expect(question(page, "goal").locator("[name=ask_en]")).to_have_value(TYPED)
    await question(page, "goal").get_by_role("button", name="Save the words").click()
    await expect(page.get_by_role("heading", name=TYPED)).to_be_visible()
    await expect(page.get_by_text("Not saved yet.")).to_have_count(0)


async def test_what_was_there_can_be_put_back(page: Page):
    field = await type_into(page, "goal", TYPED)
    before = await field.evaluate("field => field.defaultValue")

    await question(page, "goal").get_by_role("button", name="Put back what was there").click()

    await expect(field).to_have_value(before)
    await expect(page.get_by_text("Not saved yet.")).to_have_count(0)


async def test_leaving_is_asked_about_and_coming_back_finds_it(page: Page):
    asked: list[str] = []

    async def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", leave)
    await type_into(page, "goal", TYPED)
    await page.get_by_role("link", name="Visits", exact=True).click()
    await expect(page.get_by_role("heading", name="Visits", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]

    await page.goto(page.url.split("/visits")[0] + FLOW)

    await expect(question(page, "goal").locator("[name=ask_en]")).to_have_value(TYPED)


async def test_a_draft_that_is_thrown_away_takes_it_along(page: Page):
    await type_into(page, "goal", TYPED)
    await page.get_by_role("button", name="Throw the draft away").click()
    await page.goto(page.url.split("/flows")[0] + FLOW)
    await page.get_by_role("button", name="Change this flow").click()

    await expect(page.get_by_text("Not saved yet.")).to_have_count(0)
    assert await page.evaluate("Object.keys(sessionStorage).length") == 0


async def test_without_anything_typed_nothing_is_asked(page: Page):
    asked: list[str] = []

    async def note(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.accept()

    page.on("dialog", note)
    await question(page, "goal").get_by_text("Change it").click()
    await page.get_by_role("link", name="Visits", exact=True).click()
    await expect(page.get_by_role("heading", name="Visits", exact=True)).to_be_visible()

    assert asked == []
