from __future__ import annotations

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.vocabulary import PERSON, parse_vocabulary

ENGLISH = read_lists().vocabularies["en"]


def test_nouns_of_one_sense_are_nearest() -> None:
    assert ENGLISH.nearness("regime", "government") == 1.0


def test_nouns_of_near_sense_are_nearer_than_others() -> None:
    assert ENGLISH.nearness("pact", "agreement") > 0.8 > 0.3 > ENGLISH.nearness("pact", "border")


@pytest.mark.parametrize(
    ("form", "lemma"),
    [("parties", "party"), ("women", "woman"), ("crisis", "crisis"), ("gas", "gas"), ("gates", "gate")],
)
def test_a_plural_gives_its_singular(form: str, lemma: str) -> None:
    assert ENGLISH.noun_lemma(form) == lemma


@pytest.mark.parametrize(
    ("form", "lemma"), [("met", "meet"), ("tries", "try"), ("halting", "halt"), ("stopped", "stop"), ("made", "make")]
)
def test_a_verb_form_gives_its_base(form: str, lemma: str) -> None:
    assert ENGLISH.verb_lemma(form) == lemma


def test_a_compound_that_is_not_listed_has_the_sense_of_its_last_part() -> None:
    assert "slideshow" not in ENGLISH.nouns
    assert ENGLISH.senses("slideshow") == ENGLISH.nouns["show"]


def test_an_adjective_of_place_leads_to_its_place() -> None:
    assert ENGLISH.places["french"] == "france"


def test_dictators_and_smugglers_are_persons() -> None:
    assert ENGLISH.kind("dictator") == ENGLISH.kind("smuggler") == PERSON


def test_a_line_of_another_form_says_where_it_is() -> None:
    with pytest.raises(ValueError, match="line 2"):
        parse_vocabulary("# words\nX what is this")


def test_the_table_says_where_it_is_from() -> None:
    from compare.files.framing_lists import DATA

    with (DATA / "framing" / "vocabulary-en.txt").open(encoding="utf-8") as lines:
        head = [next(lines) for _ in range(8)]
    assert "WordNet" in head[1] and "MIT" in head[2] and "CC BY" in head[3]
