"""Whether articles of one event are known to be in stories that mix two: by themselves, and where a third one vouches.

    python -m tests.bench.same_event ../shared/bench [--own 3] [--strangers 2]

Each story of BASIL's half with ``own`` outlets of its event and ``strangers`` of the next story's. Every two articles
are compared alone, and all of them together.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import typer

from compare.domain import Story
from compare.files.stories import FailedStory, read_stories
from compare.pipeline import FailedComparison, Options, Tools, compare_many
from compare.steps.summary import SAME_EVENT
from tests.bench.framing import SETS, bench_tools

STRANGER = "other-"
QUICK = Options(detectors=frozenset({"number"}))


def mixed(stories: list[Story], own: int, strangers: int) -> list[Story]:
    """Return each story with articles of the next one."""
    found = []
    for k, story in enumerate(stories):
        other = stories[(k + 1) % len(stories)].articles[:strangers]
        articles = (*story.articles[:own], *(replace(a, id=STRANGER + a.id) for a in other))
        found.append(replace(story, articles=articles))
    return found


def known(stories: list[Story], tools: Tools) -> Counter[tuple[bool, bool]]:
    """Count pairs by whether they are of one event, and are taken to be."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for report in compare_many(stories, tools, QUICK):
        if isinstance(report, FailedComparison):
            raise report.error
        for pair in report.comparisons:
            is_one = pair.left.startswith(STRANGER) == pair.right.startswith(STRANGER)
            counts[is_one, pair.same_event >= SAME_EVENT] += 1
    return counts


def main(bench: Path, own: int = 3, strangers: int = 2, data: Path | None = None) -> None:
    """Compare, count, print."""
    given = [s for s in read_stories(str(bench / SETS["basil"])) if not isinstance(s, FailedStory)]
    stories = mixed(given, own, strangers)
    pairs = [replace(s, articles=pair) for s in stories for pair in combinations(s.articles, 2)]
    with bench_tools(data) as tools:
        for name, compared in (("two by two", pairs), ("together", stories)):
            counts = known(compared, tools)
            for is_one, what in ((True, "one event"), (False, "two events")):
                n = counts[is_one, True] + counts[is_one, False]
                typer.echo(f"{name:12} pairs of {what:10} taken for one event: {counts[is_one, True]:4} of {n}")


if __name__ == "__main__":
    typer.run(main)
