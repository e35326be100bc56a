from __future__ import annotations

import resource
import subprocess
import sys
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import MAX_SIDE, Alignment, Bead
from compare.files.weights import read_judge
from compare.steps.align import FORBIDDEN, GROW, Constraint, align, grow_beads, left_apart
from compare.steps.similarity import Floats
from tests.steps.sides import invented, side

WEIGHTS = read_judge()
NEWS = (
    "The dam in the north burst on Sunday after three days of rain.",
    "At least 40 people are missing, the governor Maria Souza said.",
    "Engineers had warned of cracks in 2019.",
    "The operator said that it had followed every rule.",
    "Two villages were evacuated by helicopter.",
    "Prosecutors opened an inquiry on Monday.",
)


@st.composite
def probabilities(draw: st.DrawFn) -> Floats:
    """A matrix with many certain, many impossible and some tied entries."""
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 7))
    values = st.sampled_from([0.0, 0.0, 0.0, 0.2, 0.3, 0.4, 0.5, 0.75, 0.9, 0.99])
    return np.array(draw(st.lists(values, min_size=n * m, max_size=n * m)), np.float32).reshape(n, m)


@given(probabilities())
@settings(deadline=None)
def test_no_sentence_is_in_two_beads_and_no_bead_is_too_large(matrix: Floats) -> None:
    groups = grow_beads(matrix)
    for k in (0, 1):
        used = [sentence for group in groups for sentence in group[k]]
        assert len(used) == len(set(used))
        assert all(1 <= len(group[k]) <= MAX_SIDE for group in groups)


@given(probabilities())
@settings(deadline=None)
def test_every_bead_gains_by_its_links_taken_together(matrix: Floats) -> None:
    for left, right in grow_beads(matrix):
        assert (matrix[np.ix_(left, right)].astype(float) - GROW).sum() > 0


@given(st.integers(1, 7), st.integers(0, 500))
@settings(deadline=None)
def test_one_clear_partner_each_is_found_in_whatever_order(n: int, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(n)
    matrix = np.full((n, n), 0.1, np.float32)
    matrix[np.arange(n), order] = 0.9
    assert grow_beads(matrix) == [((i,), (int(order[i]),)) for i in range(n)]


@given(st.integers(0, 500))
@settings(deadline=None)
def test_swapping_sides_of_untied_probabilities_swaps_the_beads(seed: int) -> None:
    matrix = np.random.default_rng(seed).beta(0.3, 0.6, (6, 8)).astype(np.float32)
    assert sorted((right, left) for left, right in grow_beads(matrix.T)) == grow_beads(matrix)


def test_a_sentence_that_tells_what_two_tell_is_one_bead_with_both() -> None:
    matrix = np.array([[0.9, 0.1, 0.8], [0.1, 0.9, 0.1]], np.float32)
    assert grow_beads(matrix) == [((0,), (0, 2)), ((1,), (1,))]


def test_a_chain_of_links_does_not_hold_together() -> None:
    matrix = np.zeros((3, 3), np.float32)
    for i, j in ((0, 0), (1, 0), (1, 1), (2, 1), (2, 2)):
        matrix[i, j] = 0.5
    assert all(len(left) * len(right) <= 2 for left, right in grow_beads(matrix))


def covered(found: Alignment) -> tuple[list[int], list[int]]:
    return (
        sorted([i for bead in found.beads for i in bead.left] + list(found.left_gaps)),
        sorted([j for bead in found.beads for j in bead.right] + list(found.right_gaps)),
    )


@given(st.lists(st.text(max_size=40), max_size=7), st.lists(st.text(max_size=40), max_size=7))
@settings(max_examples=40, deadline=None)
def test_beads_and_gaps_cover_both_articles_exactly(left: list[str], right: list[str]) -> None:
    assert covered(align(side(left), side(right), WEIGHTS)) == (list(range(len(left))), list(range(len(right))))


@given(st.integers(0, 200))
@settings(max_examples=20, deadline=None)
def test_swapping_the_articles_swaps_the_alignment(seed: int) -> None:
    one, other = side(invented(seed, 6)), side(invented(seed + 1, 4) + invented(seed, 3))
    there = align(one, other, WEIGHTS, names=("a", "b"))
    back = align(other, one, WEIGHTS, names=("b", "a")).swapped()
    assert [(b.left, b.right) for b in there.beads] == [(b.left, b.right) for b in back.beads]
    assert there.same_event == pytest.approx(back.same_event, abs=1e-3)


def test_an_article_finds_itself_in_another_order() -> None:
    order = [4, 0, 3, 5, 1, 2]
    found = align(side(NEWS), side([NEWS[k] for k in order]), WEIGHTS)
    assert {(bead.left, bead.right) for bead in found.beads} == {((order[k],), (k,)) for k in range(6)}


def test_two_articles_on_different_events_share_nothing() -> None:
    other = (
        "The national team won the final by two goals to one.",
        "Goalkeeper Jens Lund saved a penalty in the last minute.",
        "Thousands celebrated in Copenhagen until the morning.",
    )
    assert align(side(NEWS), side(other), WEIGHTS).beads == ()


def test_an_empty_side_leaves_every_sentence_alone() -> None:
    assert align(side(NEWS), side(()), WEIGHTS).left_gaps == tuple(range(6))


@given(st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=12, deadline=None)
def test_what_a_person_joined_stays_joined(i: int, j: int) -> None:
    found = align(side(NEWS), side(NEWS), WEIGHTS, constraints=[Constraint((i,), (j,), together=True)])
    assert [(bead.left, bead.right) for bead in found.beads if bead.is_fixed] == [((i,), (j,))]


@given(st.integers(0, 5))
@settings(max_examples=6, deadline=None)
def test_what_a_person_parted_stays_parted(i: int) -> None:
    found = align(side(NEWS), side(NEWS), WEIGHTS, constraints=[Constraint((i,), (i,), together=False)])
    assert not [bead for bead in found.beads if i in bead.left and i in bead.right]


def test_what_a_person_parted_is_not_joined_by_a_third_sentence() -> None:
    matrix = np.array([[FORBIDDEN, 0.9], [0.9, 0.9]], np.float32)
    assert not [group for group in grow_beads(matrix) if 0 in group[0] and 0 in group[1]]


def test_a_sentence_that_a_person_left_alone_stays_alone() -> None:
    found = align(side(NEWS), side(NEWS), WEIGHTS, constraints=[Constraint((2,), (), together=False)])
    assert 2 in found.left_gaps


def test_two_thousand_sentences_a_side_fit_a_minute_and_a_gigabyte() -> None:
    start = time.process_time()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    done = subprocess.run([sys.executable, "-m", "tests.steps.large"], capture_output=True, text=True, check=True)
    n_beads, kilobytes = map(int, done.stdout.split())
    seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before + time.process_time() - start
    assert n_beads > 500
    assert kilobytes < 1_000_000
    assert seconds < 60


def test_the_likeliest_pairs_that_no_bead_holds_are_told() -> None:
    matrix = np.array([[0.9, 0.3, 0.01], [0.2, FORBIDDEN, 0.01]], np.float32)
    assert left_apart(matrix, [Bead((0,), (0,), 0.9)]) == [(0, 1), (1, 0)]


@given(probabilities())
@settings(deadline=None)
def test_pairs_left_apart_are_in_no_bead_whichever_article_is_called_left(matrix: Floats) -> None:
    beads = [Bead(*group, 0.9) for group in grow_beads(matrix)]
    apart = left_apart(matrix, beads)
    assert not set(apart) & {(i, j) for bead in beads for i in bead.left for j in bead.right}
    assert len(apart) <= 2 * sum(matrix.shape)


def test_what_a_person_parted_has_no_chance() -> None:
    found = align(side(NEWS), side(NEWS), WEIGHTS, constraints=[Constraint((2,), (), together=False)])
    assert 2 not in {chance.left for chance in found.chances}


def test_each_pair_of_a_bead_of_several_has_its_own_confidence() -> None:
    joined = f"{NEWS[2]} {NEWS[4]}"
    found = align(side((*NEWS[:2], joined)), side(NEWS), WEIGHTS)
    several = [bead for bead in found.beads if len(bead.left) + len(bead.right) > 2]
    assert several
    inside = {(i, j) for bead in several for i in bead.left for j in bead.right}
    assert {(link.left, link.right) for link in found.links} == inside
    assert found.confidences.keys() == {(i, j) for bead in found.beads for i in bead.left for j in bead.right}
    assert found.swapped().confidences == {(j, i): c for (i, j), c in found.confidences.items()}
    assert found.swapped().swapped() == found


def test_a_pair_alone_in_its_bead_is_as_likely_as_the_bead() -> None:
    found = align(side(NEWS), side(NEWS), WEIGHTS)
    assert found.links == ()
    assert found.confidences == {(bead.left[0], bead.right[0]): bead.confidence for bead in found.beads}
