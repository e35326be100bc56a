"""What comes out: the finished comparison that every view and every export is made from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from compare.domain.alignment import Alignment, Fact
from compare.domain.framing import Difference, Highlight
from compare.domain.names import NamedConcept
from compare.domain.sources import Source
from compare.domain.story import Reading, headlines_of


@dataclass(frozen=True, slots=True)
class Provenance:
    """What it takes to get the same report again.

    ``engines`` maps a route (``"pt>en"``) to the engine and package that served it; ``settings`` holds plain JSON
    values; ``digests`` maps article ids to the SHA-256 of their verbatim text. ``corrections`` is what people put
    right, in order, as plain JSON values (see ``correction_to_json``).
    """

    version: str
    engines: dict[str, str]
    settings: dict[str, Any]
    digests: dict[str, str]
    corrections: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A finished comparison. Comparisons hold each unordered pair of articles once, in the order of the story.

    ``differences[c][b]`` belongs to bead ``b`` of comparison ``c``; empty altogether where none were computed.
    ``names`` and ``sources``: who is called what, and who is cited, by which outlet, the most frequent first.
    ``headlines``: highlights of the articles' headlines; a passage of theirs is in a headline, its ``sentence`` 0.
    """

    story: str
    title: str
    target_language: str
    readings: tuple[Reading, ...]
    comparisons: tuple[Alignment, ...]
    facts: tuple[Fact, ...]
    highlights: tuple[Highlight, ...]
    provenance: Provenance
    differences: tuple[tuple[tuple[Difference, ...], ...], ...] = ()
    names: tuple[NamedConcept, ...] = ()
    sources: tuple[Source, ...] = ()
    headlines: tuple[Highlight, ...] = ()

    def of_headlines(self) -> Report:
        """Return the headlines as a report of their own: each article that has one with it as its only sentence."""
        return replace(
            self,
            readings=headlines_of(self.readings),
            comparisons=(),
            facts=(),
            highlights=self.headlines,
            differences=(),
            names=(),
            sources=(),
            headlines=(),
        )

    def reading(self, article: str) -> Reading:
        """Return the reading of the article with that id. Raises ``KeyError``."""
        for reading in self.readings:
            if reading.article.id == article:
                return reading
        raise KeyError(article)
