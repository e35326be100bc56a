"""What meaning-vectors cannot see and readers check first: numbers and names, whatever script they are written in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from compare.steps.fold import UNSPACED, WORD, fold, skeleton

# Thousands may be parted by a plain space (1 500 000), elsewhere a space ends a number.
NUMBER = re.compile(r"(?<!\d)\d{1,3}(?: \d{3}){1,4}(?!\d)|\d+(?:[.,\u066b\u066c'’\u00a0\u202f]\d+){0,6}")
CAPITALISED = re.compile(r"[^\W\d_]\w*(?:[-'’]\w+){0,3}")
ROMAN = re.compile(r"[IVXLC]{2,}")
NUMBER_WORDS = {
    # English, Portuguese, Spanish, French, German, Italian: only words that are not also articles or ambiguous.
    "2": "two dois duas dos deux zwei due",
    "3": "three três tres trois drei tre",
    "4": "four quatro cuatro quatre vier quattro",
    "5": "five cinco cinq fünf cinque",
    "6": "six seis sechs sei",
    "7": "seven sete siete sept sieben sette",
    "8": "eight oito ocho huit acht otto",
    "9": "nine nove nueve neuf neun",
    "10": "ten dez diez dix zehn dieci",
    "11": "eleven onze once elf undici",
    "12": "twelve doze doce douze zwölf dodici dozen dúzia docena",
    "20": "twenty vinte veinte vingt zwanzig venti",
}
WORD_VALUES = {fold(word): digits for digits, words in NUMBER_WORDS.items() for word in words.split()}
SMALL = 3  # digits: 10 and 100 are different counts, while 1,500,000 is also written 1.5 million
# Two skeletons name the same thing from three consonants on; below that chance agreement is the rule.
MIN_SKELETON = 3


@lru_cache(maxsize=65_536)
def digits_of(text: str) -> frozenset[str]:
    """Return the significant digits of every number in ``text``, in ASCII.

    ``1.500.000``, ``1,5 million`` and ``۱۵ لاکھ`` all give ``15``: separators, and the trailing zeros of large numbers,
    are dropped, because languages write them differently. Small numbers written as words count too.
    """
    plain = "".join(str(unicodedata.decimal(c)) if c.isdecimal() and not c.isascii() else c for c in text)
    found = set()
    for match in NUMBER.findall(plain):
        digits = "".join(c for c in match if c.isdigit()).lstrip("0")
        found.add((digits.rstrip("0") if len(digits) > SMALL else digits) or "0")
    for word in re.findall(r"[^\W\d_]+", fold(text)):
        if word in WORD_VALUES:
            found.add(WORD_VALUES[word])
    return frozenset(found)


@lru_cache(maxsize=65_536)
def names_of(text: str) -> tuple[str, ...]:
    """Return the capitalised words of ``text`` that do not open it, as written; for scripts with capitals only."""
    found = []
    opening = True
    behind = 0  # where the word before ends: what says that a sentence opens stands between the two
    for match in CAPITALISED.finditer(text):
        word = match.group()
        between = text[behind : match.start()].rstrip(" \"'“”‘’«»(„")
        opens = opening or between.endswith((".", "!", "?", ":", "…"))
        opening = False
        behind = match.end()
        if word[0].isupper() and len(word) > 1 and (not opens or word.isupper()):
            found.append(word)
    return tuple(found)


@lru_cache(maxsize=65_536)
def skeletons_of(text: str) -> frozenset[str]:
    """Return the sound skeletons of every word of ``text``; pairs of neighbours too where a script has no spaces."""
    words = [word for word in WORD.findall(text) if not word.isdigit()]
    found = set()
    for word in words:
        if UNSPACED.search(word):
            for size in (2, 3, 4):
                found |= {skeleton(word[k : k + size]) for k in range(len(word) - size + 1)}
        else:
            found.add(skeleton(word))
    return frozenset(s for s in found if len(s) >= MIN_SKELETON)


@lru_cache(maxsize=65_536)
def name_skeletons(text: str) -> frozenset[str]:
    """Return the sound skeletons of the names of ``text`` (scripts with capitals)."""
    return frozenset(s for s in map(skeleton, names_of(text)) if len(s) >= MIN_SKELETON)
