"""Who tells the same thing: beads, alignments of two articles, facts over all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

MAX_SIDE = 3  # the report format's limit: one to three sentences on either side of a bead


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of two articles that tell the same thing: one to three a side, adjacent or not, ascending.

    ``confidence`` in [0, 1] is the probability that a reader would say so. ``is_fixed`` marks a person's decision.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    confidence: float
    is_fixed: bool = False

    def __post_init__(self) -> None:
        for side in (self.left, self.right):
            if not 1 <= len(side) <= MAX_SIDE or list(side) != sorted(set(side)):
                raise ValueError(f"Bead({self.left}, {self.right}): need 1 to {MAX_SIDE} ascending sentences a side")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"Bead confidence {self.confidence} is outside [0, 1]")

    def swapped(self) -> Bead:
        """Return the bead seen from the other side."""
        return Bead(self.right, self.left, self.confidence, self.is_fixed)


# Chance from which a sentence may well tell what alignment did not match it with: of 22 such in the sample stories a
# third did, in part at least, of 18 from .1 to .15 one in six (by eye).
PERHAPS = 0.15


@dataclass(frozen=True, slots=True)
class Chance:
    """How likely two sentences tell the same, in [0, 1], by themselves and not as part of a bead."""

    left: int
    right: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads and gaps that cover both articles exactly once.

    ``same_event`` in [0, 1] is the probability that both articles are about one event; ``is_parallel`` says that one
    was recognised as a translation of the other. ``left`` and ``right`` are article ids. ``chances``, ascending, are of
    pairs that were weighed and left apart, ``links`` of the pairs in beads of several: a bead's own confidence says
    how likely they are on average. Reports keep the links, and the chances from ``PERHAPS`` on.
    """

    left: str
    right: str
    n_left: int
    n_right: int
    beads: tuple[Bead, ...]
    same_event: float = 1.0
    is_parallel: bool = False
    chances: tuple[Chance, ...] = ()
    links: tuple[Chance, ...] = ()

    def __post_init__(self) -> None:
        for chance in (*self.chances, *self.links):
            is_inside = 0 <= chance.left < self.n_left and 0 <= chance.right < self.n_right
            if not (is_inside and 0 <= chance.confidence <= 1):
                raise ValueError(f"alignment {self.left}/{self.right}: {chance} is out of range")
        for name, n, used in (
            ("left", self.n_left, [i for bead in self.beads for i in bead.left]),
            ("right", self.n_right, [j for bead in self.beads for j in bead.right]),
        ):
            twice = [i for i, times in Counter(used).items() if times > 1 or not 0 <= i < n]
            if twice:
                pair = f"{self.left}/{self.right}"
                raise ValueError(f"alignment {pair}: {name} sentences {twice} are out of range or used twice")

    @property
    def confidences(self) -> dict[tuple[int, int], float]:
        """How likely each pair of sentences that a bead holds tells the same."""
        found = {(i, j): bead.confidence for bead in self.beads for i in bead.left for j in bead.right}
        return found | {(link.left, link.right): link.confidence for link in self.links}

    @property
    def left_gaps(self) -> tuple[int, ...]:
        """Left sentences with no partner, ascending."""
        used = {i for bead in self.beads for i in bead.left}
        return tuple(i for i in range(self.n_left) if i not in used)

    @property
    def right_gaps(self) -> tuple[int, ...]:
        """Right sentences with no partner, ascending."""
        used = {j for bead in self.beads for j in bead.right}
        return tuple(j for j in range(self.n_right) if j not in used)

    def swapped(self) -> Alignment:
        """Return the same alignment with the sides exchanged."""
        beads = tuple(sorted((bead.swapped() for bead in self.beads), key=lambda bead: (bead.left, bead.right)))
        return Alignment(
            self.right,
            self.left,
            self.n_right,
            self.n_left,
            beads,
            self.same_event,
            self.is_parallel,
            _swapped(self.chances),
            _swapped(self.links),
        )


def _swapped(chances: tuple[Chance, ...]) -> tuple[Chance, ...]:
    return tuple(sorted((Chance(c.right, c.left, c.confidence) for c in chances), key=lambda c: (c.left, c.right)))


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """One sentence of one article."""

    article: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Fact:
    """What two or more outlets tell, wherever each tells it; at least two articles among its members."""

    id: int
    members: tuple[Place, ...]

    def __post_init__(self) -> None:
        if len({place.article for place in self.members}) < 2:
            raise ValueError(f"Fact {self.id}: needs members from two articles, got {self.members}")
