"""Which words of a translation stand for which of the original, by what words mean where they stand.

Knows no kind of highlight. Words of two sentences answer to each other whose states are nearest, after SimAlign (Jalili
Sabet, Dufter, Yvon and Schütze, Findings of EMNLP 2020).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory, Vectors
from compare.steps.framing.words import Word, numbers_within, words_of

# Cosine of two words' states from which one renders the other. By eye on 60 judging words of the sample stories, from
# Portuguese, Spanish and French: 55 of the 57 from here on are rendered by the word found, none of the 3 below.
LEAST = 0.5
# The same where each is the other's nearest: of the 29 such pairs of telling words there below .5, 28 are right.
LEAST_MUTUAL = 0.35
BESIDE = 1  # words between two that are rendered by one: "young people", "jovens"; by hand
APART = 3  # words that may stand between two that render one phrase; by hand


@dataclass(frozen=True, slots=True)
class Rendering:
    """A sentence as it was written and as it is shown: (written, shown) cosines of the states of their words."""

    written: Sequence[Span]
    shown: Sequence[Span]
    cosines: Vectors

    def turned(self) -> Rendering:
        """Return the same seen from the translation."""
        return Rendering(self.shown, self.written, self.cosines.T)


def shown_for(story: AlignedStory, place: Place, written: Span) -> Span | None:
    """Return the words shown that stand for ``written`` ones of a translated sentence; None where none surely do."""
    found = _rendering(story, place)
    lists = story.lists.of(story.reading(place.article).language)
    return None if found is None else _across(found, words_of(story.sentence(place).text), written, lists.function)


def written_for(story: AlignedStory, place: Place, shown: Span) -> Span | None:
    """Return the words of the original that those ``shown`` stand for; None where none surely are."""
    found = _rendering(story, place)
    lists = story.lists.of(story.language(place.article))
    return None if found is None else _across(found.turned(), words_of(story.shown(place)), shown, lists.function)


def was_read(story: AlignedStory, place: Place) -> bool:
    """True of a translated sentence whose words were read both as they are shown and as they were written."""
    return _rendering(story, place) is not None


def _rendering(story: AlignedStory, place: Place) -> Rendering | None:
    """Return how a sentence is rendered, None where it is shown as written or its words were not read."""
    article, k = place.article, place.sentence
    ours, theirs = story.original_states.get(article, ()), story.states.get(article, ())
    if not story.reading(article).is_translated or k >= min(len(ours), len(theirs)):
        return None

    def read() -> Rendering:
        sides = [story.read_words(article, originals=originals)[k] for originals in (True, False)]
        units = [side.states / np.maximum(np.linalg.norm(side.states, axis=1, keepdims=True), 1e-6) for side in sides]
        spans = [[Span(start, end) for start, end in side.spans.tolist()] for side in sides]
        return Rendering(spans[0], spans[1], units[0] @ units[1].T)

    return story.once(("rendering", place), read)


def _across(found: Rendering, words: Sequence[Word], span: Span, function: frozenset[str]) -> Span | None:
    """Return what stands for the words within ``span``: the nearest of each that tells something, as far as they stand
    together; the surest of them where they do not. A word that answers to another one of its sentence is no answer: the
    second "said" of two stands for "alegou", not for the "disse" of the first."""
    if not found.cosines.size:
        return None
    ahead, back = found.cosines.argmax(axis=1), found.cosines.argmax(axis=0)
    small = {words[k].start for k in numbers_within(words, span) if words[k].form in function}
    own = [k for k, one in enumerate(found.written) if one.overlaps(span)]
    own = [k for k in own if found.written[k].start not in small] or own
    nearest: dict[int, float] = {}
    for k in own:
        for there in np.argsort(-found.cosines[k], kind="stable").tolist():
            claimed, cosine = int(back[there]), float(found.cosines[k, there])
            if cosine < (LEAST_MUTUAL if claimed == k else LEAST):
                break
            if abs(claimed - k) <= BESIDE or int(ahead[claimed]) != there:
                nearest[there] = max(nearest.get(there, 0.0), cosine)
                break
    sure = sorted(nearest)
    if not sure:
        return None
    surest = max(sure, key=lambda k: (nearest[k], -k))
    first = last = sure.index(surest)
    while first and sure[first] - sure[first - 1] <= APART:
        first -= 1
    while last + 1 < len(sure) and sure[last + 1] - sure[last] <= APART:
        last += 1
    start, end = sure[first], sure[last]
    # What is beside them and answers to no other words: the "mil" of "20 mil", which is "20,000".
    while start and found.written[back[start - 1]].overlaps(span):
        start -= 1
    while end + 1 < len(found.shown) and found.written[back[end + 1]].overlaps(span):
        end += 1
    return Span(found.shown[start].start, found.shown[end].end)
