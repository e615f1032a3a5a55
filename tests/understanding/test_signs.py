"""The texts that second opinions learn from: they load, every class speaks both languages, and a bad file is named."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bot.safety import OptOut, Tier, opt_out
from bot.safety.model import UNTAUGHT
from bot.safety.rulebook import rulebook
from bot.understanding.signs import EVERYDAY, BadSigns, signs
from bot.understanding.stop_wish import wishes


def test_every_class_has_danger_and_look_alikes_in_both_languages():
    counts = Counter((sign.kind, sign.language, sign.tier.alarms) for sign in signs())
    classes = {kind for kind, _, _ in counts} - {EVERYDAY}

    few = {(kind, language, alarms) for kind in classes for language in ("en", "es") for alarms in (True, False)
        if counts[kind, language, alarms] < 50}  # fmt: skip

    assert few == set()
    assert {rule.kind for rule in rulebook().rules.values()} - classes == UNTAUGHT


def test_everyday_answers_hold_no_danger():
    assert {sign.tier for sign in signs() if sign.kind == EVERYDAY} == {Tier.NONE}


@pytest.mark.parametrize(
    ("content", "says"), [("T1:\n  - help\n", "names no class"), ("class: stroke\nT9:\n  - help\n", "'T9' is no tier")]
)
def test_a_file_that_cannot_be_read_is_named_with_what_would_mend_it(tmp_path: Path, content: str, says: str):
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "stroke.yml").write_text(content, encoding="utf-8")

    with pytest.raises(BadSigns, match=rf"en/stroke\.yml.*{says}"):
        list(signs(tmp_path))


def test_what_is_to_be_asked_about_is_no_plain_wish_by_the_lists():
    assert {label for label, _ in wishes()} == {"stop", "ask", "no"}
    assert [text for label, text in wishes() if label == "ask" and opt_out(text) is OptOut.EXACT] == []
