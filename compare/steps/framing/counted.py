"""Whether numbers in sentences of two outlets, read beside each other, are of one thing and cannot both be right.

Sentences that were found beside each other tell of one matter, not of one number: what is counted must be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.number import MAX_QUANTITIES, Found, add_up, is_told_elsewhere, some_of_them
from compare.steps.framing.number import OPEN_FACTOR as FARTHEST
from compare.steps.framing.pairs import content_stems
from compare.steps.framing.words import words_of
from compare.steps.number_words import PEOPLE, number_words
from compare.steps.quantities import find_quantities
from compare.steps.quantity import ADDED, OPEN_FACTOR, Quantity, Unit, compatible, same_measure
from compare.steps.vocabulary import PERSON, Vocabulary

# All by hand, on events that tell one thing in several outlets' words.
NEAR_NOUNS = 0.78  # nearness of senses from which two nouns stand for one thing: mine and device, not country and party
SHARED_STEMS = 2  # words that two sentences share, for an amount of both to be of one thing
# Counts this large and this near each other are hardly of two things in two sentences that tell of one matter.
LARGE, LARGE_FACTOR = 20.0, 1.6
NOT_SMALL = 10.0  # from here on two equal numbers in one story are hardly of two things
SURELY_FARTHEST = 20.0  # of a crowd a rally's friends may count many times what its foes do
THOSE = ("people",)  # whom a number without a noun counts where it says what became of them
MAX_NOUNS = 4  # words behind a number that may name what it counts
REACH = 80  # characters behind a number in which they stand
PAUSE = re.compile(r"[^\w\s'’-]")
RATE = re.compile(r"\b(?:each|every|per|a|cada|por|par|chaque|pro|jede[rsn]?)\s+(?:\w+\s)?$")
PART = re.compile(
    r"\b(?:(?:of|among|amongst) (?:them|these|those|whom|which)|including|d[oa]s quais|entre el[ea]s|incluindo"
    r"|de l[oa]s cuales|entre ell[oa]s|incluidos)\s+$",
    re.IGNORECASE,
)


def numbers_of(story: AlignedStory, place: Place) -> list[Found]:
    """Return the numbers of a sentence as shown."""
    return [Found(place, q) for q in find_quantities(story.shown(place), story.language(place.article))]


def agree(left: Found, right: Found) -> bool:
    """True for two numbers of one unit that can both be right, bounds among them ("at least 125", "over a hundred")."""
    return same_measure(left.quantity, right.quantity) and _can_both_be_right(left.quantity, right.quantity)


def _can_both_be_right(left: Quantity, right: Quantity) -> bool:
    if left.high == right.high == inf and max(left.low, right.low) <= OPEN_FACTOR * min(left.low, right.low):
        return True
    return compatible(left, right)


def rivals(story: AlignedStory, own: Found, place: Place, pointed_at: Sequence[Quantity]) -> list[Found]:
    """Return the numbers of the sentence at ``place`` that are of one thing with ``own`` and cannot be right beside it.

    What agrees with another number of our sentence is that number's, and what makes ours with another is none; nor is
    what either article gives elsewhere.
    ``pointed_at`` are those at which the network looks from ours.
    """
    ours, theirs = numbers_of(story, own.place), numbers_of(story, place)
    if max(len(ours), len(theirs)) > MAX_QUANTITIES:
        return []
    return [
        other
        for other in theirs
        if same_measure(own.quantity, other.quantity)
        and not _can_both_be_right(own.quantity, other.quantity)
        and (own.quantity.unit not in ADDED or _gap(own.quantity, other.quantity) <= _farthest(story, own, other))
        and are_of_one_thing(story, own, other, is_pointed_at=other.quantity in pointed_at)
        and not any(agree(one, other) and are_of_one_thing(story, one, other) for one in ours if one != own)
        and not add_up(story, own, other, ours, theirs)
        and not _is_a_part(story, own, other, theirs)
        and not _is_a_part(story, other, own, ours)
        and _is_told_as_part(story, own) == _is_told_as_part(story, other)
        and not is_told_elsewhere(story, own, other)
        and not _is_given(story, own.place.article, other.quantity)
        and not _is_given(story, other.place.article, own.quantity)
    ]


def _is_given(story: AlignedStory, article: str, quantity: Quantity) -> bool:
    """True where an article gives that very number, one that is not small, in any sentence, of whatever noun."""
    values = story.once(("values", article), lambda: _values(story, article))
    return quantity.low >= NOT_SMALL and (quantity.unit, quantity.detail, quantity.low, quantity.high) in values


def _values(story: AlignedStory, article: str) -> frozenset[tuple[Unit, str, float, float]]:
    places = (Place(article, sentence.index) for sentence in story.reading(article).sentences)
    found = (one.quantity for place in places for one in numbers_of(story, place))
    return frozenset((q.unit, q.detail, q.low, q.high) for q in found)


def _farthest(story: AlignedStory, own: Found, other: Found) -> float:
    """Return how many times one number may be the other: more where both name one noun, or one fate or crowd."""
    is_named = _share_head(nouns_of(story, own), nouns_of(story, other)) or _fate(own) == _fate(other) != frozenset()
    return SURELY_FARTHEST if is_named else FARTHEST


def _gap(left: Quantity, right: Quantity) -> float:
    """Return how many times the higher number is the lower one, at their nearest ends."""
    low, high = sorted((left, right), key=lambda q: (q.low or q.high, q.high))
    least = low.high if low.high < inf else low.low
    return (high.low or high.high) / least if least else inf


def _is_a_part(story: AlignedStory, whole: Found, part: Found, beside: Iterable[Found]) -> bool:
    """True where ``part`` is one of two smaller counts of its sentence: "three miners and two rescuers" against six."""
    high, own = whole.quantity.low, part.quantity
    if whole.quantity.unit is not Unit.COUNT or own.low >= high:
        return False
    is_told_alike = _fate(part) == _fate(whole) != frozenset()
    for one in beside:
        other = one.quantity
        if one == part or other.unit is not Unit.COUNT or other.high >= high or own.low + other.low > high:
            continue
        fates = _fate(part) | _fate(one)
        if len(fates) < 2 and _are_joined(story, part.place, *sorted((own.span, other.span))):
            return True
        if _fate(one) & _fate(whole) and not is_told_alike:
            return True
    return False


def _are_joined(story: AlignedStory, place: Place, first: Span, second: Span) -> bool:
    """True for "three miners and two"."""
    between = story.shown(place)[first.end : second.start]
    words = words_of(between)
    joiner = number_words(story.language(place.article)).joiner
    return 0 < len(words) <= MAX_NOUNS and words[-1].form == joiner != "" and not PAUSE.search(between)


def _is_told_as_part(story: AlignedStory, found: Found) -> bool:
    """True for what stands behind "of whom", "among them"."""
    return bool(
        PART.search(story.shown(found.place)[max(0, found.quantity.span.start - 20) : found.quantity.span.start])
    )


def _fate(counted: Found) -> frozenset[str]:
    return counted.quantity.states or counted.quantity.matters


def are_of_one_thing(story: AlignedStory, own: Found, other: Found, *, is_pointed_at: bool = False) -> bool:
    """True where two numbers of one unit seem to be of one thing.

    Counts share a noun, or one near in sense, or what became of those counted, or are of people and none of those whom
    outlets count by themselves. Where one has no noun, and for all other units, both stand under alike words.
    """
    left, right = own.quantity, other.quantity
    if left.unit is not Unit.COUNT:
        return _are_amounts_alike(story, own, other, is_pointed_at)
    fates = [_fate(own), _fate(other)]
    if all(fates) and fates[0] != fates[1]:
        return False
    ours, theirs = (nouns_of(story, one) or (THOSE if one.quantity.states else ()) for one in (own, other))
    if _share_head(ours, theirs):
        return True
    language = story.language(own.place.article)
    vocabulary = story.lists.vocabularies.get(language, Vocabulary())
    if any(vocabulary.nearness(one, two) >= NEAR_NOUNS for one in ours for two in theirs):
        return True
    if some_of_them(ours, language) or some_of_them(theirs, language):
        return False
    if all(fates):
        return True
    is_near = min(left.low or left.high, right.low or right.high) >= LARGE and _gap(left, right) <= LARGE_FACTOR
    if ours and theirs:
        if all(_is_of_people(nouns[-1], vocabulary, language) for nouns in (ours, theirs)):
            return True  # by what they are: "terror camps" and "Indian warplanes" are no people
        is_known = all(any(vocabulary.senses(noun) for noun in nouns) for nouns in (ours, theirs))
        return is_near and not is_known
    is_bare = not ours and not theirs and left.is_vague and right.is_vague  # "thousands stood", "hundreds came"
    return (
        is_near or is_bare or bool(left.context & right.context) or (is_pointed_at and _share_words(story, own, other))
    )


def _are_amounts_alike(story: AlignedStory, own: Found, other: Found, is_pointed_at: bool) -> bool:
    if own.quantity.unit is Unit.MONEY and _is_rate(story, own) != _is_rate(story, other):
        return False
    if own.quantity.unit in (Unit.MEASURE, Unit.PERCENT) and not is_pointed_at:
        return len(own.quantity.context & other.quantity.context) >= SHARED_STEMS
    return _share_words(story, own, other)


def _share_words(story: AlignedStory, own: Found, other: Found) -> bool:
    function = story.lists.of(story.language(own.place.article)).function
    ours, theirs = (content_stems(story.shown(one.place), function) for one in (own, other))
    return len(ours & theirs) >= SHARED_STEMS


def _is_rate(story: AlignedStory, counted: Found) -> bool:
    """True where a sentence tells an amount by the month, the head and so on."""
    text = story.shown(counted.place)
    measures = number_words(story.language(counted.place.article)).measures
    return any(
        word.form in measures and RATE.search(text[max(0, word.span.start - 20) : word.span.start].lower())
        for word in words_of(text)
    )


def _is_of_people(noun: str, vocabulary: Vocabulary, language: str) -> bool:
    return noun in PEOPLE or noun in number_words(language).states or vocabulary.may_be(noun, PERSON)


def _share_head(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """True where what one counts is a noun of the other: "soldiers", "Indian soldiers"."""
    return bool(ours and theirs) and (ours[-1] in theirs or theirs[-1] in ours)


def nouns_of(story: AlignedStory, counted: Found) -> tuple[str, ...]:
    """Return the nouns that a count is of, in the singular where the language's words are known; what it counts last,
    wherever the language puts that."""
    language = story.language(counted.place.article)
    vocabulary = story.lists.vocabularies.get(language, Vocabulary())
    behind = story.shown(counted.place)[counted.quantity.span.end :][:REACH]
    pause = PAUSE.search(behind)
    behind = behind[: pause.start()] if pause else behind
    words = words_of(behind)[: MAX_NOUNS + 2]
    function, of = story.lists.of(language).function, number_words(language).of
    k = 0
    if words and words[0].form in of:
        k = 1
        while k < len(words) and words[k].form in function:  # 180 of his men
            k += 1
    nouns: list[str] = []
    before = ""
    for word in words[k : k + MAX_NOUNS]:
        form = word.form
        if form in function or not form[0].isalpha() or (word.is_capital and before[:1] == "E"):
            break  # thousands filled Liberty Square
        lemma = vocabulary.noun_lemma(form)
        before = tags = vocabulary.tags.get(form, "N" if lemma in vocabulary.nouns else "")
        if tags[:1] in ("D", "V", "R") or (not tags and vocabulary.tags and vocabulary.verb_lemma(form) != form):
            break
        if not tags or "N" in tags:
            nouns.append(lemma)
    return tuple(reversed(nouns) if story.lists.of(language).nouns_first else nouns)
