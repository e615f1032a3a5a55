"""A link opens one conversation, for a while, to somebody who knows the date of birth; to others it tells nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from time import perf_counter

import pytest
from aiohttp.test_utils import TestClient, TestServer
from sqlalchemy import text

from integrations.web.app import build_app
from tests.web.browser import BIRTH_DATE, PAGE, Browser
from tests.world import World

WRONG = {"month": "3", "day": "10", "year": "1961"}
SECRETS = ("Maple Street", "Maria", "Lopez", "1961", "555-555-0100", "Dec")


async def tries(world: World) -> list[tuple[int, bool]]:
    async with world.wiring.engine.connect() as connection:
        rows = await connection.execute(text("select wrong_tries, revoked_at is not null from chat_links"))
        return [(row[0], row[1]) for row in rows]


async def test_before_the_date_of_birth_the_page_tells_nothing_of_the_visit(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())

    reply = await browser.page(token)

    page = await reply.text()
    assert reply.status == 200
    assert "date of birth" in page
    assert not [secret for secret in SECRETS if secret in page]


async def test_opening_the_page_has_no_effect_so_that_previews_may(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())

    for _ in range(20):
        await browser.page(token)
        await browser.client.head(f"/chat/{token}")

    assert await tries(world) == [(0, False)]
    assert (await browser.verify(token)).status == 303


async def test_the_right_date_opens_the_conversation(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())

    reply = await browser.verify(token)

    assert (reply.status, reply.headers["Location"]) == (303, f"/chat/{token}")
    page = await (await browser.page(token)).text()
    assert "Maple Street Clinic" in page and "Dec 14" in page


FORMS = [
    {"month": "03", "day": "09", "year": "1961"},
    {"month": "March", "day": "9", "year": "1961"},
    {"month": "mar", "day": "9th", "year": "61"},
    {"month": "marzo", "day": " 9 ", "year": "1961"},
    {"birth_date": "1961-03-09"},
    {"birth_date": "3/9/1961"},
    {"birth_date": "9/3/1961"},
    {"birth_date": "03.09.61"},
    {"birth_date": "9 de marzo de 1961"},
    {"birth_date": "March 9, 1961"},
    {"birth_date": "03091961"},
    {"birth_date": "19610309"},
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: " ".join(form.values()))
async def test_a_date_may_be_written_in_many_ways(browser: Browser, world: World, form: dict[str, str]):
    token = await browser.link(await world.a_visit())

    assert (await browser.verify(token, form)).status == 303


NO_DATES = [
    {"month": "", "day": "", "year": ""},
    {"month": "13", "day": "40", "year": "1961"},
    {"month": "2", "day": "30", "year": "1961"},
    {"month": "3", "day": "9", "year": "2961"},
    {"birth_date": "yesterday"},
    {"birth_date": "3/9"},
    {"birth_date": "9" * 5000},
    {"birth_date": "1961-03-09\0"},
    {"month": "٣", "day": "²", "year": "'; drop table"},
]


@pytest.mark.parametrize("form", NO_DATES, ids=lambda form: ascii(" ".join(form.values()))[:20])
async def test_what_is_no_date_is_asked_again_and_not_counted(browser: Browser, world: World, form: dict[str, str]):
    token = await browser.link(await world.a_visit())

    reply = await browser.verify(token, form)

    assert reply.status in (303, 422)
    assert await tries(world) == [(0, False)]


async def test_a_wrong_date_is_refused_and_counted(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())

    reply = await browser.verify(token, WRONG)

    page = await reply.text()
    assert reply.status == 422
    assert 'role="alert"' in page and not [secret for secret in SECRETS if secret in page and secret != "1961"]
    assert await tries(world) == [(1, False)]
    assert (await browser.client.get(f"/chat/{token}/events")).status == 401


async def test_five_wrong_dates_pause_a_link_for_a_quarter_of_an_hour(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())
    for _ in range(5):
        await browser.verify(token, WRONG)

    refused = await browser.verify(token)
    world.clock.move(minutes=16)
    opened = await browser.verify(token)

    assert (refused.status, opened.status) == (429, 303)


async def test_ten_wrong_dates_end_a_link(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())
    for _ in range(10):
        await browser.verify(token, WRONG)
        world.clock.move(minutes=16)

    assert (await browser.verify(token)).status == 404
    assert await tries(world) == [(10, True)]


async def test_tries_made_at_once_are_all_counted(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())

    replies = await asyncio.gather(*(browser.verify(token, WRONG) for _ in range(12)))

    assert sorted(reply.status for reply in replies) == [422] * 5 + [429] * 7
    assert await tries(world) == [(5, False)]


async def test_a_pause_outlives_the_process(browser: Browser, world: World, make_wiring):
    token = await browser.link(await world.a_visit())
    for _ in range(5):
        await browser.verify(token, WRONG)

    other = make_wiring()
    async with TestClient(TestServer(build_app(other))) as client:
        refused = await client.post(f"/chat/{token}/verify", data=BIRTH_DATE, headers=PAGE)
    await other.close()

    assert refused.status == 429


async def test_one_date_on_many_links_pauses_its_source(browser: Browser, world: World):
    visit = await world.a_visit()
    tokens = [await browser.link(visit) for _ in range(31)]
    for token in tokens[:30]:
        assert (await browser.verify(token, WRONG)).status == 422

    same_source = await browser.verify(tokens[30])
    other_source = await browser.verify(tokens[30], **{"X-Forwarded-For": "203.0.113.9"})

    assert (same_source.status, other_source.status) == (429, 303)


async def test_unknown_expired_and_ended_links_cannot_be_told_apart(browser: Browser, world: World):
    expired, ended = (
        await browser.link(await world.a_visit()),
        await browser.link(await world.a_visit(phone="+12025550144")),
    )
    async with world.wiring.engine.begin() as connection:
        await connection.execute(text("update chat_links set revoked_at = now()"))
        await connection.execute(
            text(
                "update chat_links set revoked_at = null, expires_at = '2026-12-01' where id in (select id from chat_links limit 1)"
            )
        )
    paths = [expired, ended, "x" * 43, "x", "%00", "é", "../../etc/passwd", "a" * 3000]

    for path in ("", "/verify", "/messages", "/events"):
        replies = [await _ask(browser, token, path) for token in paths]
        assert {status for status, _ in replies} == {404}
        assert len({body for _, body in replies}) == 1


async def _ask(browser: Browser, token: str, path: str) -> tuple[int, str]:
    url = f"/chat/{token.replace('/', '%2F')}{path}"
    if path in ("", "/events"):
        reply = await browser.client.get(url, headers=PAGE)
    else:
        reply = await browser.client.post(url, data=BIRTH_DATE, headers=PAGE)
    return reply.status, await reply.text()


async def test_an_unknown_link_takes_as_long_as_an_expired_one(browser: Browser, world: World):
    token = await browser.link(await world.a_visit())
    world.clock.move(days=30)

    times: dict[str, list[float]] = {token: [], "x" * 43: []}
    for _ in range(40):
        for path, taken in times.items():
            begun = perf_counter()
            await browser.page(path)
            taken.append(perf_counter() - begun)
    expired, unknown = (sorted(taken)[len(taken) // 2] for taken in times.values())

    assert abs(expired - unknown) < 0.5 * max(expired, unknown)


async def test_a_link_ends_a_day_after_the_visit_and_after_two_weeks_at_most(browser: Browser, world: World):
    soon = await browser.link(await world.a_visit(starts_at=world.clock.now() + timedelta(days=2)))
    far = await browser.link(
        await world.a_visit(starts_at=world.clock.now() + timedelta(days=60), phone="+12025550144")
    )

    world.clock.move(days=2, hours=23)
    assert [(await browser.page(token)).status for token in (soon, far)] == [200, 200]
    world.clock.move(hours=2)
    assert [(await browser.page(token)).status for token in (soon, far)] == [404, 200]
    world.clock.move(days=11)
    assert [(await browser.page(token)).status for token in (soon, far)] == [404, 404]


async def test_a_browser_sees_only_the_conversation_it_has_opened(browser: Browser, world: World):
    await browser.opened(await world.a_visit())
    other = await browser.link(await world.a_visit(phone="+12025550144"))

    assert "date of birth" in await (await browser.page(other)).text()
    assert (await browser.client.get(f"/chat/{other}/events")).status == 401
    assert (await browser.send(other, "hello")).status == 401


async def test_two_visits_can_be_open_in_one_browser(browser: Browser, world: World):
    one = await browser.opened(await world.a_visit())
    two = await browser.opened(await world.a_visit(phone="+12025550144"))

    assert [(await browser.send(token, "hello")).status for token in (one, two)] == [200, 200]


async def test_a_browser_is_asked_again_after_a_day(browser: Browser, world: World):
    token = await browser.opened()
    world.clock.move(hours=23)
    assert (await browser.send(token, "hello")).status == 200

    world.clock.move(hours=2)

    assert (await browser.send(token, "hello")).status == 401
    assert "date of birth" in await (await browser.page(token)).text()


async def test_a_token_is_random_and_stored_as_a_hash_only(browser: Browser, world: World):
    visit = await world.a_visit()
    tokens = {await browser.link(visit) for _ in range(20)}

    assert len(tokens) == 20 and min(map(len, tokens)) >= 43
    async with world.wiring.engine.connect() as connection:
        rows = str((await connection.execute(text("select * from chat_links"))).all())
    assert not [token for token in tokens if token in rows]
