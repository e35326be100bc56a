"""One says what the other denies: the same predicate, affirmed here and negated there.

Knows negative words, verbs that deny what follows them, and pairs of opposites; "failed to agree" and "did not agree"
are of one polarity. Whether the rest of the two sentences is about the same matter is judged by shared words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.denial import denied_things, reported_denials
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.pairs import (
    Contrast,
    Pair,
    agreement,
    and_all,
    as_written,
    both_ways,
    join,
    name_all,
    passage_at,
    quoted,
)
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.scope import (
    REACH,
    denies_a_deed,
    end_of_run,
    infinitive_after,
    is_limited,
    is_negation,
    is_not_any,
    is_silence,
    is_withdrawn,
    particle_after,
    said_of,
    tells,
)
from compare.steps.framing.statements import are_rare
from compare.steps.framing.words import Word, clause_bounds, numbers_within, span_of, stem, words_of

MIN_CLOSENESS = 0.86
OPPOSED_AGREEMENT = 0.25
OPPOSED_CLOSENESS = 0.84  # an opposite is a stronger sign than a negation
MIN_AGREEMENT = 0.4  # below, one predicate of two sentences about different matters is common
SCOPE = 3  # words after a negation among which the predicate is looked for: "did not yet formally agree"
NEAR = 6  # words around a predicate in which the two sentences must share another word


@dataclass(frozen=True, slots=True)
class Negated:
    """A predicate denied: words ``[first, last]`` from the negation to the predicate at ``at``, with its particle
    ("out" of "not rule out"), and the predicate's stem. ``beside`` are stems without which it is not affirmed: what "no
    soldiers" do, or are.
    """

    first: int
    last: int
    at: int
    stem: str
    particle: str = ""
    beside: frozenset[str] = frozenset()


def find_negations(story: AlignedStory) -> Iterable[Highlight]:
    """Return predicates that one outlet denies and another affirms. Needs word lists for the language shown."""
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if not lists.negations:
            continue
        if pair.closeness >= MIN_CLOSENESS:
            contrasts += _denied(story, pair, lists, speech)
        if pair.closeness >= OPPOSED_CLOSENESS:
            contrasts += _opposed(story, pair, lists, speech)
        contrasts += reported_denials(story, pair, speech)
    contrasts += denied_things(story, speech)
    return join(story, Kind.NEGATION, contrasts, _say)


@lru_cache(maxsize=16_384)
def negated_in(text: str, lists: LanguageLists) -> tuple[Negated, ...]:
    """Return what ``text`` denies: the first telling word after each negation, or after a verb that denies it.

    A double negation ("did not refuse to sign", "failed to reject") affirms and is left out, and so is what somebody
    only does not know.
    """
    words = words_of(text)
    found: list[Negated] = []
    k = 0
    while k < len(words):
        is_particle = is_negation(words, k, lists) and words[k].form in lists.negations
        if not is_particle and not denies_a_deed(words, k, lists):
            k += 1
            continue
        opening, closing = clause_bounds(text, words, k)
        is_noun = words[k].form in lists.denied_nouns
        is_excepted = is_noun and any(w.form in lists.excepting for w in words[k + 1 : closing + 1])
        is_other = is_noun and k < closing and words[k + 1].form in lists.relative  # "nobody who milks"
        if is_excepted or is_other or is_withdrawn(words, opening, closing, lists):
            k += 1
            continue
        end = min(closing, k + SCOPE + 1)
        times, j = 1, k + 1
        while j <= end:
            inner = words[j].form
            if inner in lists.negations or inner in lists.implicatives:
                times += words[k].form not in lists.paired or inner in lists.implicatives
            elif inner in lists.quantifiers and is_particle:
                times = 0  # "did not yet all": how many is denied
                break
            elif inner not in lists.function and len(inner) > 2 and not inner.endswith("ly"):
                break
            j += 1
        # A limit stands behind what it limits, or opens the clause.
        opens = opening < k and is_limited(words, opening, opening, lists)
        limited = opens or is_limited(words, j + 1, closing, lists)
        is_ignorance = j <= end and words[j].form in lists.knowing
        if j <= end and times % 2 == 1 and not limited and not is_ignorance:
            found.append(_negated(words, k, j, closing, lists, is_noun=is_noun))
        k = max(j, k + 1)
    return tuple(found)


def _negated(
    words: Sequence[Word], first: int, at: int, closing: int, lists: LanguageLists, *, is_noun: bool
) -> Negated:
    beside: frozenset[str] = frozenset()
    if is_noun:
        head = end_of_run(words, at, closing, lists)
        said = said_of(words, head, closing, lists)
        noun = {stem(words[at].form), stem(words[head].form)}
        at = at if said is None else said
        beside = frozenset(noun - {stem(words[at].form)})
    particle = None if is_noun else particle_after(words, at, lists)
    particle = particle if particle is not None and particle <= closing else None
    last = at if particle is None else particle
    return Negated(first, last, at, stem(words[at].form), "" if particle is None else words[particle].form, beside)


def _denied(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    denied = negated_in(text, lists)
    if not denied:
        return
    overlap = agreement(story, pair.left, pair.right)
    if overlap < MIN_AGREEMENT:
        return
    words, their_words = words_of(text), words_of(other)
    is_as_written = as_written(story, pair.left, pair.right)
    also_denied = {n.stem for place in pair.theirs for n in negated_in(story.shown(place), lists)}
    if is_as_written:
        also_denied |= _denied_anywhere(story, pair.right.article)
    any_denial = any(
        is_negation(their_words, k, lists) or w.form in lists.implicatives or is_not_any(their_words, k, lists)
        for k, w in enumerate(their_words)
    )
    their_stems = {stem(w.form) for w in their_words}
    denied_places = {k for n in denied for k in range(n.first, n.last + 1)}
    affirmed_here = {stem(w.form) for k, w in enumerate(words) if k not in denied_places}
    for negated in denied:
        if negated.stem in also_denied or negated.stem in affirmed_here or any_denial:
            continue
        in_speech = is_quoted(speech[pair.left], words[negated.first].start)
        if is_as_written and in_speech:
            continue  # the speaker's
        if not negated.beside <= their_stems:
            continue
        for k, word in enumerate(their_words):
            if stem(word.form) != negated.stem or is_quoted(speech[pair.right], word.start) != in_speech:
                continue
            particle = particle_after(their_words, k, lists)
            if negated.particle != ("" if particle is None else their_words[particle].form):
                continue
            near = _shared_near(words, negated.at, their_words, k, lists)
            if near < 2 or _is_unreal(their_words, k, lists):
                continue
            mine, yours = _arguments(text, words, negated.at, lists), _arguments(other, their_words, k, lists)
            if mine and yours and not mine & yours:
                continue  # done by others, to others
            weight = min(0.95, 0.35 + 0.5 * overlap + 0.05 * min(near, 3))
            yield Contrast(
                passage_at(pair.left, span_of(words, negated.first, negated.last)),
                passage_at(pair.right, span := span_of(their_words, k, k if particle is None else particle)),
                story.outlet(pair.right.article),
                span.of(other),
                weight,
                (("rule", "denied predicate"), ("predicate", negated.stem), ("agreement", round(overlap, 3))),
            )
            break


def _denied_anywhere(story: AlignedStory, article: str) -> frozenset[str]:
    """Return the stems of all predicates that an article denies: what it denies in one sentence is not affirmed in
    another."""

    def find() -> frozenset[str]:
        lists = story.lists.of(story.language(article))
        return frozenset(n.stem for one in story.reading(article).sentences for n in negated_in(one.shown, lists))

    return story.once(("denied anywhere", article), find)


def _arguments(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> frozenset[str]:
    """Return the stems of the subject and the object of the predicate at ``k``: what stands before and behind it in its
    clause, each up to a preposition or a relative; "by" ends none."""
    opening, closing = clause_bounds(text, words, k)
    start = k
    while start > opening and words[start - 1].form not in lists.complementisers | lists.relative:
        start -= 1
    ends = (lists.no_object | lists.of | lists.relative | lists.complementisers) - lists.by
    found: set[str] = set()
    for own in (words[start:k], words[k + 1 : closing + 1]):
        for word in own:
            if word.form in ends:
                break
            if tells(word, lists) and word.form not in lists.implicatives:
                found.add(stem(word.form))
    return frozenset(found)


def _is_unreal(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where the affirmed word is only wished, asked or supposed: "to sign", "may sign", "if they sign"."""
    return any(w.form in lists.unreal for w in words[max(0, k - 3) : k])


def _opposed(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    """Opposites said of one matter: accepted here, rejected there. The denying side is marked."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    words, their_words = words_of(text), words_of(other)
    forms, their_forms = {w.form: k for k, w in enumerate(words)}, {w.form: k for k, w in enumerate(their_words)}
    for affirming, denying in lists.opposites:
        mine, theirs = denying & forms.keys(), affirming & their_forms.keys()
        if not mine or not theirs or affirming & forms.keys() or denying & their_forms.keys():
            continue
        overlap = agreement(story, pair.left, pair.right)
        here, there = min(forms[form] for form in mine), min(their_forms[form] for form in theirs)
        if overlap < OPPOSED_AGREEMENT or _is_denied(words, here, lists) or _is_denied(their_words, there, lists):
            continue
        if not _oppose(words, here, their_words, there, lists):
            continue
        near = _shared_near(words, here, their_words, there, lists)
        shared = _arguments(text, words, here, lists) & _arguments(other, their_words, there, lists)
        if as_written(story, pair.left, pair.right) and not are_rare(story, shared):
            continue  # another thing: "denied the sale", "confirmed the number of sales"
        if (
            near < 1 + (pair.is_near and overlap >= MIN_AGREEMENT)
            or _is_unreal(their_words, there, lists)
            or is_quoted(speech[pair.left], words[here].start)
        ):
            continue
        yield Contrast(
            passage_at(pair.left, words[here].span),
            passage_at(pair.right, their_words[there].span),
            story.outlet(pair.right.article),
            their_words[there].span.of(other),
            min(0.9, 0.37 + 0.45 * overlap + 0.05 * min(near, 3)),
            (("rule", "opposites"), ("agreement", round(overlap, 3))),
        )


def _oppose(words: Sequence[Word], here: int, their_words: Sequence[Word], there: int, lists: LanguageLists) -> bool:
    """True where two opposites are said in one way: both before the same infinitive or before none ("declined to
    comment" is no fall), and adjectives both as predicates ("innocent villagers" are nobody's verdict)."""
    if infinitive_after(words, here, lists) != infinitive_after(their_words, there, lists):
        return False
    if words[here].form not in lists.predicates:
        return True
    return _is_predicate(words, here, lists) and _is_predicate(their_words, there, lists)


def _is_predicate(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    before = words[max(0, k - NEAR) : k]
    says = any(w.form in lists.copulas or w.form in lists.auxiliaries or w.form in lists.findings for w in before)
    return says and not (k + 1 < len(words) and tells(words[k + 1], lists))


def _is_denied(words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    return any(is_negation(words, j, lists) for j in range(max(0, k - SCOPE), k))


def _shared_near(ours: Sequence[Word], k: int, theirs: Sequence[Word], j: int, lists: LanguageLists) -> int:
    """Count the telling words, besides the predicate, that both sentences have near it."""

    def near(words: Sequence[Word], at: int) -> set[str]:
        around = [*words[max(0, at - NEAR) : at], *words[at + 1 : at + 1 + NEAR]]
        return {stem(w.form) for w in around if w.form not in lists.function and len(w.form) > 2}

    return len(near(ours, k) & near(theirs, j))


def denies_flatly(text: str, span: Span, lists: LanguageLists) -> bool:
    """True where the words of ``span`` deny what may be told elsewhere: with a negation, or a verb of denying; not what
    would or will not be, what was not "so far" or "since", nor that somebody knows it or says a word; not what should
    not be, nor what a speaker denies in a quotation."""
    words = words_of(text)
    inside = numbers_within(words, span)
    if not inside:
        return False
    opening, closing = clause_bounds(text, words, inside[-1])
    if is_withdrawn(words, opening, closing, lists):
        return False
    if is_quoted(quotes_of(text), span.start) or any(word.form in lists.wishing for word in words[: inside[0]]):
        return False
    denied = [k for k in inside if is_negation(words, k, lists)]
    if not denied:
        return any(hit.value.name == "denying" for hit in lists.report.find(words[inside[0] : inside[-1] + 1]))
    around = {word.form for word in words[max(opening, denied[0] - SCOPE) : closing + 1]}
    open_ended = lists.unreal | lists.excepting | lists.limiting | lists.as_yet | lists.knowing | lists.silent
    return around.isdisjoint(open_ended - lists.infinitive_after)


def is_worth_telling(story: AlignedStory, place: Place, span: Span) -> bool:
    """True where the words of ``span`` deny something, more than that somebody speaks ("did not comment") or holds an
    opinion, and no other article as shown denies the same in a sentence, or a part of it where it tells the same."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(text)
    inside = numbers_within(words, span)
    denying = [k for k in inside if is_negation(words, k, lists) or words[k].form in lists.implicatives]
    reported = any(hit.value.name == "denying" for hit in lists.report.find([words[k] for k in inside]))
    if not denying and not reported:
        return False
    if any(is_silence(text, words, k, lists) for k in denying):
        return False
    telling = [k for k in inside if tells(words[k], lists) and k not in denying]
    if telling and (words[telling[0]].form in lists.opining or all(words[k].form in lists.echoing for k in telling)):
        return False
    own = {stem(words[k].form) for k in telling} - {stem(words[k].form) for k in denying}
    if _is_denied_beside(story, place, own):
        return False
    language = story.language(place.article)
    return not own or not any(
        own <= denied
        for reading in story.readings
        if reading.article.id != place.article and story.language(reading.article.id) == language
        for denied in _denying_sentences(story, reading.article.id)
    )


def _is_denied_beside(story: AlignedStory, place: Place, own: Collection[str]) -> bool:
    """True where a sentence that another outlet has beside this one, or one next to it, denies one of ``own`` stems."""
    for partner in story.readable_partners(place):
        lists = story.lists.of(story.language(partner.place.article))
        n = len(story.reading(partner.place.article).sentences)
        for k in range(max(0, partner.place.sentence - 1), min(n, partner.place.sentence + 2)):
            words = words_of(story.shown(Place(partner.place.article, k)))
            for j in range(len(words)):
                if not (is_negation(words, j, lists) or words[j].form in lists.implicatives):
                    continue
                if any(stem(word.form) in own for word in words[j + 1 : j + 1 + REACH]):
                    return True
    return False


def _denying_sentences(story: AlignedStory, article: str) -> Sequence[frozenset[str]]:
    """Return the stems of each of an article's sentences that has a negation, or a verb that denies."""

    def find() -> list[frozenset[str]]:
        lists = story.lists.of(story.language(article))
        found = []
        for sentence in story.reading(article).sentences:
            words = words_of(sentence.shown)
            if any(is_negation(words, k, lists) or words[k].form in lists.implicatives for k in range(len(words))):
                found.append(frozenset(stem(word.form) for word in words))
        return found

    return story.once(("denying sentences", article), find)


def say_denied(text: str, span: Span, outlets: Sequence[str]) -> str:
    """Return the note of a denial at ``span``, with what its clause denies, beside ``outlets`` that do not deny: none
    where it is somebody's in a quotation."""
    words = words_of(text)
    inside = numbers_within(words, span)
    end = span.end if not inside else words[clause_bounds(text, words, inside[-1])[1]].end
    is_own = not is_quoted(quotes_of(text), span.start)
    return _say_denial(quoted(text[span.start : max(span.end, end)]), outlets if is_own else ())


def _say_denial(denied: str, outlets: Sequence[str]) -> str:
    if not outlets:
        return f"A denial stands here ({denied})."
    once = list(dict.fromkeys(outlets))[:4]
    tell = "tells" if len(once) == 1 else "tell"
    return f"A denial stands here ({denied}); {and_all(once)} {tell} of the matter without one."


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    rule = dict(contrasts[0].evidence)["rule"]
    if rule == "reported denial":
        return _say_denial(
            quoted(str(dict(contrasts[0].evidence)["denied"])), [c.outlet for c in contrasts if c.against]
        )
    if rule == "denied thing":
        return f"{quoted(own)} denies what others tell of: {name_all(contrasts)}."
    return f"{quoted(own)} denies what is affirmed elsewhere: {name_all(contrasts)}."
