"""The class of a word where it stands: noun, verb, adjective or adverb, as the tagger of phrases reads its sentence.

Owns no list. English alone: in other languages nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.loaded import LANGUAGES
from compare.steps.framing.loaded_uses import JUDGE_TOGETHER, JUDGES
from compare.steps.phrases import (
    ADJECTIVE,
    ADVERB,
    ING,
    NAME,
    NOUN,
    PARTICIPLE,
    PREPOSITION,
    PRONOUN,
    VERB,
    Token,
    parse,
)

OF_PRAISE = frozenset({"a praising word", "a word of approval", "a word close to praise"})
TURNING = ("dis", "mis", "non")  # beginnings that turn a word of praise round
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


def class_by_tag(reason: str, tokens: Sequence[Token], span: Span) -> str:
    """Return the class of a word as its list has it where it is of that class in its sentence, else that it judges: no
    adjective that is a verb or a noun there ("hammered them", "the meddling"), no intensifier of nothing that has
    degrees. Of several words an adjective must be the last."""
    inside = [token for token in tokens if token.span.overlaps(span) and token.text[0].isalnum()]
    if not inside:
        return reason
    tag, several = inside[-1].tag, len(inside) > 1
    tags = {token.tag for token in inside}
    if reason.endswith("adjective"):
        said_of = tag == ADJECTIVE or (tag in PARTICIPLE + ING and noun_after(tokens, span) is not None)
        is_verb = tag in PARTICIPLE + ING and not several and _has_object(tokens, span)
        fits = said_of and not is_verb
    elif reason.startswith("a verb"):
        fits = several or tag in DOING
    elif reason.endswith("adverb"):
        fits = tags == {ADVERB}
    elif reason == "an intensifier":
        behind = next((token for token in tokens if token.span.start >= span.end), None)
        fits = several or (behind is not None and behind.tag in (ADJECTIVE, ADVERB))
    elif reason in OF_PRAISE:
        # "Lavished praise" does not praise, and "disenchanted" says the contrary of its root.
        fits = (
            VERB not in tags
            and inside[-1].tag != PREPOSITION
            and not any(token.form.startswith(TURNING) for token in inside)
        )
    elif reason == "a name that judges":
        fits = several or tag in NAMING
    else:
        return reason
    return reason if fits else JUDGE_TOGETHER if several else JUDGES


def _has_object(tokens: Sequence[Token], span: Span) -> bool:
    """True of a participle that stands as a verb does, behind a name, an adverb or a noun: "also hammered Brandt"."""
    before = [token for token in tokens if token.span.end <= span.start]
    return bool(before) and before[-1].tag in (NAME, NOUN, ADVERB, PRONOUN)
