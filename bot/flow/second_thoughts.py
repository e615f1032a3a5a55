"""Second thoughts carried out: old words go and new ones come, or a line is worded anew."""

from __future__ import annotations

from collections.abc import Mapping

from bot.agenda.tokens import content, words
from bot.flow.clauses import without_frame
from bot.flow.draft import Draft
from bot.flow.expect.mentions import the_one_mentioned
from bot.flow.line_edits import SIDES, replace_words, swapped
from bot.flow.listing import last_said, listed
from bot.flow.reply import Reply, Span
from bot.flow.rethinking import Rethought, Thought, rethought
from bot.flow.targets import SHORT_FIX, taken_off

# Beside a side, and no part of what it is a side of; they tell "it's my left knee" from one knee more.
_BESIDE_SIDES = frozenset(
    words("actually really sorry wait oops side one other realidad perdon disculpe espere lado otra otro digo")
)


def rethink(draft: Draft, reply: Reply, *, asked: bool) -> Draft | None:
    """Apply a second thought in free words: old words go, new words come, or a line is worded anew."""
    thought = rethought(reply.text)
    entries = listed(draft.flow, draft.agenda, draft.language)
    if thought is None or not thought.pieces or not entries:
        return _other_side(draft, reply, without_frame(reply.text, (0, len(reply.text))))
    about = {entry.target: entry.words for entry in entries}
    named = {piece: the_one_mentioned(reply.text[slice(*piece)], about) for piece in thought.pieces}
    named = _apart(named, reply.text, about) if thought.drops else named
    wronged = _said_wrongly(thought, reply.text, about)
    if wronged is not None:
        return _corrected(draft, reply, thought.new, wronged)
    if thought.gone:
        return _no_longer(draft, reply, thought, named)
    if not (asked or thought.surely or _not_this(thought, named)):
        return _other_side(draft, reply, thought.new)
    old = tuple(dict.fromkeys(target for target in named.values() if target))
    if _is_correction(thought, named, reply.text):
        return _corrected(draft, reply, thought.new, named[thought.new] or next(iter(old), None))
    fresh = [piece for piece, target in named.items() if target is None]
    return swapped(draft, reply, old, fresh) if old and thought.drops and (asked or fresh) else None


def _apart(named: Mapping[Span, str | None], text: str, about: Mapping[str, str]) -> dict[Span, str | None]:
    """Of several pieces that seem to name one line, keep the first and those that say nothing else."""
    seen: set[str] = set()
    kept: dict[Span, str | None] = {}
    for piece, target in named.items():
        more = target in seen and not set(content(words(text[slice(*piece)]))) <= set(
            content(words(about[target or ""]))
        )
        kept[piece] = None if more else target
        seen |= {target} if target else set()
    return kept


def _is_correction(thought: Rethought, named: Mapping[Span, str | None], text: str) -> bool:
    """Tell "the left knee, not the right", one line worded anew, from "not the knee, my headaches"."""
    if Thought.DROP in thought.thoughts:
        return False
    if thought.denied and Thought.CORRECT not in thought.thoughts:
        old, new = (words(text[slice(*piece)]) for piece in (thought.denied[0], thought.new))
        sides = bool(SIDES.intersection(old) and SIDES.intersection(new))
        return sides or (named[thought.new] is not None and named[thought.new] == named[thought.denied[0]])
    return thought.corrects


def _not_this(thought: Rethought, named: Mapping[Span, str | None]) -> bool:
    """Whether a line is named after "not", with courtesy or a second "not", and something else beside it."""
    announced = Thought.MAYBE_CORRECT in thought.thoughts or thought.thoughts.count(Thought.WEAK) > 1
    return announced and len(thought.pieces) > 1 and any(named[piece] for piece in thought.denied)


def _said_wrongly(thought: Rethought, text: str, about: Mapping[str, str]) -> str | None:
    """Return the line that holds the words of "i said morning but it's at night"."""
    if not thought.but_it_is:
        return None
    for span in thought.wrong:
        said = set(words(text[slice(*span)]))
        found = [target for target, told in about.items() if said and said <= set(words(told))]
        if len(found) == 1:
            return found[0]
    return None


def _no_longer(draft: Draft, reply: Reply, thought: Rethought, named: Mapping[Span, str | None]) -> Draft | None:
    """ "The knee isn't important, my sleep is": what stands before goes, the rest comes."""
    old = tuple(target for piece in thought.gone if (target := named[piece]) is not None)
    fresh = [piece for piece, target in named.items() if target is None]
    return swapped(draft, reply, old, fresh) if old and fresh else None


def _other_side(draft: Draft, reply: Reply, span: Span) -> Draft | None:
    """ "Sorry, it's the left knee", where the right one is on the list or no side is named, words that line anew."""
    said = set(words(reply.text))
    about = set(content(words(reply.text))) - SIDES - _BESIDE_SIDES
    turned = [
        item
        for item in draft.agenda.current
        if not (SIDES & said).intersection(words(item.words)) and about <= set(content(words(item.words)))
    ]
    corrects = bool(said & _BESIDE_SIDES) or words(reply.text)[:1] in (("its",), ("es",))
    if not SIDES & said or not corrects or len(turned) != 1:
        return None
    return replace_words(draft, f"item:{turned[0].id}", reply, span)


def _corrected(draft: Draft, reply: Reply, new: Span, target: str | None) -> Draft | None:
    entries = listed(draft.flow, draft.agenda, draft.language)
    said = reply.text[slice(*new)]
    if target is None and len(content(words(said))) <= SHORT_FIX and not the_one_mentioned(said, taken_off(draft)):
        target = last_said(entries)
    return replace_words(draft, target, reply, new) if target else None
