"""Concerns: what is found, that spans are verbatim, and that no text breaks or stalls it."""

from __future__ import annotations

import subprocess
import sys
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.concern import CATEGORIES, PERSONS
from bot.understanding.concerns import concerns
from tests.understanding.scoring import score

_WORDS = st.sampled_from(
    ["my", "knee", "hurts", "no", "and", "y", "me", "duele", "la", "cabeza", ",", ".", "?", "since", "3", "weeks"]
    + ["mom", "son", "cant", "sleep", "pills", "should", "i", "he", "his", "pero", "ya", "want", "to", "walk", "about"]
)


def run_python(code: str, *, hash_seed: str) -> bytes:
    return subprocess.run(
        [sys.executable, "-c", code], env={"PYTHONHASHSEED": hash_seed}, check=True, capture_output=True
    ).stdout


def spans(text: str) -> list[str]:
    return [concern.span for concern in concerns(text)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_most_concerns_of_the_annotated_texts_are_found_and_named(language: str) -> None:
    result = score(language)

    assert result.relaxed_f1 >= 0.9, result.misses
    assert result.exact_f1 >= 0.7
    assert result.share("right_category") >= 0.95
    assert result.share("right_person") >= 0.96


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_denied_is_not_shown_as_current_and_the_other_way_round(language: str) -> None:
    result = score(language)

    assert result.denied_shown_as_current <= 0.03
    assert result.current_shown_as_denied <= 0.03


def test_several_concerns_in_one_text_are_parted_and_keep_their_words() -> None:
    found = concerns("knee is bad, also need flu shot and my sugars are up and down")

    assert [(one.span, one.category) for one in found] == [
        ("knee is bad", "symptom"),
        ("flu shot", "preventive"),
        ("sugars are up and down", "chronic_condition"),
    ]


def test_slips_of_the_thumb_are_read_through_and_kept() -> None:
    assert spans("cant slep bc my bak hurst rly bad") == ["cant slep", "bak hurst"]
    assert spans("me duele la rodiya y el estogamo") == ["me duele la rodiya", "estogamo"]


def test_a_denial_ends_where_the_sentence_turns() -> None:
    found = concerns("no chest pain, fever or cough, just tired")

    assert [(one.span, one.negated) for one in found] == [
        ("chest pain", True),
        ("fever", True),
        ("cough", True),
        ("tired", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "the pain wont go away",
        "no energy",
        "no puedo dormir",
        "my cough wont stop",
        "no appetite",
        "el dolor no se me quita",
    ],
)
def test_a_complaint_worded_with_no_or_not_is_no_denial(text: str) -> None:
    assert [one.negated for one in concerns(text)] == [False]


def test_side_duration_and_severity_are_read_beside_the_words() -> None:
    (found,) = concerns("my left knee really hurts, for about 3 weeks now")

    assert (found.body_site, found.severity) == ("left knee", "severe")
    assert found.duration is not None and "3 weeks" in found.duration


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my son has asthma", "child"),
        ("el asma de mi hijo", "child"),
        ("my moms diabetes", "parent"),
        ("mi esposo tiene tos", "partner"),
        ("my brother had a stroke", "other"),
        ("my daughter says my snoring is bad", "self"),
        ("no he tenido fiebre", "self"),
    ],
)
def test_it_is_said_whose_concern_it_is(text: str, person: str) -> None:
    assert [one.person for one in concerns(text)] == [person]


@pytest.mark.parametrize(
    "text",
    ["nothing new", "no thats all", "YES", "call me back", "ok gracias", "cancel my appointment", "", "👍", "..."],
)
def test_what_names_nothing_to_deal_with_is_no_concern(text: str) -> None:
    assert concerns(text) == ()


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_every_concern_is_a_verbatim_span_apart_from_the_others(text: str) -> None:
    found = concerns(text)

    assert all(one.span == text[one.start : one.end] and one.span for one in found)
    assert all(one.category in CATEGORIES and one.person in PERSONS for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "text", ["my knee hurts and " * 600, "no " * 4000, "a" * 10_000, "should i " * 1200, "🦵" * 5000]
)
def test_a_long_text_takes_bounded_time(text: str) -> None:
    started = perf_counter()

    concerns(text)

    assert perf_counter() - started < 2


def test_the_same_text_gives_the_same_concerns_in_every_process() -> None:
    texts = ["my a1c was 9 and the knee is bad", "me duele la cabeza y la espalda baja", "metformin gives me diarrhea"]
    code = f"from bot.understanding.concerns import concerns; print([concerns(text) for text in {texts!r}])"

    said = {run_python(code, hash_seed=str(seed)) for seed in (1, 2, 3)}

    assert len(said) == 1
