"""How alike two sentences are, from many signals at once.

Owns the signals and the candidate pairs; knows nothing of beads. Each signal is blind to something: vectors to numbers
and negation, fuzzy matching to paraphrase, both to who "he" is. So candidates are described by all of them, and
``compare.steps.judge`` turns a description into a probability.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from rapidfuzz import fuzz, process

from compare.steps.across import describe_across
from compare.steps.fold import fold, folded_words, shingles
from compare.steps.marks import digits_of, name_skeletons, skeletons_of
from compare.steps.nearness import cosines, csls, leads, mutual_partners, nearness
from compare.steps.overlap import overlap, products
from compare.steps.sides import Floats, Indexes, Lens, Side, stack, tell_in_cliques

PER_SENTENCE = 8  # candidates a sentence and signal: the right partner of 99.7 % of development links is among them
FUZZY_CHARACTERS = 600  # longer sentences are compared by their opening; fuzzy matching is quadratic in length
THREADS_FROM = 5000  # candidates; below, starting rapidfuzz's threads takes longer than matching (40 ms on two cores)


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


def mirrored(names: Sequence[str]) -> tuple[Indexes, Floats]:
    """Return where each of the named signals is found, and with which sign, when the other article is called left."""
    opposite = {"left": "right", "right": "left", "row": "column", "column": "row"}
    swapped = ["_".join(opposite.get(word, word) for word in name.split("_")) for name in names]
    signs = np.array([-1.0 if name == "length_ratio" else 1.0 for name in names], np.float32)
    return np.array([names.index(name) for name in swapped]), signs


MIRRORED = mirrored(SIGNALS)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs worth a judgement: ``rows``, ``columns`` (k,) sentence indexes, ``signals`` (k, len(SIGNALS)).

    ``lengths_left`` (n,) and ``lengths_right`` (m,) are characters, the right ones scaled so that sentences of both
    articles are on average as long. ``across`` (k, len(ACROSS)) is what else was measured of articles in two languages,
    None within one.
    """

    n_left: int
    n_right: int
    rows: Indexes
    columns: Indexes
    signals: Floats
    cosine: Floats
    lengths_left: Floats
    lengths_right: Floats
    across: Floats | None = None


def describe(left: Side, right: Side, lens: Lens | None = None) -> Candidates:
    """Return the candidate pairs of two articles with all their signals, those across languages if a ``lens`` is given.

    O(n·m) time for vector products and lookups, and O(k·length) for the fuzzy signals on the k candidates; k is at most
    ``6 · PER_SENTENCE · (n + m)`` or ``n·m``.
    """
    n, m = len(left.texts), len(right.texts)
    cosine = cosines(left.vectors, right.vectors)
    best = csls(cosine)
    is_comparable = left.read_language == right.read_language
    words, grams, weights = _lexical(left.read, right.read)
    rows, columns = _nominate([best, cosine, words, grams], n, m)
    numbers = overlap([digits_of(t) for t in left.texts], [digits_of(t) for t in right.texts], _digits_weight)
    names = _names(left, right)
    rare = overlap([set(_words(t)) for t in left.read], [set(_words(t)) for t in right.read], weights.__getitem__)
    lengths_left = np.array([max(1, len(t)) for t in left.read], np.float32)
    lengths_right = np.array([max(1, len(t)) for t in right.read], np.float32)
    words_row, words_column = leads(words + grams)
    fuzzy = _fuzzy(left.read, right.read, rows, columns, is_comparable)
    article = _article_evidence(left, right, best, words, grams, is_comparable)

    def at(matrix: Floats) -> Floats:
        return matrix[rows, columns]

    k = len(rows)
    values: dict[str, Floats | float] = {
        **nearness(left, right, rows, columns),
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
        "length_misfit": np.abs(np.log(lengths_left[rows] / lengths_right[columns]) - article["length"]),
        "diagonal": np.abs(rows / max(1, n - 1) - columns / max(1, m - 1)).astype(np.float32),
        "place_left": (rows / max(1, n - 1)).astype(np.float32),
        "place_right": (columns / max(1, m - 1)).astype(np.float32),
        **{f"articles_{name}": value for name, value in article.items() if name != "length"},
        "size": math.log(n + m),
    }
    signals = stack(values, SIGNALS, k)
    across = None
    if lens is not None and not tell_in_cliques(left, right):
        across = describe_across(left, right, rows, columns, lens)
    scaled = lengths_right * np.float32(math.exp(article["length"]))
    return Candidates(n, m, rows, columns, signals, cosine, lengths_left, scaled, across)


def _lexical(left: Sequence[str], right: Sequence[str]) -> tuple[Floats, Floats, dict[str, float]]:
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
    product = products(weighted[:n_left], weighted[n_left:])
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
        products(weighted[:n], weighted[n:]),
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


def _digits_weight(digits: str) -> float:
    """Longer numbers are less often alike by chance."""
    return min(4, len(digits)) / 2


def _names(left: Side, right: Side) -> tuple[Floats, Floats, Floats]:
    """Three (n, m): names heard on both sides, on the left alone, on the right alone, whatever the script."""
    heard = [[dict.fromkeys(skeletons_of(text), 1.0) for text in side.texts] for side in (left, right)]
    called = [[dict.fromkeys(name_skeletons(text), 1.0) for text in side.texts] for side in (left, right)]
    heard_right, heard_left = products(called[0], heard[1]), products(heard[0], called[1])
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


def _article_evidence(
    left: Side, right: Side, best: Floats, words: Floats, grams: Floats, is_comparable: bool
) -> dict[str, float]:
    """What the two articles as wholes say about being of one event; symmetric in the sides but for ``length``."""
    n, m = best.shape
    mutual = mutual_partners(best)
    few = max(1, min(n, m) // 4)
    overall = words + grams
    top_words = np.sort(overall.max(axis=1))[-few:].mean() / 2 + np.sort(overall.max(axis=0))[-few:].mean() / 2
    order = [j for _, j in mutual]
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
        "names": sum(shares) / len(shares) if shares else 0.5,
        "numbers": len(numbers[0] & numbers[1]) / len(union) if union else 0.5,
        "title": fuzz.token_set_ratio(fold(left.title), fold(right.title)) / 100 if is_comparable else 0.0,
        "rank_correlation": rising / (len(order) - 1) if len(order) > 1 else 0.5,
        "length": math.log(max(1.0, long_left) / max(1.0, long_right)),
    }


__all__ = [
    "ARTICLE_SIGNALS",
    "MIRRORED",
    "SIGNALS",
    "Candidates",
    "Floats",
    "Indexes",
    "Lens",
    "Side",
    "describe",
    "mirrored",
    "spelled_alike",
]
