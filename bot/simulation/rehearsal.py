"""A conversation that somebody types to try a flow out, or has written down as its test."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.agenda.model import Agenda, Item
from bot.flow.model import Facts, Flow, Script
from bot.ports import Reader
from bot.simulation.bulk import Bulk
from bot.simulation.preview import ADULT
from bot.simulation.talk import State


class Said(Protocol):
    """What the patient texts, and how many hours have passed before."""

    @property
    def says(self) -> str: ...
    @property
    def hours(self) -> int: ...


@dataclass(frozen=True)
class Spoken:
    """One exchange. came: what we texted first meanwhile. alerts: tier and kind of those it raised."""

    says: str
    hours: int
    came: str
    reply: str
    state: State
    alerts: tuple[tuple[str, str], ...]


async def rehearse(path: Bulk, cues: Iterable[Said]) -> list[Spoken]:
    """Say everything from the start, and return what came of each text. Costs 10 to 20 ms a text."""
    spoken, known = list[Spoken](), 0
    for cue in cues:
        reply = await path.send([cue.says], cue.hours)
        state = await path.state()
        spoken.append(Spoken(cue.says, cue.hours, path.came, reply, state, state.alerts[known:]))
        known = len(state.alerts)
    return spoken


def view(spoken: Sequence[Spoken]) -> dict[str, Any]:
    """Return plain values: each exchange, and what is on the agenda after the last."""
    agenda = spoken[-1].state.agenda if spoken else Agenda()
    return {
        "talk": [_exchange(one) for one in spoken],
        "topics": [_topic(item) for item in agenda.current],
        "answers": [{"fills": one.fills, "words": one.words, "value": one.value} for one in agenda.answers],
        "requests": [{"kind": one.kind, "words": one.words} for one in agenda.requests],
    }


def _exchange(one: Spoken) -> dict[str, Any]:
    alerts = [{"tier": tier, "kind": kind} for tier, kind in one.alerts]
    return {
        "says": one.says,
        "hours": one.hours,
        "came": one.came,
        "reply": one.reply,
        "then": one.state.place,
        "alerts": alerts,
    }


def _topic(item: Item) -> dict[str, Any]:
    return {"words": item.words, "category": item.category, "person": item.person, "denied": item.negated}


async def problems(flow: Flow, reader: Reader) -> tuple[str, ...]:
    """Run the tests that a flow carries; return what goes otherwise than written, a sentence for each test."""
    found = [(script, await rehearse(_path(flow, script, reader), script.lines)) for script in flow.tests]
    return tuple(problem for script, spoken in found for problem in _first(_wrong(script, spoken)))


def _path(flow: Flow, script: Script, reader: Reader) -> Bulk:
    facts = Facts(script.visit_type, ADULT if script.age is None else script.age)
    return Bulk(flow, reader, script.language, facts, team_topics=script.team_topics)


def _first(found: Iterator[str]) -> list[str]:
    """What follows a wrong turn is wrong because of it."""
    return [problem for problem, _ in zip(found, range(1), strict=False)]


def _wrong(script: Script, spoken: Sequence[Spoken]) -> Iterator[str]:
    for number, (line, came) in enumerate(zip(script.lines, spoken, strict=True), 1):
        where = f"Test {script.name}, text {number}:"
        tiers = [tier for tier, _ in came.alerts]
        if tiers != [line.alert] * bool(line.alert):
            yield f"{where} raises {', '.join(tiers) or 'no alert'}, not {line.alert or 'none'}."
        if came.state.place != line.then:
            yield f"{where} leads to {came.state.place}, not to {line.then}."
    topics = len(spoken[-1].state.agenda.current) if spoken else 0
    if script.topics is not None and topics != script.topics:
        yield f"Test {script.name}: ends with {topics} topics on the list, not {script.topics}."
