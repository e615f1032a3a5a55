"""The clinic's set-up and its accounts, as an admin works with them."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace

from aiosmtpd.smtp import SMTP, Envelope, Session

from bot.clinics import missing
from tests.coordinator.conftest import Browser, Desk
from tests.world import READY

FORM = {
    "display_name": "Maple Street Clinic",
    "phone": "555-555-0100",
    "hours": "Mon-Fri 8-5",
    "time_zone": "America/Chicago",
    "texting_from": "9",
    "texting_until": "17",
    "duty_email": "duty@maple.example",
    "duty_phone": "",
    "registration": "As registered.\r\nReply STOP to end.",
    "way_file": "yes",
}


async def settings(desk: Desk, name: str = "New Clinic"):
    async with desk.world.wiring.unit_of_work() as uow:
        return (await uow.clinics.named(name)).settings


async def new_clinic(desk: Desk, role: str = "admin") -> Browser:
    empty = dict.fromkeys(("display_name", "phone", "hours", "duty_email", "duty_phone", "registration"), "")
    signed = dict.fromkeys(("wording_signed_by", "wording_signed_at", "safety_signed_by", "safety_signed_at"), "")
    clinic = await desk.world.a_clinic("New Clinic", **empty, **signed)
    return await desk.at_work(role=role, clinic=clinic)


async def test_a_clinic_becomes_ready_on_the_page_and_the_list_says_until_when_not(desk: Desk):
    browser = await new_clinic(desk)
    await browser.page("/visits")
    assert browser.says("Nothing is sent yet.")

    await browser.post("/clinic", **FORM)
    await browser.post("/clinic/sign/wording", name="Ana Reyes, practice manager")
    await browser.post("/clinic/sign/safety", name="Dr. Ben Osei")

    assert browser.says("Complete: invitations go out")
    after = await settings(desk)
    assert missing(after) == ()
    assert (after.texting_from, after.time_zone, after.ways_out) == (9, "America/Chicago", ("file",))
    assert after.registration == "As registered.\nReply STOP to end."
    assert after.safety_signed_at.startswith("2026-12-07")
    await browser.page("/visits")
    assert not browser.says("Nothing is sent yet.")


async def test_the_registration_text_comes_filled_in_with_the_clinics_name(desk: Desk):
    browser = await new_clinic(desk)

    await browser.post("/clinic", **{**FORM, "registration": "", "display_name": 'Maple "Street" & Co'})
    await browser.page("/clinic")

    assert browser.says('Maple "Street" & Co texts patients who have a booked visit')
    assert "registration" in missing(await settings(desk))


async def test_wrong_values_save_nothing_and_stay_in_the_form(desk: Desk):
    browser = await new_clinic(desk)

    answer = await browser.post("/clinic", **{**FORM, "duty_email": "nobody", "hours": "Mon to Fri"})

    assert answer.status == 422
    assert browser.says("Nothing was saved.")
    assert 'value="Mon to Fri"' in browser.last
    assert (await settings(desk)).hours == ""


async def test_a_clinic_adds_danger_signs_in_its_own_words_and_sees_them_again(desk: Desk):
    browser = await new_clinic(desk)

    await browser.post("/clinic", **FORM, danger_phrases="fistula stopped buzzing\r\n911: drain bag turned red\r\n")

    assert (await settings(desk)).danger_phrases == "fistula stopped buzzing\n911: drain bag turned red"
    assert "911: drain bag turned red" in await browser.page("/clinic")


async def test_a_danger_phrase_that_would_alarm_everywhere_is_refused_and_nothing_is_lost(desk: Desk):
    browser = await new_clinic(desk)

    answer = await browser.post("/clinic", **FORM, danger_phrases="pus")

    assert answer.status == 422
    assert browser.says("stands in too many harmless texts")
    assert ">pus</textarea>" in await answer.text()
    assert (await settings(desk)).danger_phrases == ""


async def test_a_name_that_tells_the_kind_of_care_is_warned_about_and_still_the_clinics_choice(desk: Desk):
    browser = await new_clinic(desk)

    await browser.post("/clinic", **{**FORM, "display_name": "Maple Oncology"})

    assert browser.says("“Oncology” tells anybody who sees the phone")
    assert (await settings(desk)).display_name == "Maple Oncology"


async def test_a_signature_without_a_name_is_none(desk: Desk):
    browser = await new_clinic(desk)

    answer = await browser.post("/clinic/sign/safety", name="  ")

    assert answer.status == 422
    assert (await settings(desk)).safety_signed_by == ""


async def test_a_coordinator_sees_the_set_up_and_cannot_change_it(desk: Desk):
    browser = await new_clinic(desk, role="coordinator")

    await browser.page("/clinic")
    answer = await browser.post("/clinic", **FORM)

    assert answer.status == 403
    assert await settings(desk) == replace(
        READY,
        **dict.fromkeys(
            (
                "display_name",
                "phone",
                "hours",
                "duty_email",
                "duty_phone",
                "registration",
                "wording_signed_by",
                "wording_signed_at",
                "safety_signed_by",
                "safety_signed_at",
            ),
            "",
        ),
    )


async def invite(admin: Browser, **changes: str) -> str:
    """Invite somebody and return the path of the link that is shown."""
    form = {"name": "Sam Lee", "email": "sam@maple.example", "role": "coordinator"} | changes
    await admin.page("/accounts")
    await admin.post("/accounts", **form)
    link = re.search(r'<code id="link">https?://[^/]+(/welcome/[\w-]{43})</code>', admin.last)
    assert link, "no link is shown"
    return link[1]


async def test_an_invitation_is_a_link_that_sets_a_password_once(desk: Desk):
    admin, sam = await desk.at_work(role="admin"), await desk.browser()
    link = await invite(admin)

    for _ in range(3):
        assert (await sam.get(link)).status == 200  # mail programs look at links too
    await sam.post(link, password="quiet river stones", again="quiet river stones")
    again = await sam.post(link, password="another long phrase", again="another long phrase")

    assert again.status == 404
    assert (await sam.log_in("sam@maple.example", "quiet river stones")).status == 303
    assert "Visits" in await sam.page("/visits")


async def test_an_invitation_ends_after_three_days(desk: Desk):
    admin, sam = await desk.at_work(role="admin"), await desk.browser()
    link = await invite(admin)
    desk.world.clock.move(days=3, seconds=1)

    assert (await sam.get(link)).status == 404
    assert (await sam.post(link, password="quiet river stones", again="quiet river stones")).status == 404


async def test_poor_passwords_and_slips_leave_the_link_as_it_was(desk: Desk):
    admin, sam = await desk.at_work(role="admin"), await desk.browser()
    link = await invite(admin)

    for password, again in (
        ("short", "short"),
        ("quiet river stones", "quiet river stone"),
        ("sam@maple.example",) * 2,
    ):
        assert (await sam.post(link, password=password, again=again)).status == 422

    assert (await sam.get(link)).status == 200


async def test_the_same_address_is_invited_once_and_odd_ones_never(desk: Desk):
    admin = await desk.at_work(role="admin")
    await invite(admin)

    for email in ("SAM@maple.example ", "nobody", "a b@c.example", "a@b", "x" * 300 + "@b.example"):
        answer = await admin.post("/accounts", name="Sam", email=email, role="admin")
        assert answer.status == 422, email


async def test_ending_an_account_ends_its_sessions_and_links_at_once(desk: Desk):
    admin = await desk.at_work(role="admin")
    member = await desk.member()
    theirs = await desk.browser()
    await theirs.log_in(member.email)

    await admin.page("/accounts")
    await admin.post(f"/accounts/{member.id}/deactivate")

    assert (await theirs.get("/visits", allow_redirects=False)).status == 303
    assert (await theirs.log_in(member.email)).status == 401


async def test_an_admin_cannot_end_the_own_account(desk: Desk):
    member = await desk.member(role="admin")
    browser = await desk.browser()
    await browser.log_in(member.email)
    await browser.page("/accounts")

    answer = await browser.post(f"/accounts/{member.id}/deactivate")

    assert answer.status == 422
    assert (await browser.get("/accounts")).status == 200


async def test_a_recovered_account_gets_a_new_link_and_the_old_password_is_worth_nothing(desk: Desk):
    admin, member = await desk.at_work(role="admin"), await desk.member(active=False)
    theirs: Browser = await desk.browser()
    await admin.page("/accounts")

    await admin.post(f"/accounts/{member.id}/recover")
    link = re.search(r"(/welcome/[\w-]{43})</code>", admin.last)

    assert link
    assert (await theirs.log_in(member.email)).status == 401
    await theirs.post(link[1], password="quiet river stones", again="quiet river stones")
    assert (await theirs.log_in(member.email, "quiet river stones")).status == 303


async def test_a_one_time_link_is_shown_once_and_kept_hashed(desk: Desk):
    admin = await desk.at_work(role="admin")
    link = await invite(admin)

    assert link not in await admin.page("/accounts")
    async with desk.world.wiring.engine.connect() as connection:
        rows = (await connection.exec_driver_sql("select * from staff")).all()
    assert link.rpartition("/")[2].encode() not in repr(rows).encode()


class Mailbox:
    """An SMTP server that keeps what it is handed."""

    def __init__(self) -> None:
        self.mails: list[str] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(f"{envelope.rcpt_tos} {bytes(envelope.content or b'').decode()}")
        return "250 OK"


async def test_an_invitation_is_mailed_where_mail_is_set_up_and_shown_when_the_mail_fails(desk: Desk):
    box = Mailbox()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(box), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    wiring = desk.world.wiring
    wiring.settings = replace(wiring.settings, smtp_url=f"smtp://127.0.0.1:{port}")
    admin = await desk.at_work(role="admin")

    link = await invite(admin)
    assert admin.says("was mailed to sam@maple.example")
    server.close()
    await server.wait_closed()
    await invite(admin, email="eve@maple.example")

    assert admin.says("hand it over yourself")
    assert len(box.mails) == 1
    assert box.mails[0].startswith("['sam@maple.example']")
    assert link in box.mails[0].replace("=\r\n", "")
