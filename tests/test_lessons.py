from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.train_loaded import LESSONS, read_lessons


def test_marks_become_ranges_of_the_plain_text(tmp_path: Path) -> None:
    (tmp_path / "town.txt").write_text("# A mayor\n\nThe {pampered} mayor [finally] left.\nHe left at noon.\n", "utf-8")

    first, second = read_lessons(tmp_path)

    assert first.text == "The pampered mayor finally left."
    assert [first.text[a:b] for a, b in first.marks] == ["pampered"]
    assert [first.text[a:b] for a, b in first.unsure] == ["finally"]
    assert (first.group, first.biased, second.biased) == ("town", True, False)


@pytest.mark.parametrize("line", ["The {mayor left.", "The mayor} left.", "The {may[or} left]."])
def test_marks_that_do_not_match_are_an_error(tmp_path: Path, line: str) -> None:
    (tmp_path / "town.txt").write_text(line + "\n", "utf-8")

    with pytest.raises(ValueError, match=r"town\.txt"):
        read_lessons(tmp_path)


def test_our_own_sentences_are_well_marked_and_half_of_them_plain() -> None:
    found = read_lessons(LESSONS)

    plain = sum(not sentence.marks and not sentence.unsure for sentence in found)
    assert 0.4 < plain / len(found) < 0.5
    assert len({sentence.text for sentence in found}) == len(found)
