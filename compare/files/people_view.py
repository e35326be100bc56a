"""Who is heard and who is called what, laid out as tables: a row a source or name, a cell an outlet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.domain import NamedConcept, OutletCitations, Place, Report, Source, SourceKind, direction
from compare.files.view_parts import Column, Line

MAX_VERBS = 3  # of a cell, the most frequent
MAX_CALLINGS = 4  # forms of a name in a cell, the most frequent


@dataclass(frozen=True, slots=True)
class HeardCell:
    """What one outlet has of one source: statements, those in quotation marks, their words, the verbs, the first line.

    ``n_carried`` of the statements were made to it or quoted from it, where the source is an outlet itself.
    """

    n: int
    n_direct: int
    n_words: int
    n_carried: int
    verbs: tuple[str, ...]
    line: Line


@dataclass(frozen=True, slots=True)
class Heard:
    """A source, with a cell an outlet in the order of the columns; None where the outlet does not let it speak.

    ``name`` is empty for statements whose source was not made out.
    """

    kind: SourceKind
    name: str
    language: str
    direction: str
    cells: tuple[HeardCell | None, ...]


@dataclass(frozen=True, slots=True)
class Calling:
    """A form of a name: as shown, how often, the line of its first use, and the name as the original writes it."""

    words: str
    n: int
    line: Line
    original: str


@dataclass(frozen=True, slots=True)
class Called:
    """Somebody or something that outlets name, with the forms of each in the order of the columns.

    ``is_given``: a person said that the wordings mean the same.
    """

    language: str
    direction: str
    is_given: bool
    cells: tuple[tuple[Calling, ...], ...]

    @property
    def is_telling(self) -> bool:
        """True where two outlets do not call it by the same forms, or a person asked for it."""
        return (
            self.is_given
            or len({frozenset(calling.words.casefold() for calling in cell) for cell in self.cells if cell}) > 1
        )


def heard_of(report: Report, columns: Sequence[Column], lines: Mapping[Place, Line]) -> tuple[Heard, ...]:
    """Return who is cited, in the order of the report."""
    return tuple(_heard(source, columns, lines) for source in report.sources)


def called_of(report: Report, columns: Sequence[Column], lines: Mapping[Place, Line]) -> tuple[Called, ...]:
    """Return who and what two or more outlets name: what a person asked for, what is called differently, the rest; each
    in the order of the report."""
    found = [_called(concept, columns, lines) for concept in report.names]
    return tuple(sorted(found, key=lambda called: (not called.is_given, not called.is_telling)))


def _heard(source: Source, columns: Sequence[Column], lines: Mapping[Place, Line]) -> Heard:
    by_article = {outlet.article: outlet for outlet in source.outlets}
    cells = tuple(_cell(by_article[c.id], lines) if c.id in by_article else None for c in columns)
    return Heard(source.kind, source.name, source.language, direction(source.language or "en"), cells)


def _cell(outlet: OutletCitations, lines: Mapping[Place, Line]) -> HeardCell | None:
    if not outlet.citations:
        return None
    passage = outlet.citations[0].passage
    return HeardCell(
        outlet.count,
        outlet.n_direct,
        outlet.n_words,
        sum(citation.is_carrier for citation in outlet.citations),
        tuple(verb for verb, _ in outlet.verbs[:MAX_VERBS]),
        lines[Place(passage.article, passage.sentence)],
    )


def _called(concept: NamedConcept, columns: Sequence[Column], lines: Mapping[Place, Line]) -> Called:
    by_article = {outlet.article: outlet.forms for outlet in concept.outlets}
    cells = tuple(
        tuple(
            Calling(form.text, form.count, lines[form.first], form.original)
            for form in by_article.get(column.id, ())[:MAX_CALLINGS]
        )
        for column in columns
    )
    return Called(concept.language, direction(concept.language), concept.is_given, cells)
