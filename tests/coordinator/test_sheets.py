"""What staff print: a visit's summary, and the huddle sheets of a day."""

from __future__ import annotations

from datetime import timedelta

from tests.coordinator.conftest import Browser, Desk
from tests.printing.reading import text


async def sheet(browser: Browser, path: str) -> str:
    answer = await browser.client.get(path)
    assert answer.status == 200, path
    assert answer.content_type == "application/pdf" and answer.headers["Cache-Control"] == "no-store"
    return text(await answer.read())


async def test_a_visit_s_page_leads_to_its_sheet_in_both_languages_and_printing_is_audited(desk: Desk):
    browser, visit = await desk.at_work(), await desk.ready_visit()
    page = await browser.page(f"/visits/{visit.id}")
    assert f"/visits/{visit.id}/summary.pdf" in page and "summary.pdf?language=es" in page

    english = await sheet(browser, f"/visits/{visit.id}/summary.pdf")
    spanish = await sheet(browser, f"/visits/{visit.id}/summary.pdf?language=es")

    assert "My knee hurts on the stairs" in english and "NOT REVIEWED by staff" in english
    assert "NO REVISADA" in spanish
    assert [action for _, action, _ in await desk.audited()].count("visit.print") == 2


async def test_the_day_of_the_clinic_is_printed_without_what_was_cancelled_or_is_not_ours(desk: Desk):
    ours = await desk.ready_visit(details={"clinician": "Dr. Mora"})
    await desk.ready_visit(phone="+12025550102", status="cancelled", words="cancelled words, many of them here")
    other = await desk.world.a_clinic(name="Oak")
    await desk.ready_visit(phone="+12025550103", clinic=other, words="words of another clinic entirely")
    await desk.ready_visit(
        phone="+12025550104", starts_at=ours.starts_at + timedelta(days=1), words="tomorrow words, and more of them"
    )
    browser = await desk.at_work()

    day = ours.starts_at.date().isoformat()
    said = await sheet(browser, f"/visits/huddle.pdf?day={day}")

    assert "Dr. Mora" in said and "My knee hurts on the stairs" in said
    assert not any(word in said for word in ("cancelled words", "another clinic", "tomorrow words"))
    assert f"/visits/huddle.pdf?day={day}" in await browser.page(f"/visits?from={day}")
    assert ("visits.huddle " + day) in [action for _, action, _ in await desk.audited()]


async def test_a_day_that_is_none_is_today(desk: Desk):
    browser = await desk.at_work()

    assert "No visits on this day." in await sheet(browser, "/visits/huddle.pdf?day=soon&language=xx")
