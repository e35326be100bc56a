from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compare.steps.framing import DETECTORS
from tests.steps.framing.tellings import told

GOLDEN = Path(__file__).parent.parent.parent / "golden" / "framing"
KINDS = ("attribution", "hedge", "negation", "quote", "agency", "omission", "emphasis", "tone")


@pytest.mark.parametrize("kind", KINDS)
def test_a_reader_agrees_with_what_each_detector_marks(
    kind: str, golden: Callable[[str, Callable[[str], str]], None]
) -> None:
    golden(f"framing/{kind}.txt", told(DETECTORS[kind]))


@pytest.mark.parametrize("kind", KINDS)
def test_each_golden_file_has_as_many_near_misses_as_finds(kind: str) -> None:
    text = (GOLDEN / f"{kind}.txt").read_text("utf-8")
    nothing = text.count("---\nnothing\n===")
    assert nothing >= 6, text.count("\n===")
    assert text.count("\n===") - nothing >= 6
