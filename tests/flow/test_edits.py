from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.edits import EditKind, asks_to_change, edits, never_mind, takes_out, wants_erasing


def first(text: str) -> tuple[str, str | None, str | None] | None:
    edit = next(edits(text), None)
    if edit is None:
        return None
    return (
        edit.kind.value,
        text[slice(*edit.target)] if edit.target else None,
        text[slice(*edit.new)] if edit.new else None,
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("take out 2", ("remove", "2", None)),
        ("Please take 2 out", ("remove", "2", None)),
        ("quita el 2", ("remove", "el 2", None)),
        ("borre lo de la rodilla", ("remove", "la rodilla", None)),
        ("scratch that", ("remove", "that", None)),
        ("actually forget the knee, it's my sleep", ("remove", "the knee", "my sleep")),
        ("mejor olvida la rodilla, es el sueño", ("remove", "la rodilla", "el sueño")),
        ("change 1 to my LEFT knee", ("replace", "1", "my LEFT knee")),
        ("cambia el 1 por dolor de espalda", ("replace", "el 1", "dolor de espalda")),
        ("I want to change 2 to back pain", ("replace", "2", "back pain")),
        ("2 should be my back", ("replace", "2", "my back")),
        ("el 2 debe decir la espalda", ("replace", "el 2", "la espalda")),
        ("sorry I meant LEFT knee", ("replace", None, "LEFT knee")),
        ("Perdón, quise decir la izquierda", ("replace", None, "la izquierda")),
        ("not my right knee, my left knee", ("replace", "my right knee", "my left knee")),
        ("put 3 first", ("first", "3", None)),
        ("pon el 3 primero", ("first", "el 3", None)),
        ("3 is the most important", ("first", "3", None)),
        ("el 3 es lo más importante", ("first", "el 3", None)),
        ("start with the sleep thing", ("first", "the sleep thing", None)),
        ("my knee hurts", None),
        ("I forget things", None),
        ("I take out the trash and my back hurts", None),
        ("I meant to ask about my meds", None),
        ("no chest pain, no fever, just tired", None),
        ("", None),
    ],
)
def test_a_change_is_read_with_its_target_and_its_new_words(text: str, read: tuple[str, str | None, str | None] | None):
    assert first(text) == read


@given(st.text(max_size=200))
def test_spans_lie_within_the_text_and_are_never_blank(text: str):
    for edit in edits(text):
        for span in (edit.target, edit.new):
            assert span is None or text[slice(*span)].strip() == text[slice(*span)] != ""


@pytest.mark.parametrize(
    "piece", ["a ", "please ", "no la ", "take out ", "change a to ", "first ", "not x, ", "Ⅷ", "sorry i meant "]
)
def test_long_texts_are_read_in_good_time(piece: str):
    text = (piece * 4000)[:4000]
    start = time.process_time()

    list(edits(text))

    assert time.process_time() - start < 2


def test_a_wish_to_change_is_told_from_a_change():
    assert asks_to_change("I want to change something.")
    assert asks_to_change("CAMBIAR")
    assert not asks_to_change("change 2 to my back")
    assert not asks_to_change("they changed my pills")


def test_taking_out_leaving_alone_and_erasing():
    assert takes_out("remove it please")
    assert takes_out("QUITAR")
    assert never_mind("Never mind")
    assert never_mind("NINGUNA")
    assert wants_erasing("please delete what I said about drinking")
    assert wants_erasing("borre lo que dije")
    assert not wants_erasing("take out 2")
    assert not wants_erasing("my pharmacy deleted my refill")


def test_every_kind_of_edit_is_read_somewhere():
    texts = ("take out 2", "change 1 to x", "put 3 first")

    assert {edit.kind for text in texts for edit in edits(text)} == set(EditKind)
