"""A draft tried on a made-up crowd, beside what visits get now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from bot.flow.model import Flow
from bot.ports import UnitOfWork
from bot.services import trials
from bot.simulation.report import Group, Report
from bot.simulation.trial import Trial, flow_of, reports
from integrations.web.coordinator.at_work import FORM, SIGNED_IN, go_to
from integrations.web.coordinator.rendering import staff_page
from integrations.web.keys import WIRING
from integrations.web.lab import labels

SIZES = (50, 200, 1000)
_SHOWN = 3  # questions of a list


@dataclass(frozen=True)
class Row:
    """One group of the crowd. before: the same group with what visits get now."""

    name: str
    group: Group
    before: Group | None
    left_at: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class CrowdView:
    """done: talks that are over, of `of`. rows: everybody first, then by language, then by persona."""

    trial: Trial
    done: int
    of: int
    rows: tuple[Row, ...] = ()
    asked_again: tuple[tuple[str, int], ...] = ()
    never_asked: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def running(self) -> bool:
        return self.trial.ended is None and self.done < self.of


async def crowd_of(request: web.Request, uow: UnitOfWork) -> CrowdView | None:
    """Return how the last trial of this flow stands; None where there was none."""
    name = request.match_info["name"]
    trial = await uow.trials.last(request[SIGNED_IN].member.clinic_id, name)
    if trial is None:
        return None
    told = await uow.trials.told(trial.id)
    view = CrowdView(trial, len(told), trial.patients * len(trial.files))
    return view if view.running or not told else _with_report(view, *reports(trial, told))


async def get_crowd(request: web.Request) -> web.Response:
    """The part of the page that looks again on its own."""
    async with request.app[WIRING].unit_of_work() as uow:
        crowd = await crowd_of(request, uow)
    return await staff_page(request, "lab/crowd.html", crowd=crowd, lab=labels)


async def post_crowd(request: web.Request) -> web.Response:
    wiring, name = request.app[WIRING], request.match_info["name"]
    wanted = request[FORM].get("patients", "")
    patients = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 6 else 0
    who, uow = request[SIGNED_IN], wiring.unit_of_work()
    await trials.begin(who.member.clinic_id, name, patients, by=who.by, uow=uow, clock=wiring.clock)
    return go_to(f"/flows/{name}", place="crowd")


async def post_stop(request: web.Request) -> web.Response:
    wiring, name = request.app[WIRING], request.match_info["name"]
    await trials.stop(request[SIGNED_IN].member.clinic_id, name, uow=wiring.unit_of_work())
    return go_to(f"/flows/{name}", place="crowd")


def _with_report(view: CrowdView, tried: Report, before: Report | None = None) -> CrowdView:
    flow = flow_of(view.trial)
    again = _named(tried.whole.asked_again, flow)
    never = tuple(flow.questions[name].short["en"] for name in tried.never_asked) if flow else ()
    return CrowdView(view.trial, view.done, view.of, tuple(_rows(tried, before, flow)), again, never, tried.lost)


def _rows(tried: Report, before: Report | None, flow: Flow | None) -> Iterator[Row]:
    known = {group.name: group for group in _groups(before)} if before else {}
    for group in _groups(tried):
        yield Row(labels.crowd(group.name), group, known.get(group.name), _named(group.left_at, flow))


def _groups(report: Report) -> tuple[Group, ...]:
    return (report.whole, *report.languages, *report.personas)


def _named(counts: dict[str, int], flow: Flow | None) -> tuple[tuple[str, int], ...]:
    """Return the questions of a count in their own words, the most frequent first."""
    questions = flow.questions if flow else {}
    return tuple(
        (questions[name].short["en"] if name in questions else labels.crowd(name), count)
        for name, count in list(counts.items())[:_SHOWN]
    )
