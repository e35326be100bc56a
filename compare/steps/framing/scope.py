"""How far a negation reaches: which words of a sentence stand in its scope, and what lifts it.

Knows lists of words; nothing of what is denied or of other sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.words import CLAUSE_END, Word, stem

# By hand. The words after a negation, or before one that closes its clause, that it may reach.
REACH, REACH_BACK = 7, 2
SMALL = 2  # letters of words that tell nothing
UNSAID = 2  # telling words behind a negation among which one of silence is what it denies: "no immediate comment"
NOT_ANY = {"pt": frozenset({"algum", "alguma"}), "es": frozenset({"alguno", "alguna"})}
PARTED = 2  # words after a verb among which its particle stands: "ruled out", "ruled it out"


def tells(word: Word, lists: LanguageLists) -> bool:
    """True for a word of some content, no small word and no negation."""
    return word.form not in lists.function and word.form not in lists.negations and len(word.form) > SMALL


def is_negation(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where word ``k`` denies something: not in "not only", "no doubt", "not all", "No 10"."""
    form = words[k].form
    following = words[k + 1].form if k + 1 < len(words) else ""
    if f"{form} {following}" in lists.denied_nouns:
        return True
    if form not in lists.negations and form not in lists.denied_nouns:
        return False
    is_number = form in lists.denied_nouns and following[:1].isdigit()
    if is_number or _is_either(words, k, lists) or _is_rule(words, k, lists):
        return False
    return following not in lists.idle_before and following not in lists.quantifiers


def _is_either(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True in "rain or no rain" and "with or without": whichever it is, nothing is denied."""
    if k < 2 or words[k - 1].form not in lists.alternatives:
        return False
    is_again = k + 1 < len(words) and words[k - 2].form == words[k + 1].form
    return is_again or (words[k].form in lists.without and words[k - 2].form in lists.with_it)


def _is_rule(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True in a saying that is the subject of its sentence: "No catch, no wage is their rule"."""
    is_saying = len(words) > 4 and words[0].form == words[2].form and words[4].form in lists.copulas
    return k in (0, 2) and is_saying and words[0].form in lists.denied_nouns


def is_not_any(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True of "algum" behind its noun, which denies: "em momento algum houve perigo"."""
    return words[k].form in NOT_ANY.get(lists.language, ()) and k > 0 and words[k - 1].form not in lists.function


def is_withdrawn(words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where words ``[first, last]``, a clause, tell what was only said at first."""
    return bool(lists.at_first.find(words[first : last + 1]))


def denies_a_deed(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where a verb like "refused" at word ``k`` denies what follows, not a thing: "refused to sign"."""
    if k + 1 >= len(words) or words[k].form not in lists.implicatives:
        return False
    following = words[k + 1].form
    if words[k].form in lists.ceasing and following not in lists.ceasing_before:
        return False
    if lists.infinitives and following in lists.infinitive_after:
        return bool(infinitive_after(words, k, lists))
    return following in lists.deed_after or following.endswith("ing") or following in lists.implicatives


def is_silence(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where word ``k`` denies, or refuses, that a word was said: "did not immediately respond"."""
    if not is_negation(words, k, lists) and words[k].form not in lists.implicatives:
        return False
    telling = 0
    for before, word in pairwise(words[k : k + REACH]):
        if telling == UNSAID or CLAUSE_END.search(text, before.end, word.start):
            return False
        if word.form in lists.silent:
            return True
        telling += tells(word, lists)
    return False


def infinitive_after(words: Sequence[Word], k: int, lists: LanguageLists) -> str:
    """Return the stem of the infinitive that follows word ``k`` at once or behind a small word; empty without one.

    English has "to" before it, other languages endings that tell it.
    """
    if not lists.infinitives:
        marked = k + 2 < len(words) and words[k + 1].form in lists.infinitive_after
        return stem(words[k + 2].form) if marked and tells(words[k + 2], lists) else ""
    after = words[k + 1 : k + 3]
    if after and after[0].form in lists.infinitive_after:
        after = after[1:]
    form = after[0].form.partition("-")[0] if after else ""
    return stem(form) if form.endswith(lists.infinitives) and len(form) > SMALL + 1 else ""


def in_scope(text: str, words: Sequence[Word], lists: LanguageLists, *, reported: bool = True) -> frozenset[int]:
    """Return the words that a negation reaches: "a dictator" in "is not a dictator", "murdered" in "nobody was
    murdered".

    From it to the end of what is said, which a preposition, a conjunction or a definite article closes: "did not
    condemn the massacre" denies no massacre. ``reported``: what somebody "denies that", too. O(words · ``REACH``).
    """
    closing = lists.definite | lists.no_object | lists.by | lists.of | lists.complementisers | lists.relative
    found: set[int] = set()
    for k in range(len(words)):
        if is_negation(words, k, lists) or _denies_copula(words, k, lists):
            first = k + 1
        elif denies_a_deed(words, k, lists):
            first = k + 1 + (words[k + 1].form in lists.deed_after)
            if words[k + 1].form in lists.complementisers and not reported:
                continue
        else:
            continue
        told = False
        for j in range(first, min(len(words), first + REACH)):
            if CLAUSE_END.search(text, words[j - 1].end, words[j].start) or (told and words[j].form in closing):
                break
            if told or words[j].form not in closing:
                found.add(j)
            told = told or tells(words[j], lists)
            if told and words[k].form in lists.without:
                break
        if lists.verb_last:
            for j in range(k - 1, max(-1, k - 1 - REACH_BACK), -1):
                if CLAUSE_END.search(text, words[j].end, words[j + 1].start):
                    break
                found.add(j)
    return frozenset(found)


def _denies_copula(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for "não é", "no es", which are idle before a clause, and not before "só"."""
    after = [w.form for w in words[k + 1 : k + 3]]
    idle = lists.idle_before | lists.complementisers | lists.quantifiers
    return words[k].form in lists.negations and len(after) == 2 and after[0] in lists.copulas and after[1] not in idle


def is_limited(words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where words ``[first, last]``, a clause, have one that lets a denial hold only to a time or but for one
    thing: "did not sign until Monday". "Until now" lifts nothing."""
    return any(
        words[k].form in lists.limiting and not any(w.form in lists.so_far for w in words[k + 1 : min(last, k + 2) + 1])
        for k in range(first, last + 1)
    )


def particle_after(words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the word that belongs to the verb at ``k``, "out" of "ruled out", or None."""
    for j in range(k + 1, min(len(words), k + PARTED + 1)):
        if words[j].form in lists.verb_particles:
            return j
        if words[j].form not in lists.function:
            return None
    return None


def end_of_run(words: Sequence[Word], k: int, closing: int, lists: LanguageLists) -> int:
    """Return the last of the telling words side by side from word ``k`` on, at most ``closing``."""
    while k < closing and tells(words[k + 1], lists):
        k += 1
    return k


def said_of(words: Sequence[Word], noun: int, closing: int, lists: LanguageLists) -> int | None:
    """Return the participle or predicate said of the ``noun`` of a clause: "hurt" in "no soldiers were hurt".

    None where there is none, or one that only says that the thing is: "no warning was given".
    """
    joins = lists.auxiliaries | lists.copulas | lists.have
    is_verb = False
    for j in range(noun + 1, closing + 1):
        if words[j].form in lists.relative or words[j].form in lists.complementisers:
            return None
        if words[j].form in joins:
            is_verb = True
        elif is_verb and tells(words[j], lists):
            return None if words[j].form in lists.presenting else j
    return None
