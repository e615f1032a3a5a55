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
    result = checked(FLOW.format(**quoted(texts)), "test.yml")
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_words_in_the_other_language_are_found_and_names_and_offers_of_it_are_not(language: str) -> None:
    wordings = WORDINGS["languages"][language]

    assert [words for words in wordings["strange"] if "untranslated" not in found_in(language, words)] == []
    assert [words for words in wordings["fine"] if "untranslated" in found_in(language, words)] == []


def found_in(language: str, words: str) -> set[str]:
    """The names of what is found where these words stand as the text in this language."""
    texts = {"en": "What matters to you?", "es": "¿Qué le importa?", language: words}
    return {finding.check.name for finding in checked(FLOW.format(**quoted(texts)), "test.yml").findings}


def quoted(texts: dict[str, str]) -> dict[str, str]:
    return {language: repr_of(text) for language, text in texts.items()}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: {en: Test, es: Prueba}", "title: {en: About your health, es: About you and your health}"),
        ("    expect:", "    short: {en: What matters?, es: What is it?}\n    expect:"),
        ("    expect:", "    web: {en: Su salud y su vida, es: Su salud}\n    expect:"),
        ("    expect:", "    prompt: {en: Like sleep., es: Like a good night of sleep.}\n    expect:"),
        (
            "    expect: words",
            "    options: {a: {en: Yes, es: Si}, b: {en: Not at all, es: Not at all}}\n    expect: choice",
        ),
        ("questions:", "sections: {s: {title: {en: At home, es: At your home}}}\nquestions:"),
    ],
    ids=["title", "short", "web", "prompt", "label", "section"],
)
def test_the_other_language_is_found_wherever_patients_read(old: str, new: str) -> None:
    flow = FLOW.format(en="Well?", es="¿Bien?").replace(old, new)

    assert "untranslated" in {finding.check.name for finding in checked(flow, "test.yml").findings}
