"""The trained second opinion in a turn: it may alarm where no rule does, raise a tier, and never lowers one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.safety import Opinion, OptOut, Stance, Tier, opt_out, scan, worst
from bot.understanding.signs import signs
from bot.understanding.stop_wish import STOP, wishes
from tests.world import World

if TYPE_CHECKING:  # importing Rasa takes its time
    from bot.engine.assistant import Assistant


async def unnoticed(assistant: Assistant, tier: Tier) -> str:
    """A text that it was trained on, which no rule finds alarming and it does; abuse has an answer of its own."""
    for sign in signs():
        if sign.tier is tier and sign.kind != "abuse" and not worst(scan(sign.text)).alarms:
            opinion = await assistant.opinion(sign.text)
            if opinion.stance is Stance.ALARMS and opinion.tier is tier:
                return sign.text
    raise AssertionError("the rules know every text")


class Raised:
    """The real assistant with an opinion of ours."""

    def __init__(self, assistant: Assistant, **opinion: object) -> None:
        self._assistant, self._opinion = assistant, opinion

    async def take(self, *args: object) -> bytes:
        return await self._assistant.take(*args)  # type: ignore[arg-type]

    async def opinion(self, text: str) -> Opinion:
        return replace(await self._assistant.opinion(text), **self._opinion)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tier", "said"), [(Tier.T1, "911"), (Tier.CRISIS, "988"), (Tier.T2, "Please do not wait")], ids=str
)
async def test_words_that_no_rule_knows_are_answered_and_alert_the_clinic(
    talking_world: World, assistant: Assistant, tier: Tier, said: str
):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")

    await world.say(await unnoticed(assistant, tier))

    (alert,) = await world.alerts(visit)
    assert (alert.tier, alert.state, alert.rule, alert.opinion) == (tier, "open", "second_opinion", "alone")
    assert any(said in (message.text or "") for message in await world.sent())


async def test_what_it_finds_alarming_is_kept_where_the_patient_said_it(talking_world: World, assistant: Assistant):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    text = await unnoticed(assistant, Tier.T1)

    await world.say(text)

    (alert,) = await world.alerts(visit)
    quotes = [quote for quote in (await world.agenda(visit)).quotes if quote.message_id == alert.message_id]
    assert quotes and 0 <= alert.start < alert.end <= len(text)


@pytest.mark.parametrize(
    ("stance", "noted"), [(Stance.ALARMS, "agrees"), (Stance.DOUBTS, "doubts"), (Stance.UNSURE, None)]
)
async def test_staff_are_told_whether_it_agrees_and_the_tier_of_the_rule_stays(
    talking_world: World, assistant: Assistant, stance: Stance, noted: str | None
):
    world = talking_world
    world.wiring.assistant = Raised(assistant, stance=stance, tier=Tier.T2)  # type: ignore[assignment]
    visit = await world.a_visit()
    await world.say("yes")

    await world.say("chest tight right now and my arm is numb")

    assert {(alert.tier, alert.opinion) for alert in await world.alerts(visit)} == {("T1", noted)}


async def test_it_raises_a_same_day_sign_where_another_one_is_an_emergency(talking_world: World, assistant: Assistant):
    world = talking_world
    world.wiring.assistant = Raised(assistant, stance=Stance.ALARMS, tier=Tier.T1, kind="stroke")  # type: ignore[assignment]
    visit = await world.a_visit()
    await world.say("yes")

    await world.say("had chest pain last night")
    after = await world.say("ok")

    assert {(alert.tier, alert.opinion) for alert in await world.alerts(visit)} == {("T2", "agrees"), ("T1", "alone")}
    assert any("911" in (message.text or "") for message in await world.sent())
    assert "CONTINUE" in after


async def test_a_wish_to_stop_in_words_of_their_own_stops_the_texts_and_keeps_the_words(
    talking_world: World, assistant: Assistant
):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    text = [text for label, text in wishes() if label == STOP and opt_out(text) is OptOut.NONE]
    plain = [one for one in text if (await assistant.parse(one))["stop_wish"] == OptOut.NATURAL][0]

    reply = await world.say(plain)
    after = await world.say("my knee hurts")

    assert "no more visit texts" in reply and after == ""
    quotes = [quote.words for quote in (await world.agenda(visit)).quotes]
    assert any(quote in plain for quote in quotes)
