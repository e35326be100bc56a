"""What kinds of difference and of source are called in the language of the interface."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l

from compare.domain import Kind, Place, SourceKind

NAMES = {
    Kind.LABEL: (_l("Label"), _l("The name or noun given to the same person, group, place or deed.")),
    Kind.LOADED: (_l("Loaded word"), _l("A word that carries a judgement where others are plainer.")),
    Kind.ATTRIBUTION: (_l("Attribution"), _l("How a statement is introduced, and whose it is.")),
    Kind.HEDGE: (_l("Certainty"), _l("How sure the outlet sounds: alleged, reportedly, may, undoubtedly.")),
    Kind.NEGATION: (_l("Denial"), _l("One says what the other denies.")),
    Kind.NUMBER: (_l("Number"), _l("Counts, amounts, dates or percentages that disagree.")),
    Kind.QUOTE: (_l("Quotation"), _l("The same speech quoted, cut or paraphrased differently.")),
    Kind.AGENCY: (_l("Agency"), _l("Who acts: nobody is named against a named actor.")),
    Kind.OMISSION: (_l("Only here"), _l("Told by this outlet alone.")),
    Kind.EMPHASIS: (_l("Emphasis"), _l("High up in one article, far down in the other.")),
    Kind.TONE: (_l("Tone"), _l("The sentence's sentiment towards the same matter differs.")),
}

SOURCES = {
    SourceKind.PERSON: _l("person"),
    SourceKind.BODY: _l("country or body"),
    SourceKind.OUTLET: _l("outlet"),
    SourceKind.DESCRIBED: _l("without a name"),
    SourceKind.UNKNOWN: _l("source unknown"),
}


def kind_name(kind: Kind) -> str:
    """Return the kind's name."""
    return str(NAMES[kind][0])


def kind_about(kind: Kind) -> str:
    """Return what the kind means, a sentence."""
    return str(NAMES[kind][1])


def source_kind(kind: SourceKind) -> str:
    """Return what a kind of source is called."""
    return str(SOURCES[kind])


def numbers_of(places: Iterable[Place]) -> str:
    """Return sentences by their numbers, counted from 1, article by article: ``3 + 4 / 7``."""
    by_article: dict[str, list[str]] = {}
    for place in sorted(places):
        by_article.setdefault(place.article, []).append(str(place.sentence + 1))
    return " / ".join(" + ".join(numbers) for numbers in by_article.values())
