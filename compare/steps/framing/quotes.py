"""Quoted stretches of a text, whatever marks it uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from compare.domain import Span

# Opening marks and what may close them. „…“ (German) and “…” (English) share a mark: an opener is looked up first.
CLOSERS = {"«": "»", "»": "«", "„": "“”", "“": "”", "”": "”", "「": "」", "『": "』", "‹": "›", '"': '"', "‘": "’"}
MARK = re.compile(r"[«»„“”「」『』‹›\"‘’]")
MAX_QUOTES = 60  # of one sentence; more is no speech
MIN_QUOTE = 2  # characters inside


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted stretch: ``inner`` without its marks, ``outer`` with them; an open one runs to the sentence's edge."""

    outer: Span
    inner: Span
    is_open: bool = False


@lru_cache(maxsize=16_384)
def quotes_of(text: str) -> tuple[Quote, ...]:
    """Return the quoted stretches of ``text`` in order, not overlapping; marks inside a quotation belong to it.

    An opening mark that nothing closes quotes to the end of the sentence, and a closing one that nothing opened from its
    start: speech runs over several sentences. A lone straight mark, and a curly apostrophe, are no quotation. O(characters).
    """
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    for match in MARK.finditer(text):
        mark = match.group()
        if opened is not None:
            if mark in CLOSERS[opened.group()] and not (mark == "’" and _is_apostrophe(text, match.start())):
                _add(found, opened.start(), match.end())
                opened = None
        elif mark in '“„«‹「『"' or (mark == "‘" and not _is_apostrophe(text, match.start())):
            opened = match
        elif mark in "”»」』" and not found and text[: match.start()].strip():
            found.append(Quote(Span(0, match.end()), Span(0, match.start()), is_open=True))
        if len(found) == MAX_QUOTES:
            break
    if opened is not None and opened.group() in "“„«「『" and len(found) < MAX_QUOTES and text[opened.end() :].strip():
        end = len(text.rstrip())
        if end > opened.end():
            found.append(Quote(Span(opened.start(), end), Span(opened.end(), end), is_open=True))
    return tuple(found)


def _add(found: list[Quote], start: int, end: int) -> None:
    if end - start - 2 >= MIN_QUOTE:
        found.append(Quote(Span(start, end), Span(start + 1, end - 1)))


def _is_apostrophe(text: str, place: int) -> bool:
    """True where letters stand on both sides of the mark."""
    return 0 < place < len(text) - 1 and text[place - 1].isalnum() and text[place + 1].isalnum()


def is_quoted(text: str, place: int) -> bool:
    """True where the character at ``place`` lies in a quotation."""
    return any(quote.outer.start <= place < quote.outer.end for quote in quotes_of(text))
