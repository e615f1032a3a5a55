"""Whatever flow a clinic writes, if it can be read: nobody gets stuck in it, nothing breaks, and no word is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.agenda.model import AFTER, FIELDS
from bot.agenda.summary import check_traceable, summary_lines
from bot.flow import moves
from bot.flow.afterwards import how_it_went
from bot.flow.library import parse_flow
from bot.flow.model import (
    ASKED_BY_FLOWS,
    Condition,
    Flow,
    Option,
    Question,
    QuestionKind,
    Section,
    Stage,
    Unclear,
    new_session,
)
from bot.flow.moves import Move
from bot.flow.wording import question_text
from bot.flow.written import written
from bot.locales import render
from tests.flow.talk import Talk
from tests.flow.test_properties import MOVES, VARIABLES, WAITS, numbered, silenced

MOST_QUESTIONS = 6
WORDS = {"en": "What is it?", "es": "¿Qué es?"}
AFTERWARDS = (QuestionKind.WORDS, QuestionKind.YES_NO, QuestionKind.CHOICE)
LISTS = (QuestionKind.SOMETHING_ELSE, QuestionKind.RANKING)
SECTIONS = {
    "about_you": Section("about_you", WORDS),
    "adults": Section("adults", WORDS, (Condition("age_at_least", value=18),)),
}
ZORKLE = "my zorkle hurts whenever I quibber"


@st.composite
def any_flow(draw: st.DrawFn) -> Flow:
    """A flow of a few questions of any kind, which lead only onwards."""
    names = [f"q{number}" for number in range(draw(st.integers(1, MOST_QUESTIONS)))]
    questions: dict[str, Question] = {}
    for name in names:
        questions[name] = draw(_question(name, names[len(questions) + 1 :], list(questions.values())))
    optional = [name for name, question in questions.items() if not question.core]
    switched_on = draw(st.sets(st.sampled_from(optional))) if optional else set()
    afterwards = draw(st.lists(st.sampled_from(AFTERWARDS), max_size=2))
    questions |= _asked_afterwards(afterwards)
    after_visit = "a0" if afterwards else None
    on = tuple(sorted(switched_on))
    return Flow("any", "1", WORDS, questions, names[0], also_ask=on, sections=SECTIONS, after_visit=after_visit)


def _asked_afterwards(kinds: list[QuestionKind]) -> dict[str, Question]:
    """Questions of these kinds that are asked after the visit, one after the other."""
    options = tuple(Option(one, {"en": f"{one} en", "es": f"{one} es"}) for one in ("this", "that"))
    found = {}
    for at, kind in enumerate(kinds):
        name, onwards = f"a{at}", f"a{at + 1}" if at + 1 < len(kinds) else None
        choices = options if kind is QuestionKind.CHOICE else ()
        fills = ("after.benefit", "after.open")[at]
        found[name] = Question(name, WORDS, kind, fills, next=onwards, options=choices, short=WORDS)
    return found


@st.composite
def _question(draw: st.DrawFn, name: str, later: list[str], before: list[Question]) -> Question:
    kind = draw(st.sampled_from(ASKED_BY_FLOWS)) if before else QuestionKind.WORDS
    ranks = kind is QuestionKind.RANKING
    fills = (
        "items.rank"
        if ranks
        else draw(st.sampled_from([one for one in FIELDS if one != "items.rank" and not one.startswith(AFTER)]))
    )
    onwards = st.sampled_from([*later[:2], None]) if later else st.none()
    options = [
        Option(one, {"en": f"{one} en", "es": f"{one} es"}, next=draw(onwards)) for one in ("this", "that", "other")
    ]
    ask = {language: f"{words} {name}" for language, words in WORDS.items()}
    asks_each = bool(before) and kind not in LISTS and not fills.startswith("items") and draw(st.booleans())
    return Question(
        name,
        ask,
        kind,
        fills if before else "items",
        core=draw(st.booleans()) or not later,
        next=later[0] if later else None,
        when=tuple(draw(st.lists(_condition(before), max_size=2, unique_by=lambda one: (one.check, one.question))))
        if before
        else (),
        options=tuple(options) if kind is QuestionKind.CHOICE else (),
        repeat=draw(st.integers(1, 4)),
        each=asks_each,
        section=draw(st.sampled_from([None, *SECTIONS])),
        short=ask,
        prompt=draw(st.sampled_from([{}, WORDS])),
        unclear=Unclear(draw(st.integers(0, 2)), draw(onwards)),
    )


ABOUT_THE_VISIT = [
    Condition("visit_type", value="annual"),
    Condition("language", value="es"),
    Condition("answered_by", value="proxy"),
    Condition("age_under", value=18),
    Condition("hours_left", value=24),
]


def _condition(before: list[Question]) -> st.SearchStrategy[Condition]:
    names = st.sampled_from([question.id for question in before])
    values = st.sampled_from(["yes", "no", "this", "dont_know"])
    return st.one_of(
        st.builds(Condition, st.sampled_from(["said", "not_said"]), names),
        st.builds(Condition, st.sampled_from(["is", "is_not"]), names, values),
        st.builds(Condition, st.sampled_from(["items", "team_topics"]), st.none(), st.integers(1, 3)),
        st.sampled_from(ABOUT_THE_VISIT),
    )


def talk_about(flow: Flow) -> Talk:
    talk = Talk()
    talk.flow, talk.session = flow, new_session(flow)
    return talk


def after_the_visit(talk: Talk) -> None:
    """Let a list that was confirmed be followed by the visit, and by the questions about it."""
    if talk.session.stage is Stage.CONFIRMED:
        talk.session = how_it_went(talk.flow, talk.session, talk.agenda, talk.now) or talk.session


@settings(max_examples=150)
@given(any_flow(), st.lists(st.tuples(MOVES, WAITS), max_size=12))
def test_no_flow_breaks_a_conversation_or_leaves_it_without_words(
    flow: Flow, played: list[tuple[Move, timedelta]]
) -> None:
    talk = talk_about(flow)

    for move, wait in played:
        after_the_visit(talk)
        step = talk.play(numbered(move, talk), later=wait)

        for say in step.say:
            for language in ("en", "es"):
                assert question_text(flow, say, language, VARIABLES) or render(
                    say, language=language, variables=VARIABLES
                )
    check_traceable(summary_lines(talk.agenda), talk.texts.get)


@settings(max_examples=150)
@given(any_flow(), st.lists(st.tuples(MOVES, WAITS), max_size=8), st.booleans())
def test_no_flow_loses_a_word(flow: Flow, played: list[tuple[Move, timedelta]], with_concern: bool) -> None:
    talk = talk_about(flow)
    for move, wait in played:
        after_the_visit(talk)
        talk.play(numbered(move, talk), later=wait)
    before = talk.session

    talk.say(ZORKLE, concerns=["my zorkle hurts"] if with_concern else [])

    kept = " ".join(quote.words for quote in talk.agenda.quotes)
    assert silenced(before) or ("zorkle" in kept and "quibber" in kept)


@settings(max_examples=150)
@given(any_flow(), st.sampled_from(["yes", "no", "1", "done", "my knee hurts", "I don't know", "Dec 14", "👍"]))
def test_whoever_answers_comes_to_the_end_of_any_flow(flow: Flow, answer: str) -> None:
    """Each question is asked so often as it may be, and once more after an unclear answer; then the list is read back."""
    talk = talk_about(flow)
    talk.say("yes")
    most = sum(question.repeat + question.unclear.tries + 2 for question in flow.questions.values())

    for _ in range(most):
        if talk.session.stage is not Stage.ASKING:
            break
        talk.say(answer, concerns=["my knee hurts"] if "knee" in answer else [])

    assert talk.session.stage in (Stage.READING_BACK, Stage.CONFIRMED)


@settings(max_examples=60)
@given(any_flow())
def test_any_flow_is_written_and_read_as_itself(flow: Flow) -> None:
    assert replace(parse_flow(written(flow), "any.yml"), version=flow.version) == flow


def test_a_patient_who_skips_every_question_is_done() -> None:
    talk = Talk("adult_follow_up")
    talk.say("yes")
    while talk.session.stage is Stage.ASKING:
        talk.say("skip", move=moves.Skip)

    assert talk.session.stage is Stage.CONFIRMED


@settings(max_examples=60)
@given(any_flow(), st.sampled_from(["yes", "no", "1", "nothing", "my knee hurts", "👍"]))
def test_whoever_answers_after_the_visit_comes_to_the_end(flow: Flow, answer: str) -> None:
    talk = talk_about(flow)
    for text in ("yes", "my knee hurts"):
        talk.say(text, concerns=["my knee hurts"] if "knee" in text else [])
    session = how_it_went(flow, talk.session, talk.agenda, talk.now)
    assert (session is not None) == (flow.after_visit is not None)
    talk.session = session or talk.session

    for _ in range(8 if session else 0):
        if talk.session.stage is Stage.ASKING:
            talk.say(answer)

    assert session is None or talk.session.stage is Stage.CLOSED
