"""Noun phrases and deeds (verbs with their objects) of a sentence, by a light tagger and chunker of our own.

Owns parts of speech in a sentence and the shape of phrases; knows nothing of outlets, names or concepts. English is
tagged with a vocabulary; Portuguese and Spanish with their small words and endings alone. Other languages give no
phrases. Time is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from compare.domain import Span, primary
from compare.steps.fold import fold
from compare.steps.vocabulary import PERSON, Vocabulary

MAX_TOKENS = 400  # of a sentence; what follows is left unread, no writer's sentence is longer
MAX_PHRASE = 12  # tokens of a noun phrase; longer runs of nouns are lists or headlines, not names
LANGUAGES = frozenset({"en", "pt", "es"})
TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}"
    r"|(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sgt|Lt|Col|Sr|Sra|St|Prof)\."
    r"|[^\W_]+?(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
    r"|\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b"
    r"|[^\W_]+(?:[-‑][^\W_]+)*"
    r"|\S",
)

DETERMINER, POSSESSIVE, GENITIVE, PRONOUN, PREPOSITION, CONJUNCTION = "DSXPIC"
TO, MODAL, AUXILIARY, VERB, ING, PARTICIPLE, NOUN, NAME = "TMBVGENK"
ADJECTIVE, ADVERB, NUMBER, RELATIVE, MARK = "JR#W."
UNKNOWN = NOUN + VERB  # a word that neither vocabulary nor ending tells


class Introduced(StrEnum):
    """How a noun phrase is introduced: the, a, this, whose, or by nothing."""

    BARE = "bare"
    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    DEMONSTRATIVE = "demonstrative"
    POSSESSIVE = "possessive"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or mark with its place; ``form`` is folded, ``tag`` one letter (see the constants above)."""

    span: Span
    text: str
    form: str
    tag: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``[first, last]`` of the sentence's tokens, without its determiner.

    ``head`` is a lemma, folded. ``words`` are the folded lemmas of its content words, head last (first in Portuguese
    and Spanish). ``name`` is the index of the first token of a name at its end or -1: in "French President Emmanuel
    Macron" that of Emmanuel. ``owner`` is the index of the phrase before an 's, or -1; ``of`` that of the
    phrase after "of", or -1.
    ``verb`` is the lemma of the verb that governs it, ``role`` ``"subject"``, ``"object"``, a preposition, or empty.
    """

    span: Span
    first: int
    last: int
    head: str
    words: tuple[str, ...]
    introduced: Introduced
    is_name: bool
    is_plural: bool
    name: int = -1
    owner: int = -1
    of: int = -1
    verb: str = ""
    role: str = ""
    possessor: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with its object: the lemma, the index of the object among the phrases, and the characters of both."""

    verb: str
    span: Span
    phrase: int


@dataclass(frozen=True, slots=True)
class Parsed:
    """What is known of one sentence: tokens, noun phrases in order, deeds."""

    tokens: tuple[Token, ...]
    phrases: tuple[Phrase, ...]
    deeds: tuple[Deed, ...]


def parse(text: str, language: str, vocabulary: Vocabulary, names: frozenset[str] = frozenset()) -> Parsed:
    """Return tokens, noun phrases and deeds of one sentence. O(characters).

    ``names`` are folded words known to be names, so that one that begins a sentence is taken for what it is.
    """
    code = primary(language)
    if code not in LANGUAGES:
        return Parsed((), (), ())
    tokens = _tag_english(text, vocabulary, names) if code == "en" else _tag_romance(text, code)
    phrases = _chunk(text, tokens, vocabulary, head_first=code != "en")
    return Parsed(tokens, phrases, _deeds(tokens, phrases))


# ------------------------------------------------------------ tagging

ENGLISH = {
    DETERMINER: "the a an this that these those some any no every each all both either neither another such what which"
    " several many few much more most other enough half",
    POSSESSIVE: "my your his her its our their whose",
    PRONOUN: "i you he she it we they me him us them who whom himself herself itself themselves myself"
    " ourselves yourself"
    " someone somebody everyone everybody anyone anybody nobody something anything everything nothing one there",
    PREPOSITION: "of in on at about by for from with into onto over against between among amid under after"
    " before during"
    " since until till through throughout across toward towards upon within without behind beyond despite"
    " near around along"
    " via per than as because although though while if whether unless including like off out up down outside inside"
    " alongside besides except following regarding concerning according",
    CONJUNCTION: "and or but nor yet plus &",
    TO: "to",
    MODAL: "will would can could may might must shall should ought cannot wo ca",
    AUXILIARY: "is are was were be been being am has have had having do does did 're 've 'm 'd 'll get got",
    RELATIVE: "when where why how",
    ADVERB: "not n't also just only even still already never always often now then here again once twice ever"
    " too very so"
    " rather quite almost nearly soon later ago yesterday today tomorrow tonight perhaps however meanwhile instead"
    " together away back",
    NUMBER: "two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred"
    " hundreds thousand"
    " thousands million millions billion billions dozen dozens",
    NAME: "monday tuesday wednesday thursday friday saturday sunday",
    GENITIVE: "'s",
}
CLOSED = {form: tag for tag, forms in ENGLISH.items() for form in forms.split()}
COUNTS = frozenset(ENGLISH[NUMBER].split()) | {"dozen", "hundred", "thousand", "million"}
TITLES = frozenset("mr mrs ms dr sir lord lady gen sen rep gov sgt lt col prof sr sra miss mister".split())
# Words of titles whose likeliest sense is none of a person.
RANKS = frozenset("general major chief attorney private designate elect justice".split())
# Nouns of persons that stand before names without saying what the person is, or are first names themselves.
NO_TITLES = frozenset("fellow rex guy jack bill john victor mark dick don frank miles baron earl duke".split())
ADJECTIVE_ENDINGS = (
    "ous",
    "ful",
    "less",
    "able",
    "ible",
    "ive",
    "ical",
    "ish",
    "ic",
    "al",
    "ary",
    "ese",
    "ian",
    "like",
)


def _tokens(text: str) -> list[tuple[Span, str, str]]:
    found: list[tuple[Span, str, str]] = []
    for match in TOKEN.finditer(text):
        if len(found) == MAX_TOKENS:
            break
        word = match.group()
        found.append((Span(match.start(), match.end()), word, fold(word).replace("’", "'").replace("‑", "-")))
    return found


def _tag_english(text: str, vocabulary: Vocabulary, names: frozenset[str]) -> tuple[Token, ...]:
    raw = _tokens(text)
    letters = [word for _, word, _ in raw if word[0].isalpha() and len(word) > 3]
    shouted = len(letters) > 3 and sum(word[0].isupper() for word in letters) > 0.85 * len(
        letters
    )  # headlines in capitals
    options = []
    for k, (_, word, form) in enumerate(raw):
        starts = k == 0 or (raw[k - 1][1] in '.!?:“"‘—–―' and form not in names)
        is_name = form in names and word[0].isupper() and (k == 0 or shouted)
        options.append(NAME if is_name else _options(word, form, starts, shouted, vocabulary))
    tags: list[str] = []
    for k in range(len(raw)):
        tags.append(_choose(k, options, tags, raw, shouted=shouted))
    return tuple(Token(span, word, form, tag) for (span, word, form), tag in zip(raw, tags, strict=True))


def _options(word: str, form: str, starts: bool, shouted: bool, vocabulary: Vocabulary) -> str:
    """Return the tags a word may have, likeliest first."""
    if not word[0].isalnum() and form not in CLOSED:
        return MARK
    if word[0].isdigit():
        return ADJECTIVE if "-" in word and any(c.isalpha() for c in word) else NUMBER
    if form == "may" and word[0].isupper() and not starts:
        return NAME
    if form in CLOSED and not (word.isupper() and len(word) > 1 and form in ("us", "who", "am", "it")):
        return CLOSED[form]
    if form.rstrip(".") in TITLES and word[0].isupper():
        return NAME
    own = lexical(form, vocabulary)
    if word[0].isupper() and not starts and not (shouted and own):
        return NAME
    if word[0].isupper():
        if form in vocabulary.places or not own or "." in word or (word.isupper() and len(word) > 1):
            return NAME
        return own + NAME
    return own or UNKNOWN


def lexical(form: str, vocabulary: Vocabulary) -> str:
    """Return the tags of a word by itself, likeliest first, from the vocabulary or its ending; empty if unknown."""
    tags = vocabulary.tags.get(form, "")
    if "-" in form and not tags:
        last = lexical(form.rsplit("-", 1)[1], vocabulary)
        if last[:1] in (PARTICIPLE, ING, ADJECTIVE, "D") or form.endswith("ed"):
            return ADJECTIVE
        return ADJECTIVE + NOUN if last else ""
    tags = tags.replace("D", PARTICIPLE)
    noun, verb = vocabulary.noun_lemma(form), vocabulary.verb_lemma(form)
    if noun != form and noun in vocabulary.nouns and NOUN not in tags:
        tags += NOUN
    if verb != form and verb in vocabulary.verbs:
        extra = ING if form.endswith("ing") else VERB if form.endswith("s") else PARTICIPLE
        if extra not in tags:
            tags = tags + extra if tags else extra
    if tags:
        return "".join(dict.fromkeys(tags))
    if form.endswith("ly"):
        return ADVERB
    if form.endswith("ing") and len(form) > 5:
        return ING
    if form.endswith("ed") and len(form) > 4:
        return PARTICIPLE
    if form.endswith(ADJECTIVE_ENDINGS) and len(form) > 5:
        return ADJECTIVE
    return ""


COMPASS = frozenset("north south east west northern southern eastern western".split())
NOUNISH = frozenset(NOUN + NAME + ADJECTIVE + NUMBER + ING + PARTICIPLE)


MAKING = frozenset("making taking giving having putting bringing".split())  # nouns in dictionaries, seldom in texts
BE = frozenset("is are was were be been being am 're 'm".split())


def _follows_be(tags: Sequence[str], raw: Sequence[tuple[Span, str, str]], k: int) -> bool:
    """True behind a form of "be", adverbs aside."""
    k -= 1
    while k >= 0 and tags[k] == ADVERB:
        k -= 1
    return k >= 0 and tags[k] == AUXILIARY and raw[k][2] in BE


def _choose(k: int, options: list[str], tags: list[str], raw: list[tuple[Span, str, str]], *, shouted: bool) -> str:
    """Return the tag that fits the words beside it. ``shouted``: of a headline in capitals."""
    own = options[k]
    before = tags[-1] if tags else MARK
    after = options[k + 1] if k + 1 < len(options) else MARK
    form = raw[k][2]
    if own in (GENITIVE,):
        # "Kim's meeting" owns, "he's", "that's" and "Iran's been" do not.
        return AUXILIARY if before in (PRONOUN, RELATIVE, DETERMINER) else GENITIVE
    if form == "that" and (before in (VERB, PARTICIPLE, NOUN, NAME, ADJECTIVE) or not after[:1] or after[0] in "DSPK"):
        return PREPOSITION
    if form in ("who", "which", "what") and (before in (NOUN, NAME, MARK) or after[:1] in (PRONOUN, AUXILIARY, MODAL)):
        return RELATIVE
    if form == "her" and after[:1] not in NOUNISH:
        return PRONOUN
    if form == "'" and before in (NOUN, NAME) and raw[k - 1][2].endswith("s") and raw[k - 1][0].end == raw[k][0].start:
        return GENITIVE if after[:1] in NOUNISH else MARK
    takes = (DETERMINER, POSSESSIVE, NAME) if own[0] == ADJECTIVE else (DETERMINER, POSSESSIVE, NAME, TO)
    if form.endswith("ing") and after[:1] in takes and _follows_be(tags, raw, k):
        return ING  # "is actually damaging Rosmere", "is also planning to": no "damaging Rosmere", no planning
    if len(own) == 1:
        if own in (PARTICIPLE, ING):
            return _participle(own, k, tags, after, raw)
        return own
    if own.endswith(NAME) and raw[k][1][0].isupper():
        # The first word of a sentence: part of a name if a name goes on ("North Korea", "Central Bank").
        if after == NAME and (own[0] in (NOUN, ADJECTIVE) or form in COMPASS):
            return NAME
        own = own[:-1]
    if form in MAKING and before not in (DETERMINER, POSSESSIVE, GENITIVE) and after[:1] in (ADJECTIVE, NOUN):
        return ING
    if before == ADVERB and raw[k - 1][2] in ("not", "n't") and VERB in own and tags[-2:-1] in ([AUXILIARY], [MODAL]):
        return VERB  # did not reference it
    if shouted and before == NAME and form.endswith("s") and VERB in own and NOUN in own and after[:1] in NOUNISH:
        return VERB  # Harbour Board Attacks Justice Department
    if own[0] == NOUN and ING in own and before not in (DETERMINER, POSSESSIVE, GENITIVE, ADJECTIVE):
        return ING if after[:1] in (DETERMINER, POSSESSIVE, NOUN, ADJECTIVE, NAME) else NOUN
    if before == TO and VERB in own and not (NOUN in own and form.endswith("s")):
        return VERB if own[0] != ADJECTIVE else ADJECTIVE
    if before in (MODAL, PRONOUN, RELATIVE) and (VERB in own or PARTICIPLE in own):
        return VERB
    if before == ADVERB and VERB in own and own[0] == VERB:
        return VERB
    if before in (DETERMINER, POSSESSIVE, GENITIVE, ADJECTIVE, NUMBER, PREPOSITION):
        if ADJECTIVE in own and own[0] == ADJECTIVE and after[:1] in NOUNISH:
            return ADJECTIVE
        if own[0] in (PARTICIPLE, ING) and NOUN not in own:
            return _participle(own[0], k, tags, after, raw)
        if NOUN in own and own[0] != ADJECTIVE:
            return NOUN
        if NOUN in own and after[:1] not in NOUNISH:
            return NOUN
        return own[0]
    if before in (NOUN, NAME) and VERB in own and NOUN in own:
        # After a noun: a verb where an object or a small word follows, else the likelier.
        follows = raw[k + 1][2] if k + 1 < len(raw) else ""
        object_follows = after[:1] in (DETERMINER, POSSESSIVE, PRONOUN) and follows not in ("that", "this", "who")
        goes_on = after == TO and form.endswith("s")  # the plan plans to
        if own[0] == VERB or object_follows or goes_on:
            return VERB
        return NOUN
    if own[0] in (PARTICIPLE, ING):
        return _participle(own[0], k, tags, after, raw)
    if own[0] == ADJECTIVE and NOUN in own and after[:1] not in NOUNISH and before not in (AUXILIARY, ADVERB):
        return NOUN
    return own[0]


def _participle(own: str, k: int, tags: list[str], after: str, raw: list[tuple[Span, str, str]]) -> str:
    """Tell a participle that modifies the noun after it ("purported evidence") from a verb."""
    before = tags[-1] if tags else MARK
    modifies = after[:1] in (NOUN, ADJECTIVE) or (
        after[:1] == NAME and before in (DETERMINER, POSSESSIVE, ADVERB, PREPOSITION)
    )
    introduced = (DETERMINER, POSSESSIVE, GENITIVE, ADJECTIVE)
    if before in introduced or (before == NUMBER and not raw[k - 1][1].isdigit()):
        if modifies:
            return ADJECTIVE
        return NOUN if own == ING else PARTICIPLE
    if own != PARTICIPLE or not modifies:
        return own
    if before == ADVERB and raw[k - 1][2].endswith("ly"):
        earlier = tags[-2] if len(tags) > 1 else MARK
        return ADJECTIVE if earlier in (*introduced, PREPOSITION) else PARTICIPLE
    relative = k > 0 and raw[k - 1][2] == "that"
    return ADJECTIVE if not relative and (before in (PREPOSITION, VERB) or k == 0) else PARTICIPLE


ROMANCE = {
    "pt": {
        DETERMINER: "o a os as um uma uns umas este esta estes estas esse essa esses essas aquele aquela"
        " aqueles aquelas"
        " todo toda todos todas cada algum alguma alguns algumas nenhum nenhuma outro outra outros outras muitos muitas"
        " ao aos do da dos das no na nos nas pelo pela pelos pelas num numa dum duma neste nesta deste desta"
        " nesse dessa",
        POSSESSIVE: "seu sua seus suas meu minha meus minhas nosso nossa nossos nossas cujo cuja",
        PRONOUN: "ele ela eles elas eu nos voce voces se lhe lhes isso isto aquilo quem",
        PREPOSITION: "de em por para com sem sob sobre entre contra desde ate apos durante segundo como porque que se"
        " embora enquanto quando onde perante",
        CONJUNCTION: "e ou mas nem porem",
        AUXILIARY: "e sao foi foram era eram ser sido sendo esta estao estava estavam tem tem tinha ha havia"
        " sera serao seria",
        NUMBER: "dois duas tres quatro cinco seis sete oito nove dez cem mil milhoes bilhoes",
        ADVERB: "nao tambem ja ainda so mais menos muito nunca sempre hoje ontem agora ali aqui bem mal",
    },
    "es": {
        DETERMINER: "el la los las un una unos unas este esta estos estas ese esa esos esas aquel aquella"
        " aquellos aquellas"
        " todo toda todos todas cada algun alguna algunos algunas ningun otro otra otros otras muchos muchas al del lo",
        POSSESSIVE: "su sus mi mis nuestro nuestra nuestros nuestras cuyo cuya",
        PRONOUN: "el ella ellos ellas yo nosotros se le les eso esto aquello quien",
        PREPOSITION: "de en por para con sin bajo sobre entre contra desde hasta tras durante segun como porque que si"
        " aunque mientras cuando donde ante a",
        CONJUNCTION: "y e o u pero ni",
        AUXILIARY: "es son fue fueron era eran ser sido siendo esta estan estaba estaban ha han habia hay"
        " sera seran seria",
        NUMBER: "dos tres cuatro cinco seis siete ocho nueve diez cien mil millones",
        ADVERB: "no tambien ya aun solo mas menos muy nunca siempre hoy ayer ahora alli aqui bien mal",
    },
}  # fmt: skip
ROMANCE_CLOSED = {
    code: {form: tag for tag, forms in reversed(table.items()) for form in forms.split()}
    for code, table in ROMANCE.items()
}
OF = {"en": ("of",), "pt": ("de", "do", "da", "dos", "das"), "es": ("de", "del")}
# Endings that tell verbs and adjectives of Portuguese and Spanish from nouns; what none of them fits is a noun.
ROMANCE_VERB = re.compile(
    r"\w{2,}(?:aram|eram|iram|aron|ieron|avam|aban|iam|ian|ando|endo|indo|iendo|ou|eu|iu|ara|era|aria|eria|arem|"
    r"ar|er|ir|am|em|an|en|ó|io)$"
)
ROMANCE_ADJECTIVE = re.compile(
    r"\w{2,}(?:oso|osa|osos|osas|ico|ica|icos|icas|ivo|iva|ivos|ivas|al|ais|ales|avel|iveis|able|ables|ante|antes|ense|enses"
    r"|ado|ada|ados|adas|ido|ida|idos|idas|ano|ana|anos|anas|ario|aria|ista|istas|ar|ares|eiro|eira|es|esa|eses|esas)$"
)


def _tag_romance(text: str, code: str) -> tuple[Token, ...]:
    closed = ROMANCE_CLOSED[code]
    found: list[Token] = []
    for span, word, form in _tokens(text):
        before = found[-1].tag if found else MARK
        if not word[0].isalnum():
            tag = MARK
        elif word[0].isdigit():
            tag = NUMBER
        elif form in closed and (len(word) == len(form)):
            tag = closed[form]
            if form in ("e", "esta") and word != form:  # é, está
                tag = AUXILIARY
        elif word[0].isupper() and (found and found[-1].text not in ".!?"):
            tag = NAME
        elif form.endswith("mente"):
            tag = ADVERB
        elif before == NOUN and ROMANCE_ADJECTIVE.match(form):
            tag = ADJECTIVE
        elif before not in (DETERMINER, POSSESSIVE, PREPOSITION, NUMBER) and ROMANCE_VERB.match(word.lower()):
            tag = VERB
        else:
            tag = NOUN
        found.append(Token(span, word, form, tag))
    return tuple(found)


# ------------------------------------------------------------ chunking

QUOTES = frozenset("\"“”'‘’«»")
INSIDE = frozenset(NOUN + NAME + ADJECTIVE + NUMBER)
PRE = frozenset(DETERMINER + POSSESSIVE)


def _chunk(text: str, tokens: Sequence[Token], vocabulary: Vocabulary, *, head_first: bool) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    k = 0
    while k < len(tokens):
        if tokens[k].tag not in INSIDE and not (tokens[k].tag == ADVERB and _goes_on(tokens, k)):
            k += 1
            continue
        end = _end(tokens, k, vocabulary)
        last = end
        ends = (NOUN, NAME, ADJECTIVE) if head_first else (NOUN, NAME)
        while last > k and tokens[last].tag not in ends:
            last -= 1
        while not head_first and k < last and _stands_alone(tokens, k, last, vocabulary):
            k += 1
        if any(token.tag in (NOUN, NAME) for token in tokens[k : last + 1]) and last - k < MAX_PHRASE:
            found.append(_phrase(tokens, k, last, found, vocabulary, head_first))
        k = end + 1
    return tuple(_governed(found, tokens, vocabulary))


def _stands_alone(tokens: Sequence[Token], k: int, last: int, vocabulary: Vocabulary) -> bool:
    """True for an adjective before a name that it does not describe: it called baseless Pakistan's claim.

    With a determiner it does ("a defiant Mr. Singh"), and so does one made from a verb ("divided Cyprus").
    """
    own, before = tokens[k], tokens[k - 1].tag if k else MARK
    if own.tag != ADJECTIVE or tokens[last].tag != NAME or any(t.tag == NOUN for t in tokens[k : last + 1]):
        return False
    described = before in PRE or before == GENITIVE or "-" in own.form or own.form in COMPASS
    return not described and own.text.islower() and PARTICIPLE not in lexical(own.form, vocabulary)


def _goes_on(tokens: Sequence[Token], k: int) -> bool:
    """True for an adverb before an adjective that is inside a phrase: "illegally occupied Kashmir"."""
    return tokens[k].form.endswith("ly") and k + 1 < len(tokens) and tokens[k + 1].tag == ADJECTIVE


def _end(tokens: Sequence[Token], k: int, vocabulary: Vocabulary) -> int:
    """Return the last token of the phrase that begins at ``k``."""
    end = k
    while end + 1 < len(tokens):
        after = tokens[end + 1]
        inside = after.tag in INSIDE and not (after.tag == NAME and _parts(tokens[end], after, vocabulary))
        quoted = after.text in QUOTES and _quoted(tokens, end)
        joins = after.form in ("and", "or", "&", "e", "y") and _joins(tokens, end, vocabulary)
        if inside or quoted or (after.tag == ADVERB and _goes_on(tokens, end + 1)):
            end += 1
        elif joins or (after.form == "of" and _name_of(tokens, end)):
            end += 2
        else:
            break
    while end > k and tokens[end].tag == MARK:
        end -= 1
    return end


def _parts(before: Token, name: Token, vocabulary: Vocabulary) -> bool:
    """True where a name begins a phrase of its own: "the process Sunday", "missiles Iran has"; not "dictator Kim"."""
    if name.form in DAYS:
        return True
    return before.tag == NOUN and bool(vocabulary.nouns) and not is_title(before.form, vocabulary)


def _quoted(tokens: Sequence[Token], end: int) -> bool:
    """True where a phrase goes on behind a quotation mark that closes: the “terrible” deal; not a terrible “act."""
    closes = end + 2 < len(tokens) and tokens[end].span.end == tokens[end + 1].span.start
    return closes and tokens[end].tag == ADJECTIVE and tokens[end + 2].tag in INSIDE


def _joins(tokens: Sequence[Token], end: int, vocabulary: Vocabulary) -> bool:
    """True where "and" joins two modifiers of one noun: nuclear and missile tests, Customs and Border Protection."""
    if end + 3 >= len(tokens):
        return False
    own, right, after = tokens[end], tokens[end + 2], tokens[end + 3]
    if own.tag == NAME:
        common = all(
            vocabulary.tags.get(token.form, "")[:1] == NOUN
            and not is_title(token.form, vocabulary)
            and token.form not in vocabulary.places
            for token in (right, after)
        )
        return right.tag == NAME and after.tag == NAME and common and tokens[end + 1].form == "and"
    return own.tag == ADJECTIVE and right.tag in (NOUN, ADJECTIVE) and after.tag == NOUN


def _name_of(tokens: Sequence[Token], end: int) -> bool:
    """True where "of" is inside a name: Secretary of State, Bank of England."""
    before, after = tokens[end], tokens[end + 2] if end + 2 < len(tokens) else None
    if after is None or not after.text[0].isupper() or after.tag not in (NAME, NOUN):
        return False
    if before.text[0].islower():
        return before.form in MINISTERS and after.form.split("-")[0] in PORTFOLIOS
    return before.form in OFFICES


# Names of days and months end a phrase: "the asylum process Sunday".
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september"
    " october november december".split()
)
MINISTERS = frozenset("secretary minister director chief".split())
PORTFOLIOS = frozenset(
    "state defense defence homeland foreign health education energy finance interior justice".split()
)
# Nouns that make one name with what follows "of"; a person's name does not ("Emmanuel Macron of France").
OFFICES = frozenset(
    "secretary bank university department ministry ministers house court council church speaker chief director"
    " chamber bureau office board institute league republic kingdom state states union federation party army"
    " committee commission secretaries minister governor attorney joint center centre school museum".split()
)


# Of these no word before them is the title: the Justice Department, the General Assembly.
BODIES = frozenset(
    "department ministry office court committee commission council bureau agency board assembly headquarters".split()
)


def _phrase(
    tokens: Sequence[Token],
    first: int,
    last: int,
    found: Sequence[Phrase],
    vocabulary: Vocabulary,
    head_first: bool,
) -> Phrase:
    inside = range(first, last + 1)
    place = next((k for k in inside if tokens[k].tag in (NOUN, NAME)), last) if head_first else last
    name = _name_start(tokens, first, last, vocabulary)
    words = tuple(
        _lemma(tokens[k], vocabulary) for k in inside if tokens[k].tag in INSIDE or tokens[k].form.endswith("ly")
    )
    owner, possessor = -1, ""
    before = tokens[first - 1] if first else None
    introduced = _introduced(before, head_first)
    if before is not None and before.tag == GENITIVE and found and found[-1].last == first - 2:
        owner = len(found) - 1
        possessor = " ".join(token.form for token in tokens[found[-1].first : found[-1].last + 1])
    head = tokens[place]
    start = tokens[first].span.start
    if before is not None and before.text in QUOTES and any(tokens[k].text in QUOTES for k in inside):
        start = before.span.start  # “terrible” deal: with the mark that opens
    return Phrase(
        span=Span(start, tokens[last].span.end),
        first=first,
        last=last,
        head=_lemma(head, vocabulary),
        words=words,
        introduced=introduced,
        is_name=head.tag == NAME,
        is_plural=head.tag == NOUN and _lemma(head, vocabulary) != head.form,
        name=name,
        owner=owner,
        possessor=possessor,
    )


DEFINITE = frozenset(
    "the o a os as ao aos do da dos das no na nos nas pelo pela pelos pelas el la los las al del".split()
)
DEMONSTRATIVE = frozenset(
    "this that these those such este esta estes estas esse essa esses essas ese esa esos esas".split()
)


def _introduced(before: Token | None, head_first: bool) -> Introduced:
    if before is None or before.tag not in PRE | {GENITIVE}:
        return Introduced.BARE
    if before.tag in (POSSESSIVE, GENITIVE):
        return Introduced.POSSESSIVE
    if before.form in DEMONSTRATIVE:
        return Introduced.DEMONSTRATIVE
    if head_first:
        return Introduced.DEFINITE if before.form in DEFINITE else Introduced.INDEFINITE
    return Introduced.DEFINITE if before.form == "the" else Introduced.INDEFINITE


def _lemma(token: Token, vocabulary: Vocabulary) -> str:
    if token.tag == NOUN and vocabulary.nouns:
        return vocabulary.noun_lemma(token.form)
    if token.tag == NOUN and len(token.form) > 3:
        for ending, instead in ROMANCE_PLURALS:
            if token.form.endswith(ending) and len(token.form) > len(ending) + 2:
                return token.form[: -len(ending)] + instead
        return token.form
    if token.tag == NAME:
        return token.form.rstrip(".")
    return token.form


ROMANCE_PLURALS = (
    ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ns", "m"), ("ces", "z"), ("res", "r"), ("les", "l"),
    ("nes", "n"), ("des", "d"), ("s", ""),
)  # fmt: skip


def _name_start(tokens: Sequence[Token], first: int, last: int, vocabulary: Vocabulary) -> int:
    """Return where the name at the end of a phrase begins, behind title and description; -1 if it ends in no name."""
    if tokens[last].tag != NAME or is_title(tokens[last].form, vocabulary):
        return -1
    start = last
    for k in range(last - 2, first - 1, -1):  # Indian Illegally Occupied | Jammu: an adverb is no part of a name
        if tokens[k].tag == NAME and tokens[k].form.endswith("ly") and lexical(tokens[k].form, vocabulary) == ADVERB:
            first = k + 2
            break
    given = vocabulary.tags.get(tokens[last].form, "")[:1] == NOUN
    while not given and first < last and (tokens[first].form in vocabulary.places or tokens[first].form in COMPASS):
        if tokens[first].form in COMPASS and tokens[first + 1].form not in vocabulary.places:
            break
        first += 1  # Pakistani | Khawaja Asif; the Korean War keeps its adjective
    while (
        start > first
        and tokens[start - 1].tag == NAME
        and (tokens[start].form in BODIES or not is_title(tokens[start - 1].form, vocabulary))
    ):
        if start - 2 > first and tokens[start - 2].form == "of" and is_title(tokens[start - 3].form, vocabulary):
            break  # Secretary of State | Mike Pompeo
        start -= 1
    if start > first and tokens[start - 1].form == "of":
        return -1 if is_title(tokens[start - 2].form, vocabulary) else first
    return start


def is_title(form: str, vocabulary: Vocabulary) -> bool:
    """True for a word that goes before a person's name: Mr., President, leader."""
    plain = form.rstrip(".").rsplit("-", 1)[-1]
    return plain not in NO_TITLES and (
        plain in TITLES
        or plain in RANKS
        or (vocabulary.tags.get(plain, "")[:1] == NOUN and vocabulary.kind(plain) == PERSON)
    )


def _governed(found: Sequence[Phrase], tokens: Sequence[Token], vocabulary: Vocabulary) -> list[Phrase]:
    """Add to each phrase the verb that governs it and the phrase after "of"."""
    from dataclasses import replace

    at = {phrase.first: k for k, phrase in enumerate(found)}
    ends = {phrase.last: k for k, phrase in enumerate(found)}
    out = []
    for phrase in found:
        verb, role = _governor(phrase, tokens, ends, found, vocabulary)
        of = -1
        follow = phrase.last + 1
        if follow < len(tokens) and tokens[follow].form in ("of", "de", "do", "da", "dos", "das", "del"):
            nxt = follow + 1
            while nxt < len(tokens) and tokens[nxt].tag in PRE:
                nxt += 1
            of = at.get(nxt, -1)
        out.append(replace(phrase, verb=verb, role=role, of=of))
    return out


def _governor(
    phrase: Phrase, tokens: Sequence[Token], ends: dict[int, int], found: Sequence[Phrase], vocabulary: Vocabulary
) -> tuple[str, str]:
    k = phrase.first - 1
    while k >= 0 and tokens[k].tag in PRE | {ADVERB, NUMBER}:
        k -= 1
    if k >= 0 and tokens[k].tag == GENITIVE and k - 1 in ends:  # "tested Kim's patience": go before the owner
        k = found[ends[k - 1]].first - 1
        while k >= 0 and tokens[k].tag in PRE:
            k -= 1
    if k >= 0 and tokens[k].tag in (VERB, ING, PARTICIPLE):
        return vocabulary.verb_lemma(tokens[k].form), "object"
    if k >= 0 and tokens[k].tag in (PREPOSITION, TO):
        for back in range(k - 1, max(-1, k - 6), -1):
            if tokens[back].tag in (VERB, ING, PARTICIPLE):
                return vocabulary.verb_lemma(tokens[back].form), tokens[k].form
            if tokens[back].tag in (NOUN, NAME):
                return _lemma(tokens[back], vocabulary), tokens[k].form
        return "", tokens[k].form
    k = phrase.last + 1
    while k < len(tokens) and tokens[k].tag in (ADVERB, AUXILIARY, MODAL):
        k += 1
    if k < len(tokens) and tokens[k].tag in (VERB, PARTICIPLE, ING):
        return vocabulary.verb_lemma(tokens[k].form), "subject"
    return "", ""


OBJECT_PREPOSITIONS = frozenset("for to from on in with against at into over of out off up down through".split())
LIGHT = frozenset("say tell be have do get make go come take give see know think want".split())


def _deeds(tokens: Sequence[Token], phrases: Sequence[Phrase]) -> tuple[Deed, ...]:
    owners = {phrase.owner for phrase in phrases}
    found = []
    for number, phrase in enumerate(phrases):
        if phrase.role in ("", "subject") or not phrase.verb or phrase.verb in LIGHT or number in owners:
            continue
        k = (phrases[phrase.owner] if phrase.owner >= 0 else phrase).first - 1
        while k >= 0 and tokens[k].tag in PRE | {ADVERB, NUMBER}:
            k -= 1
        if k >= 1 and tokens[k].form in OBJECT_PREPOSITIONS:
            k -= 1  # apply for asylum, pull out of the deal
            k -= k >= 1 and tokens[k].form in OBJECT_PREPOSITIONS
        if k >= 0 and tokens[k].tag in (VERB, ING, PARTICIPLE) and not _is_subject(tokens, phrase.last):
            found.append(Deed(phrase.verb, Span(tokens[k].span.start, phrase.span.end), number))
    return tuple(found)


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    """True where a finite verb follows in the clause: "claims its position on the dam remains unchanged"."""
    for token in tokens[last + 1 :]:
        if token.tag in (MARK, CONJUNCTION, RELATIVE, TO, MODAL, PRONOUN) or token.form in SUBORDINATING:
            return False
        if token.tag == AUXILIARY:
            return token.form in FINITE
        if token.tag == VERB:
            return token.form.endswith("s")
    return False


SUBORDINATING = frozenset("that as because although though while if whether unless since until after before".split())
FINITE = frozenset("is are was were has have had does do did".split())
