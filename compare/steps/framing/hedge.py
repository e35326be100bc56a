"""Certainty: one outlet hedges what another states flatly, or makes it firmer than the others do.

Marks the hedge or booster where the word it bears on is told by the other outlet too, without one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.domain import Highlight, Kind, Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.attribution import reports_in
from compare.steps.framing.lists import HedgeKind, LanguageLists
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    and_all,
    both_ways,
    is_sure,
    join,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.words import Found, Word, clause_bounds, span_of, stem, words_of

MIN_CLOSENESS = 0.86  # e5 gives 0.80 to any two sentences of one story
MIN_AGREEMENT = {  # shared content words; a modal is so common that the sentences must be nearly the same
    HedgeKind.ADJECTIVE: 0.3,
    HedgeKind.ADVERB: 0.4,
    HedgeKind.MODAL: 0.5,
    HedgeKind.EVIDENTIAL: 0.45,
    HedgeKind.BOOSTER: 0.45,
}
BASE = {
    HedgeKind.ADJECTIVE: 0.6,
    HedgeKind.ADVERB: 0.5,
    HedgeKind.MODAL: 0.42,
    HedgeKind.EVIDENTIAL: 0.45,
    HedgeKind.BOOSTER: 0.5,
}
OTHER_WORDS = 0.5  # at most, where the other outlet has another word for what is hedged
SCOPE = {  # words after the hedge among which the word it bears on is looked for
    HedgeKind.ADJECTIVE: 3,
    HedgeKind.ADVERB: 4,
    HedgeKind.MODAL: 4,
    HedgeKind.EVIDENTIAL: 5,
    HedgeKind.BOOSTER: 4,
}


def find_hedges(story: AlignedStory) -> Iterable[Highlight]:
    """Return marks of certainty that another outlet does not have where it tells the same.

    Hedges and boosters inside quotations are the speaker's and are left alone. Needs word lists for the language shown.
    """
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, across=True):
        lists = story.lists.of(story.language(pair.left.article))
        if lists.hedges and pair.closeness >= MIN_CLOSENESS:
            contrasts += _contrasts(story, pair, lists, speech)
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


def _is_other_sense(words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> bool:
    """True for "May" the month, "could not" and the like."""
    word = words[hit.first]
    following = words[hit.last + 1].form if hit.last + 1 < len(words) else ""
    if hit.value is HedgeKind.MODAL:
        # Capitals inside a sentence, and a number after, are the month; "could not" is inability.
        return (word.is_capital and hit.first > 0) or following in lists.negations or following[:1].isdigit()
    return hit.first > 0 and words[hit.first - 1].form in lists.negations


def _contrasts(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    hits = hedges_in(text, lists, speech[pair.left])
    their_lists = story.lists.of(story.language(pair.right.article))
    is_across = their_lists.language != lists.language
    if not hits or not their_lists.hedges or (is_across and not is_sure(pair)):
        return
    words, their_words = words_of(text), words_of(other)
    their_hits = hedges_in(other, their_lists, speech[pair.right])
    softened = any(hit.value is not HedgeKind.BOOSTER for hit in their_hits)
    reported = [
        report for place in pair.theirs for report in reports_in(story.shown(place), their_lists, speech[place])
    ]
    overlap = agreement(story, pair.left, pair.right)
    for hit in hits:
        kind = hit.value
        if (overlap < MIN_AGREEMENT[kind] and not is_sure(pair)) or (
            kind is HedgeKind.BOOSTER and len(their_hits) > int(softened)
        ):
            continue
        if kind is not HedgeKind.BOOSTER and (softened or _is_doubted(reported)):
            continue
        # Somebody's word either way: "reportedly" against "police said" is no difference of certainty.
        if kind in (HedgeKind.EVIDENTIAL, HedgeKind.BOOSTER) and reported:
            continue
        borne = _borne(text, words, hit, lists)
        if borne is None:
            continue
        match: Word | None = next(
            (w for w in their_words if stem(w.form) == stem(borne.form) and not is_quoted(speech[pair.right], w.start)),
            None,
        )
        if match is None and not is_across and (kind in (HedgeKind.MODAL, HedgeKind.ADJECTIVE) or not is_sure(pair)):
            continue
        weight = min(0.9, BASE[kind] + 0.35 * (overlap - MIN_AGREEMENT[kind]))
        if match is None:
            weight = min(weight, OTHER_WORDS - 0.05 * (kind is HedgeKind.ADJECTIVE))
        yield Contrast(
            passage_at(pair.left, span_of(words, hit.first, hit.last)),
            passage_at(pair.right, match.span if match else whole(other)),
            story.outlet(pair.right.article),
            match.span.of(other) if match else other,
            weight,
            (("rule", str(kind)), ("bears on", borne.form), ("agreement", round(overlap, 3))),
        )


def _is_doubted(reported: Sequence[object]) -> bool:
    from compare.steps.framing.attribution import Report

    return any(isinstance(r, Report) and r.kind.name in ("doubting", "arguing") for r in reported)


def _borne(text: str, words: Sequence[Word], hit: Found[HedgeKind], lists: LanguageLists) -> Word | None:
    """The word that the hedge bears on: the first one after it in its clause that says something."""
    _, closing = clause_bounds(text, words, hit.last)
    for word in words[hit.last + 1 : min(closing, hit.last + SCOPE[hit.value]) + 1]:
        if word.form not in lists.function and len(word.form) > 2:
            return word
    return None


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    strongest = contrasts[0]
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
