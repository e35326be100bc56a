"""What several outlets tell: the beads of all article pairs joined, without chaining unlike things together.

Knows beads and places only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from compare.domain import Alignment, Fact, Place

# Two groups join when the links between them that could exist reach this mean confidence. Chaining beads without such a
# check loses ten points of F1 on the alignment benchmark's Portuguese set; a third is what two of three outlets
# agreeing gives.
COHESION = 1 / 3
MAX_PER_ARTICLE = (
    4  # sentences of one article in one fact; a bead has three at most, and one more may be told elsewhere
)


def find_facts(comparisons: Sequence[Alignment], lengths: Mapping[str, int]) -> tuple[Fact, ...]:
    """Return what two or more outlets tell, in the order in which the story tells it.

    ``lengths`` maps article ids to their number of sentences. Beads are taken from the surest down and groups merge
    where the links between them are dense enough, so that a sentence is in one fact at most. The order of articles or
    comparisons makes no difference. O(b²) for b beads at worst, near O(b) in practice.
    """
    links = _links(comparisons)
    group_of: dict[Place, int] = {}
    groups: dict[int, set[Place]] = {}
    beads = [
        (bead.confidence, *_sides(comparison, k))
        for comparison in comparisons
        for k, bead in enumerate(comparison.beads)
    ]
    beads.sort(key=lambda bead: (-bead[0], sorted(bead[1] + bead[2])))
    for _, left, right in beads:
        for place in sorted(left + right):
            if place not in group_of:
                group_of[place] = len(group_of)
                groups[group_of[place]] = {place}
        _join_all(sorted({group_of[place] for place in left + right}), groups, group_of, links)
    found = [sorted(places) for places in groups.values() if len({place.article for place in places}) > 1]
    found.sort(key=lambda places: (_position(places, lengths), places))
    return tuple(Fact(number, tuple(places)) for number, places in enumerate(found))


def _sides(comparison: Alignment, bead: int) -> tuple[list[Place], list[Place]]:
    chosen = comparison.beads[bead]
    return (
        [Place(comparison.left, i) for i in chosen.left],
        [Place(comparison.right, j) for j in chosen.right],
    )


def _links(comparisons: Sequence[Alignment]) -> dict[Place, dict[Place, float]]:
    links: dict[Place, dict[Place, float]] = defaultdict(dict)
    for comparison in comparisons:
        for (i, j), confidence in comparison.confidences.items():
            one, other = Place(comparison.left, i), Place(comparison.right, j)
            links[one][other] = links[other][one] = confidence
    return links


def _join_all(
    numbers: list[int],
    groups: dict[int, set[Place]],
    group_of: dict[Place, int],
    links: Mapping[Place, Mapping[Place, float]],
) -> None:
    """Merge the groups of one bead, the densest pair first, as long as they hold together."""
    remaining = set(numbers)
    while len(remaining) > 1:
        # Numbers follow the sorted places, so ties fall the same way whatever the order of articles.
        pairs = [(a, b) for a in sorted(remaining) for b in sorted(remaining) if a < b]
        density, a, b = max(((_density(groups[a], groups[b], links), a, b) for a, b in pairs), key=lambda item: item[0])
        if density < COHESION:
            return
        for place in groups[b]:
            group_of[place] = a
        groups[a] |= groups.pop(b)
        remaining.discard(b)


def _density(a: set[Place], b: set[Place], links: Mapping[Place, Mapping[Place, float]]) -> float:
    """Mean confidence of the links that could exist between two groups; −1 where the union would be too large."""
    per_article: dict[str, int] = defaultdict(int)
    for place in a | b:
        per_article[place.article] += 1
    if max(per_article.values()) > MAX_PER_ARTICLE:
        return -1.0
    possible = [(one, other) for one in a for other in b if one.article != other.article]
    if not possible:
        # Sentences of one article belong together by what both are linked to; it has to join first.
        return 0.0
    return sum(links.get(one, {}).get(other, 0.0) for one, other in possible) / len(possible)


def _position(places: list[Place], lengths: Mapping[str, int]) -> float:
    """Where the story tells it, 0 the first sentence and 1 the last: the mean over the outlets of its first mention."""
    first: dict[str, float] = {}
    for place in places:
        relative = place.sentence / max(1, lengths[place.article] - 1)
        first[place.article] = min(first.get(place.article, 1.0), relative)
    return sum(first.values()) / len(first)
