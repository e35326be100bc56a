from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.steps.marks import CAPITALISED, digits_of, name_skeletons, names_of, skeletons_of


@pytest.mark.parametrize(
    "text", ["1,500,000 people", "1.500.000 pessoas", "1,5 Millionen", "15 lakh", "۱۵ لاکھ", "१५ लाख", "1 500 000"]
)
def test_a_large_number_has_the_same_digits_however_it_is_written(text: str) -> None:
    assert "15" in digits_of(text)


def test_ten_and_a_hundred_are_different_counts() -> None:
    assert digits_of("10 dead") != digits_of("100 dead")


@pytest.mark.parametrize("text", ["three soldiers", "três soldados", "drei Soldaten", "trois soldats"])
def test_small_numbers_in_words_count(text: str) -> None:
    assert digits_of(text) == {"3"}


def test_the_word_that_opens_a_sentence_is_no_name() -> None:
    assert names_of("Officials met Modi. They left Delhi.") == ("Modi", "Delhi")


def test_an_abbreviation_in_capitals_is_a_name_even_where_it_opens() -> None:
    assert names_of("NATO met.") == ("NATO",)


@pytest.mark.parametrize("text", ["شہباز شریف نے کہا", "Шахбаз Шариф сказал", "Shahbaz Sharif said", "シャリフ首相"])
def test_a_name_is_heard_in_every_script(text: str) -> None:
    assert name_skeletons("Prime minister Sharif.") & skeletons_of(text)


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    assert all(digits.isascii() and digits.isdigit() for digits in digits_of(text))
    assert all(len(name) > 1 for name in names_of(text))


@pytest.mark.parametrize("unit", ["1.", "A", "A-", "9", "Ab ", "(", "漢", "a"])
def test_a_hostile_sentence_is_read_in_a_second(unit: str) -> None:
    text = (unit * 20_000)[:20_000]
    start = time.process_time()
    digits_of(text), names_of(text), skeletons_of(text)
    assert time.process_time() - start < 2


def names_looked_for_from_the_start(text: str) -> tuple[str, ...]:
    found = []
    for k, match in enumerate(CAPITALISED.finditer(text)):
        word = match.group()
        before = text[: match.start()].rstrip(" \"'“”‘’«»(„")
        opens = k == 0 or before.endswith((".", "!", "?", ":", "…"))
        if word[0].isupper() and len(word) > 1 and (not opens or word.isupper()):
            found.append(word)
    return tuple(found)


@given(st.text(alphabet="AbÉ. !\"“(1-'_", max_size=60))
@settings(deadline=None)
def test_names_are_those_that_a_look_at_all_before_them_finds(text: str) -> None:
    assert names_of(text) == names_looked_for_from_the_start(text)


def test_four_times_a_long_text_of_names_takes_about_four_times_as_long() -> None:
    took = []
    for n in (50_000, 200_000):
        start = time.process_time()
        names_of("Anna " * n)
        took.append(time.process_time() - start)
    assert took[1] < 8 * took[0] + 0.2
