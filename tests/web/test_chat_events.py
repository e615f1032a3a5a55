"""The event stream: everything once and in order, after a lost connection too."""

from __future__ import annotations

import asyncio

import pytest

from bot.services.outgoing import post
from integrations.web.chat import events
from integrations.web.keys import CHANGES
from tests.web.browser import Browser
from tests.world import World


async def say(world: World, browser: Browser, text: str, channel: str = "web") -> None:
    """Let the clinic's side write something."""
    [visit] = await _visits(world)
    conversation = await world.conversation(visit)
    async with world.wiring.unit_of_work() as uow:
        await post(
            uow,
            text=text,
            purpose="reply",
            channel=channel,
            language="en",
            at=world.clock.now(),
            number_id=visit.number_id,
            conversation_id=conversation.id,
        )
        await uow.commit()


async def _visits(world: World):
    async with world.wiring.unit_of_work() as uow:
        return [await uow.visits.get(id) for id in await uow.visits.all_ids()]


async def test_a_new_stream_tells_what_was_said_and_where_the_conversation_stands(browser: Browser, world: World):
    token = await browser.opened()
    await browser.send(token, "my knee")

    async with browser.events(token) as stream:
        message, state = await stream.next("message"), await stream.next("state")

    assert (message.data["direction"], message.data["text"], message.id) == ("in", "my knee", str(message.data["id"]))
    assert set(state.data) == {"stage", "language", "section", "done", "of", "choices"}


async def test_a_message_reaches_an_open_page_at_once(browser: Browser, world: World):
    token = await browser.opened()

    async with browser.events(token) as stream:
        await stream.next("state")
        await say(world, browser, "What matters to you?")
        message = await stream.next("message", within=1.5)

    assert message.data["text"] == "What matters to you?"


async def test_texts_of_the_same_conversation_are_shown_too(browser: Browser, world: World):
    token = await browser.opened()

    async with browser.events(token) as stream:
        await stream.next("state")
        await world.text("by text message")
        await say(world, browser, "answered by text message", channel="sms")
        heard = [await stream.next("message"), await stream.next("message")]

    assert [event.data["text"] for event in heard] == ["by text message", "answered by text message"]


@pytest.mark.parametrize("way", ["header", "query"])
async def test_a_page_that_comes_back_gets_what_it_has_missed_and_nothing_twice(
    browser: Browser, world: World, way: str
):
    token = await browser.opened()
    async with browser.events(token) as stream:
        await browser.send(token, "one")
        last = (await stream.next("message")).id or ""
    for text in ("two", "three"):
        await say(world, browser, text)

    query, headers = ("", {"Last-Event-ID": last}) if way == "header" else (f"?after={last}", {})
    reply = await browser.client.get(f"/chat/{token}/events{query}", headers=headers)
    text = (await asyncio.wait_for(reply.content.readuntil(b'"choices"'), 5)).decode()
    reply.close()

    assert [word for word in ("one", "two", "three") if f'"{word}"' in text] == ["two", "three"]


@pytest.mark.parametrize("last", ["", "x", "-1", "9" * 40, "1.5", "²"])
async def test_a_strange_last_event_id_begins_anew(browser: Browser, world: World, last: str):
    token = await browser.opened()
    await browser.send(token, "one")

    async with browser.events(token, **{"Last-Event-ID": last}) as stream:
        assert (await stream.next("message")).data["text"] == "one"


async def test_every_open_page_hears_and_no_other_conversation_does(browser: Browser, world: World):
    visit = await world.a_visit()
    one, two = await browser.opened(visit), await browser.opened(visit)
    other = await browser.opened(await world.a_visit(phone="+12025550144"))

    async with browser.events(one) as first, browser.events(two) as second, browser.events(other) as foreign:
        for stream in (first, second, foreign):
            await stream.next("state")
        await browser.send(one, "my knee")
        heard = [(await stream.next("message")).data["text"] for stream in (first, second)]
        with pytest.raises(asyncio.TimeoutError):
            await foreign.next("message", within=0.5)

    assert heard == ["my knee", "my knee"]


async def test_a_stream_ends_when_nobody_may_see_the_conversation_any_more(browser: Browser, world: World):
    token = await browser.opened()

    async with browser.events(token) as stream:
        await stream.next("state")
        world.clock.move(days=2)
        await say(world, browser, "secret")
        with pytest.raises(EOFError):
            await stream.next("message")


async def test_messages_reach_a_page_even_when_the_database_tells_nobody(browser: Browser, world: World, monkeypatch):
    monkeypatch.setattr(events, "HEARTBEAT", 0.1)
    monkeypatch.setattr(browser.client.server.app[CHANGES], "_wake", lambda payload: None)
    token = await browser.opened()

    async with browser.events(token) as stream:
        await stream.next("state")
        await say(world, browser, "hello")
        assert (await stream.next("message")).data["text"] == "hello"


async def test_one_link_cannot_open_streams_without_end(browser: Browser, world: World):
    token = await browser.opened()
    replies = [await browser.client.get(f"/chat/{token}/events") for _ in range(8)]

    assert [reply.status for reply in replies] == [200] * 6 + [429] * 2
    for reply in replies:
        reply.close()


async def test_deleted_words_are_gone_from_the_page(browser: Browser, world: World):
    token = await browser.opened()
    sent = await (await browser.send(token, "about drinking")).json()
    async with world.wiring.unit_of_work() as uow:
        await uow.messages.erase(sent["message_id"], world.clock.now())
        await uow.commit()

    async with browser.events(token) as stream:
        message = await stream.next("message")

    assert message.data["text"] is None
    assert "about drinking" not in await (await browser.page(token)).text()
