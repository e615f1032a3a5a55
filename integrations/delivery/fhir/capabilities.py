"""What a FHIR server says it can do, read from its CapabilityStatement. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import DeliveryFailed

DOCUMENT, PATIENT = "DocumentReference", "Patient"


@dataclass(frozen=True)
class Taken:
    """conditional: a repeat of a create is no second document."""

    version: str
    creates: frozenset[str]
    searches: frozenset[str]
    conditional: frozenset[str]
    transactions: bool


def taken(statement: Mapping[str, Any]) -> Taken:
    """Read a statement, whatever of it is there; raise DeliveryFailed when it is none."""
    if statement.get("resourceType") != "CapabilityStatement":
        problem = "The address is not the base of a FHIR server: it shows no CapabilityStatement under /metadata."
        raise DeliveryFailed(problem, retryable=False, code="capability")
    rests = [one for one in _dicts(statement.get("rest")) if one.get("mode") == "server"]
    kinds = {str(one.get("type")): one for rest in rests for one in _dicts(rest.get("resource"))}
    return Taken(
        version=str(statement.get("fhirVersion", "unknown"))[:20],
        creates=frozenset(kind for kind, one in kinds.items() if "create" in _codes(one)),
        searches=frozenset(kind for kind, one in kinds.items() if "search-type" in _codes(one)),
        conditional=frozenset(kind for kind, one in kinds.items() if one.get("conditionalCreate") is True),
        transactions=any("transaction" in _codes(rest) for rest in rests),
    )


def told(found: Taken) -> str:
    """Say what the server takes in a line; raise DeliveryFailed when a summary could not be filed there."""
    if not found.version.startswith("4."):
        raise DeliveryFailed(f"The server speaks FHIR {found.version}, not R4.", retryable=False, code="capability")
    lacks = [f"create {DOCUMENT}"] if DOCUMENT not in found.creates else []
    lacks += [f"search {PATIENT}"] if PATIENT not in found.searches else []
    if lacks:
        problem = f"The server does not offer to {' and to '.join(lacks)}. Its operator can allow it."
        raise DeliveryFailed(problem, retryable=False, code="capability")
    careful = DOCUMENT in found.conditional
    once = (
        "conditional create, so nothing is filed twice"
        if careful
        else "no conditional create: a repeat may be filed twice"
    )
    return f"FHIR {found.version}: it takes {DOCUMENT}, {once}"


def _codes(of: Mapping[str, Any]) -> set[str]:
    return {str(one.get("code")) for one in _dicts(of.get("interaction"))}


def _dicts(value: Any) -> Iterator[Mapping[str, Any]]:
    return (one for one in value if isinstance(one, dict)) if isinstance(value, list) else iter(())
