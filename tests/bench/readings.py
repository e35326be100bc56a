"""What readers said of highlights, one by one, and what the program marks of it now.

    python -m tests.bench.readings [--data FOLDER] [--all]

Readers (language models, each highlight read by one) judged what earlier versions marked in 128 of ``later_events``, 80
as they were written and 48 with every other outlet translated from Portuguese: whether a mark is ``worth`` making, of
``little`` use, worth it as ``other`` kind, or ``wrong``; and whether its note is ``true``, ``ungainly`` or ``false`` in
a part (``readings.tsv``). Prints by kind how many of the marks of now were read, and as what; a note counts where it is
the one that was read. What nobody read is counted as such, and listed with ``--all``. Five minutes on two cores.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from compare.domain import Highlight, Report
from compare.pipeline import FailedComparison, Options, Tools, compare_many
from compare.steps.summary import is_prominent
from tests.bench.events import Event, read_events
from tests.bench.fit_lines import LATER
from tests.bench.framing import bench_tools
from tests.bench.held_events import story_of
from tests.bench.translated_events import translate_events

READINGS = Path(__file__).parent / "readings.tsv"
WORTH = ("worth", "other", "little", "wrong")
NOTE = ("true", "ungainly", "false")
TRANSLATED = "translated"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader said of one highlight of an ``event``, as that was ``told`` (written, translated)."""

    event: str
    told: str
    kind: str
    article: str
    sentence: int
    words: str
    worth: str
    note_is: str
    note: str


Where = tuple[str, str, str, str, int]
Said = Counter[str | None]  # how often each thing was said; None of what nobody read


def read_readings(path: Path = READINGS) -> dict[Where, list[Reading]]:
    """Return the readings by event, how it was told, kind, article and sentence."""
    found: dict[Where, list[Reading]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            one = Reading(**{**row, "sentence": int(row["sentence"])})  # type: ignore[arg-type]
            found[one.event, one.told, one.kind, one.article, one.sentence].append(one)
    return found


def of_highlight(readings: Iterable[Reading], words: str, note: str) -> tuple[str | None, str | None]:
    """Return what was said of a mark on these words, or on some of them or more, and of this very note."""
    alike = [one for one in readings if one.words in words or words in one.words]
    same = [one for one in alike if one.note == note] or [one for one in alike if one.words == words] or alike
    return (
        same[0].worth if same else None,
        next((one.note_is for one in alike if one.note == note), None),
    )


def reports_of(events: Sequence[Event], tools: Tools, *, translated: bool) -> Iterable[tuple[Event, Report]]:
    """Yield each event with the report of it."""
    abroad = translate_events(events) if translated else None
    stories = [story_of(event, abroad) for event in events]
    for event, report in zip(events, compare_many(stories, tools, Options()), strict=True):
        if isinstance(report, FailedComparison):
            raise report.error
        yield event, report


def words_of(report: Report, highlight: Highlight) -> str:
    """Return the words that a highlight marks."""
    passage = highlight.passage
    return passage.span.of(report.reading(passage.article).sentences[passage.sentence].shown)


def show(marks: Mapping[str, Said], notes: Mapping[str, Said], last: Sequence[str]) -> None:
    """Print the table: kinds first, then what ``last`` names, then all."""
    columns = ("".join(f"{name:>9}" for name in names) for names in (WORTH, NOTE))
    typer.echo(f"{'':12} marked   read" + "  notes".join(columns))
    for name in sorted(marks, key=lambda one: (one == "all", one in last, one)):
        typer.echo(line(name, marks[name], notes[name]))


def line(name: str, marks: Said, notes: Said) -> str:
    """Return one line of the table: shares are of what was read."""
    cells = [f"{sum(marks.values()):7}", f"{sum(marks[one] for one in WORTH):6}"]
    for counts, names in ((marks, WORTH), (notes, NOTE)):
        n = sum(counts[one] for one in names)
        cells += [f"{counts[one] / n:9.2f}" if n else f"{'–':>9}" for one in names]
        if counts is marks:
            cells.append(f"{sum(notes[one] for one in NOTE):7}")
    return f"{name:12}" + "".join(cells)


def main(
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    every: Annotated[bool, typer.Option("--all", help="List what nobody has read.")] = False,
) -> None:
    """Compare the events, and say what was said of what is marked."""
    readings = read_readings()
    told: Mapping[str, set[str]] = defaultdict(set)
    for event, how, *_ in readings:
        told[how].add(event)
    events = read_events(sorted(LATER.glob("*.txt")))
    marks: dict[str, Said] = defaultdict(Counter)
    notes: dict[str, Said] = defaultdict(Counter)
    with bench_tools(data) as tools:
        for how, names in told.items():
            chosen = [event for event in events if event.name in names]
            for event, report in reports_of(chosen, tools, translated=how == TRANSLATED):
                for highlight in filter(is_prominent, report.highlights):
                    place, words = highlight.passage, words_of(report, highlight)
                    own = readings.get((event.name, how, highlight.kind, place.article, place.sentence), [])
                    worth, note_is = of_highlight(own, words, highlight.note)
                    for name in (highlight.kind.value, how, "all"):
                        marks[name][worth] += 1
                        notes[name][note_is] += 1
                    if every and worth is None:
                        typer.echo(f"{event.name} {place.article}.{place.sentence} {highlight.kind}: {words}")
                        typer.echo(f"    {highlight.note}")
    show(marks, notes, tuple(told))


if __name__ == "__main__":
    typer.run(main)
