"""Concerns: what is found, that spans are verbatim, and that no text breaks or stalls it."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from time import process_time

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from bot.agenda.concern import CATEGORIES, PERSONS, Concern
from bot.understanding import pipeline
from bot.understanding.annotated import Answer, answers
from bot.understanding.concern_training import add_concerns
from tests.conftest import MODELS

_WORDS = st.sampled_from(
    ["my", "knee", "hurts", "no", "and", "y", "me", "duele", "la", "cabeza", ",", ".", "?", "since", "3", "weeks"]
    + ["mom", "son", "cant", "sleep", "pills", "should", "i", "he", "his", "pero", "ya", "want", "to", "walk", "about"]
)
Find = Callable[[str], tuple[Concern, ...]]


def trained_on(some: Iterable[Answer]) -> Language:
    nlp = pipeline.blank()
    add_concerns(nlp, some)
    return nlp


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Language:
    """The pipeline of the trained assistant, without Rasa."""
    folder = tmp_path_factory.mktemp("model")
    newest = max(MODELS.glob("*.tar.gz"), key=lambda file: file.stat().st_mtime)
    with tarfile.open(newest) as model:
        model.extractall(folder)
    return spacy.load(next(folder.glob("components/*TextReader*")))


@pytest.fixture(scope="module")
def concerns(trained: Language) -> Find:
    return lambda text: pipeline.concerns(trained, text)


def test_several_concerns_in_one_text_are_parted_and_keep_their_words(concerns: Find) -> None:
    found = concerns("knee is bad, also need flu shot and my sugars are up and down")

    assert [one.category for one in found] == ["symptom", "preventive", "chronic_condition"]
    assert all(word in one.span for word, one in zip(["knee", "flu shot", "sugars"], found, strict=True))


def test_slips_of_the_thumb_are_read_through_and_kept(concerns: Find) -> None:
    slept, hurt = concerns("cant slep bc my bak hurst rly bad")
    knee, stomach = concerns("me duele la rodiya y el estogamo")

    assert "slep" in slept.span and "bak" in hurt.span
    assert "rodiya" in knee.span and "estogamo" in stomach.span


@pytest.mark.parametrize(
    "text",
    [
        "knee pain, no fever",
        "heartburn no nausea tho",
        "numb toes no pain",
        "cough at night but no fever",
        "headaches. no vision changes",
        "rash on my arm, not itchy",
        "dolor de cabeza sin fiebre",
        "tos pero ya sin fiebre",
        "me duele la rodilla, no la espalda",
    ],
)
def test_what_is_there_is_not_denied_with_what_is_named_after_it(concerns: Find, text: str) -> None:
    there, denied = concerns(text)

    assert (there.negated, denied.negated) == (False, True)


def test_a_denial_ends_where_the_sentence_turns(concerns: Find) -> None:
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
def test_a_complaint_worded_with_no_or_not_is_no_denial(concerns: Find, text: str) -> None:
    assert [one.negated for one in concerns(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "not that the pain is gone, i just sit more",
        "it doesn't mean the cough went away",
        "no es que se haya ido el dolor",
        "no es que ya no me duela la rodilla",
    ],
)
def test_what_is_not_gone_is_current(concerns: Find, text: str) -> None:
    assert not any(concern.negated for concern in concerns(text))


@pytest.mark.parametrize(
    "text", ["it's not that bad, the pain is gone", "no es que tenga fiebre", "not that i have any fever"]
)
def test_not_that_denies_what_is_said_to_be_absent(concerns: Find, text: str) -> None:
    assert all(concern.negated for concern in concerns(text))


@pytest.mark.parametrize("text", ["the vertigo", "1. the fever 2. my pills", "tos. mareo. la receta"])
def test_nothing_is_denied_where_no_word_could_deny_it(concerns: Find, text: str) -> None:
    assert not any(one.negated for one in concerns(text))


@pytest.mark.parametrize(
    ("text", "one"),
    [
        ("my left elbow is what hurts", "left elbow is what hurts"),
        ("my right ankle has been swelling since june", "right ankle has been swelling"),
    ],
)
def test_a_place_and_what_is_wrong_with_it_are_one_concern(concerns: Find, text: str, one: str) -> None:
    assert [found.span.startswith(one) for found in concerns(text)] == [True]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1. heartburn 2. my left ear 3. water pills", 3),
        ("primero la fiebre segundo que orino de noche tercero una carta para el trabajo", 3),
        ("couple things. one the rash on my neck. two my bladder. three need a note for my job", 3),
        ("la rodilla, la espalda y el hombro", 3),
        ("first time my knee hurt was in may", 1),
    ],
)
def test_a_numbered_list_is_parted_at_its_numbers(concerns: Find, text: str, count: int) -> None:
    assert len(concerns(text)) == count
    assert not any(number in one.span for one in concerns(text) for number in ("primero", "segundo", "1.", "2."))


def test_side_duration_and_severity_are_read_beside_the_words(concerns: Find) -> None:
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
def test_it_is_said_whose_concern_it_is(concerns: Find, text: str, person: str) -> None:
    assert [one.person for one in concerns(text)] == [person]


@pytest.mark.parametrize(
    "text",
    ["nothing new", "no thats all", "YES", "call me back", "ok gracias", "cancel my appointment", "", "👍", "..."],
)
def test_what_names_nothing_to_deal_with_is_no_concern(concerns: Find, text: str) -> None:
    assert concerns(text) == ()


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_every_concern_is_a_verbatim_span_apart_from_the_others(concerns: Find, text: str) -> None:
    found = concerns(text)

    assert all(one.span == text[one.start : one.end] and one.span for one in found)
    assert all(one.category in CATEGORIES and one.person in PERSONS for one in found)
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


@pytest.mark.parametrize(
    "text", ["achy^" * 1900, "my knee hurts and " * 600, "no " * 4000, "a" * 10_000, "should i " * 1200, "🦵" * 5000]
)
def test_a_long_text_is_read_to_its_end(concerns: Find, text: str) -> None:
    """How long it takes stands in `make bench`; a pattern that runs away would take years, and has a minute here."""
    started = process_time()

    concerns(text)

    assert process_time() - started < 60


def test_the_same_answers_train_the_same_pipeline_in_whatever_order_and_it_is_read_back_as_it_was(
    tmp_path: Path,
) -> None:
    few = list(islice(answers(), 300))
    for name, some in (("one", few), ("other", few[::-1])):
        trained_on(some).to_disk(tmp_path / name)

    written = [
        {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*.*"))}
        for folder in (tmp_path / "one", tmp_path / "other")
    ]
    assert written[0] == written[1]
    texts = [answer.text for answer in few[:50]]
    again = spacy.load(tmp_path / "one")
    before = trained_on(few)
    assert [pipeline.concerns(again, text) for text in texts] == [pipeline.concerns(before, text) for text in texts]


@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_a_document_is_the_text_and_its_spans_are_the_concerns(trained: Language, text: str) -> None:
    document = trained(text)

    assert document.text == text
    assert [(span.start_char, span.end_char, span.label_) for span in document.spans[pipeline.CONCERNS]] == [
        (one.start, one.end, one.category) for one in document.user_data[pipeline.CONCERNS]
    ]
