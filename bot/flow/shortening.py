"""A patient's words where there is little room; nothing is cut in what is kept."""

from __future__ import annotations

from enum import IntEnum


class Room(IntEnum):
    """How many characters there are."""

    LINE = 70  # of the list that goes out by text
    QUESTION = 40  # for a topic inside a question
    HEADING = 35  # for a topic before what was said about it
    RECAP = 60  # for the list after a long pause, so that it and the question go out as one text


def shortened(words: str, room: Room = Room.LINE) -> str:
    """Cut at a word and show that something is left out; line breaks become spaces."""
    one_line = " ".join(words.split())
    if len(one_line) <= room:
        return one_line
    cut = one_line[: room - 3]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut else cut}..."


def may_show(text: str, words: str) -> bool:
    """Whether a text of ours holds a patient's words, in whatever room it had for them."""
    return any(shortened(words, room).removesuffix("...") in text for room in Room)
