"""What an editor would mark, as it was learned from events: found where outlets' sentences are read beside each other.

Adds to each detector's rules what they have no word for. Owns how a reading becomes a highlight and what is said of it;
the reading itself is in ``beside.py``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from compare.domain import Highlight, Kind, Passage, Place, Span
from compare.steps.framing.agency import doers_of, say_doers
from compare.steps.framing.aligned import AlignedStory, ReadBeside
from compare.steps.framing.answers import (
    ALONE,
    OF_STATEMENTS,
    Answer,
    answers_to,
    sharing,
    tells_the_same,
    that_hold,
    trimmed,
)
from compare.steps.framing.beside import KINDS
from compare.steps.framing.certainty import Certainty
from compare.steps.framing.classes import tokens_at
from compare.steps.framing.hedge import certainty_of, is_conditional, say_certainty
from compare.steps.framing.introduced import Introduced, introduced_at, is_plain, say_introduced
from compare.steps.framing.loaded_spans import rounded
from compare.steps.framing.loaded_uses import JUDGE_TOGETHER, JUDGES
from compare.steps.framing.loaded_words import parsed
from compare.steps.framing.negation import denies_flatly, is_worth_telling, say_denied
from compare.steps.framing.number import highlights_of
from compare.steps.framing.pairs import MAX_AGAINST, and_all, passage_at, quoted, whole
from compare.steps.framing.quotes import is_of_a_speaker
from compare.steps.framing.rivals import find_rivals
from compare.steps.framing.routine import (
    is_plain_report,
    is_routine_hedge,
    is_routine_report,
    is_telling_name,
    to_its_head,
    whole_name,
)
from compare.steps.framing.words import words_of

# By hand, these three: a phrase is what a reader would underline.
LEAST = 0.05  # chance below which no word is looked at
EDGE = 0.4  # of the chance of its surest word: what a marked phrase holds beside it
MAX_PHRASE = 8  # words
PARTING = frozenset(".,;:!?()[]–—¿¡…")  # marks that no phrase crosses
# Chance from which a highlight is marked: about where half or more of what is found in the held events lies on a mark
# of their editors (``tests.bench.held_events``); higher for loaded words and denials, of which in the sample stories
# less than half are right from .55 on, and for sentences that take sides: with .35 .47 of them are found, .54 of what
# is marked right (.09 and .71 so), and NewsWCL50 has word AP .276 (.290).
EVEN = {
    Kind.LABEL: 0.5,
    Kind.LOADED: 0.7,
    Kind.ATTRIBUTION: 0.65,
    Kind.HEDGE: 0.6,
    Kind.NEGATION: 0.8,
    Kind.NUMBER: 0.55,  # of those between .5 and here readers found 9 of 18 worth marking, of the next 31 22
    Kind.AGENCY: 0.7,
    Kind.TONE: 0.6,
}
# The same where every sentence beside it, or its own, is a translation, by the sample stories: attributions from .65 to
# .85, of which 2 of 13 are on a list, are left out (8 of 11 above), certainty is taken from .5 (20 of 22). Numbers from
# .65, by hand: of 19 in the held events with every other outlet translated .95 lie on a mark so. Of words that judge
# too many are the engine's; so are denials, of which 12 of 30 are on a list from .7 on. Sentences that take sides are
# marked as elsewhere. With these 2.2 highlights of all kinds are shown in 100 faithful pairs (ntrex-pt).
EVEN_ABROAD = {
    Kind.LABEL: 0.5,
    Kind.ATTRIBUTION: 0.85,
    Kind.HEDGE: 0.5,
    Kind.NUMBER: 0.65,
    Kind.AGENCY: 0.7,
}
# The same for a flat denial where an outlet that does not deny tells that very thing. When it was set .07 of 272
# denials in the held events were found, .73 of what was marked right (the same and .72 without it; at .6 .08 and
# .76, but of 25 denials that were read so readers found 14 worth it, and one took a telling pair's place among its
# story's ten weightiest).
EVEN_OPPOSED = {Kind.NEGATION: 0.7}
# Confidence of alignment in the surest counterpart of the sentence, in whatever article, below which what is found of
# these kinds is only listed: in events these were mostly put there to differ, in real articles most are routine, and
# chances do not tell which. There readers found worth marking, of what stands from .3 on and from here on (labels:
# anywhere and from here on), .45 of 44 and .55 of 33 certainties, .59 of 29 and .63 of 19 attributions, .35 of 20 and
# .44 of 16 denials, .41 of 51 and .57 of 21 loaded words, .46 of 52 and .55 of 20 labels. Headlines stand beside each
# other whatever alignment makes of them.
FACED = {Kind.HEDGE: 0.5, Kind.ATTRIBUTION: 0.5, Kind.NEGATION: 0.5, Kind.LOADED: 0.7, Kind.LABEL: 0.4}
# Probability of their surest word by the model of loaded words from which what is found of these tells without a
# counterpart, too: of names 8 of 14 such in real articles were worth marking, of the 16 below 3 ("policy differences");
# of words that judge 9 of 11 from here on, also of those with a counterpart.
BY_ITSELF = {Kind.LABEL: 0.1, Kind.LOADED: 0.5}
# Of ``FACED`` where the sentence or its counterpart is a translation, which alignment is less sure of: from .5 on .05
# of the certainties that editors marked in translations of held events were found, from here on .12.
FACED_ABROAD = 0.3
LISTED = 0.49  # just below what is marked
# What is marked is marked at little more than even odds: which of two differences of unlike kinds an editor reads first
# the events do not say. With weights up to 1 an earlier network had a word AP of .039 on BASIL (.076 so)
# and of .246 on NewsWCL50 (.266).
MARKED, SQUEEZED = 0.5, 0.1
# Share of the log-odds of a loaded word that is heard from the reading beside others, where it raises them. Development
# halves, with all other kinds and before phrases were trimmed, without it and at .2 and .35: BASIL word AP .082, .084,
# .086, sentence AUC .773, .778, .781; NewsWCL50 word AP .260, .265, .267. Where it may lower them, too (.2), BASIL
# .077 and .775.
HEARD = 0.35
EVEN_HEARD = 0.6  # chance that leaves the weight as it is; at .25 .77 of loaded words in the sample stories are right
# Of sentences that are marked: the events are English. Of the deeds without a doer that were marked in Urdu a third was
# right, by eye. Sentences in any language may stand beside them.
LANGUAGES = frozenset({"en"})
WHOLE = frozenset({Kind.NEGATION, Kind.AGENCY})  # of which small words ("did not", "were") are a part
NAMED = 3  # outlets at most that a note names
RULE, BESIDE, AS_WRITTEN = "rule", "read beside", "chance as written"
LEAST_OF_DOER = 0.4  # chance of one matter from which a sentence may name who did it; by hand
# Chance of one matter below which no outlet is taken to make the statement that a plain verb of saying introduces: of
# such in the held events 1 of 19 is lost, and it is right.
LEAST_STATED = 0.8
# A telling name, or a word that judges, is marked beside nothing, too.
UNANSWERED = frozenset({Kind.LABEL, Kind.LOADED})


def find_learned(story: AlignedStory, kind: Kind) -> Iterable[Highlight]:
    """Return what the model of ``beside.py`` would mark as ``kind``.

    All but numbers stand against no words, for what is beside them is a sentence, found by chance.
    """
    if kind not in EVEN:
        return
    if kind is Kind.NUMBER:
        yield from _of_numbers(story)
        return
    of_sentence = _of_tone if kind is Kind.TONE else _of_words
    for place in story.places():
        if story.language(place.article) not in LANGUAGES:
            continue
        found = story.beside(place)
        if found is not None:
            yield from of_sentence(story, place, found, kind)


def _of_numbers(story: AlignedStory) -> Iterator[Highlight]:
    for chance, rivals in find_rivals(story, EVEN[Kind.NUMBER]):
        is_shown = any(story.reading(one.place.article).is_translated for one in (rivals.left, rivals.right))
        bar = EVEN_ABROAD[Kind.NUMBER] if is_shown else EVEN[Kind.NUMBER]
        if chance >= bar:
            weighed = replace(rivals, weight=weight_of(chance, bar))
            yield from highlights_of(story, [weighed], ((RULE, BESIDE), ("chance", round(chance, 3))))


def _of_words(story: AlignedStory, place: Place, found: ReadBeside, kind: Kind) -> Iterator[Highlight]:
    column = KINDS.index(kind)
    chances = found.read.marked[:, column]
    text = story.shown(place)
    for first, last in phrases(chances.tolist(), _parted(text, found)):
        chance = float(chances[first : last + 1].max())
        if chance < min(EVEN[kind], EVEN_ABROAD.get(kind, 1.0), EVEN_OPPOSED.get(kind, 1.0)):
            continue
        spans = found.read.words.spans[first : last + 1].tolist()
        span = Span(spans[0][0], spans[-1][1]) if kind in WHOLE else trimmed(story, place, spans)
        if kind in UNANSWERED:
            surest = first + int(chances[first : last + 1].argmax())
            start = int(found.read.words.spans[surest, 0])
            span = _rounded(story, place, span, start, is_name=kind is Kind.LABEL)
            if kind is Kind.LABEL:
                span = whole_name(text, tokens_at(story, place), span, start)
        if kind is Kind.NEGATION:
            span = to_its_head(text, tokens_at(story, place), span)
        read = _read(story, place, span, kind)
        if kind in OF_STATEMENTS and read is None:
            continue
        span = read.span if read is not None else span
        seen = answers_to(story, place, found, column, first, last)
        shared = sharing(story, place, found, kind, first, last)
        answers = that_hold(story, place, span, kind, [one for one in seen if one.place.article not in shared])
        if not answers and (seen or shared or kind not in UNANSWERED or not _is_read_alone(story, place)):
            continue
        if kind in OF_STATEMENTS and not _is_stated(story, place, span, kind, answers):
            continue
        doers = doers_of(story, place, span, _likely(found)) if kind is Kind.AGENCY else []
        if kind is Kind.AGENCY and not doers:
            continue
        bar = _bar(story, place, span, kind, answers)
        if chance < bar:
            continue
        weight = max(MARKED, weight_of(chance, EVEN[kind])) if bar < EVEN[kind] else weight_of(chance, bar)
        yield Highlight(
            passage_at(place, span),
            kind,
            weight if _is_marked(story, place, span, kind, read, answers) else LISTED,
            _note(story, place, span, kind, answers, read, doers),
            evidence=(
                (RULE, BESIDE),
                ("chance", round(chance, 3)),
                ("one matter", round(max((answer.same for answer in answers), default=0.0), 3)),
                ("chance alone", round(float(found.read.alone[first : last + 1, column].max()), 3)),
                *_as_written(story, place, kind, slice(first, last + 1)),
            ),
            beside=tuple(_whole(story, _facing(story, place, answer)) for answer in answers[:MAX_AGAINST]),
        )


def _facing(story: AlignedStory, place: Place, answer: Answer) -> Place:
    """Return the sentence to show for an outlet: what is surely aligned, where something is, else what was read."""
    partners = (one.place for one in story.partners(place) if one.place.article == answer.place.article)
    return next(partners, answer.place) if answer.is_sure else answer.place


def _is_marked(
    story: AlignedStory,
    place: Place,
    span: Span,
    kind: Kind,
    read: Certainty | Introduced | None,
    answers: Sequence[Answer],
) -> bool:
    """True of what differs from what others tell, is the outlet's own, and no routine."""
    if not (_is_faced(story, place, span, kind) and _is_own(story, place, span, kind)):
        return False
    if isinstance(read, Certainty):
        return not is_routine_hedge(story, place, read, answers)
    if isinstance(read, Introduced):
        lists = story.lists.of(story.language(place.article))
        others = [answer.place for answer in answers if answer.is_sure][:NAMED]
        is_usual = is_routine_report(story.shown(place), read, lists)
        is_usual |= story.is_of_headlines and read.kind is None  # deeds told in few words: "defends", "knew"
        return not is_usual and not is_plain_report(story, place, read, others)
    return kind is not Kind.LABEL or is_telling_name(story, place, span)


def _is_faced(story: AlignedStory, place: Place, span: Span, kind: Kind) -> bool:
    """True where alignment is sure enough of a counterpart for what is found of a kind to be marked, and of what judges
    by itself."""
    if kind in BY_ITSELF and story.judged(place.article).most(place.sentence, span) >= BY_ITSELF[kind]:
        return True
    is_abroad = story.reading(place.article).is_translated
    if story.is_of_headlines:
        return True
    return kind not in FACED or any(
        partner.confidence
        >= (FACED_ABROAD if is_abroad or story.reading(partner.place.article).is_translated else FACED[kind])
        for partner in story.partners(place)
    )


def _is_own(story: AlignedStory, place: Place, span: Span, kind: Kind) -> bool:
    """True where words are the outlet's, and a denial tells what no other outlet's does. Of loaded words ``as_used``
    asks more."""
    if kind is Kind.NEGATION and not is_worth_telling(story, place, span):
        return False
    return not is_of_a_speaker(story, place, span)


def _read(story: AlignedStory, place: Place, span: Span, kind: Kind) -> Certainty | Introduced | None:
    """Return how words of a statement are read, with all that belongs to them: as bearing on its certainty, or as
    introducing it; None where they do not, and of other kinds."""
    if kind is Kind.HEDGE:
        return certainty_of(story, place, span)
    if kind is Kind.ATTRIBUTION:
        return introduced_at(story.shown(place), span, story.lists.of(story.language(place.article)))
    return None


def _rounded(story: AlignedStory, place: Place, span: Span, surest: int, *, is_name: bool) -> Span:
    sentence = parsed(story, place)
    return span if sentence is None else rounded(sentence, span, surest, is_name=is_name)


def _is_stated(story: AlignedStory, place: Place, span: Span, kind: Kind, answers: Sequence[Answer]) -> bool:
    """False of "would have" and the like, which in English tell of what was not, and in a translation are hearsay only
    where another outlet tells that very thing; and of a plain verb of saying where none is likely to make the
    statement."""
    if kind is Kind.HEDGE:
        is_hearsay = story.reading(place.article).is_translated and any(answer.is_told for answer in answers)
        return is_hearsay or not is_conditional(story, place, span)
    likely = any(answer.same >= LEAST_STATED for answer in answers)
    return likely or not is_plain(span.of(story.shown(place)), story.lists.of(story.language(place.article)))


def _likely(found: ReadBeside) -> list[Place]:
    """Return the sentences among which the doer of a deed is looked for."""
    return [other for other, same in zip(found.others, found.read.same, strict=True) if same >= LEAST_OF_DOER]


def _note(
    story: AlignedStory,
    place: Place,
    span: Span,
    kind: Kind,
    answers: Sequence[Answer],
    read: Certainty | Introduced | None,
    doers: Sequence[tuple[str, str]],
) -> str:
    """Return what is said of a highlight; ``read`` is how a hedge or a verb of saying was read, ``doers`` who has which
    doer of a deed."""
    text = story.shown(place)
    sure = [answer for answer in answers if answer.is_sure][:NAMED]
    if isinstance(read, Introduced):
        return say_introduced(story, place, read, [answer.place for answer in sure])
    if isinstance(read, Certainty):
        return say_certainty(span.of(text), read)
    if kind is Kind.NEGATION:
        return say_denied(text, span, [answer.outlet for answer in sure if answer.is_told])
    if kind is Kind.AGENCY:
        return say_doers(span.of(text), doers)
    return note_of(kind, story.outlet(place.article), span.of(text), answers)


def _is_read_alone(story: AlignedStory, place: Place) -> bool:
    """True where a sentence is shown as it was written, and some other article, too: what a translation has beside
    nothing may be the engine's."""
    return not story.reading(place.article).is_translated and any(
        not reading.is_translated for reading in story.readings if reading.article.id != place.article
    )


def _bar(story: AlignedStory, place: Place, span: Span, kind: Kind, answers: Sequence[Answer]) -> float:
    """Return the chance from which a phrase is marked; higher where every difference may be a translation's."""
    is_opposed = kind in EVEN_OPPOSED and any(answer.is_told for answer in answers)
    lists = story.lists.of(story.language(place.article))
    if is_opposed and _is_read_alone(story, place) and denies_flatly(story.shown(place), span, lists):
        return EVEN_OPPOSED[kind]
    articles = {answer.place.article for answer in answers}
    as_written = not story.reading(place.article).is_translated and (
        not answers or any(not story.reading(article).is_translated for article in articles)
    )
    return EVEN[kind] if as_written else EVEN_ABROAD.get(kind, math.inf)


def _of_tone(story: AlignedStory, place: Place, found: ReadBeside, kind: Kind) -> Iterator[Highlight]:
    sides = found.read.takes_sides
    chance = float(1 - np.prod(1 - sides))
    if chance < EVEN[kind]:
        return
    order = sorted(range(len(sides)), key=lambda k: (-float(sides[k]), k))
    against: dict[str, Place] = {}
    for k in order:
        if sides[k] >= sides[order[0]] / 3:
            against.setdefault(found.others[k].article, found.others[k])
    others = list(against.values())[:MAX_AGAINST]
    yield Highlight(
        passage_at(place, whole(story.shown(place))),
        kind,
        weight_of(chance, EVEN[kind]),
        _note_of_tone(story, place, others),
        evidence=(
            (RULE, BESIDE),
            ("chance", round(chance, 3)),
            *_as_written(story, place, kind, slice(None)),
        ),
        beside=tuple(_whole(story, other) for other in others),
    )


def _note_of_tone(story: AlignedStory, place: Place, others: Sequence[Place]) -> str:
    """Name the outlets whose sentence is likely to tell the same; with none it is about what they tell as a whole."""
    named = [story.outlet(other.article) for other in others if tells_the_same(story, place, other.article)][:3]
    if not named:
        return "The whole sentence takes sides, beside what other outlets tell of the matter."
    return (
        f"The whole sentence takes sides; {and_all(named)} {'tells' if len(named) == 1 else 'tell'} the same soberly."
    )


def _as_written(story: AlignedStory, place: Place, kind: Kind, words: slice) -> tuple[tuple[str, float], ...]:
    """Return as evidence the chance of a mark where the sentences were read as they were written, in stories that hold
    translations; of a translated sentence the highest of all its words, for languages do not tell which they are."""
    found = story.beside_as_written(place) if story.original_states else None
    if found is None:
        return ()
    own = slice(None) if story.reading(place.article).is_translated else words
    read = found.read
    if kind is Kind.TONE:
        chance = 1 - float(np.prod(1 - read.takes_sides))
    else:
        chance = float(read.marked[own, KINDS.index(kind)].max(initial=0))
    return ((AS_WRITTEN, round(chance, 3)),)


def _whole(story: AlignedStory, place: Place) -> Passage:
    return passage_at(place, whole(story.shown(place)))


def _parted(text: str, found: ReadBeside) -> list[bool]:
    """Return of each word whether a mark parts it from the one before."""
    spans = found.read.words.spans.tolist()
    ends = [0, *(end for _, end in spans)]
    return [not PARTING.isdisjoint(text[end:start]) for end, (start, _) in zip(ends, spans, strict=False)]


def phrases(chances: Sequence[float], parted: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first and last words of phrases that may be marked: a word that is likelier than its neighbours, and
    what is near as likely beside it, up to a mark: ``parted`` has True for words that one parts from those before."""
    found: list[tuple[int, int]] = []
    taken = [chance < LEAST for chance in chances]
    for k in sorted(range(len(chances)), key=lambda at: (-chances[at], at)):
        if taken[k]:
            continue
        first = last = k
        edge = max(LEAST, EDGE * chances[k])
        while (
            last - first + 1 < MAX_PHRASE
            and first > 0
            and not taken[first - 1]
            and not parted[first]
            and chances[first - 1] >= edge
        ):
            first -= 1
        while (
            last - first + 1 < MAX_PHRASE
            and last + 1 < len(chances)
            and not taken[last + 1]
            and not parted[last + 1]
            and chances[last + 1] >= edge
        ):
            last += 1
        start = first if parted[first] else max(0, first - 1)
        end = last if last + 1 == len(chances) or parted[last + 1] else last + 1
        taken[start : end + 1] = [True] * (end + 1 - start)
        found.append((first, last))
    return sorted(found)


def weight_of(chance: float, even: float) -> float:
    """Return the weight of a chance that the editor of an event marks it: from ``MARKED`` on, at ``even``."""
    return MARKED + SQUEEZED * (_odds_over(chance, even) - 0.5)


def heard(story: AlignedStory, highlight: Highlight) -> Highlight:
    """Return a loaded word with its weight raised where the reading beside others speaks for it."""
    passage = highlight.passage
    place = Place(passage.article, passage.sentence)
    found = story.beside(place)
    if found is None or not _is_read_alone(story, place):
        return highlight
    spans = found.read.words.spans
    inside = (spans[:, 0] < passage.span.end) & (spans[:, 1] > passage.span.start)
    if not inside.any():
        return highlight
    chance = float(found.read.marked[inside, KINDS.index(Kind.LOADED)].max())
    own, other = (
        math.log(p / (1 - p)) for p in (_within(highlight.weight), _within(_odds_over(_within(chance), EVEN_HEARD)))
    )
    return replace(highlight, weight=max(highlight.weight, 1 / (1 + math.exp(-(1 - HEARD) * own - HEARD * other))))


def _odds_over(chance: float, even: float) -> float:
    """Return ``chance`` with its odds held against those of ``even``: .5 where they are the same."""
    odds = chance / max(1e-6, 1 - chance) / (even / (1 - even))
    return odds / (1 + odds)


def _within(chance: float) -> float:
    return min(1 - 1e-4, max(1e-4, chance))


def note_of(kind: Kind, outlet: str, words: str, answers: Sequence[Answer]) -> str:
    """Return what is said of ``words`` that an outlet has, and of what answers to them."""
    own = quoted(words)
    named = [answer for answer in answers if answer.words and answer.words.casefold() != words.casefold()][:3]
    told = _all_of([f"{answer.outlet} has {quoted(answer.words)}" for answer in named])
    if kind is Kind.LABEL and named:
        return f"{outlet} writes {own}, {named[0].outlet} {quoted(named[0].words)}: both seem to stand for one thing."
    if not answers:
        return f"{own}: {_reason(kind, words)}; {ALONE}."
    if named:
        return f"{own}: {_reason(kind, words)}; {told} there."
    telling = list(dict.fromkeys(answer.outlet for answer in answers if answer.tells_without))[:3]
    if not telling:
        return f"{own}: {_reason(kind, words)}; {ALONE}."
    lack = f"{_all_of(telling)} {'does' if len(telling) == 1 else 'do'} not use it"
    return f"{own}: {_reason(kind, words)}; {lack}."


def _reason(kind: Kind, words: str) -> str:
    """Return what a highlight of a kind is, where no pattern of its own says it."""
    return JUDGE_TOGETHER if kind is Kind.LOADED and len(words_of(words)) > 1 else REASONS[kind]


def _all_of(parts: Sequence[str]) -> str:
    return and_all(parts) if parts else ""


REASONS = {
    Kind.LABEL: "a telling name",
    Kind.LOADED: JUDGES,
}
