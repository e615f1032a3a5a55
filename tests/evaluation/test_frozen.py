"""The frozen test set measures only as long as nobody tunes on it: nobody reads it, none of its texts is known, no byte changes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from bot.understanding.annotated import CORPUS, answers
from tests.nlu.examples import examples_of, folded
from tests.structure.source import ROOT, tracked

FROZEN, DEVELOPMENT = Path(__file__).parent / "frozen", Path(__file__).parent / "development"
FILES = sorted(FROZEN.glob("*.yml"))
READERS = ("bench/evaluate/", "tests/evaluation/")
NAMED = re.compile(r"evaluation[/.]frozen|[\"'/]frozen[\"'/]")
LOOKED_AT = (
    "bot/safety",
    "tests/safety",
    "bot/understanding/signs",
    "bot/understanding/opt_outs",
    "tests/evaluation/development",
)


def load(file: Path) -> Any:
    return YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))


def strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for pair in content.items() for part in pair for text in strings(part))
    elif isinstance(content, list):
        yield from (text for part in content for text in strings(part))


@pytest.fixture(scope="module")
def known() -> dict[str, str]:
    """What anybody trained on or looked at while tuning, and where it stands."""
    found = {
        folded(answer.text): "the corpus" for place in (CORPUS, DEVELOPMENT / "concerns") for answer in answers(place)
    }
    for place in ("data/nlu", "tests/nlu"):
        for file in sorted((ROOT / place).rglob("*.yml")):
            found |= {folded(text): str(file.relative_to(ROOT)) for _, text in examples_of(file)}
    for place in LOOKED_AT:
        for file in sorted((ROOT / place).rglob("*.yml")):
            found |= {folded(text): str(file.relative_to(ROOT)) for text in strings(load(file))}
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_frozen_text_is_trained_on_or_tuned_on(file: Path, known: dict[str, str]) -> None:
    """Take the text out of the place that is named; one so common that it has to be there leaves the frozen set instead.

    Listed opt-out words are the list itself.
    """
    apart = {folded(entry["text"]) for entry in load(file) if entry.get("kind") != "listed"}

    assert {text: known[text] for text in apart & known.keys()} == {}


def test_nothing_but_the_evaluation_names_the_frozen_set() -> None:
    code = [path for path in tracked() if path.suffix in {".py", ".yml", ".toml"}]
    readers = [str(path) for path in code if NAMED.search((ROOT / path).read_text(encoding="utf-8"))]

    assert [name for name in readers if not name.startswith(READERS)] == []


def test_the_frozen_set_is_as_it_was_written() -> None:
    """A change has to be meant: `sha256sum *.yml > SHA256SUMS` there, and figures before and after do not compare."""
    sums = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FILES}
    lines = (FROZEN / "SHA256SUMS").read_text(encoding="utf-8").splitlines()

    assert sums == {name: digest for digest, name in (line.split("  ") for line in lines)}
