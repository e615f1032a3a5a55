"""After a danger sign: words are kept, nothing is asked, and only the patient's CONTINUE or a coordinator goes on."""

from __future__ import annotations

from bot.agenda.tokens import content, words
from bot.flow.asking import ask, move_on, read_back, started
from bot.flow.beside import ASIDES
from bot.flow.draft import Draft
from bot.flow.expect.commands import command
from bot.flow.expect.words import no_words, only_polite, says_go_on
from bot.flow.model import Pending, QuestionKind, Stage
from bot.flow.moves import Aside, GoOn, Keep, Move
from bot.flow.reply import Reply
from bot.flow.taking import LATER, keep_note, take_items

CRISIS = "T1-C"
ABUSE = "abuse"
_INSTEAD = {"help": "help", "picture": "paused_picture"}  # of the usual word while paused


def keep(draft: Draft, move: Keep) -> Draft:
    """Keep the words of an alarming message; its safety text is on its way, so only the way on is left to say."""
    if move.tier == CRISIS or draft.session.paused_by in (CRISIS, ABUSE):
        return _paused(draft, ABUSE if move.kind == ABUSE else CRISIS).silent().forget_undo()
    kept = _kept(draft, move.reply).silent()
    if move.tier == "T1":
        return _paused(kept, "T1").forget_undo()
    return (kept.at(pending=Pending("go_on")).tell("go_on_offer") if kept.asks else kept).forget_undo()


def while_paused(draft: Draft, move: Move) -> Draft:
    """Answer whatever comes while paused: never with a question of the flow."""
    reply = move.reply
    if isinstance(move, GoOn) or (reply is not None and says_go_on(reply.text)):
        return _resumed(draft, by_staff=reply is None)
    if draft.session.paused_by == ABUSE:
        return draft.task("wrote_while_paused").forget_undo()
    if draft.session.paused_by == CRISIS:
        return draft.tell("crisis").task("wrote_while_paused").forget_undo()
    told = _INSTEAD.get(move.kind, "paused") if isinstance(move, Aside) else "paused"
    return _noted(draft, move).tell(told).forget_undo()


def _noted(draft: Draft, move: Move) -> Draft:
    """Keep what was said, and tell staff where the patient wants something of them."""
    reply = move.reply
    if reply is None or no_words(reply.text) or only_polite(reply.text) or command(reply) is not None:
        return draft
    wanted = ASIDES[move.kind].request if isinstance(move, Aside) and move.kind in ASIDES else None
    return draft.request(wanted, reply.quotes()) if wanted else keep_note(draft, reply)


def _resumed(draft: Draft, *, by_staff: bool) -> Draft:
    """A human word first, then the open question. After abuse a person decides when it is safe to write again."""
    if draft.session.paused_by == ABUSE and not by_staff:
        return draft.task("wants_to_go_on").forget_undo()
    stage = draft.session.paused_from or Stage.ASKING
    draft = draft.at(stage=stage, paused_by=None, paused_from=None, pending=None).tell("resumed")
    return draft.then(read_back if stage is Stage.READING_BACK else ask).forget_undo()


def _paused(draft: Draft, by: str) -> Draft:
    """Pause; worse signs win, and a closed conversation stays closed."""
    session = draft.session
    if session.stage is Stage.CLOSED:
        return draft
    from_stage = session.paused_from if session.stage is Stage.PAUSED else session.stage
    return draft.at(stage=Stage.PAUSED, paused_by=by, paused_from=from_stage, pending=None)


def _kept(draft: Draft, reply: Reply) -> Draft:
    """Keep alarming words as an item: the answer to a question about topics, or beside another question."""
    if draft.session.stage is Stage.INVITED:
        draft = started(draft)
    if not content(words(reply.text)):
        return keep_note(draft, reply)
    question = draft.question
    topics = question is not None and question.fills == "items" and draft.session.stage is Stage.ASKING
    if question is None or not topics:
        return take_items(draft, LATER, reply)
    draft = take_items(draft, question.id, reply)
    return draft if question.kind is QuestionKind.SOMETHING_ELSE else move_on(draft)
