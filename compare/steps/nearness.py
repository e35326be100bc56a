"""How near the vectors of two articles' sentences are: alone, in parts, joined, and beside their rivals."""

from __future__ import annotations

import numpy as np

from compare.steps.sides import Floats, Indexes, Side

EQUAL = 5  # digits of a cosine in single precision that do not hang on the order of its sum
NEIGHBOURS = 4  # nearest neighbours in CSLS; the alignment benchmark's recipe uses four as well


def nearness(left: Side, right: Side, rows: Indexes, columns: Indexes) -> dict[str, Floats | float]:
    """Return the signals of vectors by name: (k,) of pairs ``rows``, ``columns``, or one number for all. O(n·m)."""
    cosine = cosines(left.vectors, right.vectors)
    best = csls(cosine)
    lead_row, lead_column = leads(best)
    parts = _parts(left, right, cosine, rows, columns)
    join_left = [part.T for part in _joins(right, left, cosine.T)]
    join_right = _joins(left, right, cosine)
    few = max(1, min(best.shape) // 4)
    nearest = np.sort(best.max(axis=1))[-few:].mean() / 2 + np.sort(best.max(axis=0))[-few:].mean() / 2
    top = max(1, min(best.shape) // 8)

    def at(matrix: Floats) -> Floats:
        return matrix[rows, columns]

    return {
        "cosine": at(cosine),
        "csls": at(best),
        "part_cosine": parts[0],
        "part_csls": parts[1],
        "part_row_lead": parts[2],
        "part_column_lead": parts[3],
        "row_lead": at(lead_row),
        "column_lead": at(lead_column),
        "row_margin": at(best - _top_mean(best, 1)[:, None]),
        "column_margin": at(best - _top_mean(best, 0)[None, :]),
        "join_gain_left": at(join_left[0]),
        "join_gain_right": at(join_right[0]),
        "join_lead_left": at(join_left[1]),
        "join_lead_right": at(join_right[1]),
        "join_length_left": at(join_left[2]),
        "join_length_right": at(join_right[2]),
        "around": at(_around(best)),
        "articles_csls": float(nearest),
        "articles_mutual": len(mutual_partners(best)) / max(1, min(best.shape)),
        "articles_top": float(np.sort(best, axis=None)[-top:].mean()) if best.size else 0.0,
    }


def cosines(left: Floats, right: Floats) -> Floats:
    """Return (n, m) products of vectors of length 1, in [-1, 1]."""
    return np.clip(left @ right.T, -1.0, 1.0).astype(np.float32)


def mutual_partners(best: Floats) -> list[tuple[int, int]]:
    """Return the pairs that are each other's best, by row; of equal ones the first.

    Equal up to ``EQUAL`` digits: products of the same vectors from either side differ in the last bits.
    """
    rounded = np.round(best, EQUAL)
    row_best, column_best = rounded.argmax(axis=1), rounded.argmax(axis=0)
    return [(i, int(j)) for i, j in enumerate(row_best) if column_best[j] == i]


def csls(cosine: Floats) -> Floats:
    """Return CSLS (Lample et al. 2018), halved: cosine less the mean of both neighbourhoods' means."""
    near_left, near_right = _top_mean(cosine, 1), _top_mean(cosine, 0)
    return np.asarray(cosine - (near_left[:, None] + near_right[None, :]) / 2, np.float32)


def leads(matrix: Floats) -> tuple[Floats, Floats]:
    """Return by how much each entry leads (or trails) the best other entry of its row, and of its column."""

    def lead(m: Floats) -> Floats:
        if m.shape[1] == 1:
            return np.asarray(m - m.min())
        top = np.partition(m, m.shape[1] - 2, axis=1)[:, -2:]
        second, first = top[:, :1], top[:, 1:]
        return np.where(m >= first, m - second, m - first).astype(np.float32)

    return lead(matrix), lead(matrix.T).T


def _parts(left: Side, right: Side, cosine: Floats, rows: Indexes, columns: Indexes) -> Floats:
    """(4, k): cosine, CSLS and both leads of the best pair of parts of each candidate pair of sentences."""

    def split(side: Side) -> tuple[Floats, Indexes]:
        if side.part_vectors is None or side.part_of is None:
            return side.vectors, np.arange(len(side.vectors))
        return side.part_vectors, side.part_of

    (a, owner_a), (b, owner_b) = split(left), split(right)
    near = cosine if a is left.vectors and b is right.vectors else cosines(a, b)
    scaled = csls(near)
    by_row, by_column = leads(scaled)
    starts_a = np.searchsorted(owner_a, np.arange(len(left.texts) + 1))
    starts_b = np.searchsorted(owner_b, np.arange(len(right.texts) + 1))
    best_a, best_b = starts_a[rows], starts_b[columns]
    several = (starts_a[rows + 1] - best_a > 1) | (starts_b[columns + 1] - best_b > 1)
    for position in np.flatnonzero(several).tolist():
        i, j = rows[position], columns[position]
        block = scaled[starts_a[i] : starts_a[i + 1], starts_b[j] : starts_b[j + 1]]
        place = int(block.argmax())
        best_a[position] += place // block.shape[1]
        best_b[position] += place % block.shape[1]
    return np.stack([matrix[best_a, best_b] for matrix in (near, scaled, by_row, by_column)])


def _top_mean(matrix: Floats, axis: int) -> Floats:
    """Mean of the NEIGHBOURS highest entries along ``axis``."""
    count = min(NEIGHBOURS, matrix.shape[axis])
    top = np.partition(matrix, matrix.shape[axis] - count, axis=axis)
    chosen = top[:, -count:] if axis == 1 else top[-count:, :]
    return np.asarray(chosen.mean(axis=axis), np.float32)


def _joins(one: Side, other: Side, cosine: Floats) -> tuple[Floats, Floats, Floats]:
    """What joining a sentence of ``other`` to a neighbour does for its nearness to a sentence of ``one``.

    Three (n_one, n_other) arrays: how much nearer it comes; how far the joined pair leads everything else that sentence
    of ``one`` could be matched with; and how badly the joined length fits (absolute log ratio). The vector of two
    joined sentences is estimated by the mean of theirs weighted by length, which spares embedding them.
    """
    n, m = cosine.shape
    gain = np.zeros((n, m), np.float32)
    lead = np.full((n, m), -1.0, np.float32)
    lengths = np.array([max(1, len(t)) for t in other.read], np.float32)
    own = np.array([max(1, len(t)) for t in one.read], np.float32)
    scale = (own.mean() / lengths.mean()) if n and m else 1.0
    misfit = np.abs(np.log(lengths[None, :] * scale / own[:, None]))
    if m < 2:
        return gain, lead, misfit
    raw = np.array([max(1, len(t)) for t in other.texts], np.float32)[:, None]
    pairs = other.vectors[:-1] * raw[:-1] + other.vectors[1:] * raw[1:]
    pairs /= np.maximum(np.linalg.norm(pairs, axis=1, keepdims=True), 1e-9)
    joined = np.asarray(one.vectors @ pairs.T, np.float32)
    joined_misfit = np.abs(np.log((lengths[:-1] + lengths[1:])[None, :] * scale / own[:, None]))
    best_single = _best_outside(cosine, 2)
    best_joined = _best_outside(joined, 3)
    ahead = joined - np.maximum(best_single, best_joined)
    with_next = np.concatenate([joined, np.full((n, 1), -2.0, np.float32)], axis=1)
    with_previous = np.concatenate([np.full((n, 1), -2.0, np.float32), joined], axis=1)
    next_is_better = with_next >= with_previous
    gain = np.maximum(with_next, with_previous) - cosine
    far = np.full((n, 1), 9.0, np.float32)
    lead = np.where(
        next_is_better,
        np.concatenate([ahead, -far], axis=1),
        np.concatenate([-far, ahead], axis=1),
    ).astype(np.float32)
    misfit = np.where(
        next_is_better,
        np.concatenate([joined_misfit, far], axis=1),
        np.concatenate([far, joined_misfit], axis=1),
    ).astype(np.float32)
    return gain, lead, misfit


def _best_outside(matrix: Floats, window: int) -> Floats:
    """For each pair (k, k+1) of columns, the row's best entry outside of a window of columns around it.

    ``window`` 2 leaves out columns k and k+1 of single sentences and gives one column fewer; 3 leaves out the pairs
    k-1, k, k+1, which share a sentence with pair k.
    """
    n, m = matrix.shape
    padded = np.concatenate([np.full((n, 1), -1.0, np.float32), matrix, np.full((n, 1), -1.0, np.float32)], axis=1)
    before = np.maximum.accumulate(padded, axis=1)
    after = np.maximum.accumulate(padded[:, ::-1], axis=1)[:, ::-1]
    if window == 2:
        return np.maximum(before[:, : m - 1], after[:, 3 : m + 2])
    first = np.concatenate([np.full((n, 1), -1.0, np.float32), before[:, : m - 1]], axis=1)
    last = np.concatenate([after[:, 3 : m + 2], np.full((n, 1), -1.0, np.float32)], axis=1)
    return np.asarray(np.maximum(first, last))


def _around(matrix: Floats) -> Floats:
    """The highest entry among the diagonal neighbours (i±1, j±1): what is told before and after matches too."""
    n, m = matrix.shape
    padded = np.full((n + 2, m + 2), matrix.min() if matrix.size else 0.0, np.float32)
    padded[1:-1, 1:-1] = matrix
    corners = (padded[:-2, :-2], padded[2:, 2:], padded[:-2, 2:], padded[2:, :-2])
    return np.asarray(np.maximum.reduce(corners))
