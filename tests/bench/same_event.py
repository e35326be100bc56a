"""Whether articles of one event are known to be in stories that mix two: by themselves, and where a third one vouches.

    python -m tests.bench.same_event ../shared/bench [--own 3] [--strangers 2]

Each story of BASIL's half with ``own`` outlets of its event and ``strangers`` of the next story's. Every two articles
are compared alone, and all of them together. Then the sample stories: every two articles of one, and each article among
those of every other story, where it is found out if it shares the event of none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import typer

from compare.domain import Story
from compare.embedding import make_sides
from compare.files.stories import FailedStory, read_stories, read_story
from compare.pipeline import FailedComparison, Options, Tools, compare_many, read_articles
from compare.steps.align import align
from compare.steps.events import vouch
from compare.steps.sides import Side
from compare.steps.summary import SAME_EVENT
from tests.bench.expected import STORIES
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


def sides_of(tools: Tools) -> dict[str, list[Side]]:
    """Return the articles of each sample story, read and embedded."""
    stories = [read_story(folder) for folder in sorted(STORIES.iterdir()) if folder.is_dir()]
    found = {}
    for story, readings in zip(stories, read_articles(stories, tools, QUICK, lambda *_: None), strict=True):
        found[story.id] = make_sides(readings, tools.embedder, tools.second_embedder)
    return found


def tell_samples(tools: Tools) -> None:
    """Print how many pairs of one sample story are taken for two events, and how many strangers are found out."""
    stories = sides_of(tools)
    apart = vouched = n_pairs = 0
    for sides in stories.values():
        pairs = [
            align(one, other, tools.judge, names=(str(a), str(b)))
            for (a, one), (b, other) in combinations(enumerate(sides), 2)
        ]
        n_pairs += len(pairs)
        apart += sum(pair.same_event < SAME_EVENT for pair in pairs)
        vouched += sum(pair.same_event < SAME_EVENT for pair in vouch(pairs))
    typer.echo(
        f"samples: pairs of one story taken for two events {apart} of {n_pairs}, {vouched} with a third vouching"
    )
    found = strangers = 0
    for name, sides in stories.items():
        for other, hosts in stories.items():
            if name == other:
                continue
            for side in sides:
                strangers += 1
                found += all(align(side, host, tools.judge).same_event < SAME_EVENT for host in hosts)
    typer.echo(f"samples: articles among those of another story that are found out {found} of {strangers}")


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
        tell_samples(tools)


if __name__ == "__main__":
    typer.run(main)
