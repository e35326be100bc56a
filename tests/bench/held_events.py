"""What the program marks in our own events that it never learned from, beside what an editor marks there.

    python -m tests.bench.held_events [--data FOLDER] [--rules] [--abroad]

By kind: of the editor's marks, the share that a highlight lies on; of what is marked, the share that lies on one of
them. An editor marks some of what differs, not all, so what lies on none is not yet wrong. ``--rules`` reads nothing
beside others. With ``--abroad`` every other outlet tells its story in Portuguese, and what is counted is what is marked
in the translations of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from compare.domain import Article, Highlight, Kind, Report, Story
from compare.pipeline import FailedComparison, Options, compare_many
from compare.steps.framing.beside import KINDS
from compare.steps.summary import is_prominent
from tests.bench.events import EVENTS, Event, Mark, Told, read_events
from tests.bench.framing import bench_tools
from tests.bench.translated_events import Translated, carried, translate_events

# Files of events that ``train_beside`` does not learn from: short sentences, and long ones.
HELD = ("war", "power_long")
SIDES = {Kind.TONE: "takes_sides", Kind.OMISSION: "alone"}  # marks of whole sentences


@dataclass
class Count:
    """Of one kind: the editor's marks and those found, highlights and those that are right."""

    marks: int = 0
    found: int = 0
    marked: int = 0
    right: int = 0

    def __str__(self) -> str:
        recall, precision = self.found / max(1, self.marks), self.right / max(1, self.marked)
        return f"{self.marks:6} {recall:7.2f} {self.marked:7} {precision:10.2f}"


def held_events() -> list[Event]:
    """Return the events that are not learned from."""
    return read_events([EVENTS / f"{name}.txt" for name in HELD])


def story_of(event: Event, abroad: Mapping[str, Translated] | None = None) -> Story:
    """Return an event as a story, its articles ``a0``, ``a1`` and so on; ``abroad`` has what every other outlet wrote
    instead."""
    articles = []
    for k, (outlet, told) in enumerate(event.outlets.items()):
        is_abroad = abroad is not None and k % 2 == 1
        texts = tuple(abroad[one.text].written.text if is_abroad and abroad else one.text for one in told)
        articles.append(Article(f"a{k}", outlet, "pt" if is_abroad else "en", sentences=texts))
    return Story(event.name, tuple(articles))


def count(event: Event, report: Report, counts: dict[Kind, Count]) -> None:
    """Add what became of one event's marks."""
    shown: dict[tuple[str, int], list[Highlight]] = defaultdict(list)
    for highlight in report.highlights:
        if is_prominent(highlight):
            shown[highlight.passage.article, highlight.passage.sentence].append(highlight)
    translated = {reading.article.id: reading for reading in report.readings if reading.is_translated}
    for k, told in enumerate(event.outlets.values()):
        if translated and f"a{k}" not in translated:
            continue
        if translated:
            told = carried(told, [sentence.shown for sentence in translated[f"a{k}"].sentences])
        for index, one in enumerate(told):
            count_sentence(one, shown[f"a{k}", index], counts)


def count_sentence(one: Told, highlights: Sequence[Highlight], counts: dict[Kind, Count]) -> None:
    """Add one sentence's."""
    for kind, name in SIDES.items():
        own = [h for h in highlights if h.kind is kind]
        is_marked = bool(getattr(one, name))
        counts[kind].marks += is_marked
        counts[kind].found += is_marked and bool(own)
        counts[kind].marked += bool(own)
        counts[kind].right += is_marked and bool(own)
    for mark in one.marks:
        if mark.kind is not None:
            counts[mark.kind].marks += 1
            counts[mark.kind].found += any(lies_on(h, mark) for h in highlights)
    for highlight in highlights:
        if highlight.kind in KINDS:
            counts[highlight.kind].marked += 1
            counts[highlight.kind].right += any(lies_on(highlight, mark) for mark in one.marks)


def lies_on(highlight: Highlight, mark: Mark) -> bool:
    """True where the two share a word and are of one kind."""
    span = highlight.passage.span
    return highlight.kind is mark.kind and span.start < mark.end and mark.start < span.end


def main(
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Read nothing beside others.")] = False,
    abroad: Annotated[bool, typer.Option("--abroad", help="Count what is marked in translations.")] = False,
) -> None:
    """Compare the held events and count."""
    events = held_events()
    translated = translate_events(events) if abroad else None
    stories = [story_of(event, translated) for event in events]
    counts: dict[Kind, Count] = defaultdict(Count)
    with bench_tools(data) as tools:
        chosen = replace(tools, meaning_reader=None) if rules else tools
        for event, report in zip(events, compare_many(stories, chosen, Options()), strict=True):
            if isinstance(report, FailedComparison):
                raise report.error
            count(event, report, counts)
    typer.echo(f"{'kind':12} {'marks':>6} {'recall':>7} {'marked':>7} {'precision':>10}")
    whole = Count()
    for kind in Kind:
        if kind in counts:
            typer.echo(f"{kind:12} {counts[kind]}")
            for name in ("marks", "found", "marked", "right"):
                setattr(whole, name, getattr(whole, name) + getattr(counts[kind], name))
    typer.echo(f"{'all':12} {whole}")


if __name__ == "__main__":
    typer.run(main)
