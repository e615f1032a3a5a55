"""What follows from the trained second opinion: an alarm of its own, a higher tier, or a note beside an alert of the rules."""

from __future__ import annotations

from collections.abc import Sequence

from bot.flow.reply import Piece, Reply
from bot.ports import Clock, UnitOfWork
from bot.records import Alert, Conversation, Message, Visit
from bot.safety import Notice, Opinion, Stance, Tier
from bot.safety.model import raises
from bot.services import vigilance
from bot.services.routing import Placed
from bot.vocabularies import AGREES, ALONE, DOUBTS

SECOND_OPINION = "second_opinion"  # stands in the place of a rule
_NOTED = {Stance.ALARMS: AGREES, Stance.DOUBTS: DOUBTS}


async def alarm(
    opinion: Opinion,
    pieces: Sequence[Piece],
    messages: Sequence[Message],
    conversation: Conversation,
    visit: Visit,
    uow: UnitOfWork,
    clock: Clock,
) -> None:
    """Alert the clinic and answer the patient, as a rule would have done when the text arrived."""
    quote = Reply(tuple(pieces)).quotes(opinion.start, opinion.end)[0]
    message = next(one for one in messages if one.id == quote.message_id)
    notice = Notice(opinion.tier, opinion.kind, quote.start, quote.end, SECOND_OPINION)
    number = await uow.numbers.get(conversation.number_id)
    await vigilance.alarm(notice, message, Placed(conversation, (visit,)), number, uow, clock, opinion=ALONE)


async def weigh(opinion: Opinion, alerts: Sequence[Alert], uow: UnitOfWork) -> bool:
    """Note on the alerts that the rules raised for a text whether the model agrees; True where it finds worse."""
    noted = _NOTED.get(opinion.stance)
    for alert in alerts if noted else ():
        await uow.alerts.update(alert.id, opinion=noted)
    return raises(opinion, [(alert.kind, Tier(alert.tier)) for alert in alerts])
