"""Cut a text at the edges of its marks, so that a view only has to print pieces in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from compare.domain import Span

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Piece(Generic[M]):
    """Text between two neighbouring mark edges and the marks that cover all of it, outermost first."""

    text: str
    marks: tuple[M, ...] = ()


def cut(text: str, marks: Iterable[tuple[Span, M]]) -> tuple[Piece[M], ...]:
    """Return the pieces of ``text``, none of them empty; joined they give ``text``.

    Marks may overlap and repeat; a mark over no characters shows nowhere. Of two marks on a piece the one that starts
    first, then the longer one, then the one given first, comes first. O(n log n + pieces·depth) for n marks. Raises
    ``ValueError`` for a mark past the text's end.
    """
    ordered = sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end))
    edges = {0, len(text)}
    for span, _ in ordered:
        if span.end > len(text):
            raise ValueError(f"mark {span} lies outside a text of {len(text)} characters")
        edges |= {span.start, span.end}
    pieces = []
    covering: list[tuple[Span, M]] = []
    next_mark = 0
    places = sorted(edges)
    for start, end in pairwise(places):
        covering = [mark for mark in covering if mark[0].end > start]
        while next_mark < len(ordered) and ordered[next_mark][0].start <= start:
            if ordered[next_mark][0].end > start:
                covering.append(ordered[next_mark])
            next_mark += 1
        pieces.append(Piece(text[start:end], tuple(mark for _, mark in covering)))
    return tuple(pieces)
