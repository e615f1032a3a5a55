"""Disguises and slips are read through; spans are those of the text as it came; time grows with the length alone."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.safety import Tier, opt_out, scan
from bot.safety.normalise import words_of
from bot.safety.rulebook import rulebook
from tests.safety.material import load, tier_of

SAMPLES = [text for texts in load("hard")["alarms"].values() for text in texts]


@pytest.mark.parametrize(
    "text",
    [
        "I CAN'T BREATHE",
        "i can’t breathe",
        "i cannt breeeathe",
        "i cant breth",
        "i сant brеаthе",
        "ｉ ｃａｎｔ ｂｒｅａｔｈｅ",
        "𝐢 𝐜𝐚𝐧𝐭 𝐛𝐫𝐞𝐚𝐭𝐡𝐞",
        "i can\u200bt bre\u200dathe",
        "i ca\u00adnt breathe",
        "i cant b*eathe",
        "i cant br3athe",
        "cantbreathe",
        "i cant\nbreathe",
        "i c̷a̷n̷t̷ b̷r̷e̷a̷t̷h̷e̷",
        "NO PUEDO RESPIRAR",
        "no puedo respirár",
        "no puedo rrespirar",
        "nopuedorespirar",
        "no pueddo resspirar",
    ],
)
def test_a_disguise_or_a_slip_hides_nothing(text):
    assert tier_of(text) is Tier.T1


@pytest.mark.parametrize(
    "text", ["kiero morirme", "quiero m0rir", "want to kil myself", "k i l l myself", "suiiicide", "killmyself", "suicidarmee"]
)  # fmt: skip
def test_a_crisis_is_read_through_its_spelling(text):
    assert tier_of(text) is Tier.CRISIS


def test_a_span_counts_code_points_of_the_text_as_it_came():
    text = "😩 Ｍｙ ch\u200best\u0301 hurts!"

    (notice,) = scan(text)

    assert text[notice.start : notice.end] == "ch\u200best\u0301 hurts"


@given(st.text(max_size=300))
def test_any_text_is_read_and_every_word_has_its_place(text):
    words = words_of(text)

    assert all(0 <= word.start < word.end <= len(text) for word in words)
    assert [word.start for word in words] == sorted(word.start for word in words)


@given(st.lists(st.one_of(st.sampled_from(SAMPLES), st.text(max_size=30)), max_size=6).map(" ".join))
def test_notices_lie_within_the_text_and_the_worst_is_first(text):
    notices = scan(text)

    assert all(0 <= notice.start < notice.end <= len(text) for notice in notices)
    assert scan(text) == notices


@pytest.mark.parametrize("sample", SAMPLES[::7])
@given(filler=st.sampled_from(("I like tea. ", "My knee is better. ", "Me gusta el café. ")), times=st.integers(0, 300))
@settings(deadline=None, max_examples=8)
def test_a_danger_sign_is_found_however_deep_in_a_long_message(sample, filler, times):
    assert tier_of(filler * times + sample).alarms


def test_with_and_without_are_read_however_short_they_are_written():
    assert [word.text for word in words_of("w/o fever, w/ chills, w/my mom")] == [
        "without",
        "fever",
        "with",
        "chills",
        "with",
        "my",
        "mom",
    ]


@example("0A\ud7fc\xbcA\ud7fcD")
@given(st.text() | st.text(alphabet="¼½℅℀㏂⑴㋉ a1."))
def test_no_two_words_share_a_character(text):
    ends = [0, *(word.end for word in words_of(text))]

    assert all(end <= word.start < word.end for end, word in zip(ends, words_of(text), strict=False))


def test_a_fraction_is_no_digit_of_the_number_before_it():
    assert [word.text for word in words_of("39½ of fever")] == ["39", "1⁄2", "of", "fever"]


@given(st.sampled_from(SAMPLES))
def test_composed_and_decomposed_letters_read_the_same(text):
    assert tier_of(unicodedata.normalize("NFD", text)) is tier_of(text)


@pytest.mark.parametrize(
    "pattern",
    ["i cant no chest pain my ", "a", "s ", "no ", "chest ", "want to die or ", "b*b", "aeiou", "stop texting ", "🙂", "\u0301"],
)  # fmt: skip
def test_time_grows_no_faster_than_the_length(pattern):
    rulebook()
    short, long = (
        min(_seconds((pattern * 20_000)[: length + more]) for more in range(3)) for length in (2_500, 10_000)
    )

    assert long < 8 * short + 0.05  # four times the length; the rest is for a busy machine


def _seconds(text: str) -> float:
    """Return the CPU time of a text that was not read a moment ago."""
    started = time.process_time()
    scan(text)
    opt_out(text)
    return time.process_time() - started
