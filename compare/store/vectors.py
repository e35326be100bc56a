"""The vector cache: an embedder that remembers, on top of one that does not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Generic, TypeVar

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from compare.engines.protocols import Embedder, SomeLanguagesEmbedder, Vectors
from compare.errors import StoreFailed
from compare.store.memory import LOOKUP, insert_into
from compare.store.schema import vectors

E = TypeVar("E", bound=Embedder)


class RememberingEmbedder(Generic[E]):
    """Embeds each text once for good; keyed by embedder and exact text."""

    def __init__(self, embedder: E, engine: Engine) -> None:
        self.embedder = embedder
        self.engine = engine

    @property
    def name(self) -> str:
        """Name of the embedder underneath."""
        return self.embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32 rows of length 1, of zeros for an empty text. Raises ``StoreFailed``."""
        keys = [self._key(text) for text in texts]
        known = self._look_up(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            made = self.embedder.embed(list(missing.values()))
            known.update(zip(missing, made, strict=True))
            self._keep(missing, made)
        if not keys:
            return self.embedder.embed([])
        return np.stack([known[key] for key in keys])

    def _key(self, text: str) -> str:
        return hashlib.sha256(f"{self.name}\x1e{text}".encode("utf-8", "surrogatepass")).hexdigest()

    def _look_up(self, keys: Sequence[str]) -> dict[str, Vectors]:
        found: dict[str, Vectors] = {}
        wanted = list(dict.fromkeys(keys))
        try:
            with self.engine.connect() as connection:
                for start in range(0, len(wanted), LOOKUP):
                    query = select(vectors.c.key, vectors.c.vector).where(
                        vectors.c.key.in_(wanted[start : start + LOOKUP])
                    )
                    for key, stored in connection.execute(query):
                        found[key] = np.frombuffer(stored, "<f4")
        except SQLAlchemyError as error:
            raise StoreFailed(f"The vector cache cannot be read: {error}") from error
        return found

    def _keep(self, missing: dict[str, str], made: Vectors) -> None:
        rows = [
            {"key": key, "embedder": self.name, "vector": row.astype("<f4").tobytes()}
            for key, row in zip(missing, made, strict=True)
        ]
        try:
            with self.engine.begin() as connection:
                connection.execute(insert_into(self.engine, vectors).on_conflict_do_nothing(), rows)
        except SQLAlchemyError as error:
            raise StoreFailed(f"The vector cache cannot be written: {error}") from error


class RememberingSomeLanguagesEmbedder(RememberingEmbedder[SomeLanguagesEmbedder]):
    """The same for an embedder that knows some languages."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the embedder underneath knows."""
        return self.embedder.languages
