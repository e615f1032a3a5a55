"""Whom a version of a flow reaches: the conversations that run on it, and the coming visits it would be for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from bot.flow.drafting.release import Target
from bot.ports import UnitOfWork

AHEAD = timedelta(days=60)


@dataclass(frozen=True)
class Reach:
    """kinds: what each coming visit is."""

    kinds: Sequence[Target]

    def of(self, target: Target) -> int:
        """Return how many coming visits a release for these visits would be for."""
        return sum(target.fits(kind) for kind in self.kinds)

    def known(self, name: str) -> Mapping[str, int]:
        """Return the clinicians (or visit types) of coming visits, with how many each has, the most first."""
        values = (getattr(kind, name) for kind in self.kinds)
        return dict(Counter(value for value in values if value).most_common())


async def reach(clinic_id: UUID, uow: UnitOfWork, now: datetime) -> Reach:
    """Read the visits of the next two months; which flow they will be imported with is not known of any."""
    visits = await uow.visits.of_clinic(clinic_id, since=now, until=now + AHEAD)
    told = [(visit, visit.details) for visit in visits if visit.details and visit.status != "cancelled"]
    return Reach([Target(details.clinician, details.visit_type, visit.language) for visit, details in told])
