"""What patients say beside the open question: a straight answer in a line, a person told where one must act."""

from __future__ import annotations

from dataclasses import dataclass

from bot.agenda.concern import Concern
from bot.agenda.events import Requested
from bot.agenda.model import Source, StaffRequest
from bot.agenda.tokens import words
from bot.flow.asking import ask
from bot.flow.draft import Draft
from bot.flow.evidence import BYE
from bot.flow.model import Pending, Stage
from bot.flow.reply import Reply
from bot.flow.taking import LATER, add_item, keep


@dataclass(frozen=True)
class Beside:
    """How to answer one kind of aside."""

    key: str  # of the catalogue
    request: str | None = None  # what staff is asked for; its words are kept with it
    task: str | None = None
    asks: bool = True  # the open question is asked again


ASIDES = {
    "help": Beside("help", asks=False),
    "who_are_you": Beside("who_are_you"),
    "who_reads_this": Beside("who_reads_this"),
    "who_gave_number": Beside("who_gave_number"),
    "refill_request": Beside("refill", "refill"),
    "reschedule_or_cancel": Beside("reschedule", "reschedule", asks=False),
    "billing_question": Beside("billing", "billing"),
    "test_result": Beside("test_result", "test_result"),
    "directions": Beside("directions", "directions"),
    "talk_to_human": Beside("call_coming", "call_me"),
    "thanks": Beside("welcome"),
    "greet_goodbye": Beside("hello"),
    "link": Beside("link", asks=False),
    "picture": Beside("picture"),
    "unsupported_language": Beside("unsupported_language", "interpreter", asks=False),
    "privacy_data": Beside("privacy_data", task="privacy_data"),
    "stop_texts": Beside("stop_texts", asks=False),
    "angry_complaint": Beside("complaint", "complaint", asks=False),
    "proxy_speaking": Beside("proxy", "proxy"),
    "off_topic": Beside("off_topic", "other"),
    "teen_privacy": Beside("teen_privacy", "other", task="confidential", asks=False),
}


def aside(draft: Draft, reply: Reply, kind: str) -> Draft:
    match kind:
        case "wrong_person":
            return _wrong_person(draft, reply)
        case "ask_medical_advice":
            return _advice(draft, reply)
        case "greet_goodbye" if BYE.intersection(words(reply.text)):
            return draft.tell("goodbye")
        case "stop_texts" | "angry_complaint":
            pending = Pending("stop_texts" if kind == "stop_texts" else "complaint")
            return _told(draft, reply, ASIDES[kind]).at(pending=pending)
        case "proxy_speaking":
            return _told(draft.at(source=Source.PROXY), reply, ASIDES[kind])
    # Something new to this version is answered like a call for help, never with silence.
    return _told(draft, reply, ASIDES.get(kind, ASIDES["help"]))


def _told(draft: Draft, reply: Reply, beside: Beside) -> Draft:
    if beside.request:
        draft = draft.request(beside.request, reply.quotes())
    if beside.task:
        draft = draft.task(beside.task)
    draft = draft.tell(beside.key)
    return ask(draft) if beside.asks and draft.asks else draft


def _wrong_person(draft: Draft, reply: Reply) -> Draft:
    """Apologise, disclose nothing and end."""
    draft = draft.record(Requested(StaffRequest("wrong_person", reply.quotes()))).task("wrong_number")
    return draft.at(stage=Stage.CLOSED, closed_by="wrong_person", question=None, pending=None).tell("wrong_person")


def _advice(draft: Draft, reply: Reply) -> Draft:
    """No advice: the question goes on the list for the team."""
    asked = Concern(0, len(reply.text), reply.text, "question_for_clinician")
    draft = add_item(draft, LATER, reply.quotes(), asked)
    draft = keep(draft, LATER, "items", reply.quotes())
    return ask(draft.tell("no_advice_go_on")) if draft.asks else draft.tell("no_advice")
