"""What a reader wants to know first, drawn from a finished report: shares, leads, weightiest contrasts, blanks, doubts.

Picks and counts; says nothing in words of its own and knows no layout.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from compare.domain import (
    PERHAPS,
    Alignment,
    Fact,
    FlagKind,
    Highlight,
    Kind,
    Passage,
    Place,
    Reading,
    Report,
    SegmentKind,
)

# Even odds: more doubt than this and the translation explains the difference better than the outlet does.
DOUBTFUL = 0.5
# Below half of the scale a highlight is listed, not marked: a page where every second word is marked shows nothing.
SLIGHT = 0.5
# Of a loaded word: that of any word of news, of which about one in fifty judges.
FAINT = 0.037
# Even odds again: below, the two articles are more likely about different events.
SAME_EVENT = 0.5
# Mean log-odds of two pairs or more from which groups of articles are of one event though no pair by itself is: .12
# each. Of 260 articles of 58 held events 37 stood apart from the rest without it and 19 with it, of 108 of BASIL eight
# and one; of 736 pairs with articles of another event 23 were taken for one either way, from -2.25 on 45.
TOGETHER = -2.0
LEAST_ODDS = 0.001  # a chance below counts as this, or one pair would outweigh all
# What a contrast loses for each one already chosen of its kind, in one of its sentences, or with the same words. By
# eye on hand-made stories: strong enough that ten contrasts show four or more kinds, weak enough that the strongest
# contrast of a story is never pushed out.
KIND_DECAY = 0.94
SENTENCE_DECAY = 0.85
WORDING_DECAY = 0.4
# How much sooner an editor reads one kind than another of the same weight, by eye on twelve sample stories and on five
# of the benchmark: words set against words first; place and sentiment, which point at whole sentences, last.
INTEREST = {
    Kind.NEGATION: 1.1,
    Kind.NUMBER: 1.05,
    Kind.LABEL: 1.0,
    Kind.ATTRIBUTION: 1.0,
    Kind.LOADED: 1.0,
    Kind.AGENCY: 1.0,
    Kind.QUOTE: 0.9,
    Kind.HEDGE: 0.9,
    Kind.TONE: 0.7,
    Kind.EMPHASIS: 0.65,
}
# A word with nothing beside it says less than one that stands against another's.
ALONE = 0.85
UNMATCHED = 0.65  # and least where no other outlet has a sentence to put beside it
# What stands in an article's lead is read by all of its readers, the rest by some; and what stands against two outlets
# or more says more than what stands against one. Of the ten pairs that the framing benchmark calls telling, eight are
# among their story's ten contrasts with 1.4 and 1.2 or 1.3, and so they are with ``KIND_DECAY`` at .94 or .96,
# ``SENTENCE_DECAY`` at .85 or .9 and ``ALONE`` at .75 or .85; without ``MANY`` seven, with 1.3 and without it six.
LEAD, LEADING, MANY = 2, 1.4, 1.25
# Whole sentences against whole sentences: one of each shows that there are such differences.
AT_MOST = {Kind.EMPHASIS: 1, Kind.TONE: 1}
# A list is better short than filled up: below, by eye, more are dull or wrong than telling.
LEAST_WORTH = 0.2
# Sentences that tell nothing of the event: they are shown but not counted.
_FURNITURE = frozenset({SegmentKind.BYLINE, SegmentKind.HEADING})


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one article others tell too.

    ``n_others`` has, for each of its sentences, how many other articles tell it; 0 is told only here, and None is no
    sentence of the story (byline, heading, empty).
    """

    article: str
    n_others: tuple[int | None, ...]

    @property
    def n_sentences(self) -> int:
        """Sentences that count."""
        return sum(n is not None for n in self.n_others)

    @property
    def n_shared(self) -> int:
        """Sentences that at least one other article tells."""
        return sum(bool(n) for n in self.n_others)

    @property
    def share(self) -> float:
        """Shared of counted sentences, in [0, 1]; 0 for an article without any."""
        return self.n_shared / self.n_sentences if self.n_sentences else 0.0


@dataclass(frozen=True, slots=True)
class PairShare:
    """How much of each of two articles is in a bead with the other, in [0, 1]."""

    left: str
    right: str
    left_share: float
    right_share: float
    same_event: float
    is_parallel: bool


@dataclass(frozen=True, slots=True)
class Lead:
    """What one article opens with, and where each other article tells the same; None is nowhere."""

    article: str
    place: Place
    fact: int | None
    elsewhere: tuple[tuple[str, Place | None], ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One difference seen from all its sides: the strongest highlight and one passage per article, story order."""

    highlight: Highlight
    passages: tuple[Passage, ...]
    n_highlights: int


@dataclass(frozen=True, slots=True)
class OnlyHere:
    """What one article tells alone: its weightiest sentences, in reading order, of ``n_sentences`` in all."""

    article: str
    places: tuple[Place, ...]
    n_sentences: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A fact that most articles tell and ``missing`` do not, nor perhaps; ``place`` is where it is told first."""

    fact: int
    place: Place
    told_by: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The first page of a report. Article ids are in the order of the story throughout."""

    shares: tuple[Share, ...]
    pairs: tuple[PairShare, ...]
    leads: tuple[Lead, ...]
    contrasts: tuple[Contrast, ...]
    only_here: tuple[OnlyHere, ...]
    left_out: tuple[LeftOut, ...]
    other_events: tuple[tuple[str, str], ...]
    apart: tuple[str, ...]
    untranslated: tuple[str, ...]
    n_of_kind: tuple[tuple[Kind, int], ...]
    n_doubtful: int
    flags: tuple[tuple[FlagKind, int], ...]
    n_flagged: int

    @property
    def n_sentences(self) -> int:
        """Sentences that count, over all articles."""
        return sum(share.n_sentences for share in self.shares)

    @property
    def n_shared(self) -> int:
        """Sentences that at least one other article tells, over all articles."""
        return sum(share.n_shared for share in self.shares)


def is_prominent(highlight: Highlight) -> bool:
    """True where a view marks the words; other highlights are listed with their reason but not marked."""
    return highlight.weight >= SLIGHT and highlight.doubt < DOUBTFUL


def worth_reading(highlights: Iterable[Highlight]) -> tuple[Highlight, ...]:
    """Return the highlights without words that hardly judge more than any other, and those that tell nothing by
    themselves: these rank words for programs."""
    return tuple(h for h in highlights if h.kind is not Kind.LOADED or (h.weight >= FAINT and not h.is_idle))


def story_order(report: Report) -> tuple[Fact, ...]:
    """Return the facts in the order the story tells them, whatever the order of its articles.

    A fact stands where the articles that tell it do so on the median, each counted from its first word (0) to its
    last (1).
    """
    length = {reading.article.id: max(1, len(reading.sentences) - 1) for reading in report.readings}

    def position(fact: Fact) -> tuple[float, int]:
        return median(place.sentence / length[place.article] for place in _first_places(fact).values()), fact.id

    return tuple(sorted(report.facts, key=position))


def summarise(report: Report, *, n_contrasts: int = 10, n_only_here: int = 5, n_left_out: int = 12) -> Summary:
    """Return what the report says, most important first.

    Counts sentences of the story, not bylines, headings or empty lines. A pair below ``SAME_EVENT`` that no third
    article joins is reported as ``other_events``: who tells the same as one that tells the same tells it too. An
    article in no pair above stands ``apart`` and is not said to leave anything out.
    """
    order = [reading.article.id for reading in report.readings]
    facts_of = _facts_of(report.facts)
    shares = tuple(_share(reading, facts_of) for reading in report.readings)
    group = event_of(report.comparisons, order)
    other_events = tuple((a.left, a.right) for a in report.comparisons if group[a.left] != group[a.right])
    n_together = Counter(group.values())
    apart = tuple(article for article in order if n_together[group[article]] == 1) if report.comparisons else ()
    flags = Counter(f.kind for reading in report.readings for s in reading.sentences for f in s.flags)
    highlights = (*report.highlights, *report.headlines)
    kinds = Counter(highlight.kind for highlight in highlights)
    return Summary(
        shares=shares,
        pairs=tuple(_pair_shares(report)),
        leads=tuple(_leads(report, facts_of)),
        contrasts=_weightiest(report, order, n_contrasts),
        only_here=tuple(_only_here(report, share, n_only_here) for share in shares),
        left_out=_left_out(report, order, group, n_left_out),
        other_events=other_events,
        apart=apart,
        untranslated=tuple(r.article.id for r in report.readings if r.engine == "untranslated"),
        n_of_kind=tuple((kind, kinds[kind]) for kind in Kind if kinds[kind]),
        n_doubtful=sum(highlight.doubt >= DOUBTFUL for highlight in highlights),
        flags=tuple((kind, flags[kind]) for kind in FlagKind if flags[kind]),
        n_flagged=sum(bool(s.flags) for reading in report.readings for s in reading.sentences),
    )


def event_of(comparisons: Sequence[Alignment], order: Sequence[str]) -> dict[str, str]:
    """Map each article to the first of those that it shares an event with, directly or through others.

    Two groups that no pair joins are joined where their pairs, two or more, make it likely on average (``TOGETHER``),
    the likeliest first: an outlet in words of its own is a little like each of the others, a stranger like none. O(a³)
    for a articles.
    """
    at = {article: k for k, article in enumerate(order)}
    group = {article: article for article in order}
    for pair in comparisons:
        if pair.same_event >= SAME_EVENT:
            group = _joined(group, pair.left, pair.right, at)
    while True:
        odds: dict[tuple[str, str], list[float]] = defaultdict(list)
        for pair in comparisons:
            one, other = sorted((group[pair.left], group[pair.right]), key=at.__getitem__)
            if one != other:
                kept = min(max(pair.same_event, LEAST_ODDS), 1 - LEAST_ODDS)
                odds[one, other].append(math.log(kept / (1 - kept)))
        means = {pair: fmean(sorted(found)) for pair, found in odds.items() if len(found) > 1}
        best = max(means, key=lambda pair: (means[pair], -at[pair[0]], -at[pair[1]]), default=None)
        if best is None or means[best] < TOGETHER:
            return group
        group = _joined(group, *best, at)


def _joined(group: Mapping[str, str], one: str, other: str, at: Mapping[str, int]) -> dict[str, str]:
    kept, joined = sorted((group[one], group[other]), key=at.__getitem__)
    return {article: kept if of == joined else of for article, of in group.items()}


def _facts_of(facts: Iterable[Fact]) -> dict[Place, list[Fact]]:
    found: dict[Place, list[Fact]] = defaultdict(list)
    for fact in facts:
        for place in fact.members:
            found[place].append(fact)
    return found


def _first_places(fact: Fact) -> dict[str, Place]:
    """Return, per article that tells the fact, where it first does."""
    first: dict[str, Place] = {}
    for place in sorted(fact.members):
        first.setdefault(place.article, place)
    return first


def _share(reading: Reading, facts_of: dict[Place, list[Fact]]) -> Share:
    article = reading.article.id
    counts: list[int | None] = []
    for sentence in reading.sentences:
        if sentence.kind in _FURNITURE or not sentence.text.strip():
            counts.append(None)
            continue
        tellers = {p.article for fact in facts_of.get(Place(article, sentence.index), []) for p in fact.members}
        counts.append(len(tellers - {article}))
    return Share(article, tuple(counts))


def _pair_shares(report: Report) -> Iterable[PairShare]:
    counted = {
        reading.article.id: {s.index for s in reading.sentences if s.kind not in _FURNITURE and s.text.strip()}
        for reading in report.readings
    }
    for pair in report.comparisons:
        shares = []
        for article, gaps in ((pair.left, pair.left_gaps), (pair.right, pair.right_gaps)):
            n = len(counted[article])
            shares.append((n - len(counted[article] & set(gaps))) / n if n else 0.0)
        yield PairShare(pair.left, pair.right, shares[0], shares[1], pair.same_event, pair.is_parallel)


def _leads(report: Report, facts_of: dict[Place, list[Fact]]) -> Iterable[Lead]:
    for reading in report.readings:
        article = reading.article.id
        opening = next((s for s in reading.sentences if s.kind not in _FURNITURE and s.text.strip()), None)
        if opening is None:
            continue
        place = Place(article, opening.index)
        facts = facts_of.get(place, [])
        first: dict[str, Place] = {}
        for fact in facts:
            for other, where in _first_places(fact).items():
                if other not in first or where < first[other]:
                    first[other] = where
        others = [r.article.id for r in report.readings if r.article.id != article]
        yield Lead(article, place, facts[0].id if facts else None, tuple((other, first.get(other)) for other in others))


def _weightiest(report: Report, order: Sequence[str], n: int) -> tuple[Contrast, ...]:
    """Return up to ``n`` contrasts that an editor reads first: strong, telling, varied, and none that is only listed.

    Repeats of kind, sentence or wording count for less, and words already shown are not shown again as another kind.
    What one article tells alone has nothing to be put beside, and a list of its own (``only_here``). O(n · contrasts).
    """
    chosen: list[Contrast] = []
    left = [contrast for contrast in _contrasts(report, order) if is_prominent(contrast.highlight)]
    kinds: Counter[Kind] = Counter()
    places: Counter[Place] = Counter()
    wordings: Counter[tuple[str, ...]] = Counter()
    interest = [_interest(contrast) for contrast in left]
    worth = list(interest)
    wording_of = [_wording(report, contrast) for contrast in left]
    while left and len(chosen) < n:
        best = max(range(len(left)), key=worth.__getitem__)
        if interest[best] < LEAST_WORTH or worth[best] <= 0.0:
            break
        contrast, wording = left.pop(best), wording_of.pop(best)
        worth.pop(best)
        interest.pop(best)
        chosen.append(contrast)
        kinds[contrast.highlight.kind] += 1
        wordings[wording] += 1
        places.update({Place(p.article, p.sentence) for p in contrast.passages})
        for k, other in enumerate(left):
            if kinds[other.highlight.kind] >= AT_MOST.get(other.highlight.kind, n) or _says_again(other, contrast):
                worth[k] = interest[k] = 0.0
                continue
            repeats = max(places[Place(p.article, p.sentence)] for p in other.passages)
            worth[k] = (
                interest[k]
                * KIND_DECAY ** kinds[other.highlight.kind]
                * SENTENCE_DECAY**repeats
                * WORDING_DECAY ** wordings[wording_of[k]]
            )
    return tuple(chosen)


def _interest(contrast: Contrast) -> float:
    """Return how soon an editor reads a contrast, before what else is on the list; at least 0."""
    own = contrast.highlight
    against = 1.0
    if own.kind is Kind.LOADED and not own.against:
        against = ALONE if dict(own.evidence).get("others without it", 0.0) else UNMATCHED
    first = LEADING if own.passage.sentence < LEAD else 1.0
    many = MANY if len({passage.article for passage in contrast.passages}) > 2 else 1.0
    return own.strength * INTEREST.get(own.kind, 1.0) * against * first * many


def _says_again(one: Contrast, shown: Contrast) -> bool:
    """True where ``one`` marks words that ``shown`` marks too, and neither is about a whole sentence."""
    if {one.highlight.kind, shown.highlight.kind} & AT_MOST.keys():
        return False
    return any(_overlap(one.highlight.passage, passage) for passage in shown.passages)


def _contrasts(report: Report, order: Sequence[str]) -> list[Contrast]:
    """Return every contrast once, strongest first; highlights of one kind that point at each other are one."""
    rank = {article: k for k, article in enumerate(order)}
    contrasting = (highlight for highlight in report.highlights if highlight.kind != Kind.OMISSION)
    ordered = sorted(contrasting, key=lambda h: (-h.strength, rank[h.passage.article], h.passage, h.kind))
    groups: list[tuple[Highlight, list[Passage], int]] = []
    at: dict[tuple[Kind, str, int], list[int]] = defaultdict(list)  # groups by kind and a sentence they touch
    for highlight in ordered:
        own = highlight.passage
        near = at[highlight.kind, own.article, own.sentence]
        same = next((g for g in near if any(_overlap(own, passage) for passage in groups[g][1])), None)
        if same is None:
            same = len(groups)
            groups.append((highlight, [], 0))
        strongest, passages, n = groups[same]
        groups[same] = (strongest, passages, n + 1)
        for passage in (own, *highlight.against):
            if passage not in passages:
                passages.append(passage)
                near = at[highlight.kind, passage.article, passage.sentence]
                if same not in near:
                    near.append(same)
    found = []
    for strongest, passages, n in groups:
        per_article: dict[str, Passage] = {}
        for passage in passages:
            per_article.setdefault(passage.article, passage)
        sides = sorted(per_article.values(), key=lambda passage: rank[passage.article])
        found.append(Contrast(strongest, tuple(sides), n))
    return found


def _overlap(one: Passage, other: Passage) -> bool:
    same_sentence = (one.article, one.sentence) == (other.article, other.sentence)
    return same_sentence and (one.span.overlaps(other.span) or one.span == other.span)


def _wording(report: Report, contrast: Contrast) -> tuple[str, ...]:
    """Return the contrasted words themselves, whoever says them, so that a word used all along counts once."""
    words = {p.span.of(report.reading(p.article).sentences[p.sentence].shown).casefold() for p in contrast.passages}
    return tuple(sorted(words))


def _only_here(report: Report, share: Share, n: int) -> OnlyHere:
    weight: dict[int, float] = defaultdict(float)
    for highlight in report.highlights:
        if highlight.passage.article == share.article and highlight.kind == Kind.OMISSION:
            index = highlight.passage.sentence
            weight[index] = max(weight[index], highlight.strength)
    alone = [k for k, others in enumerate(share.n_others) if others == 0]
    best = sorted(alone, key=lambda k: (-weight[k], k))[:n]
    return OnlyHere(share.article, tuple(Place(share.article, k) for k in sorted(best)), len(alone))


def perhaps_told(report: Report) -> dict[tuple[Place, str], Place]:
    """Return, for a sentence and an article that tells no fact of it, the sentence there that likeliest tells it.

    One that had a chance, or one that was matched and yet went into another fact: what three outlets tell is not always
    what two of them tell.
    """
    fact_of = {place: fact.id for fact in report.facts for place in fact.members}
    best: dict[tuple[Place, str], tuple[float, Place]] = {}
    for pair in report.comparisons:
        told = [((chance.left, chance.right), chance.confidence) for chance in pair.chances]
        told += [
            ((i, j), confidence)
            for (i, j), confidence in pair.confidences.items()
            if fact_of.get(Place(pair.left, i)) != fact_of.get(Place(pair.right, j))
        ]
        for (i, j), confidence in told:
            left, right = Place(pair.left, i), Place(pair.right, j)
            for one, other in ((left, right), (right, left)):
                key = one, other.article
                if confidence >= PERHAPS and (key not in best or confidence > best[key][0]):
                    best[key] = confidence, other
    return {key: place for key, (_, place) in best.items()}


def _left_out(report: Report, order: Sequence[str], group: Mapping[str, str], n: int) -> tuple[LeftOut, ...]:
    length = {reading.article.id: max(1, len(reading.sentences) - 1) for reading in report.readings}
    perhaps = perhaps_told(report)
    found = []
    for fact in report.facts:
        first = _first_places(fact)
        told_by = tuple(article for article in order if article in first)
        missing = tuple(
            article
            for article in order
            if article not in first
            and any(group[article] == group[teller] for teller in told_by)
            and not any((place, article) in perhaps for place in fact.members)
        )
        if missing and len(told_by) > len(missing):
            place = min(first.values(), key=lambda p: (p.sentence / length[p.article], order.index(p.article)))
            height = median(p.sentence / length[p.article] for p in first.values())
            found.append((len(missing) - len(told_by), height, fact.id, LeftOut(fact.id, place, told_by, missing)))
    return tuple(entry[-1] for entry in sorted(found, key=lambda entry: entry[:3])[:n])
