"""The vector cache: embedders and readers of words that remember, on top of ones that do not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from compare.engines.protocols import Embedder, SomeLanguagesEmbedder, Vectors, WordReader
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
        found = _recall(self.engine, self.name, texts, self.embedder.embed)
        return np.stack(found) if found else self.embedder.embed([])


class RememberingSomeLanguagesEmbedder(RememberingEmbedder[SomeLanguagesEmbedder]):
    """The same for an embedder that knows some languages."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the embedder underneath knows."""
        return self.embedder.languages


class RememberingWordReader:
    """Reads each text once for good; keyed by reader and exact text."""

    def __init__(self, reader: WordReader, engine: Engine) -> None:
        self.reader = reader
        self.engine = engine

    @property
    def name(self) -> str:
        """Name of the reader underneath."""
        return self.reader.name

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        """Return of each text (words,) float32 as the reader does. Raises ``StoreFailed``."""
        return _recall(self.engine, self.name, texts, self.reader.read)


def _recall(
    engine: Engine, name: str, texts: Sequence[str], make: Callable[[Sequence[str]], Sequence[Vectors] | Vectors]
) -> list[Vectors]:
    """Return the numbers of each text: as remembered under ``name``, else made, all that is missing at once."""
    keys = [hashlib.sha256(f"{name}\x1e{text}".encode("utf-8", "surrogatepass")).hexdigest() for text in texts]
    known = _look_up(engine, keys)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        made = dict(zip(missing, make(list(missing.values())), strict=True))
        _keep(engine, name, made)
        known |= made
    return [known[key] for key in keys]


def _look_up(engine: Engine, keys: Sequence[str]) -> dict[str, Vectors]:
    found: dict[str, Vectors] = {}
    wanted = list(dict.fromkeys(keys))
    try:
        with engine.connect() as connection:
            for start in range(0, len(wanted), LOOKUP):
                query = select(vectors.c.key, vectors.c.vector).where(vectors.c.key.in_(wanted[start : start + LOOKUP]))
                for key, stored in connection.execute(query):
                    found[key] = np.frombuffer(stored, "<f4")
    except SQLAlchemyError as error:
        raise StoreFailed(f"The vector cache cannot be read: {error}") from error
    return found


def _keep(engine: Engine, name: str, made: dict[str, Vectors]) -> None:
    rows = [{"key": key, "embedder": name, "vector": row.astype("<f4").tobytes()} for key, row in made.items()]
    try:
        with engine.begin() as connection:
            connection.execute(insert_into(engine, vectors).on_conflict_do_nothing(), rows)
    except SQLAlchemyError as error:
        raise StoreFailed(f"The vector cache cannot be written: {error}") from error
