"""Frozen values shared by every layer. Imports the standard library only."""

from compare.domain.alignment import MAX_SIDE, Alignment, Bead, Fact, Place
from compare.domain.framing import Difference, Highlight, Kind, Passage
from compare.domain.report import Provenance, Report
from compare.domain.story import Article, Detected, Reading, Segment, SegmentKind, Sentence, Story
from compare.domain.text import Span, direction, primary
from compare.domain.translation import Flag, FlagKind, Quality, Rendering, Route

__all__ = [
    "MAX_SIDE",
    "Alignment",
    "Article",
    "Bead",
    "Detected",
    "Difference",
    "Fact",
    "Flag",
    "FlagKind",
    "Highlight",
    "Kind",
    "Passage",
    "Place",
    "Provenance",
    "Quality",
    "Reading",
    "Rendering",
    "Report",
    "Route",
    "Segment",
    "SegmentKind",
    "Sentence",
    "Span",
    "Story",
    "direction",
    "primary",
]
