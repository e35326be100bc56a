"""How well each route translates: chrF against professional translations of news, by engine and by way.

    python -m tests.bench.routes ../shared/bench/alignment [--write]

The sentences are those of the alignment sets that stand one to one: NTREX-128 development documents, and for Italian
MEANTIME (Wikinews). Every installed Apertium mode and the packages of ``corpora/models`` are measured, and every way of
up to three steps over them. ``--write`` renews ``compare/data/routes.toml``, which the program chooses by.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from sacrebleu.metrics import CHRF

from compare.domain import Route
from compare.engines.apertium import ApertiumTranslator
from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.engines.routes import QUALITIES, Engines, Qualities
from tests.conftest import PACKAGES

NEWS = ("es", "pt", "fr")
WIKINEWS = ("it",)
ENOUGH = 40  # sentences; routes with fewer are not measured
HEAD = """# What routes are chosen by, written by `python -m tests.bench.routes ... --write`: corpus chrF (sacrebleu,
# default settings) against professional translations. "news": NTREX-128 development documents; "Wikinews": MEANTIME.
# A route that is not listed is reckoned from its steps; a step that is not listed counts as assumed here: an Argos
# package of the index as the mean of the two small ones in the box, an Apertium mode as the mean of those measured.
"""


def aligned(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield (English, other language) of every link between two sentences that have no other."""
    texts = {}
    for line in (folder / "stories.jsonl").read_text(encoding="utf-8").splitlines():
        story = json.loads(line)
        texts[story["id"]] = {a["id"]: (a["language"], a["sentences"]) for a in story["articles"]}
    for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        for pair in gold["pairs"]:
            (left_language, left), (_, right) = (texts[gold["story"]][pair[side]] for side in ("left", "right"))
            lefts, rights = Counter(i for i, _ in pair["links"]), Counter(j for _, j in pair["links"])
            for i, j in pair["links"]:
                if lefts[i] == rights[j] == 1:
                    yield (left[i], right[j]) if left_language == "en" else (right[j], left[i])


def sentences(bench: Path, prefix: str, languages: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """Return each language's sentences by their English; English's are its own."""
    found = {language: dict(aligned(bench / f"{prefix}-{language}")) for language in languages}
    return found | {"en": {english: english for texts in found.values() for english in texts}}


def measured(engines: Engines, texts: dict[str, dict[str, str]], on: str) -> Iterator[tuple[Route, float, int]]:
    """Yield every route of up to three steps between two of the languages, with its chrF and the sentences counted."""
    for source, target in permutations(texts, 2):
        shared = sorted(texts[source].keys() & texts[target].keys())
        if len(shared) < ENOUGH:
            continue
        references = [texts[target][english] for english in shared]
        for route in engines.find_routes(source, target):
            found = dict(engines.translate([texts[source][english] for english in shared], route))
            outputs = [found[index].text for index in range(len(shared))]
            yield route, CHRF().corpus_score(outputs, [references]).score, len(shared)


def row(route: Route, chrf: float, n: int, on: str) -> str:
    """Return one measured route as TOML."""
    packages = ", ".join(json.dumps(name) for name in route.packages)
    return f'[[route]]\nstops = "{route}"\npackages = [{packages}]\nchrf = {chrf:.1f}\non = "{on}"\nn = {n}\n'


def main() -> None:
    """Measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path, help="the folder with ntrex-es and the like")
    parser.add_argument("--write", action="store_true", help="renew compare/data/routes.toml")
    given = parser.parse_args()
    rows: list[str] = []
    steps = dict[str, list[float]](argos=[], apertium=[])
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder) / "packages")
        for file in sorted(PACKAGES.glob("*.argosmodel")):
            shelf.install(file)
        engines = Engines(ArgosTranslator(shelf), ApertiumTranslator(), Qualities({}, {}))
        for prefix, languages, on in (("ntrex", NEWS, "news"), ("meantime", WIKINEWS, "Wikinews")):
            for route, chrf, n in measured(engines, sentences(given.bench, prefix, languages), on):
                print(f"{chrf:5.1f}  {n:4}  {on:8}  {route!s:10}  {' + '.join(route.packages)}", flush=True)
                rows.append(row(route, chrf, n, on))
                if len(route.packages) == 1:
                    steps[route.engines[0]].append(chrf)
    if given.write:
        assumed = "".join(f"{engine} = {sum(values) / len(values):.1f}\n" for engine, values in steps.items() if values)
        QUALITIES.write_text(f"{HEAD}\n[assumed]\n{assumed}\n" + "\n".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
