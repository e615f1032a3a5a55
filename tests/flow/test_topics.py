"""Questions about each topic on the list, about what the team brings up, and sections."""

from __future__ import annotations

from bot.agenda.events import TopicAdded
from bot.agenda.summary import check_traceable, summary_lines
from bot.flow import moves
from bot.flow.checks.running import checked
from bot.flow.course import how_many, progress
from bot.flow.diff import changes
from bot.flow.library import parse_flow
from bot.flow.model import Stage
from bot.flow.shortening import Room, may_show, shortened
from bot.flow.wording import question_text
from bot.flow.written import written
from tests.flow.talk import Talk, talk

FILE = """
title: {en: Visit, es: Cita}
sections:
  topics:
    title: {en: Your topics, es: Sus temas}
  team:
    title: {en: From your team, es: De su equipo}
    when: {team_topics: 1}
questions:
  main:
    ask: {en: What do you want to talk about?, es: ¿De qué quiere hablar?}
    expect: words
    fills: items
    section: topics
    next: since
  since:
    ask: {en: "{topic}: what have you tried?", es: "{topic}: ¿qué ha probado?"}
    expect: words
    fills: patient_expertise.tried
    each: topic
    repeat: 2
    section: topics
    next: bad
  bad:
    ask: {en: "{topic}: is it getting worse?", es: "{topic}: ¿va peor?"}
    expect: yes_no
    fills: impact
    each: topic
    when: {said: main}
    next: team
  team:
    ask: {en: Your team has something too. What should they know?, es: Su equipo trae algo. ¿Qué deben saber?}
    web:
      en: "Your team would like to talk about {team_topics}. What should they know?"
      es: "Su equipo quiere hablar de {team_topics}. ¿Qué deben saber?"
    expect: words
    fills: notes
    section: team
    next: last
  last:
    ask: {en: What do you hope for?, es: ¿Qué espera?}
    expect: words
    fills: hoped_outcome
    next: read_back
"""
FLOW = parse_flow(FILE, "visit.yml")
THREE = ("my knee, my sleep and a form", ["my knee", "my sleep", "a form"])


def with_topics() -> Talk:
    told = talk(flow=FLOW)
    told.say(THREE[0], concerns=THREE[1])
    return told


def test_a_question_is_asked_about_each_topic_in_turn_and_names_it():
    told = with_topics()

    first = told.text
    told.say("ice")
    second = told.text
    told.say("tea")

    assert [first, second] == ["my knee: what have you tried?", "my sleep: what have you tried?"]
    assert told.text == "my knee: is it getting worse?"  # of three topics two were asked about


def test_each_answer_stands_beside_its_topic_in_the_list_and_in_the_summary():
    told = with_topics()
    for text in ("ice", "tea", "yes", "no", "no", "less pain"):
        told.say(text)

    assert told.stage is Stage.READING_BACK
    assert [line.split(" ", 1)[1] for line in told.shown[3:6]] == ["my knee: ice", "my sleep: tea", "my knee: yes"]
    lines = summary_lines(told.agenda)
    check_traceable(lines, told.texts.get)
    assert [line.text for line in lines if line.kind == "patient_expertise.tried"] == [
        "my knee / ice",
        "my sleep / tea",
    ]


def test_a_topic_can_be_skipped_and_gone_back_to():
    told = with_topics()
    told.say("SKIP", move=moves.Skip)
    assert told.text == "my sleep: what have you tried?"

    told.say("BACK", move=moves.Back)
    assert told.text == "my knee: what have you tried?"
    told.say("ice")

    assert told.text == "my sleep: what have you tried?"
    assert told.answered("since#1") == ("ice", None)


def test_i_dont_know_leads_to_the_next_topic_and_never_in_a_circle():
    told = with_topics()

    asked = [told.text]
    while told.stage is Stage.ASKING and len(asked) < 20:
        told.say("idk", intent="dont_know")
        asked.append(told.text)

    assert told.stage is Stage.READING_BACK
    assert len(asked) == len(set(asked)) == 7


def test_without_topics_nothing_is_asked_about_them():
    told = talk(flow=FLOW)

    told.say("SKIP", move=moves.Skip)

    assert told.question == "last"


def test_an_answer_about_a_topic_that_was_taken_off_is_not_listed():
    told = with_topics()
    for text in ("ice", "tea", "yes", "no", "no", "less pain"):
        told.say(text)

    told.say("take off my knee")

    assert not any("knee" in line for line in told.shown)
    assert not any("ice" in line.text for line in summary_lines(told.agenda))


def test_what_the_team_brings_up_is_asked_about_only_when_there_is_something():
    told = with_topics()
    told.record(TopicAdded(99, "blood pressure"))
    before = how_many(FLOW, told.session, told.agenda)
    for text in ("ice", "tea", "yes", "no", "no"):
        told.say(text)

    assert told.question == "team"
    assert told.text == "Your team has something too. What should they know?"
    on_the_page = question_text(FLOW, told.last.say[-1], "en", {}, "web")
    assert on_the_page == "Your team would like to talk about blood pressure. What should they know?"
    assert how_many(FLOW, talk(flow=FLOW).session, with_topics().agenda) == before - 1


def test_progress_counts_every_topic_that_is_asked_about():
    told = with_topics()

    assert progress(FLOW, told.session, told.agenda) == (1, 7)


def test_the_file_reads_the_same_again_and_differences_name_the_section():
    assert parse_flow(written(FLOW), "visit.yml") == FLOW

    renamed = parse_flow(FILE.replace("en: Your topics", "en: What you bring"), "visit.yml")
    assert [str(one) for one in changes(FLOW, renamed)] == ["sections topics title (en): Your topics -> What you bring"]


def test_what_is_deleted_is_known_again_in_every_room_it_was_shown_in():
    words = "the pain in my left knee when I climb the stairs to my flat in the evening after work"

    assert all(may_show(f"1. {shortened(words, room)} ok", words) for room in Room)
    assert not may_show("What do you want to talk about?", words)


def test_a_question_about_topics_comes_behind_the_one_that_asks_for_them():
    first = FILE.replace("next: since", "next: bad").replace("    next: bad\n  bad:", "    next: main\n  bad:")
    lines = first.split("questions:\n")
    main, since, rest = (
        lines[1].split("  since:\n")[0],
        lines[1].split("  since:\n")[1].split("  bad:\n")[0],
        "  bad:\n",
    )
    moved = f"{lines[0]}questions:\n  since:\n{since}{main}{rest}{lines[1].split(rest)[1]}"

    found = [one.found.problem for one in checked(moved, "visit.yml").findings if one.check.name == "each_topic"]

    assert found == ["no topic is on the list yet when 'since' comes."]
