"""What two sets of sentences have in common, term by term, for all pairs at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set

import numpy as np

from compare.steps.sides import Floats, Indexes

BLOCK = 4096  # shared terms multiplied at a time; at 2,000 sentences a side it bounds memory to 64 MB


def overlap(
    left: Sequence[Set[str]], right: Sequence[Set[str]], weigh: Callable[[str], float]
) -> tuple[Floats, Floats, Floats]:
    """Return three (n, m): summed weights of marks that both sentences have, that only the left, only the right has."""
    one, other = ([{mark: weigh(mark) for mark in marks} for marks in side] for side in (left, right))
    both = products(one, [dict.fromkeys(marks, 1.0) for marks in right])
    whole_left = np.array([sum(bag.values()) for bag in one], np.float32)
    whole_right = np.array([sum(bag.values()) for bag in other], np.float32)
    return both, whole_left[:, None] - both, whole_right[None, :] - both


def products(left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]) -> Floats:
    """Return (n, m): for each pair of bags, the sum over the terms that both hold of the product of their values.

    O(terms held) to gather and O(n·m·terms shared) in numpy to multiply, a block of terms at a time.
    """
    shared = sorted(set().union(*left) & set().union(*right))
    place = {term: position for position, term in enumerate(shared)}

    def entries(bags: Sequence[Mapping[str, float]]) -> tuple[Indexes, Indexes, Floats]:
        found = [(place[t], row, value) for row, bag in enumerate(bags) for t, value in bag.items() if t in place]
        found.sort()
        terms = np.array([term for term, _, _ in found], np.intp)
        return terms, np.array([row for _, row, _ in found], np.intp), np.array([v for *_, v in found], np.float32)

    sides = (entries(left), entries(right))
    total = np.zeros((len(left), len(right)), np.float32)
    for start in range(0, len(shared), BLOCK):
        width = min(BLOCK, len(shared) - start)
        dense = []
        for (terms, rows, values), size in zip(sides, total.shape, strict=True):
            here = slice(*np.searchsorted(terms, (start, start + width)))
            matrix = np.zeros((size, width), np.float32)
            matrix[rows[here], terms[here] - start] = values[here]
            dense.append(matrix)
        total += dense[0] @ dense[1].T
    return total
