from __future__ import annotations

import numpy as np
import pytest

from compare.steps.sides import Side, tell_in_cliques


def side(language: str) -> Side:
    return Side(language, ("One.",), None, language, np.ones((1, 1), np.float32))


@pytest.mark.parametrize(
    ("left", "right", "together"), [("en", "en", True), ("pt", "pt", False), ("en", "pt", False), ("ur", "ur", False)]
)
def test_cliques_are_expected_only_where_they_were_learned(left: str, right: str, together: bool) -> None:
    assert tell_in_cliques(side(left), side(right)) is together
