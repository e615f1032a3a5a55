"""Cutting a message at its quotes and signs, and making the unseen seen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from integrations.web.coordinator.words import Span, is_long, seen, segments

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
spans = st.lists(
    st.builds(
        Span,
        st.integers(-3, 70),
        st.integers(-3, 70),
        st.text(st.characters(codec="ascii", categories=["L"]), min_size=1),
        st.booleans(),
    ),
    max_size=5,
)


@given(texts, spans)
def test_no_character_is_lost_or_moved(text, marks):
    back = "".join(chr(int(p.text[2:], 16)) if p.unseen else p.text for p in segments(text, marks))

    assert back == text.replace("\r", "")


@given(texts, spans)
def test_every_span_inside_the_text_can_be_linked_to_once(text, marks):
    anchors = [anchor for piece in segments(text, marks) for anchor in piece.anchors]

    inside = [mark.key for mark in marks if max(0, mark.start) < min(len(text), mark.end)]
    assert sorted(anchors) == sorted(inside) or "\r" in text


def test_overlapping_quotes_share_the_piece_between_them():
    pieces = segments("my knee hurts", [Span(0, 7, "a"), Span(3, 13, "b")])

    assert [(piece.text, piece.keys) for piece in pieces] == [("my ", ("a",)), ("knee", ("a", "b")), (" hurts", ("b",))]


def test_a_character_that_would_reorder_the_page_is_shown_by_name():
    pieces = segments("pay \u202e001$", [])

    assert [(piece.text, piece.unseen) for piece in pieces] == [("pay ", False), ("U+202E", True), ("001$", False)]


def test_words_in_a_line_keep_to_their_line():
    assert seen("a\n\n\n" * 50 + "\u202eb\x00") == " ".join(["a"] * 50 + ["b"])


def test_many_lines_are_as_long_as_many_letters():
    assert is_long("\n" * 200)
    assert is_long("x" * 10_000)
    assert not is_long("my knee hurts")
