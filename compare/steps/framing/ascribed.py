"""Whose judgement a word is: the outlet's, or one that its sentence says somebody holds or utters.

Knows one sentence and the lists of its language; where these have no words for it, every judgement is the outlet's.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.domain import Span
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.words import Word, clause_bounds, numbers_within

# By hand, all in words: from a verb to the judgement behind its "as" ("see the bill as a giveaway"), to one that
# follows it ("called her answer evasive"), and from a verb of saying to the "is" of what is said ("said those cuts
# would be devastating"); and what may stand between either and the judgement ("a", "overly").
AS_FAR, CALLED_FAR, SAID_FAR, LEADING = 8, 5, 9, 3


def is_ascribed(text: str, words: Sequence[Word], span: Span, lists: LanguageLists) -> bool:
    """True where somebody is said to hold, feel or state what the words of ``span`` judge: behind "see … as", behind
    "call …", and behind "is" in what a verb of saying introduces. All in one clause, from mark to mark. Of 12 such
    words in real articles readers found 1 to be the outlet's own."""
    inside = numbers_within(words, span)
    if not inside or not lists.ascribing:
        return False
    first = inside[0]
    opening, _ = clause_bounds(text, words, first)
    start = first
    while start > max(opening, first - LEADING) and _leads(words[start - 1], lists):
        start -= 1
    before = words[start - 1].form if start > opening else ""
    if before in lists.manners:
        return _has(words, lists.ascribing | lists.seeing | lists.disowning, max(opening, start - AS_FAR), start)
    if _has(words, lists.ascribing, max(opening, first - CALLED_FAR), first):
        return True
    if before not in lists.copulas:
        return False
    said = words[max(opening, start - SAID_FAR) : start - 1]
    return bool(lists.report.find(said))


def _leads(word: Word, lists: LanguageLists) -> bool:
    """True of what may stand before a judgement as a part of it: an article, "more", "overly"."""
    is_small = word.form in lists.function and word.form not in lists.manners | lists.copulas
    return (is_small and word.form not in lists.pronouns) or word.form.endswith("ly")


def _has(words: Sequence[Word], forms: frozenset[str], first: int, end: int) -> bool:
    return any(word.form in forms for word in words[first:end])
