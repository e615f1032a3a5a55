"""The order in which a flow asks, as a list that other tools go through from above."""

from __future__ import annotations

from collections.abc import Sequence
from graphlib import TopologicalSorter

from bot.flow.checks.walk import asked_after_visit, exits
from bot.flow.model import Flow, Question


def in_order(flow: Flow) -> Sequence[Question]:
    """Return each question behind all that lead to it, else as the file has them; what is asked after the visit comes last."""
    places = {step: place for place, step in enumerate(flow.questions)}
    afterwards = asked_after_visit(flow)
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for step, question in flow.questions.items():
        sorter.add(step)
        for onwards in exits(question):
            sorter.add(onwards, step)
    sorter.prepare()
    found: list[Question] = []
    ready: list[str] = []
    while sorter.is_active():
        ready = sorted([*ready, *sorter.get_ready()], key=lambda step: (step in afterwards, places[step]))
        found.append(flow.questions[ready[0]])
        sorter.done(ready.pop(0))
    return found
