"""Playing a transcript on the real path: webhook's service, Rasa, flow, storage, and the job engine where time passes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.records import Message, Visit
from bot.services.delivery import deliver
from bot.services.review import resume_conversation
from bot.services.sign_off import UNDO_WITHIN, sign_off
from integrations.jobs.tasks import queue_what_is_due
from tests.conversations.transcripts import Case, Step, Text
from tests.world import PHONE, World

STAFF = "staff:1"
BETWEEN_TEXTS = 20  # seconds


@dataclass(frozen=True)
class Heard:
    """A step and the texts that went out because of it."""

    step: Step
    replies: tuple[Message, ...]

    @property
    def lines(self) -> Iterator[str]:
        """The step as a dialogue."""
        yield f"> {self.step.name}"
        yield from (f"< {reply.text}" for reply in self.replies)

    @property
    def said(self) -> str:
        return "\n".join(reply.text or "" for reply in self.replies)


@dataclass(frozen=True)
class Played:
    """What came of a case."""

    case: Case
    visit: Visit
    before: tuple[Heard, ...]
    wording: Heard
    after: tuple[Heard, ...]

    @property
    def dialogue(self) -> str:
        return "\n".join(line for heard in self.all for line in heard.lines)

    @property
    def all(self) -> tuple[Heard, ...]:
        return (*self.before, self.wording, *self.after)


async def play(case: Case, world: World) -> Played:
    visits = [await world.a_visit(language=case.language, flow=case.flow) for _ in range(case.visits)]
    heard = [await _happens(step, visits[0], world) for step in case.steps]
    at = len(case.before)
    return Played(case, visits[0], tuple(heard[:at]), heard[at], tuple(heard[at + 1 :]))


def texts_of(case: Case) -> Counter[str]:
    """Return every text that the patient sent, a repeated webhook once."""
    sent = [(text.sid or object(), text.words) for step in case.steps for text in step.texts]
    return Counter(words for _, words in dict(sent).items())


async def _happens(step: Step, visit: Visit, world: World) -> Heard:
    known = {message.id for message in await world.sent()}
    world.clock.move(seconds=BETWEEN_TEXTS)
    for text in step.texts:
        await _arrives(text, world)
    if step.wait:
        world.clock.move(**step.wait)
        await queue_what_is_due(world.wiring)
    if step.staff:
        await _STAFF[step.staff](visit, world)
    # Time that passes and staff at work queue jobs, and sending holds back what follows an opt-out; for words alone
    # the turn's own service is enough.
    by_jobs = bool(step.wait or step.staff) or await _opted_out(world)
    await (world.settle() if by_jobs else world.take_turns())
    new = (message for message in await world.sent() if message.id not in known and message.status != "cancelled")
    return Heard(step, tuple(new))


async def _opted_out(world: World) -> bool:
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
    return number is not None and number.opted_out_at is not None


async def _arrives(text: Text, world: World) -> None:
    first = await world.text(text.words, sid=text.sid, media=text.pictures)
    if text.twice:
        async with world.wiring.unit_of_work() as uow:
            sid = (await uow.messages.get(first.message_id or 0)).provider_id
        await world.text(text.words, sid=sid, media=text.pictures)


async def _send(visit: Visit, world: World) -> None:
    """Sign off, and let the summary leave once it can be held back no longer."""
    wiring = world.wiring
    async with wiring.unit_of_work() as uow:
        revision = len(await uow.agendas.history(visit.id))
    await sign_off(visit.id, revision=revision, by=STAFF, uow=wiring.unit_of_work(), clock=world.clock)
    world.clock.move(seconds=UNDO_WITHIN.total_seconds())
    async with wiring.unit_of_work() as uow:
        due = await uow.deliveries.due(world.clock.now())
    for delivery_id in due:
        await deliver(delivery_id, wiring.ways_of, wiring.unit_of_work, world.clock)


async def _resume(visit: Visit, world: World) -> None:
    uow = world.wiring.unit_of_work()
    await resume_conversation(visit.id, safe_to_text=True, by=STAFF, uow=uow, clock=world.clock)


_STAFF = {"send": _send, "resume": _resume}
