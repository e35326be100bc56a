from __future__ import annotations

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.framing.certainty import hedges_in


@pytest.mark.parametrize(
    ("language", "text", "n_hedges"),
    [
        ("fr", "Une étudiante aurait perdu un œil.", 1),
        ("fr", "Le projet aurait besoin de temps.", 0),
        ("pt", "O incêndio teria começado na cozinha.", 1),
        ("pt", "A vila terá mais uma escola.", 0),
        ("es", "El ministro habría dicho que no.", 1),
    ],
)
def test_the_conditional_is_hearsay_before_a_participle(language: str, text: str, n_hedges: int) -> None:
    assert len(hedges_in(text, read_lists().of(language))) == n_hedges
