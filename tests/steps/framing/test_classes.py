"""What a word is called fits the class that it has in its sentence."""

from __future__ import annotations

import pytest

from compare.domain import Kind, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.classes import class_by_tag, may_face, noun_after
from compare.steps.framing.loaded_uses import JUDGE_TOGETHER, JUDGES
from compare.steps.framing.scales import find_charged
from compare.steps.phrases import parse
from tests.steps.framing.tellings import telling

ENGLISH = read_lists().vocabularies["en"]
ADJECTIVE, ADVERB, NAME = "a judging adjective", "a judging adverb", "a name that judges"


def class_of(text: str, words: str, reason: str) -> str:
    return class_by_tag(reason, parse(text, "en", ENGLISH).tokens, span(text, words))


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def face(one: tuple[str, str], other: tuple[str, str]) -> bool:
    (ours, own), (theirs, their) = one, other
    tokens = (parse(text, "en", ENGLISH).tokens for text in (ours, theirs))
    return may_face(next(tokens), span(ours, own), next(tokens), span(theirs, their))


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("The senator also hammered Brandt for the delay.", "hammered", ADJECTIVE),
        ("They spoke of the meddling of the board.", "meddling", ADJECTIVE),
        ("The envoys talked with arrogant blockheads.", "arrogant blockheads", ADJECTIVE),
        ("He repeatedly opened the gate.", "repeatedly", "an intensifier"),
        ("She had demagogued the matter.", "demagogued", NAME),
        ("It was brazenly closed by the board.", "brazenly closed", ADVERB),
        ("The envoys heaped praise on the mayor.", "heaped praise on", "a praising word"),
        ("Many were disenchanted with the mayor.", "disenchanted", "a word close to praise"),
    ],
)
def test_a_word_is_not_called_what_it_is_not(text, words, reason):
    assert class_of(text, words, reason) == (JUDGE_TOGETHER if " " in words else JUDGES)


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("It was a brutal answer.", "brutal", ADJECTIVE),
        ("The answer was brutal.", "brutal", ADJECTIVE),
        ("It was an utterly wrong answer.", "utterly", "an intensifier"),
        ("They brazenly closed the gate.", "brazenly", ADVERB),
    ],
)
def test_a_word_is_called_what_it_is(text, words, reason):
    assert class_of(text, words, reason) == reason


def test_an_adjective_is_said_of_the_noun_behind_it():
    tokens = parse("It was a remarkable surrender for the mayor.", "en", ENGLISH).tokens
    noun = noun_after(tokens, span("It was a remarkable surrender", "remarkable"))
    assert noun is not None and noun.form == "surrender"


def test_no_noun_faces_a_verb_and_no_adjective_that_of_another_noun():
    assert not face(("They spoke of abandoning the port.", "abandoning"), ("The closure came late.", "closure"))
    assert not face(("It was a huge victory.", "huge"), ("They closed a big port.", "big"))
    assert face(("It was a huge victory.", "huge"), ("They won a big victory.", "big"))
    assert face(("The board slashed the budget.", "slashed"), ("The board cut the budget.", "cut"))


def test_a_word_that_judges_is_set_against_none_of_another_class():
    left = "The Courier: The board of the port slashed its budget on Friday.\n"
    verb = telling(f"{left}The Tribune: The board of the port cut its budget on Friday.")
    noun = telling(f"{left}The Tribune: The board of the port told of a cut of its budget on Friday.")
    assert [bool(find_charged(story, Kind.LOADED)) for story in (verb, noun)] == [True, False]
