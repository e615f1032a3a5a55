"""A week at Maple Street Clinic: visits imported, patients texting by webhook, a coordinator at work on the pages."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import ClientError, ClientSession, ClientTimeout, CookieJar
from ruamel.yaml import YAML

from bot.errors import PrevisitError
from bot.services.links import new_link
from integrations.cli.set_up import keys_dir, say
from integrations.demonstration.clinic import NAME, TIME_ZONE, ensure_clinic
from integrations.demonstration.coordinator import AtTheDesk
from integrations.demonstration.patients import texts
from integrations.demonstration.people import PEOPLE, ensure_people, log_ins
from integrations.scheduling.intake import take_in
from integrations.settings import Settings
from integrations.wiring import Wiring

WEB_VISIT = "MS-1007"  # nobody has written about this one yet: it is for whoever opens the chat


class NothingAnswers(PrevisitError):
    """The demonstration's patients and coordinator need a Previsit that runs."""

    def __init__(self, address: str) -> None:
        super().__init__(f"Nothing answers at {address}. Run `previsit up`, or say where with --url.")


async def make_demonstration(wiring: Wiring, address: str) -> None:
    """Make the week where it is not there yet, through a running Previsit at `address`."""
    await _must_answer(address)  # before anything is stored: half a week would never be made whole
    clinic = await ensure_clinic(wiring)
    await ensure_people(wiring, clinic, log_ins(keys_dir()))
    week = _week()
    async with wiring.unit_of_work() as uow:
        if await uow.visits.called(week[0]["id"]) is not None:
            return
    await take_in(_as_csv(week, wiring.clock.now()), wiring.unit_of_work, wiring.clock)
    say("The demonstration's patients are texting (under a minute) …")
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as http:
        talks = [texts(wiring, http, address, _phone(n), visit["texts"]) for n, visit in enumerate(week)]
        await asyncio.gather(*talks)
        await _coordinate(wiring, AtTheDesk(http, address), week)


async def _must_answer(address: str) -> None:
    try:
        async with ClientSession(timeout=ClientTimeout(total=10)) as http, http.get(f"{address}/health/live") as answer:
            answer.raise_for_status()
    except (ClientError, asyncio.TimeoutError):
        raise NothingAnswers(address) from None


async def where_to_go(wiring: Wiring, settings: Settings) -> str:
    """Return the addresses and log-ins to print at the end of `make run`."""
    passwords = log_ins(keys_dir())
    lines = [f"  {role:12} {email}   password {passwords[email]}" for role, (email, _) in PEOPLE.items()]
    link = await _chat_link(wiring, settings.address)
    return "\n".join(
        [
            "",
            f"  Coordinators   {settings.address}/visits",
            *lines,
            f"  Patient chat   {link}",
            f"                 date of birth {_week_of(WEB_VISIT)['born']}",
            "  On the line    previsit chat   (or: previsit chat --language es)",
            "",
        ]
    )


async def _coordinate(wiring: Wiring, desk: AtTheDesk, week: Sequence[Mapping[str, Any]]) -> None:
    email = PEOPLE["coordinator"][0]
    await desk.log_in(email, log_ins(keys_dir())[email])
    acts = {"topic": desk.add_topic, "sign_off": desk.sign_off}
    for planned in week:
        async with wiring.unit_of_work() as uow:
            visit = await uow.visits.called(planned["id"])
        for act in planned.get("then", ()):
            await acts[act](visit.id)  # type: ignore[union-attr]


async def _chat_link(wiring: Wiring, address: str) -> str:
    async with wiring.unit_of_work() as uow:
        visit = await uow.visits.called(WEB_VISIT)
        conversation = await uow.conversations.of_visit(visit.id) if visit else None
        token = await new_link(conversation.id, uow, wiring.clock) if conversation else ""
        await uow.commit()
    return f"{address}/chat/{token}"


def _week() -> list[dict[str, Any]]:
    document = YAML(typ="safe", pure=True).load((files(__package__) / "week.yml").read_text("utf-8"))
    visits: list[dict[str, Any]] = document["visits"]
    return visits


def _week_of(visit_id: str) -> dict[str, Any]:
    return next(visit for visit in _week() if visit["id"] == visit_id)


def _phone(n: int) -> str:
    return f"+12025550{100 + n}"  # set apart for fiction


def _as_csv(week: Sequence[Mapping[str, Any]], now: datetime) -> bytes:
    columns = [
        "visit_id",
        "starts_at",
        "time_zone",
        "patient_name",
        "birth_date",
        "phone",
        "language",
        "clinic",
        "consent_texting",
        "consent_recorded_at",
        "consent_source",
        "clinician",
        "flow",
        "minutes",
    ]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns)
    writer.writeheader()
    for n, visit in enumerate(week):
        writer.writerow(_row(visit, n, now))
    return out.getvalue().encode()


def _row(visit: Mapping[str, Any], n: int, now: datetime) -> dict[str, Any]:
    zone = ZoneInfo(TIME_ZONE)
    day = (now.astimezone(zone) + timedelta(days=visit["day"])).date()
    agreed = visit.get("consent", "yes") == "yes"
    return {
        "visit_id": visit["id"],
        "starts_at": datetime.combine(day, time(visit["hour"]), zone).isoformat(),
        "time_zone": TIME_ZONE,
        "patient_name": visit["name"],
        "birth_date": visit["born"],
        "phone": _phone(n),
        "language": visit["language"],
        "clinic": NAME,
        "consent_texting": "yes" if agreed else "no",
        "consent_recorded_at": (now - timedelta(days=9)).isoformat() if agreed else "",
        "consent_source": "form at booking" if agreed else "",
        "clinician": visit["clinician"],
        "flow": visit["flow"],
        "minutes": 20,
    }
