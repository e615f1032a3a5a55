"""Which found span answers which annotated one."""

from __future__ import annotations

from collections.abc import Sequence

Span = tuple[int, int]  # code points, half open


def overlap(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def paired(meant: Sequence[Span], found: Sequence[Span]) -> list[tuple[int, int]]:
    """Return pairs of places in `meant` and `found`, each place at most once: the same span first, then by most overlap."""
    near = [(a == b, overlap(a, b), i, j) for i, a in enumerate(meant) for j, b in enumerate(found) if overlap(a, b)]
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(near, key=lambda one: (not one[0], -one[1], one[2], one[3])):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())
