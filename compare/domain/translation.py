"""Routes between languages, what an engine returns for a segment, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Route:
    """Language codes travelled, first to last, and the package used for each step.

    ``Route(("uk", "en", "de"), ("argos translate-uk_en 1.9", "argos translate-en_de 1.0"))``
    """

    stops: tuple[str, ...]
    packages: tuple[str, ...]

    def __post_init__(self) -> None:
        if len(self.stops) < 2 or len(self.packages) != len(self.stops) - 1:
            raise ValueError(f"Route: {len(self.stops)} stops need {len(self.stops) - 1} packages, got {self.packages}")

    @property
    def source(self) -> str:
        """The language it starts from."""
        return self.stops[0]

    @property
    def target(self) -> str:
        """The language it leads to."""
        return self.stops[-1]

    @property
    def relays(self) -> tuple[str, ...]:
        """The middle stops; empty for a direct route."""
        return self.stops[1:-1]

    def __str__(self) -> str:
        return ">".join(self.stops)


class FlagKind(StrEnum):
    """What a check on one translated segment found."""

    LOOP = "loop"
    COPY = "copy"
    SCRIPT = "script"
    LENGTH = "length"
    NUMBER = "number"
    NEGATION = "negation"
    NAME = "name"
    CAPITALS = "capitals"
    SPLIT = "split"
    FRAGMENT = "fragment"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Flag:
    """A doubt about one translated segment, with a sentence that says why."""

    kind: FlagKind
    note: str


@dataclass(frozen=True, slots=True)
class Rendering:
    """One segment's translation.

    ``likelihood`` is the decoder's mean log-probability per target token (at most 0), None for engines that give none;
    over several steps or pieces, the lowest. ``flags`` holds what the engine itself did, such as splitting a long
    segment.
    """

    text: str
    likelihood: float | None = None
    flags: tuple[Flag, ...] = ()
    from_memory: bool = False
