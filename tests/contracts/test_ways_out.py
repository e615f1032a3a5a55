"""What every way out promises, whatever it speaks."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.errors import DeliveryFailed
from bot.ports import Wayout
from bot.services.summary_shape import Replaced
from integrations.delivery.addresses import guarded_session
from integrations.delivery.fhir import FhirServer
from integrations.delivery.file import FileDrop
from tests.delivery.conftest import LOOPBACK
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.fhir import FhirDouble, running

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
        yield Receiver(FhirServer(http, fhir_server.base), held, breaks)


@pytest.fixture(params=["file", "fhir"])
def receiver(request: pytest.FixtureRequest) -> Receiver:
    return request.getfixturevalue(f"{request.param}_receiver")  # type: ignore[no-any-return]


async def test_a_summary_arrives_as_it_was_written_and_leaves_a_receipt(receiver: Receiver):
    summary = a_summary()

    receipt = await receiver.way.deliver(summary.to_json(), identifier=IDENTIFIER)

    assert await receiver.held() == {IDENTIFIER: summary.text}
    assert receipt and "Maria" not in receipt and "Lopez" not in receipt


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

    assert (await receiver.held())[second] == "Amended.\n"
    assert len(await receiver.held()) == 2


@pytest.mark.parametrize("words", HOSTILE)
async def test_hostile_words_arrive_letter_by_letter_and_do_nothing(receiver: Receiver, words: str):
    summary = a_summary(text=words, patient_name=words, clinician=words)

    await receiver.way.deliver(summary.to_json(), identifier=IDENTIFIER)

    assert await receiver.held() == {IDENTIFIER: words}


async def test_a_receiver_out_of_order_is_a_failure_to_be_retried_that_tells_no_patient_words(receiver: Receiver):
    await receiver.breaks()

    with pytest.raises(DeliveryFailed) as failed:
        await receiver.way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert failed.value.retryable
    assert "knee" not in str(failed.value) and "Lopez" not in str(failed.value)
