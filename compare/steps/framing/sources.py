"""Whom each outlet cites: people, bodies, other outlets; how often, how long, in their own words or retold.

Owns which words name the source of a statement, and which sources of different articles are one. That a statement is
reported, and by which verb, is ``attribution``'s; who bears which name is ``compare.steps.names``'s.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from compare.domain import Citation, NameKind, OutletCitations, Passage, Place, Reading, Source, SourceKind, Span
from compare.steps.fold import UNSPACED, fold, skeleton
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.lists import LanguageLists
from compare.steps.framing.name_table import SOUNDS_ALIKE
from compare.steps.framing.quotes import Quotes, is_all_speech, is_quoted, speech_of
from compare.steps.framing.report_verbs import ReportVerb, reports_at
from compare.steps.framing.words import Word, clause_bounds, span_of, words_of
from compare.steps.names import Mention, Name, Named
from compare.steps.vocabulary import GROUP, PERSON, Vocabulary

# By hand, on the sample stories:
BACK = 3  # sentences that "he said" may reach back to its source
BETWEEN = 4  # words between a noun and what belongs to it: "a spokesman for the ministry", "officials who met them"
MIN_DIRECT = 4  # words in quotation marks that make a statement direct; fewer are a word held at arm's length
OWNERS = ("'s", "’s", "'", "’")  # between "China" and "defence ministry"
MAX_NAME = 80  # characters of a source's name

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Who:
    """A source as one sentence names it; ``key`` is equal for what is taken for one source.

    ``is_somebody``: "he" may mean it.
    """

    key: Key
    kind: SourceKind
    name: str
    language: str
    is_somebody: bool = False


@dataclass(frozen=True, slots=True)
class _Cited:
    who: _Who
    citation: Citation


NOBODY = _Who((), SourceKind.UNKNOWN, "", "")


def find_sources(story: AlignedStory) -> tuple[Source, ...]:
    """Return who is cited in the story, most often cited first; statements whose source is not made out come last.

    Needs word lists for the language an article is shown in; without them nothing is found in it. A name that articles
    shown in two languages share is one source where it sounds alike. Embeds nothing; O(sentences).
    """
    speech = speech_of(story)
    outlets = frozenset(fold(reading.article.outlet) for reading in story.readings)
    found: dict[str, list[_Cited]] = {}
    named_keys: dict[Key, Name] = {}
    for reading in story.readings:
        language = story.language(reading.article.id)
        lists = story.lists.of(language)
        if lists.report:
            reader = _Reader(story, reading, lists, story.named(language), speech, outlets)
            found[reading.article.id] = reader.read()
            named_keys |= {("name", language, name.id): name for name in reader.named.names}
    return _sources(found, _one_by_name(named_keys, found))


def _sources(found: Mapping[str, Sequence[_Cited]], same: Mapping[Key, Key]) -> tuple[Source, ...]:
    by_key: dict[Key, dict[str, list[_Cited]]] = defaultdict(lambda: defaultdict(list))
    for article, own in found.items():
        for cited in own:
            by_key[same.get(cited.who.key, cited.who.key)][article].append(cited)
    sources = []
    for articles in by_key.values():
        whole = [cited.who for own in articles.values() for cited in own]
        counts = Counter((who.name, who.kind, who.language) for who in whole)
        # The plainest of several wordings ("officials" for officials of all kinds), but no family name alone.
        least = 1 if whole[0].key[:1] == ("words",) else 2
        name, kind, language = min(counts, key=lambda w: (abs(len(w[0].split()) - least), -counts[w], w))
        outlets = tuple(OutletCitations(a, tuple(cited.citation for cited in own)) for a, own in articles.items())
        sources.append(Source(kind, name, language, outlets))
    sources.sort(key=lambda s: (s.kind is SourceKind.UNKNOWN, -s.count, -len(s.outlets), fold(s.name), s.name))
    return tuple(sources)


def _one_by_name(names: Mapping[Key, Name], found: Mapping[str, Sequence[_Cited]]) -> dict[Key, Key]:
    """Return for names that are written like one cited before, or sound like one of another language, the key of that.

    A name that begins its only sentence in an article is known there by its spelling alone.
    """
    cited = dict.fromkeys(c.who.key for own in found.values() for c in own if c.who.key[:1] in (("name",), ("text",)))
    known: dict[Key, tuple[tuple[str, ...], frozenset[str]]] = {}
    same: dict[Key, Key] = {}
    for key in cited:
        parts = tuple(map(str, names[key].parts if key in names else key[2:]))
        sounds = frozenset(map(skeleton, parts))
        for other, (theirs, their_sounds) in known.items():
            if (other[1] == key[1] and parts == theirs) or (other[1] != key[1] and _sound_alike(sounds, their_sounds)):
                same[key] = other
                break
        else:
            known[key] = parts, sounds
    return same


def _sound_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """True where every part of the shorter name sounds like one of the longer."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and all(
        len(part) > 1 and any(fuzz.ratio(part, whole) >= SOUNDS_ALIKE for whole in longer) for part in shorter
    )


class _Reader:
    """Reads one article from its first sentence to its last, and remembers who was cited and named before."""

    def __init__(
        self,
        story: AlignedStory,
        reading: Reading,
        lists: LanguageLists,
        named: Named,
        speech: Mapping[Place, Quotes],
        outlets: frozenset[str],
    ) -> None:
        self.story = story
        self.reading = reading
        self.lists = lists
        self.named = named
        self.speech = speech
        self.outlets = outlets
        self.mentions: dict[int, list[Mention]] = defaultdict(list)
        for mention in named.mentions:
            if mention.place.article == reading.article.id:
                self.mentions[mention.place.sentence].append(mention)
        self._vocabulary = story.lists.vocabularies.get(lists.language, Vocabulary())
        # Names of no known kind that something is in, or goes to, are places.
        self.places = frozenset(
            mention.name
            for mention in named.mentions
            if mention.name >= 0
            and named.names[mention.name].kind is NameKind.OTHER
            and mention.role in lists.before_places
        )
        self.last: tuple[int, _Cited] | None = None
        self.last_person: tuple[int, _Who] | None = None
        self.last_body: tuple[int, _Who] | None = None

    def read(self) -> list[_Cited]:
        """Return the statements that the article reports, in its order."""
        found: list[_Cited] = []
        for sentence in self.reading.sentences:
            place = Place(self.reading.article.id, sentence.index)
            own = self._read_sentence(place, sentence.shown)
            spoken = [cited for cited in own if not cited.citation.is_carrier]
            if spoken:
                self.last = (place.sentence, spoken[-1])
            found += own
            for mention in self.mentions[place.sentence]:
                self._remember(mention)
        return found

    def _read_sentence(self, place: Place, text: str) -> list[_Cited]:
        quotes = self.speech[place]
        statements = reports_at(self.story, place, quotes)
        if not statements:
            return self._going_on(place, text, quotes)
        words = words_of(text)
        mentions = sorted(self.mentions[place.sentence], key=lambda m: (m.span.start, m.span.end))
        direct = _direct_words(statements, words, quotes)
        retold = _retold_words(statements, words)
        found: list[_Cited] = []
        for k, statement in enumerate(statements):
            who, span = self._who(place, text, words, statement, mentions, found)
            if who is None:
                continue
            verb = span_of(words, statement.first, statement.last)
            citation = Citation(
                Passage(place.article, place.sentence, span or verb),
                verb.of(text),
                statement.kind.name,
                bool(direct[k]),
                direct[k] or retold[k],
            )
            found.append(_Cited(who, citation))
            found += self._carriers(place, text, words, statement, mentions, who, citation)
            if who.kind is SourceKind.PERSON:
                self.last_person = (place.sentence, who)
        return found

    def _going_on(self, place: Place, text: str, quotes: Quotes) -> list[_Cited]:
        """Speech from end to end goes on from the sentence before."""
        if self.last is None or self.last[0] != place.sentence - 1 or not is_all_speech(quotes, text):
            return []
        before = self.last[1]
        span = Span(quotes[0].outer.start, quotes[-1].outer.end)
        n_words = sum(is_quoted(quotes, word.start) for word in words_of(text))
        passage = Passage(place.article, place.sentence, span)
        return [_Cited(before.who, Citation(passage, "", before.citation.manner, True, n_words))]

    def _remember(self, mention: Mention) -> None:
        if mention.role != "subject":
            return
        who = self._named(mention) if mention.name >= 0 else self._described_alone(mention)
        if who is not None and who.kind is SourceKind.PERSON:
            self.last_person = (mention.place.sentence, who)
        elif who is not None and who.kind is SourceKind.BODY:
            self.last_body = (mention.place.sentence, who)

    # -------------------------------------------------------- who speaks

    def _who(
        self,
        place: Place,
        text: str,
        words: Sequence[Word],
        statement: ReportVerb,
        mentions: Sequence[Mention],
        before: Sequence[_Cited],
    ) -> tuple[_Who | None, Span | None]:
        """Return who makes a statement, and the words that say so, None where nothing in the sentence does.

        The source is None where what stands there can say nothing: "the outcome confirms".
        """
        span = statement.source
        verb = words[statement.first].start
        is_after = span is not None and span.start > verb
        if not is_after and statement.first and words[statement.first - 1].form in self.lists.joining:
            return self._joined(place, [m for m in mentions if m.span.end <= verb], before), None
        if span is None:
            return self._unsaid(place, before), None
        able = self._able(mentions)
        speaking = [word for word in words if span.start <= word.start < span.end]
        pronoun = next((word for word in reversed(speaking) if word.form in self._pronouns), None)
        is_article = pronoun is not None and any(w.is_capital and w.start > pronoun.start for w in speaking)  # "die"
        inside = [m for m in able if m.span.start < span.end and span.start < m.span.end]
        inside = [m for m in inside if m.span.start >= span.start] if is_after else inside
        if pronoun is not None and (pronoun.end > inside[-1].span.end if inside else not is_article):
            return self._meant(place, pronoun, mentions), pronoun.span
        if not inside:
            return self._as_written(text, speaking, place, before)
        ahead = [m for m in able if m.span.start < verb]
        chosen, end = self._first(text, inside, mentions) if is_after else self._nearest(text, ahead, verb)
        # "the minister Rajnath Singh": two mentions of one phrase, the name says more.
        bearer = next((m for m in able if m.phrase == chosen.phrase and m.bare and m.name >= 0), chosen)
        if bearer.name >= 0:
            return self._with_tail(text, bearer, end, mentions)
        if chosen.span.end > verb > chosen.span.start:  # the verb was taken for a noun: "Indian sources claim"
            return self._clipped(text, Span(chosen.span.start, verb))
        owner = next((m for m in mentions if self._owns(text, m, chosen)), chosen)
        whole = Span(owner.span.start, end)
        if end - whole.start > MAX_NAME:
            whole = Span(chosen.span.start, min(chosen.span.end, end))
        whole = Span(whole.start, whole.start + len(whole.of(text).rstrip()))
        return self._described(chosen, whole.of(text), [m for m in mentions if _lies_in(m.span, whole)]), whole

    def _first(self, text: str, inside: Sequence[Mention], mentions: Sequence[Mention]) -> tuple[Mention, int]:
        """Return who speaks after the verb, and where what belongs to it ends: "said the head of the union"."""
        k = 0
        while k + 1 < len(inside) and self._owns(text, inside[k], inside[k + 1]):
            k += 1  # "said Kestan's prime minister"
        end = inside[k].span.end
        while further := self._follows(text, mentions, end):
            end = further
        return inside[k], end

    def _nearest(self, text: str, ahead: Sequence[Mention], verb: int) -> tuple[Mention, int]:
        """Return who speaks before the verb, and where what belongs to it ends: "a spokesman for the union said"."""
        k = len(ahead) - 1
        end = min(ahead[k].span.end, verb)
        while k:
            if self._belongs(text, ahead[k - 1], ahead[k]):
                k -= 1
            elif k > 1 and self._owns(text, ahead[k - 1], ahead[k]) and self._belongs(text, ahead[k - 2], ahead[k - 1]):
                k -= 2  # "a spokesman for China's defence ministry"
            else:
                break
        chosen = ahead[k]
        if chosen.name < 0 and text[end:verb].strip() == ",":
            # "Matilde Rua, 17, the daughter of a surgeon, said": whom the words between commas describe.
            before = [m for m in ahead[:k] if text[m.span.end :].lstrip().startswith(",")]
            named = [m for m in before if m.name >= 0]
            if before:
                chosen = (named or before)[-1]
                end = chosen.span.end
        return chosen, end

    def _owns(self, text: str, owner: Mention, thing: Mention) -> bool:
        return owner.span.end < thing.span.start and text[owner.span.end : thing.span.start].strip() in OWNERS

    def _with_tail(self, text: str, bearer: Mention, end: int, mentions: Sequence[Mention]) -> tuple[_Who, Span]:
        """A name with what belongs to it, unless it is a person's: "the Times of India", "the Prosecutor's Office"."""
        who = self._named(bearer)
        if who.kind is SourceKind.PERSON:
            return who, bearer.span
        tail = words_of(text[bearer.span.end : end])
        is_tail = bool(tail) and tail[0].form in self.lists.of and len(tail) <= BETWEEN
        owner = next((m for m in mentions if self._owns(text, m, bearer)), bearer)
        span = Span(owner.span.start, end if is_tail else bearer.span.end)
        if span == bearer.span:
            return who, span
        whole = (word.form for word in words_of(span.of(text)))
        return replace(who, key=(*who.key, *whole), name=span.of(text)), span

    @property
    def _pronouns(self) -> frozenset[str]:
        return self.lists.pronouns | self.lists.relative | self.lists.persons

    def _able(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions that may speak: no "in a statement", no pronoun taken for a noun."""
        no = self.lists.no_source | self._pronouns
        return [m for m in mentions if m.name >= 0 or fold(m.head) not in no]

    def _joined(self, place: Place, mentions: Sequence[Mention], before: Sequence[_Cited]) -> _Who:
        """A second verb of one subject: "denies it and says that …"."""
        if before:
            return before[-1].who
        able = self._able(mentions)
        named = [m for m in able if m.name >= 0 and self._named(m).is_somebody]
        subject = next(iter([m for m in able if m.role == "subject"] or named), None)
        if subject is None:
            return self._unsaid(place, before)
        return self._named(subject) if subject.name >= 0 else self._described_alone(subject) or NOBODY

    def _clipped(self, text: str, span: Span) -> tuple[_Who | None, Span | None]:
        words = words_of(span.of(text))
        words = tuple(word for word in words if word.form not in self.lists.function)
        if not words or not any(char.isalpha() for word in words for char in word.form):
            return None, None
        name = Span(span.start + words[0].start, span.start + words[-1].end)
        forms = [fold(word.form) for word in words]
        if all(word.is_capital for word in words):
            return self._text(name.of(text), forms), name
        noun = forms[0] if self.lists.drops_subjects else self._vocabulary.noun_lemma(forms[-1])
        own = self._vocabulary.places
        places = frozenset(own[form] for form in forms if form in own)
        key = places if noun != forms[-1] and not self.lists.drops_subjects else frozenset(forms)
        return self._describe(noun, name.of(text), key), name

    def _belongs(self, text: str, noun: Mention, after: Mention) -> bool:
        """True where ``after`` only says more of ``noun``: "officials of the ministry", "people who know him"."""
        between = words_of(text[noun.span.end : after.span.start])
        if not between or len(between) > BETWEEN:
            return False
        forms = [word.form for word in between]
        return forms[0] in self.lists.attached or any(form in self.lists.relative for form in forms)

    def _follows(self, text: str, mentions: Sequence[Mention], end: int) -> int:
        """Return where a phrase ends that belongs to the one ending at ``end``, 0 where none does."""
        following = next((m for m in mentions if m.span.start > end), None)
        if following is None:
            return 0
        between = text[end : following.span.start]
        forms = [word.form for word in words_of(between)]
        is_joined = bool(forms) and len(forms) <= 2 and forms[0] in self.lists.of and not re.search(r"[,;:.]", between)
        return following.span.end if is_joined else 0

    def _unsaid(self, place: Place, before: Sequence[_Cited]) -> _Who:
        """A verb without a subject: "…, adding that", or a language that drops it."""
        if before:
            return before[-1].who
        # A translator may leave the subject out where the original does.
        original = self.story.lists.of(self.reading.language)
        if not (self.lists.drops_subjects or original.drops_subjects):
            return NOBODY
        last, person = self._recent(place)
        if person is not None and (last is None or person[0] > last[0]):
            return person[1]
        return last[1].who if last is not None else NOBODY

    def _recent(self, place: Place) -> tuple[tuple[int, _Cited] | None, tuple[int, _Who] | None]:
        """Return who spoke and who acted last, as far as a reader remembers."""
        last, person = self.last, self.last_person
        return (
            last if last is not None and place.sentence - last[0] <= BACK else None,
            person if person is not None and place.sentence - person[0] <= BACK else None,
        )

    def _meant(self, place: Place, pronoun: Word, mentions: Sequence[Mention]) -> _Who:
        """Whom a pronoun means: somebody named before it here, else who spoke or acted last."""
        if pronoun.form in self.lists.relative:
            ahead = [m for m in mentions if m.span.end <= pronoun.start]
            if ahead:
                return self._named(ahead[-1]) if ahead[-1].name >= 0 else self._described_alone(ahead[-1]) or NOBODY
        last, person = self._recent(place)
        if pronoun.form in self.lists.persons:
            # "The host, Dong Jun, called for calm, since it was time, he said, to talk."
            named = [self._named(m) for m in mentions if m.span.end <= pronoun.start and m.name >= 0]
            if (who := next((who for who in named if who.is_somebody), None)) is not None:
                return who
            if last is not None and last[1].who.is_somebody:
                return last[1].who if person is None or person[0] <= last[0] else person[1]
            return person[1] if person is not None else NOBODY
        if pronoun.form in self.lists.things:
            body = self.last_body if self.last_body and place.sentence - self.last_body[0] <= BACK else None
            if body is not None and (last is None or last[1].who.is_somebody or body[0] > last[0]):
                return body[1]
        is_meant = last is not None and not (pronoun.form in self.lists.things and last[1].who.is_somebody)
        return last[1].who if last is not None and is_meant else NOBODY

    def _as_written(
        self, text: str, speaking: Sequence[Word], place: Place, before: Sequence[_Cited]
    ) -> tuple[_Who, Span | None]:
        """Where no phrase was made out: the longest run of capitalised words, or all where a script has no capitals."""
        if speaking and speaking[0].span.of(text).upper() == speaking[0].span.of(text).lower():
            return self._uncased(text, speaking, place, before)
        runs: list[list[Word]] = []
        for word in speaking:
            if not word.is_capital or word.form in self.lists.function:
                continue
            if runs and text[runs[-1][-1].end : word.start].isspace():
                runs[-1].append(word)
            else:
                runs.append([word])
        if not runs:
            return self._unsaid(place, before), None
        best = max(runs, key=len)
        span = Span(best[0].start, best[-1].end)
        return self._text(span.of(text), [fold(word.form) for word in best]), span

    def _uncased(
        self, text: str, speaking: Sequence[Word], place: Place, before: Sequence[_Cited]
    ) -> tuple[_Who, Span | None]:
        idle = self.lists.function | self._pronouns
        telling = [word for word in speaking if UNSPACED.match(word.form) or word.form not in idle]
        if not telling:
            return self._unsaid(place, before), None
        span = Span(telling[0].start, telling[-1].end)
        return self._text(span.of(text), [fold(word.form) for word in telling]), span

    def _text(self, name: str, parts: Sequence[str]) -> _Who:
        kind = self._kind(name, parts, NameKind.OTHER)
        is_somebody = kind is SourceKind.PERSON
        return _Who(("text", self.lists.language, *parts), kind, name, self.lists.language, is_somebody=is_somebody)

    def _named(self, mention: Mention) -> _Who:
        name = self.named.names[mention.name]
        written = mention.span.of(self.story.shown(mention.place))
        text, parts = name.text, name.parts
        # A first name that opens its sentences only was not known for one.
        first, _, rest = written.partition(" ")
        if rest == text and not mention.span.start and len(parts) == 1 and fold(first) not in self._vocabulary.places:
            text, parts = written, (fold(first), *parts)
        kind = SourceKind.BODY if name.id in self.places else self._kind(text, parts, name.kind)
        is_somebody = kind is SourceKind.PERSON
        return _Who(("name", self.lists.language, name.id), kind, text, self.lists.language, is_somebody)

    def _described_alone(self, mention: Mention) -> _Who | None:
        return self._described(mention, mention.span.of(self.story.shown(mention.place)), [mention])

    def _described(self, head: Mention, text: str, parts: Iterable[Mention]) -> _Who | None:
        """Return a source without a name: officials of one country are one source, one official is the one in these
        words."""
        noun = fold(head.head)
        if text[:1].isupper() and " " not in text and self._vocabulary.nouns and noun not in self._vocabulary.nouns:
            return self._text(text, [noun])  # a name that stands at the start of its sentence only
        words = head.places
        if not head.is_plural:
            words |= frozenset(word for mention in parts for word in mention.words)
        return self._describe(noun, text, words)

    def _describe(self, noun: str, text: str, words: frozenset[str]) -> _Who | None:
        """Return the source that a noun and what tells it from others make, None for a thing that cannot speak."""
        is_person = self._vocabulary.may_be(noun, PERSON)
        kind = SourceKind.DESCRIBED
        if noun in self.lists.media_nouns or fold(text) in self.outlets:
            kind = SourceKind.OUTLET
        elif noun in self.lists.bodies:
            kind = SourceKind.BODY
        elif self._vocabulary.nouns and not (
            is_person or noun in self.lists.papers or self._vocabulary.may_be(noun, GROUP)
        ):
            return None
        key = ("words", self.lists.language, noun, words)
        is_somebody = kind is SourceKind.DESCRIBED and (is_person or not self._vocabulary.nouns)
        return _Who(key, kind, text, self.lists.language, is_somebody)

    def _kind(self, text: str, parts: Sequence[str], kind: NameKind) -> SourceKind:
        folded = fold(text)
        if folded in self.outlets or (kind is not NameKind.PERSON and self.lists.media & {folded, *parts}):
            return SourceKind.OUTLET
        if kind is NameKind.PERSON:
            return SourceKind.PERSON
        if kind is NameKind.PLACE or self.lists.bodies & set(parts) or text.isupper() or len(parts) < 2:
            return SourceKind.BODY  # who is called by one word in all outlets is seldom a person
        return SourceKind.PERSON if not self.lists.function & set(folded.split()) else SourceKind.BODY

    def _carriers(
        self,
        place: Place,
        text: str,
        words: Sequence[Word],
        statement: ReportVerb,
        mentions: Sequence[Mention],
        who: _Who,
        citation: Citation,
    ) -> Iterable[_Cited]:
        """The outlet to which a statement was made, or from which it is quoted: "told Reuters"."""
        _, closing = clause_bounds(text, words, statement.last)
        start, end = words[statement.last].end, words[closing].end
        for mention in mentions:
            is_source = statement.source is not None and _lies_in(mention.span, statement.source)
            if is_source or not (start <= mention.span.start and mention.span.end <= end):
                continue
            outlet = self._named(mention) if mention.name >= 0 else self._described_alone(mention)
            if outlet is not None and outlet.kind is SourceKind.OUTLET and outlet.key != who.key:
                passage = Passage(place.article, place.sentence, mention.span)
                yield _Cited(outlet, replace(citation, passage=passage, n_words=0, is_carrier=True))
                return


def _lies_in(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _direct_words(statements: Sequence[ReportVerb], words: Sequence[Word], quotes: Quotes) -> list[int]:
    """Return how many words in quotation marks belong to each statement: those of the quotations nearest to it."""
    found = [0] * len(statements)
    for quote in quotes:
        n = sum(quote.inner.start <= word.start < quote.inner.end for word in words)
        if n < MIN_DIRECT:
            continue
        distances = [
            max(quote.outer.start - words[s.last].end, words[s.first].start - quote.outer.end) for s in statements
        ]
        found[distances.index(min(distances))] += n
    return found


def _retold_words(statements: Sequence[ReportVerb], words: Sequence[Word]) -> list[int]:
    """Return how many words of the sentence tell each statement: from its verb on, and what precedes the first."""
    found = [0] * len(statements)
    for k, word in enumerate(words):
        own = max((i for i, s in enumerate(statements) if s.first <= k), default=0)
        at = statements[own]
        is_source = at.source is not None and at.source.start <= word.start < at.source.end
        found[own] += not (is_source or at.first <= k <= at.last)
    return found
