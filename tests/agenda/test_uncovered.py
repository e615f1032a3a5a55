from __future__ import annotations

from bot.agenda.model import Quote
from bot.agenda.tokens import content, tokens, words
from bot.agenda.uncovered import uncovered


def the_quote(text: str, words: str) -> Quote:
    start = text.index(words)
    return Quote(1, start, start + len(words), words)


def left(text: str, *quoted: str) -> list[str]:
    pieces = list(uncovered(the_quote(text, text), [the_quote(text, words) for words in quoted]))
    assert all(text[piece.start : piece.end] == piece.words for piece in pieces)
    return [piece.words for piece in pieces]


def test_what_stands_between_two_quotes_is_left_without_its_joints():
    assert left("knee is bad, at night mostly, and I need a flu shot", "knee is bad", "need a flu shot") == [
        "at night mostly"
    ]


def test_filler_around_a_quote_is_not_left():
    assert left("Hi doctor, it is my knee again please", "my knee") == []
    assert left("Hola, pues es la rodilla, gracias", "la rodilla") == []


def test_words_after_a_quote_are_left_when_they_say_something():
    assert left("me duele la rodilla y no puedo trabajar", "me duele la rodilla") == ["no puedo trabajar"]


def test_a_quote_that_nothing_covers_is_left_whole():
    assert left("we lost our home") == ["we lost our home"]


def test_emoji_alone_are_left_and_signs_beside_words_are_not():
    assert left("😩🦵") == ["😩🦵"]
    assert left("my knee 😩", "my knee") == []


def test_a_quote_of_another_message_covers_nothing():
    quote = the_quote("we lost our home", "we lost our home")

    assert list(uncovered(quote, [Quote(2, 0, 16, "something else..")])) == [quote]


def test_folded_words_know_their_place_in_the_text():
    text = "¡Sí! I’m TIRED, ¿cómo está?"

    assert words(text) == ("si", "im", "tired", "como", "esta")
    assert [text[token.start : token.end] for token in tokens(text)] == ["Sí", "I’m", "TIRED", "cómo", "está"]


def test_small_words_say_nothing_about_a_topic():
    assert content(words("I would like to talk about my knee")) == ("knee",)
    assert content(words("Quiero hablar de la presión")) == ("presion",)
