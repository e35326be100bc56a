"""What readers said of highlights in real articles, one by one, and what the program marks of them now.

    python -m tests.bench.article_readings ../shared/bench [--data FOLDER] [--all]

Readers (language models, each highlight read by one) judged what earlier versions marked in stories of the benchmarks,
in the words of ``readings``. The articles are not ours: a mark is held by its place, a note by the beginning of its
SHA-256. They were read in rounds, each of stories that nobody had read so before; rules were mended by what was found,
hardly by the fourth. From the second on what was marked before and after such mending was mixed. Four minutes on two
cores.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from compare.domain import Article, Highlight, Span, Story
from compare.pipeline import FailedComparison, Options, compare_many
from compare.steps.summary import is_prominent
from tests.bench.framing import SETS, bench_tools
from tests.bench.readings import Said, show

READINGS = Path(__file__).parent / "article_readings.tsv"
READ = ("first", "second", "third", "fourth")
HEADLINE = "headline"
Where = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class ArticleReading:
    """What one reader said of one highlight of a ``story``: its place, and the note by what ``seal`` makes of it.

    Of a headline ``sentence`` is ``HEADLINE``, else a number.
    """

    read: str
    story: str
    kind: str
    article: str
    sentence: str
    span: Span
    worth: str
    note_is: str
    note: str


def seal(note: str) -> str:
    """Return what a note is known by."""
    return hashlib.sha256(note.encode()).hexdigest()[:12]


def read_article_readings(path: Path = READINGS) -> dict[Where, list[ArticleReading]]:
    """Return the readings by story, kind, article and sentence."""
    found: dict[Where, list[ArticleReading]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            span = Span(int(row.pop("start")), int(row.pop("end")))
            one = ArticleReading(**{**row, "span": span})  # type: ignore[arg-type]
            found[one.story, one.kind, one.article, one.sentence].append(one)
    return found


def of_highlight(readings: Sequence[ArticleReading], highlight: Highlight) -> tuple[str | None, str | None]:
    """Return what was said of a mark that shares a word with this one, rather of this very one, and of this very
    note."""
    span = highlight.passage.span
    alike = sorted((one for one in readings if one.span.overlaps(span)), key=lambda one: one.span != span)
    note = seal(highlight.note)
    return (
        alike[0].worth if alike else None,
        next((one.note_is for one in alike if one.note == note), None),
    )


def stories_of(bench: Path, names: Mapping[str, str]) -> list[Story]:
    """Return the stories of the benchmarks with these names."""
    lines = [row for name in ("basil", "newswcl") for row in (bench / SETS[name]).read_text("utf-8").splitlines()]
    return [
        Story(
            story["id"],
            tuple(
                Article(a["id"], a["outlet"], a["language"], a.get("title") or "", sentences=tuple(a["sentences"]))
                for a in story["articles"]
            ),
        )
        for story in map(json.loads, lines)
        if story["id"] in names
    ]


def main(
    bench: Annotated[Path, typer.Argument(help="The folder of benchmarks.")],
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    every: Annotated[bool, typer.Option("--all", help="List what nobody has read.")] = False,
) -> None:
    """Compare the stories, and say what was said of what is marked."""
    readings = read_article_readings()
    names = {one.story: one.read for own in readings.values() for one in own}
    marks: dict[str, Said] = defaultdict(Counter)
    notes: dict[str, Said] = defaultdict(Counter)
    stories = stories_of(bench, names)
    with bench_tools(data) as tools:
        for story, report in zip(stories, compare_many(stories, tools, Options()), strict=True):
            if isinstance(report, FailedComparison):
                raise report.error
            placed = [(highlight, str(highlight.passage.sentence)) for highlight in report.highlights]
            placed += [(highlight, HEADLINE) for highlight in report.headlines]
            for highlight, sentence in placed:
                if not is_prominent(highlight):
                    continue
                article = highlight.passage.article
                own = readings.get((story.id, highlight.kind, article, sentence), [])
                worth, note_is = of_highlight(own, highlight)
                for name in (HEADLINE if sentence == HEADLINE else highlight.kind.value, names[story.id], "all"):
                    marks[name][worth] += 1
                    notes[name][note_is] += 1
                if every and worth is None:
                    typer.echo(f"{story.id} {article}.{sentence} {highlight.kind}: {highlight.note}")
    show(marks, notes, (HEADLINE, *READ))


if __name__ == "__main__":
    typer.run(main)
