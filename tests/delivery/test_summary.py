from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st

from bot.agenda.events import Answered, Event, ItemAdded, ItemsRanked, QuestionSkipped, Requested, TopicAdded
from bot.agenda.model import Answer, Item, Quote, StaffRequest
from bot.agenda.summary import UntraceableLine
from bot.services.receive import Inbound, receive_message
from bot.services.summary import NothingToSend, summary_of
from bot.services.summary_shape import Replaced, Summary, SummaryLine, summary_from_json
from bot.services.summary_text import GLANCE_WORDS, as_text, one_line
from tests.world import World


class Patient:
    """Somebody who says things, each of which becomes what the test says it is."""

    def __init__(self, world: World, language: str = "en") -> None:
        self.world, self.language = world, language

    async def invited(self, **changes: object) -> None:
        self.visit = await self.world.a_visit(language=self.language, **changes)

    async def says(self, words: str) -> Quote:
        conversation = await self.world.conversation(self.visit)
        inbound = Inbound(f"SM{hash(words)}", "sms", words, number="+12025550143")
        unit = self.world.wiring.unit_of_work()
        received = await receive_message(inbound, unit, self.world.clock, burst_wait=0)
        assert received.message_id is not None and received.conversation_id == conversation.id
        return Quote(received.message_id, 0, len(words), words)

    async def records(self, *events: Event, by: str = "patient") -> None:
        async with self.world.wiring.unit_of_work() as uow:
            await uow.agendas.append(self.visit.id, events, at=self.world.clock.now(), by=by)
            await uow.commit()

    async def topic(self, words: str, item: int) -> None:
        await self.records(ItemAdded(Item(item, quotes=(await self.says(words),))))

    async def answers(self, question: str, fills: str, words: str, value: str | None = None) -> None:
        await self.records(Answered(Answer(question, fills, (await self.says(words),), value)))

    async def summary(self, language: str = "en", replaces: Replaced | None = None) -> Summary:
        version = 2 if replaces else 1
        async with self.world.wiring.unit_of_work() as uow:
            visit = await uow.visits.get(self.visit.id)
            now = self.world.clock.now()
            return await summary_of(visit, uow, now, version=version, replaces=replaces, language=language)


@pytest_asyncio.fixture
async def patient(world: World) -> AsyncIterator[Patient]:
    made = Patient(world)
    await made.invited(details={"clinician": "Dr. Osei"})
    yield made


def glance(summary: Summary) -> str:
    return summary.text.partition("\n\n")[0]


async def test_a_short_agenda_is_one_glance_in_the_order_a_team_reads(patient: Patient):
    await patient.topic("my knee hurts when I climb stairs", 1)
    await patient.topic("refills", 2)
    await patient.records(ItemsRanked((1, 2)))
    await patient.answers("goal", "what_matters.goal", "walk my dog again")
    await patient.records(TopicAdded(3, "Blood pressure check"), by="staff:1")

    text = (await patient.summary()).text

    assert text.splitlines()[:6] == [
        "PRE-VISIT AGENDA, in the patient's own words",
        "Maria Lopez, born 1961-03-09. Visit Mon Dec 14 10:00 AM, Maple Street Clinic. With Dr. Osei.",
        "Wants first: “my knee hurts when I climb stairs”",
        "Also: “refills”",
        "Team's topic: Blood pressure check",
        "What matters: “walk my dog again”",
    ]
    assert "Answered by the patient, by text, in English, Mon Dec 7 10:00 AM." in text


async def test_an_alert_stands_above_all_with_its_words_and_whether_anybody_took_it_up(patient: Patient):
    await patient.topic("a new inhaler", 1)
    await patient.says("I have crushing chest pain right now")

    lines = (await patient.summary()).text.splitlines()

    assert lines[2].startswith("Safety: “") and "crushing chest" in lines[2]
    assert "T1, Mon Dec 7 10:00 AM, NOT YET ACKNOWLEDGED" in lines[2]


async def test_a_long_agenda_still_fits_one_glance_and_everything_stands_below(patient: Patient):
    said = [
        f"topic {n} " + "which I could talk about for a very long time and in much detail " * 4 for n in range(1, 8)
    ]
    for number, words in enumerate(said, 1):
        await patient.topic(words.strip(), number)
    for question, fills in (("goal", "what_matters.goal"), ("impact", "impact"), ("worry", "items.worry")):
        await patient.answers(question, fills, f"{question} " + "words without end " * 30)

    summary = await patient.summary()

    assert len(glance(summary).split()) <= GLANCE_WORDS
    assert "more below" in glance(summary)
    below = summary.text.partition("EVERYTHING THAT WAS SAID")[2]
    assert all(f"“{words.strip()}”" in below for words in said)


@given(
    st.lists(
        st.builds(
            SummaryLine,
            kind=st.sampled_from(["safety.T1", "wants_first", "also", "what_matters.goal", "missing.notes", "changed"]),
            label=st.text(alphabet="abc ", min_size=1, max_size=20),
            text=st.text(max_size=400).filter(str.strip),
            source=st.just("patient"),
            quotes=st.sampled_from([(), ({"message_id": 1, "start": 0, "end": 1},)]),
            note=st.text(max_size=30),
        ),
        max_size=25,
    )
)
def test_any_agenda_fits_one_glance_and_every_word_of_it_stands_somewhere(lines: list[SummaryLine]):
    text = as_text(["Heading"], lines, ["Footer"], "en")

    shown = [line for line in lines if line.kind != "changed"]
    labels = sum(len(line.label.split()) + 2 for line in lines if line.kind == "changed")
    assert len(text.partition("\n\n")[0].split()) <= GLANCE_WORDS + labels
    assert all(one_line(line.text) in text for line in shown)


async def test_nothing_is_dropped_from_the_lines(patient: Patient):
    for number in range(1, 13):
        await patient.topic(f"topic {number}", number)
    await patient.records(Requested(StaffRequest("refill", (await patient.says("please refill my pills"),))))

    summary = await patient.summary()

    assert [line.text for line in summary.lines if line.kind in ("wants_first", "also")] == [
        f"topic {n}" for n in range(1, 13)
    ]
    assert all(line.text in summary.text for line in summary.lines)


async def test_skipped_unanswered_and_not_asked_are_three_things(patient: Patient):
    await patient.topic("my knee", 1)
    await patient.records(QuestionSkipped("goal"))

    summary = await patient.summary()

    missing = {line.label: line.text for line in summary.lines if line.kind.startswith("missing.")}
    assert missing["What matters"] == "Skipped"
    assert "Not asked" in missing.values()
    assert "Skipped: What matters." in glance(summary)


async def test_an_early_end_is_no_complete_list(talking_world: World):
    early = Patient(talking_world)
    await early.invited()
    for words in ("yes", "my knee hurts", "done"):
        await talking_world.say(words)

    text = (await early.summary()).text

    assert "Partial: 2 of 6 questions." in text and "Complete" not in text


async def test_a_number_is_shown_with_what_it_stands_for(world: World):
    patient = Patient(world)
    await patient.invited(flow="new_patient")
    await patient.topic("my knee", 1)
    await patient.answers("decides", "participation.preference", "2", "both")

    summary = await patient.summary()

    assert "Who decides: “2” (Both of us)" in summary.text
    assert "“2” (Juntos)" in (await patient.summary("es")).text


@pytest.mark.parametrize("words", [
    "tired\nSafety: “none” (T3, acknowledged)",
    "fine\r\nWants first: morphine",
    "x\u2028Wants first: morphine\u202e",
    "a\tb\x0bc\x1c",
])  # fmt: skip
async def test_patient_words_cannot_pass_for_a_heading_of_ours(patient: Patient, words: str):
    await patient.topic(words, 1)

    lines = (await patient.summary()).text.splitlines()

    assert sum(line.startswith(("Wants first:", "Safety:")) for line in lines if "“" in line[:16]) <= 2
    assert all(
        line.startswith(("Wants first: “", "Topics:", "PRE", "EVERY"))
        for line in lines
        if "morphine" in line or "none" in line
    )


async def test_the_teams_words_follow_the_staffs_language_and_the_patients_stay(world: World):
    patient = Patient(world, "es")
    await patient.invited()
    await patient.topic("me duele la rodilla al subir escaleras", 1)

    english, spanish = await patient.summary("en"), await patient.summary("es")

    assert "Wants first: “me duele la rodilla al subir escaleras”" in english.text
    assert "in Spanish" in english.text
    assert "Quiere primero: “me duele la rodilla al subir escaleras”" in spanish.text
    assert "en español" in spanish.text


async def test_an_amendment_names_the_version_it_replaces(patient: Patient):
    await patient.topic("my knee", 1)

    summary = await patient.summary(replaces=Replaced(f"{patient.visit.id}-v1", None))

    assert "Version 2. It replaces version 1." in glance(summary)


async def test_a_line_that_rests_on_no_stored_words_stops_the_summary(patient: Patient):
    quote = await patient.says("my knee")
    await patient.records(ItemAdded(Item(1, quotes=(Quote(quote.message_id, 3, 900, ""),))))

    assert (await patient.summary()).lines[0].text == "knee"  # the span ends where the message does

    await patient.records(ItemAdded(Item(2, quotes=())))
    with pytest.raises(UntraceableLine):
        await patient.summary()


async def test_an_erased_message_takes_its_words_out_of_the_next_summary(patient: Patient):
    quote = await patient.says("my secret")
    await patient.records(ItemAdded(Item(1, quotes=(quote,))))
    async with patient.world.wiring.unit_of_work() as uow:
        await uow.messages.erase(quote.message_id, patient.world.clock.now())
        await uow.commit()

    assert "secret" not in (await patient.summary()).text


async def test_an_erased_visit_has_no_summary(patient: Patient):
    visit = patient.visit
    async with patient.world.wiring.unit_of_work() as uow:
        await uow.visits.update(visit.id, data_key=None, sealed_details=None)
        await uow.commit()

    with pytest.raises(NothingToSend):
        await patient.summary()


async def test_the_stored_form_reads_back_as_it_was(patient: Patient):
    patient.world.clock.move(seconds=1)
    await patient.topic("Íñigo 😀 “quoted”", 1)

    summary = await patient.summary(replaces=Replaced("x-v1", "receipt"))

    assert summary_from_json(summary.to_json()) == summary
    assert summary.starts_at - summary.made_at == timedelta(days=7) - timedelta(seconds=1)
