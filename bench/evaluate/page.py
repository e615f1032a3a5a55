"""The figures a clinical safety lead reads, written into `docs/clinical-safety.md` between two markers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.evaluate import concerns, labels
from bench.evaluate.figures import Figure
from bench.evaluate.material import Labelled
from bench.evaluate.report import cell
from bench.evaluate.targets import target
from bot.errors import PrevisitError

BEGIN, END = "<!-- figures: written by `make evaluate` -->", "<!-- figures: end -->"
LANGUAGES = {"en": "English", "es": "Spanish"}

# Table, class, figure, and what it is called where no programmer reads.
LINES = (
    (labels.NOTICES, "", "noticed, plain", "danger signs in plain words that got a phrase notice"),
    (labels.NOTICES, "", "noticed, hard", "danger signs in hard wordings that got one"),
    (labels.TIERS, "T1", "recall", "emergencies (T1), plain and hard, noticed as such"),
    (labels.TIERS, "T1-C", "recall", "crises and abuse (T1-C), plain and hard, noticed as such"),
    (labels.TIERS, "T2", "recall", "same-day signs (T2), plain and hard, noticed as such"),
    (labels.NOTICES, "", "false alarm, look-alike", "look-alikes (denied, past, idioms) that got a notice wrongly"),
    (labels.NOTICES, "", "false alarm, everyday", "everyday answers that got one wrongly"),
    (labels.OPT_OUTS, "", "recall, listed", "listed opt-out words taken"),
    (labels.OPT_OUTS, "", "recall, free", "opt-outs in free wording taken"),
    (labels.OPT_OUTS, "", "precision", "of what was taken for an opt-out, truly one"),
    (labels.OPT_OUTS, "", "asked where unclear", "unclear ones asked about"),
    (labels.SCOPE, "", "macro-F1", "commands (back, skip, help …), mean F1"),
    (labels.SCOPE, "", "out of scope recall", "texts about something else entirely, recognised"),
    (labels.SCOPE, "", "in-scope loss", "texts for the clinic taken for something else"),
    (concerns.FOUND, "", "relaxed F1", "concerns found, overlapping what was marked, F1"),
    (concerns.FOUND, "", "exact F1", "concerns found with exactly those words, F1"),
    (concerns.UNDERSTOOD, "", "category right", "found concerns with the right label"),
    (concerns.UNDERSTOOD, "", "person right", "found concerns of the right person"),
    (concerns.UNDERSTOOD, "", "denied shown as current", "denied concerns shown as current"),
    (concerns.UNDERSTOOD, "", "current shown as denied", "current concerns shown as denied"),
)

PREFACE = """\
Synthetic, written by the same people, not patient text. Measured on texts that no rule, word list or model was tuned on; in percent,
with the 95 % interval (Wilson) and the number of texts or concerns. What is high here is no promise about real patients, what is low is
missed. The thresholds for opt-outs and for crises were moved once after these figures had been seen, so for these two they flatter a
little; so do one in seven of the opt-outs in free wording, which share three words in four with a training text, as short wishes do. An
aim is what the figure was to reach before anything was measured; where it is not, the line says so. `make evaluate` prints it by class,
language and style."""

MISSED = """\
### Danger signs that got no notice

Every one of the development set, which is harder than the texts behind the figures above and has been looked at, so it is no measure.
It shows what sort of text is missed; those of the other set are kept unseen."""


class NoPlace(PrevisitError):
    """The page has lost the markers between which the figures stand."""


def rewritten(page: str, figures: Sequence[Figure], unnoticed: Sequence[Labelled]) -> str:
    """Return the page with these figures and misses between its markers, and all else as it was."""
    before, begun, rest = page.partition(BEGIN)
    _, ended, after = rest.partition(END)
    if not (begun and ended):
        raise NoPlace(f"The page has no place for the figures: the lines {BEGIN} and {END} are missing.")
    return f"{before}{BEGIN}\n\n{section(figures, unnoticed)}\n\n{END}{after}"


def section(figures: Sequence[Figure], unnoticed: Sequence[Labelled]) -> str:
    kinds = sorted({one.row.partition(" ")[2] for one in figures if one.table == labels.CLASSES})
    return "\n\n".join(
        (
            PREFACE,
            *(f"- {line}" for line in _in_words(figures)),
            _table(LINES, figures),
            "### By kind of danger sign\n\nNoticed at all, whatever kind the notice named; then, named right.",
            _table([(labels.CLASSES, kind, "noticed", _words(kind)) for kind in kinds], figures),
            _table([(labels.CLASSES, kind, "recall", f"{_words(kind)}, named right") for kind in kinds], figures),
            MISSED,
            *_missed(unnoticed),
        )
    )


def _missed(unnoticed: Sequence[Labelled]) -> Iterator[str]:
    for code, language in LANGUAGES.items():
        texts = [one for one in unnoticed if one.said.language == code]
        shown = sorted(texts, key=lambda one: (one.classes, len(one.said.text)))
        quotes = (f"- {_words('/'.join(one.classes) or 'danger')}: “{one.said.text}”" for one in shown)
        yield "\n".join((f"{language} ({len(texts)}):\n", *quotes))


def _words(kind: str) -> str:
    return kind.replace("_", " ")


def _in_words(figures: Sequence[Figure]) -> Iterator[str]:
    """Say what is missed as one would say it to somebody who does not read tables."""
    by_place = {(one.table, one.row, one.name): one.value for one in figures}
    for code, language in LANGUAGES.items():
        hard, plain, false, denied = (
            by_place.get((table, code, name), 0.0)
            for table, name in (
                (labels.NOTICES, "noticed, hard"),
                (labels.NOTICES, "noticed, plain"),
                (labels.NOTICES, "false alarm, look-alike"),
                (concerns.UNDERSTOOD, "current shown as denied"),
            )
        )
        yield (
            f"{language}: of 100 texts that tell of danger in plain words, {_of_100(1 - plain)} got no notice; in roundabout words,"
            f" {_of_100(1 - hard)}. Of 100 that only look so, {_of_100(false)} got one. Of 100 current concerns {_of_100(denied)} were"
            " marked as denied or gone: the words stand beside the mark, and what is unsure stays on the agenda."
        )


def _of_100(share: float) -> str:
    return f"{round(100 * share)}"


def _table(lines: Sequence[tuple[str, str, str, str]], figures: Sequence[Figure]) -> str:
    by_place = {(one.table, one.row, one.name): _judged(one) for one in figures}
    rows = [f"| | {' | '.join(LANGUAGES.values())} |", "| --- |" + " --- |" * len(LANGUAGES)]
    for table, kind, name, said in lines:
        places = [(table, f"{code} {kind}".strip(), name) for code in LANGUAGES]
        rows.append(f"| {said} | {' | '.join(by_place.get(place, 'none measured') for place in places)} |")
    return "\n".join(rows)


def _judged(figure: Figure) -> str:
    """Return the figure, beside what it is to reach where that was set."""
    aim = target(figure)
    if aim is None:
        return cell(figure)
    return f"{cell(figure)}; aim {aim}" + ("" if aim.is_met(figure) else ", **not met**")
