"""What surrounds a danger sign: when it is, whose it is, and whether it is said at all.

Scope is decided by clause: a denial reaches over a list of nouns ("no chest pain, fever or bleeding") and ends where
a new subject or verb begins ("no fever, my chest hurts"); a time belongs to the clause it stands in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from bot.safety.normalise import Break
from bot.safety.phrases import Found, Token


class When(Enum):
    NOW = "now"
    RECENT = "recent"
    PAST = "past"


@dataclass(frozen=True)
class Context:
    when: When
    now_said: bool
    person: str  # self, child or other
    denied: bool
    supposed: bool  # if it were, is it normal, signs of
    general: bool  # people in general, a film, a form
    died: bool


_FARTHEST_DENIAL = 14
_FARTHEST_SUPPOSITION = 7
_WHEN_OF = {
    "now": When.NOW,
    "recent": When.RECENT,
    "habit": When.RECENT,
    "gone": When.RECENT,
    "past": When.PAST,
    "known": When.PAST,
}
# thought: "I don't think I have", "no creo que tenga"; next: reaches the next word only, "not suicidal"
_DENIALS = ("deny:before", "deny:next", "deny:thought")
_URGENCY = (When.NOW, When.RECENT, When.PAST)


class Reading:
    """The words of one message with the cues in it."""

    def __init__(self, tokens: Sequence[Token], cues: Iterable[Found]) -> None:
        self.tokens = tokens
        self.cues = _longest(cues)

    def context(self, sign: Found, *, event: bool) -> Context:
        when, now_said = self._when(sign, event=event)
        return Context(
            when=when,
            now_said=now_said,
            person=self._person(sign),
            denied=self._denied(sign),
            supposed=self._supposed(sign),
            general=any(True for _ in self._in_sentence("said:general", sign)),
            died=any(True for _ in self._in_sentence("who:died", sign)),
        )

    def is_idiom(self, sign: Found) -> bool:
        return any(cue.start < sign.end and sign.start < cue.end for cue in self._labelled("said:idiom"))

    def _labelled(self, label: str) -> Iterator[Found]:
        return (cue for cue in self.cues if cue.label == label)

    def _bounds(self, sign: Found, reach: Break) -> tuple[int, int]:
        """Return the words around the sign up to the next break of this strength, half open."""
        start, end = sign.start, sign.end
        while start > 0 and self.tokens[start].gap < reach:
            start -= 1
        while end < len(self.tokens) and self.tokens[end].gap < reach:
            end += 1
        return start, end

    def _in_sentence(self, label: str, sign: Found) -> Iterator[Found]:
        start, end = self._bounds(sign, Break.SENTENCE)
        return (cue for cue in self._labelled(label) if start <= cue.start and cue.end <= end)

    # when

    def _when(self, sign: Found, *, event: bool) -> tuple[When, bool]:
        said = self._said_times(sign)
        past_tense = any(cue.label == "when:past_tense" for cue in said)
        times = [cue for cue in said if cue.label != "when:past_tense"]
        if not times:
            return (When.RECENT if past_tense and not event else When.NOW), False
        nearest = min(_distance(cue, sign) for cue in times)
        whens = {self._meant(cue, past_tense and not event) for cue in times if _distance(cue, sign) == nearest}
        when = min(whens, key=_URGENCY.index)
        if when is When.PAST and any(cue.label == "when:worse" for cue in times):
            when = When.RECENT
        return when, when is When.NOW and any(cue.label in ("when:now", "when:today") for cue in times)

    def _meant(self, cue: Found, past_tense: bool) -> When:
        name = cue.label.removeprefix("when:")
        if name == "today":
            return When.RECENT if past_tense else When.NOW
        return _WHEN_OF.get(name, When.NOW)

    def _said_times(self, sign: Found) -> list[Found]:
        """Return the times said in the sign's own clause, or else in a neighbouring one that says nothing else."""
        own = self._bounds(sign, Break.CLAUSE)
        said = self._times_within(*own)
        if any(cue.label != "when:past_tense" for cue in said):
            return said
        return said + [cue for bounds in self._neighbours(own) for cue in self._times_within(*bounds)]

    def _neighbours(self, own: tuple[int, int]) -> Iterator[tuple[int, int]]:
        start, end = own
        if start > 0 and self.tokens[start].gap < Break.SENTENCE:
            yield from self._unless_it_has_a_subject(self._bounds(Found("", start - 1, start), Break.CLAUSE))
        if end < len(self.tokens) and self.tokens[end].gap < Break.SENTENCE:
            yield from self._unless_it_has_a_subject(self._bounds(Found("", end, end + 1), Break.CLAUSE))

    def _unless_it_has_a_subject(self, bounds: tuple[int, int]) -> Iterator[tuple[int, int]]:
        if not any(bounds[0] <= cue.start < bounds[1] for cue in self._labelled("clause:subject")):
            yield bounds

    def _times_within(self, start: int, end: int) -> list[Found]:
        return [cue for cue in self.cues if cue.label.startswith("when:") and start <= cue.start and cue.end <= end]

    # who

    def _person(self, sign: Found) -> str:
        start, _ = self._bounds(sign, Break.SENTENCE)
        people = [cue for cue in self.cues if cue.label.startswith("who:") and cue.label != "who:died"]
        before = [cue for cue in people if start <= cue.start < sign.end]
        return max(before, key=lambda cue: cue.start).label.removeprefix("who:") if before else "self"

    # said or not

    def _supposed(self, sign: Found) -> bool:
        start, end = self._bounds(sign, Break.SENTENCE)
        before = (cue for cue in self._labelled("said:suppose") if start <= cue.start)
        after = (cue for cue in self._labelled("said:ask_after") if sign.end <= cue.start and cue.end <= end)
        return any(
            0 <= sign.start - cue.end <= _FARTHEST_SUPPOSITION or cue.start <= sign.start < cue.end for cue in before
        ) or any(after)

    def _denied(self, sign: Found) -> bool:
        return self._denied_before(sign) or self._denied_after(sign)

    def _denied_after(self, sign: Found) -> bool:
        """ "chest pain? no", "chest pain: none", "dolor de pecho no tengo"."""
        for cue in self._labelled("deny:after"):
            ends = cue.end == len(self.tokens) or self.tokens[cue.end].gap >= Break.CLAUSE
            if cue.start == sign.end and ends:
                return True
        return False

    def _denied_before(self, sign: Found) -> bool:
        denials = {cue.end - 1: cue for cue in self.cues if cue.label in _DENIALS}
        stops = {place for cue in self._labelled("clause:subject") for place in range(cue.start, cue.end)}
        ends = {cue.start for cue in self._labelled("deny:end")}
        crossed = False
        for at in range(sign.start - 1, max(-1, sign.start - _FARTHEST_DENIAL), -1):
            gap = self.tokens[at + 1].gap
            if gap in (Break.LINE, Break.SENTENCE):
                return False
            crossed = crossed or gap is Break.CLAUSE
            if cue := denials.get(at):
                reaches = cue.label != "deny:next" or at + 1 == sign.start
                if reaches and not (crossed and self._stands_alone(sign, stops)):
                    return True
            if at in ends or (at in stops and at - 1 not in denials):
                return False
        return False

    def _stands_alone(self, sign: Found, stops: set[int]) -> bool:
        """Whether the sign is a clause of its own, or goes on to say since when or how bad it is."""
        if any(place in stops for place in range(sign.start, sign.end)):
            return True
        _, end = self._bounds(sign, Break.CLAUSE)
        return any(
            sign.end <= cue.start < end
            for cue in self.cues
            if cue.label in ("when:now", "when:today", "clause:goes_on")
        )


def _distance(cue: Found, sign: Found) -> int:
    return max(cue.start - sign.end, sign.start - cue.end, 0)


def _longest(cues: Iterable[Found]) -> tuple[Found, ...]:
    """Drop a cue of the same group that lies inside a longer one ("not" in "not only")."""
    kept: list[Found] = []
    reach: dict[str, int] = {}
    for cue in sorted(set(cues), key=lambda cue: (cue.start, -cue.end)):
        group = cue.label.partition(":")[0]
        if cue.end > reach.get(group, 0) or not _inside(cue, group, kept):
            kept.append(cue)
            reach[group] = max(reach.get(group, 0), cue.end)
    return tuple(kept)


def _inside(cue: Found, group: str, kept: list[Found]) -> bool:
    return any(
        other.start <= cue.start and cue.end <= other.end and (other.end - other.start) > (cue.end - cue.start)
        for other in reversed(kept[-8:])
        if other.label.startswith(group)
    )
