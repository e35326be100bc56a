"""What the program finds in the sample stories, beside what three editors marked there, each by himself.

    python -m tests.bench.expected [--data FOLDER] [--story NAME] [--misses] [--extras] [--why] [--weights]

Recall, by kind: of the differences that two editors or more marked, the share that a reader of the report sees marked;
beside it the same of those that all three marked.
Precision, by kind: of the marked highlights, the share that is such a difference, seen from either side, or one that
the lists have besides: of one editor, or right by a second reading. Edited is that share without the second readings,
which saw what the program marks. An extra is not yet wrong: read it. How far editors agree: of what one marked, the
share that another did, on average.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import permutations
from pathlib import Path
from statistics import mean
from typing import Annotated, Any

import typer

from compare.domain import Highlight, Kind, Passage, Place, Report, primary
from compare.files.stories import read_story
from compare.pipeline import FailedComparison, Options, Tools, compare_many
from compare.steps.summary import DOUBTFUL, SLIGHT, is_prominent, worth_reading
from tests.bench.framing import ROOT, bench_tools

STORIES = ROOT / "corpora" / "stories"
EXPECTED = ROOT / "corpora" / "expected"
# One sentence of each side is as exact as these kinds can be: which words of it are marked is a matter of taste.
BY_SENTENCE = frozenset({Kind.OMISSION, Kind.EMPHASIS, Kind.TONE, Kind.QUOTE, Kind.AGENCY})
WORD = re.compile(r"[^\W_]+")
# Of a sentence: how far words may move in translation and still be the same place.
SLACK = 0.12
# Highlights per 100 sentences that no story reaches.
UNCUT = 100_000.0
EDGES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5)  # strengths from which highlights are counted together
EDITORS = "ABC"
ENOUGH = 2  # editors who marked a difference, for it to be missed
# Words that any two phrases may share.
COMMON = frozenset(
    "the a an of in on to and for by at from with as that was were is are be been has have had it its".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """A passage that is expected to be marked: a sentence, and in it a place and words.

    ``start`` and ``end`` are shares of the length of the sentence as it was written.
    """

    article: str
    sentence: int
    start: float
    end: float
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Expectation:
    """A difference that an editor would mark, with what stands against it; ``by`` has a letter for each who did."""

    story: str
    kind: Kind
    own: Side
    against: tuple[Side, ...]
    text: str
    why: str
    by: str

    @property
    def is_required(self) -> bool:
        """False for what a reader would agree with and not miss: it counts for precision, not for recall."""
        return len(self.by) >= ENOUGH


class Cause(StrEnum):
    """What became of an expected difference, the first that holds."""

    MARKED = "marked"
    CUT = "cut"  # strong enough, and cut by the number that a story may show
    DOUBT = "doubt"  # taken for the translation's
    WEIGHT = "weight"  # proposed, and not thought strong enough
    UNREAD = "unread"  # no side against it is shown in its language
    APART = "apart"  # what is set against it is in no bead with it; an omission: somebody is thought to tell it
    SILENT = "silent"  # seen side by side, and not proposed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one story: which expectations were met by which marked highlights."""

    report: Report
    expectations: tuple[Expectation, ...]
    met: tuple[frozenset[int], ...]
    """For each expectation, the marked highlights that meet it, by their number in ``marked``."""
    listed: tuple[bool, ...]
    """For each expectation, whether any highlight that views list meets it."""
    marked: tuple[Highlight, ...]

    @property
    def right(self) -> frozenset[int]:
        """The marked highlights that meet an expectation."""
        return frozenset(k for found in self.met for k in found)

    @property
    def edited(self) -> frozenset[int]:
        """Those of them that an editor marked."""
        return frozenset(k for found, e in zip(self.met, self.expectations, strict=True) if e.by for k in found)


def stems(text: str) -> frozenset[str]:
    """Return the words of a text that carry meaning, cut to six letters, so that inflection does not count."""
    words = [word.casefold() for word in WORD.findall(text)]
    return frozenset(word[:6] for word in words if word not in COMMON) or frozenset(words)


def read_expected(report: Report) -> tuple[Expectation, ...]:
    """Return what is expected of a sample story, placed in the sentences of its report."""
    entries: list[dict[str, Any]] = json.loads((EXPECTED / f"{report.story}.json").read_text(encoding="utf-8"))
    found = []
    for entry in entries:
        own = _side(report, entry["article"], entry["text"], entry["text_en"], entry["sentence_contains"])
        against = tuple(_side(report, o["article"], o["text"], o["text_en"], o["text"]) for o in entry["against"])
        kind = Kind(entry["kind"])
        found.append(Expectation(report.story, kind, own, against, entry["text_en"], entry["why"], entry["by"]))
    return tuple(found)


def _side(report: Report, article: str, text: str, english: str, within: str) -> Side:
    reading = report.reading(article)
    sentence = next(s for s in reading.sentences if within in s.text and text in s.text)
    at, n = sentence.text.index(text), max(1, len(sentence.text))
    shown = english if reading.is_translated else text
    return Side(article, sentence.index, at / n, (at + len(text)) / n, stems(shown))


def lies_on(report: Report, passage: Passage, side: Side, kind: Kind) -> bool:
    """True where the passage is the expected one: its sentence and, where words matter, its words or their place."""
    if (passage.article, passage.sentence) != (side.article, side.sentence):
        return False
    if kind in BY_SENTENCE:
        return True
    reading = report.reading(passage.article)
    shown = reading.sentences[passage.sentence].shown
    n = max(1, len(shown))
    start, end = passage.span.start / n, passage.span.end / n
    if not reading.is_translated:
        return start < side.end and side.start < end
    return bool(stems(passage.span.of(shown)) & side.words) or (start < side.end + SLACK and side.start - SLACK < end)


def meets(report: Report, highlight: Highlight, expected: Expectation) -> bool:
    """True where the highlight is the expected difference, seen from its side or from one that stands against it."""
    if highlight.kind != expected.kind:
        return False
    if lies_on(report, highlight.passage, expected.own, expected.kind):
        return True
    seen = any(lies_on(report, highlight.passage, side, expected.kind) for side in expected.against)
    return seen and any(lies_on(report, passage, expected.own, expected.kind) for passage in highlight.against)


def outcome(report: Report) -> Outcome:
    """Return what became of a story's expectations."""
    expectations = read_expected(report)
    marked = tuple(h for h in report.highlights if is_prominent(h))
    met = tuple(frozenset(k for k, h in enumerate(marked) if meets(report, h, e)) for e in expectations)
    listed = tuple(any(meets(report, h, e) for h in worth_reading(report.highlights)) for e in expectations)
    return Outcome(report, expectations, met, listed, marked)


@dataclass
class Tally:
    """Counts of one kind over all stories."""

    expected: int = 0
    found: int = 0
    agreed: int = 0
    agreed_found: int = 0
    listed: int = 0
    marked: int = 0
    right: int = 0
    edited: int = 0

    @property
    def recall(self) -> float:
        """Share of the expected that is marked."""
        return self.found / self.expected if self.expected else 1.0

    @property
    def recall_of_agreed(self) -> float:
        """Share that is marked of what every editor marked."""
        return self.agreed_found / self.agreed if self.agreed else 1.0

    @property
    def precision(self) -> float:
        """Share of the marked that is expected."""
        return self.right / self.marked if self.marked else 1.0


def cause(one: Outcome, number: int, full: Report) -> Cause:
    """Return why an expected difference is marked or not; ``full`` is the report in which no number cuts any off."""
    expected = one.expectations[number]
    if one.met[number]:
        return Cause.MARKED
    found = [h for h in full.highlights if meets(full, h, expected)]
    if any(is_prominent(h) for h in found):
        return Cause.CUT
    if any(h.weight >= SLIGHT and h.doubt >= DOUBTFUL for h in found):
        return Cause.DOUBT
    if found:
        return Cause.WEIGHT
    own = expected.own.article
    readable = [side for side in expected.against if _language(full, side.article) == _language(full, own)]
    if expected.against and not readable:
        return Cause.UNREAD
    if expected.kind is Kind.OMISSION or not any(_faces(full, expected.own, side) for side in readable):
        return Cause.APART
    return Cause.SILENT


def _language(report: Report, article: str) -> str:
    reading = report.reading(article)
    return primary(report.target_language if reading.is_translated else reading.language)


def _faces(report: Report, one: Side, other: Side) -> bool:
    """True where the two sentences are in one bead."""
    for comparison in report.comparisons:
        if {comparison.left, comparison.right} == {one.article, other.article}:
            left, right = (one, other) if comparison.left == one.article else (other, one)
            return any(left.sentence in bead.left and right.sentence in bead.right for bead in comparison.beads)
    return False


def tally(outcomes: Iterable[Outcome]) -> dict[Kind, Tally]:
    """Return the counts by kind."""
    found: dict[Kind, Tally] = defaultdict(Tally)
    for one in outcomes:
        for expected, met, listed in zip(one.expectations, one.met, one.listed, strict=True):
            count = found[expected.kind]
            if not expected.is_required:
                continue
            count.expected += 1
            count.found += bool(met)
            count.listed += listed
            if len(expected.by) == len(EDITORS):
                count.agreed += 1
                count.agreed_found += bool(met)
        right, edited = one.right, one.edited
        for k, highlight in enumerate(one.marked):
            found[highlight.kind].marked += 1
            found[highlight.kind].right += k in right
            found[highlight.kind].edited += k in edited
    return {kind: found[kind] for kind in Kind if kind in found}


def compare_samples(tools: Tools, names: Sequence[str] = (), options: Options | None = None) -> list[Report]:
    """Return the reports of the sample stories, or of those named."""
    folders = sorted(folder for folder in STORIES.iterdir() if not names or folder.name in names)
    found = []
    for result in compare_many([read_story(folder) for folder in folders], tools, options or Options()):
        if isinstance(result, FailedComparison):
            raise result.error
        found.append(result)
    return found


def words_of(report: Report, passage: Passage) -> str:
    """Return ``outlet sentence: words`` for a passage."""
    shown = report.reading(passage.article).sentences[passage.sentence].shown
    words = passage.span.of(shown)
    return f"{passage.article}:{passage.sentence} “{words if len(words) <= 90 else words[:87] + '…'}”"


def line_of(report: Report, highlight: Highlight) -> str:
    """Return one line about a highlight."""
    against = " | ".join(words_of(report, passage) for passage in highlight.against[:3])
    own = words_of(report, highlight.passage)
    return f"{highlight.kind:11} {highlight.weight:.2f} doubt {highlight.doubt:.2f}  {own}  ⟷  {against or '–'}"


def show(outcomes: Sequence[Outcome]) -> None:
    """Print the table."""
    counts = tally(outcomes)
    head = f"{'kind':12} {'expected':>8} {'recall':>7} {'of all':>7} {'listed':>7}   {'marked':>6} {'precision':>9}"
    typer.echo(f"{head} {'edited':>6}   {'editors agree':>13}")
    whole = Tally()
    for kind, one in counts.items():
        for name in (field.name for field in fields(Tally)):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
        _line(kind, one, agreement(outcomes, kind))
    _line("all", whole, agreement(outcomes, None))
    n_sentences = sum(len(reading.sentences) for one in outcomes for reading in one.report.readings)
    typer.echo(f"{whole.marked} marked in {n_sentences} sentences: {100 * whole.marked / n_sentences:.0f} per 100")
    linked = [is_linked for one in outcomes for is_linked in beside(one).values()]
    typer.echo(f"{sum(linked)} of {len(linked)} pairs of sentences that an editor put side by side are in one bead")


def agreement(outcomes: Sequence[Outcome], kind: Kind | None) -> float:
    """Return, of what one editor marked as ``kind`` (None: as any), the share that another did, over all pairs."""
    marked = [e.by for one in outcomes for e in one.expectations if kind is None or e.kind is kind]
    shares = []
    for own, other in permutations(EDITORS, 2):
        theirs = [by for by in marked if own in by]
        shares += [sum(other in by for by in theirs) / len(theirs)] if theirs else []
    return mean(shares) if shares else 1.0


def beside(one: Outcome) -> dict[frozenset[Place], bool]:
    """Return the pairs of sentences of two articles that the list sets against each other: whether a bead has both."""
    beads = {
        frozenset((Place(pair.left, i), Place(pair.right, j)))
        for pair in one.report.comparisons
        for i, j in pair.confidences
    }
    pairs = (
        frozenset(Place(side.article, side.sentence) for side in (expected.own, other))
        for expected in one.expectations
        for other in expected.against
        if expected.own.article != other.article
    )
    return {pair: pair in beads for pair in pairs}


def _line(name: str, one: Tally, agreed: float) -> None:
    listed = one.listed / one.expected if one.expected else 1.0
    edited = one.edited / one.marked if one.marked else 1.0
    recall = f"{one.expected:8} {one.recall:7.2f} {one.recall_of_agreed:7.2f} {listed:7.2f}"
    typer.echo(f"{name:12} {recall}   {one.marked:6} {one.precision:9.2f} {edited:6.2f}   {agreed:13.2f}")


def main(
    data: Annotated[Path | None, typer.Option(help="Keep packages, translations and vectors here.")] = None,
    story: Annotated[list[str] | None, typer.Option(help="Only this story; may be repeated.")] = None,
    misses: Annotated[bool, typer.Option(help="List what was expected and is not marked.")] = False,
    extras: Annotated[bool, typer.Option(help="List what is marked and was not expected.")] = False,
    why: Annotated[
        bool, typer.Option(help="Count by kind what became of the expected, and say it of each miss.")
    ] = False,
    weights: Annotated[
        bool, typer.Option(help="Count by kind and strength what is on the list, marked or not.")
    ] = False,
) -> None:
    """Compare the sample stories and hold them against what is expected."""
    with bench_tools(data) as tools:
        outcomes = [outcome(report) for report in compare_samples(tools, story or ())]
        full = compare_samples(tools, story or (), Options(per_100=UNCUT)) if why else []
    if misses and not why:
        show_misses(outcomes)
    if extras:
        show_extras(outcomes)
    if why:
        show_causes(outcomes, full, each=misses)
    if weights:
        show_weights(outcomes)
    show(outcomes)


def show_weights(outcomes: Sequence[Outcome]) -> None:
    """Print, by kind, how many highlights of each strength (weight × (1 - doubt)) there are, and are on the list."""
    counts: dict[tuple[Kind, float], list[int]] = defaultdict(lambda: [0, 0])
    for one in outcomes:
        for highlight in one.report.highlights:
            least = max(edge for edge in EDGES if highlight.strength >= edge)
            count = counts[highlight.kind, least]
            count[0] += 1
            count[1] += any(meets(one.report, highlight, expected) for expected in one.expectations)
    typer.echo(f"{'kind':12}" + "".join(f"  from {edge:<4}" for edge in EDGES))
    for kind in Kind:
        cells = (f"{right}/{n}" for n, right in (counts[kind, edge] for edge in EDGES))
        typer.echo(f"{kind:12}" + "".join(f"  {cell:>9}" for cell in cells))
    typer.echo("")


def show_causes(outcomes: Sequence[Outcome], full: Sequence[Report], *, each: bool) -> None:
    """Print, by kind, how many of the expected were marked, cut, doubted, thought weak, unread, apart or not seen."""
    counts: dict[Kind, Counter[Cause]] = defaultdict(Counter)
    for one, report in zip(outcomes, full, strict=True):
        for number, expected in enumerate(one.expectations):
            if not expected.is_required:
                continue
            found = cause(one, number, report)
            counts[expected.kind][found] += 1
            if each and found is not Cause.MARKED:
                typer.echo(f"{found:7} {one.report.story} {line_of_expected(report, expected)}")
    typer.echo("\n" + f"{'kind':12}" + "".join(f"{name:>8}" for name in Cause))
    for kind in Kind:
        if kind in counts:
            typer.echo(f"{kind:12}" + "".join(f"{counts[kind][name]:8}" for name in Cause))
    typer.echo("")


def line_of_expected(report: Report, expected: Expectation) -> str:
    """Return the words expected and the sentences that they are read against."""
    sides = "".join(f"\n        {sentence_of(report, side)}" for side in (expected.own, *expected.against))
    return f"{expected.kind} “{expected.text}”{sides}"


def sentence_of(report: Report, side: Side) -> str:
    """Return ``article number: sentence as shown``."""
    return f"{side.article} {side.sentence}: {report.reading(side.article).sentences[side.sentence].shown}"


def show_misses(outcomes: Sequence[Outcome]) -> None:
    """Print what was expected and is not marked."""
    for one in outcomes:
        typer.echo(f"\n== {one.report.story}: not marked")
        for expected, met, listed in zip(one.expectations, one.met, one.listed, strict=True):
            if not met and expected.is_required:
                where = f"{expected.own.article}:{expected.own.sentence}"
                against = ", ".join(f"{side.article}:{side.sentence}" for side in expected.against)
                state = "listed" if listed else "missed"
                typer.echo(f"{expected.kind:11} {state} {where} “{expected.text[:100]}” ⟷ {against or '–'}")


def show_extras(outcomes: Sequence[Outcome]) -> None:
    """Print what is marked and was not expected."""
    for one in outcomes:
        right = one.right
        typer.echo(f"\n== {one.report.story}: marked beyond what is expected")
        extra = [h for k, h in enumerate(one.marked) if k not in right]
        for highlight in sorted(extra, key=lambda h: (list(Kind).index(h.kind), -h.strength)):
            typer.echo(line_of(one.report, highlight))
        counts = Counter(h.kind for h in extra)
        typer.echo(", ".join(f"{kind} {n}" for kind, n in counts.most_common()))


if __name__ == "__main__":
    typer.run(main)
