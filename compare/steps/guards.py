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
from math import exp, log

from compare.domain import Flag, FlagKind, primary
from compare.steps.fold import UNSPACED, WORD, fold
from compare.steps.function_words import FUNCTION_WORDS
from compare.steps.polarity import find_negations

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
    if source_language == target_language:
        return
    plain = _plain_words(source)
    if len(plain) < MIN_PLAIN:
        return
    there = Counter(_plain_words(translation))
    copied = 0
    for word in plain:
        if there[word] > 0:
            there[word] -= 1
            copied += 1
    own = FUNCTION_WORDS.get(source_language, frozenset()) - FUNCTION_WORDS.get(target_language, frozenset())
    if FUNCTION_WORDS.get(source_language) and not any(word in own for word in plain):
        return  # the source was in another language than its article: a quotation, a title
    if copied >= COPIED_SHARE * len(plain):
        yield Flag(FlagKind.COPY, f"{copied} of {len(plain)} plain words were left untranslated.")


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
    if given is None or made is None:
        return
    if given.plain and not made.plain and not made.hidden:
        yield Flag(FlagKind.NEGATION, f"The original denies (“{given.plain[0]}”); the translation does not.")
    elif made.plain and not given.plain and not given.hidden:
        yield Flag(FlagKind.NEGATION, f"The translation denies (“{made.plain[0]}”); the original does not.")


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
    _check_negation,
    _check_capitals,
    _check_fragment,
)
