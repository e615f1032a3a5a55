"""Every word of the patients' pages exists in both languages, and none is left over."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import integrations.web
from bot.flow.model import LANGUAGES
from integrations.web.texts import texts

WEB = Path(integrations.web.__file__).parent
SOURCES = [*WEB.glob("templates/*.html"), *WEB.glob("static/chat/*.js")]
USED = set(
    re.findall(
        r"[\"'](chat\.(?!css)[\w.]*\w|birth_date\.\w+)[\"']", "".join(path.read_text("utf-8") for path in SOURCES)
    )
)
BUILT = {f"chat.say.{word}" for word in ("skip", "back", "done", "human")} | {
    f"birth_date.{word}" for word in ("month", "day", "year", "wrong", "unreadable", "locked")
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_that_a_page_names_is_there(language: str):
    assert (USED | BUILT) - set(texts(language)) == set()


def test_no_text_is_left_over():
    assert {key for key in texts("en") if not key.startswith("error.")} - USED - BUILT == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_page_has_a_title_and_a_text(language: str):
    errors = {key.rsplit(".", 1)[0] for key in texts(language) if key.startswith("error.")}

    assert errors and all(f"{error}.{part}" in texts(language) for error in errors for part in ("title", "text"))


def test_both_languages_fill_in_the_same_values():
    values = {
        language: {key: set(re.findall(r"{\w+}", text)) for key, text in texts(language).items()}
        for language in LANGUAGES
    }

    assert values["en"] == values["es"]
