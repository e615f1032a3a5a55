"""`make fuzz`: half the time by Hypothesis, half by bytes; the slowest messages are then tried four times as long."""

from __future__ import annotations

import argparse
import os
import sys
import time
from heapq import nlargest
from random import Random

import skops.io  # noqa: F401 - before Rasa, see integrations/processes/turns.py
from hypothesis import HealthCheck, Phase, given, settings

from bench.figures import show
from bench.fuzz.reading import Broken, Reader
from bench.fuzz.texts import by_bytes, by_hypothesis, known_words, written
from bot.engine.assistant import Assistant
from integrations.cli.set_up import MODELS, say
from integrations.observability import configure_logging
from integrations.places import ROOT

SLOWEST = ROOT / "var" / "fuzz" / "slowest.txt"
_SEED, _KEPT, _FOUR_TIMES_MOST = 20_261_126, 12, 8.0
_LONG = 2000  # characters; a shorter text is said again and again until it is so long
_A_FEW = 200  # examples between looks at the clock


class Fuzz:
    def __init__(self, reader: Reader) -> None:
        self._reader, self._times, self.count = reader, dict[str, float](), 0

    def read(self, text: str) -> None:
        self.count += 1
        try:
            self._times[text] = self._reader.seconds(text)
        except Exception as error:
            raise Broken(f"{type(error).__name__} ({error}) at message {self.count}: {ascii(text[:2000])}") from error
        if len(self._times) > 50 * _KEPT:
            self._times = dict(self.slowest())

    def slowest(self) -> list[tuple[str, float]]:
        return nlargest(_KEPT, self._times.items(), key=lambda pair: pair[1])


def main() -> int:
    asked = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    asked.add_argument("--seconds", type=float, default=600)
    seconds = asked.parse_args().seconds
    os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
    configure_logging("ERROR")
    fuzz = Fuzz(Reader(Assistant.load(MODELS)))
    say(f"Reading messages for {seconds:.0f} s …")
    try:
        _look(fuzz, seconds)
    except Broken as broken:
        say(str(broken))  # all of it is made up here
        return 1
    return _report(fuzz)


def _look(fuzz: Fuzz, seconds: float) -> None:
    words, until = known_words(), time.monotonic() + seconds
    _by_hypothesis(fuzz, words, until - seconds / 2)
    for text in by_bytes(Random(_SEED), words, written()):  # noqa: S311 - no secret hangs on it
        if time.monotonic() > until:
            return
        fuzz.read(text)


def _by_hypothesis(fuzz: Fuzz, words: list[str], until: float) -> None:
    checks = settings(max_examples=_A_FEW, database=None, deadline=None, suppress_health_check=list(HealthCheck))

    @settings(checks, phases=(Phase.generate, Phase.shrink), derandomize=False)
    @given(by_hypothesis(words))
    def some(text: str) -> None:
        fuzz.read(text)

    while time.monotonic() < until:
        some()


def _report(fuzz: Fuzz) -> int:
    slowest = fuzz.slowest()
    long = [(f"{text} " * (_LONG // (len(text) + 1) + 1))[:_LONG] for text, _ in slowest]
    growths = [fuzz._reader.growth(text) for text in long]
    SLOWEST.parent.mkdir(parents=True, exist_ok=True)
    SLOWEST.write_text("\n".join(f"{took * 1000:.0f} ms {ascii(text)}" for text, took in slowest), encoding="utf-8")
    show("fuzz_messages", fuzz.count, "messages read, none broken")
    show("fuzz_slowest", slowest[0][1] * 1000, "ms")
    show("fuzz_growth", max(growths, default=0.0), "times longer for four times the text", _FOUR_TIMES_MOST)
    say(f"The slowest are in {SLOWEST.relative_to(ROOT)}.")
    return int(max(growths, default=0.0) > _FOUR_TIMES_MOST)


if __name__ == "__main__":
    sys.exit(main())
