"""Visits from a FHIR Bundle of Appointments: each becomes the cells of a row, and is then checked as one of a CSV."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.services.visit_rows import BadRow, ImportRefused
from integrations.scheduling import fhir_resource as fhir
from integrations.scheduling.cells import OPTIONAL, REQUIRED
from integrations.scheduling.fhir_resource import OF_OURS, Find, Resource

MAX_BYTES = 25 * 1024 * 1024
STATUSES = {
    "booked": "booked",
    "arrived": "booked",
    "checked-in": "booked",
    "cancelled": "cancelled",
    "noshow": "cancelled",
    "entered-in-error": "cancelled",
}
LEFT_OUT = ("proposed", "pending", "waitlist", "fulfilled")  # not agreed yet, or over: nothing to prepare
_COLUMNS = {*REQUIRED, *OPTIONAL}
PLACES = ("Location", "HealthcareService", "Organization")
CARERS = ("Practitioner", "PractitionerRole")


@dataclass
class Draft:
    """One Appointment as cells; row: its place among the entries of the Bundle."""

    row: int
    cells: dict[str, str]


@dataclass
class Drafts:
    visits: list[Draft] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what was left out, a line each


def read_bundle(data: str, zones: Mapping[str, str]) -> Drafts:
    """Return the visits of a Bundle; zones: the time zone of each clinic by its name, case folded."""
    entries = [fhir.part(entry, "resource") | {"fullUrl": entry.get("fullUrl")} for entry in _entries(data)]  # type: ignore[operator]
    known = _index(entries)
    drafts = Drafts()
    for row, resource in enumerate(entries, start=1):
        if resource.get("resourceType") == "Appointment":
            _read(row, resource, known, zones, drafts)
    if not (drafts.visits or drafts.bad or drafts.notes):
        raise ImportRefused("the Bundle holds no Appointment.")
    return drafts


def _entries(data: str) -> list[Resource]:
    try:
        bundle = json.loads(data)
    except json.JSONDecodeError as error:
        raise ImportRefused(f"the file begins as JSON and is none in line {error.lineno}.") from None
    except RecursionError:
        raise ImportRefused("the file is nested too deeply to be a Bundle.") from None
    if not isinstance(bundle, dict) or bundle.get("resourceType") != "Bundle":
        raise ImportRefused("this is JSON and no FHIR Bundle of Appointments.")
    if any(link.get("relation") == "next" for link in fhir.parts(bundle, "link")):
        raise ImportRefused("the Bundle is one page of several. Fetch its next pages and put them into one Bundle.")
    return fhir.parts(bundle, "entry")


def _index(resources: list[Any]) -> dict[str, Resource]:
    found: dict[str, Resource] = {}
    for resource in resources:
        found |= {name: resource for name in (fhir.text(resource["fullUrl"]), _local_name(resource)) if name}
    return found


def _local_name(resource: Resource) -> str:
    kind, id = fhir.text(resource.get("resourceType")), fhir.text(resource.get("id"))
    return f"{kind}/{id}" if kind and id else ""


def _read(row: int, appointment: Resource, known: Mapping[str, Resource], zones: Mapping[str, str], to: Drafts) -> None:
    status = fhir.text(appointment.get("status"))
    if status in LEFT_OUT:
        to.notes.append(f"row {row}: left out, since it is {status}")
        return
    if status not in STATUSES:
        to.bad.append(BadRow(row, "status", f"must be one of: {', '.join((*STATUSES, *LEFT_OUT))}"))
        return
    contained = {f"#{fhir.text(one.get('id'))}": one for one in fhir.parts(appointment, "contained")}
    index = {**known, **contained}
    actors = [
        *(fhir.part(one, "actor") for one in fhir.parts(appointment, "participant")),
        fhir.part(appointment, "subject"),
    ]
    cells = _cells(appointment, actors, lambda reference: _resolved(reference, index), zones)
    if cells is None:
        to.bad.append(BadRow(row, "patient", "is not in the Bundle; have the server include it, or contain it"))
    elif cells.keys() - _COLUMNS:
        to.bad.append(BadRow(row, "extension", f"after {OF_OURS} must come one of: {', '.join(sorted(_COLUMNS))}"))
    else:
        to.visits.append(Draft(row, cells | {"status": STATUSES[status]}))


def _resolved(reference: str, index: Mapping[str, Resource]) -> Resource:
    """Return what a reference means: contained, by its full address, or by the end of it (Patient/17)."""
    plain = reference.partition("/_history/")[0]
    return index.get(plain) or index.get("/".join(plain.split("/")[-2:])) or {}


def _cells(
    appointment: Resource, actors: list[Resource], find: Find, zones: Mapping[str, str]
) -> dict[str, str] | None:
    patient = _actor(actors, ("Patient",), find)
    if "resourceType" not in patient:
        return None
    places, carer = _place_and_owner(actors, find), _actor(actors, CARERS, find)
    said = fhir.said_for_us(patient, appointment)
    clinic = said.get("clinic") or _clinic(places, zones)
    system, value = fhir.identifier_of(patient)
    start = fhir.part(appointment, "_start")
    return {
        "visit_id": fhir.text(appointment.get("id")) or _own_number(appointment),
        "starts_at": fhir.text(appointment.get("start")),
        # An unknown clinic is refused by its name: that it has no time zone need not be said as well.
        "time_zone": fhir.time_zone_of(start, appointment, *places) or zones.get(clinic.casefold(), "UTC"),
        "patient_name": fhir.name_of(patient),
        "birth_date": fhir.text(patient.get("birthDate")),
        "phone": fhir.phone_of(patient),
        "language": fhir.language_of(patient),
        "clinic": clinic,
        "patient_id": "" if _is_contained(patient) else fhir.text(patient.get("id")),
        "clinician": fhir.name_of(carer) or fhir.text(carer.get("display")),
        "visit_type": _kind(appointment),
        "minutes": str(appointment.get("minutesDuration") or ""),
        "identifier_system": system,
        "identifier_value": value,
        **said,
    }


def _actor(actors: list[Resource], kinds: tuple[str, ...], find: Find) -> Resource:
    """Return the first actor of a kind: the resource where it is in the Bundle, with what the reference says."""
    for actor in actors:
        reference = fhir.text(actor.get("reference"))
        found = find(reference)
        kind = found.get("resourceType") or actor.get("type") or "".join(reference.split("/")[-2:-1])
        if kind in kinds:
            return {**found, "display": actor.get("display"), "reference": reference}
    return {}


def _is_contained(actor: Resource) -> bool:
    """Whether its id means something in this Appointment only."""
    return fhir.text(actor.get("reference")).startswith("#")


def _place_and_owner(actors: list[Resource], find: Find) -> list[Resource]:
    places = [place for kind in PLACES if (place := _actor(actors, (kind,), find))]
    owners = [fhir.part(place, key) for place in places for key in ("managingOrganization", "providedBy")]
    return places + [{**find(fhir.text(one.get("reference"))), "display": one.get("display")} for one in owners if one]


def _clinic(places: list[Resource], zones: Mapping[str, str]) -> str:
    """Return the place that is a clinic here, else the first named, which will be refused; where none is, the only clinic."""
    names = [name for one in places for name in (fhir.name_of(one), fhir.text(one.get("display"))) if name]
    known = [name for name in names if name.casefold() in zones]
    only = list(zones) if len(zones) == 1 else []
    return next(iter(known or names or only), "")


def _own_number(appointment: Resource) -> str:
    return next(
        (number for one in fhir.parts(appointment, "identifier") if (number := fhir.text(one.get("value")))), ""
    )


def _kind(appointment: Resource) -> str:
    kinds = [fhir.part(appointment, "appointmentType"), *fhir.parts(appointment, "serviceType")]
    return next((said for kind in kinds if (said := fhir.concept(kind))), "")
