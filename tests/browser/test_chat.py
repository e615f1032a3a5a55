"""The chat page in Chromium: whole conversations, lost connections, keyboards, small and large windows."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.browser.phone import Phone, give_birth_date, look_at
from tests.world import World


async def test_a_patient_prepares_a_visit_on_a_phone(phone: Phone, world: World):
    visit = await world.a_visit()
    chat = await phone.opened(visit)
    await look_at(chat.page, "begin")

    await chat.say("yes")
    await look_at(chat.page, "question")
    await chat.say("my knee hurts on the stairs")
    await look_at(chat.page, "something-else")
    while "YES" not in (answer := await chat.say(await _an_answer_to(chat))):
        assert answer
    await look_at(chat.page, "read-back")
    await chat.press("Yes")

    await expect(chat.page.locator("#progress")).to_contain_text("All done")
    await look_at(chat.page, "done")
    assert (await world.visit(visit)).confirmed_at is not None
    assert "my knee hurts" in " ".join(item.words for item in (await world.agenda(visit)).items)


async def _an_answer_to(chat) -> str:
    """Say that there is nothing else where that is asked, and a few words of one's own otherwise."""
    choices = await chat.choices()
    return "No, that's all" if "No, that's all" in choices else "to garden again in the spring"


async def test_a_patient_prepares_a_visit_in_spanish_at_a_desk(phone: Phone, world: World):
    visit = await world.a_visit(language="es")
    chat = await phone.turned_into(1280, 800, locale="es-US").opened(visit)
    await look_at(chat.page, "begin-es")

    await chat.say("sí")
    await chat.say("me duele la rodilla al subir escaleras")

    assert await chat.page.locator("html").get_attribute("lang") == "es"
    assert await chat.page.locator(".message.in .text").last.get_attribute("lang") == "es"
    assert await chat.page.locator("label[for=text]").inner_text() == "Su respuesta"
    await look_at(chat.page, "question-es")
    assert "rodilla" in " ".join(item.words for item in (await world.agenda(visit)).items)


async def test_the_date_of_birth_is_asked_kindly_and_wrong_ones_are_explained(phone: Phone, world: World):
    page = await phone.new_page()
    await page.goto(await phone.link(await world.a_visit()))
    await look_at(page, "birth-date")

    await give_birth_date(page, "3", "10", "1961")

    await expect(page.get_by_role("alert")).to_contain_text("does not match")
    await expect(page.locator("[name=month]")).to_be_focused()
    assert await page.input_value("[name=year]") == "1961"
    await look_at(page, "birth-date-wrong")
    await page.get_by_role("link", name="Español").click()
    await expect(page.locator("legend")).to_contain_text("fecha de nacimiento")
    await look_at(page, "birth-date-es")


async def test_a_conversation_begun_by_text_goes_on_on_the_page_and_back(phone: Phone, world: World):
    visit = await world.a_visit()
    await world.text("START")
    chat = await phone.opened(visit)
    await expect(chat.page.locator(".message.out").first).to_be_visible()

    await chat.say("my knee hurts on the stairs")
    await world.text("and I cannot sleep")

    await expect(chat.page.locator(".message.in .text").last).to_have_text("and I cannot sleep")
    words = " ".join(item.words for item in (await world.agenda(visit)).items)
    assert "knee" in words


async def test_what_is_written_without_a_connection_goes_out_once_it_is_back(phone: Phone, world: World):
    visit = await world.a_visit()
    chat = await phone.opened(visit)
    await chat.say("yes")
    context = chat.page.context

    await context.set_offline(True)
    await chat.page.fill("#text", "my knee")
    await chat.page.press("#text", "Enter")
    await chat.page.fill("#text", "half a tho")
    await expect(chat.page.locator("#notice")).to_contain_text("No connection")
    await look_at(chat.page, "offline")
    await context.set_offline(False)

    await expect(chat.page.locator(".message.in").last.locator("..").locator("[data-id]").last).to_be_visible()
    await expect(chat.page.locator("#notice")).not_to_contain_text("No connection")
    await chat.page.reload()
    assert await chat.page.input_value("#text") == "half a tho"
    assert (await chat.said()).count("my knee") == 1


async def test_a_message_that_was_not_taken_waits_in_the_page_and_is_sent_again(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.page.route("**/messages", lambda route: route.fulfill(status=503, body="{}"))

    await chat.page.fill("#text", "my knee")
    await chat.page.press("#text", "Enter")
    again = chat.page.get_by_role("button", name="Not sent")
    await expect(again).to_be_visible()
    await look_at(chat.page, "not-sent")
    await chat.page.reload()  # the tab is closed by accident
    await expect(chat.page.locator(".message.in .text")).to_have_text("my knee")
    await chat.page.unroute("**/messages")

    await expect(chat.page.locator(".message.in[data-id]")).to_have_count(1)
    assert (await chat.said()).count("my knee") == 1


async def test_a_message_that_was_not_taken_can_be_sent_again_by_hand(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.page.route("**/messages", lambda route: route.fulfill(status=413, body="{}"))
    await chat.page.fill("#text", "my knee")
    await chat.page.press("#text", "Enter")
    again = chat.page.get_by_role("button", name="Not sent")
    await expect(again).to_be_visible()

    await chat.page.unroute("**/messages")
    await again.click()

    await expect(chat.page.locator(".message.in[data-id]")).to_have_count(1)


async def test_the_page_works_by_keyboard_alone(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    page = chat.page
    await page.evaluate("document.activeElement.blur()")

    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#text")).to_be_focused()
    await page.keyboard.type("one")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("two")
    await page.keyboard.press("Enter")

    await expect(page.locator(".message.in .text")).to_have_text("one\ntwo")
    await expect(page.locator("#text")).to_be_focused()
    await expect(page.locator("#text")).to_have_value("")
    await page.keyboard.press("Shift+Tab")
    assert await page.evaluate("document.activeElement.closest('#choices, #log, header, aside, .newest') !== null")


async def test_without_scripts_the_conversation_goes_on(phone: Phone, world: World):
    chat = await phone.turned_into(java_script_enabled=False).opened(await world.a_visit())

    await chat.page.fill("#text", "yes")
    await chat.page.locator("#compose button").click()
    await expect(chat.page.locator(".message.in .text")).to_have_text("yes")

    for _ in range(50):
        await chat.page.get_by_role("button", name="See new messages").click()
        if await chat.page.locator(".message.out").count():
            break
    await expect(chat.page.locator(".message.out").first).to_be_visible()


@pytest.mark.parametrize(
    "words", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "javascript:alert(1)"]
)
async def test_what_looks_like_a_script_is_shown_and_never_run(phone: Phone, world: World, words: str):
    chat = await phone.opened(await world.a_visit())
    chat.page.on("dialog", lambda dialog: phone.errors.append(dialog.message))

    await chat.say(words)
    await chat.page.reload()

    await expect(chat.page.locator(".message.in .text").first).to_have_text(words)
    assert await chat.page.locator(".message img, .message script").count() == 0


SHAPES = {
    "narrow": {"width": 320, "height": 568},
    "zoomed": {"width": 320, "height": 256},  # 1280 × 1024 at 400%
    "landscape": {"width": 740, "height": 360},
    "dark": {"width": 360, "height": 740, "color_scheme": "dark"},
    "calm": {"width": 360, "height": 740, "reduced_motion": "reduce"},
    "high-contrast": {"width": 360, "height": 740, "forced_colors": "active"},
    "tablet": {"width": 820, "height": 1180},
}


@pytest.mark.parametrize("shape", SHAPES)
async def test_the_page_fits_every_window(phone: Phone, world: World, shape: str):
    chat = await phone.turned_into(**SHAPES[shape]).opened(await world.a_visit())

    await chat.say("yes")
    await chat.say("my knee hurts " * 20 + "Donaudampfschifffahrtsgesellschaft" * 4)
    await expect(chat.page.locator("#newest")).to_be_hidden()
    await look_at(chat.page, f"shape-{shape}")
    await chat.page.locator("summary").click()

    await look_at(chat.page, f"shape-{shape}-more")
    sizes = await chat.page.evaluate(
        "[...document.querySelectorAll('button, summary, textarea')].map(e => e.offsetHeight).filter(Boolean)"
    )
    assert min(sizes) >= 44


async def test_text_may_be_twice_as_large(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.say("yes")

    await chat.page.evaluate("document.documentElement.style.fontSize = '200%'")

    await look_at(chat.page, "large-text")
    await chat.page.locator("#text").scroll_into_view_if_needed()
    await expect(chat.page.locator("#text")).to_be_in_viewport()


async def test_the_page_follows_what_is_said_unless_its_reader_looks_back(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.say("yes")
    for words in ("my knee " * 30, "my back " * 30, "my sleep " * 30):
        await chat.say(words)
    await expect(chat.page.locator(".message.out").last).to_be_in_viewport()

    await chat.page.evaluate("scrollTo(0, 0)")
    await world.text("and one by text")
    newest = chat.page.locator("#newest")
    await expect(newest).to_be_visible()
    await look_at(chat.page, "new-message")
    await newest.click()

    await expect(chat.page.locator(".message").last).to_be_in_viewport()
    await expect(newest).to_be_hidden()


async def test_quick_answers_stay_while_the_same_question_is_open(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.say("yes")
    offered = await chat.choices()

    await chat.say("who reads this?")

    await expect(chat.page.locator("#choices button")).to_have_text(offered)
    await expect(chat.page.locator("#choices")).to_be_visible()


async def test_the_other_language_is_one_press_away(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.say("yes")
    await chat.page.fill("#text", "half a tho")

    await chat.page.get_by_role("button", name="Español").click()

    await expect(chat.page.locator("html")).to_have_attribute("lang", "es")
    await expect(chat.page.locator(".message.out .text").last).to_have_attribute("lang", "es")
    assert await chat.page.input_value("#text") == "half a tho"
    await look_at(chat.page, "switched")


async def test_a_danger_sign_is_answered_on_the_page(phone: Phone, world: World):
    chat = await phone.opened(await world.a_visit())
    await chat.say("yes")

    answer = await chat.say("I can't breathe and my chest is tight right now")

    assert "911" in answer
    await look_at(chat.page, "danger")


async def test_a_link_that_does_not_work_says_what_to_do(phone: Phone):
    page = await phone.new_page()

    await page.goto(f"{phone.address}/chat/{'x' * 43}")

    await expect(page.locator("h1")).to_have_text("This link does not work")
    await look_at(page, "no-link")
