"""The same speech quoted differently: what counts as cut."""

from __future__ import annotations

import pytest

from compare.steps.framing.quote import find_quotes
from tests.steps.framing.tellings import telling

WHOLE = "“They do have my word to open the old ferry line in May,” the mayor said."
CUT = "“Open the old ferry line in May,” the mayor said."


@pytest.mark.parametrize(
    ("rest", "n"),
    [
        ("It was late. / Nobody left. / It rained.", 1),
        ("It was late. / Nobody left. / “They do have my word to open it,” he said.", 0),
    ],
)
def test_what_another_sentence_quotes_is_not_cut(rest: str, n: int) -> None:
    story = telling(f"Courier: {WHOLE} / It rained.\nHerald: {CUT} / The night was dark. / {rest}")
    assert len(list(find_quotes(story))) == n


@pytest.mark.parametrize(("words", "n"), [("that greedy firm", 1), ("Company 1", 0)])
def test_a_name_in_quotation_marks_is_no_cut_speech(words: str, n: int) -> None:
    story = telling(
        f"""Courier: “A pilot was told to ask {words} for the charts,” the report said. / It rained.
        Herald: The report names “{words}” among the buyers. / It rained."""
    )
    assert len(list(find_quotes(story))) == n


@pytest.mark.parametrize(("between", "n"), [("...", 1), ("... I hope ...", 0)])
def test_dots_with_other_words_between_them_stand_for_no_known_words(between: str, n: int) -> None:
    story = telling(
        f"""Courier: “We will keep the ferry here, unless the board sells the pier to a bank, and nobody goes,” he said.
        Herald: “We will keep the ferry here {between} and nobody goes,” he said."""
    )
    assert [dict(h.evidence)["rule"] for h in find_quotes(story)].count("dots") == n
