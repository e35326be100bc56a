"""What a verb of saying introduces, and how far two statements are one, by the words in which they are told.

Knows word numbers of one sentence, and how rare words are in a story; who speaks is ``report_verbs``'.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import is_adverb
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.quotes import Quotes
from compare.steps.framing.report_verbs import STATES, ReportVerb, is_same_speaker, reports_at
from compare.steps.framing.words import Word, clause_bounds, stem, words_of

# By hand, these: how far from its verb a statement begins.
THAT_WITHIN = 5  # words behind a verb among which "that" stands
QUOTED_WITHIN = 8  # the same of a quotation
SAYS = 2  # telling words from which what stands in the clause of a verb, or before it, is its statement
SMALL = 2  # letters of words that tell nothing
# What a word must say, as a share of what the rarest says, to show that two sentences tell of one matter: in a story of
# 100 sentences it stands in 17 of them at most. By hand.
RARE_ENOUGH = 0.4
# Two statements are one from these shares of their words on, each as much as it is rare in the story: of the shorter
# statement, and where nothing says that one speaker made them, of the longer, too. Of 33 verbs that were set against
# another in real articles readers found that 26 introduced another statement; set by hand by these.
ONE_STATEMENT, OF_ONE_SPEAKER, LIKE_STATEMENT, MIN_OF_LONGER = 0.5, 0.4, 0.3, 0.25
MIN_SHARED, MIN_SHARED_BY_ANYBODY = 2, 3  # words, but for statements that are all but told in the same
ALL_SHARED = 0.6


@dataclass(frozen=True, slots=True)
class Statement:
    """What ``report`` introduces at ``place``: ``stems`` of its content words, without the speaker's."""

    place: Place
    report: ReportVerb
    stems: frozenset[str]


def stated(
    text: str, report: ReportVerb, reports: Sequence[ReportVerb], lists: LanguageLists, quotes: Quotes
) -> tuple[int, ...]:
    """Return the words of ``text`` that ``report`` introduces, up to those that another of ``reports`` does.

    Behind the verb where "that", a quotation or words of its own clause follow, else before it: "…, the mayor said".
    """
    words = words_of(text)
    opening, closing = clause_bounds(text, words, report.first)
    start = max((other.last + 1 for other in reports if other.last < report.first), default=0)
    later = [other for other in reports if other.first > report.last]
    end = min((_breaks_off(text, words, report, other, lists) for other in later), default=len(words))
    is_before = words[report.first].form in lists.speaker_after
    if is_before and not _n_telling(words, range(start, report.first), lists):
        end = len(words)  # "According to the police, the keeper said": all of it
    said = report.source
    behind = [k for k in range(report.last + 1, end) if said is None or not said.overlaps(words[k].span)]
    if is_before or lists.verb_last:
        before = [k for k in range(start, report.first) if said is None or not said.overlaps(words[k].span)]
        return tuple(before if _n_telling(words, before, lists) >= SAYS else behind)
    before = [k for k in range(start, opening) if said is None or not said.overlaps(words[k].span)]
    has_that = any(words[k].form in lists.complementisers for k in behind if k <= report.last + THAT_WITHIN)
    is_quoted_before = any(0 <= words[opening].start - quote.outer.end <= SMALL for quote in quotes)
    is_quoted_behind = any(
        quote.outer.start >= words[report.last].end
        and sum(words[report.last].end <= words[k].start < quote.outer.start for k in behind) < QUOTED_WITHIN
        and (end == len(words) or quote.outer.start < words[end].start)
        for quote in quotes
    )
    if is_quoted_before and not has_that:
        return tuple(before + behind if is_quoted_behind else before)
    if has_that or is_quoted_behind or text[words[report.last].end :].lstrip().startswith(STATES):
        return tuple(behind)
    in_clause = [k for k in behind if k <= closing]
    return tuple(behind if _n_telling(words, in_clause, lists) >= SAYS or not before else before)


def _breaks_off(text: str, words: Sequence[Word], report: ReportVerb, other: ReportVerb, lists: LanguageLists) -> int:
    """Return the word before which the statement of ``report`` ends for that of ``other``, behind it: its clause, or
    "and claims"; a verb inside the statement ends it not: "said that he denied it"."""
    opening, _ = clause_bounds(text, words, other.first)
    if opening > report.last:
        return opening
    k = other.first - 1
    while k > report.last and (is_adverb(words[k].form, lists) or words[k].form in lists.have | lists.auxiliaries):
        k -= 1
    return k if k > report.last and words[k].form in lists.joining else len(words)


def _tells(word: Word, lists: LanguageLists) -> bool:
    return word.form not in lists.function and len(word.form) > SMALL


def _n_telling(words: Sequence[Word], places: Sequence[int], lists: LanguageLists) -> int:
    return sum(_tells(words[k], lists) for k in places)


def _parts(word: Word) -> list[str]:
    """Return the stems of a word that a hyphen may join: "double-dip", "double dip"."""
    return [stem(part) for part in word.form.split("-") if part]


def content_of(text: str, lists: LanguageLists) -> frozenset[str]:
    """Return the stems of the words of ``text`` that say what it is about, as statements have them."""
    return frozenset(part for word in words_of(text) if _tells(word, lists) for part in _parts(word))


def statements_in(
    place: Place, text: str, reports: Sequence[ReportVerb], lists: LanguageLists, quotes: Quotes
) -> list[Statement]:
    """Return what each of the ``reports`` of a sentence introduces."""
    words = words_of(text)
    return [
        Statement(
            place,
            report,
            frozenset(
                part
                for k in stated(text, report, reports, lists, quotes)
                if _tells(words[k], lists) and words[k].form not in report.speaker
                for part in _parts(words[k])
            ),
        )
        for report in reports
    ]


def statements_at(story: AlignedStory, article: str, speech: Mapping[Place, Quotes]) -> tuple[Statement, ...]:
    """Return what is reported in an article as shown, in order; not "what he may claim"."""

    def find() -> tuple[Statement, ...]:
        lists = story.lists.of(story.language(article))
        found: list[Statement] = []
        for sentence in story.reading(article).sentences:
            place, text = Place(article, sentence.index), sentence.shown
            reports = reports_at(story, place, speech[place])
            if reports:
                words = words_of(text)
                told = statements_in(place, text, reports, lists, speech[place])
                found += [one for one in told if not _is_whatever(text, words, one.report, lists)]
        return tuple(found)

    return story.once(("statements", article), find)


def _is_whatever(text: str, words: Sequence[Word], report: ReportVerb, lists: LanguageLists) -> bool:
    """True in "what it said was proof", "whatever they claim": somebody's word that nobody states."""
    opening, _ = clause_bounds(text, words, report.first)
    return any(word.form in lists.whatever for word in words[opening : report.first])


def rarity(story: AlignedStory) -> Mapping[str, float]:
    """Return how much each stem of a story says: the rarer, the more, and what every sentence has next to nothing."""
    return story.once("rarity", lambda: _rarity(story))


def are_rare(story: AlignedStory, stems: Collection[str]) -> bool:
    """True where one of some stems is none that is everywhere in the story, as a word that shows that two sentences
    tell of one matter must be."""
    worth, n_sentences = rarity(story), sum(len(reading.sentences) for reading in story.readings)
    return any(len(one) > SMALL and worth.get(one, 0.0) >= RARE_ENOUGH * math.log(1 + n_sentences) for one in stems)


def _rarity(story: AlignedStory) -> dict[str, float]:
    places = list(story.places())
    having = Counter(one for place in places for one in _stems(story.shown(place)))
    return {one: math.log(1 + len(places) / n) for one, n in having.items()}


def _stems(text: str) -> set[str]:
    return {part for word in words_of(text) for part in _parts(word)}


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far two statements have the same words: ``n`` of them, and their share of the shorter and of the longer
    statement, in [0, 1], each word as much as it is rare in the story."""

    n: int
    of_shorter: float
    of_longer: float


def likeness(story: AlignedStory, one: Statement, other: Statement) -> Likeness:
    """Return how far two statements are told in the same words, those of who speaks aside."""
    worth = rarity(story)
    speakers = {stem(form) for form in one.report.speaker | other.report.speaker}
    mine, yours = one.stems - speakers, other.stems - speakers
    shared = sum(worth[word] for word in mine & yours)
    if not shared:
        return Likeness(0, 0.0, 0.0)
    sizes = [sum(worth[word] for word in own) for own in (mine, yours)]
    return Likeness(len(mine & yours), shared / min(sizes), shared / max(sizes))


def sameness(mine: Statement, other: Statement, like: Likeness, *, is_beside: bool) -> float | None:
    """Return how far two statements are one, in [0, 1]; None where they are surely two.

    ``is_beside``: they stand in sentences that surely tell the same.
    """
    known = bool(mine.report.speaker & other.report.speaker)
    if not like.n or not is_same_speaker(mine.report, other.report):
        return None
    if like.of_shorter < LIKE_STATEMENT:
        return None
    if is_beside and known:
        return max(OF_ONE_SPEAKER, like.of_shorter)
    is_told = like.n >= (MIN_SHARED if known else MIN_SHARED_BY_ANYBODY) or like.of_longer >= ALL_SHARED
    if not is_told or not (known or like.of_longer >= MIN_OF_LONGER):
        return None
    return like.of_shorter


def is_told(like: Likeness) -> bool:
    """True where another sentence has enough words of a statement to tell of its matter."""
    return like.of_shorter >= OF_ONE_SPEAKER and (like.n >= MIN_SHARED or like.of_longer >= MIN_OF_LONGER)
