"""Who is called what by whom: each person, place and thing of a story, with the forms that each outlet uses.

Owns the table that pages and reports show; names and mentions come from ``compare.steps.names``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from compare.domain import NamedConcept, NameForm, OutletForms
from compare.steps.fold import fold, skeleton
from compare.steps.framing.aligned import AlignedStory
from compare.steps.names import Mention
from compare.steps.phrases import TOKEN

MAX_CONCEPTS = 60  # rows of the table, the most often named first
MAX_FORMS = 12  # of one outlet in a row
MAX_ORIGINAL = 2_000  # characters of a sentence in which a name as written is looked for
# Of 100, by letters and sound: Paquistão and Pakistan have 80, Ucrânia and Ukraine 79, Perante and Rajnath 71.
SPELLED_ALIKE = 76
SOUNDS_ALIKE = 80  # of 100 between two skeletons: one name in two scripts or spellings


def name_table(story: AlignedStory) -> tuple[NamedConcept, ...]:
    """Return who and what two or more outlets name, most often named first, at most ``MAX_CONCEPTS``.

    Articles shown in different languages are not put together. Embeds nothing; O(sentences).
    """
    found: list[NamedConcept] = []
    for language in story.languages():
        named = story.named(language)
        mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in named.mentions:
            if mention.name >= 0:
                mentions[mention.name].append(mention)
        for number, own in mentions.items():
            if len({mention.place.article for mention in own}) >= 2:
                name = named.names[number]
                outlets = tuple(_outlets(story, own, name.parts))
                found.append(NamedConcept(name.kind, name.text, language, outlets, name.is_given))
    found.sort(key=lambda concept: (-concept.count, concept.name))
    return tuple(found[:MAX_CONCEPTS])


def _outlets(story: AlignedStory, mentions: Iterable[Mention], parts: Sequence[str]) -> Iterable[OutletForms]:
    by_article: dict[str, dict[str, list[Mention]]] = {reading.article.id: {} for reading in story.readings}
    for mention in mentions:
        text = mention.span.of(story.shown(mention.place))
        by_article[mention.place.article].setdefault(fold(text), []).append(mention)
    for article, forms in by_article.items():
        if forms:
            made = [_form(story, own, parts) for own in forms.values()]
            made.sort(key=lambda form: (-form.count, form.first, form.span))
            yield OutletForms(article, tuple(made[:MAX_FORMS]))


def _form(story: AlignedStory, mentions: Sequence[Mention], parts: Sequence[str]) -> NameForm:
    first = mentions[0]
    sentence = story.sentence(first.place)
    original = ""
    if story.reading(first.place.article).is_translated and first.bare:
        original = original_name(sentence.text, parts)
    return NameForm(
        text=first.span.of(sentence.shown),
        count=len(mentions),
        first=first.place,
        span=first.span,
        sentences=tuple(sorted({mention.place.sentence for mention in mentions})),
        describes=not first.bare,
        original=original,
    )


def original_name(text: str, parts: Sequence[str]) -> str:
    """Return the stretch of ``text``, in whatever script, whose words sound like those of a name; empty if none do."""
    words = [match for match in TOKEN.finditer(text[:MAX_ORIGINAL]) if match.group()[0].isalpha()]
    scores = [max((_likeness(match.group(), part) for part in parts), default=0.0) for match in words]
    best = max(scores, default=0.0)
    if best < SPELLED_ALIKE:
        return ""
    first = last = scores.index(best)
    while first and scores[first - 1] >= SPELLED_ALIKE:
        first -= 1
    while last + 1 < len(words) and scores[last + 1] >= SPELLED_ALIKE:
        last += 1
    return text[words[first].start() : words[last].end()]


def _likeness(word: str, part: str) -> float:
    """Return how much two spellings of a name are alike, of 100: by sound, and by letters in one script."""
    sounds = skeleton(word), skeleton(part)
    if min(map(len, sounds)) < 2:
        sounds = (fold(word), fold(part))  # too short to be told by its consonants: Irã, Iran
    alike = fuzz.ratio(*sounds)
    if not word[0].islower() and not word[0].isupper():
        return float(alike)  # a script without capitals
    if word[0].islower():
        return 0.0
    return (alike + fuzz.ratio(fold(word), fold(part))) / 2 if fold(word).isascii() else float(alike)
