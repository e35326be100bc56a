"""What is high up here and far down there: only where the two sentences are near in meaning."""

from __future__ import annotations

import pytest

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
