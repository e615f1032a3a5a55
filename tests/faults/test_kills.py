"""kill -9 at random while patients text: every acknowledged message is answered once, and nothing is half done."""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest
from aiohttp import ClientError

from bot.records import Message
from integrations.settings import load_settings
from integrations.wiring import Wiring
from tests.conftest import SECRET_KEY
from tests.doubles.twilio import TwilioDouble, running
from tests.doubles.twilio_forms import ACCOUNT_SID, AUTH_TOKEN, OUR_NUMBER
from tests.faults import previsit_processes
from tests.world import World

PATIENTS, TEXTS = 10, 10
KILLS = 15
LOADER_KILL = 7  # which of them hits the process that has Rasa loaded: it takes half a minute to come back
PATIENCE = 900.0  # seconds for the whole run, which takes about 80: a guard against hanging, no verdict
WORDS = ("yes", "my knee hurts", "also my sleep", "done", "2", "walk my dog", "rest", "less pain", "no", "yes")


@dataclass
class Town:
    wiring: Wiring
    twilio: TwilioDouble
    processes: previsit_processes.Processes
    url: str
    log: Path
    acknowledged: list[str] = field(default_factory=list)  # provider ids that were answered with 200

    async def text(self, phone: str, words: str) -> str:
        """Text as Twilio does: the same message again until somebody says 200."""
        sid = f"SM{uuid4().hex}"
        while True:
            try:
                if await self.twilio.text(self.url, phone, words, sid=sid, signed_as=self.url) == 200:
                    self.acknowledged.append(sid)
                    return sid
            except (ClientError, OSError):
                pass
            await asyncio.sleep(0.2)  # the web process is being started again

    async def answered(self, sid: str) -> None:
        """Wait for the reply to one text to be handed over."""
        while True:
            async with self.wiring.unit_of_work() as uow:
                message = await uow.messages.by_provider_id(sid)
                if message is not None and message.number_id is not None:
                    replies = await uow.messages.of_number(message.number_id)
                    if any(message.id in r.in_reply_to and r.handed_at for r in replies):
                        return
            await asyncio.sleep(0.1)


@pytest.fixture
async def town(database_url: str, tmp_path: Path) -> AsyncIterator[Town]:
    port = previsit_processes.free_port()
    async with running() as twilio:
        environ = os.environ | {
            "PREVISIT_DATABASE_URL": database_url.replace("+psycopg", ""),
            "PREVISIT_DATA_DIR": str(tmp_path),
            "PREVISIT_SECRET_KEYS": SECRET_KEY,
            "PREVISIT_WEB_PORT": str(port),
            "PREVISIT_METRICS_PORT": str(previsit_processes.free_port()),
            "PREVISIT_BURST_WAIT": "0",
            "PREVISIT_LOG_LEVEL": "DEBUG",
            "PREVISIT_TWILIO_ACCOUNT_SID": ACCOUNT_SID,
            "PREVISIT_TWILIO_AUTH_TOKENS": AUTH_TOKEN,
            "PREVISIT_TWILIO_FROM": OUR_NUMBER,
            "PREVISIT_TWILIO_API_URL": twilio.api_url,
            "PREVISIT_ALLOWED_NETWORKS": "127.0.0.0/8",
        }
        wiring = Wiring(load_settings({k: v for k, v in environ.items() if k.startswith("PREVISIT_")}), database_url)
        log = tmp_path / "processes.log"
        with previsit_processes.running(environ, log) as processes:
            yield Town(wiring, twilio, processes, f"http://127.0.0.1:{port}/sms/inbound", log)
        await wiring.close()


async def test_every_acknowledged_message_is_answered_once_although_processes_are_killed(town: Town):
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    phones = [f"+1202555{100 + n:04}" for n in range(PATIENTS)]
    world = World(town.wiring)
    for phone in phones:
        await world.a_visit(phone=phone)
    killer = asyncio.create_task(_kill_at_random(town, random.Random(seed)))

    await asyncio.wait_for(asyncio.gather(*(_patient(town, phone, random.Random(phone)) for phone in phones)), PATIENCE)
    killed = await killer

    replies = await _replies(town, phones)
    answers = Counter(number for reply in replies for number in reply.in_reply_to)
    inbound = await _inbound(town)
    print(f"killed {killed}, texts {len(inbound)}, replies {len(replies)}")
    assert len(killed) == KILLS
    assert len(inbound) == len(town.acknowledged) == PATIENTS * TEXTS
    assert {answers[message.id] for message in inbound} == {1}
    assert Counter(taken.body for taken in town.twilio.accepted).total() == len(replies)
    assert await _half_done(town) == []
    _nothing_leaked(town)


def _nothing_leaked(town: Town) -> None:
    """Look in everything the processes printed, at the chattiest level, for what patients wrote, were called, or texted from."""
    printed = town.log.read_text("utf-8", "replace")
    assert "take_turn" in printed  # it is the log, and it is a full one
    for planted in (*(words for words in WORDS if " " in words), "Maria", "Lopez", "+1202555", "2025550"):
        assert planted not in printed, planted


async def _patient(town: Town, phone: str, dice: random.Random) -> None:
    for words in WORDS:
        await town.answered(await town.text(phone, words))
        await asyncio.sleep(dice.uniform(0.2, 2.0))  # so that the texts last as long as the kills


async def _kill_at_random(town: Town, dice: random.Random) -> list[str]:
    """Kill one process after another from the first answer on, every second time one that takes turns."""
    while not town.twilio.accepted:
        await asyncio.sleep(0.1)
    killed: list[str] = []
    while len(killed) < KILLS:
        await asyncio.sleep(dice.uniform(0.3, 1.2))
        loaders, takers, others = _kinds(town.processes.pids())
        wanted = loaders if len(killed) == LOADER_KILL else takers if len(killed) % 2 else others
        if wanted:
            pid, name = dice.choice(sorted(wanted.items()))
            town.processes.kill(pid)
            killed.append(name)
    return killed


def _kinds(running: dict[int, str]) -> tuple[dict[int, str], dict[int, str], dict[int, str]]:
    """Return pid -> name of whoever loaded Rasa, of those that take turns, and of the others."""
    loaders, takers, others = {}, {}, {}
    for pid, line in running.items():
        name = line.rsplit("main()", 1)[-1].strip()
        if "--kind turns" not in line:
            others[pid] = name
        elif _is_child(pid, running):
            takers[pid] = "a turn process"
        else:
            loaders[pid] = "the turn processes' parent"
    return loaders, takers, others


def _is_child(pid: int, running: dict[int, str]) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:  # it ended meanwhile
        return False
    return int(stat.rsplit(")", 1)[1].split()[1]) in running


async def _inbound(town: Town) -> list[Message]:
    async with town.wiring.unit_of_work() as uow:
        found = [await uow.messages.by_provider_id(sid) for sid in town.acknowledged]
    return [message for message in found if message is not None]


async def _replies(town: Town, phones: list[str]) -> list[Message]:
    async with town.wiring.unit_of_work() as uow:
        numbers = [await uow.numbers.find(phone) for phone in phones]
        listed = [await uow.messages.of_number(number.id) for number in numbers if number]
    return [message for several in listed for message in several if message.direction == "out"]


async def _half_done(town: Town) -> list[str]:
    """Return jobs that were left over, apart from the ones that only look at the clock."""
    from sqlalchemy import text

    query = (
        "select task_name from procrastinate_jobs where status in ('todo', 'doing', 'failed') and task_name <> 'wake'"
    )
    for _ in range(50):
        async with town.wiring.engine.connect() as connection:
            left = [row[0] for row in await connection.execute(text(query))]
        if not left:
            return []
        await asyncio.sleep(0.2)
    return left
