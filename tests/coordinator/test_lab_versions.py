"""Versions of a clinic's flow: who approves, what a release replaces, whom it reaches, and every way back."""

from __future__ import annotations

from typing import Any

from bot.flow.drafting.approval import Draft
from bot.flow.drafting.release import Target
from bot.flow.library import flow_text, load_flow
from bot.services.flow_releases import publish as publish_file
from tests.coordinator.conftest import Browser, Desk
from tests.coordinator.forms import form_of
from tests.coordinator.test_lab import FLOW, approve, at_work, changes, flow_of_new_visit, publish, steps

NAME = "adult_follow_up"


async def drafted(desk: Desk, browser: Browser, words: str, **begin: str) -> None:
    """Begin a draft, word the goal anew, and have it approved."""
    await browser.post(f"{FLOW}/draft", **begin)
    await changes(browser, "words", question="goal", ask_en=words, ask_es="¿Qué quiere volver a hacer?")
    await steps(browser, "hand-in")
    await approve(desk)


async def published(desk: Desk, browser: Browser, words: str, **target: str) -> None:
    await drafted(desk, browser, words)
    if await publish(browser, **target) == 409:
        await press(browser, "publish")
    desk.world.clock.move(minutes=1)


async def from_a_file(desk: Desk, words: str, **target: str) -> str:
    """Publish from the command line, past every page."""
    clinic, world = await desk.world.a_clinic(), desk.world
    content = flow_text(NAME).replace("What do you most want to talk about?", words)
    ready = Draft(NAME, content, 1).handed_in(seen=1).approved("Dr. Osei", seen=1)
    how: dict[str, Any] = {"by": "command line", "uow": world.wiring.unit_of_work(), "clock": world.clock}
    release = await publish_file(clinic.id, ready, Target(**target), **how)
    world.clock.move(minutes=1)
    return release.version


async def press(browser: Browser, what: str) -> int:
    """Send the first form of the page that leads there."""
    return (await browser.post(f"{FLOW}/{what}", **form_of(browser.last, f"{FLOW}/{what}"))).status


async def goal_of_new_visit(desk: Desk, visit_id: str) -> str:
    return (await flow_of_new_visit(desk, visit_id)).questions["goal"].ask["en"]


async def test_a_draft_never_replaces_unasked_what_was_published_since_it_began(desk: Desk) -> None:
    browser = await at_work(desk)
    await drafted(desk, browser, "What do you want to do?")
    newer = await from_a_file(desk, "What is on your mind?")
    await browser.page(FLOW)
    assert browser.says("another version was published for every visit")

    assert await publish(browser) == 409

    assert browser.says(f"Every visit now: version {newer}, published by command line.")
    assert browser.says("What is on your mind?") and browser.says("What do you want to do?")
    assert (await flow_of_new_visit(desk, "B1")).version == newer
    assert await press(browser, "publish") == 200
    assert await goal_of_new_visit(desk, "B2") == "What do you want to do?"


async def test_a_version_published_while_one_thinks_it_over_is_asked_about_again(desk: Desk) -> None:
    browser = await at_work(desk)
    await drafted(desk, browser, "What do you want to do?")
    await from_a_file(desk, "What is on your mind?")
    await publish(browser)
    newest = await from_a_file(desk, "What matters most?")

    assert await press(browser, "publish") == 409
    assert browser.says(f"Every visit now: version {newest}")


async def test_going_back_twice_walks_back_and_names_where_it_leads(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    for words in ("What do you want one?", "What do you want two?", "What do you want three?"):
        await published(desk, browser, words)
    await browser.page("/flows")
    assert browser.says("Every visit: version 3") and browser.says("Go back to version 2")

    await press(browser, "roll-back")
    assert await goal_of_new_visit(desk, "W1") == "What do you want two?"
    desk.world.clock.move(minutes=1)
    assert browser.says("Go back to version 1")
    await press(browser, "roll-back")
    assert await goal_of_new_visit(desk, "W2") == "What do you want one?"
    assert browser.says("Go back to the flow as it comes with Previsit")
    desk.world.clock.move(minutes=1)

    await press(browser, "out-of-use")
    assert browser.says("Out of use.")
    assert (await flow_of_new_visit(desk, "W3")).version == load_flow(NAME).version


async def test_any_version_can_be_given_again(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    for words in ("What do you want one?", "What do you want two?", "What do you want three?"):
        await published(desk, browser, words)
    await browser.page("/flows")

    assert await press(browser, "again") == 200

    assert browser.says("New visits get this version again.") and browser.says("Every visit: version 1")
    assert await goal_of_new_visit(desk, "A1") == "What do you want one?"


async def test_a_page_that_is_out_of_date_takes_nothing_back(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    await published(desk, browser, "What do you want one?")
    await published(desk, browser, "What do you want two?")
    await browser.page("/flows")
    stale = form_of(browser.last, f"{FLOW}/roll-back")
    newest = await from_a_file(desk, "What is on your mind?")

    assert (await browser.post(f"{FLOW}/roll-back", **stale)).status >= 400

    assert browser.says("Somebody published another version for these visits in the meantime.")
    assert (await flow_of_new_visit(desk, "S1")).version == newest


async def test_a_release_for_some_visits_is_seen_and_a_new_draft_does_not_begin_with_it(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    await desk.world.a_visit(language="es")
    await published(desk, browser, "What do you want in Spanish?", language="es")
    await browser.page(FLOW)
    assert browser.says("Spanish: version 1") and browser.says("Go back to the flow as it comes with Previsit")

    await browser.post(f"{FLOW}/draft")
    assert not browser.says("What do you want in Spanish?")
    await steps(browser, "throw-away")
    await browser.page(FLOW)
    version = form_of(browser.last, f"{FLOW}/draft")
    assert version["version"] == ""
    async with desk.world.wiring.unit_of_work() as uow:
        (release,) = await uow.releases.of_clinic((await desk.world.a_clinic()).id)
    await browser.post(f"{FLOW}/draft", version=release.version)
    assert browser.says("What do you want in Spanish?")


async def test_a_release_that_reaches_nobody_is_asked_about(desk: Desk) -> None:
    browser = await at_work(desk)
    await desk.world.a_visit(details={"clinician": "Dr. Mora", "visit_type": "annual"})
    await drafted(desk, browser, "What do you want to do?")
    page = await browser.page(FLOW)
    assert '<option value="Dr. Mora">1 coming</option>' in page and browser.says("1 coming visit.")

    assert await publish(browser, clinician="Dr. Moira") == 409
    assert browser.says("No coming visit is one of these (Dr. Moira).")
    assert await publish(browser, clinician="dr.  mora") == 200
    visit = await desk.world.an_imported_visit("M1", clinician="Dr. Mora")
    conversation = await desk.world.conversation(visit)
    async with desk.world.wiring.unit_of_work() as uow:
        asked = (await uow.conversations.flow(conversation.flow_version)).questions["goal"].ask["en"]
    assert asked == "What do you want to do?"


async def test_only_a_clinician_approves_and_everybody_sees_whom_it_waits_for(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "words", question="goal", ask_en="What do you want?", ask_es="¿Qué quiere?")
    await steps(browser, "hand-in")
    assert browser.says("No clinician of the clinic has an account yet.")
    assert (await browser.post(f"{FLOW}/approve", seen="1")).status == 403
    assert browser.says("Only a clinician of your clinic can open this.")

    clinician = await desk.at_work(role="clinician", name="Dr. Ruiz")
    await browser.page(FLOW)
    assert browser.says("Waits for a clinician: Dr. Ruiz.")
    await clinician.page(FLOW)
    assert clinician.says("You approve it as Dr. Ruiz") and clinician.says("What do you want?")
    for path in ("edit/words", "publish", "step/hand-in", "roll-back"):
        assert (await clinician.post(f"{FLOW}/{path}", seen="1")).status == 403, path

    stale = form_of(await clinician.page(FLOW), f"{FLOW}/approve")
    await changes(browser, "words", question="goal", ask_en="What do you really want?", ask_es="¿Qué quiere?")
    assert (await clinician.post(f"{FLOW}/approve", **stale)).status == 409


async def test_a_clinician_sends_it_back(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "words", question="goal", ask_en="What do you want?", ask_es="¿Qué quiere?")
    await steps(browser, "hand-in")
    clinician = await desk.at_work(role="clinician", name="Dr. Ruiz")
    await clinician.page(FLOW)

    await press(clinician, "send-back")

    await browser.page(FLOW)
    assert browser.says("Hand in for approval")


async def test_conversations_are_counted_by_the_version_they_run_on(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    await published(desk, browser, "What do you want one?")
    await desk.world.an_imported_visit("C1")
    done = await desk.world.an_imported_visit("C2")
    await desk.change(done, closed_at=desk.world.clock.now())
    await published(desk, browser, "What do you want two?")
    await desk.world.an_imported_visit("C3")

    await browser.page(FLOW)

    assert browser.says("1 conversation going on, 0 over") and browser.says("1 conversation going on, 1 over")
