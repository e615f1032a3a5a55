"""Second thoughts in free words: "scratch that, not the knee, my headaches", "oops wrong side its the left knee".

The words that announce a change are cut out; what is left are the old words, the new words, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.agenda.tokens import content, words
from bot.flow.clauses import without_frame
from bot.flow.edit_wordings import either
from bot.flow.edits import flat
from bot.flow.reply import Span


class Thought(str, Enum):
    """What an announcing phrase announces."""

    CORRECT = "correct"
    DROP = "drop"
    GONE = "gone"  # what was said before it matters no more
    MAYBE_DROP = "maybe_drop"
    MAYBE_CORRECT = "maybe_correct"
    WRONG = "wrong"  # what follows is what was said wrongly
    WEAK = "weak"  # "not", which announces a change only beside something else
    FRAME = "frame"


@dataclass(frozen=True)
class Rethought:
    """The pieces that are left, in order, and what was announced.

    wrong: words said to have been wrong ("i said right"), which are no piece; but_it_is: what is right follows them.
    """

    pieces: tuple[Span, ...]
    thoughts: tuple[Thought, ...]
    denied: tuple[Span, ...] = ()  # pieces that "not" stands before: "not the knee"
    gone: tuple[Span, ...] = ()  # pieces that "isn't important" stands after
    wrong: tuple[Span, ...] = ()
    but_it_is: bool = False

    @property
    def new(self) -> Span:
        """The words that hold now."""
        return next((piece for piece in reversed(self.pieces) if piece not in self.denied), self.pieces[-1])

    @property
    def drops(self) -> bool:
        return bool({Thought.DROP, Thought.GONE, Thought.MAYBE_DROP, Thought.WEAK}.intersection(self.thoughts))

    @property
    def corrects(self) -> bool:
        return bool({Thought.CORRECT, Thought.MAYBE_CORRECT, Thought.WRONG}.intersection(self.thoughts))

    @property
    def surely(self) -> bool:
        """Whether it is a change whatever Rasa made of the text."""
        return (
            Thought.DROP in self.thoughts
            or Thought.CORRECT in self.thoughts
            or self.thoughts.count(Thought.MAYBE_DROP) > 1
        )


_NAMING = r"(?=\s+(?:el|la|lo|los|las|eso|esa|mi|mis|de|todo)\b)"
_PHRASES = (
    (
        Thought.CORRECT,
        r"what i (?:meant|ment) (?:is|was) | i (?:meant|ment)(?:\s+to\s+say|(?!\s+to\b)) | (?<!what\s)i mean | meant to say | correction",
        r"should say | autocorrect",
        r"whoops | oops | wrong side | my mistake | my bad(?=[\s]*(?:[,.!]|$)) | typo | no wait | wait no | i said it wrong",
        r"quise decir | queria decir | me equivoque(?: de lado)? | correccion | ups | no espere | espere no | esta equivocado",
        r"escribi mal | mas bien | quise (?:poner|escribir) | queria (?:poner|escribir) | me refer(?:ia|i) a(?:l)? | el corrector",
    ),
    (
        Thought.DROP,
        r"never ?mind(?: about)? | nvm | (?<!i\s)(?<!o\s)forget(?: about)?(?: that| it)? | scratch(?: that)? | leave out | leave off",
        r"on second thought | (?:i )?changed my mind(?: about)? | (?<!i\s)drop | get rid of | cross out | (?<!i\s)take out",
        r"remove | delete | erase | no need (?:for|of) | don'?t (?:include|put|send) | don'?t worry (?:about|bout)",
        r"(?:ya )?no l[oa]s? (?:ponga|pongan|incluya|incluyan|mande|manden)",
        r"i take (?:that|it) back | instead of | rather than | skip(?=\s+(?:the|my|that)\b) | ya no hablemos de(?:l)?",
        r"no need to (?:talk|discuss|ask) about",
        rf"olvid(?:e|a|ar|elo|ate|ese)(?: de)?(?: eso)?{_NAMING}(?: lo de)? | siempre no(?: lo de)? | pensandolo (?:bien|mejor)",
        rf"(?:borr(?:e|a|ar)|quit(?:e|a|ar|en)|elimin(?:e|a|ar)|saqu?(?:e|a|ar)){_NAMING}(?: eso)?(?: lo de)?",
        r"dej(?:e|a|en|emos)(?: ya)?(?=\s+(?:lo|eso)\b)(?: lo de(?:l)?)? | no se preocupen? por | retiro lo (?:dicho|que dije)",
        r"cambie de (?:opinion|idea) | ya no (?:ponga|pongan|incluya|quiero hablar de) | no (?:ponga|pongan|incluya|mande)",
    ),
    (
        Thought.GONE,
        r"(?:is|are)(?:n'?t| not) (?:that |so )?important | (?:does|do)(?:n'?t| not) matter",
        r"(?:has |have )?went away | (?:has |have )?gone away | (?:has |have )?cleared up",
        r"ya se (?:me )?(?:quito|quitaron|paso|fue|fueron) | ya no (?:me )?(?:importa|importan|molesta|molestan)",
        r"no (?:es|son) (?:tan )?importantes? | no importan?",
    ),
    (
        Thought.MAYBE_DROP,
        r"(?:is|are|feels?|got) (?:all )?(?:fine|ok|okay|better|good|gone)(?: now)? | no longer | not anymore | not any more | instead",
        r"ya (?:esta|estoy|estan|anda) bien | mejor | ya no | en vez de(?:l)? | en lugar de(?:l)?",
    ),
    (Thought.MAYBE_CORRECT, r"wait | sorry | make that | perdon | disculpe | espere | digo | ay"),
    (Thought.WRONG, r"i (?:said|put|wrote|typed|told you) | puse | dije | escribi"),
    (Thought.WEAK, r"not | no lo de | no"),
    (
        Thought.FRAME,
        r"(?:i(?:'d| would)? )?(?:really )?(?:wanna|(?:want|like|need) to) (?:talk|ask)(?: (?:to|with) (?:you|the doctor))? about",
        r"can we talk about | talk about | is what i (?:wanna|want to) talk about | anymore | any more | just",
        r"you know what | know what | tell you what",
        r"es (?:de )?lo que (?:quiero hablar|me preocupa|me molesta|quiero ver) | sabe(?:s)? que | fijese que | mire",
        r"is the (?:real |main )?(?:problem|issue|one) | the (?:real |main )?(?:problem|issue) is | what i have is",
        r"it'?s really | it'?s | it is | actually | really | now | but | thing | please | pls | thanks",
        r"(?:quiero|quisiera) hablar de(?:l)? | el problema es | lo que tengo es | lo de | es que es | es | era | pero | sino",
        r"ahora | en realidad | porfa | por favor | gracias | can (?:you|u) | could (?:you|u) | (?:me )?puede | (?:me )?podria",
        r"quisiera que | quiero que",
    ),
)
_ANNOUNCING = re.compile(
    r"(?<![\w'])(?:"
    + "|".join(f"(?P<{thought.value}>{either(*lines)})" for thought, *lines in _PHRASES)
    + r")(?![\w'])|^\s*(?P<star>\*)"
)
_BREAK = re.compile(r"[\n,.;:!?]+")
_BUT_IT_IS = re.compile(
    r"\b(?:but\s+(?:it'?s|it\s+is|it\s+was|i\s+meant|should)|pero\s+(?:es|era|son|fue|me\s+refer\w+))\b"
)


def rethought(text: str) -> Rethought | None:
    """Return what is left around the announcing phrases, or None when nothing is announced."""
    folded = flat(text)
    found = list(_ANNOUNCING.finditer(folded))
    thoughts = tuple(_thought(match) for match in found)
    pieces = list(_left(text, found))
    wrong = _after(text, found, Thought.WRONG, pieces)
    kept = tuple(piece for piece in pieces if piece not in wrong)
    denied = _after(text, found, Thought.WEAK, kept)
    if set(thoughts) <= {Thought.FRAME, Thought.WEAK} and not 0 < len(denied) < len(kept):
        return None
    ends = [match.end() for match in found if _thought(match) is Thought.WRONG]
    said_wrong = tuple((end, _piece_end(text, found, end)) for end in ends)
    gone = _before(text, found, Thought.GONE, kept)
    return Rethought(kept, thoughts, denied, gone, said_wrong, _BUT_IT_IS.search(folded) is not None)


def _after(text: str, found: list[re.Match[str]], thought: Thought, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return the pieces that stand straight after such a phrase."""
    ends = [match.end() for match in found if _thought(match) is thought]
    return tuple(piece for piece in pieces if any(_nothing_between(text, end, piece[0]) for end in ends))


def _before(text: str, found: list[re.Match[str]], thought: Thought, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """Return the pieces that stand straight before such a phrase."""
    starts = [match.start() for match in found if _thought(match) is thought]
    return tuple(piece for piece in pieces if any(_nothing_between(text, piece[1], start) for start in starts))


def _nothing_between(text: str, start: int, end: int) -> bool:
    return start <= end and not text[start:end].strip()


def _piece_end(text: str, found: list[re.Match[str]], start: int) -> int:
    """Return where the words from start end: at a sign or at the next phrase."""
    sign = _BREAK.search(text, start)
    phrase = next((match.start() for match in found if match.start() >= start), len(text))
    return min(sign.start() if sign else len(text), phrase)


def _thought(match: re.Match[str]) -> Thought:
    return Thought.CORRECT if match.lastgroup == "star" else Thought(match.lastgroup)


def _left(text: str, cut: list[re.Match[str]]) -> Iterator[Span]:
    """Yield the pieces that say something, without the small words around them."""
    blanked = text
    for match in cut:
        blanked = blanked[: match.start()] + "\n" * (match.end() - match.start()) + blanked[match.end() :]
    start = 0
    for end in [*(match.start() for match in _BREAK.finditer(blanked)), len(blanked)]:
        piece = blanked[start:end]
        if content(words(piece)):
            first = start + len(piece) - len(piece.lstrip("\n ,.;:!?"))
            yield without_frame(text, (first, first + len(piece.strip("\n ,.;:!?"))))
        start = end
