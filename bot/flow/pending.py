"""Small questions of ours that come before the open one: which line, stop these texts, go on."""

from __future__ import annotations

from bot.agenda.events import ItemAdded, ItemsRanked
from bot.agenda.model import Item
from bot.agenda.tokens import content, words
from bot.flow.asking import ask
from bot.flow.changing import ask_for_words, edited, settled
from bot.flow.draft import Draft
from bot.flow.edits import never_mind, takes_out
from bot.flow.expect.numbers import numbers, only_places
from bot.flow.expect.words import no_words, only_polite, only_yes, says_enough, says_go_on, says_here
from bot.flow.expect.yes_no import yes_no
from bot.flow.line_edits import remove, replace_words
from bot.flow.listing import listed, pointed_at
from bot.flow.model import Pending
from bot.flow.reply import Reply
from bot.flow.taking import LATER, keep_note, take_items
from bot.flow.targets import SHORT_FIX

OPT_OUT_TASK = "opt_out"


def answer(draft: Draft, reply: Reply, pending: Pending) -> Draft | None:
    """Return what follows from an answer to the small question; None when it answers the open question instead."""
    match pending.kind:
        case "change_target":
            return _which(draft, reply, pending)
        case "change_words":
            return _new_words(draft, reply, pending.target or "")
        case "stop_texts":
            return _stop(draft, reply)
        case "complaint":
            return _complaint(draft, reply)
        case "go_on":
            return _go_on(draft, reply)
    return None


def _which(draft: Draft, reply: Reply, pending: Pending) -> Draft | None:
    changed = edited(draft, reply, asked=True)
    if changed is not None:
        return settled(changed)
    target = pointed_at(reply.text, listed(draft.flow, draft.agenda, draft.language))
    if target is not None:
        long = len(content(words(reply.text))) >= SHORT_FIX
        return ask_for_words(keep_note(draft, reply) if long else draft, target)
    if never_mind(reply.text):
        return draft.at(pending=None).tell("unchanged").then(ask)
    if pending.target == "again" or content(words(reply.text)):
        return None
    return draft.at(pending=Pending("change_target", "again")).tell("pick_number")


def _new_words(draft: Draft, reply: Reply, target: str) -> Draft:
    entries = listed(draft.flow, draft.agenda, draft.language)
    if target not in [entry.target for entry in entries] or never_mind(reply.text):
        return draft.at(pending=None).tell("unchanged").then(ask)
    if takes_out(reply.text):
        return settled(remove(draft, (target,), reply.text).tell("removed"))
    if no_words(reply.text) or only_yes(reply.text) or only_places(reply.text):
        return ask_for_words(draft, pointed_at(reply.text, entries) or target)
    changed = edited(draft, reply, target=target)
    return settled(changed or replace_words(draft, target, reply, (0, len(reply.text))))


def _stop(draft: Draft, reply: Reply) -> Draft | None:
    said = yes_no(reply.text, reply.intent)
    if said.value == "yes" and said.rest is None:
        return stopped(draft)
    if said.value == "no" and said.rest is None:
        return draft.at(pending=None).tell("texts_go_on").then(ask)
    return None


def stopped(draft: Draft) -> Draft:
    """Stop the texts, and say so: the one text that may follow an opt-out."""
    return draft.at(pending=None).task(OPT_OUT_TASK).tell("opted_out")


def _complaint(draft: Draft, reply: Reply) -> Draft | None:
    """1 puts the complaint at the top of the list, 2 asks for a call."""
    place = numbers(reply.text, 2)
    draft = draft.at(pending=None)
    if place == (1,):
        return _at_the_top(draft).tell("complaint_on_top").then(ask)
    if place == (2,):
        return draft.request("call_me", reply.quotes()).tell("call_coming").then(ask)
    said = yes_no(reply.text, reply.intent)
    return draft.tell("complaint_noted").then(ask) if said.value == "no" and said.rest is None else None


def _at_the_top(draft: Draft) -> Draft:
    told = next(request for request in reversed(draft.agenda.requests) if request.kind == "complaint")
    item = Item(draft.agenda.next_item_id, told.quotes, source=draft.session.source, question=LATER)
    others = (one.id for one in draft.agenda.current)
    return draft.record(ItemAdded(item), ItemsRanked((item.id, *others)))


def _go_on(draft: Draft, reply: Reply) -> Draft:
    """After a same-day notice: yes goes on, no waits, and other words are kept before going on."""
    said = yes_no(reply.text, reply.intent)
    if said.value == "no" and said.rest is None:
        return draft.tell("pause_ok")
    draft = draft.at(pending=None)
    if (said.value == "yes" and said.rest is None) or says_go_on(reply.text) or says_here(reply.text):
        return ask(draft)
    if only_polite(reply.text) or no_words(reply.text) or says_enough(reply.text):
        return ask(draft)
    topics = any(not concern.negated for concern in reply.concerns)
    return (take_items(draft, LATER, reply) if topics else keep_note(draft, reply)).tell("got_it").then(ask)
