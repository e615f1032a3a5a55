"""The texts themselves: one part each, plain, complete, and short enough to stand beside a question."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from ruamel.yaml import YAML

from bot.agenda.model import AFTER, FIELDS
from bot.flow.beside import ASIDES
from bot.flow.checks.readability import grade
from bot.flow.expect.commands import is_command
from bot.flow.library import flows, load_flow
from bot.flow.step import Say
from bot.locales import keys, label, render
from bot.messaging.encoding import measure
from bot.safety import Keyword, OptOut, keyword, opt_out

LANGUAGES = ("en", "es")
LONGEST = {
    "clinic": "Northeast Valley Community Health Center",
    "phone": "555-555-0100",
    "time": "10:30 AM",
    "n": "6",
    "link": "https://previsit.clinic.org/chat/" + "t" * 43,
    "words": "w" * 70,
    "list": "l" * 60,
}
DATE = {"en": "Mon Dec 14", "es": "14 dic"}
LISTS = ("which_visit",)
NAMED = {"clinic", "phone", "date", "time", "n", "link", "words", "list"}
COMMANDS = re.compile(r"\b[A-ZÁÉÍÓÚÑ]{3,}\b")
# Words in capitals that are no commands of the flow: they are answered elsewhere or are names.
KNOWN = {"YES", "NO", "NONE", "REMOVE", "NINGUNA", "QUITAR", "STOP", "ALTO", "SI"}


def text(key: str, language: str, **values: str) -> str:
    known = LONGEST | {"date": DATE[language]} | values
    return render(Say(key, {}), language=language, variables=known)


def raw() -> dict[str, dict[str, object]]:
    return YAML(typ="safe", pure=True).load((files("bot.locales") / "messages.yml").read_text("utf-8"))


def test_the_clinics_name_of_the_tests_is_forty_characters_long():
    assert len(LONGEST["clinic"]) == 40


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", keys())
def test_every_text_is_one_part_of_gsm_7(key: str, language: str):
    measured = measure(text(key, language))

    assert measured.culprits == ()
    assert measured.count == 1 or key in LISTS


@pytest.mark.parametrize("key", keys())
def test_every_english_text_reads_at_grade_six_or_below(key: str):
    assert grade(str(raw()[key]["en"]), "en") <= 6


@pytest.mark.parametrize("key", keys())
def test_both_languages_name_the_same_values(key: str):
    entry = raw()[key]
    named = [set(re.findall(r"\{(\w+)\}", str(entry[language]))) for language in LANGUAGES]

    assert named[0] == named[1] <= NAMED


def test_page_wordings_are_complete():
    for key, entry in raw().items():
        web = entry.get("web")
        assert set(entry) <= {"en", "es", "web"}, key
        assert web is None or set(web) == set(LANGUAGES), key


def test_no_text_scolds_or_asks_for_anything_else():
    scolding = re.compile(
        r"\b(invalid|not understand|don't understand|error|wrong answer|must|anything else|you failed|no entiendo|inv.lid)",
        re.I,
    )

    assert [key for key in keys() for language in LANGUAGES if scolding.search(text(key, language))] == []


@pytest.mark.parametrize(
    "key", ["emergency", "crisis", "same_day", "help", "unknown_number", "after_visit", "paused", "confirmed"]
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_that_may_meet_danger_name_911(key: str, language: str):
    assert "911" in text(key, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_invitation_says_who_automated_not_for_emergencies_and_how_to_stop(language: str):
    said = text("invite", language)

    assert said.startswith(LONGEST["clinic"])
    assert {"en": "Automated", "es": "sistema"}[language] in said
    assert "911" in said
    assert {"en": "STOP", "es": "ALTO"}[language] in said


def test_the_crisis_and_poison_lines_name_their_numbers():
    for language in LANGUAGES:
        assert "988" in text("crisis", language)
        assert "1-800-222-1222" in text("poison_help", language)
    assert "AYUDA" in text("crisis", "es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_after_abuse_and_the_wrong_person_give_nothing_away(language: str):
    telling = re.compile(r"visit|cita|care|salud mental|988|911|abuse|hurt|Northeast", re.I)

    assert not telling.search(text("wrong_person", language))
    assert not telling.search(text("abuse", language).replace("centro de salud", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_a_text_names_is_understood(language: str):
    asked = [question for name in flows() for question in load_flow(name).questions.values()]
    said = [str(raw()[key][language]) for key in keys()] + [
        form[language] for q in asked for form in (q.ask, q.short, q.prompt) if form
    ]
    named = {word for one in said for word in COMMANDS.findall(re.sub(r"\{\w+\}", "", one)) if not word.isdigit()}
    unknown = {
        word for word in named if not (is_command(word) or opt_out(word) is OptOut.EXACT or keyword(word) is not None)
    }

    assert unknown - KNOWN <= {"NOT", "NOW", "AHORA", "HELP", "AYUDA", "SOCIAL"}
    assert keyword("START") is Keyword.START


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_beside_the_question_fits_one_part_with_it(language: str):
    shorts = [question.short[language] for name in flows() for question in load_flow(name).questions.values()]
    beside = [one.key for one in ASIDES.values() if one.asks] + [
        "no_advice_go_on",
        "recap",
        "resumed",
        "welcome_back",
        "got_it",
        "removed",
        "first_now",
        "undone",
        "unchanged",
        "nothing_to_undo",
        "nothing_to_change",
        "pick_number",
        "thanks_early",
        "just_one",
        "language_switched",
        "texts_go_on",
        "complaint_on_top",
        "complaint_noted",
        "back_at_start",
        "changed_to",
    ]
    for key in beside:
        said = text(key, language, clinic="Maple Street Clinic")
        for short in (*shorts, text("read_back_short", language)):
            assert measure(f"{said}\n{short}").count == 1, (key, short)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_and_the_first_question_are_one_part(language: str):
    for name in flows():
        flow = load_flow(name)
        first = flow.questions[flow.start]
        assert measure(f"{text('notice', language)}\n{first.short[language]}").count == 1, name


@pytest.mark.parametrize("language", LANGUAGES)
def test_how_it_went_is_asked_in_one_part(language: str):
    for flow in map(load_flow, flows()):
        first = flow.questions[flow.after_visit or ""]
        assert measure(f"{text('after_visit_open', language)}\n{first.short[language]}").count == 1, flow.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_agenda_has_a_heading_and_every_listed_one_a_line(language: str):
    not_listed = {"items", "items.rank", "source.role", "notes", "participation.early", "teen.private_time"}

    for field in FIELDS:
        assert label(f"summary.{field}", language=language)
        assert field in not_listed or field.startswith(AFTER) or f"list_{field}" in keys()


def test_the_spanish_page_spells_in_full():
    assert "página" in render(Say("link", {}), language="es", variables=LONGEST, channel="web")
