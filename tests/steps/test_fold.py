from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.steps.fold import fold, folded_words, shingles, skeleton


@given(st.text(max_size=100))
@settings(deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("São Paulo", "sao paulo"), ("STRASSE", "straße"), ("Шойгу́", "шойгу"), ("مُحَمَّد", "محمد"), ("كابل", "کابل")],
)
def test_accents_case_and_variants_of_a_letter_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_vowel_signs_of_hindi_stay() -> None:
    assert fold("की") != fold("का")


def test_a_script_without_spaces_is_read_in_pairs_of_characters() -> None:
    assert folded_words("青岛会议") == ["青岛", "岛会", "会议"]


def test_latin_inside_of_chinese_is_a_word_of_its_own() -> None:
    assert folded_words("在NATO总部") == ["在", "nato", "总部"]


def test_words_of_hindi_are_not_cut_at_vowel_signs() -> None:
    assert folded_words("रक्षा मंत्री") == ["रक्षा", "मंत्री"]


def test_shingles_know_where_a_word_begins() -> None:
    assert "_te" in shingles(["terror"])
    assert "_er" not in shingles(["terror"])


def test_a_word_shorter_than_a_shingle_gives_one() -> None:
    assert shingles(["a"], (3,)) == ["_a_"]


@pytest.mark.parametrize("written", ["Rajnath", "राजनाथ", "راجناتھ"])
def test_a_name_sounds_alike_in_three_scripts(written: str) -> None:
    assert skeleton(written)[:3] == skeleton("Rajnath")[:3]


@given(st.text(max_size=60))
@settings(deadline=None)
def test_a_skeleton_is_plain_latin(text: str) -> None:
    assert skeleton(text) == "" or (skeleton(text).isascii() and skeleton(text).isalpha())
