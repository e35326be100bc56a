from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import FlagKind
from compare.steps.guards import check_translation

LANGUAGES = st.sampled_from(["en", "pt-BR", "es", "fr", "de", "it", "ru", "zh", "ja", "hi", "ur", "ar", "tr", "xx"])
PARTS = [
    "não", "no", "ministro", "Rajnath", "Singh", "26", "1.234", "milhão", "two", "。", "国防", "Министр", "ज", ".", ",",
    "THE", "a", "–", "“", "F-16", "n't", "\u00a0",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PARTS), max_size=25).map(" ".join))


def render(given: str) -> str:
    """Languages, source, translation; below them a flag a line."""
    lines = given.split("\n")
    source_language, target_language = lines[0].split(" > ")
    flags = check_translation(lines[1], lines[2], source_language, target_language)
    return "\n".join(f"{flag.kind}: {flag.note}" for flag in flags) or "nothing"


def kinds(source: str, translation: str, source_language: str = "pt", target_language: str = "en") -> list[FlagKind]:
    return [flag.kind for flag in check_translation(source, translation, source_language, target_language)]


def test_flags_are_those_of_the_golden_file(golden: Callable[..., None]):
    golden("guards.txt", render)


@settings(deadline=None)
@given(source=TEXTS, translation=TEXTS, source_language=LANGUAGES, target_language=LANGUAGES)
def test_each_kind_is_flagged_once_at_most_and_says_why(
    source: str, translation: str, source_language: str, target_language: str
):
    flags = check_translation(source, translation, source_language, target_language)
    assert len({flag.kind for flag in flags}) == len(flags)
    assert all(flag.note.endswith(".") for flag in flags)


@settings(deadline=None)
@given(text=TEXTS, language=LANGUAGES)
def test_a_text_against_itself_has_lost_no_number_and_no_negation(text: str, language: str):
    assert not set(kinds(text, text, language, language)) & {
        FlagKind.NUMBER, FlagKind.NEGATION, FlagKind.NAME, FlagKind.COPY, FlagKind.LOOP, FlagKind.LENGTH,
    }  # fmt: skip


@settings(deadline=None)
@given(source=TEXTS, source_language=LANGUAGES)
def test_an_empty_translation_is_empty_and_nothing_else(source: str, source_language: str):
    has_text = any(c.isalnum() for c in source)
    assert kinds(source, "", source_language) == ([FlagKind.EMPTY] if has_text else [])


@settings(deadline=None)
@given(count=st.integers(3, 10_000).filter(lambda n: not 1900 <= n < 2100))
def test_a_count_that_is_kept_is_not_flagged_and_one_that_is_lost_is(count: int):
    source = f"Foram contadas {count:,} pessoas na praça.".replace(",", ".")
    assert kinds(source, f"In all {count:,} people were counted on the square.") == []
    assert FlagKind.NUMBER in kinds(source, "In all many people were counted on the square.")


@pytest.mark.parametrize(
    "part",
    [
        "a ",
        "não nada ",
        "x",
        "é. 1 ",
        "的",
        "Abc ",
        "Ab Xyzw ",
        "12 34 a ",
        "n't ",
        "(A) ",
        "ha",
        "A",
        "1 ",
        "R$1 ",
        "“",
    ],
)
def test_a_sentence_of_20000_characters_is_checked_in_a_few_seconds_at_most(part: str):
    text = part * (20_000 // len(part))
    start = process_time()
    check_translation(text, text[::-1], "pt", "en")
    assert process_time() - start < 5


@pytest.mark.parametrize(
    ("source", "translation", "source_language", "target_language", "is_flagged"),
    [
        ("Um milhão e meio de alunos voltou.", "1.5 million pupils came back.", "pt", "en", False),
        ("Half a million pupils came back.", "Um milhão de alunos voltou.", "en", "pt", True),
        ("Half a million pupils came back.", "Meio milhão de alunos voltou.", "en", "pt", False),
        ("Dos docenas de barcos zarparon.", "24 boats set sail.", "es", "en", False),
        ("Zwischen 10 und 20 Millionen fehlen.", "10 to 20 million are missing.", "de", "en", False),
        ("Anderthalb Millionen Briefe kamen an.", "1.5 million letters arrived.", "de", "en", False),
    ],
)
def test_a_part_of_a_scale_is_kept_or_lost_with_it(
    source: str, translation: str, source_language: str, target_language: str, is_flagged: bool
):
    assert (FlagKind.NUMBER in kinds(source, translation, source_language, target_language)) is is_flagged


def test_digits_copied_with_their_spaces_are_not_taken_out_of_a_longer_number():
    source = "Contaram 1 200 casas e 31 200 moradores."
    assert FlagKind.NUMBER not in kinds(source, "They counted 1 200 houses and 31 200 residents.")
    assert FlagKind.NUMBER in kinds(source, "They counted 1 200 houses and 51 200 residents.")


@pytest.mark.parametrize("part", ["1", "1 ", "11 1,"])
def test_fifty_thousand_digits_are_checked_in_a_few_seconds_at_most(part: str):
    text = part * (50_000 // len(part))
    start = process_time()
    check_translation(text, text + "x", "pt", "en")
    assert process_time() - start < 5
