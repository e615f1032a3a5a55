"""Changing what was said: taking a line out, wording it anew, putting it first."""

from __future__ import annotations

from bot.agenda.events import ItemsRanked
from bot.agenda.tokens import content, words
from bot.flow import edits
from bot.flow.asking import ask, move_on, read_back
from bot.flow.clauses import without_frame
from bot.flow.draft import Draft
from bot.flow.edits import Edit, EditKind
from bot.flow.expect.mentions import most_mentioned, the_one_mentioned
from bot.flow.expect.numbers import only_places
from bot.flow.line_edits import ERASE_TASK, SIDES, remove, replace_words, swapped
from bot.flow.listing import last_said, line_of, lines, listed, pointed_at
from bot.flow.model import Pending, QuestionKind, Stage
from bot.flow.reply import Reply
from bot.flow.second_thoughts import rethink
from bot.flow.shortening import shortened
from bot.flow.taking import LATER, keep_note, take_items
from bot.flow.targets import SHORT_FIX, is_exact, neighbours, readings

LONGEST_CHANGE = 8  # words; what is longer tells something, whatever it begins with
# What is said of erasing, and names nothing that could be erased.
_OF_ERASING = frozenset(
    words(
        """delete deleted erase wipe remove unsend take back undo scrub rid said told wrote texted sent put shared text message msg texts
        messages part last didnt hadnt not
        mean meant send say tell write regret telling saying wish oops permanently good forever never did dont
        borre borra borrar borrelo borrela elimine elimina eliminar quite quita quitar quitelo saque deshaga desaga deshacer retire
        dije escribi mande conte envie puse mensaje texto parte ultimo ultima queria quise mandar decir escribir siempre arrepiento
        puede puedes can please haber ay"""
    )
)


def change(draft: Draft, reply: Reply) -> Draft:
    """Do the change if the words say which, else ask which line."""
    entries = listed(draft.flow, draft.agenda, draft.language)
    draft = draft.task(ERASE_TASK) if edits.wants_erasing(reply.text) else draft
    if not entries:
        return draft.tell("nothing_to_change").then(ask)
    if edits.wants_erasing(reply.text):
        return _erased(draft, reply)
    changed = left_out(draft, reply) or edited(draft, reply, asked=True)
    if changed is not None:
        return settled(changed)
    if edits.asks_to_change(reply.text):
        target = entries[0].target if len(entries) == 1 else None
    else:
        target = pointed_at(reply.text, entries)
        draft = draft if len(content(words(reply.text))) < SHORT_FIX else keep_note(draft, reply)
    return ask_for_words(draft, target) if target else ask_which(draft)


def _erased(draft: Draft, reply: Reply) -> Draft:
    """Take off what is named, or what was said last where nothing is."""
    entries = listed(draft.flow, draft.agenda, draft.language)
    named_so = [one for one in readings(draft, reply.text, entries, None) if one[0].kind is EditKind.REMOVE]
    if named_so:
        return settled(_removed(draft, reply, *named_so[0]))
    named = most_mentioned(reply.text, {entry.target: entry.words for entry in entries})
    if not named and set(content(words(reply.text))) <= _OF_ERASING:
        named = [last_said(entries)]
    one = named[0] if named and set(named[1:]) <= set(neighbours(draft, (named[0],))) else None
    return settled(remove(draft, (one,), reply.text).tell("removed")) if one else ask_which(draft)


def left_out(draft: Draft, reply: Reply) -> Draft | None:
    """Take off what "not the back thing" and "everything but 2" name, said to the list that is read back."""
    if draft.session.stage is not Stage.READING_BACK:
        return None
    entries = listed(draft.flow, draft.agenda, draft.language)
    named = (pointed_at(reply.text[slice(*span)], entries) for span in edits.left_out(reply.text))
    target = next((one for one in named if one), None)
    if target:
        return remove(draft, (target,), reply.text).tell("removed")
    only = edits.only_this(reply.text)
    kept = pointed_at(reply.text[slice(*only)], entries) if only else None
    others = tuple(f"item:{item.id}" for item in draft.agenda.current if f"item:{item.id}" != kept)
    named_item = kept is not None and kept.startswith("item:")
    return remove(draft, others, reply.text).tell("removed") if named_item and others else None


def may_change(draft: Draft, reply: Reply) -> bool:
    """Whether a text that was taken for a change can be one: it says so, or names something that is on the list."""
    if edits.asks_to_change(reply.text) or edits.wants_erasing(reply.text):
        return True
    entries = listed(draft.flow, draft.agenda, draft.language)
    return bool(entries) and (
        pointed_at(reply.text, entries) is not None or edited(draft, reply, asked=True) is not None
    )


def names_no_line(text: str) -> bool:
    """Whether a change is asked for, by a number, to a line; the caller has found none on the list."""
    found = (edit for edit in edits.edits(text) if edit.target and edit.kind is not EditKind.FIRST)
    named = (text[slice(*edit.target)] for edit in found if edit.target)
    return len(words(text)) <= LONGEST_CHANGE and any(only_places(one) for one in named)


def ask_which(draft: Draft) -> Draft:
    shown = lines(draft.flow, draft.agenda, draft.language)
    return draft.at(pending=Pending("change_target")).tell_all(shown).tell("change_which")


def ask_for_words(draft: Draft, target: str) -> Draft:
    """Show the line, so that nobody rewords another than they mean."""
    line = line_of(draft.flow, draft.agenda, draft.language, target)
    return draft.at(pending=Pending("change_words", target)).tell_all(line).tell("change_to_what")


def settled(draft: Draft) -> Draft:
    """Show what a change led to, and go on where the patient was."""
    draft = draft.at(pending=None)
    if draft.session.stage is Stage.READING_BACK:
        return draft.silent().then(read_back)
    question = draft.question
    nothing_to_rank = question is not None and question.kind is QuestionKind.RANKING and len(draft.agenda.current) < 2
    return move_on(draft) if nothing_to_rank else ask(draft)


def edited(draft: Draft, reply: Reply, *, target: str | None = None, asked: bool = False) -> Draft | None:
    """Apply the change that the words make, or return None when they make none to what is on the list.

    target: the line that is being changed already; asked: Rasa, or a small question of ours, says it is a change.
    """
    entries = listed(draft.flow, draft.agenda, draft.language)
    found = list(readings(draft, reply.text, entries, target))
    exact = next((one for one in found if one[0].new or is_exact(one[0], reply.text)), None)
    if exact is None:
        second = rethink(draft, reply, asked=asked)
        if second is not None:
            return second
    chosen = exact or next(iter(found), None)
    return _APPLIED[chosen[0].kind](draft, reply, *chosen) if chosen else None


def _removed(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    draft = remove(draft, targets, reply.text, replaced=edit.new is not None)
    if edit.new is None:
        return draft.tell("removed")
    draft = take_items(draft, LATER, reply, edit.new)
    return draft.tell("changed_to", words=shortened(reply.text[slice(*edit.new)]))


def _replaced(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    """Word a line anew; "change the knee thing to my anxiety" takes one topic off and adds another."""
    if edit.new is None:
        return ask_for_words(draft, targets[0])
    new = without_frame(reply.text, edit.new)
    about = {entry.target: entry.words for entry in listed(draft.flow, draft.agenda, draft.language)}
    by_words = edit.target is not None and not is_exact(edit, reply.text) and targets[0].startswith("item:")
    other_side = all(SIDES.intersection(words(reply.text[slice(*part)])) for part in (edit.target or new, new))
    if by_words and not other_side and the_one_mentioned(reply.text[slice(*new)], about) != targets[0]:
        return swapped(draft, reply, targets, [new])
    return replace_words(draft, targets[0], reply, new)


def _put_first(draft: Draft, reply: Reply, edit: Edit, targets: tuple[str, ...]) -> Draft:
    kind, _, name = targets[0].partition(":")
    if kind == "item":
        others = (item.id for item in draft.agenda.current if item.id != int(name))
        draft = draft.record(ItemsRanked((int(name), *others)))
    return draft.tell("first_now")


_APPLIED = {EditKind.REMOVE: _removed, EditKind.REPLACE: _replaced, EditKind.FIRST: _put_first}
