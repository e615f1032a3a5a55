"""The flows that come with Previsit; clinics edit copies of them."""

from __future__ import annotations

from functools import cache
from importlib.abc import Traversable
from importlib.resources import files

from bot.flow.document import FlowError
from bot.flow.model import Flow
from bot.flow.parse import parse_flow

__all__ = ["FlowError", "flow_text", "flows", "load_flow", "parse_flow"]


def flows() -> tuple[str, ...]:
    """The names of the flows, in alphabetical order."""
    names = (entry.name for entry in _definitions().iterdir())
    return tuple(sorted(name.removesuffix(".yml") for name in names if name.endswith(".yml")))


def _definitions() -> Traversable:
    return files("bot.flow") / "definitions"


def flow_text(name: str) -> str:
    """Return the file of a flow as it is written, or raise FlowError when there is none of that name."""
    if name not in flows():
        raise FlowError(f"There is no flow {name!r}. Flows: {', '.join(flows())}.")
    return (_definitions() / f"{name}.yml").read_text("utf-8")


@cache
def load_flow(name: str) -> Flow:
    """Read a flow once in a process."""
    return parse_flow(flow_text(name), f"bot/flow/definitions/{name}.yml")
