"""Which deeds a sentence tells, and whether it names who did them."""

from __future__ import annotations

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.framing.deeds import deeds_in

LISTS = read_lists()


def ways(text: str, language: str = "en") -> list[str]:
    return [deed.way for deed in deeds_in(text, LISTS.of(language))]


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("A student was hit by an officer during the march.", "actor"),
        ("A student was hit by a projectile during the march.", "passive"),
        ("A student was hit by a rubber bullet fired by an officer.", "actor"),
        ("A student lost an eye, hit by a rubber bullet fired by an officer.", "actor"),
        ("Three houses were destroyed by fire on Monday.", "passive"),
    ],
)
def test_what_a_deed_is_done_with_is_not_who_does_it(text: str, way: str) -> None:
    assert way in ways(text)
    assert ("passive" in ways(text)) == (way == "passive")


def test_instruments_are_known_in_other_languages() -> None:
    assert ways("O estudante foi ferido por uma bala.", "pt") == ["passive"]
    assert ways("O estudante foi ferido por um agente.", "pt") == ["actor"]
    assert ways("El estudiante fue herido por una bala.", "es") == ["passive"]
    assert ways("El estudiante fue herido por un agente.", "es") == ["actor"]


def test_a_participle_that_nobody_follows_is_no_deed_of_the_noun_before() -> None:
    assert ways("A student, hit in the eye, was taken away.") == []
