"""The made-up crowd: the same for a seed, of every kind, and taken down the same path as real patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.engine.assistant import Assistant
from bot.flow.checks.cost import cost
from bot.flow.library import flows, load_flow
from bot.flow.model import Condition, Flow
from bot.messaging.encoding import measure, plain
from bot.records import Visit
from bot.simulation.bulk import Bulk, ReadOnce
from bot.simulation.crowd import drawn, personas, words
from bot.simulation.simulate import result_of, simulate
from bot.simulation.talk import Outcome, State, Talk, talk
from bot.simulation.visits import visit_drawn
from tests.world import World

FLOW = load_flow("adult_follow_up")
WHOLE, SEED = 50, 7
CROWD, FEWEST_COMPLETED, MOST_PARTS = 300, 0.9, 12
# One á, í, ó or ú in a Spanish patient's own words makes the list that is read back 67 characters a part.
ACCENTS = {"en": 0, "es": 1}


class WholePath:
    """The way of a real patient: webhook's service, safety, Rasa, actions, database, job engine."""

    def __init__(self, world: World, visit: Visit, phone: str) -> None:
        self._world, self._visit, self._phone = world, visit, phone

    async def send(self, texts: Sequence[str], hours: float) -> str:
        known = {message.id for message in await self._world.sent(self._phone)}
        self._world.clock.move(seconds=20 + hours * 3600)
        for text in texts:
            await self._world.text(text, phone=self._phone)
        await self._world.take_turns()
        sent = await self._world.sent(self._phone)
        return "\n".join(m.text or "" for m in sent if m.id not in known and m.status != "cancelled")

    async def state(self) -> State:
        conversation = await self._world.conversation(self._visit)
        async with self._world.wiring.unit_of_work() as uow:
            flow = await uow.conversations.flow(conversation.flow_version)
            number = await uow.numbers.find(self._phone)
        assert number is not None
        agenda = await self._world.agenda(self._visit)
        return State(flow, conversation.session, agenda, number.opted_out_at is not None)


@pytest.mark.parametrize("number", range(WHOLE))
async def test_the_short_way_and_the_whole_path_are_the_same_turn_by_turn(number: int, talking_world: World) -> None:
    world, (_, language, _) = talking_world, drawn(number, WHOLE, SEED)
    visit = await world.a_visit(phone="+12025550143", language=language)
    assistant = world.wiring.loaded_assistant
    assert isinstance(assistant, Assistant)

    whole = await talk(WholePath(world, visit, "+12025550143"), number, WHOLE, SEED)
    short = await talk(Bulk(FLOW, assistant, language), number, WHOLE, SEED)

    assert [one.texts for one in short.exchanges] == [one.texts for one in whole.exchanges]
    for ours, theirs in zip(short.exchanges, whole.exchanges, strict=True):
        assert _without_link(ours.reply) == _without_link(theirs.reply), ours.texts
    assert replace(short.result, lost=(), parts=0) == replace(whole.result, lost=(), parts=0)


def _without_link(reply: str) -> str:
    return " ".join(word for word in reply.split() if "/chat/" not in word and word != "…")


async def test_the_same_seed_gives_the_same_report_and_another_does_not(assistant: Assistant) -> None:
    some = [await simulate(FLOW, assistant, patients=40, seed=seed) for seed in (3, 3, 4)]

    assert some[0] == some[1] != some[2]


@pytest.mark.parametrize("name", flows())
async def test_a_shipped_flow_loses_no_answer_goes_round_with_nobody_and_is_mostly_completed(
    name: str, assistant: Assistant
) -> None:
    """How often somebody leaves is our guess: the rate holds a flow to itself, and forecasts nothing."""
    report = await simulate(load_flow(name), ReadOnce(assistant), patients=CROWD)

    assert report.lost == ()
    assert Outcome.CIRCLES.value not in report.whole.outcomes
    assert report.whole.completed is not None and report.whole.completed >= FEWEST_COMPLETED
    assert report.whole.parts <= MOST_PARTS
    assert all(group.parts <= MOST_PARTS + ACCENTS[group.name] for group in report.languages)


def test_the_crowd_has_every_persona_in_its_share() -> None:
    drawn_personas = [drawn(number, 1000, 1)[0] for number in range(1000)]

    assert len(personas()) >= 12
    for persona in personas():
        share = persona.share / sum(one.share for one in personas())
        assert abs(drawn_personas.count(persona) / 1000 - share) < 0.002


def test_everything_that_is_said_is_there_in_both_languages() -> None:
    assert words("en").keys() == words("es").keys()
    named = {kind for persona in personas() for kind in (*persona.at.values(), *persona.instead.values())}
    assert named <= words("en").keys()


async def test_who_asks_to_stop_or_is_in_danger_is_counted_apart(assistant: Assistant) -> None:
    reader = ReadOnce(assistant)
    talks: list[Talk] = []
    for number in range(100):
        persona, language, _ = drawn(number, 100, 2)
        if persona.refuses:
            talks.append(await talk(Bulk(FLOW, reader, language), number, 100, 2))

    outcomes = {one.result.persona: one.result.outcome for one in talks}
    assert outcomes["opts_out_half_way"] is Outcome.OPTED_OUT
    assert outcomes["says_no"] is Outcome.DECLINED
    assert outcomes["shared_phone"] in (Outcome.CLOSED, Outcome.SILENT)
    assert any("911" in line.reply for one in talks if one.result.persona == "in_danger" for line in one.exchanges)


def with_conditions(**when: object) -> Flow:
    """The flow with a last question under this condition."""
    asked = replace(FLOW.questions["hopes"], id="more", fills="notes", next=None)
    more = replace(asked, when=tuple(Condition(check, value=value) for check, value in when.items()))
    last = replace(FLOW.questions["help_for_visit"], next="more")
    return replace(FLOW, questions={**FLOW.questions, "help_for_visit": last, "more": more})


@pytest.mark.parametrize(
    "when", [{"age_at_least": 65}, {"age_under": 40}, {"visit_type": "annual"}, {"team_topics": 2}, {"language": "es"}]
)
async def test_the_crowd_has_whom_a_question_is_for(when: dict[str, object], assistant: Assistant) -> None:
    flow = with_conditions(**when)
    results = [await result_of(flow, ReadOnce(assistant), number, 60, 3) for number in range(60)]

    asked = sum("more" in one.asked for one in results)
    assert 0 < asked < sum("help_for_visit" in one.asked for one in results)


async def test_a_question_that_came_up_with_nobody_is_named(assistant: Assistant) -> None:
    """Nobody of the crowd is so old, and a question that is switched off is not missed."""
    found = await simulate(with_conditions(age_at_least=110), ReadOnce(assistant), patients=30)

    assert found.never_asked == ("more",)


def test_a_child_comes_where_somebody_answers_for_it() -> None:
    ages = [visit_drawn(load_flow("well_child"), number, 1)[0].age or 0 for number in range(50)]

    assert all(age < 18 for age in ages) and len(set(ages)) > 5


async def test_the_typical_cost_is_that_of_a_conversation_with_two_topics(assistant: Assistant) -> None:
    """The invitation is sent before, and is one part."""
    answers = {"en": ["yes", "my knee", "my sleep", "DONE", "1"], "es": ["si", "la rodilla", "mi peso", "LISTO", "1"]}
    for language, said in answers.items():
        path, parts = Bulk(FLOW, assistant, language), 1
        for text in [*said, "walk", "rest", "less pain", "no", "yes"]:
            parts += measure(plain(await path.send([text], 0))).count
        assert abs(parts - cost(FLOW, language).typical) <= 1, language
