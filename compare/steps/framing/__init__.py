"""Framing: which words colour what is told, one detector a file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from compare.domain import Highlight, Kind, Passage, Place
from compare.steps.framing.agency import find_agency
from compare.steps.framing.aligned import MAX_READ, AlignedStory, Detector
from compare.steps.framing.attribution import find_attributions
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.emphasis import find_emphasis
from compare.steps.framing.hedge import find_hedges
from compare.steps.framing.label import as_named, find_labels
from compare.steps.framing.learned import find_learned, heard
from compare.steps.framing.loaded_words import as_used, find_loaded
from compare.steps.framing.name_table import name_table
from compare.steps.framing.negation import find_negations
from compare.steps.framing.number import find_numbers
from compare.steps.framing.omission import find_omissions
from compare.steps.framing.pairs import quoted, whole
from compare.steps.framing.quote import find_quotes
from compare.steps.framing.rank import rank
from compare.steps.framing.rendered import written_for
from compare.steps.framing.sources import find_sources
from compare.steps.framing.tone import find_tone
from compare.steps.framing.unnamed import find_unnamed

DETECTORS: dict[str, Detector] = {
    Kind.LABEL: find_labels,
    Kind.LOADED: find_loaded,
    Kind.ATTRIBUTION: lambda story: (*find_attributions(story), *find_unnamed(story)),
    Kind.HEDGE: find_hedges,
    Kind.NEGATION: find_negations,
    Kind.NUMBER: find_numbers,
    Kind.QUOTE: find_quotes,
    Kind.AGENCY: find_agency,
    Kind.OMISSION: find_omissions,
    Kind.EMPHASIS: find_emphasis,
    Kind.TONE: find_tone,
}
"""The detectors by the kind that they find."""

# A headline has no place in its article, and nobody is bound to tell in it what others do.
OF_HEADLINES = frozenset(DETECTORS) - {Kind.OMISSION, Kind.EMPHASIS}
# Marked at most, per headline, for each that is marked per sentence: of fifty real stories whose headlines were read no
# headline has more than three. Everybody reads it, and every word of it was weighed.
ROOM_OF_HEADLINES = 4
QUOTED = re.compile("“([^”]+)”")


def find_framing(
    story: AlignedStory, *, per_100: float, detectors: Collection[str] | None = None
) -> tuple[Highlight, ...]:
    """Return the highlights of a story, in the order of its text.

    ``detectors`` names the kinds to look for (None: all). At most ``per_100`` highlights per 100 sentences are marked;
    see ``rank``. Raises ``ValueError`` for an unknown detector.
    """
    _check(detectors)
    found: list[Highlight] = []
    for name, detect in DETECTORS.items():
        if detectors is None or name in detectors:
            by_rule, learned = detect(story), find_learned(story, Kind(name))
            if name == Kind.LOADED:
                found += (as_used(story, h) for h in (*(heard(story, h) for h in by_rule), *learned))
            elif name == Kind.LABEL:
                found += (*by_rule, *(as_named(story, h) for h in learned))
            else:
                found += (*by_rule, *learned)
    order = [reading.article.id for reading in story.readings]
    n_sentences = sum(len(reading.sentences) for reading in story.readings)

    def words(passage: Passage) -> str:
        return passage.span.of(story.shown(Place(passage.article, passage.sentence)))

    ranked = rank(add_doubt(story, found), order, n_sentences, per_100, words)
    return tuple(_with_original(story, highlight) for highlight in ranked)


def _with_original(story: AlignedStory, highlight: Highlight) -> Highlight:
    """Return a highlight on some words of a translation with those of the original that they stand for."""
    passage = highlight.passage
    place = Place(passage.article, passage.sentence)
    if not story.reading(place.article).is_translated or passage.span == whole(story.shown(place)):
        return highlight
    return replace(highlight, written=written_for(story, place, passage.span))


def _check(detectors: Collection[str] | None) -> None:
    unknown = set(detectors or ()) - set(DETECTORS)
    if unknown:
        raise ValueError(f"no detectors named {sorted(unknown)}; there are {sorted(DETECTORS)}")


def find_headline_framing(
    headlines: AlignedStory, *, per_100: float, detectors: Collection[str] | None = None
) -> tuple[Highlight, ...]:
    """Return the highlights of headlines, given as a story whose articles have one sentence each: their headline.

    ``detectors`` as for ``find_framing``; a headline leaves nothing out and stands nowhere, so neither is looked for.
    At most ``ROOM_OF_HEADLINES`` times ``per_100`` highlights per 100 headlines are marked.
    """
    _check(detectors)
    wanted = OF_HEADLINES if detectors is None else OF_HEADLINES & set(detectors)
    return find_framing(headlines, per_100=per_100 * ROOM_OF_HEADLINES, detectors=wanted)


def quote_as_printed(highlight: Highlight, headlines: AlignedStory, printed: Mapping[str, str]) -> Highlight:
    """Return a highlight whose note quotes from ``printed``, the headlines by article as they are shown, in place of
    the form of the same length in which they were read."""
    articles = dict.fromkeys(passage.article for passage in (highlight.passage, *highlight.against))
    read = [(headlines.shown(Place(article, 0)), printed[article]) for article in articles]

    def as_printed(found: re.Match[str]) -> str:
        if any(found[1] in headline for _, headline in read):
            return found[0]
        for form, headline in read:
            start = form.find(found[1])
            if start >= 0:
                return quoted(headline[start : start + len(found[1])])
        return found[0]

    return replace(highlight, note=QUOTED.sub(as_printed, highlight.note))


__all__ = [
    "DETECTORS",
    "MAX_READ",
    "AlignedStory",
    "find_framing",
    "find_headline_framing",
    "find_sources",
    "name_table",
    "quote_as_printed",
]
