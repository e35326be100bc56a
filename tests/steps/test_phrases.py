from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.files.framing_lists import read_lists
from compare.steps.phrases import ADJECTIVE, Introduced, parse
from compare.steps.vocabulary import Vocabulary

VOCABULARIES = read_lists().vocabularies
ENGLISH = VOCABULARIES["en"]


def render(language: str) -> Callable[[str], str]:
    def lines(text: str) -> str:
        parsed = parse(text, language, VOCABULARIES.get(language, Vocabulary()))
        found = [f"{phrase.span.of(text)} ({phrase.introduced}, {phrase.head})" for phrase in parsed.phrases]
        return "\n".join(found + [f"deed: {deed.span.of(text)}" for deed in parsed.deeds])

    return lines


@pytest.mark.parametrize("language", ["en", "pt", "es"])
def test_phrases_are_those_that_a_reader_would_mark(
    language: str, golden: Callable[[str, Callable[[str], str]], None]
) -> None:
    golden(f"phrases/{language}.txt", render(language))


def test_the_verb_that_governs_a_phrase_is_known_with_its_role() -> None:
    parsed = parse("The rebels attacked the village.", "en", ENGLISH)
    assert [(p.head, p.verb, p.role) for p in parsed.phrases] == [
        ("rebel", "attack", "subject"),
        ("village", "attack", "object"),
    ]


def test_a_word_known_as_a_name_is_one_at_the_start_of_a_sentence_too() -> None:
    text = "Trump signals a new deal."
    assert not parse(text, "en", ENGLISH).phrases[0].is_name
    assert parse(text, "en", ENGLISH, frozenset({"trump"})).phrases[0].is_name


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("The mayor is actually damaging Rosmere for years.", ["mayor", "Rosmere", "years"]),
        ("She paid by making drastic cuts.", ["drastic cuts"]),
        ("He did not reference the dam.", ["dam"]),
        ("Brandt Attacks Justice Department", ["Brandt", "Justice Department"]),
        ("It was a terrible “act of spite”.", ["act", "spite"]),
    ],
)
def test_a_phrase_holds_no_verb_and_no_half_of_a_quotation(text: str, phrases: list[str]) -> None:
    parsed = parse(text, "en", ENGLISH, frozenset({"brandt"}))
    assert [phrase.span.of(text) for phrase in parsed.phrases] == phrases


def test_an_adjective_in_ing_is_no_verb() -> None:
    parsed = parse("The letters would be damaging to the mayor.", "en", ENGLISH)
    assert next(token.tag for token in parsed.tokens if token.form == "damaging") == ADJECTIVE


def test_what_is_the_subject_of_a_verb_is_the_object_of_none() -> None:
    parsed = parse("The board claims its position on the dam remains unchanged.", "en", ENGLISH)
    assert parsed.deeds == ()


def test_a_possessive_counts_as_introducing() -> None:
    parsed = parse("Israel's prime minister resigned.", "en", ENGLISH)
    assert parsed.phrases[1].introduced is Introduced.POSSESSIVE
    assert parsed.phrases[1].possessor == "israel"


def test_a_language_without_rules_gives_no_phrases() -> None:
    assert parse("Die Regierung lehnte den Plan ab.", "de", Vocabulary()).phrases == ()


@given(st.text(alphabet="aTheof 's,.“”-n't\n1É", max_size=200), st.sampled_from(["en", "pt", "es"]))
def test_every_phrase_and_deed_lies_in_its_text(text: str, language: str) -> None:
    parsed = parse(text, language, VOCABULARIES.get(language, Vocabulary()))
    for span in [phrase.span for phrase in parsed.phrases] + [deed.span for deed in parsed.deeds]:
        assert 0 <= span.start < span.end <= len(text)


@pytest.mark.parametrize("piece", ["a", "A.", "a-", "the deal ", "don't ", "'s ", "““", "of the "])
def test_a_hostile_sentence_is_read_in_linear_time(piece: str) -> None:
    begin = time.process_time()
    parse(piece * (20_000 // len(piece)), "en", ENGLISH)
    assert time.process_time() - begin < 2.0
