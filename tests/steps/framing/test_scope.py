"""How far a negation reaches, and what it is about."""

from __future__ import annotations

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.framing.negation import negated_in
from compare.steps.framing.scope import in_scope
from compare.steps.framing.words import words_of

LISTS = read_lists()


def reached(text: str, language: str = "en") -> list[str]:
    words = words_of(text)
    return [words[k].form for k in sorted(in_scope(text, words, LISTS.of(language)))]


def denied(text: str, language: str = "en") -> list[str]:
    words = words_of(text)
    return [" ".join(w.form for w in words[n.first : n.last + 1]) for n in negated_in(text, LISTS.of(language))]


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("Karl Orban is not a dictator.", "dictator", "en"),
        ("Nobody was murdered in the camp.", "murdered", "en"),
        ("No one was murdered in the camp.", "murdered", "en"),
        ("There was no massacre in the camp.", "massacre", "en"),
        ("The army denied that soldiers murdered anybody.", "murdered", "en"),
        ("Orban não é um ditador.", "ditador", "pt"),
        ("Orbán no es un dictador.", "dictador", "es"),
        ("Orban n'est pas un dictateur.", "dictateur", "fr"),
        ("Orban ist kein Diktator.", "diktator", "de"),
        ("Орбан не диктатор.", "диктатор", "ru"),
        ("Orban diktatör değil.", "diktatör", "tr"),
    ],
)
def test_a_negation_reaches_what_it_denies(text: str, word: str, language: str) -> None:
    assert word in reached(text, language)


@pytest.mark.parametrize(
    ("text", "word", "language"),
    [
        ("The council did not condemn the massacre.", "massacre", "en"),
        ("The council did not meet after massacres.", "massacres", "en"),
        ("The council did not meet, massacres followed.", "massacres", "en"),
        ("Not all prisoners were murdered.", "murdered", "en"),
        ("Not only soldiers were murdered.", "murdered", "en"),
        ("No 10 called it a massacre.", "massacre", "en"),
        ("They were dismissed without reason while soldiers murdered farmers.", "murdered", "en"),
        ("Sie klagten, weil sie ohne Grund entlassen wurden.", "entlassen", "de"),
        ("Orban est un dictateur.", "dictateur", "fr"),
        ("Orban è un dittatore.", "dittatore", "it"),
    ],
)
def test_a_negation_reaches_no_further(text: str, word: str, language: str) -> None:
    assert word not in reached(text, language)


def test_a_verb_denies_a_deed_only_before_an_infinitive() -> None:
    assert denied("El sindicato se negó a firmar el acuerdo.", "es") == ["negó a firmar"]
    assert denied("O banco deixou de pagar as pensões.", "pt") == ["deixou de pagar"]
    assert denied("El sindicato rechazó a la empresa.", "es") == []
    assert denied("O ministro deixou a reunião.", "pt") == []
    assert denied("El incendio dejó a 12 marineros heridos.", "es") == []


def test_what_a_negated_quantifier_or_a_limit_leaves_is_not_denied() -> None:
    assert denied("The men did not all sign the treaty.") == []
    assert denied("The union did not sign the treaty unless asked.") == []
    assert denied("Until Monday the union did not sign the treaty.") == []
    assert denied("The union did not sign the treaty until now.") == ["not sign"]


def test_of_nobody_who_does_it_the_deed_is_denied() -> None:
    (found,) = negated_in("No sailors were hurt in the raid.", LISTS.of("en"))
    assert (found.stem, found.beside) == ("hurt", {"sailor"})
