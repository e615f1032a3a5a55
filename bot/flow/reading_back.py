"""The read-back: yes sends it, anything else changes it, and then it is read back again."""

from __future__ import annotations

from bot.agenda.events import Confirmed
from bot.flow.asking import ask, read_back
from bot.flow.changing import ask_which, change, edited, left_out, settled
from bot.flow.draft import Draft
from bot.flow.edits import asks_to_change, wants_erasing
from bot.flow.evidence import asks_if_sent
from bot.flow.expect.mentions import the_one_mentioned
from bot.flow.expect.words import (
    emoji_only,
    no_words,
    only_polite,
    plain_yes,
    says_here,
    says_nothing,
    says_send,
    thumbs,
)
from bot.flow.expect.yes_no import YesNo, yes_no
from bot.flow.line_edits import replace_words
from bot.flow.listing import listed
from bot.flow.model import Stage
from bot.flow.reply import Reply
from bot.flow.taking import LATER, keep_note, take_items


def answer(draft: Draft, reply: Reply) -> Draft:
    if no_words(reply.text) and thumbs(reply.text) is None:
        return keep_note(draft, reply).tell("emoji") if emoji_only(reply.text) else ask(draft)
    if draft.away and says_here(reply.text) and not plain_yes(reply.text):
        return read_back(draft)
    if says_send(reply.text):
        return confirm(draft)
    if wants_erasing(reply.text) or asks_to_change(reply.text):
        return change(draft, reply)
    changed = left_out(draft, reply) or edited(draft, reply)
    if changed is not None:
        return settled(changed)
    if asks_if_sent(reply.text):
        return read_back(draft)
    said = yes_no(reply.text, reply.intent)
    if said.rest is None and said.value == "yes":
        return confirm(draft)
    if said.value is None and (says_nothing(reply.text) or only_polite(reply.text)):
        return draft.tell("read_back_short")
    if said.rest is None and said.value == "no":
        return ask_which(draft)
    return _more(draft, reply, said)


def confirm(draft: Draft) -> Draft:
    return draft.record(Confirmed()).at(stage=Stage.CONFIRMED, question=None, pending=None).tell("confirmed")


def _more(draft: Draft, reply: Reply, said: YesNo) -> Draft:
    """ "No, it's my LEFT knee" words a line anew; other words are added to the list."""
    span = said.rest if said.value else None
    if said.value == "no" and span is not None:
        entries = listed(draft.flow, draft.agenda, draft.language)
        named = the_one_mentioned(reply.text[slice(*span)], {entry.target: entry.words for entry in entries})
        if named is not None:
            return settled(replace_words(draft, named, reply, span))
    return take_items(draft, LATER, reply, span).then(read_back)
