"""A summary on paper: one page, every word, nothing that acts, the same bytes each time."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.services.summary_shape import SummaryLine
from integrations.printing import pdf
from integrations.printing.summary_sheet import parts, summary_pdf
from tests.delivery.summaries import a_summary
from tests.printing.reading import active, pages, text

QUOTE = ({"message_id": 1, "start": 0, "end": 3, "words": "abc"},)


def line(kind: str, words: str, *, label: str = "Heading", note: str = "", source: str = "patient") -> SummaryLine:
    return SummaryLine(kind, label, words, source, QUOTE if source == "patient" else (), note)


TYPICAL = (
    line("wants_first", "my knee hurts when I climb stairs"),
    line("also", "I want to stop the water pill"),
    line("team_topic", "Blood pressure check", source="team"),
    line("what_matters.goal", "dancing at the wedding", label="What matters"),
    line("participation.preference", "2", label="Who decides", note="We decide together"),
    line("request.refill", "metformin, two weeks left"),
    line("missing.access_needs", "Not asked", label="Needs for the visit", source="staff"),
)


def test_a_typical_summary_is_one_page_with_everything_on_it() -> None:
    (page,) = pages(
        summary_pdf(a_summary(lines=TYPICAL, clinician="Dr. Mora", footer=("Complete: 6 of 6 questions.",)))
    )

    for said in ("Maria Lopez", "1961-03-09", "Mon Dec 14, 9:05 AM", "Dr. Mora", "Maple Street Clinic", "A-1001"):
        assert said in page
    for one in TYPICAL:
        assert one.text in page
    assert "“my knee hurts when I climb stairs”" in page and "“Blood pressure check”" not in page
    assert "We decide together" in page and "Needs for the visit: Not asked" in page
    assert "Reviewed and signed off Mon Dec 7 10:00 AM." in page and "Complete: 6 of 6 questions." in page


def test_our_own_words_are_in_the_staff_s_language_and_the_patient_s_stay() -> None:
    page = text(summary_pdf(a_summary(lines=TYPICAL, staff_language="es")))

    assert "en el orden del paciente" in page.lower() and "14 dic, 9:05 AM" in page
    assert "my knee hurts when I climb stairs" in page and "Reviewed" not in page


def test_a_danger_sign_comes_first_with_what_was_done_about_it() -> None:
    sign = line("safety.T1", "my chest is tight", note="T1, Mon Dec 7 10:02 AM, NOT YET ACKNOWLEDGED")

    page = text(summary_pdf(a_summary(lines=(sign, *TYPICAL))))

    assert page.index("my chest is tight") < page.index("my knee hurts")
    assert "NOT YET ACKNOWLEDGED" in page


def test_what_nobody_reviewed_says_so() -> None:
    assert "NOT REVIEWED by staff" in text(summary_pdf(a_summary(lines=TYPICAL, signed_off_at=None)))
    assert "NOT REVIEWED" not in text(summary_pdf(a_summary(lines=TYPICAL)))


def test_a_patient_who_said_nothing_has_a_page_that_says_so() -> None:
    assert "has not said anything yet" in text(summary_pdf(a_summary(lines=(), signed_off_at=None)))


def test_a_long_list_goes_on_on_numbered_pages_and_loses_no_word() -> None:
    words = [f"number {n} " + "and it keeps me awake and afraid of what it could be " * 6 for n in range(30)]

    said = pages(summary_pdf(a_summary(lines=tuple(line("also", one.strip()) for one in words))))

    there = " ".join(said)
    assert len(said) > 1 and f"Page 2 of {len(said)}" in said[1]
    assert all(f"number {n} and" in there for n in range(30)) and there.count("awake") == 6 * 30


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script><img src=http://127.0.0.1:9/x>",
        "(/JS (app.alert(1)) /OpenAction) >> endobj",
        "javascript:alert(1) https://example.org",
        "{{ 7 * 7 }} {% raw %} </p></body>",
        "@page { size: a1 } </style>",
    ],
    ids=["html", "pdf", "link", "template", "style"],
)
def test_words_that_look_like_something_else_are_words(words: str) -> None:
    made = summary_pdf(a_summary(lines=(line("wants_first", words),), patient_name=words))

    assert text(made).replace(" ", "").count(words.replace(" ", "")) == 2
    assert active(made) == []


def test_a_page_fetches_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "secret.txt").write_text("secret of this machine")
    (tmp_path / "wants.html").write_text(f"<object data='file://{tmp_path}/secret.txt'></object><p>alone")
    (tmp_path / "sheet.css").write_text(f"@import 'file://{tmp_path}/more.css';")
    (tmp_path / "more.css").write_text("p { display: none }")
    monkeypatch.setattr(pdf, "TEMPLATES", tmp_path)
    pdf._templates.cache_clear()

    try:
        assert text(pdf.printed("wants.html", one_page=False)) == "alone"
    finally:
        pdf._templates.cache_clear()


def test_the_same_summary_is_the_same_bytes() -> None:
    assert summary_pdf(a_summary(lines=TYPICAL)) == summary_pdf(a_summary(lines=TYPICAL))


@given(
    st.lists(st.sampled_from(["wants_first", "also", "safety.T2", "notes", "missing.items", "request.refill", "new"]))
)
def test_every_line_stands_somewhere(kinds: list[str]) -> None:
    lines = tuple(line(kind, "words") for kind in kinds)

    assert sorted(one.kind for part in parts(lines).values() for one in part) == sorted(kinds)


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_whatever_was_said_can_be_printed(words: str) -> None:
    assert summary_pdf(a_summary(lines=(line("wants_first", words),))).startswith(b"%PDF-")
