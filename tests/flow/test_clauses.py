from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.concern import Concern
from bot.flow.clauses import beside_denials, told, without_frame
from bot.flow.reply import Piece, Reply


def concern(text: str, words: str) -> Concern:
    span = words.removeprefix("-")
    start = text.index(span)
    return Concern(start, start + len(span), span, negated=words.startswith("-"))


def clauses(text: str, *found: str) -> list[str]:
    reply = Reply(tuple(Piece(number, part) for number, part in enumerate(text.split("|"))))
    whole = reply.text
    return [whole[slice(*one.span)] for one in told(reply, [concern(whole, words) for words in found], (0, len(whole)))]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("a ringing in my left ear", ["left ear"], ["a ringing in my left ear"]),
        (
            "knee is bad, also need flu shot and my sugars are up",
            ["knee", "flu shot", "sugars"],
            ["knee is bad", "need flu shot", "my sugars are up"],
        ),
        ("my back hurts i cant sleep", ["back hurts", "cant sleep"], ["my back hurts", "i cant sleep"]),
        ("Hi doctor, I would like to talk about my hip pain please", ["hip pain"], ["my hip pain"]),
        ("Quisiera hablar de la cadera, gracias", ["cadera"], ["la cadera"]),
        ("1. sleep 2. the rash", ["sleep", "rash"], ["sleep", "the rash"]),
        ("my sugars go up and down", ["sugars"], ["my sugars go up and down"]),
        ("my knee is bad and we lost our home", ["knee"], ["my knee is bad"]),
        ("no fever, just tired", ["-fever", "tired"], ["just tired"]),
        ("so|my knee|is killing me", ["knee"], ["my knee\nis killing me"]),
        ("my knee|my back", ["knee", "back"], ["my knee", "my back"]),
    ],
)
def test_an_item_is_the_whole_clause_of_its_concern(text: str, found: list[str], expected: list[str]):
    assert clauses(text, *found) == expected


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        ("no chest pain, no fever, just tired", ["-chest pain", "-fever"], ["just tired"]),
        ("no fever or anything", ["-fever"], []),
        ("no trouble breathing thank god", ["-trouble breathing"], []),
        ("sin fiebre, solo traigo sueño", ["-fiebre"], ["solo traigo sueño"]),
    ],
)
def test_beside_denials_only_what_is_no_denial_is_left(text: str, found: list[str], left: list[str]):
    pieces = beside_denials(text, [concern(text, words) for words in found], (0, len(text)))

    assert [text[slice(*piece)].strip() for piece in pieces] == left


@given(st.text(max_size=80), st.data())
def test_a_clause_holds_its_concern_and_no_part_of_another(text: str, data: st.DataObject):
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    spans = [(a, b) for a, b in ((cuts[0], cuts[1]), (cuts[2], cuts[3])) if a < b]
    found = [Concern(a, b, text[a:b]) for a, b in spans]

    shown = told(Reply((Piece(1, text),)), found, (0, len(text)))

    for one in shown:
        assert one.span[0] <= one.concern.start < one.concern.end <= one.span[1]
    assert all(one.span[1] <= other.span[0] for one, other in zip(shown, shown[1:], strict=False))


@given(st.text(max_size=80))
def test_the_frame_around_words_never_takes_all_of_them(text: str):
    start, end = without_frame(text, (0, len(text)))

    assert 0 <= start <= end <= len(text)
    assert bool(text.strip()) is bool(text[start:end].strip())


@pytest.mark.parametrize(
    ("text", "concern", "item"),
    [
        (
            "my knee is killing me, the left one. also not sleeping",
            "knee is killing me",
            "my knee is killing me, the left one",
        ),
        ("me duele la rodilla, la derecha", "duele la rodilla", "me duele la rodilla, la derecha"),
        ("my knee hurts (left) when i walk", "knee hurts", "my knee hurts (left) when i walk"),
        ("my knee hurts, left work early", "knee hurts", "my knee hurts"),
    ],
)
def test_a_side_told_after_a_comma_stays_with_its_line(text: str, concern: str, item: str):
    assert clauses(text, concern)[0] == item


def test_a_side_stays_with_its_line_although_another_topic_follows():
    text = "my knee is killing me, the left one. also not sleeping"

    assert clauses(text, "knee is killing me", "not sleeping") == [
        "my knee is killing me, the left one",
        "not sleeping",
    ]
