"""Working on a draft of a flow: every change names the revision its author saw, so that nobody overwrites unseen words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

from bot.flow.document import read_document
from bot.flow.drafting.approval import Draft, DraftRefused
from bot.flow.drafting.edits import Edit, Retitle, edited
from bot.flow.drafting.names import FALLBACK, named
from bot.flow.drafting.open_draft import Made, OpenDraft
from bot.flow.drafting.release import Release, Target
from bot.flow.library import flow_text, flows, parse_flow
from bot.flow.parse import shape_of
from bot.ports import Clock, Reader, UnitOfWork
from bot.services.flow_releases import Given, given_now, put_out
from bot.simulation.rehearsal import problems

TESTS_JOB = "run_tests_of_draft"


class Outdated(DraftRefused):
    """Visits get a version that the draft did not begin with, so publishing would undo what its author may not have seen."""

    def __init__(self, given: Given) -> None:
        super().__init__("These visits get a version that this draft did not begin with.")
        self.given = given


async def begin(
    clinic_id: UUID, name: str, *, version: str | None = None, by: str, uow: UnitOfWork, clock: Clock
) -> None:
    """Open a draft of what every visit gets now, or of another version that was published; an open one is kept as it is."""
    async with uow:
        base = await _published(clinic_id, name, version, uow) if version else await content_of(clinic_id, name, uow)
        await uow.drafts.add(OpenDraft(uuid4(), clinic_id, name, base, by, clock.now()))
        await uow.commit()


async def begin_new(
    clinic_id: UUID, title: Mapping[str, str], like: str, *, by: str, uow: UnitOfWork, clock: Clock
) -> str:
    """Open a draft of a new flow that begins as a copy of another, and return its name."""
    name, now = named(title["en"]), clock.now()
    async with uow:
        taken = {*flows(), *(one.name for one in await uow.releases.of_clinic(clinic_id))}
        if name == FALLBACK:
            name = named(title["en"], taken)
        if name in taken or await uow.drafts.find(clinic_id, name):
            raise DraftRefused(f"There is a flow {name!r} already. Choose another title.")
        base = await content_of(clinic_id, like, uow)
        retitled = Retitle(dict(title))
        content = edited(base, retitled, f"{name}.yml")
        shape_of(read_document(content, f"{name}.yml"))
        draft = OpenDraft(uuid4(), clinic_id, name, base, by, now, revision=1)
        await uow.drafts.add(draft)
        await uow.drafts.add_edit(draft.id, Made(1, retitled, content, by, now))
        await uow.commit()
    return name


async def _published(clinic_id: UUID, name: str, version: str, uow: UnitOfWork) -> str:
    known = {one.version for one in await uow.releases.of_clinic(clinic_id) if one.name == name}
    if version not in known:
        raise DraftRefused("This version was never published here. Choose one that is listed.")
    return await uow.conversations.flow_text(version)


async def content_of(clinic_id: UUID, name: str, uow: UnitOfWork) -> str:
    """Return the file that a visit for which nothing narrower was published gets, or raise FlowError: no such flow.

    Of a flow of the clinic's own that not every visit gets: the newest that some get, or what its draft began with.
    """
    given = await given_now(clinic_id, name, Target(), uow)
    if given is not None:
        return given.content
    newest = next((one for one in await uow.releases.of_clinic(clinic_id) if one.name == name), None)
    if newest is not None:
        return await uow.conversations.flow_text(newest.version)
    draft = await uow.drafts.find(clinic_id, name)
    return draft.base if draft else flow_text(name)


async def edit(clinic_id: UUID, name: str, change: Edit, *, seen: int, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Make one change; one that changes nothing is not remembered.

    Raises FlowError for what can no longer be read as a flow, so that a draft always can be, and DraftRefused.
    """
    async with _locked(clinic_id, name, uow) as draft:
        content = edited(draft.content, change, f"{name}.yml")
        if content == draft.content:
            return
        shape_of(read_document(content, f"{name}.yml"))
        after = draft.draft.edited(content, seen=seen)
        await uow.drafts.add_edit(draft.id, Made(after.revision, change, content, by, clock.now()))
        await _keep(draft, after, uow)


async def undo(clinic_id: UUID, name: str, *, seen: int, uow: UnitOfWork) -> None:
    async with _locked(clinic_id, name, uow) as draft:
        await _turn(draft, draft.to_undo(), seen, uow)


async def redo(clinic_id: UUID, name: str, *, seen: int, uow: UnitOfWork) -> None:
    async with _locked(clinic_id, name, uow) as draft:
        await _turn(draft, draft.to_redo(), seen, uow)


async def hand_in(clinic_id: UUID, name: str, *, seen: int, by: str, uow: UnitOfWork, clock: Clock) -> None:
    """Ask for approval; a draft with errors is refused."""
    async with _locked(clinic_id, name, uow) as draft:
        await _keep(draft, draft.draft.handed_in(seen=seen), uow)
        await _test(draft, uow)
        await uow.audit.note(by, f"flow.hand_in {name}", f"clinic:{clinic_id}", clock.now())


async def run_tests(draft_id: UUID, reader: Reader, unit_of_work: Callable[[], UnitOfWork]) -> None:
    """Run the tests that a draft carries. Repeating it is harmless."""
    async with unit_of_work() as uow:
        draft = await uow.drafts.get(draft_id)
    found = await problems(parse_flow(draft.content, f"{draft.name}.yml"), reader)
    async with unit_of_work() as uow:
        await uow.drafts.set_tested(draft_id, draft.revision, found)
        await uow.commit()


async def tests_failed(draft_id: UUID, *, uow: UnitOfWork) -> None:
    """Own up to an assistant that failed, instead of letting the clinic wait for its tests."""
    async with uow:
        draft = await uow.drafts.get(draft_id)
        await uow.drafts.set_tested(draft_id, draft.revision, ["The assistant failed on it. Hand the draft in again."])
        await uow.commit()


async def send_back(clinic_id: UUID, name: str, *, uow: UnitOfWork) -> None:
    async with _locked(clinic_id, name, uow) as draft:
        await _keep(draft, draft.draft.sent_back(), uow)


async def approve(
    clinic_id: UUID, name: str, *, clinician: str, seen: int, by: str, uow: UnitOfWork, clock: Clock
) -> None:
    """Record the approval of a clinician who did not write any of it, of the draft as it was seen."""
    async with _locked(clinic_id, name, uow) as draft:
        if by in {made.by for made in draft.done}:
            raise DraftRefused("Whoever changed a flow does not approve it too. Ask another clinician of your clinic.")
        problems = draft.test_problems if draft.tested else None
        await _keep(draft, draft.draft.approved(clinician, seen=seen, test_problems=problems), uow)
        await uow.audit.note(by, f"flow.approve {name}", f"clinic:{clinic_id}", clock.now())


async def publish_draft(
    clinic_id: UUID,
    name: str,
    target: Target,
    *,
    seen: int,
    over: str | None = None,
    by: str,
    uow: UnitOfWork,
    clock: Clock,
) -> Release:
    """Publish an approved draft and close it.

    over: the version that its author has seen and wants to replace, although the draft did not begin with it; without
    it, Outdated is raised where these visits get something else by now.
    """
    async with _locked(clinic_id, name, uow) as draft:
        await uow.releases.lock(clinic_id)
        given = await given_now(clinic_id, name, target, uow)
        if given and given.content not in (draft.base, draft.content) and given.version != over:
            raise Outdated(given)
        await uow.drafts.update(draft.id, closed_at=clock.now())
        return await put_out(clinic_id, draft.draft.as_seen(seen), target, by=by, uow=uow, now=clock.now())


async def throw_away(clinic_id: UUID, name: str, *, seen: int, uow: UnitOfWork, clock: Clock) -> None:
    """Close a draft without publishing it, and forget what was said to it."""
    async with _locked(clinic_id, name, uow) as draft:
        draft.draft.as_seen(seen)
        await uow.previews.forget(clinic_id, name)
        await uow.drafts.update(draft.id, closed_at=clock.now())


async def _test(draft: OpenDraft, uow: UnitOfWork) -> None:
    """Have the tests of a flow run where the assistant is; one without tests needs none."""
    if parse_flow(draft.content, f"{draft.name}.yml").tests:
        await uow.jobs.defer(TESTS_JOB, draft_id=str(draft.id))
    else:
        await uow.drafts.set_tested(draft.id, draft.revision, ())


@asynccontextmanager
async def _locked(clinic_id: UUID, name: str, uow: UnitOfWork) -> AsyncIterator[OpenDraft]:
    """Give the open draft to one author at a time, and keep what was done to it."""
    async with uow:
        draft = await uow.drafts.find(clinic_id, name, lock=True)
        if draft is None:
            raise DraftRefused("This draft was published or thrown away. Open the flow again to begin a new one.")
        yield draft
        await uow.commit()


async def _turn(draft: OpenDraft, made: Made, seen: int, uow: UnitOfWork) -> None:
    """Undo an edit, or do an undone one again."""
    after = draft.draft.edited(draft.content, seen=seen)
    await uow.drafts.set_undone(draft.id, made.revision, not made.undone)
    await _keep(draft, after, uow)


async def _keep(draft: OpenDraft, after: Draft, uow: UnitOfWork) -> None:
    await uow.drafts.update(draft.id, revision=after.revision, stage=after.stage, approved_by=after.approved_by)
