"""How well the committee that judges words where they stand carries over to Portuguese, which it did not learn.

    python -m tests.bench.loaded_abroad ../shared/bench

Faithful pairs of English and Portuguese (NTREX, in ``alignment``): by the highest log-odds of a word in the Portuguese
sentence, and in the English one itself, how often the whole model finds a judging word in the English sentence.
"""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import typer

from compare.engines.contexts import WordJudge
from compare.engines.meaning import E5Embedder
from compare.files.weights import read_loaded
from compare.steps.framing.loaded import Seen
from compare.steps.framing.loaded_features import Floats

JUDGING = 0.3  # probability of a word in the English sentence from which it judges
EDGES = (-np.inf, -3.0, -2.5, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, np.inf)


def read_pairs(folder: Path) -> tuple[list[str], list[str]]:
    """Return English and Portuguese sentences that were linked one to one, in the same order."""

    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines() if line]

    gold = {row["story"]: row["pairs"] for row in lines("gold.jsonl")}
    english, portuguese = [], []
    for story in lines("stories.jsonl"):
        articles = {article["id"]: article for article in story["articles"]}
        for pair in gold[story["id"]]:
            sides = sorted((articles[pair[side]]["language"] != "en", side) for side in ("left", "right"))
            order = [0 if side == "left" else 1 for _, side in sides]
            for link in pair["links"]:
                own, other = (articles[pair[side]]["sentences"] for _, side in sides)
                english.append(own[link[order[0]]])
                portuguese.append(other[link[order[1]]])
    return english, portuguese


def highest(odds: list[Floats]) -> Floats:
    """Return the highest log-odds of each sentence, that of no word at all where none was read."""
    return np.array([max((one for one in own.tolist() if one == one), default=-np.inf) for own in odds], np.float32)


def main(folder: Path) -> None:
    """Print the table."""
    english, portuguese = read_pairs(folder / "alignment" / "ntrex-pt")
    model = read_loaded()
    judge = WordJudge.of(model)
    ours, theirs = judge.read(english), judge.read(portuguese)
    scored = model.score(english, Seen(E5Embedder().embed(english), ours))
    judges = np.array([any(chance >= JUDGING for _, chance, _ in own) for own in scored])
    typer.echo(f"{len(english)} pairs; a word of {JUDGING} or more in {judges.sum()} English sentences")
    typer.echo(f"{'log-odds':>14}  by the Portuguese one  by its own")
    for low, high in pairwise(EDGES):
        cells = []
        for odds in (highest(theirs), highest(ours)):
            inside = (odds >= low) & (odds < high)
            cells.append(f"{judges[inside].mean():.2f} of {inside.sum()}" if inside.any() else "–")
        typer.echo(f"{low:6.1f} to {high:4.1f}  {cells[0]:>21}  {cells[1]:>10}")


if __name__ == "__main__":
    typer.run(main)
