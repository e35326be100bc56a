from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.engines.meaning import E5Embedder
from compare.files.weights import read_judge
from compare.steps.judge import judge, mirror, same_event
from compare.steps.similarity import Side, describe
from tests.steps.sides import invented, side

WEIGHTS = read_judge()
STORM = [
    "A storm hit the coast of Norway on Monday and cut power to 40,000 homes.",
    "Police in Bergen asked people to stay at home.",
    "Two ferries were cancelled, the harbour master Olav Hansen said.",
    "The wind reached 140 kilometres an hour.",
    "Schools will stay closed until Thursday.",
]
RETOLD = [
    "Some 40,000 homes in Norway lost power when a storm reached the coast on Monday.",
    "The ferries to Bergen do not sail, said Olav Hansen, who runs the harbour.",
    "Winds of 140 kilometres an hour tore roofs off houses.",
    "Pupils have no lessons until Thursday.",
]
COURT = [
    "The court in Lima sentenced the former mayor to six years.",
    "He had taken 300,000 dollars from a builder, the judge found.",
    "His lawyer Ana Quispe said that he would appeal.",
    "Supporters gathered in front of the building.",
    "The trial had begun in 2019.",
]


@given(st.integers(0, 50))
@settings(max_examples=15, deadline=None)
def test_probabilities_are_the_same_whichever_article_is_called_left(seed: int) -> None:
    one, other = side(invented(seed, 5)), side(invented(seed + 1, 7))
    there, back = describe(one, other), describe(other, one)
    matrix = np.zeros((2, 5, 7), np.float32)
    matrix[0, there.rows, there.columns] = judge(there, WEIGHTS)
    matrix[1, back.columns, back.rows] = judge(back, WEIGHTS)
    assert np.allclose(matrix[0], matrix[1], atol=1e-3)


def test_mirroring_twice_gives_the_signals_back() -> None:
    signals = describe(side(STORM), side(COURT)).signals
    assert np.array_equal(mirror(mirror(signals)), signals)


def test_the_same_sentence_is_judged_likelier_than_every_other() -> None:
    found = describe(side(STORM), side(STORM))
    matrix = np.zeros((5, 5), np.float32)
    matrix[found.rows, found.columns] = judge(found, WEIGHTS)
    assert (matrix.argmax(axis=1) == np.arange(5)).all()
    assert matrix.diagonal().min() > 0.9


@pytest.mark.models
def test_two_tellings_of_one_event_are_likelier_one_event_than_two_events() -> None:
    embedder = E5Embedder(n_threads=1)
    storm, retold, court = (
        Side("en", tuple(texts), None, "en", embedder.embed(texts)) for texts in (STORM, RETOLD, COURT)
    )
    one, two = describe(storm, retold), describe(storm, court)
    same, other = (same_event(found, judge(found, WEIGHTS), WEIGHTS) for found in (one, two))
    assert same > 0.5 > other


def test_weights_for_other_signals_are_refused_with_what_to_do() -> None:
    with pytest.raises(ValueError, match="train again"):
        replace(WEIGHTS, first=replace(WEIGHTS.first, mean=WEIGHTS.first.mean[:-1]))
