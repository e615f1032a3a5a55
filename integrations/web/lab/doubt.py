"""What somebody should know before a draft is published all the same."""

from __future__ import annotations

from dataclasses import dataclass

from bot.flow.document import read_document
from bot.flow.drafting.open_draft import OpenDraft
from bot.flow.drafting.release import Target
from bot.flow.parse import shape_of
from bot.services.flow_releases import Given
from integrations.web.lab.changes import Told, told


@dataclass(frozen=True)
class Doubt:
    """given: what these visits get, with which the draft did not begin. nobody: no coming visit is one of these."""

    target: Target
    given: Given | None = None
    nobody: bool = False

    def changes(self, draft: OpenDraft) -> tuple[Told, ...]:
        """Return what publishing would change for these visits."""
        if self.given is None:
            return ()
        before, after = (shape_of(read_document(one, "")) for one in (self.given.content, draft.content))
        return told(before, after)
