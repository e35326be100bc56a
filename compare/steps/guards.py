"""Checks on one translated segment: what translation engines get wrong in ways that can be seen from outside.

A flag is a doubt, not a verdict: it lowers trust in differences that rest on the segment. Rules prefer to miss a fault
over flagging a good translation. Everything is linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import exp, inf, log

from rapidfuzz.distance import Indel

from compare.domain import Flag, FlagKind, primary
from compare.steps.fold import UNSPACED, WORD, fold, skeleton
from compare.steps.function_words import FUNCTION_WORDS, is_function_word
from compare.steps.marks import MIN_SKELETON, skeletons_of
from compare.steps.number_words import number_words
from compare.steps.polarity import find_negations
from compare.steps.quantities import find_quantities
from compare.steps.quantity import Quantity, Unit

# Longest block whose repetition is looked for, in words (or characters of a script without spaces).
MAX_BLOCK = 12
# Blocks in a row that make a loop: people write a word three times ("no, no, no"), a phrase twice.
WORD_REPEATS, BLOCK_REPEATS = 4, 3
LETTER_LOOP = re.compile(r"(\w{1,3}?)\1{7}")  # "hahahahahahahaha" is longer than anyone writes it in news
# Share of plain (lower-case) words left as they were, and how many must be there to speak of a copy: related languages
# share about one plain word in four.
COPIED_SHARE, MIN_PLAIN = 0.7, 4
# Share of letters in another script: names in brackets stay below it.
FOREIGN_SHARE, MIN_FOREIGN = 0.25, 2
# Median length in characters of a language's text for one character of its English translation, from about 200
# professionally translated news sentences each (NTREX-128); languages that are not listed count as 1.
LENGTH = {
    "ar": 0.95, "de": 1.23, "es": 1.17, "fr": 1.23, "hi": 1.05, "it": 1.2, "ja": 0.5, "ko": 0.6, "pt": 1.14, "ru": 1.13,
    "th": 1.0, "tr": 1.07, "ur": 1.02, "zh": 0.37,
}  # fmt: skip
# A translation may be this many times longer or shorter than expected, more for short ones (plus so many characters
# over the length): 99 % of the same sentences stay inside from 100 characters on.
LENGTH_FACTOR, LENGTH_SLACK = 1.6, 30.0
CAPITAL_SHARE, MIN_CAPITALS = 0.8, 12  # letters; acronyms alone stay below
FRAGMENT_LETTERS = 3  # "a", "No": too little for an engine to go by
DIGITS = re.compile(r"\d+")
# Whole runs only: never the end of a longer number.
SPACED_DIGITS = re.compile(r"(?<![\d.,])(?<!\d[ \u00a0\u202f])\d+(?:[ \u00a0\u202f]\d+)+(?![.,]?\d)")
ROMAN = re.compile(r"\b[IVXLC]{2,}\b")
MAX_FREE = 2.0  # "two" is also both, a pair, twice; from three on words for numbers are translated as such
MAX_SPELLED = 20.0  # a language whose number words are not known here may have spelled it up to this
DATE_KEY = 1e9  # keeps 26 June (626) apart from a count of 626
# Units whose digits are copied: 5 million and 5 billion share theirs, so amounts are not among them.
BY_DIGITS = frozenset({Unit.LABEL, Unit.SCORE, Unit.DATE, Unit.TIME, Unit.YEAR, Unit.AGE, Unit.ORDINAL})
MIN_NAME = 4  # letters; shorter ones are too often a word of the language
LIKE_NAME = 0.6  # of the sound skeletons: transliterations differ by a letter or two
OPENER = re.compile(r"[.!?:…\"“”„«»‘’'(\[—–\-]")  # a capital after one of these may be no name
MAX_NAMES = 60  # more are a list, not a sentence, and would cost the square of their number
SPARE_NAMES = 2  # names that must be gone beyond what new names excuse, where nothing of them is left
NEW_NAME = 0.8  # stricter: what may be an exonym must hardly sound like anything in the original

SCRIPT_OF_LANGUAGE = {
    "CYRILLIC": "be bg kk ky mk mn ru sr tg uk",
    "ARABIC": "ar ckb fa ps sd ug ur",
    "HEBREW": "he yi",
    "GREEK": "el",
    "DEVANAGARI": "hi mr ne sa",
    "BENGALI": "as bn",
    "GURMUKHI": "pa",
    "GUJARATI": "gu",
    "TAMIL": "ta",
    "TELUGU": "te",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "SINHALA": "si",
    "THAI": "th",
    "LAO": "lo",
    "KHMER": "km",
    "MYANMAR": "my",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am ti",
    "CJK": "zh yue",
    "CJK HIRAGANA KATAKANA": "ja",
    "HANGUL": "ko",
    "LATIN": """af az bs ca cs cy da de en es et eu fi fr ga gl hr hu id is it lt lv ms mt nb nl nn no pl pt ro sk sl so
        sq sv sw tl tr uz vi""",
}
SCRIPTS = {code: tuple(script.split()) for script, codes in SCRIPT_OF_LANGUAGE.items() for code in codes.split()}


def check_translation(source: str, translation: str, source_language: str, target_language: str) -> tuple[Flag, ...]:
    """Return the doubts about ``translation``, at most one of each kind; none for a segment without letters or digits.

    Languages are BCP 47 tags. A check that knows too little about a language is left out. O(n) time.
    """
    if not any(c.isalnum() for c in source):
        return ()
    if not any(c.isalnum() for c in translation):
        return (Flag(FlagKind.EMPTY, "The translation is empty."),)
    languages = primary(source_language), primary(target_language)
    return tuple(flag for check in CHECKS for flag in check(source, translation, *languages))


def _check_loop(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    made, given = _units(translation), _units(source)
    block = _loop(made)
    if block and not _loop(given):
        yield Flag(FlagKind.LOOP, f"The translation repeats itself: “{_shorten(block)}”.")
    elif (match := LETTER_LOOP.search(translation)) and not LETTER_LOOP.search(source):
        yield Flag(FlagKind.LOOP, f"The translation repeats itself: “{match.group(1)}”.")


def _units(text: str) -> list[str]:
    """Return folded words, and single characters of scripts without spaces."""
    found: list[str] = []
    for word in WORD.findall(fold(text)):
        found += list(word) if UNSPACED.search(word) else [word]
    return found


def _loop(units: Sequence[str]) -> str:
    """Return the first shortest block that stands several times in a row, or an empty text."""
    for size in range(1, MAX_BLOCK + 1):
        needed = size * ((WORD_REPEATS if size == 1 else BLOCK_REPEATS) - 1)
        run = 0
        for k in range(size, len(units)):
            run = run + 1 if units[k] == units[k - size] else 0
            if run >= needed:
                return " ".join(units[k - size + 1 : k + 1])
    return ""


def _check_copy(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    copied, total = _copied(source, translation)
    if source_language == target_language or total < MIN_PLAIN or copied < COPIED_SHARE * total:
        return
    own = FUNCTION_WORDS.get(source_language, frozenset()) - FUNCTION_WORDS.get(target_language, frozenset())
    if own and own.isdisjoint(_plain_words(source)):
        return  # the source was in another language than its article: a quotation, a title
    yield Flag(FlagKind.COPY, f"{copied} of {total} plain words were left untranslated.")


def _copied(source: str, translation: str) -> tuple[int, int]:
    """Return how many plain words of the source are in the translation as they were, and how many there are."""
    plain, there = Counter(_plain_words(source)), Counter(_plain_words(translation))
    return (plain & there).total(), plain.total()


def _plain_words(text: str) -> list[str]:
    """Return folded words that begin with no capital and have no digit: those that a translation changes."""
    return [
        fold(word)
        for word in WORD.findall(text)
        if len(word) > 1 and not word[0].isupper() and not any(c.isdigit() for c in word)
    ]


def _check_script(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    expected = SCRIPTS.get(target_language)
    if expected is None:
        return
    counts = Counter(_script(c) for c in translation if c.isalpha())
    total = sum(counts.values())
    foreign = sum(n for script, n in counts.items() if script and script not in expected and script != "LATIN")
    if "LATIN" not in expected:  # names and acronyms stay in Latin letters; whole sentences do not
        foreign += max(
            0, counts["LATIN"] - sum(c.isalpha() for w in WORD.findall(translation) if w[0].isupper() for c in w)
        )
    if foreign >= MIN_FOREIGN and foreign >= FOREIGN_SHARE * total:
        yield Flag(FlagKind.SCRIPT, f"{foreign} of {total} letters are not in the script of the language.")


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    """Return the script of a letter as Unicode names it, ``""`` for letters shared by all."""
    name = unicodedata.name(character, "")
    return name.split(" ", 1)[0] if name else ""


def _check_length(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    expected = len(source) * LENGTH.get(target_language, 1.0) / LENGTH.get(source_language, 1.0)
    english = len(source) / LENGTH.get(source_language, 1.0)
    ratio = len(translation) / expected
    if exp(abs(log(ratio))) > LENGTH_FACTOR + LENGTH_SLACK / max(1.0, english):
        word = "longer" if ratio > 1 else "shorter"
        times = max(ratio, 1 / ratio)
        yield Flag(FlagKind.LENGTH, f"The translation is {times:.1f} times {word} than usual for these languages.")


def _check_negation(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    given, made = find_negations(source, source_language), find_negations(translation, target_language)
    copied, total = _copied(source, translation)
    if given is None or made is None or (total >= MIN_PLAIN and copied >= COPIED_SHARE * total):
        return
    if given.plain and not made.plain and not made.hidden:
        yield Flag(FlagKind.NEGATION, f"The original denies (“{_shown(given.plain)}”); the translation does not.")
    elif made.plain and not given.plain and not given.hidden:
        yield Flag(FlagKind.NEGATION, f"The translation denies (“{_shown(made.plain)}”); the original does not.")


def _shown(negations: Sequence[str]) -> str:
    """Return the first that is more than a clitic (n')."""
    return next((word for word in negations if len(word) > 1), negations[0])


def _check_number(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    source, translation = _without_copied_digits(source, translation)
    given, made = find_quantities(source, source_language), find_quantities(translation, target_language)
    target_words, source_words = number_words(target_language).has_words, number_words(source_language).has_words
    made_values = {value for q in made for value in (*_values(q), *_hours(q))}
    made_digits = set(DIGITS.findall(translation))
    lost = [
        q
        for q in given
        if _is_sure(q, source)
        and not _is_kept(q, source, made_values, made_digits)
        and (target_words or max(_values(q)) > MAX_SPELLED)
    ]
    given_values = {value for q in given for value in (*_values(q), *_hours(q))}
    given_digits = set(DIGITS.findall(source))
    came = [
        q
        for q in made
        if any(c.isdigit() for c in q.span.of(translation))
        and max(_values(q), default=0.0) > MAX_FREE
        and _is_sure(q, translation)
        and not _is_kept(q, translation, given_values, given_digits)
    ]
    if lost and came:
        yield Flag(FlagKind.NUMBER, f"“{lost[0].span.of(source)}” became “{came[0].span.of(translation)}”.")
    elif lost:
        yield Flag(FlagKind.NUMBER, f"“{lost[0].span.of(source)}” is missing from the translation.")
    elif came and source_words and not ROMAN.search(source):
        yield Flag(FlagKind.NUMBER, f"“{came[0].span.of(translation)}” is not in the original.")


def _without_copied_digits(source: str, translation: str) -> tuple[str, str]:
    """Return both without runs of digits and spaces that were copied as they stand, whatever the separators mean."""
    copied = set(SPACED_DIGITS.findall(source)) & set(SPACED_DIGITS.findall(translation))
    if not copied:
        return source, translation
    source, translation = (
        SPACED_DIGITS.sub(lambda match: " " if match.group() in copied else match.group(), text)
        for text in (source, translation)
    )
    return source, translation


def _is_sure(quantity: Quantity, text: str) -> bool:
    """True for a number that a translation must keep: nothing rough, no one or two in words (both, a pair)."""
    if quantity.is_vague or quantity.unit is Unit.WEEKDAY:
        return False
    if quantity.unit is Unit.DATE and not quantity.detail and quantity.low != quantity.high:
        return False  # 4月 becomes "April", which alone is no number
    in_digits = any(c.isdigit() for c in quantity.span.of(text))
    if quantity.unit is Unit.ORDINAL:
        return in_digits and quantity.low > MAX_FREE
    return in_digits or (max(_values(quantity), default=0.0) > MAX_FREE and not quantity.is_approximate)


def _is_kept(quantity: Quantity, text: str, values: set[float], digits: set[str]) -> bool:
    """True when all values are among ``values``; the digits alone are enough where no scale can have changed them."""
    own = _values(quantity)
    if own <= values or _hours(quantity) & values:
        return True
    as_written = DIGITS.findall(quantity.span.of(text))
    return quantity.unit in BY_DIGITS and all(part in digits for part in as_written)


def _values(quantity: Quantity) -> set[float]:
    """Return what the number says, each value by itself; ends that "more than" leaves open are left out."""
    if quantity.unit is Unit.DATE and quantity.detail != "day":
        year = {float(quantity.detail)} if quantity.detail else set()
        exact = {DATE_KEY + quantity.low} if quantity.low == quantity.high else set()
        return year | exact | {DATE_KEY + quantity.low // 100 * 100}
    return {float(f"{end:.9g}") for end in (quantity.low, quantity.high) if end not in (0.0, inf)}


def _hours(quantity: Quantity) -> set[float]:
    """Return the full hour that a time of day says, as clocks of 24 and of 12 hours have it: "6 da manhã" is 6 a.m."""
    if quantity.unit is not Unit.TIME or quantity.low % 60 or quantity.low != quantity.high:
        return set()
    return {quantity.low // 60, quantity.low // 60 % 12 or 12.0}


def _check_name(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    """Look for names that are gone. Names have other forms in other languages, so what looks like one excuses one."""
    runs = list(_name_runs(source))
    if sum(map(len, runs)) > MAX_NAMES:
        return
    there, own = skeletons_of(translation), skeletons_of(source)
    made = [fold(word) for word in _capitals(translation, target_language)]
    # A capital in the translation that nothing in the original sounds like may be the name in another form (Londres,
    # London), also where it opens the sentence.
    starts = {fold(word)[:2] for run in runs for word in run}
    new = {
        w for w in made if not _is_like_any(skeleton(w), own, NEW_NAME) and not (len(w) < MIN_NAME and w[:2] in starts)
    }
    kept = set(made) - new
    missing: list[str] = []
    for run in runs:
        gone = [word for word in run if _is_gone(word, there)]
        missing += gone
        # Half a name is surer: "Christine Blasey Ford" that became "Ford", with nothing new beside it.
        own_forms = {fold(word) for word in run}
        beside = {form for k, word in enumerate(made) if word in own_forms for form in made[max(0, k - 1) : k + 2]}
        if gone and own_forms & kept and not beside & new:
            yield Flag(FlagKind.NAME, f"The name “{gone[0]}” is missing from the translation.")
            return
    if len(set(missing)) >= len(new) + SPARE_NAMES:
        yield Flag(FlagKind.NAME, f"The names “{missing[0]}” and “{missing[1]}” are missing from the translation.")


def _name_runs(text: str) -> Iterator[list[str]]:
    """Yield capitalised words that stand side by side; words that may have their capital for opening are left out."""
    run: list[str] = []
    last = -1
    for match in WORD.finditer(text):
        before = text[max(0, last) : match.start()]
        opens = last < 0 or before != " "
        is_name = match.group()[0].isupper() and match.group()[1:].islower()
        if run and (opens or not is_name):
            yield run
            run = []
        if is_name and not (opens and OPENER.search(before or ".")):
            run.append(match.group())
        last = match.end()
    if run:
        yield run


def _is_gone(name: str, there: frozenset[str]) -> bool:
    own = skeleton(name)
    return len(name) >= MIN_NAME and len(own) >= MIN_SKELETON and not _is_like_any(own, there)


def _capitals(text: str, language: str) -> list[str]:
    return [word for word in WORD.findall(text) if word[0].isupper() and not is_function_word(fold(word), language)]


def _is_like_any(own: str, others: frozenset[str], least: float = LIKE_NAME) -> bool:
    return own in others or any(Indel.normalized_similarity(own, other) >= least for other in others)


def _check_capitals(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    cased = [c for c in source if c.isupper() or c.islower()]
    capitals = sum(c.isupper() for c in cased)
    if capitals >= MIN_CAPITALS and capitals >= CAPITAL_SHARE * len(cased):
        yield Flag(FlagKind.CAPITALS, "The original is written in capitals, which engines translate badly.")


def _check_fragment(source: str, translation: str, source_language: str, target_language: str) -> Iterator[Flag]:
    words = WORD.findall(source)
    if any(c.isdigit() for c in source) or fold(source.strip()) == fold(translation.strip()):
        return
    size = sum(len(word) for word in words)
    if len(words) == 1 and (size <= FRAGMENT_LETTERS or not UNSPACED.search(words[0])):
        yield Flag(FlagKind.FRAGMENT, "The original is a lone word; engines make up what is around it.")


def _shorten(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


CHECKS = (
    _check_loop,
    _check_copy,
    _check_script,
    _check_length,
    _check_number,
    _check_negation,
    _check_name,
    _check_capitals,
    _check_fragment,
)
