"""Which highlights a story shows: overlapping ones merged, each kind held to its share, the whole to a number."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from compare.domain import Highlight, Kind, Passage, Span
from compare.steps.framing.answers import ALONE
from compare.steps.framing.loaded import MAY_JUDGE
from compare.steps.framing.loaded_uses import JUDGE_TOGETHER, JUDGES
from compare.steps.framing.pairs import quoted
from compare.steps.summary import is_prominent

Words = Callable[[Passage], str]
"""What stands in a passage."""

# Of all that a story shows, how much each kind may take while others want the room. Loaded words and labels are what
# readers look for, and their weights are the best measured; what one outlet tells alone has a list of its own besides.
SHARE = {
    Kind.LABEL: 0.45,
    Kind.LOADED: 0.6,
    Kind.ATTRIBUTION: 0.25,
    Kind.HEDGE: 0.25,
    Kind.NEGATION: 0.2,
    Kind.NUMBER: 0.25,
    Kind.QUOTE: 0.2,
    Kind.AGENCY: 0.2,
    Kind.OMISSION: 0.35,
    Kind.EMPHASIS: 0.12,
    Kind.TONE: 0.1,
}
# Highlights that are listed but not marked, per marked one allowed: they rank words for programs; see
# ``MIN_PROBABILITY`` of loaded words for what they are worth.
LISTED = 12.0
NAMING = frozenset({Kind.LABEL, Kind.LOADED})  # kinds of which the same words are marked once
ONLY_LISTED = 0.49  # just below what is marked
OF_ONE_WORD = ("a judging adjective", "a judging adverb", "an intensifier")  # classes of a word, not of its phrase
MATTER = "one matter"  # evidence: the chance that two sentences tell one
ONE_THING = "one thing"  # evidence, 0 where two phrases are set against each other that may mean two things
# The least with which words lend another mark their note. Of 17 that stand in the same place in sentences said to tell
# the same 8 have less, one of them right; of the other 9 7 are right, by our reading.
LEAST_MATTER = 0.7
MAX_PER_SENTENCE = 20
MAX_HIGHLIGHTS = 6000  # of one story, whatever its size


def rank(
    highlights: Iterable[Highlight],
    order: Sequence[str],
    n_sentences: int,
    per_100: float,
    words: Words | None = None,
) -> tuple[Highlight, ...]:
    """Return what the story shows, in the order of its text.

    At most ``per_100`` highlights per 100 sentences are marked (weight from 0.5, doubt below it), and ``LISTED`` times
    as many more are listed; the strongest first, with at most ``SHARE`` of either for a kind, until room that others
    leave is filled up. A loaded word that is marked as a report verb as strongly is not marked twice, nor are words
    that are a label, too: see ``_marked_once``. ``words`` of a passage: notes quote what is marked.
    O(n log n).
    """
    merged = _marked_once(_as_one_phrase(merge_overlapping(highlights, words), words))
    ranked = sorted(merged, key=lambda h: (-h.strength, order.index(h.passage.article), h.passage, h.kind))
    n_marked = math.ceil(n_sentences * per_100 / 100)
    room = {True: n_marked, False: math.ceil(n_marked * LISTED)}
    used: Counter[tuple[bool, Kind]] = Counter()
    total: Counter[bool] = Counter()
    in_sentence: Counter[tuple[str, int]] = Counter()
    kept: list[Highlight] = []
    beyond: list[Highlight] = []

    def take(highlight: Highlight, *, whatever_kind: bool) -> None:
        marked = is_prominent(highlight)
        place = highlight.passage.article, highlight.passage.sentence
        share = max(1, math.ceil(room[marked] * SHARE[highlight.kind]))
        if total[marked] >= room[marked] or in_sentence[place] >= MAX_PER_SENTENCE or len(kept) >= MAX_HIGHLIGHTS:
            return
        if used[marked, highlight.kind] >= share and not whatever_kind:
            beyond.append(highlight)
            return
        total[marked] += 1
        used[marked, highlight.kind] += 1
        in_sentence[place] += 1
        kept.append(highlight)

    for highlight in ranked:
        take(highlight, whatever_kind=False)
    for highlight in beyond:
        take(highlight, whatever_kind=True)
    where = {article: k for k, article in enumerate(order)}
    return tuple(
        sorted(
            _once(kept),
            key=lambda h: (where[h.passage.article], h.passage.sentence, h.passage.span, h.kind, -h.weight, h.note),
        )
    )


def _once(kept: Sequence[Highlight]) -> list[Highlight]:
    """Return the highlights without loaded words that are marked as report verbs already, and as strongly: one word,
    one reason."""
    verbs: dict[tuple[str, int], list[Highlight]] = defaultdict(list)
    for highlight in kept:
        if highlight.kind is Kind.ATTRIBUTION and is_prominent(highlight):
            verbs[highlight.passage.article, highlight.passage.sentence].append(highlight)
    return [
        h
        for h in kept
        if h.kind is not Kind.LOADED
        or not any(
            h.passage.span.overlaps(verb.passage.span) and h.strength <= verb.strength
            for verb in verbs[h.passage.article, h.passage.sentence]
        )
    ]


def _marked_once(merged: Sequence[Highlight]) -> list[Highlight]:
    """Return the highlights with one mark for words that are both a label and loaded: the one that stands against
    words of another outlet, else the heavier one by a tenth or so, else the label. The other is listed."""
    places: dict[tuple[str, int], list[Highlight]] = defaultdict(list)
    for highlight in merged:
        if highlight.kind in NAMING and is_prominent(highlight):
            places[highlight.passage.article, highlight.passage.sentence].append(highlight)
    lesser: set[int] = set()
    for own in places.values():
        for one in own:
            for other in own:
                if one.kind is not other.kind and _overlap(one, other) and _telling(one) < _telling(other):
                    lesser.add(id(one))
    return [replace(h, weight=min(h.weight, ONLY_LISTED)) if id(h) in lesser else h for h in merged]


def _telling(highlight: Highlight) -> tuple[bool, float, bool]:
    """Return what makes one of two marks on the same words the better: the higher, the better. A tenth of a weight is
    as much as tells two kinds apart."""
    return bool(highlight.against), round(highlight.strength, 1), highlight.kind is Kind.LABEL


def merge_overlapping(highlights: Iterable[Highlight], words: Words | None = None) -> list[Highlight]:
    """Return the highlights with those of one kind that overlap joined into one.

    The strongest keeps its note, unless it stands against no words, names no outlet, or stands beside no sentence, and
    the other does; its evidence is kept behind that of the other. The span covers both, unless that would more than
    double it, or reach a third; a marked phrase that holds two or more is one with them all. Passages that they stand
    against are put together.
    """
    groups: dict[tuple[str, int, Kind], list[Highlight]] = defaultdict(list)
    for highlight in highlights:
        groups[highlight.passage.article, highlight.passage.sentence, highlight.kind].append(highlight)
    found = []
    for group in groups.values():
        kept: list[Highlight] = []
        for highlight in sorted(group, key=lambda h: (-h.strength, h.passage.span, h.note))[: 4 * MAX_PER_SENTENCE]:
            clashes = [k for k, other in enumerate(kept) if _overlap(other, highlight)]
            if not clashes:
                kept.append(highlight)
                continue
            own = highlight.passage.span
            holds = len(clashes) > 1 and all(
                own.start <= kept[k].passage.span.start and kept[k].passage.span.end <= own.end for k in clashes
            )
            if holds and is_prominent(highlight):
                whole = kept[clashes[0]]
                for k in clashes[1:]:
                    whole = _joined(whole, kept[k], own, words)
                kept[clashes[0]] = _joined(whole, highlight, own, words)
                kept = [one for k, one in enumerate(kept) if k not in clashes[1:]]
                continue
            first = clashes[0]
            one = kept[first].passage.span
            span = Span(min(one.start, own.start), max(one.end, own.end))
            is_third = any(k != first and span.overlaps(third.passage.span) for k, third in enumerate(kept))
            if span.end - span.start > 2 * (one.end - one.start) or is_third:
                span = one
            kept[first] = _joined(kept[first], highlight, span, words)
        found += kept
    return found


BETWEEN = re.compile(r"\s+(?:(?:and|or|but|of)\s+)?")
MAX_APART = 5  # characters between two marks of one phrase: " and "


def _as_one_phrase(merged: Sequence[Highlight], words: Words | None) -> list[Highlight]:
    """Return the highlights with loaded words that are marked side by side, or joined by "and" or "of", as one:
    "shocked and appalled", "bureaucratic tug of war"."""
    if words is None:
        return list(merged)
    found: list[Highlight] = []
    for highlight in sorted(merged, key=lambda h: (h.passage.article, h.passage.sentence, h.kind, h.passage.span)):
        before = found[-1] if found else None
        if before is None or not _goes_on(before, highlight, words):
            found.append(highlight)
            continue
        span = Span(before.passage.span.start, highlight.passage.span.end)
        stronger, other = sorted((before, highlight), key=lambda h: -h.strength)
        one = _joined(stronger, other, span, words)
        own = quoted(words(one.passage))
        note = (
            f"{own}: {JUDGE_TOGETHER}; {one.note.partition('; ')[2]}" if one.note.startswith(f"{own}: ") else one.note
        )
        found[-1] = replace(one, note=note)
    return found


def _goes_on(before: Highlight, highlight: Highlight, words: Words) -> bool:
    """True where a marked loaded word goes on with the one that is marked before it."""
    left, right = before.passage, highlight.passage
    here = (left.article, left.sentence) == (right.article, right.sentence)
    if not here or any(h.kind is not Kind.LOADED or not is_prominent(h) for h in (before, highlight)):
        return False
    gap = right.span.start - left.span.end
    if not 0 < gap <= MAX_APART:
        return False
    return BETWEEN.fullmatch(words(replace(left, span=Span(left.span.end, right.span.start)))) is not None


def _joined(stronger: Highlight, other: Highlight, span: Span, words: Words | None) -> Highlight:
    """Return two highlights as one of ``span``, with the note that says more; it quotes what is marked."""
    against = tuple(dict.fromkeys(passage for one in (stronger, other) if _is_answered(one) for passage in one.against))
    beside = tuple(dict.fromkeys((*stronger.beside, *other.beside)))
    said = max((stronger, other), key=lambda one: _says(one, span, is_answered=bool(against)))
    known = {name for name, _ in said.evidence}
    rest = tuple(one for one in stronger.evidence if one[0] not in known)
    passage = replace(stronger.passage, span=span)
    note = said.note if words is None else _fitted(said, words(said.passage), words(passage), (stronger, other))
    return replace(stronger, passage=passage, note=note, against=against, evidence=said.evidence + rest, beside=beside)


def _is_answered(highlight: Highlight) -> bool:
    """True where a highlight stands against words of one thing, in sentences that may tell one matter, as far as is
    known."""
    known = dict(highlight.evidence)
    return bool(highlight.against and known.get(ONE_THING, 1.0)) and float(known.get(MATTER, 1.0)) >= LEAST_MATTER


def _says(highlight: Highlight, span: Span, *, is_answered: bool) -> tuple[bool, bool]:
    """Return what makes one of two notes on ``span`` the better: words that it stands against where either has some,
    else outlets that it names, then sentences that it was read beside, or where none is named that it is on all of it.
    """
    if is_answered:
        return _is_answered(highlight), False
    names = not highlight.note.endswith(f"{ALONE}.") and (not highlight.against or _is_answered(highlight))
    return names, bool(highlight.beside) if names else highlight.passage.span == span


def _fitted(said: Highlight, own: str, marked: str, both: Sequence[Highlight]) -> str:
    """Return the note on ``own`` words as one on the ``marked`` ones; of two that find that these judge it says so."""
    start, judging = f"{quoted(own)}: ", (JUDGES, JUDGE_TOGETHER)
    if not said.note.startswith(start):
        return said.note.replace(quoted(own), quoted(marked), 1)
    reason = said.note.removeprefix(start)
    if " " in marked and " " not in own:
        reason = next(
            (JUDGE_TOGETHER + reason.removeprefix(one) for one in OF_ONE_WORD if reason.startswith(one)), reason
        )
    for one in (*judging, *((MAY_JUDGE,) if any(f"”: {one}" in h.note for h in both for one in judging) else ())):
        if reason.startswith(one):
            reason = (JUDGE_TOGETHER if " " in marked else JUDGES) + reason.removeprefix(one)
            break
    return f"{quoted(marked)}: {reason}"


def _overlap(one: Highlight, other: Highlight) -> bool:
    spans = one.passage.span, other.passage.span
    return spans[0].overlaps(spans[1]) or spans[0] == spans[1]
