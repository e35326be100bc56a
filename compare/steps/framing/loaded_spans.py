"""Where a marked phrase of English begins and ends: it holds no second noun phrase, it has its head, and a verb has its
particle.

Knows words and their parts of speech, and nothing of what they mean. Linear in the phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.domain import Span
from compare.steps.framing.loaded_literal import SensedSentence
from compare.steps.framing.words import CLAUSE_END, numbers_within
from compare.steps.phrases import ADJECTIVE, ADVERB, DETERMINER, INSIDE, NOUN, PARTICIPLE, Token

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
    first, last = _within_quotation(sentence, first, last, surest)
    if last > first:
        last = _to_the_head(sentence, last)
    first, last = _with_its_noun(sentence, first, last, surest)
    if is_name:
        first = _from_its_start(sentence, first, last, surest)
    else:
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


def _within_quotation(sentence: SensedSentence, first: int, last: int, surest: int) -> tuple[int, int]:
    """Cut where a quotation opens or closes within the phrase: a phrase is no half of one."""
    for k in range(last, first, -1):
        if not QUOTE_MARK.search(sentence.text, sentence.words[k - 1].end, sentence.words[k].start):
            continue
        if sentence.words[k].start <= surest:
            return k, last
        last = k - 1
    return first, last


def _with_its_noun(sentence: SensedSentence, first: int, last: int, surest: int) -> tuple[int, int]:
    """Return a phrase without the article in it and what stands before that, where no noun follows the article: "the
    extraordinary" of "took the extraordinary" is none, "extraordinary" may be."""
    for k in range(first, last):
        has_noun = any(sentence.is_plain_noun(j) for j in range(k + 1, last + 1))
        if sentence.words[k].form in ARTICLES and not has_noun and last - k <= MAX_TAIL:
            return (k + 1, last) if sentence.words[k].start < surest else (first, max(first, k - 1))
    return first, last


def _from_its_start(sentence: SensedSentence, first: int, last: int, surest: int) -> int:
    """Return where a name begins: behind its owner ("the campaign's assault"), and with all of its number ("37
    million-member")."""
    for k in range(first, last):
        if (
            sentence.text[: sentence.words[k].end].endswith(("'s", "’s", "s'", "s’"))
            and sentence.words[k].start < surest
        ):
            first = k + 1
    if first and sentence.words[first].form.startswith(NUMBERS) and sentence.words[first - 1].form[:1].isdigit():
        first -= 1
    return first


QUOTE_MARK = re.compile('["“”„«»]')
NUMBERS = ("hundred", "thousand", "million", "billion", "trillion")


def is_half_quoted(text: str, span: Span) -> bool:
    """True where a phrase begins inside a quotation and ends outside it, or the other way round."""
    return len(QUOTE_MARK.findall(span.of(text))) % 2 == 1


def with_what_belongs(sentence: SensedSentence, span: Span, tokens: Sequence[Token]) -> Span:
    """Return the span of an adjective with the one that "and" joins to it ("shocked and appalled"), of a superlative
    with what it is picked from ("the craftiest of traps"), and of a phrase with its head ("torrent of furious
    letters")."""
    at = [k for k, token in enumerate(tokens) if token.span.overlaps(span)]
    head = _head_of(tokens, at)
    if head is not None:
        at.append(head)
        span = Span(span.start, tokens[head].span.end)
    if len(at) > 2 and [tokens[k].form for k in (at[0] - 1, at[1])] == ["most", "of"]:
        return Span(tokens[at[0] - 1].span.start, span.end)
    behind = [token.form for token in tokens[at[-1] + 1 : at[-1] + 2]] if at else []
    is_superlative = behind == ["of"] and tokens[at[-1]].form.endswith("est")
    if not at or not (is_superlative or tokens[at[-1]].tag in (ADJECTIVE, PARTICIPLE)):
        return span
    first, last = at[0], at[-1]
    if behind == ["and"] and _stands_by_itself(tokens, last + 2):
        last += 2
    elif first > 1 and tokens[first - 1].form == "and" and tokens[first - 2].tag == ADJECTIVE == tokens[last].tag:
        first -= 2 if _stands_by_itself(tokens, last) else 0
    elif is_superlative or (behind == ["of"] and first and tokens[first - 1].form == "most"):
        first -= not is_superlative
        head = next((k for k in range(last + 2, len(tokens)) if tokens[k].tag not in OF_ALL), last + 1)
        last = head if head < len(tokens) and tokens[head].text[0].isalnum() and head > last + 1 else last
    found = Span(min(span.start, tokens[first].span.start), max(span.end, tokens[last].span.end))
    return span if CLAUSE_END.search(found.of(sentence.text)) else found


def _head_of(tokens: Sequence[Token], at: Sequence[int]) -> int | None:
    """Return the last noun of the run behind a phrase that lacks it: one that ends in an adjective of a second phrase
    ("a torrent of furious" letters), or in the first noun of two behind its adjective ("sheer bully" tactics); None of
    others."""
    if len(at) < 2:
        return None
    is_second = tokens[at[-1]].tag == ADJECTIVE and any(tokens[k].form == "of" for k in at)
    if not is_second and (tokens[at[0]].tag, tokens[at[-1]].tag) != (ADJECTIVE, NOUN):
        return None
    last = at[-1]
    while last + 1 < len(tokens) and tokens[last + 1].tag == NOUN and last - at[-1] < MAX_TAIL:
        last += 1
    return last if last > at[-1] else None


def without_loose_ends(span: Span, tokens: Sequence[Token]) -> Span:
    """Return a phrase without the article that it begins with and the "of" that it ends in: "a torrent of" is a
    "torrent"."""
    inside = [token for token in tokens if token.span.overlaps(span)]
    while len(inside) > 1 and inside[0].form in ARTICLES:
        inside = inside[1:]
    while len(inside) > 1 and inside[-1].form == "of":
        inside = inside[:-1]
    return Span(inside[0].span.start, inside[-1].span.end) if inside else span


OF_ALL = DETERMINER + ADJECTIVE + ADVERB


def _stands_by_itself(tokens: Sequence[Token], k: int) -> bool:
    """True of an adjective before no noun."""
    if k >= len(tokens) or tokens[k].tag not in (ADJECTIVE, PARTICIPLE):
        return False
    return k + 1 == len(tokens) or tokens[k + 1].tag not in INSIDE
