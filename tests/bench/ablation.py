"""What each group of signals is worth to the alignment, and what becomes of a language that training never saw.

    python -m tests.bench.ablation ../shared/bench/alignment

Prints two tables in Markdown, cross-validated as in ``tests.bench.train_alignment``. For the first the judge is learned
again without a group of signals; candidates are nominated as always. For the second the lens and both committees are
learned again without any article of one language. Committees are of three networks, not six, for the time it takes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np
import typer

from compare.steps.across import ACROSS
from compare.steps.similarity import SIGNALS
from compare.steps.surroundings import SURROUNDINGS
from tests.bench.scores import Tally
from tests.bench.train_alignment import Pair, cross_validate, describe_all, gather, tallies, untrained

LENGTHS = ("length_ratio", "length_left", "length_right", "length_misfit", "size")
PLACES = ("diagonal", "place_left", "place_right", "around", "lens_around", "second_around")
SEEN = ("cosine", "csls", "part_", "row_", "column_", "join_", "around", "articles_csls", "articles_mutual")
VECTORS = (*SEEN, "lens_", "second_", "both_")
# What a group is called, and how the names of its signals begin.
GROUPS: dict[str, tuple[str, ...]] = {
    "all vectors": (*VECTORS, "articles_top", "articles_rank"),
    "vectors through the lens": ("lens_",),
    "vectors of the second embedder": ("second_", "both_"),
    "sentences and clauses inside a given one": ("part_", "lens_part_", "second_part_"),
    "joined neighbours": ("join_", "lens_join_", "second_join_"),
    "words, shingles, rare words": ("words", "shingles", "rare_", "articles_words"),
    "fuzzy ratios": ("fuzzy_", "articles_title"),
    "names": ("names_", "heard_", "articles_names"),
    "numbers": ("numbers_", "values_", "articles_numbers"),
    "quotation marks and other signs": ("quotes_", "questions_", "signs_"),
    "lengths": LENGTHS,
    "places in the articles": PLACES,
    "the articles as wholes": ("articles_", "lens_articles_", "second_articles_"),
    "surroundings in a first judgement": ("prior_", "alone_", "together_", "room_"),
}
MEMBERS = 3
NTREX = ("pt", "es", "fr", "de", "ru", "tr", "ur", "hi", "zh", "ar")


def members_of(group: str) -> list[str]:
    """Return the signals of a group, in order."""
    return [name for name in (*SIGNALS, *ACROSS, *SURROUNDINGS) if name.startswith(GROUPS[group])]


def row(name: str, by_set: Mapping[str, Tally]) -> str:
    """Return a line of the first table."""
    sets = [by_set[f"ntrex-{language}"] for language in NTREX]
    far = [by_set[f"ntrex-{language}"] for language in ("zh", "ar")]
    figures = [
        f"{np.mean([tally.f1 for tally in sets]):.3f}",
        f"{np.mean([tally.ap for tally in sets]):.3f}",
        f"{np.mean([tally.f1 for tally in far]):.3f}",
        f"{by_set['ecb'].f1:.3f}",
        f"{by_set['ecb translated'].f1:.3f}",
        f"{by_set['distractors-hard'].false_per_100:.1f}",
        f"{by_set['distractors-xl'].false_per_100:.1f}",
    ]
    return f"| {name} | " + " | ".join(figures) + " |"


def ablate(pairs: Sequence[Pair], groups: Collection[str]) -> None:
    """Print what is left without each group."""
    examples = describe_all(pairs)
    typer.echo("| without | NTREX F1 | NTREX AP | zh, ar F1 | ecb F1 | ecb translated F1 | hard | xl |")
    typer.echo("| --- | --: | --: | --: | --: | --: | --: | --: |")
    found = cross_validate(examples, members=MEMBERS)
    typer.echo(row("nothing", tallies(examples, found.second)))
    typer.echo(row("the second committee", tallies(examples, found.first)))
    for group in groups:
        found = cross_validate(examples, members=MEMBERS, without=members_of(group))
        typer.echo(row(group, tallies(examples, found.second)))


def leave_languages_out(pairs: Sequence[Pair]) -> None:
    """Print each language's figures when no article of it was seen."""
    typer.echo("\n| never seen | F1 | precision | recall | AP |")
    typer.echo("| --- | --: | --: | --: | --: |")
    for language in reversed(NTREX):
        dataset = f"ntrex-{language}"
        seen = [pair for pair in pairs if language not in (pair.left.language, pair.right.language)]
        tested = [pair for pair in pairs if pair.dataset == dataset]
        examples = describe_all([*seen, *tested], learned_from=seen)
        found = cross_validate(
            examples, members=MEMBERS, leave_out=lambda example, name=dataset: example.dataset == name
        )
        tally = tallies(examples, found.second)[dataset]
        typer.echo(f"| {dataset} | {tally.f1:.3f} | {tally.precision:.3f} | {tally.recall:.3f} | {tally.ap:.3f} |")


def main(folder: Path, languages: bool = True, signals: bool = True) -> None:
    """Print both tables for the bench in FOLDER. Example: ../shared/bench/alignment"""
    from compare.opening import open_tools

    with open_tools(judge=untrained()) as tools:
        pairs = list(gather(folder, tools))
    if signals:
        ablate(pairs, GROUPS)
    if languages:
        leave_languages_out(pairs)


if __name__ == "__main__":
    typer.run(main)
