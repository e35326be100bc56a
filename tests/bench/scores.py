"""Counting links, right and wrong: the measures of the alignment bench, as its own scorer defines them.

A link is a pair of sentences; a predicted one that the gold ignores, or that touches a sentence outside those scored,
counts neither way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import numpy as np

Link = tuple[int, int]
Bead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass
class Tally:
    """What one data set has gathered: ``scored`` holds (score, is right) of each counted link."""

    scored: list[tuple[float, bool]] = field(default_factory=list)
    gold: int = 0
    merged: int = 0  # gold links of sentences that have several
    merged_found: int = 0
    n_sentences: int = 0
    beads_right: int = 0
    beads_found: int = 0
    beads_gold: int = 0

    @property
    def precision(self) -> float:
        """Share of counted links that are right."""
        return sum(right for _, right in self.scored) / len(self.scored) if self.scored else 0.0

    @property
    def recall(self) -> float:
        """Share of gold links found."""
        return sum(right for _, right in self.scored) / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    @property
    def ap(self) -> float:
        """Average precision with the scores as ranking; equal scores fall together."""
        right = seen = 0
        area = 0.0
        for _, tied in groupby(sorted(self.scored, reverse=True), key=lambda pair: pair[0]):
            here = [is_right for _, is_right in tied]
            right, seen = right + sum(here), seen + len(here)
            area += right / seen * sum(here)
        return area / self.gold if self.gold else 0.0

    @property
    def false_per_100(self) -> float:
        """Wrong links per 100 sentences."""
        return 100 * sum(not right for _, right in self.scored) / self.n_sentences if self.n_sentences else 0.0

    @property
    def merged_recall(self) -> float:
        """Share found of the gold links of sentences that have several."""
        return self.merged_found / self.merged if self.merged else float("nan")

    @property
    def strict_f1(self) -> float:
        """F1 over whole beads; not a number where the gold has none."""
        return 2 * self.beads_right / (self.beads_found + self.beads_gold) if self.beads_gold else float("nan")

    def line(self) -> str:
        """Return the figures that mean something for this data set."""
        if not self.gold:
            return f"false links per 100 sentences {self.false_per_100:.1f}"
        return (
            f"F1 {self.f1:.3f} (precision {self.precision:.3f}, recall {self.recall:.3f}) AP {self.ap:.3f} "
            f"merged {self.merged_recall:.2f}" + (f" whole beads {self.strict_f1:.3f}" if self.beads_gold else "")
        )


def add_links(tally: Tally, pair: Mapping[str, Any], links: Mapping[Link, float], n_sentences: int) -> None:
    """Count one pair of articles; ``n_sentences`` is the length of both together."""
    gold = {(i, j) for i, j in pair["links"]}
    ignored = {(i, j) for i, j in pair.get("ignore", [])}
    left, right = (None if pair.get(key) is None else set(pair[key]) for key in ("scored_left", "scored_right"))
    for (i, j), score in links.items():
        outside = (left is not None and i not in left) or (right is not None and j not in right)
        if (i, j) in gold or not (outside or (i, j) in ignored):
            tally.scored.append((score, (i, j) in gold))
    often_left, often_right = Counter(i for i, _ in gold), Counter(j for _, j in gold)
    several = {(i, j) for i, j in gold if often_left[i] > 1 or often_right[j] > 1}
    tally.gold += len(gold)
    tally.merged += len(several)
    tally.merged_found += len(several & links.keys())
    tally.n_sentences += n_sentences


def add_beads(tally: Tally, pair: Mapping[str, Any], beads: Iterable[Bead]) -> None:
    """Count whole beads of one pair of articles, where its gold has them."""
    if "beads" in pair:
        wanted = {(tuple(left), tuple(right)) for left, right in pair["beads"]}
        found = set(beads)
        tally.beads_right += len(wanted & found)
        tally.beads_found += len(found)
        tally.beads_gold += len(wanted)


def expected_error(by_set: Mapping[str, Tally]) -> float:
    """Return the expected calibration error of the scores over all sets, ten equal bins (Guo et al. 2017)."""
    scored = np.array([pair for tally in by_set.values() for pair in tally.scored], float)
    if not len(scored):
        return 0.0
    bins = np.minimum((scored[:, 0] * 10).astype(int), 9)
    error = 0.0
    for k in range(10):
        here = scored[bins == k]
        if len(here):
            error += len(here) / len(scored) * abs(here[:, 0].mean() - here[:, 1].mean())
    return float(error)
