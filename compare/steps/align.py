"""Beads out of probabilities: who tells the same thing, in any order, with most sentences alone.

Knows probabilities and sizes; nothing of words. Parallel texts are recognised here and solved in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.domain import MAX_SIDE, Alignment, Bead, Chance
from compare.steps.judge import Judge, confidence, judge, judge_event
from compare.steps.parallel import looks_parallel, parallel_beads
from compare.steps.sides import tell_in_cliques
from compare.steps.similarity import Candidates, Floats, Side, describe

# One operating point for every pair of articles; docs/alignment.md has the curve it was read from.
START = 0.3  # a pair opens a bead from here on
GROW = 0.22  # a sentence joins a bead when its links there are on average at least this probable
# Outlets of one language tell a story in cliques of likenesses, across languages a sentence has one partner or none;
# so much less is asked within one language for opening a bead, and a little less for joining one. See the same curve.
WITHIN_START, WITHIN_GROW = 0.6, 0.76
# Pairs of each sentence that are told of beside the beads, and their probability: enough for who reads them, who ask
# for the likeliest alone and a confidence of a tenth.
LIKELIEST, LEAST = 2, 0.02
FORBIDDEN = -1e3  # in place of a probability: outweighs whatever else a bead could gain
ROUNDS = 4  # of improvement by single moves; development beads stop changing after three


@dataclass(frozen=True, slots=True)
class Constraint:
    """A person's decision: these sentences are (or are not) partners. It holds whatever the signals say.

    ``left`` and ``right`` are sentence indexes; an empty side with ``together`` False means "no partner at all".
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    together: bool


def align(
    left: Side,
    right: Side,
    weights: Judge,
    *,
    names: tuple[str, str] = ("left", "right"),
    start: float = START,
    grow: float = GROW,
    constraints: Sequence[Constraint] = (),
) -> Alignment:
    """Return beads and gaps of two articles; swapping the articles swaps the result.

    Every sentence is in one bead of at most three a side, or in a gap. A bead's confidence comes from
    the mean probability of its links, calibrated on articles that the weights had not seen. O(n·m) with small
    constants, see ``similarity.describe``.
    """
    n, m = len(left.texts), len(right.texts)
    if not n or not m:
        return Alignment(*names, n, m, (), 0.0)
    candidates = describe(left, right, weights.lens)
    probabilities = judge(candidates, weights)
    event = judge_event(candidates, probabilities, weights)
    matrix = _matrix(candidates, probabilities)
    fixed = _fixed(constraints, matrix)
    is_one_language = tell_in_cliques(left, right)
    if is_one_language:
        start, grow = WITHIN_START * start, WITHIN_GROW * grow
    grown = grow_beads(matrix, start=start, grow=grow, taken=fixed)
    is_parallel = left.language != right.language and looks_parallel([*grown, *fixed], n, m)
    if is_parallel:
        grown = [group for group in parallel_beads(left, right) if _is_allowed(group, matrix, fixed)]
    strength = _best if is_parallel else _mean

    def certain(probability: float) -> float:
        return round(confidence(probability, weights, is_one_language=is_one_language), 4)

    beads = [Bead(*group, certain(strength(matrix, *group))) for group in grown]
    beads += [Bead(*group, 1.0, is_fixed=True) for group in fixed]
    ordered = tuple(sorted(beads, key=lambda bead: (bead.left, bead.right)))
    chances = tuple(Chance(i, j, certain(float(matrix[i, j]))) for i, j in left_apart(matrix, ordered))
    # On a monotone path the order vouches for a pair, whatever it shows by itself.
    several = (
        [] if is_parallel else [(i, j) for left, right in grown for i in left for j in right if left[1:] or right[1:]]
    )
    links = tuple(Chance(i, j, certain(float(matrix[i, j]))) for i, j in sorted(several))
    return Alignment(*names, n, m, ordered, round(event, 4), is_parallel, chances, links)


Group = tuple[tuple[int, ...], tuple[int, ...]]


def grow_beads(
    probabilities: Floats, *, start: float = START, grow: float = GROW, taken: Sequence[Group] = ()
) -> list[Group]:
    """Return disjoint groups that maximise the sum over their links of (probability − ``grow``), greedily.

    ``probabilities`` is (n, m) in [0, 1], 0 for pairs never considered, ``FORBIDDEN`` for pairs that must not match.
    Links are tried from the most probable down; one opens a bead if it reaches ``start``, or joins or merges beads
    where every new link together gains. Then single sentences are moved wherever the sum grows, so that an early
    choice can be mended. At most three sentences a side; ``taken`` groups keep their sentences. O(k log k) for k links
    of at least ``grow``, times a constant.
    """
    gain = probabilities.astype(np.float64) - grow
    rows, columns = np.nonzero(probabilities >= min(start, grow))
    values = probabilities[rows, columns]
    # Ties are broken by probabilities of the surroundings, never by which article is called left.
    order = sorted(range(len(rows)), key=lambda q: (-float(values[q]), *sorted((int(rows[q]), int(columns[q])))))
    board = _Board(gain)
    for group in taken:
        for side in (0, 1):
            board.closed[side].update(group[side])
    for q in order:
        board.offer(int(rows[q]), int(columns[q]), opens=float(values[q]) >= start)
    for _ in range(ROUNDS):
        if not board.improve(probabilities, start):
            break
    return sorted((tuple(sorted(own)), tuple(sorted(other))) for own, other in board.groups if own and other)


class _Board:
    """Beads under construction: which sentence is where, and what a change would gain."""

    def __init__(self, gain: np.ndarray) -> None:
        self.gain = gain
        self.groups: list[tuple[set[int], set[int]]] = []
        self.at: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self.closed: tuple[set[int], set[int]] = (set(), set())

    def worth(self, left: set[int], right: set[int]) -> float:
        return float(sum(self.gain[i, j] for i in left for j in right))

    def offer(self, i: int, j: int, *, opens: bool) -> None:
        """Use the link (i, j) to open, extend or merge beads, if that gains."""
        if i in self.closed[0] or j in self.closed[1]:
            return
        a, b = self.at[0].get(i), self.at[1].get(j)
        if a is None and b is None:
            if opens:
                self.at[0][i] = self.at[1][j] = len(self.groups)
                self.groups.append(({i}, {j}))
        elif b is None and a is not None:
            self._join(1, j, a)
        elif a is None and b is not None:
            self._join(0, i, b)
        elif a is not None and b is not None and a != b:
            self._merge(a, b)

    def _join(self, side: int, sentence: int, group: int) -> None:
        own, other = self.groups[group][side], self.groups[group][1 - side]
        added = self.worth({sentence}, other) if side == 0 else self.worth(other, {sentence})
        if len(own) < MAX_SIDE and added > 0:
            own.add(sentence)
            self.at[side][sentence] = group

    def _merge(self, a: int, b: int) -> None:
        (la, ra), (lb, rb) = self.groups[a], self.groups[b]
        fits = len(la) + len(lb) <= MAX_SIDE and len(ra) + len(rb) <= MAX_SIDE
        if fits and self.worth(la, rb) + self.worth(lb, ra) > 0:
            for side in (0, 1):
                for sentence in self.groups[b][side]:
                    self.at[side][sentence] = a
                self.groups[a][side].update(self.groups[b][side])
                self.groups[b][side].clear()

    def improve(self, probabilities: Floats, start: float) -> bool:
        """Move each sentence to the bead where it gains most; return whether anything moved."""
        waiting: list[tuple[list[float], int, int]] = []
        for side, matrix in enumerate((probabilities, probabilities.T)):
            top = np.sort(-matrix, axis=1)[:, :2].astype(np.float64)
            known = self.at[side].keys() | set(np.flatnonzero(top[:, 0] <= -start).tolist())
            waiting += [(top[k].tolist(), side, k) for k in known if k not in self.closed[side]]
        moved = False
        # The surest first, whichever article it is in; partners share their best link, the second best parts them.
        for _, side, sentence in sorted(waiting):
            links = probabilities[sentence] if side == 0 else probabilities[:, sentence]
            moved |= self._move(side, sentence, links, start)
        return moved

    def _move(self, side: int, sentence: int, links: Floats, start: float) -> bool:
        here = self.at[side].get(sentence)
        present = 0.0
        if here is not None:
            own, other = self.groups[here][side], self.groups[here][1 - side]
            present = self._added(side, sentence, other)
        best, target, partner = present + 1e-9, None, None
        for group in {self.at[1 - side][k] for k in np.flatnonzero(links > 0).tolist() if k in self.at[1 - side]}:
            own, other = self.groups[group][side], self.groups[group][1 - side]
            if group != here and own and len(own) < MAX_SIDE and self._added(side, sentence, other) > best:
                best, target, partner = self._added(side, sentence, other), group, None
        for free in np.flatnonzero(links >= start).tolist():
            is_free = free not in self.at[1 - side] and free not in self.closed[1 - side]
            if is_free and self._added(side, sentence, {free}) > best:
                best, target, partner = self._added(side, sentence, {free}), None, free
        if target is None and partner is None and present >= 0:
            return False
        self._leave(side, sentence, here)
        if target is not None:
            self.groups[target][side].add(sentence)
            self.at[side][sentence] = target
        elif partner is not None:
            self.at[side][sentence] = self.at[1 - side][partner] = len(self.groups)
            self.groups.append(({sentence}, {partner}) if side == 0 else ({partner}, {sentence}))
        return True

    def _added(self, side: int, sentence: int, other: set[int]) -> float:
        return self.worth({sentence}, other) if side == 0 else self.worth(other, {sentence})

    def _leave(self, side: int, sentence: int, here: int | None) -> None:
        if here is None:
            return
        self.groups[here][side].discard(sentence)
        del self.at[side][sentence]
        if not self.groups[here][side]:
            for orphan in self.groups[here][1 - side]:
                del self.at[1 - side][orphan]
            self.groups[here][1 - side].clear()


def left_apart(matrix: Floats, beads: Sequence[Bead]) -> list[tuple[int, int]]:
    """Return the likeliest pairs of each sentence that no bead holds, ascending.

    Of each sentence's at most ``LIKELIEST`` pairs that reach ``LEAST`` those outside beads. O(k log k) for k pairs that
    reach it.
    """
    together = {(i, j) for bead in beads for i in bead.left for j in bead.right}
    rows, columns = np.nonzero(matrix >= LEAST)
    values = matrix[rows, columns]
    kept = np.zeros(len(rows), bool)
    for own, other in ((rows, columns), (columns, rows)):
        order = np.lexsort((other, -values, own))
        first = np.searchsorted(own[order], own[order])
        kept[order[np.arange(len(order)) - first < LIKELIEST]] = True
    return sorted(set(zip(rows[kept].tolist(), columns[kept].tolist(), strict=True)) - together)


def _matrix(candidates: Candidates, probabilities: Floats) -> Floats:
    matrix = np.zeros((candidates.n_left, candidates.n_right), np.float32)
    matrix[candidates.rows, candidates.columns] = probabilities
    return matrix


def _fixed(constraints: Sequence[Constraint], matrix: Floats) -> list[Group]:
    """Apply a person's decisions: forbid what must not match (in place), and return the groups that must."""
    groups: list[Group] = []
    for constraint in constraints:
        if constraint.together:
            groups.append((tuple(sorted(constraint.left)), tuple(sorted(constraint.right))))
            continue
        every_row, every_column = range(matrix.shape[0]), range(matrix.shape[1])
        for i in constraint.left or every_row:
            for j in constraint.right or every_column:
                matrix[i, j] = FORBIDDEN
    return groups


def _is_allowed(group: Group, matrix: Floats, fixed: Sequence[Group]) -> bool:
    """Tell whether a bead goes against no decision of a person."""
    taken = ({i for left, _ in fixed for i in left}, {j for _, right in fixed for j in right})
    return bool(matrix[np.ix_(*group)].min() >= 0) and not (taken[0] & set(group[0]) or taken[1] & set(group[1]))


def _mean(matrix: Floats, left: tuple[int, ...], right: tuple[int, ...]) -> float:
    return float(matrix[np.ix_(left, right)].mean())


def _best(matrix: Floats, left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """The mean over all sentences of their best link: on a monotone path the order vouches for the others."""
    block = matrix[np.ix_(left, right)]
    return float(np.concatenate([block.max(axis=0), block.max(axis=1)]).mean())
