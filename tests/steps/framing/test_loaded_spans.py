"""A marked phrase ends where a reader would end it."""

from __future__ import annotations

import pytest

from compare.domain import Span
from compare.steps.framing.loaded_spans import rounded, with_particle
from tests.steps.framing.test_loaded_literal import sentence


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "surest", "phrase"),
    [
        ("During an unlawful landing a sailor fell.", "unlawful landing a sailor", "landing", "unlawful landing"),
        ("During an unlawful landing a sailor fell.", "unlawful landing a sailor", "sailor", "sailor"),
        ("It is the pride of the town.", "pride of the town", "pride", "pride of the town"),
        ("In distant soil the founder rests.", "distant soil the founder", "soil", "distant soil"),
    ],
)
def test_a_name_holds_no_second_phrase(text, words, surest, phrase):
    assert rounded(sentence(text), span(text, words), text.index(surest), is_name=True).of(text) == phrase


def test_a_name_takes_no_particle():
    text = "The rebels bow out of the race."
    assert rounded(sentence(text), span(text, "rebels bow"), 4, is_name=True).of(text) == "rebels bow"


def test_what_a_verb_does_it_to_stays_with_the_verb():
    text = "They seized the town."
    whole = span(text, "seized the town")
    assert rounded(sentence(text), whole, whole.start, is_name=False) == whole


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("Poorly paid temporary clerks take over.", "Poorly paid temporary", "Poorly paid temporary clerks"),
        ("It was a deeply dangerous silence.", "deeply dangerous", "deeply dangerous silence"),
        ("The angry crowd storms the gate.", "angry crowd", "angry crowd"),
        ("It was shameful and cruel on Monday.", "shameful and cruel", "shameful and cruel"),
    ],
)
def test_a_phrase_has_its_head(text, words, phrase):
    own = span(text, words)
    assert rounded(sentence(text), own, own.start, is_name=False).of(text) == phrase


def test_a_verb_has_its_particle():
    for text, words, phrase in (
        ("The guards propped up the flag.", "propped", "propped up"),
        ("It will be quietly set aside.", "quietly set", "quietly set aside"),
        ("He left with a hand out.", "hand", "hand"),
        ("They were propped, up to a point.", "propped", "propped"),
    ):
        assert with_particle(sentence(text), span(text, words)).of(text) == phrase
