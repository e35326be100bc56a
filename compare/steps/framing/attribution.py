"""How a statement is introduced, and whose it is: said against claimed, somebody's word against the writer's own.

Marks the report verb that says more than that the statement was made, where another outlet introduces the same
statement otherwise; and the attribution that another outlet drops. What the speaker meant is not its business.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from math import inf

import numpy as np

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import hedges_in
from compare.steps.framing.hedge import leaves_open
from compare.steps.framing.lists import HedgeKind, LanguageLists
from compare.steps.framing.number import numbers_at
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
from compare.steps.framing.quotes import Quotes, quotes_of, speech_of
from compare.steps.framing.report_verbs import (
    MIN_CHARGE,
    MIN_STATED,
    ReportVerb,
    is_same_speaker,
    is_usual_in_court,
    reports_at,
    reports_in,
)
from compare.steps.framing.statements import OF_ONE_SPEAKER, ONE_STATEMENT, Statement, likeness, sameness, statements_at
from compare.steps.framing.words import Word, clause_bounds, span_of, stem, words_of
from compare.steps.quantity import Quantity, Unit, compatible

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
LOOKED_AT = 30  # statements of another article: what few articles have, and long stories take in seconds
DENYING = frozenset({"denying"})  # what is denied is not stated: negation's
FIGURES = frozenset({Unit.COUNT, Unit.MONEY, Unit.PERCENT, Unit.POINTS, Unit.MEASURE, Unit.AGE})  # dates are of saying
SAME_NOTE = 0.45  # agreement from which a note says that it is one statement


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
        share = sameness(mine, other, like, is_beside=(mine.place, other.place) in surely)
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


def _verbs(
    story: AlignedStory,
    pair: Pair,
    ours: Sequence[ReportVerb],
    theirs: Sequence[ReportVerb],
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
        same = [other for other in theirs if is_same_speaker(mine, other)]
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
    story: AlignedStory,
    place: Place,
    mine: ReportVerb,
    their_place: Place,
    other: ReportVerb,
    overlap: float,
    weight: float,
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


def _is_speech_twice(story: AlignedStory, pair: Pair, ours: Sequence[ReportVerb], theirs: Sequence[ReportVerb]) -> bool:
    """True for two single sentences of one bead that each quote one statement: one speech in two translations."""
    alone = len(pair.ours) + len(pair.theirs) == 2 and not pair.is_near and len(ours) == 1 and len(theirs) == 1
    return alone and bool(quotes_of(story.shown(pair.left))) and bool(quotes_of(story.shown(pair.right)))


def _statement_agreement(
    story: AlignedStory, pair: Pair, ours: Sequence[ReportVerb], theirs: Sequence[ReportVerb]
) -> float:
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
    story: AlignedStory, pair: Pair, ours: Sequence[ReportVerb], lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    """Somebody's statement here, the writer's own there."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    if len(ours) != 1 or len(pair.ours) > 1 or pair.closeness < OWNED_CLOSENESS:
        return
    # Speech that stands by itself, or goes on from the sentence before, is somebody's too.
    their_words = words_of(other)
    if speech[pair.right] or any(w.form in lists.first_person or w.form in lists.speech_nouns for w in their_words):
        return
    if lists.report.find(their_words) or _is_left_open(story, pair.right):
        return
    words = words_of(text)
    report = ours[0]
    if _is_owned(text, words, report, lists) and not speech[pair.left] and not _names(other, report):
        yield from _owned(story, pair, words, report, lists)
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
    span = _attribution_span(text, words, report, lists)
    weight = min(0.8, 0.15 + 0.6 * overlap + 0.1 * (report.kind.charge >= MIN_CHARGE))
    yield Contrast(
        passage_at(pair.left, span),
        passage_at(pair.right, Span(0, len(other))),
        story.outlet(pair.right.article),
        other,
        weight,
        (("rule", "whose statement"), ("class", report.kind.name), ("agreement", round(overlap, 3))),
    )


def _is_left_open(story: AlignedStory, place: Place) -> bool:
    """True of a sentence with a mark of doubt or hearsay, as it is shown or as it was written: "aurait perdu"."""
    original = hedges_in(story.sentence(place).text, story.lists.of(story.reading(place.article).language))
    return leaves_open(story, place) or any(hit.value is not HedgeKind.BOOSTER for hit in original)


def _is_owned(text: str, words: Sequence[Word], report: ReportVerb, lists: LanguageLists) -> bool:
    """True where the whole sentence is somebody's statement: "…, witnesses said", "According to witnesses, …"."""
    if report.kind.charge >= MIN_CHARGE or not report.speaker:
        return False
    opening, closing = clause_bounds(text, words, report.first)
    is_last = closing == len(words) - 1 and opening >= MIN_STATED
    return is_last or (report.first == 0 and words[0].form in lists.speaker_after)


def _names(text: str, report: ReportVerb) -> bool:
    """True where a sentence names who speaks, as whose word it may be taken."""
    speaker = {beginning(form) for form in report.speaker if len(form) > 2}
    return any(beginning(word.form) in speaker for word in words_of(text))


def _owned(
    story: AlignedStory, pair: Pair, words: Sequence[Word], report: ReportVerb, lists: LanguageLists
) -> Iterable[Contrast]:
    """Somebody's statement here; nobody's there, in a sentence that all but surely tells the same."""
    alone = len(pair.ours) + len(pair.theirs) == 2
    overlap = agreement(story, pair.left, pair.right)
    if not alone or pair.confidence < OWNED_CONFIDENCE or overlap < MIN_SURE_AGREEMENT:
        return
    if not _has_figures_of(story, pair.right, pair.left):
        return
    text, other = story.shown(pair.left), story.shown(pair.right)
    yield Contrast(
        passage_at(pair.left, _attribution_span(text, words, report, lists)),
        passage_at(pair.right, Span(0, len(other))),
        story.outlet(pair.right.article),
        other,
        min(0.7, OWNED + BY_OWNED_AGREEMENT * overlap),
        (("rule", "whose statement"), ("class", report.kind.name), ("agreement", round(overlap, 3))),
    )


def _has_figures_of(story: AlignedStory, place: Place, other: Place) -> bool:
    """True where a sentence has every number of another one, or one that may be it: without "25 intoxicated" it does
    not state that."""
    own = numbers_at(story, place)
    figures = [one.quantity for one in numbers_at(story, other) if one.quantity.unit in FIGURES]
    return all(any(_may_be(figure, mine.quantity) for mine in own) for figure in figures)


def _may_be(one: Quantity, other: Quantity) -> bool:
    """True where the values may be one, whatever their units: "a student of 19", "a 19-year-old"."""
    if one.high == other.high == inf:
        return compatible(one, other)
    return one.low <= other.high and other.low <= one.high


def _around(story: AlignedStory, place: Place) -> Iterable[Place]:
    """The sentence before and the one after: "… . That is what the minister said."""
    n = len(story.reading(place.article).sentences)
    return [Place(place.article, k) for k in (place.sentence - 1, place.sentence + 1) if 0 <= k < n]


def _speaker_match(one: ReportVerb, other: ReportVerb, overlap: float) -> float:
    """How sure both speak of one speaker, in [0, 1]: a word shared, a pronoun that may be anybody, or nothing known."""
    if one.speaker & other.speaker or overlap >= SAME_STATEMENT:
        return 1.0
    pronoun = not one.speaker or not other.speaker
    return 0.6 if pronoun else 0.3


def _attribution_span(text: str, words: Sequence[Word], report: ReportVerb, lists: LanguageLists) -> Span:
    """The report verb with its speaker where that stands beside it."""
    opening, closing = clause_bounds(text, words, report.first)
    first = opening if report.first - opening <= 5 else report.first
    last = report.last
    is_preposition = words[report.first].form in lists.speaker_after or report.last == report.first + 1
    if first == report.first and is_preposition:
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
