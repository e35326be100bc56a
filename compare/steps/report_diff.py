"""What changed between two reports of one story: another run, a corrected alignment, an article that was rewritten.

Finds and pairs; says nothing in words of its own. Sentences are paired by their text, so that one inserted on top does
not make every later one new.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from compare.domain import Bead, Fact, Highlight, Passage, Place, Reading, Report, Sentence
from compare.steps.corrections import CorrectionKind
from compare.steps.summary import SAME_EVENT, is_prominent

# A sentence of which this much stayed is the same one, edited; below, one was taken out and another put in. Two news
# sentences picked at random share 0.3 to 0.45 of their letters by this measure, edited ones of a page 0.7 and more.
SAME_SENTENCE = 0.6
# Only so many letters of a sentence are compared with another's: news has none that long.
N_COMPARED = 2_000
# How far ahead an edited sentence's new wording is looked for.
N_AHEAD = 6
# Confidences, weights and doubts are shown with two decimals; what shows as the same is no
# change, nor is a hair on either side of where rounding turns.
SAME_NUMBER = 0.005


class Change(StrEnum):
    """What happened to a thing from the old report to the new one."""

    ADDED = "added"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A value of the report, an article or the program that differs; ``where`` is empty for the report's own."""

    where: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence added, removed or edited. ``field`` is ``text`` or, where that stayed, ``translation``."""

    article: str
    change: Change
    field: str
    old: int | None
    new: int | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class BeadChange:
    """A bead of two articles added, removed, or scored or decided differently."""

    left: str
    right: str
    change: Change
    old: Bead | None
    new: Bead | None


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact added, removed, or told by others; ``gained`` has places of the new report, ``lost`` of the old one."""

    change: Change
    old: Fact | None
    new: Fact | None
    gained: tuple[Place, ...] = ()
    lost: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class HighlightChange:
    """A highlight added, removed, or weighed or explained differently; ``words`` are those it marks."""

    change: Change
    old: Highlight | None
    new: Highlight | None
    words: str


@dataclass(frozen=True, slots=True)
class ReportDiff:
    """Everything in which two reports differ, in the order of the new report; what is gone comes after."""

    old_story: str
    new_story: str
    articles_added: tuple[str, ...]
    articles_removed: tuple[str, ...]
    fields: tuple[FieldChange, ...]
    sentences: tuple[SentenceChange, ...]
    beads: tuple[BeadChange, ...]
    facts: tuple[FactChange, ...]
    highlights: tuple[HighlightChange, ...]

    @property
    def is_empty(self) -> bool:
        """True when the reports say the same."""
        return not (
            self.articles_added
            or self.articles_removed
            or self.fields
            or self.sentences
            or self.beads
            or self.facts
            or self.highlights
        )


def diff_reports(old: Report, new: Report) -> ReportDiff:
    """Return what changed from ``old`` to ``new``; articles are matched by id.

    Not compared: likelihoods, chances and links, which words of a bead differ, evidence of highlights, offsets.

    O(n²/64) for n sentences of an article (longest common subsequence of whole sentences, bit-parallel, after Hyyrö
    2004), and linear in beads and highlights.
    """
    before = {reading.article.id: reading for reading in old.readings}
    after = {reading.article.id: reading for reading in new.readings}
    paired = {a: pair_sentences(before[a].sentences, after[a].sentences) for a in after if a in before}
    where = {
        Place(article, i): Place(article, j)
        for article, pairs in paired.items()
        for i, j in pairs
        if i is not None and j is not None
    }
    return ReportDiff(
        old_story=old.story,
        new_story=new.story,
        articles_added=tuple(article for article in after if article not in before),
        articles_removed=tuple(article for article in before if article not in after),
        fields=tuple(_fields(old, new, before, after, paired)),
        sentences=tuple(
            change
            for article, pairs in paired.items()
            for change in _sentences(article, before[article].sentences, after[article].sentences, pairs)
        ),
        beads=tuple(_beads(old, new, where)),
        facts=tuple(_facts(old.facts, new.facts, where)),
        highlights=tuple(_highlights(old, new, where)),
    )


Pair = tuple[int | None, int | None]


def pair_sentences(old: Sequence[Sentence], new: Sequence[Sentence]) -> list[Pair]:
    """Return ``(old index, new index)`` for every sentence of either side, ascending; None where it has no partner.

    Equal sentences pair first; what lies between them pairs where enough of a sentence stayed.
    """
    ours, theirs = [sentence.text for sentence in old], [sentence.text for sentence in new]
    pairs: list[Pair] = []
    left: list[int] = []
    right: list[int] = []
    for block in LCSseq.opcodes(ours, theirs):
        if block.tag == "equal":
            pairs += _between(ours, theirs, left, right)
            left, right = [], []
            pairs += zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end), strict=True)
        else:
            left += range(block.src_start, block.src_end)
            right += range(block.dest_start, block.dest_end)
    return pairs + _between(ours, theirs, left, right)


def _between(ours: Sequence[str], theirs: Sequence[str], left: Sequence[int], right: Sequence[int]) -> list[Pair]:
    """Pair sentences of a rewritten stretch in order, each with the first close enough among the next few."""
    pairs: list[Pair] = []
    at = 0
    for i in left:
        ahead = right[at : at + N_AHEAD]
        found = next((k for k, j in enumerate(ahead, at) if _closeness(ours[i], theirs[j]) >= SAME_SENTENCE), None)
        if found is None:
            pairs.append((i, None))
            continue
        pairs += [(None, j) for j in right[at:found]]
        pairs.append((i, right[found]))
        at = found + 1
    return pairs + [(None, j) for j in right[at:]]


def _closeness(one: str, other: str) -> float:
    return fuzz.ratio(one[:N_COMPARED], other[:N_COMPARED]) / 100


def _fields(
    old: Report,
    new: Report,
    before: Mapping[str, Reading],
    after: Mapping[str, Reading],
    paired: Mapping[str, Sequence[Pair]],
) -> Iterable[FieldChange]:
    yield from _changed("", _top(old), _top(new))
    yield from _changed("packages", old.provenance.engines, new.provenance.engines)
    yield from _changed("settings", old.provenance.settings, new.provenance.settings)
    yield from _changed("corrections", _corrections(old), _corrections(new))
    for article, reading in after.items():
        if article in before:
            yield from _changed(article, _head(before[article], old.headlines), _head(reading, new.headlines))
            yield from _warnings(article, before[article].sentences, reading.sentences, paired[article])
    together = {frozenset((c.left, c.right)) for c in old.comparisons}
    pairs = [c for c in new.comparisons if frozenset((c.left, c.right)) in together]
    events = _events(old), _events(new)
    for pair in pairs:
        key = frozenset((pair.left, pair.right))
        yield from _changed(f"{pair.left} – {pair.right}", events[0][key], events[1][key])
    both = before.keys() & after.keys()
    yield from _changed("names", _names(old, both), _names(new, both))
    yield from _changed("sources", _sources(old, both), _sources(new, both))


def _warnings(
    article: str, old: Sequence[Sentence], new: Sequence[Sentence], pairs: Iterable[Pair]
) -> Iterable[FieldChange]:
    """What is said of a sentence, besides its wording, on either side."""
    for i, j in pairs:
        if i is not None and j is not None:
            yield from _changed(article, _said(old[i], j), _said(new[j], j))


def _said(sentence: Sentence, number: int) -> dict[str, object]:
    return {
        f"kind of sentence {number + 1}": sentence.kind.value,
        f"flags of sentence {number + 1}": "; ".join(f"{flag.kind.value}: {flag.note}" for flag in sentence.flags),
        f"translator of sentence {number + 1}": "a person" if sentence.by_person else "",
    }


def _events(report: Report) -> dict[frozenset[str], dict[str, object]]:
    """Return what is said of each pair of articles as a whole; the odds of one event by which side they are on."""
    return {
        frozenset((c.left, c.right)): {
            "about": "the same event" if c.same_event >= SAME_EVENT else "probably not the same event",
            "parallel": "one is a translation of the other" if c.is_parallel else "",
        }
        for c in report.comparisons
    }


def _names(report: Report, articles: Collection[str]) -> dict[str, object]:
    """Return the forms of each name by the articles that both reports have; how often each stands is not compared."""
    found: dict[str, set[str]] = defaultdict(set)
    for concept in report.names:
        for outlet in concept.outlets:
            if outlet.article in articles:
                found[concept.name] |= {f"{outlet.article}: {form.text}" for form in outlet.forms}
    return {name: ", ".join(sorted(forms)) for name, forms in found.items()}


def _sources(report: Report, articles: Collection[str]) -> dict[str, object]:
    """Return how many statements of each source each article has, and how many are quoted directly."""
    found: dict[str, list[str]] = defaultdict(list)
    for source in report.sources:
        for outlet in source.outlets:
            if outlet.article in articles:
                entry = f"{outlet.article}: {outlet.count}, {outlet.n_direct} in quotation marks"
                found[source.name or source.kind.value].append(entry)
    return {name: "; ".join(sorted(entries)) for name, entries in found.items()}


def _top(report: Report) -> dict[str, object]:
    return {
        "story": report.story,
        "title": report.title,
        "language": report.target_language,
        "version": report.provenance.version,
    }


def _corrections(report: Report) -> dict[str, object]:
    """Return what people put right by what it is about; the value is what was decided."""
    return dict(map(_correction, report.provenance.corrections))


MANY_AT_A_PLACE = frozenset({CorrectionKind.SAME, CorrectionKind.DISMISS, CorrectionKind.CONFIRM})


def _correction(values: Mapping[str, Any]) -> tuple[str, str]:
    """Return what a correction is about, and what was decided. Of some kinds there may be many about one place, told
    apart by their words and the kind of highlight."""
    about = f"{values['kind']} " + " ".join(f"{article} {number + 1}" for article, number in values["places"])
    text, highlight = str(values.get("text") or ""), str(values.get("highlight") or "")
    if values["kind"] in MANY_AT_A_PLACE:
        return " ".join(filter(None, (about, highlight, f"“{text}”" if text else ""))), "decided"
    return about, text or highlight or "decided"


def _head(reading: Reading, headlines: Sequence[Highlight]) -> dict[str, object]:
    article = reading.article
    marks = [
        f"{h.kind} “{h.passage.span.of(reading.shown_title)}” {h.weight:.2f}"
        for h in headlines
        if h.passage.article == article.id and is_prominent(h)
    ]
    return {
        "outlet": article.outlet,
        "language": reading.language,
        "title": article.title,
        "title translation": reading.title_translation or "",
        "marked in the headline": "; ".join(marks),
        "engine": reading.engine,
        "route": str(reading.route or ""),
        "published": article.published,
        "author": article.author,
        "url": article.url,
        "notes": "; ".join((*reading.notes, *article.notes)),
    }


def _changed(where: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterable[FieldChange]:
    for field in dict.fromkeys((*before, *after)):
        one, other = before.get(field, ""), after.get(field, "")
        if one != other:
            yield FieldChange(where, field, str(one), str(other))


def _sentences(
    article: str, old: Sequence[Sentence], new: Sequence[Sentence], pairs: Iterable[Pair]
) -> Iterable[SentenceChange]:
    for i, j in pairs:
        if i is None and j is not None:
            yield SentenceChange(article, Change.ADDED, "text", None, j, "", new[j].text)
        elif j is None and i is not None:
            yield SentenceChange(article, Change.REMOVED, "text", i, None, old[i].text, "")
        elif i is not None and j is not None:
            if old[i].text != new[j].text:
                yield SentenceChange(article, Change.EDITED, "text", i, j, old[i].text, new[j].text)
            elif old[i].translation != new[j].translation:
                shown = old[i].translation or "", new[j].translation or ""
                yield SentenceChange(article, Change.EDITED, "translation", i, j, *shown)


def _beads(old: Report, new: Report, where: Mapping[Place, Place]) -> Iterable[BeadChange]:
    """Compare beads as pairs of sets of the new report's sentences, whichever side each article stood on."""
    before: dict[frozenset[frozenset[Place]], tuple[str, str, Bead]] = {}
    for comparison in old.comparisons:
        for bead in comparison.beads:
            sides = (
                frozenset(_moved(Place(comparison.left, k), where) for k in bead.left),
                frozenset(_moved(Place(comparison.right, k), where) for k in bead.right),
            )
            before[frozenset(sides)] = (comparison.left, comparison.right, bead)
    for comparison in new.comparisons:
        for bead in comparison.beads:
            sides = (
                frozenset(Place(comparison.left, k) for k in bead.left),
                frozenset(Place(comparison.right, k) for k in bead.right),
            )
            _, _, other = before.pop(frozenset(sides), (None, None, None))
            if other is None:
                yield BeadChange(comparison.left, comparison.right, Change.ADDED, None, bead)
            elif other.is_fixed != bead.is_fixed or not _same(other.confidence, bead.confidence):
                yield BeadChange(comparison.left, comparison.right, Change.EDITED, other, bead)
    for left, right, bead in before.values():
        yield BeadChange(left, right, Change.REMOVED, bead, None)


def _moved(place: Place, where: Mapping[Place, Place]) -> Place:
    """Return where a sentence is in the new report; one that is gone gets a place that no new one has."""
    return where.get(place, Place(place.article, -1 - place.sentence))


def _facts(old: Sequence[Fact], new: Sequence[Fact], where: Mapping[Place, Place]) -> Iterable[FactChange]:
    """Pair each new fact with the old one that it shares most places with; ids mean nothing from run to run."""
    moved = [{_moved(place, where) for place in fact.members} for fact in old]
    at: dict[Place, list[int]] = defaultdict(list)
    for k, places in enumerate(moved):
        for place in places:
            at[place].append(k)
    taken: set[int] = set()
    for fact in new:
        shared: dict[int, int] = defaultdict(int)
        for place in set(fact.members):
            for k in at.get(place, ()):
                shared[k] += k not in taken
        best = max(shared, key=lambda k: (shared[k], -k), default=None)
        if best is None or shared[best] < 2:
            yield FactChange(Change.ADDED, None, fact)
            continue
        taken.add(best)
        gained = tuple(place for place in fact.members if place not in moved[best])
        members = set(fact.members)
        lost = tuple(place for place in old[best].members if _moved(place, where) not in members)
        if gained or lost:
            yield FactChange(Change.EDITED, old[best], fact, gained, lost)
    for k, fact in enumerate(old):
        if k not in taken:
            yield FactChange(Change.REMOVED, fact, None)


def _highlights(old: Report, new: Report, where: Mapping[Place, Place]) -> Iterable[HighlightChange]:
    """Compare highlights of the same kind on the same words of the same sentence, wherever that stands now."""
    shown = _shown(old), _shown(new)
    before: dict[tuple[Place, str, str], list[Highlight]] = defaultdict(list)
    for highlight in sorted(old.highlights, key=_position):
        place = _moved(Place(highlight.passage.article, highlight.passage.sentence), where)
        before[place, highlight.kind.value, _words(shown[0], highlight.passage)].append(highlight)
    changes: dict[int, HighlightChange] = {}
    for k, highlight in sorted(enumerate(new.highlights), key=lambda entry: _position(entry[1])):
        words = _words(shown[1], highlight.passage)
        place = Place(highlight.passage.article, highlight.passage.sentence)
        same = before.get((place, highlight.kind.value, words))
        if not same:
            changes[k] = HighlightChange(Change.ADDED, None, highlight, words)
            continue
        other = same.pop(0)
        if not _says_the_same(other, highlight, shown, where):
            changes[k] = HighlightChange(Change.EDITED, other, highlight, words)
    for k in sorted(changes):
        yield changes[k]
    for (_, _, words), left in before.items():
        for highlight in left:
            yield HighlightChange(Change.REMOVED, highlight, None, words)


Shown = Mapping[tuple[str, int], str]


def _says_the_same(one: Highlight, other: Highlight, shown: tuple[Shown, Shown], where: Mapping[Place, Place]) -> bool:
    for old, new in ((one.against, other.against), (one.beside, other.beside)):
        ours = {(_moved(Place(p.article, p.sentence), where), _words(shown[0], p)) for p in old}
        if ours != {(Place(p.article, p.sentence), _words(shown[1], p)) for p in new}:
            return False
    return one.note == other.note and _same(one.weight, other.weight) and _same(one.doubt, other.doubt)


def _shown(report: Report) -> Shown:
    return {(r.article.id, s.index): s.shown for r in report.readings for s in r.sentences}


def _words(shown: Shown, passage: Passage) -> str:
    return passage.span.of(shown[passage.article, passage.sentence])


def _position(highlight: Highlight) -> tuple[str, int, int, int]:
    passage = highlight.passage
    return passage.article, passage.sentence, passage.span.start, passage.span.end


def _same(one: float, other: float) -> bool:
    return abs(one - other) < SAME_NUMBER or f"{one:.2f}" == f"{other:.2f}"
