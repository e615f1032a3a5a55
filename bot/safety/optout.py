"""Tells a wish to get no more texts from an answer that only looks like one. Sources: rules-and-safety.md 3.1."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from itertools import groupby

from bot.safety.normalise import Break, Word, words_of
from bot.safety.optout_words import OTHERS, UNCLEAR, WISHES, Keyword, Listed, optout_words, phrases
from bot.safety.phrases import Found

_DOUBLED = re.compile(r"(.)\1+")
_BEFORE = 6
_VARIATION = "\ufe0f"  # asks for an emoji's coloured form


class OptOut(str, Enum):
    """EXACT: a listed word, alone. NATURAL: a plain wish in own words. GREY: may be one, so ask once."""

    NONE = "none"
    EXACT = "exact"
    NATURAL = "natural"
    GREY = "grey"


SURENESS = (OptOut.NONE, OptOut.GREY, OptOut.NATURAL, OptOut.EXACT)


def opt_out(text: str) -> OptOut:
    listed, words = optout_words(), words_of(text)
    said = _readings(words, listed)
    if said & listed.exact:
        return OptOut.EXACT
    if said & listed.whole or (_signs(text) and _signs(text) <= listed.signs):
        return OptOut.NATURAL
    found = phrases(words)
    readings = (_ends(text, words, found, listed), _natural(found, words, listed), _grey(said, listed))
    return max(readings, key=SURENESS.index)


def with_model(listed: OptOut, model: OptOut) -> OptOut:
    """Return the surer of what the lists and a trained model say; what the lists find unclear stays a question."""
    return listed if listed is OptOut.GREY else max(listed, model, key=SURENESS.index)


def is_about_others(text: str) -> bool:
    """Whether what it says of stopping is about somebody or something else: "my ex wont stop texting me"."""
    return opt_out(text) is OptOut.NONE and any(found.label == OTHERS for found in phrases(words_of(text)))


def keyword(text: str) -> Keyword | None:
    """YES opens nothing here: it is an everyday answer, though providers read it as an opt-in."""
    listed = optout_words()
    said = _readings(words_of(text), listed)
    return next((listed.keywords[word] for word in sorted(said) if word in listed.keywords), None)


def _readings(words: Sequence[Word], listed: Listed) -> frozenset[str]:
    """Return the message as one string: as said, without courtesies around it, each word once, each letter once."""
    said = [word.text for word in words]
    start, end = 0, len(said)
    while start < end and said[start] in listed.courtesies:
        start += 1
    while end > start and said[end - 1] in listed.courtesies | listed.farewells:
        end -= 1
    whole, bare = " ".join(said), " ".join(said[start:end])
    once = " ".join(word for word, _ in groupby(said[start:end]))
    return frozenset((whole, bare, once, _DOUBLED.sub(r"\1", bare)))


def _ends(text: str, words: Sequence[Word], found: Sequence[Found], listed: Listed) -> OptOut:
    """Look for the keyword where the message begins or ends; "stop! i already answered that" may be meant otherwise."""
    clauses = _clauses(words)
    first, last = (_is_apart(clauses[at], listed) for at in (0, -1)) if len(clauses) > 1 else (False, False)
    if last:
        return OptOut.NATURAL
    begun = OptOut.NATURAL if first else _opening(text, words, listed)
    doubted = any(one.label == UNCLEAR and one.start == 0 for one in found)
    return min(begun, OptOut.GREY, key=SURENESS.index) if doubted else begun


def _is_apart(clause: Sequence[Word], listed: Listed) -> bool:
    """Whether a listed word is set off by punctuation: "STOP, it hurts too much"."""
    return bool(_readings(clause, listed) & listed.apart)


def _clauses(words: Sequence[Word]) -> list[list[Word]]:
    numbers, number = [], 0
    for word in words:
        number += word.gap is not Break.NONE
        numbers.append(number)
    return [
        [word for _, word in group] for _, group in groupby(zip(numbers, words, strict=True), key=lambda pair: pair[0])
    ]


def _signs(text: str) -> frozenset[str]:
    return frozenset(text.replace(_VARIATION, "")) - frozenset(" \n!.")


def _grey(said: frozenset[str], listed: Listed) -> OptOut:
    return OptOut.GREY if said & listed.grey else OptOut.NONE


def _opening(text: str, words: Sequence[Word], listed: Listed) -> OptOut:
    """Read "STOP i told the nurse everything": there the word is the keyword, not the verb of the sentence."""
    if len(words) < 2 or words[0].text not in listed.opening:
        return OptOut.NONE
    if words[1].text in listed.after_opening:
        return OptOut.NATURAL
    first, rest = text[: words[0].end], text[words[0].end :]
    shouted = first.isupper() and not rest.isupper() and not words[1].text.endswith("ing")
    return OptOut.GREY if shouted else OptOut.NONE


def _natural(found: Sequence[Found], words: Sequence[Word], listed: Listed) -> OptOut:
    others, unclear = (_by_word(found, label) for label in (OTHERS, UNCLEAR))
    wishes = [one for one in found if one.label in WISHES and _is_meant(one, words, listed)]
    meant = [one for one in wishes if not _is_part_of(one, others)]
    if not meant:
        return OptOut.NONE
    plain = any(one.label == "natural" and not _is_part_of(one, unclear) for one in meant)
    return OptOut.NATURAL if plain else OptOut.GREY


def _by_word(found: Sequence[Found], label: str) -> dict[int, set[Found]]:
    places: dict[int, set[Found]] = {}
    for one in (one for one in found if one.label == label):
        for at in range(one.start, one.end):
            places.setdefault(at, set()).add(one)
    return places


def _is_part_of(wish: Found, places: Mapping[int, set[Found]]) -> bool:
    """Whether the wish shares words with a phrase of these, and does not hold all of it and more."""
    near = set().union(*(places.get(at, ()) for at in range(wish.start, wish.end)))
    return any(one.start < wish.start or wish.end < one.end or one[1:3] == wish[1:3] for one in near)


def _is_meant(found: Found, words: Sequence[Word], listed: Listed) -> bool:
    before = found.start
    while before > 0 and found.start - before < _BEFORE and _leads_on(words, before, listed):
        before -= 1
    lead = [word.text for word in words[before : found.start]]
    about = {word.text for word in words[found.start : found.end + 3]}
    if about & listed.things_do and lead[1:] and lead[-1] == "to" and lead[-2] not in listed.wishers:
        return False
    if lead[-1:] == ["no"] and words[found.start].text in listed.kept_by_no:
        return False
    return listed.unless.isdisjoint(lead) and not about & listed.elsewhere


def _leads_on(words: Sequence[Word], at: int, listed: Listed) -> bool:
    """Whether what is said before this word belongs to what is said from it on."""
    return words[at].gap < Break.CLAUSE and words[at - 1].text not in listed.afresh
