"""What the words of a text mean where they stand, as an engine that reads texts tells it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Matrices = npt.NDArray[np.float32]


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


@dataclass(frozen=True, slots=True)
class Tuning:
    """What was learned on top of a reader's layers: low-rank changes to their matrices (Hu et al. 2022, LoRA).

    Of ``n`` layers of width ``d`` with ``w`` between their two lines, at rank ``r``; the change to a matrix is the
    product of its two. ``attend_in`` (n, 3, d, r) and ``attend_out`` (n, 3, r, d) are of queries, keys and values,
    ``give_in`` (n, d, r) and ``give_out`` (n, r, d) of what attention gives, ``widen_in`` (n, d, r), ``widen_out``
    (n, r, w), ``narrow_in`` (n, w, r) and ``narrow_out`` (n, r, d) of the lines.
    """

    attend_in: Matrices
    attend_out: Matrices
    give_in: Matrices
    give_out: Matrices
    widen_in: Matrices
    widen_out: Matrices
    narrow_in: Matrices
    narrow_out: Matrices

    def __post_init__(self) -> None:
        sizes = {len(getattr(self, field.name)) for field in fields(self)}
        if len(sizes) != 1:
            raise ValueError(f"Tuning: changes to {sorted(sizes)} layers")
        for name in ("attend", "give", "widen", "narrow"):
            into, out = getattr(self, f"{name}_in"), getattr(self, f"{name}_out")
            if into.shape[-1] != out.shape[-2]:
                raise ValueError(f"Tuning: {name} of ranks {into.shape[-1]} and {out.shape[-2]}")

    @property
    def n_layers(self) -> int:
        """Layers that are changed, from the lowest up."""
        return len(self.give_in)

    def digest(self) -> str:
        """Return what tells these numbers from others, for names of caches."""
        rows = b"".join(np.ascontiguousarray(getattr(self, field.name)).tobytes() for field in fields(self))
        return hashlib.sha256(rows).hexdigest()[:12]
