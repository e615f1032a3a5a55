"""Segments are counted as the carrier bills them."""

from __future__ import annotations

import smsutil
from hypothesis import example, given
from hypothesis import strategies as st

from bot.messaging.encoding import BASIC, EXTENSION, Encoding, measure, plain, to_gsm

gsm_texts = st.text(st.sampled_from(sorted(BASIC | EXTENSION)), max_size=700)
any_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


def test_160_plain_characters_are_one_part_and_161_are_two():
    assert measure("a" * 160).count == 1
    assert measure("a" * 161).count == 2
    assert measure("a" * 306).count == 2
    assert measure("a" * 307).count == 3


def test_70_units_with_an_accent_gsm_lacks_are_one_part_and_71_are_two():
    assert measure("á" * 70).count == 1
    assert measure("á" * 71).count == 2
    assert measure("á" * 134).count == 2
    assert measure("á" * 135).count == 3


def test_one_letter_outside_gsm_is_named_and_halves_the_room():
    counted = measure("¿Algo más? Dígame más. " + "a" * 100)

    assert counted.encoding is Encoding.UCS2
    assert counted.culprits == ("á", "í")
    assert counted.count == 2


def test_the_spanish_letters_gsm_has_cost_nothing_extra():
    assert measure("¿Mañana? ¡Sí!".replace("í", "i")).encoding is Encoding.GSM7
    assert measure("ñÑüÜéÉ¿¡à").culprits == ()


def test_extension_characters_count_twice():
    assert measure("€").units == 2
    assert measure("^{}[]~\\|€" * 8 + "a" * 16).count == 1
    assert measure("^{}[]~\\|€" * 8 + "a" * 17).count == 2


def test_an_extension_character_is_never_cut_in_two():
    cut = "a" * 152 + "€" + "a" * 152

    assert measure(cut).units == 306
    assert measure(cut).count == 3


def test_an_emoji_is_never_cut_in_two():
    cut = "á" * 66 + "😀" + "á" * 66

    assert measure(cut).units == 134
    assert measure(cut).count == 3


def test_an_empty_text_has_no_parts():
    assert measure("").count == 0


def test_the_escape_itself_is_no_character_of_the_alphabet():
    assert measure("\x1b").culprits == ("\x1b",)


@given(gsm_texts.filter(bool))
@example("a" * 152 + "€" + "a" * 152)
def test_gsm_parts_agree_with_an_independent_count(text):
    counted = measure(text)

    assert counted.encoding is Encoding.GSM7
    assert counted.count == len(smsutil.split(text).parts)
    assert counted.units == smsutil.split(text).total_bytes


@given(any_texts.filter(lambda text: measure(text).encoding is Encoding.UCS2 and "\x1b" not in text))
def test_ucs2_parts_agree_with_an_independent_count(text):
    counted = measure(text)

    assert counted.count == len(smsutil.split(text).parts)
    assert counted.units == len(text.encode("utf-16-be")) // 2


@given(any_texts)
def test_a_text_never_shrinks_by_adding_to_it(text):
    assert measure(text + "a").count >= measure(text).count
    assert measure(text + "á").count >= measure(text).count


def test_look_alikes_typed_by_phones_become_plain():
    assert plain("I’m “fine” – no… really") == 'I\'m "fine" - no... really'
    assert measure(plain("Don’t\u00a0wait\u2014call\u2026")).encoding is Encoding.GSM7


def test_plain_keeps_every_letter_of_a_patient():
    assert plain("Mi mamá está así, número ½ 😀 👩‍👩‍👧") == "Mi mamá está así, número ½ 😀 👩‍👩‍👧"


def test_letters_typed_in_two_code_points_count_as_the_one_they_show():
    assert measure(plain("man\u0303ana")).encoding is Encoding.GSM7


def test_our_own_texts_lose_only_the_accents_gsm_lacks():
    assert to_gsm("¿Qué más? Así, ÚNICO, niño, pingüino, à la 1.º") == "¿Qué mas? Asi, UNICO, niño, pingüino, à la 1.o"


def test_what_has_no_plain_twin_stays_and_is_named():
    assert measure(to_gsm("Hola 😀 Łódź ½")).culprits == ("😀", "Ł", "½")


@given(any_texts)
@example("a\u200b\u0301")
@example("\u0387")
def test_making_a_text_plain_twice_changes_nothing_more(text):
    assert plain(plain(text)) == plain(text)
    assert to_gsm(to_gsm(text)) == to_gsm(text)


@given(any_texts)
def test_a_text_for_gsm_never_gets_more_culprits(text):
    assert set(measure(to_gsm(text)).culprits) <= set(measure(plain(text)).culprits)


@given(gsm_texts)
def test_a_text_within_gsm_stays_within_it_when_made_plain(text):
    assert to_gsm(text) == plain(text)
    assert measure(plain(text)).encoding is Encoding.GSM7
