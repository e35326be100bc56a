from __future__ import annotations

from pathlib import Path

import pytest

from tests.golden_runner import MalformedGolden, check, dump, parse

GOOD = "# two words\na b\n---\nA B\n===\n"


def test_a_case_has_a_name_a_given_text_and_an_expected_one():
    (case,) = parse(GOOD, "x")
    assert (case.name, case.given, case.expected) == ("two words", "a b", "A B")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "a b\n---\nA B\n===\n",
        "# no rule\na b\nA B\n===\n",
        "# not closed\na b\n---\nA B\n",
        "# two rules\na\n---\nb\n---\nc\n===\n",
        GOOD + GOOD,
        "# \na\n---\nb\n===\n",
    ],
)
def test_a_malformed_file_or_one_without_cases_is_refused(text: str):
    with pytest.raises(MalformedGolden):
        parse(text, "x")


def test_parsing_a_dumped_file_gives_the_same_cases():
    cases = parse(GOOD + "\n# blank lines count\na\n\nb\n---\n\nB\n===\n", "x")
    assert parse(dump(cases), "x") == cases


def test_all_failures_are_reported_not_the_first(tmp_path: Path):
    path = tmp_path / "g.txt"
    path.write_text("# one\na\n---\nX\n===\n# two\nb\n---\nB\n===\n# three\nc\n---\nY\n===\n")
    assert [report.split("\n")[0] for report in check(path, str.upper, update=False)] == ["g.txt: one", "g.txt: three"]


def test_updating_writes_what_comes_out_now(tmp_path: Path):
    path = tmp_path / "g.txt"
    path.write_text("# one\na\n---\nX\n===\n")
    assert check(path, str.upper, update=True) == []
    assert path.read_text() == "# one\na\n---\nA\n===\n"
