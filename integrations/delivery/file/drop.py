"""Writing a summary as two files, whole or not at all: the text to read, and the same as JSON for a machine."""

from __future__ import annotations

import asyncio
import hashlib
import os
from pathlib import Path

from bot.errors import DeliveryFailed
from bot.services.summary_shape import Summary, summary_from_json


class FileDrop:
    """One folder a clinic; names hold ids only, so that a listing of the directory tells nothing about a patient."""

    name = "file"

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    async def deliver(self, payload: bytes, *, identifier: str) -> str:
        """Return `<clinic id>/<identifier>.txt sha256:<hex>`; whoever waits for the .txt finds the .json beside it."""
        summary = summary_from_json(payload)
        try:
            return await asyncio.to_thread(self._write, summary, payload, identifier)
        except OSError as error:
            problem = f"The summary directory cannot be written ({error.strerror}); check PREVISIT_SUMMARY_DIR."
            raise DeliveryFailed(problem, retryable=True, code=type(error).__name__) from error

    async def holds(self, identifier: str, receipt: str) -> bool | None:
        """Whether the text lies there unchanged; whoever takes files away must move them only after they are read."""
        where, _, digest = receipt.partition(" sha256:")
        try:
            text = await asyncio.to_thread((self._directory / where).read_bytes)
        except OSError:
            return False
        return hashlib.sha256(text).hexdigest() == digest

    def _write(self, summary: Summary, payload: bytes, identifier: str) -> str:
        folder = self._directory / summary.clinic_id
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = summary.text.encode()
        _put(folder / f"{identifier}.json", payload)
        _put(folder / f"{identifier}.txt", text)
        _sync(folder)
        return f"{summary.clinic_id}/{identifier}.txt sha256:{hashlib.sha256(text).hexdigest()}"


def _put(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees all of it or none, also after a power cut; the same content again is left alone."""
    if path.exists() and path.read_bytes() == content:
        return
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.touch(mode=0o600)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
