"""The flow lab in a real browser: a question with two follow-ups, from the form to patients and back, without any YAML."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from bot.ports import TakesTurns
from tests.browser.chromium import HEAVIEST, SIZES, Watched, chromium, opened
from tests.browser.test_coordinator import EMAIL, log_in
from tests.coordinator.conftest import Desk, desk  # noqa: F401 - a fixture

FLOW = "/flows/adult_follow_up"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as running:
        yield running


def asked(page: Page, words: str) -> Locator:
    """The card of a question."""
    return page.locator("section.question", has=page.get_by_role("heading", name=words, exact=True))


async def add(page: Page, after: str, english: str, spanish: str, **more: str) -> None:
    """Add a question after another; more: what to choose in the lists, by label; one under a heading as both."""
    question = asked(page, after)
    await question.get_by_text("Add a question after this one").click()
    form = page.locator("#add form")
    await form.locator("[name=ask_en]").fill(english)
    await form.locator("[name=ask_es]").fill(spanish)
    for name, label in more.items():
        group, _, words = label.rpartition("” ")
        under = f"optgroup[label='{group}”'] " if group else ""
        value = await form.locator(f"[name={name}] {under}option", has_text=re.compile(f"^{words}$")).get_attribute(
            "value"
        )
        await form.locator(f"[name={name}]").select_option(value)
    await form.get_by_role("button", name="Add it").click()
    await expect(page.get_by_role("heading", name=english, exact=True)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
async def test_a_question_with_two_follow_ups_is_added_mended_approved_published_and_taken_back(
    desk: Desk,  # noqa: F811
    browser: Browser,
    assistant: TakesTurns,
    size: str,
):
    desk.world.wiring.assistant = assistant
    await desk.member(email=EMAIL, role="admin")
    async with opened(browser, size) as watched:
        page = watched.page
        await log_in(desk, watched)
        await page.goto(desk.address("/flows"))
        await _holds(watched, "flows")
        await page.get_by_role("link", name="Adult follow-up", exact=True).click()
        await page.get_by_role("button", name="Change this flow").click()
        await _adds_what_is_wrong_and_mends_it(page, watched)
        await _adds_follow_ups(page)
        await _holds(watched, "lab-draft")
        await _talks_to_it_and_keeps_that_as_a_test(desk, page, watched)
        await _tries_it_on_a_crowd(desk, page)
        await _holds(watched, "lab-crowd")

        await _hands_in_for(desk, browser, page, "Dr. Ruiz")
        await _holds(watched, "lab-approved")
        await page.get_by_role("button", name="Publish", exact=True).click()
        await expect(page.get_by_text("approved by Dr. Ruiz")).to_be_visible()

        await _publishes_again_and_goes_back(desk, browser, page)
        await _holds(watched, "flows-published")


async def _adds_what_is_wrong_and_mends_it(page: Page, watched: Watched) -> None:
    await add(
        page,
        "What would you like to do again that your health makes hard now?",
        "Do you need a ride, {name}?",
        "¿Necesita transporte para esta cita?",
        expect="Yes or no",
        fills="Help needed for the visit",
    )
    await expect(page.get_by_role("heading", name="to fix before it can be published")).to_be_visible()
    await expect(page.get_by_role("button", name="Hand in for approval")).to_have_count(0)
    await watched.picture("lab-flagged")

    question = asked(page, "Do you need a ride, {name}?")
    await question.get_by_text("Change it").click()
    await question.locator("[name=ask_en]").first.fill("Do you need a ride to this visit?")
    await expect(question.locator(".bubble .said").first).to_have_text("Do you need a ride to this visit?")
    await expect(question.locator(".bubble .cost").first).to_contain_text("1 text message, 33 of 160")
    await question.get_by_role("button", name="Save the words").click()
    await expect(page.get_by_role("heading", name="Do you need a ride to this visit?", exact=True)).to_be_visible()


async def _adds_follow_ups(page: Page) -> None:
    when = {"when": "When “Do you need a ride to this visit?” is yes", "fills": "Help needed for the visit"}
    await add(page, "Do you need a ride to this visit?", "Where can we pick you up?", "¿Dónde le recogemos?", **when)
    await add(page, "Where can we pick you up?", "Who can come with you?", "¿Quién puede venir con usted?", **when)
    await page.get_by_role("radio", name="Spanish").check()
    await expect(page.locator("[data-language=es] .as-sms", has_text="recogemos")).to_be_visible()
    await expect(page.locator("[data-language=en] .as-sms").first).to_be_hidden()
    await page.get_by_role("button", name="Undo").click()
    await expect(page.get_by_role("heading", name="Who can come with you?", exact=True)).to_have_count(0)
    await page.get_by_role("button", name="Redo").click()
    await expect(page.get_by_role("heading", name="Who can come with you?", exact=True)).to_be_visible()


async def _talks_to_it_and_keeps_that_as_a_test(desk: Desk, page: Page, watched: Watched) -> None:  # noqa: F811
    await page.get_by_role("link", name="Talk to it").click()
    for says, answer in (
        ("sí", "¿De qué quiere hablar"),
        ("me duele la rodilla", "¿Hay otra cosa"),
        ("LISTO", "¿Qué quiere volver a hacer"),
        ("tengo un dolor de pecho muy fuerte ahora mismo", "911"),
    ):
        if says == "sí":
            await page.get_by_role("button", name="Start over in Spanish").click()
        await page.get_by_label("What the patient texts").fill(says)
        await page.keyboard.press("Enter")
        await expect(page.locator(".talked .mine").last).to_have_text(says)
        await desk.world.settle()
        await expect(page.locator(".talked .said").last).to_contain_text(answer)
    await expect(page.locator(".raised")).to_contain_text("Alert T1")
    await _holds(watched, "lab-talk")
    await page.get_by_role("button", name="Take the last text back").click()
    await expect(page.locator(".talked .mine")).to_have_count(3)
    await desk.world.settle()
    await expect(page.locator(".raised")).to_have_count(0)
    await page.get_by_label("Name", exact=True).fill("knee in Spanish")
    await page.get_by_role("button", name="Keep as a test").click()
    await expect(page.locator("#tests").get_by_text("knee in spanish", exact=True)).to_be_visible()


async def _tries_it_on_a_crowd(desk: Desk, page: Page) -> None:  # noqa: F811
    crowd = page.locator("#crowd")
    await crowd.get_by_label("Patients").select_option("50")
    await crowd.get_by_role("button", name="Try it on a crowd").click()
    await expect(crowd.get_by_text("0 of 100 conversations are over.")).to_be_visible()

    await desk.world.settle()

    await expect(crowd.get_by_text("No answer was lost.")).to_be_visible()
    await expect(crowd.get_by_role("row", name="Everybody").first).to_contain_text("%")
    await crowd.get_by_text("Every kind of patient").click()
    await expect(crowd.get_by_role("row", name="Answers for somebody")).to_be_visible()


async def _hands_in_for(desk: Desk, browser: Browser, page: Page, clinician: str) -> None:  # noqa: F811
    """Hand the draft in; a clinician reads what is different and approves it in a browser of their own."""
    await page.get_by_role("button", name="Hand in for approval").click()
    await expect(page.get_by_text("They are being run.")).to_be_visible()
    await desk.world.settle()
    await expect(page.get_by_text("All go as written.")).to_be_visible()
    email = f"{clinician.split()[-1].lower()}@maple.example"
    await desk.member(email=email, role="clinician", name=clinician)
    async with opened(browser) as theirs:
        await log_in(desk, theirs, email)
        await theirs.page.goto(page.url.split("?")[0].split("#")[0])
        await expect(theirs.page.get_by_role("heading", name="What is different")).to_be_visible()
        await _holds(theirs, "lab-approval")
        await theirs.page.get_by_role("button", name="Approve").click()
        await expect(theirs.page.get_by_text(f"Approved by {clinician}")).to_be_visible()
    await page.reload()


async def _publishes_again_and_goes_back(desk: Desk, browser: Browser, page: Page) -> None:  # noqa: F811
    desk.world.clock.move(minutes=1)
    await page.goto(desk.address(FLOW))
    await page.get_by_role("button", name="Change this flow").click()
    question = asked(page, "Who can come with you?")
    await question.get_by_text("Change it").click()
    await question.get_by_role("button", name="Take it out").click()
    await _hands_in_for(desk, browser, page, "Dr. Osei")
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_text("approved by Dr. Osei").first).to_be_visible()

    desk.world.clock.move(minutes=1)
    await page.get_by_role("button", name="Go back to version 1").click()

    await expect(page.get_by_text("Went back.")).to_be_visible()
    await page.goto(desk.address(FLOW))
    await expect(page.get_by_role("heading", name="Who can come with you?", exact=True)).to_be_visible()


async def _holds(watched: Watched, name: str) -> None:
    await watched.picture(name)
    assert watched.complaints == [], name
    assert await watched.findings() == [], name
    assert await watched.sideways() <= 0, name
    assert await watched.weight() < HEAVIEST, name
