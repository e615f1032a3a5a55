"""The hard situations, replayed through the real path: webhook's service, job engine, Rasa, flow, storage."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from bot.services.visit_view import visit_json

from bot.flow.step import Say
from bot.locales import render
from bot.records import Message, Visit
from bot.safety import Tier
from bot.services.turns import open_turn
from bot.services.wording import variables
from tests.conversations.transcripts import Case, cases
from tests.world import PHONE, World

CASES = list(cases(Path(__file__).parent))
WORST_FIRST = ("T1-C", "T1", "T2", "T3")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_a_hard_situation_goes_well(case: Case, talking_world: World):
    world = talking_world
    visit = await world.a_visit(language=case.language, flow=case.flow)
    for text in case.before:
        await world.say(text)

    first = [(await world.text(text, media=case.media)).message_id for text in case.wording]
    await world.settle()
    replies = [m for m in await world.sent() if set(first) & set(m.in_reply_to)]
    for text in case.after:
        await world.say(text)

    await _check_replies(case, replies, visit, world)
    await _check_agenda(case, visit, world)
    await _check_staff_side(case, visit, world)
    await _check_nothing_is_lost(case, visit, world)


async def _check_replies(case: Case, replies: list[Message], visit: Visit, world: World) -> None:
    said = "\n".join(reply.text or "" for reply in replies)
    expect = case.expect
    for key in expect.says:
        assert await _begins_like(key, said, visit, world), f"{key} is not in: {said}"
    for key in expect.never_says:
        assert not await _begins_like(key, said, visit, world), f"{key} is in: {said}"
    for words in expect.says_nothing_like:
        assert words.casefold() not in said.casefold()
    if expect.replies is not None:
        assert len(replies) == expect.replies, said


async def _begins_like(key: str, said: str, visit: Visit, world: World) -> bool:
    """Whether a catalogue text is in what was said, up to its first value that only the conversation knows."""
    language = (await world.conversation(visit)).language
    async with world.wiring.unit_of_work() as uow:
        known = variables(await uow.clinics.get(visit.clinic_id), visit, language)
    mark = "\x00"
    blanks = dict.fromkeys(("list", "item", "n", "link", "question", "words", "minutes", "of", "left"), mark)
    text = render(Say(key, {}), language=language, variables=blanks | known)
    return all(part.strip() in said for part in text.split(mark))


async def _check_agenda(case: Case, visit: Visit, world: World) -> None:
    expect, agenda = case.expect, await world.agenda(visit)
    conversation = await world.conversation(visit)
    words = [item.words for item in agenda.current if not item.negated]
    if expect.items is not None:
        assert words == list(expect.items)
    for some in expect.some_items:
        assert any(some in item for item in words), words
    if expect.item_count is not None:
        assert len(words) == expect.item_count, words
    for question, some in expect.answers.items():
        answer = agenda.answer(question)
        assert answer is not None and some in answer.words
    assert set(expect.skipped) <= set(agenda.skipped)
    assert set(expect.requests) <= {request.kind for request in agenda.requests}
    if expect.stage is not None:
        assert conversation.session.stage.value == expect.stage
    if expect.language is not None:
        assert conversation.language == expect.language
    if expect.question is not None:
        async with world.wiring.unit_of_work() as uow:
            turn = await open_turn(conversation, await uow.visits.get(visit.id), uow, world.clock)
        assert turn.question.value == expect.question


async def _check_staff_side(case: Case, visit: Visit, world: World) -> None:
    expect = case.expect
    tiers = [alert.tier for alert in await world.alerts(visit)]
    if expect.tier is not None:
        assert min(tiers, key=WORST_FIRST.index, default=Tier.NONE.value) == expect.tier
    assert set(expect.tasks) <= {task.kind for task in await world.tasks(visit)}
    async with world.wiring.unit_of_work() as uow:
        number = await uow.numbers.find(PHONE)
        seen = await visit_json(visit.id, uow, world.clock)
    if expect.opted_out is not None:
        assert number is not None and (number.opted_out_at is not None) is expect.opted_out
    if expect.state is not None:
        assert seen["state"] == expect.state


async def _check_nothing_is_lost(case: Case, visit: Visit, world: World) -> None:
    """Every text is stored as it came, and nothing waits for a turn."""
    async with world.wiring.unit_of_work() as uow:
        seen = await visit_json(visit.id, uow, world.clock)
        waiting = await uow.messages.waiting((await world.conversation(visit)).id)
    came = Counter(message["text"] for message in seen["messages"] if message["direction"] == "in")
    assert came == Counter([*case.before, *case.wording, *case.after])
    assert not waiting
