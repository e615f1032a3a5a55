"""The page about the flow language says what reads flows today."""

from __future__ import annotations

from pathlib import Path

from bot.flow.checks.catalogue import CHECKS
from bot.flow.parse import CONDITION_KEYS, FLOW_KEYS, LINE_KEYS, QUESTION_KEYS, SECTION_KEYS, TEST_KEYS, parse_flow
from bot.flow.reference import reference

PAGE = Path("docs/flow-language.md")


def test_the_page_is_the_one_that_is_made_now() -> None:
    assert PAGE.read_text("utf-8") == reference(), "run `previsit flows reference > docs/flow-language.md`"


def test_every_key_and_every_check_is_on_it() -> None:
    page = PAGE.read_text("utf-8")

    keys = {*FLOW_KEYS, *QUESTION_KEYS, *SECTION_KEYS, *CONDITION_KEYS, *TEST_KEYS, *LINE_KEYS}
    assert [key for key in sorted(keys) if f"| `{key}` |" not in page] == []
    assert [check.name for check in CHECKS if f"| `{check.name}` |" not in page] == []


def test_its_example_is_a_flow() -> None:
    example = PAGE.read_text("utf-8").split("```yaml\n")[1].split("```")[0]

    assert list(parse_flow(example, "example.yml").questions) == ["main", "ride"]
