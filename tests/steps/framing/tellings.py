"""Stories for the tests of framing, written so that anybody can read them.

One line an outlet: ``Outlet: a sentence / another sentence``. A sentence may begin with a key in braces, and sentences
of one key tell the same thing; without any key, the first sentences are beside each other, and the second ones, and
so on. ``Outlet (pt): …`` is shown in Portuguese; ``Outlet # Its headline: …`` has a headline, with a key of its own if
need be. ``Outlet <pt: …`` was translated from Portuguese: the sentence as shown, and after ``<<`` the original.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from compare.domain import (
    Alignment,
    Article,
    Bead,
    Fact,
    Highlight,
    Place,
    Reading,
    Route,
    Sentence,
    Span,
)
from compare.engines.protocols import WordReader
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import AlignedStory, Vectors
from compare.steps.framing.lists import Lists

LINE = re.compile(
    r"(?P<outlet>[^:#(<]+?)(?: \((?P<shown>\w\w)\))?(?: <(?P<source>\w\w))?(?: # (?P<title>[^:]+))?: (?P<text>.+)"
)
KEY = re.compile(r"\{(\w*)\} ?")
CONFIDENCE = 0.9
WIDTH = 384  # of a vector, as the embedder has it


def telling(text: str, lists: Lists | None = None) -> AlignedStory:
    """Return the story that the lines of ``text`` write down."""
    readings: list[Reading] = []
    keys: dict[str, list[str]] = {}
    vectors: dict[str, Vectors] = {}
    of_key: dict[str, int] = {}
    titles: dict[str, str] = {}
    rows: list[tuple[str, list[str]]] = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        match = LINE.fullmatch(line)
        if match is None:
            raise ValueError(f"not a telling: {line!r}")
        title = match["title"] or ""
        if title:
            key, title = _key(title, "")
            titles[title] = key or "headline of " + match["outlet"]
        parts = [part.strip() for part in match["text"].split(" / ")]
        own = [_key(part, str(k)) for k, part in enumerate(parts)]
        article = match["outlet"].casefold().replace(" ", "-")
        sentences = []
        for k, (_, words) in enumerate(own):
            shown, _, original = words.partition(" << ")
            sentences.append(Sentence(k, original or shown, Span(0, len(original or shown)), translation=shown))
        source, shown_in = match["source"], match["shown"] or "en"
        readings.append(
            Reading(
                Article(
                    article, match["outlet"], source or shown_in, title, sentences=tuple(s.text for s in sentences)
                ),
                source or shown_in,
                "argos" if source else ("none" if shown_in == "en" else "untranslated"),
                tuple(sentences),
                Route((source, "en"), ("argos",)) if source else None,
            )
        )
        keys[article] = [key for key, _ in own]
        rows.append((article, keys[article]))
    every = [key for _, own in rows for key in own] + list(titles.values())
    for key in every:
        of_key.setdefault(key or f"alone {len(of_key)}", len(of_key))
    size = sum(len(own) for _, own in rows) + len(titles) + 1
    alone = len(of_key)
    for article, own in rows:
        matrix = np.zeros((len(own), size + alone), np.float32)
        for k, key in enumerate(own):
            if key:
                matrix[k, of_key[key]] = 1.0
            else:
                alone += 1
                matrix[k, alone % (size + len(of_key))] = 1.0
        vectors[article] = matrix
    vectors = {a: np.pad(m, ((0, 0), (0, WIDTH - m.shape[1]))) for a, m in vectors.items()}

    def embed(texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), WIDTH), np.float32)
        for k, words in enumerate(texts):
            if words in titles:
                found[k, of_key[titles[words]]] = 1.0
        return found

    comparisons, facts = _join(readings, keys)
    return AlignedStory(tuple(readings), comparisons, facts, "en", lists or read_lists(), vectors, embed)


def with_words_read(story: AlignedStory, judge: WordReader, reader: WordReader) -> AlignedStory:
    """Return the story with its words read in place, as the pipeline has them read: how far each judges, and what it
    means there."""

    def shown(by: WordReader) -> dict[str, list[Vectors]]:
        return {r.article.id: by.read([s.shown for s in r.sentences]) for r in story.readings}

    def written(by: WordReader) -> dict[str, list[Vectors]]:
        return {r.article.id: by.read([s.text for s in r.sentences]) for r in story.readings if r.is_translated}

    return replace(
        story,
        word_odds=shown(judge),
        original_odds=written(judge),
        states=shown(reader),
        original_states=written(reader),
    )


def _key(part: str, default: str) -> tuple[str, str]:
    match = KEY.match(part)
    return (match[1], part[match.end() :]) if match else (default, part)


def _join(readings: Sequence[Reading], keys: dict[str, list[str]]) -> tuple[tuple[Alignment, ...], tuple[Fact, ...]]:
    comparisons = []
    for left, right in combinations(readings, 2):
        ours, theirs = keys[left.article.id], keys[right.article.id]
        beads = []
        for key in dict.fromkeys(key for key in ours if key and key in theirs):
            i = tuple(k for k, other in enumerate(ours) if other == key)[:3]
            j = tuple(k for k, other in enumerate(theirs) if other == key)[:3]
            beads.append(Bead(i, j, CONFIDENCE))
        comparisons.append(Alignment(left.article.id, right.article.id, len(ours), len(theirs), tuple(beads), 0.99))
    facts = []
    for key in dict.fromkeys(key for own in keys.values() for key in own if key):
        members = tuple(Place(a, k) for a, own in keys.items() for k, other in enumerate(own) if other == key)
        if len({place.article for place in members}) > 1:
            facts.append(Fact(len(facts), members))
    return tuple(comparisons), tuple(facts)


def told(detect: Callable[[AlignedStory], Iterable[Highlight]]) -> Callable[[str], str]:
    """Return a renderer for golden files: a line a highlight, what it is set against and the note, or "nothing"."""

    def render(given: str) -> str:
        story = telling(given)
        lines = []
        for highlight in detect(story):
            place = Place(highlight.passage.article, highlight.passage.sentence)
            own = highlight.passage.span.of(story.shown(place))
            force = "marked" if highlight.weight >= 0.5 else "listed"
            lines.append(f"{story.outlet(place.article)} {force}: {own}")
            lines += [
                f"  against {story.outlet(p.article)}: {p.span.of(story.shown(Place(p.article, p.sentence)))}"
                for p in highlight.against
            ]
            lines.append(f"  {highlight.note}")
        return "\n".join(lines) or "nothing"

    return render
