"""A question is asked of those it is for: by type of visit, age, language, who answers, and the time that is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.agenda.model import Agenda, Source
from bot.flow.course import how_many, next_question
from bot.flow.drafting.edits import Remove, edited
from bot.flow.library import FlowError, parse_flow
from bot.flow.model import Facts, Flow, Session, new_session
from bot.flow.written import written

NOW = datetime(2026, 12, 7, 15, 0, tzinfo=timezone.utc)
VISIT = NOW + timedelta(days=2)


def flow_with(when: str) -> Flow:
    return parse_flow(
        f"""
title: {{en: Visit, es: Cita}}
questions:
  main:
    ask: {{en: What is up?, es: ¿Qué tal?}}
    expect: words
    fills: items
    when: {when}
    next: last
  last:
    ask: {{en: What helps?, es: ¿Qué ayuda?}}
    expect: words
    fills: about_me
    next: read_back
""",
        "visit.yml",
    )


def at(flow: Flow, facts: Facts, source: Source = Source.PATIENT) -> Session:
    return replace(new_session(flow), facts=facts, source=source)


CASES = [
    ("{visit_type: Annual}", Facts(visit_type="annual"), Facts(visit_type="follow-up")),
    ("{language: es}", Facts(language="es"), Facts(language="en")),
    ("{age_at_least: 65}", Facts(age=65), Facts(age=64)),
    ("{age_under: 18}", Facts(age=17), Facts(age=18)),
    ("{age_at_least: 18, age_under: 65}", Facts(age=40), Facts(age=70)),
    ("{hours_left: 24}", Facts(starts_at=VISIT), Facts(starts_at=NOW + timedelta(hours=23))),
]


@pytest.mark.parametrize(("when", "fits", "does_not"), CASES)
def test_it_is_asked_of_those_it_is_for_and_nobody_else(when: str, fits: Facts, does_not: Facts) -> None:
    flow = flow_with(when)

    asked = [next_question(flow, at(flow, facts), Agenda(), "main", NOW) for facts in (fits, does_not)]

    assert [question.id for question in asked if question] == ["main", "last"]


@pytest.mark.parametrize("when", ["{age_at_least: 18}", "{age_under: 18}", "{visit_type: annual}"])
def test_what_is_not_known_of_a_visit_fits_nothing(when: str) -> None:
    flow = flow_with(when)

    asked = next_question(flow, at(flow, Facts()), Agenda(), "main", NOW)

    assert asked is not None and asked.id == "last"


def test_who_answers_decides_too_and_may_change_on_the_way() -> None:
    flow = flow_with("{answered_by: proxy}")

    asked = [
        next_question(flow, at(flow, Facts(), source), Agenda(), "main", NOW)
        for source in Source
        if source.value in ("patient", "proxy")
    ]

    assert [question.id for question in asked if question] == ["last", "main"]


def test_more_hours_than_a_calendar_holds_are_never_left() -> None:
    flow = flow_with(f"{{hours_left: {10**17}}}")

    asked = next_question(flow, at(flow, Facts(starts_at=VISIT)), Agenda(), "main", NOW)

    assert asked and asked.id == "last"


def test_patients_are_told_how_many_questions_are_theirs() -> None:
    flow = flow_with("{age_under: 18}")

    assert how_many(flow, at(flow, Facts(age=10)), Agenda()) == 2
    assert how_many(flow, at(flow, Facts(age=50)), Agenda()) == 1


@pytest.mark.parametrize("when", [case[0] for case in CASES])
def test_a_written_flow_reads_the_same(when: str) -> None:
    flow = flow_with(when)

    assert parse_flow(written(flow), "visit.yml") == replace(
        flow, version=parse_flow(written(flow), "visit.yml").version
    )


@pytest.mark.parametrize(
    ("when", "problem"),
    [
        ("{language: fr}", "`language: fr` is not known"),
        ("{answered_by: nurse}", "Known: patient, proxy"),
        ("{age_under: young}", "needs a whole number"),
        ("{hours_left: 0}", "1 or more"),
        ("{visit_typ: annual}", "Did you mean 'visit_type'"),
    ],
)
def test_a_condition_that_cannot_be_is_named_with_its_line(when: str, problem: str) -> None:
    with pytest.raises(FlowError, match=r"visit.yml, line 8.*") as refused:
        flow_with(when)

    assert problem in str(refused.value)


def test_several_answers_may_be_wanted_and_a_question_that_is_taken_out_is_wanted_no_more() -> None:
    flow = parse_flow(THREE, "visit.yml")
    assert [one.question for one in flow.questions["last"].when] == ["first", "second"]

    without = edited(THREE, Remove("first"), "visit.yml")

    assert [one.question for one in parse_flow(without, "visit.yml").questions["last"].when] == ["second"]


THREE = """
title: {en: Visit, es: Cita}
questions:
  first: {ask: {en: What is up?, es: ¿Qué tal?}, expect: words, fills: items, next: second}
  second: {ask: {en: Who are you?, es: ¿Quién es?}, expect: words, fills: items, next: last}
  last: {ask: {en: What helps?, es: ¿Qué ayuda?}, expect: words, fills: strengths, when: {said: [first, second]}, next: read_back}
"""
