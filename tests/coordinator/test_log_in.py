"""Logging in, staying logged in, and going."""

from __future__ import annotations

import asyncio
import re
import statistics
import time
from dataclasses import replace

from tests.coordinator.conftest import PASSWORD, Desk

WRONG = "not the right words"


async def test_the_right_password_opens_the_list(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    answer = await browser.log_in(member.email.upper() + " ")

    assert (answer.status, answer.headers["Location"]) == (303, "/visits")
    assert "Visits" in await browser.page("/visits")


async def test_the_cookie_is_http_only_and_lax_and_plain_only_on_loopback(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    cookie = (await browser.log_in(member.email)).headers["Set-Cookie"]

    assert re.match(r"staff=[\w-]{43};", cookie)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


async def test_every_refusal_reads_the_same_whether_the_account_exists_waits_or_has_ended(desk: Desk):
    member, ended = await desk.member(), await desk.member(active=False)
    invited = await desk.member(password_hash=None)
    browser = await desk.browser()

    seen = []
    for email, password in (
        ("nobody@maple.example", WRONG),
        (member.email, WRONG),
        (ended.email, PASSWORD),
        (invited.email, PASSWORD),
        (member.email, ""),
        ("", ""),
        ("a" * 5000 + "@b.example", "x" * 5000),
    ):
        answer = await browser.log_in(email, password)
        seen.append((answer.status, browser.last))

    assert {status for status, _ in seen} == {401}
    assert len({page for _, page in seen}) == 1


async def test_an_unknown_account_costs_as_much_time_as_a_known_one(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    async def cost(email: str) -> float:
        """CPU seconds of this process, so that a busy machine changes nothing."""
        begun = time.process_time()
        await browser.log_in(email, WRONG)
        return time.process_time() - begun

    pairs = [(await cost(f"nobody{n}@maple.example"), await cost(member.email)) for n in range(8)]  # locked after four

    unknown, known = (statistics.median(each) for each in zip(*pairs, strict=True))
    assert 0.5 < unknown / known < 2


async def test_five_wrong_tries_lock_the_account_for_a_quarter_of_an_hour_even_after_a_restart(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()
    for _ in range(5):
        await browser.log_in(member.email, WRONG)
    elsewhere = await desk.browser()  # another browser; the lock lies in the database, not in a process

    at_once = await elsewhere.log_in(member.email)
    desk.world.clock.move(minutes=16)
    later = await elsewhere.log_in(member.email)

    assert at_once.status == 401
    assert later.status == 303


async def test_guesses_made_side_by_side_share_the_same_five_tries(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    await asyncio.gather(*(browser.log_in(member.email, f"{WRONG} {n}") for n in range(8)))

    assert (await browser.log_in(member.email)).status == 401


async def test_a_right_password_forgets_earlier_slips(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    for _ in range(3):
        for _ in range(4):
            await browser.log_in(member.email, WRONG)
        assert (await browser.log_in(member.email)).status == 303


async def test_a_new_log_in_gives_a_new_session_and_a_planted_one_is_worth_nothing(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()
    browser.client.session.cookie_jar.update_cookies({"staff": "planted"}, browser.client.make_url("/"))

    first = (await browser.log_in(member.email)).cookies["staff"].value
    second = (await browser.log_in(member.email)).cookies["staff"].value

    assert len({"planted", first, second}) == 3


async def test_the_session_lies_hashed_in_the_database(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    token = (await browser.log_in(member.email)).cookies["staff"].value

    async with desk.world.wiring.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select * from staff_sessions")).all()
    assert len(rows) == 1
    assert token.encode() not in repr(rows[0]).encode()


async def test_a_session_ends_after_half_an_hour_without_use_and_use_keeps_it(desk: Desk):
    browser = await desk.at_work()
    for _ in range(3):
        desk.world.clock.move(minutes=25)
        assert (await browser.get("/visits", allow_redirects=False)).status == 200

    desk.world.clock.move(minutes=31)
    answer = await browser.get("/visits", allow_redirects=False)

    assert (answer.status, answer.headers["Location"]) == (303, "/login?next=/visits")


async def test_what_a_page_asks_on_its_own_is_no_use(desk: Desk):
    browser = await desk.at_work()
    desk.world.clock.move(minutes=20)
    await browser.get("/alerts")
    desk.world.clock.move(minutes=11)

    answer = await browser.get("/alerts", allow_redirects=False)

    assert answer.status == 401


async def test_a_session_ends_after_twelve_hours_whatever_happens(desk: Desk):
    browser = await desk.at_work()
    for _ in range(36):
        desk.world.clock.move(minutes=20)
        last = await browser.get("/visits", allow_redirects=False)

    assert last.status == 303


async def test_logging_out_ends_the_session_on_the_server(desk: Desk):
    browser = await desk.at_work()
    stolen = {cookie.key: cookie.value for cookie in browser.client.session.cookie_jar}
    await browser.page("/visits")

    await browser.post("/logout")

    thief = await desk.browser()
    thief.client.session.cookie_jar.update_cookies(stolen, thief.client.make_url("/"))
    assert (await thief.get("/visits", allow_redirects=False)).status == 303


async def test_changing_the_password_ends_other_sessions_and_keeps_this_one(desk: Desk):
    member = await desk.member()
    here, there = await desk.browser(), await desk.browser()
    await here.log_in(member.email)
    await there.log_in(member.email)
    await here.page("/account")

    answer = await here.post(
        "/account/password", old=PASSWORD, password="another long phrase", again="another long phrase"
    )

    assert answer.status == 200
    assert here.says("Password changed")
    assert (await there.get("/visits", allow_redirects=False)).status == 303
    assert (await here.get("/visits", allow_redirects=False)).status == 200
    assert (await there.log_in(member.email)).status == 401
    assert (await there.log_in(member.email, "another long phrase")).status == 303


async def test_a_wrong_present_password_or_a_poor_new_one_changes_nothing(desk: Desk):
    browser = await desk.at_work()

    for old, new in ((WRONG, "another long phrase"), (PASSWORD, "short"), (PASSWORD, "passwordpassword")):
        answer = await browser.post("/account/password", old=old, password=new, again=new)
        assert answer.status == 422
    answer = await browser.post("/account/password", old=PASSWORD, password="another long phrase", again="not the same")

    assert answer.status == 422


async def test_a_borrowed_browser_cannot_try_passwords_for_ever(desk: Desk):
    browser = await desk.at_work()

    answers = [
        await browser.post("/account/password", old=f"{WRONG} {n}", password="x" * 12, again="x" * 12) for n in range(6)
    ]

    assert [answer.status for answer in answers] == [422] * 5 + [429]


async def test_with_https_the_cookie_is_held_to_this_host_alone(desk: Desk):
    member = await desk.member()
    wiring = desk.world.wiring
    wiring.settings = replace(wiring.settings, public_url="https://previsit.clinic.example")
    browser = await desk.browser()
    form = {"email": member.email, "password": PASSWORD}

    answer = await browser.client.post(
        "/login", data=form, headers={"Origin": "https://previsit.clinic.example"}, allow_redirects=False
    )

    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


async def test_a_log_in_sent_by_another_site_is_refused(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()
    form = {"email": member.email, "password": PASSWORD}

    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null", "Sec-Fetch-Site": "cross-site"}):
        answer = await browser.client.post("/login", data=form, headers=headers, allow_redirects=False)
        assert answer.status == 403


async def test_after_the_log_in_the_page_that_was_asked_for_opens_with_its_filter(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    asked = await browser.get("/visits?state=failed&days=7", allow_redirects=False)
    await browser.get(asked.headers["Location"])

    assert 'name="next" value="/visits?state=failed&amp;days=7"' in browser.last
    assert member.active


async def test_the_log_in_goes_on_to_our_own_pages_only(desk: Desk):
    member = await desk.member()
    browser = await desk.browser()

    for asked, went in (
        ("/visits?state=failed", "/visits?state=failed"),
        ("https://evil.example/visits", "/visits"),
        ("//evil.example", "/visits"),
        ("/visits\r\nSet-Cookie: a=b", "/visits"),
        ("/visits/../../evil", "/visits"),
        ("/\\evil.example", "/visits"),
    ):
        answer = await browser.post("/login", follow=False, email=member.email, password=PASSWORD, next=asked)
        assert answer.headers["Location"] == went


async def test_a_form_sent_after_the_session_ended_comes_back_with_what_was_written(desk: Desk):
    browser = await desk.at_work()
    visit = await desk.world.a_visit()
    desk.world.clock.move(hours=1)

    answer = await browser.post(f"/visits/{visit.id}/topics", text="Blood pressure <b>check</b>")

    assert answer.status == 401
    assert browser.says("Blood pressure <b>check</b>")
    assert f'value="/visits/{visit.id}"' in browser.last
    assert (await desk.world.agenda(visit)).topics == ()


async def test_many_wrong_tries_from_one_place_are_slowed_for_every_account(desk: Desk):
    browser = await desk.browser()

    answers = [await browser.log_in(f"nobody{n}@maple.example", WRONG) for n in range(31)]

    assert [answer.status for answer in answers] == [401] * 30 + [429]
