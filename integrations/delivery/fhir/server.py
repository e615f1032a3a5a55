"""Filing a summary at a FHIR R4 server: the patient found by identifier, the document created once."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession

from bot.connections import Fhir
from bot.errors import DeliveryFailed
from bot.services.summary_shape import Summary, summary_from_json
from integrations.delivery.fhir.capabilities import taken, told
from integrations.delivery.fhir.checks import InvalidResource, check_document
from integrations.delivery.fhir.client import OF_CLINIC, Answer, FhirClient, Named
from integrations.delivery.fhir.document import SUMMARY_SYSTEM, Resource, document
from integrations.delivery.fhir.login import Login
from integrations.delivery.sheet import sheet_of

KIND = "DocumentReference"
_ID = r"[A-Za-z0-9.-]{1,64}"
_LOCATION = re.compile(rf"(?:^|/){KIND}/({_ID})(?:/_history/({_ID}))?/?$")
_ETAG = re.compile(rf'(?:W/)?"({_ID})"')


class FhirServer:
    """Hands over by conditional create, so that the same version is never filed twice."""

    name = "fhir"

    def __init__(self, session: ClientSession, how: Fhir, login: Login, *, named: Named = OF_CLINIC) -> None:
        self._how, self._client = how, FhirClient(session, how.url, login, named)

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Return the receipt: `DocumentReference/<id>/_history/<version>`, or `accepted <identifier>` after a 202."""
        summary = summary_from_json(payload)
        body = _checked(document(summary, self._how, await self._patient(summary), await self._sheet(summary)))
        condition = f"identifier={quote(_token(SUMMARY_SYSTEM, identifier), safe='')}"
        answer = await self._client.create(KIND, body, if_none_exist=condition, expected=(412,))
        if answer.status == 412:
            return await self._stored(identifier, "it refused the condition of the create")
        receipt = _receipt(answer)
        if receipt is None and answer.status == 202:
            return f"accepted {identifier}"
        return receipt or await self._stored(identifier, "it named no document")

    async def probe(self) -> str:
        """Ask the server what it takes and whether it lets us in, and file nothing; return that in a line."""
        line = told(taken((await self._client.capabilities()).content))
        await self._client.search("Patient", _token(SUMMARY_SYSTEM, "nobody"))
        return line

    async def _sheet(self, summary: Summary) -> bytes | None:
        return await sheet_of(summary) if self._how.pdf else None

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return bool(await self._with_identifier(KIND, SUMMARY_SYSTEM, identifier))

    async def _patient(self, summary: Summary) -> str | None:
        """Return the reference of the one patient with this identifier; None when the clinic gave no identifier."""
        system, value = summary.identifier_system, summary.identifier_value
        if system is None or value is None:
            return None
        found = await self._with_identifier("Patient", system, value)
        if len(found) != 1:
            count = "no patient" if not found else f"{len(found)} patients"
            problem = (
                f"The FHIR server knows {count} with the visit's identifier; nothing was filed. "
                "Correct identifier_system and identifier_value by a new import, then sign off again."
            )
            raise DeliveryFailed(problem, retryable=False, code="patient_match")
        return f"Patient/{found[0]}"

    async def _stored(self, identifier: str, why: str) -> str:
        """Look the document up where the answer to the create left it open."""
        found = await self._with_identifier(KIND, SUMMARY_SYSTEM, identifier)
        if len(found) == 1:
            return f"{KIND}/{found[0]}"
        problem = f"The FHIR server holds {len(found)} documents of this summary, and {why}."
        raise DeliveryFailed(problem, retryable=False, code="no_receipt")

    async def _with_identifier(self, kind: str, system: str, value: str) -> list[str]:
        answer = await self._client.search(kind, _token(system, value))
        return sorted(set(_matches(answer, kind, system, value)))


def _checked(resource: Resource) -> bytes:
    try:
        check_document(resource)
    except InvalidResource as error:
        raise DeliveryFailed(str(error), retryable=False, code="invalid_resource") from error
    return json.dumps(resource, ensure_ascii=False).encode()


def _token(system: str, value: str) -> str:
    """Return a search token in which a comma or a bar of the value stays part of the value."""
    return "|".join(re.sub(r"([\\$,|])", r"\\\1", part) for part in (system, value))


def _matches(answer: Answer, kind: str, system: str, value: str) -> Iterator[str]:
    """Yield the ids of what really bears the identifier: a server may ignore a parameter and return everything."""
    entries = answer.content.get("entry")
    for entry in entries if isinstance(entries, list) else ():
        resource = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(resource, dict) or resource.get("resourceType") != kind:
            continue
        identifiers: Any = resource.get("identifier")
        known = identifiers if isinstance(identifiers, list) else [identifiers]
        bears = any(isinstance(i, dict) and (i.get("system"), i.get("value")) == (system, value) for i in known)
        if bears and re.fullmatch(_ID, str(resource.get("id"))):
            yield str(resource["id"])


def _receipt(answer: Answer) -> str | None:
    """Return what the answer names: by its Location, else by the resource in it; None when it names nothing."""
    at = _LOCATION.search(answer.location)
    meta = answer.content.get("meta")
    version = meta.get("versionId") if isinstance(meta, dict) else None
    stored = answer.content.get("id") if answer.content.get("resourceType") == KIND else None
    if at is None and not (isinstance(stored, str) and re.fullmatch(_ID, stored)):
        return None
    tag = _ETAG.fullmatch(answer.etag)
    version = (at and at[2]) or (tag and tag[1]) or (version if re.fullmatch(_ID, str(version)) else None)
    return f"{KIND}/{at[1] if at else stored}" + (f"/_history/{version}" if version else "")
