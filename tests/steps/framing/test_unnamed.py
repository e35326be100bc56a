"""Sources that an outlet keeps unnamed: how many of a sentence are read, what they weigh, what translation makes of
them. What is read in a sentence of each language is in the files of readings."""

from __future__ import annotations

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Highlight
from compare.files.framing_lists import read_lists
from compare.steps.framing.doubt import BORNE_OUT, add_doubt
from compare.steps.framing.unnamed import MOST, NAMED_THERE, WEIGHT, find_unnamed, unnamed_in
from tests.steps.framing.tellings import telling

ENGLISH = read_lists().of("en")
UNNAMED = "A person familiar with the sale said that the ferry would stop."
NAMED = "Harbour master Ilse Brandt said that the ferry would stop."
PLAIN = "The ferry will stop."
PARTS = st.sampled_from(
    [
        *("sources", "Harbour sources", "people familiar with", "familiar with", "briefed on the talks", "officials"),
        *("said", "say", "told", "on condition of anonymity", "the pier", "in Lindry", "the", ",", ";", '"', "“", "”"),
    ]
)


def spans(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in unnamed_in(text, read_lists().of(language))]


def weights(text: str) -> list[tuple[str, float]]:
    return [(h.passage.article, h.weight) for h in find_unnamed(telling(text))]


@settings(deadline=None)
@given(st.lists(PARTS, max_size=30).map(" ".join))
def test_spans_ascend_apart_inside_the_text_and_are_few(text: str) -> None:
    found = unnamed_in(text, ENGLISH)
    assert len(found) <= MOST
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(span.of(text).strip() == span.of(text) != "" for span in found)


def test_of_many_in_a_sentence_the_first_are_read() -> None:
    kinds = ["Harbour", "Ferry", "Board", "Crew", "Union", "Town"]
    text = "; ".join(f"{kind} sources said so" for kind in kinds)
    assert spans(text) == [f"{kind} sources" for kind in kinds[:MOST]]


@pytest.mark.parametrize("language", ["de", "sw"])
def test_without_lists_of_such_sources_none_is_read(language: str) -> None:
    assert spans(UNNAMED, language) == []


@pytest.mark.parametrize(
    "part",
    [
        *("people familiar with it said ", "sources say ", "familiar with ", "on condition of anonymity ", "sources "),
        *("people familiar with the sale, said ", "“sources say” ", "“sources say "),
    ],
)
def test_a_very_long_sentence_takes_no_more_than_a_moment(part: str) -> None:
    start = process_time()
    assert len(unnamed_in(part * (200_000 // len(part)), ENGLISH)) <= MOST
    assert process_time() - start < 2  # 0.1 s on a calm core


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        (UNNAMED, NAMED, [("courier", NAMED_THERE)]),
        (UNNAMED, PLAIN, [("courier", WEIGHT)]),
        (UNNAMED, "An official briefed on it said no.", [("courier", WEIGHT / 2), ("herald", WEIGHT / 2)]),
        (f"{UNNAMED} / Sources say it will rain.", PLAIN, [("courier", WEIGHT), ("courier", WEIGHT / 2)]),
        (f"{NAMED} / {{}} Sources say it will rain.", NAMED, [("courier", WEIGHT)]),
    ],
)
def test_a_source_weighs_more_where_it_has_a_name_elsewhere_and_less_where_nobody_names_it(
    own: str, other: str, expected: list[tuple[str, float]]
) -> None:
    assert weights(f"Courier: {own}\nHerald: {other}") == expected


def test_the_first_of_each_article_counts() -> None:
    found = weights("Courier: Sources say so. / {} It rained.\nHerald: {} It snowed. / {} Insiders say so.")
    assert found == [("courier", WEIGHT), ("herald", WEIGHT)]


def test_a_source_stands_against_the_name_that_another_outlet_has() -> None:
    story = telling(f"Courier: {UNNAMED}\nHerald: {NAMED}\nPost: {PLAIN}")
    (found,) = find_unnamed(story)
    assert [passage.article for passage in found.against] == ["herald"]
    assert found.against[0].span.of(NAMED) == "Harbour master Ilse Brandt"


def doubted(text: str) -> Highlight:
    story = telling(text)
    (found,) = add_doubt(story, find_unnamed(story))
    return found


@pytest.mark.parametrize(
    ("original", "said"),
    [
        ("Uma pessoa familiarizada com a venda disse que a balsa ia parar.", "bears it out"),
        ("A prefeita disse que a balsa ia parar.", "does not bear it out"),
    ],
)
def test_the_original_of_a_translation_says_whether_a_source_is_kept_unnamed(original: str, said: str) -> None:
    found = doubted(f"Folha do Cais <pt: {UNNAMED} << {original}\nHerald: {PLAIN}")
    assert ("original", said) in found.evidence
    assert (found.doubt == BORNE_OUT) is (said == "bears it out")
    assert (found.doubt >= 0.5) is (said != "bears it out")


def test_an_original_in_a_language_without_such_lists_cannot_be_asked() -> None:
    original = "Eine mit dem Verkauf vertraute Person sagte, dass die Fähre hält."
    assert ("original", "not known") in doubted(f"Kurier <de: {UNNAMED} << {original}\nHerald: {PLAIN}").evidence


def test_of_an_outlet_that_has_the_name_the_original_is_asked_whether_anybody_speaks() -> None:
    story = f"Courier: {UNNAMED}\nFolha do Cais <pt: {NAMED} << "
    found = doubted(f"{story}A capitã Ilse Brandt disse que a balsa ia parar.")
    assert ("original", "bears it out") in found.evidence and found.doubt == BORNE_OUT
    assert ("original", "not known") in doubted(f"{story}A balsa ia parar com a capitã Ilse Brandt.").evidence


@pytest.mark.parametrize(
    "text",
    [
        "People here are familiar with floods, the mayor said.",
        "The mayor said sources of income were drying up.",
    ],
)
def test_who_knows_a_thing_and_what_has_a_source_tells_an_outlet_nothing(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The crane is rusty, sources told the Herald.", ["sources"]),
        ("Officials met; familiar with the sale, the mayor said no.", []),
    ],
)
def test_a_source_ends_at_a_mark_of_punctuation(text: str, expected: list[str]) -> None:
    assert spans(text) == expected


def test_a_verb_of_saying_behind_a_pronoun_is_not_what_they_know() -> None:
    assert spans("Officials privy to it said yes.") == ["Officials privy to it"]
