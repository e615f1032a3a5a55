"""E-mail: nothing about anybody in what servers log, the summary only where the way is closed, refusals told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.connections import Mail
from bot.errors import DeliveryFailed
from bot.services.summary_shape import Replaced
from integrations.delivery.email import Mailbox, mailbox
from integrations.printing.summary_sheet import summary_pdf
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.receivers import Post, a_post

PAYLOAD = a_summary().to_json()
LINK, WHOLE = Mail("team@clinic.example"), Mail("team@clinic.example", whole=True)
PAGES = "https://previsit.example"


@pytest.fixture
def post() -> Iterator[Post]:
    with a_post() as post:
        yield post


async def test_a_link_leads_to_the_visit_and_names_nobody(post: Post):
    receipt = await Mailbox(LINK, post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    (mail,) = post.mails
    assert f"{PAGES}/visits/{IDENTIFIER.removesuffix('-v1')}\n" in mail.get_content().replace("\r\n", "\n")
    assert receipt == f"handed over <{IDENTIFIER}@previsit.example>"
    assert not any(word in mail.as_string() for word in ("Lopez", "Maria", "knee"))


async def test_the_headers_of_a_whole_summary_name_nobody_either(post: Post):
    await Mailbox(WHOLE, post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    (mail,) = post.mails
    assert not any(word in str(value) for value in mail.values() for word in ("Lopez", "Maria", "knee"))
    assert (mail["To"], mail["From"]) == ("team@clinic.example", "previsit@previsit.example")


@pytest.mark.parametrize("whole", [True, False])
async def test_the_sheet_is_attached_where_the_clinic_wants_it(post: Post, whole: bool):
    await Mailbox(Mail("team@clinic.example", whole, pdf=True), post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    (mail,) = post.mails
    (sheet,) = mail.iter_attachments()
    assert (sheet.get_content_type(), sheet.get_filename()) == ("application/pdf", "visit-summary.pdf")
    assert sheet.get_content() == summary_pdf(a_summary())
    assert ("knee" in mail.get_body().get_content()) is whole


async def test_a_sheet_goes_through_no_open_way_either(post: Post, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailbox, "_LOOPBACK", ())

    with pytest.raises(DeliveryFailed, match="no TLS"):
        await Mailbox(Mail("team@clinic.example", pdf=True), post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)


async def test_an_amendment_says_so_and_refers_to_the_mail_before(post: Post):
    amended = a_summary(replaces=Replaced(IDENTIFIER, None), version=2).to_json()

    await Mailbox(LINK, post.url, PAGES).deliver(amended, identifier=IDENTIFIER.replace("v1", "v2"))

    (mail,) = post.mails
    assert "replaced" in mail["Subject"] and mail["References"] == f"<{IDENTIFIER}@previsit.example>"


@pytest.mark.parametrize(("refusal", "retryable"), [("451 later", True), ("421 busy", True), ("550 nobody", False)])
async def test_refusals_are_told_apart(post: Post, refusal: str, retryable: bool):
    post.refusal = refusal

    with pytest.raises(DeliveryFailed, match=refusal[:3]) as failed:
        await Mailbox(LINK, post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert failed.value.retryable is retryable


async def test_no_summary_goes_through_an_open_way(post: Post, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(mailbox, "_LOOPBACK", ())  # as if the server were another machine

    with pytest.raises(DeliveryFailed, match="no TLS") as failed:
        await Mailbox(WHOLE, post.url, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert not failed.value.retryable and post.mails == []


async def test_without_a_mail_server_the_operator_is_told_what_to_set():
    with pytest.raises(DeliveryFailed, match="PREVISIT_SMTP_URL") as failed:
        await Mailbox(LINK, None, PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert not failed.value.retryable


async def test_a_mail_server_that_is_down_is_tried_again():
    with pytest.raises(DeliveryFailed) as failed:
        await Mailbox(LINK, "smtp://127.0.0.1:1", PAGES).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert failed.value.retryable


def test_an_address_is_one_address():
    for to in ("", "team", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "<a@b.example>"):
        assert dict(replace(LINK, to=to).problems()), to
    assert not dict(LINK.problems())
