"""A clinic's draft of one flow, with every edit that made it, so that each can be undone and done again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from bot.flow.drafting.approval import Draft, DraftRefused, Stage
from bot.flow.drafting.edits import Edit


@dataclass(frozen=True)
class Made:
    """One edit. revision: of the draft, once it was made.

    content: the file after it, which the edits before it would give again; folding them costs 40 ms each.
    """

    revision: int
    edit: Edit
    content: str
    by: str
    at: datetime
    undone: bool = False


@dataclass(frozen=True)
class OpenDraft:
    """base: the file it began with."""

    id: UUID
    clinic_id: UUID
    name: str
    base: str
    begun_by: str
    begun_at: datetime
    revision: int = 0
    stage: Stage = Stage.DRAFT
    approved_by: str | None = None
    tested_revision: int | None = None
    test_problems: tuple[str, ...] = ()
    edits: tuple[Made, ...] = ()

    @property
    def content(self) -> str:
        return self.done[-1].content if self.done else self.base

    @property
    def draft(self) -> Draft:
        return Draft(self.name, self.content, self.revision, self.stage, self.approved_by)

    @property
    def tested(self) -> bool:
        """Whether the tests of the flow were run on it as it is now."""
        return self.tested_revision == self.revision

    @property
    def done(self) -> tuple[Made, ...]:
        return tuple(made for made in self.edits if not made.undone)

    @property
    def undone(self) -> tuple[Made, ...]:
        return tuple(made for made in self.edits if made.undone)

    def changed_by(self, since: int, says: Callable[[str], object]) -> str | None:
        """Return who last changed what this reads from a file, after that revision; None where nobody is known to have.

        An undo is nobody's edit, so that what it brought back is not put down to whoever wrote it once.
        """
        befores = (self.base, *(made.content for made in self.done))
        for before, made in reversed([*zip(befores, self.done, strict=False)]):
            if made.revision > since and says(before) != says(made.content):
                return made.by
        return None

    def to_undo(self) -> Made:
        if not self.done:
            raise DraftRefused("Nothing has been changed in this draft, so there is nothing to undo.")
        return self.done[-1]

    def to_redo(self) -> Made:
        if not self.undone:
            raise DraftRefused("Nothing was undone since the last change, so there is nothing to do again.")
        return self.undone[0]
