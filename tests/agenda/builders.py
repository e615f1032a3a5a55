"""Agendas and their parts for tests; what a test is not about is filled in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timezone
from typing import Any

from hypothesis import strategies as st

from bot.agenda import events as ev
from bot.agenda.fold import agenda_of
from bot.agenda.model import Agenda, Answer, Commitment, Item, Quote, Source, StaffRequest

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=timezone.utc)
MESSAGES = {1: "my knee hurts, and I cannot sleep", 2: "sorry I meant LEFT knee", 3: "no me dejan dormir 😩", 4: "ok"}


def a_quote(words: str = "my knee hurts", message_id: int = 1) -> Quote:
    """Quote words that stand in one of MESSAGES."""
    start = MESSAGES[message_id].index(words)
    return Quote(message_id, start, start + len(words), words)


def an_item(item_id: int = 1, words: str = "my knee hurts", message_id: int = 1, **fields: Any) -> Item:
    return Item(item_id, (a_quote(words, message_id),), **fields)


def an_answer(question: str = "goal", fills: str = "what_matters.goal", **fields: Any) -> Answer:
    return Answer(question, fills, fields.pop("quotes", (a_quote(),)), **fields)


def recorded(event: ev.Event, by: str = "patient") -> ev.Recorded:
    return ev.Recorded(event, NOW, by)


def an_agenda(*happened: ev.Event) -> Agenda:
    return agenda_of(map(recorded, happened))


def text_of(message_id: int) -> str | None:
    return MESSAGES.get(message_id)


def words_of(message_id: int, start: int, end: int) -> str | None:
    return MESSAGES[message_id][start:end]


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    message_id = draw(st.sampled_from(sorted(MESSAGES)))
    text = MESSAGES[message_id]
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Quote(message_id, start, end, text[start:end])


_IDS = st.integers(1, 5)
_QUESTIONS = st.sampled_from(["main_concern", "goal", "small_step"])
_SOME_QUOTES = st.lists(quotes(), min_size=1, max_size=3).map(tuple)
_ITEMS = st.builds(
    Item,
    id=_IDS,
    quotes=_SOME_QUOTES,
    category=st.sampled_from(["symptom", "other"]),
    source=st.sampled_from([Source.PATIENT, Source.PROXY]),
    question=st.none() | _QUESTIONS,
    body_site=st.none() | st.just("knee"),
    person=st.sampled_from(["self", "child"]),
)
_ANSWERS = st.builds(
    Answer,
    question=_QUESTIONS,
    fills=st.sampled_from(["items", "what_matters.goal"]),
    quotes=_SOME_QUOTES,
    value=st.none() | st.just("not_now"),
)
_COMMITMENTS = st.builds(Commitment, id=_IDS, who=st.just("patient"), quotes=_SOME_QUOTES)

EVENTS: st.SearchStrategy[ev.Event] = st.one_of(
    st.builds(ev.ItemAdded, _ITEMS),
    st.builds(ev.ItemRepeated, _IDS, _SOME_QUOTES),
    st.builds(ev.ItemAmended, _IDS, _SOME_QUOTES),
    st.builds(ev.ItemWithdrawn, _IDS),
    st.builds(ev.ItemRestored, _IDS),
    st.builds(ev.ItemRelabelled, _IDS, st.just("medication")),
    st.builds(ev.ItemsRanked, st.lists(_IDS, unique=True).map(tuple)),
    st.builds(ev.Answered, _ANSWERS),
    st.builds(ev.ToldAfter, _ANSWERS.map(lambda answer: replace(answer, fills="after.open"))),
    st.builds(ev.AnswerWithdrawn, _QUESTIONS),
    st.builds(ev.QuestionSkipped, _QUESTIONS),
    st.builds(ev.TopicAdded, _IDS, st.just("Blood pressure")),
    st.builds(ev.TopicWithdrawn, _IDS),
    st.builds(ev.CommitmentMade, _COMMITMENTS),
    st.builds(ev.CommitmentWithdrawn, _IDS),
    st.builds(ev.Requested, st.builds(StaffRequest, st.just("refill"), _SOME_QUOTES)),
    st.builds(ev.Declined),
    st.builds(ev.Accepted),
    st.builds(ev.Confirmed),
    st.builds(ev.Reopened),
    st.builds(ev.SignedOff),
    st.builds(ev.SignOffUndone),
    st.builds(ev.SummarySent, st.integers(1, 9)),
)


def kinds(happened: Iterable[ev.Event]) -> list[type]:
    return [type(event) for event in happened]
