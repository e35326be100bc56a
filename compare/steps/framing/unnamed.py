"""Sources that an outlet keeps unnamed: "people with knowledge of the case", "a source", "on condition of anonymity".

Owns the phrases in which a sentence withholds who told it. That a statement is reported, and with which verb, is
``attribution``'s; the names of sources are ``sources``'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.answers import ALONE
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.pairs import LIKELY, Contrast, join, name_all, passage_at, quoted
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.report_verbs import COMMAS, reports_at
from compare.steps.framing.words import Word, clause_bounds, span_of, words_of

UNNAMED_RULE = "unnamed source"
WITHIN = 4  # words from who knows to what is said of them: "three officials in Brussels briefed on the talks"; by hand
BEYOND = 4  # words of what they know of that are marked with it; by hand
BEFORE = 2  # words of what kind of sources they are; by hand
MOST = 4  # of a sentence; bounds hostile ones
# By hand: certain to be read right, so what is at stake is whether it matters; more where another outlet has a name.
WEIGHT, NAMED_THERE = 0.52, 0.65


def unnamed_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> list[Span]:
    """Return where ``text`` withholds the name of whom it cites; what a speaker says of his sources is his own."""
    if not lists.in_the_know:
        return []
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    verbs = {k for hit in lists.report.find(words) for k in range(hit.first, hit.last + 1)}
    found = [span_of(words, hit.first, hit.last) for hit in lists.withheld.find(words)]
    for hit in lists.in_the_know.find(words) if verbs else ():
        head = _head(text, words, hit.first, lists)
        if head is not None:
            found.append(span_of(words, head, _end(text, words, hit.last, verbs, lists)))
    for k, word in enumerate(words):
        is_of_something = k + 1 < len(words) and words[k + 1].form in lists.of  # "sources of income"
        if word.form in lists.sources_alone and not verbs.isdisjoint((k - 1, k + 1)) and not is_of_something:
            found.append(span_of(words, _start(text, words, k, verbs, lists), k))
    found = [span for span in found if not is_quoted(quotes, span.start)]
    apart = [one for k, one in enumerate(found) if not any(one.overlaps(other) for other in found[:k])]
    return sorted(apart, key=lambda span: span.start)[:MOST]


def find_unnamed(story: AlignedStory) -> Iterable[Highlight]:
    """Return the sources that one outlet does not name, with whom another names for the same where it does.

    Listed, not marked, are all but an article's first, and those whose name every outlet that tells the same withholds.
    O(sentences).
    """
    speech = speech_of(story)
    contrasts: list[Contrast] = []
    seen: set[str] = set()
    for place in story.places():
        lists = story.lists.of(story.language(place.article))
        for span in unnamed_in(story.shown(place), lists, speech[place]):
            found = list(_contrasts(story, place, span, speech))
            contrasts += [replace(one, weight=one.weight / 2) for one in found] if place.article in seen else found
            seen.add(place.article)
    return join(story, Kind.ATTRIBUTION, contrasts, _say)


def _contrasts(story: AlignedStory, place: Place, span: Span, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    passage = passage_at(place, span)
    told: tuple[tuple[str, str | float], ...] = (("rule", UNNAMED_RULE),)
    telling = [partner for partner in story.readable_partners(place) if partner.confidence >= LIKELY]
    lists = story.lists.of(story.language(place.article))
    withheld = [p for p in telling if unnamed_in(story.shown(p.place), lists, speech[p.place])]
    if telling and len(withheld) == len(telling):
        yield Contrast(passage, None, "", "", WEIGHT / 2, told)
        return
    for partner in telling:
        named = [
            report.source
            for report in reports_at(story, partner.place, speech[partner.place])
            if report.has_named_speaker and report.source is not None
        ]
        if named and partner not in withheld:
            words = named[0].of(story.shown(partner.place))
            against = passage_at(partner.place, named[0])
            yield Contrast(passage, against, story.outlet(partner.place.article), words, NAMED_THERE, told)
    yield Contrast(passage, None, "", "", WEIGHT, told)


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    named = [contrast for contrast in contrasts if contrast.against]
    if named:
        return f"{quoted(own)}: a source that is not named; for the same, {name_all(named)}."
    return f"{quoted(own)}: a source that is not named; {ALONE}."


def _head(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return who knows: the nearest word for somebody before the phrase, in its clause or that before a comma, and not
    where it says of them that they are ("people here are familiar with floods")."""
    if not k or text[words[k - 1].end : words[k].start].strip() not in ("", *COMMAS):
        return None
    opening, _ = clause_bounds(text, words, k - 1)
    before = range(k - 1, max(opening, k - WITHIN) - 1, -1)
    head = next((j for j in before if words[j].form in lists.knowers), None)
    if head is None or any(word.form in lists.copulas | lists.auxiliaries for word in words[head + 1 : k]):
        return None
    return head


def _start(text: str, words: Sequence[Word], k: int, verbs: set[int], lists: LanguageLists) -> int:
    """Return the first word of the noun phrase that ends with word ``k``: "law enforcement sources"."""
    opening, _ = clause_bounds(text, words, k)
    least, first = max(opening, k - BEFORE), k
    while first > least and first - 1 not in verbs and words[first - 1].form not in lists.function:
        first -= 1
    return first


def _end(text: str, words: Sequence[Word], last: int, verbs: set[int], lists: LanguageLists) -> int:
    """Return the last word of what they know of: up to the verb, a mark, or what another clause begins with."""
    _, closing = clause_bounds(text, words, last)
    loose = lists.function - lists.pronouns
    end = last
    while end < min(closing, last + BEYOND) and words[end + 1].form not in lists.relative:
        if end + 1 in verbs and words[end].form not in loose:
            break
        end += 1
    while end > last and words[end].form in loose:
        end -= 1
    return end
