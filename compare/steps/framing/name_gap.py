"""Names that part two sentences which tell the same in two languages: one has a name where the other has another.

Owns nothing of what names are; hears them across scripts by their consonants, as alignment does. For articles whose
words cannot be compared; where two are shown in one language the label detector knows more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.fold import UNSPACED, WORD, skeleton
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.pairs import Contrast, facing_pairs, is_sure, join, name_all, passage_at, quoted
from compare.steps.marks import MIN_SKELETON

# By hand: readers would look, and transliteration may be at fault; no sample story has enough of them to measure.
WEIGHT = 0.5
NEIGHBOURS = 1  # sentences before and after in which a name counts as told

Name = tuple[str, int]  # the language in which it was found, and its id there


@dataclass(frozen=True, slots=True)
class _Heard:
    """Which names are heard where: in each sentence, and in each article as a whole."""

    by_sound: Mapping[str, Name]
    at: Mapping[Place, frozenset[Name]]
    anywhere: Mapping[str, frozenset[Name]]


def find_name_gaps(story: AlignedStory) -> Iterable[Highlight]:
    """Return names of sentences in two languages that surely tell the same, each with one name that the other lacks.

    Both articles must have both names somewhere, so that each is known to be heard in the other's script, and neither
    sentence nor its neighbours may have the other's. Embeds nothing; O(words).
    """
    if len(story.languages()) < 2:
        return []
    heard = _listen(story)
    found = []
    for pair in facing_pairs(story, across=True):
        if not is_sure(pair) or story.language(pair.left.article) == story.language(pair.right.article):
            continue
        ours = _parting(heard, pair.left, pair.theirs)
        theirs = _parting(heard, pair.right, pair.ours)
        if len(ours) != 1 or len(theirs) != 1:
            continue
        ends = [
            (place, _span(heard, story, place, name)) for place, (name,) in ((pair.left, ours), (pair.right, theirs))
        ]
        for (own, span), (other, other_span) in (ends, ends[::-1]):
            found.append(
                Contrast(
                    passage_at(own, span),
                    passage_at(other, other_span),
                    story.outlet(other.article),
                    other_span.of(story.shown(other)),
                    WEIGHT,
                    (("rule", "another name"), ("confidence", round(pair.confidence, 3))),
                )
            )
    return join(story, Kind.LABEL, found, _say)


def _listen(story: AlignedStory) -> _Heard:
    sounds: dict[str, set[Name]] = defaultdict(set)
    for language in story.languages():
        for name in story.named(language).names:
            for part in name.parts:
                if len(sound := skeleton(part)) >= MIN_SKELETON:
                    sounds[sound].add((language, name.id))
    # The same name found in two languages is one; a sound that two names of one language share tells neither.
    by_sound = {
        sound: min(names) for sound, names in sounds.items() if len({language for language, _ in names}) == len(names)
    }
    at = {place: frozenset(name for _, name in _names(by_sound, story.shown(place))) for place in story.places()}
    anywhere: dict[str, set[Name]] = defaultdict(set)
    for place, own in at.items():
        anywhere[place.article] |= own
    return _Heard(by_sound, at, {article: frozenset(own) for article, own in anywhere.items()})


def _names(by_sound: Mapping[str, Name], text: str) -> Iterator[tuple[Span, Name]]:
    """Yield the names in a text with their words: capitalised where there are capitals, parted by spaces."""
    for match in WORD.finditer(text):
        word = match.group()
        if word[0].islower() or UNSPACED.search(word):
            continue
        name = by_sound.get(skeleton(word))
        if name is not None:
            yield Span(match.start(), match.end()), name


def _parting(heard: _Heard, own: Place, others: Sequence[Place]) -> list[Name]:
    """Return the names of a sentence that the other article knows and does not have there."""
    article = others[0].article
    told: set[Name] = set()
    for place in others:
        for k in range(place.sentence - NEIGHBOURS, place.sentence + NEIGHBOURS + 1):
            told |= heard.at.get(Place(article, k), frozenset())
    return sorted((heard.at[own] & heard.anywhere.get(article, frozenset())) - told)


def _span(heard: _Heard, story: AlignedStory, place: Place, name: Name) -> Span:
    return next(span for span, found in _names(heard.by_sound, story.shown(place)) if found == name)


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    return f"{quoted(own)} stands here where {name_all(contrasts)}, in sentences of two languages that tell the same."
