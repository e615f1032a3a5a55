"""Which of a clinic's published flows a visit gets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import datetime
from uuid import UUID, uuid4


@dataclass(frozen=True)
class Target:
    """The visits a release is for; None is for any. Capitals and blanks make no difference: import and page differ in them."""

    clinician: str | None = None
    visit_type: str | None = None
    language: str | None = None

    def fits(self, visit: Target) -> bool:
        return all(wanted is None or _alike(wanted, getattr(visit, name)) for name, wanted in self._wanted())

    def same(self, other: Target) -> bool:
        return all(_alike(wanted, getattr(other, name)) for name, wanted in self._wanted())

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
    in_use = (one for one in releases if one.name == name and one.retired_at is None)
    return next((one for one in in_use if one.target.same(target)), None)


def before(releases: Iterable[Release], release: Release) -> Release | None:
    """Return what to go back to from the release in use: the last one before it that nobody went back from.

    None at the first one, and where nothing was in use before.
    """
    kept: list[Release] = []
    alike = (one for one in releases if one.name == release.name and one.target.same(release.target))
    for one in sorted(alike, key=lambda one: one.published_at):
        if kept and (kept[-1].retired_at or one.published_at) < one.published_at:
            kept = []  # taken out of use in between
        versions = [earlier.version for earlier in kept]
        kept = [*kept[: versions.index(one.version) if one.version in versions else None], one]
    return kept[-2] if len(kept) > 1 else None


def numbers(releases: Iterable[Release]) -> dict[tuple[str, str], int]:
    """Return what people call each version: 1 for the first of a flow that was published; by flow and version."""
    found: dict[tuple[str, str], int] = {}
    for one in sorted(releases, key=lambda one: one.published_at):
        if (one.name, one.version) not in found:
            found[one.name, one.version] = 1 + sum(name == one.name for name, _ in found)
    return found


def _alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
