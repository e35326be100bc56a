"""What an outlet says nobody has checked, or knows, where others say no such thing.

Owns "could not be verified", "is not clear" and the like; other marks of certainty are ``hedge``'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from compare.domain import Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import is_adverb, is_supposed
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.pairs import Contrast, and_all, passage_at, quoted
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of
from compare.steps.framing.words import Word, clause_bounds, span_of, words_of

CLOSENESS = 0.84  # to a sentence of the same sort, by hand: from here on the other outlet says so, too
TOLD = 0.9  # chance of one matter from which an outlet is said to tell nothing like it, as for other hedges
WEIGHT = 0.52  # by hand, just marked: certain to be said, and no contrast is shown
UNCHECKED_RULE = "not checked"
OPENING = 2  # words of a clause among which "neither" or "none" denies all of it
MOST = 8  # of a sentence; bounds hostile ones


def unchecked_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> list[tuple[int, int]]:
    """Return the first and last words of what ``text`` says nobody has checked, or knows: "could not be verified"."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    stating = lists.stating | lists.auxiliaries | lists.copulas
    leading = stating | lists.negations | lists.between
    found = []
    senses = lists.other_senses.find(words)
    checking = [k for k, word in enumerate(words) if word.form in lists.checking or word.form in lists.unknown]
    for k in checking[:MOST]:
        if is_quoted(quotes, words[k].start) or any(sense.first <= k <= sense.last for sense in senses):
            continue
        opening, closing = clause_bounds(text, words, k)
        if _is_checked_later(words, k, lists) or is_supposed(words, k, opening, lists):
            continue
        first = last = k
        while first > opening and (words[first - 1].form in leading or is_adverb(words[first - 1].form, lists)):
            first -= 1
        while first < k and words[first].form not in leading:
            first += 1  # "reports that men had been held privately have not been confirmed"
        around = words[first:k]
        if words[k].form in lists.unknown:
            if any(w.form in stating for w in around) and not any(w.form in lists.negations for w in around):
                found.append((first, last))
            continue
        if lists.brackets:
            first, last, around = opening, closing, words[opening : closing + 1]
        denied = any(w.form in lists.negations | lists.unable for w in around)
        if not denied and any(w.form in lists.negations for w in words[opening : opening + OPENING]):
            first, denied = opening, True  # "Neither account could be verified"
        if denied and any(w.form in stating for w in around):
            found.append((first, last))
    return found


def _is_checked_later(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True before "until 1948" and the like, but for "until now"."""
    following = [word.form for word in words[k + 1 : k + 3]]
    return bool(following) and following[0] in lists.checked_later and not set(following[1:]) & lists.as_yet


def unchecked(story: AlignedStory, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield what an outlet says nobody checked or knows, once for each outlet on the same event that does not.

    Of outlets shown in a language with lists of such words. Stands against no passage: that another outlet tells the
    same thing as it stands would need to be understood.
    """
    said: dict[str, list[tuple[Place, int, int]]] = defaultdict(list)
    for place in story.places():
        lists = story.lists.of(story.language(place.article))
        for first, last in unchecked_in(story.shown(place), lists, speech[place]) if lists.checking else ():
            said[place.article].append((place, first, last))
    same_event = [(c.left, c.right) for c in story.comparisons if story.is_one_event(c.left, c.right)]
    for one, other in (*same_event, *((right, left) for left, right in same_event)):
        if not story.lists.of(story.language(other)).checking:
            continue
        for place, first, last in said.get(one, ()):
            closeness = story.closeness(place, other)
            if any(float(closeness[there.sentence]) >= CLOSENESS for there, _, _ in said.get(other, ())):
                continue
            span = span_of(words_of(story.shown(place)), first, last)
            outlet = story.outlet(other) if _is_told(story, place, other) else ""
            yield Contrast(passage_at(place, span), None, outlet, "", WEIGHT, (("rule", UNCHECKED_RULE),))


def _is_told(story: AlignedStory, place: Place, article: str) -> bool:
    """True where an article surely tells of the matter, or where nobody read whether it does."""
    matters = story.matters(place)
    return not matters or any(other.article == article and same >= TOLD for other, same in matters.items())


def say_unchecked(own: str, contrasts: Sequence[Contrast]) -> str:
    """Return the note."""
    unchecked_ones = [c for c in contrasts if dict(c.evidence)["rule"] == UNCHECKED_RULE]
    outlets = list(dict.fromkeys(c.outlet for c in unchecked_ones if c.outlet))
    if not outlets:
        return f"{quoted(own)} says that it was not checked, or is not known."
    others = and_all(outlets[:4] + (["others"] if len(outlets) > 4 else []))
    return f"{quoted(own)} says that it was not checked, or is not known; nothing like it was found in {others}."
