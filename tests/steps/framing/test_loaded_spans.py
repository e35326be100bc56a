"""A marked phrase ends where a reader would end it."""

from __future__ import annotations

import pytest

from compare.domain import Span
from compare.steps.framing.loaded_spans import (
    is_half_quoted,
    rounded,
    with_particle,
    with_what_belongs,
    without_loose_ends,
)
from compare.steps.phrases import parse
from tests.steps.framing.test_loaded_literal import ALL, sentence


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


def test_a_phrase_is_no_half_of_a_quotation():
    text = "It was a cruel “act of spite” by the board."
    assert rounded(sentence(text), span(text, "cruel “act"), text.index("cruel"), is_name=True).of(text) == "cruel"
    assert is_half_quoted(text, span(text, "cruel “act"))
    assert not is_half_quoted(text, span(text, "cruel “act of spite”"))


def test_a_name_begins_behind_its_owner_and_with_its_number():
    text = "They saw the campaign's assault on the port."
    whole = span(text, "campaign's assault")
    assert rounded(sentence(text), whole, text.index("assault"), is_name=True).of(text) == "assault"
    text = "The 37 million-member lobbying powerhouse spoke."
    own = span(text, "million-member lobbying powerhouse")
    found = rounded(sentence(text), own, text.index("powerhouse"), is_name=True).of(text)
    assert found == "37 million-member lobbying powerhouse"


def test_a_phrase_does_not_end_between_an_article_and_its_noun():
    text = "The mayor is close to having a fully capable, albeit tiny, fleet."
    own = span(text, "close to having a fully capable")
    assert rounded(sentence(text), own, text.index("capable"), is_name=False).of(text) == "fully capable"
    text = "The mayor took the extraordinary step of leaving."
    own = span(text, "took the extraordinary")
    assert "step" in rounded(sentence(text), own, text.index("extraordinary"), is_name=False).of(text)


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("She was shocked and appalled by that.", "shocked", "shocked and appalled"),
        ("The plan is weak and ineffective.", "ineffective", "weak and ineffective"),
        ("It was a cruel and stupid plan.", "cruel", "cruel"),
        ("He has set the craftiest of traps for them.", "craftiest", "craftiest of traps"),
        ("A torrent of furious letters followed.", "torrent of furious", "torrent of furious letters"),
        ("It was sheer bully rhetoric.", "sheer bully", "sheer bully rhetoric"),
        ("It began with the most harmless of rites.", "harmless of rites", "most harmless of rites"),
        ("It is the most destructive of all new weapons.", "destructive", "most destructive of all new weapons"),
    ],
)
def test_a_pair_and_a_superlative_are_whole(text, words, phrase):
    tokens = parse(text, "en", ALL.vocabularies["en"]).tokens
    assert with_what_belongs(sentence(text), span(text, words), tokens).of(text) == phrase


@pytest.mark.parametrize(
    ("text", "words", "phrase"),
    [
        ("The vote led to a torrent of letters.", "torrent of", "torrent"),
        ("It was a stunning defeat.", "a stunning", "stunning"),
        ("It was a torrent of lies.", "torrent of lies", "torrent of lies"),
    ],
)
def test_a_phrase_has_no_loose_ends(text, words, phrase):
    tokens = parse(text, "en", ALL.vocabularies["en"]).tokens
    assert without_loose_ends(span(text, words), tokens).of(text) == phrase
