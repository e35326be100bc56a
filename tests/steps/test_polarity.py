from __future__ import annotations

import pytest

from compare.steps.polarity import find_negations


@pytest.mark.parametrize("text", ["No 10 said he would go.", "He lives at no. 5.", "Nos. 3 and 4 are shut."])
def test_a_number_sign_denies_nothing(text: str) -> None:
    found = find_negations(text, "en")
    assert found is not None and found.plain == ()


def test_no_before_a_word_denies() -> None:
    found = find_negations("No minister said so.", "en")
    assert found is not None and found.plain == ("No",)
