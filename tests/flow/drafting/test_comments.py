"""What an author notes in a flow file stays with what it is said of, whatever is done around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.document import FlowError
from bot.flow.drafting.edits import FORMS, Answers, Asked, Edit, Insert, Move, Remove, Retitle, Reword, edited
from bot.flow.drafting.file import FlowFile
from bot.flow.drafting.kept_tests import DropTest
from bot.flow.library import flow_text, flows

NOTED = """\
# of the file
# and more of it

title:  # of the title
  # of the English title
  en: A
  es: B
# of what else is asked
also_ask:
  # of three there
  - three
  - four  # of four there

# of all questions
questions:  # beside all questions

  # of one
  one:  # beside one
    ask: {en: "A # no note?", es: B?}
    expect: words  # of the kind of one
    fills: notes
    next: two
# of two, written at the left

  # of two, after a gap
  two:
    ask:
      en: |
        A
        # a text, no note
      es: B?
    # of the kind of two
    expect: yes_no
    fills: notes
    # of where two leads
    next: three

  three:
    # of the words of three
    core: false
    ask: {en: A?, es: B?}
    expect: choice
    fills: notes
    options:
      # of red
      red: {en: Red, es: Rojo}  # beside red
      # of blue
      blue:
        en: Blue
        es: Azul
        also:
          # within brackets
          en: [navy, sky]
    next: four
  # of four
  four:
    core: false
    ask: {en: A?, es: B?}
    expect: words
    fills: notes
    when:
      # of a condition
      said: two
    next: read_back
    # of the tests, written at the right
# of the tests
tests:
  # of a test
  plain:
    language: en
    talk:
      # of its first line
      - says: A
        then: one
      # of its second line
      - says: B
        then: two

# of the end"""

NOTE = re.compile(r"# (?:of|beside|within|and)[^\n]*")
QUESTIONS = ("one", "two", "three", "four")
NAMES = st.sampled_from([*QUESTIONS, "new", "newer"])
PLACES = st.none() | NAMES
TEXTS = st.fixed_dictionaries({language: st.sampled_from(["A?", "B: c?", "longer"]) for language in ("en", "es")})
AROUND: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Insert, NAMES, PLACES, TEXTS, st.just("words"), st.just("notes")),
    st.builds(Remove, NAMES),
    st.builds(Move, NAMES, PLACES),
)
WITHIN: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Retitle, TEXTS),
    st.builds(Reword, NAMES, st.dictionaries(st.sampled_from(FORMS), TEXTS)),
    st.builds(Asked, NAMES, st.sampled_from([None, {"items": 2}]), st.booleans(), st.booleans()),
)


def blocks(text: str) -> dict[str, list[str]]:
    """The notes of each question, above it, beside it and in it; those of the rest are under an empty name."""
    found: dict[str, list[str]] = {"": []}
    waiting: list[str] = []
    inside, name = False, ""
    for line in text.splitlines():
        inside = line.startswith("questions:") or (inside and not re.match(r"[a-z]", line))
        key = re.match(r"  (\w+):", line) if inside else None
        name = key[1] if key else name if inside and not line.startswith("questions:") else ""
        notes = NOTE.findall(line)
        if line.lstrip().startswith("#"):
            waiting += notes
        elif line.strip():
            found.setdefault(name, []).extend([*waiting, *notes])
            waiting = []
    found[""] += waiting
    return found


def after(edits: list[Edit]) -> Iterator[str]:
    text = NOTED
    for edit in edits:
        try:
            text = edited(text, edit, "f.yml")
        except FlowError:
            continue
        yield text


def test_a_file_with_notes_everywhere_is_read_and_written_to_the_letter() -> None:
    assert FlowFile(NOTED, "f.yml").text() == NOTED + "\n"


def test_a_note_within_brackets_whose_lines_are_joined_goes_above_them() -> None:
    bracketed = NOTED.replace("          # within brackets\n", "").replace(
        "[navy, sky]", "[  # within brackets\n      navy,\n      sky]"
    )

    assert FlowFile(bracketed, "f.yml").text() == NOTED + "\n"


def test_a_file_written_on_another_system_has_one_kind_of_line_end_afterwards() -> None:
    assert FlowFile(NOTED.replace("\n", "\r\n"), "f.yml").text() == NOTED + "\n"


@pytest.mark.parametrize("name", flows())
def test_so_is_a_flow_that_is_shipped(name: str) -> None:
    assert FlowFile(flow_text(name), name).text() == flow_text(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_taken_out_takes_its_own_notes_and_no_other(name: str) -> None:
    before, now = blocks(NOTED), blocks(edited(NOTED, Remove(name), "f.yml"))
    lost = {note for notes in before.values() for note in notes} - {note for notes in now.values() for note in notes}

    beside_it = {f"# of {name} there"} | ({"# of a condition"} if name == "two" else set())
    assert lost - beside_it == set(before[name])


def test_a_question_is_added_above_the_notes_of_the_next_one() -> None:
    text = edited(NOTED, Insert("new", "one", {"en": "A?", "es": "B?"}, "words", "notes"), "f.yml")

    assert blocks(text) == {**blocks(NOTED), "new": []}


@settings(max_examples=60)
@given(st.lists(AROUND, max_size=6))
def test_whatever_is_added_moved_and_taken_out_every_note_stays_with_its_question(edits: list[Edit]) -> None:
    before = blocks(NOTED)
    for text in after(edits):
        now = blocks(text)
        before = {name: notes for name, notes in before.items() if name in now}
        for name in before:
            gone = {"# of a condition"} if "two" not in now else set()
            assert [note for note in before[name] if note not in gone] == [
                note for note in now[name] if note not in gone
            ] or name == ""
        assert {note for note in before[""] if not note.endswith(" there")} <= set(now[""])
        assert all(not now[name] for name in now.keys() - before.keys())


@settings(max_examples=60)
@given(st.lists(WITHIN, max_size=6))
def test_a_question_worded_anew_keeps_the_notes_of_what_is_still_there(edits: list[Edit]) -> None:
    kept = [note for notes in blocks(NOTED).values() for note in notes]
    for text in after(edits):
        gone = set(kept) - set(NOTE.findall(text))
        assert gone <= {"# of three there", "# of four there", "# of a condition", "# of the words of three"}


def test_choices_that_stay_keep_their_notes() -> None:
    options = {"red": {"en": "Reddish", "es": "Rojizo"}, "blue": {"en": "Blue", "es": "Azul"}}
    text = edited(NOTED, Answers("three", "choice", "notes", options), "f.yml")

    assert blocks(text) == blocks(NOTED)
    fewer = edited(text, Answers("three", "words", "notes"), "f.yml")
    assert "# of red" not in fewer and "# of four" in fewer


def test_a_test_taken_out_takes_its_own_notes_and_no_other() -> None:
    text = edited(NOTED, DropTest("plain"), "f.yml")

    assert "# of a test" not in text and "# of the end" in text and blocks(text)["four"] == blocks(NOTED)["four"]
