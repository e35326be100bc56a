"""Which words of a sentence make what it tells less sure, which surer, and which only look like either.

Knows one sentence; what other outlets have in its place is ``hedge``'s and ``learned``'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.domain import Span
from compare.steps.fold import UNSPACED
from compare.steps.framing.lists import HedgeKind, LanguageLists
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of
from compare.steps.framing.words import Found, Word, clause_bounds, numbers_within, words_of

# How participles end: "terá começado", "habría muerto", "aurait perdu" are hearsay.
PARTICIPLES = {
    "en": ("ed", "en"),
    "pt": ("do", "to"),
    "es": ("do", "to", "cho"),
    "fr": ("é", "ée", "és", "ées", "u", "ue", "i", "is", "it", "rt"),
}
# By hand, these: as far as a negation is from what it governs, "could not have been independently confirmed".
INFINITIVES = tuple(f"r{behind}" for behind in ("", "se", "lo", "la", "le", "los", "las", "les", "me", "nos"))
INFINITIVE = 3  # words between a modal and its infinitive; by hand
GOVERNED = 6  # words
UNDOUBTED = 3  # words before doubt among which it is denied: "no reasonable doubt"
PURPOSE = 9  # words before a modal among which "so that" opens its clause
NEGATED_SUBJECT = 5  # words of "no insurer in the country" before its "may"
ADVERBS = {"en": ("ly",), "fr": ("ment",), "pt": ("mente",), "es": ("mente",), "it": ("mente",)}


@dataclass(frozen=True, slots=True)
class Certainty:
    """Words that mark how sure a statement is, with the negation that governs them."""

    span: Span
    makes_surer: bool


@lru_cache(maxsize=16_384)
def hedges_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> tuple[Found[HedgeKind], ...]:
    """Return the writer's own marks of certainty in ``text``."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    hits = lists.hedges.find(words)
    other_senses = list(_other_senses(words, lists)) if hits else []
    return tuple(
        hit
        for hit in hits
        if not is_quoted(quotes, words[hit.first].start)
        and not any(first <= hit.first and hit.last <= last for first, last in other_senses)
        and not _is_other_sense(text, words, hit, lists)
    )


def certainty_at(text: str, span: Span, lists: LanguageLists) -> Certainty | None:
    """Return how the words of ``span`` bear on the certainty of a statement, None where they have another sense.

    For words that no list found: of a negation before them all is taken, "could not be confirmed". Negated doubt makes
    surer, as words do that a list knows for it.
    """
    words = words_of(text)
    inside = numbers_within(words, span)
    if not inside:
        return Certainty(span, makes_surer=False)
    first, last = inside[0], inside[-1]
    hits = [hit for hit in lists.hedges.find(words) if hit.first <= last and hit.last >= first]
    senses = [(start, end) for start, end in _other_senses(words, lists) if start <= last and end >= first]
    if any(not any(start <= hit.first and hit.last <= end for hit in hits) or len(hits) < 2 for start, end in senses):
        return None
    opening, _ = clause_bounds(text, words, first)
    if not hits and lists.seeming and not any(_bears_on_certainty(words[k].form, lists) for k in inside):
        return None
    if _is_asked(words, first, opening, lists):
        return None
    borne = [hit for hit in lists.hedges.find(words) if not hits and opening <= hit.first and hit.last == first - 1]
    if borne and not any(words[k].form in lists.firm | lists.doubts for k in inside):
        hits, first = borne, borne[0].first  # of "would have claimed" it is not "claimed" that leaves it open
        span = Span(words[first].start, span.end)
    if hits and all(hit.value is HedgeKind.MODAL and _permits(text, words, hit, lists) for hit in hits):
        return None
    if hits and all(is_imagined(text, words, hit, lists) for hit in hits):
        return None
    forms = {word.form for word in words[first : last + 1]}
    if forms & (lists.unknown | lists.checking) and is_supposed(words, first, opening, lists):
        return None
    doubting = next((k for k in range(first, last + 1) if words[k].form in lists.doubts), None)
    if doubting is not None:
        before = range(max(opening, min(first, doubting - UNDOUBTED)), doubting)
        near = [k for k in before if words[k].form in lists.negations | lists.beyond]
        start = min(first, near[0]) if near else first
        return Certainty(Span(min(span.start, words[start].start), span.end), makes_surer=bool(near))
    start = _governed_from(words, first, opening, lists)
    is_negated = start < first
    end = span.end
    if forms & lists.firm and last + 1 < len(words) and words[last + 1].form in lists.asking:
        end, is_negated = words[last + 1].end, True  # "will show whether"
    whole = Span(min(span.start, words[start].start), end)
    firm = any(hit.value is HedgeKind.BOOSTER for hit in hits) or bool(forms & lists.firm)
    # "Not probably but certainly": what is denied softens nothing.
    soft = any(
        hit.value is not HedgeKind.BOOSTER and not (hit.first and words[hit.first - 1].form in lists.negations)
        for hit in hits
    )
    return Certainty(whole, makes_surer=firm and not soft and not is_negated)


def _bears_on_certainty(form: str, lists: LanguageLists) -> bool:
    known = lists.seeming | lists.leaving_open | lists.doubts | lists.firm | lists.unknown | lists.checking
    return form in known


def _is_asked(words: Sequence[Word], k: int, opening: int, lists: LanguageLists) -> bool:
    """True behind "whether" or "if" in one clause: what leaves it open there is these."""
    return any(word.form in lists.asking for word in words[opening:k])


def _is_for(words: Sequence[Word], hit: Found[HedgeKind], opening: int, lists: LanguageLists) -> bool:
    """True of a modal that tells what something is for, or what somebody is able to: "so that they could", "could
    easily"."""
    following = words[hit.last + 1].form if hit.last + 1 < len(words) else ""
    before = words[max(opening, hit.first - PURPOSE) : hit.first]
    return following in lists.easing or bool(lists.purposes.find(before))


def is_supposed(words: Sequence[Word], k: int, opening: int, lists: LanguageLists) -> bool:
    """True where word ``k`` is told of what is not: "would have remained unknown"."""
    verbs = lists.auxiliaries | lists.copulas | lists.have | lists.stating | lists.between
    while k > opening and words[k - 1].form in verbs:
        k -= 1
    return k > opening and words[k - 1].form in lists.leaving_open


def is_imagined(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True where a modal tells of what was not: "would have cost" with "if" or "without" in its sentence, or behind an
    "-ing" that opens its clause; "should have" and "one could have", which reproach."""
    is_past = hit.last > hit.first and words[hit.last].form in lists.have
    after = [word.form for word in words[hit.last + 1 : hit.last + 3]]
    is_parted = len(after) == 2 and after[0] in lists.have and after[1].endswith(PARTICIPLES.get(lists.language, ()))
    if not (is_past or is_parted) or words[hit.first].form not in lists.imagining:
        return False
    opening, _ = clause_bounds(text, words, hit.first)
    if any(word.form in lists.supposing for word in words) or words[opening].form.endswith(lists.gerunds or " "):
        return True
    is_anybody_s = hit.first > opening and words[hit.first - 1].form in lists.anybody
    return is_anybody_s or words[hit.first].form in lists.reproaching


def is_adverb(form: str, lists: LanguageLists) -> bool:
    """True for an adverb of manner, by its ending."""
    return form.endswith(ADVERBS.get(lists.language, ()))


def _governed_from(words: Sequence[Word], first: int, opening: int, lists: LanguageLists) -> int:
    """Return the first word of the negation that governs word ``first``, with its verbs: "could not be …"; else it."""
    leading = lists.stating | lists.auxiliaries | lists.copulas | lists.negations | lists.between
    light = leading | lists.complementisers | lists.things
    start = first
    while start > max(opening, first - GOVERNED) and (
        words[start - 1].form in light or is_adverb(words[start - 1].form, lists)
    ):
        start -= 1
    while start < first and words[start].form not in leading:
        start += 1
    return start if any(word.form in lists.negations for word in words[start:first]) else first


def _other_senses(words: Sequence[Word], lists: LanguageLists) -> Iterator[tuple[int, int]]:
    """Yield the first and last words of phrases in which a word of doubt says something else: "as soon as possible"."""
    for found in lists.other_senses.find(words):
        yield found.first, found.last
    for report in lists.report.find(words):
        if report.last > report.first:
            yield report.first, report.last  # "would have us believe" is told of a speaker


def _is_other_sense(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True for "May" the month, "could not", "may only", "o suspeito" and the like."""
    word = words[hit.first]
    following = words[hit.last + 1].form if hit.last + 1 < len(words) else ""
    before = words[hit.first - 1].form if hit.first else ""
    if hit.value is HedgeKind.MODAL:
        if {following, before} & lists.negations or _permits(text, words, hit, lists):
            return True
        if is_imagined(text, words, hit, lists):
            return True
        if word.form in lists.before_infinitive and not _before_infinitive(words, hit.last):
            return True
        # "terá começado" is hearsay, "terá uma escola" is the future.
        return word.form in lists.perfect and not following.endswith(PARTICIPLES.get(lists.language, ()))
    if before in lists.negations:
        return True
    return hit.value is HedgeKind.ADJECTIVE and not _has_noun(text, words, hit, lists)


def _before_infinitive(words: Sequence[Word], k: int) -> bool:
    """True where an infinitive follows close, as Portuguese and Spanish write it: "pode ainda não ter"."""
    following = (word.form.partition("-")[0] for word in words[k + 1 : k + 1 + INFINITIVE])
    return any(len(form) > 1 and form.endswith(INFINITIVES) for form in following)


def _permits(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True where a modal allows or forbids, or is a month: "may only", "no insurer may", "8 May", "May elections"."""
    word = words[hit.first]
    following = words[hit.last + 1].form if hit.last + 1 < len(words) else ""
    # A capital inside a sentence, or where verbs have their subjects before them, and a number after, are the month.
    if (word.is_capital and (hit.first > 0 or not lists.drops_subjects)) or following[:1].isdigit():
        return True
    opening, _ = clause_bounds(text, words, hit.first)
    if _is_for(words, hit, opening, lists):
        return True
    if hit.last > hit.first:
        return False  # "may have": no permission is for what is past
    if following in lists.limiting_modals or _forbids(words, hit.last, lists):
        return True
    ends = lists.joining | lists.relative | lists.complementisers | lists.pronouns | lists.copulas | lists.auxiliaries
    for k in range(hit.first - 1, max(opening, hit.first - NEGATED_SUBJECT) - 1, -1):
        if words[k].form in lists.denied_nouns | lists.nothing:
            return True
        if words[k].form in ends:
            return False
    return False


def _forbids(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for "may not be towed": what is denied so is a permission."""
    after = [word.form for word in words[k + 1 : k + 4]]
    return (
        words[k].form in lists.permitting
        and len(after) == 3
        and after[0] in lists.negations
        and after[1] in lists.copulas
        and after[2].endswith(PARTICIPLES.get(lists.language, ()))
    )


def _has_noun(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True where an adjective has a noun right beside it: before it, too, where adjectives stand after their nouns."""
    opening, _ = clause_bounds(text, words, hit.first)
    if UNSPACED.match(words[hit.last].form):
        return True
    verbs = lists.copulas | lists.auxiliaries
    idle = verbs | lists.negations | lists.complementisers | lists.attached | lists.joining | lists.pronouns | lists.by
    if lists.nouns_first and hit.first and words[hit.first - 1].form in verbs:
        return False  # "foi chamado", "é possível"
    is_noun_itself = words[hit.first].form in lists.noun_like
    after = [word.form for word in words[hit.last + 1 : hit.last + 3]]  # "a possible new deal"
    follows = bool(after) and after[0] not in idle and not set(after) <= lists.function and not is_noun_itself
    precedes = lists.nouns_first and hit.first > opening and words[hit.first - 1].form not in idle | lists.function
    return follows or precedes
