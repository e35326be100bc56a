"""Which wordings of different outlets mean the same thing: links between phrases, each with its reason and confidence.

Owns how sure we are that two phrases name one person, group, place, thing or deed. Knows nothing of how telling the
difference is. Three kinds of evidence, from strong to weak: one name, one noun, near sense in words and vectors.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import combinations, islice

import numpy as np
import numpy.typing as npt

from compare.domain import Place
from compare.steps.names import Mention, Name, Named
from compare.steps.phrases import COUNTS, Introduced
from compare.steps.vocabulary import ACT, EVENT, GROUP, PERSON, Vocabulary

Floats = npt.NDArray[np.float32]

MAX_WORDINGS = 160  # of an article: the most used; the longest article of the benchmarks has fewer
MAX_PHRASES, MAX_HEADS = 190, 110  # texts of a story that are embedded, at some 3 ms each
MAX_MENTIONS = 8  # of a wording that are looked at for the pair of sentences that tell the same
# Links of two articles by one kind of evidence, between the most used wordings first, and what a story of very many
# outlets may cost. Articles of 60 sentences have up to 150 of a kind.
MAX_LINKS, MIN_LINKS, MAX_LINKS_OF_STORY = 600, 12, 12_000
ALIKE = 0.86  # cosine of two phrases below which no sense is compared: e5 puts unrelated phrases at 0.80 to 0.86


class Reason(StrEnum):
    """Why two phrases are taken for the same thing."""

    NAME = "name"
    NOUN = "noun"
    SENSE = "sense"
    DEED = "deed"
    ROLE = "role"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, eq=False)
class Wording:
    """How one article calls one thing: all its mentions in the same words, in the order of the text.

    Compared by identity: there is one for each way of calling a thing in an article.
    """

    article: str
    name: int
    head: str
    words: frozenset[str]
    bare: bool
    mentions: tuple[Mention, ...]

    @property
    def is_definite(self) -> bool:
        """True when the article takes the thing for known: the deal, its leader."""
        return any(m.introduced in KNOWN for m in self.mentions)


KNOWN = (Introduced.DEFINITE, Introduced.POSSESSIVE, Introduced.DEMONSTRATIVE)


@dataclass(frozen=True, slots=True)
class Link:
    """Two wordings of different articles taken for the same thing, shown at ``left`` and ``right``.

    ``confidence`` in [0, 1]. ``nearness`` in [0, 1] of the two nouns by their senses (1 for one noun), ``likeness`` the
    cosine of the two phrases (0 where not measured), ``closeness`` the cosine of the two sentences, which ``faces``
    says are in one bead. ``salience`` in [0, 1]
    grows with how often the story speaks of the thing. ``only_one`` and
    ``only_other`` say that the other article never uses these words for it. ``supports`` say how much nearer each
    sentence, as it was written, is to its own phrase than to the other's: differences of cosines, 0 where not measured.
    """

    one: Wording
    other: Wording
    left: Mention
    right: Mention
    reason: Reason
    confidence: float
    nearness: float
    likeness: float
    closeness: float
    faces: bool = False
    salience: float = 0.0
    only_one: bool = True
    only_other: bool = True
    supports: tuple[float, float] = (0.0, 0.0)


def wordings(named: Named) -> dict[str, list[Wording]]:
    """Return the wordings of each article, most used first, at most ``MAX_WORDINGS`` an article."""
    found: dict[tuple[str, int, str, frozenset[str]], list[Mention]] = defaultdict(list)
    for mention in named.mentions:
        bare = mention.bare and mention.name >= 0
        if not bare and not mention.words:
            continue
        key = (
            mention.place.article,
            mention.name,
            "" if bare else mention.head,
            frozenset() if bare else mention.words,
        )
        found[key].append(mention)
    by_article: dict[str, list[Wording]] = defaultdict(list)
    for (article, name, head, words), mentions in found.items():
        by_article[article].append(Wording(article, name, head, words, not head, tuple(mentions)))
    return {
        article: sorted(
            own, key=lambda w: (-len(w.mentions), not w.is_definite, w.mentions[0].place, w.mentions[0].span)
        )[:MAX_WORDINGS]
        for article, own in by_article.items()
    }


def find_links(
    named: Named,
    texts: Callable[[Mention], str],
    vectors: Mapping[str, Floats],
    embed: Callable[[Sequence[str]], Floats],
    vocabulary: Vocabulary,
    facing: Callable[[Place], Iterable[Place]],
) -> list[Link]:
    """Return the links between wordings of every two articles.

    ``texts`` gives a mention's characters, ``facing`` the sentences in one bead with a given one. Embeds at most
    ``MAX_PHRASES`` phrases and ``MAX_HEADS`` nouns, in one call.
    O(w²) for w wordings an article.
    """
    own = wordings(named)
    faced = {place: frozenset(facing(place)) for place in {mention.place for mention in named.mentions}}
    sense = _make_sense(named, own, texts, embed, vocabulary, faced)
    links: list[Link] = []
    n_pairs = max(1, len(own) * (len(own) - 1) // 2)
    most = max(MIN_LINKS, min(MAX_LINKS, MAX_LINKS_OF_STORY // n_pairs))
    for a, b in combinations(own, 2):
        links += islice(_name_links(own[a], own[b], vectors, vocabulary.nearness, named.names), most)
        links += islice(_noun_links(own[a], own[b], vectors, sense), most)
        links += _sense_links(own[a], own[b], vectors, sense, most)
    links += _deed_links(named.deeds, vectors, vocabulary)
    links += _role_links(own, links, vectors, vocabulary, faced)
    return [_finished(link, vectors, sense) for link in links]


OFTEN_ENOUGH = 30  # mentions of a thing from which it is what the story is about


def _salience(count: int) -> float:
    return min(1.0, math.log1p(count) / math.log1p(OFTEN_ENOUGH))


def _finished(link: Link, vectors: Mapping[str, Floats], sense: _Sense) -> Link:
    """Add to a link who else uses its words, and what the sentences as written say for them."""
    faces = link.right.place in sense.faced[link.left.place]
    if link.reason is Reason.DEED:
        return replace(link, faces=faces, salience=_salience(sense.counts[link.left.verb]))
    ours, theirs = sense.used[link.one.article], sense.used[link.other.article]
    supports = (0.0, 0.0)
    if link.one in sense.phrases and link.other in sense.phrases:
        one, other = sense.rows[sense.phrases[link.one]], sense.rows[sense.phrases[link.other]]
        left = vectors[link.one.article][link.left.place.sentence]
        right = vectors[link.other.article][link.right.place.sentence]
        supports = float(left @ (one - other)), float(right @ (other - one))
    few = min(sense.counts[link.one.head], sense.counts[link.other.head])
    confidence = link.confidence
    if link.reason is Reason.NOUN and faces:
        confidence = _logistic(math.log(confidence / (1.0 - confidence)) + FACING)
    return replace(
        link,
        confidence=confidence,
        faces=faces,
        salience=_salience(sense.names[link.one.name] if link.one.name >= 0 else few),
        only_one=(link.one.name, link.one.words) not in theirs,
        only_other=(link.other.name, link.other.words) not in ours,
        supports=supports,
    )


@dataclass(frozen=True, slots=True)
class _Sense:
    """What is known of the meaning of phrases and nouns of one story.

    ``phrases`` and ``heads`` map to rows of ``rows`` and ``head_rows`` (the latter centred on the story's nouns).
    ``counts`` says how often a noun heads a phrase, ``places`` in which grammatical places it stands: verb and role,
    with counts.
    """

    phrases: dict[Wording, int]
    rows: Floats
    heads: dict[str, int]
    head_rows: Floats
    counts: Counter[str]
    places: dict[str, Counter[tuple[str, str]]]
    vocabulary: Vocabulary
    known: dict[tuple[str, str], tuple[float, float]]
    names: Counter[int]
    used: dict[str, set[tuple[int, frozenset[str]]]]
    faced: Mapping[Place, frozenset[Place]]

    def likeness(self, one: Wording, other: Wording) -> float:
        """Return the cosine of two phrases, 0 where one was not embedded."""
        if one not in self.phrases or other not in self.phrases:
            return 0.0
        return float(self.rows[self.phrases[one]] @ self.rows[self.phrases[other]])

    def of_heads(self, one: str, other: str) -> tuple[float, float]:
        """Return the nearness of two nouns by their senses, and all that speaks for one thing apart from the
        phrases."""
        key = (one, other) if one < other else (other, one)
        if key not in self.known:
            near = self.vocabulary.nearness(*key)
            cosine = float(self.head_rows[self.heads[one]] @ self.head_rows[self.heads[other]])
            few, many = sorted((self.counts[one], self.counts[other]))
            shared = sum((self.places[one] & self.places[other]).values())
            often = OFTEN * (math.log1p(few) + math.log1p(many)) + SAME_PLACE * math.log1p(shared)
            self.known[key] = near, cosine + near + often
        return self.known[key]


def _make_sense(
    named: Named,
    own: Mapping[str, Sequence[Wording]],
    texts: Callable[[Mention], str],
    embed: Callable[[Sequence[str]], Floats],
    vocabulary: Vocabulary,
    faced: Mapping[Place, frozenset[Place]],
) -> _Sense:
    counts: Counter[str] = Counter()
    names = Counter(mention.name for mention in named.mentions)
    places: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    articles: dict[str, set[str]] = defaultdict(set)
    for mention in named.mentions:
        counts[mention.head] += 1
        articles[mention.head].add(mention.place.article)
        if mention.verb:
            places[mention.head][mention.verb, mention.role] += 1
    candidates = [w for found in own.values() for w in found if not w.bare]
    candidates.sort(
        key=lambda w: (-len(w.mentions), not w.is_definite, -len(articles[w.head]), w.mentions[0].place.sentence)
    )
    used = {article: {(w.name, w.words) for w in found if not w.bare} for article, found in own.items()}
    chosen: dict[str, list[Wording]] = {}
    heads: dict[str, int] = {}
    for wording in candidates:
        text = texts(wording.mentions[0]).casefold()
        if wording.name < 0 and wording.head not in heads and len(heads) == MAX_HEADS:
            continue
        if text in chosen or len(chosen) < MAX_PHRASES:
            chosen.setdefault(text, []).append(wording)
            if wording.name < 0:
                heads.setdefault(wording.head, len(heads))
    wanted = dict.fromkeys((*chosen, *heads))
    if not wanted:
        empty = np.zeros((0, 1), np.float32)
        return _Sense({}, empty, {}, empty, counts, places, vocabulary, {}, names, used, faced)
    rows = embed(list(wanted))
    at = {text: k for k, text in enumerate(wanted)}
    head_rows = rows[[at[head] for head in heads]]
    if heads:
        head_rows = head_rows - head_rows.mean(axis=0)
    head_rows /= np.maximum(np.linalg.norm(head_rows, axis=1, keepdims=True), 1e-6)
    phrases = {wording: at[text] for text, found in chosen.items() for wording in found}
    return _Sense(phrases, rows, heads, head_rows, counts, places, vocabulary, {}, names, used, faced)


def _best_mentions(one: Wording, other: Wording, vectors: Mapping[str, Floats]) -> tuple[Mention, Mention, float]:
    """Return the two mentions whose sentences are nearest, with their cosine; on a tie the earliest."""
    left, right = one.mentions[:MAX_MENTIONS], other.mentions[:MAX_MENTIONS]
    ours = vectors[one.article][[m.place.sentence for m in left]]
    theirs = vectors[other.article][[m.place.sentence for m in right]]
    cosines = ours @ theirs.T
    i, j = divmod(int(cosines.argmax()), len(right))
    return left[i], right[j], float(cosines[i, j])


def _link(
    one: Wording,
    other: Wording,
    reason: Reason,
    vectors: Mapping[str, Floats],
    confidence: Callable[[float], float],
    nearness: float,
    likeness: float,
) -> Link:
    left, right, closeness = _best_mentions(one, other, vectors)
    return Link(one, other, left, right, reason, confidence(closeness), nearness, likeness, closeness)


# Measured on the development events of the label benchmark: share of links on one concept. Descriptions tied to a
# name by title or apposition, 0.8.
NAME_CONFIDENCE = 0.85
GIVEN_CONFIDENCE = 0.99  # a person said so


def _name_links(
    ours: Sequence[Wording],
    theirs: Sequence[Wording],
    vectors: Mapping[str, Floats],
    nearness: Callable[[str, str], float],
    names: Sequence[Name],
) -> Iterator[Link]:
    by_name: dict[int, list[Wording]] = defaultdict(list)
    for wording in theirs:
        if wording.name >= 0:
            by_name[wording.name].append(wording)
    for one in ours:
        for other in by_name.get(one.name, ()) if one.name >= 0 else ():
            if one.words != other.words and not (one.bare and other.bare):
                near = nearness(one.head, other.head)
                if names[one.name].is_given:
                    yield _link(one, other, Reason.GIVEN, vectors, lambda _: GIVEN_CONFIDENCE, near, 0.0)
                else:
                    yield _link(one, other, Reason.NAME, vectors, lambda _: NAME_CONFIDENCE, near, 0.0)


def _noun_links(
    ours: Sequence[Wording], theirs: Sequence[Wording], vectors: Mapping[str, Floats], sense: _Sense
) -> Iterator[Link]:
    by_head: dict[str, list[Wording]] = defaultdict(list)
    for wording in theirs:
        if wording.name < 0:
            by_head[wording.head].append(wording)
    for one in ours:
        for other in by_head.get(one.head, ()) if one.name < 0 else ():
            if one.words != other.words:
                likeness = sense.likeness(one, other)
                confidence = _noun_confidence(one, other, likeness, sense.counts[one.head])
                yield _link(one, other, Reason.NOUN, vectors, confidence, 1.0, likeness)


# Log-odds that one noun gains where its two sentences are in one bead: 85 of 100 such links were right where 70 were
# expected. Nouns of near sense gain nothing: they stand beside each other in such sentences as often as for each other.
FACING = 0.8


def _noun_confidence(one: Wording, other: Wording, likeness: float, count: int) -> Callable[[float], float]:
    """Return how sure one noun with other words beside it is one thing, given how near the sentences are."""
    known = one.is_definite + other.is_definite
    number = one.mentions[0].is_plural == other.mentions[0].is_plural
    left, right = one.words - {one.head}, other.words - {other.head}
    shared = len(left & right) / max(1, len(left | right))
    fixed = (
        -1.9 + 0.3 * known + 0.7 * number + 12 * ((likeness or 0.88) - 0.90) + 1.2 * shared + 0.35 * math.log1p(count)
    )
    return lambda closeness: _logistic(fixed + 8 * (closeness - 0.86))


# Weights of the evidence that two nouns mean one thing; round numbers, between which results on the development
# events of the label benchmark do not move by more than two links in a hundred.
LIKENESS = 8.0  # of the cosine of the phrases
CLOSENESS = 4.0  # of the cosine of the sentences
OFTEN = 0.12  # of the logarithm of how often each noun is used
SAME_PLACE = 0.15  # of the logarithm of how often both stand with the same verb in the same role
EVEN = 12.4  # evidence at which half of the links join one thing; 0.6 lower a quarter, 0.8 higher four fifths
STEEP = 1.9
SIFTED = 8  # pairs of phrases looked at for each link that may come of them; one in eight does
MIN_SENSE = 0.35  # confidence below which a link is left out: two of three join different things


def _sense_links(
    ours: Sequence[Wording], theirs: Sequence[Wording], vectors: Mapping[str, Floats], sense: _Sense, most: int
) -> list[Link]:
    left = [w for w in ours if w.name < 0 and w in sense.phrases]
    right = [w for w in theirs if w.name < 0 and w in sense.phrases]
    if not left or not right:
        return []
    cosines = sense.rows[[sense.phrases[w] for w in left]] @ sense.rows[[sense.phrases[w] for w in right]].T
    found = []
    rows, columns = np.nonzero(cosines >= ALIKE)
    nearest = np.argsort(-cosines[rows, columns], kind="stable")[: most * SIFTED]
    for i, j in zip(rows[nearest], columns[nearest], strict=True):
        one, other, likeness = left[i], right[j], float(cosines[i, j])
        if one.head == other.head:
            continue
        near, evidence = sense.of_heads(one.head, other.head)
        fixed = evidence + LIKENESS * likeness
        if _sense_confidence(fixed, 1.0) < MIN_SENSE:
            continue
        confidence = partial(_sense_confidence, fixed)
        link = _link(one, other, Reason.SENSE, vectors, confidence, near, likeness)
        if link.confidence >= MIN_SENSE:
            found.append(link)
    return found


# Kinds of things that outlets call by nouns of no common sense.
ALIKE_IN_ROLE = frozenset((PERSON, GROUP, ACT, EVENT))
# Confidence where verb and role agree or a number does, where two of these speak for it, where the nouns are near as
# well. No benchmark has enough of them; set by the sample stories.
SAME_ROLE, BOTH, SAME_SENSE = 0.55, 0.75, 0.85
NEAR_VERB, NEAR_NOUN = 0.8, 0.7
MAX_IN_SENTENCE = 12  # phrases of a sentence whose roles are compared


def _role_links(
    own: Mapping[str, Sequence[Wording]],
    known: Sequence[Link],
    vectors: Mapping[str, Floats],
    vocabulary: Vocabulary,
    faced: Mapping[Place, frozenset[Place]],
) -> Iterator[Link]:
    """Yield links between nouns of one kind with one part in sentences of one bead: killed four farmers, rebels."""
    linked = {(id(link.left), id(link.right)) for link in known}
    at: dict[Place, list[tuple[Mention, Wording]]] = defaultdict(list)
    for found in own.values():
        for wording in found:
            if wording.name < 0 and vocabulary.kind(wording.head) in ALIKE_IN_ROLE:
                for mention in wording.mentions:
                    at[mention.place].append((mention, wording))
    order = {article: k for k, article in enumerate(own)}
    for place, ours in at.items():
        for partner in sorted(faced[place]):
            if order.get(partner.article, -1) <= order[place.article]:
                continue
            theirs = at.get(partner, [])
            for left, one in ours[:MAX_IN_SENTENCE]:
                for right, other in theirs[:MAX_IN_SENTENCE]:
                    confidence = _role_confidence(left, right, vocabulary)
                    if not confidence and _only_people(left, ours, right, theirs, vocabulary):
                        confidence = ONLY_PEOPLE
                    if confidence and (id(left), id(right)) not in linked:
                        near = vocabulary.nearness(left.head, right.head)
                        rows = vectors[place.article][place.sentence], vectors[partner.article][partner.sentence]
                        closeness = float(rows[0] @ rows[1])
                        yield Link(one, other, left, right, Reason.ROLE, confidence, near, 0.0, closeness)


ONLY_PEOPLE = 0.5  # confidence; no benchmark has enough of them, set by the sample stories


def _only_people(
    left: Mention,
    ours: Sequence[tuple[Mention, Wording]],
    right: Mention,
    theirs: Sequence[tuple[Mention, Wording]],
    vocabulary: Vocabulary,
) -> bool:
    """True when each sentence speaks of one kind of people that the other does not, and both do or suffer what is told:
    hooligans here, fans there; not peasants who were seized here, and officials who said so there."""
    if left.role != right.role or left.role not in ("subject", "object"):
        return False
    return [left] == _people(ours, theirs, vocabulary) and [right] == _people(theirs, ours, vocabulary)


def _people(
    ours: Sequence[tuple[Mention, Wording]], theirs: Sequence[tuple[Mention, Wording]], vocabulary: Vocabulary
) -> list[Mention]:
    heads = {mention.head for mention, _ in theirs}
    people = [m for m, _ in ours if m.is_plural and vocabulary.kind(m.head) == PERSON and m.head not in heads]
    return people[:2]


def _role_confidence(left: Mention, right: Mention, vocabulary: Vocabulary) -> float:
    if left.head == right.head or left.is_plural != right.is_plural:
        return 0.0
    if vocabulary.kind(left.head) != vocabulary.kind(right.head):
        return 0.0
    counts = {word for word in left.words & right.words if word[0].isdigit() or word in COUNTS}
    verbs = (
        left.role == right.role != ""
        and left.verb != ""
        and (left.verb == right.verb or vocabulary.nearness(left.verb, right.verb, verbs=True) >= NEAR_VERB)
    )
    if verbs and vocabulary.nearness(left.head, right.head) >= NEAR_NOUN:
        return SAME_SENSE
    if verbs and counts:
        return BOTH
    return SAME_ROLE if verbs or counts else 0.0


MAX_DEEDS, DEEDS_OF_OBJECT = 12, 60  # of an article with one object, and of all articles together
DEED_CLOSENESS = 0.87  # cosine of sentences from which verbs with one object may tell one deed


def _deed_links(deeds: Sequence[Mention], vectors: Mapping[str, Floats], vocabulary: Vocabulary) -> list[Link]:
    """Return links between different verbs with one object in sentences near to each other: scrap and leave the
    deal."""
    by_object: dict[tuple[str, int], dict[str, list[Mention]]] = defaultdict(lambda: defaultdict(list))
    for deed in deeds:
        by_object[deed.verb, deed.name][deed.place.article].append(deed)
    wording = {id(deed): _of_deed(deed) for deed in deeds}
    found = []
    for told in by_object.values():
        most = max(2, min(MAX_DEEDS, DEEDS_OF_OBJECT // len(told)))
        for a, b in combinations(told, 2):
            for left in told[a][:most]:
                for right in told[b][:most]:
                    closeness = float(vectors[a][left.place.sentence] @ vectors[b][right.place.sentence])
                    if left.head == right.head or closeness < DEED_CLOSENESS:
                        continue
                    near = vocabulary.nearness(left.head, right.head, verbs=True)
                    confidence = _logistic(0.4 + 14 * (closeness - 0.90) + near)
                    one, other = wording[id(left)], wording[id(right)]
                    found.append(Link(one, other, left, right, Reason.DEED, confidence, near, 0.0, closeness))
    return found


def _of_deed(deed: Mention) -> Wording:
    return Wording(deed.place.article, deed.name, deed.head, frozenset((deed.head,)), False, (deed,))


def _sense_confidence(fixed: float, closeness: float) -> float:
    return _logistic(STEEP * (fixed + CLOSENESS * closeness - EVEN))


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-x))
