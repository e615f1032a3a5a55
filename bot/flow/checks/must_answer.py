"""A text that says an answer has to be given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.checks.texts import sentences, texts
from bot.flow.model import Flow

_NEEDED = r"(?:required|mandatory|compulsory|obligatory|obligatori[oa]s?|requerid[oa]s?)"
_ANSWER = r"(?:answer|reply|respond|complete|finish|fill)"
_RESPONDER = r"(?:respon(?:der|da|das)|contest(?:ar|e|es)|complet(?:ar|e|es)|llen(?:ar|e|es)|rellen(?:ar|e|es)|termin(?:ar|e|es))"
_LOSES = (
    r"(?:cancel\w*|lose|charge\w*|drop\w*|not\s+(?:be\s+)?see\w*|can(?:no|['’])?t\s+see\w*|pierd\w+|perder\w*"
    r"|no\s+(?:le\s+)?(?:podremos|podemos|atender\w*))"
)

_DEMANDS = re.compile(
    r"(?<!\bdo )(?<!\bdid )(?<!\bwould )(?<!\bas )\byou(?:['’]ve)?\s+(?:must|have\s+to|need\s+to|got\s+to|are\s+(?:required"
    rf"|obliged|expected)\s+to)\s+(?:\w+\s+)?{_ANSWER}\b"
    r"|\b(?:must|ha(?:s|ve)\s+to|needs?\s+to)\s+be\s+(?:answered|completed|filled)|\b(?:an?|your)\s+(?:answer"
    r"|reply)\s+is\s+(?:needed|a\s+must)"
    rf"|\bwe\s+(?:must|need\s+to)?\s*(?:need|have)\s+(?:an?|your)\s+(?:answer|reply)\b"
    rf"|\b{_ANSWER}\s+(?:all|every|each)\b(?:\s+\w+){{0,2}}\s+(?:questions?|ones?|texts?)\b|\b{_ANSWER}\s+(?:them\s+)?all\s*(?:[.!]|$)"
    rf"|^\W*{_NEEDED}\s*(?:[.:!*-]|$)|\(\s*{_NEEDED}\s*\)|\*\s*{_NEEDED}|\b{_NEEDED}\s+(?:questions?|answers?|fields?|reply)\b"
    rf"|\b(?:questions?|answers?|repl(?:y|ies)|fields?|preguntas?|respuestas?|campos?)\s+(?:is|are|es|son)?\s*{_NEEDED}"
    rf"|^\W*(?:this|it|these|all|esto|todas?|es|son)\s+(?:one\s+)?(?:is|are|es|son)?\s*{_NEEDED}\s*[.!]?\s*$"
    rf"|\b{_NEEDED}\s+(?:to\s+{_ANSWER}|(?:que\s+)?{_RESPONDER})\b"
    r"|(?<!\bqu[eé] )(?<!¿)\b(?:debe[sn]?|tienes?\s+que|hay\s+que|necesitas?|es\s+(?:necesario|preciso|forzoso|indispensable)"
    rf"|obligad[oa]\s+a)\s+(?:que\s+)?{_RESPONDER}\b"
    rf"|\b(?:responda|responde|conteste|contesta|complete|completa|llene)\s+(?:a\s+)?tod[oa]s?(?:\s+las?)?(?:\s+preguntas?)?\b",
    re.I,
)
_REFUSES = re.compile(
    r"(?<!\bwhat )\b(?:can(?:no|['’])?t|may\s+not|must\s+not|do\s+not|don['’]?t|never|no|without)\s+(?:\w+\s+)?(?:skip\w*"
    r"|leav(?:e|ing)\s+(?:\w+\s+){1,3}(?:out|blank|empty|open))\b"
    r"|\b(?:no|sin)\s+(?:se\s+)?(?:l[oa]s?\s+)?(?:puedes?\s+|debes?\s+)?(?:salt(?:ar|e|es)|omit(?:ir|a|as)|dej(?:ar|e"
    r"|es)\s+(?:\w+\s+){0,2}en\s+blanco)(?:l[oa]s?|se(?:l[oa]s?)?)?\b"
    rf"|\b(?:if|unless)\s+you\s+(?:\w+\s+)?(?:\w+\s+)?{_ANSWER}\b[^.!?]{{0,90}}{_LOSES}|{_LOSES}[^.!?]{{0,90}}\b(?:if"
    rf"|unless)\s+you\s+(?:\w+\s+){{0,2}}{_ANSWER}\b"
    rf"|\bsi\s+no\s+(?:responde|contesta)\w*[^.!?]{{0,90}}{_LOSES}|{_LOSES}[^.!?]{{0,90}}\bsi\s+no\s+(?:responde|contesta)",
    re.I,
)
_FREE = re.compile(
    r"\b(?:not|n['’]t|no\s+need|never|without|optional|if\s+you\s+(?:can|like|want)|no|sin|nunca|opcional)\b|n['’]t\b",
    re.I,
)


def _find(flow: Flow) -> Iterator[Found]:
    for text in texts(flow):
        for sentence in sentences(text.words):
            demands = _DEMANDS.search(sentence) and not _FREE.search(sentence)
            if demands or _REFUSES.search(sentence):
                yield Found(text.path, f"{sentence!r} says that an answer has to be given.")


MUST_ANSWER = Check(
    name="must_answer",
    level=Level.ERROR,
    reason="Every question may be skipped; who is told otherwise gives up, or makes an answer up.",
    example="ask: {en: You must answer this. What worries you?}",
    fix="Leave it out, or say that SKIP goes on (SALTAR in Spanish).",
    find=_find,
)
