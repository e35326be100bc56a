"""Words that tell one thing plainly or so that they judge: killed, murdered; diverted, stole.

Two sentences on one matter, a charged word of a scale here and a plain one of the same scale there, and no charged one:
the outlets had the same choice. Scales are lists; which words lie near in meaning otherwise is not known here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from compare.domain import Highlight, Kind, Place, Span
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.classes import may_face, tokens_at
from compare.steps.framing.lists import HedgeKind, LanguageLists, scale_key
from compare.steps.framing.pairs import (
    COGNATE,
    Contrast,
    Pair,
    agreement,
    beginning,
    both_ways,
    is_one_matter,
    join,
    name_all,
    passage_at,
    quoted,
    whole,
)
from compare.steps.framing.quotes import Quotes, is_quoted, speech_of
from compare.steps.framing.rendered import shown_for
from compare.steps.framing.scope import in_scope, tells
from compare.steps.framing.words import CLAUSE_END, Word, span_of, words_of

RULE, STORYWIDE_RULE = "scale", "scale, elsewhere in the story"
RULES = frozenset({RULE, STORYWIDE_RULE})
MIN_CLOSENESS = 0.84  # cosine of the sentences; e5 gives 0.80 to any two of one story
MIN_AGREEMENT, MIN_SURE_AGREEMENT = 0.25, 0.1  # shared words; less where the sentences are surely about one thing
ACROSS_AGREEMENT = 0.4  # taken for two sentences on one matter whose words are of two languages
USED_BY_BOTH = 0.6  # factor where the other outlet has a charged word elsewhere: it varies, and takes no side
# In no pair of sentences, but in articles on one event, by the cosine of the nearest two that have such words. By eye:
# of twelve such names in the sample stories eleven are of one thing; on BASIL, development half, two of four.
STORYWIDE, STORYWIDE_CLOSENESS = 0.52, 0.84
# The scales of what a story has one of: those it is about, and what happened. Officials and hardliners it has many.
# Scales of names by which two camps call one thing, whatever the sentence: "undocumented immigrants", "illegal aliens".
# Their weight, by hand: that the outlets choose between the two is certain.
OF_CAMPS, CHOSEN = frozenset(("legal status", "legal status, the other camp", "marriage", "abortion camps")), 0.6
PARTIES = frozenset(
    (
        *"government leader fighters protesters migrants ally rich informer suspect prisoners".split(),
        *"settlers troops contractors militia spokesman journalist environmentalists sceptics claimants".split(),
        *"executive investors landlord lender politician fans believers preacher pupils doctor".split(),
        *"scientist homeless star donor occupants voters shooting protest accident".split(),
        *("right wing", "left wing", "party critics", "drug users"),
        *OF_CAMPS,
    )
)
NOUNS_WITH_CAPITAL = frozenset({"de"})
MOVED = 0.2  # of a sentence's length, by which translation may move a word; by hand
MAX_PARTS = 6  # words of one entry: "forces of order"; characters of a Chinese one
MAX_LOST = 12  # words of one original that are looked for in its translation; more stand on scales in no sentence
SMALL = 3  # letters of words that may not stand for one of a scale
# By hand: in one bead always marked, in near sentences from a third of shared words on. From a sixth on, as the sample
# stories would have it, 14 of the 29 marked on BASIL, development half, were two words for one thing, by our eyes. Now
# 11 of 15 are.
BASE, BY_AGREEMENT, BY_BEAD = 0.4, 0.3, 0.15


# Of a word that judges, on somebody else's account: below what is marked. And the words before it, by hand, among which
# its phrase opens and what disowns it stands: "treated for years as fraudsters".
DISOWNED = 0.55
PHRASE, DISOWNED_WITHIN = 3, 6


@dataclass(frozen=True, slots=True)
class OnScale:
    """A word of a sentence as shown that stands on one side of scales, by their names.

    ``written`` is the word of the original that does, where the translation has none: ``span`` is then what stands in
    its place. ``is_own``: the outlet's own word, not one that it says somebody uses, or doubts.
    """

    span: Span
    names: frozenset[str]
    written: str = ""
    is_own: bool = True


@dataclass(frozen=True, slots=True)
class Standing:
    """The words of a sentence that judge and those that are plain, in the order of the text."""

    charged: tuple[OnScale, ...]
    plain: tuple[OnScale, ...]

    @property
    def charged_names(self) -> frozenset[str]:
        """The scales of which a word that judges stands here."""
        return frozenset(name for one in self.charged for name in one.names)

    @property
    def plain_names(self) -> frozenset[str]:
        """The scales of which a plain word stands here."""
        return frozenset(name for one in self.plain for name in one.names)


Standings = Mapping[Place, Standing]


def find_charged(story: AlignedStory, kind: Kind) -> list[Highlight]:
    """Return charged words that face a plain word of the same scale, as labels (who or what it is) or loaded words (the
    rest). O(pairs of sentences), linear in their length.
    """
    speech = speech_of(story)
    standings = story.once("standings", lambda: {place: standing_at(story, place) for place in story.places()})
    used: dict[str, frozenset[str]] = defaultdict(frozenset)
    for place, standing in standings.items():
        used[place.article] |= standing.charged_names
    found: dict[str, list[Contrast]] = {reading.article.id: [] for reading in story.readings}
    seen: set[tuple[str, str, str]] = set()
    for pair in both_ways(story, across=True, near=True):
        if pair.closeness < MIN_CLOSENESS:
            continue
        for contrast in _contrasts(story, pair, standings, speech):
            scale = _scale_of(contrast)
            if (scale in story.lists.of(story.language(pair.left.article)).naming) is (kind is Kind.LABEL):
                both = scale in used[pair.right.article]
                weight = contrast.weight * (USED_BY_BOTH if both else 1.0)
                weight = max(weight, CHOSEN) if scale in OF_CAMPS and not both else weight
                found[pair.left.article].append(replace(contrast, weight=weight))
                seen.add((scale, pair.left.article, pair.right.article))
    if kind is Kind.LABEL:
        for contrast in _storywide(story, standings, used, speech):
            ends = contrast.passage.article, contrast.against.article if contrast.against else ""
            if (_scale_of(contrast), *ends) not in seen:
                found[contrast.passage.article].append(contrast)
    return [
        highlight
        for article, contrasts in found.items()
        for highlight in join(story, kind, contrasts, partial(_say, story.outlet(article)))
    ]


def _where(story: AlignedStory, place: Place, plain: OnScale) -> Span:
    """Return what a word that judges is set against: the plain word, or the sentence where only the original has it."""
    return whole(story.shown(place)) if plain.written else plain.span


def _scale_of(contrast: Contrast) -> str:
    return str(dict(contrast.evidence)["scale"])


def _storywide(
    story: AlignedStory, standings: Standings, used: Mapping[str, frozenset[str]], speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    """Yield names that judge against plain ones of the same scale in another article that never judges there: a story
    has one government, one crowd, and outlets call it so wherever they come to it.

    Of each scale the first word that judges in an article, against the plain one in the sentence nearest in meaning.
    """
    judging: dict[tuple[str, str], tuple[Place, OnScale]] = {}
    plain: dict[tuple[str, str], list[tuple[Place, OnScale]]] = defaultdict(list)
    for place, standing in standings.items():
        naming = story.lists.of(story.language(place.article)).naming
        for one in standing.charged:
            if one.is_own and not is_quoted(speech[place], one.span.start):
                for scale in sorted(one.names & naming & PARTIES):
                    judging.setdefault((place.article, scale), (place, one))
        for one in standing.plain:
            for scale in sorted(one.names & naming & PARTIES):
                plain[place.article, scale].append((place, one))
    for (article, scale), (place, one) in judging.items():
        if scale in standings[place].plain_names:
            continue  # "the invaders met the troop with stones": these are two
        for other in used:
            there = plain.get((other, scale), ())
            if not there or scale in used[other] or not story.is_one_event(article, other):
                continue
            closeness = story.closeness(place, other)
            theirs, word = max(there, key=lambda found: (float(closeness[found[0].sentence]), found[0]))
            if float(closeness[theirs.sentence]) < STORYWIDE_CLOSENESS:
                continue
            yield Contrast(
                passage_at(place, one.span),
                passage_at(theirs, _where(story, theirs, word)),
                story.outlet(other),
                word.written or word.span.of(story.shown(theirs)),
                STORYWIDE,
                (
                    ("rule", STORYWIDE_RULE),
                    *([("as written", one.written)] if one.written else []),
                    ("scale", scale),
                    ("closeness", round(float(closeness[theirs.sentence]), 3)),
                ),
            )


def standing_at(story: AlignedStory, place: Place) -> Standing:
    """Return the words of a sentence that stand on scales: as shown, and as written where a translation lost them.

    Without those that it denies: who writes "is no dictator" calls nobody one.
    """
    shown, lists = story.shown(place), story.lists.of(story.language(place.article))
    words = words_of(shown)
    sides = affirmed(shown, words, lists)
    foreign = _disowned(shown, words, lists) if any(sides) else frozenset()
    charged, plain = (
        [OnScale(span_of(words, *ends), names, is_own=ends[0] not in foreign) for ends, names in hits.items()]
        for hits in sides
    )
    reading = story.reading(place.article)
    lists = story.lists.of(reading.language)
    if reading.is_translated and words and lists.charged:
        text = story.sentence(place).text
        theirs = words_of(text)
        judging, other = affirmed(text, theirs, lists)
        disowned = _disowned(text, theirs, lists)
        both = frozenset().union(*judging.values()) & frozenset().union(*other.values())
        for own, rest, hits in ((charged, plain, judging), (plain, charged, other)):
            # A word that judges in the translation alone stays: what the original has makes it doubtful.
            known = both.union(*(one.names for one in ((*own, *rest) if own is plain else own)))
            for ends, names in islice(hits.items(), MAX_LOST):
                if lost := names - known:
                    original = span_of(theirs, *ends)
                    rendered = shown_for(story, place, original)
                    if rendered is not None:
                        found = OnScale(rendered, lost, original.of(text))
                    else:
                        found = _in_translation(text, original, lost, shown, words, rest)
                    own.append(replace(found, is_own=ends[0] not in disowned))
                    if own is charged:  # a plain word for one that judges is the engine's
                        rest[:] = [replace(one, names=one.names - lost) for one in rest]
    return Standing(*(tuple(sorted((o for o in side if o.names), key=lambda o: o.span)) for side in (charged, plain)))


def _in_translation(
    text: str, original: Span, names: frozenset[str], shown: str, words: Sequence[Word], rest: Sequence[OnScale]
) -> OnScale:
    """Return where words of the original stand in the translation that no word surely renders: at a word of the same
    scale, at one that begins alike, else at the one that is nearest by its place in the sentence."""
    written = original.of(text)
    at = (original.start + original.end) / 2 / max(1, len(text))
    for one in rest:
        if one.names & names and abs((one.span.start + one.span.end) / 2 / max(1, len(shown)) - at) <= MOVED:
            return OnScale(one.span, names, written)

    def far(other: Word) -> tuple[bool, float]:
        alike = len(other.form) >= COGNATE and beginning(other.form) == beginning(written)
        return not alike, abs((other.start + other.end) / 2 / max(1, len(shown)) - at)

    telling = [other for other in words if len(other.form) > SMALL] or list(words)
    return OnScale(min(telling, key=far).span, names, written)


Hits = dict[tuple[int, int], frozenset[str]]
"""Words that stand on scales: the numbers of the first and the last of them, and the names of their scales."""


def both_sides(words: Sequence[Word], lists: LanguageLists) -> tuple[Hits, Hits]:
    """Return the words that judge and the plain ones; where one lies in another the longer counts: "illegal immigrants"
    has no plain "immigrants" in it."""
    charged, plain = on_scales(words, lists, lists.charged), on_scales(words, lists, lists.plain)
    return _outside(charged, plain), _outside(plain, charged)


def affirmed(text: str, words: Sequence[Word], lists: LanguageLists) -> tuple[Hits, Hits]:
    """Return the words of ``both_sides`` that ``text`` does not deny."""
    sides = both_sides(words, lists)
    if not any(sides):
        return sides
    denied = in_scope(text, words, lists)
    charged, plain = ({ends: names for ends, names in hits.items() if ends[0] not in denied} for hits in sides)
    return charged, plain


def _disowned(text: str, words: Sequence[Word], lists: LanguageLists) -> frozenset[int]:
    """Return the words that are somebody else's, or doubted: "so-called rebels", "called fraudsters", "accused of
    murder", "blown up into a plot"; not "called the massacre a mistake", but for the mistake. O(words)."""
    doubted = {hit.last for hit in lists.hedges.find(words) if hit.value is HedgeKind.ADJECTIVE}
    found = set()
    for k, word in enumerate(words):
        if not tells(word, lists):
            continue
        j, opener = k - 1, -1
        while j >= max(0, k - PHRASE) and not CLAUSE_END.search(text, words[j].end, words[j + 1].start):
            form = words[j].form
            if j in doubted or (form in lists.disowning and opener < 0):
                found.add(k)
                break
            if opener < 0 and form in lists.definite:
                break
            if form in lists.disowned_as:
                opener = j
                break
            j -= 1
        if opener >= 0 and _is_governed(text, words, opener, lists):
            found.add(k)
    return frozenset(found)


def _is_governed(text: str, words: Sequence[Word], opener: int, lists: LanguageLists) -> bool:
    """True where a word that disowns what follows stands before ``opener`` in its clause, and takes it: not "called for
    a crackdown"."""
    for j in range(opener - 1, max(-1, opener - 1 - DISOWNED_WITHIN), -1):
        if CLAUSE_END.search(text, words[j].end, words[j + 1].start):
            return False
        if words[j].form in lists.disowning:
            after = words[j + 1].form
            return after not in lists.no_object or after in lists.disowned_as
    return False


def _outside(own: Hits, others: Hits) -> Hits:
    length = {k: last - first for first, last in others for k in range(first, last + 1)}
    return {
        (first, last): names
        for (first, last), names in own.items()
        if not all(length.get(k, 0) > last - first for k in (first, last))
    }


def on_scales(words: Sequence[Word], lists: LanguageLists, side: Mapping[str, frozenset[str]]) -> Hits:
    """Return the words, or several in a row, that stand on one ``side`` of a scale; the longest first, not overlapping.

    A compound stands where its last part does: "eco-zealots" is "zealots". O(words · ``MAX_PARTS``).
    """
    found: Hits = {}
    # "The Resistance Front", "the Junta of Extremadura": in a name a word says what its bearers call themselves.
    named = side is lists.charged and lists.language not in NOUNS_WITH_CAPITAL
    keys = [scale_key(word.form, lists.language) for word in words]
    after = 0
    for k, word in enumerate(words):
        if k < after or (named and k and word.is_capital):
            continue
        for end in range(min(len(words), k + MAX_PARTS), k, -1):
            if names := side.get(" ".join(keys[k:end])):
                break
        else:
            end, names = k + 1, side.get(scale_key(word.form.rpartition("-")[2], lists.language))
        if names and lists.language in NOUNS_WITH_CAPITAL and not words[end - 1].is_capital:
            names -= lists.naming  # "illegale" before a noun names nobody
        if names:
            found[k, end - 1] = names
            after = end
    return found


def names_on(text: str, lists: LanguageLists, side: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the names of the scales on one ``side`` of which a word of ``text`` stands."""
    charged, plain = both_sides(words_of(text), lists)
    hits = charged if side is lists.charged else plain
    return frozenset(name for names in hits.values() for name in names)


def _contrasts(
    story: AlignedStory, pair: Pair, standings: Standings, speech: Mapping[Place, Quotes]
) -> Iterable[Contrast]:
    ours, theirs = standings[pair.left], standings[pair.right]
    if not ours.charged or not theirs.plain:
        return
    is_one = is_one_matter(story, pair)
    is_across = story.language(pair.left.article) != story.language(pair.right.article)
    overlap = ACROSS_AGREEMENT * is_one if is_across else agreement(story, pair.left, pair.right)
    if overlap < (MIN_SURE_AGREEMENT if is_one else MIN_AGREEMENT):
        return
    # Who has both words, or a charged one too, made another choice.
    settled = ours.plain_names.union(*(standings[place].charged_names for place in pair.theirs))
    for one in ours.charged:
        there = next((other for other in theirs.plain if other.names & one.names - settled), None)
        if there is None or is_quoted(speech[pair.left], one.span.start):
            continue
        if not (one.written or there.written or _may_stand(story, pair, one, there, settled)):
            continue
        yield Contrast(
            passage_at(pair.left, one.span),
            passage_at(pair.right, _where(story, pair.right, there)),
            story.outlet(pair.right.article),
            there.written or there.span.of(story.shown(pair.right)),
            (BASE + BY_AGREEMENT * overlap + BY_BEAD * (not pair.is_near)) * (1.0 if one.is_own else DISOWNED),
            (
                ("rule", RULE),
                *([("as written", one.written)] if one.written else []),
                ("scale", min(there.names & one.names - settled)),
                ("agreement", round(overlap, 3)),
            ),
        )


def _may_stand(story: AlignedStory, pair: Pair, one: OnScale, there: OnScale, settled: frozenset[str]) -> bool:
    """True for names, of which labels see whether they are of one thing, and for words that may stand for each
    other."""
    if min(there.names & one.names - settled) in story.lists.of(story.language(pair.left.article)).naming:
        return True
    return may_face(tokens_at(story, pair.left), one.span, tokens_at(story, pair.right), there.span)


def _say(outlet: str, own: str, contrasts: Sequence[Contrast]) -> str:
    evidence = dict(contrasts[0].evidence)
    word = str(evidence.get("as written", own))
    where = " elsewhere," if evidence["rule"] == STORYWIDE_RULE else ""
    what = "one camp's name for it" if evidence["scale"] in OF_CAMPS else "a word that judges"
    return f"{outlet} writes {quoted(word)}, {what};{where} {name_all(contrasts)}."
