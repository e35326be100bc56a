"""Words that tell one thing plainly or so that they judge: killed, murdered; diverted, stole.

Two sentences on one matter, a charged word of a scale here and a plain one of the same scale there, and no charged one:
the outlets had the same choice. Scales are lists; which words lie near in meaning otherwise is not known here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from compare.domain import Highlight, Kind, Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import LanguageLists, scale_key
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    both_ways,
    is_one_matter,
    join,
    name_all,
    passage_at,
    quoted,
)
from compare.steps.framing.quotes import Quotes, is_quoted, speech_of
from compare.steps.framing.words import Word, words_of

RULE = "scale"
MIN_CLOSENESS = 0.84  # cosine of the sentences; e5 gives 0.80 to any two of one story
MIN_AGREEMENT, MIN_SURE_AGREEMENT = 0.25, 0.1  # shared words; less where the sentences are surely about one thing
ACROSS_AGREEMENT = 0.4  # taken for two sentences on one matter whose words are of two languages
USED_BY_BOTH = 0.6  # factor where the other outlet has a charged word elsewhere: it varies, and takes no side
# By hand on the sample stories: in one bead always marked, in near sentences from a sixth of shared words on.
BASE, BY_AGREEMENT, BY_BEAD = 0.45, 0.3, 0.1


def find_charged(story: AlignedStory, kind: Kind) -> list[Highlight]:
    """Return charged words that face a plain word of the same scale, as labels (who or what it is) or loaded words (the
    rest). O(pairs of sentences), linear in their length.
    """
    speech = speech_of(story)
    used = {reading.article.id: _used(story, reading.article.id) for reading in story.readings}
    found: dict[str, list[Contrast]] = {reading.article.id: [] for reading in story.readings}
    for pair in both_ways(story, across=True, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if not lists.charged or pair.closeness < MIN_CLOSENESS:
            continue
        for contrast in _contrasts(story, pair, lists, speech):
            scale = str(dict(contrast.evidence)["scale"])
            if (scale in lists.naming) is (kind is Kind.LABEL):
                both = scale in used[pair.right.article]
                weight = contrast.weight * (USED_BY_BOTH if both else 1.0)
                found[pair.left.article].append(replace(contrast, weight=weight))
    return [
        highlight
        for article, contrasts in found.items()
        for highlight in join(story, kind, contrasts, partial(_say, story.outlet(article)))
    ]


def _used(story: AlignedStory, article: str) -> frozenset[str]:
    """Return the scales of which the article has a charged word anywhere."""
    lists = story.lists.of(story.language(article))
    if not lists.charged:
        return frozenset()
    names = (names_on(sentence.shown, lists, lists.charged) for sentence in story.reading(article).sentences)
    return frozenset().union(*names)


def on_scales(
    words: Sequence[Word], lists: LanguageLists, side: Mapping[str, frozenset[str]]
) -> dict[int, frozenset[str]]:
    """Return the words that stand on one ``side`` of a scale, by number, each with the names of its scales.

    A compound stands where its last part does: "eco-zealots" is "zealots".
    """
    found = {}
    for k, word in enumerate(words):
        forms = word.form, word.form.rpartition("-")[2]
        names = next((names for form in forms if (names := side.get(scale_key(form, lists.language)))), None)
        if names:
            found[k] = names
    return found


def names_on(text: str, lists: LanguageLists, side: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the names of the scales on one ``side`` of which a word of ``text`` stands."""
    return frozenset(name for names in on_scales(words_of(text), lists, side).values() for name in names)


def _contrasts(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    words, their_words = words_of(text), words_of(other)
    their_lists = story.lists.of(story.language(pair.right.article))
    is_across = their_lists.language != lists.language
    ours = on_scales(words, lists, lists.charged)
    plain = on_scales(their_words, their_lists, their_lists.plain) if ours else {}
    if not plain:
        return
    is_one = is_one_matter(story, pair)
    overlap = ACROSS_AGREEMENT * is_one if is_across else agreement(story, pair.left, pair.right)
    if overlap < (MIN_SURE_AGREEMENT if is_one else MIN_AGREEMENT):
        return
    # Who has both words, or a charged one too, made another choice.
    settled = names_on(text, lists, lists.plain).union(
        *(names_on(story.shown(place), their_lists, their_lists.charged) for place in pair.theirs)
    )
    for k, names in ours.items():
        there = next((j for j, theirs in plain.items() if theirs & names - settled), None)
        if there is None or is_quoted(speech[pair.left], words[k].start):
            continue
        span = their_words[there].span
        yield Contrast(
            passage_at(pair.left, words[k].span),
            passage_at(pair.right, span),
            story.outlet(pair.right.article),
            span.of(other),
            BASE + BY_AGREEMENT * overlap + BY_BEAD * (not pair.is_near),
            (("rule", RULE), ("scale", min(plain[there] & names - settled)), ("agreement", round(overlap, 3))),
        )


def _say(outlet: str, own: str, contrasts: Sequence[Contrast]) -> str:
    return f"{outlet} writes {quoted(own)}, a word that judges; {name_all(contrasts)}."
