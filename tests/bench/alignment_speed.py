"""How fast articles are aligned, beside other aligners in the same run; part of ``tests.bench.speed``.

Gale and Church (``galechurch``) and Bleualign (``pypi-bleualign``) solve an easier task: one text and its translation,
in order. rapidfuzz alone compares every pair of sentences and decides nothing. hunalign is in no registry of Python
packages. Processor time is printed beside the clock's, which others on the machine stretch.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from statistics import median

import typer

from compare.domain import Article, Story
from compare.embedding import make_sides
from compare.engines.meaning import E5Embedder, UseEmbedder
from compare.files.stories import read_story
from compare.pipeline import Options, Tools, read_articles
from compare.steps.align import align
from compare.steps.segment import sentences_of
from compare.steps.sides import Side

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "corpora" / "stories"
OUTLETS = (("en", 0), ("pt", 0), ("es", 0), ("en", 60))  # language, and which of its sentences is the first
N_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of processors, the median of repeated runs."""

    clock_s: float
    processor_s: float

    def __str__(self) -> str:
        return f"{self.clock_s:8.3f} s  ({self.processor_s:.3f} s of processors)"


def costs(actions: Sequence[Callable[[], object]], runs: int) -> list[Cost]:
    """Run the actions in turn, A B A B, so that a machine that slows down slows all of them."""
    found: list[list[tuple[float, float]]] = [[] for _ in actions]
    for _ in range(runs):
        for spent, action in zip(found, actions, strict=True):
            start, used = time.perf_counter(), _processors()
            action()
            spent.append((time.perf_counter() - start, _processors() - used))
    return [Cost(median(c for c, _ in spent), median(p for _, p in spent)) for spent in found]


def _processors() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def four_outlets() -> Story:
    """A story of four articles of 60 sentences: those of the sample stories, end to end."""
    lines: dict[str, dict[str, None]] = {language: {} for language, _ in OUTLETS}
    for path in sorted(STORIES.iterdir()):
        for article in read_story(path).articles:
            language = (article.language or "").split("-")[0]
            if language in lines:
                lines[language].update(dict.fromkeys(s.text for s in sentences_of(article, language)))
    articles = []
    for number, (language, first) in enumerate(OUTLETS):
        kept = list(lines[language])[first : first + N_SENTENCES]
        articles.append(Article(f"a{number}", f"Outlet {number}", language, sentences=tuple(kept)))
    return Story("four", tuple(articles))


def bench_alignment(tools: Tools, runs: int) -> None:
    """Print the time for four outlets of 60 sentences, with and without vectors, and for 2,000 by 2,000 sentences."""
    readings = read_articles([four_outlets()], tools, Options(), lambda *_: None)[0]
    sides = make_sides(readings, tools.embedder, tools.second_embedder)
    pairs = list(combinations(sides, 2))
    embedder, second = E5Embedder(), UseEmbedder()
    for loaded in (embedder, second):
        loaded.embed(["The model is loaded."])

    def align_all() -> None:
        for left, right in pairs:
            align(left, right, tools.judge)

    def cold() -> None:
        make_sides(readings, embedder, second)
        align_all()

    def warm() -> None:
        make_sides(readings, tools.embedder, tools.second_embedder)
        align_all()

    across = [(left, right) for left, right in pairs if left.language != right.language]
    actions = (
        cold,
        warm,
        align_all,
        lambda: [rapidfuzz_alone(*pair) for pair in pairs],
        lambda: [gale_church(*pair) for pair in across],
        lambda: [bleualign(*pair) for pair in across],
    )
    found = costs(actions, runs)
    n = ", ".join(str(len(side.texts)) for side in sides)
    load = os.getloadavg()[0]
    typer.echo(f"\nAlignment of four outlets ({n} sentences), {len(pairs)} pairs; load of the machine {load:.1f}")
    names = (
        "vectors made, then aligned",
        "vectors from the cache",
        "vectors at hand",
        "rapidfuzz alone",
        f"galechurch, {len(across)} pairs",
        f"bleualign, {len(across)} pairs",
    )
    for name, cost in zip(names, found, strict=True):
        typer.echo(f"  {name:30} {cost}")
    bench_large()


def bench_large() -> None:
    """Print time and memory for two articles of 2,000 sentences, in a process of their own."""
    start, used = time.perf_counter(), _processors()
    command = [sys.executable, "-m", "tests.steps.large"]
    result = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    cost = Cost(time.perf_counter() - start, _processors() - used)
    beads, kilobytes = result.stdout.split()
    typer.echo(f"  2,000 by 2,000 sentences       {cost}, {int(kilobytes) / 1000:.0f} MB, {beads} beads")


def rapidfuzz_alone(left: Side, right: Side) -> None:
    """Compare every pair of sentences by token-set ratio."""
    from rapidfuzz import fuzz, process

    process.cdist(left.read, right.read, scorer=fuzz.token_set_ratio, workers=1)


def gale_church(left: Side, right: Side) -> None:
    """Align by lengths, in order."""
    import galechurch

    galechurch.align(list(left.texts), list(right.texts))


def bleualign(left: Side, right: Side) -> None:
    """Align by BLEU on what was translated, in order; untranslated, it falls back on lengths."""
    from bleualign.align import Aligner

    options = {
        "srcfile": list(left.texts),
        "targetfile": list(right.texts),
        "srctotarget": [list(left.read)] if left.read_language == right.language else [],
        "targettosrc": [list(right.read)] if right.read_language == left.language else [],
        "no_translation_override": True,
        "verbosity": 0,
        "log_to": io.StringIO(),
    }
    Aligner(options).mainloop()
