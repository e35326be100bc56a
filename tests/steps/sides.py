"""Sides made of plain texts, with vectors that only know which words a text holds."""

from __future__ import annotations

from collections.abc import Sequence
from zlib import crc32

import numpy as np

from compare.steps.fold import folded_words
from compare.steps.similarity import Floats, Side

DIMENSIONS = 384  # as the real embedder has, for the weights that were learned on it


def vector(text: str) -> Floats:
    """Return the mean of a fixed random direction a word, of length 1; zeros for a text without words."""
    total = np.zeros(DIMENSIONS, np.float32)
    for word in folded_words(text):
        total += np.random.default_rng(crc32(word.encode())).normal(size=DIMENSIONS).astype(np.float32)
    return total / max(1e-9, float(np.linalg.norm(total)))


def side(texts: Sequence[str], language: str = "en", shown: Sequence[str] | None = None, title: str = "") -> Side:
    """Return a side of sentences, with their translations into English where given."""
    vectors = np.array([vector(text) for text in texts], np.float32).reshape(len(texts), DIMENSIONS)
    return Side(language, tuple(texts), None if shown is None else tuple(shown), "en", vectors, title)


WORDS = (
    "minister talks border troops village river bridge storm flood water police arrest court judge trial guilty ship "
    "harbour strike wages union vote budget tax school hospital doctor vaccine price oil bank market shares fire smoke"
).split()


def invented(seed: int, n: int, words: int = 12) -> list[str]:
    """Return ``n`` sentences of common words in an order that ``seed`` fixes, with a number in each."""
    dice = np.random.default_rng(seed)
    return [
        " ".join(dice.choice(WORDS, size=words).tolist()).capitalize() + f" {int(dice.integers(3, 5000))}."
        for _ in range(n)
    ]
