"""What matching is told of each article: its sentences and their vectors, all texts of all articles embedded together.

The first embedder reads sentences in every language. A second, quicker one, which knows some languages, reads clauses
too; it is asked where two articles in languages that it knows are matched across languages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from compare.domain import Reading, SegmentKind, primary
from compare.engines.protocols import Embedder, SomeLanguagesEmbedder, Vectors
from compare.steps.clauses import clauses
from compare.steps.segment import segment
from compare.steps.sides import Side, tell_in_cliques

MIN_PART_WORDS = 2  # a part of a given sentence is compared by itself from two words on

Parts = list[tuple[str, ...]]
Tell = Callable[[str, int, int], None]


def make_sides(
    readings: Sequence[Reading],
    embedder: Embedder,
    second: SomeLanguagesEmbedder | None = None,
    tell: Tell | None = None,
) -> list[Side]:
    """Return what matching knows of each article. Raises what the embedders raise."""
    parts = [_parts(reading) for reading in readings]
    texts = list(dict.fromkeys(_texts(readings, parts)))
    if tell:
        tell("embed", 0, len(texts))
    vectors = dict(zip(texts, embedder.embed(texts), strict=True))
    if tell:
        tell("embed", len(texts), len(texts))
    sides = [_side(reading, split, vectors) for reading, split in zip(readings, parts, strict=True)]
    if second is None:
        return sides
    known = [k for k, side in enumerate(sides) if side.language in second.languages]
    if not _is_any_across([sides[k] for k in known]):
        return sides
    finer = {k: _finer(readings[k], parts[k]) for k in known}
    texts = list(dict.fromkeys(_texts([readings[k] for k in known], [finer[k] for k in known])))
    vectors = dict(zip(texts, second.embed(texts), strict=True))
    for k in known:
        sides[k] = sides[k].with_second(_side(readings[k], finer[k], vectors))
    return sides


def _is_any_across(sides: Sequence[Side]) -> bool:
    return any(not tell_in_cliques(one, other) for at, one in enumerate(sides) for other in sides[:at])


def _texts(readings: Sequence[Reading], parts: Sequence[Parts]) -> Iterator[str]:
    for reading, split in zip(readings, parts, strict=True):
        for sentence, pieces in zip(reading.sentences, split, strict=True):
            yield sentence.text
            yield from pieces


def _parts(reading: Reading) -> Parts:
    """The sentences inside each given sentence, where there are several."""
    split = []
    for sentence in reading.sentences:
        pieces = (
            piece.span.of(sentence.text).strip()
            for piece in segment(sentence.text, reading.language)
            if piece.kind is not SegmentKind.BYLINE
        )
        whole = tuple(piece for piece in pieces if _can_stand_alone(piece))
        split.append(whole if len(whole) > 1 else ())
    return split


def _can_stand_alone(piece: str) -> bool:
    """Tell whether a piece has two words; in scripts of three bytes a character words may not be parted by spaces."""
    return len(piece.split()) >= MIN_PART_WORDS or len(piece.encode("utf-8", "replace")) > 2 * len(piece)


def _finer(reading: Reading, parts: Parts) -> Parts:
    """The parts of each sentence and their clauses; nothing where it is its own only part."""
    split = []
    for sentence, pieces in zip(reading.sentences, parts, strict=True):
        found = tuple(text for part in pieces or (sentence.text,) for text in (part, *clauses(part)))
        split.append(found if len(found) > 1 else ())
    return split


def _side(reading: Reading, parts: Parts, vectors: Mapping[str, Vectors]) -> Side:
    part_vectors: list[Vectors] = []
    part_of: list[int] = []
    for sentence, pieces in zip(reading.sentences, parts, strict=True):
        for text in pieces or (sentence.text,):
            part_vectors.append(vectors[text])
            part_of.append(sentence.index)
    has_parts = len(part_of) > len(reading.sentences)
    is_translated = reading.is_translated
    return Side(
        language=primary(reading.language),
        texts=tuple(sentence.text for sentence in reading.sentences),
        shown=tuple(sentence.shown for sentence in reading.sentences) if is_translated else None,
        shown_language=primary(reading.route.target) if reading.route else primary(reading.language),
        vectors=np.array([vectors[sentence.text] for sentence in reading.sentences], np.float32),
        title=reading.shown_title,
        part_vectors=np.array(part_vectors, np.float32) if has_parts else None,
        part_of=np.array(part_of) if has_parts else None,
    )
