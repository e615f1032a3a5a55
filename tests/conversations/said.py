"""Which of our texts a reply is made of: every line a patient reads must be one of the catalogue or of the flow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from bot.flow.library import load_flow
from bot.flow.step import Say
from bot.locales import keys, render
from bot.messaging.encoding import plain

_NUMBER, _ANYTHING = "\x01", "\x02"
_VALUES = dict.fromkeys(("clinic", "phone", "date", "time", "list", "link", "words"), _ANYTHING) | {"n": _NUMBER}


def says(text: str, key: str, flow: str, language: str) -> bool:
    """Whether some of the lines are this text."""
    return any(pattern.fullmatch(lines) for pattern in _known(flow, language)[key] for lines in _pieces(text))


def questions_in(text: str, flow: str, language: str) -> set[str]:
    """Return the ids of the flow's questions that are asked."""
    found = (key for key in _known(flow, language) if ":" in key and says(text, key, flow, language))
    return {key.partition(":")[2] for key in found}


def is_ours(text: str, flow: str, language: str) -> bool:
    """Whether the text is nothing but texts of ours, in this language."""
    lines, known = text.split("\n"), _known(flow, language)
    reached = {0}
    for start in range(len(lines)):
        if start in reached:
            ends = range(start + 1, len(lines) + 1)
            reached |= {end for end in ends if _is_one("\n".join(lines[start:end]), known)}
    return len(lines) in reached


def carries_more(text: str, flow: str, language: str) -> bool:
    """Whether the reply holds a list, a link or words of the patient, and so may need more than one part."""
    return any(says(text, key, flow, language) for key in keys() if _carries(key, language))


@cache
def _carries(key: str, language: str) -> bool:
    of_the_visit = dict.fromkeys(("clinic", "phone", "date", "time"), "")
    return _ANYTHING in render(Say(key), language=language, variables=_VALUES | of_the_visit)


@cache
def _known(flow: str, language: str) -> dict[str, tuple[re.Pattern[str], ...]]:
    catalogue = {key: (_pattern(render(Say(key), language=language, variables=_VALUES)),) for key in keys()}
    asked = load_flow(flow).questions.values()
    questions = {f"question:{q.id}": (_pattern(q.ask[language]), _pattern(q.short[language])) for q in asked}
    prompts = {f"prompt:{q.id}": (_pattern(q.prompt[language]),) for q in asked if q.prompt}
    return {**catalogue, **questions, **prompts}


def _pattern(text: str) -> re.Pattern[str]:
    escaped = re.escape(plain(text)).replace(_NUMBER, r"\d+").replace(_ANYTHING, r".+?")
    return re.compile(escaped, re.DOTALL)


def _pieces(text: str) -> Iterator[str]:
    lines = text.split("\n")
    for start in range(len(lines)):
        for end in range(start + 1, len(lines) + 1):
            yield "\n".join(lines[start:end])


def _is_one(piece: str, known: Mapping[str, tuple[re.Pattern[str], ...]]) -> bool:
    return any(pattern.fullmatch(piece) for patterns in known.values() for pattern in patterns)
