"""A swap-in that leads past questions that the one it stands for leads to."""

from __future__ import annotations

from collections.abc import Iterator

from bot.flow.checks.check import Check, Found, Level
from bot.flow.model import Flow


def _find(flow: Flow) -> Iterator[Found]:
    for step, question in flow.questions.items():
        replaced = flow.questions.get(question.instead_of or "")
        if replaced is not None and replaced.next != question.next:
            path = ("questions", step, "next")
            yield Found(path, f"{step!r} stands in for {replaced.id!r}, but goes on elsewhere.")


SWAP_SKIPS = Check(
    name="swap_skips",
    level=Level.ADVICE,
    reason="Who gets the one question is then not asked the same as who gets the other.",
    example="gut: {instead_of: able_to_do, next: read_back} with able_to_do: {next: small_step}",
    fix="Let both go on to the same question (`next`), unless you mean it.",
    find=_find,
)
