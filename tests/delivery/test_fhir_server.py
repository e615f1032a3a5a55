import json
import ssl
from base64 import b64decode
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.connections import Fhir
from bot.errors import DeliveryFailed
from bot.services.summary_shape import Replaced
from integrations.delivery.addresses import guarded_session
from integrations.delivery.fhir import FhirServer
from integrations.delivery.fhir.document import document
from integrations.printing.summary_sheet import summary_pdf
from tests.delivery.conftest import way_to
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.fhir import FhirDouble, an_identifier, findings

ODD_SITE = Fhir(
    document_type="11506-3", author="Practitioner/5", authenticator="Practitioner/7", text=False, pdf=True, rtf=True
)


async def refusal(way: FhirServer, **changes: object) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await way.deliver(a_summary(**changes).to_json(), identifier=IDENTIFIER)
    assert "knee" not in str(failed.value) and "Lopez" not in str(failed.value)
    return failed.value


async def test_a_summary_is_filed_with_the_one_patient_of_its_identifier(way: FhirServer, fhir: FhirDouble):
    system, value = an_identifier()
    patient = await fhir.add_patient(system, value)
    await fhir.add_patient(system, value + "0")

    receipt = await way.deliver(
        a_summary(identifier_system=system, identifier_value=value).to_json(), identifier=IDENTIFIER
    )

    (stored,) = await fhir.documents()
    assert stored["subject"]["reference"] == f"Patient/{patient}"
    assert receipt == f"DocumentReference/{stored['id']}/_history/{stored['meta']['versionId']}"
    assert b64decode(stored["content"][0]["attachment"]["data"]).decode() == a_summary().text


@pytest.mark.parametrize("holders, said", [(0, "no patient"), (2, "2 patients")])
async def test_a_patient_who_is_not_exactly_one_parks_the_summary_and_nothing_is_filed(
    way: FhirServer, fhir: FhirDouble, holders: int, said: str
):
    system, value = an_identifier()
    for _ in range(holders):
        await fhir.add_patient(system, value)

    failed = await refusal(way, identifier_system=system, identifier_value=value)

    assert (failed.retryable, failed.code) == (False, "patient_match")
    assert said in str(failed) and value not in str(failed)
    assert await fhir.documents() == []


async def test_a_patient_of_the_same_name_is_never_taken(way: FhirServer, fhir: FhirDouble):
    await fhir.add_patient(*an_identifier(), name="Lopez")

    await way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    (stored,) = await fhir.documents()
    assert "subject" not in stored and "Lopez" not in json.dumps(stored)


async def test_an_identifier_with_a_comma_matches_nobody_else(way: FhirServer, fhir: FhirDouble):
    system, value = an_identifier()
    await fhir.add_patient(system, value)

    failed = await refusal(way, identifier_system=system, identifier_value=f"nobody,{value}")

    assert failed.code == "patient_match"


@pytest.mark.parametrize("fault", ["drop after commit", "500 after commit"])
async def test_an_attempt_of_unknown_outcome_is_repeated_without_a_second_document(
    way: FhirServer, fhir: FhirDouble, fault: str
):
    await fhir.spoil(fault)

    failed = await refusal(way)
    receipt = await way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert failed.retryable and failed.outcome_unknown
    (stored,) = await fhir.documents()
    assert stored["id"] in receipt


async def test_every_attempt_carries_the_same_bytes_and_the_same_condition(way: FhirServer, fhir: FhirDouble):
    await fhir.spoil("500", "drop", "429")
    payload = a_summary().to_json()
    for _ in range(3):
        with pytest.raises(DeliveryFailed):
            await way.deliver(payload, identifier=IDENTIFIER)
    await way.deliver(payload, identifier=IDENTIFIER)

    seen = await fhir.seen()

    assert len(seen) == 4
    assert len({one["body"] for one in seen}) == 1
    assert {one["headers"]["if-none-exist"] for one in seen} == {f"identifier=urn%3Aprevisit%3Asummary%7C{IDENTIFIER}"}


@pytest.mark.parametrize("fault", ["truncated", "huge", "deep", "412 after commit", "no id after commit"])
async def test_a_document_that_is_there_counts_whatever_the_answer_looks_like(
    way: FhirServer, fhir: FhirDouble, fault: str
):
    await fhir.spoil(fault)

    receipt = await way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    (stored,) = await fhir.documents()
    assert f"DocumentReference/{stored['id']}" in receipt


@pytest.mark.parametrize("fault, retryable, code", [
    ("500", True, "500"),
    ("502", True, "502"),
    ("429", True, "429"),
    ("401", False, "401"),
    ("403", False, "403"),
    ("422", False, "422"),
    ("412", False, "no_receipt"),
    ("redirect", False, "307"),
    ("no id", False, "no_receipt"),
])  # fmt: skip
async def test_a_refusal_is_retried_or_parked_by_its_class(
    way: FhirServer, fhir: FhirDouble, fault: str, retryable: bool, code: str
):
    await fhir.spoil(fault)

    failed = await refusal(way)

    assert (failed.retryable, failed.code) == (retryable, code)
    assert await fhir.documents() == []


async def test_the_wait_that_the_server_asks_for_is_passed_on(way: FhirServer, fhir: FhirDouble):
    await fhir.spoil("429")

    assert (await refusal(way)).retry_after == timedelta(minutes=10)


async def test_what_an_operation_outcome_repeats_of_the_document_stays_with_the_server(
    way: FhirServer, fhir: FhirDouble
):
    await fhir.spoil("422")

    assert str(await refusal(way)) == "The FHIR server answered 422 (business-rule) for DocumentReference."


async def test_an_accepted_document_is_handed_over(way: FhirServer, fhir: FhirDouble):
    await fhir.spoil("202")

    assert await way.deliver(a_summary().to_json(), identifier=IDENTIFIER) == f"accepted {IDENTIFIER}"


async def test_the_token_is_shown_to_the_server(fhir: FhirDouble, http: ClientSession):
    await fhir.demand("s3cret-token")

    with pytest.raises(DeliveryFailed, match="Check the login under Where summaries go"):
        await way_to(http, fhir.base, token="another").deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert await way_to(http, fhir.base, token="s3cret-token").deliver(a_summary().to_json(), identifier=IDENTIFIER)


async def test_an_inner_address_is_parked_with_the_setting_that_allows_it(fhir: FhirDouble):
    async with guarded_session(()) as careful:
        failed = await refusal(way_to(careful, fhir.base))

    assert (failed.retryable, failed.code) == (False, "inner_address")
    assert "PREVISIT_ALLOWED_NETWORKS" in str(failed)


async def test_a_server_that_is_not_there_is_tried_again(http: ClientSession):
    failed = await refusal(way_to(http, "http://127.0.0.1:9/fhir"))

    assert (failed.retryable, failed.code) == (True, "unreachable")


def self_signed(folder: Path) -> ssl.SSLContext:
    """Return the TLS side of a server whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now, now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    written = certificate.public_bytes(pem) + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain)
    (folder / "server.pem").write_bytes(written)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused_and_named(http: ClientSession, tmp_path: Path):
    server = TestServer(web.Application(), scheme="https")
    await server.start_server(ssl=self_signed(tmp_path))
    try:
        failed = await refusal(way_to(http, str(server.make_url("/fhir"))))
    finally:
        await server.close()

    assert (failed.retryable, failed.code) == (True, "tls")


async def test_a_server_that_ignores_the_search_does_not_choose_the_patient(http: ClientSession):
    async def everything(request: web.Request) -> web.Response:
        somebody = {"resourceType": "Patient", "id": "1", "identifier": [{"system": "urn:x:y", "value": "1"}]}
        return web.json_response({"resourceType": "Bundle", "entry": [{"resource": somebody}, None, {"resource": 7}]})

    app = web.Application()
    app.router.add_get("/Patient", everything)
    async with TestServer(app) as liar:
        failed = await refusal(way_to(http, str(liar.make_url(""))), identifier_system="urn:x:y", identifier_value="2")

    assert failed.code == "patient_match"


async def test_every_document_passes_two_validators_nobody_here_wrote():
    replaced = Replaced("6f1c0000-0000-4000-8000-000000000001-v1", "DocumentReference/12/_history/3")
    known = {"identifier_system": "urn:oid:1.2.3", "identifier_value": "77"}
    documents = [
        document(a_summary()),
        document(a_summary(patient_id="P-9")),
        document(a_summary(source="proxy", **known), patient="Patient/9"),
        document(a_summary(version=2, replaces=replaced, **known), patient="Patient/9"),
        document(a_summary(**known), ODD_SITE, "Patient/9", sheet=summary_pdf(a_summary())),
        document(a_summary(version=2, replaces=Replaced(IDENTIFIER, None))),
        document(a_summary(text="Íñigo \U0001f600 \x1b \u202e\n" * 400)),
    ]

    assert await findings(documents) == [[]] * len(documents)
