"""Headlines in capitals, as running text would have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.files.framing_lists import read_lists
from compare.steps.capitals import as_in_text, is_in_capitals, usual_forms
from compare.steps.vocabulary import Vocabulary

ENGLISH = read_lists().vocabularies["en"]
ARTICLES = (
    "The mayor of Ostrava Bay, Ilse Marten, said that the Harbour Council had met on Monday.",
    "Critics of Marten said that ILO rules, and the plan of the council, were ignored.",
    "In May the council, whose chair is Marten, may meet again; in May it did not.",
    "Those in Ostrava Bay who know the Harbour Council call it slow.",
)


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ("Marten Slams Plan of Ostrava Bay", "Marten slams plan of Ostrava Bay"),
        ("Marten: Council Will Ignore ILO Rules", "Marten: Council will ignore ILO rules"),
        ("Critics Say Plan Ignores Marten’s Rules", "Critics say plan ignores Marten’s rules"),
        ("U.S. Critics Slam Ostrava Bay Plan", "U.S. critics slam Ostrava Bay plan"),
        ("Zdravko Mocks Mayor’s Well-Known Plan", "Zdravko mocks mayor’s well-known plan"),  # in no article
        ("COUNCIL SLAMS MARTEN OVER PLAN", "Council slams Marten over plan"),
        ("Marten slams plan of Harbour Council", "Marten slams plan of Harbour Council"),
        ("Marten Slams Plan", "Marten Slams Plan"),  # too few to tell
    ],
)
def test_what_is_no_name_in_the_articles_is_written_small(headline: str, expected: str) -> None:
    assert as_in_text(headline, usual_forms(ARTICLES, ENGLISH), ENGLISH) == expected


def test_a_headline_that_an_article_quotes_once_makes_no_names() -> None:
    articles = (*ARTICLES, "Read also, in the paper of today, Marten Slams Plan.")
    assert as_in_text("Critics Say Marten Slams Council Plan", usual_forms(articles, ENGLISH), ENGLISH) == (
        "Critics say Marten slams council plan"
    )


def test_without_a_vocabulary_the_articles_alone_tell() -> None:
    forms = usual_forms(["O prefeito Braga criticou o plano da câmara."], Vocabulary())
    assert as_in_text("Braga Ataca O Plano Da Câmara", forms, Vocabulary()) == "Braga Ataca o plano da câmara"


def test_how_a_word_opens_a_sentence_says_nothing_of_it() -> None:
    assert "council" not in usual_forms(["Council meets. Council: “Council meets.”"], ENGLISH)


def test_headlines_of_names_are_not_in_capitals() -> None:
    assert not is_in_capitals("Braga encontra Marten em Ostrava")
    assert is_in_capitals("Braga Meets Marten in Ostrava Bay")


@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3))
def test_positions_stay(headline: str, texts: list[str]) -> None:
    found = as_in_text(headline, usual_forms(texts, ENGLISH), ENGLISH)
    assert len(found) == len(headline)
    assert found.lower() == headline.lower()
