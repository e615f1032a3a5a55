"""The choices of a Questionnaire under names that a flow file can hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from bot.flow.drafting.names import LONGEST, plain
from bot.flow.model import Texts
from integrations.questionnaires.shared import Item, still_heard

Choices = Mapping[str, Item]  # codings, by the names of the choices


def distinct(name: str, taken: Collection[str]) -> str:
    """Return the name, or the first one with a number that is not taken."""
    numbered = (f"{name[: LONGEST - len(f'_{number}')]}_{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(one for one in numbered if one not in taken)


def choices(item: Item, known: Collection[str] = ()) -> Choices:
    """Return each choice once, in order: one code of two systems is two choices.

    known: codes that are names already.
    """
    found: dict[str, Item] = {}
    for place, answer in enumerate(item.get("answerOption", ()), 1):
        coding = _coding(answer)
        if coding:
            code = str(coding.get("code") or f"option_{place}")
            found[distinct(code if code in known else plain(code, f"code_{code}"), found)] = coding
    return found


def labels(known: Choices, were: Mapping[str, Texts], language: str) -> dict[str, dict[str, str]]:
    """were: what they were called when the Questionnaire was exported."""
    return {
        name: still_heard(
            coding, "display", were.get(name), language=language, otherwise=str(coding.get("code") or name)
        )
        for name, coding in known.items()
    }


def chosen(known: Choices, answer: object) -> str | None:
    """Return the choice that an answer is about, as a coding, a text or a number; None where it is none, or several."""
    matches = next((found for found in _matches(known, answer) if found), [])
    return matches[0] if len(matches) == 1 else None


def _coding(answer: Item) -> Item:
    """Return a choice as a coding; nothing for a date, a time or a reference."""
    if "valueString" in answer:
        return {"display": answer["valueString"], "_display": answer.get("_valueString")}
    return answer.get("valueCoding") or ({"display": f"{answer['valueInteger']}"} if "valueInteger" in answer else {})


def _matches(known: Choices, answer: object) -> Iterator[list[str]]:
    """Yield who is meant, the surest way first."""
    coding = answer if isinstance(answer, Mapping) else {"code": f"{answer}", "display": f"{answer}"}
    code, system = coding.get("code"), coding.get("system")
    if code:
        yield [name for name, one in known.items() if (one.get("code"), one.get("system")) == (code, system)]
        yield [name for name, one in known.items() if one.get("code") == code and not (system and one.get("system"))]
    said = str(coding.get("display") or "").strip().casefold()
    if said and not (code and system):
        yield [name for name, one in known.items() if str(one.get("display") or "").strip().casefold() == said]
