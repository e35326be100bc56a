"""Certainty: one outlet hedges what another states flatly, or makes it firmer than the others do.

Marks the hedge or booster where the word it bears on is told by the other outlet too, without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.fold import UNSPACED
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.certainty import Certainty, certainty_at, hedges_in
from compare.steps.framing.classes import noun_after, tokens_at
from compare.steps.framing.lists import HedgeKind, LanguageLists
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    and_all,
    as_written,
    both_ways,
    content_stems,
    is_likely,
    is_one_matter,
    is_sure,
    join,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, speech_of
from compare.steps.framing.report_verbs import ReportVerb, reports_in
from compare.steps.framing.scope import is_negation
from compare.steps.framing.statements import are_rare, stated
from compare.steps.framing.unchecked import UNCHECKED_RULE, say_unchecked, unchecked, unchecked_in
from compare.steps.framing.words import Found, Word, clause_bounds, span_of, stem, words_of

MIN_CLOSENESS = 0.82  # e5 gives 0.80 to any two sentences of one story; shared words must say the rest
LIKELY_CLOSENESS = 0.86  # from which half of the shared words is enough
MIN_AGREEMENT = {  # shared content words; a modal is so common that the sentences must be nearly the same
    HedgeKind.ADJECTIVE: 0.3,
    HedgeKind.ADVERB: 0.4,
    HedgeKind.MODAL: 0.5,
    HedgeKind.EVIDENTIAL: 0.45,
    HedgeKind.BOOSTER: 0.45,
    HedgeKind.CONDITIONAL: 0.3,
}
BASE = {
    HedgeKind.ADJECTIVE: 0.6,
    HedgeKind.ADVERB: 0.5,
    HedgeKind.MODAL: 0.42,
    HedgeKind.EVIDENTIAL: 0.45,
    HedgeKind.BOOSTER: 0.5,
    HedgeKind.CONDITIONAL: 0.45,
}
SHARED = 0.08  # more where the other outlet has a word that the hedge bears on
OTHER_WORDS = 0.55  # at most, where the other outlet has another word for what is hedged
SCOPE = {  # words after the hedge among which the word it bears on is looked for
    HedgeKind.ADJECTIVE: 3,
    HedgeKind.ADVERB: 4,
    HedgeKind.MODAL: 4,
    HedgeKind.EVIDENTIAL: 5,
    HedgeKind.BOOSTER: 4,
    HedgeKind.CONDITIONAL: 4,
}
OPENED_BY = 6  # words before a predicate among which a modal, a plan or a forecast leaves it open
# Nothing answers to these where the other sentence lacks their word, unless the two all but surely tell the same.
# By eye on the sample stories, three of five such contrasts in less near pairs were right. Confidence, and cosine.
SURER, SURER_CLOSENESS = 0.95, 0.9
WORDED = frozenset({HedgeKind.MODAL, HedgeKind.ADJECTIVE})
WEAK = frozenset({HedgeKind.MODAL, HedgeKind.CONDITIONAL})  # their words mean ability and time as often as doubt
# These bear on the verb that follows; its object alone may stand in a sentence about something else.
FORETELLING = frozenset({HedgeKind.MODAL, HedgeKind.ADVERB, HedgeKind.CONDITIONAL})
APART = frozenset(";:—–")  # marks before a statement of its own
# By hand, these: words before one that leave it open or deny it, and around it among which sentences must have another
# word in common. Of 20 hedges that were set against a word in real articles readers found 17 set against another
# statement, against one that somebody made, or against none.
UNREAL_BY, DENIED_BY, NEAR = 3, 3, 8
TAKING_FOR_TRUE = frozenset({"revealing", "conceding", "noting", "promising"})  # and what promises is a deed
BORNE = 3  # telling words after a hedge at most that it may bear on


def find_hedges(story: AlignedStory) -> Iterable[Highlight]:
    """Return marks of certainty that another outlet does not have where it tells the same.

    Hedges and boosters inside quotations are the speaker's and are left alone. Needs word lists for the language shown.
    """
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, across=True, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if lists.hedges and pair.closeness >= MIN_CLOSENESS:
            contrasts += _contrasts(story, pair, lists, speech)
    contrasts += unchecked(story, speech)
    return join(story, Kind.HEDGE, contrasts, _say)


def hedges_at(story: AlignedStory, place: Place, quotes: Quotes) -> list[Found[HedgeKind]]:
    """Return the writer's marks of certainty in a sentence as shown, worked out once a story.

    In a translation "would have smoked" is one too where the original has a mark of hearsay ("teria fumado").
    """
    return story.once(("hedges", place, quotes), lambda: _hedges_at(story, place, quotes))


def _hedges_at(story: AlignedStory, place: Place, quotes: Quotes) -> list[Found[HedgeKind]]:
    lists = story.lists.of(story.language(place.article))
    hits: Sequence[Found[HedgeKind]] = hedges_in(story.shown(place), lists, quotes)
    reading = story.reading(place.article)
    if not reading.is_translated:
        return [hit for hit in hits if hit.value is not HedgeKind.CONDITIONAL]
    words = words_of(story.shown(place))
    hits = [hit for hit in hits if not _only_names(words[hit.first : hit.last + 1], lists)]
    original = hedges_in(story.sentence(place).text, story.lists.of(reading.language))
    if all(hit.value is HedgeKind.BOOSTER for hit in original):
        return [hit for hit in hits if hit.value is not HedgeKind.CONDITIONAL]
    return list(hits)


def certainty_of(story: AlignedStory, place: Place, span: Span) -> Certainty | None:
    """Return how words of a sentence as shown bear on its certainty, with their negation; None where they do not, and
    in a quotation, where they are the speaker's."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    inside = [word for word in words_of(text) if word.start < span.end and word.end > span.start]
    if story.reading(place.article).is_translated and _only_names(inside, lists):
        return None
    if inside and is_quoted(speech_of(story)[place], inside[0].start):
        return None
    if inside and inside[-1].form in lists.graded and noun_after(tokens_at(story, place), inside[-1].span) is not None:
        return None
    return certainty_at(text, span, lists)


def is_conditional(story: AlignedStory, place: Place, span: Span) -> bool:
    """True for "would have" and the like, which only where another outlet tells the same may be hearsay."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = [word for word in words_of(text) if word.start < span.end and word.end > span.start]
    hits = lists.hedges.find(words)
    return bool(hits) and all(hit.value is HedgeKind.CONDITIONAL or _is_past(words, hit, lists) for hit in hits)


def _is_past(words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True for "could have", which as often tells of what was not."""
    is_perfect = hit.last > hit.first and words[hit.last].form in lists.have
    return is_perfect and words[hit.first].form in lists.imagining


def say_certainty(own: str, certainty: Certainty) -> str:
    """Return the note of words that were read as bearing on certainty. It names no outlet: of 7 notes that said
    of one, in real articles, that it tells of the matter without such a word, alignment being sure, 5 were wrong."""
    return f"{quoted(own)} {'makes it sound certain' if certainty.makes_surer else 'leaves it open'}."


def leaves_open(story: AlignedStory, place: Place) -> bool:
    """True where a sentence as shown has some mark of less than certainty, or reports what it tells as doubted."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    return (
        any(hit.value is not HedgeKind.BOOSTER for hit in hedges_in(text, lists))
        or bool(unchecked_in(text, lists))
        or _is_doubted(reports_in(text, lists))
    )


def is_made_sure(story: AlignedStory, place: Place) -> bool:
    """True where a sentence as shown has a word that makes it sound certain."""
    lists = story.lists.of(story.language(place.article))
    return any(hit.value is HedgeKind.BOOSTER for hit in hedges_in(story.shown(place), lists))


def _only_names(words: Sequence[Word], lists: LanguageLists) -> bool:
    """True for "so-called", which in a translation is what another language says before any name."""
    return " ".join(word.form for word in words) in lists.namings


def _contrasts(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    hits = hedges_at(story, pair.left, speech[pair.left])
    their_lists = story.lists.of(story.language(pair.right.article))
    is_across = their_lists.language != lists.language
    if not hits or not their_lists.hedges or (is_across and not is_one_matter(story, pair)):
        return
    words, their_words = words_of(text), words_of(other)
    their_hits = hedges_at(story, pair.right, speech[pair.right])
    softened = any(hit.value is not HedgeKind.BOOSTER for hit in their_hits)
    leaves_open = {k for k, word in enumerate(their_words) if word.form in their_lists.leaving_open}
    reported = [
        report for place in pair.theirs for report in reports_in(story.shown(place), their_lists, speech[place])
    ]
    overlap = agreement(story, pair.left, pair.right)
    is_as_written = not is_across and as_written(story, pair.left, pair.right)
    told_by_others = told_of_others(story, pair.left, speech[pair.left]) if is_as_written else frozenset()
    for hit in hits:
        kind = hit.value
        if hit.first in told_by_others:
            continue
        needed = MIN_AGREEMENT[kind] * (0.5 if pair.closeness >= LIKELY_CLOSENESS else 1.0)
        is_one = is_sure(pair) or (is_likely(pair) and kind is not HedgeKind.MODAL)
        if (overlap < needed and not is_across and not is_one) or (
            kind is HedgeKind.BOOSTER and len(their_hits) > int(softened)
        ):
            continue
        if kind is not HedgeKind.BOOSTER and (softened or _is_doubted(reported)):
            continue
        # Somebody's word either way: "reportedly" against "police said" is no difference of certainty.
        if kind in (HedgeKind.EVIDENTIAL, HedgeKind.BOOSTER) and reported:
            continue
        borne = _borne(text, words, hit, lists)
        if not borne:
            continue
        spoken = speech[pair.right]
        said = [
            [k for k, w in enumerate(their_words) if _is_same(w, b, kind) and not is_quoted(spoken, w.start)]
            for b in borne
        ]
        if is_as_written:
            ours = (text, words, hit, borne)
            said = said if kind is HedgeKind.ADJECTIVE else said[:1]
            n_said = sum(any(_is_same(w, b, kind) for w in their_words) for b in borne)
            if words[hit.last].form in lists.complementisers and n_said < 2:
                continue  # of "indicate that at the current rate" it is not "current" that is left open
            if hit.last + 1 < len(words) and words[hit.last + 1].form in lists.asking:
                continue  # nobody says yes or no to "it was unclear whether"
            flat = _asserted(story, pair.right, speech[pair.right])
            said = [
                [k for k in found if k in flat and _is_told_alike(story, ours, (other, their_words, k), lists)]
                for found in said
            ]
            if not any(said):
                continue
        elif any(said) and kind is not HedgeKind.ADJECTIVE and not is_across and not is_likely(pair):
            ours = (text, words, hit, borne)
            said = [[k for k in found if _shares_argument(ours, (other, their_words, k), lists)] for found in said]
            if not any(said):
                continue  # what is promised there is another thing
        places = next((found for found in said if found), [])
        if places and all(leaves_open & set(range(k - OPENED_BY, k)) for k in places):
            continue  # "may lead" against "would lead": neither states it flatly
        if not places and kind in WEAK and leaves_open:
            continue
        if places and places is not said[0] and kind in FORETELLING and not is_likely(pair) and not is_across:
            continue  # another verb: "is expected to reach the border", "camps near the border"
        if kind in FORETELLING and places is not said[0]:
            places = []  # told with another verb
        match: Word | None = their_words[places[0]] if places else None
        if match is None and not is_across and not (_is_surer(pair) if kind in WORDED else is_sure(pair)):
            continue
        if match is None and not is_across and _is_aside(text, words, hit, other, lists):
            continue
        weight = min(0.9, BASE[kind] + 0.35 * max(0.0, overlap - MIN_AGREEMENT[kind]) + SHARED * (match is not None))
        if match is None:
            weight = OTHER_WORDS - 0.05 * (not is_sure(pair))
        yield Contrast(
            passage_at(pair.left, span_of(words, hit.first, hit.last)),
            passage_at(pair.right, match.span if match else whole(other)),
            story.outlet(pair.right.article),
            match.span.of(other) if match else other,
            weight,
            (("rule", str(kind)), ("bears on", (match or borne[0]).form), ("agreement", round(overlap, 3))),
        )


def told_of_others(story: AlignedStory, place: Place, quotes: Quotes) -> frozenset[int]:
    """Return the words of a sentence that a verb of saying introduces: somebody's, not the writer's."""

    def find() -> frozenset[int]:
        text, lists = story.shown(place), story.lists.of(story.language(place.article))
        reports = reports_in(text, lists, quotes)
        return frozenset(k for report in reports for k in stated(text, report, reports, lists, quotes))

    return story.once(("told of others", place, quotes), find)


def _asserted(story: AlignedStory, place: Place, quotes: Quotes) -> frozenset[int]:
    """Return the words of a sentence that its writer states flatly: outside quotations and what others are said to say,
    not asked, not supposed, not denied, no infinitive, and with nothing before them that leaves them open."""

    def find() -> frozenset[int]:
        text, lists = story.shown(place), story.lists.of(story.language(place.article))
        words = words_of(text)
        if text.rstrip(' ”"»').endswith("?") or _is_attributed(words, lists):
            return frozenset()
        open_after = lists.leaving_open | lists.supposing | lists.asking | lists.wishing
        told = told_of_others(story, place, quotes)
        found = set()
        for k, word in enumerate(words):
            opening, _ = clause_bounds(text, words, k)
            before = words[max(opening, k - OPENED_BY) : k]
            near = [w.form for w in words[max(opening, k - UNREAL_BY) : k]]
            is_open = any(w.form in open_after for w in before) or not lists.infinitive_after.isdisjoint(near)
            is_denied = any(is_negation(words, j, lists) for j in range(max(opening, k - DENIED_BY), k))
            if k not in told and not is_open and not is_denied and not is_quoted(quotes, word.start):
                found.add(k)
        return frozenset(found)

    return story.once(("asserted", place, quotes), find)


def _is_attributed(words: Sequence[Word], lists: LanguageLists) -> bool:
    """True for a sentence with a verb of saying, but for one that takes what it says for true, or a noun of saying
    before "that": what it tells may be somebody's word."""
    verbs = [hit for hit in lists.report.find(words) if hit.value.name not in TAKING_FOR_TRUE]
    return bool(verbs) or any(
        one.form in lists.speech_nouns and other.form in lists.complementisers for one, other in pairwise(words)
    )


def _is_told_alike(
    story: AlignedStory,
    ours: tuple[str, Sequence[Word], Found[HedgeKind], Sequence[Word]],
    theirs: tuple[str, Sequence[Word], int],
    lists: LanguageLists,
) -> bool:
    """True where near what is hedged and near its match stands another word in common, none that is everywhere in the
    story: who, whom or what."""
    text, words, hit, borne = ours
    other, their_words, k = theirs
    said = stem(their_words[k].form)
    at = next((j for j, word in enumerate(words) if word in borne and stem(word.form) == said), hit.last)
    hedge = {stem(word.form) for word in words[hit.first : hit.last + 1]}
    function = {stem(form) for form in lists.function}
    return are_rare(story, (_near(text, words, at) & _near(other, their_words, k)) - hedge - function)


def _near(text: str, words: Sequence[Word], k: int) -> set[str]:
    """Return the stems of the words around word ``k``, up to a mark that sets a statement apart."""
    first = last = k
    while first > max(0, k - NEAR) and APART.isdisjoint(text[words[first - 1].end : words[first].start]):
        first -= 1
    while last < min(len(words) - 1, k + NEAR) and APART.isdisjoint(text[words[last].end : words[last + 1].start]):
        last += 1
    return {stem(word.form) for word in words[first : last + 1]} - {stem(words[k].form)}


def _is_same(one: Word, other: Word, kind: HedgeKind) -> bool:
    """True for forms of one word; an adjective's noun is no verb: "potential meeting", "meet"."""
    is_noun = kind is not HedgeKind.ADJECTIVE or one.form.endswith("ing") == other.form.endswith("ing")
    return is_noun and stem(one.form) == stem(other.form)


def _shares_argument(
    ours: tuple[str, Sequence[Word], Found[HedgeKind], Sequence[Word]],
    theirs: tuple[str, Sequence[Word], int],
    lists: LanguageLists,
) -> bool:
    """True where another word of the clause of what is hedged stands in the clause of its match: who, whom or what."""
    text, words, hit, borne = ours
    other, their_words, k = theirs
    first, last = clause_bounds(text, words, hit.last)
    their_first, their_last = clause_bounds(other, their_words, k)
    said = {stem(word.form) for word in borne if stem(word.form) == stem(their_words[k].form)}
    mine = content_stems(span_of(words, first, last).of(text), lists.function) - said
    mine -= content_stems(span_of(words, hit.first, hit.last).of(text), lists.function)
    return bool(mine & content_stems(span_of(their_words, their_first, their_last).of(other), lists.function))


def _is_aside(text: str, words: Sequence[Word], hit: Found[HedgeKind], other: str, lists: LanguageLists) -> bool:
    """True where a hedge stands in a statement of its own, of which another sentence tells nothing: "…; perhaps the
    pipes leak"."""
    first, last = clause_bounds(text, words, hit.first)
    if not first or APART.isdisjoint(text[words[first - 1].end : words[first].start]):
        return False
    own = content_stems(span_of(words, first, last).of(text), lists.function)
    own -= content_stems(span_of(words, hit.first, hit.last).of(text), lists.function)
    return bool(own) and not own & content_stems(other, lists.function)


def _is_surer(pair: Pair) -> bool:
    return is_sure(pair) and pair.confidence >= SURER and pair.closeness >= SURER_CLOSENESS


def _is_doubted(reported: Sequence[ReportVerb]) -> bool:
    return any(r.kind.name in ("doubting", "arguing") for r in reported)


def _borne(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> list[Word]:
    """The words that the hedge bears on: the first ones after it in its clause that say something."""
    _, closing = clause_bounds(text, words, hit.last)
    after = words[hit.last + 1 : min(closing, hit.last + SCOPE[hit.value]) + 1]
    telling = [w for w in after if w.form not in lists.function and (len(w.form) > 2 or UNSPACED.match(w.form))]
    if hit.value is HedgeKind.ADJECTIVE:  # of "possible reductions in benefits" the reductions
        telling = [w for k, w in enumerate(telling) if k == 0 or text[telling[k - 1].end : w.start].isspace()]
    return [word for word in telling if not word.is_capital][:BORNE]


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    strongest = contrasts[0]
    if dict(strongest.evidence)["rule"] == UNCHECKED_RULE:
        return say_unchecked(own, contrasts)
    outlets = and_all(list(dict.fromkeys(contrast.outlet for contrast in contrasts))[:4])
    one = len({contrast.outlet for contrast in contrasts}) == 1
    evidence = dict(strongest.evidence)
    if evidence["rule"] == HedgeKind.BOOSTER:
        verb = "tells" if one else "tell"
        return f"{quoted(own)} makes it sound certain; {outlets} {verb} the same without such a word."
    if str(evidence["bears on"]) not in strongest.words.casefold() and len(strongest.words) > 40:
        return f"{quoted(own)} leaves it open; {outlets} {'tells' if one else 'tell'} it without such a word."
    return (
        f"{quoted(own)} keeps {quoted(str(evidence['bears on']))} uncertain; {outlets} "
        f"{'states' if one else 'state'} it flatly ({quoted(strongest.words)})."
    )
