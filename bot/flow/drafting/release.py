"""Which of a clinic's published flows a visit gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Target:
    """The visits a release is for; None is for any."""

    clinician: str | None = None
    visit_type: str | None = None
    language: str | None = None

    def fits(self, visit: Target) -> bool:
        return all(wanted in (None, getattr(visit, name)) for name, wanted in self._wanted())

    @property
    def narrowness(self) -> int:
        return sum(wanted is not None for _, wanted in self._wanted())

    def _wanted(self) -> list[tuple[str, str | None]]:
        return [(one.name, getattr(self, one.name)) for one in fields(self)]


@dataclass(frozen=True)
class Release:
    """A version that patients get from published_at on, until another takes its place or it is retired.

    approved_by: the clinician, as signed. published_by: who did it, as authors are named.
    """

    name: str
    version: str
    approved_by: str
    published_by: str
    published_at: datetime
    target: Target = Target()
    retired_at: datetime | None = None
    id: UUID = field(default_factory=uuid4)


def release_for(releases: Iterable[Release], name: str, visit: Target) -> Release | None:
    """Return the narrowest release of this flow that fits the visit, the newest of those; None when none does.

    visit: what it is, with nothing left out that is known.
    """
    fitting = [
        one for one in releases if one.name == name and one.retired_at is None and one.target.fits(visit)
    ]  # fmt: skip
    return max(fitting, key=lambda one: (one.target.narrowness, one.published_at), default=None)


def current(releases: Iterable[Release], name: str, target: Target) -> Release | None:
    """Return the release for exactly these visits that has not been retired."""
    return next((one for one in releases if one.name == name and one.target == target and one.retired_at is None), None)


def before(releases: Iterable[Release], release: Release) -> Release | None:
    """Return the version that this one took the place of: what to go back to."""
    earlier = (
        one
        for one in releases
        if (one.name, one.target) == (release.name, release.target)
        and one.published_at < release.published_at
        and one.version != release.version
    )
    return max(earlier, key=lambda one: one.published_at, default=None)
