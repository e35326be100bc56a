"""Quality of framing highlights on labelled data: every story really compared, scored by the bench's own scorers.

    python -m tests.bench.framing ../shared/bench [--data FOLDER]

Prints a table: task, measure, what chance gives, what the best simple method that may be shipped gives, the goal, and
ours. With ``--data`` translations and vectors are kept, and a second run takes a minute instead of ten.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from compare.engines.argos import Shelf
from compare.files.report_json import error_to_json, report_from_json, report_to_json
from compare.files.stories import FailedStory, read_stories
from compare.opening import Settings, open_tools
from compare.pipeline import FailedComparison, Options, Tools, compare_many
from compare.steps.summary import summarise

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "corpora" / "models"
# What training printed of BABE by topic is recorded here, in the row so called.
RECORDED = ROOT / "docs" / "loaded-words.md"
SETS = {
    "basil": "framing/basil-dev.stories.jsonl",
    "newswcl": "framing/newswcl-dev.stories.jsonl",
    "babe": "framing/babe-dev.stories.jsonl",
    "ntrex-pt": "alignment/ntrex-pt/stories.jsonl",
}
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; figures of others as they were published with the data."""

    task: str
    measure: str
    chance: str
    simple: str
    least: str
    best: str
    ours: float | None

    def __str__(self) -> str:
        value = "   –" if self.ours is None else f"{self.ours:.3f}" if self.ours < 2 else f"{self.ours:.1f}"
        given = f"{self.chance:>7} {self.simple:>16} {self.least:>7} {self.best:>7}"
        return f"{self.task:32} {self.measure:26} {given} {value:>7}"


HEAD = f"{'task':32} {'measure':26} {'chance':>7} {'best simple':>16} {'least':>7} {'strive':>7} {'ours':>7}"


@contextmanager
def bench_tools(data: Path | None) -> Iterator[Tools]:
    """Lend tools with the packages that are shipped, from a folder that is kept, or from one for this run."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = data or Path(temporary)
        shelf = Shelf(folder / "packages")
        if len(shelf.packages()) < 2:
            for file in sorted(PACKAGES.glob("*.argosmodel")):
                shelf.install(file)
        with open_tools(Settings(folder, folder / "compare.sqlite3")) as tools:
            yield tools


def write_reports(stories: Path, out: Path, tools: Tools) -> None:
    """Compare every story of a file and write what ``compare batch`` would."""
    given = list(read_stories(str(stories)))
    results = compare_many([story for story in given if not isinstance(story, FailedStory)], tools, Options())
    with out.open("w", encoding="utf-8") as stream:
        for story in given:
            result = story if isinstance(story, FailedStory) else next(results)
            if isinstance(result, FailedStory):
                row = error_to_json(result.id, result.error)
            elif isinstance(result, FailedComparison):
                row = error_to_json(result.story, result.error)
            else:
                row = report_to_json(result)
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")


def score(script: Path, *arguments: str | Path) -> Json:
    """Run a scorer and return its figures."""
    command = [sys.executable, str(script), *(str(argument) for argument in arguments), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Json = json.loads(done.stdout)
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """What the scorers say of each task."""

    basil: Json
    informational: Json
    properties: Json
    labels: Json
    babe: Json
    doubt: Json


def score_all(bench: Path, outs: Path) -> Figures:
    """Score the reports in ``outs``."""
    folder, script = bench / "framing", bench / "framing" / "score.py"

    def of(task: str, name: str, gold: str) -> Json:
        stories = folder / f"{name}-dev.stories.jsonl"
        return score(script, task, "--stories", stories, "--gold", folder / gold, "--out", outs / f"{name}.jsonl")

    return Figures(
        basil=of("lexical", "basil", "basil-dev.gold.jsonl"),
        informational=of("informational", "basil", "basil-dev.gold.jsonl"),
        properties=of("lexical", "newswcl", "newswcl-dev.properties.gold.jsonl"),
        labels=of("labels", "newswcl", "newswcl-dev.gold.jsonl"),
        babe=of("words", "babe", "babe-dev.gold.jsonl"),
        doubt=score(
            bench / "doubt" / "score.py",
            bench / SETS["ntrex-pt"].replace("stories", "gold"),
            outs / "ntrex-pt.jsonl",
            "--against",
            outs / "basil.jsonl",
        ),
    )


def rows(figures: Figures, by_topic: Json | None) -> list[Row]:
    """Return the table. ``by_topic`` holds BABE's figures from training, each topic scored by a model without it."""
    held, told = by_topic or {}, figures.informational
    basil, other, labels, babe, doubt = (
        figures.basil,
        figures.properties,
        figures.labels,
        figures.babe,
        figures.doubt,
    )
    return [
        Row("T1 BASIL loaded spans", "word AP", ".004", ".017", ".035", ".056", basil["token_ap"]),
        Row("", "sentence AUC", ".50", ".65", ".72", ".75", basil["sentence_auc"]),
        Row("T1 NewsWCL50 properties", "word AP", ".12", ".21", ".26", ".36", other["token_ap"]),
        Row("", "sentence AUC", ".50", ".68", ".78", ".81", other["sentence_auc"]),
        Row("T2 informational bias", "AUC, best signal", ".50", ".61", ".65", ".72", told["best_auc"]),
        Row("", "AUC of wording", ".50", "", "", "", told["wording"]["auc"]),
        Row("", "AUC of all highlights", ".50", "", "", "", told["highlight"]["auc"]),
        Row("T3 labels, 20 links a pair", "F1", "–", ".52", ".62", ".70", labels["f1"]),
        Row("", "labels sharing no word, F1", "–", ".04", ".25", ".35", labels["other_words_f1"]),
        Row("T4 BABE, by topic", "word AP", ".04", ".11", ".28", ".35", held.get("token_ap")),
        Row("", "sentence AUC", ".50", ".58", ".74", ".80", held.get("sentence_auc")),
        Row("T4 BABE, TRAINED ON", "word AP", ".04", "–", "–", "–", babe["token_ap"]),
        Row("", "sentence AUC", ".50", "–", "–", "–", babe["sentence_auc"]),
        Row("Doubt, ntrex-pt", "shown per 100 pairs", "–", "several hundred", "8", "3", doubt["shown_per_100"]),
        Row("", "AUC real over translated", ".50", "–", ".80", ".90", doubt["auc_real_over_translated"]),
    ]


def recorded() -> Json | None:
    """Return what training recorded of BABE by topic, or None."""
    for line in RECORDED.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == "BABE, by topic":
            return {"token_ap": float(cells[1]), "sentence_auc": float(cells[4])}
    return None


@dataclass(frozen=True, slots=True)
class TellingPair:
    """What the benchmark's authors ask to be caught: marked words of a story, by article and sentence."""

    story: str
    words: tuple[tuple[str, int, tuple[str, ...]], ...]


def telling_pairs(readme: str) -> list[TellingPair]:
    """Return the pairs of the benchmark's README: rows of a story, with ``outlet sentence: "… **words** …"`` cells."""
    found = []
    for line in readme.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not cells[0].startswith("basil-") or len(cells) < 3:
            continue
        sides = []
        for cell in cells[1:3]:
            for outlet, sentence, text in re.findall(r"([a-z]{3}) (\d+): (.*?)(?=; [a-z]{3} \d+:|$)", cell):
                marked = tuple(word.strip("…,. ") for word in re.findall(r"\*\*(.+?)\*\*", text))
                sides.append((outlet, int(sentence), marked))
        found.append(TellingPair(cells[0], tuple(sides)))
    return found


def shown_among_first(pair: TellingPair, report: Json) -> bool:
    """True where one of the ten weightiest contrasts of the story lies on marked words of the pair."""
    summary = summarise(report_from_json(report))
    texts = {
        article["id"]: [(s["translation"] or s["text"]).replace("’", "'") for s in article["sentences"]]
        for article in report["articles"]
    }
    for contrast in summary.contrasts:
        for passage in contrast.passages:
            text = texts[passage.article][passage.sentence]
            for outlet, sentence, marked in pair.words:
                if (passage.article, passage.sentence) != (outlet, sentence):
                    continue
                for words in marked:
                    start = text.find(words.replace("’", "'"))
                    if start >= 0 and passage.span.start < start + len(words) and start < passage.span.end:
                        return True
    return False


def catch_pairs(bench: Path, basil: Path) -> tuple[int, list[str]]:
    """Return how many telling pairs there are, and the stories of those that are not caught."""
    pairs = telling_pairs((bench / "framing" / "README.md").read_text(encoding="utf-8"))
    wanted = {pair.story for pair in pairs}
    reports = {}
    with basil.open(encoding="utf-8") as stream:
        for line in stream:
            report = json.loads(line)
            if report["story"] in wanted and "error" not in report:
                reports[report["story"]] = report
    missed = [p.story for p in pairs if p.story not in reports or not shown_among_first(p, reports[p.story])]
    return len(pairs), missed


def main(
    bench: Annotated[Path, typer.Argument(help="The folder of benchmarks.")],
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    outs: Annotated[Path | None, typer.Option(help="Keep the reports here.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what the scorers say, whole.")] = False,
) -> None:
    """Compare, score, print."""
    with tempfile.TemporaryDirectory() as temporary, bench_tools(data) as tools:
        folder = outs or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name, path in SETS.items():
            start = time.perf_counter()
            write_reports(bench / path, folder / f"{name}.jsonl", tools)
            typer.echo(f"{name}: {time.perf_counter() - start:.0f} s", err=True)
        figures = score_all(bench, folder)
        n_pairs, missed = catch_pairs(bench, folder / "basil.jsonl")
    if as_json:
        typer.echo(json.dumps({name: getattr(figures, name) for name in Figures.__slots__}, indent=1))
        return
    typer.echo(HEAD)
    for row in rows(figures, recorded()):
        typer.echo(str(row))
    kinds = ", ".join(f"{kind} {value}" for kind, value in figures.doubt["by_kind_per_100"].items())
    typer.echo(f"\nShown per 100 faithful pairs, by kind: {kinds or 'none'}")
    typer.echo(
        f"Telling pairs among the ten weightiest of their story: {n_pairs - len(missed)} of {n_pairs}; not: {missed}"
    )
    for name in Figures.__slots__:
        if notes := getattr(figures, name).get("notes"):
            typer.echo(f"{name}: {notes}")


if __name__ == "__main__":
    typer.run(main)
