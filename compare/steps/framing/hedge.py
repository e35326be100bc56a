"""Certainty: one outlet hedges what another states flatly, or makes it firmer than the others do.

Marks the hedge or booster where the word it bears on is told by the other outlet too, without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.domain import Highlight, Kind, Place
from compare.steps.fold import UNSPACED
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.attribution import Report, reports_in
from compare.steps.framing.lists import HedgeKind, LanguageLists
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    and_all,
    both_ways,
    is_likely,
    is_one_matter,
    is_sure,
    join,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.unchecked import UNCHECKED_RULE, say_unchecked, unchecked
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
# How participles end: "terá começado", "habría muerto", "aurait perdu" are hearsay.
PARTICIPLES = {
    "pt": ("do", "to"),
    "es": ("do", "to", "cho"),
    "fr": ("é", "ée", "és", "ées", "u", "ue", "i", "is", "it", "rt"),
}
# These bear on the verb that follows; its object alone may stand in a sentence about something else.
FORETELLING = frozenset({HedgeKind.MODAL, HedgeKind.ADVERB, HedgeKind.CONDITIONAL})
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


def hedges_in(text: str, lists: LanguageLists, quotes: Quotes | None = None) -> list[Found[HedgeKind]]:
    """Return the writer's own marks of certainty in ``text``."""
    words = words_of(text)
    quotes = quotes_of(text) if quotes is None else quotes
    return [
        hit
        for hit in lists.hedges.find(words)
        if not is_quoted(quotes, words[hit.first].start) and not _is_other_sense(words, hit, lists)
    ]


def hedges_at(story: AlignedStory, place: Place, quotes: Quotes) -> list[Found[HedgeKind]]:
    """Return the writer's marks of certainty in a sentence as shown.

    In a translation "would have smoked" is one too where the original has a mark of hearsay ("teria fumado").
    """
    lists = story.lists.of(story.language(place.article))
    hits = hedges_in(story.shown(place), lists, quotes)
    reading = story.reading(place.article)
    if not reading.is_translated:
        return [hit for hit in hits if hit.value is not HedgeKind.CONDITIONAL]
    original = hedges_in(story.sentence(place).text, story.lists.of(reading.language))
    if all(hit.value is HedgeKind.BOOSTER for hit in original):
        return [hit for hit in hits if hit.value is not HedgeKind.CONDITIONAL]
    return hits


def _is_other_sense(words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True for "May" the month, "could not" and the like."""
    word = words[hit.first]
    following = words[hit.last + 1].form if hit.last + 1 < len(words) else ""
    if hit.value is HedgeKind.MODAL:
        # Capitals inside a sentence, and a number after, are the month; "could not" is inability.
        before = words[hit.first - 1].form if hit.first else ""
        if (word.is_capital and hit.first > 0) or {following, before} & lists.negations or following[:1].isdigit():
            return True
        # "terá começado" is hearsay, "terá uma escola" is the future.
        return word.form in lists.perfect and not following.endswith(PARTICIPLES.get(lists.language, ()))
    return hit.first > 0 and words[hit.first - 1].form in lists.negations


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
    for hit in hits:
        kind = hit.value
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


def _is_same(one: Word, other: Word, kind: HedgeKind) -> bool:
    """True for forms of one word; an adjective's noun is no verb: "potential meeting", "meet"."""
    is_noun = kind is not HedgeKind.ADJECTIVE or one.form.endswith("ing") == other.form.endswith("ing")
    return is_noun and stem(one.form) == stem(other.form)


def _is_surer(pair: Pair) -> bool:
    return is_sure(pair) and pair.confidence >= SURER and pair.closeness >= SURER_CLOSENESS


def _is_doubted(reported: Sequence[Report]) -> bool:
    return any(r.kind.name in ("doubting", "arguing") for r in reported)


def _borne(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> list[Word]:
    """The words that the hedge bears on: the first ones after it in its clause that say something."""
    _, closing = clause_bounds(text, words, hit.last)
    after = words[hit.last + 1 : min(closing, hit.last + SCOPE[hit.value]) + 1]
    telling = [w for w in after if w.form not in lists.function and (len(w.form) > 2 or UNSPACED.match(w.form))]
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
