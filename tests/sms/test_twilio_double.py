"""The double behaves as Twilio does where our tests rely on it, and its webhooks pass our own check."""

from __future__ import annotations

from aiohttp import ClientSession, encode_basic_auth, web
from aiohttp.test_utils import TestServer

from bot.messaging.encoding import measure
from integrations.sms.forms import fields
from integrations.sms.inbound import inbound_text
from integrations.sms.signature import valid
from integrations.sms.status import status_report
from tests.doubles.twilio import TwilioDouble

PATIENT = "+15550100001"


class Webhooks:
    """Stands where our web process will: checks, keeps, answers."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.texts, self.reports = [], []
        self.app = web.Application()
        self.app.router.add_post("/sms/inbound", self._inbound)
        self.app.router.add_post("/sms/status", self._status)

    async def _inbound(self, request: web.Request) -> web.Response:
        self.texts.append(inbound_text(await self._checked(request)))
        return web.Response(status=204)

    async def _status(self, request: web.Request) -> web.Response:
        self.reports.append(status_report(await self._checked(request)))
        return web.Response(status=204)

    async def _checked(self, request: web.Request) -> list[tuple[str, str]]:
        form = fields(await request.read())
        public_url = "https://previsit.example.org" + request.raw_path
        if not valid(public_url, form, request.headers.get("X-Twilio-Signature", ""), [self.token]):
            raise web.HTTPForbidden
        return form


def credentials(twilio: TwilioDouble) -> dict[str, str]:
    return {"Authorization": encode_basic_auth(twilio.account_sid, twilio.auth_token)}


async def test_a_conversation_goes_out_and_in_and_its_reports_come_back(twilio, sender):
    hooks = Webhooks(twilio.auth_token)
    async with TestServer(hooks.app) as server:
        await sender.send(PATIENT, "What matters most?", reference="1")
        public = "https://previsit.example.org/sms/"
        inbound, status = str(server.make_url("/sms/inbound")), str(server.make_url("/sms/status?message=1"))

        assert await twilio.text(inbound, PATIENT, "Mi rodilla…", signed_as=public + "inbound") == 204
        assert await twilio.text(inbound, PATIENT, "forged") == 403
        twilio.accepted[0].callback = public + "status?message=1"
        assert await twilio.report(twilio.accepted[0], "delivered", url=status) == 204
        assert await twilio.report(twilio.accepted[0], "failed", error_code=30003, url=status) == 204

    assert [text.body for text in hooks.texts] == ["Mi rodilla…"]
    assert [(report.status, report.error_code) for report in hooks.reports] == [
        ("delivered", None),
        ("failed", "30003"),
    ]


async def test_stop_and_start_are_heeded_as_twilio_heeds_them(twilio, sender):
    hooks = Webhooks(twilio.auth_token)
    async with TestServer(hooks.app) as server:
        url = str(server.make_url("/sms/inbound"))
        for body, out in (
            ("please stop", False),
            (" Stop ", True),
            ("hello", True),
            ("START", False),
            ("Cancel", True),
        ):
            await twilio.text(url, PATIENT, body)

            assert (PATIENT in twilio.opted_out) is out


async def test_texts_are_listed_newest_first_page_by_page_and_fetched(twilio, sender):
    for n in range(5):
        await sender.send(PATIENT, f"text {n}", reference=str(n))
    await sender.send("+15550100002", "another", reference="9")
    base = f"{twilio.api_url}/2010-04-01/Accounts/{twilio.account_sid}/Messages"

    async with ClientSession(headers=credentials(twilio)) as session:
        listed = await (await session.get(f"{base}.json", params={"To": PATIENT, "PageSize": 2, "Page": 1})).json()
        dated = await (await session.get(f"{base}.json", params={"DateSent>": "2020-01-01"})).json()
        one = await (await session.get(f"{base}/{twilio.accepted[0].sid}.json")).json()
        none = await session.get(f"{base}/SM0.json")

    assert [message["body"] for message in listed["messages"]] == ["text 2", "text 1"]
    assert dated["messages"] == []
    assert one["body"] == "text 0"
    assert none.status == 404


async def test_twilio_counts_the_parts_as_we_do(twilio, sender):
    for text in ("a" * 161, "ñ" * 160, "á" * 71, "€" * 81, "😀" * 36):
        await sender.send(PATIENT, text, reference="1")
        base = f"{twilio.api_url}/2010-04-01/Accounts/{twilio.account_sid}/Messages/{twilio.accepted[-1].sid}.json"

        async with ClientSession(headers=credentials(twilio)) as session:
            shown = await (await session.get(base)).json()

        assert shown["num_segments"] == str(measure(text).count)
