"""Two people at one form: what only one of them changed stands, and where both did, a person decides. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

WAS = "was_"  # before the name of a field: what the form showed


@dataclass(frozen=True)
class Merged:
    """fields: what to save, or to show again. disputed: what stands now in fields that both changed."""

    fields: Mapping[str, str]
    disputed: Mapping[str, str]


def knows_what_it_showed(given: Mapping[str, str]) -> bool:
    return any(name.startswith(WAS) for name in given)


def merged(given: Mapping[str, str], now: Mapping[str, str], *, whole: bool) -> Merged:
    """Lay what somebody typed over what stands now.

    given: the fields, and with WAS before their names what they showed. whole: the fields say something together only,
    so that two changes anywhere in the form are a dispute.
    """
    showed = {name.removeprefix(WAS): value for name, value in given.items() if name.startswith(WAS)}
    typed = {name: value for name, value in given.items() if not name.startswith(WAS)}
    names = {*showed, *now}
    mine = {name for name in names if name in typed and not _same(typed[name], showed.get(name, ""))}
    mine |= {name for name in showed if name not in typed and showed[name] == "yes"}  # a box that was unchecked
    if not names & typed.keys():
        mine = names  # a form of one key: to press it is the change
    theirs = {name for name in names if not _same(now.get(name, ""), showed.get(name, ""))}
    disputed = (theirs if mine else set()) if whole else mine & theirs
    disputed = {name for name in disputed if not _same(typed.get(name, ""), now.get(name, ""))}
    kept = {name: value for name, value in typed.items() if name in mine or name not in names}
    untouched = {name: value for name, value in now.items() if name not in mine and value}
    return Merged({**untouched, **kept}, {name: now.get(name, "") for name in disputed})


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
