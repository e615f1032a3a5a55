"""Talking with a flow in tests: texts in, what was said and kept out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from bot.agenda.concern import Concern
from bot.agenda.events import Event, Recorded
from bot.agenda.fold import fold
from bot.agenda.model import Agenda
from bot.flow import moves
from bot.flow.advance import advance, kind_of
from bot.flow.library import load_flow
from bot.flow.model import Flow, QuestionKind, Session, Stage, new_session, session_from_json
from bot.flow.moves import Move
from bot.flow.reply import Piece, Reply
from bot.flow.step import Step
from bot.flow.wording import question_text

START = datetime(2026, 12, 1, 15, 0, tzinfo=timezone.utc)
OPENINGS = {"en": "yes", "es": "sí"}


class Talk:
    """One patient in one flow; every session goes through JSON and every event through the fold, as in a real turn."""

    def __init__(self, flow: str | Flow = "adult_follow_up", language: str = "en") -> None:
        self.flow = load_flow(flow) if isinstance(flow, str) else flow
        self.session: Session = new_session(self.flow)
        self.agenda = Agenda()
        self.language = language
        self.now = START
        self.events: list[Event] = []
        self.texts: dict[int, str] = {}
        self.last = Step(self.session)

    def reply(
        self, *texts: str, intent: str = "inform", concerns: Sequence[str] = (), goals: Sequence[str] = ()
    ) -> Reply:
        """Build a reply; a concern that starts with "-" is a denied one, a goal one of that category."""
        first = len(self.texts) + 1
        self.texts |= dict(enumerate(texts, start=first))
        pieces = tuple(Piece(number, text) for number, text in enumerate(texts, start=first))
        whole = "\n".join(texts)
        found = [_concern(whole, words) for words in concerns]
        found += [_concern(whole, words, category="goal_or_what_matters") for words in goals]
        return Reply(pieces, intent, self.language, tuple(found))

    def say(self, *texts: str, move: Any = moves.Answer, later: timedelta = timedelta(minutes=1), **about: Any) -> Step:
        """Play a move with these texts; what the move needs besides its reply is taken from `about`."""
        of_move = {name: about.pop(name) for name in ("kind", "tier", "language") if name in about}
        return self.play(move(self.reply(*texts, **about), **of_move), later=later)

    @property
    def text(self) -> str | None:
        """The question of the last step as the patient reads it."""
        return next((text for say in self.last.say if (text := question_text(self.flow, say, self.language, {}))), None)

    def record(self, event: Event) -> None:
        """Let something happen to the agenda beside the talk."""
        self.agenda = fold(self.agenda, Recorded(event, self.now, "team"))

    def aside(self, text: str, kind: str) -> Step:
        return self.say(text, move=moves.Aside, kind=kind)

    def play(self, move: Move, *, later: timedelta = timedelta(minutes=1)) -> Step:
        self.now += later
        self.last = advance(self.flow, self.session, self.agenda, move, now=self.now)
        self.session = session_from_json(json.loads(json.dumps(self.last.session.to_json())))
        assert self.session == self.last.session
        for event in self.last.events:
            self.agenda = fold(self.agenda, Recorded(event, self.now, "patient"))
        self.events += self.last.events
        return self.last

    @property
    def said(self) -> list[str]:
        """Keys of the last step, a question with its form: "question:goal/short"."""
        return [f"{say.key}/{say.values['form']}" if "form" in say.values else say.key for say in self.last.say]

    @property
    def shown(self) -> list[str]:
        """The numbered lines of the last step."""
        return [f"{say.values['n']} {say.values['words']}" for say in self.last.say if say.key.startswith("list_")]

    @property
    def items(self) -> list[str]:
        return [item.words for item in self.agenda.current]

    @property
    def question(self) -> str | None:
        return self.session.question

    @property
    def stage(self) -> Stage:
        return self.session.stage

    @property
    def kind(self) -> QuestionKind:
        return kind_of(self.flow, self.session)

    def answered(self, question: str) -> tuple[str, str | None] | None:
        answer = self.agenda.answer(question)
        return (answer.words, answer.value) if answer else None


def talk(*texts: str, flow: str | Flow = "adult_follow_up", language: str = "en") -> Talk:
    """Start a talk that said yes to the invitation and then these texts."""
    started = Talk(flow, language)
    for text in (OPENINGS[language], *texts):
        started.say(text)
    return started


def read_back(language: str = "en") -> Talk:
    """Bring a talk to the read-back of two ranked items and four answers."""
    texts = {
        "en": ("my knee hurts", "I sleep badly", "no", "2", "garden again", "ice", "less pain", "no"),
        "es": ("me duele la rodilla", "duermo mal", "no", "2", "caminar", "hielo", "menos dolor", "no"),
    }
    return talk(*texts[language], language=language)


def _concern(text: str, words: str, **fields: Any) -> Concern:
    span = words.removeprefix("-")
    start = text.index(span)
    return Concern(start, start + len(span), span, negated=words.startswith("-"), **({"category": "symptom"} | fields))
