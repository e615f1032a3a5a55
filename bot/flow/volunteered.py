"""What is said before it is asked: "my knee, start with that"."""

from __future__ import annotations

import re

from bot.agenda.events import ItemsRanked
from bot.agenda.tokens import content, words
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.edits import flat
from bot.flow.reply import Reply, Span
from bot.flow.taking import take_answer

_FIRST = re.compile(
    r"\b(?:start|begin|lead)(?:ing)?\s+with\s+(?:that|this|it)\b|\b(?:that|this)\s+(?:one\s+)?first\b|\bthat\s+is\s+the\s+main\s+(?:one|thing)\b"
    r"|\b(?:empie[cz]\w*|empezar|comien\w+|comenzar)\s+(?:con|por)\s+es[oae]\b|\bes[oea]\s+primero\b|\bprimero\s+es[oea]\b",
    re.IGNORECASE,
)


_ADDS = re.compile(
    r"^(?:\W|(?:oh|ah|wait|ok|and|but|also|so|actually|sorry|hey|espere?|y|e|pero|ay|perdon|oiga|por favor)\b)*(?:"
    r"(?:i |we )?(?:almost )?forgot (?:to (?:say|mention|tell (?:you|u)|add)|one (?:more )?thing|something)"
    r"|one more (?:thing|topic)|another (?:thing|topic)|(?:can|could) (?:you|u) (?:please )?(?:also )?add|(?:please )?add"
    r"|(?:i )?(?:also )?(?:want to|wanna|need to|would like to) (?:also )?talk about"
    r"|i also (?:need|have|want)|also i (?:need|have|want)|(?:casi )?se me olvid\w+(?: (?:decir|mencionar|una cosa|algo))?"
    r"|me falto(?: (?:decir|mencionar|una cosa|algo))?|otr[oa] (?:tema|cosa)|(?:puede )?(?:agreg|anad)\w+"
    r"|(?:tambien )?(?:quiero|quisiera) (?:tambien )?hablar de|tambien (?:necesito|ocupo|quiero|tengo|me (?:duele|da|dan|preocupa)))\b"
    r"(?: (?:que|q|to talk about|(?:quiero|quisiera) tratar|is|es)\b)*\W*"
)


def adds_a_topic(reply: Reply) -> Span | None:
    """Return where a topic stands that is brought up beside a question about something else."""
    said = _ADDS.match(flat(reply.text))
    rest = (said.end(), len(reply.text)) if said else None
    return rest if rest and content(words(reply.text[slice(*rest)])) else None


def first_of_these(draft: Draft, reply: Reply) -> Draft:
    """Rank what was named just before "start with that", and answer the ranking question with it."""
    said = _FIRST.search(reply.text)
    asked = open_for(draft.flow, draft.agenda, "items.rank")
    if said is None or asked is None:
        return draft
    before = reply.quotes(0, said.start())
    named = [item.id for item in draft.agenda.current if any(q.overlaps(b) for q in item.quotes for b in before)]
    if not named:
        return draft
    rest = [item.id for item in draft.agenda.current if item.id != named[-1]]
    ranked = draft.record(ItemsRanked((named[-1], *rest)))
    return take_answer(ranked, asked, reply.quotes(*said.span()))
