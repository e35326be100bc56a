"""What only one outlet tells, and what most tell and one leaves out: facts to be seen, never a judgement.

Most sentences of comparable news have no partner, so only the most newsworthy are marked: those with figures, names,
speech, below the lead, far in meaning from everything that the others tell, and worded as opinions are.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np

from compare.domain import Fact, Highlight, Kind, Passage, Place, Reading, SegmentKind, primary
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.beside import KINDS
from compare.steps.framing.learned import LANGUAGES as READ_IN
from compare.steps.framing.lines import Line, chance_of, log_odds
from compare.steps.framing.loaded import LANGUAGES
from compare.steps.framing.pairs import MAX_AGAINST, and_all, whole
from compare.steps.framing.quotes import quotes_of
from compare.steps.framing.scope import is_silence
from compare.steps.framing.words import words_of
from compare.steps.marks import digits_of, names_of
from compare.steps.summary import event_of

FURNITURE = frozenset({SegmentKind.BYLINE, SegmentKind.HEADING})
MIN_WORDS = 6  # of a sentence worth telling; shorter ones are calls, captions and crumbs
MIN_CHARS = 12  # the same where words are not parted by spaces
ALONE_PER_SENTENCE = 0.35  # of an article's sentences; a page that marks half of itself as unique shows nothing
# The rest is listed by its worth, which lists of what is told alone are ordered by.
LISTED_PER_SENTENCE = 0.5
# Factor on it: listed at full worth, sentences outranked words (BASIL, 14 stories: AUC of any highlight for
# informational bias 0.556 with no listing, 0.527 so).
UNMARKED = 0.3
MAYBE_TOLD = 0.6  # factor where one of the others may well tell it after all; by hand: hardly any is marked so
LEFT_OUT_PER_SENTENCE = 0.04  # of a story's sentences; at .08 most were about leads that matching had missed
LEAD = 2  # sentences of an article that tell the event itself
# The same to one of a fact's sentences: above it, a sentence may well tell the fact, and matching has missed it. Half
# of the facts "left out" in the sample stories were told so.
TELLS = 0.86
MAY_TELL = 0.5  # the same for the chance that they tell one matter, as they were read beside each other: even odds
# The same for the chance that alignment gave a pair of sentences which it left apart. An outlet that is said to leave a
# fact out must hardly have one: of nine such in the sample stories four were told after all. Marked as told alone or
# left out there, and of these on an editor's list: 58 and 38 with .1 and .15, 53 and 37 so.
LEFT_OUT_CHANCE, ALONE_CHANCE = 0.05, 0.1
FAR = 0.84  # cosine to the nearest sentence of any other outlet: below it, none is about that matter
# What a sentence gains from standing further down, per length of its article, and from being far from the others'
# sentences for two that are (both cosines less the means of either sentence with the other article's), per unit. News
# tells what all know first, and matching misses some of it. Of 116 sentences told alone in the sample stories, AUC for
# those that an editor named (by hand): .575 without, .647 with the place, .642 with the distance, .703 with both.
BY_PLACE, BY_DISTANCE = 0.3, 3.0
USUAL_PLACE = 0.6  # where those 116 sentences stand on average
# From here on a sentence loses by being near. By hand, above the mean of all sentences of the sample stories (.058), so
# that more are marked: four in five of them are on the lists of what an editor expects there.
USUAL_NEAREST = 0.075
ENOUGH = 5  # sentences of both articles, by hand, without which their means say nothing


# What a sentence told alone gains, or loses, by how much likelier than the article's others its wording is to be found
# biased (BASIL: AUC of the heaviest highlight for informational bias .604 at 0, .626 at .3, .630 at .5).
BY_SLANT = 0.5
# What it gains by the log-odds, no lower than of ``LEAST_MISSED``, that an editor would miss it elsewhere, as it was
# read beside the others. Of 372 sentences told alone in held events, AUC for the 48 that an editor would miss: .638 by
# worth without it, .855 so; of 113 in the sample stories, 78 of them on the lists, .755 and .831
# (weights that learned from 663 events).
BY_MISSED, USUAL_MISSED, LEAST_MISSED = 0.1, -5.5, 0.001
# Chance, as a sentence was read beside another, from which that one likely tells it. Of 606 sentences without a partner
# in held events the like is told elsewhere, by the events' own numbers of facts, .46 of those below .3, .61 to .5, .77
# to .6, .89 to .7 and .97 beyond .8. Where both were written in what the network learned from:
# of five that it takes for told between two articles in Portuguese, in the sample stories, none was (by eye).
TOLD = 0.6
# Share of a sentence's words that an editor would mark as loaded: from it on, it comments more than it tells. Of 127
# such sentences without a partner in held events an editor would miss one elsewhere, of the 479 others 59.
COMMENTS = 0.1
# What each sign of a sentence without a partner adds to the log-odds that it is told there alone, and missed elsewhere,
# by the editors of events (``tests.bench.fit_lines``); see ``signs_of``.
LINE: Line = {"nearest": -0.83, "any": 1.34, "missed": 1.59, "overlap": 9.06, "always": -7.58}
# Chance below which one is only listed, in stories of short articles and of longer ones: a brief tells what all know,
# and most of it that no partner was found for is told elsewhere; the longer articles are, the more of it is not. In the
# held events, of seven sentences an article, .58 of what is marked from .15 on is among what an editor marks as told
# alone, and .53 of that is marked (.35 and .59 without). Of 59 sentences of real articles, some translated, that rules
# alone would mark one reader found .61 worth it, of the 41 from .005 on .71; of 87 from there on in others four
# stricter readers .41, of the 59 from .15 on .46.
LEAST_ALONE, LEAST_ALONE_IN_LONG = 0.15, 0.005
# Sentences an article: the held events have 8 at most, most sample stories 9 and more, real ones 13 and more.
NO_BRIEFS = 9
# From ``LONG`` on an English sentence is also only listed that has fewer than ``BRIEF`` words, or words that sum to
# a valence (VADER) of ``PLEASING``: bad news is what is missed (Galtung and Ruge 1965). Readers found worth marking, in
# English and in translated articles, .21 of 14 and .33 of 21 of the brief (.43 of 77 and .62 of 121 others), and .24 of
# 21 and .41 of 34 of those that please (.44 of 70 and .63 of 108). In the sample stories, of nine sentences an article,
# it is not so.
BRIEF, PLEASING = 12, 1.5
LEAST_OVERLAP = 0.65  # one in twenty of the events that this was learned from has less
# Factor on the worth of these three: at most .45, so that they are listed, not marked.
UNLIKELY = 0.5


def find_omissions(story: AlignedStory) -> Iterable[Highlight]:
    """Return whole sentences that one outlet tells alone, and facts that most others tell and one leaves out.

    Language-free. Articles that share no event with any other neither omit nor tell alone.
    """
    event = event_of(story.comparisons, [reading.article.id for reading in story.readings])
    together = [[article for article in event if event[article] == one] for one in dict.fromkeys(event.values())]
    left_out = (_left_out(story, articles) for articles in together)
    return chain(_alone(story, event), chain.from_iterable(left_out))


def _alone(story: AlignedStory, event: Mapping[str, str]) -> Iterable[Highlight]:
    partnered = {place for fact in story.facts for place in fact.members}
    least = LEAST_ALONE_IN_LONG if story.length >= NO_BRIEFS else LEAST_ALONE
    for reading in story.readings:
        article = reading.article.id
        others = [r.article.id for r in story.readings if r.article.id != article]
        if not any(event[other] == event[article] for other in others):
            continue
        # Whoever is of the event is named first; asked are all, for who is of it is not known for sure.
        others.sort(key=lambda other: event[other] != event[article])
        n = len(reading.sentences)
        slant = _slant(story, reading)
        distance = _distance(story, article, others)
        candidates = []
        for sentence in reading.sentences:
            place = Place(article, sentence.index)
            if place in partnered or story.partners(place) or not is_telling(sentence.kind, sentence.shown):
                continue
            worth = newsworth(story, place, others) + BY_SLANT * slant[sentence.index]
            worth += BY_PLACE * (sentence.index / n - USUAL_PLACE) + BY_DISTANCE * distance[sentence.index]
            missed = story.missed(place)
            if missed is not None:
                worth += BY_MISSED * (log_odds(missed, LEAST_MISSED) - USUAL_MISSED)
            chance = alone_chance(story, place)
            if max((story.chance(place, other) for other in others), default=0.0) >= ALONE_CHANCE:
                worth *= MAYBE_TOLD
            worth = max(0.0, min(0.9, worth))
            is_unlikely = chance is not None and chance < least
            if is_unlikely or likely_told(story, place) or comments(story, place) or is_beside_the_point(story, place):
                worth *= UNLIKELY
            candidates.append((round(worth, 4), sentence.index))
        candidates = _weightiest_of_runs(candidates)
        candidates.sort(key=lambda c: (-c[0], c[1]))
        n_marked = max(1, round(n * ALONE_PER_SENTENCE))
        for rank, (worth, index) in enumerate(candidates[: max(1, round(n * LISTED_PER_SENTENCE))]):
            weight = worth if rank < n_marked else UNMARKED * worth
            yield _told_alone(story, Place(article, index), others, weight)


def _weightiest_of_runs(candidates: Sequence[tuple[float, int]]) -> list[tuple[float, int]]:
    """Return the worths and places of an article's sentences, of sentences in a row those of all but the weightiest
    brought down, so that they are listed: of a passage that nobody else tells one mark says so.

    Of 87 marked in real articles readers found .41 worth it, of the 69 that this leaves .45.
    """
    best: dict[int, tuple[float, int]] = {}
    runs: dict[int, int] = {}
    for worth, index in candidates:  # in the order of the article
        runs[index] = runs.get(index - 1, index)
        best[runs[index]] = max(best.get(runs[index], (-1.0, 0)), (worth, -index))
    return [
        (worth if best[runs[index]] == (worth, -index) else round(UNLIKELY * worth, 4), index)
        for worth, index in candidates
    ]


def _told_alone(story: AlignedStory, place: Place, others: Sequence[str], weight: float) -> Highlight:
    """Return the highlight of a sentence without a partner in ``others``, which are all that were asked."""
    evidence = ("rule", "told here alone"), ("others", float(len(others)))
    passage = Passage(place.article, place.sentence, whole(story.shown(place)))
    told = likely_told(story, place)
    if told is not None:
        there, chance = told
        beside = Passage(there.article, there.sentence, whole(story.shown(there)))
        note = f"Matched with no sentence elsewhere, but {story.outlet(there.article)} may tell it in other words."
        found = (*evidence, ("one matter", round(chance, 3)))
        return Highlight(passage, Kind.OMISSION, weight, note, evidence=found, beside=(beside,))
    outlets = list(dict.fromkeys(story.outlet(other) for other in others))
    names = and_all(outlets[:4] + (["others"] if len(outlets) > 4 else []))
    note = f"Found only in {story.outlet(place.article)}; nothing in {names} was found to tell it."
    return Highlight(passage, Kind.OMISSION, weight, note, evidence=evidence)


def alone_chance(story: AlignedStory, place: Place) -> float | None:
    """Return in [0, 1] how likely an editor would say that one outlet alone tells what a sentence without a partner
    does, and that it is missed elsewhere; None where it and another article are not shown in what is learned from."""
    signs = signs_of(story, place)
    return None if signs is None else chance_of(LINE, signs)


def signs_of(story: AlignedStory, place: Place) -> dict[str, float] | None:
    """Return what is known of a sentence without a partner, by the names of ``LINE``: the log-odds that the ``nearest``
    sentence elsewhere tells the same, that ``any`` article does, that it is ``missed``, and how much of the story is
    told in more than one article (``overlap``)."""
    found = story.beside(place)
    if found is None or not _is_shown(story, place.article):
        return None
    nearest = _told_by_others(story, place)
    if not nearest:
        return None
    anyone = 1.0 - math.prod(1.0 - p for p in nearest)
    return {
        "nearest": log_odds(max(nearest)),
        "any": log_odds(anyone),
        "missed": log_odds(found.read.missed),
        "overlap": max(LEAST_OVERLAP, story.once("overlap", lambda: _overlap(story))),
        "always": 1.0,
    }


def _told_by_others(story: AlignedStory, place: Place) -> list[float]:
    """Return for each other article that is read the chance that its likeliest sentence tells the same."""
    found = story.beside(place)
    chances: dict[str, float] = {}
    if found is not None:
        for other, chance in zip(found.others, found.read.same.tolist(), strict=True):
            if _is_shown(story, other.article):
                chances[other.article] = max(chance, chances.get(other.article, 0.0))
    return list(chances.values())


def _overlap(story: AlignedStory) -> float:
    """Return in [0, 1] how likely a sentence of the story is told in another article: the mean over articles."""
    means = []
    for reading in story.readings:
        own = [
            max(_told_by_others(story, Place(reading.article.id, sentence.index)), default=0.0)
            for sentence in reading.sentences
        ]
        if own and _is_shown(story, reading.article.id):
            means.append(sum(own) / len(own))
    return sum(means) / len(means) if means else 0.0


def likely_told(story: AlignedStory, place: Place) -> tuple[Place, float] | None:
    """Return the sentence of another article that likeliest tells the same as one without a partner, and the chance.

    None below ``TOLD``, and where the two were not both written in a language that the network learned from.
    """
    found = story.beside_as_written(place)
    if found is None or not _is_read(story, place.article):
        return None
    chances = zip(found.others, found.read.same.tolist(), strict=True)
    told = max((one for one in chances if _is_read(story, one[0].article)), key=lambda one: one[1], default=None)
    return told if told is not None and told[1] >= TOLD else None


def comments(story: AlignedStory, place: Place) -> bool:
    """True for a sentence of which so many words judge that it tells an opinion, not a fact that others leave out."""
    found = story.beside_as_written(place)
    if found is None or not _is_read(story, place.article) or not len(found.read.alone):
        return False
    return float(found.read.alone[:, KINDS.index(Kind.LOADED)].mean()) >= COMMENTS


def is_beside_the_point(story: AlignedStory, place: Place) -> bool:
    """True for a sentence that leans on the one before it ("This was …", "He also …"), for one that says only that
    somebody did not speak, and in long articles for one that is brief, or pleases. Of 13 that open so in real articles
    readers found 3 worth marking as told alone, of 79 others 51."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(text)
    if words and words[0].form in lists.leaning:
        return True
    if lists.valence and story.is_long:
        valence = sum(lists.valence.get(word.form, 0.0) for word in words)
        if len(words) < BRIEF or valence >= PLEASING:
            return True
    return any(is_silence(text, words, k, lists) for k in range(len(words)))


def _is_shown(story: AlignedStory, article: str) -> bool:
    """True for an article shown in a language that the network learned from: in translations of events, too, a line of
    what is shown finds more than one of what was written (AUC for what an editor marks .95 and .93)."""
    return primary(story.language(article)) in READ_IN


def _is_read(story: AlignedStory, article: str) -> bool:
    """True for an article written in a language that the network learned from."""
    return primary(story.reading(article).language) in READ_IN


def _distance(story: AlignedStory, article: str, others: list[str]) -> list[float]:
    """Return for each sentence how much further off the nearest of any other article is than is usual.

    For two of those articles, by ``USUAL_NEAREST``; 0 where they are too short to say. O(n·m) for n and m sentences.
    """
    own = story.vectors[article]
    nearest = np.full(len(own), -1.0, np.float32)
    for other in others:
        theirs = story.vectors[other]
        if min(len(theirs), len(own)) >= ENOUGH:
            cosines = own @ theirs.T
            beyond = cosines - cosines.mean(axis=1, keepdims=True) - cosines.mean(axis=0) + cosines.mean()
            nearest = np.maximum(nearest, beyond.max(axis=1))
    return [USUAL_NEAREST - one if one > -1.0 else 0.0 for one in nearest.tolist()]


def _slant(story: AlignedStory, reading: Reading) -> list[float]:
    """Return for each sentence how much likelier its wording is to be found biased than the article's on average.

    In [-1, 1]; 0 where no model knows the language.
    """
    model = story.lists.loaded
    if model is None or story.language(reading.article.id) not in LANGUAGES:
        return [0.0] * len(reading.sentences)
    texts = [sentence.shown for sentence in reading.sentences]
    found = model.judge_sentences(texts, story.seen(reading.article.id))
    return [float(p) for p in found - found.mean()] if len(found) else []


def newsworth(story: AlignedStory, place: Place, others: list[str]) -> float:
    """Return in [0, 0.9] how much a sentence told alone is likely to matter to a reader of the other outlets."""
    sentence = story.sentence(place)
    text = sentence.shown
    vector = story.vectors[place.article][place.sentence]
    nearest = max((float(np.max(story.vectors[a] @ vector)) for a in others if len(story.vectors[a])), default=0.0)
    # A lead tells the event in its outlet's way: where it has no partner, matching has missed it more often than not.
    worth = 0.42 if place.sentence >= _lead(story, place.article) else 0.22
    worth += 0.1 * bool(digits_of(sentence.text[:2000]))
    worth += 0.04 * min(2, len(names_of(text[:2000])))
    worth += 0.14 * bool(quotes_of(text))
    worth += 0.12 * (nearest < FAR)
    worth += 0.04 * (len(words_of(text)) >= 15)
    return min(0.9, round(worth, 4))


def _left_out(story: AlignedStory, order: list[str]) -> Iterable[Highlight]:
    """Yield what most articles of one event tell and others of it leave out; ``order`` has them all."""
    if len(order) < 3:
        return  # of two outlets, what one leaves out is what the other tells alone
    found: list[tuple[float, Place, Fact, list[str], int]] = []
    for fact in story.facts:
        first: dict[str, Place] = {}
        for place in sorted(fact.members):
            if place.article in order:
                first.setdefault(place.article, place)
        missing = [article for article in order if article not in first]
        if not missing or len(first) < 2 or len(first) <= len(missing):
            continue
        missing = [article for article in missing if not _is_near(story, article, fact)]
        leading = sum(p.sentence < _lead(story, p.article) for p in first.values())
        if not missing or 2 * leading > len(first):
            continue  # whoever tells of the event tells what leads it, in other words
        place = min(first.values(), key=lambda p: (p.sentence, order.index(p.article)))
        if not is_telling(story.sentence(place).kind, story.shown(place)):
            continue
        height = sum(p.sentence / max(1, len(story.reading(p.article).sentences)) for p in first.values()) / len(first)
        weight = 0.3 + 0.35 * (len(first) - len(missing)) / len(order) + 0.25 * (1 - height)
        found.append((min(0.9, round(weight, 4)), place, fact, missing, len(first)))
    found.sort(key=lambda f: (-f[0], f[2].id))
    n_sentences = sum(len(story.reading(article).sentences) for article in order)
    seen: set[Place] = set()
    for weight, place, fact, missing, n_tellers in found[: max(1, round(n_sentences * LEFT_OUT_PER_SENTENCE / 2))]:
        if place in seen:
            continue
        seen.add(place)
        told = [p for p in sorted(fact.members) if p.article in order and p.article != place.article][:MAX_AGAINST]
        left_by = list(dict.fromkeys(story.outlet(article) for article in missing))[:4]
        yield Highlight(
            Passage(place.article, place.sentence, whole(story.shown(place))),
            Kind.OMISSION,
            weight,
            f"{n_tellers} of {len(order)} outlets tell this; it was not found in {and_all(left_by)}.",
            tuple(Passage(p.article, p.sentence, whole(story.shown(p))) for p in told),
            evidence=(
                ("rule", "left out by some"),
                ("told by", float(n_tellers)),
                ("missing", ", ".join(missing[:8])),
            ),
        )


def _lead(story: AlignedStory, article: str) -> int:
    """Return how many sentences at the start of an article tell the event itself."""
    return min(LEAD, len(story.reading(article).sentences) // 4)


def _is_near(story: AlignedStory, article: str, fact: Fact) -> bool:
    """True where a sentence of the article is so near in meaning to one of the fact's that it may well tell it, or
    alignment gave it a chance."""
    if any(story.chance(place, article) >= LEFT_OUT_CHANCE for place in fact.members):
        return True
    if any(
        p >= MAY_TELL for place in fact.members for other, p in story.matters(place).items() if other.article == article
    ):
        return True
    rows = story.vectors[article]
    members = np.stack([story.vectors[place.article][place.sentence] for place in fact.members])
    return bool(len(rows)) and float(np.max(rows @ members.T)) >= TELLS


def is_telling(kind: SegmentKind, text: str) -> bool:
    """True for a sentence that tells something: no byline, heading, crumb or blank."""
    if kind in FURNITURE or len(text.strip()) < MIN_CHARS:
        return False
    words = words_of(text)
    return len(words) >= MIN_WORDS or any(len(word.form) > 2 * MIN_CHARS or not word.form.isascii() for word in words)
