"""Danger signs in a clinic's own words, beside the base list: a clinic can add phrases, and takes none away.

One phrase a line, in plain words; the grammar of time, person and denial holds for them as for the reviewed rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from bot.safety.model import Notice
from bot.safety.normalise import words_of
from bot.safety.rulebook import Rulebook, build
from bot.safety.scan import scan_with
from bot.safety.short_for import shortened

CLINIC_PHRASE = "clinic_phrase"  # the class of such a notice
EMERGENCY = "911:"  # begins a line whose words are an emergency; the others are for the same day
MOST, LONGEST, SHORTEST = 100, 12, 5  # lines; words of a line; letters of a line of one word
_NOW = {EMERGENCY: "T1", "": "T2"}
ADDED_RULES = tuple(f"{CLINIC_PHRASE}.{now}" for now in _NOW.values())


def scan_added(text: str, lines: str) -> tuple[Notice, ...]:
    """Return what is noticed in a text by the lines of a clinic."""
    return scan_with(_book(lines), text) if lines.strip() else ()


def wrong_line(lines: str) -> str | None:
    """Return what is wrong with the first bad line, None when all can be used."""
    said = [line for line in lines.splitlines() if line.strip()]
    if len(said) > MOST:
        return f"At most {MOST} lines; these are {len(said)}."
    return next((problem for line in said if (problem := _problem(line))), None)


def _problem(line: str) -> str | None:
    words = _words(line)
    if not words or len(words) > LONGEST:
        return f"“{line.strip()}”: write 1 to {LONGEST} words."
    if len(words) == 1 and len(words[0]) < SHORTEST:
        return f"“{line.strip()}” stands in too many harmless texts. Write more than one word."
    return None


@lru_cache(maxsize=64)
def _book(lines: str) -> Rulebook:
    families = [_family(prefix, list(_phrases(lines, prefix))) for prefix in _NOW]
    return build(family for family in families if family["rules"][0]["phrases"]["en"])


def _family(prefix: str, phrases: list[str]) -> dict[str, Any]:
    now = _NOW[prefix]
    rule = {"id": f"{CLINIC_PHRASE}.{now}", "phrases": {"en": phrases}}
    tiers = {"now": now, "recent": "T2", "past": "T3"}
    return {"file": "the clinic's own phrases", "class": CLINIC_PHRASE, "tiers": tiers, "rules": [rule]}


def _phrases(lines: str, prefix: str) -> Iterator[str]:
    for line in lines.splitlines():
        if line.strip().startswith(EMERGENCY) is bool(prefix) and (words := _words(line)):
            yield " ".join(words)


def _words(line: str) -> list[str]:
    words = shortened(words_of(line.strip().removeprefix(EMERGENCY)))
    return [word.text for word in words if word.text.isascii()]
