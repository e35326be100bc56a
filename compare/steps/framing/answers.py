"""What the other outlets have where one has a phrase that an editor would mark: the words that answer to it, if any.

What the network of ``beside.py`` found is asked again by rule where a rule knows better: a number is answered by
another number of the same unit, a denial by a sentence that does not deny, a deed without a doer by no such deed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compare.domain import Kind, Place, Span, primary
from compare.steps.framing.aligned import AlignedStory, ReadBeside
from compare.steps.framing.beside import KINDS, STAND_ALONE
from compare.steps.framing.deeds import deeds_in
from compare.steps.framing.hedge import hedges_in
from compare.steps.framing.pairs import content_stems, whole
from compare.steps.framing.words import words_of
from compare.steps.polarity import find_negations
from compare.steps.quantities import find_quantities
from compare.steps.quantity import Quantity, compatible, same_measure

# All by hand: even odds, a third of the best, the length of a phrase.
LEAST_SAME = 0.5  # chance that two sentences tell one matter: below, one is not shown as telling the other's
# Chance, beside that of the phrase, from which another's words are its like, by themselves. Of what is added in held
# events .67, .66 and .65 lie on a mark, of 631, 722 and 804, at .25, .5 and 1. Between two languages chances are lower:
# at .25 and .5 3.3 and 3.5 are shown in 100 faithful pairs (ntrex-pt); with words likely to be marked at all five fewer
# are marked in the sample stories, none of them right. All with weights that learned from 663 events.
LIKE, LIKE_ABROAD, MARKED_ABROAD = 0.5, 0.25, 0.12
LEAST_PART = 1 / 3  # of what the most telling sentence adds to the chance of a mark
# Cosine of the nearest words of both. By eye on NewsWCL50, development half: of what was found for a name or a judging
# word, from .2 on a third answered to it.
LEAST_LIKE = 0.4
MAX_COUNTERPART = 6  # words from the first to the last that answer to a phrase; more are no counterpart


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in another outlet's sentence in the place of a phrase; ``words`` are empty where nothing does, and
    ``span`` is then the whole sentence. ``same`` is the chance that the two tell one matter."""

    place: Place
    span: Span
    outlet: str
    words: str
    same: float


def answers_to(story: AlignedStory, found: ReadBeside, column: int, first: int, last: int) -> list[Answer]:
    """Return what each other outlet has for words ``first`` to ``last``, the most telling first, one an outlet.

    ``column`` is the kind's in ``beside.KINDS``.
    """
    read = found.read
    by = read.same * read.by[:, first : last + 1, column].max(axis=1) if len(read.others) else np.zeros(0)
    best = float(by.max(where=read.same >= LEAST_SAME, initial=0))
    answers: dict[str, Answer] = {}
    for k in sorted(range(len(by)), key=lambda at: (-float(by[at]), at)):
        other = found.others[k]
        if read.same[k] < LEAST_SAME or by[k] < LEAST_PART * best or other.article in answers:
            continue
        text = story.shown(other)
        span = _counterpart(story, found, k, first, last)
        answers[other.article] = Answer(
            other,
            span or whole(text),
            story.outlet(other.article),
            span.of(text) if span else "",
            float(read.same[k]),
        )
    return list(answers.values())


def sharing(
    story: AlignedStory, place: Place, span: Span, found: ReadBeside, kind: Kind, first: int, last: int
) -> frozenset[str]:
    """Return the articles that have the like of a phrase where they tell the same: the same number, or words as likely
    to be marked for themselves, as these were written. Of kinds that are seen beside others alone none is known."""
    if kind is Kind.NUMBER:
        return _with_number(story, place, span, found)
    if kind not in STAND_ALONE:
        return frozenset()
    column = KINDS.index(kind)
    own = float(found.read.alone[first : last + 1, column].max())
    as_written = story.beside_as_written(place) or found
    language = story.reading(place.article).language
    articles = set()
    for other, same in zip(as_written.others, as_written.read.same.tolist(), strict=True):
        theirs = story.beside_as_written(other)
        if same < LEAST_SAME or theirs is None:
            continue
        alone = float(theirs.read.alone[:, column].max(initial=0))
        is_abroad = primary(story.reading(other.article).language) != primary(language)
        if alone >= (LIKE_ABROAD if is_abroad else LIKE) * own or (is_abroad and alone >= MARKED_ABROAD):
            articles.add(other.article)
    return frozenset(articles)


def _with_number(story: AlignedStory, place: Place, span: Span, found: ReadBeside) -> frozenset[str]:
    ours = [q for q in _quantities(story, place) if q.span.overlaps(span)]
    return frozenset(
        other.article
        for other, same in zip(found.others, found.read.same.tolist(), strict=True)
        if same >= LEAST_SAME
        and any(
            same_measure(own, theirs) and compatible(own, theirs) and own.is_vague == theirs.is_vague
            for own in ours
            for theirs in _quantities(story, other)
        )
    )


def _counterpart(story: AlignedStory, found: ReadBeside, k: int, first: int, last: int) -> Span | None:
    """Return the words of the other sentence to which those of the phrase look."""
    at = sorted({int(word) for word in found.read.found[k, first : last + 1] if word >= 0})
    if not at or at[-1] - at[0] >= MAX_COUNTERPART:
        return None
    beside = story.beside(found.others[k])
    if beside is None:
        return None
    return trimmed(story, found.others[k], beside.read.words.spans[at[0] : at[-1] + 1].tolist())


def trimmed(story: AlignedStory, place: Place, spans: Sequence[Sequence[int]]) -> Span:
    """Return the range from the first to the last of some words of a sentence, without small words at its ends."""
    text, function = story.shown(place), story.lists.of(story.language(place.article)).function
    is_small = [text[start:end].lower() in function for start, end in spans]
    kept = [k for k, small in enumerate(is_small) if not small] or [0, len(spans) - 1]
    return Span(spans[kept[0]][0], spans[kept[-1]][1])


def that_hold(story: AlignedStory, place: Place, span: Span, kind: Kind, answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that a rule does not speak against, each with words only where these may stand for ours."""
    if kind is Kind.NUMBER:
        return _other_numbers(story, place, span, answers)
    held = _held(story, place, span, kind, answers)
    return [
        answer if _may_stand(story, place, span, kind, answer) else replace(answer, span=whole(text), words="")
        for answer, text in ((answer, story.shown(answer.place)) for answer in held)
    ]


def _may_stand(story: AlignedStory, place: Place, span: Span, kind: Kind, answer: Answer) -> bool:
    """True where what a word looks to in another sentence is another word for it, and not only what is near it."""
    lists = story.lists.of(story.language(answer.place.article))
    words = words_of(answer.words)
    if kind is Kind.ATTRIBUTION:
        return bool(lists.report.find(words))
    if kind not in (Kind.LABEL, Kind.LOADED) or all(w.form in lists.function for w in words):
        return False
    model = story.lists.loaded
    own = span.of(story.shown(place))
    return model is not None and model.likeness(own, answer.words) >= LEAST_LIKE


def _held(story: AlignedStory, place: Place, span: Span, kind: Kind, answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that do not have what is marked, too."""
    if kind is Kind.NEGATION:
        return [answer for answer in answers if not _denies(story, answer)]
    if kind is Kind.HEDGE:
        answers = [answer for answer in answers if not _leaves_open(story, answer)]
    if kind is Kind.AGENCY:
        answers = [answer for answer in answers if not _is_passive(story, answer)]
    function = story.lists.of(story.language(place.article)).function
    own = content_stems(span.of(story.shown(place)), function)
    return [answer for answer in answers if not own & content_stems(story.shown(answer.place), function)]


def number_at(story: AlignedStory, place: Place, span: Span) -> Span | None:
    """Return the whole of the number that ``span`` touches, with "more than" and the like; None where there is none."""
    found = next((q.span for q in _quantities(story, place) if q.span.overlaps(span)), None)
    return found and Span(min(found.start, span.start), max(found.end, span.end))


def _other_numbers(story: AlignedStory, place: Place, span: Span, answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that have another number of the same unit, with it."""
    ours = [q for q in _quantities(story, place) if q.span.overlaps(span)]
    found = []
    for answer in answers:
        theirs = _quantities(story, answer.place)
        other = _nearest([q for q in theirs if any(same_measure(own, q) for own in ours)], answer.span)
        if other is not None:
            found.append(replace(answer, span=other.span, words=other.span.of(story.shown(answer.place))))
    return found


def _nearest(quantities: Sequence[Quantity], span: Span) -> Quantity | None:
    """Return the number that stands where the counterpart was found, else the first; None of none."""
    return min(quantities, key=lambda q: (not q.span.overlaps(span), q.span.start), default=None)


def _quantities(story: AlignedStory, place: Place) -> tuple[Quantity, ...]:
    return find_quantities(story.shown(place), story.language(place.article))


def _is_passive(story: AlignedStory, answer: Answer) -> bool:
    """True where what stands in a deed's place names no doer either: a passive, "died", or a sentence with no other
    deeds than such."""
    lists = story.lists.of(story.language(answer.place.article))
    words = words_of(answer.words)
    if any(word.form in lists.auxiliaries for word in words) or lists.unacted.find(words):
        return True
    ways = {deed.way for deed in deeds_in(story.shown(answer.place), lists)}
    return bool(ways) and "actor" not in ways


def _leaves_open(story: AlignedStory, answer: Answer) -> bool:
    lists = story.lists.of(story.language(answer.place.article))
    return bool(hedges_in(story.shown(answer.place), lists))


def _denies(story: AlignedStory, answer: Answer) -> bool:
    negations = find_negations(story.shown(answer.place), story.language(answer.place.article))
    return negations is not None and bool(negations.plain)
