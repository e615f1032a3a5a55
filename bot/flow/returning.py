"""Coming back after a pause, and ending before the last question."""

from __future__ import annotations

from bot.flow.asking import ask, opened, read_back
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.expect.words import says_enough
from bot.flow.noticing import had_enough
from bot.flow.reply import Reply
from bot.flow.shortening import Room, shortened
from bot.flow.taking import EARLY, keep


def welcome_back(draft: Draft) -> Draft:
    """After a long pause: one line on what was said so far, and the open question."""
    said = shortened("; ".join(item.words for item in draft.agenda.current), Room.RECAP)
    return (draft.tell("recap", list=said) if said else draft.tell("welcome_back")).then(ask)


def enough(reply: Reply) -> bool:
    """Whether the patient wants to be done, and names no topic besides."""
    start, end = had_enough(reply.text) or (0, 0)
    topics = any(not one.negated and (one.end <= start or end <= one.start) for one in reply.concerns)
    return says_enough(reply.text) or (end > 0 and not topics)


def finish_early(draft: Draft, reply: Reply) -> Draft:
    """Enough questions: with something on the list it is read back, else one question is all that is asked."""
    draft = keep(draft, EARLY, "participation.early", reply.quotes())
    asked = open_for(draft.flow, draft.agenda, "items")
    if draft.agenda.current or draft.session.brief or asked is None:
        return draft.tell("thanks_early").then(read_back)
    return opened(draft.at(brief=True).tell("just_one"), asked).then(ask)
