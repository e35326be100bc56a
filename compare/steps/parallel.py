"""Articles of which one is a translation of the other, whole and in order: recognised, then solved by a monotone path.

After Gale and Church (1993) and Vecalign (Thompson and Koehn 2019): beads of one to three sentences a side, costs from
vectors of joined sentences, from lengths, and from what is spelled alike: names and numbers, whatever the languages.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from compare.steps.similarity import Floats, Side, spelled_alike

Group = tuple[tuple[int, ...], tuple[int, ...]]
SHAPES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2))
# A text counts as parallel when this share of both sides is aligned, and nearly all of it in order. All 36 pairs tried
# of MEANTIME and Text+Berg pass, and 3 of 124 shuffled NTREX pairs (de, ur, ar, hi); .75 and .9 took 7 of those for
# parallel (de F1 .954 instead of .973).
MIN_SENTENCES = 5
MIN_COVERAGE = 0.8
# Many beads in order cannot be chance, so of a long text less need be found: Text+Berg's two, with 385 beads, cover .90
# and .78, and no NTREX pair has 30.
MANY_BEADS, MANY_COVERAGE = 30, 0.7
MIN_ORDER = 0.95
# Tuned on the one Text+Berg development article, whole beads: .892 at these values, whose neighbours are within .005;
# .871 at most without what is spelled alike. Real vectors of joined sentences brought nothing more, for three times
# the embedding; Vecalign's multiplication by both sizes, which needs no price, .834 without spelling.
LENGTH_WEIGHT = 0.8
SPELLING_WEIGHT = 0.8
LENGTH_VARIANCE = 6.8  # per character, Gale and Church's for European languages
WORST_LENGTH = 5.0  # a sentence that is missing from one side must not cost more than leaving it alone
SIZE_PRICE = 0.32  # of each sentence more than one a side: a mean of vectors is near to too much
SKIP_QUANTILE = 0.05


def looks_parallel(groups: Sequence[Group], n: int, m: int) -> bool:
    """Tell whether beads found without regard to order cover both sides densely and in order."""
    if min(n, m) < MIN_SENTENCES or not groups:
        return False
    covered_left = sum(len(left) for left, _ in groups) / n
    covered_right = sum(len(right) for _, right in groups) / m
    firsts = [right[0] for _, right in sorted(groups)]
    steps = [b > a for a, b in pairwise(firsts)]
    in_order = sum(steps) / len(steps) if steps else 0.0
    wanted = MANY_COVERAGE if len(groups) >= MANY_BEADS else MIN_COVERAGE
    return min(covered_left, covered_right) >= wanted and in_order >= MIN_ORDER


def parallel_beads(left: Side, right: Side) -> list[Group]:
    """Return the beads of the cheapest monotone path through two parallel articles.

    The judge's probabilities are not asked: they are of single links, and made whole beads worse (.861 to .855 and
    less on Text+Berg). O(n·m·shapes) time in numpy, O(n·m) memory for a cost a shape; 2,000 × 2,000 sentences take
    some 200 MB.
    """
    n, m = len(left.texts), len(right.texts)
    costs = _costs(left, right)
    # What unrelated sentences cost at their cheapest; the right pairs, one a sentence at most, are left out.
    unrelated = np.sort(costs[1, 1], axis=None)[max(n, m) :]
    skip = float(np.quantile(unrelated if len(unrelated) else costs[1, 1], SKIP_QUANTILE))
    return _path(costs, n, m, skip)


def _costs(left: Side, right: Side) -> dict[tuple[int, int], Floats]:
    lengths_left = np.array([max(1, len(t)) for t in left.texts], np.float32)
    lengths_right = np.array([max(1, len(t)) for t in right.texts], np.float32)
    # Both sides are brought to one length, so that it makes no difference which is called left.
    ratio = float(np.sqrt(lengths_right.sum() / lengths_left.sum()))
    ends_left = np.concatenate([[0.0], np.cumsum(lengths_left)])
    ends_right = np.concatenate([[0.0], np.cumsum(lengths_right)])
    costs: dict[tuple[int, int], Floats] = {}
    shapes = [(a, b) for a, b in SHAPES if len(left.texts) >= a and len(right.texts) >= b]
    for (a, b), alike in spelled_alike(left, right, shapes):
        x, y = _joined(left.vectors, lengths_left, a), _joined(right.vectors, lengths_right, b)
        # Distance relative to what unrelated sentences have (Vecalign's normalisation, with means for samples).
        usual = (1 - x @ right.vectors.T).mean(axis=1)[:, None] + (1 - y @ left.vectors.T).mean(axis=1)[None, :]
        distance = ((1 - x @ y.T) / np.maximum(usual, 1e-6) - SPELLING_WEIGHT * alike) * (a + b)
        size_left, size_right = (ends_left[a:] - ends_left[:-a]) * ratio, (ends_right[b:] - ends_right[:-b]) / ratio
        together = size_left[:, None] + size_right[None, :]
        misfit = (size_left[:, None] - size_right[None, :]) ** 2 / (LENGTH_VARIANCE * together)
        misfit = np.minimum(misfit / WORST_LENGTH, WORST_LENGTH)
        costs[a, b] = np.asarray(distance + LENGTH_WEIGHT * misfit + SIZE_PRICE * (a + b - 2), np.float32)
    return costs


def _joined(vectors: Floats, lengths: Floats, size: int) -> Floats:
    """Vectors of ``size`` sentences in a row, estimated by their mean weighted by length, of length 1."""
    weighted = vectors * lengths[:, None]
    total = sum(weighted[k : len(weighted) - size + 1 + k] for k in range(size))
    return np.asarray(total / np.maximum(np.linalg.norm(total, axis=1, keepdims=True), 1e-9), np.float32)


def _path(costs: dict[tuple[int, int], Floats], n: int, m: int, skip: float) -> list[Group]:
    """Dynamic programming over anti-diagonals, so that numpy does a diagonal at a time."""
    total = np.full((n + 1, m + 1), np.inf, np.float32)
    move = np.zeros((n + 1, m + 1), np.int8)
    total[0, 0] = 0.0
    moves = [*costs, (1, 0), (0, 1)]
    for diagonal in range(1, n + m + 1):
        i = np.arange(max(0, diagonal - m), min(n, diagonal) + 1)
        j = diagonal - i
        best = np.full(len(i), np.inf, np.float32)
        chosen = np.zeros(len(i), np.int8)
        for number, (a, b) in enumerate(moves):
            possible = (i >= a) & (j >= b)
            p, q = i[possible] - a, j[possible] - b
            step = costs[a, b][p, q] if a and b else skip
            value = np.full(len(i), np.inf, np.float32)
            value[possible] = total[p, q] + step
            better = value < best
            best[better], chosen[better] = value[better], number
        total[i, j], move[i, j] = best, chosen
    groups: list[Group] = []
    i_end, j_end = n, m
    while i_end or j_end:
        a, b = moves[int(move[i_end, j_end])]
        if a and b:
            groups.append((tuple(range(i_end - a, i_end)), tuple(range(j_end - b, j_end))))
        i_end, j_end = i_end - a, j_end - b
    return groups[::-1]
