"""Second thoughts in free words: "scratch that, not the knee, my headaches", "oops wrong side its the left knee".

The words that announce a change are cut out; what is left are the old words, the new words, or both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    MAYBE_DROP = "maybe_drop"
    MAYBE_CORRECT = "maybe_correct"
    WRONG = "wrong"  # what follows is what was said wrongly
    WEAK = "weak"  # "not", which announces a change only beside something else
    FRAME = "frame"


@dataclass(frozen=True)
class Rethought:
    """The pieces that are left, in order, and what was announced."""

    pieces: tuple[Span, ...]
    thoughts: tuple[Thought, ...]

    @property
    def drops(self) -> bool:
        return bool({Thought.DROP, Thought.MAYBE_DROP, Thought.WEAK}.intersection(self.thoughts))

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
        r"what i (?:meant|ment) (?:is|was) | i (?:meant|ment)(?:\s+to\s+say|(?!\s+to\b)) | i mean | meant to say | correction",
        r"whoops | oops | wrong side | my mistake | my bad(?=[\s]*(?:[,.!]|$)) | typo | no wait | wait no | i said it wrong",
        r"quise decir | queria decir | me equivoque(?: de lado)? | correccion | ups | no espere | espere no | esta equivocado",
        r"escribi mal | mas bien",
    ),
    (
        Thought.DROP,
        r"never ?mind(?: about)? | nvm | (?<!i\s)(?<!o\s)forget(?: about)?(?: that| it)? | scratch(?: that)? | leave out | leave off",
        r"on second thought | (?:i )?changed my mind(?: about)? | (?<!i\s)drop | get rid of | cross out | (?<!i\s)take out",
        r"remove | delete | erase | no need (?:for|of) | don'?t (?:include|put|send)",
        rf"olvid(?:e|a|ar|elo|ate|ese)(?: de)?(?: eso)?{_NAMING}(?: lo de)? | siempre no(?: lo de)? | pensandolo (?:bien|mejor)",
        rf"(?:borr(?:e|a|ar)|quit(?:e|a|ar|en)|elimin(?:e|a|ar)|saqu?(?:e|a|ar)){_NAMING}(?: eso)?(?: lo de)?",
        r"cambie de (?:opinion|idea) | ya no (?:ponga|pongan|incluya|quiero hablar de) | no (?:ponga|pongan|incluya|mande)",
    ),
    (
        Thought.MAYBE_DROP,
        r"(?:is|are|feels?|got) (?:all )?(?:fine|ok|okay|better|good|gone)(?: now)? | no longer | not anymore | not any more | instead",
        r"ya (?:esta|estoy|estan|anda) bien | ya se me quito | mejor | ya no | en vez de(?:l)? | en lugar de(?:l)?",
    ),
    (Thought.MAYBE_CORRECT, r"wait | sorry | make that | perdon | disculpe | espere | digo | ay"),
    (Thought.WRONG, r"i (?:said|put|wrote|typed|told you) | puse | dije | escribi"),
    (Thought.WEAK, r"not | no lo de | no"),
    (
        Thought.FRAME,
        r"(?:i(?:'d| would)? )?(?:really )?(?:want|like|need) to (?:talk|ask)(?: (?:to|with) (?:you|the doctor))? about | talk about",
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


def rethought(text: str) -> Rethought | None:
    """Return what is left around the announcing phrases, or None when nothing is announced."""
    folded = flat(text)
    found = list(_ANNOUNCING.finditer(folded))
    thoughts = tuple(_thought(match) for match in found)
    if set(thoughts) <= {Thought.FRAME, Thought.WEAK}:
        return None
    wrong = [match.end() for match in found if _thought(match) is Thought.WRONG]
    pieces = [piece for piece in _left(text, found) if not any(text[end : piece[0]].strip() == "" for end in wrong)]
    return Rethought(tuple(pieces), thoughts)


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
