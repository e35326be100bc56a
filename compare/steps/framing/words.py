"""Words of a shown sentence with their places, and phrases among them: what every detector reads.

Owns tokenising for framing; knows nothing of any list. Everything is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from compare.domain import Span
from compare.steps.fold import ARABIC_MARKS, ARABIC_VARIANTS, HAN, MARKS

V = TypeVar("V")

# A character of a script without spaces is a word: phrases of lists are found in a run of them.
LETTER = rf"(?:[^\W_{HAN}]|[{MARKS}{ARABIC_MARKS}])"
# French and Italian write small words onto the next: "l'armée", "dall'esercito" are two.
ELIDED = re.compile(
    r"(l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|un|dell|nell|all|sull|dall|coll|quest|quell|gl|degl)['’](?=\w)",
    re.IGNORECASE,
)
POINTS = re.compile(rf"[{ARABIC_MARKS}]")
WORD = re.compile(rf"[{HAN}]|{LETTER}+(?:['’\-‑]{LETTER}+)*")
# Beyond this many words a "sentence" is no sentence, and what is compared pairwise would cost more than it tells.
MAX_WORDS = 400
STEM = 5  # letters that inflected forms of one word share, from this length on; 4 merged "state" and "station"
STEMMED_FROM = 6
CLAUSE_END = re.compile(r"[,;:.!?—–()\[\]\"“”„«»‘、。，；：！？،؛؟۔।]| - ")
ONE_FORM = str.maketrans("ёʼه", "е'ہ")  # letters that writers of one language use for each other
DOTTED = "i\u0307"  # what lower-casing makes of the Turkish "İ"


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its folded form and where it stands."""

    form: str
    start: int
    end: int
    is_capital: bool

    @property
    def span(self) -> Span:
        """Its place in the sentence."""
        return Span(self.start, self.end)


def numbers_within(words: Sequence[Word], span: Span) -> list[int]:
    """Return the numbers of the words that overlap ``span``."""
    return [k for k, word in enumerate(words) if word.start < span.end and word.end > span.start]


def form_of(word: str) -> str:
    """Return a word as lists have it: lower case, plain apostrophes and hyphens, one letter for its variants."""
    form = word.casefold().replace("’", "'").replace("‑", "-")
    if form.isascii():
        return form
    return POINTS.sub("", form.translate(ARABIC_VARIANTS)).translate(ONE_FORM).replace(DOTTED, "i")


@lru_cache(maxsize=16_384)
def words_of(text: str) -> tuple[Word, ...]:
    """Return the words of ``text`` in order, at most ``MAX_WORDS``; forms as ``form_of`` gives them, without "'s"."""
    found: list[Word] = []
    for match in WORD.finditer(text):
        if len(found) >= MAX_WORDS:
            break
        word, start = match.group(), match.start()
        if elided := ELIDED.match(word):
            found.append(Word(form_of(elided[1]), start, start + elided.end(), word[0].isupper()))
            word, start = word[elided.end() :], start + elided.end()
        form = form_of(word)
        if form.endswith("'s"):
            form = form[:-2]
        found.append(Word(form, start, match.end(), word[0].isupper()))
    return tuple(found[:MAX_WORDS])


@lru_cache(maxsize=65_536)
def stem(form: str) -> str:
    """Return what inflected forms of a word share, roughly: ``signed`` and ``signing`` give ``sign``.

    Cheap and language-free but for the commonest endings; two words of one stem are not always one word.
    """
    if len(form) <= 3 or not form.isalpha():
        return form
    if "\u0370" <= form[0] <= "\u052f":  # Greek and Cyrillic
        return form[:STEM] if len(form) >= STEMMED_FROM else form
    for ending in ("ings", "ing", "ed", "es", "s", "en", "e"):
        if form.endswith(ending) and len(form) - len(ending) >= 3 and not form.endswith("ss"):
            base = form[: -len(ending)]
            if len(base) > 3 and base[-1] == base[-2] and base[-1] not in "sl":
                base = base[:-1]
            return base.removesuffix("i") if len(base) > 3 else base
    return form.removesuffix("y") if len(form) > 4 else form


@dataclass(frozen=True, slots=True)
class Found(Generic[V]):
    """A phrase found: words ``[first, last]`` of the sentence, and what the list says of it."""

    first: int
    last: int
    value: V


@dataclass(frozen=True, slots=True)
class Phrases(Generic[V]):
    """Words and phrases of a list, by first word, longest first; each with a value."""

    index: Mapping[str, tuple[tuple[tuple[str, ...], V], ...]]

    def find(self, words: Sequence[Word]) -> list[Found[V]]:
        """Return the phrases among ``words``, longest first at each place, not overlapping. O(words)."""
        found: list[Found[V]] = []
        after = 0  # the first word beyond what was found last
        for place, word in enumerate(words):
            if place < after or word.form not in self.index:
                continue
            for phrase, value in self.index[word.form]:
                last = place + len(phrase)
                if last <= len(words) and all(words[place + k].form == part for k, part in enumerate(phrase)):
                    found.append(Found(place, last - 1, value))
                    after = last
                    break
        return found

    def __bool__(self) -> bool:
        return bool(self.index)


def make_phrases(entries: Iterable[tuple[str, V]]) -> Phrases[V]:
    """Return a list ready to look up; of two equal phrases the first counts."""
    by_first: dict[str, dict[tuple[str, ...], V]] = {}
    for phrase, value in entries:
        parts = tuple(word.form for word in words_of(phrase))
        if parts:
            by_first.setdefault(parts[0], {}).setdefault(parts, value)
    return Phrases({first: tuple(sorted(own.items(), key=lambda e: -len(e[0]))) for first, own in by_first.items()})


def clause_bounds(text: str, words: Sequence[Word], k: int) -> tuple[int, int]:
    """Return the first and last word of the clause that word ``k`` is in: from one mark of punctuation to the next."""
    first = last = k
    while first > 0 and not CLAUSE_END.search(text, words[first - 1].end, words[first].start):
        first -= 1
    while last + 1 < len(words) and not CLAUSE_END.search(text, words[last].end, words[last + 1].start):
        last += 1
    return first, last


def span_of(words: Sequence[Word], first: int, last: int) -> Span:
    """Return the characters from word ``first`` to word ``last``."""
    return Span(words[first].start, words[last].end)
