"""The class of a word where it stands: noun, verb, adjective or adverb, as the tagger of phrases reads its sentence.

Owns no list. English alone: in other languages nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.loaded import LANGUAGES
from compare.steps.phrases import ADJECTIVE, ADVERB, ING, NAME, NOUN, PARTICIPLE, VERB, Token, parse

NAMING, DOING = frozenset(NOUN + NAME), frozenset(VERB + ING + PARTICIPLE)


def tokens_at(story: AlignedStory, place: Place) -> Sequence[Token]:
    """Return the tagged words and marks of a sentence as shown; none in languages where classes are not known."""
    language = story.language(place.article)
    vocabulary = story.lists.vocabularies.get(language)
    if vocabulary is None or language not in LANGUAGES:
        return ()
    shown = story.shown(place)
    return story.once(("tokens", place), lambda: parse(shown, language, vocabulary).tokens)


def tag_at(tokens: Sequence[Token], span: Span) -> str:
    """Return the tag of the last word of a span; empty where it is not known."""
    inside = [token for token in tokens if token.span.overlaps(span) and token.text[0].isalnum()]
    return inside[-1].tag if inside else ""


def noun_after(tokens: Sequence[Token], span: Span) -> Token | None:
    """Return the noun that an adjective or participle at ``span`` is said of: the last one of the run behind it."""
    behind = [token for token in tokens if token.span.start >= span.end]
    found = None
    for before, token in pairwise([None, *behind]):
        if token is None or (before is not None and token.text[0] in "'’"):
            break
        if token.tag in NAMING:
            found = token
        elif found is not None or token.tag not in (ADJECTIVE, ADVERB):
            break
    return found


def may_face(ours: Sequence[Token], own: Span, theirs: Sequence[Token], other: Span) -> bool:
    """True where two words may stand for each other: no noun for a verb or an adjective, and no adjective of one noun
    for that of another. Of 8 loaded words that real articles set against another class or another noun's adjective 7
    were of another matter."""
    tags = tag_at(ours, own), tag_at(theirs, other)
    if not all(tags):
        return True
    if (tags[0] in NAMING) is not (tags[1] in NAMING):
        return False
    if tags != (ADJECTIVE, ADJECTIVE):
        return True
    nouns = noun_after(ours, own), noun_after(theirs, other)
    return nouns[0] is None or nouns[1] is None or nouns[0].form[:5] == nouns[1].form[:5]
