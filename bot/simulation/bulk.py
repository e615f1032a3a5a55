"""The short way from texts to a reply: the real understanding and the real flow, without a database or Rasa's dialogue.

tests/simulation holds it to the whole path, turn by turn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from uuid import UUID

from bot.agenda.model import Agenda, Item, Source
from bot.engine.playing import Understood, play
from bot.engine.turn import Turn
from bot.flow.afterwards import at_time, how_it_went
from bot.flow.expect.commands import is_command
from bot.flow.model import MOST_HOURS, Facts, Flow, new_session
from bot.flow.moves import Keep, Repeat
from bot.flow.reply import Piece, Reply
from bot.flow.step import Say
from bot.outreach_times import HOW_IT_WENT_AFTER
from bot.ports import Reader
from bot.records import Message
from bot.safety import Notice, Opinion, OptOut, Tier, opt_out, scan
from bot.safety.model import WORST_FIRST, raises
from bot.services.after_visit import opening
from bot.services.turns import groups
from bot.services.vigilance import said_at_once
from bot.services.wording import worded
from bot.simulation.preview import ADULT
from bot.simulation.talk import State

VISIT = datetime(2026, 12, 14, 15, 0, tzinfo=timezone.utc)
START = datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc)  # a Monday, 10:00 in New York
BETWEEN_TEXTS = timedelta(seconds=20)
SOMEBODY = Facts(age=ADULT)
KNOWN = {
    "clinic": "Maple Street Clinic",
    "phone": "555-555-0100",
    "date": "Mon Dec 14",
    "time": "10:00 AM",
    "link": "…",
    "clinician": "",
    "visit_type": "",
}
CHANNELS = ("sms", "web")
TEAM_TOPICS = ("Blood pressure check", "Vaccines", "Lab results")
MOST_REMEMBERED = 20_000  # readings, about 40 MB
_STOPS = (OptOut.EXACT, OptOut.NATURAL)
Sign = tuple[str, str]  # tier and kind


class ReadOnce:
    """Reads each text once at each kind of question: a crowd says many things alike."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._read: dict[tuple[str, str | None], Understood] = {}
        self._actions: dict[str, str] = {}

    async def read(self, text: str, question: str | None = None, language: str | None = None) -> Understood:
        key = (text, question)
        if key not in self._read:
            if len(self._read) >= MOST_REMEMBERED:
                self._read.clear()
            self._read[key] = await self._reader.read(text, question, language)
        return self._read[key]

    def action_after(self, intent: str) -> str:
        if intent not in self._actions:
            self._actions[intent] = self._reader.action_after(intent)
        return self._actions[intent]


class Bulk:
    """One conversation."""

    def __init__(
        self,
        flow: Flow,
        reader: Reader,
        language: str,
        facts: Facts = SOMEBODY,
        *,
        team_topics: int = 0,
        channel: str = "sms",
    ) -> None:
        """facts: of the patient and the visit; the rest of them is known here. team_topics: how many the team has added."""
        self._flow, self._reader, self._language, self._channel = flow, reader, language, channel
        self._facts = replace(facts, starts_at=VISIT)
        self._session, self._agenda, self._now = new_session(flow), with_topics(team_topics), START
        self._opted_out, self._sent, self._lost, self._alerts = False, 0, list[str](), list[Sign]()
        self.came = ""  # what we texted first, before the last texts

    async def state(self) -> State:
        return State(self._flow, self._session, self._agenda, self._opted_out, tuple(self._lost), tuple(self._alerts))

    async def send(self, texts: Sequence[str], hours: float) -> str:
        """hours: that have passed; more than MOST_HOURS count as so many, for no calendar holds them all."""
        self._now += BETWEEN_TEXTS + timedelta(hours=min(hours, MOST_HOURS))
        self.came = self._what_came()
        session = replace(at_time(self._session, self._now, VISIT), facts=self._facts)
        turn = Turn(self._flow, session, self._agenda, self._language, self._now, KNOWN)
        messages = [self._message(text) for text in texts]
        at_once = [said for message in messages for said in self._at_once(message)]
        if self._opted_out:
            return "\n".join(at_once)
        signs = {message.id: sign for message in messages if (sign := _sign(message.text or ""))}
        for group in groups(messages, signs, is_command):
            await self._take(turn, group, signs)
        self._session, self._agenda, self._language = turn.session, turn.agenda, turn.language
        found = [_notice(opinion) for _, opinion in turn.opinions]
        self._alerts.extend((notice.tier.value, notice.kind) for notice in found)
        at_once += [self._fixed(say) for notice in found for say in said_at_once(notice)]
        said = worded(turn.says, self._flow, turn.language, KNOWN, self._channel)
        return "\n".join(filter(None, [*at_once, said]))

    def _what_came(self) -> str:
        """Ask how the visit went, if it has been since the last text."""
        if self._opted_out or self._now < VISIT + HOW_IT_WENT_AFTER:
            return ""
        after = how_it_went(self._flow, replace(self._session, facts=self._facts), self._agenda, self._now)
        if after is None:
            return ""
        self._session = after
        return worded(opening(after), self._flow, self._language, KNOWN)

    def _message(self, text: str) -> Message:
        self._sent += 1
        nobody = UUID(int=0)
        return Message(self._sent, nobody, nobody, "in", self._channel, "answer", text, self._now, "patient")

    def _at_once(self, message: Message) -> list[str]:
        """Return what is said without a turn: to a danger sign, and to an opt-out."""
        text = message.text or ""
        alarming = [notice for notice in _notices(text) if notice.tier.alarms][:1]
        self._alerts.extend((notice.tier.value, notice.kind) for notice in alarming)
        says = [say for notice in alarming for say in said_at_once(notice)]
        if opt_out(text) in _STOPS:
            self._opted_out = True
            says.append(Say("opted_out"))
        return [self._fixed(say) for say in says]

    def _fixed(self, say: Say) -> str:
        return worded([say], None, self._language, KNOWN)

    async def _take(self, turn: Turn, group: Sequence[Message], signs: dict[int, Sign]) -> None:
        turn.read([Piece(message.id, message.text or "") for message in group])
        reply = Reply(turn.pieces, language=turn.language)
        if group[0].id in signs:
            turn.play(Keep(reply, *await self._weighed(reply.text, signs[group[0].id])))
        elif not reply.text.strip():
            turn.play(Repeat(reply))
        else:
            await self._decide(turn, reply)

    async def _decide(self, turn: Turn, reply: Reply) -> None:
        asked, before = turn.question.value, len(turn.events)
        understood = await self._reader.read(reply.text, asked)
        action = self._reader.action_after(understood["intent"]["name"])
        play(turn, action, understood)
        if len(turn.events) == before and not turn.says and not turn.tasks and not turn.opinions:
            self._lost.append(reply.text)

    async def _weighed(self, text: str, sign: Sign) -> Sign:
        opinion = Opinion.of_json((await self._reader.read(text))["opinion"])
        known = [(notice.kind, notice.tier) for notice in _notices(text)]
        return (opinion.tier.value, opinion.kind) if raises(opinion, known) else sign


def with_topics(count: int) -> Agenda:
    """Return an agenda on which the team has put so many topics, 3 at most."""
    words = zip(range(count), TEAM_TOPICS, strict=False)
    return Agenda(tuple(Item(number + 1, source=Source.TEAM, topic=topic) for number, topic in words))


def _notices(text: str) -> list[Notice]:
    return sorted(scan(text), key=lambda notice: WORST_FIRST.index(notice.tier))


def _notice(opinion: Opinion) -> Notice:
    return Notice(opinion.tier, opinion.kind, opinion.start, opinion.end, "second_opinion")


def _sign(text: str) -> Sign | None:
    order = (Tier.CRISIS, Tier.T1, Tier.T2)
    alarming = [notice for notice in scan(text) if notice.tier in order]
    worst = min(alarming, key=lambda notice: order.index(notice.tier), default=None)
    return (worst.tier.value, worst.kind) if worst else None
