"""The parts of a report laid out for reading: columns, lines, rows, reasons, as plain values.

``report_view`` and ``people_view`` build them, pages and exports print them.
"""

from __future__ import annotations

from dataclasses import dataclass

from compare.domain import Flag, Kind, SegmentKind, Span
from compare.steps.summary import Share

HEADLINE = -1  # the index of a line that is a headline: it stands before the sentences

KIND_NAMES = {
    Kind.LABEL: ("Label", "The name or noun given to the same person, group, place or deed."),
    Kind.LOADED: ("Loaded word", "A word that carries a judgement where others are plainer."),
    Kind.ATTRIBUTION: ("Attribution", "How a statement is introduced, and whose it is."),
    Kind.HEDGE: ("Certainty", "How sure the outlet sounds: alleged, reportedly, may, undoubtedly."),
    Kind.NEGATION: ("Denial", "One says what the other denies."),
    Kind.NUMBER: ("Number", "Counts, amounts, dates or percentages that disagree."),
    Kind.QUOTE: ("Quotation", "The same speech quoted, cut or paraphrased differently."),
    Kind.AGENCY: ("Agency", "Who acts: nobody is named against a named actor."),
    Kind.OMISSION: ("Only here", "Told by this outlet alone."),
    Kind.EMPHASIS: ("Emphasis", "High up in one article, far down in the other."),
    Kind.TONE: ("Tone", "The sentence's sentiment towards the same matter differs."),
}


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text and the kinds that mark it, outermost first."""

    text: str
    kinds: tuple[Kind, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One outlet's article as a head: everything but its sentences."""

    number: int
    id: str
    outlet: str
    language: str
    language_name: str
    direction: str
    shown_language: str
    shown_direction: str
    title: str
    title_original: str
    published: str
    date: str
    author: str
    link: str  # the article's address where it is one that a browser may open, else empty
    state: str  # "original", "translated" or "untranslated"
    engine: str
    route: tuple[str, ...]
    notes: tuple[str, ...]
    share: Share
    is_apart: bool


@dataclass(frozen=True, slots=True)
class Against:
    """What another outlet wrote in the same place."""

    column: Column
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why words are highlighted."""

    kind: Kind
    text: str
    note: str
    against: tuple[Against, ...]
    weight: float
    doubt: float
    is_prominent: bool
    is_whole: bool
    span: Span  # of the words, in the sentence as shown
    written: str  # the words of the original that they stand for; empty where none are known

    @property
    def is_told_by_note(self) -> bool:
        """True where the note quotes all the words already, so that they need not stand beside it again."""
        return all(words in self.note for words in (self.text, *(other.text for other in self.against)))


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence to be shown, its original (None where it is shown as written), and why it is marked.

    ``original_pieces`` mark the words of the original that marked ones stand for, as far as they are known.
    A headline is a line, too: its index is ``HEADLINE``, and it is in no row.
    """

    column: Column
    index: int
    pieces: tuple[Words, ...]
    bar: Kind | None
    original: str | None
    original_pieces: tuple[Words, ...]
    reasons: tuple[Reason, ...]
    asides: tuple[Reason, ...]
    flags: tuple[Flag, ...]
    kind: SegmentKind
    rows: tuple[int, ...]
    is_lead: bool

    @property
    def number(self) -> int:
        """Its place in the article, counted from 1."""
        return self.index + 1

    @property
    def text(self) -> str:
        """The sentence without its marks."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def anchor(self) -> str:
        """The sentence's own address within a page."""
        return f"s{self.column.number}-{self.number}"


@dataclass(frozen=True, slots=True)
class WordPair:
    """Words in which two outlets' tellings differ; an empty side lacks the other's words."""

    left: Column
    right: Column
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A fact: one cell per column, an empty one where the outlet leaves it out, or tells it perhaps.

    ``maybes`` holds, for an empty cell, the sentence of its column that may tell it all the same; ``blanks`` says so in
    words.
    """

    number: int
    fact: int
    cells: tuple[tuple[Line, ...], ...]
    words: tuple[WordPair, ...]
    maybes: tuple[Line | None, ...]
    blanks: tuple[str, ...]

    @property
    def n_tellers(self) -> int:
        """How many outlets tell it."""
        return sum(bool(cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One outlet's wording of a contrast, cut around the words in question."""

    column: Column
    number: int
    before: str
    text: str
    after: str
    anchor: str


@dataclass(frozen=True, slots=True)
class ContrastView:
    """One of the weightiest contrasts."""

    number: int
    kind: Kind
    note: str
    weight: float
    doubt: float
    excerpts: tuple[Excerpt, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True)
class LeadView:
    """What an outlet opens with: ``told`` has where the others tell it, ``untold`` who does not."""

    line: Line
    told: tuple[tuple[Column, int, int], ...]
    untold: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """What one outlet adds, and what it leaves out although most tell it."""

    column: Column
    only: tuple[Line, ...]
    n_only: int
    left_out: tuple[tuple[Line, int], ...]  # the line that tells it, and its row's number


@dataclass(frozen=True, slots=True)
class PairCell:
    """How much of one article another tells too; None beside itself."""

    share: float | None
    same_event: float
    is_parallel: bool


@dataclass(frozen=True, slots=True)
class Told:
    """An article in full: paragraphs of lines."""

    column: Column
    paragraphs: tuple[tuple[Line, ...], ...]
    only: tuple[Line, ...]
