"""The clause around each concern: an item keeps the patient's phrase whole, not only the words that were recognised."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.agenda.concern import Concern
from bot.agenda.tokens import SMALL, content, tokens, words
from bot.flow.reply import Reply, Span

_STOP = re.compile(r"(?<=\s)\(?\d{1,2}[.)](?=\s)|[.;:!?\n…]+|,(?=\s|$)|\s[-–—•+&*]\s")
_JOINT = re.compile(
    r"(?<![\w'])(?:and|also|but|plus|then|y|e|pero|tambi[eé]n|adem[aá]s|luego)(?![\w'])",
    re.I,
)
_CONTRAST = re.compile(
    r"(?<![\w'])(?:only|just|solo|s[oó]lo|nom[aá]s|nada\s+m[aá]s)(?![\w'])", re.I
)  # belongs to what follows
_SIDE_AFTER = re.compile(
    r"\s*[,.(–—-]\s*(?:(?:it'?s|its|is|es|en|on)\s+)?(?:(?:the|my|la|el|mi|del|los|las)\s+)?(?:lado\s+)?"
    r"(?:left|right|both|izquierd[oa]s?|derech[oa]s?|amb[oa]s)(?:\s+(?:ones?|sides?|hand|lado))*\)?(?=\s*(?:$|[,.;:!?\n]))",
    re.I,
)
_WHOLE = 3  # words after a joint that make a clause of their own; fewer ("up and down") belong to the one before

# What may stand before the words that matter: "hi, so I would like to talk about", "2.".
_OPENING = re.compile(
    r"(?:[\s,.;:!?*()\[\]•–—+&-]|\(?\d{1,2}[.)](?=\D)"
    r"|(?:hi|hello|hey|um+|uh+|oh|ah|ok|okay|so|well|and|also|but|plus|then|please|lol|add|actually|mainly|like\s+i\s+said|as\s+i\s+said"
    r"|good\s+(?:morning|afternoon|evening)|first(?:\s+of\s+all)?|one\s+more\s+thing|another\s+thing|lots\s+going\s+on"
    r"|(?:(?:a\s+)?couple(?:\s+of)?|(?:a\s+)?few|two|three|several)\s+things(?:\s+doc(?:tor)?)?|start\s+with|p\.?\s?s\.?(?=[\s,:])"
    r"|(?:(?:tengo|son|traigo)\s+)?(?:dos|tres|varias|unas)\s+cosas|emp(?:ecemos|iece|ezar)\s+(?:con|por)|p\.?\s?d\.?(?=[\s,:])|aparte|de\s+paso"
    r"|(?:i(?:'d|\s+would|d)?\s+(?:also\s+)?(?:like|want(?:ed)?|need)\s+to|wanna|want\s+to|need\s+to|would\s+like\s+to|to)"
    r"\s+(?:talk|discuss|ask|speak)(?:\s+(?:to|with)\s+(?:you|him|her|the\s+doctor|my\s+doctor))?(?:\s+about)?"
    r"|como\s+(?:ya\s+)?(?:le\s+|les\s+)?dije|hola|bueno|pues|ay|este|y|e|pero|tambi[eé]n|adem[aá]s|luego|por\s+favor|porfa|agregu?e?|a[ñn]ad[ae]"
    r"|buen[oa]s\s+(?:d[ií]as|tardes|noches)|buenas|lo\s+primero\s+es|lo\s+otro\s+es|otra\s+cosa|traigo\s+de\s+todo"
    r"|(?:quiero|quisiera|quer[ií]a|me\s+gustar[ií]a|necesito|ocupo)\s+(?:hablar|preguntar|platicar)(?:\s+(?:de|del|sobre|por))?"
    r"|hablar\s+(?:de|del|sobre))(?![\w']))+",
    re.I,
)
_CLOSING = re.compile(
    r"(?:[\s,;:.!?…(\[-]|(?<![\w'])(?:and|also|but|y|e|pero|please|pls|plz|thanks|thank\s+you|thx|ty|por\s+favor|porfa|gracias|lol|jaja\w*|haha\w*|ok|okay)(?![\w']))+$",
    re.I,
)
_DENIAL = frozenset(
    words(
        "no not never none nor without w/o dont doesnt didnt havent hasnt isnt arent sin ni nunca tampoco ningun ninguna nada"
    )
)


@dataclass(frozen=True)
class Told:
    """A concern with the clause it stands in."""

    span: Span
    concern: Concern


def told(reply: Reply, found: Sequence[Concern], span: Span) -> tuple[Told, ...]:
    """Return each concern that is not denied with its clause; clauses never reach into another concern."""
    ordered = sorted(found, key=lambda concern: (concern.start, concern.end))
    edges = [
        span[0],
        *(_edge(reply.text, one, other) for one, other in zip(ordered, ordered[1:], strict=False)),
        span[1],
    ]
    around = [_clause(reply.running, concern, edges[n], edges[n + 1]) for n, concern in enumerate(ordered)]
    return tuple(Told(part, concern) for part, concern in zip(around, ordered, strict=True) if not concern.negated)


def beside_denials(text: str, found: Sequence[Concern], span: Span) -> tuple[Span, ...]:
    """Return the clauses without a concern in a reply whose concerns are all denied: "no fever, just tired"."""
    taken = [(_clause(text, concern, *span)) for concern in found]
    pieces = [piece for piece in _pieces(text, span) if not any(a < piece[1] and piece[0] < b for a, b in taken)]
    return tuple(piece for piece in pieces if _says_something(text[slice(*piece)]))


def without_frame(text: str, span: Span) -> Span:
    """Leave away greetings and "I would like to talk about" before the words, and thanks after them."""
    start, end = span
    opening = _OPENING.match(text, start, end)
    first = opening.end() if opening and opening.end() < end else start
    closing = _CLOSING.search(text, first, end)
    last = closing.start() if closing and closing.start() > first else end
    return (first, last) if text[first:last].strip() else span


def _edge(text: str, one: Concern, other: Concern) -> int:
    """Return where one concern's words end and the next one's begin."""
    gap = (min(one.end, other.start), other.start)
    breaks = [match for pattern in (_STOP, _JOINT, _CONTRAST) for match in pattern.finditer(text, *gap)]
    ends = [match.start() for match in breaks if not _SIDE_AFTER.match(text, match.start(), other.start)]
    if breaks:
        return min(ends, default=other.start)
    own = [token.end for token in tokens(text[slice(*gap)]) if token.word not in SMALL]
    return gap[0] + max(own, default=0)


def _clause(text: str, concern: Concern, start: int, end: int) -> Span:
    """Widen a concern to its clause within the edges."""
    before = [match.end() for pattern in (_STOP, _JOINT) for match in pattern.finditer(text, start, concern.start)]
    before += [match.start() for match in _CONTRAST.finditer(text, start, concern.start)]
    after = [match.start() for match in _STOP.finditer(text, concern.end, end)]
    stop = min(after, default=end)
    joints = [
        match.start()
        for match in _JOINT.finditer(text, concern.end, stop)
        if len(words(text[match.end() : stop])) >= _WHOLE
    ]
    first, last = without_frame(text, (max(before, default=start), min(joints, default=stop)))
    return min(first, concern.start), _with_side(text, max(last, concern.end), end)


def _with_side(text: str, at: int, end: int) -> int:
    """Take in a side that comes after a comma: "my knee hurts on the stairs, the left one"."""
    side = _SIDE_AFTER.match(text, at, end)
    return side.end() if side else at


def _pieces(text: str, span: Span) -> list[Span]:
    ends = [match.span() for pattern in (_STOP, _JOINT) for match in pattern.finditer(text, *span)]
    ends += [(match.start(), match.start()) for match in _CONTRAST.finditer(text, *span)]
    ends.sort()
    starts = [span[0], *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), span[1]]
    return [(a, b) for a, b in zip(starts, stops, strict=True) if a < b and text[a:b].strip()]


def _says_something(text: str) -> bool:
    said = words(text)
    return bool(content(said)) and not _DENIAL.intersection(said) and not set(content(said)) <= _EMPTY


_EMPTY = frozenset(
    words("anything any thank god dios gracias thoughts anymore though tho else algo por ahora far know")
)
