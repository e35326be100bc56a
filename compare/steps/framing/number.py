"""Counts, amounts, shares and dates that disagree about the same thing.

Numbers of a bead are matched one to one first, by unit, by what they count and by value, so that only what is left over
is set against each other. A number that the other outlet gives elsewhere in its article is no disagreement. Where a
translation lost or changed the number, the originals decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from math import inf

from compare.domain import Bead, FlagKind, Highlight, Kind, Place, Span
from compare.steps.fold import fold
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.pairs import (
    SURE,
    Contrast,
    Evidence,
    is_one_matter,
    join,
    name_all,
    near_pairs,
    passage_at,
    quoted,
)
from compare.steps.framing.words import words_of
from compare.steps.inflection import stem as inflected_stem
from compare.steps.number_words import number_words
from compare.steps.quantities import MONTHS_WITH_CAPITAL, find_quantities
from compare.steps.quantity import (
    EXACT_FROM,
    Quantity,
    Unit,
    adds_up,
    compatible,
    figures_of,
    same_measure,
    same_thing,
)
from compare.steps.summary import DOUBTFUL

# How often a reader agrees that two leftover numbers of a unit are a disagreement, when they share what they count
# (counts) or words around (all others). Read by hand on 417 gold beads of ECB+ and 3,000 of parallel news: all 11 pairs
# found did disagree as shown, too few to tell the units apart; those that sentences hold several of are kept lower.
BASE = {
    Unit.COUNT: 0.7,
    Unit.PERCENT: 0.65,
    Unit.POINTS: 0.65,
    Unit.MONEY: 0.65,
    Unit.MEASURE: 0.65,
    Unit.AGE: 0.5,
    Unit.DATE: 0.6,
    Unit.WEEKDAY: 0.5,
    Unit.TIME: 0.45,
    Unit.YEAR: 0.4,
}
SAME_STATE = 0.85  # two death tolls, two numbers of injured
VAGUE = 0.3  # dozens against 26: both can be right, and yet one tells less
OPEN = 0.75  # share of the weight kept for "at least 384" against "at least 420": both can still be right
# Whom outlets count by themselves, beside or among all others of one fate; by hand.
SOME_OF_THEM = {
    "en": """officer police policeman policemen gendarme constable trooper agent soldier troop guard firefighter
        journalist reporter child children minor baby infant pupil student nurse doctor terrorist militant gunman gunmen
        attacker assailant insurgent head cattle cow sheep goat horse camel animal""",
    "pt": """agente policiais policial polícia gendarme soldado militar militares bombeiro jornalista criança menor
        menores terrorista militante atirador atiradores agressor agressores insurgente gado animal animais""",
    "es": """agente policía gendarme soldado militar militares bombero periodista niño menor menores terrorista
        militante pistolero agresor agresores insurgente ganado animal animales""",
}
SOME_STEMS = frozenset(
    inflected_stem(fold(form), language) for language, forms in SOME_OF_THEM.items() for form in forms.split()
)
# What stands between a number and those of whom it counts some, by hand.
PARTITIVES = {
    "en": ("of the ", "of its ", "of those "),
    "pt": ("dos ", "das "),
    "es": ("de los ", "de las "),
    "fr": ("des ",),
    "de": ("der ",),
    "it": ("dei ", "degli ", "delle "),
    "nl": ("van de ",),
}
# By hand: a whole that two articles have by chance is smaller; words of "of the port's" between a part and its whole.
LEAST_WHOLE, OF_A_WHOLE = 20, 4
LEAST_MATTER = 0.5  # chance that two sentences tell one matter, even odds
OPEN_FACTOR = 5  # "at least 70" and "at least four" are of two things: outlets that count one thing come nearer
UNREADABLE = 0.7  # share of the weight kept across languages, where words around cannot be compared
MIN_SHARED = 2  # words around that two amounts must share; one word is shared by chance in any bead
MAX_QUANTITIES = 24  # of one side of a bead; more is a table, and pairing them would say nothing
MAX_TOLD = 40  # numbers of one unit and thing in an article; more are a table, and would cost their square
# Weight of numbers that long articles give in sentences which alignment does not surely take for the same: they are
# listed. Of 20 such in real articles readers found 1 to be of one thing, of 7 others all.
UNFACED = 0.49
# Of numbers that differ in one of ``EXACT_FROM`` figures or more; by hand: only one such stands in the 55 real
# stories of BASIL and NewsWCL50 (development halves), and it is one.
SLIP = 0.8
LARGE, NEARLY = 1000, 0.85  # of counts of one noun: 50,000 and 55,000 pages; by hand
SLIPPING = frozenset({Unit.COUNT, Unit.MONEY})
LOST_DOUBT, FLAGGED_DOUBT, TRANSLATED_DOUBT = 0.9, 0.5, 0.1
# Units that mean the same in any language, so that originals can be compared where there is no translation.
LANGUAGE_FREE = frozenset({Unit.PERCENT, Unit.POINTS, Unit.MONEY, Unit.DATE, Unit.WEEKDAY})


@dataclass(frozen=True, slots=True)
class Found:
    """A quantity and the sentence it stands in."""

    place: Place
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two numbers that cannot both be right, or of which one is vague."""

    left: Found
    right: Found
    weight: float
    doubt: float
    is_vague: bool


def find_numbers(story: AlignedStory) -> Iterable[Highlight]:
    """Return the numbers that disagree, on both sides; see ``Unit`` for what is kept apart. O(n) in the sentences.

    A number that translation may have changed is no ground against one that disagrees with a sure one, too.
    """
    return highlights_of(story, _disagreements(story))


def highlights_of(
    story: AlignedStory, disagreements: Iterable[Disagreement], further: Evidence = ()
) -> list[Highlight]:
    """Return the highlights of both sides of each disagreement; ``further`` evidence is added to each."""
    contrasts: list[Contrast] = []
    doubts: dict[tuple[object, object], float] = {}
    clear: set[object] = set()
    for found in disagreements:
        for own, other in ((found.left, found.right), (found.right, found.left)):
            passage, against = passage_at(own.place, own.quantity.span), passage_at(other.place, other.quantity.span)
            doubts[passage, against] = found.doubt
            if found.doubt < DOUBTFUL:
                clear.add(passage)
            contrasts.append(
                Contrast(
                    passage=passage,
                    against=against,
                    outlet=story.outlet(other.place.article),
                    words=other.quantity.span.of(story.shown(other.place)),
                    weight=found.weight if _is_of_one_thing(story, found) else min(found.weight, UNFACED),
                    evidence=(
                        *further,
                        ("unit", str(own.quantity.unit)),
                        ("value", _evident(own.quantity)),
                        ("other", _evident(other.quantity)),
                        ("vague", float(found.is_vague)),
                    ),
                )
            )
    found_by_article = [
        highlight
        for reading in story.readings
        for highlight in join(
            story,
            Kind.NUMBER,
            [
                contrast
                for contrast in contrasts
                if contrast.passage.article == reading.article.id
                and (contrast.passage not in clear or doubts[contrast.passage, contrast.against] < DOUBTFUL)
            ],
            partial(_say, reading.article.outlet),
        )
    ]
    return [
        replace(highlight, doubt=max(doubts[highlight.passage, passage] for passage in highlight.against))
        for highlight in found_by_article
    ]


def _is_of_one_thing(story: AlignedStory, found: Disagreement) -> bool:
    """True of two tolls, of numbers in sentences that alignment surely takes for the same, of one that differs in a
    figure or by little, and in short articles of any."""
    left, right = found.left, found.right
    is_toll = bool(left.quantity.states) and left.quantity.states == right.quantity.states
    return (
        is_toll
        or _is_slip(left.quantity, right.quantity)
        or _are_near(left.quantity, right.quantity)
        or not story.is_long
        or any(p.place == right.place and p.confidence >= SURE for p in story.partners(left.place))
    )


def _is_slip(left: Quantity, right: Quantity) -> bool:
    """True of two numbers given to so many figures that they are hardly of two things, which differ in one figure."""
    ours, theirs = figures_of(left.low), figures_of(right.low)
    is_exact = all(len(figures.strip("0")) >= EXACT_FROM for figures in (ours, theirs))
    return is_exact and len(ours) == len(theirs) and sum(a != b for a, b in zip(ours, theirs, strict=True)) == 1


def _are_near(left: Quantity, right: Quantity) -> bool:
    """True of two large counts of one noun that differ by so little that they are hardly of two things."""
    low, high = sorted((left.low, right.low))
    return left.unit is Unit.COUNT and bool(left.things & right.things) and low >= LARGE and low >= NEARLY * high


def some_of_them(forms: Iterable[str], language: str) -> frozenset[str]:
    """Return the stems of words for those whom outlets count by themselves, like police or children."""
    return frozenset(inflected_stem(fold(form), language) for form in forms) & SOME_STEMS


def _evident(quantity: Quantity) -> float:
    """Return the value as evidence shows it: the end that is given."""
    return quantity.low or quantity.high


def _say(outlet: str, text: str, contrasts: Sequence[Contrast]) -> str:
    both = f"{outlet} has {quoted(text)} where {name_all(contrasts)}"
    return f"{both}: vague against exact, both can be right." if dict(contrasts[0].evidence)["vague"] else f"{both}."


def _disagreements(story: AlignedStory) -> Iterator[Disagreement]:
    for comparison in story.comparisons:
        readable = story.language(comparison.left) == story.language(comparison.right)
        for bead in comparison.beads:
            ours = _of_sentences(story, comparison.left, bead.left)
            theirs = _of_sentences(story, comparison.right, bead.right)
            if ours and theirs and len(ours) <= MAX_QUANTITIES and len(theirs) <= MAX_QUANTITIES:
                yield from _in_bead(story, bead, ours, theirs, readable)
    seen: set[tuple[Place, Place]] = set()
    for found in _beside_beads(story):
        seen.add((found.left.place, found.right.place))
        yield found
    yield from (
        found
        for found in (*_tolls(story), *_slips(story), *_parts(story))
        if (found.left.place, found.right.place) not in seen
    )


# What is counted alike in both sentences says more of whether they speak of one thing than the bead does.
TRUST_OF_WORDS = 0.6
# Cosine of sentences anywhere in two articles of which each has one toll of a kind, so that hardly more is asked than
# that both are of the story, to any two sentences of which e5 gives 0.80. Of the sample stories' numbers .50 are found
# at .82, .62 at .80 and no more at .78; of those marked 1.0, .97 and .97 are right.
TOLL_CLOSENESS = 0.8
NEAR = 0.7  # share of the weight kept where no bead holds the two sentences


def _trust(bead: Bead) -> float:
    return TRUST_OF_WORDS + (1.0 - TRUST_OF_WORDS) * bead.confidence


def _beside_beads(story: AlignedStory) -> Iterator[Disagreement]:
    """Yield tolls that disagree in sentences near in meaning that no bead holds: dead, hurt, arrested, in any language.

    Only where each sentence has one number of that state, and neither article gives the other's.
    """
    for pair in near_pairs(story, across=True):
        if not is_one_matter(story, pair):
            continue
        ours = _of_sentences(story, pair.left.article, (pair.left.sentence,))
        theirs = _of_sentences(story, pair.right.article, (pair.right.sentence,))
        for left in ours:
            fate = fate_of(left.quantity)
            rivals = [one for one in theirs if fate and fate_of(one.quantity) == fate]
            twins = [one for one in ours if fate_of(one.quantity) == fate]
            if not fate or len(rivals) != 1 or len(twins) != 1:
                continue
            right = rivals[0]
            if _is_part(story, left) != _is_part(story, right) or are_of_two_months(story, left, right):
                continue
            if left.quantity.unit is not Unit.COUNT or right.quantity.unit is not Unit.COUNT:
                continue
            if compatible(left.quantity, right.quantity) or are_counted_apart(left.quantity, right.quantity):
                continue
            if is_told_elsewhere(story, left, right):
                continue
            doubt = doubt_of(story, left, right)
            if doubt is not None:
                yield Disagreement(left, right, SAME_STATE * NEAR, doubt, False)


def _tolls(story: AlignedStory) -> Iterator[Disagreement]:
    """Yield tolls that disagree wherever they stand, where each of two articles gives one number of that state only,
    or first the largest and in the same sentence, or as a part ("two of the wounded"), smaller ones.

    The one number of arrested that each has is of one event, if the articles are and the sentences are of one matter.
    """
    states = {reading.article.id: _states_of(story, reading.article.id) for reading in story.readings}
    for comparison in story.comparisons:
        if not story.is_one_event(comparison.left, comparison.right):
            continue
        beaded = {(i, j) for bead in comparison.beads for i in bead.left for j in bead.right}
        ours, theirs = states[comparison.left], states[comparison.right]
        for state in sorted(ours.keys() & theirs.keys(), key=sorted):
            left, right = _toll(story, ours[state]), _toll(story, theirs[state])
            if left is None or right is None:
                continue
            if (left.place.sentence, right.place.sentence) in beaded or compatible(left.quantity, right.quantity):
                continue
            if are_counted_apart(left.quantity, right.quantity):
                continue
            if are_of_two_months(story, left, right):
                continue
            closeness = story.closeness(left.place, comparison.right)
            if float(closeness[right.place.sentence]) < TOLL_CLOSENESS or is_told_elsewhere(story, left, right):
                continue
            if (doubt := doubt_of(story, left, right)) is not None:
                yield Disagreement(left, right, SAME_STATE * NEAR, doubt, False)


def _slips(story: AlignedStory) -> Iterator[Disagreement]:
    """Yield counts and amounts that two articles on one event give to so many figures that they are hardly of two
    things, and that differ in one figure: $5,587.75 and $5,687.75. Linear in the numbers."""
    patterns = {reading.article.id: _patterns_of(story, reading.article.id) for reading in story.readings}
    for comparison in story.comparisons:
        if not story.is_one_event(comparison.left, comparison.right):
            continue
        ours, theirs = patterns[comparison.left], patterns[comparison.right]
        for pattern in ours.keys() & theirs.keys():
            if any(len({one.quantity.low for one in found[pattern]}) != 1 for found in (ours, theirs)):
                continue
            left, right = ours[pattern][0], theirs[pattern][0]
            if not same_thing(left.quantity, right.quantity) or compatible(left.quantity, right.quantity):
                continue
            if is_told_elsewhere(story, left, right) or (doubt := doubt_of(story, left, right)) is None:
                continue
            yield Disagreement(left, right, SLIP, doubt, False)


def _parts(story: AlignedStory) -> Iterator[Disagreement]:
    """Yield how many of one whole two articles on one event count: 200 and 900 "of the 1,450 workers"."""
    parts = {reading.article.id: _parts_of(story, reading.article.id) for reading in story.readings}
    for comparison in story.comparisons:
        if not story.is_one_event(comparison.left, comparison.right):
            continue
        ours, theirs = parts[comparison.left], parts[comparison.right]
        for whole in ours.keys() & theirs.keys():
            if any(len({one.quantity.low for one in found[whole]}) != 1 for found in (ours, theirs)):
                continue
            left, right = ours[whole][0], theirs[whole][0]
            if compatible(left.quantity, right.quantity) or _gives(story, left, right) or _gives(story, right, left):
                continue
            is_read = story.beside_as_written(left.place) is not None
            if is_read and story.one_matter(left.place, right.place) < LEAST_MATTER:
                continue  # 26 of the 51 seats, and the women on five of them
            if (doubt := doubt_of(story, left, right)) is not None:
                yield Disagreement(left, right, BASE[Unit.COUNT], doubt, False)


def _parts_of(story: AlignedStory, article: str) -> dict[float, list[Found]]:
    """Return the counts of an article that are of a whole whose number stands behind them, by that."""
    found: dict[float, list[Found]] = defaultdict(list)
    language = story.language(article)
    of = number_words(language).of
    for sentence in story.reading(article).sentences:
        counts = [one for one in numbers_at(story, Place(article, sentence.index)) if one.quantity.unit is Unit.COUNT]
        for part, whole in pairwise(counts):
            between = words_of(sentence.shown[part.quantity.span.end : whole.quantity.span.start])
            is_of = 0 < len(between) <= OF_A_WHOLE and between[0].form in of
            is_whole = whole.quantity.low == whole.quantity.high >= LEAST_WHOLE
            if is_of and is_whole and part.quantity.low < whole.quantity.low:
                found[whole.quantity.low].append(part)
    return found


def _gives(story: AlignedStory, one: Found, other: Found) -> bool:
    """True where the article of ``one`` gives the very number of ``other`` too, whatever of."""
    article = one.place.article

    def look() -> frozenset[float]:
        found = _of_sentences(story, article, range(len(story.reading(article).sentences)))
        return frozenset(number.quantity.low for number in found if number.quantity.unit is Unit.COUNT)

    return other.quantity.low in story.once(("counts", article), look)


def _patterns_of(story: AlignedStory, article: str) -> dict[tuple[Unit, str, str], list[Found]]:
    """Return an article's exact numbers by unit, measure and their figures with each in turn left open."""
    found: dict[tuple[Unit, str, str], list[Found]] = defaultdict(list)
    for one in _of_sentences(story, article, range(len(story.reading(article).sentences))):
        quantity = one.quantity
        figures = figures_of(quantity.low)
        if quantity.unit not in SLIPPING or quantity.low != quantity.high or quantity.is_approximate:
            continue
        if len(figures.strip("0")) >= EXACT_FROM:
            for k in range(len(figures)):
                found[quantity.unit, quantity.detail, f"{figures[:k]}?{figures[k + 1 :]}"].append(one)
    return found


def _states_of(story: AlignedStory, article: str) -> dict[frozenset[str], list[Found]]:
    found: dict[frozenset[str], list[Found]] = defaultdict(list)
    for one in _of_sentences(story, article, range(len(story.reading(article).sentences))):
        if one.quantity.unit is Unit.COUNT and fate_of(one.quantity):
            found[fate_of(one.quantity)].append(one)
    return {fate: [one for one in own if not one.quantity.things & SOME_STEMS] or own for fate, own in found.items()}


def _toll(story: AlignedStory, found: Sequence[Found]) -> Found | None:
    """Return the number of all that an article has of one state, None where it is not known which one that is."""
    whole = [one for one in found if not _is_part(story, one)]
    if not whole:
        return None
    first, *others = whole
    is_of_all = all(one.place == first.place and one.quantity.high < first.quantity.low for one in others)
    return first if is_of_all else None


def are_of_two_months(story: AlignedStory, left: Found, right: Found) -> bool:
    """True where each sentence names a month, and none the same: the dead of March and those of the May crisis."""
    if left.quantity.unit is Unit.DATE:
        return False  # that is what differs
    ours, theirs = (_months_at(story, one.place) for one in (left, right))
    return bool(ours and theirs) and not ours & theirs


def _months_at(story: AlignedStory, place: Place) -> frozenset[int]:
    """Return the months that a sentence as shown names; in languages with capitals for them, "may" is none."""
    language = story.language(place.article)
    months = number_words(language).months
    return frozenset(
        months[fold(word.form)]
        for word in words_of(story.shown(place))
        if fold(word.form) in months and (word.is_capital or language not in MONTHS_WITH_CAPITAL)
    )


def _is_part(story: AlignedStory, one: Found) -> bool:
    """True of "two of the wounded": a number of some of those that are counted elsewhere. "26 of them were arrested"
    are all who were."""
    language = story.language(one.place.article)
    rest = story.shown(one.place)[one.quantity.span.end :].lstrip().casefold()
    opener = next((opener for opener in PARTITIVES.get(language, ()) if rest.startswith(opener)), None)
    if opener is None:
        return False
    noun = next(iter(words_of(rest[len(opener) :])), None)
    table = number_words(language)
    return noun is not None and (fold(noun.form) in table.states or fold(noun.form) in table.matters)


Told = Mapping[tuple[Unit, str], Sequence[Quantity]]
"""The numbers of an article by unit and by what they count, each once."""


def _told_in(story: AlignedStory, article: str) -> Told:
    """Return the numbers of an article: worked out once a story."""
    return story.once(("numbers told", article), lambda: _told_by(story, article))


def _told_by(story: AlignedStory, article: str) -> Told:
    told: dict[tuple[Unit, str], dict[Quantity, None]] = defaultdict(dict)
    for sentence in story.reading(article).sentences:
        for quantity in _quantities(story, Place(article, sentence.index)):
            plain = replace(quantity, span=Span(0, 0), context=frozenset())
            for key in _keys(quantity):
                told[quantity.unit, key][plain] = None
    return {key: list(found)[:MAX_TOLD] for key, found in told.items()}


def _keys(quantity: Quantity) -> Iterable[str]:
    return (fate_of(quantity) | quantity.things) if quantity.unit is Unit.COUNT else ("",)


def _of_sentences(story: AlignedStory, article: str, sentences: Sequence[int]) -> list[Found]:
    return [one for k in sentences for one in numbers_at(story, Place(article, k))]


def numbers_at(story: AlignedStory, place: Place) -> list[Found]:
    """Return the numbers of a sentence as shown."""
    return [Found(place, one) for one in _quantities(story, place)]


def _quantities(story: AlignedStory, place: Place) -> list[Quantity]:
    """Return the quantities of a sentence as shown; what they count for is the original's where engines lose it."""
    found = list(find_quantities(story.shown(place), story.language(place.article)))
    reading = story.reading(place.article)
    if not reading.is_translated or all(map(fate_of, found)):
        return found
    written = {q.low: q for q in find_quantities(story.sentence(place).text, reading.language) if fate_of(q)}
    return [
        replace(one, states=same.states, matters=same.matters)
        if not fate_of(one) and (same := written.get(one.low)) and same.unit is one.unit
        else one
        for one in found
    ]


def _in_bead(
    story: AlignedStory, bead: Bead, ours: list[Found], theirs: list[Found], readable: bool
) -> Iterator[Disagreement]:
    ours_left, theirs_left, vague = _unmatched(ours, theirs)
    for left, right in vague:
        doubt = doubt_of(story, left, right)
        if readable and doubt is not None and _counts_alike(left.quantity, right.quantity):
            yield Disagreement(left, right, VAGUE * bead.confidence, doubt, True)
    pairs = sorted(
        (
            (_nearness(a.quantity, b.quantity), -i, -j)
            for i, a in enumerate(ours_left)
            for j, b in enumerate(theirs_left)
        ),
        reverse=True,
    )
    used: set[tuple[str, int]] = set()
    for _, i, j in pairs:
        left, right = ours_left[-i], theirs_left[-j]
        if ("left", i) in used or ("right", j) in used or _is_part(story, left) != _is_part(story, right):
            continue
        weight = _weight(left.quantity, right.quantity, ours_left, theirs_left, readable)
        if weight <= 0.0 or is_told_elsewhere(story, left, right):
            continue
        if add_up(story, left, right, ours, theirs):
            continue
        doubt = doubt_of(story, left, right)
        used |= {("left", i), ("right", j)}
        if doubt is not None:
            yield Disagreement(left, right, weight * _trust(bead), doubt, False)


def add_up(story: AlignedStory, left: Found, right: Found, ours: Sequence[Found], theirs: Sequence[Found]) -> bool:
    """True where a number is what two of the other's side make: 41 against "one dead and 40 rescued", six against "the
    colonel and five of his men"."""
    if adds_up(left.quantity, right.quantity, [a.quantity for a in ours], [b.quantity for b in theirs]):
        return True
    return _is_one_more(story, left, right, ours) or _is_one_more(story, right, left, theirs)


def _is_one_more(story: AlignedStory, less: Found, more: Found, beside: Sequence[Found]) -> bool:
    if less.quantity.low != less.quantity.high or less.quantity.low + 1 != more.quantity.low:
        return False
    start = less.quantity.span.start
    words = words_of(story.shown(less.place)[:start])
    joiner = number_words(story.language(less.place.article)).joiner
    is_first = not any(
        one.place == less.place and one.quantity.unit is Unit.COUNT and one.quantity.span.end <= start for one in beside
    )
    return bool(words) and bool(joiner) and words[-1].form == joiner and is_first


def _unmatched(ours: list[Found], theirs: list[Found]) -> tuple[list[Found], list[Found], list[tuple[Found, Found]]]:
    """Match numbers that agree one to one, the likest first; return the rest of both and the vague-to-exact matches."""
    pairs = sorted(
        (
            (_likeness(a.quantity, b.quantity), -i, -j)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
            if _agree(a.quantity, b.quantity)
        ),
        reverse=True,
    )
    left_used: set[int] = set()
    right_used: set[int] = set()
    vague: list[tuple[Found, Found]] = []
    for _, i, j in pairs:
        if -i in left_used or -j in right_used:
            continue
        left_used.add(-i)
        right_used.add(-j)
        if ours[-i].quantity.is_vague != theirs[-j].quantity.is_vague:
            vague.append((ours[-i], theirs[-j]))
    # One that repeats a value already matched says nothing new either.
    rest_left = [
        a for i, a in enumerate(ours) if i not in left_used and not any(_agree(a.quantity, b.quantity) for b in theirs)
    ]
    rest_right = [
        b for j, b in enumerate(theirs) if j not in right_used and not any(_agree(a.quantity, b.quantity) for a in ours)
    ]
    return rest_left, rest_right, vague


def _agree(left: Quantity, right: Quantity) -> bool:
    """True when the two can be one and the same number: compatible ones of one thing, or the same value in any unit."""
    if same_measure(left, right) and compatible(left, right) and _is_same_thing(left, right):
        return True
    ours, theirs = fate_of(left), fate_of(right)
    if ours and theirs and ours != theirs:
        return False
    return _same_value(left, right) and Unit.DATE not in (left.unit, right.unit)


def _likeness(left: Quantity, right: Quantity) -> float:
    """Rank matches: the same unit, thing and value first, then words around."""
    same = 4.0 * same_measure(left, right) + 2.0 * _counts_alike(left, right)
    exact = 1.0 * (left.low == right.low and left.high == right.high)
    return same + exact + 0.1 * len(left.context & right.context)


def _nearness(left: Quantity, right: Quantity) -> float:
    """Rank leftovers: the same unit and state, then things, then words around."""
    states = bool(fate_of(left)) and fate_of(left) == fate_of(right)
    return (
        8.0 * same_measure(left, right)
        + 4.0 * states
        + 2.0 * bool(left.things & right.things)
        + 0.1 * len(left.context & right.context)
    )


def _counts_alike(left: Quantity, right: Quantity) -> bool:
    return left.unit is Unit.COUNT and right.unit is Unit.COUNT and _is_same_thing(left, right)


def fate_of(quantity: Quantity) -> frozenset[str]:
    """Return what became of those counted, or else what they are counted for."""
    return quantity.states or quantity.matters


def _is_same_thing(left: Quantity, right: Quantity) -> bool:
    """True when two counts are of one noun, or of people of one fate; other units name their thing themselves."""
    ours, theirs = fate_of(left), fate_of(right)
    if left.unit is Unit.COUNT and right.unit is Unit.COUNT and ours and theirs:
        return ours == theirs
    return same_thing(left, right)


def _weight(left: Quantity, right: Quantity, ours: list[Found], theirs: list[Found], readable: bool) -> float:
    """Return how often a reader would call this a disagreement, in [0, 1]; 0 where it is none."""
    if not same_measure(left, right) or left.unit not in BASE or compatible(left, right):
        return 0.0
    shared = len(left.context & right.context)
    share = OPEN if left.high == right.high == inf else 1.0
    if are_counted_apart(left, right):
        return 0.0
    if left.unit is Unit.COUNT:
        ours_fate, theirs_fate = fate_of(left), fate_of(right)
        if ours_fate and ours_fate == theirs_fate:
            return share * (SAME_STATE if readable else SAME_STATE * UNREADABLE)
        if not readable or not same_thing(left, right) or left.states != right.states:
            return 0.0
        return share * BASE[Unit.COUNT] if shared >= MIN_SHARED else 0.0
    alone = all(sum(found.quantity.unit is left.unit for found in side) == 1 for side in (ours, theirs))
    if not readable:
        return BASE[left.unit] * UNREADABLE if alone and left.unit in LANGUAGE_FREE else 0.0
    if shared < MIN_SHARED or not alone:
        return 0.0
    return share * BASE[left.unit]


def are_counted_apart(left: Quantity, right: Quantity) -> bool:
    """True for two lower bounds so far apart that they count two things, and for "three officers", "20 people"."""
    apart = left.things and right.things and not left.things & right.things
    if apart and (left.things | right.things) & SOME_STEMS:
        return True
    is_open = left.high == right.high == inf
    return is_open and max(left.low, right.low) >= OPEN_FACTOR * min(left.low, right.low)


def is_told_elsewhere(story: AlignedStory, left: Found, right: Found) -> bool:
    """True when either article gives the other's number for such a thing in any of its sentences; of a vague one
    ("tens of thousands") that fits its own as well that is not said."""
    for one, other in ((left, right), (right, left)):
        article, wanted = one.place.article, other.quantity
        told = _told_in(story, article)
        for key in _keys(wanted):
            for quantity in told.get((wanted.unit, key), ()):
                same = same_measure(quantity, wanted) and _is_same_thing(quantity, wanted)
                fits_both = quantity.is_vague and compatible(quantity, one.quantity)
                if same and compatible(quantity, wanted) and not fits_both:
                    return True
    return False


def doubt_of(story: AlignedStory, left: Found, right: Found) -> float | None:
    """Return the chance that translation made the difference; None where the originals agree, so that it did."""
    doubt = 0.0
    for own, other in ((left, right), (right, left)):
        reading = story.reading(own.place.article)
        if not reading.is_translated:
            continue
        sentence = story.sentence(own.place)
        originals = find_quantities(sentence.text, reading.language)
        survived = any(_same_value(own.quantity, original) for original in originals)
        is_flagged = any(flag.kind is FlagKind.NUMBER for flag in sentence.flags)
        if not survived or is_flagged:
            if any(_same_value(other.quantity, original) for original in originals):
                return None
            doubt = max(doubt, LOST_DOUBT if not survived else FLAGGED_DOUBT)
        doubt = max(doubt, TRANSLATED_DOUBT)
    return doubt


def _same_value(left: Quantity, right: Quantity) -> bool:
    return left.low == right.low and left.high == right.high
