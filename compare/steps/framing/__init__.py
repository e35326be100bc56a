"""Framing: which words colour what is told, one detector a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compare.domain import Alignment, Fact, Highlight, Kind, Reading
from compare.steps.framing.agency import find_agency
from compare.steps.framing.aligned import AlignedStory, Detector
from compare.steps.framing.attribution import find_attributions
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.emphasis import find_emphasis
from compare.steps.framing.hedge import find_hedges
from compare.steps.framing.label import find_labels
from compare.steps.framing.lists import Lists
from compare.steps.framing.loaded_words import find_loaded
from compare.steps.framing.negation import find_negations
from compare.steps.framing.number import find_numbers
from compare.steps.framing.omission import find_omissions
from compare.steps.framing.quote import find_quotes
from compare.steps.framing.rank import rank
from compare.steps.framing.tone import find_tone

Vectors = npt.NDArray[np.float32]

DETECTORS: dict[str, Detector] = {
    Kind.LABEL: find_labels,
    Kind.LOADED: find_loaded,
    Kind.ATTRIBUTION: find_attributions,
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


def find_framing(
    readings: Sequence[Reading],
    comparisons: Sequence[Alignment],
    facts: Sequence[Fact],
    *,
    target_language: str,
    lists: Lists,
    vectors: Mapping[str, Vectors],
    embed: Callable[[Sequence[str]], Vectors],
    per_100: float,
    detectors: Collection[str] | None = None,
) -> tuple[Highlight, ...]:
    """Return the highlights of a story, in the order of its text.

    ``vectors`` has (n, d) rows of length 1 or 0 an article; ``embed`` gives such rows for any texts. ``detectors``
    names the kinds to look for (None: all). At most ``per_100`` highlights per 100 sentences are marked; see ``rank``.
    Raises ``ValueError`` for an unknown detector.
    """
    unknown = set(detectors or ()) - set(DETECTORS)
    if unknown:
        raise ValueError(f"no detectors named {sorted(unknown)}; there are {sorted(DETECTORS)}")
    story = AlignedStory(tuple(readings), tuple(comparisons), tuple(facts), target_language, lists, vectors, embed)
    found: list[Highlight] = []
    for name, detect in DETECTORS.items():
        if detectors is None or name in detectors:
            found += detect(story)
    order = [reading.article.id for reading in readings]
    n_sentences = sum(len(reading.sentences) for reading in readings)
    return rank(add_doubt(story, found), order, n_sentences, per_100)


__all__ = ["DETECTORS", "find_framing"]
