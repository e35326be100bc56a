"""Learn two short lines from events that the network did not learn from: of rival numbers, and of what is told alone.

    python -m tests.bench.fit_lines [--data FOLDER]

Prints what each sign adds to the log-odds (``LINE`` in ``rivals.py`` and in ``omission.py``), learned from six files of
``later_events``, marked by their writers alone; and what the lines then find in the other two and in the held events.
Fifteen minutes on two cores.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import numpy as np
import typer
from sklearn.linear_model import LogisticRegression

from compare.domain import Highlight, Kind, Place, Span
from compare.pipeline import FailedComparison, Options, Tools, compare_many
from compare.steps.framing import omission, rivals
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.number import Found
from tests.bench.events import EVENTS, Event, Told, read_events
from tests.bench.framing import bench_tools
from tests.bench.held_events import held_events, story_of

LATER = EVENTS.parent / "later_events"
MEASURED = ("power", "war")  # files that are not learned from
AT_ONCE = 20  # events


@dataclass(frozen=True, slots=True)
class Row:
    """What is known of one thing that a line judges: its ``signs``, whether an editor marked it, and what is judged;
    ``whose`` names those whose marks it would find, of which the surest row counts."""

    signs: dict[str, float]
    is_marked: bool
    whose: tuple[Hashable, ...]


def stories_of(events: Sequence[Event], tools: Tools) -> Iterator[tuple[Event, AlignedStory]]:
    """Yield each event with its story as detectors see it; a second an event."""
    for first in range(0, len(events), AT_ONCE):
        part = events[first : first + AT_ONCE]
        seen: list[AlignedStory] = []

        def keep(story: AlignedStory, *, seen: list[AlignedStory] = seen, **_: object) -> tuple[Highlight, ...]:
            seen.append(story)
            return ()

        with patch("compare.pipeline.find_framing", keep):
            for result in compare_many([story_of(event) for event in part], tools, Options()):
                if isinstance(result, FailedComparison):
                    raise result.error
        yield from zip(part, seen, strict=True)


def number_rows(event: Event, story: AlignedStory) -> Iterator[Row]:
    """Yield the pairs of numbers; an editor marked a pair where he marked both, in sentences that tell one fact."""
    told = [list(own) for own in event.outlets.values()]

    def sentence(found: Found) -> Told:
        return told[int(found.place.article[1:])][found.place.sentence]

    for one, other in rivals.pairs_of(story):
        left, right = one.found, other.found
        both = all(is_marked(sentence(found), found.quantity.span) for found in (left, right))
        of_one_fact = bool(sentence(left).facts & sentence(right).facts)
        yield Row(rivals.signs_of(story, one, other), both and of_one_fact, ((event.name, left), (event.name, right)))


def is_marked(told: Told, span: Span) -> bool:
    """True where an editor marked a number at ``span``."""
    return any(mark.kind is Kind.NUMBER and mark.start < span.end and span.start < mark.end for mark in told.marks)


def alone_rows(event: Event, story: AlignedStory) -> Iterator[Row]:
    """Yield the sentences without a partner; an editor marked those that tell alone what is missed elsewhere."""
    partnered = {place for fact in story.facts for place in fact.members}
    for k, told in enumerate(event.outlets.values()):
        for index, one in enumerate(told):
            place = Place(f"a{k}", index)
            if place in partnered or story.partners(place):
                continue
            signs = omission.signs_of(story, place)
            if signs is not None:
                yield Row(signs, bool(one.alone), ((event.name, place),))


def fitted(rows: Sequence[Row]) -> dict[str, float]:
    """Return what each sign adds, ``always`` among them."""
    names = [name for name in rows[0].signs if name != "always"]
    line = LogisticRegression(C=100.0, max_iter=5000).fit(_matrix(rows, names), [row.is_marked for row in rows])
    return {**dict(zip(names, line.coef_[0].tolist(), strict=True)), "always": float(line.intercept_[0])}


def measure(line: dict[str, float], rows: Sequence[Row]) -> None:
    """Print, by the least chance, how many are found, how many of them an editor marked, and of those marked how many
    are found. Of numbers each counts once, with its likeliest rival."""
    odds = _matrix(rows, list(line)) @ np.array(list(line.values()))
    best: dict[Hashable, tuple[float, bool]] = defaultdict(lambda: (-np.inf, False))
    for row, own in zip(rows, odds.tolist(), strict=True):
        for whose in row.whose:
            best[whose] = max(best[whose], (own, row.is_marked))
    marked = len({whose for row in rows if row.is_marked for whose in row.whose})
    for least in (0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6):
        kept = [is_marked for own, is_marked in best.values() if own >= np.log(least / (1 - least))]
        right = sum(kept)
        typer.echo(f"    {least:4} {len(kept):6} {right / max(1, len(kept)):6.2f} {right / max(1, marked):6.2f}")


def _matrix(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[row.signs[name] for name in names] for row in rows])


def main(
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
) -> None:
    """Read the events, fit, print."""
    files = sorted(LATER.glob("*.txt"))
    sets = {
        "learned from": read_events([file for file in files if file.stem not in MEASURED]),
        "later, measured": read_events([file for file in files if file.stem in MEASURED]),
        "held": held_events(),
    }
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    with bench_tools(data) as tools:
        for name, events in sets.items():
            for event, story in stories_of(events, tools):
                rows["rival numbers"][name] += number_rows(event, story)
                rows["told alone"][name] += alone_rows(event, story)
    for what, by_set in rows.items():
        line = fitted(by_set["learned from"])
        typer.echo(f"{what}: " + ", ".join(f"{name} {value:.2f}" for name, value in line.items()))
        for name, own in by_set.items():
            counts = Counter(row.is_marked for row in own)
            typer.echo(f"  {name}: {counts[True]} marked of {len(own)}; least chance, found, marked, of the marked")
            measure(line, own)


if __name__ == "__main__":
    typer.run(main)
