"""Visits from a CSV file, as spreadsheets and scheduling systems write them."""

from __future__ import annotations

import codecs
import csv
import difflib
import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.services.visit_rows import BadRow, ImportRefused, VisitRow
from integrations.scheduling.cells import OPTIONAL, REQUIRED, Cells, read_row, twice

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 20_000
DELIMITERS = (",", ";")
_SAVE_AS = 'Save it again as "CSV UTF-8"'
_COLUMNS = (*REQUIRED, *OPTIONAL)


def read_csv(data: bytes, now: datetime) -> tuple[list[VisitRow], list[BadRow]]:
    """Return the rows that can be taken and what is wrong with the others; ImportRefused when it is no such file at all."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(f"the file is larger than {MAX_BYTES // 1024 // 1024} MB. Split it.")
    text = _text(data)
    numbered = list(_records(text, _delimiter(text)))
    if not numbered:
        raise ImportRefused(f"the file is empty. Its first row must name the columns: {', '.join(REQUIRED)}.")
    header = _header(numbered[0][1])
    if len(numbered) - 1 > MAX_ROWS:
        raise ImportRefused(f"the file has more than {MAX_ROWS} rows. Split it.")
    return _rows(header, numbered[1:], now)


def _text(data: bytes) -> str:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        if utf16:
            raise ImportRefused(f"the file begins as UTF-16 and is none further on. {_SAVE_AS}.") from None
        line = data[: error.start].count(b"\n") + 1
        raise ImportRefused(f"line {line} is not UTF-8; the file may be in a Windows encoding. {_SAVE_AS}.") from None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise ImportRefused(f"line {line} holds a NUL character, as UTF-16 without its mark does. {_SAVE_AS}.")
    return text


def _delimiter(text: str) -> str:
    """Return the delimiter under which the first row names the most columns that we know."""
    first = text.lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=lambda mark: len({_name(cell) for cell in first.split(mark)} & set(_COLUMNS)))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells); rows without any content count and are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, start=1):
            if any(cell.strip() for cell in cells):
                yield row, [cell.strip() for cell in cells]
    except csv.Error:
        raise ImportRefused(
            f"row {row + 1} (near line {reader.line_num}) is no CSV: look for a quotation mark too many or too few."
        ) from None


def _name(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _header(cells: Sequence[str]) -> list[str]:
    names = [_name(cell) for cell in cells]
    while names and not names[-1]:
        names.pop()
    missing = [name for name in REQUIRED if name not in names]
    if missing:
        raise ImportRefused(f"the first row lacks {_columns(missing)}. Separate columns by commas or semicolons.")
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ImportRefused(f"the first row names {_columns(twice)} twice.")
    unknown = [place for place, name in enumerate(names, start=1) if name not in _COLUMNS]
    if unknown:
        raise ImportRefused(_unknown(names, unknown))
    return names


def _unknown(names: Sequence[str], places: Sequence[int]) -> str:
    """Say which columns have no meaning here: a typing error in an optional one must not pass for its absence."""
    near = [difflib.get_close_matches(names[place - 1], _COLUMNS, n=1) for place in places]
    hints = (f"number {p} (perhaps {n[0]})" if n else f"number {p}" for p, n in zip(places, near, strict=True))
    return f"columns without a known name: {', '.join(hints)}. Known: {', '.join(_COLUMNS)}."


def _columns(names: Sequence[str]) -> str:
    return f"the column{'s' if len(names) > 1 else ''} {', '.join(names)}"


def _rows(
    header: list[str], numbered: Sequence[tuple[int, list[str]]], now: datetime
) -> tuple[list[VisitRow], list[BadRow]]:
    good: list[VisitRow] = []
    bad: list[BadRow] = []
    for row, cells in numbered:
        if taken := _row(header, row, cells, now, bad):
            good.append(taken)
    return good, [*bad, *twice(good)]


def _row(header: list[str], row: int, cells: list[str], now: datetime, bad: list[BadRow]) -> VisitRow | None:
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) != len(header):
        problem = f"{len(cells)} cells where the first row has {len(header)}; quote cells that hold the separator"
        bad.append(BadRow(row, "all columns", problem))
        return None
    found = Cells(row, dict(zip(header, cells, strict=True)), now)
    taken = read_row(found)
    bad.extend(found.bad)
    return taken
