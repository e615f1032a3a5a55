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
KILLS = 12
PATIENCE = 240.0  # seconds for the whole run
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

    await asyncio.wait_for(asyncio.gather(*(_patient(town, phone) for phone in phones)), PATIENCE)
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


async def _patient(town: Town, phone: str) -> None:
    for words in WORDS:
        await town.answered(await town.text(phone, words))


async def _kill_at_random(town: Town, dice: random.Random) -> list[str]:
    """Kill one process after another; whoever loads Rasa only once, because that takes long to come back."""
    killed: list[str] = []
    while len(killed) < KILLS:
        await asyncio.sleep(dice.uniform(0.5, 2.0))
        running = town.processes.pids()
        choices = [pid for pid, line in running.items() if "--kind turns" not in line or _is_child(pid, running)]
        if choices:
            pid = dice.choice(choices)
            town.processes.kill(pid)
            killed.append(running[pid].rsplit("main()", 1)[-1].strip())
    return killed


def _is_child(pid: int, running: dict[int, str]) -> bool:
    stat = Path(f"/proc/{pid}/stat").read_text()
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
