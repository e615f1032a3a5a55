"""Which of our languages words are in, told by the words that stand in every sentence of it."""

from __future__ import annotations

import re
import unicodedata

from bot.flow.checks.texts import sentences, words
from bot.flow.values import NAMED

NAMES = {"en": "English", "es": "Spanish"}

# Without words of both languages (a, me, he, has, son, come, once, use, no), and without those that patients reply with.
_TELLING = {
    "en": frozenset(
        """the of and to you your yours what how when where who whose why which is are was were am be been being do does did isn doesn
        didn aren have had it its this that these those with for from at in on we our us they their them my mine i can could will
        would should may might about most if or an by as than then there some any every each up out so more less much many her his him
        she not all but because while before after since until into over under again very too also just only own other another between
        during want wants like tell let know feel feels need needs get make makes take takes keep think talk bring hurts hurt help
        helps matters worry worries today tomorrow week year day days home health visit pain sleep care team medicine medicines
        started begin began hard easy better worse best good well first last next little lot new old anyone someone everyone else
        together patient sure child children mostly really""".split()  # noqa: SIM905
    ),
    "es": frozenset(
        """el la los las un una unos unas de del que y en con por para su sus usted ustedes le les lo se es esta estan estas este esto
        estos esos ese esa eso como cuando donde quien quienes cual cuales cuanto cuanta cuantos al si mi mis tu tus te ti nos
        nosotros ya pero desde hasta sobre sin entre otra otro otras otros algo alguien alguna algun algunas todo toda todos todas mas
        menos muy mucho mucha poco tambien porque antes despues durante aunque ante cada nada nunca siempre ahora hoy manana ayer fue
        ser estar ha han hay tiene tienes tener quiere quieres quisiera puede puedes poder hace hacer siente sientes necesita
        necesitas gusta gustaria ayuda ayude duele dolor importa preocupa salud cita casa semana ano dia dias medicina medicinas
        equipo hijo hija mejor peor bien primero ultima ultimo diga digame diganos escriba escribe responda responde cuentenos
        cuenteme cuentanos hablar empezo sueno o propias palabras tema temas persona personas paciente nuevo nueva juntos juntas
        seguro segura estoy soy somos nino nina""".split()  # noqa: SIM905
    ),
}
_FEWEST = 2  # telling words; fewer may be a name
_NAMES_A_LANGUAGE = re.compile(r"\b(?:espa[nñ]ol|ingl[eé]s|spanish|english)\b", re.I)
_INVERTED = re.compile(r"[¿¡]")  # English has neither


def strange(text: str, language: str) -> str | None:
    """Return the first sentence of a text that is in the other language; None where none is, or it cannot be told.

    One that offers another language ("Para español, responda ES") is meant to be in it.
    """
    for sentence in sentences(NAMED.sub("", text)):
        if not _NAMES_A_LANGUAGE.search(sentence) and _is_strange(sentence, language):
            return sentence
    return None


def telling(text: str, language: str) -> int:
    """Return how many words of a text are of this language and of no other one of ours; names are passed over."""
    said = words(NAMED.sub("", text))
    plain = said[:1] + [word for word in said[1:] if word[0].islower()]
    return sum(_folded(word) in _TELLING[language] for word in (plain if len(plain) > 1 else said))


def _is_strange(sentence: str, language: str) -> bool:
    other = next(name for name in _TELLING if name != language)
    theirs = telling(sentence, other) + bool(other == "es" and _INVERTED.search(sentence))
    return theirs >= _FEWEST and theirs > 2 * telling(sentence, language)


def _folded(word: str) -> str:
    """Return the word without accents, which many leave out, and up to an apostrophe."""
    plain = unicodedata.normalize("NFD", word.casefold().replace("’", "'").split("'")[0])
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
