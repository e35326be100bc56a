from __future__ import annotations

import numpy as np

from compare.steps.similarity import Candidates, Floats
from compare.steps.surroundings import SURROUNDINGS, surroundings

MATRIX = np.array(
    [
        [0.9, 0.1, 0.0, 0.2],
        [0.3, 0.5, 0.4, 0.0],
        [0.0, 0.0, 0.8, 0.6],
    ],
    np.float32,
)


def around(name: str, matrix: Floats = MATRIX, lengths: tuple[list[float], list[float]] | None = None) -> Floats:
    rows, columns = (index.ravel() for index in np.indices(matrix.shape))
    empty = np.zeros((len(rows), 0), np.float32)
    sizes = [np.array(sides, np.float32) for sides in lengths or [[100] * size for size in matrix.shape]]
    candidates = Candidates(*matrix.shape, rows, columns, empty, matrix, *sizes)
    found = surroundings(candidates, matrix.ravel())
    return found[:, SURROUNDINGS.index(name)].reshape(matrix.shape)


def test_rivals_are_the_best_other_partners_of_either_sentence() -> None:
    assert around("prior_row")[0].tolist() == np.float32([0.2, 0.9, 0.9, 0.9]).tolist()
    assert around("prior_column")[:, 0].tolist() == np.float32([0.3, 0.9, 0.9]).tolist()


def test_a_pair_leads_its_rivals_by_logits() -> None:
    lead = around("prior_row_lead")
    assert np.allclose(lead[1, 1], np.log(0.5 / 0.5) - np.log(0.4 / 0.6))
    assert lead[0, 0] > 0 > lead[0, 1]


def test_what_was_told_before_and_after_is_told_along_the_diagonal() -> None:
    assert around("prior_before")[1, 1] == np.float32(0.9)
    assert around("prior_after")[1, 1] == np.float32(0.8)
    assert around("prior_before")[0, 0] == 0
    assert around("prior_crossed")[1, 2] == np.float32(0.2)


def test_neighbours_of_a_sentence_may_share_its_partner() -> None:
    assert around("prior_beside_right")[2, 3] == np.float32(0.8)
    assert around("prior_beside_left")[1, 2] == np.float32(0.8)


def test_sums_leave_out_the_pair_itself() -> None:
    assert np.allclose(around("prior_row_sum")[1, 1], 0.7)
    assert np.allclose(around("prior_column_sum")[2, 2], 0.4)


def test_the_share_is_the_mean_of_the_best_partners_of_both_sides() -> None:
    wanted = (np.mean([0.9, 0.5, 0.8]) + np.mean([0.9, 0.5, 0.8, 0.6])) / 2
    assert np.allclose(around("prior_share"), wanted)


def test_a_single_sentence_has_no_rival() -> None:
    assert around("prior_row", np.array([[0.7]], np.float32)).item() == 0


def test_a_sentence_fits_beside_its_neighbour_where_their_partner_is_long_enough() -> None:
    matrix = np.array([[0.9, 0.0], [0.1, 0.1]], np.float32)
    roomy = around("room_left", matrix, ([100, 100], [200, 100]))
    full = around("room_left", matrix, ([100, 100], [100, 200]))
    assert roomy[1, 0] > 0 > full[1, 0]
    assert np.allclose(around("alone_left", matrix, ([100, 100], [200, 100]))[1, 0], np.log(0.5))
    assert np.allclose(around("together_left", matrix, ([100, 100], [200, 100]))[1, 0], 0.0)


def test_a_neighbour_without_a_chance_says_nothing() -> None:
    matrix = np.array([[0.0, 0.4], [0.7, 0.0]], np.float32)
    for name in ("alone_right", "together_right", "room_right"):
        assert around(name, matrix, ([30, 300], [80, 90]))[0, 1] == 0
