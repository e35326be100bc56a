from __future__ import annotations

import time

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from compare.files.weights import read_judge
from compare.steps.across import ACROSS, describe_across
from compare.steps.judge import MIRRORED_SECOND, SECOND_SIGNALS, judge, mirror, second_signals
from compare.steps.sides import Lens, Side
from compare.steps.similarity import describe
from tests.steps.sides import DIMENSIONS, invented, side

WEIGHTS = read_judge()
PATIENT = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
TEXTS = st.lists(st.text(max_size=60), min_size=1, max_size=9)
PLAIN = Lens(np.zeros(DIMENSIONS, np.float32), np.eye(DIMENSIONS, dtype=np.float32))


def measured(name: str, left: list[str], right: list[str], language: str, lens: Lens = PLAIN) -> np.ndarray:
    rows, columns = (index.ravel() for index in np.indices((len(left), len(right))))
    found = describe_across(side(left), side(right, language), rows, columns, lens)
    return found[:, ACROSS.index(name)].reshape(len(left), len(right))


@given(TEXTS, TEXTS)
@example(["", "", "0", "000", "0"], ["", "", "", "", "", "", "1", "00:0"])
@PATIENT
def test_swapping_the_articles_mirrors_every_signal_of_the_second_judgement(left: list[str], right: list[str]) -> None:
    one, other = side(left), side(right, "fr")
    there, back = describe(one, other, WEIGHTS.lens), describe(other, one, WEIGHTS.lens)
    order = np.lexsort((back.rows, back.columns))
    guess = np.random.default_rng(0).uniform(size=(len(left), len(right))).astype(np.float32)
    seen = second_signals(there, guess[there.rows, there.columns])
    swapped = second_signals(back, guess[back.columns, back.rows])[order]
    assert np.isfinite(seen).all()
    assert np.allclose(seen, mirror(swapped), atol=2e-3)


def test_mirroring_the_second_signals_twice_gives_them_back() -> None:
    order, signs = MIRRORED_SECOND
    assert (order[order] == np.arange(len(SECOND_SIGNALS))).all()
    assert (signs[order] == signs).all()


def test_within_one_language_nothing_is_measured_across() -> None:
    assert describe(side(["A storm."]), side(["A flood."]), WEIGHTS.lens).across is None


def test_without_a_lens_a_second_judgement_is_refused_with_what_to_do() -> None:
    found = describe(side(["A storm."]), side(["Uma tempestade."], "pt"))
    try:
        second_signals(found, np.zeros(1, np.float32))
    except ValueError as error:
        assert "lens" in str(error)
    else:
        raise AssertionError("nothing was refused")


def test_a_quotation_is_seen_in_the_marks_of_another_script() -> None:
    found = measured(
        "quotes_shared", ['"We will not go," he said.', "He left."], ["他说：“我们不走。”", "他走了。"], "zh"
    )
    assert found.tolist() == [[1, 0], [0, 0]]


def test_a_question_is_seen_in_the_marks_of_another_script() -> None:
    found = measured("questions_shared", ["Who paid?"], ["من دفع؟", "دفع الوزير."], "ar")
    assert found.tolist() == [[1, 0]]


def test_a_number_written_as_a_word_is_worth_what_its_digits_are() -> None:
    found = measured("values_shared", ["Thirty ships sank."], ["Afundaram 30 navios.", "Afundaram 31 navios."], "pt")
    assert found[0, 0] > found[0, 1]


def test_a_name_that_few_sentences_call_weighs_more_than_one_that_all_call() -> None:
    english = ["Talks with Moskva and Petrov.", "Talks with Moskva.", "Talks with Moskva.", "Talks with Moskva."]
    russian = ["Петров говорил.", "Москва говорила.", "Москва говорила.", "Москва говорила."]
    found = measured("heard_shared", english, russian, "ru")
    assert found[0, 0] > found[0, 1] > 0


def test_a_lens_keeps_length_and_leaves_nothing_where_there_was_nothing() -> None:
    vectors = np.array([[3, 4] + [0] * (DIMENSIONS - 2), [0] * DIMENSIONS], np.float32)
    seen = WEIGHTS.lens.through(vectors)
    assert np.allclose(np.linalg.norm(seen, axis=1), [1, 0], atol=1e-5)


def test_a_lens_makes_nearer_what_differs_as_translations_do() -> None:
    stretched = np.eye(DIMENSIONS, dtype=np.float32)
    stretched[0, 0] = 0.01  # translations differ in the first direction
    lens = Lens(np.zeros(DIMENSIONS, np.float32), stretched)
    one, other = np.zeros((2, 1, DIMENSIONS), np.float32)
    one[0, :2], other[0, :2] = (0.8, 0.6), (-0.8, 0.6)
    assert (lens.through(one) @ lens.through(other).T).item() > 0.99 > (one @ other.T).item()


def test_hostile_sentences_across_languages_take_seconds() -> None:
    hostile = ["a" * 20_000, "1 " * 10_000, '"' * 20_000, "A. " * 6_000, "ا" * 20_000, "—" * 20_000, "漢" * 20_000]
    start = time.process_time()
    judge(describe(side(hostile), side(list(reversed(hostile)), "zh"), WEIGHTS.lens), WEIGHTS)
    assert time.process_time() - start < 30


def test_a_part_is_seen_through_the_lens_too() -> None:
    texts = invented(3, 3)
    plain = side(texts)
    parts = Side("en", plain.texts, None, "en", plain.vectors, "", plain.vectors, np.array([0, 1, 2]))
    seen = WEIGHTS.lens.of(parts)
    assert seen.part_vectors is not None
    assert np.array_equal(seen.part_vectors, seen.vectors)
