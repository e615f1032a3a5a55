"""A text as words that can be compared: folded case and accents, with the place of each in the text as sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:['’`´]\w+)*", re.UNICODE)
_MARKS = dict.fromkeys(map(ord, "'’`´"))


@dataclass(frozen=True)
class Token:
    start: int  # code points, half open, in the text as sent
    end: int
    word: str  # folded: "Sí" is "si", "I'm" is "im"


def tokens(text: str) -> tuple[Token, ...]:
    return tuple(Token(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text))


def words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def fold(word: str) -> str:
    """Fold one word: case, accents and apostrophes away."""
    apart = unicodedata.normalize("NFKD", word.translate(_MARKS).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


# Little words that say nothing about what a topic is.
SMALL = frozenset(
    words(
        """a about after again all also always am an and any are as at be because been being but by can cant could did do does
        doing dont for from get gets getting go going got had has hasnt have havent having he her hers him his how i id if ill
        im in into is isnt it its ive just like little lot lots lately make makes me more most much my myself need needs no not
        now of off on once one ones only or other our out over own please really same she should since so some something still
        such thank thanks that thats the their them then there these they thing things think this those time to too up us very
        want wanted was we well went were what when where which while who why will with would you your yours talk about keep
        a al algo alguna alguno algunas algunos ante antes aqui asi aun aunque como con cual cuando cuanto de del desde donde
        e el ella ellas ellos en entre era es esa ese eso esta estado estan estar estas este esto estos estoy fue ha hace hacer
        hacia han hasta hay he la las le les lo los mas me mi mis mucha mucho muchas muchos muy nada ni no nos nosotros nuestra
        nuestro o otra otras otro otros para pero poco por porque que quiero quisiera se sea ser si sin sobre solo son soy su
        sus tambien tan tanto te tema tengo tiene tienen todo todos tu tus un una unas uno unos usted ustedes va voy y ya yo
        hablar cosa cosas ademas gracias favor necesito ultimamente u hi hello hey hola ok okay please pls doctor dr doc doctora
        yes yeah si sorry perdon
        buenos buenas dias tardes noches good morning afternoon evening day maam sir señor señora pues bueno um uh hmm lol"""
    )
)


def content(said: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words that say what something is about."""
    return tuple(word for word in said if word not in SMALL)
