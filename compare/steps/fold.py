"""Forms of a text that compare alike: folded words, character shingles, sound skeletons of names.

Owns what counts as the same letter or word for matching. Nothing here is shown to a reader.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

# Vowel signs and joiners of Indic and South-East Asian scripts belong to their words; `\w` alone leaves them out.
MARKS = r"\u0300-\u036f\u0900-\u0963\u0966-\u0dff\u0e00-\u0eff\u1000-\u109f\u200c\u200d"
WORD = re.compile(rf"[\w{MARKS}]+")
# Scripts written without spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar.
HAN = r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # and kana
UNSPACED = re.compile(rf"[{HAN}\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]+")
# Accents of Latin, Greek and Cyrillic, and the vowel points of Arabic and Hebrew: writers leave them out at will.
# Vowel signs of Indic scripts are letters and stay.
ARABIC_MARKS = r"\u064b-\u065f\u0670\u06d6-\u06ed\u0640"
OPTIONAL_MARKS = re.compile(rf"[\u0300-\u036f\u0591-\u05c7{ARABIC_MARKS}]")
# Letters that Arabic-script languages encode differently for the same sign.
ARABIC_VARIANTS = str.maketrans("يىكۀةآأإؤئۓ", "ییکہہاااویے")
SKELETON_ALIKE = str.maketrans("cqxgzdbpvwf", "kkkkstpppvv")


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Return ``text`` without case, optional accents and compatibility forms; its length may change."""
    # Compatibility forms hide capitals and letters with variants, and folding case can bring forth new ones.
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC_VARIANTS)).casefold()
    decomposed = unicodedata.normalize("NFKD", plain).translate(ARABIC_VARIANTS)
    return unicodedata.normalize("NFC", OPTIONAL_MARKS.sub("", decomposed))


def folded_words(text: str) -> list[str]:
    """Return the words of ``text``, folded, in order; scripts without spaces give overlapping pairs of characters."""
    found: list[str] = []
    for word in WORD.findall(fold(text)):
        position = 0
        for run in UNSPACED.finditer(word):
            if run.start() > position:
                found.append(word[position : run.start()])
            characters = run.group()
            found += [characters[k : k + 2] for k in range(max(1, len(characters) - 1))]
            position = run.end()
        if position < len(word):
            found.append(word[position:])
    return found


def shingles(words: list[str], sizes: tuple[int, ...] = (3, 4)) -> list[str]:
    """Return character n-grams of each word with its borders marked, so that inflected forms overlap."""
    grams: list[str] = []
    for word in words:
        bordered = f"_{word}_"
        for size in sizes:
            grams += [bordered[k : k + size] for k in range(max(1, len(bordered) - size + 1))]
    return grams


@lru_cache(maxsize=65_536)
def skeleton(name: str) -> str:
    """Return the consonants of a name in Latin letters with look-alike sounds merged.

    Transliterated by anyascii, so that a name can be recognised across scripts: ``راجناتھ`` and ``Rajnath`` both give
    ``rjntth``-like strings that differ by a letter at most. Vowels carry no weight: Arabic script leaves them out.
    """
    latin = anyascii(name).lower()
    latin = re.sub(r"[^a-z]", "", latin)
    latin = latin.replace("ph", "f").replace("sh", "s").replace("kh", "k").replace("th", "t").replace("ch", "k")
    first = latin[:1]
    body = re.sub(r"[aeiouyhjw]", "", latin[1:])
    merged = (re.sub(r"[aeiouy]", "a", first) + body).translate(SKELETON_ALIKE)
    return re.sub(r"(.)\1+", r"\1", merged)
