"""Flows, and where a patient is in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from typing import Any

from bot.agenda.codec import nothing, plain, read
from bot.agenda.events import Event
from bot.agenda.model import Source
from bot.agenda.topical import base

LANGUAGES = ("en", "es")
TOPIC = "topic"  # what `each` says in a flow file
MOST_TOPICS = 3  # that a question is asked about, where a flow does not say
MOST_HOURS = 24 * 60  # before a text of a test
MAX_PROMPTS = 9  # questions, where a flow does not say; more are not answered

# Texts of one meaning, by language.
Texts = Mapping[str, str]


class QuestionKind(str, Enum):
    """What the patient is being asked right now."""

    INVITATION = "invitation"
    WORDS = "words"
    SOMETHING_ELSE = "something_else"
    YES_NO = "yes_no"
    CHOICE = "choice"
    RANKING = "ranking"
    DATE = "date"
    READ_BACK = "read_back"
    IDENTITY = "identity"
    WHICH_VISIT = "which_visit"
    STOP_TEXTS = "stop_texts"  # "Stop these texts? YES/NO"
    GO_ON = "go_on"  # after an alert or a pause
    FINISHED = "finished"  # list confirmed, additions welcome


# What a flow may ask itself; the other kinds belong to the conversation around it.
ASKED_BY_FLOWS = (
    QuestionKind.WORDS,
    QuestionKind.SOMETHING_ELSE,
    QuestionKind.YES_NO,
    QuestionKind.CHOICE,
    QuestionKind.RANKING,
    QuestionKind.DATE,
)


# What else may be open: the conversation around a flow.
PLACES = (*(kind.value for kind in QuestionKind if kind not in ASKED_BY_FLOWS), "opted_out")
TIERS = ("T1", "T1-C", "T2")  # of alerts that page somebody


@dataclass(frozen=True)
class Option:
    """One numbered choice."""

    id: str
    label: Texts
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # other ways to say it, by language
    next: str | None = None  # None: the question's own; the read-back is named


@dataclass(frozen=True)
class Unclear:
    """What to do with an answer that says nothing: prompt `tries` times, then go to `next`."""

    tries: int = 1
    next: str | None = None  # None: where the question goes anyway


# What a condition may ask about the visit and the patient instead of an answer.
ABOUT_THE_VISIT = ("visit_type", "language", "answered_by", "age_at_least", "age_under", "hours_left")


@dataclass(frozen=True)
class Condition:
    """`said`, `not_said`: a question was answered; `is`, `is_not`: with this value; `items`: at least so many.

    team_topics: at least so many that the team has added. Or one of ABOUT_THE_VISIT: hours_left, at least so many until
    it begins; an age that is not known fits none.
    """

    check: str
    question: str | None = None
    value: str | int | None = None


@dataclass(frozen=True)
class Section:
    """Questions that belong together. title: what stands above them; when: what must hold for any of them."""

    id: str
    title: Texts
    when: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Question:
    id: str
    ask: Texts
    kind: QuestionKind
    fills: str | None
    core: bool = True  # False: asked only when the flow's `also_ask` names it
    next: str | None = None  # None: the read-back
    when: tuple[Condition, ...] = ()
    options: tuple[Option, ...] = ()
    repeat: int = 1  # how often a "something else" is asked at most, or about how many topics
    each: bool = False  # asked about each topic, see topical.py
    section: str | None = None
    short: Texts = field(default_factory=dict)  # beside another line, or asked again
    web: Texts = field(default_factory=dict)  # in the web chat, instead of `ask`
    prompt: Texts = field(default_factory=dict)  # after an answer that says nothing, or a bare yes
    unclear: Unclear = Unclear()
    hand_over: str | None = None  # the answer after which a person calls
    instead_of: str | None = None  # takes this question's place when `also_ask` names it


@dataclass(frozen=True)
class Line:
    """says: what the patient texts. then: what is open after the reply, a question or one of PLACES.

    hours: that have passed before it. alert: the tier of the alert it raises.
    """

    says: str
    then: str
    hours: int = 0
    alert: str | None = None


@dataclass(frozen=True)
class Script:
    """A conversation that must go as written before the flow may go out. topics: on the list at its end.

    age, visit_type: of the patient, for the conditions of the flow. team_topics: how many the team has added.
    """

    name: str
    language: str
    lines: tuple[Line, ...]
    topics: int | None = None
    age: int | None = None
    visit_type: str | None = None
    team_topics: int = 0


@dataclass(frozen=True)
class Flow:
    name: str
    version: str  # hash of the content
    title: Texts
    questions: Mapping[str, Question]
    start: str
    also_ask: tuple[str, ...] = ()
    max_prompts: int = MAX_PROMPTS
    speaker: Source = Source.PATIENT  # who answers, unless the answers say otherwise
    sections: Mapping[str, Section] = field(default_factory=dict)
    tests: tuple[Script, ...] = ()
    after_visit: str | None = None  # the first question that is asked after the visit; None: none is

    def question(self, id: str | None) -> Question | None:
        """Return a question by the id that a session or an answer has for it, which may name a topic too."""
        known = self.questions.get(base(id)) if id else None
        return replace(known, id=id) if known is not None and id else None

    def conditions(self, question: Question) -> tuple[Condition, ...]:
        """Return all that must hold for a question to be asked, its section's first."""
        section = self.sections.get(question.section or "")
        return (*section.when, *question.when) if section else question.when


class Stage(str, Enum):
    """Where the conversation is."""

    INVITED = "invited"
    ASKING = "asking"
    READING_BACK = "reading_back"
    CONFIRMED = "confirmed"
    PAUSED = "paused"  # after a danger sign; goes on by CONTINUE or a coordinator only
    CLOSED = "closed"


@dataclass(frozen=True)
class Pending:
    """A small question of ours that comes before the open one."""

    kind: str  # stop_texts, go_on, change_target, change_words, complaint, identity, which_visit
    target: str | None = None  # of a change: "item:3" or "answer:goal"


@dataclass(frozen=True)
class Facts:
    """What conditions may ask about the visit, as it is known at the turn. age: years, on the day of the visit."""

    visit_type: str | None = None
    age: int | None = None
    starts_at: datetime | None = None
    language: str = "en"


@dataclass(frozen=True)
class Frame:
    """How to take one move back: the place before it, and the events that restore the agenda."""

    before: Session
    restore: tuple[Event, ...]  # their quotes without words: looked up in the agenda when used


@dataclass(frozen=True)
class Session:
    """Where one patient is in one flow; holds no patient words."""

    flow: str
    version: str
    stage: Stage = Stage.INVITED
    question: str | None = None  # the open one
    path: tuple[str, ...] = ()  # asked before it, in order, for BACK
    tries: int = 0  # unclear answers to the open question
    rounds: int = 0  # how often the open question was asked, for "something else"
    pending: Pending | None = None
    source: Source = Source.PATIENT  # who is answering
    reopened: str | None = None  # the question that BACK opened: its new answer replaces the old one
    brief: bool = False  # the patient wants one question only
    paused_by: str | None = None  # T1, T1-C or abuse
    paused_from: Stage | None = None  # where a paused conversation goes on
    closed_by: str | None = None  # wrong_person; None: the visit is over
    after: bool = False  # in the part of the flow that is asked after the visit
    at: datetime | None = None  # the last move
    facts: Facts = Facts()
    undo: tuple[Frame, ...] = ()

    def to_json(self) -> dict[str, Any]:
        written: dict[str, Any] = plain(self)
        return written


def session_from_json(data: dict[str, Any]) -> Session:
    session: Session = read(Session, data, nothing)
    return session


def new_session(flow: Flow) -> Session:
    """The session of a patient who has just been invited."""
    return replace(Session(flow.name, flow.version), source=flow.speaker)
