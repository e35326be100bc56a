"""What editors marked in whole real stories, and what the program finds of it.

    python -m tests.bench.editors ../shared/bench [--data FOLDER] [--misses]

Four editors (language models, who knew nothing of the program) read 14 stories of BASIL's development half, each story
one of them, against each other, and marked what they would show a colleague: kind, words, and from 1 to 3 how much it
tells. The articles are not ours: a mark is held by its place. What they marked taught rules, of headlines and of
unnamed sources. By kind: marks, those found, those at least listed; then what the program marks, and of it what lies on
a mark. A minute on two cores.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from compare.domain import Highlight, Kind, Span
from compare.pipeline import FailedComparison, Options, compare_many
from compare.steps.summary import is_prominent, worth_reading
from tests.bench.article_readings import HEADLINE, stories_of
from tests.bench.framing import bench_tools

MARKS = Path(__file__).parent / "editors.tsv"
# Kinds of the whole sentence, which only the same answers to; of others a place may be marked as one or another.
OF_SENTENCES = frozenset({Kind.OMISSION, Kind.EMPHASIS, Kind.TONE})
LEAST_LISTED = 0.25  # weight from which what is not marked counts as listed; by hand
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an editor marked: of a headline its ``sentence`` is ``HEADLINE``."""

    editor: str
    story: str
    kind: Kind
    article: str
    sentence: str
    span: Span
    weight: int

    def is_on(self, highlight: Highlight) -> bool:
        """True of a highlight of this place that shares a word with it and may be of one kind."""
        if OF_SENTENCES & {self.kind, highlight.kind}:
            return self.kind == highlight.kind
        return self.span.overlaps(highlight.passage.span)


def read_marks(path: Path = MARKS) -> list[Mark]:
    """Return all marks, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Mark(
                row["editor"],
                row["story"],
                Kind(row["kind"]),
                row["article"],
                row["sentence"],
                Span(int(row["start"]), int(row["end"])),
                int(row["weight"]),
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def places(story: str, highlights: Iterable[Highlight], headlines: Iterable[Highlight]) -> dict[Place, list[Highlight]]:
    """Return highlights by the story, article and sentence that they stand in."""
    found: dict[Place, list[Highlight]] = defaultdict(list)
    for highlight in highlights:
        found[story, highlight.passage.article, str(highlight.passage.sentence)].append(highlight)
    for highlight in headlines:
        found[story, highlight.passage.article, HEADLINE].append(highlight)
    return found


def count(marks: Sequence[Mark], highlights: dict[Place, list[Highlight]]) -> dict[str, Counter[str]]:
    """Return by kind, for headlines and for all: marks, found, listed; marked, and of these on a mark."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    own: dict[Place, list[Mark]] = defaultdict(list)
    for mark in marks:
        place = mark.story, mark.article, mark.sentence
        own[place].append(mark)
        on_it = [highlight for highlight in highlights.get(place, []) if mark.is_on(highlight)]
        is_found = any(map(is_prominent, on_it))
        is_listed = is_found or any(highlight.weight >= LEAST_LISTED for highlight in on_it)
        for name in _names(mark.kind, mark.sentence):
            counts[name].update(marks=1, found=is_found, listed=is_listed)
    for place, found in highlights.items():
        for highlight in filter(is_prominent, found):
            is_right = any(mark.is_on(highlight) for mark in own[place])
            for name in _names(highlight.kind, place[2]):
                counts[name].update(marked=1, right=is_right)
    return counts


def _names(kind: Kind, sentence: str) -> tuple[str, ...]:
    return (kind.value, HEADLINE, "all") if sentence == HEADLINE else (kind.value, "all")


def _share(part: int, of: int) -> str:
    return f"{part / of:.2f}" if of else "–"


def main(
    bench: Annotated[Path, typer.Argument(help="The folder of benchmarks.")],
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    misses: Annotated[bool, typer.Option(help="List the marks that are not found, the weightiest first.")] = False,
) -> None:
    """Compare the stories, and say what is found of the marks in them."""
    marks = read_marks()
    stories = stories_of(bench, {mark.story: "" for mark in marks})
    highlights: dict[Place, list[Highlight]] = {}
    with bench_tools(data) as tools:
        for story, report in zip(stories, compare_many(stories, tools, Options()), strict=True):
            if isinstance(report, FailedComparison):
                raise report.error
            highlights |= places(story.id, worth_reading(report.highlights), worth_reading(report.headlines))
    typer.echo(f"{'':12}{'marks':>7}{'found':>7}{'listed':>7}{'marked':>8}{'on one':>7}")
    counts = count(marks, highlights)
    for name in (*(kind.value for kind in Kind), HEADLINE, "all"):
        n = counts[name]
        typer.echo(
            f"{name:12}{n['marks']:7}{_share(n['found'], n['marks']):>7}{_share(n['listed'], n['marks']):>7}"
            f"{n['marked']:8}{_share(n['right'], n['marked']):>7}"
        )
    for mark in sorted(marks, key=lambda one: -one.weight) if misses else ():
        on_it = highlights.get((mark.story, mark.article, mark.sentence), [])
        if not any(is_prominent(highlight) and mark.is_on(highlight) for highlight in on_it):
            start, end = mark.span.start, mark.span.end
            typer.echo(f"{mark.weight} {mark.story} {mark.article}.{mark.sentence} {start}-{end} {mark.kind}")


if __name__ == "__main__":
    typer.run(main)
