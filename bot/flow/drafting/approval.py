"""The way of a draft to patients: written, handed in, approved by a clinician, published. An edit begins it anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from bot.errors import PrevisitError
from bot.flow.checks.running import checked


class DraftRefused(PrevisitError):
    """A draft is not where this step would take it from; the message says what to do first."""


class Overtaken(DraftRefused):
    """Somebody else changed the draft after its author saw it."""


class Stage(str, Enum):
    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"


@dataclass(frozen=True)
class Draft:
    """revision: counts the edits; whoever edits names the one they saw, so that nobody overwrites unseen words.

    approved_by: the name of the clinician, as signed.
    """

    name: str
    content: str
    revision: int
    stage: Stage = Stage.DRAFT
    approved_by: str | None = None

    def as_seen(self, revision: int) -> Draft:
        """Return the draft, or refuse when it is no longer what its reader saw."""
        if revision != self.revision:
            raise Overtaken(
                "Somebody else changed this flow in the meantime, and nothing of theirs was overwritten."
                " Look at their change first."
            )
        return self

    def edited(self, content: str, *, seen: int) -> Draft:
        self.as_seen(seen)
        return Draft(self.name, content, self.revision + 1)

    def handed_in(self, *, seen: int) -> Draft:
        """Refuse a draft with errors: no clinician should read what cannot be published."""
        self.as_seen(seen)
        result = checked(self.content, f"{self.name}.yml")
        if not result.publishable:
            first = result.broken or next(iter(result.findings))
            raise DraftRefused(f"This flow has errors that keep it from patients. The first: {first}")
        return replace(self, stage=Stage.REVIEW, approved_by=None)

    def sent_back(self) -> Draft:
        return replace(self, stage=Stage.DRAFT, approved_by=None)

    def approved(self, by: str, *, seen: int, test_problems: Sequence[str] | None = ()) -> Draft:
        """Approve what was read: a draft that changed since is refused. by: the clinician's name, as signed.

        test_problems: of the tests that the flow carries; None: they have not been run.
        """
        self.as_seen(seen)
        if self.stage is not Stage.REVIEW:
            raise DraftRefused("This flow is not waiting for approval. Hand it in for review first.")
        if not by.strip():
            raise DraftRefused("An approval needs the name of the clinician who gives it.")
        if test_problems is None:
            raise DraftRefused("The tests of this flow are still being run. Approve it in a moment.")
        if test_problems:
            raise DraftRefused(f"A test of this flow does not go as written. The first: {test_problems[0]}")
        return replace(self, stage=Stage.APPROVED, approved_by=" ".join(by.split()))

    def publishable(self) -> Draft:
        """Return the draft, or refuse when no clinician has approved it as it is."""
        if self.stage is not Stage.APPROVED:
            raise DraftRefused("A clinician has not approved this flow as it is now. Hand it in for review first.")
        return self
