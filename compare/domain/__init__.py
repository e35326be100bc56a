"""Frozen values shared by every layer. Imports the standard library only."""

from compare.domain.alignment import MAX_SIDE, PERHAPS, Alignment, Bead, Chance, Fact, Place
from compare.domain.framing import IDLE, Difference, Highlight, Kind, Passage
from compare.domain.names import NamedConcept, NameForm, NameKind, OutletForms
from compare.domain.report import Provenance, Report
from compare.domain.sources import Citation, OutletCitations, Source, SourceKind
from compare.domain.story import Article, Detected, Reading, Segment, SegmentKind, Sentence, Story, headlines_of
from compare.domain.text import Span, direction, primary
from compare.domain.translation import Flag, FlagKind, Quality, Rendering, Route

__all__ = [
    "IDLE",
    "MAX_SIDE",
    "PERHAPS",
    "Alignment",
    "Article",
    "Bead",
    "Chance",
    "Citation",
    "Detected",
    "Difference",
    "Fact",
    "Flag",
    "FlagKind",
    "Highlight",
    "Kind",
    "NameForm",
    "NameKind",
    "NamedConcept",
    "OutletCitations",
    "OutletForms",
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
    "Source",
    "SourceKind",
    "Span",
    "Story",
    "direction",
    "headlines_of",
    "primary",
]
