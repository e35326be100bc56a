"""A word that judges as a figure of speech is plain where it is meant as it stands."""

from __future__ import annotations

import pytest

from compare.domain import Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.loaded_literal import SensedSentence
from compare.steps.framing.words import words_of

ALL = read_lists()
LISTS = ALL.of("en")
FIGHT, VERB, HARM = "a fight metaphor", "a verb that colours the deed", "a word of harm or threat"


def sentence(text: str) -> SensedSentence:
    return SensedSentence(text, words_of(text), LISTS.function, ALL.vocabularies["en"])


def is_literal(text: str, words: str, reason: str) -> bool:
    start = text.index(words)
    return sentence(text).is_literal(Span(start, start + len(words)), reason, LISTS.uses)


def belies(text: str, words: str, reason: str) -> bool:
    start = text.index(words)
    return sentence(text).belies(Span(start, start + len(words)), reason)


@pytest.mark.parametrize(
    ("text", "words", "literal"),
    [
        ("The workers knocked down the wall.", "knocked down", True),
        ("The old bridge was torn down in May.", "torn down", True),
        ("The senators knocked down the bill.", "knocked down", False),
        ("The critics tore down the director.", "tore down", False),
    ],
)
def test_a_deed_of_fighting_that_is_done_to_a_thing_is_no_metaphor(text, words, literal):
    assert is_literal(text, words, FIGHT) == literal


@pytest.mark.parametrize(
    ("text", "words", "literal"),
    [
        ("The keeper has a broken wrist.", "broken", True),
        ("His knee was badly bruised.", "bruised", True),
        ("The crash left four passengers bruised.", "bruised", True),
        ("The vote left the party bruised.", "bruised", False),
        ("It is a broken promise.", "broken", False),
    ],
)
def test_an_injury_of_a_body_judges_nobody(text, words, literal):
    assert is_literal(text, words, "a judging adjective") == literal


@pytest.mark.parametrize(
    ("text", "words", "literal"),
    [
        ("The wrecks lie beneath the pier.", "lie", True),
        ("The ships lie in the bay.", "lie", True),
        ("That was a lie in court.", "lie", False),
        ("The old lies beneath the speech are known.", "lies", False),
        ("They lie about the price.", "lie", False),
    ],
)
def test_what_lies_somewhere_is_not_untrue(text, words, literal):
    assert is_literal(text, words, "a word that dramatises") == literal


@pytest.mark.parametrize(
    ("text", "words", "literal"),
    [
        ("The nurses knelt in the square.", "knelt", True),
        ("The ministers knelt before the bankers.", "knelt", False),
        ("Two fishermen drowned off the cape.", "drowned", True),
        ("The chants drowned out the speech.", "drowned", False),
        ("Fighters were scrambled at noon.", "scrambled", True),
        ("The cabinet scrambled to find an excuse.", "scrambled", False),
    ],
)
def test_a_verb_that_is_a_figure_with_its_complement_is_plain_without(text, words, literal):
    assert is_literal(text, words, VERB) == literal


def test_a_quality_of_a_thing_judges_nobody_but_that_of_a_hand_may():
    assert is_literal("The flat has bad windows.", "bad", HARM)
    assert not is_literal("It was a bad deal.", "bad", HARM)
    assert not is_literal("They had a strong hand in it.", "strong", "a word of approval")


def test_a_part_of_somebody_s_body_is_meant_as_it_stands():
    assert is_literal("He was treated for his heart.", "heart", "a word that judges")
    assert not is_literal("The port is the heart of the town.", "heart", "a word that judges")


@pytest.mark.parametrize(
    ("text", "words", "reason", "wrong"),
    [
        ("The town will not play with such butchers.", "butchers", FIGHT, True),
        ("The reviewer butchers the film.", "butchers", FIGHT, False),
        ("Two children were savaged by wolves.", "savaged", FIGHT, True),
        ("The minister was savaged by the press.", "savaged", FIGHT, False),
        ("Nine flirts sat in the hall.", "flirts", VERB, True),
        ("The minister flirts with the idea.", "flirts", VERB, False),
    ],
)
def test_a_class_is_belied_by_people_who_are_called_so_and_by_beasts_that_do_it(text, words, reason, wrong):
    assert belies(text, words, reason) == wrong


def test_a_class_of_things_that_are_not_verbs_is_belied_by_nothing_here():
    assert not belies("The town will not play with such butchers.", "butchers", "a name that judges")


@pytest.mark.parametrize(
    ("text", "words", "literal"),
    [
        ("The villagers remained suspicious.", "suspicious", True),
        ("The villagers are deeply worried.", "worried", True),
        ("Many villagers, weary of the noise, left.", "weary", True),
        ("It was a suspicious plan.", "suspicious", False),
        ("The villagers are a suspicious lot.", "suspicious", False),
        ("The villagers are shameless.", "shameless", False),
    ],
)
def test_what_people_are_said_to_feel_judges_nobody(text, words, literal):
    assert is_literal(text, words, "a judging adjective") == literal


@pytest.mark.parametrize(
    ("text", "literal"), [("The keeper is free to go after she pays.", True), ("They go after the keeper.", False)]
)
def test_a_conjunction_is_no_particle_of_the_verb_before_it(text, literal):
    assert is_literal(text, "go after", FIGHT) == literal
