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


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Three protesters were not arrested.", "en"),
        ("Police did not arrest or injure three protesters.", "en"),
        ("Nobody was arrested at the march.", "en"),
        ("Nobody died at the march.", "en"),
        ("Os três manifestantes não foram presos.", "pt"),
        ("Los tres manifestantes no fueron detenidos.", "es"),
    ],
)
def test_a_deed_that_is_denied_is_none(text: str, language: str) -> None:
    assert ways(text, language) == []


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("The minister was fired on Monday.", {"dismiss"}),
        ("Police fired tear gas.", {"shoot"}),
        ("Police charged the crowd.", {"attack"}),
        ("Prosecutors charged three demonstrators.", {"charge"}),
        ("The appeal was dismissed on Monday.", {"reject"}),
        ("The teacher was dismissed on Monday.", {"dismiss"}),
    ],
)
def test_a_verb_of_several_senses_tells_the_deed_of_the_words_beside_it(text: str, groups: set[str]) -> None:
    assert {group for deed in deeds_in(text, LISTS.of("en")) for group in deed.groups} == groups


@pytest.mark.parametrize(
    "text", ["A deal was struck on Monday.", "Spain were beaten in the final.", "A vote was held."]
)
def test_a_verb_in_a_sense_that_does_nothing_to_anybody_is_no_deed(text: str) -> None:
    assert ways(text) == []
