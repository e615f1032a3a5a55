"""Looks for danger signs in one message: what, when, who, and whether it is said at all, decide the tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.safety.context import Context, When, context, is_idiom
from bot.safety.model import WORST_FIRST, Notice, Tier
from bot.safety.normalise import words_of
from bot.safety.phrases import Found, find
from bot.safety.rulebook import Rule, Rulebook, rulebook
from bot.safety.short_for import shortened
from bot.safety.surroundings import Cues, Surroundings


def scan(text: str) -> tuple[Notice, ...]:
    """Return what is noticed, worst first; one notice a rule."""
    return scan_with(rulebook(), text)


def scan_with(book: Rulebook, text: str) -> tuple[Notice, ...]:
    by_rule: dict[str, Notice] = {}
    for notice in _notices(book, text):
        known = by_rule.get(notice.rule)
        if known is None or _order(notice) < _order(known):
            by_rule[notice.rule] = notice
    return tuple(sorted(by_rule.values(), key=_order))


def _order(notice: Notice) -> tuple[int, int, int]:
    return WORST_FIRST.index(notice.tier), notice.start, -notice.end


def _notices(book: Rulebook, text: str) -> Iterator[Notice]:
    tokens = book.lexicon.tokens(shortened(words_of(text)))
    signs = list(dict.fromkeys(find(book.rule_phrases, tokens)))
    if not signs:
        return
    cues = Cues(find(book.cue_phrases, tokens))
    weakened = _weakened(book, signs)
    for sign in signs:
        rule = book.rules[sign.label]
        if any((rule.id, place) in weakened for place in range(sign.start, sign.end)):
            continue
        tier = _tier(rule, Surroundings(tokens, cues, sign))
        if tier is not Tier.NONE:
            yield Notice(tier, rule.kind, tokens[sign.start].start, tokens[sign.end - 1].end, rule.id)


def _weakened(book: Rulebook, signs: Iterable[Found]) -> set[tuple[str, int]]:
    """Return the words, each with the rule that is not to hold there."""
    return {
        (replaced, place)
        for sign in signs
        if (replaced := book.rules[sign.label].instead_of)
        for place in range(sign.start, sign.end)
    }


def _tier(rule: Rule, around: Surroundings) -> Tier:
    if is_idiom(around):
        return Tier.NONE
    return _weighed(rule, context(around, event=rule.event))


def _weighed(rule: Rule, said: Context) -> Tier:
    if said.person == "animal" or (said.denied and not (rule.firm and said.taken_back)):
        return Tier.NONE
    by_time = {
        When.NOW: rule.now,
        When.HABIT: rule.habit,
        When.RECENT: rule.recent,
        When.LONG: rule.long,
        When.PAST: rule.past,
    }
    if said.general or (said.supposed and not rule.firm and not said.now_said):
        return Tier.NOTE
    if said.person != "self" and (said.died or ((said.inherited or said.in_care) and not rule.firm)):
        return Tier.NOTE
    if said.person == "other" and _is_over(said) and not rule.firm:
        return Tier.NOTE
    return by_time[said.when]


def _is_over(said: Context) -> bool:
    """Whether another person is at risk no longer: "dad had chest pain", but not "dad had chest pain yesterday"."""
    return said.when in (When.LONG, When.PAST) or (said.when is When.RECENT and not said.dated)
