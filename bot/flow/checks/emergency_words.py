"""A text that has patients write about an emergency."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import sentences, texts
from bot.flow.model import Flow

_WRITE = r"(?:text|reply|write|message|send|respond|escrib[ae]\w*|respond[ae]|mand[ea]\w*|env[ií][ea]\w*|textee)"
_TELL = r"(?:tell|let|answer|contact|av[ií]s[ea]\w*|d[ií]ga\w*|dinos|cu[eé]nt[ea]\w*|contest[ea])"
_WHEN = r"(?:if|when|whenever|in\s+case(?:\s+of)?|for|during|in|si|cuando|en\s+caso(?:\s+de)?|por|para|en|ante)"
_EMERGENCY = (
    r"(?:emergenc(?:y|ies)(?!\s+(?:contact|room|visit|plan|card)\w*)|(?<!contacto\sde\s)(?<!sala\sde\s)(?:emergencias?"
    r"|urgencias?)|crisis)"
)
_DANGER = (
    rf"(?:{_EMERGENCY}|chest\s+(?:pain|pressure)|(?:can(?:no|['’])?t|trouble|hard\s+to)\s+breath\w*|short\s+of\s+breath|stroke"
    r"|heart\s+attack"
    r"|(?:pass|black)(?:ed|ing)?\s+out|faint\w*|unconscious|bleed\w*|overdos\w*|suicid\w*|(?:kill|hurt|harm)\w*\s+(?:yourself|someone)"
    r"|want\s+to\s+die|seizures?|in\s+danger|unsafe|dolor\s+(?:de|en\s+el)\s+pecho|no\s+puede\s+respirar|cuesta\s+respirar"
    r"|falta\s+(?:el|de)\s+aire"
    r"|infarto|derrame|desmay\w*|sangr\w+|sobredosis|matarse|quitarse\s+la\s+vida|(?:hacerse|lastimar\w*)\s+daño|lastimarse"
    r"|morir\w*|convulsi\w+|peligro)"
)
_AT_ONCE = (
    r"(?:right\s+away|at\s+once|immediately|straight\s+away|asap|urgently|as\s+soon\s+as\s+possible|de\s+inmediato"
    r"|inmediatamente|en\s?seguida"
    r"|ahora\s+mismo|cuanto\s+antes|lo\s+antes\s+posible|urgentemente)"
)
_ILL = rf"(?:{_DANGER}|worse|severe\w*|sudden\w*|fever|pain|dizzy|swell\w*|peor|empeora\w*|fiebre|dolor|duele|mare\w+|hincha\w*|grave)"
_BETWEEN = r"(?:(?!911|988)[^.!?]){0,90}?"  # "tell us what worries you, and call 911 in an emergency" is well

# "Reply HELP if you have chest pain", "tell us in an emergency", "let us know at once if it gets worse".
_WRITES = re.compile(
    rf"\b{_WRITE}\b{_BETWEEN}\b{_WHEN}\b{_BETWEEN}{_DANGER}|\b{_WHEN}\b{_BETWEEN}{_DANGER}\b{_BETWEEN}\b{_WRITE}\b"
    rf"|\b(?:{_WRITE}|{_TELL})\b{_BETWEEN}\b(?:{_WHEN}|about|sobre|de)\s+(?:an?|any|una|alguna|is\s+an|this\s+is\s+an|es\s+una"
    rf"|hay\s+una|tiene\s+una)?\s*{_EMERGENCY}"
    rf"|\b{_WHEN}\b{_BETWEEN}{_EMERGENCY}\b{_BETWEEN}\b{_TELL}\b"
    rf"|\b(?:{_WRITE}|{_TELL})\b{_BETWEEN}{_AT_ONCE}\b{_BETWEEN}\b{_WHEN}\b{_BETWEEN}{_ILL}"
    rf"|\b{_WHEN}\b{_BETWEEN}{_ILL}\b{_BETWEEN}\b(?:{_WRITE}|{_TELL})\b{_BETWEEN}{_AT_ONCE}",
    re.I,
)
_READ = 500  # characters; a longer sentence is no text message, and would take its time
_NOT = re.compile(
    r"\b(?:not|n['’]?t|never|nobody|no\s+one|cannot|instead|no|nunca|nadie|jam[aá]s|ever|had|once\s+had|tuvo"
    rf"|alguna\s+vez)\s+(?:\w+\s+){{0,3}}(?:{_WRITE}|{_TELL}|{_DANGER})|n['’]t\s+{_WRITE}\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in texts(flow):
        for sentence in sentences(text.words):
            if _WRITES.search(sentence[:_READ]) and not _NOT.search(sentence):
                yield Found(text.path, f"{sentence!r} has patients write about an emergency.")


EMERGENCY_WORDS = Check(
    name="emergency_words",
    level=Level.ERROR,
    reason="Nobody watches the texts live, so help would come late or not at all.",
    example="ask: {en: Text us at once if you have chest pain.}",
    fix="Take it out: patients are told to call 911 in the first text, and whenever they write of danger.",
    find=_find,
)
