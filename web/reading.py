"""What a reader chose to see, and the report laid out for it: rows, pairs, one sentence with its evidence.

Plain values in, plain values out; knows no request and no HTML.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from compare.domain import Bead, Flag, Highlight, Kind, Passage, Place, Report
from compare.files.report_view import View, maybes_of, view_of
from compare.files.view_parts import Column, ContrastView, Line, WordPair
from compare.steps.summary import DOUBTFUL, SLIGHT, is_prominent, worth_reading

STRONG = 0.75  # weight from which a highlight counts as strong: the top quarter of the scale


class Rows(StrEnum):
    """Which facts are rows."""

    SHARED = "shared"
    ALONE = "alone"
    ALL = "all"


class Order(StrEnum):
    """In which order rows come."""

    STORY = "story"
    DISPUTED = "disputed"
    MOVED = "moved"
    FEWEST = "fewest"


class Show(StrEnum):
    """In which language sentences are shown."""

    BOTH = "both"
    TRANSLATION = "translation"
    ORIGINAL = "original"


class Weight(StrEnum):
    """From which weight on highlights are shown."""

    ANY = "any"
    CLEAR = "clear"
    STRONG = "strong"


LEAST = {Weight.ANY: 0.0, Weight.CLEAR: SLIGHT, Weight.STRONG: STRONG}


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader chose; every default is left out of the address."""

    rows: Rows = Rows.SHARED
    order: Order = Order.STORY
    show: Show = Show.BOTH
    weight: Weight = Weight.ANY
    kinds: tuple[Kind, ...] = ()
    told_by: str = ""
    missing_in: str = ""
    is_sure_only: bool = False

    def query(self) -> dict[str, Any]:
        """Return the address's query: what differs from the defaults."""
        found: dict[str, Any] = {}
        plain = Filters()
        for name in ("rows", "order", "show", "weight"):
            if getattr(self, name) != getattr(plain, name):
                found[name] = str(getattr(self, name))
        if self.kinds:
            found["kind"] = [str(kind) for kind in self.kinds]
        if self.told_by:
            found["told"] = self.told_by
        if self.missing_in:
            found["missing"] = self.missing_in
        if self.is_sure_only:
            found["sure"] = "1"
        return found

    @property
    def marks(self) -> tuple[Weight, tuple[Kind, ...], bool]:
        """What decides which highlights are shown, and with that the layout that can be kept."""
        return self.weight, self.kinds, self.is_sure_only


def filters_from(args: Mapping[str, str], kinds: Sequence[str] = ()) -> Filters:
    """Return the filters in an address; what it does not know is left at its default."""

    def one(name: str, members: type[StrEnum], default: StrEnum) -> str:
        written = args.get(name, "")
        return written if written in list(members) else str(default)

    return Filters(
        rows=Rows(one("rows", Rows, Rows.SHARED)),
        order=Order(one("order", Order, Order.STORY)),
        show=Show(one("show", Show, Show.BOTH)),
        weight=Weight(one("weight", Weight, Weight.ANY)),
        kinds=tuple(kind for kind in Kind if str(kind) in kinds),
        told_by=args.get("told", ""),
        missing_in=args.get("missing", ""),
        is_sure_only=args.get("sure") == "1",
    )


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A fact, or a sentence that one outlet alone tells; one cell a column, an empty one where it is left out.

    ``maybes`` holds, for an empty cell, the sentence of its column that may tell it all the same. ``number`` is the
    fact's in the story, None where it stands alone. ``strength`` adds up what is disputed in it, ``spread`` in [0, 1]
    is how far apart its outlets tell it.
    """

    number: int | None
    anchor: str
    cells: tuple[tuple[Line, ...], ...]
    maybes: tuple[Line | None, ...]
    words: tuple[WordPair, ...]
    place: float
    strength: float
    spread: float

    @property
    def n_tellers(self) -> int:
        """How many outlets tell it."""
        return sum(bool(cell) for cell in self.cells)


def without_hidden(report: Report, filters: Filters) -> Report:
    """Return the report with only the highlights that the filters let through."""
    least = LEAST[filters.weight]

    def kept(highlights: Sequence[Highlight]) -> tuple[Highlight, ...]:
        return tuple(
            h
            for h in highlights
            if h.weight >= least
            and (not filters.kinds or h.kind in filters.kinds)
            and not (filters.is_sure_only and h.doubt >= DOUBTFUL)
        )

    highlights, headlines = kept(report.highlights), kept(report.headlines)
    if len(highlights) == len(report.highlights) and len(headlines) == len(report.headlines):
        return report
    return replace(report, highlights=highlights, headlines=headlines)


def lay_out(report: Report, filters: Filters) -> View:
    """Return the report laid out with the highlights that the filters let through, under the whole report's seal."""
    shown = without_hidden(report, filters)
    view = view_of(shown)
    return view if shown is report else replace(view, report=report)


def rows_of(view: View, filters: Filters) -> list[MatrixRow]:
    """Return the rows to show, in the order to show them."""
    rows = [row for row in _all_rows(view) if _is_wanted(row, view, filters)]
    if filters.order is Order.DISPUTED:
        rows.sort(key=lambda row: -row.strength)
    elif filters.order is Order.MOVED:
        rows.sort(key=lambda row: -row.spread)
    elif filters.order is Order.FEWEST:
        rows.sort(key=lambda row: row.n_tellers)
    return rows


def _all_rows(view: View) -> list[MatrixRow]:
    lengths = [max(1, len(told.column.share.n_others) - 1) for told in view.articles]
    rows = []
    for row in view.rows:
        places = [cell[0].index / lengths[k] for k, cell in enumerate(row.cells) if cell]
        middle = sorted(places)[len(places) // 2]
        rows.append(
            MatrixRow(
                row.number,
                f"fact-{row.number}",
                row.cells,
                row.maybes,
                row.words,
                middle,
                _strength(row.cells),
                max(places) - min(places),
            )
        )
    # A sentence that stands alone comes where its own article has it.
    for k, told in enumerate(view.articles):
        for line in told.only:
            cells = tuple((line,) if k == j else () for j in range(len(view.columns)))
            maybes = maybes_of(cells, view.columns, view.perhaps)
            place = line.index / lengths[k]
            rows.append(MatrixRow(None, line.anchor, cells, maybes, (), place, _strength(cells), 0.0))
    numbered = [row for row in rows if row.number is not None]
    alone = [row for row in rows if row.number is None]
    if not numbered:
        return sorted(alone, key=lambda row: row.place)
    # Facts keep the story's order, whatever their places; the others go between them.
    merged: list[MatrixRow] = []
    waiting = sorted(alone, key=lambda row: row.place)
    reached = 0.0
    for entry in numbered:
        reached = max(reached, entry.place)
        while waiting and waiting[0].place < reached:
            merged.append(waiting.pop(0))
        merged.append(entry)
    return merged + waiting


def _strength(cells: Iterable[Sequence[Line]]) -> float:
    return sum(
        reason.weight * (1.0 - reason.doubt)
        for cell in cells
        for line in cell
        for reason in line.reasons
        if reason.kind not in (Kind.OMISSION, Kind.EMPHASIS)
    )


def _is_wanted(row: MatrixRow, view: View, filters: Filters) -> bool:
    if filters.rows is Rows.SHARED and row.number is None and not filters.told_by:
        return False
    if filters.rows is Rows.ALONE and row.number is not None:
        return False
    for cell, column in zip(row.cells, view.columns, strict=True):
        if column.id == filters.told_by and not cell:
            return False
        if column.id == filters.missing_in and cell:
            return False
    if filters.kinds or filters.weight is not Weight.ANY:
        # What is told here alone has a bar and no reason: its place says it.
        return any(line.reasons or line.asides or line.bar for cell in row.cells for line in cell)
    return True


@dataclass(frozen=True, slots=True)
class First:
    """A difference to read before the rest: whose it is, in which sentence (counted from 1), against whom."""

    contrast: ContrastView
    column: Column
    number: int
    others: tuple[Column, ...]


def first_look(report: Report, view: View, n: int = 4) -> tuple[First, ...]:
    """Return the ``n`` weightiest differences, each with the outlet whose words they are about."""
    columns = {column.id: column for column in view.columns}
    found = []
    for contrast in view.contrasts[:n]:
        places = {Place(part.column.id, part.number - 1) for part in contrast.excerpts}
        own = next(
            Place(h.passage.article, h.passage.sentence)
            for h in report.highlights
            if (h.kind, h.note) == (contrast.kind, contrast.note)
            and Place(h.passage.article, h.passage.sentence) in places
        )
        others = dict.fromkeys(part.column.id for part in contrast.excerpts if part.column.id != own.article)
        found.append(
            First(contrast, columns[own.article], own.sentence + 1, tuple(columns[article] for article in others))
        )
    return tuple(found)


def marked_kinds(report: Report, chosen: Sequence[Kind], articles: Sequence[str]) -> tuple[tuple[Kind, int], ...]:
    """Return how many highlights of each kind are marked in ``articles``: kinds that are, and those chosen."""
    highlights = (*report.highlights, *report.headlines)
    counts = Counter(h.kind for h in highlights if h.passage.article in articles and is_prominent(h))
    return tuple((kind, counts[kind]) for kind in Kind if counts[kind] or kind in chosen)


@dataclass(frozen=True, slots=True)
class Opposite:
    """What a highlight points at: the sentence of another outlet, its marked words, and its original."""

    column: Column
    number: int
    before: str
    words: str
    after: str
    original: str | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One highlight with all that it rests on; ``written`` are the original's words, empty where not known."""

    kind: Kind
    passage: Passage
    before: str
    words: str
    after: str
    written: str
    note: str
    weight: float
    doubt: float
    is_marked: bool
    against: tuple[Opposite, ...]
    values: tuple[tuple[str, str], ...]
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """What another outlet tells in the same place: its lines, and how sure the match is; none: left out.

    ``maybe`` is then its sentence that may tell it all the same, if there is one.
    """

    column: Column
    lines: tuple[Line, ...]
    confidence: float
    is_fixed: bool
    maybe: Line | None = None


@dataclass(frozen=True, slots=True)
class SentenceView:
    """One sentence with its partners and the evidence for all that is marked in it."""

    line: Line
    column: Column
    original: str
    translation: str | None
    likelihood: float | None
    flags: tuple[Flag, ...]
    evidence: tuple[Evidence, ...]
    partners: tuple[Partner, ...]
    before: Line | None
    after: Line | None


def sentence_view(report: Report, view: View, place: Place, confirmed: set[tuple[Place, Kind, str]]) -> SentenceView:
    """Lay one sentence out; raises ``KeyError`` where the report does not have it."""
    columns = {column.id: column for column in view.columns}
    lines = lines_of(view)
    line = lines[place]
    reading = report.reading(place.article)
    sentence = reading.sentences[place.sentence]
    own = sorted(
        (h for h in worth_reading(report.highlights) if Place(h.passage.article, h.passage.sentence) == place),
        key=lambda h: (-h.strength, h.passage.span, h.kind),
    )
    return SentenceView(
        line=line,
        column=columns[place.article],
        original=sentence.text,
        translation=sentence.translation if reading.is_translated else None,
        likelihood=sentence.likelihood,
        flags=sentence.flags,
        evidence=tuple(_evidence(report, h, columns, confirmed) for h in own),
        partners=tuple(_partners(report, place, columns, lines, view.perhaps)),
        before=lines.get(Place(place.article, place.sentence - 1)),
        after=lines.get(Place(place.article, place.sentence + 1)),
    )


def lines_of(view: View) -> dict[Place, Line]:
    """Return every line by its place."""
    return {
        Place(told.column.id, line.index): line
        for told in view.articles
        for paragraph in told.paragraphs
        for line in paragraph
    }


def bead_of(report: Report, place: Place, other: str) -> tuple[tuple[int, ...], tuple[int, ...], Bead] | None:
    """Return a sentence's bead with another article, its own side first; None where it has no partner there."""
    for alignment in report.comparisons:
        if {alignment.left, alignment.right} != {place.article, other}:
            continue
        for bead in alignment.beads:
            mine, theirs = (bead.left, bead.right) if alignment.left == place.article else (bead.right, bead.left)
            if place.sentence in mine:
                return mine, theirs, bead
    return None


def _partners(
    report: Report,
    place: Place,
    columns: Mapping[str, Column],
    lines: Mapping[Place, Line],
    perhaps: Mapping[tuple[Place, str], Line],
) -> Iterable[Partner]:
    for other, column in columns.items():
        if other == place.article:
            continue
        found = bead_of(report, place, other)
        if found is None:
            yield Partner(column, (), 0.0, False, perhaps.get((place, other)))
        else:
            _, theirs, bead = found
            yield Partner(column, tuple(lines[Place(other, j)] for j in theirs), bead.confidence, bead.is_fixed)


def _evidence(
    report: Report, highlight: Highlight, columns: Mapping[str, Column], confirmed: set[tuple[Place, Kind, str]]
) -> Evidence:
    before, words, after = _cut(report, highlight.passage)
    against = []
    for passage in (*highlight.against, *highlight.beside):
        reading = report.reading(passage.article)
        sentence = reading.sentences[passage.sentence]
        original = sentence.text if reading.is_translated else None
        against.append(Opposite(columns[passage.article], passage.sentence + 1, *_cut(report, passage), original))
    place = Place(highlight.passage.article, highlight.passage.sentence)
    return Evidence(
        kind=highlight.kind,
        passage=highlight.passage,
        before=before,
        words=words,
        after=after,
        written=highlight.written_in(report.reading(place.article).sentences[place.sentence]),
        note=highlight.note,
        weight=highlight.weight,
        doubt=highlight.doubt,
        is_marked=is_prominent(highlight),
        against=tuple(against),
        values=tuple(
            (name, f"{value:.2f}" if isinstance(value, float) else value) for name, value in highlight.evidence
        ),
        is_confirmed=(place, highlight.kind, words) in confirmed,
    )


def _cut(report: Report, passage: Passage) -> tuple[str, str, str]:
    shown = report.reading(passage.article).sentences[passage.sentence].shown
    return shown[: passage.span.start], passage.span.of(shown), shown[passage.span.end :]


@dataclass(frozen=True, slots=True)
class PairView:
    """Two articles side by side; ``partners`` maps a line's anchor to the anchors of what the other one tells."""

    left: Column
    right: Column
    partners: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[int, ...]]


def pair_view(report: Report, view: View, left: str, right: str) -> PairView:
    """Link two articles' sentences. Raises ``KeyError`` where the report does not compare them."""
    columns = {column.id: column for column in view.columns}
    one, other = columns[left], columns[right]
    partners: dict[str, list[str]] = defaultdict(list)
    numbers: dict[str, list[int]] = defaultdict(list)
    for alignment in report.comparisons:
        if {alignment.left, alignment.right} != {left, right}:
            continue
        for bead in alignment.beads:
            mine, theirs = (bead.left, bead.right) if alignment.left == left else (bead.right, bead.left)
            for i in mine:
                for j in theirs:
                    here, there = f"s{one.number}-{i + 1}", f"s{other.number}-{j + 1}"
                    partners[here].append(there)
                    partners[there].append(here)
                    numbers[here].append(j + 1)
                    numbers[there].append(i + 1)
    # What a third outlet's telling joins to one fact is told in both, too.
    for fact in report.facts:
        mine, theirs = (tuple(p.sentence for p in fact.members if p.article == side) for side in (left, right))
        for i in mine:
            for j in theirs:
                here, there = f"s{one.number}-{i + 1}", f"s{other.number}-{j + 1}"
                if not set(partners) & {here, there}:
                    partners[here], partners[there] = [there], [here]
                    numbers[here], numbers[there] = [j + 1], [i + 1]
    return PairView(one, other, {k: tuple(v) for k, v in partners.items()}, {k: tuple(v) for k, v in numbers.items()})
