"""Which item comes first, or the whole order: numbers of the list, or words of the items."""

from __future__ import annotations

from collections.abc import Sequence

from bot.agenda.model import Item
from bot.agenda.tokens import words
from bot.flow.expect.mentions import mentioned
from bot.flow.expect.numbers import numbers
from bot.flow.expect.phrases import made_of, phrases
from bot.flow.expect.vocabulary import DONT_KNOW, POLITE

NO_PREFERENCE = phrases(
    "either | either one | any | any of them | any one | anyone | both | all | all of them | doesnt matter | it doesnt matter",
    "no preference | dont care | i dont care | whichever | whatever | you pick | you choose | you decide | up to you | same",
    "the same | all the same | all important | they are all important | both are important | equal | any order | as is",
    "in that order | that order | same order | leave it | keep it | fine as is | the doctor can choose | none | neither | no",
    "cualquiera | el que sea | la que sea | da igual | me da igual | es igual | igual | lo mismo | todos | todas | ambos | ambas",
    "los dos | las dos | todo | no importa | usted decida | usted elija | como sea | como quiera | en ese orden | ese orden",
    "en orden | asi esta bien | asi | el orden esta bien | todos son importantes | todo es importante | ninguno | ninguna",
)


def ranking(text: str, items: Sequence[Item]) -> tuple[int, ...] | None:
    """Return the item ids in the patient's order, the unnamed ones after in the order they had; None when unclear."""
    ids = [item.id for item in items]
    if words(text) and made_of(words(text), NO_PREFERENCE | DONT_KNOW | POLITE):
        return tuple(ids)
    first = [ids[place - 1] for place in numbers(text, len(ids))] or mentioned(
        text, {item.id: item.words for item in items}
    )
    return (*first, *(item_id for item_id in ids if item_id not in first)) if first else None
