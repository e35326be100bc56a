"""What the loaded-word model knows of a word in its sentence: the signals, in numbers.

Owns tokenising, looking words up in the table and the order of the signals; knows nothing of weights or probabilities.
Training and running go through the same functions, so a signal means the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

WORD = re.compile(r"[^\W\d_]+(?:['’\-‑][^\W\d_]+)*")
OPENING, CLOSING = "“«„‟", "”»"
WINDOW = 5  # words to either side that make up the neighbourhood; not tuned
NEAR_DIMENSIONS = 16  # of the word vector, for the words beside: they need less detail than the word itself

# Endings that tell the part of speech and the flavour of a word that the table lacks.
ENDINGS = (
    "ly ing ed ous ful less ish able ible ive ic al ist ists ism ity ness ment tion sion er ers est y ie ify ize ise"
    " ized"
).split()
PREFIXES = "un dis mis anti over under pro neo non out ultra hyper mega super".split()
# Small words beside a word say what part of speech it is, and whether it is softened, compared or denied.
BESIDE = (
    "a an the of to in on at by for from with as that this these those his her their its our my your and or but not no"
    " is are was were be been being has have had do does did will would can could may might should must so too very"
    " more most such than who which what it he she they we i you if when while into over against about up down out off"
    " back all any some even just only"
).split()
CASES = 9  # orthographic and positional signals, see ``_case``


# First word → the phrases it may open, longest first, each with its row.
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], int], ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of single words and of phrases.

    ``index`` maps a lower-case word to its row. ``columns`` (v, c) hold one number each: rarity, sentiment, seeds.
    ``vectors`` (v, d) tell what a word means. ``phrases`` maps a first word to the phrases it may open, longest first,
    each with its row in ``phrase_columns`` (p, 2): grade in [0, 1] and group.
    """

    index: Mapping[str, int]
    columns: Floats
    vectors: Floats
    phrases: Phrases
    phrase_columns: Floats


@dataclass(frozen=True, slots=True)
class Words:
    """The words of many texts on one string: ``text`` (n,) says whose, ``start`` and ``end`` (n,) where.

    ``rows`` (n, 2) are table rows, the second -1 unless a compound has two parts; -1 is unknown. ``phrase`` (n,) is the
    row of the phrase a word belongs to, or -1.
    """

    forms: tuple[str, ...]
    text: Ints
    start: Ints
    end: Ints
    rows: Ints
    phrase: Ints
    case: Floats


def fold_word(form: str) -> str:
    """Return the form that the table is keyed by: lower case, plain marks, no possessive."""
    folded = form.lower().replace("’", "'").replace("‑", "-")
    return folded[:-2] if folded.endswith("'s") else folded.rstrip("'")


def find_words(texts: Sequence[str], table: Table) -> Words:
    """Return the words of ``texts`` with their table rows, phrases and case signals. O(characters)."""
    forms: list[str] = []
    owners: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    cases: list[Floats] = []
    phrases: list[int] = []
    known: dict[str, tuple[int, int]] = {}
    for number, text in enumerate(texts):
        matches = list(WORD.finditer(text))
        folded = [fold_word(match.group()) for match in matches]
        forms += folded
        owners += [number] * len(matches)
        starts += [match.start() for match in matches]
        ends += [match.end() for match in matches]
        cases.append(_cases(text, matches))
        phrases += _find_phrases(folded, table)
    for form in forms:
        if form not in known:
            known[form] = look_up(form, table.index)
    rows = np.array([known[form] for form in forms], np.int64).reshape(-1, 2)
    return Words(
        tuple(forms),
        np.array(owners, np.int64),
        np.array(starts, np.int64),
        np.array(ends, np.int64),
        rows,
        np.array(phrases, np.int64),
        np.concatenate(cases) if cases else np.zeros((0, CASES), np.float32),
    )


def look_up(form: str, index: Mapping[str, int]) -> tuple[int, int]:
    """Return the table rows that speak for a word: its own, else its parts', else its stem's; -1 for none."""
    if form in index:
        return index[form], -1
    if "-" in form:
        parts = form.split("-")
        first, last = _stem(parts[0], index), _stem(parts[-1], index)
        return (last, first) if last >= 0 else (first, -1)
    return _stem(form, index), -1


def _stem(form: str, index: Mapping[str, int]) -> int:
    """Return the row of the word, or of what is left when one common ending or beginning is taken off; or -1."""
    if form in index:
        return index[form]
    for ending, instead in STEMS:
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            base = form[: len(form) - len(ending)]
            for candidate in (base + instead, base + "e", base, base[:-1]):
                if candidate in index:
                    return index[candidate]
    for prefix in PREFIXES:
        if form.startswith(prefix) and form[len(prefix) :] in index and len(form) - len(prefix) >= 4:
            return index[form[len(prefix) :]]
    return -1


STEMS = (
    ("ies", "y"), ("ied", "y"), ("ier", "y"), ("iest", "y"), ("ily", "y"), ("iness", "y"), ("ness", ""), ("ingly", ""),
    ("edly", ""), ("ally", ""), ("ly", ""), ("ings", ""), ("ing", ""), ("ers", ""), ("ed", ""), ("es", ""), ("er", ""),
    ("est", ""), ("ists", ""), ("ist", ""), ("ism", ""), ("ish", ""), ("s", ""),
)  # fmt: skip


def _find_phrases(folded: Sequence[str], table: Table) -> list[int]:
    """Return for each word the row of the longest phrase that covers it, or -1; phrases do not overlap."""
    found = [-1] * len(folded)
    place = 0
    while place < len(folded):
        for phrase, row in table.phrases.get(folded[place], ()):
            if tuple(folded[place : place + len(phrase)]) == phrase:
                found[place : place + len(phrase)] = [row] * len(phrase)
                place += len(phrase) - 1
                break
        place += 1
    return found


def _cases(text: str, matches: Sequence[re.Match[str]]) -> Floats:
    """Return (words, CASES): first in its sentence, capital, capitals all through, quoted, hyphen, place, length ….

    A straight mark opens where none is open. What is never closed is not taken for a quotation beyond its text.
    """
    out = np.zeros((len(matches), CASES), np.float32)
    depth, straight, last = 0, False, 0
    quoted_words = 0
    for i, match in enumerate(matches):
        between = text[last : match.start()]
        for character in between:
            if character in OPENING:
                depth = 1
            elif character in CLOSING:
                depth = 0
            elif character == '"':
                straight = not straight
        last = match.end()
        form = match.group()
        quoted = bool(depth) or straight
        quoted_words = quoted_words + 1 if quoted else 0
        starts = i == 0 or any(mark in between for mark in ".!?:")
        capital = form[0].isupper()
        out[i] = (
            starts,
            capital and not starts,
            len(form) > 1 and form.isupper(),
            quoted,
            quoted_words == 1,  # the first quoted word: scare quotes are short
            "-" in form,
            i / max(1, len(matches) - 1),
            min(len(form), 15) / 15,
            form.endswith(("'s", "’s")),
        )
    return out


def describe(words: Words, table: Table, vectors: Floats | None) -> Floats:
    """Return (n, signals): each word by itself, the words beside it, its neighbourhood and its sentence.

    ``vectors`` (texts, k) are sentence vectors already reduced; None stands for zeros, as does an unknown word.
    """
    n = len(words.forms)
    columns = _rows(table.columns, words.rows)
    meaning = _rows(table.vectors, words.rows)
    phrase = np.zeros((n, 2), np.float32)
    inside = words.phrase >= 0
    phrase[inside, 0] = table.phrase_columns[words.phrase[inside], 0]
    phrase[:, 1] = inside
    near = np.concatenate([columns, phrase, meaning[:, :NEAR_DIMENSIONS]], axis=1)
    before, after = _shift(near, words.text, 1), _shift(near, words.text, -1)
    around = _window(near, words.text)
    n_texts = int(words.text[-1]) + 1 if n else 0
    counts = np.bincount(words.text, minlength=n_texts).astype(np.float32)
    whole = np.zeros((n_texts, near.shape[1]), np.float32)
    np.add.at(whole, words.text, near)
    whole /= np.maximum(counts, 1)[:, None]
    parts = [
        columns,
        phrase,
        meaning,
        (words.rows[:, :1] < 0).astype(np.float32),
        words.case,
        _endings(words.forms),
        before,
        after,
        _beside(words, 1),
        _beside(words, -1),
        around,
        whole[words.text],
    ]
    if vectors is not None:
        parts.append(vectors[words.text])
    return np.concatenate(parts, axis=1).astype(np.float32)


def _rows(values: Floats, rows: Ints) -> Floats:
    """Return the mean of the one or two rows of each word; zeros for an unknown one."""
    first, second = rows[:, 0], rows[:, 1]
    out = np.where((first >= 0)[:, None], values[np.maximum(first, 0)], 0.0)
    both = second >= 0
    out[both] = (out[both] + values[second[both]]) / 2
    return out.astype(np.float32)


def _shift(values: Floats, text: Ints, by: int) -> Floats:
    """Return each word's neighbour ``by`` places before (after, if negative) in the same text, else zeros."""
    out = np.zeros_like(values)
    if len(values) <= abs(by):
        return out
    if by > 0:
        out[by:] = values[:-by] * (text[by:] == text[:-by])[:, None]
    else:
        out[:by] = values[-by:] * (text[:by] == text[-by:])[:, None]
    return out


def _window(values: Floats, text: Ints) -> Floats:
    """Return the mean over ``WINDOW`` words to either side, within the text."""
    total = np.zeros_like(values)
    for by in range(1, WINDOW + 1):
        total += _shift(values, text, by) + _shift(values, text, -by)
    return np.asarray(total / (2 * WINDOW), np.float32)


_ENDING_OF = {ending: number for number, ending in enumerate(ENDINGS)}
_PREFIX_OF = {prefix: number for number, prefix in enumerate(PREFIXES)}
_BESIDE_OF = {word: number for number, word in enumerate(BESIDE)}


def _endings(forms: Sequence[str]) -> Floats:
    """Return (n, endings + prefixes) of zeros and ones."""
    out = np.zeros((len(forms), len(ENDINGS) + len(PREFIXES)), np.float32)
    for i, form in enumerate(forms):
        for size in (5, 4, 3, 2, 1):
            number = _ENDING_OF.get(form[-size:])
            if number is not None and len(form) > size + 2:
                out[i, number] = 1
                break
        for size in (2, 3, 4, 5):
            number = _PREFIX_OF.get(form[:size])
            if number is not None and len(form) > size + 3:
                out[i, len(ENDINGS) + number] = 1
    return out


def _beside(words: Words, by: int) -> Floats:
    """Return (n, small words): which small word is ``by`` places before (after, if negative)."""
    own = np.zeros((len(words.forms), len(BESIDE)), np.float32)
    for i, form in enumerate(words.forms):
        number = _BESIDE_OF.get(form)
        if number is not None:
            own[i, number] = 1
    return _shift(own, words.text, by)
