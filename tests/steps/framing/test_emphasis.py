"""What is high up here and far down there: only where the two sentences are near in meaning."""

from __future__ import annotations

import pytest

from compare.domain import Place
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.emphasis import MIN_NEARNESS, find_emphasis
from tests.steps.framing.tellings import telling

REST = " / ".join(f"{{}} Pier {n} was painted green by the harbour office." for n in range(9))
HIGH = f"The Courier: {{a}} The mayor had been warned twice in January. / {REST}"
LOW = f"The Tribune: {REST} / {{a}} The mayor had been warned twice in January."


@pytest.mark.parametrize(("nearness", "n"), [(MIN_NEARNESS, 1), (MIN_NEARNESS - 0.01, 0)])
def test_a_pair_that_is_surely_aligned_must_be_near_in_meaning_too(
    nearness: float, n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AlignedStory, "nearness", lambda self, one, other: nearness)
    assert len(list(find_emphasis(telling(f"{HIGH}\n{LOW}")))) == n


def test_of_a_passage_that_moved_as_a_whole_the_first_sentence_says_so() -> None:
    moved = "{a} The mayor had been warned twice in January. / {b} He had laughed at the warning."
    high = f"The Courier: {moved} / {REST} / {{}} It rained. / {{}} It snowed."
    low = f"The Tribune: {{}} It was dry. / {{}} It was mild. / {REST} / {moved}"
    assert [h.passage.sentence for h in find_emphasis(telling(f"{high}\n{low}"))] == [0]


@pytest.mark.parametrize(("nearness", "n"), [(0.94, 1), (0.98, 0)])
def test_a_sentence_further_up_that_likely_tells_the_same_and_is_all_but_as_near_is_where_it_is_told(
    nearness: float, n: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there, earlier = Place("the-courier", 0), Place("the-tribune", 9), Place("the-tribune", 1)
    monkeypatch.setattr(
        AlignedStory, "nearness", lambda self, one, other: nearness if earlier in (one, other) else 0.99
    )
    monkeypatch.setattr(
        AlignedStory, "matters", lambda self, place: {earlier: 0.95, there: 0.99} if place == here else {}
    )
    assert len(list(find_emphasis(telling(f"{HIGH}\n{LOW}")))) == n
