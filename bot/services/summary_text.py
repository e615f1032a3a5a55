"""The summary as plain text for any record system: one glance first, then every word (product.md 4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from bot.locales import label
from bot.locales.catalogue import filled
from bot.services.summary_shape import SummaryLine

GLANCE_WORDS = 120  # what a person takes in at one look, heading and footer included
_FIRST, _OTHER, _LEAST = 20, 10, 5  # words of a quote in the glance: of the first wish, of another, where room is short
_MARKS = ("changed", "not_confirmed")


def as_text(heading: Sequence[str], lines: Sequence[SummaryLine], footer: Sequence[str], language: str) -> str:
    """Return the text; language: the staff's, for our own words. The patient's words stand in quotation marks, untouched."""
    marks = [line.label for line in lines if line.kind in _MARKS]
    said = [line for line in lines if line.kind not in _MARKS]
    room = GLANCE_WORDS - _count([*heading, *footer, *marks])
    answered = [line for line in said if not line.kind.startswith("missing.")]
    glance, whole = _glance(answered, room, language)
    below = [] if whole and answered == said else said
    text = [*heading, *(glance or [phrase("nothing", language)]), *marks, *footer]
    if below:
        text += ["", phrase("all", language), *map(_full, below)]
    return "\n".join(text) + "\n"


def phrase(key: str, language: str, /, **values: str) -> str:
    """Return a text of labels.yml with its values."""
    return filled(key, label(f"text.{key}", language=language), values)


def quoted(words: str) -> str:
    """Put words between quotation marks on one line, so that none of them can pass for a heading of ours."""
    return f"\u201c{one_line(words)}\u201d"


def one_line(words: str) -> str:
    """Fold line breaks and other control characters into blanks; direction marks could reorder what stands around."""
    shown = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in words)
    return re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]", "", re.sub(r"\s+", " ", shown)).strip()


def _glance(lines: Sequence[SummaryLine], room: int, language: str) -> tuple[list[str], bool]:
    """Return the first lines, as many as fit, and whether nothing was left out or clipped."""
    shown: list[str] = []
    groups, whole = list(_groups(lines)), True
    room -= _count([phrase("more", language, n="")]) + 1  # in case something is left out
    for group in groups:
        sizes = (_FIRST if group[0].kind == "wants_first" else _OTHER, _LEAST)
        short = next((text for size in sizes if _count([text := _short(group, size)]) <= room), None)
        if short is None and shown:
            break
        shown.append(short := short or _short(group, _LEAST))  # the first line, an alarm if there is one, always stands
        room, whole = room - _count([short]), whole and short == _short(group, None)
    left_out = sum(len(group) for group in groups[len(shown) :])
    more = [phrase("more", language, n=str(left_out))] if left_out else []
    return [*shown, *more], whole and not left_out


def _groups(lines: Sequence[SummaryLine]) -> Iterator[list[SummaryLine]]:
    """Put what stands under one heading on one line: second and third topics, the team's, requests."""
    for _, group in groupby(lines, key=lambda line: (line.label, line.kind.startswith("safety"))):
        yield list(group)


def _short(group: Sequence[SummaryLine], limit: int | None) -> str:
    parts = [_words(line, limit) for line in (group if limit is None else group[:2])]
    more = [f"+{len(group) - len(parts)}"] if len(group) > len(parts) else []
    return f"{group[0].label}: {'; '.join([*parts, *more])}"


def _words(line: SummaryLine, limit: int | None = None) -> str:
    words = one_line(line.text).split(" ")
    short = words if limit is None or len(words) <= limit else [*words[:limit], "…"]
    text = quoted(" ".join(short)) if line.quotes else " ".join(short)
    return f"{text} ({line.note})" if line.note else text


def _full(line: SummaryLine) -> str:
    return f"{line.label}: {_words(line)}"


def _count(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
