"""What matching knows of an article: its sentences, what they read like in the common language, and their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]
Indexes = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Side:
    """What matching knows of one article.

    ``texts`` are the originals, ``shown`` their translations (None where there are none). ``vectors`` is (n, d), rows
    of length 1 or 0, of the originals: vectors of the translations as well were no better (ntrex-pt F1 .968 either
    way). ``part_vectors`` (k, d) belong to the sentences that ``part_of`` (k,) names, ascending, each at least once: a
    given "sentence" may hold several, and its partner may match only one of them. None: every sentence is its only
    part. ``second`` is the same article in the vectors of a second embedder, its parts cut finer; None where that one
    does not know the language.
    """

    language: str
    texts: tuple[str, ...]
    shown: tuple[str, ...] | None
    shown_language: str
    vectors: Floats
    title: str = ""
    part_vectors: Floats | None = None
    part_of: Indexes | None = None
    second: Side | None = None

    def with_second(self, second: Side) -> Side:
        """Return the side as two embedders see it."""
        return replace(self, second=second)

    @property
    def read(self) -> tuple[str, ...]:
        """The text to compare by words: the translation where there is one."""
        return self.texts if self.shown is None else self.shown

    @property
    def read_language(self) -> str:
        """The language of ``read``."""
        return self.language if self.shown is None else self.shown_language


# Only of English are there labels of stories told by several outlets of one language (ECB+). Two articles of another
# language are matched like two of different ones: taken for English, nearly all of a Portuguese story's sentences were
# in beads of three a side (sample stories: 200 links for 36 of 55 written-down pairs, and 77 for 25 so).
LEARNED_WITHIN = frozenset({"en"})


def tell_in_cliques(left: Side, right: Side) -> bool:
    """True for two articles of one language whose likenesses were learned within that language."""
    return left.language == right.language and left.language in LEARNED_WITHIN


@dataclass(frozen=True, slots=True)
class Lens:
    """A linear map of vectors under which what differs between translations counts less.

    ``centre`` (d,) is taken off before the product with ``matrix`` (d, d).
    """

    centre: Floats
    matrix: Floats

    def through(self, vectors: Floats) -> Floats:
        """Return the vectors (n, d) mapped, again of length 1 or 0."""
        seen = (vectors - self.centre) @ np.asarray(self.matrix, np.float32)
        seen /= np.maximum(np.linalg.norm(seen, axis=1, keepdims=True), 1e-9)
        return np.asarray(np.where(vectors.any(axis=1, keepdims=True), seen, 0.0), np.float32)

    def of(self, side: Side) -> Side:
        """Return the side as seen through the lens."""
        parts = None if side.part_vectors is None else self.through(side.part_vectors)
        return replace(side, vectors=self.through(side.vectors), part_vectors=parts)


def stack(values: Mapping[str, Floats | float], names: Sequence[str], n: int) -> Floats:
    """Return (n, len(names)): signals by name, (n,) or one number for all, as columns in the order of ``names``."""
    found = np.empty((n, len(names)), np.float32)
    for position, name in enumerate(names):
        found[:, position] = values[name]
    return found
