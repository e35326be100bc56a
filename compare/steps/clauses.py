"""The clauses of a long sentence: what a translator may have joined to one sentence, another wrote as two."""

from __future__ import annotations

import re

# After a comma, colon, semicolon or dash; around quotation marks; after an end of sentence inside them. Scripts that
# write no space after their marks need none here.
EDGE = re.compile(
    r"(?<=[,;:])\s+|(?<=[،؛：；，、–—])\s*|(?<=[.!?؟。！？][\"”»’'])\s+|\s(?=[—–-]\s)|(?<=[\"”»])\s|\s(?=[\"“«])"
)
# Bytes of UTF-8: a character of a script that needs fewer of them tells more. Tried beside parts of fixed shares of a
# sentence (a third, a half, ...), which brought nothing. The numbers were set once, by eye, and not tuned.
LONG = 90  # a shorter sentence is not cut
SHORT = 40  # a shorter clause goes with the next one, the last with the one before
MOST = 8  # of one sentence; the rest is not looked at by itself


def clauses(sentence: str) -> tuple[str, ...]:
    """Return the clauses of a long sentence, at most ``MOST``, in order; none of a short or a simple one. O(length)."""
    if len(sentence.encode("utf-8", "replace")) < LONG:
        return ()
    edges = [edge.end() for edge in EDGE.finditer(sentence)]
    found: list[str] = []
    start = 0
    for end in (*edges, len(sentence)):
        piece = sentence[start:end]
        if end == len(sentence) and found and _is_short(piece):
            found[-1] += piece
        elif end == len(sentence) or not _is_short(piece):
            found.append(piece)
            start = end
    return tuple(piece.strip() for piece in found[:MOST]) if len(found) > 1 else ()


def _is_short(piece: str) -> bool:
    return len(piece.encode("utf-8", "replace")) < SHORT
