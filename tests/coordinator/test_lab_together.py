"""Two people at one draft: nobody overwrites what they have not seen, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.library import flows, load_flow
from bot.services import flow_drafts
from integrations.web.lab.merging import merged
from integrations.web.lab.shown import fields_of
from tests.coordinator.conftest import Browser, Desk
from tests.coordinator.forms import form_of
from tests.coordinator.test_lab import FLOW, at_work, changes, steps

GOAL = "goal"


def open_form(browser: Browser, kind: str, question: str = GOAL) -> dict[str, str]:
    """A form of the page that was loaded last."""
    known = {"question": question} if kind not in ("add", "title", "file") else {}
    return form_of(browser.last, f"{FLOW}/edit/{kind}", **known)


async def save(browser: Browser, kind: str, form: dict[str, str], **typed: Any) -> int:
    fields = {name: value for name, value in {**form, **typed}.items() if name != "csrf_token" and value is not None}
    return (await browser.post(f"{FLOW}/edit/{kind}", **fields)).status


async def two(desk: Desk) -> tuple[Browser, Browser]:
    """Two admins who have the draft before them."""
    first, second = await at_work(desk), await desk.at_work(role="admin", name="Ana Ruiz")
    await first.page(FLOW)
    await second.page(FLOW)
    return first, second


def says_now(browser: Browser, field: str, question: str = GOAL) -> str:
    return open_form(browser, "words", question)[field]


async def test_what_two_people_say_in_two_languages_stands_side_by_side(desk: Desk) -> None:
    first, second = await two(desk)
    english, spanish = open_form(first, "words"), open_form(second, "words")
    await save(second, "words", spanish, ask_es="¿Qué quiere volver a hacer?")

    assert await save(first, "words", english, ask_en="What do you want to do again?") == 200

    await first.page(FLOW)
    assert says_now(first, "ask_en") == "What do you want to do again?"
    assert says_now(first, "ask_es") == "¿Qué quiere volver a hacer?"


async def test_the_same_words_changed_by_two_are_shown_beside_each_other_and_the_second_chooses(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "words")
    await save(second, "words", open_form(second, "words"), ask_en="What do they want?", ask_es="¿Qué quiere?")

    assert await save(first, "words", mine, ask_en="What do I want?") == 409

    assert first.says("Ana Ruiz changed the same in the meantime, and it stands")
    assert first.says("Meanwhile saved: “What do they want?”") and "What do I want?</textarea>" in first.last
    again = open_form(first, "words")
    assert again["ask_es"] == "¿Qué quiere?"  # what I did not touch is theirs
    assert await save(first, "words", again) == 200
    assert (says_now(first, "ask_en"), says_now(first, "ask_es")) == ("What do I want?", "¿Qué quiere?")


async def test_two_who_change_the_same_words_alike_have_no_dispute(desk: Desk) -> None:
    first, second = await two(desk)
    form = open_form(first, "words")
    await save(second, "words", open_form(second, "words"), ask_en="What matters?")

    assert await save(first, "words", form, ask_en="What  matters?") == 200


async def test_what_can_be_chosen_is_one_thing_and_never_mixed_from_two_people(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "answers", "hopes")
    await save(second, "answers", open_form(second, "answers", "hopes"), fills="notes")

    assert await save(first, "answers", mine, expect="yes_no") == 409

    assert first.says("Meanwhile saved: “Notes”")
    assert open_form(first, "answers", "hopes")["expect"] == "yes_no"


async def test_different_forms_about_one_question_do_not_touch_each_other(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "asked")
    await save(second, "words", open_form(second, "words"), ask_en="What matters?")

    assert await save(first, "asked", mine, optional="yes", switched_on=None) == 200

    await first.page(FLOW)
    assert says_now(first, "ask_en") == "What matters?" and "switched_on" not in open_form(first, "asked")


async def test_a_box_that_was_unchecked_is_a_change_like_any_other(desk: Desk) -> None:
    browser = await at_work(desk)
    await browser.page(FLOW)
    await save(browser, "asked", open_form(browser, "asked"), optional="yes")
    assert "switched_on" in open_form(browser, "asked")

    await save(browser, "asked", open_form(browser, "asked"), switched_on=None)

    assert "switched_on" not in open_form(browser, "asked") and "optional" in open_form(browser, "asked")


async def test_words_for_a_question_that_was_taken_out_are_kept_and_can_be_added_again(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "words")
    await save(second, "remove", open_form(second, "remove"))

    typed = {"ask_en": "What do I want?", "ask_es": "¿Qué quiero yo?", "web_en": "Tell us what you want."}
    assert await save(first, "words", mine, **typed) == 409

    assert first.says("Ana Ruiz took this question out in the meantime.")
    assert first.says("Tell us what you want.") and first.says("In the web chat, English")
    again = open_form(first, "add")
    assert (again["ask_en"], again["ask_es"]) == ("What do I want?", "¿Qué quiero yo?")
    assert await save(first, "add", again, after="hopes") == 200
    assert first.says("What do I want?")


async def test_nobody_takes_out_a_question_whose_new_words_they_have_not_seen(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "remove")
    await save(second, "words", open_form(second, "words"), ask_en="What matters most?")

    assert await save(first, "remove", mine) == 409
    assert first.says("take it out again if it shall go all the same") and first.says("What matters most?")

    assert await save(first, "remove", open_form(first, "remove")) == 200
    assert not first.says("What matters most?")


async def test_a_question_is_added_and_moved_whatever_else_was_changed_meanwhile(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "add")
    await save(second, "words", open_form(second, "words"), ask_en="What matters most?")

    assert await save(first, "add", mine, after=GOAL, ask_en="And why?", ask_es="¿Y por qué?") == 200
    assert first.says("And why?") and first.says("What matters most?")


async def test_a_title_is_changed_in_its_own_form(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "title")
    await save(second, "title", open_form(second, "title"), title_es="Otro título")

    assert await save(first, "title", mine, title_en="Another title") == 200
    title = open_form(first, "title")
    assert (title["title_en"], title["title_es"]) == ("Another title", "Otro título")


async def test_a_whole_file_never_replaces_what_its_author_has_not_seen(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "file")
    await save(second, "words", open_form(second, "words"), ask_en="What matters most?")

    assert await save(first, "file", mine, content=mine["content"] + "# mine\n") == 409

    assert (
        first.says("changed this flow in the meantime, and nothing of theirs was overwritten")
        and "# mine\n</textarea>" in first.last
    )
    await first.page(FLOW)
    assert first.says("What matters most?")


async def test_an_undo_of_something_unseen_is_refused(desk: Desk) -> None:
    first, second = await two(desk)
    await changes(second, "words", question=GOAL, ask_en="What matters most?", ask_es="¿Qué es lo principal?")

    assert (await first.post(f"{FLOW}/step/undo", seen="0")).status == 409
    assert await steps(first, "undo") == 200


@pytest.mark.parametrize("name", sorted(flows()))
async def test_a_form_shows_what_it_says_it_shows(desk: Desk, name: str) -> None:
    browser, flow = await desk.at_work(role="admin"), load_flow(name)
    await browser.page(f"/flows/{name}")
    await browser.post(f"/flows/{name}/draft")

    for question in flow.questions:
        for kind in ("words", "answers", "asked"):
            form = form_of(browser.last, f"/flows/{name}/edit/{kind}", question=question)
            for field, value in fields_of(flow, kind, question).items():
                assert form[f"was_{field}"] == value
                if field != "conditions" and (value or field in form):
                    assert form.get(field, "").split() == value.split(), (question, kind, field)


FIELDS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["", "one", "two"]), min_size=1)


@given(FIELDS, st.data(), st.booleans())
def test_merging_keeps_every_change_or_names_it(showed: dict[str, str], data: st.DataObject, whole: bool) -> None:
    values = st.sampled_from(["", "one", "two", "three"])
    typed = {name: data.draw(values) for name in showed}
    now = {name: data.draw(values) for name in showed}

    one = merged({**typed, **{f"was_{name}": value for name, value in showed.items()}}, now, whole=whole)

    for name, before in showed.items():
        mine, theirs = typed[name] != before, now[name] != before
        if mine:
            assert one.fields.get(name, "") == typed[name]
        if theirs and not mine:
            assert one.fields.get(name, "") == now[name] or name in one.disputed
        if mine and theirs and typed[name] != now[name]:
            assert one.disputed[name] == now[name]
    if typed == showed or now == showed:
        assert not one.disputed


async def test_a_form_that_cannot_be_saved_yet_keeps_what_the_other_changed_meanwhile(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "words")
    await save(second, "words", open_form(second, "words"), ask_es="¿Qué quiere volver a hacer?")

    assert await save(first, "words", mine, ask_en="What do I want?", web_en="In one language only") == 422
    again = open_form(first, "words")
    assert again["ask_en"] == "What do I want?"
    assert await save(first, "words", again, web_es="En los dos") == 200

    assert says_now(first, "ask_es") == "¿Qué quiere volver a hacer?"


async def test_a_whole_file_that_is_refused_stands_beside_the_one_that_is_there_now(desk: Desk) -> None:
    first, second = await two(desk)
    mine = open_form(first, "file")
    await save(second, "words", open_form(second, "words"), ask_en="What matters most?")

    await save(first, "file", mine, content=mine["content"] + "# mine\n")

    assert first.says("Ana Ruiz changed this flow in the meantime")
    assert first.says("The file as it stands now") and "en: What matters most?" in first.last


async def test_who_changed_a_field_is_named_and_not_who_changed_something_else_later(desk: Desk) -> None:
    first, second = await two(desk)
    third = await desk.at_work(role="admin", name="Lee Park")
    mine = open_form(first, "words")
    await save(second, "words", open_form(second, "words"), ask_en="What do they want?")
    await third.page(FLOW)
    await save(third, "title", open_form(third, "title"), title_en="Another title")

    await save(first, "words", mine, ask_en="What do I want?")

    assert first.says("Ana Ruiz changed the same in the meantime")


async def test_what_an_undo_brought_back_is_put_down_to_nobody(desk: Desk) -> None:
    first, second = await two(desk)
    await save(second, "words", open_form(second, "words"), ask_en="What do they want?")
    await first.page(FLOW)
    mine = open_form(first, "words")
    await steps(second, "undo")

    assert await save(first, "words", mine, ask_en="What do I want?") == 409
    assert first.says("Somebody changed the same in the meantime")


async def test_a_change_that_comes_between_reading_and_saving_is_merged_too(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = await two(desk)
    mine, theirs = open_form(first, "words"), open_form(second, "words")
    edit = flow_drafts.edit

    async def edit_after_them(*about: Any, **more: Any) -> None:
        monkeypatch.setattr(flow_drafts, "edit", edit)
        await save(second, "words", theirs, ask_es="¿Qué quiere volver a hacer?")
        await edit(*about, **more)

    monkeypatch.setattr(flow_drafts, "edit", edit_after_them)
    assert await save(first, "words", mine, ask_en="What do I want?") == 200

    await first.page(FLOW)
    assert (says_now(first, "ask_en"), says_now(first, "ask_es")) == ("What do I want?", "¿Qué quiere volver a hacer?")
