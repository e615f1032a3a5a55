"""The numbered list the patient reads, and what a number or a phrase of theirs points to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.agenda.model import AFTER, Agenda, Answer, joined
from bot.agenda.topical import base, topic_of
from bot.agenda.uncovered import also_said
from bot.flow import edits
from bot.flow.draft import LIST_LINE
from bot.flow.expect.mentions import the_one_mentioned
from bot.flow.expect.numbers import numbers
from bot.flow.model import Flow
from bot.flow.shortening import Room, shortened
from bot.flow.step import Say

# Not lines of their own: they are the items, their order, who answers, or words beside them.
_NOT_LISTED = ("items", "items.rank", "source.role", "notes", "participation.early", "teen.private_time")


@dataclass(frozen=True)
class Listed:
    """One line of the list."""

    target: str  # "item:3" or "answer:goal"
    words: str
    key: str  # of the catalogue
    about: str = ""  # the topic that an answer is about


def listed(flow: Flow, agenda: Agenda, language: str) -> tuple[Listed, ...]:
    """Items first, in the patient's order, then the other answers in the order of the flow."""
    items = [Listed(f"item:{item.id}", item.words, LIST_LINE) for item in agenda.current]
    told = (_told(flow, agenda, answer, language) for answer in _in_order(flow, agenda))
    return (*items, *told, *_beside(agenda))


def _in_order(flow: Flow, agenda: Agenda) -> Iterator[Answer]:
    """Yield the answers that have a line, in the order of the flow; one about a topic goes with its topic."""
    for question in flow.questions:
        for answer in agenda.answers:
            if base(answer.question) != question or not _has_a_line(answer):
                continue
            topic = topic_of(answer.question, agenda)
            if topic is None or topic.active:
                yield answer


def _has_a_line(answer: Answer) -> bool:
    told_after = answer.fills.startswith(AFTER)
    return answer.fills not in _NOT_LISTED and not told_after and answer.value != "dont_know"


def _told(flow: Flow, agenda: Agenda, answer: Answer, language: str) -> Listed:
    topic = topic_of(answer.question, agenda)
    words = _words(flow, answer, language)
    return Listed(f"answer:{answer.question}", words, f"list_{answer.fills}", topic.words if topic else "")


def _beside(agenda: Agenda) -> Iterator[Listed]:
    """Yield what else was said in answers that became items, so that the patient sees all that the team will see."""
    for answer in agenda.answers:
        said = joined(also_said(agenda, answer.question))
        if said:
            yield Listed(f"answer:{answer.question}", said, "list_also")


def lines(flow: Flow, agenda: Agenda, language: str) -> tuple[Say, ...]:
    """Return the list as lines to say."""
    entries = enumerate(listed(flow, agenda, language), start=1)
    return tuple(Say(entry.key, {"n": str(n), "words": _shown(entry)}) for n, entry in entries)


def _shown(entry: Listed) -> str:
    about = f"{shortened(entry.about, Room.HEADING)}: " if entry.about else ""
    return about + shortened(entry.words)


def line_of(flow: Flow, agenda: Agenda, language: str, target: str) -> tuple[Say, ...]:
    """Return the one line of the list that a target names, as it is numbered there."""
    entries = listed(flow, agenda, language)
    return tuple(
        say for entry, say in zip(entries, lines(flow, agenda, language), strict=True) if entry.target == target
    )


def item_lines(agenda: Agenda) -> tuple[Say, ...]:
    """Return the items alone, for the ranking."""
    entries = enumerate(agenda.current, start=1)
    return tuple(Say(LIST_LINE, {"n": str(n), "words": shortened(item.words)}) for n, item in entries)


def pointed_at(text: str, entries: tuple[Listed, ...]) -> str | None:
    """Return the target that "2", "that" or "the knee" means in the list, None when unclear."""
    places = numbers(text, len(entries))
    if len(places) == 1:
        return entries[places[0] - 1].target
    if edits.means_the_last(text) and entries:
        return last_said(entries)
    return None if places else the_one_mentioned(text, {entry.target: entry.words for entry in entries})


def all_pointed_at(text: str, entries: tuple[Listed, ...]) -> tuple[str, ...]:
    """The same for several at once: "2 and 3", "everything"."""
    if edits.means_everything(text):
        return tuple(entry.target for entry in entries)
    places = numbers(text, len(entries))
    if places:
        return tuple(entries[place - 1].target for place in places)
    one = pointed_at(text, entries)
    return (one,) if one else ()


def last_said(entries: tuple[Listed, ...]) -> str:
    """The newest item, or the last answer where there is no item."""
    items = [entry.target for entry in entries if entry.target.startswith("item:")]
    return max(items, key=lambda target: int(target.removeprefix("item:"))) if items else entries[-1].target


def _words(flow: Flow, answer: Answer, language: str) -> str:
    question = flow.questions[base(answer.question)]
    chosen = next((option for option in question.options if option.id == answer.value), None)
    return chosen.label[language if language in chosen.label else "en"] if chosen else answer.words
