"""What an engine must offer, so that others can follow: translators and embedders, by protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from compare.domain import Article, Detected, Rendering, Route

Vectors = npt.NDArray[np.float32]
Detector = Callable[[Article], Detected]


class Translator(Protocol):
    """Turns segments of one language into segments of another; one in, one out."""

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the way from ``source`` to ``target`` (BCP 47 tags), or None where no installed model leads there."""

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield ``(index into texts, rendering)`` as batches finish, each index once, in any order.

        Raises ``EngineFailed`` when the engine breaks down.
        """

    def decoding(self) -> str:
        """Return the settings that change its output (``"beam=4"``), part of the translation memory's key."""


@runtime_checkable
class ManyRoutes(Protocol):
    """A translator that may know several ways between two languages."""

    def find_routes(self, source: str, target: str) -> tuple[Route, ...]:
        """Return all ways from ``source`` to ``target`` (BCP 47 tags), the best first; that is ``find_route``'s."""


def routes_of(translator: Translator, source: str, target: str) -> tuple[Route, ...]:
    """Return the ways that ``translator`` knows from ``source`` to ``target``, the best first, as many as it tells."""
    if isinstance(translator, ManyRoutes):
        return translator.find_routes(source, target)
    route = translator.find_route(source, target)
    return (route,) if route else ()


class Embedder(Protocol):
    """Turns texts of any language into vectors whose cosine tells how near they are in meaning."""

    @property
    def name(self) -> str:
        """Model and version, part of the cache's key."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32, rows of length 1; an empty text gives a row of zeros."""


class WordReader(Protocol):
    """Reads words where they stand, and says of each how likely it judges, or what it means there."""

    @property
    def name(self) -> str:
        """Model and version, part of the cache's key."""

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        """Return of each text (words,) log-odds or (words, d) numbers of meaning, not numbers where a word was not
        read. Raises ``EngineFailed``."""


class SomeLanguagesEmbedder(Embedder, Protocol):
    """An embedder whose vectors mean something in some languages only."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages that it knows, without script or region."""
