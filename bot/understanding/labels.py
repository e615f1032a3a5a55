"""What surrounds a concern: whether it is denied, whose it is, where, since when and how bad."""

from __future__ import annotations

from collections.abc import Sequence

from bot.safety.normalise import Break
from bot.understanding.reading import SIDE, SITE, Mark, Reading
from bot.understanding.segments import Stretch

_DENIABLE = frozenset({"symptom", "chronic_condition", "mental_health", "medication", "other", "social_need"})
_REACH = 6  # words from a denial to what it denies
_PARTICIPLES = ("ado", "ido", "cho", "sto")
_AROUND = 15  # words; what is farther off speaks of something else
_SITE_AFTER = 4
_FARTHEST_PERSON = 30
_SEVERITIES = ("severe", "moderate", "mild")


def denied(
    reading: Reading, stretches: Sequence[Stretch], place: int, span: tuple[int, int], category: str, *, listed: bool
) -> bool:
    """span: words. listed: whether the concern before it, in the same list, is denied ("no fever, cough or rash")."""
    stretch = stretches[place]
    if category not in _DENIABLE or reading.is_a(span[0], "complaining"):
        return False
    if category == "medication" and not _of_trouble(reading, stretch, span):
        return False
    return (
        _denied_ahead(reading, stretch, span)
        or _gone(reading, stretches, place, span)
        or (listed and _goes_on(reading, stretch, span))
    )


def _of_trouble(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> bool:
    """Whether it is a problem with a medicine: "no side effects from the new pill"."""
    near = range(max(stretch.start, span[0] - _REACH), span[1])
    return any(reading.is_a(at, "troubles") for at in near)


def _denied_ahead(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> bool:
    first = max(stretch.start, span[0] - _REACH - 2)
    for mark in reading.within("denied", first, span[0]):
        if span[0] - mark.end <= _REACH and not _turned(reading, mark, span) and not _lifted(reading, mark):
            return True
    gone = _truly_gone(reading, first, span[0])
    return any(mark.end <= span[0] + 1 and not _turned(reading, mark, span) for mark in gone)


def _turned(reading: Reading, mark: Mark, span: tuple[int, int]) -> bool:
    """Whether a word between them ends what is denied: "not myself since the stroke"."""
    return any(reading.is_a(at, "gone_stops") for at in range(mark.end, span[0]))


def _gone(reading: Reading, stretches: Sequence[Stretch], place: int, span: tuple[int, int]) -> bool:
    """Whether it is said afterwards, or next to it: "the swelling went down, thats gone"."""
    end = min(_near(stretches, place)[-1].end, span[1] + _AROUND)
    return bool(_truly_gone(reading, span[1] - 1, end))


def _truly_gone(reading: Reading, start: int, end: int) -> list[Mark]:
    return [mark for mark in reading.within("gone", start, end) if not _lifted(reading, mark)]


def _lifted(reading: Reading, mark: Mark) -> bool:
    """Whether it only looks like a denial: "wont go away", "no puedo"."""
    return reading.covering("not_denied", mark.start) is not None


def _goes_on(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> bool:
    """Whether the stretch is no more than the next of a list."""
    if reading.is_a(stretch.start, "alternatives"):  # "never had a stroke or heart attack, knock on wood"
        return reading.gap(stretch.start) < Break.SENTENCE
    lead = range(stretch.start, span[0])
    listed = all(reading.is_a(at, "splitters") and not reading.is_a(at, "gone_stops") for at in lead)
    return listed and stretch.end - span[1] <= 1 and reading.gap(stretch.start) < Break.SENTENCE


def person(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> str:
    """Return whose it is: of the last one named before it in the sentence, if the patient does not come between."""
    if owner := _owner_after(reading, stretch, span):
        return owner
    for at in range(span[0] - 1, max(stretch.sentence, span[0] - _FARTHEST_PERSON) - 1, -1):
        named = reading.covering("persons", at)
        if named:
            return "self" if _only_helps(reading, named) or _replaced(reading, named, span) else named.name
        if reading.is_a(at, "again") and not _is_auxiliary(reading, at):
            return _meant(reading, at)
        if reading.is_a(at, "patient"):
            return "self"
    return "self"


def _owner_after(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> str | None:
    """Return whose it is in "el asma de mi hijo"."""
    linked = span[1] < stretch.end and reading.is_a(span[1], "of")
    return next((mark.name for mark in reading.within("persons", span[1], span[1] + 2) if linked), None)


def _only_helps(reading: Reading, named: Mark) -> bool:
    near = range(named.end, min(named.end + 2, len(reading.tokens)))
    return any(reading.is_a(at, "helpers") for at in near)


def _replaced(reading: Reading, named: Mark, span: tuple[int, int]) -> bool:
    return any(reading.is_a(at, "patient") for at in range(named.end, span[0]))


def _is_auxiliary(reading: Reading, at: int) -> bool:
    """Whether "he" is Spanish for "I have": "no he tenido fiebre"."""
    after = reading.tokens[at + 1 : at + 2]
    return any(key.endswith(_PARTICIPLES) for token in after for key in token.keys)


def _meant(reading: Reading, at: int) -> str:
    """Return whom "he" means: the last one named, or else the child, for whom parents write most."""
    earlier = reading.within("persons", 0, at)
    if earlier:
        return earlier[-1].name
    return "child"


def body_site(reading: Reading, stretch: Stretch, span: tuple[int, int]) -> str | None:
    """Return the part of the body with its side, in English: "left knee"."""
    sites = reading.within(SITE, span[0], min(stretch.end, span[1] + _SITE_AFTER))
    if not sites:
        return None
    longest = max((mark for mark in sites if mark.start == sites[0].start), key=lambda mark: mark.end)
    sides = reading.within(SIDE, max(longest.start - 2, stretch.start), longest.end + 1)
    side = next((mark.name for mark in sides if mark.start != longest.start), None)
    return f"{side} {longest.name}" if side else longest.name


def duration(reading: Reading, stretches: Sequence[Stretch], place: int, span: tuple[int, int]) -> str | None:
    """Return the words that say how long, of the concern's own stretch or of the one after it that says nothing else."""
    for start, end in _windows(stretches, place, span):
        if inside := reading.within("duration", start, end):
            longest = max(inside, key=lambda mark: (mark.end - mark.start, -mark.start))
            return reading.text[slice(*reading.span(longest.start, longest.end))]
    return None


def severity(reading: Reading, stretches: Sequence[Stretch], place: int, span: tuple[int, int]) -> str | None:
    for start, end in _windows(stretches, place, span):
        if said := {mark.name for mark in reading.within("severity", start, end)}:
            return next(name for name in _SEVERITIES if name in said)
    return None


def _windows(stretches: Sequence[Stretch], place: int, span: tuple[int, int]) -> list[tuple[int, int]]:
    """Return the words near a concern, of each stretch that speaks of it."""
    first, last = span[0] - _AROUND, span[1] + _AROUND
    return [(max(stretch.start, first), min(stretch.end, last)) for stretch in _near(stretches, place)]


def _near(stretches: Sequence[Stretch], place: int) -> Sequence[Stretch]:
    after = stretches[place + 1 : place + 2]
    return [stretches[place], *(one for one in after if not one.cores and one.sentence == stretches[place].sentence)]
