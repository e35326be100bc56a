"""Measure the alignment on every data set of the bench, with the weights that are shipped.

    python -m tests.bench.alignment ../shared/bench/alignment

Articles go the way that ``compare batch`` sends them: read, translated where a package is installed, embedded, aligned.
Framing is left out, it changes no bead. Translations and vectors are kept in the database, so that a second run takes a
minute. The shipped weights were trained on these very sets: what to expect of articles never seen is what
``tests.bench.train_alignment`` prints, cross-validated.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from compare.domain import Alignment
from compare.embedding import make_sides
from compare.files.stories import FailedStory, read_stories
from compare.pipeline import Options, Tools, read_articles
from compare.steps.align import align
from tests.bench.scores import Tally, add_beads, add_links, expected_error


@dataclass(frozen=True, slots=True)
class Goal:
    """A row of the table: which sets it is the mean of, which figure, and what is asked of it."""

    name: str
    sets: tuple[str, ...]
    figure: str
    at_least: float
    strive: float
    is_upper: bool = False

    def is_met(self, value: float) -> bool:
        """Tell whether the figure is at least what was asked, or at most where lower is better."""
        return value <= self.at_least if self.is_upper else value >= self.at_least


NTREX = ("pt", "es", "fr", "de", "ru", "tr", "ur", "hi", "zh", "ar")
PARALLEL = ("meantime-es", "meantime-it", "meantime-nl", "meantime-es-it")
LEAST = {"pt": 0.95, "es": 0.94, "ur": 0.94, "hi": 0.94, "zh": 0.92, "ar": 0.92}
STRIVE = {"pt": 0.97, "es": 0.97, "ur": 0.97, "hi": 0.97, "zh": 0.95, "ar": 0.95}
GOALS = (
    Goal("ecb F1", ("ecb",), "f1", 0.84, 0.90),
    Goal("distractors, false links per 100", ("distractors",), "false_per_100", 2, 1, is_upper=True),
    Goal("distractors-xl, false links per 100", ("distractors-xl",), "false_per_100", 2, 1, is_upper=True),
    Goal("distractors-hard, false links per 100", ("distractors-hard",), "false_per_100", 15, 8, is_upper=True),
    *(Goal(f"ntrex-{x} F1", (f"ntrex-{x}",), "f1", LEAST.get(x, 0.93), STRIVE.get(x, 0.96)) for x in NTREX),
    Goal("ntrex-*, merged sentences found", tuple(f"ntrex-{x}" for x in NTREX), "merged_recall", 0.85, 0.95),
    *(Goal(f"ntrex-{x} average precision", (f"ntrex-{x}",), "ap", 0.97, 0.99) for x in NTREX),
    *(Goal(f"{name} F1", (name,), "f1", 0.99, 1.0) for name in PARALLEL),
    Goal("textberg, whole beads", ("textberg",), "strict_f1", 0.88, 0.91),
)
CALIBRATION = Goal("expected error of the confidence, all sets", (), "", 0.05, 0.03, is_upper=True)


def align_sets(folder: Path, tools: Tools, datasets: Sequence[str] = ()) -> dict[str, Tally]:
    """Align every pair of articles that has gold, and count; by data set."""
    by_set: dict[str, Tally] = defaultdict(Tally)
    for name in datasets or sorted(path.parent.name for path in folder.glob("*/gold.jsonl")):
        stories = [s for s in read_stories(folder / name / "stories.jsonl") if not isinstance(s, FailedStory)]
        gold = {row["story"]: row for row in read_lines(folder / name / "gold.jsonl")}
        for story, readings in zip(stories, read_articles(stories, tools, Options(), lambda *_: None), strict=True):
            made = make_sides(readings, tools.embedder, tools.second_embedder)
            sides = dict(zip((r.article.id for r in readings), made, strict=True))
            for pair in gold[story.id]["pairs"]:
                names = pair["left"], pair["right"]
                count(by_set[name], pair, align(sides[names[0]], sides[names[1]], tools.judge, names=names))
    return dict(by_set)


def count(tally: Tally, pair: Mapping[str, Any], found: Alignment) -> None:
    """Count one alignment against its gold."""
    links = {(i, j): bead.confidence for bead in found.beads for i in bead.left for j in bead.right}
    add_links(tally, pair, links, found.n_left + found.n_right)
    add_beads(tally, pair, [(bead.left, bead.right) for bead in found.beads])


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def measured(goal: Goal, by_set: Mapping[str, Tally]) -> float | None:
    """Return the figure of a goal, the mean over its sets; None where one of them was not measured."""
    if not set(goal.sets) <= by_set.keys():
        return None
    return sum(float(getattr(by_set[name], goal.figure)) for name in goal.sets) / len(goal.sets)


def table(by_set: Mapping[str, Tally]) -> list[str]:
    """Return the lines of the table, in Markdown; a figure that misses its goal is marked."""
    rows = ["| | measured | at least | strive for |", "| --- | --: | --: | --: |"]
    values: Iterable[tuple[Goal, float | None]] = [(goal, measured(goal, by_set)) for goal in GOALS]
    for goal, value in [*values, (CALIBRATION, expected_error(by_set))]:
        if value is not None:
            digits = 1 if goal.figure == "false_per_100" else 3
            mark = "" if goal.is_met(value) else " (missed)"
            rows.append(f"| {goal.name} | {value:.{digits}f}{mark} | {goal.at_least:g} | {goal.strive:g} |")
    return rows


def main(folder: Path, datasets: list[str] | None = None) -> None:
    """Print the table of goals and figures for the bench in FOLDER. Example: ../shared/bench/alignment"""
    from compare.opening import open_tools

    with open_tools() as tools:
        if tools.translator.find_route("pt", "en") is None:
            typer.echo("No package leads from pt to en: ntrex-pt is aligned untranslated.", err=True)
        by_set = align_sets(folder, tools, datasets or ())
    for line in table(by_set):
        typer.echo(line)


if __name__ == "__main__":
    typer.run(main)
