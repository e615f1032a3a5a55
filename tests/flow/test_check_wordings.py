"""Checks of wordings, held to many ways to say a thing and to many harmless ones, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.flow.checks.running import checked

FLOW = """
title: {{en: Test, es: Prueba}}
questions:
  first:
    ask:
      en: {en}
      es: {es}
    expect: words
    fills: items
    next: read_back
"""

WORDINGS = YAML(typ="safe", pure=True).load((Path(__file__).parent / "check_wordings.yml").read_text(encoding="utf-8"))
INVITING_A_NO = {"anything_else", "do_you_have_questions"}  # two checks of one kind: either may find it


def findings(words: str) -> set[str]:
    """The names of what is found in a question with these words."""
    other = {"en": "What matters to you?", "es": "¿Qué le importa?"}
    spanish = any(letter in words for letter in "¿áéíóúñ") or words.startswith(("Escala", "Usted", "Escriba", "Del "))
    texts = other | {"es" if spanish else "en": words}
    result = checked(FLOW.format(**{language: repr_of(text) for language, text in texts.items()}), "test.yml")
    assert result.broken is None, result.broken
    return {finding.check.name for finding in result.findings}


def repr_of(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


@pytest.mark.parametrize("check", WORDINGS["found"])
def test_every_way_to_say_it_is_found(check: str) -> None:
    wanted = INVITING_A_NO if check in INVITING_A_NO else {check}

    assert [words for words in WORDINGS["found"][check] if not findings(words) & wanted] == []


def test_harmless_words_are_left_alone() -> None:
    wanted = set(WORDINGS["found"])

    assert {words: found for words in WORDINGS["harmless"] if (found := findings(words) & wanted)} == {}
