"""SMART Backend Services: asked by assertion, kept as long as it lasts, renewed once when refused, rotated without a gap."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from bot.connections import Fhir
from bot.errors import DeliveryFailed
from integrations.delivery.fhir import FhirServer
from integrations.delivery.fhir.keys import new_key, public_set
from integrations.delivery.fhir.login import Logins, SmartLogin
from tests.delivery.summaries import IDENTIFIER, a_summary
from tests.doubles.fhir import FhirDouble
from tests.doubles.smart import CLIENT, Smart, a_login_server

KEY = new_key()


@pytest_asyncio.fixture
async def smart() -> AsyncIterator[Smart]:
    async with a_login_server(public_set([KEY])) as smart:
        yield smart


def how(smart: Smart, **changes: str) -> Fhir:
    return replace(Fhir(url=f"{smart.base}/fhir", login="smart", client_id=CLIENT, key=KEY), **changes)


async def refusal(login: SmartLogin) -> DeliveryFailed:
    with pytest.raises(DeliveryFailed) as failed:
        await login.token()
    return failed.value


async def test_a_token_is_asked_for_by_assertion_and_kept(smart: Smart, http: ClientSession):
    login = SmartLogin(http, how(smart))

    assert [await login.token() for _ in range(3)] == ["token-1"] * 3
    (form,) = smart.asked
    assert form["scope"] == "system/DocumentReference.crs system/Patient.rs"


async def test_a_token_that_is_nearly_over_is_asked_for_anew_with_an_assertion_of_its_own(
    smart: Smart, http: ClientSession, monkeypatch: pytest.MonkeyPatch
):
    now = 1000.0
    monkeypatch.setattr("integrations.delivery.fhir.login.time.monotonic", lambda: now)
    login = SmartLogin(http, how(smart))
    assert await login.token() == "token-1"

    now += 269
    assert await login.token() == "token-1"
    now += 2
    assert await login.token() == "token-2" and len(smart.used) == 2


@pytest.mark.parametrize("lasts", [None, "soon", -5, 10**12, True], ids=str)
async def test_a_lifetime_that_makes_no_sense_is_taken_as_short(smart: Smart, http: ClientSession, lasts: object):
    smart.lasts = lasts

    assert await SmartLogin(http, how(smart)).token() == "token-1"


async def test_a_summary_is_filed_under_the_token_and_a_refused_token_is_renewed_once(
    smart: Smart, fhir: FhirDouble, http: ClientSession
):
    await fhir.demand("token-2")
    connection = how(smart, url=fhir.base, token_url=smart.token_url)
    way = FhirServer(http, connection, Logins(http).to(connection))

    receipt = await way.deliver(a_summary().to_json(), identifier=IDENTIFIER)

    assert receipt.startswith("DocumentReference/") and len(await fhir_documents(fhir)) == 1
    assert len(smart.asked) == 2

    await fhir.demand("another")
    with pytest.raises(DeliveryFailed, match="401") as failed:
        await way.deliver(a_summary().to_json(), identifier=IDENTIFIER)
    assert not failed.value.retryable and len(smart.asked) == 3


async def fhir_documents(fhir: FhirDouble) -> list[object]:
    await fhir.demand(None)
    return list(await fhir.documents())


async def test_a_key_that_the_server_does_not_know_is_refused_with_what_to_check(smart: Smart, http: ClientSession):
    failed = await refusal(SmartLogin(http, how(smart, key=new_key())))

    assert (failed.retryable, failed.code) == (False, "login")
    assert "401 (invalid_client)" in str(failed) and "key set" in str(failed) and "eyJ" not in str(failed)


async def test_the_key_before_stays_known_until_the_next(smart: Smart):
    newer = new_key()

    known = public_set([newer, KEY, ""])

    assert [one["kid"] for one in known["keys"]] == [json.loads(key)["kid"] for key in (newer, KEY)]
    assert all("d" not in one and one["alg"] == "ES384" for one in known["keys"])


async def test_clocks_that_differ_are_named(smart: Smart, http: ClientSession):
    smart.answer = (400, {"error": "invalid_grant"}, {"Date": "Fri, 27 Nov 2037 20:00:00 GMT"})

    assert "differ by" in str(await refusal(SmartLogin(http, how(smart))))


@pytest.mark.parametrize(
    ("answer", "retryable"),
    [
        ((500, {}, {}), True),
        ((429, {}, {}), True),
        ((302, {}, {"Location": "http://127.0.0.1:9/"}), False),
        ((200, {}, {}), False),
        ((200, {"access_token": "with blank\nand line"}, {}), False),
        ((200, ["no", "object"], {}), False),
        ((200, {"access_token": "x" * 100_000}, {}), False),
    ],
    ids=["500", "429", "redirect", "nothing", "no token", "list", "huge"],
)
async def test_an_answer_that_is_no_token_is_a_refusal_of_its_class(
    smart: Smart, http: ClientSession, answer: tuple[int, object, dict[str, str]], retryable: bool
):
    smart.answer = answer

    assert (await refusal(SmartLogin(http, how(smart)))).retryable is retryable


async def test_a_server_that_names_no_token_address_is_told_apart(http: ClientSession, fhir: FhirDouble):
    failed = await refusal(SmartLogin(http, Fhir(url=fhir.base, login="smart", client_id=CLIENT, key=KEY)))

    assert "Enter its token address by hand" in str(failed)
