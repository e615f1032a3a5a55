"""The rows of a form that say when something is asked: from conditions to lists and fields, and back. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.flow.document import FlowError
from bot.flow.model import Condition
from bot.flow.written import conditions

ROWS = ("when", "when_2", "when_3")  # fields; all that is chosen in them must hold
VALUE = "_value"  # behind the name of a row: what is typed beside it
KEEP = "keep"  # in the first row: conditions that three rows do not hold
TYPED = "?"  # in a choice: its value is typed
NUMBERS = ("items", "team_topics", "age_at_least", "age_under", "hours_left")
_MOST_DIGITS = 6
_ABOUT_AN_ANSWER = ("is", "is_not")


def shown_rows(held: Sequence[Condition]) -> Mapping[str, str]:
    """Return the fields of the rows as these conditions fill them."""
    if len(held) > len(ROWS):
        return {ROWS[0]: KEEP}
    fields: dict[str, str] = {}
    for row, condition in zip(ROWS, held, strict=False):
        fields[row] = chosen(condition)
        if fields[row].endswith(TYPED):
            fields[row + VALUE] = str(condition.value)
    return fields


def chosen(condition: Condition) -> str:
    """Return the choice of a row that stands for a condition."""
    if condition.check in _ABOUT_AN_ANSWER:
        return f"{condition.check}:{condition.question}={condition.value}"
    if condition.check in NUMBERS or condition.check == "visit_type":
        return f"{condition.check}:{TYPED}"
    return f"{condition.check}:{condition.value if condition.question is None else condition.question}"


def conditions_in(fields: Mapping[str, str]) -> dict[str, Any] | None:
    """Return what the rows say, as the file holds it; None for what is to stay as it is.

    Raises FlowError where a value is to be typed and is not.
    """
    if fields.get(ROWS[0]) == KEEP:
        return None
    rows = ((fields.get(row, ""), fields.get(row + VALUE, "").strip()) for row in ROWS)
    found = [_condition(choice, typed) for choice, typed in rows if choice]
    _check_apart(found)
    return conditions(found)


def _check_apart(found: Sequence[Condition]) -> None:
    """Refuse two conditions of which the file would hold one."""
    told = {(one.check, one.question) if one.check not in ("said", "not_said") else one: one for one in found}
    if len(told) < len(set(found)):
        raise FlowError("Two of the conditions ask the same and want different answers. Choose one of them.")


def _condition(choice: str, typed: str) -> Condition:
    check, _, rest = choice.partition(":")
    if rest == TYPED and not typed:
        raise FlowError("A condition that is chosen with “…” needs what stands for it: a number, or the type of visit.")
    value = typed if rest == TYPED else rest
    if check in _ABOUT_AN_ANSWER:
        question, _, answer = value.partition("=")
        return Condition(check, question, answer)
    if check in ("said", "not_said"):
        return Condition(check, value)
    return Condition(check, value=_number(value) if check in NUMBERS else value)


def _number(given: str) -> int | str:
    """Return a number; what is none stays as it is, and reading the flow says so with its line."""
    return int(given) if given.isascii() and given.isdigit() and len(given) < _MOST_DIGITS else given
