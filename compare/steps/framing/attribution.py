"""How a statement is introduced, and whose it is: said against claimed, somebody's word against the writer's own.

Marks the report verb that says more than that the statement was made, where another outlet introduces the same
statement otherwise; and the attribution that another outlet drops. What the speaker meant is not its business.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.fold import UNSPACED
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import is_adverb
from compare.steps.framing.classes import tokens_at
from compare.steps.framing.lists import LanguageLists, ReportClass
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    and_all,
    as_written,
    beginning,
    both_ways,
    content_stems,
    is_one_matter,
    is_sure,
    join,
    mutual_agreement,
    name_all,
    passage_at,
    quoted,
)
from compare.steps.framing.quotes import Quote, Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.statements import STATES, Likeness, Statement, content_of, likeness, statements_in
from compare.steps.framing.words import Found, Word, clause_bounds, numbers_within, span_of, stem, words_of
from compare.steps.phrases import NAME, NOUN, NUMBER, PRONOUN, VERB

NAMES_SPEAKER = frozenset(NOUN + NAME + NUMBER + PRONOUN)  # what a speaker's name ends in
MIN_CHARGE = 0.3  # classes below it are as good as neutral: "argued" beside "said" says little
MIN_CLOSENESS = 0.84  # cosine of two sentences that report one statement; e5 gives 0.80 to any two of one story
MIN_AGREEMENT = 0.25
MIN_SHARED_NEAR = 2  # words; short sentences in no bead share one by chance (both such in the sample stories did)
MIN_SURE_AGREEMENT = 0.1  # of a sure pair; without any word in common one speaker made two statements
ACROSS_AGREEMENT = 0.4  # taken for a sure pair in two languages, whose words cannot be compared
# Somebody's word against the writer's own: only where the rest is all but the same sentence.
DROPPED_AGREEMENT = 0.6
DROPPED_CLOSENESS = 0.9
DROPPED_MUTUAL = 0.45  # of the longer sentence; the attribution itself takes some words
# The same where a bead is all but sure: by eye on the sample stories, eight of nine such were right, of those less sure
# one in three.
OWNED_CONFIDENCE, OWNED_CLOSENESS, OWNED, BY_OWNED_AGREEMENT = 0.9, 0.86, 0.5, 0.2
SAME_STATEMENT = 0.6  # agreement from which it is one statement whoever is named
# Confidence of a bead from which it is one statement in whatever words: at .65 one more of 39 attributions of the
# sample stories is marked, and label links of NewsWCL50, which share places with these, have F1 .556, not .570.
SAME_CONFIDENCE = 0.85
# Two statements are one from these shares of their words on, each as much as it is rare in the story: of the shorter
# statement, and where nothing says that one speaker made them, of the longer, too. Of 33 verbs that were set against
# another in real articles readers found that 26 introduced another statement; set by hand by these.
ONE_STATEMENT, OF_ONE_SPEAKER, LIKE_STATEMENT, MIN_OF_LONGER = 0.5, 0.4, 0.3, 0.25
MIN_SHARED, MIN_SHARED_BY_ANYBODY = 2, 3  # words, but for statements that are all but told in the same
ALL_SHARED = 0.6
LOOKED_AT = 30  # statements of another article: what few articles have, and long stories take in seconds
USUAL_IN_COURT = frozenset({"arguing", "doubting"})  # of a party there: all six such in real articles were routine
DENYING = frozenset({"denying"})  # what is denied is not stated: negation's
SAME_NOTE = 0.45  # agreement from which a note says that it is one statement
# These by hand, by what sentences of each language's kind need: tests/steps/framing/readings has them.
REACH = 4  # words between a report verb and its "that", or its quotation: "told reporters on Monday that"
FAR_REACH = 12  # the same where who speaks stands between the two: "قال وزير الدفاع … إن"
MIN_STATED = 4  # words before a verb that closes the sentence: who says it, and what
WORD_REACH, HAN_REACH = 8, 20  # words, and characters, before a verb among which its speaker is named
MARKED = 7  # words of a name and office before the mark of the subject
SUBJECT = 4  # words that open a clause whose verb closes it, among which its subject is named
COMMAS = (",", "،", "，")
NAME_WORDS = 3  # with capitals, in quotation marks
NEGATED = 5  # words of "no official of the ministry" before its verb, and between a negation and a verb
HEADED = 4  # words before a colon that name whose word a headline is
NEAR_QUOTE = 8  # words between a quotation and the verb that introduces it


@dataclass(frozen=True, slots=True)
class Report:
    """A statement introduced: words ``[first, last]``, the class, and who speaks (folded words; empty: not found).

    ``source`` are the characters in which the speaker stands, with what else its clause has there. ``original`` is the
    verb as it was written, where that decides the class of a translated one.
    """

    first: int
    last: int
    kind: ReportClass
    speaker: frozenset[str]
    has_named_speaker: bool
    source: Span | None = None
    original: str = ""


def find_attributions(story: AlignedStory) -> Iterable[Highlight]:
    """Return report verbs of differing classes for one statement, and statements attributed here and not there.

    Needs word lists for the language shown. O(sentences · beads of each), linear in their length, and
    O(statements · those of other articles).
    """
    owners: list[Contrast] = []
    speech = speech_of(story)
    verbs = list(_told_otherwise(story, speech))
    for pair in both_ways(story, across=True, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if not lists.report:
            continue
        ours = reports_at(story, pair.left, speech[pair.left])
        if not ours:
            continue
        their_lists = story.lists.of(story.language(pair.right.article))
        is_across = their_lists.language != lists.language
        if is_across and not (their_lists.report and is_one_matter(story, pair)):
            continue
        theirs = reports_at(story, pair.right, speech[pair.right])
        if theirs and (is_across or not as_written(story, pair.left, pair.right)):
            verbs += _verbs(story, pair, ours, theirs, lists, is_across=is_across)
        elif not theirs and not is_across and not pair.is_near:
            owners += _owner(story, pair, ours, lists, speech)
    return join(story, Kind.ATTRIBUTION, verbs, _say_verb) + join(story, Kind.ATTRIBUTION, owners, _say_owner)


def _told_otherwise(story: AlignedStory, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield report verbs against those with which other outlets introduce the same statement, wherever it stands there.

    Of articles that are shown as they were written: words of a translation are too much the engine's. Where an
    outlet has a verb of the class, or one near it, for the statement, too, there is no difference.
    """
    surely = {(pair.left, pair.right) for pair in both_ways(story, across=True, near=True) if is_sure(pair)}
    own = {
        reading.article.id: statements_at(story, reading.article.id, speech)
        for reading in story.readings
        if not reading.is_translated
    }
    for article, statements in own.items():
        language = story.language(article)
        lists = story.lists.of(language)
        for mine in statements:
            if mine.report.kind.charge < MIN_CHARGE or mine.report.kind.name in DENYING:
                continue
            if is_usual_in_court(story.shown(mine.place), mine.report.kind, mine.report.source, lists):
                continue
            for other, theirs in own.items():
                if other == article or story.language(other) != language:
                    continue
                contrast = _against(story, mine, _nearest(story, mine.place, theirs), lists, surely)
                if contrast is not None:
                    yield contrast


def _nearest(story: AlignedStory, place: Place, theirs: Sequence[Statement]) -> Sequence[Statement]:
    """Return the statements of another article, of a long one only those nearest in meaning to ``place``."""
    if len(theirs) <= LOOKED_AT:
        return theirs
    closeness = story.closeness(place, theirs[0].place.article)
    order = np.argsort(-closeness[[one.place.sentence for one in theirs]], kind="stable")[:LOOKED_AT]
    return [theirs[k] for k in sorted(order.tolist())]


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


def _is_whatever(text: str, words: Sequence[Word], report: Report, lists: LanguageLists) -> bool:
    """True in "what it said was proof", "whatever they claim": somebody's word that nobody states."""
    opening, _ = clause_bounds(text, words, report.first)
    return any(word.form in lists.whatever for word in words[opening : report.first])


def _against(
    story: AlignedStory,
    mine: Statement,
    theirs: Sequence[Statement],
    lists: LanguageLists,
    surely: Container[tuple[Place, Place]],
) -> Contrast | None:
    """Return a statement against the likest of one other article, None where that has none, or none told otherwise."""
    best: tuple[tuple[bool, float], Statement] | None = None
    for other in theirs:
        like = likeness(story, mine, other)
        share = _sameness(mine, other, like, is_beside=(mine.place, other.place) in surely)
        if share is None:
            continue
        classes = frozenset((mine.report.kind.name, other.report.kind.name))
        is_known = bool(mine.report.speaker & other.report.speaker)
        is_one = share >= (OF_ONE_SPEAKER if is_known else ONE_STATEMENT)
        if len(classes) == 1 or (classes in lists.near and is_one):
            return None
        if not is_one or classes & DENYING:
            continue
        rank = is_known, share
        if other.report.kind.charge < mine.report.kind.charge + 0.05 and (best is None or rank > best[0]):
            best = rank, other
    if best is None:
        return None
    (_, share), other = best
    match = _speaker_match(mine.report, other.report, share)
    weight = mine.report.kind.charge * (0.65 + 0.3 * match + 0.35 * min(share, 0.75))
    return _verb_contrast(story, mine.place, mine.report, other.place, other.report, share, weight)


def _sameness(mine: Statement, other: Statement, like: Likeness, *, is_beside: bool) -> float | None:
    """Return how far two statements are one, in [0, 1]; None where they are surely two.

    ``is_beside``: they stand in sentences that surely tell the same.
    """
    known = bool(mine.report.speaker & other.report.speaker)
    if not like.n or not _same_speaker(mine.report, other.report):
        return None
    if like.of_shorter < LIKE_STATEMENT:
        return None
    if is_beside and known:
        return max(OF_ONE_SPEAKER, like.of_shorter)
    is_told = like.n >= (MIN_SHARED if known else MIN_SHARED_BY_ANYBODY) or like.of_longer >= ALL_SHARED
    if not is_told or not (known or like.of_longer >= MIN_OF_LONGER):
        return None
    return like.of_shorter


def _verbs(
    story: AlignedStory,
    pair: Pair,
    ours: Sequence[Report],
    theirs: Sequence[Report],
    lists: LanguageLists,
    *,
    is_across: bool,
) -> Iterable[Contrast]:
    if pair.closeness < MIN_CLOSENESS:
        return
    overlap = _statement_agreement(story, pair, ours, theirs)
    needed = MIN_SURE_AGREEMENT if is_sure(pair) else MIN_AGREEMENT
    is_same = not pair.is_near and pair.confidence >= SAME_CONFIDENCE
    if is_same or _is_speech_twice(story, pair, ours, theirs):
        needed = 0.0
    if overlap < needed and not is_across:
        return
    overlap = max(overlap, ACROSS_AGREEMENT * is_across)
    classes = {report.kind.name for report in theirs}
    for mine in ours:
        if mine.kind.charge < MIN_CHARGE or mine.kind.name in classes:
            continue
        same = [other for other in theirs if _same_speaker(mine, other)]
        plain = [other for other in same if frozenset((mine.kind.name, other.kind.name)) not in lists.near]
        # Several report verbs on the other side: which one answers ours is not known unless the speaker says so.
        if not plain or (len(same) > 1 and len(plain) < len(same)):
            continue
        other = min(plain, key=lambda o: (o.kind.charge, o.first))
        if other.kind.charge >= mine.kind.charge + 0.05:
            continue
        weight = mine.kind.charge * (0.65 + 0.3 * _speaker_match(mine, other, overlap) + 0.35 * min(overlap, 0.75))
        yield _verb_contrast(story, pair.left, mine, pair.right, other, overlap, weight)


def _verb_contrast(
    story: AlignedStory, place: Place, mine: Report, their_place: Place, other: Report, overlap: float, weight: float
) -> Contrast:
    their_text = story.shown(their_place)
    their_span = span_of(words_of(their_text), other.first, other.last)
    return Contrast(
        passage_at(place, span_of(words_of(story.shown(place)), mine.first, mine.last)),
        passage_at(their_place, their_span),
        story.outlet(their_place.article),
        other.original or their_span.of(their_text),
        min(0.95, weight),
        (
            ("rule", "report verb"),
            *([("verb as written", mine.original)] if mine.original else []),
            ("class", mine.kind.name),
            ("effect", mine.kind.effect),
            ("against class", other.kind.name),
            ("agreement", round(overlap, 3)),
        ),
    )


def _is_speech_twice(story: AlignedStory, pair: Pair, ours: Sequence[Report], theirs: Sequence[Report]) -> bool:
    """True for two single sentences of one bead that each quote one statement: one speech in two translations."""
    alone = len(pair.ours) + len(pair.theirs) == 2 and not pair.is_near and len(ours) == 1 and len(theirs) == 1
    return alone and bool(quotes_of(story.shown(pair.left))) and bool(quotes_of(story.shown(pair.right)))


def _statement_agreement(story: AlignedStory, pair: Pair, ours: Sequence[Report], theirs: Sequence[Report]) -> float:
    """Shared content words of the shorter sentence without those that name who speaks, in [0, 1].

    0 for sentences in no bead that share fewer than ``MIN_SHARED_NEAR``.
    """
    function = story.lists.of(story.language(pair.left.article)).function
    speakers = {stem(form) for report in (*ours, *theirs) for form in report.speaker}
    mine = content_stems(story.shown(pair.left), function) - speakers
    yours = content_stems(story.shown(pair.right), function) - speakers
    shorter = min(len(mine), len(yours))
    if pair.is_near and len(mine & yours) < MIN_SHARED_NEAR:
        return 0.0
    return len(mine & yours) / shorter if shorter else 0.0


def _owner(
    story: AlignedStory, pair: Pair, ours: Sequence[Report], lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    """Somebody's statement here, the writer's own there."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    if len(ours) != 1 or len(pair.ours) > 1 or pair.closeness < OWNED_CLOSENESS:
        return
    # Speech that stands by itself, or goes on from the sentence before, is somebody's too.
    their_words = words_of(other)
    if speech[pair.right] or any(w.form in lists.first_person or w.form in lists.speech_nouns for w in their_words):
        return
    if lists.report.find(their_words):
        return
    words = words_of(text)
    report = ours[0]
    if _is_owned(text, words, report, lists) and not speech[pair.left] and not _names(other, report):
        yield from _owned(story, pair, words, report)
        return
    if pair.closeness < DROPPED_CLOSENESS:
        return
    if any(reports_in(story.shown(place), lists, speech[place]) for place in _around(story, pair.right)):
        return
    # A verb of feeling or attack has no statement that could stand alone.
    if report.kind.name in ("attacking", "boasting", "complaining", "threatening", "demanding", "denying"):
        return
    overlap = agreement(story, pair.left, pair.right)
    # A sentence that tells more than the statement may attribute the rest.
    if overlap < DROPPED_AGREEMENT or mutual_agreement(story, pair.left, pair.right) < DROPPED_MUTUAL:
        return
    span = _attribution_span(text, words, report)
    weight = min(0.8, 0.15 + 0.6 * overlap + 0.1 * (report.kind.charge >= MIN_CHARGE))
    yield Contrast(
        passage_at(pair.left, span),
        passage_at(pair.right, Span(0, len(other))),
        story.outlet(pair.right.article),
        other,
        weight,
        (("rule", "whose statement"), ("class", report.kind.name), ("agreement", round(overlap, 3))),
    )


def _is_owned(text: str, words: Sequence[Word], report: Report, lists: LanguageLists) -> bool:
    """True where the whole sentence is somebody's statement: "…, witnesses said", "According to witnesses, …"."""
    if report.kind.charge >= MIN_CHARGE or not report.speaker:
        return False
    opening, closing = clause_bounds(text, words, report.first)
    is_last = closing == len(words) - 1 and opening >= MIN_STATED
    return is_last or (report.first == 0 and words[0].form in lists.speaker_after)


def _names(text: str, report: Report) -> bool:
    """True where a sentence names who speaks, as whose word it may be taken."""
    speaker = {beginning(form) for form in report.speaker if len(form) > 2}
    return any(beginning(word.form) in speaker for word in words_of(text))


def _owned(story: AlignedStory, pair: Pair, words: Sequence[Word], report: Report) -> Iterable[Contrast]:
    """Somebody's statement here; nobody's there, in a sentence that all but surely tells the same."""
    alone = len(pair.ours) + len(pair.theirs) == 2
    overlap = agreement(story, pair.left, pair.right)
    if not alone or pair.confidence < OWNED_CONFIDENCE or overlap < MIN_SURE_AGREEMENT:
        return
    text, other = story.shown(pair.left), story.shown(pair.right)
    yield Contrast(
        passage_at(pair.left, _attribution_span(text, words, report)),
        passage_at(pair.right, Span(0, len(other))),
        story.outlet(pair.right.article),
        other,
        min(0.7, OWNED + BY_OWNED_AGREEMENT * overlap),
        (("rule", "whose statement"), ("class", report.kind.name), ("agreement", round(overlap, 3))),
    )


def _around(story: AlignedStory, place: Place) -> Iterable[Place]:
    """The sentence before and the one after: "… . That is what the minister said."""
    n = len(story.reading(place.article).sentences)
    return [Place(place.article, k) for k in (place.sentence - 1, place.sentence + 1) if 0 <= k < n]


def reports_at(story: AlignedStory, place: Place, quotes: Quotes) -> tuple[Report, ...]:
    """Return the statements introduced in a sentence as shown.

    Engines blur verbs ("garantiu", "assured", becomes "said"): where translation and original have one report verb
    each, the class is that of the original.
    """
    found = reports_in(story.shown(place), story.lists.of(story.language(place.article)), quotes)
    reading = story.reading(place.article)
    lists = story.lists.of(reading.language)
    if not reading.is_translated or len(found) != 1 or not lists.report:
        return found
    text = story.sentence(place).text
    original = reports_in(text, lists)
    if len(original) != 1 or original[0].kind == found[0].kind:
        return found
    verb = span_of(words_of(text), original[0].first, original[0].last).of(text)
    return (replace(found[0], kind=original[0].kind, original=verb),)


@lru_cache(maxsize=16_384)
def reports_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> tuple[Report, ...]:
    """Return the statements introduced in ``text`` by the writer; report verbs inside quotations are the speaker's."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    found = []
    for hit in lists.report.find(words):
        start = words[hit.first].start
        if is_quoted(quotes, start) or not _introduces(text, words, hit.first, hit.last, lists, quotes):
            continue
        if is_denied(text, words, hit.first, hit.last, lists):
            continue
        speaker = _speaker(text, words, hit.first, hit.last, lists)
        forms = frozenset(w.form for w in speaker if w.form not in lists.function)
        source = Span(speaker[0].start, speaker[-1].end) if speaker else None
        found.append(Report(hit.first, hit.last, hit.value, forms, _is_named(words, speaker, lists), source))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Introduced:
    """Words with which a statement is introduced, whose it is where that is told beside them, and the class of the
    verb where a list has it."""

    span: Span
    source: Span | None = None
    kind: ReportClass | None = None


def introduced_at(text: str, span: Span, lists: LanguageLists) -> Introduced | None:
    """Return how words that no list need have introduce a statement; None where they introduce none.

    A verb of several words is taken whole ("made clear"), and of a speaker alone the verb as well ("neighbours say").
    """
    words = words_of(text)
    inside = numbers_within(words, span)
    if not inside:
        return Introduced(span)
    first, last = inside[0], inside[-1]
    hits = [hit for hit in lists.report.find(words) if hit.first <= last and hit.last >= first]
    reports = reports_in(text, lists)
    if not hits:
        if first and words[first - 1].form in lists.manners:
            return None  # "as agreed"
        said = next((r for r in reports if r.source is not None and r.source.overlaps(span)), None)
        if said is not None and max(first - said.last, said.first - last) <= REACH:
            return Introduced(span_of(words, min(first, said.first), max(last, said.last)), said.source, said.kind)
        verb = next((hit for hit in lists.report.find(words) if hit.first == last + 1), None)
        if verb is not None:
            return Introduced(span_of(words, first, verb.last), span, verb.value)
        source = _own_words(text, words, _speaker(text, words, first, last, lists), first, lists)
        return Introduced(span, source)
    if any(_is_demand(words, hit.first, hit.last, lists) for hit in hits):
        return None
    first, last = min(first, hits[0].first), max(last, hits[-1].last)
    whole = Span(min(span.start, words[first].start), max(span.end, words[last].end))
    own = next((r for r in reports if r.first <= last and r.last >= first), None)
    verb = hits[0] if own is None else Found(own.first, own.last, own.kind)
    is_noun = own is None and verb.first and words[verb.first - 1].form in lists.not_before
    speaker = () if is_noun else _speaker(text, words, verb.first, verb.last, lists)
    return Introduced(whole, _own_words(text, words, speaker, verb.first, lists), verb.value)


def is_plain(text: str, lists: LanguageLists) -> bool:
    """True for words of which a verb says no more than that a statement was made: "the builder says", "cite"."""
    words = words_of(text)
    verbs = lists.report.find(words)
    if verbs:
        return all(verb.value.charge == 0 for verb in verbs)
    return any(word.form in lists.plain_verbs for word in words)


def say_introduced(story: AlignedStory, place: Place, introduced: Introduced, others: Sequence[Place]) -> str:
    """Return the note of words that introduce a statement: whose it is, what the verb says beside, and how ``others``,
    sentences that tell of the same matter, have it: in their own name, as another's word, or with another verb."""
    text = story.shown(place)
    own, kind = quoted(introduced.span.of(text)), introduced.kind
    source = None if introduced.source is None else _name_in(story, place, introduced.source)
    charged = kind.effect if kind is not None and kind.charge >= MIN_CHARGE else ""
    if source is None or source.overlaps(introduced.span):
        head = f"{own} {charged}" if charged else f"Here it is somebody's word ({own})"
    else:
        named = f"Here it is the word of {quoted(source.of(text))}"
        head = f"{named}, and {own} {charged}" if charged else f"{named} ({own})"
    plain: list[str] = []
    mine = _introduced_statement(story, place, introduced)
    speech = speech_of(story)
    for other in others:
        theirs, outlet = story.shown(other), story.outlet(other.article)
        lists = story.lists.of(story.language(other.article))
        reports = reports_in(theirs, lists)
        told = [
            one
            for one in statements_in(other, theirs, reports, lists, speech[other])
            if one.report.source is not None and _is_told(likeness(story, mine, one))
        ]
        report = max(told, key=lambda one: likeness(story, mine, one).of_shorter).report if told else None
        if report is not None and report.source is not None and not plain:
            words = words_of(theirs)
            verb = span_of(words, report.first, report.last).of(theirs)
            if source is not None and _share_words(source.of(text), report.source.of(theirs), lists):
                if verb.casefold() in own.casefold():
                    continue
                return f"{head}; {outlet} has {quoted(verb)} there."
            speaker = [w for w in words if report.source.start <= w.start < report.source.end]
            whose = _own_words(theirs, words, speaker, report.first, lists)
            if whose is not None:
                return f"{head}; on the matter, {outlet} has the word of {quoted(whose.of(theirs))}."
        elif _is_told_by_itself(story, mine, other):
            plain.append(outlet)
    once = list(dict.fromkeys(plain))
    if not once:
        return f"{head}."
    tell = "tells of the matter in its own name" if len(once) == 1 else "tell of the matter in their own name"
    return f"{head}; {and_all(once)} {tell}."


def tells_in_its_own_name(story: AlignedStory, place: Place, introduced: Introduced, other: Place) -> bool:
    """True where another outlet's sentence makes the statement that is introduced its own."""
    return _is_told_by_itself(story, _introduced_statement(story, place, introduced), other)


def _is_told_by_itself(story: AlignedStory, mine: Statement, other: Place) -> bool:
    theirs, lists = story.shown(other), story.lists.of(story.language(other.article))
    if _is_somebody_s(theirs, speech_of(story)[other], lists):
        return False
    return _is_told(likeness(story, mine, replace(mine, place=other, stems=content_of(theirs, lists))))


def is_usual_in_court(text: str, kind: ReportClass, source: Span | None, lists: LanguageLists) -> bool:
    """True of what an indictment "alleges" and plaintiffs "argue": it is the verb for it, and says nothing beside."""
    if source is None or kind.name not in USUAL_IN_COURT:
        return False
    return any(word.form in lists.pleading for word in words_of(text) if source.start <= word.start < source.end)


def _name_in(story: AlignedStory, place: Place, source: Span) -> Span | None:
    """Return what names the speaker in the words before a verb: neither what stands between ("have long") nor what goes
    before in "ends with Brandt claiming"; None where they hold a clause of their own."""
    lists = story.lists.of(story.language(place.article))
    tokens = [token for token in tokens_at(story, place) if source.start <= token.span.start < source.end]
    if not tokens:
        return source
    while tokens and tokens[-1].tag not in NAMES_SPEAKER:
        tokens.pop()
    behind = [k for k, token in enumerate(tokens) if token.form in lists.with_it]
    tokens = tokens[behind[-1] + 1 :] if behind else tokens
    if not tokens or any(token.tag == VERB for token in tokens):
        return None
    return Span(tokens[0].span.start, tokens[-1].span.end)


def _introduced_statement(story: AlignedStory, place: Place, introduced: Introduced) -> Statement:
    """Return what the words at ``introduced`` introduce: all of their sentence but these, where no verb is known."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words, quotes = words_of(text), speech_of(story)[place]
    for one in statements_in(place, text, reports_in(text, lists), lists, quotes):
        if span_of(words, one.report.first, one.report.last).overlaps(introduced.span):
            return one
    own = numbers_within(words, introduced.span) or [0]
    kind = introduced.kind or ReportClass("", 0.0, "")
    report = Report(own[0], own[-1], kind, frozenset(), has_named_speaker=False, source=introduced.source)
    said = content_of(introduced.span.of(text), lists)
    said |= content_of(introduced.source.of(text), lists) if introduced.source else frozenset()
    return Statement(place, report, content_of(text, lists) - said)


def _is_told(like: Likeness) -> bool:
    """True where another sentence has enough words of a statement to tell of its matter."""
    return like.of_shorter >= OF_ONE_SPEAKER and (like.n >= MIN_SHARED or like.of_longer >= MIN_OF_LONGER)


def _is_somebody_s(text: str, quotes: Quotes, lists: LanguageLists) -> bool:
    """True where a sentence has speech, words of saying, or a name before a colon, that may make what it tells
    somebody's word."""
    words = words_of(text)
    opening = clause_bounds(text, words, 0)[1] if words else 0
    is_headed = bool(words) and opening < HEADED and text[words[opening].end :].lstrip().startswith(STATES[0])
    return is_headed or bool(quotes or lists.report.find(words)) or any(w.form in lists.speech_nouns for w in words)


def _share_words(one: str, other: str, lists: LanguageLists) -> bool:
    return bool(content_stems(one, lists.function) & content_stems(other, lists.function))


def _own_words(
    text: str, words: Sequence[Word], speaker: Sequence[Word], verb: int, lists: LanguageLists
) -> Span | None:
    """Return the characters of who speaks, without small words at either end but articles; None of a pronoun, and
    where who speaks is told in more words than were looked at."""
    opening, _ = clause_bounds(text, words, verb)
    if not speaker or (speaker[0].start > words[opening].start and verb - opening > WORD_REACH):
        return None
    idle = lists.manners | lists.joining | lists.complementisers | lists.relative | lists.of | lists.by | lists.unreal
    verbs = lists.auxiliaries | lists.copulas | lists.have | lists.stating
    kept = list(speaker)
    while kept and kept[0].form in idle:
        kept.pop(0)
    while kept and (kept[-1].form in verbs | idle or is_adverb(kept[-1].form, lists)):
        kept.pop()
    if all(word.form in lists.function or word.form in lists.pronouns for word in kept):
        return None
    return Span(kept[0].start, kept[-1].end)


def _is_demand(words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying has a right or money for its object, "claim the raise", and no verb behind that; and
    of "insist on the raise", but not "insisted on Monday that"."""
    after = words[last + 1 : last + 3]
    if words[first].form in lists.pressing and len(after) == 2 and after[0].form in lists.pressed_on:
        is_small = after[1].form in lists.function and not after[1].is_capital
        return is_small or after[1].form.endswith(lists.gerunds or " ")
    if words[first].form not in lists.demanding:
        return False
    k = last + 1
    while k < len(words) and k - last < NEAR_QUOTE and words[k].form not in lists.not_speech:
        if words[k].form in lists.complementisers | lists.pronouns:
            return False
        k += 1
    if k >= len(words) or words[k].form not in lists.not_speech:
        return False
    verbs = lists.auxiliaries | lists.copulas | lists.have | (lists.unreal - lists.infinitive_after)
    return k + 1 >= len(words) or words[k + 1].form not in verbs


def is_denied(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> bool:
    """True where a verb of saying, words ``first`` to ``last``, is negated, or its subject, so that nothing is said.

    "Did not say that", "sagte nicht, dass", "nothing suggests that"; not "did not only say that".
    """
    auxiliary = lists.auxiliaries | lists.copulas | lists.have | lists.stating
    opening, closing = clause_bounds(text, words, first)
    k = first
    while k > max(opening, first - NEGATED) and (words[k - 1].form in auxiliary or is_adverb(words[k - 1].form, lists)):
        k -= 1
    negating = lists.negations - lists.denied_nouns - auxiliary
    if k > opening and words[k - 1].form in negating and words[k].form not in lists.idle_before:
        return True
    behind = [word.form for word in words[last + 1 : min(closing, last + 2) + 1]]
    if behind and behind[0] in lists.denying_behind and behind[-1] not in lists.idle_before:
        return True
    subject = [word.form for word in words[opening:k]]
    if lists.verb_last or words[first].form in lists.speaker_after or not 0 < len(subject) <= NEGATED:
        return False  # "nobody was hurt according to"
    return (
        subject[0] in lists.denied_nouns | lists.nothing
        and not set(subject[1:2]) & lists.idle_before
        and not set(subject) & (lists.relative | lists.complementisers)
    )


def _is_named(words: Sequence[Word], speaker: Sequence[Word], lists: LanguageLists) -> bool:
    """True where a proper name is among the words of who speaks; the capital of a sentence's first word is none.

    A first word that stands alone is a name unless it is a plural or a noun of persons or bodies: "Police said".
    """
    names = [w for w in speaker if w.is_capital and w.form not in lists.function]
    if len(names) != 1 or names[0].start != words[0].start:
        return bool(names)
    form = names[0].form
    return len(speaker) == 1 and not form.endswith("s") and form not in lists.persons | lists.bodies


def _introduces(
    text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists, quotes: Sequence[Quote]
) -> bool:
    """True where a report verb introduces a statement, and is no noun, passive or other sense."""
    before = words[first - 1].form if first else ""
    after = [w.form for w in words[last + 1 : last + 2 + (FAR_REACH if lists.verb_first else REACH)]]
    if last > first:
        return True  # a phrase of several words is unambiguous: "according to"
    if after and (after[0] in lists.not_speech or _is_demand(words, first, last, lists)):
        return False
    if after and after[0] in lists.by:
        return False  # "a deal announced by the minister"
    if before in lists.not_before or (before in lists.copulas and (first == 1 or not words[first - 1].is_capital)):
        return False  # but "lo Stato sostiene che"
    if first and words[first].is_capital:
        return False  # "the United States"
    if not first and not (
        lists.drops_subjects or words[0].form in lists.speaker_after or _beside_quote(quotes, words, 0)
    ):
        return False  # "State media report that": nobody stands before it
    if any(form in lists.complementisers for form in after):
        return True
    if text[words[last].end :].lstrip()[:1] in STATES and len(words) - last > MIN_STATED:
        return True  # "The minister said: nobody is to blame"
    if len(after) > 1 and after[0] in lists.deed_after and after[1].endswith("ing"):
        return True  # "confessed to having taken"
    if _beside_quote(quotes, words, first):
        return True
    if lists.verb_last and last == len(words) - 1 and first >= MIN_STATED:
        return True  # the statement stands before its verb
    opening, closing = clause_bounds(text, words, first)
    if any(word.form in lists.subordinating for word in words[opening:first]):
        return False  # "…, months after texts revealed"
    if (
        closing == last
        and last - opening <= NEAR_QUOTE
        and text[: words[opening].start].rstrip().endswith((*COMMAS, "”", '"', "»"))
    ):
        return True  # "…, the minister claimed"
    if opening == first >= MIN_STATED and closing == len(words) - 1 and 0 < closing - last <= NEAR_QUOTE:
        return text[: words[first].start].rstrip().endswith(COMMAS)  # "…, said the minister"
    return bool(after) and after[0] in lists.subordinate and closing - last >= 3  # "claimed he was there"


def _beside_quote(quotes: Sequence[Quote], words: Sequence[Word], k: int) -> bool:
    """True where a quotation starts or ends within a few words of word ``k``; one that is a name ("Рельеф") is none."""
    for quote in quotes:
        inside = [w for w in words if quote.inner.start <= w.start < quote.inner.end]
        if len(inside) <= NAME_WORDS and all(w.is_capital for w in inside) and not quote.is_open:
            continue
        if quote.outer.end <= words[k].start:
            between = sum(1 for w in words[max(0, k - NEAR_QUOTE) : k] if w.start >= quote.outer.end)
            if between < NEAR_QUOTE and between <= k:
                return True
        elif quote.outer.start >= words[k].end:
            between = sum(1 for w in words[k + 1 : k + 1 + NEAR_QUOTE] if w.end <= quote.outer.start)
            if between < NEAR_QUOTE:
                return True
    return False


def _speaker(text: str, words: Sequence[Word], first: int, last: int, lists: LanguageLists) -> Sequence[Word]:
    """Return the words of who speaks: before the verb in its clause, else right after it."""
    if words[first].form in lists.speaker_after:
        _, closing = clause_bounds(text, words, last)
        return words[last + 1 : min(closing + 1, last + 9)]
    opening, closing = clause_bounds(text, words, first)
    if lists.marks:
        return _marked(text, words, first, lists)
    if lists.verb_last:
        return words[: min(first, SUBJECT)]
    reach = HAN_REACH if UNSPACED.match(words[first].form) else WORD_REACH
    before = words[max(opening, first - reach) : first]
    if all(word.form in lists.joining or is_adverb(word.form, lists) for word in before):
        before = ()  # "…, wrongly claiming", "… and admitted"
    if all(word.form in lists.have for word in before):
        before = ()  # "…, ha detto il ministro"
    after = words[last + 1 : min(closing + 1, last + 7)]
    if not before and _is_apposed(text, words, first):
        return words[max(0, first - 6) : first]
    is_addressed = words[first].form in lists.addressing
    if not before and not is_addressed and after and (after[0].is_capital or after[0].form in lists.subordinate):
        # "…, warned the minister, Rosario Quintana": the name may stand behind a comma.
        _, further = clause_bounds(text, words, min(closing + 1, len(words) - 1))
        named = words[closing + 1 : min(further + 1, closing + 4)]
        return [*after, *(named if named and named[0].is_capital else ())]
    is_gerund = words[first].form.endswith(lists.gerunds or " ")  # "…, claiming that": whose is not told here
    if not before and not is_gerund and opening and text[words[opening - 1].end : words[opening].start].strip() == ",":
        before = words[max(0, first - 6) : first]  # "His lawyer, Caio Brandt, insists"
    is_told = bool(after) and after[0].form in lists.complementisers  # "Sostuvo que …": the subject is dropped
    return before or ([] if is_addressed or is_told else after)


def _marked(text: str, words: Sequence[Word], first: int, lists: LanguageLists) -> Sequence[Word]:
    """Return the words before the mark of the subject that is nearest to the verb, or else that of an owner; none where
    neither stands before it."""
    ends = (k for marks in (lists.marks, lists.genitives) for k in range(first - 1, 0, -1) if words[k].form in marks)
    mark = next(ends, None)
    if mark is None:
        return ()
    inside = lists.marks | lists.genitives | lists.pronouns
    opening, _ = clause_bounds(text, words, mark)
    start = mark
    while start > max(opening, mark - MARKED):
        form = words[start - 1].form
        if form in lists.function and form not in inside:
            break
        start -= 1
    while start < mark and words[start].form in lists.marks | lists.genitives:
        start += 1
    return words[start:mark]


def _is_apposed(text: str, words: Sequence[Word], first: int) -> bool:
    """True where a name between commas stands before the verb: "The minister, Rosario Quintana, denounced them"."""
    k = first
    while k and words[k - 1].is_capital and text[words[k - 1].end : words[k].start].strip() == "," * (k == first):
        k -= 1
    return 0 < k < first and text[: words[k].start].rstrip().endswith(",")


def _same_speaker(one: Report, other: Report) -> bool:
    """False only where both name somebody and no word is shared: "the minister" may be anybody."""
    if one.speaker & other.speaker or not one.speaker or not other.speaker:
        return True
    return not (one.has_named_speaker and other.has_named_speaker)


def _speaker_match(one: Report, other: Report, overlap: float) -> float:
    """How sure both speak of one speaker, in [0, 1]: a word shared, a pronoun that may be anybody, or nothing known."""
    if one.speaker & other.speaker or overlap >= SAME_STATEMENT:
        return 1.0
    pronoun = not one.speaker or not other.speaker
    return 0.6 if pronoun else 0.3


def _attribution_span(text: str, words: Sequence[Word], report: Report) -> Span:
    """The report verb with its speaker where that stands beside it."""
    opening, closing = clause_bounds(text, words, report.first)
    first = opening if report.first - opening <= 5 else report.first
    last = report.last
    if first == report.first and report.last == report.first + 1:
        last = min(closing, report.last + 5)
    elif closing - report.last <= 3:
        last = closing
    return span_of(words, first, last)


def _say_verb(own: str, contrasts: Sequence[Contrast]) -> str:
    evidence = dict(contrasts[0].evidence)
    where = "for the same statement" if float(evidence["agreement"]) >= SAME_NOTE else "in the facing sentence"
    verb = str(evidence.get("verb as written", own))
    return f"{quoted(verb)} {evidence['effect']}; {where}, {name_all(contrasts)}."


def _say_owner(own: str, contrasts: Sequence[Contrast]) -> str:
    outlets = list(dict.fromkeys(contrast.outlet for contrast in contrasts))[:4]
    verb = "states" if len(outlets) == 1 else "state"
    return f"Here it is somebody's statement ({quoted(own)}); {and_all(outlets)} {verb} it as a fact."
