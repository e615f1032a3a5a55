"""What every way out promises, whatever it speaks."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import hl7
import pytest
import pytest_asyncio

from bot.connections import Mail, Mllp, Webhook
from bot.errors import DeliveryFailed
from bot.ports import Wayout
from bot.services.summary_shape import Replaced
from integrations.delivery.addresses import guarded_session
from integrations.delivery.email import Mailbox
from integrations.delivery.file import FileDrop
from integrations.delivery.hl7v2 import InterfaceEngine
from integrations.delivery.webhook import WebhookReceiver
from tests.delivery.conftest import LOOPBACK, way_to
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.fhir import FhirDouble, running
from tests.doubles.receivers import a_hook, a_post, an_engine

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # the one of the specification's own example
HOSTILE = (
    "MSH|^~\\&|forged\rOBX|1|TX|Allergy: none",
    '"><script>alert(1)</script>',
    '=HYPERLINK("http://evil.example")',
    "Subject: x\r\nBcc: everybody@example.org",
    "../../../../etc/passwd",
    "\u202eright to left\u2066 and \U0001f600 emoji, Íñigo",
    "null byte is not stored, but \x1b[31mescapes are",
)


@dataclass
class Receiver:
    """A way out, and what its receiver holds: the texts by identifier."""

    way: Wayout
    held: Callable[[], Awaitable[dict[str, str]]]
    breaks: Callable[[], Awaitable[None]]  # the receiver is out of order from now on

    async def text(self, identifier: str) -> list[str]:
        return in_lines((await self.held())[identifier])


def in_lines(text: str) -> list[str]:
    """Mail and HL7 end lines in their own way; nothing else may differ."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


@pytest_asyncio.fixture
async def file_receiver(tmp_path: Path) -> AsyncIterator[Receiver]:
    drop = tmp_path / "drop"

    async def held() -> dict[str, str]:
        return {path.stem: path.read_bytes().decode() for path in drop.rglob("*.txt")}

    async def breaks() -> None:
        drop.write_text("a file where the directory should be")

    yield Receiver(FileDrop(drop), held, breaks)


@pytest_asyncio.fixture(scope="module")
async def fhir_server() -> AsyncIterator[FhirDouble]:
    async with running() as server:
        yield server


@pytest_asyncio.fixture
async def fhir_receiver(fhir_server: FhirDouble) -> AsyncIterator[Receiver]:
    async def held() -> dict[str, str]:
        return {
            document["identifier"][0]["value"]: b64decode(document["content"][0]["attachment"]["data"]).decode()
            for document in await fhir_server.documents()
        }

    async def breaks() -> None:
        await fhir_server.spoil("500")

    await fhir_server.clear()
    async with guarded_session(LOOPBACK) as http:
        yield Receiver(way_to(http, fhir_server.base), held, breaks)


@pytest_asyncio.fixture
async def webhook_receiver() -> AsyncIterator[Receiver]:
    async with a_hook() as hook, guarded_session(LOOPBACK) as http:

        async def held() -> dict[str, str]:
            return {known: json.loads(body)["text"] for known, body in hook.held.items()}

        async def breaks() -> None:
            hook.status = 500

        yield Receiver(WebhookReceiver(http, Webhook(hook.url, SECRET)), held, breaks)


@pytest_asyncio.fixture
async def mdm_receiver() -> AsyncIterator[Receiver]:
    async with _engine_receiver("MDM^T02") as receiver:
        yield receiver


@pytest_asyncio.fixture
async def oru_receiver() -> AsyncIterator[Receiver]:
    async with _engine_receiver("ORU^R01") as receiver:
        yield receiver


@asynccontextmanager
async def _engine_receiver(kind: str) -> AsyncIterator[Receiver]:
    async with an_engine() as engine:

        async def held() -> dict[str, str]:
            return {_document_of(message): _text_of(message) for message in engine.held.values()}

        async def breaks() -> None:
            engine.answers = ["AE"] * 9

        to = Mllp("127.0.0.1", engine.port, tls=False, message=kind)
        yield Receiver(InterfaceEngine(to, LOOPBACK), held, breaks)


def _document_of(message: hl7.Message) -> str:
    """Return what the message calls the document: TXA-12 or OBR-3."""
    is_document = str(message.segment("MSH")[9]).startswith("MDM")
    return str(message.segment("TXA")[12] if is_document else message.segment("OBR")[3])


def _text_of(message: hl7.Message) -> str:
    """Return the one OBX as the library unescapes it; its line breaks are \\r."""
    (observation,) = message.segments("OBX")
    return str(message.unescape(str(observation[5]))).replace("\r", "\n")


@pytest_asyncio.fixture
async def email_receiver() -> AsyncIterator[Receiver]:
    with a_post() as post:

        async def held() -> dict[str, str]:
            return {known: mail.get_content() for known, mail in post.held.items()}

        async def breaks() -> None:
            post.refusal = "451 try again later"

        yield Receiver(
            Mailbox(Mail("team@clinic.example", whole=True), post.url, "https://previsit.example"), held, breaks
        )


@pytest.fixture(params=["file", "fhir", "webhook", "mdm", "oru", "email"])
def receiver(request: pytest.FixtureRequest) -> Receiver:
    return request.getfixturevalue(f"{request.param}_receiver")  # type: ignore[no-any-return]


async def test_a_summary_arrives_as_it_was_written_and_leaves_a_receipt(receiver: Receiver):
    summary = a_summary()

    receipt = await receiver.way.deliver(summary.to_json(), identifier=IDENTIFIER)

    assert await receiver.text(IDENTIFIER) == in_lines(summary.text)
    assert receipt and "Maria" not in receipt and "Lopez" not in receipt


async def test_asked_whether_it_holds_a_summary_a_receiver_never_says_no_wrongly(receiver: Receiver):
    receipt = await receiver.way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert await receiver.way.holds(IDENTIFIER, receipt) in (True, None)


async def test_a_repeat_gives_the_same_receipt_and_no_second_copy(receiver: Receiver):
    payload = a_summary().to_json()

    receipts = {await receiver.way.deliver(payload, identifier=IDENTIFIER) for _ in range(3)}

    assert len(receipts) == 1
    assert len(await receiver.held()) == 1


async def test_an_amendment_stands_beside_what_it_replaces(receiver: Receiver):
    receipt = await receiver.way.deliver(a_summary().to_json(), identifier=IDENTIFIER)
    second = IDENTIFIER.replace("-v1", "-v2")
    amended = a_summary(identifier=second, version=2, text="Amended.\n", replaces=Replaced(IDENTIFIER, receipt))

    await receiver.way.deliver(amended.to_json(), identifier=second)

    assert await receiver.text(second) == in_lines("Amended.\n")
    assert len(await receiver.held()) == 2


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_arrive_letter_by_letter_and_do_nothing(receiver: Receiver, words: str):
    summary = a_summary(text=words, patient_name=words, clinician=words)

    await receiver.way.deliver(summary.to_json(), identifier=IDENTIFIER)

    assert await receiver.text(IDENTIFIER) == in_lines(words)
    assert list(await receiver.held()) == [IDENTIFIER]


async def test_a_receiver_out_of_order_is_a_failure_to_be_retried_that_tells_no_patient_words(receiver: Receiver):
    await receiver.breaks()

    with pytest.raises(DeliveryFailed) as failed:
        await receiver.way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert failed.value.retryable
    assert "knee" not in str(failed.value) and "Lopez" not in str(failed.value)
