"""Where a marked phrase of English begins and ends: it holds no second noun phrase, it has its head, and a verb has its
particle.

Knows words and their parts of speech, and nothing of what they mean. Linear in the phrase.
"""

from __future__ import annotations

from compare.domain import Span
from compare.steps.framing.loaded_literal import SensedSentence
from compare.steps.framing.words import numbers_within

ARTICLES = frozenset({"a", "an", "the"})
PARTICLES = frozenset("up out off down away back apart aside".split())
MAX_TAIL = 3  # words that a phrase may lack of its head; by hand


def rounded(sentence: SensedSentence, span: Span, surest: int, *, is_name: bool) -> Span:
    """Return the phrase of ``span`` as a reader would underline it, around the word that begins at ``surest``.

    ``is_name``: no verb that an article may follow is a part of it.
    """
    inside = numbers_within(sentence.words, span)
    if not inside:
        return span
    first, last = _within_one_phrase(sentence, inside[0], inside[-1], surest, is_name)
    if last > first:
        last = _to_the_head(sentence, last)
    if not is_name:
        last = _with_particle(sentence, last)
    return Span(sentence.words[first].start, sentence.words[last].end)


def with_particle(sentence: SensedSentence, span: Span) -> Span:
    """Return ``span`` with the particle of the verb that it ends in: "propped up"."""
    inside = numbers_within(sentence.words, span)
    if not inside:
        return span
    return Span(span.start, max(span.end, sentence.words[_with_particle(sentence, inside[-1])].end))


def _within_one_phrase(sentence: SensedSentence, first: int, last: int, surest: int, is_name: bool) -> tuple[int, int]:
    """Cut where a noun is followed by an article, with no preposition between: there another phrase begins."""
    for k in range(last, first, -1):
        ends_before = sentence.words[k - 1].form not in sentence.function if is_name else sentence.is_plain_noun(k - 1)
        if sentence.words[k].form not in ARTICLES or not ends_before:
            continue
        if sentence.words[k].start <= surest:
            return (min(k + 1, last), last)
        last = k - 1
    return first, last


def _to_the_head(sentence: SensedSentence, last: int) -> int:
    """Go on to the noun that the last word is said of: "poorly paid temporary" lacks its "clerks"."""
    for k in range(last + 1, min(len(sentence.words), last + 1 + MAX_TAIL)):
        if not sentence.is_modified(k):
            break
        last = k
    return last


def _with_particle(sentence: SensedSentence, last: int) -> int:
    behind = last + 1
    if behind >= len(sentence.words) or sentence.words[behind].form not in PARTICLES:
        return last
    return behind if sentence.is_verb(last) and sentence.is_joined(last, behind) else last
