"""What a first judgement of all pairs says about each: its rivals, its neighbours, and how much the articles share.

A pair is likelier if the sentences before and after match too, and less so if either sentence has a better partner.
Where the neighbour of a sentence matches its partner, it counts whether that one is long enough for both. Knows
probabilities, places and lengths only: no text, no weights.
"""

from __future__ import annotations

import numpy as np

from compare.steps.sides import Indexes, stack
from compare.steps.similarity import Candidates, Floats

SURROUNDINGS = (
    "prior",
    "prior_row",
    "prior_column",
    "prior_row_lead",
    "prior_column_lead",
    "prior_row_sum",
    "prior_column_sum",
    "prior_before",
    "prior_after",
    "prior_crossed",
    "prior_beside_left",
    "prior_beside_right",
    "prior_wide",
    "prior_share",
    "alone_left",
    "alone_right",
    "together_left",
    "together_right",
    "room_left",
    "room_right",
)
EDGE = 2  # sentences to either side that are looked at
LEAST = 1e-4  # of a probability, before its logit is taken


def surroundings(candidates: Candidates, probabilities: Floats) -> Floats:
    """Return (k, len(SURROUNDINGS)): for each candidate what the probabilities (k,) of a first judgement say around it.

    In order: its own logit; the best other partner of its left and of its right sentence, and by how many logits it
    leads them; what all other partners sum to; the pairs before, after and crossed; the better neighbour of either
    sentence as another partner of the other; the best of the pairs two steps away; the mean over all sentences of their
    best partner. Then of the likelier neighbour of the left sentence as a partner of the right one, and the other way
    round: how much longer it is alone (log), how much longer both are together, and how much better the two fit, times
    the neighbour's probability. Pairs that were never candidates count as 0. O(n·m).
    """
    n, m = candidates.n_left, candidates.n_right
    rows, columns = candidates.rows, candidates.columns
    padded = np.zeros((n + 2 * EDGE, m + 2 * EDGE), np.float32)
    whole = padded[EDGE : n + EDGE, EDGE : m + EDGE]
    whole[rows, columns] = probabilities

    def near(down: int, along: int) -> Floats:
        return padded[rows + EDGE + down, columns + EDGE + along]

    by_row, by_column = _best_other(whole)[rows, columns], _best_other(whole.T)[columns, rows]
    own = _logit(probabilities)
    values: dict[str, Floats | float] = {
        "prior": own,
        "prior_row": by_row,
        "prior_column": by_column,
        "prior_row_lead": own - _logit(by_row),
        "prior_column_lead": own - _logit(by_column),
        "prior_row_sum": whole.sum(axis=1)[rows] - probabilities,
        "prior_column_sum": whole.sum(axis=0)[columns] - probabilities,
        "prior_before": near(-1, -1),
        "prior_after": near(1, 1),
        "prior_crossed": np.maximum(near(-1, 1), near(1, -1)),
        "prior_beside_left": np.maximum(near(-1, 0), near(1, 0)),
        "prior_beside_right": np.maximum(near(0, -1), near(0, 1)),
        "prior_wide": np.maximum.reduce([near(s * a, s * b) for s in (1, -1) for a, b in ((1, 2), (2, 1), (2, 2))]),
        "prior_share": float(whole.max(axis=1).mean() + whole.max(axis=0).mean()) / 2 if n and m else 0.0,
    }
    left, right = candidates.lengths_left, candidates.lengths_right
    ways = {"left": (whole, left, right, rows, columns), "right": (whole.T, right, left, columns, rows)}
    for side, way in ways.items():
        for name, value in zip(("alone", "together", "room"), _with_neighbour(*way), strict=True):
            values[f"{name}_{side}"] = value
    return stack(values, SURROUNDINGS, len(rows))


def _with_neighbour(
    matrix: Floats, own: Floats, other: Floats, rows: Indexes, columns: Indexes
) -> tuple[Floats, Floats, Floats]:
    """Three (k,): how a row's likelier neighbour fits its column in length alone, and with it, and which is better."""
    n, m = matrix.shape
    padded = np.zeros((n + 2, m), np.float32)
    padded[1:-1] = matrix
    before, after = padded[rows, columns], padded[rows + 2, columns]
    probable = np.maximum(before, after)
    neighbour = np.clip(np.where(before >= after, rows - 1, rows + 1), 0, max(0, n - 1))
    alone = np.log(own[neighbour] / other[columns])
    together = np.log((own[neighbour] + own[rows]) / other[columns])
    room = probable * (np.abs(alone) - np.abs(together))
    is_any = probable > 0
    return np.where(is_any, alone, 0.0), np.where(is_any, together, 0.0), room


def _best_other(matrix: Floats) -> Floats:
    """(n, m): the highest of the other entries of each entry's row; 0 where there is none."""
    if matrix.shape[1] < 2:
        return np.zeros_like(matrix)
    top = np.partition(matrix, matrix.shape[1] - 2, axis=1)[:, -2:]
    return np.where(matrix >= top[:, 1:], top[:, :1], top[:, 1:])


def _logit(probabilities: Floats) -> Floats:
    known = np.clip(probabilities, LEAST, 1 - LEAST)
    return np.asarray(np.log(known / (1 - known)), np.float32)
