import psycopg
import pytest
from sqlalchemy import make_url, text

from integrations.storage.encryption import CannotDecrypt
from integrations.wiring import Wiring
from tests.world import PHONE, World

CANARY = "xylophone-knee"


async def test_a_message_is_stored_once_by_its_provider_id(world: World):
    visit = await world.a_visit()

    first = await world.text("my knee hurts", sid="SM1")
    again = [await world.text("my knee hurts", sid="SM1") for _ in range(3)]

    assert first.message_id is not None
    assert [received.message_id for received in again] == [None, None, None]
    async with world.wiring.unit_of_work() as uow:
        stored = await uow.messages.of_conversation((await world.conversation(visit)).id)
    assert [m.text for m in stored if m.direction == "in"] == ["my knee hurts"]


@pytest.mark.parametrize("words", ["¡Hola! ¿Qué tal?", "😩🦵", "a\nb\tc", "שלום‮abc", "  spaces  ", "x" * 9000])
async def test_words_come_back_as_they_were(words: str, world: World):
    await world.a_visit()

    received = await world.text(words)

    async with world.wiring.unit_of_work() as uow:
        assert (await uow.messages.get(received.message_id or 0)).text == words


async def test_a_ciphertext_moved_to_another_row_does_not_open(world: World):
    await world.a_visit()
    one, other = await world.text("my knee"), await world.text("my back")
    move = "update messages set sealed_text = (select sealed_text from messages where id = :one) where id = :other"
    async with world.wiring.engine.begin() as connection:
        await connection.execute(text(move), {"one": one.message_id, "other": other.message_id})

    async with world.wiring.unit_of_work() as uow:
        with pytest.raises(CannotDecrypt):
            await uow.messages.get(other.message_id or 0)


async def test_an_erased_message_leaves_its_row_and_takes_its_words_from_everywhere(talking_world: World):
    world = talking_world
    visit = await world.a_visit()
    await world.say("yes")
    await world.say("my knee hurts")
    async with world.wiring.unit_of_work() as uow:
        said = [
            m for m in await uow.messages.of_conversation((await world.conversation(visit)).id) if m.direction == "in"
        ]
        await uow.messages.erase(said[-1].id, world.clock.now())
        await uow.commit()

    async with world.wiring.unit_of_work() as uow:
        erased = await uow.messages.get(said[-1].id)
    assert (erased.text, erased.erased_at) == (None, world.clock.now())
    assert all("knee" not in item.words for item in (await world.agenda(visit)).items)


async def test_no_table_holds_a_word_a_name_or_a_number_in_the_clear(talking_world: World, database_url: str):
    world = talking_world
    await world.a_visit(details={"patient_id": "zebra-7"})
    await world.say("yes")
    await world.say(f"my {CANARY} hurts, call +12025550199")
    await world.say("done")

    dump = _everything_in(database_url)

    assert "take_turn" in dump or "messages" in dump
    for planted in (CANARY, "Maria Lopez", "zebra-7", PHONE, PHONE[2:], "2025550199", "1961"):
        assert planted not in dump, planted


def _everything_in(url: str) -> str:
    """Return every row of every table as text; bytes as hex and as far as possible as characters."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    rows: list[str] = []
    with psycopg.connect(address) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'select * from "{table}"').fetchall():
                rows.append(table + repr([v.decode("latin-1") if isinstance(v, bytes) else v for v in row]))
    return "\n".join(rows)


async def test_two_processes_that_see_a_new_number_at_once_make_one_row(world: World, wiring: Wiring):
    async with wiring.unit_of_work() as one, wiring.unit_of_work() as two:
        first = await one.numbers.find_or_add("+12025550177", world.clock.now())
        await one.commit()
        second = await two.numbers.find_or_add("+12025550177", world.clock.now())
        await two.commit()

    assert first.id == second.id
