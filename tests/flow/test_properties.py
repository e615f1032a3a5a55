"""Whatever patients write in whatever order: nothing breaks, nothing is lost, everything can be said."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.concern import CATEGORIES, PERSONS, Concern
from bot.agenda.model import Agenda
from bot.agenda.summary import check_traceable, summary_lines
from bot.flow import moves
from bot.flow.advance import advance, choices, kind_of, progress
from bot.flow.library import flows, load_flow
from bot.flow.model import Session, Stage, new_session
from bot.flow.moves import ASIDES, Move
from bot.flow.reply import Piece, Reply
from bot.flow.wording import question_text
from bot.locales import render
from tests.flow.talk import START, Talk

VARIABLES = {
    "clinic": "Maple Street Clinic",
    "phone": "555-555-0100",
    "date": "Mon Dec 14",
    "time": "9:00 AM",
    "link": "https://example.org/chat/x",
}


def listed(texts: str) -> list[str]:
    return [text.strip() for text in texts.split(",")]


SHORT = listed(
    """yes, no, ok, sí, idk, nothing, done, listo, skip, saltar, back, atras, undo, deshacer, change, cambiar, continue,
    seguir, start, human, link, web, help, ayuda, 1, 2, 3, 12, 213, #2, first, uno, remove, quitar, none, 👍, 👎, 😩, ?, ...,
    thanks, gracias, hola, bye, stop, never mind, take out 2, quita el 1, change 1 to my hip, cambia 1 a la cadera,
    put 2 first, forget the knee, sorry I meant LEFT knee, delete everything I said, not now, ahora no, too many questions,
    you decide, nada más, no más, ya no, mom, the second one, no it's my LEFT knee, yes but also my neck,
    actually forget my knee it's my sleep"""
)
LONG = [
    "my knee hurts",
    "I sleep badly",
    "me duele la rodilla",
    "need a flu shot",
    "my sugars are up and down",
    "x" * 400,
]
TEXTS = st.one_of(
    st.sampled_from([text.replace("_", " ") for text in SHORT]),
    st.sampled_from(LONG),
    st.text(max_size=40),
)
INTENTS = st.sampled_from(["inform", "affirm", "deny", "dont_know", "nothing_else", "out_of_scope", "skip"])


@st.composite
def replies(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> Reply:
    said = draw(st.lists(texts, min_size=1, max_size=2))
    number = draw(st.integers(1, 10_000)) * 10
    pieces = tuple(Piece(number + place, text) for place, text in enumerate(said))
    whole = "\n".join(said)
    found = draw(st.lists(_spans(len(whole)), max_size=2))
    concerns = tuple(
        Concern(
            start,
            end,
            whole[start:end],
            draw(st.sampled_from(CATEGORIES)),
            negated=draw(st.booleans()),
            person=draw(st.sampled_from(PERSONS)),
        )
        for start, end in found
    )
    return Reply(pieces, draw(INTENTS), draw(st.sampled_from(["en", "es"])), concerns)


def _spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, max(length - 1, 0)), st.integers(1, max(length, 1))).filter(
        lambda s: s[0] < s[1] <= length
    )


PLAIN = [
    moves.Answer,
    moves.Skip,
    moves.Back,
    moves.Done,
    moves.Repeat,
    moves.Change,
    moves.Undo,
    moves.GoOn,
    moves.Pause,
]
ANSWERS: st.SearchStrategy[Move] = st.builds(moves.Answer, replies())
MOVES: st.SearchStrategy[Move] = st.one_of(
    ANSWERS,
    ANSWERS,
    ANSWERS,
    st.one_of([st.builds(move, replies()) for move in PLAIN]),
    st.builds(moves.Aside, replies(), st.sampled_from([*ASIDES, "something_new"])),
    st.builds(moves.SwitchLanguage, replies(), st.sampled_from(["en", "es"])),
    st.builds(
        moves.Keep,
        replies(),
        st.sampled_from(["T1", "T1-C", "T2"]),
        st.sampled_from(["chest_pain", "suicide", "abuse"]),
    ),
    st.just(moves.GoOn()),
)
WAITS = st.sampled_from([timedelta(minutes=1), timedelta(hours=30)])
FLOWS = st.sampled_from(flows())


@settings(max_examples=100)
@given(FLOWS, st.lists(st.tuples(MOVES, WAITS), max_size=15))
def test_no_conversation_breaks_and_everything_it_says_has_words(flow: str, played: list[tuple[Move, timedelta]]):
    talk = Talk(flow)

    for move, wait in played:
        step = talk.play(numbered(move, talk), later=wait)

        for language in ("en", "es"):
            for say in step.say:
                assert question_text(talk.flow, say, language, VARIABLES) or render(
                    say, language=language, variables=VARIABLES
                )
            assert all(choices(talk.flow, talk.session, talk.agenda, language))
        done, of = progress(talk.flow, talk.session, talk.agenda)
        assert 0 <= done <= of
        assert kind_of(talk.flow, talk.session)
    check_traceable(summary_lines(talk.agenda), talk.texts.get)


def numbered(move: Move, talk: Talk) -> Move:
    """Give the move's messages the next ids, and remember their texts."""
    reply = move.reply
    if reply is None:
        return move
    first = len(talk.texts) + 1
    pieces = tuple(Piece(first + place, piece.text) for place, piece in enumerate(reply.pieces))
    talk.texts |= {piece.message_id: piece.text for piece in pieces}
    fields = vars(move) | {"reply": Reply(pieces, reply.intent, reply.language, reply.concerns)}
    return type(move)(**fields)


def silenced(session: Session) -> bool:
    """Whether words are kept from the agenda on purpose: a crisis, or the wrong person."""
    return session.paused_by in ("T1-C", "abuse") or session.closed_by == "wrong_person"


@settings(max_examples=100)
@given(FLOWS, st.lists(st.tuples(MOVES, WAITS), max_size=12), st.booleans())
def test_an_answer_is_kept_word_for_word_wherever_it_comes(
    flow: str, played: list[tuple[Move, timedelta]], with_concern: bool
):
    talk = Talk(flow)
    for move, wait in played:
        talk.play(numbered(move, talk), later=wait)
    before = talk.session
    text = "my zorkle hurts whenever I quibber"

    talk.say(text, concerns=["my zorkle hurts"] if with_concern else [])

    kept = " ".join(quote.words for quote in talk.agenda.quotes)
    assert silenced(before) or ("zorkle" in kept and "quibber" in kept)


@settings(max_examples=60)
@given(FLOWS, st.lists(ANSWERS, max_size=15))
def test_what_is_said_at_any_time_is_on_the_list_or_was_taken_off(flow: str, played: list[Move]):
    talk = Talk(flow)

    for move in played:
        talk.play(numbered(move, talk))

    lines = {line.text for line in summary_lines(talk.agenda)}
    assert all(item.words in lines for item in talk.agenda.current)
    assert len(talk.agenda.current) == sum(line.kind in ("wants_first", "also") for line in summary_lines(talk.agenda))


@settings(max_examples=60)
@given(FLOWS, st.lists(ANSWERS, min_size=1, max_size=15))
def test_undo_always_restores_what_was_shown(flow: str, played: list[Move]):
    talk = Talk(flow)
    for move in played[:-1]:
        talk.play(numbered(move, talk))
    before, depth, shown = talk.session, len(talk.session.undo), _shown(talk.agenda)

    talk.play(numbered(played[-1], talk))
    taken = len(talk.session.undo) > depth or (depth == 8 and talk.session.undo != before.undo)
    if not taken or talk.stage is Stage.PAUSED:
        return
    talk.say("undo", move=moves.Undo)

    assert _shown(talk.agenda) == shown
    assert (talk.session.stage, talk.session.question) == (before.stage, before.question)


def _shown(agenda: Agenda) -> tuple[object, ...]:
    return (
        [(item.id, item.words.casefold(), item.rank) for item in agenda.current],
        sorted((answer.question, answer.words) for answer in agenda.answers),
        sorted(agenda.skipped),
        agenda.confirmed_at,
        agenda.declined,
    )


@given(st.lists(TEXTS, min_size=1, max_size=4), st.data())
def test_the_quotes_of_a_span_are_the_words_of_the_messages(texts: list[str], data: st.DataObject):
    reply = Reply(tuple(Piece(number, text) for number, text in enumerate(texts)))
    start = data.draw(st.integers(0, len(reply.text)))
    end = data.draw(st.integers(start, len(reply.text)))

    quotes = reply.quotes(start, end)

    for quote in quotes:
        assert texts[quote.message_id][quote.start : quote.end] == quote.words
        assert quote.words == quote.words.strip() != ""
    assert "".join("".join(q.words.split()) for q in quotes) == "".join(reply.text[start:end].split())


@settings(max_examples=50)
@given(FLOWS, replies(st.text(max_size=300)))
def test_the_same_move_leads_to_the_same_step(flow: str, reply: Reply):
    loaded = load_flow(flow)
    session = new_session(loaded)

    one = advance(loaded, session, Agenda(), moves.Answer(reply), now=START)

    assert one == advance(loaded, session, Agenda(), moves.Answer(reply), now=START)
