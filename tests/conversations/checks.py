"""What is asserted of a replayed case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.agenda.model import Agenda, Item, Quote
from bot.messaging.encoding import measure
from bot.records import Conversation, Message, Number
from bot.services.visit_view import visit_json
from tests.conversations.replay import Heard, Played, texts_of
from tests.conversations.said import carries_more, is_ours, questions_in, says
from tests.conversations.transcripts import Case, Expected
from tests.world import PHONE, World

WORST_FIRST = ("T1-C", "T1", "T2", "T3", "none")
SECRET = ("Lopez", "1961")  # of the patient in tests/world.py: no reply may give them away


@dataclass(frozen=True)
class After:
    """How things stand once everything has happened."""

    conversation: Conversation
    number: Number
    agenda: Agenda
    texts: dict[int, str | None]  # every message of the conversation
    waiting: list[Message]
    seen: dict[str, Any]  # as `previsit visits export` shows it


async def look(played: Played, world: World) -> After:
    visit = played.visit
    async with world.wiring.unit_of_work() as uow:
        conversation, number = await uow.conversations.of_visit(visit.id), await uow.numbers.find(PHONE)
        assert conversation is not None and number is not None
        texts = {m.id: m.text for m in await uow.messages.of_number(number.id)}
        waiting = await uow.messages.waiting(conversation.id)
        seen = await visit_json(visit.id, uow, world.clock)
    return After(conversation, number, await world.agenda(visit), texts, waiting, seen)


def every_reply_is_ours_and_fits(played: Played) -> None:
    """One part, one question, the patient's language, and nothing about who they are."""
    case = played.case
    for heard in played.before:
        _fits(heard, case.flow, (case.language,))
    for heard in (played.wording, *played.after):
        _fits(heard, case.flow, _languages(case))


def _languages(case: Case) -> tuple[str, ...]:
    becomes = case.expect.becomes or case.language
    return (becomes,) if isinstance(becomes, str) else becomes


def _fits(heard: Heard, flow: str, languages: tuple[str, ...]) -> None:
    for reply in heard.replies:
        text = reply.text or ""
        language = next((one for one in languages if is_ours(text, flow, one)), None)
        assert language, f"not a text of ours in {' or '.join(languages)}: {text!r}"
        parts = measure(text).count
        assert parts <= 1 or carries_more(text, flow, language), f"{parts} parts: {text!r}"
        assert len(questions_in(text, flow, language)) <= 1, f"more than one question: {text!r}"
        assert not [secret for secret in SECRET if secret in text]


def what_was_heard(played: Played) -> None:
    """The texts that a step names went out, and none where it says so."""
    for heard in played.all:
        step, languages = heard.step, (played.case.language, *_languages(played.case))
        if step.hears == ():
            assert not heard.replies, f"after {step.name}: {heard.said!r}"
        for key in step.hears or ():
            assert _says(heard, key, played.case.flow, languages), f"{key} is not in: {heard.said!r}"
        if step.asks_nothing:
            assert not _asked(heard, played.case.flow, languages), f"after {step.name}: {heard.said!r}"


def replies_to_the_wording(played: Played) -> None:
    expect, heard, flow = played.case.expect, played.wording, played.case.flow
    languages, said = _languages(played.case), heard.said
    for key in expect.says:
        assert _says(heard, key, flow, languages), f"{key} is not in: {said!r}"
    for key in expect.never_says:
        assert not _says(heard, key, flow, languages), f"{key} is in: {said!r}"
    for piece in (*expect.says_like, *expect.repeats):
        assert piece in said, said
    for piece in expect.says_nothing_like:
        assert piece.casefold() not in said.casefold(), said
    if expect.replies is not None:
        assert len(heard.replies) == expect.replies, said
    if expect.asks_nothing:
        assert not _asked(heard, flow, languages), said


def _says(heard: Heard, key: str, flow: str, languages: Iterable[str]) -> bool:
    return any(says(reply.text or "", key, flow, one) for reply in heard.replies for one in languages)


def _asked(heard: Heard, flow: str, languages: Iterable[str]) -> set[str]:
    return {q for reply in heard.replies for one in languages for q in questions_in(reply.text or "", flow, one)}


def agenda(expect: Expected, after: After) -> None:
    said = after.agenda
    current = [item for item in said.current if not item.negated]
    _items(expect, said, current)
    for question, piece in expect.answers.items():
        answer = said.answer(question)
        assert answer is not None and piece in answer.words, answer
    for question, value in expect.values.items():
        typed = said.answer(question)
        assert typed is not None and typed.value == value, typed
    for question in expect.not_answered:
        assert said.answer(question) is None
    assert set(expect.skipped) <= set(said.skipped), said.skipped
    for who, piece in expect.commitments.items():
        made = [c.words for c in said.commitments if c.who == who and not c.withdrawn]
        assert any(piece in words for words in made), made
    assert set(expect.requests) <= {request.kind for request in said.requests}, said.requests


def _items(expect: Expected, said: Agenda, current: list[Item]) -> None:
    words = [item.words for item in current]
    if expect.items is not None:
        assert words == list(expect.items)
    if expect.items_like is not None:
        assert len(words) == len(expect.items_like), words
        assert all(piece in item for piece, item in zip(expect.items_like, words, strict=True)), words
    for piece in expect.some_items:
        assert any(piece in item for item in words), words
    if expect.item_count is not None:
        assert len(words) == expect.item_count, words
    earlier = [quote.words for item in current for quote in item.earlier]
    off = [item.words for item in said.items if not item.active] + earlier
    assert all(any(piece in item for item in off) for piece in expect.withdrawn), off
    assert not [piece for piece in expect.withdrawn if any(piece in item for item in words)], words
    assert all(any(piece in one for one in earlier) for piece in expect.corrected), earlier
    if expect.source is not None:
        assert {item.source.value for item in current} == {expect.source}
    if expect.changed is not None:
        assert said.changed_after_sending is expect.changed
    if expect.confirmed is not None:
        assert (said.confirmed_at is not None) is expect.confirmed


def place(expect: Expected, after: After) -> None:
    """Where the patient is."""
    session, seen = after.conversation.session, after.seen
    if expect.stage is not None:
        assert session.stage.value in _one_of(expect.stage), session.stage
    if expect.asks is not None:
        assert session.question == expect.asks
    if expect.question is not None:
        assert seen["question"] == expect.question
    if expect.becomes is not None:
        assert after.conversation.language in _one_of(expect.becomes)


def staff_side(expect: Expected, after: After) -> None:
    seen = after.seen
    tiers = [alert["tier"] for alert in seen["alerts"]]
    if expect.tier is not None:
        worst = min(tiers, key=WORST_FIRST.index, default="none")
        assert worst in _one_of(expect.tier), [(alert["tier"], alert["rule"]) for alert in seen["alerts"]]
    tasks = {task["kind"] for task in seen["tasks"] if task["state"] == "open"}
    assert set(expect.tasks) <= tasks, tasks
    if expect.opted_out is not None:
        assert (after.number.opted_out_at is not None) is expect.opted_out
    if expect.wrong_number is not None:
        assert after.number.wrong_number is expect.wrong_number
    if expect.state is not None:
        assert seen["state"] == expect.state


def nothing_is_lost(case: Case, after: After) -> None:
    """Every text is stored as it came unless it was to be erased, none waits, and every quote is what was written."""
    erased = Counter(case.expect.erased)
    came = Counter(m["text"] for m in after.seen["messages"] if m["direction"] == "in" and m["text"] is not None)
    assert came == texts_of(case) - erased
    assert not after.waiting
    for quote in after.agenda.quotes:
        assert quote.words == (after.texts[quote.message_id] or "")[quote.start : quote.end]
    if case.expect.kept:
        _is_kept(case, after)


def _is_kept(case: Case, after: After) -> None:
    quoted: list[Quote] = list(after.agenda.quotes)
    for text in (text.words for text in case.wording.texts if text.words.strip()):
        assert any(after.texts[quote.message_id] == text for quote in quoted), f"not on the agenda: {text!r}"


def _one_of(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value
