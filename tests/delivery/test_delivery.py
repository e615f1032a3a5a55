import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from sqlalchemy import text

from bot.agenda.events import Answered, ItemAdded
from bot.agenda.model import Answer, Item, Quote
from bot.errors import DeliveryFailed
from bot.records import Conversation, Delivery, Message, Visit
from bot.services.delivery import deliver, hold_back, prepare_deliveries, try_again
from tests.world import World

WORDS = "my knee hurts when I climb stairs"


@dataclass
class Way:
    """A way out that does what a test tells it, and remembers what it was given."""

    name: str = "file"
    outcomes: list[Any] = field(default_factory=list)  # errors to raise, one an attempt
    given: list[tuple[bytes, str]] = field(default_factory=list)

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        self.given.append((payload, identifier))
        if self.outcomes and (outcome := self.outcomes.pop(0)) is not None:
            raise outcome
        return f"receipt {identifier}"

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        return any(identifier == known for _, known in self.given)


def an_answer(words: str, conversation: Conversation, at: datetime) -> Message:
    return Message(
        id=0,
        conversation_id=conversation.id,
        number_id=conversation.number_id,
        provider_id=f"SM{uuid4().hex}",
        direction="in",
        channel="sms",
        purpose="answer",
        text=words,
        at=at,
        by="patient",
        processed_at=at,
    )


def out_of_order(*, retryable: bool = True, **more: Any) -> DeliveryFailed:
    return DeliveryFailed("The receiver is out of order.", retryable=retryable, **more)


@dataclass
class Post:
    """A visit with an agenda, and its deliveries."""

    world: World
    visit: Visit
    ways: dict[str, Way]

    async def prepare(self, *, after: float = 0) -> list[Delivery]:
        async with self.world.wiring.unit_of_work() as uow:
            due = self.world.clock.now() + timedelta(seconds=after)
            await prepare_deliveries(self.visit.id, uow, self.world.clock, due)
            await uow.commit()
        return await self.deliveries()

    async def deliveries(self) -> list[Delivery]:
        async with self.world.wiring.unit_of_work() as uow:
            return await uow.deliveries.of_visit(self.visit.id)

    async def one(self, way: str = "file", version: int = 1) -> Delivery:
        return next(d for d in await self.deliveries() if (d.way, d.version) == (way, version))

    async def _ways_of(self, clinic_id: UUID) -> dict[str, Any]:
        return self.ways

    async def attempt(self, delivery_id: UUID) -> timedelta | None:
        return await deliver(delivery_id, self._ways_of, self.world.wiring.unit_of_work, self.world.clock)

    async def say(self, words: str, *, item: int = 1) -> None:
        """The patient said something and a turn noted it."""
        now = self.world.clock.now()
        conversation = await self.world.conversation(self.visit)
        async with self.world.wiring.unit_of_work() as uow:
            message = await uow.messages.add_inbound(an_answer(words, conversation, now))
            assert message is not None
            quote = Quote(message, 0, len(words), words)
            said = [ItemAdded(Item(item, quotes=(quote,))), Answered(Answer("main_concern", "items", (quote,)))]
            await uow.agendas.append(self.visit.id, said, at=now, by="patient")
            await uow.commit()

    async def task_kinds(self) -> list[tuple[str, str]]:
        return [(task.kind, task.state) for task in await self.world.tasks(self.visit)]


@pytest_asyncio.fixture
async def post(world: World) -> AsyncIterator[Post]:
    made = Post(world, await world.a_visit(), {"file": Way()})
    await made.say(WORDS)
    yield made


async def test_a_summary_is_fixed_before_it_leaves_and_every_attempt_carries_the_same_bytes(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order(), out_of_order()]

    for _ in range(3):
        post.world.clock.move(minutes=10)
        await post.say("and my foot", item=2)
        wait = await post.attempt(delivery.id)

    given = post.ways["file"].given
    assert wait is None
    assert {payload for payload, _ in given} == {delivery.payload}
    assert {identifier for _, identifier in given} == {f"{post.visit.id}-v1"}
    assert json.loads(given[0][0])["lines"][0]["text"] == WORDS


async def test_a_delivered_summary_keeps_its_receipt_and_is_delivered_once(post: Post):
    (delivery,) = await post.prepare()

    await post.attempt(delivery.id)
    await post.attempt(delivery.id)

    after, visit = await post.one(), await post.world.visit(post.visit)
    assert (after.state, after.receipt, after.at) == (
        "delivered",
        f"receipt {post.visit.id}-v1",
        post.world.clock.now(),
    )
    assert len(post.ways["file"].given) == 1
    assert (visit.sent_at, visit.summary_version) == (post.world.clock.now(), 1)
    assert (await post.world.agenda(post.visit)).sent_version == 1


async def test_nothing_leaves_before_its_time(post: Post):
    (delivery,) = await post.prepare(after=60)

    assert await post.attempt(delivery.id) == timedelta(seconds=60)
    assert post.ways["file"].given == []

    post.world.clock.move(seconds=60)
    assert await post.attempt(delivery.id) is None
    assert len(post.ways["file"].given) == 1


async def test_what_is_held_back_never_leaves(post: Post):
    (delivery,) = await post.prepare(after=60)
    async with post.world.wiring.unit_of_work() as uow:
        assert await hold_back(post.visit.id, uow, post.world.clock)
        await uow.commit()

    post.world.clock.move(hours=1)
    assert await post.attempt(delivery.id) is None

    assert (await post.one()).state == "cancelled"
    assert post.ways["file"].given == []


async def test_what_may_have_left_cannot_be_held_back(post: Post):
    await post.prepare(after=60)
    post.world.clock.move(seconds=60)

    async with post.world.wiring.unit_of_work() as uow:
        assert not await hold_back(post.visit.id, uow, post.world.clock)

    assert (await post.one()).state == "waiting"


async def test_a_failure_is_tried_again_later_and_told_at_the_third(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order() for _ in range(3)]
    waits, told = [], []

    for _ in range(3):
        waits.append(await post.attempt(delivery.id))
        told.append(bool(await post.task_kinds()))
        post.world.clock.at += waits[-1]

    assert waits == [timedelta(seconds=s) for s in (30, 120, 300)]
    assert told == [False, False, True]
    assert (await post.one()).last_error == "The receiver is out of order."


async def test_a_delivery_that_comes_good_takes_its_task_off_the_list(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order(retryable=False)]
    await post.attempt(delivery.id)
    failed = await post.world.visit(post.visit)

    async with post.world.wiring.unit_of_work() as uow:
        await try_again(delivery.id, uow, post.world.clock)
        await uow.commit()
    await post.attempt(delivery.id)

    assert failed.failed_at is not None
    assert (await post.world.visit(post.visit)).failed_at is None
    assert await post.task_kinds() == [("delivery_failed", "done")]


async def test_what_cannot_succeed_is_parked_at_once_and_told(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order(retryable=False)]

    assert await post.attempt(delivery.id) is None

    assert (await post.one()).state == "failed"
    assert await post.task_kinds() == [("delivery_failed", "open")]


async def test_within_the_last_day_the_first_failure_is_told(post: Post):
    (delivery,) = await post.prepare()
    post.world.clock.at = post.visit.starts_at - timedelta(hours=23)
    post.ways["file"].outcomes = [out_of_order()]

    await post.attempt(delivery.id)

    assert await post.task_kinds() == [("delivery_failed", "open")]


async def test_trying_ends_an_hour_before_the_visit(post: Post):
    post.world.clock.at = post.visit.starts_at - timedelta(hours=3)
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order() for _ in range(50)]

    while (wait := await post.attempt(delivery.id)) is not None:
        post.world.clock.at += wait

    assert post.world.clock.now() == post.visit.starts_at - timedelta(hours=1)
    assert (await post.one()).state == "failed"


async def test_the_wait_that_a_receiver_asks_for_is_kept(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [out_of_order(retry_after=timedelta(minutes=10))]

    assert await post.attempt(delivery.id) == timedelta(minutes=10)


async def test_a_fault_of_ours_is_tried_again_and_repeats_nothing_the_patient_said(post: Post):
    (delivery,) = await post.prepare()
    post.ways["file"].outcomes = [KeyError(WORDS)]

    assert await post.attempt(delivery.id) == timedelta(seconds=30)
    assert (await post.one()).last_error == "KeyError inside the way 'file'."


async def test_two_processes_do_not_hand_over_the_same_version_at_once(post: Post):
    (delivery,) = await post.prepare()
    waits: list[timedelta | None] = []

    class Slow(Way):
        async def deliver(self, payload: bytes, *, identifier: str) -> str:
            waits.append(await post.attempt(delivery.id))
            return await super().deliver(payload, identifier=identifier)

    post.ways["file"] = Slow()
    await post.attempt(delivery.id)

    assert len(post.ways["file"].given) == 1
    assert waits[0] is not None and waits[0] > timedelta(minutes=1)


async def test_an_attempt_that_died_is_repeated_after_its_time(post: Post):
    (delivery,) = await post.prepare()

    class Dies(Way):
        async def deliver(self, payload: bytes, *, identifier: str) -> str:
            raise SystemExit  # the process ends between the receiver's commit and ours

    post.ways["file"] = Dies()
    with pytest.raises(SystemExit):
        await post.attempt(delivery.id)
    post.ways["file"] = Way()
    wait = await post.attempt(delivery.id)
    assert wait is not None
    post.world.clock.at += wait

    assert await post.attempt(delivery.id) is None
    assert (await post.one()).state == "delivered"


async def test_an_amendment_replaces_what_left_and_gives_up_what_was_waiting(post: Post):
    (first,) = await post.prepare()
    await post.attempt(first.id)
    await post.say("and my foot is numb", item=2)
    changed = (await post.world.agenda(post.visit)).changed_after_sending
    await post.prepare()
    await post.prepare()

    deliveries = {d.version: d for d in await post.deliveries()}
    payload = json.loads(deliveries[3].payload or b"")

    assert changed
    assert [deliveries[v].state for v in (1, 2, 3)] == ["delivered", "cancelled", "waiting"]
    assert payload["replaces"] == {"identifier": f"{post.visit.id}-v1", "receipt": f"receipt {post.visit.id}-v1"}
    assert "It replaces version 1." in payload["text"]
    await post.attempt(deliveries[3].id)
    agenda = await post.world.agenda(post.visit)
    assert (agenda.sent_version, agenda.changed_after_sending) == (3, False)


async def test_a_version_that_arrives_late_does_not_pass_for_the_newest(post: Post):
    (first,) = await post.prepare()

    class Overtaken(Way):
        async def deliver(self, payload: bytes, *, identifier: str) -> str:
            post.ways["file"] = Way()
            await post.prepare()
            await post.attempt((await post.one(version=2)).id)
            return await super().deliver(payload, identifier=identifier)

    post.ways["file"] = Overtaken()
    await post.attempt(first.id)

    assert [d.state for d in await post.deliveries()] == ["delivered", "delivered"]
    assert (await post.world.agenda(post.visit)).sent_version == 2


async def test_each_way_out_of_the_clinic_gets_the_summary_by_itself(world: World):
    clinic = await world.a_clinic("Oak Street Clinic", ways_out=("file", "fhir"))
    post = Post(world, await world.a_visit(clinic=clinic), {"file": Way(), "fhir": Way("fhir", [out_of_order()])})
    await post.say(WORDS)

    for delivery in await post.prepare():
        await post.attempt(delivery.id)

    assert {d.way: d.state for d in await post.deliveries()} == {"file": "delivered", "fhir": "waiting"}
    assert (await world.visit(post.visit)).sent_at == world.clock.now()


async def test_a_way_that_is_not_set_up_is_left_out_when_another_takes_the_summary(world: World):
    clinic = await world.a_clinic("Oak Street Clinic", ways_out=("file", "fhir"))
    post = Post(world, await world.a_visit(clinic=clinic), {"file": Way()})
    await post.say(WORDS)

    for delivery in await post.prepare():
        await post.attempt(delivery.id)

    assert {d.way: d.state for d in await post.deliveries()} == {"file": "delivered", "fhir": "cancelled"}
    assert "not set up" in str((await post.one("fhir")).last_error)
    assert await post.task_kinds() == []


async def test_a_summary_without_any_way_out_is_a_persons_task(post: Post):
    (delivery,) = await post.prepare()
    post.ways.clear()

    await post.attempt(delivery.id)

    assert (await post.one()).state == "failed"
    assert await post.task_kinds() == [("delivery_failed", "open")]


async def test_a_clinic_without_ways_out_is_not_sent_into_silence(world: World):
    clinic = await world.a_clinic("Oak Street Clinic", ways_out=())
    post = Post(world, await world.a_visit(clinic=clinic), {})
    await post.say(WORDS)

    await post.prepare()

    assert await post.task_kinds() == [("delivery_failed", "open")]


async def test_the_job_holds_ids_only_and_brings_the_file_to_its_place(post: Post):
    await post.prepare()
    async with post.world.wiring.engine.connect() as connection:
        jobs = (await connection.execute(text("select args from procrastinate_jobs"))).scalars().all()

    await post.world.settle()

    (delivery,) = await post.deliveries()
    assert jobs == [{"delivery_id": str(delivery.id)}]
    assert delivery.state == "delivered" and delivery.receipt is not None
    drop = post.world.wiring.settings.data_dir / "summaries"
    assert WORDS in (drop / delivery.receipt.split()[0]).read_text("utf-8")
