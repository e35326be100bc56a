"""Deeds in a sentence: who does what, or what is done without anybody who does it.

Three ways leave the doer out: the passive without "by", the verb of what merely happens ("died"), the noun for the deed
("the killing of"). How a language orders its words, its lists say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.steps.framing.lists import NO_FORMS, Forms, LanguageLists
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of
from compare.steps.framing.scope import in_scope
from compare.steps.framing.words import Found, Word, clause_bounds, words_of

# By hand, by what sentences of each language's kind need: tests/steps/framing/readings has them.
DOER_AND_DEED = 2  # words at least before a verb that closes its clause: a doer, and who it is done to
BRACKET = 12  # words that an auxiliary and its participle may have between them: "wurde am Montag … verhaftet"
BESIDE = 4  # words around a verb of several senses that tell which it has
RULED_OUT = frozenset("not non não no nicht niet".split())  # "fishermen, and not the coastguard, who rescued them"
BY_WITHIN = 9  # words after a participle where its "by" is looked for


@dataclass(frozen=True, slots=True)
class Deed:
    """Words ``[first, last]`` that tell a deed of ``groups``; ``way`` is how its doer is left out, or ``"actor"``."""

    first: int
    last: int
    groups: frozenset[str]
    way: str


@lru_cache(maxsize=16_384)
def deeds_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> tuple[Deed, ...]:
    """Return the deeds that ``text`` tells in the writer's words, with a doer or without.

    What it denies is none: "were not arrested".
    """
    words = words_of(text)
    denied = in_scope(text, words, lists, reported=False)
    quotes = quotes_of(text) if quotes is None else quotes
    happening = [
        _happening(words, hit, lists)
        for hit in lists.unacted.find(words)
        if not is_quoted(quotes, words[hit.first].start) and hit.last not in denied
    ]
    found: list[Deed] = []
    without = {k for deed in happening for k in range(deed.first, deed.last + 1)}
    idle = {k for hit in lists.not_acts.find(words) for k in range(hit.first, hit.last + 1)}
    for k, word in enumerate(words):
        if is_quoted(quotes, word.start) or k in denied:
            continue
        if word.form in lists.nominal and _is_noun(words, k, lists):
            found.append(Deed(max(0, k - 1), k + 1, frozenset({lists.nominal[word.form]}), "noun"))
            continue
        groups = groups_of(text, words, k, lists)
        if not groups or k in idle:
            continue
        auxiliary = _auxiliary(text, words, k, lists)
        if auxiliary is not None:
            by = _by(text, words, auxiliary if lists.brackets else k, lists)
            way = "passive" if by is None else "actor"
            ends = (auxiliary, k) if by is None else (auxiliary, by, k)
            found.append(Deed(min(ends), max(ends), groups, way))
            continue
        if k + 1 < len(words) and words[k + 1].form in lists.by:
            # A participle alone: "a student, hit by an officer".
            by = _by(text, words, k, lists)
            if by is not None:
                found.append(Deed(k, by, groups, "actor"))
            continue
        actor = _actor(text, words, k, lists) if k not in without else None
        if actor is not None:
            found.append(Deed(min(actor, k), max(actor, k), groups, "actor"))
    for hit in lists.act_phrases.find(words):
        opening, _ = clause_bounds(text, words, hit.first)
        doer = _opening_doer(words, opening, hit.first, lists)
        is_told = hit.first not in without and hit.last not in denied
        if doer is not None and is_told and not is_quoted(quotes, words[hit.first].start):
            found.append(Deed(doer, hit.last, frozenset({hit.value}), "actor"))
    told = {k for deed in found for k in range(deed.first, deed.last + 1)}
    return (*(deed for deed in happening if deed.last not in told), *found)


def groups_of(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> Forms:
    """Return the groups of deeds that the verb at ``k`` tells, of a verb of several senses by the words beside it:
    "fired tear gas", "fired the minister"."""
    senses = lists.homonyms.get(words[k].form, ())
    if not senses:
        return lists.acts.get(words[k].form, NO_FORMS)
    opening, closing = clause_bounds(text, words, k)
    beside = {w.form for w in words[max(opening, k - BESIDE) : min(closing, k + BESIDE) + 1]}
    if k < closing:
        beside.add("+" + words[k + 1].form)
    fitting = (groups for forms, groups in senses if not forms or forms & beside)
    return next(fitting, lists.acts.get(words[k].form, NO_FORMS))


def _happening(words: Sequence[Word], hit: Found[str], lists: LanguageLists) -> Deed:
    """Return a deed that a verb of happening tells, with who does it where a word of "by" stands before the verb."""
    k = hit.first - 1
    if lists.verb_last and k > 0 and words[k].form in lists.by:
        return Deed(k - 1, hit.last, frozenset({hit.value}), "actor")  # "polis tarafından öldürüldü"
    return Deed(hit.first, hit.last, frozenset({hit.value}), "happening")


def _is_noun(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True for "the killing of", with nothing before it that owns the deed ("Israel's killing of")."""
    if k + 1 >= len(words) or words[k + 1].form not in lists.of:
        return False
    return k == 0 or (words[k - 1].form in lists.function and words[k - 1].form not in lists.owners)


def _auxiliary(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return where the passive of the participle at ``k`` begins, or None where it is not passive."""
    if lists.brackets:
        opening, closing = clause_bounds(text, words, k)
        before = range(k - 1, max(opening, k - BRACKET) - 1, -1)
        after = range(k + 1, min(closing, k + 1) + 1)  # "…, weil sie verhaftet wurden"
        return next((j for j in (*before, *after) if words[j].form in lists.auxiliaries), None)
    j = k - 1
    while j >= 0 and k - j <= 4 and words[j].form in lists.passive_gap and words[j].form not in lists.auxiliaries:
        j -= 1
    if j < 0 or words[j].form not in lists.auxiliaries or k - j > 4:
        return None
    if words[k].form.endswith("ing") or (words[j].form in ("being",) and j == 0):
        return None
    while j > 0 and words[j - 1].form in lists.auxiliaries:
        j -= 1
    return j


def _by(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the last word of "by …" after the participle at ``k``, or None where no doer is named."""
    if lists.doers:
        opening, closing = clause_bounds(text, words, k)
        around = (*range(k + 1, min(closing, k + BY_WITHIN) + 1), *range(k - 1, max(opening, k - BY_WITHIN) - 1, -1))
        return next((j for j in around if words[j].form in lists.doers and not _is_with(words, j, lists)), None)
    for j in range(k + 1, min(len(words) - 1, k + BY_WITHIN) + 1):
        if words[j].form in lists.by and j + 1 < len(words):
            after = words[j + 1]
            is_cause = words[j].form in lists.cause_after and not (after.is_capital or after.form.endswith("s"))
            if after.form in lists.no_doers or (is_cause and after.form not in lists.function):
                continue  # "por seis horas", "por corrupção"
            if words[j + 1].form.endswith("ing") or words[j + 1].form[:1].isdigit():
                return None if words[j + 1].form[:1].isdigit() else j + 1
            _, closing = clause_bounds(text, words, j)
            last = j + 1
            while last < min(closing, j + 3) and words[last].form in lists.function:
                last += 1
            while last < min(closing, j + 5) and words[last + 1].form not in lists.function:
                last += 1
            if any(word.form in lists.instruments for word in words[j + 1 : last + 1]):
                continue  # "hit by a bullet" names nobody; "by a bullet fired by an officer" does
            return last
    return None


def _actor(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the first word of the doer right before the active verb at ``k``, or None where there is none."""
    opening, closing = clause_bounds(text, words, k)
    if lists.verb_last:
        return _opening_doer(words, opening, k, lists)
    if lists.brackets and any(words[j].form in lists.have for j in range(max(opening, k - BRACKET), k)):
        return _opening_doer(words, opening, k, lists, behind=lists.function)  # "die Polizei hat drei … verhaftet"
    if lists.verb_first and k < closing:
        after = words[k + 1].form
        if after not in lists.function and after not in lists.not_actors and not after[:1].isdigit():
            return k + 1
    if k in (opening, closing) or words[k].form.endswith("ing"):
        return None
    before = k - 1
    while before > opening and (words[before].form in lists.have or words[before].form.endswith("ly")):
        before -= 1
    word = words[before]
    if word.form in lists.joining and before > opening + 2:
        return _subject(words, opening, before, lists)
    if word.form in lists.not_actors or word.form in lists.auxiliaries or len(word.form) < 3 or word.form[:1].isdigit():
        return None
    if word.form in lists.function and word.form not in lists.relative:
        return None
    # An object must follow: "police killed three", not "the police killed were".
    following = words[k + 1].form
    if (
        following in lists.auxiliaries
        or following in lists.by
        or following in lists.relative
        or following in lists.unreal
    ):
        return None
    dated = k + 2 < len(words) and (words[k + 2].is_capital or words[k + 2].form[:1].isdigit())
    if following in lists.no_object and not (dated and closing > k + 2):
        return None  # "rejected in April the action" has its object behind the date
    if word.form in lists.relative:
        return _antecedent(text, words, before, lists)
    first = before
    while first > opening and before - first < 2 and _belongs(words[first - 1], lists):
        first -= 1
    return first


def _antecedent(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the first word of whom the relative pronoun at ``k`` means: "fishermen, and not the coastguard, who …"."""
    if not k:
        return None
    opening, _ = clause_bounds(text, words, k - 1)
    is_ruled_out = any(word.form in RULED_OUT for word in words[opening:k])
    end = opening if is_ruled_out else k
    return max(0, end - 2) if end else None


def _is_with(words: Sequence[Word], j: int, lists: LanguageLists) -> bool:
    """True where a small word before the form gives it another part: "после столкновений с полицией"."""
    return j > 0 and words[j - 1].form in lists.function


def _opening_doer(
    words: Sequence[Word], opening: int, k: int, lists: LanguageLists, behind: Forms = NO_FORMS
) -> int | None:
    """Return the first word of a clause whose verb closes it at ``k``, where that may name who does it.

    Words of ``behind`` that open it, articles, belong to the name.
    """
    while opening < k and words[opening].form in behind:
        opening += 1
    first = words[opening].form
    is_doer = k - opening >= DOER_AND_DEED and first not in lists.not_actors and first not in lists.function
    return opening if is_doer and not first[:1].isdigit() else None


def _subject(words: Sequence[Word], opening: int, joined: int, lists: LanguageLists) -> int | None:
    """Return the first word of the doer of a second verb, "troops invaded the valley and murdered four": the doer of
    the first, where the clause opens with one and the first is no passive."""
    before = words[opening:joined]
    if any(w.form in lists.auxiliaries or w.form in lists.relative for w in before):
        return None
    first = next((k for k, w in enumerate(before) if w.form not in lists.function), None)
    verb = next((k for k, w in enumerate(before) if w.form in lists.acts), None)
    if first is None or verb is None or verb <= first or before[first].form in lists.not_actors:
        return None
    return opening + first


def _belongs(word: Word, lists: LanguageLists) -> bool:
    """True for a word that may be part of the doer's name: "air" of "air force"."""
    return word.form not in lists.function and word.form not in lists.not_actors and not word.form.endswith("ly")
