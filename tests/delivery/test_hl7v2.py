"""HL7 v2: messages that a library nobody here wrote reads back, and every way an acknowledgement can go wrong (R11)."""

from __future__ import annotations

import ssl
from base64 import b64decode
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import hl7
import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.connections import MESSAGES, Mllp
from bot.errors import DeliveryFailed
from bot.services.summary_shape import Replaced
from integrations.cli.visits import print_summary
from integrations.delivery.hl7v2 import InterfaceEngine, engine
from integrations.delivery.hl7v2.message import control_id, escaped, message
from integrations.printing.summary_sheet import summary_pdf
from integrations.wiring import Wiring
from tests.delivery.conftest import LOOPBACK
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.receivers import Engine, an_engine
from tests.doubles.tls import a_certificate
from tests.world import World

PAYLOAD = a_summary().to_json()
NAMES = Mllp("e.example", 1, True, MESSAGES[0], "PREVISIT", "MAPLE", "EHR", "HOSPITAL")


@pytest_asyncio.fixture
async def peer() -> AsyncIterator[Engine]:
    async with an_engine() as peer:
        yield peer


def to(peer: Engine) -> InterfaceEngine:
    return InterfaceEngine(Mllp("127.0.0.1", peer.port, tls=False), LOOPBACK)


def read(**changes: object) -> hl7.Message:
    return hl7.parse(message(a_summary(**changes), NAMES, control_id="C1"))


def test_a_document_says_who_when_and_what():
    said = read(identifier_system="urn:oid:1.2.3", identifier_value="MRN|7", clinician="Dr. Ruiz")

    assert [str(segment[0]) for segment in said] == ["MSH", "EVN", "PID", "PV1", "TXA", "OBX"]
    header = said.segment("MSH")
    assert [str(header[n]) for n in (3, 4, 5, 6)] == ["PREVISIT", "MAPLE", "EHR", "HOSPITAL"]
    assert [str(header[n]) for n in (9, 10, 11, 12, 18)] == ["MDM^T02^MDM_T02", "C1", "P", "2.5.1", "UNICODE UTF-8"]
    person = said.segment("PID")
    assert said.unescape(str(person[3]).split("^")[0]) == "MRN|7" and "urn:oid:1.2.3" in str(person[3])
    assert (str(person[5]), str(person[7])) == ("Lopez^Maria", "19610309")
    assert str(said.segment("PV1")[19]) == "A-1001" and "Ruiz" in str(said.segment("PV1")[7])
    assert str(said.segment("TXA")[12]) == IDENTIFIER
    assert said.unescape(str(said.segment("OBX")[5])) == a_summary().text.replace("\n", "\r")


def test_an_amendment_is_an_event_of_its_own_and_names_what_it_replaces():
    said = read(replaces=Replaced(IDENTIFIER, "AA X"), version=2)

    assert str(said.segment("MSH")[9]) == "MDM^T10^MDM_T02"
    assert str(said.segment("EVN")[1]) == "T10"
    assert str(said.segment("TXA")[13]) == IDENTIFIER


def test_a_result_says_whether_it_is_final_or_corrected():
    names = Mllp("e.example", 1, True, "ORU^R01")
    first = hl7.parse(message(a_summary(), names, control_id="C1"))
    second = hl7.parse(message(a_summary(replaces=Replaced(IDENTIFIER, None)), names, control_id="C2"))

    assert [str(segment[0]) for segment in first] == ["MSH", "PID", "PV1", "OBR", "OBX"]
    assert (str(first.segment("OBR")[25]), str(first.segment("OBX")[11])) == ("F", "F")
    assert (str(second.segment("OBR")[25]), str(second.segment("OBX")[11])) == ("C", "C")


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",))))
def test_whatever_a_patient_writes_stays_one_field(words: str):
    said = hl7.parse(message(a_summary(text=words, patient_name=words), NAMES, control_id="C1"))

    assert len(said) == 6
    assert not any(ord(character) < 32 for character in escaped(words))


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")) | st.sampled_from("\n|^&~\\")))
def test_it_is_read_back_letter_by_letter(words: str):
    said = hl7.parse(message(a_summary(text=words), NAMES, control_id="C1"))

    assert said.unescape(str(said.segment("OBX")[5])) == words.replace("\n", "\r")


def test_the_control_id_is_short_and_the_same_on_every_try():
    assert control_id(IDENTIFIER) == control_id(IDENTIFIER) != control_id(IDENTIFIER.replace("v1", "v2"))
    assert len(control_id(IDENTIFIER)) == 20


@pytest.mark.parametrize("code", ["AA", "CA"])
async def test_an_acknowledgement_is_the_receipt(peer: Engine, code: str):
    peer.answers = [code]

    assert await to(peer).deliver(PAYLOAD, identifier=IDENTIFIER) == f"{code} {control_id(IDENTIFIER)}"


@pytest.mark.parametrize(
    ("answer", "retryable", "unknown"),
    [
        ("AE", True, False),
        ("CE", True, False),
        ("AR", False, False),
        ("CR", False, False),
        ("wrong-id", True, True),
        ("nonsense", True, True),
        ("half", True, True),
        ("hang-up", True, True),
        ("silent", True, True),
    ],
)
async def test_any_other_answer_is_no_receipt(
    peer: Engine, monkeypatch: pytest.MonkeyPatch, answer: str, retryable: bool, unknown: bool
):
    monkeypatch.setattr(engine, "ACKNOWLEDGED_WITHIN", 0.3)
    peer.answers = [answer]

    with pytest.raises(DeliveryFailed) as failed:
        await to(peer).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert (failed.value.retryable, failed.value.outcome_unknown) == (retryable, unknown)
    assert "Lopez" not in str(failed.value) and "knee" not in str(failed.value)


async def test_after_silence_the_same_control_id_is_sent_again(peer: Engine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(engine, "ACKNOWLEDGED_WITHIN", 0.3)
    peer.answers = ["silent"]
    with pytest.raises(DeliveryFailed):
        await to(peer).deliver(PAYLOAD, identifier=IDENTIFIER)

    await to(peer).deliver(PAYLOAD, identifier=IDENTIFIER)

    assert len({str(said.segment("MSH")[10]) for said in peer.received}) == 1
    assert len(peer.received) == 2 and len(peer.held) == 1


async def test_nobody_listens(peer: Engine):
    way = InterfaceEngine(Mllp("127.0.0.1", 1, tls=False), LOOPBACK)

    with pytest.raises(DeliveryFailed, match="cannot be reached") as failed:
        await way.deliver(PAYLOAD, identifier=IDENTIFIER)

    assert failed.value.retryable


async def test_over_tls_the_certificate_is_checked(tmp_path: Path):
    certificate = a_certificate(tmp_path, "localhost")
    serving = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    serving.load_cert_chain(certificate)
    async with an_engine(ssl=serving) as peer:
        where = Mllp("localhost", peer.port)

        with pytest.raises(DeliveryFailed, match="certificate is not trusted"):
            await InterfaceEngine(where, LOOPBACK).deliver(PAYLOAD, identifier=IDENTIFIER)
        assert peer.received == []

        trusting = ssl.create_default_context(cafile=str(certificate))
        assert await InterfaceEngine(where, LOOPBACK, trust=trusting).deliver(PAYLOAD, identifier=IDENTIFIER)


@pytest.mark.parametrize("kind", ["MDM^T02", "ORU^R01"])
async def test_the_sheet_goes_along_where_the_clinic_wants_it(peer: Engine, kind: str):
    way = InterfaceEngine(Mllp("127.0.0.1", peer.port, tls=False, message=kind, pdf=True), LOOPBACK)

    await way.deliver(PAYLOAD, identifier=IDENTIFIER)
    await way.deliver(PAYLOAD, identifier=IDENTIFIER)

    first, again = peer.received
    words, sheet = first.segments("OBX")
    assert (str(words[2]), str(sheet[2]), str(sheet[1])) == ("FT", "ED", "2")
    _, kind_of, subtype, encoding, data = str(sheet[5]).split("^")
    assert (kind_of, subtype, encoding) == ("application", "pdf", "Base64")
    assert b64decode(data, validate=True) == summary_pdf(a_summary())
    assert str(first) == str(again)


async def test_an_inner_address_is_refused_for_good(peer: Engine):
    way = InterfaceEngine(Mllp("localhost", peer.port, tls=False))

    with pytest.raises(DeliveryFailed, match="leads inside this network") as failed:
        await way.deliver(PAYLOAD, identifier=IDENTIFIER)

    assert not failed.value.retryable and peer.received == []


async def test_the_command_line_prints_what_would_be_sent(
    world: World, make_wiring: Callable[[], Wiring], capsys: pytest.CaptureFixture[str]
):
    visit = await world.a_visit()
    async with world.wiring.unit_of_work() as uow:
        await uow.connections.save(visit.clinic_id, NAMES)
        await uow.commit()

    await print_summary(make_wiring(), visit.visit_id, "hl7")

    said = hl7.parse(capsys.readouterr().out.rstrip("\n"))
    assert str(said.segment("MSH")[5]) == "EHR" and str(said.segment("PV1")[19]) == visit.visit_id
