"""The annotated answers: all can be read, there are enough of them, and a bad mark is named with its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.concern import CATEGORIES, Concern
from bot.understanding.annotated import STYLES, Answer, BadMark, answers, read_marks

_PLAIN = st.text(st.characters(exclude_characters="[]{}"), max_size=20)
_SPAN = st.text(st.characters(exclude_characters="[]{}"), min_size=1, max_size=20).filter(lambda s: s == s.strip())


@pytest.fixture(scope="module")
def everything() -> tuple[Answer, ...]:
    return tuple(answers())


def test_there_are_enough_answers_of_every_kind(everything: tuple[Answer, ...]) -> None:
    by_language = Counter(answer.language for answer in everything)
    marked = [concern for answer in everything for concern in answer.concerns]

    assert by_language["en"] >= 1500 and by_language["es"] >= 500
    assert {answer.style for answer in everything} == set(STYLES)
    assert {concern.category for concern in marked} == set(CATEGORIES)


def test_every_span_stands_where_it_is_said_to(everything: tuple[Answer, ...]) -> None:
    for answer in everything:
        for concern in answer.concerns:
            assert answer.text[concern.start : concern.end] == concern.span, answer.who


def test_a_mark_becomes_a_concern_with_all_that_was_understood() -> None:
    text, concerns = read_marks(
        "no [fever]{symptom; no} but my sons [left knee]{symptom; who=child; site=left knee; how=mild}"
    )

    assert text == "no fever but my sons left knee"
    assert concerns == (
        Concern(3, 8, "fever", "symptom", negated=True),
        Concern(21, 30, "left knee", "symptom", "left knee", severity="mild", person="child"),
    )


@given(st.lists(st.tuples(_PLAIN, _SPAN), max_size=5), _PLAIN)
def test_marking_and_reading_gives_the_answer_back(parts: list[tuple[str, str]], end: str) -> None:
    text, concerns = read_marks("".join(f"{before}[{span}]{{symptom}}" for before, span in parts) + end)

    assert text == "".join(before + span for before, span in parts) + end
    assert [text[one.start : one.end] for one in concerns] == [span for _, span in parts]


@pytest.mark.parametrize(
    ("marked", "says"),
    [
        ("[knee]{symptoms}", "'symptoms' is no category"),
        ("[knee]{symptom; who=dog}", "'dog' is nobody"),
        ("[knee]{symptom; how=awful}", "'awful' is no severity"),
        ("[knee]{symptom; for=a week} since May", "'a week' does not stand in the answer"),
        ("[knee]{symptom; since=May}", "'since=May' is no attribute"),
        ("[knee]{symptom; site=}", "'site=' is no attribute"),
        ("[knee]{symptom; no; no}", "says something twice"),
        ("[knee ]{symptom}", "begins or ends with a space"),
        ("[knee] hurts", "'[' belongs to no mark"),
        ("[left [knee]{symptom}]{symptom}", "belongs to no mark"),
    ],
)
def test_a_bad_mark_is_refused_with_its_reason(marked: str, says: str) -> None:
    with pytest.raises(BadMark) as error:
        read_marks(marked)

    assert says in str(error.value)


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{who: woman 40, style: plain, said: ['[knee]{pain}']}", "en/some.yml, person 2: 'pain' is no category"),
        ("{who: woman 40, style: shouting, said: []}", "en/some.yml, person 2: 'shouting' is no style"),
        ("{who: woman 40, style: plain}", "en/some.yml, person 2: an entry has who, style and said"),
    ],
)
def test_an_error_names_file_and_entry(tmp_path: Path, entry: str, says: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "some.yml").write_text(f"- {{who: man 30, style: plain, said: ['ok']}}\n- {entry}\n")

    with pytest.raises(BadMark) as error:
        list(answers(tmp_path))

    assert str(error.value).startswith(says)
