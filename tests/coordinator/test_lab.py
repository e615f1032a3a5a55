"""A clinic changes what is asked, and nothing reaches a patient before it is approved."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest

from bot.flow.library import flow_text, flows, load_flow, parse_flow
from bot.flow.model import Flow, Line, Script
from integrations.web.lab.changes import told
from integrations.web.lab.whens import conditions_in
from tests.coordinator.conftest import Browser, Desk
from tests.coordinator.forms import form_of

FLOW = "/flows/adult_follow_up"
RIDE = {"ask_en": "Do you need a ride to this visit?", "ask_es": "¿Necesita transporte para esta cita?"}
WHERE = {"ask_en": "Where can we pick you up?", "ask_es": "¿Dónde le podemos recoger?"}
HELP = {"ask_en": "Do you want help on the way in?", "ask_es": "¿Quiere ayuda para entrar?"}
ON_YES = "is:do_you_need_a_ride_to=yes"


async def changes(browser: Browser, kind: str, **fields: Any) -> int:
    """Send one of the lab's forms as the page shows it."""
    seen = re.search(r'name="seen" value="(\d+)"', await browser.page(FLOW))
    return (await browser.post(f"{FLOW}/edit/{kind}", seen=seen[1] if seen else "0", **fields)).status


async def steps(browser: Browser, step: str, **fields: str) -> int:
    seen = re.search(r'name="seen" value="(\d+)"', await browser.page(FLOW))
    assert seen
    return (await browser.post(f"{FLOW}/step/{step}", seen=seen[1], **fields)).status


async def publish(browser: Browser, **fields: str) -> int:
    """Publish an approved draft as its page offers it."""
    form = form_of(await browser.page(FLOW), f"{FLOW}/publish")
    return (await browser.post(f"{FLOW}/publish", **{**form, **fields})).status


async def approve(desk: Desk, flow: str = FLOW, name: str = "Dr. Ruiz") -> None:
    """Let a clinician approve what waits for it, as the page offers it."""
    clinician = await desk.at_work(role="clinician", name=name)
    form = form_of(await clinician.page(flow), f"{flow}/approve")
    assert (await clinician.post(f"{flow}/approve", **form)).status == 200
    assert clinician.says(f"Approved by {name}")


async def at_work(desk: Desk) -> Browser:
    browser = await desk.at_work(role="admin")
    await browser.page(FLOW)
    await browser.post(f"{FLOW}/draft")
    return browser


async def flow_of_new_visit(desk: Desk, visit_id: str) -> Flow:
    conversation = await desk.world.conversation(await desk.world.an_imported_visit(visit_id))
    async with desk.world.wiring.unit_of_work() as uow:
        return await uow.conversations.flow(conversation.flow_version)


async def test_every_flow_is_listed_with_what_visits_get(desk: Desk) -> None:
    browser = await desk.at_work()

    page = await browser.page("/flows")

    assert all(f'href="/flows/{name}"' in page for name in flows())
    assert browser.says("Visits get the flow as it comes with Previsit.")


async def test_a_crowd_is_offered_counted_and_stopped(desk: Desk) -> None:
    browser = await at_work(desk)

    await browser.post(f"{FLOW}/crowd", patients="50")
    assert browser.says("0 of 50 conversations are over.")
    await browser.post(f"{FLOW}/crowd/stop")

    assert browser.says("Stopped before everybody had talked.")
    assert (await browser.post(f"{FLOW}/crowd", patients="1e9")).status == 422
    assert browser.says("A crowd has 1 to 1000 patients.")


async def test_a_flow_of_the_clinics_own_goes_from_a_copy_to_the_visits_that_name_it(desk: Desk) -> None:
    browser, own = await desk.at_work(role="admin"), "/flows/sleep_clinic"
    await browser.page("/flows")
    await browser.post("/flows/new", title_en="Sleep clinic", title_es="Clínica del sueño", like="adult_follow_up")
    assert browser.says("A new flow, in a draft.") and browser.says("Sleep clinic")

    await browser.post(f"{own}/step/hand-in", seen="1")
    await approve(desk, own)
    await browser.post(f"{own}/publish", seen="1")

    assert browser.says("Published.") and browser.says("In an import: sleep_clinic.")
    conversation = await desk.world.conversation(await desk.world.an_imported_visit("S1", flow="sleep_clinic"))
    assert conversation.session.flow == "sleep_clinic"


async def test_a_new_flow_needs_titles_and_a_name_of_its_own(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")
    await browser.page("/flows")
    given = {"title_es": "Otra", "like": "adult_follow_up"}

    assert (await browser.post("/flows/new", title_en="Adult follow up", **given)).status >= 400
    assert browser.says("There is a flow 'adult_follow_up' already.")
    assert (await browser.post("/flows/new", title_en="Other", title_es="", like="adult_follow_up")).status >= 400
    assert browser.says("needs a text")
    assert (await browser.post("/flows/new", title_en="Other", title_es="Otra", like="nothing")).status >= 400
    assert browser.says("There is no flow 'nothing'.")


async def test_a_person_calls_after_the_answer_that_is_chosen_for_it(desk: Desk) -> None:
    browser = await at_work(desk)
    place = {"question": "help_for_visit", "expect": "yes_no", "fills": "access_needs"}

    await changes(browser, "answers", **place, hand_over="yes")
    assert browser.says("a person calls after “yes”")

    await changes(browser, "answers", **place, hand_over="")
    assert not browser.says("a person calls after")


async def test_only_an_admin_makes_a_crowd_talk(desk: Desk) -> None:
    browser = await desk.at_work()

    assert (await browser.post(f"{FLOW}/crowd", patients="50")).status == 403


async def test_a_question_with_two_follow_ups_goes_from_the_form_to_new_visits_and_back(desk: Desk) -> None:
    browser = await at_work(desk)
    field = {"expect": "words", "fills": "access_needs"}
    await changes(browser, "add", after="goal", **RIDE, expect="yes_no", fills="access_needs")
    assert browser.says("Saved in the draft")
    await changes(browser, "add", after="do_you_need_a_ride_to", **WHERE, **field, when=ON_YES)
    await changes(browser, "add", after="where_can_we_pick_you_up", **HELP, **field, when=ON_YES)
    assert browser.says("When “Do you need a ride to this visit?” is yes")
    assert browser.says("¿Dónde le podemos recoger?")

    assert await steps(browser, "hand-in") == 200
    await approve(desk)
    await browser.page(FLOW)
    assert browser.says("Approved by Dr. Ruiz")
    assert await publish(browser) == 200
    assert browser.says("Published.") and browser.says("approved by Dr. Ruiz")

    asked = (await flow_of_new_visit(desk, "N1")).questions
    assert [one.ask["en"] for one in asked.values() if one.when and one.when[0].check == "is"] == [
        WHERE["ask_en"],
        HELP["ask_en"],
    ]


async def test_going_back_is_one_press(desk: Desk) -> None:
    browser = await at_work(desk)
    for words in ("What do you want to do again?", "What do you hope to do again?"):
        await browser.post(f"{FLOW}/draft")
        await changes(browser, "words", question="goal", ask_en=words, ask_es="¿Qué quiere volver a hacer?")
        await steps(browser, "hand-in")
        await approve(desk)
        await publish(browser)
        desk.world.clock.move(minutes=1)
    await browser.page("/flows")
    assert browser.says("Go back to version 1")

    await browser.post(f"{FLOW}/roll-back", **form_of(browser.last, f"{FLOW}/roll-back"))

    assert browser.says("Went back.")
    assert (await flow_of_new_visit(desk, "N2")).questions["goal"].ask["en"] == "What do you want to do again?"


async def test_what_is_wrong_is_said_with_its_fix_and_keeps_the_flow_from_review(desk: Desk) -> None:
    browser = await at_work(desk)

    await changes(browser, "words", question="goal", ask_en="WHAT DO YOU WANT {name}?", ask_es="¿Qué quiere?")

    assert browser.says("to fix before it can be published")
    assert browser.says("{name} is no value that a question can hold.")
    assert "Hand in for approval" not in browser.last
    assert await steps(browser, "hand-in") == 409
    assert browser.says("has errors that keep it from patients")


async def test_of_two_who_change_a_draft_the_second_keeps_what_was_typed(desk: Desk) -> None:
    first, second = await at_work(desk), await desk.at_work(role="admin")
    await second.page(FLOW)
    typed = {"question": "goal", "ask_es": "¿Qué quiere volver a hacer?"}
    await changes(first, "words", ask_en="What do you want to do again?", **typed)

    answer = await second.post(f"{FLOW}/edit/words", seen="0", ask_en="What do you wish to do again?", **typed)

    assert answer.status == 409
    assert second.says("nothing of theirs was overwritten")
    assert "What do you wish to do again?</textarea>" in second.last
    assert second.says("What do you want to do again?")
    await changes(second, "words", ask_en="What do you wish to do again?", **typed)
    assert second.says("Saved in the draft")


async def test_a_file_that_is_broken_is_refused_with_line_and_column_and_stays_in_the_form(desk: Desk) -> None:
    browser = await at_work(desk)
    broken = flow_text("adult_follow_up").replace("  en: Adult follow-up", "  en: [Adult")

    assert await changes(browser, "file", content=broken) == 422

    assert re.search(r"adult_follow_up\.yml, line \d+, column \d+: this is not YAML", browser.last)
    assert "en: [Adult" in browser.last
    assert await changes(browser, "file", content="a: &a [1]\nb: *a\n") == 422
    assert browser.says("a reference (*a) is not read here")
    assert "Nothing yet." in await browser.page(FLOW)


async def test_a_file_of_megabytes_is_refused(desk: Desk) -> None:
    browser = await at_work(desk)

    assert await changes(browser, "file", content="# \n" * 400_000) == 413
    assert browser.says("Nothing was saved or changed")
    assert await changes(browser, "file", content="[" * 100_000) == 413
    assert browser.says("what you typed is still in the form")
    assert "Nothing yet." in await browser.page(FLOW)


async def test_an_edit_that_leaves_no_flow_is_refused(desk: Desk) -> None:
    browser = await at_work(desk)

    assert await changes(browser, "words", question="goal", ask_en="", ask_es="") == 422
    assert browser.says("`ask` is missing")
    fields = {"expect": "choice", "fills": "notes", "option_0_en": "Bus", "option_0_es": "Autobús"}
    assert await changes(browser, "answers", question="goal", **fields) == 422
    assert browser.says("a choice needs two options or more")
    assert 'value="Autobús"' in browser.last


async def test_choices_are_filled_in_row_by_row(desk: Desk) -> None:
    browser = await at_work(desk)
    rows = {"option_0_en": "Bus", "option_0_es": "Autobús", "option_2_en": "Car", "option_2_es": "Carro"}

    await changes(browser, "add", after="goal", **RIDE, expect="choice", fills="access_needs", **rows)

    page = await browser.page(f"{FLOW}/file.yml")
    assert re.search(r"options:\s+bus:\s+en: Bus\s+es: Autobús\s+car:", page)


async def test_nine_choices_are_saved_with_all_that_is_said_of_each(desk: Desk) -> None:
    browser = await at_work(desk)
    rows = {f"option_{row}_{code}": f"{word} {'abcdefghi'[row]}" for row in range(9) for code, word in NINE}
    nine = {"ask_en": "Which one?", "ask_es": "¿Cuál?", "after": "goal", "expect": "choice", "fills": "notes", **rows}
    await changes(browser, "add", **nine)
    answers = form_of(await browser.page(FLOW), f"{FLOW}/edit/answers", question="which_one")

    saved = await browser.post(f"{FLOW}/edit/answers", **{**answers, "option_8_next": "hopes"})

    assert saved.status == 200
    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert "next: hopes" in file.split("which_one:")[1]


NINE = (("en", "Choice"), ("es", "Caso"))


async def test_undo_redo_and_throwing_away(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "remove", question="what_helps")
    assert "q-what_helps" not in browser.last

    await steps(browser, "undo")
    assert "q-what_helps" in browser.last
    await steps(browser, "redo")
    assert "q-what_helps" not in browser.last
    await steps(browser, "throw-away")

    assert browser.says("Draft thrown away.")
    assert "q-what_helps" in await browser.page(FLOW)


async def test_questions_move_up_and_down(desk: Desk) -> None:
    browser = await at_work(desk)

    await changes(browser, "move", question="hopes", after="goal")

    order = re.findall(r'id="q-(\w+)"', browser.last)
    assert order.index("hopes") == order.index("goal") + 1


async def test_a_coordinator_looks_and_changes_nothing(desk: Desk) -> None:
    await at_work(desk)
    browser = await desk.at_work()

    page = await browser.page(FLOW)

    assert "Save the words" not in page and "An admin hands it in" in page


async def test_a_text_being_typed_is_measured_as_it_will_be_sent(desk: Desk) -> None:
    browser = await desk.at_work()
    await browser.page(FLOW)

    await browser.post("/flows/preview", language="es", text="¿Cómo está su mamá?")
    assert browser.says("¿Cómo está su mamá?") and browser.says("19 of 70 characters. ó á more than halves what fits.")
    await browser.post("/flows/preview", language="en", text="How are you? 🙂")
    assert browser.says("🙂 more than halves what fits.")
    await browser.post("/flows/preview", language="xx", text="<script>alert(1)</script>" * 20)
    assert "<script>alert" not in browser.last and browser.says("text messages")


async def test_a_flow_that_there_is_not_is_not_found(desk: Desk) -> None:
    browser = await desk.at_work(role="admin")

    for path in ("/flows/no_such_flow", "/flows/..%2F", "/flows/Adult", "/flows/no_such_flow/file.yml"):
        assert (await browser.get(path)).status == 404


async def test_another_clinics_draft_is_not_seen(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "words", question="goal", ask_en="What of ours?", ask_es="¿Qué quiere?")
    stranger = await desk.at_work(role="admin", clinic=await desk.world.a_clinic("Oak Street Clinic"))

    assert "What of ours?" not in await stranger.page(FLOW)
    assert load_flow("adult_follow_up").questions["goal"].ask["en"] in stranger.last


@pytest.mark.parametrize("digits", ["²", "9" * 5000], ids=["superscript", "endless"])
def test_a_number_in_a_condition_that_is_none_is_left_to_the_checks(digits: str):
    assert conditions_in({"when": "items:?", "when_value": digits}) == {"items": digits}


async def test_what_is_asked_after_the_visit_and_sections_are_set_in_forms(desk: Desk) -> None:
    browser = await at_work(desk)

    assert (
        await changes(browser, "section", part="", title_en="About you", title_es="Sobre usted", when="language:es")
        == 200
    )
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="goal")
    await browser.post(f"{FLOW}/edit/asked", **{**asked, "section": "about_you", "each": "yes"})
    after = form_of(await browser.page(FLOW), f"{FLOW}/edit/after")
    assert after["after_visit"] == "helped"
    await browser.post(f"{FLOW}/edit/after", **{**after, "after_visit": "still_open"})
    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    page = await browser.page(FLOW)

    assert "after_visit: still_open" in file
    assert "section: about_you" in file and "each: topic" in file
    assert browser.says("About you") and '<p class="above">After the visit</p>' in page
    assert browser.says("'helped' is asked before the visit and fills what comes after it.")
    assert form_of(page, f"{FLOW}/edit/section", part="about_you")["when"] == "language:es"


async def test_a_section_without_a_title_is_taken_out_and_its_questions_stay(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "section", part="", title_en="About you", title_es="Sobre usted")
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="goal")
    await browser.post(f"{FLOW}/edit/asked", **{**asked, "section": "about_you"})

    section = form_of(await browser.page(FLOW), f"{FLOW}/edit/section", part="about_you")
    await browser.post(f"{FLOW}/edit/section", **{**section, "title_en": "", "title_es": ""})

    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert "about_you" not in file and "\n  goal:\n" in file


async def test_a_new_question_comes_last_before_the_visit_unless_it_is_put_elsewhere(desk: Desk) -> None:
    browser = await at_work(desk)

    add = form_of(await browser.page(FLOW), f"{FLOW}/edit/add")

    assert add["after"] == "decides"


async def test_nobody_takes_out_a_question_without_saying_what_becomes_of_its_follow_ups(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "add", after="goal", expect="yes_no", fills="access_needs", **RIDE)
    await changes(
        browser, "add", after="do_you_need_a_ride_to", expect="words", fills="access_needs", when=ON_YES, **WHERE
    )
    remove = form_of(await browser.page(FLOW), f"{FLOW}/edit/remove", question="do_you_need_a_ride_to")

    asked = await browser.post(f"{FLOW}/edit/remove", **remove)
    page = browser.last
    assert asked.status == 409
    assert browser.says("This is asked only after an answer to it:") and browser.says("Where can we pick you up?")
    again = form_of(page, f"{FLOW}/edit/remove", question="do_you_need_a_ride_to")
    await browser.post(f"{FLOW}/edit/remove", **again, follow_ups="yes")

    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert file == flow_text("adult_follow_up")


async def test_two_versions_are_compared_in_the_words_of_the_page(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(
        browser,
        "add",
        after="goal",
        expect="yes_no",
        fills="access_needs",
        when="age_at_least:?",
        when_value="65",
        **RIDE,
    )
    page = await browser.page(FLOW)
    assert browser.says("Do you need a ride to this visit?")
    for words in ("is new", "The question (Spanish)", "Kind of answer", "Yes or no", "When it is asked, age at least"):
        assert words in re.sub(r"<[^>]+>", "", page), words
    assert await steps(browser, "hand-in") == 200
    await approve(desk)
    await publish(browser)

    await browser.page(f"{FLOW}/compare")

    assert browser.says("is new") and browser.says("¿Necesita transporte para esta cita?")
    assert (await browser.get(f"{FLOW}/compare?before=0123456789ab")).status == 404
    await browser.page(f"{FLOW}/compare?before=shipped&after=shipped")
    assert browser.says("Nothing: both say the same.")


async def test_conversations_on_the_shipped_flow_are_counted_beside_those_on_versions(desk: Desk) -> None:
    browser = await desk.at_work()
    await desk.world.a_visit()

    await browser.page("/flows")

    assert browser.says("As it comes with Previsit: 1 conversation going on, 0 over.")


async def test_several_conditions_with_values_of_their_own_are_set_and_shown_again(desk: Desk) -> None:
    browser = await at_work(desk)
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="goal")
    chosen = {"when": "age_at_least:?", "when_value": "70", "when_2": "visit_type:?", "when_2_value": "Annual check"}

    await browser.post(f"{FLOW}/edit/asked", **{**asked, **chosen, "when_3": "said:main_concern"})

    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert "age_at_least: 70" in file and "visit_type: Annual check" in file and "said: main_concern" in file
    again = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="goal")
    assert {name: again[name] for name in chosen} == chosen and again["when_3"] == "said:main_concern"
    assert browser.says("From 70 years on and When the visit is of the type “Annual check” and When “What do you")


async def test_a_condition_without_what_it_needs_is_refused_and_stays_in_the_form(desk: Desk) -> None:
    browser = await at_work(desk)
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="goal")

    answer = await browser.post(f"{FLOW}/edit/asked", **{**asked, "when": "age_under:?"})

    assert answer.status == 422 and browser.says("needs what stands for it: a number, or the type of visit")
    assert form_of(browser.last, f"{FLOW}/edit/asked", question="goal")["when"] == "age_under:?"


async def test_where_a_choice_leads_how_else_it_is_said_and_what_follows_no_answer(desk: Desk) -> None:
    browser = await at_work(desk)
    answers = form_of(await browser.page(FLOW), f"{FLOW}/edit/answers", question="decides")
    assert answers["option_0_also_en"] == "me, myself, i do"
    more = {"option_0_next": "read_back", "option_0_also_en": "me,  only me ,", "unclear_tries": "2"}

    await browser.post(f"{FLOW}/edit/answers", **{**answers, **more})

    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    decides = parse_flow(file, "adult_follow_up.yml").questions["decides"]
    assert (decides.options[0].next, decides.options[0].words["en"]) == ("read_back", ("me", "only me"))
    assert decides.options[1] == load_flow("adult_follow_up").questions["decides"].options[1]
    assert decides.unclear.tries == 2


async def test_how_often_something_else_is_asked_is_a_number(desk: Desk) -> None:
    browser = await at_work(desk)
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="something_else")

    await browser.post(f"{FLOW}/edit/asked", **{**asked, "repeat": "2"})

    file = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert parse_flow(file, "f.yml").questions["something_else"].repeat == 2


async def test_a_questionnaire_goes_out_and_comes_in_and_what_it_cannot_hold_is_named(desk: Desk) -> None:
    browser = await at_work(desk)
    out = await (await browser.get(f"{FLOW}/questionnaire.json")).text()
    await changes(browser, "title", title_en="Another", title_es="Otro")
    foreign = json.loads(out) | {"extension": [], "derivedFrom": ["urn:x"]}

    assert await changes(browser, "file", content=out) == 200
    same = await (await browser.get(f"{FLOW}/file.yml")).text()
    assert await changes(browser, "file", content=json.dumps(foreign)) == 200
    theirs = await (await browser.get(f"{FLOW}/file.yml")).text()

    shipped = load_flow("adult_follow_up")
    assert replace(parse_flow(same, "adult_follow_up.yml"), version=shipped.version) == shipped
    assert theirs.startswith("# ") and "title:" in theirs


@pytest.mark.parametrize("content", ["{", '{"resourceType": "Patient"}', '{"resourceType": "Questionnaire"}'])
async def test_what_is_no_questionnaire_is_refused_and_stays_in_the_form(desk: Desk, content: str) -> None:
    browser = await at_work(desk)

    assert await changes(browser, "file", content=content) == 422
    assert "This " in browser.last and form_of(browser.last, f"{FLOW}/edit/file")["content"] == content


def test_a_test_that_comes_goes_or_changes_is_told_once_and_last() -> None:
    flow = load_flow("adult_follow_up")
    line = Line("yes", "main_concern")
    mine, other = Script("my_knee", "en", (line,)), Script("my_knee", "es", (line,))

    def tests(before: tuple[Script, ...], after: tuple[Script, ...]) -> list[str]:
        return [one.what for one in told(replace(flow, tests=before), replace(flow, tests=after))]

    assert tests((), (mine,)) == ["my knee is new"]
    assert tests((mine,), ()) == ["my knee is taken out"]
    assert tests((mine,), (other,)) == ["my knee is changed"]


async def test_two_conditions_that_the_file_cannot_hold_together_are_refused_and_stay_in_the_form(desk: Desk) -> None:
    browser = await at_work(desk)
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="decides")
    two = {"when": "is_not:help_for_visit=yes", "when_2": "is_not:help_for_visit=no", "when_3": "language:en"}

    answer = await browser.post(f"{FLOW}/edit/asked", **{**asked, **two})

    assert answer.status == 422 and browser.says("Two of the conditions ask the same and want different answers.")
    again = form_of(browser.last, f"{FLOW}/edit/asked", question="decides")
    assert {name: again[name] for name in two} == two


async def test_a_question_that_a_section_waits_for_goes_with_its_condition_or_its_questions(desk: Desk) -> None:
    browser = await at_work(desk)
    await changes(browser, "section", part="", title_en="More", title_es="Otra cosa", when="said:goal")
    asked = form_of(await browser.page(FLOW), f"{FLOW}/edit/asked", question="hopes")
    await browser.post(f"{FLOW}/edit/asked", **{**asked, "section": "more"})
    remove = form_of(await browser.page(FLOW), f"{FLOW}/edit/remove", question="goal")

    assert (await browser.post(f"{FLOW}/edit/remove", **remove)).status == 409
    assert browser.says("What do you hope will be different after this visit?")
    await browser.post(f"{FLOW}/edit/remove", **remove, follow_ups="no")

    flow = parse_flow(await (await browser.get(f"{FLOW}/file.yml")).text(), "f.yml")
    assert flow.sections["more"].when == () and "hopes" in flow.questions and "goal" not in flow.questions
