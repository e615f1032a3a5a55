"""The coordinators' pages in a real browser: by keyboard, on a phone, without scripts, with whatever a patient wrote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, expect

from bot.agenda.events import ItemAdded, ItemsRanked, Requested
from bot.agenda.model import Item, Quote, StaffRequest
from bot.records import Visit
from tests.browser.chromium import HEAVIEST, SIZES, Watched, chromium, opened
from tests.coordinator.conftest import PASSWORD, Desk, desk  # noqa: F401 - a fixture
from tests.delivery.conftest import LOOPBACK
from tests.doubles.receivers import an_engine

EMAIL = "maya@maple.example"
NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe \x07 'onmouseover=alert(3) "


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


@pytest_asyncio.fixture
async def clinic(desk: Desk) -> dict[str, Visit]:  # noqa: F811
    """A day at the clinic: visits of every kind."""
    start = desk.world.clock.now() + timedelta(hours=2)
    await desk.member(email=EMAIL, role="admin")
    ready = await desk.ready_visit(starts_at=start, details={"clinician": "Dr. Osei", "minutes": 20})
    more = "also a refill of the blue inhaler, and I want to walk to my sister's again"
    message = await desk.said(ready, more)

    def quoted(words: str) -> tuple[Quote, ...]:
        return (Quote(message, more.index(words), more.index(words) + len(words), words),)

    await desk.happened(
        ready,
        ItemAdded(Item(2, quoted("I want to walk to my sister's again"))),
        Requested(StaffRequest("refill", quoted("a refill of the blue inhaler"))),
        ItemsRanked((1, 2)),
    )
    await desk.task(ready)
    alarming = await desk.world.a_visit(phone="+12025550101", starts_at=start + timedelta(hours=24))
    await desk.alert(alarming, await desk.said(alarming, "chest is tight right now"))
    crisis = await desk.world.a_visit(phone="+12025550102", starts_at=start + timedelta(hours=25))
    await desk.alert(crisis, await desk.said(crisis, "no point anymore"), tier="T1-C", state="acknowledged")
    nasty = await desk.ready_visit(phone="+12025550103", words=NASTY * 20, starts_at=start + timedelta(hours=3))
    await desk.world.a_visit(phone="+12025550104", starts_at=start + timedelta(hours=4), invited_at=None)
    return {"ready": ready, "alarming": alarming, "crisis": crisis, "nasty": nasty}


async def log_in(desk: Desk, watched: Watched, email: str = EMAIL) -> None:  # noqa: F811
    """By keyboard alone."""
    page = watched.page
    await page.goto(desk.address("/login"))
    await expect(page.get_by_label("E-mail")).to_be_focused()
    await page.keyboard.type(email)
    await page.keyboard.press("Tab")
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_have_text("Visits")


@pytest.mark.parametrize("size", SIZES)
async def test_every_page_is_light_fits_and_gives_axe_nothing_to_find(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
    size: str,
):
    async with opened(browser, size) as watched:
        await watched.page.goto(desk.address("/login"))
        await _holds(watched, "login")
        await log_in(desk, watched)
        pages = {f"visit-{name}": f"/visits/{visit.id}" for name, visit in clinic.items()}
        pages |= {"visits": "/visits", "empty": "/visits?from=2030-01-01", "set-up": "/clinic", "accounts": "/accounts"}
        pages |= {"not-arrived": "/deliveries"}
        for name, path in {**pages, "account": "/account"}.items():
            await watched.page.goto(desk.address(path))
            await _holds(watched, name)


@pytest.mark.parametrize("size", SIZES)
async def test_a_record_system_is_connected_and_tried_by_keyboard(desk: Desk, browser: Browser, size: str):  # noqa: F811
    desk.world.wiring.settings = replace(desk.world.wiring.settings, allowed_networks=LOOPBACK)
    await desk.member(role="admin", email=EMAIL)
    async with an_engine() as engine, opened(browser, size) as watched:
        page = watched.page
        await log_in(desk, watched)
        await page.goto(desk.address("/clinic/connections"))
        await _holds(watched, "connections-empty")

        await page.locator("#hl7v2-host").focus()
        await page.keyboard.type("127.0.0.1")
        await page.keyboard.press("Tab")
        await page.keyboard.type("99999")
        await page.keyboard.press("Enter")
        await expect(page.locator(".problem")).to_contain_text("1 to 65535")
        watched.complaints.clear()  # of the 422, which the browser tells its console by itself
        await _holds(watched, "connections-wrong")

        await page.locator("#hl7v2-port").fill(str(engine.port))
        await page.get_by_label("With TLS").uncheck()
        await page.locator("#hl7v2-port").press("Enter")
        await page.locator("#hl7v2").get_by_role("button", name="Send a test").press("Enter")
        await expect(page.locator("#hl7v2-tried")).to_contain_text("on its way")
        await _holds(watched, "connections-trying")

        await desk.world.settle()
        await expect(page.locator("#hl7v2-tried")).to_contain_text("The test arrived")
        await _holds(watched, "connections-works")


async def _holds(watched: Watched, name: str) -> None:
    await watched.picture(f"coordinator-{name}")
    assert watched.complaints == [], name
    assert await watched.findings() == [], name
    assert await watched.sideways() <= 0, name
    assert await watched.weight() < HEAVIEST, name


async def test_a_summary_is_signed_off_in_two_keys_and_undone_in_two(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.keyboard.press("n")
        await expect(page.locator("h2#summary-title")).to_be_visible()

        await page.keyboard.press("s")
        await expect(page.get_by_role("button", name="Sign off and send")).to_be_focused()
        await page.keyboard.press("Enter")
        await expect(page.locator("[data-leaves-in]")).to_contain_text("in 5")
        await watched.picture("coordinator-signed-off", full=False)
        assert await desk.deliveries(clinic["ready"]) == ["waiting"]

        await page.keyboard.press("u")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("Held back. Nothing has left.")).to_be_visible()
        assert await desk.deliveries(clinic["ready"]) == ["cancelled"]
        assert watched.complaints == []


async def test_the_list_is_walked_by_keys_and_an_alert_acknowledged(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address("/visits?from=2026-12-08&days=1"))
        await page.keyboard.press("j")
        await page.keyboard.press("Enter")
        await expect(page.locator("article.alert")).to_be_visible()

        await page.keyboard.press("a")
        await page.keyboard.press("Enter")

        await expect(page.get_by_text("acknowledged by Maya Brooks")).to_be_visible()
        await expect(page.locator(".strip")).to_have_count(0)
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
        await watched.picture("coordinator-keys", full=False)
        assert await watched.findings() == []


async def test_keys_rest_while_somebody_writes_and_where_they_are_turned_off(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))
        await page.keyboard.press("t")
        await page.keyboard.type("suns vaccines ?")
        assert await page.input_value("#topic") == "suns vaccines ?"

        await page.keyboard.press("Escape")
        await page.locator("h1").click()
        await page.keyboard.press("?")
        await page.get_by_label("Single keys work on this computer").uncheck()
        await page.keyboard.press("Escape")
        await page.keyboard.press("v")

        assert page.url.endswith(str(clinic["ready"].id))


async def test_a_line_lights_up_the_words_it_rests_on(desk: Desk, browser: Browser, clinic: dict[str, Visit]):  # noqa: F811
    async with opened(browser) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))

        await page.get_by_role("link", name="My knee hurts on the stairs").click()

        await expect(page.locator("mark.lit")).to_have_text(["My", " knee hurts on the stairs"])
        await expect(page.locator("mark.lit").first).to_be_in_viewport()
        await watched.picture("coordinator-words", full=False)


async def test_the_summary_and_its_button_are_seen_without_scrolling(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await log_in(desk, watched)

        await watched.page.goto(desk.address(f"/visits/{clinic['ready'].id}"))

        await expect(watched.page.locator(".lines > div").last).to_be_in_viewport()
        await expect(watched.page.get_by_role("button", name="Sign off and send")).to_be_in_viewport()


async def test_everything_works_without_scripts(desk: Desk, browser: Browser, clinic: dict[str, Visit]):  # noqa: F811
    async with opened(browser, "phone", java_script_enabled=False) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))

        await page.fill("#topic", "Blood pressure check")
        await page.get_by_role("button", name="Add topic").click()
        await expect(page.get_by_text("Topic added")).to_be_visible()
        await page.get_by_role("button", name="Sign off and send").click()
        await expect(page.get_by_text("It leaves within a minute")).to_be_visible()
        await page.get_by_role("button", name="Undo").click()

        await expect(page.get_by_text("Held back. Nothing has left.")).to_be_visible()


async def test_nothing_a_patient_writes_runs_or_calls_out(desk: Desk, browser: Browser, clinic: dict[str, Visit]):  # noqa: F811
    await desk.alert(clinic["nasty"], await desk.said(clinic["nasty"], NASTY))
    async with opened(browser) as watched:
        await log_in(desk, watched)
        for path in ("/visits", f"/visits/{clinic['nasty'].id}"):
            await watched.page.goto(desk.address(path))
            await watched.page.mouse.move(300, 300)

    assert watched.complaints == []


async def test_a_new_alert_appears_on_an_open_page_and_leaves_the_focus_alone(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await watched.page.clock.install()
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))
        await page.keyboard.press("t")
        await page.keyboard.type("Blood")
        await desk.alert(clinic["ready"], await desk.said(clinic["ready"], "chest is tight"))

        await page.clock.run_for(21_000)

        await expect(page.get_by_text("2 alerts waiting for a person")).to_be_visible()
        await expect(page.locator("#announcer")).to_have_text("Alerts waiting for a person: 2")
        await expect(page.locator("#topic")).to_be_focused()
        assert await page.input_value("#topic") == "Blood"


async def test_nobody_is_logged_out_without_warning(desk: Desk, browser: Browser, clinic: dict[str, Visit]):  # noqa: F811
    async with opened(browser) as watched:
        await watched.page.clock.install()
        await log_in(desk, watched)
        page = watched.page

        await page.clock.run_for(15 * 60_000 + 6_000)
        await expect(page.get_by_role("dialog", name="Are you still there?")).to_be_visible()
        await watched.picture("coordinator-idle", full=False)
        await page.get_by_role("button", name="Stay logged in").click()
        await expect(page.get_by_role("dialog")).to_have_count(0)
        await page.clock.run_for(30 * 60_000 + 12_000)

        await expect(page).to_have_url(desk.address("/login?done=idle"))
        await expect(page.get_by_text("logged out after 30 minutes")).to_be_visible()


async def test_the_copy_lies_on_the_clipboard_as_plain_text(desk: Desk, browser: Browser, clinic: dict[str, Visit]):  # noqa: F811
    async with opened(browser, permissions=["clipboard-read", "clipboard-write"]) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))

        await page.keyboard.press("c")

        await expect(page.get_by_role("link", name="Copied")).to_be_visible()
        copied = await page.evaluate("navigator.clipboard.readText()")
        assert "Wants first: “My knee hurts on the stairs”" in copied
        assert "<" not in copied


async def test_the_print_holds_the_summary_and_the_words_and_no_buttons(
    desk: Desk,  # noqa: F811
    browser: Browser,
    clinic: dict[str, Visit],
):
    async with opened(browser) as watched:
        await log_in(desk, watched)
        page = watched.page
        await page.goto(desk.address(f"/visits/{clinic['ready'].id}"))

        await page.emulate_media(media="print")

        await watched.picture("coordinator-print")
        await expect(page.locator(".summary")).to_be_visible()
        await expect(page.locator("#talk")).to_be_visible()
        assert [await button.is_visible() for button in await page.locator("button").all()].count(True) == 0
