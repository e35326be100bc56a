"""What the numbers of a sentence are of, and which two are surely of two things, or both right.

Sentences that tell of one matter need not tell of one number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import inf

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.number import Found, fate_of
from compare.steps.framing.words import words_of
from compare.steps.number_words import PEOPLE, number_words
from compare.steps.quantity import OPEN_FACTOR, Quantity, Unit, compatible, same_measure
from compare.steps.vocabulary import PERSON, Vocabulary

# All by hand, on events that tell one thing in several outlets' words.
NEAR_NOUNS = 0.78  # nearness of senses from which two nouns stand for one thing: mine and device, not country and party
MAX_NOUNS = 4  # words behind a number that may name what it counts
REACH = 80  # characters behind a number in which they stand
PAUSE = re.compile(r"[^\w\s'’-]")
RATE = re.compile(r"\b(?:each|every|per|a|cada|por|par|chaque|pro|jede[rsn]?)\s+(?:\w+\s)?$")
PART = re.compile(
    r"\b(?:(?:of|among|amongst) (?:them|these|those|whom|which)|including|d[oa]s quais|entre el[ea]s|incluindo"
    r"|de l[oa]s cuales|entre ell[oa]s|incluidos)\s+$",
    re.IGNORECASE,
)


def agree(left: Found, right: Found) -> bool:
    """True for two numbers of one unit that can both be right, bounds among them ("at least 125", "over a hundred")."""
    return same_measure(left.quantity, right.quantity) and _can_both_be_right(left.quantity, right.quantity)


def _can_both_be_right(left: Quantity, right: Quantity) -> bool:
    if left.high == right.high == inf and max(left.low, right.low) <= OPEN_FACTOR * min(left.low, right.low):
        return True
    return compatible(left, right)


def gap(left: Quantity, right: Quantity) -> float:
    """Return how many times the higher number is the lower one, at their nearest ends."""
    low, high = sorted((left, right), key=lambda q: (q.low or q.high, q.high))
    least = low.high if low.high < inf else low.low
    return (high.low or high.high) / least if least else inf


def is_a_part(story: AlignedStory, whole: Found, part: Found, beside: Iterable[Found]) -> bool:
    """True where ``part`` is one of two smaller counts of its sentence: "three miners and two rescuers" against six."""
    high, own = whole.quantity.low, part.quantity
    if whole.quantity.unit is not Unit.COUNT or own.low >= high:
        return False
    is_told_alike = fate_of(part.quantity) == fate_of(whole.quantity) != frozenset()
    for one in beside:
        other = one.quantity
        if one == part or other.unit is not Unit.COUNT or other.high >= high or own.low + other.low > high:
            continue
        fates = fate_of(own) | fate_of(other)
        if len(fates) < 2 and _are_joined(story, part.place, *sorted((own.span, other.span))):
            return True
        if fate_of(other) & fate_of(whole.quantity) and not is_told_alike:
            return True
    return False


def _are_joined(story: AlignedStory, place: Place, first: Span, second: Span) -> bool:
    """True for "three miners and two"."""
    between = story.shown(place)[first.end : second.start]
    words = words_of(between)
    joiner = number_words(story.language(place.article)).joiner
    return 0 < len(words) <= MAX_NOUNS and words[-1].form == joiner != "" and not PAUSE.search(between)


def is_told_as_part(story: AlignedStory, found: Found) -> bool:
    """True for what stands behind "of whom", "among them"."""
    return bool(
        PART.search(story.shown(found.place)[max(0, found.quantity.span.start - 20) : found.quantity.span.start])
    )


def are_of_two_things(story: AlignedStory, left: Found, right: Found) -> bool:
    """True for counts of two things of unlike sense, neither of people: six planes, nine camps; and for such a thing
    and the dead or hurt. What stands against people may be what they carry, or lost: 200 hats, 150 voters; not where
    either is rough: thousands of families, 900 dockers."""
    fates = [fate_of(one.quantity) for one in (left, right)]
    if left.quantity.unit is not Unit.COUNT or all(fates):
        return False
    language = story.language(left.place.article)
    vocabulary = story.lists.vocabularies.get(language, Vocabulary())
    ours, theirs = nouns_of(story, left), nouns_of(story, right)
    if not all(any(vocabulary.senses(noun) for noun in nouns) for nouns in (ours, theirs)):
        return False
    if _share_head(ours, theirs) or any(vocabulary.nearness(a, b) >= NEAR_NOUNS for a in ours for b in theirs):
        return False
    if left.quantity.is_vague or right.quantity.is_vague:
        return True
    return not any(
        _is_of_people(nouns[-1], vocabulary, language)
        for nouns, fate in zip((ours, theirs), fates, strict=True)
        if not fate
    )


def is_rate(story: AlignedStory, counted: Found) -> bool:
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
