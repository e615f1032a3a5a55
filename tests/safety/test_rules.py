"""Each rule does what its own examples say, and each is needed."""

from __future__ import annotations

import pytest

from bot.safety.phrases import RuleError
from bot.safety.rulebook import build
from tests.safety.material import load, rules_as_written, tier_of, tier_without

RULES = rules_as_written()
ONLY_THIS_RULE = load("rules")
EXAMPLES = [
    (rule["id"], tier, text)
    for rule in RULES
    for tier, texts in rule["examples"].items()
    for text in texts
]  # fmt: skip


@pytest.mark.parametrize(("rule", "tier", "text"), EXAMPLES)
def test_a_rule_holds_for_its_examples_and_not_against_them(rule, tier, text):
    assert tier_of(text).value == tier


def test_every_rule_has_a_sentence_here_and_every_sentence_a_rule():
    assert set(ONLY_THIS_RULE) == {rule["id"] for rule in RULES}


@pytest.mark.parametrize(("rule", "text"), ONLY_THIS_RULE.items())
def test_a_sentence_is_weighed_wrongly_without_its_rule(rule, text):
    assert tier_of(text).alarms
    assert tier_without(rule, text) is not tier_of(text)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["id"])
def test_a_rule_speaks_both_languages(rule):
    assert all(rule["phrases"][language] for language in ("en", "es"))


def test_a_rule_that_names_an_unknown_class_of_words_is_refused_with_the_classes_there_are():
    family = a_family(phrases={"en": ["<sternum> pain"]})

    with pytest.raises(RuleError, match=r"broken\.yml, rule 'broken\.rule'.*'<sternum>'.*chest"):
        build([family])


@pytest.mark.parametrize("phrase", [".. pain", "can't breathe", "Chest pain", "& pain"])
def test_a_phrase_that_could_never_match_is_refused(phrase):
    with pytest.raises(RuleError, match="broken"):
        build([a_family(phrases={"en": [phrase]})])


def test_a_rule_with_an_unknown_tier_is_refused():
    with pytest.raises(RuleError, match="T9"):
        build([a_family(tiers={"now": "T9", "recent": "T2", "past": "T3"})])


def a_family(**told):
    rule = {
        "id": "broken.rule",
        "phrases": {"en": ["chest pain"]},
        "tiers": {"now": "T1", "recent": "T2", "past": "T3"},
    }
    return {"file": "broken.yml", "class": "chest_pain", "rules": [rule | told]}
