"""Routes between languages, what an engine returns for a segment, and what may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Quality:
    """How near a route's output came to professional translations: corpus chrF in 0..100 over sentences of ``on``."""

    chrf: float
    on: str

    def __str__(self) -> str:
        return f"chrF {self.chrf:.0f} on {self.on}"


@dataclass(frozen=True, slots=True)
class Route:
    """Language codes travelled, first to last, and the package used for each step.

    ``Route(("uk", "en", "de"), ("argos translate-uk_en 1.9", "argos translate-en_de 1.0"))``. ``quality`` is None where
    it was not measured; two routes are equal whatever is known of their quality.
    """

    stops: tuple[str, ...]
    packages: tuple[str, ...]
    quality: Quality | None = field(default=None, compare=False)

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

    @property
    def engines(self) -> tuple[str, ...]:
        """The engines of its packages, each once, in order: the first word of a package's name."""
        return tuple(dict.fromkeys(name.split(" ", 1)[0] for name in self.packages))

    @property
    def label(self) -> str:
        """The route in a few words: ``es→en: apertium, chrF 47 on news``."""
        known = str(self.quality) if self.quality else "quality not measured"
        return f"{'→'.join(self.stops)}: {' + '.join(self.engines)}, {known}"

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
    UNKNOWN = "unknown"
    OPINION = "opinion"


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
    segment. ``by_person`` is True for a person's translation out of the memory.
    """

    text: str
    likelihood: float | None = None
    flags: tuple[Flag, ...] = ()
    from_memory: bool = False
    by_person: bool = False
