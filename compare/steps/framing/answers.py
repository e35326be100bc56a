"""What the other outlets have where one has a phrase that an editor would mark: the words that answer to it, if any.

What the network of ``beside.py`` found is asked again by rule where a rule knows better: a denial is answered
by a sentence that does not deny, a deed without a doer by no such deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from compare.domain import Kind, Place, Span, primary
from compare.steps.framing.aligned import AlignedStory, ReadBeside
from compare.steps.framing.beside import KINDS, STAND_ALONE
from compare.steps.framing.classes import NAMING, tokens_at
from compare.steps.framing.deeds import deeds_in
from compare.steps.framing.hedge import certainty_of, is_made_sure, leaves_open
from compare.steps.framing.pairs import content_stems, whole
from compare.steps.framing.report_verbs import MIN_CHARGE, reports_in
from compare.steps.framing.words import stem, words_of
from compare.steps.polarity import find_negations
from compare.steps.vocabulary import GROUP, PERSON, Vocabulary

# All by hand: even odds, a third of the best, the length of a phrase.
LEAST_SAME = 0.5  # chance that two sentences tell one matter: below, one is not shown as telling the other's
# Chance, beside that of the phrase, from which another's words are its like, by themselves. Of what is added in held
# events .67, .66 and .65 lie on a mark, of 631, 722 and 804, at .25, .5 and 1. Between two languages chances are lower:
# at .25 and .5 3.3 and 3.5 are shown in 100 faithful pairs (ntrex-pt); with words likely to be marked at all five fewer
# are marked in the sample stories, none of them right. All with weights that learned from 663 events.
LIKE, LIKE_ABROAD, MARKED_ABROAD = 0.5, 0.25, 0.12
OF_STATEMENTS = frozenset({Kind.HEDGE, Kind.ATTRIBUTION})
LEAST_PART = 1 / 3  # of what the most telling sentence adds to the chance of a mark
# Cosine of the nearest words of both, of names. By eye on NewsWCL50, development half: of what was found for a name or
# a judging word, from .2 on a third answered to it.
LEAST_LIKE = 0.4
# Content words to either side of a phrase, and the share of them that must answer to one of the other sentence, for it
# to be said to tell that very thing. Of 220 notes that named one outlet in the held events, read one by one, what was
# said of it held for .69, and for .79 of the 121 with this share. The chance of one matter told nothing more.
AROUND, ANSWERED = 5, 0.4
# Confidence of alignment in two sentences, and how near they are in meaning, from which one is said to tell what the
# other does. Of 170 outlets that notes said it of in real articles of ten to seventy sentences, read one by one, .43
# did (AUC of this confidence .82, of the nearness .81, of the chance of one matter .78), of the 55 left by this .84.
# In stories that these were not set by 15 of 42 notes that said so of outlets were true: what is said rests on more.
SURE, NEAR = 0.75, 0.88
ALONE = "marked as such, not against another outlet's words"
"""What a note says where no outlet is named; whether another one tells the thing it leaves open."""
# What parts a compound, the endings that make another class of word of an English one, longest first, the letters that
# must be left, and those that long words of one root begin with. By hand: too few claims are better than a false one.
COMPOUND = re.compile(r"[-‑–']")
ENDINGS = tuple(
    "ishness fulness ation ingly ition ously fully edly ally ably ness less ment ance ence able ible"
    " ious ion ish ful ous acy ity ism ist ive ing ly al ic er or y e".split()
)
LEAST_ROOT, BEGINNING = 4, 7
MAX_COUNTERPART = 6  # words from the first to the last that answer to a phrase; more are no counterpart


@dataclass(frozen=True, slots=True)
class Answer:
    """What stands in another outlet's sentence in the place of a phrase; ``words`` are empty where nothing does, and
    ``span`` is then the whole sentence. ``same`` is the chance that the two tell one matter; ``is_sure`` where the
    article surely tells what the sentence does, ``is_told`` where the words around the phrase are answered to, too, so
    that what the phrase is about is told there, and ``lacks_it`` where no word of the phrase stands anywhere in the
    article."""

    place: Place
    span: Span
    outlet: str
    words: str
    same: float
    is_sure: bool
    is_told: bool
    lacks_it: bool = False

    @property
    def tells_without(self) -> bool:
        """True where the outlet surely tells the very thing, without the phrase."""
        return self.is_told and self.lacks_it


def answers_to(
    story: AlignedStory, place: Place, found: ReadBeside, column: int, first: int, last: int
) -> list[Answer]:
    """Return what each other outlet has for words ``first`` to ``last`` of ``place``, the most telling first, one an
    outlet; of statements the one that is surest to tell of the matter.

    ``column`` is the kind's in ``beside.KINDS``.
    """
    read = found.read
    by = read.same * read.by[:, first : last + 1, column].max(axis=1) if len(read.others) else np.zeros(0)
    if KINDS[column] in OF_STATEMENTS:
        by = read.same
    best = float(by.max(where=read.same >= LEAST_SAME, initial=0))
    answers: dict[str, Answer] = {}
    spans = found.read.words.spans
    own = story.shown(place)[int(spans[first, 0]) : int(spans[last, 1])]
    for k in sorted(range(len(by)), key=lambda at: (-float(by[at]), at)):
        other = found.others[k]
        if read.same[k] < LEAST_SAME or by[k] < LEAST_PART * best or other.article in answers:
            continue
        text = story.shown(other)
        span = _counterpart(story, found, k, first, last)
        is_sure = tells_the_same(story, place, other.article)
        answers[other.article] = Answer(
            other,
            span or whole(text),
            story.outlet(other.article),
            span.of(text) if span else "",
            float(read.same[k]),
            is_sure,
            is_sure and _answered(story, place, found, k, first, last) >= ANSWERED,
            lacks(story, other.article, own),
        )
    return list(answers.values())


def tells_the_same(story: AlignedStory, place: Place, article: str) -> bool:
    """True where an article surely tells what a sentence of another does: alignment and meaning both say so."""
    return any(
        one.place.article == article and one.confidence >= SURE and story.nearness(place, one.place) >= NEAR
        for one in story.partners(place)
    )


def tells_without(story: AlignedStory, place: Place, span: Span, other: Place) -> bool:
    """True where another outlet surely tells what the sentence of ``span`` does, without these words anywhere."""
    if not tells_the_same(story, place, other.article) or not lacks(story, other.article, span.of(story.shown(place))):
        return False
    found = story.beside(place)
    if found is None:
        return True
    if other not in found.others:
        return False
    spans = found.read.words.spans
    inside = np.flatnonzero((spans[:, 0] < span.end) & (spans[:, 1] > span.start))
    if not len(inside):
        return False
    k = found.others.index(other)
    return _answered(story, place, found, k, int(inside[0]), int(inside[-1])) >= ANSWERED


def lacks(story: AlignedStory, article: str, words: str) -> bool:
    """True where an article has no word of the root of one of ``words`` that says something, in any sentence: neither
    the word nor, in a language written with letters, one that is made of it or of which it is made."""
    function = story.lists.of(story.language(article)).function
    theirs = story.once(
        ("roots", article),
        lambda: frozenset().union(*(_roots(s.shown, function) for s in story.reading(article).sentences)),
    )
    return theirs.isdisjoint(_roots(words, function))


def _roots(text: str, function: frozenset[str]) -> frozenset[str]:
    """Return what the words of ``text`` that say what it is about share with what is made of them: each part of a
    compound, without its endings, and the beginning of a long one ("conspire", "conspiracy")."""
    forms = (w.form for w in words_of(text) if len(w.form) > 2 and w.form not in function)
    parts = (part for form in forms for part in (form, *COMPOUND.split(form)))
    telling = (part for part in parts if len(part) > 2 and part not in function)
    return frozenset(root for part in telling for root in (stem(part), _root(part), _beginning(part)))


def _beginning(form: str) -> str:
    return form[:BEGINNING] if len(form) > BEGINNING else _root(form)


def _root(form: str) -> str:
    """Return a word without the endings that make another class of word of it, while four letters are left."""
    while True:
        ending = next((e for e in ENDINGS if form.endswith(e) and len(form) - len(e) >= LEAST_ROOT), "")
        if not ending:
            return form
        form = form.removesuffix(ending)


def content_stems_of(story: AlignedStory, article: str) -> frozenset[str]:
    """Return the stems of all words of an article, as shown, that say what it is about."""
    function = story.lists.of(story.language(article)).function
    return story.once(
        ("content stems", article),
        lambda: frozenset().union(*(content_stems(s.shown, function) for s in story.reading(article).sentences)),
    )


def _answered(story: AlignedStory, place: Place, found: ReadBeside, k: int, first: int, last: int) -> float:
    """Return the share of the content words around words ``first`` to ``last`` that answer to one of sentence ``k``."""
    text, function = story.shown(place), story.lists.of(story.language(place.article)).function
    spans, answering = found.read.words.spans.tolist(), found.read.found[k]
    near = [*range(max(0, first - AROUND), first), *range(last + 1, min(len(spans), last + 1 + AROUND))]
    telling = [at for at in near if text[spans[at][0] : spans[at][1]].lower() not in function]
    return sum(int(answering[at]) >= 0 for at in telling) / max(1, len(telling))


def sharing(story: AlignedStory, place: Place, found: ReadBeside, kind: Kind, first: int, last: int) -> frozenset[str]:
    """Return the articles that have the like of a phrase where they tell the same: words as likely to be marked for
    themselves, as these were written. Of kinds that are seen beside others alone none is known."""
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
    # Of 13 words that were set against loaded ones so in the held events 9 stood in no such place.
    if kind is not Kind.LABEL or not answer.is_told or all(w.form in lists.function for w in words):
        return False
    if not _may_name_one(story, place, span, answer):
        return False
    model = story.lists.loaded
    own = span.of(story.shown(place))
    return model is not None and model.likeness(own, answer.words) >= LEAST_LIKE


def _may_name_one(story: AlignedStory, place: Place, span: Span, answer: Answer) -> bool:
    """True where two names may be of one thing: each ends in a noun, and both in people or both in none. Of six that
    were said to stand for one thing in real articles none did; none of their sentences surely told the same, and three
    had another part of a sentence against a name."""
    ours, theirs = tokens_at(story, place), tokens_at(story, answer.place)
    heads = [
        next((one for one in reversed(tokens) if one.span.overlaps(own) and one.text[0].isalnum()), None)
        for tokens, own in ((ours, span), (theirs, answer.span))
    ]
    vocabulary = story.lists.vocabularies.get(story.language(place.article), Vocabulary())
    nouns = [vocabulary.noun_lemma(head.form) for head in heads if head is not None and head.tag in NAMING]
    return len(nouns) == len(heads) and len({any(vocabulary.may_be(n, k) for k in (PERSON, GROUP)) for n in nouns}) == 1


def _held(story: AlignedStory, place: Place, span: Span, kind: Kind, answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that do not have what is marked, too."""
    if kind is Kind.NEGATION:
        return [answer for answer in answers if not _denies(story, answer)]
    if kind is Kind.HEDGE:
        marked = certainty_of(story, place, span)
        has_like = is_made_sure if marked is not None and marked.makes_surer else leaves_open
        answers = [answer for answer in answers if not has_like(story, answer.place)]
    if kind is Kind.ATTRIBUTION and _is_neutral(story, place, span):
        answers = [answer for answer in answers if _is_charged(story, answer)]
    if kind is Kind.AGENCY:
        answers = [answer for answer in answers if not _is_passive(story, answer)]
    function = story.lists.of(story.language(place.article)).function
    own = content_stems(span.of(story.shown(place)), function)
    return [answer for answer in answers if not own & content_stems(story.shown(answer.place), function)]


def _is_passive(story: AlignedStory, answer: Answer) -> bool:
    """True where what stands in a deed's place names no doer either: a passive, "died", or a sentence with no other
    deeds than such."""
    lists = story.lists.of(story.language(answer.place.article))
    words = words_of(answer.words)
    if any(word.form in lists.auxiliaries for word in words) or lists.unacted.find(words):
        return True
    ways = {deed.way for deed in deeds_in(story.shown(answer.place), lists)}
    return bool(ways) and "actor" not in ways


def _is_neutral(story: AlignedStory, place: Place, span: Span) -> bool:
    """True where what is marked is a verb that says no more than that the statement was made, with its speaker."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = [word for word in words_of(text) if word.start < span.end and word.end > span.start]
    verbs = lists.report.find(words)
    if not verbs or any(verb.value.charge > 0 for verb in verbs):
        return False
    said = set(range(verbs[0].first, verbs[-1].last + 1))
    speaker = {form for report in reports_in(text, lists) for form in report.speaker}
    rest = [word.form for k, word in enumerate(words) if k not in said]
    return all(form not in lists.idle_before and (form in lists.function or form in speaker) for form in rest)


def _is_charged(story: AlignedStory, answer: Answer) -> bool:
    lists = story.lists.of(story.language(answer.place.article))
    return any(report.kind.charge >= MIN_CHARGE for report in reports_in(story.shown(answer.place), lists))


def _denies(story: AlignedStory, answer: Answer) -> bool:
    negations = find_negations(story.shown(answer.place), story.language(answer.place.article))
    return negations is not None and bool(negations.plain)
