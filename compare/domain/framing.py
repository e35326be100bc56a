"""Framing highlights: which words, why, and what the others wrote instead. Evidence, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from compare.domain.story import Sentence
from compare.domain.text import Span

IDLE = "idle"  # evidence of a loaded word that by itself tells a reader nothing


class Kind(StrEnum):
    """Kinds of framing difference, as in the report format."""

    LABEL = "label"
    LOADED = "loaded"
    ATTRIBUTION = "attribution"
    HEDGE = "hedge"
    NEGATION = "negation"
    NUMBER = "number"
    QUOTE = "quote"
    AGENCY = "agency"
    OMISSION = "omission"
    EMPHASIS = "emphasis"
    TONE = "tone"


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A span of one sentence's shown text (its translation, or the original where there is none)."""

    article: str
    sentence: int
    span: Span


@dataclass(frozen=True, slots=True)
class Highlight:
    """A marked passage with its reason.

    ``weight`` in [0, 1] ranks, ``doubt`` in [0, 1] is the chance that only the translation made the difference.
    ``against`` points at what the other outlets wrote there; empty where the highlight stands alone. ``beside`` points
    at sentences that seem to tell the same, where no words of theirs answer to these. ``note`` is one plain sentence;
    ``evidence`` holds the same in named values (text, numbers), for machines. ``written`` is a span of the sentence as
    it was written: the words that the marked ones stand for in a translation; None where nothing is translated, where
    the whole sentence is meant, and where they are not known.
    """

    passage: Passage
    kind: Kind
    weight: float
    note: str
    against: tuple[Passage, ...] = ()
    doubt: float = 0.0
    evidence: tuple[tuple[str, str | float], ...] = field(default=())
    beside: tuple[Passage, ...] = ()
    written: Span | None = None

    def __post_init__(self) -> None:
        if not (0.0 <= self.weight <= 1.0 and 0.0 <= self.doubt <= 1.0):
            raise ValueError(f"Highlight: weight {self.weight} and doubt {self.doubt} must be in [0, 1]")
        if not self.note:
            raise ValueError("Highlight: every highlight says why")

    @property
    def strength(self) -> float:
        """Weight after doubt, in [0, 1]: what the ten weightiest are ranked by."""
        return self.weight * (1.0 - self.doubt)

    def written_in(self, sentence: Sentence) -> str:
        """Return the words of ``sentence`` as written that the highlight stands for; empty where they are not known,
        or are the marked words themselves: a translation keeps some."""
        if self.written is None:
            return ""
        words = self.written.of(sentence.text)
        return "" if words.casefold() == self.passage.span.of(sentence.shown).casefold() else words

    @property
    def is_idle(self) -> bool:
        """True of what ranks sentences for programs and tells a reader nothing by itself, such as "of"."""
        return any(name == IDLE for name, _ in self.evidence)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words in which the two sides of one bead differ; how they differ, not whether it frames.

    Passages of one side only are words that the other side lacks. A passage is within one sentence, so a change that
    runs over a sentence's end has several.
    """

    left: tuple[Passage, ...]
    right: tuple[Passage, ...]

    def __post_init__(self) -> None:
        if not self.left and not self.right:
            raise ValueError("Difference: needs a passage on one side at least")
