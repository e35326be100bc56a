"""The same speech, quoted differently: in full or cut, in other words, paraphrased, or put between marks of distance.

Compares quotations of two sentences that face each other by the longest run of words they share. Who spoke is not
asked: a run of several words is proof enough.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from rapidfuzz import fuzz

from compare.domain import Highlight, Kind, Passage, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.pairs import (
    SURE,
    Contrast,
    Evidence,
    Pair,
    and_all,
    both_ways,
    is_likely,
    join,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quote, Quotes, quotes_of, speech_of
from compare.steps.framing.report_verbs import reports_in
from compare.steps.framing.words import Word, words_of

MIN_CLOSENESS = 0.84
SAME_RUN = 4  # words in a row; two speeches of one event share three by chance ("we will not")
SAME_SHARE = 0.6  # of the shorter quotation's words in shared runs: the same speech
TRANSLATED_RUN, TRANSLATED_SHARE = 3, 0.5  # the same where an engine chose the words of one side
CUT_WORDS = 4  # words that one outlet quotes beyond the other's, to be called cut
MAX_QUOTE_WORDS = 120  # longer quotations are compared by their opening: difflib is quadratic
MAX_PER_SENTENCE = 8  # quotations of one sentence that are compared
PARAPHRASE_RUN = 3  # words in a row, and
PARAPHRASE_SHARE = 0.4  # of the quotation's words, that a paraphrase keeps: less is another statement
SHORTER = 1.4  # times the other's words: by eye, English, Portuguese, Spanish and German differ less on one speech
WHOLE_WORDS = 6  # of a speech that is cut to a word or two
CUT_TO_A_WORD = 0.5
# Confidence of alignment from which a word or two are taken for a part of that very speech. In real articles readers
# found 2 of 5 such below worth marking, 3 of 5 above.
SURE_CUT = 0.75
# The same for a speech of which fewer words in a row are shared: they may be a name of a thing. By hand.
LIKELY, LONG_RUN = 0.5, 8
LONG, MOST = 3, 0.6  # letters of a word that tells something, and the share of those that is most of a speech; by hand
# Of a name, in hundredths (Indel similarity of both in letters): "Moammar Gadhafi" for "Muammar al-Qaddafi" has 71.
# And telling words of a few that are left out, below which it is a form of address or "And I think". Both by hand.
SPELT_ALIKE, TELLING_CUT = 50, 2
# One opening, two ends: each outlet cuts what the other keeps. By hand.
FORKED_SHARE, FORKED = 0.3, 0.55
DOTS, DOTTED = ("...", "…"), 0.7  # what stands for words left out, and the weight of what it stands for; by hand
STOPS = (".", "!", "?")
LAST_WORDS = 2  # of a speech that both outlets quote to its full stop; by hand
# A speech here, a report of it in other words there, where a bead says that it is one matter: just marked, by hand.
TOLD_WORDS, TOLD = 6, 0.5
MENTIONED_BEFORE, MENTIONED_AFTER = 1, 3  # words beside a quotation that say that it is only talked about; by hand
SCARE_WORDS = 3  # a quotation this short marks distance, or whose word it is


@dataclass(frozen=True, slots=True)
class Speech:
    """One quotation: its place in the sentence, its words, and whether it ends with a full stop."""

    quote: Quote
    words: tuple[Word, ...]
    stops: bool

    @property
    def forms(self) -> list[str]:
        """The folded words."""
        return [word.form for word in self.words]


def find_quotes(story: AlignedStory) -> Iterable[Highlight]:
    """Return quotations that another outlet cuts, words otherwise, paraphrases, or has without marks.

    Language-free; where either side is translated, only cuts and missing marks are looked at: the words of a
    translated quotation are the translation's.
    """
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, across=True):
        if pair.closeness < MIN_CLOSENESS:
            continue
        text = story.shown(pair.left)
        ours = speeches_of(text, speech[pair.left])
        if not ours:
            continue
        translated = any(story.reading(place.article).is_translated for place in (pair.left, pair.right))
        theirs = speeches_of(story.shown(pair.right), speech[pair.right])
        is_across = story.language(pair.left.article) != story.language(pair.right.article)
        found = [] if is_across else list(_same_speech(story, pair, ours, theirs, translated))
        if not found and (translated or is_across):
            found = list(_shorter(story, pair, ours, theirs, speech))
        contrasts += found
        if not theirs and not is_across:
            contrasts += _unmarked(story, pair, ours, translated, speech)
    return join(story, Kind.QUOTE, contrasts, _say)


def speeches_of(text: str, quotes: Quotes | None = None) -> list[Speech]:
    """Return the quotations of ``text`` with their words, at most ``MAX_PER_SENTENCE``."""
    words = words_of(text)
    found = []
    for quote in (quotes_of(text) if quotes is None else quotes)[:MAX_PER_SENTENCE]:
        own = tuple(w for w in words if quote.inner.start <= w.start and w.end <= quote.inner.end)[:MAX_QUOTE_WORDS]
        if own:
            found.append(Speech(quote, own, quote.inner.of(text).rstrip().endswith(STOPS)))
    return found


def _same_speech(
    story: AlignedStory, pair: Pair, ours: Sequence[Speech], theirs: Sequence[Speech], translated: bool
) -> Iterable[Contrast]:
    """Both quote it directly: one cuts it, or words differ."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    outlet = story.outlet(pair.right.article)
    lists = story.lists.of(story.language(pair.left.article))
    for mine in ours:
        for yours in theirs:
            runs = _runs(mine.forms, yours.forms)
            longest = max((size for _, _, size in runs), default=0)
            shared = sum(size for _, _, size in runs)
            shorter = min(len(mine.words), len(yours.words))
            passage, against = passage_at(pair.left, mine.quote.outer), passage_at(pair.right, yours.quote.outer)
            words = yours.quote.inner.of(other)
            if len(yours.words) <= SCARE_WORDS:
                is_part = len(mine.words) >= WHOLE_WORDS and _find_run(mine.words, yours.forms) is not None
                is_name = yours.words[0].is_capital and _is_title(yours)
                is_whole = is_open(mine, yours) or _only_function(yours.forms, lists) or is_name
                if not is_part or is_whole or pair.confidence < SURE_CUT:
                    continue
                if not _is_told_whole(story, pair.right.article, mine):
                    told: Evidence = (("rule", "cut to a word"), ("run", len(yours.words)))
                    yield Contrast(passage, against, outlet, words, CUT_TO_A_WORD, told)
                continue
            if longest < (TRANSLATED_RUN if translated else SAME_RUN):
                continue
            if pair.confidence < LIKELY and longest < LONG_RUN:
                continue  # a name of a thing that two speakers used
            rest = min(len(mine.words), len(yours.words)) - shared
            if not translated and rest >= CUT_WORDS and shared >= FORKED_SHARE * shorter and not is_open(mine, yours):
                cut = _cut(text, mine, runs)
                if _is_missing(story, pair.right, mine, runs, cut):
                    told = (("rule", "cut"), ("left out", cut), ("run", longest))
                    yield Contrast(passage, against, outlet, words, FORKED, told)
                    yield from _dots(story, pair, mine, yours, runs)
                continue
            if shared < (TRANSLATED_SHARE if translated else SAME_SHARE) * shorter:
                continue
            if is_open(mine, yours):
                continue  # a quotation that runs on may hold the rest next door
            if translated and len(mine.words) < SHORTER * len(yours.words):
                continue  # languages and translators differ that much on one speech
            excess = len(mine.words) - len(yours.words)
            if min(len(mine.words) - shared, excess + 1) >= CUT_WORDS and len(yours.words) - shared <= excess:
                cut = _cut(text, mine, runs)
                if _is_missing(story, pair.right, mine, runs, cut):
                    weight = min(0.85, 0.4 + 0.025 * (len(mine.words) - shared))
                    yield Contrast(
                        passage, against, outlet, words, weight, (("rule", "cut"), ("left out", cut), ("run", longest))
                    )
                    yield from _dots(story, pair, mine, yours, runs)
            elif len(pair.ours) + len(pair.theirs) > 2:
                continue  # other words may be another of his sentences
            elif not translated and mine.forms != yours.forms and 1 <= len(mine.words) - shared <= CUT_WORDS:
                changed = _changed(text, mine, other, yours, runs)
                if changed:
                    weight = min(0.7, 0.45 + 0.02 * longest)
                    evidence: Evidence = (("rule", "worded otherwise"), ("words", changed), ("run", longest))
                    yield Contrast(passage, against, outlet, words, weight, evidence)


def is_open(*speeches: Speech) -> bool:
    """True where a quotation runs on into another sentence."""
    return any(speech.quote.is_open for speech in speeches)


def _shorter(
    story: AlignedStory,
    pair: Pair,
    ours: Sequence[Speech],
    theirs: Sequence[Speech],
    speech: Mapping[Place, Quotes],
) -> Iterable[Contrast]:
    """One speech in two languages, much shorter in the other: which words are cut cannot be said, that some are can."""
    if len(ours) != 1 or len(theirs) != 1 or pair.confidence < SURE or is_open(ours[0], theirs[0]):
        return
    mine, yours = len(ours[0].words), len(theirs[0].words)
    if yours < SCARE_WORDS or mine < SHORTER * yours or mine - yours < CUT_WORDS:
        return
    n = len(story.reading(pair.right.article).sentences)
    beside = (k for k in (pair.right.sentence - 1, pair.right.sentence + 1) if 0 <= k < n)
    if any(speech[Place(pair.right.article, k)] for k in beside):
        return  # the rest may stand there
    yield Contrast(
        passage_at(pair.left, ours[0].quote.outer),
        passage_at(pair.right, theirs[0].quote.outer),
        story.outlet(pair.right.article),
        theirs[0].quote.inner.of(story.shown(pair.right)),
        min(0.7, 0.4 + 0.1 * mine / yours),
        (("rule", "shorter"), ("words", float(mine)), ("words there", float(yours))),
    )


def _unmarked(
    story: AlignedStory, pair: Pair, ours: Sequence[Speech], translated: bool, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    """Quoted here; there the same words stand without marks, or reported in the writer's words."""
    other = story.shown(pair.right)
    if quotes_of(story.sentence(pair.right).text) or any(speech[p] for p in pair.theirs):
        return  # the marks may have been lost in translation, or stand next door
    lists = story.lists.of(story.language(pair.left.article))
    their_words = words_of(other)
    if any(w.form in lists.first_person for w in their_words):
        return  # speech without marks
    outlet = story.outlet(pair.right.article)
    for mine in ours:
        if mine.quote.is_open:
            continue
        place = _find_run(their_words, mine.forms)
        passage = passage_at(pair.left, mine.quote.outer)
        if place is not None and not _only_function(mine.forms, lists):
            span = Span(their_words[place].start, their_words[place + len(mine.forms) - 1].end)
            short = len(mine.words) <= SCARE_WORDS
            if short and (_is_title(mine) or _is_mentioned(story.shown(pair.left), mine, lists)):
                continue
            weight = 0.6 if short else min(0.65, 0.45 + 0.02 * len(mine.words))
            rule = "marks of distance" if short else "without marks"
            yield Contrast(
                passage,
                passage_at(pair.right, span),
                outlet,
                span.of(other),
                weight,
                (("rule", rule), ("run", len(mine.words))),
            )
        elif len(mine.words) >= 6 and not translated:
            runs = _runs(mine.forms, [w.form for w in their_words])
            longest = max(runs, key=lambda run: (run[2], -run[0]), default=(0, 0, 0))
            shared = sum(size for _, _, size in runs)
            if longest[2] >= PARAPHRASE_RUN and shared >= PARAPHRASE_SHARE * len(mine.words):
                first, last = min(j for _, j, _ in runs), max(j + size - 1 for _, j, size in runs)
                if last - first > 2 * len(mine.words):
                    first, last = longest[1], longest[1] + longest[2] - 1
                span = Span(their_words[first].start, their_words[last].end)
                weight = min(0.6, 0.38 + 0.4 * (shared / len(mine.words) - PARAPHRASE_SHARE) + 0.02 * longest[2])
                evidence = (
                    ("rule", "paraphrased"),
                    ("run", longest[2]),
                    ("shared", round(shared / len(mine.words), 3)),
                )
                yield Contrast(passage, passage_at(pair.right, span), outlet, span.of(other), weight, evidence)
                continue
        if (
            place is None
            and len(mine.words) >= TOLD_WORDS
            and is_likely(pair)
            and len(pair.ours) + len(pair.theirs) == 2
            and _is_same_speaker(story, pair)
        ):
            told = (("rule", "told in other words"), ("confidence", round(pair.confidence, 3)))
            yield Contrast(passage, passage_at(pair.right, whole(other)), outlet, other, TOLD, told)


def _is_same_speaker(story: AlignedStory, pair: Pair) -> bool:
    """True where each sentence has one speaker, and a word of the two's names is the same."""
    speakers = []
    for place in (pair.left, pair.right):
        lists = story.lists.of(story.language(place.article))
        reports = reports_in(story.shown(place), lists)
        speakers.append({form for report in reports[:1] for form in report.speaker} - lists.function)
        if len(reports) != 1:
            return False
    return not speakers[0].isdisjoint(speakers[1])


def _runs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, int]]:
    """Return (ours, theirs, size) of the runs of two words or more that both share, in order."""
    blocks = SequenceMatcher(None, ours, theirs, autojunk=False).get_matching_blocks()
    return [(b.a, b.b, b.size) for b in blocks if b.size >= 2 or (b.size and len(ours) < 4)]


def _cut(text: str, mine: Speech, runs: Sequence[tuple[int, int, int]]) -> str:
    """Return the longest stretch of our quotation that the other lacks."""
    kept = {k for start, _, size in runs for k in range(start, start + size)}
    best = (0, 0)
    start = 0
    for k in range(len(mine.words) + 1):
        if k == len(mine.words) or k in kept:
            if k - start > best[1] - best[0]:
                best = (start, k)
            start = k + 1
    first, end = best
    return text[mine.words[first].start : mine.words[end - 1].end] if end > first else ""


def _dots(
    story: AlignedStory, pair: Pair, mine: Speech, yours: Speech, runs: Sequence[tuple[int, int, int]]
) -> Iterable[Contrast]:
    """Yield what the dots in the other's quotation stand for, where ours has it: ours is set against the dots."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    for (a, b, size), (next_a, next_b, _) in pairwise(runs):
        gap = Span(yours.words[b + size - 1].end, yours.words[next_b].start)
        if next_a - (a + size) < CUT_WORDS or next_b > b + size or not any(dots in gap.of(other) for dots in DOTS):
            continue
        cut = Span(mine.words[a + size].start, mine.words[next_a - 1].end)
        around = Span(yours.words[b + size - 1].start, yours.words[next_b].end)
        told: Evidence = (("rule", "dots"), ("left out", cut.of(text)))
        outlet = story.outlet(pair.left.article)
        yield Contrast(passage_at(pair.right, around), passage_at(pair.left, cut), outlet, cut.of(text), DOTTED, told)


def _is_missing(
    story: AlignedStory, place: Place, mine: Speech, runs: Sequence[tuple[int, int, int]], cut: str
) -> bool:
    """True where what is left out tells something, and stands nowhere else in the article that leaves it out."""
    if not _tells(cut, story.lists.of(story.language(place.article))):
        return False
    return not _said_elsewhere(story, place, mine, runs) and not _is_quoted_elsewhere(story, place.article, cut)


def _tells(cut: str, lists: LanguageLists) -> bool:
    """True where what is left out is long, or has words enough that tell something."""
    words = words_of(cut)
    telling = [word for word in words if word.form not in lists.function and len(word.form) > LONG]
    return len(words) >= CUT_WORDS or len(telling) >= TELLING_CUT


def _said_elsewhere(story: AlignedStory, place: Place, mine: Speech, runs: Sequence[tuple[int, int, int]]) -> bool:
    """True where the words that are missing stand in the sentence before or after, or elsewhere in the same one."""
    kept = {k for start, _, size in runs for k in range(start, start + size)}
    missing = [w.form for k, w in enumerate(mine.words) if k not in kept and len(w.form) > LONG]
    if not missing:
        return True
    n = len(story.reading(place.article).sentences)
    around = {
        w.form
        for k in range(max(0, place.sentence - 2), min(n, place.sentence + 3))
        for w in words_of(story.shown(Place(place.article, k)))
    }
    return sum(form in around for form in missing) >= MOST * len(missing)


def _is_quoted_elsewhere(story: AlignedStory, article: str, cut: str) -> bool:
    """True where some sentence of the other article has the words that are left out, side by side."""
    forms = [word.form for word in words_of(cut)]
    return any(_find_run(words_of(one.shown), forms) is not None for one in story.reading(article).sentences)


def _is_told_whole(story: AlignedStory, article: str, mine: Speech) -> bool:
    """True where some sentence of the other article has most of the words of a speech, whoever is quoted there."""
    wanted = {w.form for w in mine.words if len(w.form) > LONG}
    told = story.once(
        ("forms", article),
        lambda: [frozenset(w.form for w in words_of(s.shown)) for s in story.reading(article).sentences],
    )
    return bool(wanted) and any(len(wanted & own) >= MOST * len(wanted) for own in told)


def _changed(text: str, mine: Speech, other: str, yours: Speech, runs: Sequence[tuple[int, int, int]]) -> str:
    """Return ``ours → theirs`` for the first few words inside the quotations that differ, by more than their order or
    the spelling of a name; at their ends only a last word or two, where both speeches stop."""
    ends = [(len(mine.words), len(yours.words), 0)] if _stop_alike(mine, yours, runs) else []
    for (a, b, size), (next_a, next_b, _) in pairwise([*runs, *ends]):
        ours, theirs = mine.words[a + size : next_a], yours.words[b + size : next_b]
        if not (ours and theirs) or max(len(ours), len(theirs)) > CUT_WORDS:
            continue
        one, two = ("".join(word.form for word in words) for words in (ours, theirs))
        is_spelling = all(word.is_capital for word in (*ours, *theirs)) and fuzz.ratio(one, two) >= SPELT_ALIKE
        if sorted(one) != sorted(two) and not is_spelling:
            return f"{text[ours[0].start : ours[-1].end]} → {other[theirs[0].start : theirs[-1].end]}"
    return ""


def _stop_alike(mine: Speech, yours: Speech, runs: Sequence[tuple[int, int, int]]) -> bool:
    """True where after a run long enough to be one speech each quotation has the same few words and a full stop."""
    a, b, size = runs[-1]
    left = len(mine.words) - (a + size)
    return (
        mine.stops
        and yours.stops
        and size >= SAME_RUN
        and 1 <= left <= LAST_WORDS
        and left == len(yours.words) - (b + size)
    )


def _find_run(words: Sequence[Word], forms: Sequence[str]) -> int | None:
    n = len(forms)
    return next(
        (
            k
            for k in range(len(words) - n + 1)
            if words[k].form == forms[0] and [w.form for w in words[k : k + n]] == forms
        ),
        None,
    )


def _only_function(forms: Sequence[str], lists: LanguageLists) -> bool:
    return all(form in lists.function or len(form) < 3 for form in forms)


def _is_title(mine: Speech) -> bool:
    """True for the name of a film or a programme: every longer word has a capital."""
    return all(word.is_capital for word in mine.words if len(word.form) > 3)


def _is_mentioned(text: str, mine: Speech, lists: LanguageLists) -> bool:
    """True where a word is only talked about: the word "ferry", "ferry" is misspelt."""
    words = words_of(text)
    before = [w.form for w in words if w.end <= mine.quote.outer.start][-MENTIONED_BEFORE:]
    after = [w.form for w in words if w.start >= mine.quote.outer.end][:MENTIONED_AFTER]
    return not lists.mentioning.isdisjoint((*before, *after))


SAID = ("rule", "left out", "words")  # of evidence: what must be the same for a note to name several outlets


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    evidence = dict(contrasts[0].evidence)
    alike = [c for c in contrasts if all(dict(c.evidence).get(name) == evidence.get(name) for name in SAID)]
    outlets = and_all(list(dict.fromkeys(contrast.outlet for contrast in alike))[:4])
    one = len({contrast.outlet for contrast in alike}) == 1
    match evidence["rule"]:
        case "cut":
            return f"{outlets} {'quotes' if one else 'quote'} this speech without {quoted(str(evidence['left out']))}."
        case "worded otherwise":
            ours, _, theirs = str(evidence["words"]).partition(" → ")
            return f"The same speech is quoted with {quoted(ours)} here and with {quoted(theirs)} by {outlets}."
        case "dots":
            quotes = "quotes" if one else "quote"
            return f"The dots leave out {quoted(str(evidence['left out']))}, as {outlets} {quotes} it."
        case "cut to a word":
            return f"A whole speech here; {outlets} {'quotes' if one else 'quote'} {quoted(contrasts[0].words)} of it."
        case "shorter":
            here, there = int(float(evidence["words"])), int(float(evidence["words there"]))
            return f"{here} words of this speech are quoted here, {there} by {contrasts[0].outlet}."
        case "marks of distance":
            return (
                f"{quoted(own)} stands in quotation marks here; {outlets} {'uses' if one else 'use'} it as plain words."
            )
        case "without marks":
            return f"Quoted here; {outlets} {'has' if one else 'have'} the same words without quotation marks."
        case "told in other words":
            return f"Quoted here; {outlets} {'reports' if one else 'report'} it in other words."
        case _:
            return (
                f"Quoted here; {outlets} {'gives' if one else 'give'} it in other words ({quoted(contrasts[0].words)})."
            )


__all__ = ["Passage", "find_quotes", "speeches_of"]
