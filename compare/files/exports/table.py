"""A report as rows: what the comma-separated file and the workbook share.

One row is one highlight on one sentence; a sentence without highlights has one row of its own, so that what nobody
marked, and what only one outlet tells, is in the table too. A headline with highlights comes first, as sentence 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from compare.domain import Highlight, Passage, Place, Report
from compare.files.display import printable
from compare.steps.summary import story_order, worth_reading

Cell = str | int | float | None

COLUMNS = (
    "story",
    "fact",
    "outlet",
    "language",
    "sentence",
    "original",
    "translation",
    "bead",
    "confidence",
    "kind",
    "span",
    "against",
    "weight",
    "doubt",
    "route",
    "url",
    "date",
    "words",
    "note",
    "article",
    "written",
)
"""The columns in their order; ``docs/exports.md`` says what each holds. New ones are added at the end."""


@dataclass(frozen=True, slots=True)
class SentenceBeads:
    """The beads that one sentence is in: a readable list, and the highest confidence among them."""

    listed: str
    confidence: float | None


def rows_of(report: Report) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a report in the order of its articles, each with a value per column; text is printable."""
    headlines = defaultdict(list)
    for article, row, is_marked in _rows(report.of_headlines(), first=0):
        if is_marked:
            headlines[article].append(row)
    for article, row, _ in _rows(report, first=1):
        yield from headlines.pop(article, ())
        yield row


def _rows(report: Report, *, first: int) -> Iterator[tuple[str, tuple[Cell, ...], bool]]:
    """Yield each row with its article, and whether it has a highlight; sentences are counted from ``first``."""
    facts = fact_numbers(report)
    beads = _beads(report)
    highlights: dict[Place, list[Highlight]] = defaultdict(list)
    for highlight in worth_reading(report.highlights):
        highlights[Place(highlight.passage.article, highlight.passage.sentence)].append(highlight)
    for reading in report.readings:
        article = reading.article
        origin = (str(reading.route or ""), article.url, article.published)
        for sentence in reading.sentences:
            place = Place(article.id, sentence.index)
            told = beads.get(place, SentenceBeads("", None))
            head = (
                report.story,
                ", ".join(str(number) for number in facts.get(place, ())),
                article.outlet,
                reading.language,
                sentence.index + first,
                sentence.text,
                sentence.translation if reading.is_translated else None,
                told.listed,
                told.confidence,
            )
            own: list[Highlight | None] = [*highlights[place]]
            for marked in own or [None]:
                kind, span, words, against, weight, doubt, note, written = _highlight_cells(report, marked, first)
                row = (*head, kind, span, against, weight, doubt, *origin, words, note, article.id, written)
                yield article.id, _clean(row), marked is not None


def highlight_rows(report: Report) -> Iterator[tuple[Highlight, int, str, tuple[Cell, ...]]]:
    """Yield each highlight, those of headlines first, with its sentence's number and text as shown, and its cells.

    The cells are kind, span, words, against, weight, doubt, note, written.
    """
    for part, first in ((report.of_headlines(), 0), (report, 1)):
        for highlight in worth_reading(part.highlights):
            passage = highlight.passage
            shown = part.reading(passage.article).sentences[passage.sentence].shown
            yield highlight, passage.sentence + first, shown, _clean(_highlight_cells(part, highlight, first))


def fact_numbers(report: Report) -> dict[Place, list[int]]:
    """Return, per sentence, the numbers of the facts it tells, counted from 1 as every page counts them."""
    found: dict[Place, list[int]] = defaultdict(list)
    for number, fact in enumerate(story_order(report), 1):
        for place in fact.members:
            found[place].append(number)
    return found


def words_at(report: Report, passage: Passage) -> str:
    """Return the words that a passage covers."""
    return passage.span.of(report.reading(passage.article).sentences[passage.sentence].shown)


def interval(passage: Passage) -> str:
    """Return a span as ``[24, 33)``: no spreadsheet takes that for a date, as it would 3-12."""
    return f"[{passage.span.start}, {passage.span.end})"


def _highlight_cells(report: Report, highlight: Highlight | None, first: int) -> tuple[Cell, ...]:
    if highlight is None:
        return (None,) * 8

    def where(passage: Passage) -> str:
        return f"{report.reading(passage.article).article.outlet} {passage.sentence + first}"

    answers = [f"{where(p)} {interval(p)}: {words_at(report, p)}" for p in highlight.against]
    against = "; ".join(answers or [where(p) for p in highlight.beside])
    passage = highlight.passage
    words = words_at(report, passage)
    original = report.reading(passage.article).sentences[passage.sentence].text
    return (
        highlight.kind.value,
        interval(passage),
        words,
        against,
        highlight.weight,
        highlight.doubt,
        highlight.note,
        None if highlight.written is None else highlight.written.of(original),
    )


def _beads(report: Report) -> dict[Place, SentenceBeads]:
    listed: dict[Place, list[str]] = defaultdict(list)
    best: dict[Place, float] = {}
    for comparison in report.comparisons:
        for bead in comparison.beads:
            for own, ours, other, theirs in (
                (comparison.left, bead.left, comparison.right, bead.right),
                (comparison.right, bead.right, comparison.left, bead.left),
            ):
                partner = "+".join(str(k + 1) for k in theirs)
                for k in ours:
                    place = Place(own, k)
                    listed[place].append(f"{other} {partner} ({bead.confidence:.2f})")
                    best[place] = max(best.get(place, 0.0), bead.confidence)
    return {place: SentenceBeads("; ".join(entries), best[place]) for place, entries in listed.items()}


def _clean(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return tuple(printable(cell) if isinstance(cell, str) else cell for cell in cells)
