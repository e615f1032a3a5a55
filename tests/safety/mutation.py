"""Takes each safety rule away in turn and counts the sentences of the tests that are then weighed wrongly: `make mutation`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

from bot.safety import Tier, worst
from bot.safety.rulebook import rulebook
from bot.safety.scan import scan, scan_with
from tests.safety.material import load, rules_as_written, without

SETS = ("rules", "hard", "situations")


def main() -> int:
    sentences = {text: worst(scan(text)) for text in _sentences() if worst(scan(text)) is not Tier.NONE}
    missed = {rule: _missed(rule, sentences) for rule in rulebook().rules}
    for rule, count in sorted(missed.items(), key=lambda pair: pair[1]):
        print(f"{rule}: {count} sentences fail without it")
    needed = sum(count > 0 for count in missed.values())
    print(f"{needed} of {len(missed)} rules: a test fails when it is taken away ({len(sentences)} sentences)")
    return 0 if needed == len(missed) else 1


def _missed(rule: str, sentences: dict[str, Tier]) -> int:
    book = without(rule)
    noticed = (text for text in sentences if any(notice.rule == rule for notice in scan(text)))
    return sum(worst(scan_with(book, text)) is not sentences[text] for text in noticed)


def _sentences() -> Iterator[str]:
    """Yield every sentence that a test asserts a tier of: the sets beside this file, and the examples of the rules."""
    for name in SETS:
        yield from _strings(load(name))
    for rule in rules_as_written():
        yield from _strings(rule["examples"])


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        yield from (text for part in content.values() for text in _strings(part))
    elif isinstance(content, list):
        yield from (text for part in content for text in _strings(part))


if __name__ == "__main__":
    sys.exit(main())
