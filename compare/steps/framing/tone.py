"""Sentiment towards the same matter: one outlet's sentence is plainly negative, or positive, where the other's is not.

A list of words with their valence, after VADER (Hutto and Gilbert, 2014), on words that only one side has: what both
say is no difference. Knows nothing of irony.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Highlight, Kind, Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.omission import is_telling
from compare.steps.framing.pairs import Contrast, Pair, agreement, both_ways, join, passage_at, quoted, whole
from compare.steps.framing.quotes import Quotes, is_quoted, speech_of
from compare.steps.framing.words import Word, stem, words_of

MIN_CLOSENESS = 0.88  # the same matter: sentiment of loosely related sentences differs as a rule
MIN_AGREEMENT = 0.2
MIN_SIDE = 0.4  # sentiment of one side's own words: below, it is no tone
MIN_WORDS = 2  # one word is a loaded word, not a tone
MIN_DIFFERENCE = 0.8  # between the two sides, each in [-1, 1]
# Of eight contrasts in loosely worded pairs of the sample stories an editor had none on the list: they are listed.
ALIKE, LOOSE = 0.45, 0.6  # shared words from which it is marked, and the factor below
# Of the tones of the sample stories below even odds an editor had none of 8 on the list. With the fourth power all
# wording has a word AP of .193 on NewsWCL50, development half, and of .188 without.
EVEN = 0.5
# Of the words that carry the feeling most, how many are asked whether they judge, and from which probability one does:
# a tenth is five times that of a word of news.
TELLING, JUDGING = 3, 0.1
DENIED_WITHIN = 3  # words before a word of valence where a negation turns it, as in VADER
TURNED = -0.74  # factor of a denied word, VADER's constant
SQUASH = 15.0  # VADER's constant that brings a sum of valences into [-1, 1]


@dataclass(frozen=True, slots=True)
class Felt:
    """Sentiment in [-1, 1], and the words that make it, strongest first."""

    sentiment: float
    words: tuple[str, ...]


def find_tone(story: AlignedStory) -> Iterable[Highlight]:
    """Return sentences whose sentiment differs strongly from a facing one. Needs valences for the language shown."""
    contrasts = []
    speech = speech_of(story)
    for pair in both_ways(story):
        lists = story.lists.of(story.language(pair.left.article))
        if not lists.valence or pair.closeness < MIN_CLOSENESS or len(pair.ours) + len(pair.theirs) > 2:
            continue
        found = _contrast(story, pair, lists, speech)
        if found:
            contrasts.append(found)
    return join(story, Kind.TONE, contrasts, _say)


def _contrast(story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]) -> Contrast | None:
    text, other = story.shown(pair.left), story.shown(pair.right)
    if not is_telling(story.sentence(pair.left).kind, text):
        return None
    words, their_words = words_of(text), words_of(other)
    sides = (pair.left, words), (pair.right, their_words)
    # What is felt in a quotation is the speaker's.
    own, others = ([w for w in all_words if not is_quoted(speech[place], w.start)] for place, all_words in sides)
    ours, theirs = felt(own, their_words, lists), felt(others, words, lists)
    # The side with the stronger feeling is marked; the other must be near neutral or of the other sign.
    if len(ours.words) < MIN_WORDS or abs(ours.sentiment) < MIN_SIDE or abs(ours.sentiment) < abs(theirs.sentiment):
        return None
    difference = abs(ours.sentiment - theirs.sentiment)
    overlap = agreement(story, pair.left, pair.right)
    if difference < MIN_DIFFERENCE or overlap < MIN_AGREEMENT:
        return None
    weight = min(0.8, 0.2 + 0.25 * difference + 0.25 * overlap) * (1.0 if overlap >= ALIKE else LOOSE)
    if not _judges(story, pair.left, ours.words[:TELLING]):
        weight *= LOOSE
    if weight < EVEN:
        weight = EVEN * (weight / EVEN) ** 4
    return Contrast(
        passage_at(pair.left, whole(text)),
        passage_at(pair.right, whole(other)),
        story.outlet(pair.right.article),
        other,
        weight,
        (
            ("rule", "negative" if ours.sentiment < 0 else "positive"),
            ("sentiment", round(ours.sentiment, 3)),
            ("against sentiment", round(theirs.sentiment, 3)),
            ("words", ", ".join(ours.words[:4])),
            ("agreement", round(overlap, 3)),
        ),
    )


def _judges(story: AlignedStory, place: Place, forms: Sequence[str]) -> bool:
    """True where the model takes one of the words for a judgement; where there is no model.

    "Violence" and "awarded" have valence and only report.
    """
    if story.lists.loaded is None:
        return True
    text, scored = story.shown(place), story.judged(place.article).scored[place.sentence]
    judging = {w.form for span, found, _ in scored if found >= JUDGING for w in words_of(span.of(text))}
    return bool(judging & set(forms))


def felt(words: Sequence[Word], others: Sequence[Word], lists: LanguageLists) -> Felt:
    """Return the sentiment of the words that ``others`` do not have."""
    theirs = {stem(w.form) for w in others}
    total = 0.0
    found = []
    for k, word in enumerate(words):
        valence = lists.valence.get(word.form, 0.0)
        if not valence or stem(word.form) in theirs or (word.is_capital and k > 0):
            continue
        if any(w.form in lists.negations for w in words[max(0, k - DENIED_WITHIN) : k]):
            valence *= TURNED
        total += valence
        found.append((abs(valence), word.form))
    ranked = tuple(form for _, form in sorted(found, key=lambda f: (-f[0], f[1])))
    return Felt(total / math.sqrt(total * total + SQUASH), ranked)


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    evidence = dict(contrasts[0].evidence)
    by = " and ".join(quoted(word) for word in str(evidence["words"]).split(", ")[:2])
    return f"More {evidence['rule']} than {contrasts[0].outlet} on the same matter, by {by}."


__all__ = ["Felt", "Place", "felt", "find_tone"]
