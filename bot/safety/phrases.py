"""The small language that rules are written in, and the matcher that finds its phrases.

    chest pain|pressure      one of several words          <pain>      a class of words (rules/words.yml)
    really?                  may be absent                 sangr*      any word that starts so
    ..  ..5                  up to 3 (5) words between, in the same clause
    ...                      up to 6 words between, in the same sentence
    ....                     up to 20 words between, anywhere
    N39-43                   a number in this range        a & b       both, in either order, in the same clause
    a b $                    at the end of a clause

There is no repetition, so matching a phrase costs a bounded number of steps at each word of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from typing import NamedTuple

from bot.errors import PrevisitError
from bot.safety.normalise import Break


class RuleError(PrevisitError):
    """A rule file says something that cannot be read."""


class Token(NamedTuple):
    """A word as the matcher sees it. keys: the words it may stand for. start, end: code points of the original.

    gap: what parts it from the word before, where a word such as "but" parts like a comma; written_gap: punctuation
    alone, which is what counts when a phrase names the word.
    """

    keys: frozenset[str]
    number: float | None
    gap: Break
    written_gap: Break
    start: int
    end: int
    asked: bool


class Gap(NamedTuple):
    most: int
    reach: Break


class Element(NamedTuple):
    keys: frozenset[str]
    optional: bool = False
    low: float = 0.0
    high: float = 0.0


class End(NamedTuple):
    """The end of a clause."""


Step = Element | Gap | End
Steps = tuple[Step, ...]
Index = dict[str, list[tuple[str, Steps, frozenset[str]]]]
NUMBER = "#"

_GAPS = {"..": Gap(3, Break.LINE), "...": Gap(6, Break.CLAUSE), "....": Gap(20, Break.SENTENCE)}
_ANY_ORDER_GAP = Gap(5, Break.LINE)
_GAP = re.compile(r"(\.{2,4})(\d+)?")
_WORD_OR_END = re.compile(r"\S+\|\$")
_PLAIN_WORD = re.compile(r"[a-z0-9]+\*?")
_RANGE = re.compile(r"N(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)")


class Found(NamedTuple):
    """A phrase found in a text; start and end count words, half open. skipped: the words its gaps passed over."""

    label: str
    start: int
    end: int
    skipped: tuple[int, ...] = ()


def parse(phrase: str, classes: Mapping[str, frozenset[str]]) -> tuple[Steps, ...]:
    """Return every way to read the phrase from left to right; more than one when it holds `&`."""
    return tuple(_joined(order) for plain in _without_ends(phrase) for order in permutations(_parts(plain, classes)))


def _without_ends(phrase: str) -> tuple[str, ...]:
    """Read "a|$" as two phrases: one with the word, one with the end of the clause in its place."""
    if "|$" not in phrase:
        return (phrase,)
    either = phrase.replace("|$", "", 1), _WORD_OR_END.sub("$", phrase, count=1)
    return tuple(plain for phrase in either for plain in _without_ends(phrase))


def _parts(phrase: str, classes: Mapping[str, frozenset[str]]) -> list[Steps]:
    parts = [tuple(_step(word, classes) for word in part.split()) for part in phrase.split(" & ")]
    if not all(parts) or any(not isinstance(part[0], Element) for part in parts):
        raise RuleError(f"The phrase {phrase!r} must begin with a word.")
    return parts


def _joined(parts: Sequence[Steps]) -> Steps:
    steps: list[Step] = list(parts[0])
    for part in parts[1:]:
        steps += [_ANY_ORDER_GAP, *part]
    return tuple(steps)


def _step(word: str, classes: Mapping[str, frozenset[str]]) -> Step:
    if word == "$":
        return End()
    if gap := _GAP.fullmatch(word):
        plain = _GAPS[gap[1]]
        return plain._replace(most=int(gap[2])) if gap[2] else plain
    alternatives = word.rstrip("?").split("|")
    low, high = next((_bounds(found) for each in alternatives if (found := _RANGE.fullmatch(each))), (0.0, 0.0))
    return Element(frozenset(_keys(alternatives, classes)), word.endswith("?"), low, high)


def _bounds(found: re.Match[str]) -> tuple[float, float]:
    return float(found[1]), float(found[2])


def _keys(alternatives: Sequence[str], classes: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for word in alternatives:
        if _RANGE.fullmatch(word):
            continue
        if _PLAIN_WORD.fullmatch(word):
            yield word
        elif word.startswith("<") and word[1:-1] in classes:
            yield from classes[word[1:-1]]
        else:
            raise RuleError(f"{word!r} is no plain word or class. Known classes: {', '.join(sorted(classes))}.")


def index(phrases: Mapping[str, Sequence[Steps]]) -> Index:
    """Order the phrases of each label by the words they can begin with, each with the words it cannot do without."""
    by_first: Index = {}
    for label, readings in phrases.items():
        for steps in readings:
            for key in _first_keys(steps):
                by_first.setdefault(key, []).append((label, steps, _needed(steps)))
    return by_first


def _needed(steps: Steps) -> frozenset[str]:
    """Return the words of the choosiest part behind the first: without one of them in a text, the phrase is not."""
    later = [step.keys for step in steps[1:] if isinstance(step, Element) and not step.optional and not step.high]
    return min(later, key=len, default=frozenset())


def _first_keys(steps: Steps) -> set[str]:
    keys: set[str] = set()
    for step in steps:
        if not isinstance(step, Element):
            break
        keys |= step.keys | ({NUMBER} if step.high else set())
        if not step.optional:
            break
    return keys


def find(by_first: Index, tokens: Sequence[Token]) -> Iterator[Found]:
    present = frozenset(key for token in tokens for key in token.keys)
    for at, token in enumerate(tokens):
        for key in token.keys:
            for label, steps, needed in by_first.get(key, ()):
                if needed and needed.isdisjoint(present):
                    continue
                if _goes_on(steps, tokens, at + 1) and (rest := _rest(steps, 0, tokens, at, Break.SENTENCE)):
                    yield Found(label, at, *rest)


def _goes_on(steps: Steps, tokens: Sequence[Token], after: int) -> bool:
    """Whether the next word can be the phrase's second one; a cheap look that spares most of the work."""
    first = steps[0]
    if len(steps) == 1 or (isinstance(first, Element) and first.optional):
        return True
    second = steps[1]
    if not isinstance(second, Element) or second.optional:
        return True
    return after < len(tokens) and _fits(second, tokens[after])


_Rest = tuple[int, tuple[int, ...]]  # where the phrase ends, and the words passed over


def _rest(steps: Steps, step: int, tokens: Sequence[Token], at: int, reach: Break) -> _Rest | None:
    """Return how the phrase goes on from this word, or None; the first way that fits is taken."""
    if step == len(steps):
        return at, ()
    part = steps[step]
    if isinstance(part, Gap):
        return _after_gap(part, steps, step, tokens, at)
    if isinstance(part, End):
        ends = at == len(tokens) or tokens[at].gap >= Break.CLAUSE
        return _rest(steps, step + 1, tokens, at, reach) if ends else None
    if at < len(tokens) and tokens[at].written_gap <= reach and _fits(part, tokens[at]):
        rest = _rest(steps, step + 1, tokens, at + 1, Break.LINE)
        if rest is not None:
            return rest
    return _rest(steps, step + 1, tokens, at, reach) if part.optional else None


def _after_gap(gap: Gap, steps: Steps, step: int, tokens: Sequence[Token], at: int) -> _Rest | None:
    for skipped in range(gap.most + 1):
        rest = _rest(steps, step + 1, tokens, at + skipped, gap.reach)
        if rest is not None:
            return rest[0], (*range(at, at + skipped), *rest[1])
        if at + skipped >= len(tokens) or tokens[at + skipped].gap > gap.reach:
            return None
    return None


def _fits(element: Element, token: Token) -> bool:
    if not element.keys.isdisjoint(token.keys):
        return True
    return token.number is not None and element.high > 0 and element.low <= token.number <= element.high
