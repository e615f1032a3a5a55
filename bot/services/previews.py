"""Talking to one's own draft: what is typed is kept, and everything said from the start each time, so that it can be taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID, uuid4

from bot.errors import PrevisitError
from bot.flow.library import parse_flow
from bot.flow.model import LANGUAGES, Facts
from bot.ports import Clock, Reader, UnitOfWork
from bot.services.flow_drafts import content_of
from bot.simulation.bulk import CHANNELS, TEAM_TOPICS, Bulk
from bot.simulation.preview import LONGEST, MOST_TEXTS, Cue, Preview, Whom
from bot.simulation.rehearsal import rehearse, view

JOB = "answer_preview"
OLDEST, LONGEST_TYPE = 120, 80


class NotSaid(PrevisitError):
    """A text that a preview cannot take."""


async def say(clinic_id: UUID, name: str, cue: Cue, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Text as the patient. Raises NotSaid, and FlowError for a draft that cannot be walked through."""
    if not cue.says.strip():
        raise NotSaid("Type what the patient texts first.")
    if len(cue.says) > LONGEST or not 0 <= cue.hours <= 24 * 14:
        raise NotSaid(f"A text has at most {LONGEST} characters, and comes within two weeks of the one before.")
    async with _of(clinic_id, name, by, uow, clock) as preview:
        if len(preview.cues) >= MOST_TEXTS:
            raise NotSaid(f"A conversation to try out has at most {MOST_TEXTS} texts. Start over.")
        await _keep(replace(preview, cues=(*preview.cues, cue)), uow)


async def take_back(clinic_id: UUID, name: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Unsay the last text."""
    async with _of(clinic_id, name, by, uow, clock) as preview:
        await _keep(replace(preview, cues=preview.cues[:-1]), uow)


async def start_over(clinic_id: UUID, name: str, whom: Whom, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Forget what was said, and begin as another patient."""
    if whom.language not in LANGUAGES:
        raise NotSaid(f"There is no language {whom.language!r}. Languages: {', '.join(LANGUAGES)}.")
    if not 0 <= whom.age <= OLDEST or len(whom.visit_type) > LONGEST_TYPE:
        raise NotSaid(f"An age is 0 to {OLDEST} years, and a type of visit has at most {LONGEST_TYPE} characters.")
    if not 0 <= whom.team_topics <= len(TEAM_TOPICS) or whom.channel not in CHANNELS:
        raise NotSaid(f"The team adds 0 to {len(TEAM_TOPICS)} topics. Channels: {', '.join(CHANNELS)}.")
    async with _of(clinic_id, name, by, uow, clock) as preview:
        await _keep(replace(preview, cues=(), **asdict(whom)), uow)


async def say_again(clinic_id: UUID, name: str, *, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Say the same to the draft as it is now."""
    async with _of(clinic_id, name, by, uow, clock) as preview:
        await _keep(preview, uow)


async def answer(preview_id: UUID, reader: Reader, unit_of_work: Callable[[], UnitOfWork]) -> None:
    """Say all that was typed and keep what came of it. Repeating it is harmless."""
    async with unit_of_work() as uow:
        preview = await uow.previews.get(preview_id)
        content, revision = await _content(preview.clinic_id, preview.name, uow)
    flow, facts = parse_flow(content, f"{preview.name}.yml"), Facts(preview.visit_type or None, preview.age)
    beside: dict[str, Any] = {"team_topics": preview.team_topics, "channel": preview.channel}
    spoken = await rehearse(Bulk(flow, reader, preview.language, facts, **beside), preview.cues)
    async with unit_of_work() as uow:
        await uow.previews.show(preview_id, view(spoken), shown_for=preview.asked, revision=revision)
        await uow.commit()


async def fail(preview_id: UUID, *, uow: UnitOfWork) -> None:
    async with uow:
        preview = await uow.previews.get(preview_id)
        await uow.previews.show(preview_id, None, shown_for=preview.asked, revision=preview.revision)
        await uow.commit()


@asynccontextmanager
async def _of(clinic_id: UUID, name: str, by: str, uow: UnitOfWork, clock: Clock) -> AsyncIterator[Preview]:
    """Give somebody's own preview of a flow, and have what was changed in it answered."""
    async with uow:
        content, _ = await _content(clinic_id, name, uow)
        parse_flow(content, f"{name}.yml")
        preview = await uow.previews.find_or_add(Preview(uuid4(), clinic_id, name, by, clock.now()))
        yield preview
        await uow.jobs.defer(JOB, preview_id=str(preview.id))
        await uow.commit()


async def _content(clinic_id: UUID, name: str, uow: UnitOfWork) -> tuple[str, int]:
    draft = await uow.drafts.find(clinic_id, name)
    return (draft.content, draft.revision) if draft else (await content_of(clinic_id, name, uow), 0)


async def _keep(preview: Preview, uow: UnitOfWork) -> None:
    await uow.previews.ask(replace(preview, asked=preview.asked + 1))
