"""What is said before it is asked: "my knee, start with that"."""

from __future__ import annotations

import re

from bot.agenda.events import ItemsRanked
from bot.agenda.tokens import content, words
from bot.flow.course import open_for
from bot.flow.draft import Draft
from bot.flow.edits import flat
from bot.flow.expect.mentions import mentioned
from bot.flow.expect.phrases import alike
from bot.flow.reply import Reply, Span
from bot.flow.taking import take_answer

_FIRST = re.compile(
    r"\b(?:start|begin|lead)(?:ing)?\s+with\s+(?:that|this|it)\b|\b(?:that|this)\s+(?:one\s+)?first\b|\bthat\s+is\s+the\s+main\s+(?:one|thing)\b"
    r"|\b(?:empie[cz]\w*|empezar|comien\w+|comenzar)\s+(?:con|por)\s+es[oae]\b|\bes[oea]\s+primero\b|\bprimero\s+es[oea]\b",
    re.IGNORECASE,
)


# The same with its name: "start w the feet", "knee is number one", "el pie primero".
_NAME = r"(?:[^\s,.;!?]+[^\S\n]*){1,5}(?=\s*(?:[,.;!?\n]|$))"  # to the end of its clause, and short
_NAMED_FIRST = re.compile(
    rf"\b(?:start|begin|lead)(?:ing)?\s+(?:with|w/?|wit)\s+(?P<after>{_NAME})"
    rf"|\b(?:empie[cz]\w*|empezar|comien\w+|comenzar)\s+(?:con|por)\s+(?P<despues>{_NAME})"
    r"|(?:^|[,.;!?\n]|\b(?:but|pero|and|y)\b)\s*(?P<before>(?:\w+\s+){1,3}?)(?:(?:is|are|goes|comes|es|son|va|van)\s+)?"
    r"(?:(?:the\s+)?(?:number\s+one|first|most\s+important|main\s+(?:one|thing)|worst|priority)|#\s?1"
    r"|(?:lo|el|la)\s+(?:mas\s+importante|principal|primero)|primero|de\s+primero)(?=\s*(?:$|[,.;!?\n]))"
)
_ADDS = re.compile(
    r"^(?:\W|(?:oh|ah|wait|ok|and|but|also|so|actually|sorry|hey|espere?|y|e|pero|ay|perdon|oiga|por favor)\b)*(?:"
    r"(?:i |we )?(?:almost )?forgot (?:to (?:say|mention|tell (?:you|u)|add)|one (?:more )?thing|something)"
    r"|one more (?:thing|topic)|another (?:thing|topic)|(?:can|could) (?:you|u) (?:please )?(?:also )?add|(?:please )?add"
    r"|(?:i )?(?:also )?(?:want to|wanna|need to|would like to) (?:also )?talk about"
    r"|i also (?:need|have|want)|also i (?:need|have|want)|(?:casi )?se me olvid\w+(?: (?:decir|mencionar|una cosa|algo))?"
    r"|me falto(?: (?:decir|mencionar|una cosa|algo))?|otr[oa] (?:tema|cosa)|(?:puede )?(?:agreg|anad)\w+"
    r"|(?:tambien )?(?:quiero|quisiera) (?:tambien )?hablar de"
    r"|tambien(?= (?:necesito|ocupo|quiero|tengo|me (?:duele|da|dan|preocupa))\b))\b"
    r"(?: (?:que|q|to talk about|(?:quiero|quisiera) tratar|is|es)\b)*\W*"
)


_ALSO = re.compile(
    r"^(?:\W|(?:oh|ah|wait|ok|sorry|hey|ay|espere?|perdon|y|and)\b)*(?:also|plus|and also|tambien|ademas|aparte)\b\W*"
)
_COMPLAINTS = frozenset({"symptom", "mental_health", "chronic_condition"})


def adds_a_topic(reply: Reply) -> Span | None:
    """Return where a topic stands that is brought up beside a question about something else."""
    said = _ADDS.match(flat(reply.text)) or _ALSO.match(flat(reply.text))
    rest = (said.end(), len(reply.text)) if said else None
    if rest is None or not content(words(reply.text[slice(*rest)])):
        return None
    return rest if _ADDS.match(flat(reply.text)) or _is_of_health(reply) else None


def _is_of_health(reply: Reply) -> bool:
    """Whether what is told is a complaint: "also my back hurts" adds a topic, "also walk my dog" answers."""
    return any(one.category in _COMPLAINTS and not one.negated for one in reply.concerns)


def named_first(reply: Reply) -> Span | None:
    """Return where a clause says which of the topics told beside it comes first; that clause is no topic itself."""
    text = flat(reply.text)
    for said in _NAMED_FIRST.finditer(text):
        name = content(words(_name(said)))
        around = words(text[: said.start()]) + words(text[said.end() :])
        if name and any(alike(one, other) for one in name for other in around):
            return said.span()
    return None


def _name(said: re.Match[str]) -> str:
    return said["after"] or said["despues"] or said["before"] or ""


def first_of_these(draft: Draft, reply: Reply, named: Span | None = None) -> Draft:
    """Rank what was named just before "start with that", and answer the ranking question with it."""
    said = _FIRST.search(reply.text)
    asked = open_for(draft.flow, draft.agenda, "items.rank")
    if asked is None or (said is None and named is None):
        return draft
    if said is not None:
        before = reply.quotes(0, said.start())
        meant = [item.id for item in draft.agenda.current if any(q.overlaps(b) for q in item.quotes for b in before)]
    else:
        told = {item.id: item.words for item in draft.agenda.current}
        meant = mentioned(reply.text[slice(*named)], told) if named else []
    if not meant:
        return draft
    span = said.span() if said is not None else named or (0, 0)
    rest = [item.id for item in draft.agenda.current if item.id != meant[-1]]
    ranked = draft.record(ItemsRanked((meant[-1], *rest)))
    return take_answer(ranked, asked, reply.quotes(*span))
