"""Who acts: a deed without a doer here, with a named doer there, in facing sentences or anywhere in two articles.

Owns which deeds are one deed and what is made of them; reading them is ``deeds``'s.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.deeds import Deed, deeds_in
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.number import some_of_them
from compare.steps.framing.pairs import (
    LIKELY,
    Contrast,
    Pair,
    agreement,
    and_all,
    beginning,
    both_ways,
    is_likely,
    is_one_matter,
    join,
    name_all,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, quotes_of, speech_of
from compare.steps.framing.report_verbs import reports_in
from compare.steps.framing.words import Word, clause_bounds, span_of, stem, words_of

MIN_CLOSENESS = 0.86
MIN_AGREEMENT = 0.15
LIKELY_AGREEMENT = 0.35  # at least, where a bead says that it is one matter, or the words are of two languages
# Weights by hand, in the order in which editors of the sample stories listed such ways; so is what an owner weighs.
BASE = {"passive": 0.45, "happening": 0.42, "noun": 0.32}
OWNER_WITHIN = 4  # words between an owner and the trouble: "Trump's partial government shutdown"
OWNED, OWNED_BY_AGREEMENT = 0.5, 0.4
AFTER_FORCE = 3  # words behind an armed force that a note shows
MAX_DOERS = 3  # outlets that a note names
PATIENT = 4  # words beside a deed among which it is told to whom; by hand
# In no pair of sentences, by the cosine of the two: by eye, ten of thirteen such deeds in the sample stories were one,
# and three of six on BASIL, development half, before "shot back" and the like were told apart.
STORYWIDE, STORYWIDE_CLOSENESS = 0.52, 0.845


@dataclass(frozen=True, slots=True)
class Actor:
    """A doer and what they do, as a sentence shows it or, where only the original has a verb of lists, as it has it.

    ``words`` are those of the sentence it stands in, ``lists`` of its language; ``span`` is of the sentence as shown.
    """

    deed: Deed
    words: Sequence[Word]
    lists: LanguageLists
    span: Span
    text: str
    is_original: bool = False


def find_agency(story: AlignedStory) -> Iterable[Highlight]:
    """Return deeds told without a doer where another outlet names one. Needs word lists for the language shown."""
    contrasts: list[Contrast] = []
    speech = speech_of(story)
    for pair in both_ways(story, across=True, near=True):
        lists = story.lists.of(story.language(pair.left.article))
        if lists.acts and (pair.closeness >= MIN_CLOSENESS or is_likely(pair)):
            contrasts += _contrasts(story, pair, lists, speech)
            contrasts += _owned(story, pair, lists, speech)
    seen = {(c.passage.article, str(dict(c.evidence)["deed"]), c.against.article) for c in contrasts if c.against}
    contrasts += _storywide(story, speech, seen)
    return join(story, Kind.AGENCY, contrasts, _say)


def _storywide(
    story: AlignedStory, speech: Mapping[Place, Quotes], seen: Collection[tuple[str, str, str]]
) -> Iterable[Contrast]:
    """Yield deeds for which an article nowhere names a doer, where an article on the same event does, in the sentence
    nearest in meaning; but those ``seen`` beside each other, by article, group of deeds and the other article."""
    without: dict[str, list[tuple[Place, Deed, list[str]]]] = defaultdict(list)
    naming: dict[tuple[str, str], list[tuple[Place, Actor]]] = defaultdict(list)
    first: set[tuple[str, str]] = set()
    for place in story.places():
        for deed in deeds_in(story.shown(place), story.lists.of(story.language(place.article)), speech[place]):
            groups = [g for g in sorted(deed.groups) if (place.article, g) not in first]
            if groups and deed.way in ("passive", "happening"):
                first.update((place.article, group) for group in groups)
                without[place.article].append((place, deed, groups))
        for actor in actors_at(story, place, speech[place]):
            for group in actor.deed.groups:
                naming[place.article, group].append((place, actor))
    same_event = [(c.left, c.right) for c in story.comparisons if story.is_one_event(c.left, c.right)]
    for one, other in (*same_event, *((right, left) for left, right in same_event)):
        done: set[Place] = set()
        for place, mine, groups in without[one]:
            there = [
                (*found, group)
                for group in groups
                if (one, group, other) not in seen and (one, group) not in naming
                for found in naming.get((other, group), ())
            ]
            if not there or place in done:
                continue
            closeness = story.closeness(place, other)
            theirs, match, group = max(there, key=lambda found: (float(closeness[found[0].sentence]), found[0]))
            words = words_of(story.shown(place))
            faces = any(p.place == theirs and p.confidence >= LIKELY for p in story.partners(place))  # judged before
            if float(closeness[theirs.sentence]) < STORYWIDE_CLOSENESS or faces or _doer_is_here(match, words):
                continue
            if _are_others(words, mine, match, story.language(one)):
                continue
            done.add(place)
            yield Contrast(
                passage_at(place, span_of(words, mine.first, mine.last)),
                passage_at(theirs, match.span),
                story.outlet(other),
                match.text,
                STORYWIDE,
                (("rule", mine.way), ("where", "elsewhere in the story"), ("deed", group), ("agreement", 0.0)),
            )


def _are_others(words: Sequence[Word], mine: Deed, match: Actor, language: str) -> bool:
    """True where one sentence tells it of some whom outlets count by themselves, police or children, and the other does
    not."""
    near = words[max(0, mine.first - PATIENT) : mine.last + PATIENT]
    first, last = match.deed.first, match.deed.last + 1
    theirs = (*match.words[max(0, first - PATIENT) : first], *match.words[last : last + PATIENT])
    ours = some_of_them((w.form for w in near), language)
    others = some_of_them((w.form for w in theirs), match.lists.language)
    return bool(ours) and not ours & others


def _contrasts(
    story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    text, other = story.shown(pair.left), story.shown(pair.right)
    ours = [deed for deed in deeds_in(text, lists, speech[pair.left]) if deed.way != "actor"]
    if not ours:
        return
    # A doer named next door, in the same bead or in our own sentence, is not left out.
    named = {
        g
        for place in pair.ours
        for d in deeds_in(story.shown(place), lists, speech[place])
        if d.way == "actor"
        for g in d.groups
    }
    their_lists = story.lists.of(story.language(pair.right.article))
    is_across = their_lists.language != lists.language
    if is_across and not (their_lists.acts and is_one_matter(story, pair)):
        return
    likely = is_across or is_likely(pair)
    overlap = 0.0 if is_across else agreement(story, pair.left, pair.right)
    if likely:
        overlap = max(overlap, LIKELY_AGREEMENT)
    if overlap < MIN_AGREEMENT:
        return
    words = words_of(text)
    acting = actors_at(story, pair.right, speech[pair.right])
    for mine in ours:
        if mine.groups & named:
            continue
        match = next((theirs for theirs in acting if theirs.deed.groups & mine.groups), None)
        if match is None or _doer_is_here(match, words):
            continue
        theirs = Deed(0, len(words_of(other)) - 1, match.deed.groups, "actor") if match.is_original else match.deed
        shared = _shared_beside(words, mine, words_of(other), theirs, lists)
        if not shared and not is_across:
            continue
        yield Contrast(
            passage_at(pair.left, span_of(words, mine.first, mine.last)),
            passage_at(pair.right, match.span),
            story.outlet(pair.right.article),
            match.text,
            min(0.9, BASE[mine.way] + 0.06 * min(shared, 3) + 0.3 * overlap),
            (("rule", mine.way), ("deed", min(mine.groups & match.deed.groups)), ("agreement", round(overlap, 3))),
        )


def doers_of(story: AlignedStory, place: Place, span: Span, others: Iterable[Place]) -> list[tuple[str, str]]:
    """Return the outlets that in one of ``others`` name who did the deed at ``span``, with their words; of a deed that
    no list has, any doer. Not a doer whom the sentence at ``place`` names, too. In other verbs than those of lists an
    armed force is a doer ("gendarmes mowed down"), but where it is who speaks."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(text)
    ours = [d for d in deeds_in(text, lists) if span_of(words, d.first, d.last).overlaps(span) and d.way != "actor"]
    groups = frozenset(group for deed in ours for group in deed.groups)
    found: dict[str, str] = {}
    for other in others:
        for actor in actors_at(story, other, quotes_of(story.shown(other))):
            if (not groups or groups & actor.deed.groups) and not _doer_is_here(actor, words):
                found.setdefault(story.outlet(other.article), actor.text)
    here = {word.form for word in words}
    for other in others:
        force = None if story.outlet(other.article) in found else _force(story, other, here)
        if force is not None:
            found[story.outlet(other.article)] = force.of(story.shown(other))
    return list(found.items())[:MAX_DOERS]


def _force(story: AlignedStory, place: Place, known: Collection[str]) -> Span | None:
    """Return an armed force and what it does in a sentence: its word and the next ones of its clause; None where none
    does anything, or it is among the ``known`` forms."""
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(text)
    sources = [report.source for report in reports_in(text, lists) if report.source is not None]
    for k, word in enumerate(words):
        if word.form not in lists.forces or word.form in known or any(word.span.overlaps(own) for own in sources):
            continue
        _, closing = clause_bounds(text, words, k)
        idle = lists.function | lists.auxiliaries | lists.copulas
        is_doer = k < closing and words[k + 1].form not in idle and not lists.unacted.find(words[k + 1 : k + 2])
        if is_doer or (k and words[k - 1].form in lists.by):
            last = min(closing, k + AFTER_FORCE)
            while last > k + 1 and words[last].form in lists.function - lists.verb_particles:
                last -= 1
            return span_of(words, k, last)
    return None


def say_doers(own: str, doers: Sequence[tuple[str, str]]) -> str:
    """Return the note of a deed without a doer beside outlets that have one."""
    told = and_all([f"{outlet} has {quoted(words)}" for outlet, words in doers])
    return f"{quoted(own)} names nobody who acts; elsewhere, {told}."


def actors_at(story: AlignedStory, place: Place, quotes: Quotes) -> list[Actor]:
    """Return the doers that a sentence names: as shown, and in its original where engines lose the verb."""
    shown, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(shown)
    found = [
        Actor(deed, words, lists, span := span_of(words, deed.first, deed.last), span.of(shown))
        for deed in deeds_in(shown, lists, quotes)
        if deed.way == "actor"
    ]
    reading = story.reading(place.article)
    if not reading.is_translated:
        return found
    text, lists = story.sentence(place).text, story.lists.of(reading.language)
    words = words_of(text)
    known = frozenset(group for actor in found for group in actor.deed.groups)
    return found + [
        Actor(deed, words, lists, whole(shown), span_of(words, deed.first, deed.last).of(text), is_original=True)
        for deed in deeds_in(text, lists)
        if deed.way == "actor" and not deed.groups & known
    ]


def _owned(story: AlignedStory, pair: Pair, lists: LanguageLists, speech: Mapping[Place, Quotes]) -> Iterable[Contrast]:
    """Yield a trouble that is somebody's here and nobody's there: "Orban's shutdown", "the shutdown"."""
    text, other = story.shown(pair.left), story.shown(pair.right)
    if not lists.troubles or story.language(pair.right.article) != lists.language:
        return
    words, their_words = words_of(text), words_of(other)
    theirs = [k for k, word in enumerate(their_words) if word.form in lists.troubles]
    if not theirs:
        return
    for k, word in enumerate(words):
        if word.form not in lists.troubles or is_quoted(speech[pair.left], word.start):
            continue
        owner = _owner(text, words, k, lists)
        same = [j for j in theirs if stem(their_words[j].form) == stem(word.form)]
        if owner is None or not same or any(_is_owned(other, their_words, j, lists) for j in same):
            continue
        span = their_words[same[0]].span
        yield Contrast(
            passage_at(pair.left, span_of(words, owner, k)),
            passage_at(pair.right, span),
            story.outlet(pair.right.article),
            span.of(other),
            OWNED + OWNED_BY_AGREEMENT * agreement(story, pair.left, pair.right),
            (("rule", "owner"), ("deed", word.form), ("agreement", round(agreement(story, pair.left, pair.right), 3))),
        )


def _owner(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> int | None:
    """Return the first word of the name in the genitive within ``OWNER_WITHIN`` words before word ``k``, or None."""
    opening, _ = clause_bounds(text, words, k)
    for j in range(k - 1, max(opening, k - OWNER_WITHIN) - 1, -1):
        word = words[j].span.of(text)
        if word[-2:] in ("'s", "’s") and words[j].is_capital and words[j].form not in lists.function:
            return j
        if words[j].form in lists.function:
            return None
    return None


def _is_owned(text: str, words: Sequence[Word], k: int, lists: LanguageLists) -> bool:
    """True where the trouble is somebody's in any way: "his", "its", a name in the genitive, "by" or "of" somebody."""
    before = words[max(0, k - OWNER_WITHIN) : k]
    after = words[k + 1].form if k + 1 < len(words) else ""
    own = _owner(text, words, k, lists) is not None or any(w.form in lists.owners for w in before)
    return own or after in lists.by or after in lists.of


def _doer_is_here(match: Actor, ours: Sequence[Word]) -> bool:
    """True where our sentence names the other's doer too, only not as the subject."""
    lists, phrase = match.lists, match.words[match.deed.first : match.deed.last + 1]
    same = beginning if match.is_original else stem
    here = {same(w.form) for w in ours}
    if phrase[0].form not in lists.auxiliaries:
        verb = next((k for k, w in enumerate(phrase) if k and w.form in lists.acts), len(phrase))
        telling = [w for w in phrase[:verb] if w.form not in lists.function]
        doer = telling[:1] if lists.verb_last else telling[-1:]
        return bool(doer) and same(doer[0].form) in here
    return bool({same(w.form) for w in phrase if w.form not in lists.function and w.form not in lists.acts} & here)


def _shared_beside(ours: Sequence[Word], mine: Deed, theirs: Sequence[Word], match: Deed, lists: LanguageLists) -> int:
    """Count telling words near both deeds, or between a doer and what it does: who or how many it was done to, when."""

    def near(words: Sequence[Word], deed: Deed) -> set[str]:
        inside = [word for word in words[deed.first + 1 : deed.last] if word.form not in lists.acts]
        around = [*words[max(0, deed.first - 7) : deed.first], *inside, *words[deed.last + 1 : deed.last + 8]]
        return {stem(w.form) for w in around if w.form not in lists.function and (len(w.form) > 2 or w.form.isdigit())}

    return len(near(ours, mine) & near(theirs, match))


def _say(own: str, contrasts: Sequence[Contrast]) -> str:
    if dict(contrasts[0].evidence)["rule"] == "owner":
        return f"{quoted(own)} says whose it is; {name_all(contrasts)}."
    where = " elsewhere," if "where" in dict(contrasts[0].evidence) else ""
    if dict(contrasts[0].evidence)["rule"] == "happening":
        return f"In {quoted(own)} nobody does it;{where} {name_all(contrasts)}."
    return f"{quoted(own)} names nobody who acts;{where} {name_all(contrasts)}."
