"""Fixed messages by key and language, with their values filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Protocol

from ruamel.yaml import YAML

from bot.errors import PrevisitError

_VALUE = re.compile(r"\{(\w+)\}")


class Said(Protocol):
    """What is to be said; bot.flow.step.Say is one."""

    @property
    def key(self) -> str: ...

    @property
    def values(self) -> Mapping[str, str]: ...


class MissingText(PrevisitError):
    """The catalogue has no such text, or not in this language."""

    def __init__(self, key: str, language: str) -> None:
        super().__init__(f"There is no text {key!r} in {language!r}. Add it in bot/locales.")


class MissingValue(PrevisitError):
    """A text names a value that was not given."""

    def __init__(self, key: str, value: str) -> None:
        super().__init__(f"The text {key!r} needs a value for {{{value}}}.")


def render(say: Said, *, language: str, variables: Mapping[str, str], channel: str = "sms") -> str:
    """Return one message in the patient's language; `web` wordings are for the page, which is private and has room.

    Values of the message itself come before `variables`. Raises MissingText or MissingValue.
    """
    entry = _messages().get(say.key, {})
    text = (entry.get(channel) or {}).get(language) or entry.get(language)
    if text is None:
        raise MissingText(say.key, language)
    return filled(say.key, text, {**variables, **say.values})


def label(key: str, *, language: str = "en") -> str:
    """Return a heading of the summary, for staff. Raises MissingText."""
    text = _labels().get(key, {}).get(language)
    if text is None:
        raise MissingText(key, language)
    return str(text)


def keys() -> tuple[str, ...]:
    return tuple(_messages())


def filled(key: str, text: str, values: Mapping[str, str]) -> str:
    """Fill {names} in one pass, so that a value which looks like one stays as it is."""

    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise MissingValue(key, match[1])
        return values[match[1]]

    return _VALUE.sub(value, text)


@cache
def _messages() -> dict[str, dict[str, Any]]:
    return _read("messages.yml")


@cache
def _labels() -> dict[str, dict[str, Any]]:
    return _read("labels.yml")


def _read(file: str) -> dict[str, dict[str, Any]]:
    text = (files("bot.locales") / file).read_text("utf-8")
    read: dict[str, dict[str, Any]] = YAML(typ="safe", pure=True).load(text)
    return read
