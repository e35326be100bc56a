"""All engines as one translator: ways through several packages and engines, the best measured one first.

What is known of quality is in ``compare/data/routes.toml``, written by ``python -m tests.bench.routes``. An engine is
asked for one step at a time; none knows of the others.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path

from compare.domain import Flag, FlagKind, Quality, Rendering, Route, primary
from compare.engines.apertium import ApertiumTranslator, region
from compare.engines.argos import codes_of
from compare.engines.decoding import ArgosTranslator
from compare.engines.protocols import Translator

QUOTED = re.compile("“([^”]+)”")
QUALITIES = Path(__file__).resolve().parent.parent / "data" / "routes.toml"
ENOUGH_STEPS, MAX_STEPS = 3, 4  # longer ways are looked for only where there is no shorter one
MAX_ROUTES = 200  # looked at between two languages
REGION = re.compile(r"_[A-Z]{2}\Z")


@dataclass(frozen=True, slots=True)
class Step:
    """One installed package: a direction between two languages. ``region`` is that of the target, or empty."""

    source: str
    target: str
    package: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Qualities:
    """What was measured: chrF by packages, and what to take a step of an engine for that was not measured.

    ``stops`` has the languages that the measured packages lead through.
    """

    measured: Mapping[tuple[str, ...], Quality]
    assumed: Mapping[str, float]
    stops: Mapping[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)

    def of(self, packages: Sequence[str]) -> Quality | None:
        """Return what was measured with these packages. Apertium's data count as measured whatever their revision."""
        return self.measured.get(tuple(map(_key, packages)))

    def rank(self, packages: Sequence[str]) -> float:
        """Return what routes are ordered by: chrF as measured, else the lowest of its steps, measured or assumed.

        The lowest step is within 2 points of what was measured on eight of nine two-step routes over measured steps.
        """
        found = self.of(packages)
        if found:
            return found.chrf
        steps = ((self.of([name]), self.assumed.get(_engine(name), 0.0)) for name in packages)
        return min(quality.chrf if quality else assumed for quality, assumed in steps)


def read_qualities(file: Path = QUALITIES) -> Qualities:
    """Return what ``file`` says. A missing file is a bug of the installation and raises ``OSError``."""
    values = tomllib.loads(file.read_text(encoding="utf-8"))
    measured = {
        tuple(map(_key, row["packages"])): Quality(float(row["chrf"]), str(row["on"])) for row in values["route"]
    }
    stops = {tuple(map(_key, row["packages"])): tuple(row["stops"].split(">")) for row in values["route"]}
    return Qualities(measured, {name: float(value) for name, value in values["assumed"].items()}, stops)


class Engines:
    """A ``Translator`` over Argos's and Apertium's packages together. Safe to share between threads."""

    def __init__(
        self, argos: ArgosTranslator, apertium: ApertiumTranslator, qualities: Qualities | None = None
    ) -> None:
        self.argos = argos
        self.apertium = apertium
        self.qualities = qualities or read_qualities()

    def steps(self) -> tuple[Step, ...]:
        """Return every installed package of every engine. Raises ``BadPackage`` for a broken folder."""
        shelf = self.argos.shelf
        found = [Step(p.source, p.target, p.name) for p in shelf.packages()] if shelf.folder.is_dir() else []
        return (*found, *(Step(m.source, m.target, m.name, m.region) for m in self.apertium.modes()))

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the best way from ``source`` to ``target`` (BCP 47 tags), or None."""
        return next(iter(self.find_routes(source, target)), None)

    def find_routes(self, source: str, target: str) -> tuple[Route, ...]:
        """Return the ways from ``source`` to ``target``, the best first.

        Best is the highest chrF, measured or, where it was not, reckoned from the steps; then the fewest steps. Ways of
        up to three steps are all listed, longer ones only where there is none of these.
        """
        if primary(source) == primary(target):
            return ()
        chosen: dict[tuple[str, str, str], Step] = {}
        for step in sorted(self.steps(), key=lambda step: step.region):
            if step.region in ("", region(target)):  # the one for the region, where there is one, comes last
                chosen[_engine(step.package), step.source, step.target] = step
        after: dict[str, list[Step]] = defaultdict(list)
        for step in chosen.values():
            after[step.source].append(step)
        starts, ends = codes_of(source), frozenset(codes_of(target))
        ways: list[tuple[Step, ...]] = []
        for n in range(1, MAX_STEPS + 1):
            for start in starts:
                ways += _ways(start, ends, after, n)
            if ways and n >= ENOUGH_STEPS:
                break
        found = [self._route(way) for way in ways[:MAX_ROUTES]]
        return tuple(sorted(found, key=lambda r: (-self.qualities.rank(r.packages), len(r.packages), r.packages)))

    def decoding(self) -> str:
        """Return the settings that change what comes out: Argos's; Apertium has none beside its packages."""
        return self.argos.decoding()

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield ``(index, rendering)`` as they are made, each index once; a step is made for all texts before the next.

        Over several engines the lowest likelihood is kept, and all flags. Raises ``EngineFailed``, ``BadPackage`` or
        ``NoRoute``.
        """
        parts = list(self._parts(route))
        here = list(texts)
        earlier: dict[int, Rendering] = {}
        for engine, part in parts[:-1]:
            for index, rendering in engine.translate(here, part):
                earlier[index] = _chained(earlier.get(index), rendering)
            here = [earlier[index].text for index in range(len(texts))]
        engine, part = parts[-1]
        for index, rendering in engine.translate(here, part):
            yield index, _chained(earlier.get(index), rendering)

    def _route(self, way: Sequence[Step]) -> Route:
        packages = tuple(step.package for step in way)
        return Route((way[0].source, *(step.target for step in way)), packages, self.qualities.of(packages))

    def _parts(self, route: Route) -> Iterator[tuple[Translator, Route]]:
        """Yield the stretches of a route that one engine makes."""
        for name, numbers in groupby(range(len(route.packages)), key=lambda n: _engine(route.packages[n])):
            own = list(numbers)
            stretch = slice(own[0], own[-1] + 1)
            part = Route(route.stops[own[0] : own[-1] + 2], route.packages[stretch])
            yield (self.apertium if name == "apertium" else self.argos), part


def _ways(
    start: str, ends: frozenset[str], after: Mapping[str, Sequence[Step]], n_steps: int, been: tuple[str, ...] = ()
) -> Iterator[tuple[Step, ...]]:
    """Yield every way of exactly ``n_steps`` that visits no language twice and reaches an end only at its end."""
    for step in after.get(start, ()):
        if step.target == start or step.target in been:
            continue
        if n_steps == 1:
            if step.target in ends:
                yield (step,)
        elif step.target not in ends:
            for rest in _ways(step.target, ends, after, n_steps - 1, (*been, start)):
                yield (step, *rest)


def _chained(earlier: Rendering | None, later: Rendering) -> Rendering:
    if earlier is None:
        return later
    known = [value for value in (earlier.likelihood, later.likelihood) if value is not None]
    flags = (*(flag for flag in earlier.flags if _still_holds(flag, later.text)), *later.flags)
    return replace(later, likelihood=min(known) if known else None, flags=flags)


def _engine(package: str) -> str:
    return package.split(" ", 1)[0]


def _key(package: str) -> str:
    """Return what a package is known by in the table: Argos's version makes another model, Apertium's revises data."""
    name = package.rsplit(" ", 1)[0] if package.count(" ") > 1 and _engine(package) == "apertium" else package
    return REGION.sub("", name) if _engine(package) == "apertium" else name


def _still_holds(flag: Flag, text: str) -> bool:
    """False of words that one engine left as written and the next one knew: none of them is in what it made."""
    words = QUOTED.findall(flag.note) if flag.kind is FlagKind.UNKNOWN else []
    return not words or any(word.casefold() in text.casefold() for word in words)
