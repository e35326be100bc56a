from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.steps.judge import mirror
from compare.steps.nearness import NEIGHBOURS, csls, leads
from compare.steps.overlap import products
from compare.steps.similarity import SIGNALS, Candidates, Side, _weighted_cosine, describe
from tests.steps.sides import invented, side

# A shared machine may be slow; what is slow here is tested by its own name.
PATIENT = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=9)
BAGS = st.lists(st.dictionaries(st.sampled_from("abcdefgh"), st.floats(-4, 4, width=32)), min_size=1, max_size=6)


def signal(found: Candidates, name: str, i: int, j: int) -> float:
    row = next(k for k in range(len(found.rows)) if (found.rows[k], found.columns[k]) == (i, j))
    return float(found.signals[row, SIGNALS.index(name)])


def english(*texts: str) -> Side:
    return side(texts)


@given(TEXTS, TEXTS)
@PATIENT
def test_swapping_the_articles_mirrors_every_signal(left: list[str], right: list[str]) -> None:
    one, other = describe(side(left), side(right)), describe(side(right), side(left))
    order = np.lexsort((other.rows, other.columns))
    assert (one.rows == other.columns[order]).all()
    assert (one.columns == other.rows[order]).all()
    assert np.allclose(one.signals, mirror(other.signals[order]), atol=1e-4)


@given(TEXTS, TEXTS)
@PATIENT
def test_any_text_gives_finite_signals(left: list[str], right: list[str]) -> None:
    assert np.isfinite(describe(side(left), side(right)).signals).all()


@given(BAGS, BAGS)
@PATIENT
def test_products_of_bags_are_what_adding_up_term_by_term_gives(
    left: list[dict[str, float]], right: list[dict[str, float]]
) -> None:
    slow = [[sum(a[t] * b[t] for t in a.keys() & b.keys()) for b in right] for a in left]
    assert np.allclose(products(left, right), slow, atol=1e-3)


def test_products_do_not_depend_on_how_many_terms_go_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    bags = [dict.fromkeys(text.split(), 1.0) for text in invented(1, 12)]
    whole = products(bags[:6], bags[6:])
    monkeypatch.setattr("compare.steps.overlap.BLOCK", 3)
    assert np.allclose(products(bags[:6], bags[6:]), whole)


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 99))
@PATIENT
def test_csls_takes_off_the_mean_of_the_nearest_neighbours(n: int, m: int, seed: int) -> None:
    cosine = np.random.default_rng(seed).uniform(-1, 1, (n, m)).astype(np.float32)
    found = csls(cosine)
    for i in range(n):
        for j in range(m):
            near_row = np.mean(sorted(cosine[i], reverse=True)[:NEIGHBOURS])
            near_column = np.mean(sorted(cosine[:, j], reverse=True)[:NEIGHBOURS])
            assert found[i, j] == pytest.approx(cosine[i, j] - (near_row + near_column) / 2, abs=1e-5)


@given(st.integers(2, 7), st.integers(2, 7), st.integers(0, 99))
@PATIENT
def test_a_lead_is_the_distance_to_the_best_other_entry(n: int, m: int, seed: int) -> None:
    matrix = np.random.default_rng(seed).uniform(-1, 1, (n, m)).astype(np.float32)
    by_row, by_column = leads(matrix)
    for i in range(n):
        for j in range(m):
            assert by_row[i, j] == pytest.approx(matrix[i, j] - max(np.delete(matrix[i], j)), abs=1e-6)
            assert by_column[i, j] == pytest.approx(matrix[i, j] - max(np.delete(matrix[:, j], i)), abs=1e-6)


def test_a_rare_word_makes_two_sentences_more_alike_than_a_common_one() -> None:
    bags = [dict.fromkeys(text.split(), 1) for text in ("the quake", "the man", "the quake", "the dog")]
    found = _weighted_cosine(bags, 2, {"the": 0.1, "quake": 1.0, "man": 1.0, "dog": 1.0})
    assert found[0, 0] > 0.99
    assert found[1, 1] < 0.05


def test_a_name_is_heard_across_scripts() -> None:
    left = side(["Defence minister Rajnath Singh refused to sign."])
    right = side(["وزیر دفاع راجناتھ سنگھ نے دستخط سے انکار کیا۔"], "ur")
    assert signal(describe(left, right), "names_shared", 0, 0) > 0


def test_a_number_counts_on_both_sides_however_it_is_written() -> None:
    found = describe(english("It cost 1,500,000 dollars."), side(["Custou 1,5 milhão de dólares."], "pt"))
    assert signal(found, "numbers_shared", 0, 0) > 0
    assert signal(found, "numbers_left_only", 0, 0) == 0


def test_texts_of_two_languages_are_not_compared_fuzzily() -> None:
    found = describe(english("The storm."), side(["The storm."], "de"))
    assert signal(found, "comparable", 0, 0) == 0
    assert signal(found, "fuzzy_ratio", 0, 0) == 0


def test_a_translated_article_is_compared_by_its_translation() -> None:
    left, right = english("The storm hit the village."), side(["A."], "pt", shown=["The storm hit the village."])
    assert signal(describe(left, right), "fuzzy_ratio", 0, 0) == 1.0


def test_the_only_matching_part_of_a_given_sentence_is_found() -> None:
    whole = side(["Rain fell. The bridge broke."])
    parts = side(["Rain fell.", "The bridge broke."])
    split = Side("en", whole.texts, None, "en", whole.vectors, "", parts.vectors, np.array([0, 0]))
    found = describe(split, side(["The bridge broke.", "Nobody came home for dinner."]))
    assert signal(found, "part_cosine", 0, 0) == pytest.approx(1.0, abs=1e-5)


def test_large_articles_give_candidates_in_proportion_to_their_sentences() -> None:
    n = 120
    found = describe(side(invented(1, n)), side(invented(2, n)))
    assert len(found.rows) <= 8 * 2 * n * 4 < n * n * 8


def test_sentences_of_twenty_thousand_characters_take_seconds() -> None:
    hostile = ["a" * 20_000, "1" * 20_000, "(" * 20_000, "A. " * 6_000, "ا" * 20_000, "\u0301" * 20_000, "漢" * 20_000]
    start = time.process_time()
    describe(side(hostile), side(list(reversed(hostile))))
    assert time.process_time() - start < 20
