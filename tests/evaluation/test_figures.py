"""The arithmetic of `make evaluate`: intervals, pairs, classes, and the page they are written into."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.evaluate import concerns, labels
from bench.evaluate.figures import Figure, f1_of, per_class, shares, wilson
from bench.evaluate.material import Annotated, Labelled, Marked, Said
from bench.evaluate.page import BEGIN, END, PREFACE, NoPlace, rewritten
from bench.evaluate.report import cell, json_lines, tables
from bench.evaluate.spans import overlap, paired
from bot.agenda.concern import Concern
from tests.structure.source import ROOT

_COUNTS = st.integers(1, 5000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))
_SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda one: (one[0], sum(one))), max_size=8)
_JUDGED = st.lists(st.tuples(st.lists(st.sampled_from("abc"), min_size=1).map(tuple), st.sampled_from("abc")))


def named(figures: list[Figure]) -> dict[tuple[str, str], float]:
    return {(one.row, one.name): one.value for one in figures}


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(10, 10, 0.7225, 1.0), (0, 10, 0.0, 0.2775), (5, 10, 0.2366, 0.7634), (81, 263, 0.2553, 0.3662)],
)
def test_an_interval_is_wilson_s(hits: int, of: int, low: float, high: float) -> None:
    """The last is the example of Newcombe, Statistics in Medicine 1998;17:857-872."""
    assert wilson(hits, of) == pytest.approx((low, high), abs=1e-4)


@given(_COUNTS)
def test_an_interval_holds_its_share_and_stays_between_none_and_all(counts: tuple[int, int]) -> None:
    hits, of = counts
    low, high = wilson(hits, of)

    assert 0 <= low <= hits / of + 1e-9 and hits / of - 1e-9 <= high <= 1
    assert high - low >= wilson(hits * 4, of * 4)[1] - wilson(hits * 4, of * 4)[0]


def test_what_there_is_none_of_has_no_figure() -> None:
    assert shares("t", "r", [("some", 1, 2), ("none", 0, 0)]) == [Figure("t", "r", "some", 0.5, 2, *wilson(1, 2))]


@given(_SPANS, _SPANS)
def test_spans_pair_once_each_where_they_touch_and_none_that_could_is_left_over(
    meant: list[tuple[int, int]], found: list[tuple[int, int]]
) -> None:
    pairs = paired(meant, found)
    left, right = [i for i, _ in pairs], [j for _, j in pairs]

    assert len(set(left)) == len(left) and len(set(right)) == len(right)
    assert all(overlap(meant[i], found[j]) for i, j in pairs)
    alone = [(i, j) for i in range(len(meant)) for j in range(len(found)) if i not in left and j not in right]
    assert not any(overlap(meant[i], found[j]) for i, j in alone)


@given(_SPANS)
def test_the_same_spans_pair_with_themselves(spans: list[tuple[int, int]]) -> None:
    assert all(spans[i] == spans[j] for i, j in paired(spans, spans))
    assert len(paired(spans, spans)) == len(spans)


def test_a_span_goes_with_the_same_before_a_longer_one() -> None:
    assert paired([(0, 20), (12, 20)], [(12, 20)]) == [(1, 0)]


@given(_JUDGED)
def test_precision_recall_and_f1_of_a_class_lie_between_none_and_all(judged: list[tuple[tuple[str, ...], str]]) -> None:
    for figure in per_class("t", "en", judged):
        assert 0 <= figure.value <= 1 and figure.low is not None and figure.high is not None


def test_f1_is_the_mean_that_balances_precision_and_recall() -> None:
    hits, of = f1_of(6, 8, 12)

    assert hits / of == pytest.approx(2 * (6 / 8) * (6 / 12) / (6 / 8 + 6 / 12))


def test_any_accepted_class_is_right_and_the_first_counts_for_recall() -> None:
    found = named(per_class("t", "en", [(("a", "b"), "b"), (("a",), "b"), (("b",), "b")]))

    assert found["en a", "recall"] == 0.5 and ("en a", "precision") not in found
    assert found["en b", "recall"] == 1 and found["en b", "precision"] == pytest.approx(2 / 3)


def test_concerns_are_counted_as_found_and_as_understood() -> None:
    text = "no fever, my son has a rash"
    meant = (Marked(3, 8, ("symptom",), True, "self"), Marked(23, 27, ("symptom",), False, "child"))
    found = [
        Concern(3, 8, "fever", "symptom"),
        Concern(10, 16, "my son", "other"),
        Concern(21, 27, "a rash", "symptom"),
    ]
    compared = concerns.compared(Annotated(Said("en", text, style="plain"), meant), found)

    counted = named(concerns.figures([compared]))

    assert counted["en plain", "relaxed recall"] == 1
    assert counted["en plain", "relaxed precision"] == pytest.approx(2 / 3)
    assert counted["en", "exact F1"] == pytest.approx(0.4)
    assert counted["en", "denied shown as current"] == 1 and counted["en", "current shown as denied"] == 0
    assert counted["en", "person right"] == 0.5 and counted["en", "category right"] == 1
    (miss,) = concerns.misses([compared])
    assert "not marked: 'my son' other" in miss and "'rash' symptom child, as symptom self" in miss


def test_an_alarm_is_wanted_on_a_danger_sign_and_false_elsewhere() -> None:
    texts = [
        Labelled(Said("en", "", style="plain"), ("T1", "T2"), ("stroke",)),
        Labelled(Said("en", "", style="look_alike"), ("none",)),
        Labelled(Said("en", "", style="everyday"), ("T3", "none")),
    ]

    counted = named(labels.signs(texts, [("T2", "stroke"), ("T2", "stroke"), ("T3", "bleeding")]))

    assert counted["en", "noticed, plain"] == 1 and counted["en T1", "recall"] == 1
    assert counted["en", "false alarm, look-alike"] == 1 and counted["en", "false alarm, everyday"] == 0
    assert counted["en stroke", "precision"] == 1


def test_an_opt_out_is_taken_asked_about_or_left() -> None:
    said = [("free", "yes"), ("listed", "yes"), ("look_alike", "no"), ("free", "ask")]
    texts = [Labelled(Said("es", "", style=style), (label,)) for style, label in said]

    counted = named(labels.opt_outs(texts, ["ask", "yes", "yes", "ask"]))

    assert counted["es", "recall, free"] == 0 and counted["es", "recall, listed"] == 1
    assert counted["es", "precision"] == 0.5 and counted["es", "taken wrongly"] == 1
    assert counted["es", "asked where unclear"] == 1


def test_out_of_scope_is_recognised_or_lost_to() -> None:
    texts = [Labelled(Said("en", ""), (name,)) for name in ("out_of_scope", "skip", "skip", "inform")]

    counted = named(labels.intents(texts, ["out_of_scope", "skip", "out_of_scope", "inform"]))

    assert counted["en", "out of scope recall"] == 1
    assert counted["en", "in-scope loss"] == pytest.approx(1 / 3)
    assert counted["en", "macro-F1"] == counted["en skip", "F1"]


def test_figures_are_shown_with_their_bounds_and_as_json() -> None:
    figures = shares("scope", "en", [("right", 9, 10)])

    assert cell(figures[0]) == "90.0 (60–98, n 10)"
    assert tables(figures).splitlines() == ["scope  right", "en     90.0 (60–98, n 10)"]
    assert json.loads(json_lines("frozen", figures))["low"] == pytest.approx(0.5958)


def test_the_page_keeps_everything_but_the_figures() -> None:
    page = f"# Safety\n\n{BEGIN}\n\nan old table\n\n{END}\n\n## Hazards\n"

    figures = shares(labels.SCOPE, "en", [("in-scope loss", 3, 100), ("out of scope recall", 8, 10)])
    missed = [Labelled(Said("es", "me cae un rayo"), ("T1",), ("emergency",))]

    written = rewritten(page, figures, missed)

    assert written.startswith(f"# Safety\n\n{BEGIN}") and written.endswith(f"{END}\n\n## Hazards\n")
    assert "an old table" not in written and "Spanish (1):\n\n- emergency: “me cae un rayo”" in written
    assert "| 3.0 (1–8, n 100); aim ≤ 2, **not met** | none measured |" in written
    assert "| 80.0 (49–94, n 10); aim ≥ 75 | none measured |" in written
    assert rewritten(written, figures, missed) == written


def test_a_page_without_a_place_for_figures_is_left_alone() -> None:
    with pytest.raises(NoPlace, match="no place for the figures"):
        rewritten("# Safety", [], [])


def test_clinical_safety_shows_figures_and_says_what_they_are_not() -> None:
    page = (ROOT / "docs" / "clinical-safety.md").read_text(encoding="utf-8")
    figures = page.partition(BEGIN)[2].partition(END)[0]

    assert PREFACE in figures and "not patient text" in figures
    assert "that got a phrase notice |" in figures and "detect" not in figures
