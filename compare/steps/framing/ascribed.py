"""Whose judgement a word is: the outlet's, or one that its sentence says somebody holds or utters.

Knows one sentence and the lists of its language; where these have no words for it, every judgement is the outlet's.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.domain import Span
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.quotes import is_quoted, quotes_of
from compare.steps.framing.words import Word, clause_bounds, numbers_within

# By hand, all in words: from a verb to the judgement behind its "as" ("see the bill as a giveaway"), to one that
# follows it ("called her answer evasive"), and from a verb of saying to the "is" of what is said ("said those cuts
# would be devastating"); and what may stand between either and the judgement ("a", "overly").
AS_FAR, CALLED_FAR, SAID_FAR, LEADING = 10, 5, 9, 3
# So, too: from "notion that" to the judgement, from "charged" to what with, from "his" to "hero"; and the words of a
# last clause that names who said what stands before it (", the union said on Monday").
THOUGHT_FAR, CHARGED_FAR, OWNED_FAR, TRAILING = 9, 6, 2, 7


def is_ascribed(text: str, words: Sequence[Word], span: Span, lists: LanguageLists) -> bool:
    """True where somebody is said to hold, feel or state what the words of ``span`` judge: behind "see … as", behind
    "call …", behind "the notion that", behind "is" in what a verb of saying or thinking introduces, and of what
    somebody is charged with or is to another. All in one clause, from mark to mark. Of 12 such words in real articles
    readers found 1 to be the outlet's own. In a sentence of which the last clause or the one before a colon says who
    said it everything is the speaker's."""
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
    if (
        _has(words, lists.ascribing, max(opening, first - CALLED_FAR), first)
        or _is_thought(words, max(opening, first - THOUGHT_FAR), first, lists)
        or _is_charged(words, max(opening, first - CHARGED_FAR), first, lists)
        or (words[first].form in lists.regarded and _has(words, lists.whose, max(0, first - OWNED_FAR), first))
        or _is_told_by(text, words, span, lists)
    ):
        return True
    if before not in lists.copulas:
        return False
    said = words[max(opening, start - SAID_FAR) : start - 1]
    return bool(lists.report.find(said)) or any(word.form in lists.thinking for word in said)


def _is_thought(words: Sequence[Word], first: int, end: int, lists: LanguageLists) -> bool:
    """True behind "the notion that"."""
    return any(
        words[k].form in lists.thoughts and words[k + 1].form in lists.complementisers for k in range(first, end - 1)
    )


def _is_charged(words: Sequence[Word], first: int, end: int, lists: LanguageLists) -> bool:
    """True of what follows "charged … with"."""
    verb = next((k for k in range(first, end) if words[k].form in lists.charging), end)
    return _has(words, lists.charged_with, verb + 1, end)


def _is_told_by(text: str, words: Sequence[Word], span: Span, lists: LanguageLists) -> bool:
    """True before a last clause with a verb of saying (", the union said"), and behind a colon that one goes before."""
    comma = text.rfind(",")
    last = [word for word in words if word.start > comma] if span.end <= comma else []
    if _names_who_said(last, lists) and not is_quoted(quotes_of(text), last[0].start):
        return True
    colon = text.rfind(": ", 0, span.start)
    return colon >= 0 and bool(lists.report.find([word for word in words if word.end <= colon]))


def _names_who_said(clause: Sequence[Word], lists: LanguageLists) -> bool:
    """True of "the union said on Monday" and "said the union"; not of "was told of it", or of a clause of its own ("who
    said that he left", "calling for help")."""
    if not 2 <= len(clause) <= TRAILING:
        return False
    hits = lists.report.find(clause)
    if len(hits) != 1 or any(word.form in lists.copulas | lists.complementisers for word in clause):
        return False
    speaker = clause[hits[0].last + 1 :][:1] if hits[0].first == 0 else clause[:1]
    is_named = any(word.is_capital or word.form in lists.subordinate for word in speaker)
    return is_named and not clause[hits[0].last].form.endswith("ing")


def _leads(word: Word, lists: LanguageLists) -> bool:
    """True of what may stand before a judgement as a part of it: an article, "more", "overly"."""
    is_small = word.form in lists.function and word.form not in lists.manners | lists.copulas
    return (is_small and word.form not in lists.pronouns) or word.form.endswith("ly")


def _has(words: Sequence[Word], forms: frozenset[str], first: int, end: int) -> bool:
    return any(word.form in forms for word in words[first:end])
