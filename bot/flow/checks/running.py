"""Runs the checks over the file of a flow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.flow.checks.catalogue import CHECKS, STRUCTURE
from bot.flow.checks.check import Check, Finding, Level
from bot.flow.document import Document, FlowError, read_document
from bot.flow.model import Flow
from bot.flow.parse import shape_of


@dataclass(frozen=True)
class Checked:
    """flow: None where the file says none that can be walked. broken: why it cannot be read at all."""

    flow: Flow | None
    findings: tuple[Finding, ...] = ()
    broken: FlowError | None = None

    @property
    def publishable(self) -> bool:
        return self.flow is not None and all(finding.check.level is not Level.ERROR for finding in self.findings)


def checked(text: str, where: str) -> Checked:
    """Return all that is wrong with a flow, errors first and each kind in the order of the file; never raises."""
    try:
        doc = read_document(text, where)
        flow = shape_of(doc)
    except FlowError as error:
        return Checked(None, broken=error)
    if _found(STRUCTURE, flow, doc):
        return Checked(None, _found([check for check in CHECKS if check in STRUCTURE or not check.walks], flow, doc))
    return Checked(flow, _found(CHECKS, flow, doc))


def _found(checks: Iterable[Check], flow: Flow, doc: Document) -> tuple[Finding, ...]:
    found = [Finding(check, one, doc.where, doc.place(one.path)) for check in checks for one in check.find(flow)]
    return tuple(sorted(found, key=lambda finding: (finding.check.level is not Level.ERROR, finding.place)))
