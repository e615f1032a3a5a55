"""A choice between numbered options: its number, its words, or another way to say them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.agenda.tokens import content, words
from bot.flow.expect.numbers import numbers
from bot.flow.expect.phrases import Phrases, made_of, phrases
from bot.flow.expect.vocabulary import POLITE
from bot.flow.model import Option


def choice(text: str, options: Sequence[Option]) -> Option | None:
    """Return the one option that is meant, or None when none or several could be."""
    places = numbers(text, len(options))
    if places:
        return options[places[0] - 1] if len(places) == 1 else None
    named = {option.id: length for option in options if (length := _longest(words(text), _names(option)))}
    best = [name for name, length in named.items() if length == max(named.values())]
    return next((option for option in options if [option.id] == best), None)


def _names(option: Option) -> Phrases:
    return phrases(*option.label.values(), *(name for names in option.words.values() for name in names))


def _longest(said: Sequence[str], names: Phrases) -> int:
    """Return how many words of the text name the option: the longest name that occurs in it."""
    return max((len(name) for name in names if _names_it(said, name)), default=0)


def _names_it(said: Sequence[str], name: tuple[str, ...]) -> bool:
    """Whether the name occurs; one of little words only ("me") must be all there is."""
    return (
        name in set(_runs(said, len(name)))
        if content(name)
        else made_of(said, POLITE | {name}) and name in _runs(said, len(name))
    )


def _runs(said: Sequence[str], length: int) -> Iterator[tuple[str, ...]]:
    return (tuple(said[start : start + length]) for start in range(len(said) - length + 1))
