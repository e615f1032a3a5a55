"""What must have been answered for a flow to come to a question, as conditions that other tools understand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from itertools import combinations

from bot.flow.checks.walk import exits
from bot.flow.model import Flow, Question, QuestionKind
from integrations.questionnaires.shared import Resource

Answers = frozenset[str | None]  # of one question; None: no choice of it
Way = Mapping[str, Answers]  # to a question: what each of these must have as its answer
Enabled = tuple[list[Resource], bool]  # conditions, and whether one of them is enough

_MOST_WAYS = 12  # more than that are not told apart, and the question is asked of everybody
_END = QuestionKind.READ_BACK.value


def led_to(flow: Flow) -> Mapping[str, Enabled]:
    """Return for each question the conditions on choices that lead to it; none where it is asked whatever was chosen.

    Nobody is left unasked by them whom the flow asks: where conditions cannot say it, they say less.
    """
    every = ways_to(flow)
    return {
        step: _said(flow, flow.questions[step], [_bare(way, every) for way in ways]) for step, ways in every.items()
    }


def ways_to(flow: Flow) -> Mapping[str, Sequence[Way]]:
    """Return the ways to each question; none: nobody comes to it."""
    found: dict[str, list[Way]] = {step: [] for step in flow.questions}
    for start in (flow.start, flow.after_visit):
        if start is not None:
            found[start] = [{}]
    try:
        steps = tuple(_onwards(flow).static_order())
    except CycleError:  # by questions that take another's place
        return {step: [{}] for step in flow.questions}
    for question in (flow.questions[step] for step in steps):
        found[question.id] = _simplified(flow, found[question.id])
        for onwards, answers in _exits(flow, question):
            found[onwards] += [_also(way, question, answers) for way in found[question.id]]
    return found


def _onwards(flow: Flow) -> TopologicalSorter[str]:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for step, question in flow.questions.items():
        sorter.add(step)
        for onwards, _ in _exits(flow, question):
            sorter.add(onwards, step)
    return sorter


def swapped(flow: Flow, step: str) -> str | None:
    """Return the question that is asked in the place of another."""
    return next((name for name in flow.also_ask if flow.questions[name].instead_of == step), None)


def _exits(flow: Flow, question: Question) -> Iterator[tuple[str, Answers]]:
    """Yield where a question leads, and with which answers."""
    swap = swapped(flow, question.id)
    if swap is not None:
        yield swap, _every(question)
    if swap is None or question.id in flow.also_ask:
        yield from ((step, answers) for step, answers in _leads(flow, question).items() if step != _END)


def _leads(flow: Flow, question: Question) -> Mapping[str, Answers]:
    if not question.core and question.id not in flow.also_ask:
        return {question.next or _END: _every(question)}
    if not question.options or question.each:
        return dict.fromkeys(exits(question), _every(question))
    leads: dict[str, Answers] = {}
    for answer, step in (
        *((one.id, one.next) for one in question.options),
        (None, None),
        (None, question.unclear.next),
    ):
        onwards = step or question.next or _END
        leads[onwards] = leads.get(onwards, frozenset()) | {answer}
    return leads


def _every(question: Question) -> Answers:
    return frozenset([None, *(option.id for option in question.options)])


def _also(way: Way, question: Question, answers: Answers) -> Way:
    return way if answers == _every(question) else {**way, question.id: answers}


def _simplified(flow: Flow, ways: list[Way]) -> list[Way]:
    """Put ways together until none says what others say already."""
    for one, other in combinations(ways, 2):
        together = _together(flow, one, other)
        if together is not None:
            return _simplified(flow, [together, *(way for way in ways if way is not one and way is not other)])
    return ways if len(ways) <= _MOST_WAYS else [{}]


def _together(flow: Flow, one: Way, other: Way) -> Way | None:
    for wide, narrow in ((one, other), (other, one)):
        if all(step in narrow and narrow[step] <= answers for step, answers in wide.items()):
            return wide
    differ = [step for step in one if one[step] != other.get(step)]
    if one.keys() != other.keys() or len(differ) > 1:
        return None
    return _either(flow, [one, other])


def _either(flow: Flow, ways: Sequence[Way]) -> Way:
    """Return what holds on each of the ways."""
    common = [step for step in ways[0] if all(step in way for way in ways)]
    answers = {step: frozenset[str | None]().union(*(way[step] for way in ways)) for step in common}
    return {step: some for step, some in answers.items() if some != _every(flow.questions[step])}


def _bare(way: Way, every: Mapping[str, Sequence[Way]]) -> Way:
    """Return a way without what is so anyway where another of its questions was answered: nobody came to it otherwise."""
    answered = [step for step, answers in way.items() if None not in answers]
    implied = {
        step
        for step, answers in way.items()
        if any(all(step in one and one[step] <= answers for one in every[other]) for other in answered)
    }
    return {step: answers for step, answers in way.items() if step not in implied}


def _said(flow: Flow, question: Question, ways: Sequence[Way]) -> Enabled:
    if not ways:
        return [], False
    each = [list(_conditions(flow, way)) for way in ways]
    asks_more = any(condition.question for condition in question.when)
    if len(ways) > 1 and not asks_more and all(len(conditions) == 1 for conditions in each):
        return [conditions[0] for conditions in each], True
    return list(_conditions(flow, _either(flow, ways))), False


def _conditions(flow: Flow, way: Way) -> Iterator[Resource]:
    for step, answers in way.items():
        if len(answers) == 1 and None not in answers:
            yield _compared(step, "=", next(iter(answers)))
            continue
        if None not in answers:
            yield {"question": step, "operator": "exists", "answerBoolean": True}
        others = (option.id for option in flow.questions[step].options if option.id not in answers)
        yield from (_compared(step, "!=", other) for other in others)


def _compared(step: str, operator: str, answer: str | None) -> Resource:
    return {"question": step, "operator": operator, "answerCoding": {"code": answer}}
