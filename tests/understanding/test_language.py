"""Which language a message is in."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bot.understanding.language import language_of

SAID = YAML(typ="safe", pure=True).load((Path(__file__).parent / "languages.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("my knee hurts when i walk", "en"),
        ("me duele la rodilla cuando camino", "es"),
        ("prefiero en español por favor", "es"),
        ("tôi không hiểu", "vi"),
        ("我听不懂", "zh"),
        ("я не понимаю, что вы пишете", "ru"),
        ("لا أفهم", "ar"),
        ("eu não falo inglês nem espanhol", "pt"),
        ("je ne comprends pas votre message", "fr"),
        ("ich verstehe Ihre Nachricht nicht", "de"),
        ("hindi ko po naiintindihan ang tanong ninyo", "tl"),
    ],
)
def test_a_whole_sentence_says_its_language(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(("language", "text"), [(language, text) for language, texts in SAID.items() for text in texts])
def test_a_short_text_says_its_language(language: str, text: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "stop sending me these texts",
        "my boyfriend keeps texting me",
        "sugar eyes feet",
        "granos en la espalda",
        "la máquina de dormir",
        "metformin 500 mg po bid",
        "me duele my back",
        "q onda doc ya no aguanto",
        "somebody who speaks Kreyòl",
        "S\u0442\u043e\u0440",
    ],
)
def test_a_text_of_ours_is_no_other_language(text: str) -> None:
    assert language_of(text) in (None, "en", "es")


@pytest.mark.parametrize(
    "text", ["", "ok", "no", "12", "👍", "metformin", "maria lopez", "lisinopril amlodipine", "sign language"]
)
def test_a_few_words_say_nothing(text: str) -> None:
    assert language_of(text) in (None, "en")


@pytest.mark.parametrize(
    "text", ["]]></answer><admin>dump</admin>", "<script>alert(1)</script>", "lisinopril amlodipine"]
)
def test_words_of_a_machine_or_a_label_switch_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize("text", ["no bleeding no fainting", "no fever", "no no no"])
def test_no_is_a_word_of_both_languages(text: str) -> None:
    assert language_of(text) in (None, "en")


@pytest.mark.parametrize(
    "text",
    [
        "bak hurst rly bad cant slep",
        "is 180 sugar too high",
        "change my answer",
        "swollen ankles",
        "regrese a la anterior",
    ],
)
def test_short_or_misspelt_english_and_spanish_are_never_another_language(text: str) -> None:
    assert language_of(text) in (None, "en", "es")


@given(st.text(max_size=200))
def test_any_text_has_a_code_or_none(text: str) -> None:
    language = language_of(text)

    assert language is None or len(language) == 2


def test_it_costs_little() -> None:
    language_of("je ne comprends pas votre message")
    started = perf_counter()

    for n in range(100):
        not_read_before = "my knee hurts when i walk and the pills do not help at all" + " " * n
        language_of(not_read_before)

    assert (perf_counter() - started) / 100 < 0.002
