"""A story at one look: who calls what by which name, whom each quotes, which numbers disagree, who tells what where."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

from compare.domain import Highlight, Kind, Passage, Place, Report
from compare.files.report_view import View
from compare.files.view_parts import Column, Line
from compare.steps.concepts import Reason
from compare.steps.fold import fold
from compare.steps.framing.lists import Lists
from compare.steps.framing.quotes import speech_in
from compare.steps.summary import DOUBTFUL, SLIGHT, is_prominent
from web.reading import lines_of

MAX_NAMES = 12  # rows of the naming table; more is a list, not a table
NAMED = SLIGHT / 2  # weight of a label from which it is in that table; by eye on the bundled story: below are titles
MAX_NUMBERS = 12


@dataclass(frozen=True, slots=True)
class Name:
    """What an outlet calls something, how often in the whole article, and where first.

    ``is_doubtful`` where each of its differences may only be the translation's.
    """

    words: str
    n: int
    line: Line
    is_doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Naming:
    """One thing: the names each outlet has for it, in the order of the columns."""

    names: tuple[tuple[Name, ...], ...]


@dataclass(frozen=True, slots=True)
class Quoting:
    """How much of an article is somebody's own words, in [0, 1]; ``is_read``: sources were looked for in it."""

    column: Column
    share: float
    n_quotes: int
    is_read: bool


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number that differs: what each outlet has, in the order of the columns."""

    note: str
    values: tuple[tuple[str, Line] | None, ...]


@dataclass(frozen=True, slots=True)
class Thread:
    """A fact over the map: per column its first sentence's number and place in [0, 1], None where it is left out."""

    number: int
    title: str
    stops: tuple[tuple[int, float] | None, ...]
    is_disputed: bool
    is_lead: bool

    @property
    def segments(self) -> tuple[tuple[int, float, int, float], ...]:
        """The lines to draw: from column and place to column and place, past those that leave it out."""
        known = [(k, stop[1]) for k, stop in enumerate(self.stops) if stop]
        return tuple((*a, *b) for a, b in pairwise(known))


def namings(report: Report, view: View) -> tuple[Naming, ...]:
    """Return who calls what by which name: label highlights joined over all places, the weightiest first.

    It lists names and judges none, so slighter and more doubtful labels are in it than are marked in a text.
    """
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    spelled: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[str, str], Place] = {}
    strength: dict[tuple[str, str], float] = defaultdict(float)
    sure: set[tuple[str, str]] = set()

    def find(key: tuple[str, str]) -> tuple[str, str]:
        while parent.setdefault(key, key) != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def key_of(passage: Passage) -> tuple[str, str]:
        words = _words(report, passage)
        key = passage.article, _name_key(words)
        spelled[key][words] += 1
        place = Place(passage.article, passage.sentence)
        first[key] = min(first.get(key, place), place)
        return key

    for highlight in report.highlights:
        if highlight.kind is not Kind.LABEL or highlight.weight < NAMED or not highlight.against:
            continue
        if dict(highlight.evidence).get("reason") == Reason.DEED:
            continue  # what is done with something is no name of it: "met on Thursday" against "refused on Thursday"
        own = key_of(highlight.passage)
        strength[own] += highlight.weight
        for passage in highlight.against:
            other = key_of(passage)
            parent[find(other)] = find(own)
            sure.update((own, other) if highlight.doubt < DOUBTFUL else ())
    groups: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for key in spelled:
        groups[find(key)].append(key)
    lines = lines_of(view)
    texts = {r.article.id: " ".join(s.shown for s in r.sentences) for r in report.readings}
    found = []
    for members in sorted(groups.values(), key=lambda group: -sum(strength[key] for key in group))[:MAX_NAMES]:
        names = []
        for column in view.columns:
            here = [key for key in members if key[0] == column.id]
            named = [
                Name(
                    words := spelled[key].most_common(1)[0][0],
                    _count(words, texts[column.id]),
                    lines[first[key]],
                    key not in sure,
                )
                for key in here
            ]
            names.append(tuple(sorted(named, key=lambda name: -name.n)))
        if sum(bool(cell) for cell in names) > 1:
            found.append(Naming(tuple(names)))
    return tuple(found)


def quotings(report: Report, view: View, lists: Lists) -> tuple[Quoting, ...]:
    """Return how much each outlet quotes; whom it cites is found where there are word lists for the language."""
    found = []
    for reading, column in zip(report.readings, view.columns, strict=True):
        inside = n_quotes = total = 0
        goes_on = False  # speech of the sentence before
        texts = [sentence.text for sentence in reading.sentences]
        for text, quotes in zip(texts, speech_in(texts), strict=True):
            inside += sum(quote.inner.end - quote.inner.start for quote in quotes)
            n_quotes += len(quotes) - (goes_on and bool(quotes) and quotes[0].outer.start == 0)
            goes_on = bool(quotes) and quotes[-1].is_open and quotes[-1].outer.end >= len(text.rstrip())
            total += len(text)
        is_read = bool(lists.of(column.shown_language).report)
        found.append(Quoting(column, inside / total if total else 0.0, n_quotes, is_read))
    return tuple(found)


def number_rows(report: Report, view: View) -> tuple[NumberRow, ...]:
    """Return the numbers that disagree, each contrast once, weightiest first."""
    lines = lines_of(view)
    order = {column.id: k for k, column in enumerate(view.columns)}
    rows = []
    seen: set[frozenset[tuple[str, int, str]]] = set()
    for highlight in sorted(_marked(report, Kind.NUMBER), key=lambda h: -h.strength):
        passages = (highlight.passage, *highlight.against)
        key = frozenset((p.article, p.sentence, _words(report, p)) for p in passages)
        if any(key <= other or other <= key for other in seen):
            continue
        seen.add(key)
        values: list[tuple[str, Line] | None] = [None] * len(order)
        for passage in passages:
            place = Place(passage.article, passage.sentence)
            values[order[passage.article]] = values[order[passage.article]] or (_words(report, passage), lines[place])
        rows.append(NumberRow(highlight.note, tuple(values)))
    return tuple(rows[:MAX_NUMBERS])


def threads(view: View) -> tuple[Thread, ...]:
    """Return where each outlet tells each fact."""
    lengths = [max(1, len(column.share.n_others) - 1) for column in view.columns]
    found = []
    for row in view.rows:
        stops = tuple(
            (cell[0].number, cell[0].index / lengths[k]) if cell else None for k, cell in enumerate(row.cells)
        )
        title = next(cell[0].text for cell in row.cells if cell)
        lines = [line for cell in row.cells for line in cell]
        is_disputed = any(
            reason.kind not in (Kind.EMPHASIS, Kind.OMISSION) for line in lines for reason in line.reasons
        )
        found.append(Thread(row.number, title, stops, is_disputed, any(line.is_lead for line in lines)))
    return tuple(found)


def _marked(report: Report, kind: Kind) -> list[Highlight]:
    return [h for h in report.highlights if h.kind is kind and h.against and is_prominent(h)]


def _words(report: Report, passage: Passage) -> str:
    return passage.span.of(report.reading(passage.article).sentences[passage.sentence].shown).strip()


def _name_key(words: str) -> str:
    """Return a name without its article and its plural, so that "the militant" and "militants" are one."""
    plain = re.sub(r"^(?:the|an?|os?|as?|une?|l[aeo]s?)\s+", "", fold(words))
    return plain[:-1] if len(plain) > 4 and plain.endswith("s") else plain


def _count(words: str, text: str) -> int:
    """Return how often ``words`` stand in ``text``, case aside; at least once, since they were found there."""
    return max(1, len(re.findall(rf"(?<!\w){re.escape(words.casefold())}(?!\w)", text.casefold())))


__all__ = ["Naming", "NumberRow", "Quoting", "Thread", "namings", "number_rows", "quotings", "threads"]
