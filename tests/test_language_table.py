"""The table of languages says what the program's own lists say, and the document is that table."""

from __future__ import annotations

import pytest

from compare.domain import Kind
from compare.domain.text import direction
from compare.files.framing_lists import read_lists
from compare.language_table import markdown, support
from tests.conftest import ROOT

DOCUMENT = (ROOT / "docs" / "languages.md").read_text(encoding="utf-8")


def test_the_document_holds_the_table_as_the_command_prints_it() -> None:
    assert markdown(support()) in DOCUMENT, "print it again: python -m compare models languages"


def test_every_language_with_word_lists_has_its_kinds() -> None:
    rows = {row.language: row for row in support()}
    for language in read_lists().languages:
        assert {Kind.ATTRIBUTION, Kind.HEDGE, Kind.NEGATION} <= set(rows[language].framing)


def test_directions_and_numbers_are_those_of_the_language() -> None:
    rows = {row.language: row for row in support()}
    assert {row.language for row in rows.values() if row.is_right_to_left} >= {"ur", "ar", "fa"}
    assert rows["ar"].number_words == "large" and rows["pt"].number_words == "all"
    assert rows["pt"].chrf is not None and rows["ur"].chrf is None


@pytest.mark.parametrize(("tag", "way"), [("ku", "ltr"), ("ku-Arab", "rtl"), ("ckb", "rtl"), ("ur-Latn", "ltr")])
def test_kurdish_is_written_in_latin_letters_unless_said_otherwise(tag: str, way: str) -> None:
    assert direction(tag) == way
