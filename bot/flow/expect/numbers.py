"""Places in a numbered list, as people text them: 2, #2, 2nd, two, "the second one", 2 1 3, 213, "start with 2"."""

from __future__ import annotations

from bot.agenda.tokens import words

_NAMES = (
    ("one", "first", "1st", "1o", "1a", "1er", "uno", "una", "primero", "primera", "primer"),
    ("two", "second", "2nd", "2o", "2a", "2do", "2da", "dos", "segundo", "segunda"),
    ("three", "third", "3rd", "3o", "3a", "3er", "3ro", "3ra", "tres", "tercero", "tercera", "tercer"),
    ("four", "fourth", "4th", "4o", "4a", "4to", "4ta", "cuatro", "cuarto", "cuarta"),
    ("five", "fifth", "5th", "5o", "5a", "5to", "5ta", "cinco", "quinto", "quinta"),
    ("six", "sixth", "6th", "6to", "6ta", "seis", "sexto", "sexta"),
    ("seven", "seventh", "7th", "7mo", "7ma", "siete", "septimo", "septima"),
    ("eight", "eighth", "8th", "8vo", "8va", "ocho", "octavo", "octava"),
    ("nine", "ninth", "9th", "9no", "9na", "nueve", "noveno", "novena"),
    ("ten", "tenth", "10th", "10mo", "10ma", "diez", "decimo", "decima"),
)
_PLACE = {name: place for place, names in enumerate(_NAMES, start=1) for name in names}
_LAST = frozenset({"last", "ultimo", "ultima"})
_SEVERAL = frozenset({"both", "ambos", "ambas"})

# Words that may stand around a number without changing which one is meant.
_AROUND = frozenset(
    words(
        """a about again all and are be begin by choose comes could do first for go goes going have i id ill im important in is
        it its last least let lets like main me most my need no not number num of ok okay on only option or order pick please
        pls put put really say second should so start starting talk thank thanks that thats the them then think third this
        to top topic want we with would you your choice item biggest worst urgent yes sure definitely maybe guess
        al antes ante con cual de debe del diria el empecemos empezar empezamos empiece empiecen empiezo es ese eso esta este
        favor gracias importante la las lo los luego mas me mejor mi no numero opcion orden para pon ponga por porfa primero
        principal pues quiero quisiera que sea segundo seria si sobre tema todo tercero un urgente y yo elijo escojo despues
        prefiero comenzar comencemos comience hablar hablemos respuesta claro"""
    )
)
# After a number these make it an amount, not a place.
_UNITS = frozenset(
    words(
        """am pm h hr hrs hour hours min mins minute minutes day days week weeks month months year years yr yrs time times pill
        pills mg ml tablet tablets dose doses lb lbs kg pound pounds percent x dia dias semana semanas mes meses ano anos año
        años hora horas minuto minutos vez veces pastilla pastillas tableta tabletas dosis kilo kilos libra libras gotas"""
    )
)


def numbers(text: str, count: int) -> tuple[int, ...]:
    """Return the places that are named, in the order named, each once; () when the text is about something else.

    count: how many places the list has; a number beyond it names nothing.
    """
    said = [part for word in words(text) for part in _apart(word, count)]
    digits = tuple(int(word) for word in said if word.isascii() and word.isdigit())
    if digits:
        amounts = any(before.isdigit() and after in _UNITS for before, after in zip(said, said[1:], strict=False))
        return () if amounts or not _within(digits, count) else tuple(dict.fromkeys(digits))
    named = _named(said, count)
    others = [word for word in said if word not in _AROUND and word not in _PLACE and word not in _LAST]
    return named if named and not others and _within(named, count) else ()


def only_places(text: str) -> bool:
    """Whether the text names a place in some list and nothing else: "2", "the second one", "both"."""
    said = words(text)
    named = [word for word in said if word.isdigit() or word in _PLACE or word in _LAST or word in _SEVERAL]
    return bool(named) and all(word in named or word in _AROUND for word in said)


def _apart(word: str, count: int) -> list[str]:
    """Take "213" apart when it can only be an order of the list."""
    order = list(word) if word.isascii() and word.isdigit() else []
    can_be = 1 < len(order) <= count <= 9 and len(set(order)) == len(order) and _within(tuple(map(int, order)), count)
    return order if can_be else [word]


def _named(said: list[str], count: int) -> tuple[int, ...]:
    """Read number words; "one" in "the second one" and "first" in "two first" are no numbers of their own."""
    places = [(word, count if word in _LAST else _PLACE[word]) for word in said if word in _PLACE or word in _LAST]
    telling = [place for word, place in places if word not in ("one", "uno", "una", "first", "primero", "primer")]
    return tuple(dict.fromkeys(telling or [place for _, place in places]))


def _within(places: tuple[int, ...], count: int) -> bool:
    return all(1 <= place <= count for place in places)
