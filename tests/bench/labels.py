"""Find labels in the stories of a benchmark, without the rest of the pipeline, and write them as reports.

    python -m tests.bench.labels newswcl-dev.stories.jsonl labels.jsonl
    python score.py labels --stories newswcl-dev.stories.jsonl --gold newswcl-dev.gold.jsonl --out labels.jsonl

Sentences of two articles face each other where each is the other's nearest, so that a change of the label detector is
measured by itself. Texts must be English. For measuring only: no word list or weight may come from the benchmark.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from compare.domain import Alignment, Article, Bead, Highlight, Passage, Reading, Sentence, Span
from compare.engines.meaning import E5Embedder
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import AlignedStory, Vectors
from compare.steps.framing.label import find_labels

NEAREST = (
    3  # neighbours whose mean is taken off, against sentences that are near to everything (CSLS, Lample et al. 2018)
)
FLOOR = 0.86  # cosine; below, two sentences tell different things


def face(left: Vectors, right: Vectors) -> tuple[Bead, ...]:
    """Return beads of one sentence a side, each the other's nearest."""
    cosines = left @ right.T
    k = min(NEAREST, *cosines.shape)
    crowded = np.sort(cosines, axis=1)[:, -k:].mean(axis=1), np.sort(cosines, axis=0)[-k:].mean(axis=0)
    scaled = 2 * cosines - crowded[0][:, None] - crowded[1][None]
    found = []
    for i, j in enumerate(scaled.argmax(axis=1)):
        if scaled[:, j].argmax() == i and cosines[i, j] > FLOOR:
            found.append(Bead((i,), (int(j),), float(np.clip((cosines[i, j] - 0.82) / 0.15, 0.05, 0.99))))
    return tuple(found)


def aligned(story: Mapping[str, Any], embedder: E5Embedder) -> AlignedStory:
    """Return a story of given sentences, embedded and aligned."""
    readings, vectors = [], {}
    for article in story["articles"]:
        texts = article["sentences"]
        sentences = tuple(Sentence(k, text, Span(0, len(text)), translation=text) for k, text in enumerate(texts))
        given = Article(article["id"], article["outlet"], "en", article.get("title", ""), sentences=tuple(texts))
        readings.append(Reading(given, "en", "none", sentences))
        vectors[article["id"]] = embedder.embed(texts)
    comparisons = tuple(
        Alignment(a, b, len(vectors[a]), len(vectors[b]), face(vectors[a], vectors[b]))
        for a, b in combinations(vectors, 2)
    )
    return AlignedStory(tuple(readings), comparisons, (), "en", read_lists(), vectors, embedder.embed)


def report(story: AlignedStory, name: str, found: Sequence[Highlight]) -> dict[str, Any]:
    """Return what the scorer reads of a report."""

    def end(passage: Passage) -> dict[str, Any]:
        text = story.reading(passage.article).sentences[passage.sentence].shown
        start, stop = passage.span.start, passage.span.end
        place = {"article": passage.article, "sentence": passage.sentence}
        return {**place, "start": start, "end": stop, "text": text[start:stop]}

    articles = [
        {"id": r.article.id, "sentences": [{"text": s.text, "translation": s.translation} for s in r.sentences]}
        for r in story.readings
    ]
    framing = [
        {**end(h.passage), "kind": h.kind, "weight": h.weight, "note": h.note, "against": [end(p) for p in h.against]}
        for h in found
    ]
    return {"story": name, "articles": articles, "framing": framing}


def main(stories: Path, out: Path) -> None:
    embedder = E5Embedder()
    with out.open("w", encoding="utf-8") as lines:
        for line in stories.read_text("utf-8").splitlines():
            story = json.loads(line)
            ready = aligned(story, embedder)
            begin = time.process_time()
            found = list(find_labels(ready))
            print(f"{story['id']}: {len(found)} labels, {time.process_time() - begin:.2f} s with phrases embedded")
            lines.write(json.dumps(report(ready, story["id"], found), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
