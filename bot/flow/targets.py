"""Which lines of the list a change is about."""

from __future__ import annotations

from collections.abc import Iterator

from bot.agenda.model import Quote
from bot.agenda.tokens import content, words
from bot.flow import edits
from bot.flow.draft import Draft
from bot.flow.edits import Edit, EditKind
from bot.flow.expect.mentions import most_mentioned, the_one_mentioned
from bot.flow.expect.numbers import numbers
from bot.flow.listing import Listed, all_pointed_at, last_said

MOST_LINES = 99
SHORT_FIX = 4  # words that say something: a longer "I meant ..." that names no line is something new

Reading = tuple[Edit, tuple[str, ...]]  # an edit and the lines it is about


def readings(draft: Draft, text: str, entries: tuple[Listed, ...], known: str | None) -> Iterator[Reading]:
    for edit in edits.edits(text):
        targets = _targets(draft, edit, text, entries) or ((known,) if known and edit.new else ())
        if targets and (edit.kind is EditKind.REMOVE or len(targets) == 1):
            yield edit, targets


def is_exact(edit: Edit, text: str) -> bool:
    """Whether the edit names its line by number, or as "that" or "everything"."""
    said = text[slice(*edit.target)] if edit.target else ""
    return bool(numbers(said, MOST_LINES)) or edits.means_the_last(said) or edits.means_everything(said)


def _targets(draft: Draft, edit: Edit, text: str, entries: tuple[Listed, ...]) -> tuple[str, ...]:
    if edit.target is not None:
        said = text[slice(*edit.target)]
        return all_pointed_at(said, entries) or _one_clause(said, entries, draft)
    new = text[slice(*edit.new)] if edit.new else ""
    named = the_one_mentioned(new, {entry.target: entry.words for entry in entries})
    if named is None and not the_one_mentioned(new, taken_off(draft)) and len(content(words(new))) <= SHORT_FIX:
        named = last_said(entries) if entries else None
    return (named,) if named else ()


def _one_clause(said: str, entries: tuple[Listed, ...], draft: Draft) -> tuple[str, ...]:
    """Return several items that are meant alike when they were cut out of one clause."""
    best = tuple(most_mentioned(said, {entry.target: entry.words for entry in entries}))
    return best if best and set(best[1:]) <= set(neighbours(draft, best[:1])) else ()


def neighbours(draft: Draft, targets: tuple[str, ...]) -> tuple[str, ...]:
    """Return the items that were cut out of the same clause as a named one: "tomando mucho | alcohol"."""
    items = {f"item:{item.id}": item for item in draft.agenda.current}
    named = [quote for target in targets if target in items for quote in items[target].quotes]
    return tuple(
        target
        for target, item in items.items()
        if target not in targets and any(_touch(quote, other) for quote in item.quotes for other in named)
    )


def _touch(one: Quote, other: Quote) -> bool:
    return one.message_id == other.message_id and min(abs(one.start - other.end), abs(other.start - one.end)) <= 1


def taken_off(draft: Draft) -> dict[str, str]:
    return {f"item:{item.id}": item.words for item in draft.agenda.items if not item.active}
