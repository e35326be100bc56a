"""The chance that only translation made a difference: a word of ours for a word of theirs, seen through an engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from compare.domain import Flag, FlagKind, Highlight, Kind, Passage, Place, Span
from compare.steps.framing.aligned import AlignedStory

# How often a difference of a kind between an article and its faithful translation is the translation's, before
# anything else is known.
PRIOR = {
    Kind.LABEL: 0.5,
    Kind.LOADED: 0.3,
    Kind.ATTRIBUTION: 0.3,
    Kind.HEDGE: 0.35,
    Kind.NEGATION: 0.4,
    Kind.NUMBER: 0.3,
    Kind.QUOTE: 0.4,
    Kind.AGENCY: 0.4,
    Kind.OMISSION: 0.05,
    Kind.EMPHASIS: 0.0,
    Kind.TONE: 0.4,
}
TOUCHES = {
    FlagKind.NUMBER: {Kind.NUMBER},
    FlagKind.NEGATION: {Kind.NEGATION},
    FlagKind.NAME: {Kind.LABEL},
}
SERIOUS = frozenset({FlagKind.LOOP, FlagKind.COPY, FlagKind.SCRIPT, FlagKind.LENGTH, FlagKind.EMPTY, FlagKind.FRAGMENT})


def add_doubt(story: AlignedStory, highlights: Iterable[Highlight]) -> list[Highlight]:
    """Return the highlights, each that touches translated text with its doubt."""
    return [_doubted(story, highlight) for highlight in highlights]


def _doubted(story: AlignedStory, highlight: Highlight) -> Highlight:
    passages = (highlight.passage, *highlight.against)
    touched = [p for p in passages if story.reading(p.article).is_translated]
    if not touched:
        return highlight
    doubt = max(PRIOR[highlight.kind], max(_of_passage(story, highlight.kind, p) for p in touched[:4]))
    return replace(highlight, doubt=max(highlight.doubt, min(0.95, round(doubt, 4))))


def _of_passage(story: AlignedStory, kind: Kind, passage: Passage) -> float:
    sentence = story.sentence(Place(passage.article, passage.sentence))
    flags: Sequence[Flag] = sentence.flags
    doubt = PRIOR[kind]
    if any(flag.kind in SERIOUS or kind in TOUCHES.get(flag.kind, ()) for flag in flags):
        doubt = max(doubt, 0.7)
    if sentence.likelihood is not None and sentence.likelihood < -0.8:
        doubt += 0.2
    route = story.reading(passage.article).route
    if route is not None and route.relays:
        doubt += 0.1
    return doubt


__all__ = ["Span", "add_doubt"]
