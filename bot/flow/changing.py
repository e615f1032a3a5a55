"""Changing what was said: taking a line out, wording it anew, putting it first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.agenda.events import Event, ItemAmended, ItemRelabelled, ItemsRanked, ItemWithdrawn
from bot.agenda.model import Quote
from bot.agenda.tokens import content, words
from bot.flow import edits
from bot.flow.asking import ask, read_back
from bot.flow.draft import Draft
from bot.flow.edits import Edit, EditKind
from bot.flow.expect.mentions import the_one_mentioned
from bot.flow.listing import Listed, all_pointed_at, last_said, lines, listed, pointed_at, shortened
from bot.flow.model import Pending, Stage
from bot.flow.reply import Reply, Span
from bot.flow.taking import LATER, keep_note, reword_answer, take_items, withdraw_answer

SHORT_FIX = 4  # words that say something: a longer "I meant ..." that names no line is something new
ERASE_TASK = "erase_words"


def change(draft: Draft, reply: Reply) -> Draft:
    """Do the change if the words say which, else ask which line."""
    entries = listed(draft.flow, draft.agenda, draft.language)
    draft = draft.task(ERASE_TASK) if edits.wants_erasing(reply.text) else draft
    if not entries:
        return draft.tell("nothing_to_change").then(ask)
    changed = edited(draft, reply)
    if changed is not None:
        return settled(changed)
    if edits.asks_to_change(reply.text):
        target = entries[0].target if len(entries) == 1 else None
    else:
        target = pointed_at(reply.text, entries)
        draft = draft if len(content(words(reply.text))) < SHORT_FIX else keep_note(draft, reply)
    return ask_for_words(draft, target) if target else ask_which(draft)


def ask_which(draft: Draft) -> Draft:
    shown = lines(draft.flow, draft.agenda, draft.language)
    return draft.at(pending=Pending("change_target")).tell_all(shown).tell("change_which")


def ask_for_words(draft: Draft, target: str) -> Draft:
    return draft.at(pending=Pending("change_words", target)).tell("change_to_what")


def settled(draft: Draft) -> Draft:
    """Show what a change led to, and go on where the patient was."""
    draft = draft.at(pending=None)
    return draft.silent().then(read_back) if draft.session.stage is Stage.READING_BACK else ask(draft)


def edited(draft: Draft, reply: Reply, *, target: str | None = None) -> Draft | None:
    """Apply the change that the words make, or return None when they make none to what is on the list."""
    entries = listed(draft.flow, draft.agenda, draft.language)
    gone = {f"item:{item.id}": item.words for item in draft.agenda.items if not item.active}
    for edit, targets in _readings(reply.text, entries, gone, target):
        return _APPLIED[edit.kind](draft, reply, edit, targets)
    return None


def replace_words(draft: Draft, target: str, reply: Reply, span: Span) -> Draft:
    """Let the line say these words; what it said before is kept in its history."""
    quotes = reply.quotes(*span)
    kind, _, name = target.partition(":")
    answer = draft.agenda.answer(name) if kind == "answer" else None
    if answer is not None:
        draft = reword_answer(draft, answer, quotes)
    else:
        draft = draft.record(ItemAmended(int(name), quotes), *_relabelled(draft, int(name), reply, span))
    return draft.tell("changed_to", words=shortened(_said(quotes)))


def remove(draft: Draft, targets: tuple[str, ...], text: str) -> Draft:
    for target in targets:
        kind, _, name = target.partition(":")
        draft = withdraw_answer(draft, name) if kind == "answer" else draft.record(ItemWithdrawn(int(name)))
    return draft.task(ERASE_TASK) if edits.wants_erasing(text) else draft


def _readings(
    text: str, entries: tuple[Listed, ...], gone: dict[str, str], known: str | None
) -> Iterator[tuple[Edit, tuple[str, ...]]]:
    for edit in edits.edits(text):
        targets = _targets(edit, text, entries, gone) or ((known,) if known and edit.new else ())
        if targets and (edit.kind is EditKind.REMOVE or len(targets) == 1):
            yield edit, targets


def _targets(edit: Edit, text: str, entries: tuple[Listed, ...], gone: dict[str, str]) -> tuple[str, ...]:
    if edit.target is not None:
        return all_pointed_at(text[slice(*edit.target)], entries)
    new = text[slice(*edit.new)] if edit.new else ""
    named = the_one_mentioned(new, {entry.target: entry.words for entry in entries})
    if named is None and not the_one_mentioned(new, gone) and len(content(words(new))) <= SHORT_FIX:
        named = last_said(entries) if entries else None
    return (named,) if named else ()


def _removed(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    draft = remove(draft, targets, reply.text)
    if edit.new is None:
        return draft.tell("removed")
    draft = take_items(draft, LATER, reply, edit.new)
    return draft.tell("changed_to", words=shortened(reply.text[slice(*edit.new)]))


def _replaced(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    return replace_words(draft, targets[0], reply, edit.new) if edit.new else ask_for_words(draft, targets[0])


def _put_first(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    kind, _, name = targets[0].partition(":")
    if kind == "item":
        others = (item.id for item in draft.agenda.current if item.id != int(name))
        draft = draft.record(ItemsRanked((int(name), *others)))
    return draft.tell("first_now")


def _relabelled(draft: Draft, item_id: int, reply: Reply, span: Span) -> list[Event]:
    within = [c for c in reply.concerns if span[0] <= c.start and c.end <= span[1] and not c.negated]
    item = draft.agenda.item(item_id)
    if len(within) != 1 or item is None or within[0].category in ("other", item.category):
        return []
    return [ItemRelabelled(item_id, within[0].category)]


def _said(quotes: tuple[Quote, ...]) -> str:
    return " ".join(quote.words for quote in quotes)


_APPLIED = {EditKind.REMOVE: _removed, EditKind.REPLACE: _replaced, EditKind.FIRST: _put_first}
