"""The sentences kept beside the tests, and a rulebook with one rule taken out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.safety import Tier, worst
from bot.safety.rulebook import Rulebook, family_names, read_family, rulebook
from bot.safety.scan import scan, scan_with


def load(name: str) -> Any:
    return YAML(typ="safe", pure=True).load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))


def rules_as_written() -> list[dict[str, Any]]:
    return [rule for name in family_names() for rule in read_family(name)["rules"]]


def tier_of(text: str) -> Tier:
    return worst(scan(text))


def tier_without(rule: str, text: str) -> Tier:
    return worst(scan_with(without(rule), text))


def without(rule: str) -> Rulebook:
    book = rulebook()
    kept = {key: [phrase for phrase in phrases if phrase[0] != rule] for key, phrases in book.rule_phrases.items()}
    return replace(book, rule_phrases=kept)
