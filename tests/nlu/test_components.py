"""The Rasa components, as the trained assistant runs them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def parse(assistant: Any) -> Any:
    return assistant.parse


async def test_a_message_carries_intent_concerns_and_language(parse: Any) -> None:
    parsed = await parse("my left knee hurts and i need a flu shot")

    assert parsed["intent"]["name"] == "inform"
    assert [one["span"] for one in parsed["concerns"]] == ["left knee hurts", "flu shot"]
    assert parsed["language"] == "en"


@pytest.mark.parametrize(
    ("question", "intent"),
    [(None, "deny"), ("words", "deny"), ("something_else", "nothing_else"), ("identity", "wrong_person")],
)
async def test_the_open_question_decides_what_no_means(parse: Any, question: str | None, intent: str) -> None:
    parsed = await parse("no", question)

    assert parsed["intent"] == {"name": intent, "confidence": pytest.approx(1.0)}
    assert parsed["intent_ranking"][0] == parsed["intent"]
    assert [one["name"] for one in parsed["intent_ranking"]].count(intent) == 1


async def test_the_question_of_the_conversation_comes_before_what_a_caller_says(assistant: Any) -> None:
    from rasa.shared.core.slots import TextSlot
    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa.shared.nlu.training_data.message import Message

    from bot.nlu.step_gate import StepGate

    slot = TextSlot("question", mappings=[], initial_value="something_else")
    tracker = DialogueStateTracker("1", [slot])
    message = Message({"text": "no", "metadata": {"question": "words"}, "intent": {"name": "deny", "confidence": 0.9}})

    (passed,) = StepGate().process([message], tracker)

    assert passed.get("intent")["name"] == "nothing_else"
