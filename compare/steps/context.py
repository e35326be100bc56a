"""What the words of a text mean where they stand, as an engine that reads texts tells it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Context:
    """The pieces of one text in order: ``start`` and ``end`` (n,) say where each stands, ``states`` (n, d) what it
    means there."""

    start: npt.NDArray[np.int64]
    end: npt.NDArray[np.int64]
    states: npt.NDArray[np.float32]

    def __post_init__(self) -> None:
        if not len(self.start) == len(self.end) == len(self.states):
            raise ValueError(f"Context: {len(self.start)} starts, {len(self.end)} ends, {len(self.states)} states")

    def at(self, start: npt.NDArray[np.int64], end: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        """Return (m, d): the mean of the pieces in each range ``start`` to ``end`` (m,), not a number where none was
        read. Ranges may overlap; O(n·d + m·d)."""
        first = np.searchsorted(self.end, start, "right")
        last = np.maximum(np.searchsorted(self.start, end, "left"), first)
        until = np.concatenate([np.zeros((1, self.states.shape[1])), self.states.cumsum(axis=0, dtype=np.float64)])
        with np.errstate(invalid="ignore"):
            return np.asarray((until[last] - until[first]) / (last - first)[:, None], np.float32)
