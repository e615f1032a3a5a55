"""What the patient does with a reply, as Rasa decided it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flow.reply import Reply


@dataclass(frozen=True)
class Answer:
    """Says something to the open question."""

    reply: Reply


@dataclass(frozen=True)
class Skip:
    reply: Reply


@dataclass(frozen=True)
class Back:
    reply: Reply


@dataclass(frozen=True)
class Done:
    """Has nothing else to say, or finishes early."""

    reply: Reply


@dataclass(frozen=True)
class Repeat:
    reply: Reply


@dataclass(frozen=True)
class Change:
    """Wants something already said changed; the words may say what."""

    reply: Reply


@dataclass(frozen=True)
class Undo:
    reply: Reply


@dataclass(frozen=True)
class GoOn:
    """START, CONTINUE, "ok here"; without a reply a coordinator lets a paused conversation go on."""

    reply: Reply | None = None


@dataclass(frozen=True)
class Pause:
    """Is busy now and answers later."""

    reply: Reply


@dataclass(frozen=True)
class Aside:
    """Says something beside the open question and returns to it."""

    reply: Reply
    kind: str  # one of ASIDES


@dataclass(frozen=True)
class SwitchLanguage:
    reply: Reply
    language: str


@dataclass(frozen=True)
class Keep:
    """A message with a danger sign, whose safety text has gone out already: keep the words and ask nothing.

    T1 keeps them as the answer to the open question and pauses; T2 the same, offers to go on, and the next move does.
    T1-C pauses and keeps nothing in the agenda: such words are for the clinical role only, who has the alert;
    nothing more is said to a phone that may be read by the person feared (kind abuse). Source: rules-and-safety.md 3.3.
    """

    reply: Reply
    tier: str = "T1"  # T1, T1-C, T2
    kind: str = ""  # the notice's class


@dataclass(frozen=True)
class Stop:
    """A plain wish to get no more texts, in words that no list holds: the listed ones never get as far as a turn."""

    reply: Reply


Move = Answer | Skip | Back | Done | Repeat | Change | Undo | GoOn | Pause | Aside | SwitchLanguage | Keep | Stop

ASIDES = (
    "help",
    "who_are_you",
    "who_reads_this",
    "ask_medical_advice",
    "refill_request",
    "reschedule_or_cancel",
    "billing_question",
    "test_result",
    "directions",
    "talk_to_human",
    "angry_complaint",
    "proxy_speaking",
    "thanks",
    "greet_goodbye",
    "wrong_person",
    "who_gave_number",
    "link",
    "picture",
    "emoji_only",
    "unsupported_language",
    "privacy_data",
    "teen_privacy",
    "stop_texts",
    "off_topic",
)
