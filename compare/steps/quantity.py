"""A number with its unit, and when two of them cannot both be right. Knows nothing of how languages write numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from math import floor, inf, log10

from compare.domain import Span

# Two statements of one fact may round: a value is the same when the other is it, rounded to two figures or more, or
# when they differ by at most this share; "about" allows more. Set on the golden cases; 1,234 and "about 1,200" agree.
SAME_SHARE, ABOUT_SHARE = 0.02, 0.1
# "More than 20" fits 30 but not 200: writers take the nearest round number below.
OPEN_FACTOR = 1.6
ROUNDED_FROM = 100  # whoever counts to less than a hundred names the number itself
EXACT_FROM = 4  # figures: of two numbers that are given to as many neither is the other rounded ($5,587.75, $5,687.75)
SLACK = 1e-9  # of what floating point loses


class Unit(StrEnum):
    """What kind of thing a number is; numbers of two kinds are never compared."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"
    MEASURE = "measure"
    AGE = "age"
    DATE = "date"
    WEEKDAY = "weekday"
    YEAR = "year"
    TIME = "time"
    ORDINAL = "ordinal"
    SCORE = "score"
    LABEL = "label"


ADDED = frozenset({Unit.COUNT, Unit.MONEY, Unit.MEASURE, Unit.PERCENT})  # of which there are sums


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, at ``span`` of the sentence; ``low`` and ``high`` are equal for an exact one.

    "More than 20" has ``high`` infinite, "up to 20" has ``low`` 0; dozens are 24 to 99. A ``DATE`` is worth month * 100
    + day, a ``TIME`` minutes after midnight, a ``WEEKDAY`` 1 (Monday) to 7. ``detail`` is the currency, the measure, or
    for dates the year. ``things`` are stems of the nouns counted, ``states`` what became of those counted (dead, hurt),
    ``matters`` what else they are counted for (a crowd, jobs), where nothing became of them, ``context`` stems of the
    words around. ``is_vague`` marks dozens, thousands and the like, ``is_round`` a dozen, half a million and what else
    is also said of what is near it.
    """

    span: Span
    low: float
    high: float
    unit: Unit
    detail: str = ""
    is_approximate: bool = False
    is_vague: bool = False
    is_word: bool = False
    is_round: bool = False
    things: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()


def disagree(left: Quantity, right: Quantity) -> bool:
    """True when both give the same kind of thing the same unit, count the same, and cannot both be right.

    Counts must share a noun, or both be of people, and not be of people in different states (dead, hurt). Rounding is
    no disagreement. Symmetric.
    """
    return same_measure(left, right) and same_thing(left, right) and not compatible(left, right)


def same_measure(left: Quantity, right: Quantity) -> bool:
    """True when the two numbers have one unit: kind, currency, measure, form of date."""
    if left.unit is not right.unit or left.unit is Unit.LABEL:
        return False
    return left.unit is Unit.DATE or left.detail == right.detail


def same_thing(left: Quantity, right: Quantity) -> bool:
    """True when two counts are of one noun or state; other units name their thing themselves."""
    if left.unit is not Unit.COUNT or right.unit is not Unit.COUNT:
        return True
    if left.states and right.states:
        return left.states == right.states
    return bool(left.things & right.things)


def compatible(left: Quantity, right: Quantity) -> bool:
    """True when both can be right: equal, one inside the bounds of the other, or one the other rounded. Symmetric."""
    if left.unit is Unit.DATE and right.unit is Unit.DATE:
        return _same_date(left, right)
    if left.unit is Unit.TIME:
        return left.low % 720 == right.low % 720
    if left.unit in (Unit.WEEKDAY, Unit.YEAR, Unit.ORDINAL, Unit.SCORE, Unit.LABEL, Unit.AGE):
        return left.low <= right.high and right.low <= left.high
    if left.high == right.high == inf:  # two that say "at least" each name the number they know
        low, high = sorted((left.low, right.low))
        if low >= ROUNDED_FROM and low == _rounded_down(high):
            return True  # "over a hundred", "at least 125"
        return _is_nearly(low, high)
    if _is_cap(left) and _is_cap(right):  # and "up to"
        return _is_nearly(*sorted((left.high, right.high)))
    low_left, high_left = _bounds(left)
    low_right, high_right = _bounds(right)
    return (low_left <= high_right and low_right <= high_left) or _is_rounding(left, right)


def _is_cap(quantity: Quantity) -> bool:
    return quantity.low == 0.0 < quantity.high < inf and not quantity.is_vague


def _is_nearly(low: float, high: float) -> bool:
    return high - low <= max(1.0, SAME_SHARE * high) or _rounds_to(high, low) or _rounds_to(low, high)


def adds_up(left: Quantity, right: Quantity, ours: Iterable[Quantity], theirs: Iterable[Quantity]) -> bool:
    """True where one number is the sum or the difference of the other and a third that stands beside that one.

    ``ours`` and ``theirs`` are the numbers of the two sentences: "one dead and 40 rescued" against 41.
    """
    return _makes(left, right, theirs) or _makes(right, left, ours)


def _makes(whole: Quantity, part: Quantity, beside: Iterable[Quantity]) -> bool:
    if whole.unit not in ADDED or part.unit is not whole.unit or part.low != part.high or part.is_vague:
        return False
    return any(
        third is not part
        and third.unit is part.unit
        and third.low == third.high
        and not third.is_vague
        and _may_be_added(whole, part, third)
        and any(
            compatible(whole, replace(part, low=v, high=v)) for v in (part.low + third.low, abs(part.low - third.low))
        )
        for third in beside
    )


def _may_be_added(whole: Quantity, part: Quantity, third: Quantity) -> bool:
    """True unless the third counts something else than the two do alike."""
    fate, further = whole.states or whole.matters, third.states or third.matters
    if fate and further and fate != further:
        return False
    alike = whole.things & part.things
    return not alike or "people" in alike or not third.things or bool(third.things & alike)


def _rounded_down(value: float) -> float:
    """Return a value from 1 on, cut to its first figure."""
    power = 10 ** floor(log10(value))
    return float(value // power * power)


def _same_date(left: Quantity, right: Quantity) -> bool:
    if left.detail == "day" or right.detail == "day":
        days = [range(int(q.low) % 100, int(q.high) % 100 + 1) for q in (left, right)]
        return bool(set(days[0]) & set(days[1]))
    if left.detail and right.detail and left.detail != right.detail:
        return False
    return left.low <= right.high and right.low <= left.high


def _bounds(quantity: Quantity) -> tuple[float, float]:
    """Return what a writer may have had before him: an open end closed, "about" widened."""
    low, high = quantity.low, quantity.high
    if high == inf:
        high = low * OPEN_FACTOR
    elif low == 0.0 and high > 0.0:
        low = high / OPEN_FACTOR
    share = ABOUT_SHARE if quantity.is_approximate or quantity.is_round else 0.0
    return low * (1 - share - SLACK), high * (1 + share + SLACK)


def _is_rounding(left: Quantity, right: Quantity) -> bool:
    if left.low != left.high or right.low != right.high:
        return False
    a, b = sorted((abs(left.low), abs(right.low)))
    if b == 0:
        return True
    is_exact = all(len(figures_of(value).strip("0")) >= EXACT_FROM for value in (a, b))
    if b >= 100 and (b - a) / b <= SAME_SHARE and not is_exact:
        return True
    return any(_rounds_to(x, y) for x, y in ((a, b), (b, a)))


def figures_of(value: float) -> str:
    """Return the figures of a number to its hundredths; without the noughts at their ends they say how exact it is."""
    return f"{value:.2f}".replace(".", "")


def _rounds_to(value: float, rounded: float) -> bool:
    """True when ``rounded`` is ``value`` to two significant figures or more, or to the whole number."""
    for figures in (2, 3):
        text = f"{value:.{figures - 1}e}"
        if float(text) == rounded and value != rounded:
            return True
    return value != int(value) and round(value) == rounded and value >= 10
