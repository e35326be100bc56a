"""Labels: the name or noun that outlets give to the same person, group, place, thing or deed.

Owns how telling a difference of label is, which links a reader sees, and what is said of them. That two phrases mean
one thing is judged in ``compare.steps.concepts``.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from compare.domain import Highlight, Kind, Passage, Place
from compare.steps.concepts import Link, Reason, Wording, find_links
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.name_gap import find_name_gaps
from compare.steps.framing.pairs import MAX_AGAINST, content_stems, quoted
from compare.steps.framing.rank import MATTER, ONE_THING, ONLY_LISTED
from compare.steps.framing.scales import STORYWIDE_RULE, find_charged
from compare.steps.framing.words import words_of
from compare.steps.names import Mention, Named
from compare.steps.vocabulary import Vocabulary

# Nouns of when something was: outlets call no day or week by a name that tells.
TIMES = frozenset(
    "day week month year hour minute time morning night evening monday tuesday wednesday thursday friday saturday"
    " sunday dia semana mês ano hora vez noite día mes año tarde noche".split()
)
PER_PAIR = 20  # links of two articles that are looked at, the weightiest; readers are shown few of them
# Factor on each further link between the same two things: one contrast says it. And links of one wording to one other
# article. With .75, 2 and FACED at .7, and with these (NewsWCL50, development half): F1 .581 and .613, of labels that
# share no word .286 and .315. Around here F1 is .59 to .61: five events do not tell these apart.
REPEATED = 0.85
PER_WORDING = 3


def find_labels(story: AlignedStory) -> Iterable[Highlight]:
    """Return the phrases by which outlets call one thing differently, each against the others' phrases.

    Looks at articles shown in one language, English, Portuguese or Spanish. Embeds at most 300 phrases, in one call.
    Linear in the number of sentences, but for the phrases compared, whose number is bounded.
    """
    charged = find_charged(story, Kind.LABEL)
    for language in story.languages():
        named = story.named(language)
        yield from _labels_in(story, named, language)
        phrases: dict[Place, list[Mention]] = defaultdict(list)
        read = {mention.place.article for mention in named.mentions}
        for mention in named.mentions:
            phrases[mention.place].append(mention)
        own = [highlight for highlight in charged if story.language(highlight.passage.article) == language]
        yield from (found for highlight in own if (found := _widened(highlight, phrases, read)))
    yield from find_name_gaps(story)


def as_named(story: AlignedStory, highlight: Highlight) -> Highlight:
    """Return a name that was read beside others, listed, not marked, where it is a fixed phrase or a term of law."""
    place = Place(highlight.passage.article, highlight.passage.sentence)
    text, lists = story.shown(place), story.lists.of(story.language(place.article))
    is_plain = lists.uses.is_plain(text, words_of(text), highlight.passage.span, lists.function)
    return replace(highlight, weight=min(highlight.weight, ONLY_LISTED)) if is_plain else highlight


def _widened(
    highlight: Highlight, phrases: Mapping[Place, Sequence[Mention]], read: Collection[str]
) -> Highlight | None:
    """Return the highlight of a word with its passages widened to the phrases that the words stand in.

    None where a word stands in no phrase ("planned" is no plan), of articles that are ``read``, or in phrases that mean
    different things.
    """
    elsewhere = dict(highlight.evidence).get("rule") == STORYWIDE_RULE

    def around(passage: Passage) -> Mention | None:
        own = passage.span
        mentions = phrases.get(Place(passage.article, passage.sentence), ())
        found = [m for m in mentions if m.span.start <= own.start < m.span.end]
        return min(found, key=lambda m: (m.span.end - m.span.start, m.span), default=None)

    def widen(passage: Passage) -> Passage:
        mention = around(passage)
        return replace(passage, span=mention.span) if mention else passage

    def is_named(passage: Passage, mention: Mention | None) -> bool:
        if mention is None:
            return passage.article not in read or passage.span.start == 0
        # "satellite images" are images: the word must be what the phrase is of.
        return passage.span.end >= mention.span.end - len("'s")

    ours = around(highlight.passage)
    if not is_named(highlight.passage, ours):
        return None
    same = [
        passage
        for passage in highlight.against
        if is_named(passage, other := around(passage)) and not _are_two(ours, other, known=not elsewhere)
    ]
    if not same:
        return None
    return replace(highlight, passage=widen(highlight.passage), against=tuple(dict.fromkeys(map(widen, same))))


def _are_two(one: Mention | None, other: Mention | None, *, known: bool) -> bool:
    """True for phrases that surely mean two things: two names, or of two places ("the Korean dictator", "the US
    president"). ``known``: their sentences are on one matter, where somebody named is not one who may be anybody; else
    a place that only one has parts them, too."""
    if one is None or other is None:
        return False
    if one.name != other.name and (min(one.name, other.name) >= 0 or (known and not one.places & other.places)):
        return True
    apart = one.places != other.places if not known else one.places and other.places
    return bool(apart and not one.places & other.places)


def _labels_in(story: AlignedStory, named: Named, language: str) -> list[Highlight]:
    if len({mention.place.article for mention in named.mentions}) < 2:
        return []
    vocabulary = story.lists.vocabularies.get(language, Vocabulary())
    found = find_links(
        named,
        lambda m: m.span.of(story.shown(m.place)),
        story.vectors,
        story.embed,
        vocabulary,
        lambda place: (partner.place for partner in story.readable_partners(place)),
    )
    links = [link for link in found if not {link.one.head, link.other.head, link.left.verb} & TIMES]
    both = {k for k, link in enumerate(links) if _said_in_both(story, link, language)}
    charges = _charges(story, links, language)
    plain = frozenset((*vocabulary.places, *vocabulary.places.values()))
    return _highlights(story, named, _choose([_judge(link, charges, plain, k in both) for k, link in enumerate(links)]))


def _said_in_both(story: AlignedStory, link: Link, language: str) -> bool:
    """True where each sentence has the words of both phrases: "Evo Morales, the president" beside the same there."""
    function = story.lists.of(language).function
    spans = [m.span.of(story.shown(m.place)) for m in (link.left, link.right)]
    left, right = (content_stems(text, function) for text in spans)
    ours, theirs = (content_stems(story.shown(m.place), function) for m in (link.left, link.right))
    return left != right and (left - right) <= theirs and (right - left) <= ours


@dataclass(frozen=True, slots=True)
class _Judged:
    """A link with how telling it is, in [0, 1], and the weight of both together.

    ``charges`` in [0, 1] say how much each side's wording judges by itself.
    """

    link: Link
    telling: float
    weight: float
    charges: tuple[float, float]
    repeated: float = 1.0


# How telling a difference is where neither word judges: round numbers, in the order in which a reader would care. A
# word for a word of near sense says more than an adjective left out; a place or a number says next to nothing.
PLAIN, LEFT_OUT, TITLE, OTHER_MODIFIER, OTHER_NOUN = 0.05, 0.12, 0.15, 0.2, 0.25
# Offices that stand before a name as Mr. does: that one outlet leaves them out says nothing.
OFFICES = frozenset(
    "president minister prime chairman director senator representative governor secretary chancellor king queen prince"
    " general mayor judge justice ambassador premier speaker professor state foreign defense defence north"
    " south".split()
)
# What a judging word adds at most, and the difference in probability, as the model of loaded words gives it, that adds
# two thirds of it. A plain noun has 0.00 to 0.02, regime and terrorists 0.16, dictator and smugglers 0.3.
CHARGE, TELLING, NOISE = 0.75, 0.15, 0.02
SAID_BY_BOTH = 0.2  # factor where both describe somebody in these words, and one also leaves them out
USED_BY_BOTH = (
    0.6  # factor where the other outlet, too, uses the wording that judges more: it varies, and takes no side
)


def _judge(link: Link, charges: Mapping[Passage, float], plain: frozenset[str], in_both: bool) -> _Judged:
    left, right = link.one.words - link.other.words, link.other.words - link.one.words
    ours, theirs = charges.get(_passage(link.left), 0.0), charges.get(_passage(link.right), 0.0)
    dull = plain | OFFICES if link.one.bare or link.other.bare else plain
    said = [{word for word in words if word not in dull and not word[:1].isdigit()} for words in (left, right)]
    if not said[0] and not said[1]:
        base = PLAIN
    elif link.reason is Reason.NOUN:
        base = OTHER_MODIFIER if said[0] and said[1] else LEFT_OUT
    elif link.one.bare or link.other.bare:
        base = TITLE
    else:
        base = OTHER_NOUN
    contrast = max(0.0, abs(ours - theirs) - NOISE)
    telling = min(1.0, base + CHARGE * (1.0 - math.exp(-contrast / TELLING)))
    if in_both or (link.one.bare and not link.only_other) or (link.other.bare and not link.only_one):
        telling *= SAID_BY_BOTH
    elif not (link.only_one if ours >= theirs else link.only_other):
        telling *= USED_BY_BOTH
    return _Judged(link, telling, _agreed(link.confidence * telling), (ours, theirs))


# Of the labels of the sample stories below even odds an editor had 21 of 441 on the list (by tests.bench.expected with
# --weights): a weight there says how often readers would agree only when it is pressed down. From LISTED to EVEN by a
# high power; what is weaker stays, so that it is still told from labels that translation made. Development halves, with
# the cube, the fifth and the eighth power: NewsWCL50 word AP .205, .208, .209, sentence AUC .705, .711, .714, real
# differences over those of translation AUC .820, .821, .822 (.811 with LISTED .02). With the eighth, too little is left
# of two labels' difference to tell which of them a passage is set against first.
EVEN, LISTED, PRESSED = 0.5, 0.03, 5


def _agreed(weight: float) -> float:
    if weight >= EVEN:
        return weight
    squared = weight * weight / EVEN
    if squared <= LISTED:
        return squared
    return LISTED + (EVEN - LISTED) * ((squared - LISTED) / (EVEN - LISTED)) ** PRESSED


def _charges(story: AlignedStory, links: Sequence[Link], language: str) -> dict[Passage, float]:
    """Return how much each phrase of the links judges, in [0, 1]: the model's highest probability of a word in it, the
    geometric mean of what it says of the phrase by itself and where it stands.

    Development half of NewsWCL50, labels F1 and word AP of all wording: by itself .628 and .232, where it stands .619
    and .236, the mean of both .632 and .236. Without a model, a quarter of the sentiment of its strongest word.
    """
    passages = list(dict.fromkeys(_passage(m) for link in links for m in (link.left, link.right)))
    texts = [p.span.of(story.shown(Place(p.article, p.sentence))) for p in passages]
    model = story.lists.loaded
    if model is not None:
        once = list(dict.fromkeys(texts))
        scored = zip(once, model.score(once, None, language=language), strict=True)
        alone = {text: max((found for _, found, _ in spans), default=0.0) for text, spans in scored}
        return {
            p: math.sqrt(alone[text] * story.judged(p.article).most(p.sentence, p.span))
            for p, text in zip(passages, texts, strict=True)
        }
    valence = story.lists.of(language).valence
    return {
        p: max((abs(valence.get(word, 0.0)) / 16 for word in text.casefold().split()), default=0.0)
        for p, text in zip(passages, texts, strict=True)
    }


def _choose(judged: Sequence[_Judged]) -> list[_Judged]:
    """Return the links that are kept: the weightiest of every two articles, each further one on the same things
    weaker."""
    by_pair: dict[tuple[str, str], list[_Judged]] = defaultdict(list)
    for one in judged:
        by_pair[one.link.one.article, one.link.other.article].append(one)
    kept = []
    for found in by_pair.values():
        found.sort(
            key=lambda j: (-_worth(j), j.link.left.place, j.link.left.span, j.link.right.place, j.link.right.span)
        )
        times: Counter[object] = Counter()
        used: Counter[tuple[str, Wording]] = Counter()
        chosen = []
        for one in found[: 40 * PER_PAIR]:
            ends = (one.link.other.article, one.link.one), (one.link.one.article, one.link.other)
            if max(used[end] for end in ends) >= PER_WORDING:
                continue
            used.update(ends)
            thing = _thing(one.link)
            repeated = REPEATED ** times[thing]
            times[thing] += 1
            chosen.append(replace(one, weight=one.weight * repeated, repeated=repeated))
        chosen.sort(key=lambda j: (-_worth(j), j.link.left.place, j.link.left.span))
        kept += chosen[:PER_PAIR]
    return kept


def _worth(one: _Judged) -> float:
    """Return what decides whether a link is looked at: first that it is right, then that it is telling."""
    salience = max(one.link.salience, FACED) if one.link.faces else one.link.salience
    return one.link.confidence * one.repeated * (0.75 + 0.5 * one.telling) * (0.4 + 0.6 * salience)


FACED = 1.0  # a contrast between sentences that stand beside each other is seen at once, however rare the thing


def _thing(link: Link) -> object:
    return link.one.name if link.reason in (Reason.NAME, Reason.GIVEN) else frozenset((link.one.head, link.other.head))


def _highlights(story: AlignedStory, named: Named, judged: Sequence[_Judged]) -> list[Highlight]:
    """Return one highlight a passage, from either side of each link."""
    by_passage: dict[Passage, list[tuple[float, Passage, _Judged]]] = defaultdict(list)
    for one in judged:
        left, right = _passage(one.link.left), _passage(one.link.right)
        plain = _plain_side(one)
        by_passage[left].append((one.weight * (PLAIN_SIDE if plain == 0 else 1.0), right, one))
        by_passage[right].append((one.weight * (PLAIN_SIDE if plain == 1 else 1.0), left, one))
    found = []
    for passage, ends in by_passage.items():
        ends.sort(key=lambda end: (-end[0], end[1]))
        weight, other, best = ends[0]
        if weight < LEAST:
            continue
        doubt, is_one = _doubt(story, best), _is_one_thing(story, best.link)
        found.append(
            Highlight(
                passage,
                Kind.LABEL,
                _listed(weight) if best.link.reason is not Reason.GIVEN else min(1.0, weight),
                _note(story, named, passage, other, best.link),
                tuple(dict.fromkeys(end[1] for end in ends))[:MAX_AGAINST],
                doubt=doubt,
                evidence=(
                    *_evidence(best, doubt),
                    *_one_matter(story, best.link),
                    *(() if is_one else ((ONE_THING, 0.0),)),
                ),
            )
        )
    return found


def _one_matter(story: AlignedStory, link: Link) -> tuple[tuple[str, float], ...]:
    """Return as evidence the chance that two sentences tell one matter, where they were read and only what they tell
    says that the two phrases are one thing: a shared name is of one person whatever is told."""
    if link.reason in (Reason.NAME, Reason.GIVEN) or story.beside_as_written(link.left.place) is None:
        return ()
    return ((MATTER, round(story.one_matter(link.left.place, link.right.place), 3)),)


# The chance of one matter from which no more than a noun, a sense, a part in it or the object of a deed is enough for
# one thing: of 17 labels that real articles of 20 to 60 sentences had so none was worth marking, 9 of them below it.
SURELY_ONE = 0.995
ONE_DEED = 0.8  # nearness of two verbs from which they say the same: close, shut
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _is_one_thing(story: AlignedStory, link: Link) -> bool:
    """True where a name says that two phrases are one thing; else in sentences that all but surely tell one matter, of
    no two owners, places or years, and for deeds with verbs that neither say the same nor are opposites."""
    if link.reason in (Reason.NAME, Reason.GIVEN):
        return True
    if dict(_one_matter(story, link)).get(MATTER, 1.0) < SURELY_ONE:
        return False
    left, right = link.left, link.right
    owners = left.owner and right.owner and not left.owner & right.owner
    years = [frozenset(YEAR.findall(story.shown(m.place))) for m in (left, right)]
    if owners or _are_two(left, right, known=True) or (all(years) and not years[0] & years[1]):
        return False
    return link.reason is not Reason.DEED or not _is_one_deed_or_opposite(story, link)


def _is_one_deed_or_opposite(story: AlignedStory, link: Link) -> bool:
    verbs = {link.left.head, link.right.head}
    language = story.language(link.left.place.article)
    if link.nearness >= ONE_DEED:
        return True
    opposites = story.lists.of(language).opposites
    return any(verbs & affirming and verbs & denying for affirming, denying in opposites)


# What two phrases are taken for one thing by is too little for a mark, but for a person's word: of 54 labels marked so
# in real articles 12 were worth it, and 32 of their notes not true in a part. Their order is kept.
SQUEEZED_FROM = 0.48


def _listed(weight: float) -> float:
    if weight <= SQUEEZED_FROM:
        return weight
    return SQUEEZED_FROM + (ONLY_LISTED - SQUEEZED_FROM) * (weight - SQUEEZED_FROM)


LEAST = 0.002  # of a weight; listed down to 0, real differences told from those of translation by .799 AUC, so .81
# Factor on the plain side of a contrast: readers stop at the one that judges, the plain one is what it is read against
# (NewsWCL50, word AP of all highlights .182 without it, .190 at .3, .191 at .15).
PLAIN_SIDE = 0.15
PLAINER = 0.03  # by hand: a plain noun has .00 to .02; difference in probability from which one side judges more


def _plain_side(one: _Judged) -> int | None:
    """Return 0 or 1 for the side whose words judge less or are fewer, None where neither is the plain one."""
    difference = one.charges[0] - one.charges[1]
    if abs(difference) >= PLAINER:
        return 1 if difference > 0 else 0
    left, right = one.link.one.words - one.link.other.words, one.link.other.words - one.link.one.words
    if bool(left) == bool(right):
        return None
    return 1 if left else 0


def _passage(mention: Mention) -> Passage:
    return Passage(mention.place.article, mention.place.sentence, mention.span)


def _note(story: AlignedStory, named: Named, own: Passage, other: Passage, link: Link) -> str:
    ours, theirs = (p.span.of(story.shown(Place(p.article, p.sentence))) for p in (own, other))
    return (
        f"{story.outlet(own.article)} writes {quoted(ours)}, {story.outlet(other.article)} {quoted(theirs)}: "
        f"{_why(named, link)}."
    )


def _why(named: Named, link: Link) -> str:
    """Say why the two are taken for one thing."""
    where = ", in sentences that tell the same" if link.faces else ""
    if link.reason is Reason.GIVEN:
        return "both are said to mean the same by the list of names"
    if link.reason is Reason.NAME:
        return f"both mean {named.names[link.one.name].text}"
    if link.reason is Reason.NOUN:
        return f"both speak of “{link.one.head}”{where}"
    if link.reason is Reason.ROLE:
        return "both stand in the same place in sentences that tell the same"
    if link.reason is Reason.DEED:
        return f"both tell what is done with “{link.left.verb}”{where}"
    return (
        f"the nouns are near in meaning and both used of it here{where}" if where else "the nouns are near in meaning"
    )


# The chance that translation made the difference, before anything else is known: a noun of near sense is what a
# translator picks as he likes, an adjective more or less is seldom his doing.
SYNONYM_DOUBT, MODIFIER_DOUBT, NAME_DOUBT = 0.45, 0.42, 0.35
NEAR = (
    0.5  # nearness of two nouns from which they may stand for one word of the original; at 1.0 they nearly always may
)
BY_NEARNESS = 0.5
BY_SUPPORT = 4.0  # per cosine by which the original is nearer to its own phrase than to the other outlet's
SUPPORTED = 0.01  # such a difference says that the original, too, has a word of its own
BY_CHARGE = 0.2  # off, where one word judges and the other does not, and the original supports it


def _doubt(story: AlignedStory, one: _Judged) -> float:
    """Return the chance in [0, 1] that only translation made the difference; 0 where both are shown as written."""
    link = one.link
    sides = [story.reading(w.article).is_translated for w in (link.one, link.other)]
    if not any(sides):
        return 0.0
    if link.reason is Reason.NOUN:
        doubt = MODIFIER_DOUBT
    elif link.one.bare or link.other.bare:
        doubt = NAME_DOUBT
    else:
        doubt = SYNONYM_DOUBT + BY_NEARNESS * max(0.0, link.nearness - NEAR) / (1.0 - NEAR)
    support = _support(one, sides)
    doubt -= BY_SUPPORT * max(-0.05, min(0.05, support))
    if support >= SUPPORTED and abs(one.charges[0] - one.charges[1]) >= SUPPORTED:
        doubt -= BY_CHARGE * min(1.0, abs(one.charges[0] - one.charges[1]) * 4)
    return round(min(0.95, max(0.05, doubt)), 4)


def _support(one: _Judged, sides: Sequence[bool]) -> float:
    return min(support for support, is_translated in zip(one.link.supports, sides, strict=True) if is_translated)


def _evidence(one: _Judged, doubt: float) -> tuple[tuple[str, str | float], ...]:
    link = one.link
    found: list[tuple[str, str | float]] = [
        ("rule", "label"),
        ("reason", link.reason.value),
        ("confidence", round(link.confidence, 4)),
        ("telling", round(one.telling, 4)),
        ("judging, left", round(one.charges[0], 4)),
        ("judging, right", round(one.charges[1], 4)),
        ("nearness of nouns", round(link.nearness, 4)),
        ("likeness of phrases", round(link.likeness, 4)),
        ("closeness of sentences", round(link.closeness, 4)),
    ]
    if doubt:
        found += [("support of the original, left", round(link.supports[0], 4))]
        found += [("support of the original, right", round(link.supports[1], 4))]
    return tuple(found)
