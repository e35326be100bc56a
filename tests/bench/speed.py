"""How fast, beside the peer in the same run: ratios of medians, cold and warm apart. Never a verdict.

    python -m tests.bench.speed [--runs 3]

Translation is set against argostranslate called the ordinary way on the same package and text, a sentence a paragraph
as news has it; its sentence splitter, which would download a model, is replaced by ours. Alignment is set against its
peers in ``tests.bench.alignment_speed``.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from compare.domain import Article, Story
from compare.embedding import make_sides
from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.files.report_html import render_html
from compare.files.stories import read_story
from compare.opening import Settings, open_tools
from compare.pipeline import Options, Tools, compare, read_articles
from compare.steps.align import align
from compare.steps.segment import segment, sentences_of
from tests.bench.alignment_speed import bench_alignment
from tests.bench.events import read_events
from tests.bench.translated_events import read_portuguese

ROOT = Path(__file__).resolve().parents[2]
STORIES = ROOT / "corpora" / "stories"
PACKAGES = ROOT / "corpora" / "models"
N_SENTENCES = 240
N_FRAMED = 60  # of each article


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of repeated runs."""

    runs_s: tuple[float, ...]

    @property
    def median_s(self) -> float:
        """The run in the middle."""
        return statistics.median(self.runs_s)

    def __str__(self) -> str:
        return f"{self.median_s:8.3f} s  ({min(self.runs_s):.3f} to {max(self.runs_s):.3f})"


def timed(actions: Sequence[Callable[[], object]], runs: int) -> list[Timing]:
    """Run the actions in turn, A B A B, so that a machine that slows down slows all of them."""
    found: list[list[float]] = [[] for _ in actions]
    for _ in range(runs):
        for spent, action in zip(found, actions, strict=True):
            start = time.perf_counter()
            action()
            spent.append(time.perf_counter() - start)
    return [Timing(tuple(spent)) for spent in found]


def portuguese() -> list[str]:
    """Sentences of the sample stories, each once."""
    texts: dict[str, None] = {}
    for path in sorted(STORIES.iterdir()):
        for article in read_story(path).articles:
            if (article.language or "").startswith("pt"):
                texts.update(dict.fromkeys(sentence.text for sentence in sentences_of(article, "pt")))
    return list(texts)[:N_SENTENCES]


class OurSplitter:
    """Stands in for argostranslate's sentence splitter."""

    def split_sentences(self, text: str) -> list[str]:
        """Return the sentences of a paragraph."""
        return [part.span.of(text).strip() for part in segment(text, "pt")]


def ordinary_argos(shelf: Shelf) -> Callable[[str], str]:
    """Return argostranslate's own translate function for pt→en, without its cache."""
    with shelf._argos() as (_, translate):
        translate.installed_translates.clear()
        translate.get_installed_languages.cache_clear()
        language: Any = {x.code: x for x in translate.get_installed_languages()}
        underlying = language["pt"].get_translation(language["en"]).underlying
    underlying.sentencizer = OurSplitter()
    return lambda text: str(underlying.translate(text))


def bench_translation(shelf: Shelf, runs: int) -> None:
    """Print sentences a second both ways, and how many translations are the same."""
    texts = portuguese()
    ordinary = ordinary_argos(shelf)
    ours = ArgosTranslator(shelf)
    route = ours.find_route("pt", "en")
    assert route is not None
    ordinary("Bom dia.")
    dict(ours.translate(["Bom dia."], route))
    theirs: list[str] = []
    found: dict[int, Any] = {}

    def call_ordinary() -> None:
        theirs[:] = ordinary("\n".join(texts)).split("\n")

    def call_ours() -> None:
        found.update(ours.translate(texts, route))

    slow, fast = timed([call_ordinary, call_ours], runs)
    same = sum(found[k].text == theirs[k].strip() for k in range(len(texts)))
    typer.echo(f"\nTranslation, {len(texts)} sentences pt→en, beam 4, models loaded")
    typer.echo(f"  argostranslate, ordinary call  {slow}  {len(texts) / slow.median_s:6.1f} a second")
    typer.echo(f"  compare, batched               {fast}  {len(texts) / fast.median_s:6.1f} a second")
    typer.echo(f"  ratio {slow.median_s / fast.median_s:.1f}; the same output for {same / len(texts):.1%}")


def bench_start(data: Path, runs: int) -> None:
    """Print a whole story as a process of its own: with nothing remembered, and with everything."""
    environment = os.environ | {"COMPARE_DATA": str(data), "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "compare",
        "run",
        str(STORIES / "qingdao"),
        "--quiet",
        "-o",
        str(data / "out.html"),
    ]

    def run() -> None:
        subprocess.run(command, env=environment, check=True, capture_output=True)

    def cold() -> None:
        for file in data.glob("compare.sqlite3*"):
            file.unlink()
        run()

    timings = timed([cold, run], runs)
    typer.echo("\nThe bundled story from the command line, to an HTML file, start of Python included")
    typer.echo(f"  nothing remembered             {timings[0]}")
    typer.echo(f"  everything remembered          {timings[1]}")
    typer.echo(f"  ratio {timings[0].median_s / timings[1].median_s:.1f}")


def bench_story(data: Path, runs: int) -> None:
    """Print the steps of one story inside a process that has its models loaded."""
    story = read_story(STORIES / "qingdao")
    with open_tools(Settings(data, data / "compare.sqlite3")) as tools:
        options = Options()
        report = compare(story, tools, options)
        readings = read_articles([story], tools, options, lambda *_: None)[0]
        sides = make_sides(readings, tools.embedder, tools.second_embedder)
        pairs = [(a, b) for k, a in enumerate(sides) for b in sides[k + 1 :]]

        def align_all() -> None:
            for left, right in pairs:
                align(left, right, tools.judge)

        def embed_all() -> None:
            make_sides(readings, tools.embedder, tools.second_embedder)

        whole, aligning, embedding, page = timed(
            [lambda: compare(story, tools, options), align_all, embed_all, lambda: render_html(report)],
            runs,
        )
        bench_framing(tools, runs)
        bench_alignment(tools, runs)
    n = sum(len(reading.sentences) for reading in readings)
    typer.echo(
        f"\nOne story, {len(readings)} articles, {n} sentences, {len(pairs)} pairs; translated and embedded before"
    )
    typer.echo(f"  whole comparison               {whole}")
    typer.echo(f"  vectors from the cache         {embedding}")
    typer.echo(f"  alignment, all pairs           {aligning}  {1000 * aligning.median_s / len(pairs):6.1f} ms a pair")
    typer.echo(f"  HTML report                    {page}")


def four_outlets(abroad: frozenset[int]) -> Story:
    """Four articles of 60 sentences, of several of our events; those of ``abroad`` in Portuguese."""
    freely = read_portuguese()
    found: list[list[str]] = [[] for _ in range(4)]
    for event in read_events():
        outlets = [[one.text for one in told] for told in event.outlets.values()]
        if all(text in freely for told in outlets for text in told) and len(outlets) >= len(found):
            for k, (texts, told) in enumerate(zip(found, outlets, strict=False)):
                texts += [freely[text] for text in told] if k in abroad else told
    articles = (
        Article(f"a{k}", f"Outlet {k}", "pt" if k in abroad else "en", sentences=tuple(texts[:N_FRAMED]))
        for k, texts in enumerate(found)
    )
    return Story("four", tuple(articles))


def forget() -> None:
    """Drop what the steps keep of texts that they have read, so that each run reads them anew."""
    for name, module in list(sys.modules.items()):
        if name.startswith("compare.steps"):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def seconds_of_framing(story: Story, tools: Tools) -> float:
    """Return what a comparison spends on framing and word differences, once all is read, embedded and aligned."""
    forget()
    at: dict[int, float] = {}

    def note(stage: str, done: int, _total: int) -> None:
        if stage == "frame":
            at[done] = time.perf_counter()

    compare(story, tools, Options(), note)
    return at[1] - at[0]


def bench_framing(tools: Tools, runs: int) -> None:
    """Print what it takes to find the framing of four outlets."""
    typer.echo(f"\nFraming, 4 articles of {N_FRAMED} sentences")
    for name, abroad in (("all as they were written", frozenset[int]()), ("two of them translated", frozenset({1, 3}))):
        story = four_outlets(abroad)
        seconds_of_framing(story, tools)
        typer.echo(f"  {name:30} {Timing(tuple(seconds_of_framing(story, tools) for _ in range(runs)))}")


def main(runs: Annotated[int, typer.Option(min=1, help="How often each thing is timed.")] = 3) -> None:
    """Time translation, start and a story."""
    typer.echo(
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}; {runs} runs"
    )
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        shelf = Shelf(data / "packages")
        for file in sorted(PACKAGES.glob("*.argosmodel")):
            shelf.install(file)
        bench_translation(shelf, runs)
        bench_start(data, runs)
        bench_story(data, runs)


if __name__ == "__main__":
    typer.run(main)
