from __future__ import annotations

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.steps.parallel import Group, _path, looks_parallel, parallel_beads
from compare.steps.similarity import Floats
from tests.steps.sides import invented, side

SHAPES = ((1, 1), (1, 2), (2, 1))


def random_costs(n: int, m: int, seed: int) -> dict[tuple[int, int], Floats]:
    dice = np.random.default_rng(seed)
    return {
        (a, b): dice.uniform(0, 2, (n - a + 1, m - b + 1)).astype(np.float32) for a, b in SHAPES if n >= a and m >= b
    }


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 99))
@settings(deadline=None)
def test_the_path_costs_what_trying_every_path_finds(n: int, m: int, seed: int) -> None:
    costs, skip = random_costs(n, m, seed), 0.4

    @cache
    def cheapest(i: int, j: int) -> float:
        if not i and not j:
            return 0.0
        ways = [cheapest(i - 1, j) + skip] if i else []
        ways += [cheapest(i, j - 1) + skip] if j else []
        ways += [cheapest(i - a, j - b) + float(c[i - a, j - b]) for (a, b), c in costs.items() if i >= a and j >= b]
        return min(ways)

    groups = _path(costs, n, m, skip)
    paid = sum(float(costs[len(left), len(right)][left[0], right[0]]) for left, right in groups)
    alone = n + m - sum(len(left) + len(right) for left, right in groups)
    assert abs(paid + alone * skip - cheapest(n, m)) < 1e-4


@given(st.integers(0, 99))
@settings(max_examples=20, deadline=None)
def test_beads_of_parallel_texts_rise_on_both_sides(seed: int) -> None:
    left, right = side(invented(seed, 9)), side(invented(seed, 9)[2:] + invented(seed + 1, 2))
    groups = parallel_beads(left, right)
    for k in (0, 1):
        used = [sentence for group in groups for sentence in group[k]]
        assert used == sorted(set(used))


def test_a_sentence_split_in_two_by_the_translator_is_one_bead() -> None:
    texts = invented(3, 8, words=14)
    first, second = texts[3][: len(texts[3]) // 2], texts[3][len(texts[3]) // 2 :]
    right = [*texts[:3], first, second, *texts[4:]]
    groups = parallel_beads(side(texts), side(right))
    assert ((3,), (3, 4)) in groups


def diagonal(n: int) -> list[Group]:
    return [((k,), (k,)) for k in range(n)]


def test_articles_aligned_densely_and_in_order_count_as_parallel() -> None:
    assert looks_parallel(diagonal(10), 10, 10)


def test_articles_told_in_another_order_do_not_count_as_parallel() -> None:
    assert not looks_parallel([((k,), (9 - k,)) for k in range(10)], 10, 10)


def test_articles_with_many_sentences_alone_do_not_count_as_parallel() -> None:
    assert not looks_parallel(diagonal(6), 10, 10)


def test_a_handful_of_sentences_does_not_count_as_parallel() -> None:
    assert not looks_parallel(diagonal(4), 4, 4)
