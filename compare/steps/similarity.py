"""How alike two sentences are, from many signals at once.

Owns the signals and the candidate pairs; knows nothing of beads. Each signal is blind to something: vectors to numbers
and negation, fuzzy matching to paraphrase, both to who "he" is. So candidates are described by all of them, and
``compare.steps.judge`` turns a description into a probability.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from compare.steps.fold import fold, folded_words, shingles
from compare.steps.marks import digits_of, name_skeletons, skeletons_of

Floats = npt.NDArray[np.floating[Any]]
Indexes = npt.NDArray[np.intp]

NEIGHBOURS = 4  # nearest neighbours in CSLS; the alignment benchmark's recipe uses four as well
PER_SENTENCE = 8  # candidates a sentence and signal: the right partner of 99.7 % of development links is among them
BLOCK = 4096  # shared terms multiplied at a time; at 2,000 sentences a side it bounds memory to 64 MB
FUZZY_CHARACTERS = 600  # longer sentences are compared by their opening; fuzzy matching is quadratic in length
THREADS_FROM = 5000  # candidates; below, starting rapidfuzz's threads takes longer than matching (40 ms on two cores)


@dataclass(frozen=True, slots=True)
class Side:
    """What matching knows of one article.

    ``texts`` are the originals, ``shown`` their translations (None where there are none). ``vectors`` is (n, d), rows
    of length 1 or 0, of the originals: vectors of the translations as well were no better (ntrex-pt F1 .968 either
    way). ``part_vectors`` (k, d) belong to the sentences that ``part_of`` (k,) names, ascending, each at least once: a
    given "sentence" may hold several, and its partner may match only one of them. None: every sentence is its only
    part.
    """

    language: str
    texts: tuple[str, ...]
    shown: tuple[str, ...] | None
    shown_language: str
    vectors: Floats
    title: str = ""
    part_vectors: Floats | None = None
    part_of: Indexes | None = None

    @property
    def read(self) -> tuple[str, ...]:
        """The text to compare by words: the translation where there is one."""
        return self.texts if self.shown is None else self.shown

    @property
    def read_language(self) -> str:
        """The language of ``read``."""
        return self.language if self.shown is None else self.shown_language


SIGNALS = (
    "cosine",
    "csls",
    "part_cosine",
    "part_csls",
    "part_row_lead",
    "part_column_lead",
    "row_lead",
    "column_lead",
    "row_margin",
    "column_margin",
    "words",
    "shingles",
    "words_row_lead",
    "words_column_lead",
    "fuzzy_set",
    "fuzzy_ratio",
    "fuzzy_partial",
    "comparable",
    "same_language",
    "rare_shared",
    "rare_left_only",
    "rare_right_only",
    "numbers_shared",
    "numbers_left_only",
    "numbers_right_only",
    "names_shared",
    "names_left_only",
    "names_right_only",
    "length_ratio",
    "length_left",
    "length_right",
    "join_gain_left",
    "join_gain_right",
    "join_lead_left",
    "join_lead_right",
    "join_length_left",
    "join_length_right",
    "length_misfit",
    "around",
    "diagonal",
    "place_left",
    "place_right",
    "articles_words",
    "articles_csls",
    "articles_mutual",
    "articles_names",
    "articles_numbers",
    "articles_top",
    "articles_title",
    "articles_rank_correlation",
    "size",
)
ARTICLE_SIGNALS = tuple(name for name in SIGNALS if name.startswith("articles_"))


def _mirrored() -> tuple[Indexes, Floats]:
    """Where each signal is found, and with which sign, when the other article is called left."""
    opposite = {"left": "right", "right": "left", "row": "column", "column": "row"}
    names = ["_".join(opposite.get(word, word) for word in name.split("_")) for name in SIGNALS]
    signs = np.array([-1.0 if name == "length_ratio" else 1.0 for name in SIGNALS], np.float32)
    return np.array([SIGNALS.index(name) for name in names]), signs


MIRRORED = _mirrored()


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth a judgement: ``rows``, ``columns`` (k,) sentence indexes, ``signals`` (k, len(SIGNALS))."""

    n_left: int
    n_right: int
    rows: Indexes
    columns: Indexes
    signals: Floats
    cosine: Floats


def describe(left: Side, right: Side) -> Candidates:
    """Return the candidate pairs of two articles with all their signals.

    O(n·m) time for vector products and lookups, and O(k·length) for the fuzzy signals on the k candidates; k is at most
    ``6 · PER_SENTENCE · (n + m)`` or ``n·m``.
    """
    n, m = len(left.texts), len(right.texts)
    cosine = np.clip(left.vectors @ right.vectors.T, -1.0, 1.0).astype(np.float32)
    best = _csls(cosine)
    is_comparable = left.read_language == right.read_language
    words, grams, weights = _lexical(left.read, right.read, is_comparable)
    rows, columns = _nominate([best, cosine, words, grams], n, m)
    numbers = _overlap([digits_of(t) for t in left.texts], [digits_of(t) for t in right.texts], _digits_weight)
    names = _names(left, right)
    rare = _overlap([set(_words(t)) for t in left.read], [set(_words(t)) for t in right.read], weights.__getitem__)
    lengths_left = np.array([max(1, len(t)) for t in left.read], np.float32)
    lengths_right = np.array([max(1, len(t)) for t in right.read], np.float32)
    lead_row, lead_column = _leads(best)
    words_row, words_column = _leads(words + grams)
    join_left = tuple(part.T for part in _joins(right, left, cosine.T))
    join_right = _joins(left, right, cosine)
    best_around = _around(best)
    parts = _parts(left, right, cosine, rows, columns)
    fuzzy = _fuzzy(left.read, right.read, rows, columns, is_comparable)
    article = _article_evidence(left, right, best, words, grams, is_comparable)
    margins_row = best - _top_mean(best, 1)[:, None]
    margins_column = best - _top_mean(best, 0)[None, :]

    def at(matrix: Floats) -> Floats:
        return matrix[rows, columns]

    k = len(rows)
    values: dict[str, Floats | float] = {
        "cosine": at(cosine),
        "csls": at(best),
        "part_cosine": parts[0],
        "part_csls": parts[1],
        "part_row_lead": parts[2],
        "part_column_lead": parts[3],
        "row_lead": at(lead_row),
        "column_lead": at(lead_column),
        "row_margin": at(margins_row),
        "column_margin": at(margins_column),
        "words": at(words),
        "shingles": at(grams),
        "words_row_lead": at(words_row),
        "words_column_lead": at(words_column),
        "fuzzy_set": fuzzy[0],
        "fuzzy_ratio": fuzzy[1],
        "fuzzy_partial": fuzzy[2],
        "comparable": float(is_comparable),
        "same_language": float(left.language == right.language),
        "rare_shared": at(rare[0]),
        "rare_left_only": at(rare[1]),
        "rare_right_only": at(rare[2]),
        "numbers_shared": at(numbers[0]),
        "numbers_left_only": at(numbers[1]),
        "numbers_right_only": at(numbers[2]),
        "names_shared": at(names[0]),
        "names_left_only": at(names[1]),
        "names_right_only": at(names[2]),
        "length_ratio": np.log(lengths_left[rows] / lengths_right[columns]) - article["length"],
        "length_left": np.log(lengths_left[rows]),
        "length_right": np.log(lengths_right[columns]),
        "join_gain_left": at(join_left[0]),
        "join_gain_right": at(join_right[0]),
        "join_lead_left": at(join_left[1]),
        "join_lead_right": at(join_right[1]),
        "join_length_left": at(join_left[2]),
        "join_length_right": at(join_right[2]),
        "length_misfit": np.abs(np.log(lengths_left[rows] / lengths_right[columns]) - article["length"]),
        "around": at(best_around),
        "diagonal": np.abs(rows / max(1, n - 1) - columns / max(1, m - 1)).astype(np.float32),
        "place_left": (rows / max(1, n - 1)).astype(np.float32),
        "place_right": (columns / max(1, m - 1)).astype(np.float32),
        **{f"articles_{name}": value for name, value in article.items() if name != "length"},
        "size": math.log(n + m),
    }
    signals = np.empty((k, len(SIGNALS)), np.float32)
    for position, name in enumerate(SIGNALS):
        signals[:, position] = values[name]
    return Candidates(n, m, rows, columns, signals, cosine)


def _parts(left: Side, right: Side, cosine: Floats, rows: Indexes, columns: Indexes) -> Floats:
    """(4, k): cosine, CSLS and both leads of the best pair of parts of each candidate pair of sentences."""

    def split(side: Side) -> tuple[Floats, Indexes]:
        if side.part_vectors is None or side.part_of is None:
            return side.vectors, np.arange(len(side.vectors))
        return side.part_vectors, side.part_of

    (a, owner_a), (b, owner_b) = split(left), split(right)
    near = cosine if a is left.vectors and b is right.vectors else np.clip(a @ b.T, -1.0, 1.0).astype(np.float32)
    scaled = _csls(near)
    by_row, by_column = _leads(scaled)
    starts_a = np.searchsorted(owner_a, np.arange(len(left.texts) + 1))
    starts_b = np.searchsorted(owner_b, np.arange(len(right.texts) + 1))
    best_a, best_b = starts_a[rows], starts_b[columns]
    several = (starts_a[rows + 1] - best_a > 1) | (starts_b[columns + 1] - best_b > 1)
    for position in np.flatnonzero(several).tolist():
        i, j = rows[position], columns[position]
        block = scaled[starts_a[i] : starts_a[i + 1], starts_b[j] : starts_b[j + 1]]
        place = int(block.argmax())
        best_a[position] += place // block.shape[1]
        best_b[position] += place % block.shape[1]
    return np.stack([matrix[best_a, best_b] for matrix in (near, scaled, by_row, by_column)])


def _top_mean(matrix: Floats, axis: int) -> Floats:
    """Mean of the NEIGHBOURS highest entries along ``axis``."""
    count = min(NEIGHBOURS, matrix.shape[axis])
    top = np.partition(matrix, matrix.shape[axis] - count, axis=axis)
    chosen = top[:, -count:] if axis == 1 else top[-count:, :]
    return np.asarray(chosen.mean(axis=axis), np.float32)


def _csls(cosine: Floats) -> Floats:
    """Cross-domain similarity local scaling (Lample et al. 2018), halved: cosine less both neighbourhoods' means."""
    near_left, near_right = _top_mean(cosine, 1), _top_mean(cosine, 0)
    return np.asarray(cosine - (near_left[:, None] + near_right[None, :]) / 2, np.float32)


def _leads(matrix: Floats) -> tuple[Floats, Floats]:
    """By how much each entry leads (or trails) the best other entry of its row, and of its column."""

    def lead(m: Floats) -> Floats:
        if m.shape[1] == 1:
            return np.asarray(m - m.min())
        top = np.partition(m, m.shape[1] - 2, axis=1)[:, -2:]
        second, first = top[:, :1], top[:, 1:]
        return np.where(m >= first, m - second, m - first).astype(np.float32)

    return lead(matrix), lead(matrix.T).T


def _lexical(left: Sequence[str], right: Sequence[str], is_comparable: bool) -> tuple[Floats, Floats, dict[str, float]]:
    """Cosines of rarity-weighted words and shingles, and the words' weights.

    Rarity is the inverse frequency over the sentences of both articles. Texts of different languages are compared all
    the same: names and numbers that are spelled alike still count.
    """
    words = [Counter(_words(text)) for text in (*left, *right)]
    grams = [_shingle_counts(text) for text in (*left, *right)]
    weights = _rarity(words)
    n = len(left)
    return _weighted_cosine(words, n, weights), _weighted_cosine(grams, n, _rarity(grams)), weights


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(folded_words(text))


@lru_cache(maxsize=8192)
def _shingle_counts(text: str) -> Counter[str]:
    """How often ``text`` has each shingle; an article is compared with several others, so they are kept (to 80 MB)."""
    return Counter(shingles(list(_words(text))))


def _rarity(bags: Sequence[Mapping[str, int]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for bag in bags:
        counts.update(bag.keys())
    total = len(bags)
    return {term: math.log((total + 1) / (count + 0.5)) for term, count in counts.items()}


def _weighted_cosine(bags: Sequence[Mapping[str, int]], n_left: int, weights: Mapping[str, float]) -> Floats:
    """Cosine of tf-idf bags between the first ``n_left`` and the rest; terms of one side only enter the norms alone."""
    weighted = _weighted(bags, weights)
    norms = np.array([math.sqrt(max(1e-9, sum(value * value for value in bag.values()))) for bag in weighted])
    product = _products(weighted[:n_left], weighted[n_left:])
    return np.asarray(np.clip(product / norms[:n_left, None] / norms[None, n_left:], 0.0, 1.0), np.float32)


def _weighted(bags: Sequence[Mapping[str, int]], weights: Mapping[str, float]) -> list[dict[str, float]]:
    return [
        {term: weights[term] if times == 1 else (1 + math.log(times)) * weights[term] for term, times in bag.items()}
        for bag in bags
    ]


def spelled_alike(
    left: Side, right: Side, sizes: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], Floats]]:
    """Yield, for each (a, b) of ``sizes``, how alike a sentences in a row and b in a row are in letters.

    (n - a + 1, m - b + 1) in [0, 1]: the mean of the cosines of rarity-weighted words and shingles. What is joined has
    the sum of its sentences, each of length 1, so that one product serves every size. O(n·m·terms shared).
    """
    views = [_spelling(left, right, kind, sizes) for kind in (lambda text: Counter(_words(text)), _shingle_counts)]
    for a, b in sizes:
        total = np.zeros((len(left.read) - a + 1, len(right.read) - b + 1), np.float32)
        for product, norms_left, norms_right in views:
            joined = np.zeros_like(total)
            for i in range(a):
                for j in range(b):
                    joined += product[i : i + total.shape[0], j : j + total.shape[1]]
            joined /= norms_left[a][:, None]
            joined /= norms_right[b][None, :]
            total += np.clip(joined, 0.0, 1.0, out=joined) / 2
        yield (a, b), total


def _spelling(
    left: Side, right: Side, count: Callable[[str], Counter[str]], sizes: Sequence[tuple[int, int]]
) -> tuple[Floats, dict[int, Floats], dict[int, Floats]]:
    """The products of all sentences' bags, each of length 1, and the lengths of bags joined."""
    n = len(left.read)
    bags = [count(text) for text in (*left.read, *right.read)]
    weighted = [_unit(bag) for bag in _weighted(bags, _rarity(bags))]
    return (
        _products(weighted[:n], weighted[n:]),
        {a: _joined_norms(weighted[:n], a) for a in {a for a, _ in sizes}},
        {b: _joined_norms(weighted[n:], b) for b in {b for _, b in sizes}},
    )


def _unit(bag: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(sum(value * value for value in bag.values()))
    return {term: value / norm for term, value in bag.items()}


def _joined_norms(bags: Sequence[Mapping[str, float]], size: int) -> Floats:
    """(n - size + 1,): lengths of the sums of ``size`` bags in a row."""
    norms = np.zeros(len(bags) - size + 1, np.float32)
    for k in range(len(norms)):
        joined: dict[str, float] = defaultdict(float)
        for bag in bags[k : k + size]:
            for term, value in bag.items():
                joined[term] += value
        norms[k] = math.sqrt(max(1e-9, sum(value * value for value in joined.values())))
    return norms


def _products(left: Sequence[Mapping[str, float]], right: Sequence[Mapping[str, float]]) -> Floats:
    """(n, m): for each pair of bags, the sum over the terms that both hold of the product of their values.

    O(terms held) to gather and O(n·m·terms shared) in numpy to multiply, a block of terms at a time.
    """
    shared = sorted(set().union(*left) & set().union(*right))
    place = {term: position for position, term in enumerate(shared)}

    def entries(bags: Sequence[Mapping[str, float]]) -> tuple[Indexes, Indexes, Floats]:
        found = [(place[t], row, value) for row, bag in enumerate(bags) for t, value in bag.items() if t in place]
        found.sort()
        terms = np.array([term for term, _, _ in found], np.intp)
        return terms, np.array([row for _, row, _ in found], np.intp), np.array([v for *_, v in found], np.float32)

    sides = (entries(left), entries(right))
    total = np.zeros((len(left), len(right)), np.float32)
    for start in range(0, len(shared), BLOCK):
        width = min(BLOCK, len(shared) - start)
        dense = []
        for (terms, rows, values), size in zip(sides, total.shape, strict=True):
            here = slice(*np.searchsorted(terms, (start, start + width)))
            matrix = np.zeros((size, width), np.float32)
            matrix[rows[here], terms[here] - start] = values[here]
            dense.append(matrix)
        total += dense[0] @ dense[1].T
    return total


def _nominate(matrices: Sequence[Floats], n: int, m: int) -> tuple[Indexes, Indexes]:
    """The union over all matrices of each row's and each column's best entries."""
    chosen = np.zeros((n, m), bool)
    for matrix in matrices:
        if m <= PER_SENTENCE or n <= PER_SENTENCE:
            chosen[:] = True
            break
        by_row = np.argpartition(-matrix, PER_SENTENCE - 1, axis=1)[:, :PER_SENTENCE]
        by_column = np.argpartition(-matrix, PER_SENTENCE - 1, axis=0)[:PER_SENTENCE, :]
        chosen[np.arange(n)[:, None], by_row] = True
        chosen[by_column, np.arange(m)[None, :]] = True
    rows, columns = np.nonzero(chosen)
    return rows, columns


def _overlap(
    left: Sequence[Set[str]], right: Sequence[Set[str]], weigh: Callable[[str], float]
) -> tuple[Floats, Floats, Floats]:
    """Three (n, m): the summed weight of the marks that both sentences have, and that only the one or the other has."""
    one, other = ([{mark: weigh(mark) for mark in marks} for marks in side] for side in (left, right))
    both = _products(one, [dict.fromkeys(marks, 1.0) for marks in right])
    whole_left = np.array([sum(bag.values()) for bag in one], np.float32)
    whole_right = np.array([sum(bag.values()) for bag in other], np.float32)
    return both, whole_left[:, None] - both, whole_right[None, :] - both


def _digits_weight(digits: str) -> float:
    """Longer numbers are less often alike by chance."""
    return min(4, len(digits)) / 2


def _names(left: Side, right: Side) -> tuple[Floats, Floats, Floats]:
    """Three (n, m): names heard on both sides, on the left alone, on the right alone, whatever the script."""
    heard = [[dict.fromkeys(skeletons_of(text), 1.0) for text in side.texts] for side in (left, right)]
    called = [[dict.fromkeys(name_skeletons(text), 1.0) for text in side.texts] for side in (left, right)]
    heard_right, heard_left = _products(called[0], heard[1]), _products(heard[0], called[1])
    n_left = np.array([len(names) for names in called[0]], np.float32)
    n_right = np.array([len(names) for names in called[1]], np.float32)
    return (heard_right + heard_left) / 2, n_left[:, None] - heard_right, n_right[None, :] - heard_left


def _fuzzy(left: Sequence[str], right: Sequence[str], rows: Indexes, columns: Indexes, is_comparable: bool) -> Floats:
    """(3, k): rapidfuzz's token-set, plain and partial ratios in [0, 1]; 0 where the languages differ."""
    if not is_comparable or not len(rows):
        return np.zeros((3, len(rows)), np.float32)
    a = [fold(text[:FUZZY_CHARACTERS]) for text in left]
    b = [fold(text[:FUZZY_CHARACTERS]) for text in right]
    queries, choices = [a[i] for i in rows], [b[j] for j in columns]
    scorers = (fuzz.token_set_ratio, fuzz.ratio, fuzz.partial_ratio)
    workers = -1 if len(rows) >= THREADS_FROM else 1
    return np.stack(
        [process.cpdist(queries, choices, scorer=scorer, workers=workers, dtype=np.float32) / 100 for scorer in scorers]
    )


def _joins(one: Side, other: Side, cosine: Floats) -> tuple[Floats, Floats, Floats]:
    """What joining a sentence of ``other`` to a neighbour does for its nearness to a sentence of ``one``.

    Three (n_one, n_other) arrays: how much nearer it comes; how far the joined pair leads everything else that sentence
    of ``one`` could be matched with; and how badly the joined length fits (absolute log ratio). The vector of two
    joined sentences is estimated by the mean of theirs weighted by length, which spares embedding them.
    """
    n, m = cosine.shape
    gain = np.zeros((n, m), np.float32)
    lead = np.full((n, m), -1.0, np.float32)
    lengths = np.array([max(1, len(t)) for t in other.read], np.float32)
    own = np.array([max(1, len(t)) for t in one.read], np.float32)
    scale = (own.mean() / lengths.mean()) if n and m else 1.0
    misfit = np.abs(np.log(lengths[None, :] * scale / own[:, None]))
    if m < 2:
        return gain, lead, misfit
    raw = np.array([max(1, len(t)) for t in other.texts], np.float32)[:, None]
    pairs = other.vectors[:-1] * raw[:-1] + other.vectors[1:] * raw[1:]
    pairs /= np.maximum(np.linalg.norm(pairs, axis=1, keepdims=True), 1e-9)
    joined = np.asarray(one.vectors @ pairs.T, np.float32)
    joined_misfit = np.abs(np.log((lengths[:-1] + lengths[1:])[None, :] * scale / own[:, None]))
    best_single = _best_outside(cosine, 2)
    best_joined = _best_outside(joined, 3)
    ahead = joined - np.maximum(best_single, best_joined)
    with_next = np.concatenate([joined, np.full((n, 1), -2.0, np.float32)], axis=1)
    with_previous = np.concatenate([np.full((n, 1), -2.0, np.float32), joined], axis=1)
    next_is_better = with_next >= with_previous
    gain = np.maximum(with_next, with_previous) - cosine
    far = np.full((n, 1), 9.0, np.float32)
    lead = np.where(
        next_is_better,
        np.concatenate([ahead, -far], axis=1),
        np.concatenate([-far, ahead], axis=1),
    ).astype(np.float32)
    misfit = np.where(
        next_is_better,
        np.concatenate([joined_misfit, far], axis=1),
        np.concatenate([far, joined_misfit], axis=1),
    ).astype(np.float32)
    return gain, lead, misfit


def _best_outside(matrix: Floats, window: int) -> Floats:
    """For each pair (k, k+1) of columns, the row's best entry outside of a window of columns around it.

    ``window`` 2 leaves out columns k and k+1 of single sentences and gives one column fewer; 3 leaves out the pairs
    k-1, k, k+1, which share a sentence with pair k.
    """
    n, m = matrix.shape
    padded = np.concatenate([np.full((n, 1), -1.0, np.float32), matrix, np.full((n, 1), -1.0, np.float32)], axis=1)
    before = np.maximum.accumulate(padded, axis=1)
    after = np.maximum.accumulate(padded[:, ::-1], axis=1)[:, ::-1]
    if window == 2:
        return np.maximum(before[:, : m - 1], after[:, 3 : m + 2])
    first = np.concatenate([np.full((n, 1), -1.0, np.float32), before[:, : m - 1]], axis=1)
    last = np.concatenate([after[:, 3 : m + 2], np.full((n, 1), -1.0, np.float32)], axis=1)
    return np.asarray(np.maximum(first, last))


def _around(matrix: Floats) -> Floats:
    """The highest entry among the diagonal neighbours (i±1, j±1): what is told before and after matches too."""
    n, m = matrix.shape
    padded = np.full((n + 2, m + 2), matrix.min() if matrix.size else 0.0, np.float32)
    padded[1:-1, 1:-1] = matrix
    corners = (padded[:-2, :-2], padded[2:, 2:], padded[:-2, 2:], padded[2:, :-2])
    return np.asarray(np.maximum.reduce(corners))


def _article_evidence(
    left: Side, right: Side, best: Floats, words: Floats, grams: Floats, is_comparable: bool
) -> dict[str, float]:
    """What the two articles as wholes say about being of one event; symmetric in the sides but for ``length``."""
    n, m = best.shape
    row_best, column_best = best.argmax(axis=1), best.argmax(axis=0)
    mutual = [i for i in range(n) if column_best[row_best[i]] == i]
    few = max(1, min(n, m) // 4)
    overall = words + grams
    top_words = np.sort(overall.max(axis=1))[-few:].mean() / 2 + np.sort(overall.max(axis=0))[-few:].mean() / 2
    top_csls = np.sort(best.max(axis=1))[-few:].mean() / 2 + np.sort(best.max(axis=0))[-few:].mean() / 2
    order = [row_best[i] for i in mutual]
    # The rises of an order and of its inverse differ; their mean is the same whichever article is called left.
    rising = (sum(a < b for a, b in pairwise(order)) + sum(a < b for a, b in pairwise(np.argsort(order)))) / 2
    heard = [frozenset().union(*(skeletons_of(t) for t in side.texts)) for side in (left, right)]
    called = [Counter(s for t in side.texts for s in name_skeletons(t)) for side in (left, right)]
    numbers = [frozenset().union(*(digits_of(t) for t in side.texts)) for side in (left, right)]
    shares = []
    for side in (0, 1):
        total = sum(called[side].values())
        if total:
            shares.append(sum(times for name, times in called[side].items() if name in heard[1 - side]) / total)
    union = numbers[0] | numbers[1]
    long_left = sum(map(len, left.read)) / max(1, n)
    long_right = sum(map(len, right.read)) / max(1, m)
    return {
        "words": float(top_words) if is_comparable else 0.0,
        "csls": float(top_csls),
        "mutual": len(mutual) / max(1, min(n, m)),
        "names": sum(shares) / len(shares) if shares else 0.5,
        "numbers": len(numbers[0] & numbers[1]) / len(union) if union else 0.5,
        "top": float(np.sort(best, axis=None)[-max(1, min(n, m) // 8) :].mean()) if best.size else 0.0,
        "title": fuzz.token_set_ratio(fold(left.title), fold(right.title)) / 100 if is_comparable else 0.0,
        "rank_correlation": rising / (len(order) - 1) if len(order) > 1 else 0.5,
        "length": math.log(max(1.0, long_left) / max(1.0, long_right)),
    }
