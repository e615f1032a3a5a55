"""Reads training data and the held-out set."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent.parent
TRAINING = ROOT / "data" / "nlu"

Example = tuple[str, str]  # intent, text


def training(language: str) -> list[Example]:
    return [one for file in sorted((TRAINING / language).glob("*.yml")) for one in examples_of(file)]


def held_out(language: str) -> list[Example]:
    return examples_of(ROOT / "tests" / "nlu" / f"held_out_{language}.yml")


def examples_of(file: Path) -> list[Example]:
    content = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return [
        (group["intent"], line.removeprefix("- ").strip())
        for group in content["nlu"]
        for line in group["examples"].splitlines()
    ]


def folded(text: str) -> str:
    """Return what makes two texts the same to a reader: no accents, case or punctuation."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(re.sub(r"[^\w\s]", "", plain).split()) or text
