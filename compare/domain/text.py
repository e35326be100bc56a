"""Stretches of text: spans, and which way a language is written. Knows nothing of outlets or engines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

RTL_LANGUAGES = frozenset("ar arc ckb dv fa he ks nqo ps sd syr ug ur yi".split())


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open character range ``[start, end)`` into one named text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Span({self.start}, {self.end}): need 0 <= start <= end")

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """Return the language of a BCP 47 tag, lower case: ``pt-BR`` → ``pt``."""
    return tag.replace("_", "-").split("-", 1)[0].lower()


def direction(tag: str) -> str:
    """Return ``"rtl"`` or ``"ltr"``, the value of HTML's ``dir`` for a language tag; a script subtag decides first."""
    subtags = tag.replace("_", "-").lower().split("-")
    if {"arab", "hebr", "thaa", "syrc", "nkoo"} & set(subtags[1:]):
        return "rtl"
    if {"latn", "cyrl", "deva"} & set(subtags[1:]):
        return "ltr"
    return "rtl" if subtags[0] in RTL_LANGUAGES else "ltr"
