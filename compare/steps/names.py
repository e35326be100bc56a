"""Names over all outlets of a story: who and what is named, in which forms, and how each outlet describes it.

Owns the joining of name forms (Kim Jong-un, Mr. Kim), of names with titles and appositions (the North Korean leader),
and of short definite descriptions that point back to a person. Knows phrases, not alignments; decides nothing about
framing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz import fuzz

from compare.domain import NameKind, Place, Span
from compare.steps.fold import fold
from compare.steps.phrases import (
    ADVERB,
    AUXILIARY,
    COMPASS,
    DAYS,
    DETERMINER,
    NAME,
    NOUN,
    POSSESSIVE,
    TITLES,
    TOKEN,
    Introduced,
    Parsed,
    Phrase,
    is_title,
    parse,
)
from compare.steps.vocabulary import PERSON, Vocabulary

MAX_NAMES = 400  # different name forms of a story that are joined; the most frequent are kept
# Of 100: spellings of one name in different outlets (Rajnath, Rajnat) reach it, Austria and Australia do not.
ALIKE = 88
MAX_PARTS = 24  # words of a name; those of kings have twenty, and longer chains of hyphens are none
MIN_FUZZY = 5  # letters; shorter words that differ in a letter are different words


@dataclass(frozen=True, slots=True)
class Sentences:
    """The parsed sentences of one article, by index; ``language`` is that of the shown text."""

    article: str
    language: str
    texts: tuple[str, ...]
    parsed: tuple[Parsed, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody or something named in a story. ``parts`` are the folded words of its fullest form.

    ``heads`` counts the nouns it is described by (leader, dictator), ``places`` the places that those mention,
    ``ranks`` words before them that make another office (deputy, former). ``is_given``: a person said that some of its
    wordings mean one thing; it need not be a name in the narrow sense then.
    """

    id: int
    kind: NameKind
    parts: tuple[str, ...]
    text: str
    heads: Mapping[str, int]
    places: frozenset[str]
    ranks: frozenset[str] = frozenset()
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names or describes something: ``span`` of the shown text at ``place``.

    ``words`` are the folded lemmas that make its wording, without small words, adjectives of place turned into places.
    ``name`` is the id of the name meant, or -1. ``bare`` says that nothing but the name or a title stands there.
    ``phrase`` is the index of the phrase in its sentence. ``places`` are those of its words, its owner and what "of"
    adds. ``owner`` has the folded words before an 's.
    """

    place: Place
    span: Span
    head: str
    words: frozenset[str]
    introduced: Introduced
    name: int
    bare: bool
    is_plural: bool
    verb: str
    role: str
    phrase: int
    places: frozenset[str] = frozenset()
    owner: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """All names of a story, all mentions, and all deeds (verbs with their objects), each in the order of the story.

    A deed is a mention whose ``head`` is the lemma of the verb and whose ``words`` are those of its object.
    """

    names: tuple[Name, ...]
    mentions: tuple[Mention, ...]
    deeds: tuple[Mention, ...] = ()


def read_sentences(
    articles: Iterable[tuple[str, str, Sequence[str]]], vocabularies: Mapping[str, Vocabulary]
) -> list[Sentences]:
    """Return the parsed sentences of ``(article, language, texts)``; words that are capitalised inside sentences are
    names."""
    given = list(articles)
    names = capitalised(text for _, _, texts in given for text in texts)
    return [
        Sentences(
            article,
            language,
            tuple(texts),
            tuple(parse(text, language, vocabularies.get(language, EMPTY), names) for text in texts),
        )
        for article, language, texts in given
    ]


EMPTY = Vocabulary()


def capitalised(texts: Iterable[str]) -> frozenset[str]:
    """Return folded words that are written with a capital inside sentences, and more often so than without."""
    from compare.steps.phrases import _tokens

    upper: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for text in texts:
        raw = _tokens(text)
        words = [word for _, word, _ in raw if word[0].isalpha() and len(word) > 3]
        if not words or sum(word[0].isupper() for word in words) > 0.6 * len(words):
            continue
        for k, (_, word, form) in enumerate(raw):
            if not word[0].isalpha():
                continue
            if word[0].islower():
                lower[form] += 1
            elif k and raw[k - 1][1] not in ".!?:\"“”‘’'—–":
                upper[form] += 1
    return frozenset(form for form, n in upper.items() if n > lower[form])


# ------------------------------------------------------------ name forms


@dataclass(slots=True)
class _Form:
    """A name as written, and where."""

    parts: tuple[str, ...]
    text: str
    count: int
    has_title: bool


def name_parts(parsed: Parsed, phrase: Phrase) -> tuple[str, ...]:
    """Return the folded words of the name at the end of a phrase, hyphens parted, initials left out.

    At most the first ``MAX_PARTS``.
    """
    parts: list[str] = []
    for token in parsed.tokens[phrase.name : phrase.last + 1]:
        if token.tag == NAME and token.form.rstrip(".") not in TITLES:
            parts += [part for part in token.form.rstrip(".").split("-") if len(part) > 1 or len(token.form) > 2]
    return tuple(part for part in parts if len(part) > 1)[:MAX_PARTS]


def find_names(
    articles: Sequence[Sentences], vocabularies: Mapping[str, Vocabulary], same: Sequence[Sequence[str]] = ()
) -> Named:
    """Return the names of a story and all mentions of names and things, linked to the names they mean.

    ``same`` holds groups of wordings that a person says mean one thing: all mentions in one of them get one name.
    Near-linear: name forms are joined through their words, at most ``MAX_NAMES`` of them.
    """
    forms: dict[tuple[str, ...], _Form] = {}
    for article in articles:
        vocabulary = vocabularies.get(article.language, EMPTY)
        for sentence, parsed in enumerate(article.parsed):
            for phrase in parsed.phrases:
                parts = name_parts(parsed, phrase) if phrase.name >= 0 else ()
                if not parts or all(part in DAYS for part in parts):
                    continue
                text = article.texts[sentence]
                written = text[parsed.tokens[phrase.name].span.start : phrase.span.end]
                titled = _described(parsed, phrase, vocabulary) is not None or _has_courtesy(parsed, phrase)
                form = forms.setdefault(parts, _Form(parts, written, 0, False))
                form.count += 1
                form.has_title |= titled
    kept = sorted(forms.values(), key=lambda form: (-form.count, form.parts))[:MAX_NAMES]
    owner, clusters = _join(kept, vocabularies)
    named = _mentions(articles, vocabularies, owner, clusters)
    return _with_same(named, articles, vocabularies, same) if same else named


def _with_same(
    named: Named, articles: Sequence[Sentences], vocabularies: Mapping[str, Vocabulary], same: Sequence[Sequence[str]]
) -> Named:
    """Give all mentions in the wordings of one group one name: that of the most frequent name among them, else a new
    one."""
    texts = {article.article: article for article in articles}
    keys = []
    for mention in named.mentions:
        article = texts[mention.place.article]
        vocabulary = vocabularies.get(article.language, EMPTY)
        keys.append(wording_key(mention.span.of(article.texts[mention.place.sentence]), vocabulary))
    vocabulary = next(iter(vocabularies.values()), EMPTY)
    names, mentions = list(named.names), list(named.mentions)
    for group in join_groups(same, vocabulary):
        wanted = {wording_key(wording, vocabulary) for wording in group}
        counts = Counter(m.name for m, key in zip(mentions, keys, strict=True) if m.name >= 0 and key in wanted)
        hit = [k for k, key in enumerate(keys) if key in wanted or mentions[k].name in counts]
        if len({keys[k] for k in hit}) < 2:
            continue  # not two wordings of it are in the story
        if counts:
            chosen = min(counts, key=lambda k: (-counts[k], k))
            names[chosen] = replace(names[chosen], is_given=True)
        else:
            chosen = len(names)
            text = next(m.span.of(texts[m.place.article].texts[m.place.sentence]) for m in (mentions[k] for k in hit))
            names.append(Name(chosen, NameKind.OTHER, (), text, {}, frozenset(), is_given=True))
        for k in hit:
            other = mentions[k].name != chosen
            mentions[k] = replace(mentions[k], name=chosen, bare=mentions[k].bare and not other)
    return Named(tuple(names), tuple(mentions), named.deeds)


ARTICLES = frozenset("the a an o a os as um uma el la los las un una le les une l".split())


def wording_key(wording: str, vocabulary: Vocabulary) -> frozenset[str]:
    """Return what two spellings of one wording have in common: its words, folded and singular, without its article."""
    words = [fold(match.group()) for match in TOKEN.finditer(wording) if match.group()[0].isalnum()]
    if len(words) > 1 and words[0] in ARTICLES:
        words = words[1:]
    return content_words((vocabulary.noun_lemma(word.rstrip(".")) for word in words), vocabulary) or frozenset(words)


MAX_WORDINGS = 20  # of one group; nobody calls a thing by more names in one story
MAX_WORDING = 200  # characters


def wordings_of(written: str) -> tuple[str, ...]:
    """Return the wordings in "the Kremlin = Moscow", each once. Raises ``ValueError`` where there are not two."""
    found = tuple(dict.fromkeys(" ".join(part.split()) for part in written.split("=") if part.strip()))
    if not 2 <= len(found) <= MAX_WORDINGS or max(map(len, found)) > MAX_WORDING:
        raise ValueError(
            f"{written[:80]!r}: write two wordings or more with = between, such as: the Kremlin = Moscow. At most "
            f"{MAX_WORDINGS}, of {MAX_WORDING} characters each."
        )
    return found


def join_groups(same: Sequence[Sequence[str]], vocabulary: Vocabulary = EMPTY) -> list[tuple[str, ...]]:
    """Return the groups with those joined that have a wording in common."""
    groups: list[dict[frozenset[str], str]] = []
    for given in same:
        group: dict[frozenset[str], str] = {}
        for wording in given:
            group.setdefault(wording_key(wording, vocabulary), wording)
        for other in [other for other in groups if other.keys() & group.keys()]:
            groups.remove(other)
            group = other | {key: wording for key, wording in group.items() if key not in other}
        groups.append(group)
    return [tuple(group.values()) for group in groups]


def _has_courtesy(parsed: Parsed, phrase: Phrase) -> bool:
    return any(token.form.rstrip(".") in TITLES for token in parsed.tokens[phrase.first : phrase.last])


def _described(parsed: Parsed, phrase: Phrase, vocabulary: Vocabulary) -> str | None:
    """Return the noun that stands before a name in its phrase: *dictator* Kim Jong Un."""
    if phrase.name <= phrase.first:
        return None
    token = parsed.tokens[phrase.name - 1]
    for k in range(phrase.first + 1, phrase.name - 1):
        if parsed.tokens[k].form == "of":  # Secretary of State Mike Pompeo: the noun is before "of"
            token = parsed.tokens[k - 1]
            break
    noun = vocabulary.noun_lemma(token.form.rstrip("."))
    if noun in TITLES or token.tag not in (NOUN, NAME):
        return None
    return noun if is_title(noun, vocabulary) else None


def _join(
    forms: Sequence[_Form], vocabularies: Mapping[str, Vocabulary]
) -> tuple[dict[tuple[str, ...], int], list[_Form]]:
    """Return the cluster of each form, and the fullest form of each cluster."""
    places = {word for vocabulary in vocabularies.values() for pair in vocabulary.places.items() for word in pair}
    owner: dict[tuple[str, ...], int] = {}
    clusters: list[_Form] = []
    weight: list[int] = []
    by_part: dict[str, list[int]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (-len(form.parts), -form.has_title, -form.count, form.parts)):
        found = _cluster_of(form, clusters, weight, by_part, places)
        if found < 0:
            found = len(clusters)
            clusters.append(_Form(form.parts, form.text, form.count, form.has_title))
            weight.append(0)
            for part in dict.fromkeys((*form.parts, *(part[:3] for part in form.parts))):
                by_part[part].append(found)
        else:
            clusters[found].count += form.count
            clusters[found].has_title |= form.has_title
        weight[found] += form.count
        owner[form.parts] = found
    return owner, clusters


def _cluster_of(
    form: _Form, clusters: Sequence[_Form], weight: Sequence[int], by_part: Mapping[str, list[int]], places: set[str]
) -> int:
    """Return the cluster whose fullest form holds all words of ``form``, or -1."""
    near = dict.fromkeys(k for part in form.parts for k in (*by_part.get(part, ()), *by_part.get(part[:3], ())))
    fitting = []
    for k in near:
        full = clusters[k].parts
        if not all(any(_same_part(part, other, places) for other in full) for part in form.parts):
            continue
        if len(form.parts) < len(full) and (form.parts[0] in places and not clusters[k].has_title):
            continue  # Korea is not North Korea
        if len(form.parts) > 1 and not clusters[k].has_title and _is_owned(form.parts, full, clusters, by_part):
            continue  # the White House is not the Clinton White House
        if len(form.parts) == len(full) or clusters[k].has_title or form.has_title or len(form.parts) > 1:
            at_end = same_word(form.parts[-1], full[-1]) or same_word(form.parts[0], full[0])
            fitting.append((clusters[k].has_title, at_end, weight[k], -k, k))
    return max(fitting)[-1] if fitting else -1


def _is_owned(
    own: tuple[str, ...], full: tuple[str, ...], clusters: Sequence[_Form], by_part: Mapping[str, list[int]]
) -> bool:
    """True where ``full`` is ``own`` behind the surname of a person who is named in the story."""
    before = full[: len(full) - len(own)]
    if len(before) != 1 or full[-len(own) :] != own:
        return False
    return any(clusters[k].has_title and clusters[k].parts[-1] == before[0] for k in by_part.get(before[0], ()))


def _same_part(one: str, other: str, places: set[str]) -> bool:
    """True for one word in two spellings; Pakistan and Pakistani are two."""
    return one == other or (one not in places and other not in places and same_word(one, other))


# Letters that one sound is written with in several languages; of names of one sound, the consonants stay. Half-vowels
# come and go with the spelling (Rajnath, Rajnat; Zelenskyy, Zelensky).
ONE_SOUND = (("sch", "sh"), ("ph", "f"), ("ck", "k"), ("tz", "s"), ("ts", "s"), ("x", "ks"))
SOUNDS = str.maketrans("zqc", "skk", "aeiouyhwvj")
GENDERS = ("o", "e", "")  # before or instead of a final -a these part a man's name from a woman's
SURNAMES_IN_O = ("ka", "ko")  # Lukashenko, Lukashenka: one name, as two languages end it


def same_word(one: str, other: str) -> bool:
    """True for one word or two spellings of one name; Daniel and Daniela, Johnson and Johnston are two."""
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_FUZZY or abs(len(one) - len(other)) > 2 or one[0] != other[0]:
        return False
    if fuzz.ratio(one, other) < ALIKE or _of_two_genders(one, other) or _of_two_genders(other, one):
        return False
    return _consonants(one) == _consonants(other)


def _of_two_genders(woman: str, man: str) -> bool:
    is_pair = woman.endswith("a") and any(man == woman[:-1] + ending for ending in GENDERS)
    return is_pair and not (woman.endswith(SURNAMES_IN_O) and man.endswith(SURNAMES_IN_O))


def _consonants(word: str) -> str:
    """Return the consonants of a word as they sound, each run of one but once; without the plural of a vowel."""
    if word.endswith(("as", "os")):
        word = word[:-1]
    for written, sound in ONE_SOUND:
        word = word.replace(written, sound)
    return "".join(letter for letter, _ in groupby(word.translate(SOUNDS)))


# ------------------------------------------------------------ mentions

SMALL = frozenset(
    "the a an this that these those other such same own new first last many several some more most very also"
    " just only even still already".split()
)


# Titles before names that stand for an office.
SPELT_OUT = {"gov": "governor", "sen": "senator", "rep": "representative", "gen": "general", "prof": "professor"}
# Short names of countries that no adjective leads to.
ALIASES = {"us": "america", "usa": "america", "uk": "britain", "british": "britain", "eu": "europe", "uae": "emirates"}


BRITISH = (
    ("fence", "fense"), ("isation", "ization"), ("ising", "izing"), ("ised", "ized"), ("yse", "yze"), ("ise", "ize"),
    ("ours", "ors"), ("oured", "ored"), ("ouring", "oring"), ("our", "or"), ("ogue", "og"), ("programme", "program"),
    ("centre", "center"), ("theatre", "theater"), ("licence", "license"),
)  # fmt: skip


def one_spelling(word: str) -> str:
    """Return the American spelling of a word that has two, roughly; what comes out is compared, never shown."""
    for ending, instead in BRITISH:
        if word.endswith(ending) and (len(word) > len(ending) + 1 or len(ending) > 5):
            return word[: -len(ending)] + instead
    return word


def content_words(words: Iterable[str], vocabulary: Vocabulary) -> frozenset[str]:
    """Return the words that make a wording: no small ones, adjectives of place as places, spellings joined."""
    found = set()
    for word in words:
        plain = word.rstrip(".").replace(".", "")
        plain = ALIASES.get(plain, plain)
        if plain and plain not in SMALL and plain not in TITLES:
            found.add(vocabulary.places.get(plain, one_spelling(plain)))
    return frozenset(found)


def _mentions(
    articles: Sequence[Sentences],
    vocabularies: Mapping[str, Vocabulary],
    owner: Mapping[tuple[str, ...], int],
    clusters: Sequence[_Form],
) -> Named:
    heads: list[Counter[str]] = [Counter() for _ in clusters]
    places: list[set[str]] = [set() for _ in clusters]
    ranks: list[set[str]] = [set() for _ in clusters]
    everywhere = {place for vocabulary in vocabularies.values() for place in vocabulary.places.values()}
    is_place = [not form.has_title and bool(everywhere & set(form.parts)) for form in clusters]
    drafts: list[Mention] = []
    for article in articles:
        vocabulary = vocabularies.get(article.language, EMPTY)
        known_places = frozenset(vocabulary.places.values())
        for sentence, parsed in enumerate(article.parsed):
            drafts += _sentence_mentions(
                article, sentence, parsed, vocabulary, owner, heads, places, known_places, ranks, is_place
            )
    names = tuple(
        Name(
            k,
            _kind(form, heads[k], vocabularies),
            form.parts,
            form.text,
            dict(heads[k]),
            frozenset(places[k]),
            frozenset(ranks[k]),
        )
        for k, form in enumerate(clusters)
    )
    vocabulary = next(iter(vocabularies.values()), EMPTY)
    mentions = tuple(_resolve(drafts, names, vocabulary))
    return Named(names, mentions, tuple(_deeds(articles, mentions)))


def _deeds(articles: Sequence[Sentences], mentions: Sequence[Mention]) -> Iterator[Mention]:
    by_phrase = {(mention.place, mention.phrase): mention for mention in mentions}
    for article in articles:
        for sentence, parsed in enumerate(article.parsed):
            place = Place(article.article, sentence)
            for deed in parsed.deeds:
                thing = by_phrase.get((place, deed.phrase))
                if thing is not None and thing.name < 0:
                    yield replace(thing, span=deed.span, head=deed.verb, verb=thing.head, role="", bare=False)


def _kind(form: _Form, heads: Counter[str], vocabularies: Mapping[str, Vocabulary]) -> NameKind:
    if form.has_title or heads:
        return NameKind.PERSON
    for vocabulary in vocabularies.values():
        if any(part in vocabulary.places.values() for part in form.parts):
            return NameKind.PLACE
    return NameKind.OTHER


def _sentence_mentions(
    article: Sentences,
    sentence: int,
    parsed: Parsed,
    vocabulary: Vocabulary,
    owner: Mapping[tuple[str, ...], int],
    heads: list[Counter[str]],
    places: list[set[str]],
    known_places: frozenset[str],
    ranks: list[set[str]],
    is_place: Sequence[bool],
) -> list[Mention]:
    place = Place(article.article, sentence)
    ids = [owner.get(name_parts(parsed, phrase), -1) if phrase.name >= 0 else -1 for phrase in parsed.phrases]
    described = _apposed(parsed, ids, vocabulary, is_place)
    found = []
    for k, phrase in enumerate(parsed.phrases):
        own = ids[k] if ids[k] >= 0 else described.get(k, -1)
        words = content_words(phrase.words, vocabulary)
        beside = phrase.possessor.split()
        of = parsed.phrases[phrase.of].words if phrase.of >= 0 else ()
        inside = parsed.tokens[phrase.first : phrase.name if phrase.name >= 0 else phrase.last + 1]
        around = places_in((*beside, *(token.form for token in inside), "", *of), vocabulary, known_places)
        if phrase.name >= 0:
            description = parsed.tokens[phrase.first : phrase.name]
            head = _described(parsed, phrase, vocabulary)
            if own >= 0 and head is not None:
                heads[own][head] += 1
                places[own] |= around
                ranks[own] |= words & RANKED
                span = Span(phrase.span.start, parsed.tokens[phrase.name - 1].span.end)
                texts = content_words(
                    [_plain(t.form, t.tag, vocabulary) for t in description if t.tag != "."], vocabulary
                )
                found.append(_mention(place, span, head, texts, phrase, k, own, bare=False, places=around))
                name_span = Span(parsed.tokens[phrase.name].span.start, phrase.span.end)
                found.append(
                    _mention(
                        place, name_span, phrase.head, frozenset(name_parts(parsed, phrase)), phrase, k, own, bare=True
                    )
                )
                continue
            if own >= 0:
                places[own] |= around
                heads[own].update(SPELT_OUT[t.form.rstrip(".")] for t in description if t.form.rstrip(".") in SPELT_OUT)
            bare = not content_words((t.form for t in description), vocabulary)
            found.append(_mention(place, phrase.span, phrase.head, words, phrase, k, own, bare=bare))
            continue
        if own >= 0:
            heads[own][phrase.head] += 1
            places[own] |= around
            ranks[own] |= words & RANKED
        found.append(_mention(place, phrase.span, phrase.head, words, phrase, k, own, bare=False, places=around))
    return found


def _plain(form: str, tag: str, vocabulary: Vocabulary) -> str:
    return vocabulary.noun_lemma(form) if tag == NOUN else form


def places_in(forms: Sequence[str], vocabulary: Vocabulary, known: frozenset[str]) -> frozenset[str]:
    """Return the places among words in order, adjectives as places; North Korea and South Korea are two."""
    found = set()
    before = ""
    for form in forms:
        plain = form.rstrip(".").replace(".", "")
        plain = ALIASES.get(plain, plain)
        place = vocabulary.places.get(plain, plain)
        if place in known:
            found.add(f"{before} {place}" if before in COMPASS else place)
        before = plain
    return frozenset(found)


def _mention(
    place: Place,
    span: Span,
    head: str,
    words: frozenset[str],
    phrase: Phrase,
    k: int,
    name: int,
    *,
    bare: bool,
    places: frozenset[str] = frozenset(),
) -> Mention:
    owner = frozenset(phrase.possessor.split()) - SMALL - TITLES
    return Mention(
        *(place, span, head, words, phrase.introduced, name, bare, phrase.is_plural, phrase.verb, phrase.role, k),
        *(places, owner),
    )


def _apposed(parsed: Parsed, ids: Sequence[int], vocabulary: Vocabulary, is_place: Sequence[bool]) -> dict[int, int]:
    """Return for phrases that describe a name beside them, or are said to be one, the name's id.

    "Kim Jong-un, the North Korean leader", "its leader, Kim Jong-un,", "Kim is a dictator".
    """
    found: dict[int, int] = {}
    phrases = parsed.phrases
    # "the director of South Korea's National Intelligence Service, Suh Hoon": the noun before "of" is described.
    root: dict[int, int] = {}
    for k, phrase in enumerate(phrases):
        if phrase.owner in root:
            root[k] = root[phrase.owner]
        if phrase.of >= 0:
            root[phrase.of] = root.get(k, k)
    for k in range(len(phrases) - 1):
        left, right = phrases[k], phrases[k + 1]
        between = parsed.tokens[left.last + 1 : right.first]
        if ids[k + 1] >= 0 and k in root and ids[root[k]] < 0:
            name, other = ids[k + 1], root[k]
        elif (ids[k] >= 0) != (ids[k + 1] >= 0):
            name, other = (ids[k], k + 1) if ids[k] >= 0 else (ids[k + 1], k)
        else:
            continue
        if not between:
            continue
        description = phrases[other]
        person = vocabulary.may_be(description.head, PERSON) and not description.is_plural
        if not person or is_place[name]:
            continue
        if any(token.form in DENYING for token in (*between, parsed.tokens[right.first])):
            continue
        marks = [token for token in between if token.tag not in (DETERMINER, POSSESSIVE, ADVERB)]
        comma = bool(marks) and marks[0].text == "," and len(marks) == 1
        copula = bool(marks) and all(token.tag == AUXILIARY for token in marks) and marks[-1].form in COPULAS
        follows = other == k + 1
        introduced = description.introduced is not Introduced.BARE
        apposed = comma and (introduced or (follows and len(right.words) > 1))
        if apposed or (copula and follows and introduced and description.introduced is not Introduced.POSSESSIVE):
            found[other] = name
    return found


# Words before an office that make it another one.
RANKED = frozenset(
    "deputy vice assistant former foreign defense defence senior junior ex acting interim press next lieutenant"
    " lt".split()
)
# "Maduro was never a dictator", "is no dictator", "não é um ditador".
DENYING = frozenset("not n't never no neither nor nao nunca jamais nem tampouco ni tampoco".split())
COPULAS = frozenset("is was are were been be".split())
MAX_BEARERS = 50  # persons of one office in a story; beyond, "the minister" means nobody
BACK = 3  # sentences that a short description may reach back to its name


def _resolve(drafts: Sequence[Mention], names: Sequence[Name], vocabulary: Vocabulary) -> list[Mention]:
    """Link definite descriptions of persons ("the dictator", "its leader") to the name they point back to."""
    by_head: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        for head in name.heads:
            if len(by_head[head]) < MAX_BEARERS:
                by_head[head].append(name)
    people = [name for name in names if name.kind is NameKind.PERSON]
    recent: list[tuple[Place, int]] = []
    out = []
    for mention in drafts:
        if mention.name >= 0:
            if names[mention.name].kind is NameKind.PERSON:
                recent.append((mention.place, mention.name))
            out.append(mention)
            continue
        definite = mention.introduced in (Introduced.DEFINITE, Introduced.POSSESSIVE, Introduced.DEMONSTRATIVE)
        if not definite or mention.is_plural or not vocabulary.may_be(mention.head, PERSON):
            out.append(mention)
            continue
        where = mention.places
        ranks = mention.words & RANKED
        fitting = [
            name
            for name in by_head.get(mention.head, ())
            if (not where or not name.places or where & name.places) and ranks <= name.ranks
        ]
        if any(where & name.places for name in fitting):
            fitting = [name for name in fitting if where & name.places]
        if not fitting and where and not ranks:
            fitting = [name for name in people if where & name.places and _leads(name, mention.head, vocabulary)]
        if not fitting:
            out.append(mention)
            continue
        near = [
            k
            for place, k in recent[-12:]
            if place.article == mention.place.article and mention.place.sentence - place.sentence <= BACK
        ]
        chosen = next((names[k] for k in reversed(near) if names[k] in fitting), None)
        if chosen is None and len(fitting) == 1:
            chosen = fitting[0]
        if chosen is None:
            chosen = max(fitting, key=lambda name: (name.heads.get(mention.head, 0), -name.id))
        out.append(replace(mention, name=chosen.id))
    return out


def _leads(name: Name, head: str, vocabulary: Vocabulary) -> bool:
    """True when ``head`` says of somebody at the top that he is there: a prime minister is a leader, or a despot."""
    if head not in GENERIC and vocabulary.nearness(head, "dictator") < DESPOT:
        return False
    return any(vocabulary.nearness("leader", other) >= LEADS for other in name.heads)


GENERIC = frozenset("leader head chief ruler strongman statesman man woman".split())
DESPOT = 0.9  # tyrant, despot and autocrat reach it; president and minister do not


LEADS = 0.7  # president, minister, dictator and leader stand at 0.74 to 0.9 of each other, person and leader at 0.6
