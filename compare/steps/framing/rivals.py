"""Numbers of two articles that stand for one thing and cannot both be right, wherever the articles give them.

Rules know of those in sentences that surely tell the same, and of the dead, the hurt and the arrested. How likely an
editor would set any other two against each other a line of signs says, learned from events
(``tests.bench.fit_lines``).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from compare.domain import Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.beside import KINDS
from compare.steps.framing.counted import (
    agree,
    are_of_two_things,
    gap,
    is_a_part,
    is_rate,
    is_told_as_part,
)
from compare.steps.framing.lines import Line, chance_of, log_odds
from compare.steps.framing.number import (
    Disagreement,
    Found,
    add_up,
    are_counted_apart,
    are_of_two_months,
    doubt_of,
    fate_of,
    is_told_elsewhere,
    numbers_at,
)
from compare.steps.quantity import ADDED, Quantity, Unit, compatible, same_measure

NUMBER = KINDS.index(Kind.NUMBER)
DATES = frozenset({Unit.DATE, Unit.WEEKDAY, Unit.TIME, Unit.YEAR})
# Of pairs of numbers that an editor set against each other in events .99 are both at least as likely to be marked as
# this; and of a hostile article of thousands of numbers the square would be too much.
LEAST_MARKED, MOST = 0.02, 40
NOT_SMALL = 10.0  # by hand: from here on two equal numbers in one story are hardly of two things
FARTHEST = 20.0  # times that one number may be the other, by hand: a rally's friends may count many times what foes do
MOST_APART, MOST_BESIDE = 5.0, 4  # of a sign, by hand: more tells no more
# What each sign adds to the log-odds that an editor sets two numbers against each other; see ``signs_of``. In events
# that neither the network nor this line learned from, .78 of the numbers at even odds are set so by their editor, and
# .49 of those that he sets have even odds (``tests.bench.fit_lines``).
LINE: Line = {
    "marked": 0.54,
    "one matter": 2.55,
    "apart": -0.42,
    "told": -1.15,
    "date": -4.25,
    "places": -2.27,
    "beside": -0.38,
    "one fate": 0.87,
    "two fates": -0.48,
    "a fate": 0.01,
    "always": -0.97,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A number that may have a rival: ``chance`` that an editor marks it, ``at`` its sentence's place in the article,
    in [0, 1]."""

    found: Found
    chance: float
    at: float


def find_rivals(story: AlignedStory, least: float) -> Iterator[tuple[float, Disagreement]]:
    """Yield numbers of two articles that disagree, with the chance that an editor would say so, from ``least`` on.

    Of the rivals that a number has in another article the likeliest. O(articles² · ``MOST``²).
    """
    best: dict[tuple[Place, Span, str], tuple[float, Disagreement]] = {}
    for one, other in pairs_of(story):
        if not _may_reach(story, one, other, least):
            continue
        chance = chance_of(LINE, signs_of(story, one, other))
        left, right = one.found, other.found
        if chance < least or not may_be_rivals(story, left, right):
            continue
        doubt = doubt_of(story, left, right)
        if doubt is None:
            continue
        found = chance, Disagreement(left, right, chance, doubt, False)
        for own, article in ((left, right.place.article), (right, left.place.article)):
            key = own.place, own.quantity.span, article
            if key not in best or chance > best[key][0]:
                best[key] = found
    yield from dict.fromkeys(best.values())


def pairs_of(story: AlignedStory) -> Iterator[tuple[Candidate, Candidate]]:
    """Yield numbers of one unit, shown in one language in two articles, that cannot both be right."""
    own = {reading.article.id: candidates_in(story, reading.article.id) for reading in story.readings}
    for left, right in combinations(own, 2):
        if story.language(left) != story.language(right):
            continue
        for one, other in product(own[left], own[right]):
            quantities = one.found.quantity, other.found.quantity
            if same_measure(*quantities) and not compatible(*quantities):
                yield one, other


def candidates_in(story: AlignedStory, article: str) -> list[Candidate]:
    """Return the numbers of an article that an editor may mark, the likeliest ``MOST`` in the order of its text."""
    sentences = story.reading(article).sentences
    found = []
    for k in range(len(sentences)):
        place = Place(article, k)
        beside = story.beside(place)
        if beside is None:
            continue
        spans, chances = beside.read.words.spans, beside.read.marked[:, NUMBER]
        for one in numbers_at(story, place):
            inside = (spans[:, 0] < one.quantity.span.end) & (spans[:, 1] > one.quantity.span.start)
            chance = float(chances[inside].max(initial=0.0))
            if chance >= LEAST_MARKED:
                found.append(Candidate(one, chance, k / len(sentences)))
    kept = sorted(range(len(found)), key=lambda k: (-found[k].chance, k))[:MOST]
    return [found[k] for k in sorted(kept)]


def signs_of(story: AlignedStory, one: Candidate, other: Candidate) -> dict[str, float]:
    """Return what is known of two numbers, by the names of ``LINE``.

    The log-odds that the less likely is marked, how likely their sentences tell ``one matter``, the logarithm of how
    many times one number is the other, how many of the articles ``told`` the other's number, too, how far ``places``
    are ``apart``, how many numbers of the unit stand ``beside`` them, whether the same became of those counted.
    """
    left, right = one.found, other.found
    fates = fate_of(left.quantity), fate_of(right.quantity)
    both = all(fates)
    return {
        "marked": log_odds(min(one.chance, other.chance)),
        "one matter": story.one_matter(left.place, right.place),
        "apart": _apart(left, right),
        "told": float(_tells(story, left.place.article, right) + _tells(story, right.place.article, left)),
        "date": float(left.quantity.unit in DATES),
        "places": abs(one.at - other.at),
        "beside": float(min(MOST_BESIDE, _n_beside(story, left) + _n_beside(story, right))),
        "one fate": float(both and fates[0] == fates[1]),
        "two fates": float(both and fates[0] != fates[1]),
        "a fate": float(bool(fates[0]) != bool(fates[1])),
        "always": 1.0,
    }


def _may_reach(story: AlignedStory, one: Candidate, other: Candidate, least: float) -> bool:
    """False where no other sign can lift two numbers to a chance of ``least``: what is quickly known of most pairs."""
    known = LINE["marked"] * log_odds(min(one.chance, other.chance)) + LINE["always"]
    known += LINE["one matter"] * story.one_matter(one.found.place, other.found.place)
    return known + LINE["one fate"] + LINE["a fate"] >= log_odds(least)


def may_be_rivals(story: AlignedStory, left: Found, right: Found) -> bool:
    """True unless the numbers are of two things or both right: a sum and its parts, a rate and an amount, what the
    other article gives, too, or too far from each other."""
    ours, theirs = numbers_at(story, left.place), numbers_at(story, right.place)
    if left.quantity.unit in ADDED and gap(left.quantity, right.quantity) > FARTHEST:
        return False
    return not (
        any(agree(one, right) for one in ours)
        or any(agree(left, one) for one in theirs)
        or add_up(story, left, right, ours, theirs)
        or is_a_part(story, left, right, theirs)
        or is_a_part(story, right, left, ours)
        or is_told_as_part(story, left) != is_told_as_part(story, right)
        or (left.quantity.unit is Unit.MONEY and is_rate(story, left) != is_rate(story, right))
        or are_of_two_things(story, left, right)
        or are_of_two_months(story, left, right)
        or are_counted_apart(left.quantity, right.quantity)
        or is_told_elsewhere(story, left, right)
        or _is_given(story, left.place.article, right.quantity)
        or _is_given(story, right.place.article, left.quantity)
    )


def _apart(left: Found, right: Found) -> float:
    ends = [one.quantity.low or one.quantity.high for one in (left, right)]
    if min(ends) <= 0.0:
        return MOST_APART
    return min(MOST_APART, abs(math.log(ends[0] / ends[1])))


def _tells(story: AlignedStory, article: str, wanted: Found) -> bool:
    """True where an article gives such a number anywhere, whatever of."""
    number = replace(wanted.quantity, span=Span(0, 0), context=frozenset())

    def look() -> bool:
        told = story.once(("numbers of", article), lambda: _numbers_in(story, article))
        return any(same_measure(one, number) and compatible(one, number) for one in told.get(number.unit, ()))

    return story.once(("gives", article, number), look)


def _is_given(story: AlignedStory, article: str, wanted: Quantity) -> bool:
    """True where an article gives that very number, one that is not small, in any sentence, of whatever noun."""
    told = story.once(("numbers of", article), lambda: _numbers_in(story, article)).get(wanted.unit, ())
    return wanted.low >= NOT_SMALL and any(
        (one.detail, one.low, one.high) == (wanted.detail, wanted.low, wanted.high) for one in told
    )


def _numbers_in(story: AlignedStory, article: str) -> dict[Unit, list[Quantity]]:
    """Return the numbers of an article by unit, those that mean the same once."""
    found: dict[Unit, dict[tuple[object, ...], Quantity]] = defaultdict(dict)
    for sentence in story.reading(article).sentences:
        for one in numbers_at(story, Place(article, sentence.index)):
            q = one.quantity
            found[q.unit].setdefault((q.detail, q.low, q.high, q.is_approximate, q.is_vague, q.is_round), q)
    return {unit: list(own.values()) for unit, own in found.items()}


def _n_beside(story: AlignedStory, own: Found) -> int:
    """Return how many other numbers of its unit a sentence has."""
    return sum(same_measure(one.quantity, own.quantity) for one in numbers_at(story, own.place)) - 1
