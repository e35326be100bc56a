"""The aligned story as detectors see it: who tells what where, in which words, and what stands beside it elsewhere.

Owns looking things up; decides nothing about framing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from compare.domain import Alignment, Fact, Highlight, Place, Reading, Sentence, Span, primary
from compare.steps.framing.beside import Beside, BesideModel, Candidates, Words, candidates_of, words_beside
from compare.steps.framing.loaded import Scored, Seen
from compare.steps.names import Named, find_names, read_sentences
from compare.steps.summary import SAME_EVENT
from compare.steps.vocabulary import Vocabulary

if TYPE_CHECKING:
    from compare.steps.framing.lists import Lists

Vectors = npt.NDArray[np.float32]
V = TypeVar("V")
# Across languages e5 puts the same matter lower: even faithful translations have a median of only 0.89 (ntrex-pt).
ACROSS_LANGUAGES = 0.03
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True, slots=True)
class Partner:
    """A sentence of another outlet that is in one bead with a given one; ``confidence`` in [0, 1] is of the two."""

    place: Place
    confidence: float


class Judged:
    """The words of an article that may judge, by sentence, in order and apart. ``was_read`` where an engine read them
    in place."""

    def __init__(self, scored: list[list[Scored]], was_read: bool) -> None:
        self.scored = scored
        self.was_read = was_read
        self._starts = [[span.start for span, _, _ in found] for found in scored]
        self._heaviest = [max(found, key=lambda one: one[1], default=None) for found in scored]

    def heaviest(self, sentence: int) -> Scored | None:
        """Return the word of a sentence that is most likely to judge."""
        return self._heaviest[sentence]

    def most(self, sentence: int, within: Span) -> float:
        """Return the highest probability of what overlaps a range of a sentence. O(log n + what lies in it)."""
        found, starts = self.scored[sentence], self._starts[sentence]
        first = max(0, bisect_right(starts, within.start) - 1)
        near = found[first : bisect_left(starts, within.end)]
        return max((chance for span, chance, _ in near if span.overlaps(within)), default=0.0)


# Sentences an article has on average in the news: real stories measured have 13 and more, events and sample stories,
# but one, 6 to 11. From here on more of what articles tell, and of the numbers that they give, is of things of which
# others tell nothing, and doubts and verbs of saying are mostly routine.
LONG = 12


@dataclass(frozen=True, slots=True)
class AlignedStory:
    """Everything that detectors may look at; the same value for each of them.

    ``vectors`` maps article ids to (n, d) rows of length 1 or 0, of the sentences as they were written. ``embed`` turns
    any texts into such rows; it is the only slow thing here (10 ms a text), so call it once with many. ``same`` holds
    groups of wordings that a person says mean one thing. ``word_odds`` maps article ids to what was read of the words
    of each sentence shown (see ``Seen``), ``original_odds`` those of translated articles to the same of the sentences
    as written; an article that is not there has its words judged by themselves. ``states`` maps article ids to
    (words, d) numbers of what the words of each sentence shown mean there, ``original_states`` those of translated
    articles to the same of the sentences as written; of an article's first ``MAX_READ`` sentences.
    """

    readings: tuple[Reading, ...]
    comparisons: tuple[Alignment, ...]
    facts: tuple[Fact, ...]
    target_language: str
    lists: Lists
    vectors: Mapping[str, Vectors]
    embed: Embed
    same: tuple[tuple[str, ...], ...] = ()
    word_odds: Mapping[str, Sequence[Vectors]] = field(default_factory=dict)
    original_odds: Mapping[str, Sequence[Vectors]] = field(default_factory=dict)
    states: Mapping[str, Sequence[Vectors]] = field(default_factory=dict)
    original_states: Mapping[str, Sequence[Vectors]] = field(default_factory=dict)
    _by_id: dict[str, Reading] = field(init=False, repr=False)
    _partners: dict[Place, tuple[Partner, ...]] = field(init=False, repr=False)
    _fact_of: dict[Place, Fact] = field(init=False, repr=False)
    _chance: dict[tuple[Place, str], float] = field(init=False, repr=False)
    _same_event: frozenset[frozenset[str]] = field(init=False, repr=False)
    _languages: dict[str, str] = field(init=False, repr=False)
    _kept: dict[Hashable, Any] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        partners: dict[Place, list[Partner]] = defaultdict(list)
        for comparison in self.comparisons:
            for (i, j), confidence in comparison.confidences.items():
                left, right = Place(comparison.left, i), Place(comparison.right, j)
                partners[left].append(Partner(right, confidence))
                partners[right].append(Partner(left, confidence))
        chance: dict[tuple[Place, str], float] = defaultdict(float)
        for comparison in self.comparisons:
            for c in comparison.chances:
                left, right = Place(comparison.left, c.left), Place(comparison.right, c.right)
                for key in ((left, right.article), (right, left.article)):
                    chance[key] = max(chance[key], c.confidence)
        object.__setattr__(self, "_chance", chance)
        alike = frozenset(frozenset((c.left, c.right)) for c in self.comparisons if c.same_event >= SAME_EVENT)
        object.__setattr__(self, "_same_event", alike)
        object.__setattr__(self, "_kept", {})
        object.__setattr__(self, "_by_id", {reading.article.id: reading for reading in self.readings})
        shown = {r.article.id: self.target_language if r.is_translated else r.language for r in self.readings}
        object.__setattr__(self, "_languages", {article: primary(tag) for article, tag in shown.items()})
        object.__setattr__(
            self,
            "_partners",
            {p: tuple(sorted(found, key=lambda x: (-x.confidence, x.place))) for p, found in partners.items()},
        )
        object.__setattr__(self, "_fact_of", {place: fact for fact in self.facts for place in fact.members})

    @property
    def length(self) -> float:
        """Return how many sentences an article has on average."""
        return sum(len(reading.sentences) for reading in self.readings) / max(1, len(self.readings))

    @property
    def is_long(self) -> bool:
        """True where articles are as long as those of the news, on average: see ``LONG``."""
        return self.length >= LONG

    @property
    def is_of_headlines(self) -> bool:
        """True where each article is one sentence: these stand against each other, whatever alignment makes of them."""
        return all(len(reading.sentences) == 1 for reading in self.readings)

    def reading(self, article: str) -> Reading:
        """Return the reading of an article. Raises ``KeyError``."""
        return self._by_id[article]

    def sentence(self, place: Place) -> Sentence:
        """Return the sentence at ``place``."""
        return self._by_id[place.article].sentences[place.sentence]

    def shown(self, place: Place) -> str:
        """Return the text that highlights of that sentence index."""
        return self.sentence(place).shown

    def language(self, article: str) -> str:
        """Return the primary tag of the language an article is shown in: the target, or its own where untranslated."""
        return self._languages[article]

    def outlet(self, article: str) -> str:
        """Return the name of the outlet, for notes."""
        return self._by_id[article].article.outlet

    def partners(self, place: Place) -> tuple[Partner, ...]:
        """Return the sentences in one bead with ``place``, over all other articles, surest first."""
        return self._partners.get(place, ())

    def chance(self, place: Place, article: str) -> float:
        """Return in [0, 1] how likely a sentence of ``article`` tells the same as ``place``, of those in no bead with
        it."""
        return self._chance.get((place, article), 0.0)

    def is_one_event(self, one: str, other: str) -> bool:
        """True for two articles that are more likely than not about one event."""
        return frozenset((one, other)) in self._same_event

    def raised(self, one: str, other: str) -> float:
        """Return what is added to cosines of two articles' originals so that they compare with those of one
        language."""
        languages = {primary(self.reading(article).language) for article in (one, other)}
        return ACROSS_LANGUAGES if len(languages) > 1 else 0.0

    def closeness(self, place: Place, article: str) -> Vectors:
        """Return how near in meaning the sentences of ``article`` are to ``place``: (n,) cosines of the originals,
        ``raised`` where these are in two languages."""
        cosines: Vectors = self.vectors[article] @ self.vectors[place.article][place.sentence]
        return cosines + np.float32(self.raised(place.article, article))

    def nearness(self, one: Place, other: Place) -> float:
        """Return how near in meaning two sentences of two articles are, as ``closeness`` does of all."""
        cosine = float(self.vectors[one.article][one.sentence] @ self.vectors[other.article][other.sentence])
        return cosine + self.raised(one.article, other.article)

    def readable_partners(self, place: Place) -> tuple[Partner, ...]:
        """Return the partners shown in the same language as ``place``: those whose words can be compared."""
        own = self.language(place.article)
        return tuple(partner for partner in self.partners(place) if self.language(partner.place.article) == own)

    def fact(self, place: Place) -> Fact | None:
        """Return the fact that ``place`` is a member of, or None."""
        return self._fact_of.get(place)

    def languages(self) -> tuple[str, ...]:
        """Return the primary tags of the languages that articles are shown in, in the order of the story."""
        return tuple(dict.fromkeys(self.language(reading.article.id) for reading in self.readings))

    def named(self, language: str) -> Named:
        """Return names and mentions in the articles that are shown in ``language``: worked out once, then kept."""
        return self.once(("named", language), lambda: self._find_named(language))

    def _find_named(self, language: str) -> Named:
        vocabularies = {language: self.lists.vocabularies.get(language, Vocabulary())}
        given = [
            (r.article.id, language, [s.shown for s in r.sentences])
            for r in self.readings
            if self.language(r.article.id) == language
        ]
        return find_names(read_sentences(given, vocabularies), vocabularies, self.same)

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """Return what ``make`` made of this story the first time that it was asked for by ``key``, which names all that
        it depends on. Everybody gets the same object, which nobody may change."""
        if key not in self._kept:
            self._kept[key] = make()
        kept: V = self._kept[key]
        return kept

    def seen(self, article: str) -> Seen | None:
        """Return what engines saw of an article's sentences as shown, or None where nobody read its words."""
        words = self.word_odds.get(article)
        return Seen(self.vectors[article], words) if words is not None else None

    def judged(self, article: str) -> Judged:
        """Return the words shown of an article that may judge: worked out once, then kept; without a model of loaded
        words none does."""
        return self.once(("judged", article), lambda: self._judge(article, self.seen(article), self.language(article)))

    def judged_originals(self, article: str) -> Judged:
        """Return the same of the sentences as they were written."""
        reading = self._by_id[article]
        if not reading.is_translated:
            return self.judged(article)
        words = self.original_odds.get(article)
        seen = Seen(self.vectors[article], words) if words is not None else None
        return self.once(
            ("judged as written", article),
            lambda: self._judge(article, seen, primary(reading.language), as_written=True),
        )

    def _judge(self, article: str, seen: Seen | None, language: str, *, as_written: bool = False) -> Judged:
        texts = [sentence.text if as_written else sentence.shown for sentence in self._by_id[article].sentences]
        model = self.lists.loaded
        scored = [[] for _ in texts] if model is None else model.score(texts, seen, language=language)
        return Judged(scored, seen is not None)

    def read_words(self, article: str, *, originals: bool) -> list[Words]:
        """Return the sentences of an article whose words were read, at most ``MAX_READ``, with what was read of them,
        as they are shown or, of a translated one, in the ``originals``."""
        return self.once(("words", article, originals), lambda: _words_of(self, article, originals=originals))

    def beside(self, place: Place) -> ReadBeside | None:
        """Return what was read of a sentence as shown beside those of other outlets, and where these stand; None where
        its words were not read, or there is no model. The whole story is read at once, 2 ms a sentence, then kept."""
        return self._read_beside(place, as_written=False)

    def beside_as_written(self, place: Place) -> ReadBeside | None:
        """Return the same of a sentence as it was written, beside the others as they were; what ``beside`` returns
        where nothing is translated."""
        return self._read_beside(place, as_written=bool(self.original_states))

    def one_matter(self, one: Place, other: Place) -> float:
        """Return in [0, 1] how likely two sentences of different articles tell one matter, as they were read beside
        each other; 0 where they were not."""
        return self.matters(one).get(other, 0.0)

    def matters(self, place: Place) -> Mapping[Place, float]:
        """Return the sentences that ``place`` was read beside, as they were written, and how likely each tells the
        same."""
        return self.once("matters", lambda: _matters(self)).get(place, {})

    def missed(self, place: Place) -> float | None:
        """Return in [0, 1] how likely an editor would miss elsewhere what a sentence tells, as it was written; None
        where it was not read."""
        found = self.beside_as_written(place)
        return None if found is None else found.read.missed

    def _read_beside(self, place: Place, *, as_written: bool) -> ReadBeside | None:
        model = self.lists.beside
        if model is None:
            return None
        return self.once(("beside", as_written), lambda: _read_all(self, model, as_written=as_written)).get(place)

    def places(self) -> Iterable[Place]:
        """Yield every sentence of every article, in the order of the story."""
        for reading in self.readings:
            for sentence in reading.sentences:
                yield Place(reading.article.id, sentence.index)


@dataclass(frozen=True, slots=True)
class ReadBeside:
    """What was read of a sentence, and the places of the sentences beside it, in the order of ``read.others``."""

    read: Beside
    others: tuple[Place, ...]


MAX_READ = 400  # sentences of an article that are read beside others: longer ones tell most of it in beads


def _read_all(story: AlignedStory, model: BesideModel, *, as_written: bool) -> dict[Place, ReadBeside]:
    """Return what is read of each sentence of the articles whose words were read, as shown or ``as_written``."""
    states: dict[str, Sequence[Vectors]] = {}
    for reading in story.readings:
        of = story.original_states if as_written and reading.is_translated else story.states
        if reading.article.id in of:
            states[reading.article.id] = of[reading.article.id]
    vectors = {article: story.vectors[article][:MAX_READ] for article in states}
    places = [Place(article, k) for article in states for k in range(len(vectors[article]))]
    ends = np.cumsum([0, *(len(vectors[article]) for article in states)]).tolist()
    first = dict(zip(states, ends, strict=False))
    words: list[Words] = []
    beside: list[Candidates] = []
    for article in states:
        originals = as_written and story.reading(article).is_translated
        words += story.read_words(article, originals=originals)
        others = [(first[o], vectors[o], story.raised(article, o)) for o in states if o != article]
        beside += candidates_of(vectors[article], others)
    read = model.read(words, beside)
    return {
        place: ReadBeside(found, tuple(places[other] for other in found.others))
        for place, found in zip(places, read, strict=True)
    }


def _words_of(story: AlignedStory, article: str, *, originals: bool) -> list[Words]:
    """Return the sentences of an article that are read beside others, as they are shown or in the ``originals``."""
    odds = (story.original_odds if originals else story.word_odds).get(article)
    states = (story.original_states if originals else story.states)[article]
    reading = story.reading(article)
    return [
        words_beside(
            sentence.text if originals else sentence.shown,
            states[k],
            odds[k] if odds is not None else None,
            is_translated=reading.is_translated and not originals,
        )
        for k, sentence in enumerate(reading.sentences[:MAX_READ])
    ]


def _matters(story: AlignedStory) -> dict[Place, dict[Place, float]]:
    """Return for each sentence those that it was read beside, or that were read beside it, and the higher chance of
    the two that they tell one matter."""
    found: dict[Place, dict[Place, float]] = defaultdict(dict)
    for place in story.places():
        read = story.beside_as_written(place)
        if read is not None:
            for other, chance in zip(read.others, read.read.same.tolist(), strict=True):
                for one, two in ((place, other), (other, place)):
                    found[one][two] = max(chance, found[one].get(two, 0.0))
    return found


Detector = Callable[[AlignedStory], Iterable[Highlight]]
"""Looks for one kind of framing difference. Pure: the same story gives the same highlights in the same order."""
