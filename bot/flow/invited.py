"""Before the first question: yes starts, no is accepted for good, and an answer is never lost."""

from __future__ import annotations

from dataclasses import replace

from bot.agenda.events import Declined
from bot.flow.answering import answer as answer_question
from bot.flow.asking import ask, begin, started
from bot.flow.draft import Draft
from bot.flow.expect.words import no_words, only_polite, says_enough, says_here, says_not_now, says_nothing, thumbs
from bot.flow.expect.yes_no import YesNo, yes_no
from bot.flow.reply import Reply
from bot.flow.taking import LATER, take_items

SHORT_REASON = 4  # words after a "no": more of them, or a topic, is something to keep


def answer(draft: Draft, reply: Reply) -> Draft:
    if no_words(reply.text) and thumbs(reply.text) is None:
        return ask(draft)
    said = yes_no(reply.text, reply.intent)
    if said.value == "yes":
        return begin(draft) if said.rest is None else _begin_with(draft, _after_yes(reply, said.rest[0]))
    if _declines(reply, said):
        return draft if draft.agenda.declined else decline(draft)
    if says_nothing(reply.text) or only_polite(reply.text):
        return ask(draft)
    if draft.agenda.declined:
        return take_items(draft, LATER, reply).tell("added_start")
    return _begin_with(draft, reply)


def without_questions(draft: Draft, reply: Reply) -> Draft:
    """SKIP or DONE before anything was asked is a no; in Spanish "listo" may also say "ready"."""
    if says_here(reply.text):
        return begin(draft)
    return draft if draft.agenda.declined else decline(draft)


def decline(draft: Draft) -> Draft:
    return draft.record(Declined()).tell("declined")


def _declines(reply: Reply, said: YesNo) -> bool:
    if said.value != "no":
        return says_not_now(reply.text) or says_enough(reply.text)
    topics = any(not concern.negated for concern in reply.concerns)
    rest = reply.text[slice(*said.rest)].split() if said.rest else []
    return not topics and (reply.intent == "deny" or len(rest) < SHORT_REASON)


def _begin_with(draft: Draft, reply: Reply) -> Draft:
    """Take what was said as the answer to the first question."""
    return answer_question(started(draft), reply)


def _after_yes(reply: Reply, start: int) -> Reply:
    return replace(reply.hiding((0, start)), intent="inform")
