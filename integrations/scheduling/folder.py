"""A folder into which a scheduling system puts its exports: each is taken in whole, or refused beside its reasons."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import PrevisitError
from bot.ports import Clock, UnitOfWork
from integrations.scheduling.intake import take_in

TAKEN, REFUSED = "taken", "refused"
KINDS = (".csv", ".json")
AT_REST = 5.0  # seconds without a change: a file that is still being copied grows


@dataclass(frozen=True)
class Outcome:
    """name: of the file, as its sender called it. problem: why it was refused; None for one that was taken in."""

    name: str
    problem: str | None = None


async def take_in_folder(folder: Path, units: Callable[[], UnitOfWork], clock: Clock) -> list[Outcome]:
    """Take in every file that lies at rest, the oldest first, and move it to `taken` or `refused`.

    A crash in between takes a file in again at the next time, which changes nothing.
    """
    waiting = await asyncio.to_thread(_waiting, folder)
    return [await _one(file, units, clock) for file in waiting]


def _waiting(folder: Path) -> list[Path]:
    """Return the files to take, oldest first; names that begin with a dot are somebody's that is not ready."""
    rested = time.time() - AT_REST
    known = [(file.stat().st_mtime, file) for file in folder.iterdir() if file.suffix.lower() in KINDS]
    return [file for at, file in sorted(known) if at <= rested and file.is_file() and not file.name.startswith(".")]


async def _one(file: Path, units: Callable[[], UnitOfWork], clock: Clock) -> Outcome:
    try:
        await take_in(await asyncio.to_thread(file.read_bytes), units, clock)
    except PrevisitError as refused:
        await asyncio.to_thread(_put_away, file, REFUSED, str(refused))
        return Outcome(file.name, str(refused))
    await asyncio.to_thread(_put_away, file, TAKEN)
    return Outcome(file.name)


def _put_away(file: Path, where: str, reason: str = "") -> None:
    """Move a file out of the way, over none of its name, and write beside it why it was refused."""
    place = file.parent / where
    place.mkdir(mode=0o700, exist_ok=True)
    moved = next(path for path in _free(place, file) if not path.exists())
    if reason:
        moved.with_name(f"{moved.name}.txt").write_text(f"{reason}\n", "utf-8")
    file.replace(moved)


def _free(place: Path, file: Path) -> list[Path]:
    numbered = (f"{file.stem}-{number}{file.suffix}" for number in range(2, 10_000))
    return [place / name for name in (file.name, *numbered)]
