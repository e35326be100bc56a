"""How words introduce a statement that no list need have, and what is said of them beside other outlets.

Owns the note; which words are marked is ``learned``'s.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.domain import Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.classes import tokens_at
from compare.steps.framing.lists import LanguageLists, ReportClass
from compare.steps.framing.pairs import and_all, content_stems, quoted
from compare.steps.framing.quotes import Quotes, speech_of
from compare.steps.framing.report_verbs import (
    MIN_CHARGE,
    REACH,
    STATES,
    ReportVerb,
    is_demand,
    reports_in,
    speaker_of,
    speaker_words,
)
from compare.steps.framing.statements import Statement, content_of, is_told, likeness, statements_in
from compare.steps.framing.words import Found, clause_bounds, numbers_within, span_of, words_of
from compare.steps.phrases import NAME, NOUN, NUMBER, PRONOUN, VERB

NAMES_SPEAKER = frozenset(NOUN + NAME + NUMBER + PRONOUN)  # what a speaker's name ends in
HEADED = 4  # words before a colon that name whose word a headline is


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
        source = speaker_words(text, words, speaker_of(text, words, first, last, lists), first, lists)
        return Introduced(span, source)
    if any(is_demand(words, hit.first, hit.last, lists) for hit in hits):
        return None
    first, last = min(first, hits[0].first), max(last, hits[-1].last)
    whole = Span(min(span.start, words[first].start), max(span.end, words[last].end))
    own = next((r for r in reports if r.first <= last and r.last >= first), None)
    verb = hits[0] if own is None else Found(own.first, own.last, own.kind)
    is_noun = own is None and verb.first and words[verb.first - 1].form in lists.not_before
    speaker = () if is_noun else speaker_of(text, words, verb.first, verb.last, lists)
    return Introduced(whole, speaker_words(text, words, speaker, verb.first, lists), verb.value)


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
            if one.report.source is not None and is_told(likeness(story, mine, one))
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
            whose = speaker_words(theirs, words, speaker, report.first, lists)
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
    return is_told(likeness(story, mine, replace(mine, place=other, stems=content_of(theirs, lists))))


def _introduced_statement(story: AlignedStory, place: Place, introduced: Introduced) -> Statement:
    """Return what the words at ``introduced`` introduce: all of their sentence but these, where no verb is known."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words, quotes = words_of(text), speech_of(story)[place]
    for one in statements_in(place, text, reports_in(text, lists), lists, quotes):
        if span_of(words, one.report.first, one.report.last).overlaps(introduced.span):
            return one
    own = numbers_within(words, introduced.span) or [0]
    kind = introduced.kind or ReportClass("", 0.0, "")
    report = ReportVerb(own[0], own[-1], kind, frozenset(), has_named_speaker=False, source=introduced.source)
    said = content_of(introduced.span.of(text), lists)
    said |= content_of(introduced.source.of(text), lists) if introduced.source else frozenset()
    return Statement(place, report, content_of(text, lists) - said)


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


def _is_somebody_s(text: str, quotes: Quotes, lists: LanguageLists) -> bool:
    """True where a sentence has speech, words of saying, or a name before a colon, that may make what it tells
    somebody's word."""
    words = words_of(text)
    opening = clause_bounds(text, words, 0)[1] if words else 0
    is_headed = bool(words) and opening < HEADED and text[words[opening].end :].lstrip().startswith(STATES[0])
    return is_headed or bool(quotes or lists.report.find(words)) or any(w.form in lists.speech_nouns for w in words)


def _share_words(one: str, other: str, lists: LanguageLists) -> bool:
    return bool(content_stems(one, lists.function) & content_stems(other, lists.function))
