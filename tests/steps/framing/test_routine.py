"""What is learned and is routine all the same, and where a learned name ends."""

from __future__ import annotations

import pytest

from compare.domain import Kind, Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import LONG, AlignedStory
from compare.steps.framing.answers import Answer, that_hold
from compare.steps.framing.certainty import Certainty
from compare.steps.framing.introduced import introduced_at
from compare.steps.framing.pairs import whole
from compare.steps.framing.routine import (
    is_plain_report,
    is_routine_hedge,
    is_routine_report,
    is_telling_name,
    to_its_head,
    whole_name,
)
from compare.steps.phrases import parse
from tests.steps.framing.tellings import telling

LISTS = read_lists()
COURIER, HERALD = Place("courier", 0), Place("herald", 0)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def tokens(text: str):
    return parse(text, "en", LISTS.vocabularies["en"]).tokens


@pytest.mark.parametrize(
    ("text", "words", "surest", "name"),
    [
        ("She wrote about hoarse street interviews, and left.", "hoarse street", "hoarse", "hoarse street interviews"),
        ("It was a bitter harbour quarrel to the end.", "bitter harbour", "bitter", "bitter harbour quarrel"),
        ("There was a backlash across the county.", "backlash across", "backlash", "backlash"),
        ("A quarrel in the Harbour Room went on.", "quarrel in the Harbour", "quarrel", "quarrel"),
        ("They shield stranded dockers from arrest.", "stranded dockers from arrest", "dockers", "stranded dockers"),
        ("It is the pride of the town.", "pride of the town", "pride", "pride of the town"),
        ("It would harm the already tangled diplomacy.", "diplomacy", "diplomacy", "already tangled diplomacy"),
        ("The corporate rule binds women.", "corporate rule", "corporate", "corporate rule"),
        ("The stern captain Ann Lee left.", "stern captain", "stern", "stern captain"),
    ],
)
def test_a_name_ends_with_its_head_and_before_a_preposition(text, words, surest, name):
    assert whole_name(text, tokens(text), span(text, words), text.index(surest)).of(text) == name


def test_a_denial_has_the_noun_of_its_last_word():
    text = "He said that was not the appropriate comparison."
    assert to_its_head(text, tokens(text), span(text, "not the appropriate")).of(text) == text[17:-1]


@pytest.mark.parametrize(
    ("own", "name", "other", "is_telling"),
    [
        ("The sullen pilots left.", "sullen pilots", "The crew left.", True),
        ("The ferry workers left.", "ferry workers", "The crew left.", False),
        ("The Danish sailors left.", "Danish sailors", "The crew left.", False),
        ("The crowd was sullen.", "sullen", "The crew left.", False),
        ("The sullen pilots left.", "sullen pilots", "At dawn the sullen pilots went.", False),
        ("The sullen pilots left.", "sullen pilots", "Sullen at dawn, pilots went.", True),
        ("The smugglers left.", "smugglers", "The crew left.", True),
    ],
)
def test_a_name_tells_what_is_more_than_a_kind_and_no_other_outlet_has(own, name, other, is_telling):
    story = telling(f"Courier: {own}\nHerald: {other}", LISTS)
    assert is_telling_name(story, COURIER, span(own, name)) is is_telling


def long_telling(own: str, other: str, n: int = LONG) -> AlignedStory:
    rest = "".join(f" / {{pier{k}}} Pier and mole were painted green." for k in range(n - 1))
    return telling(f"Courier: {{a}} {own}{rest}\nHerald: {{a}} {other}{rest}", LISTS)


@pytest.mark.parametrize(
    ("own", "words", "is_told", "is_routine"),
    [
        ("The pier is expected to close.", "expected", True, False),
        ("The pier is expected to close.", "expected", False, True),
        ("It is unclear whether the pier will close.", "unclear", False, False),
        ("Critics say the sale may have broken a law.", "may have", True, True),
    ],
)
def test_a_hedge_is_no_routine_where_another_outlet_tells_the_very_thing_without(own, words, is_told, is_routine):
    story = long_telling(own, "The pier closes.")
    other = whole(story.shown(HERALD))
    answer = Answer(HERALD, other, "Herald", "", 0.9, is_sure=is_told, is_told=is_told, lacks_it=is_told)
    read = Certainty(span(own, words), makes_surer=False)
    assert is_routine_hedge(story, COURIER, read, [answer]) is is_routine


@pytest.mark.parametrize(("n", "is_routine"), [(LONG, True), (LONG - 1, False)])
def test_in_short_articles_no_hedge_nor_verb_of_saying_is_routine_for_want_of_a_contrast(n, is_routine):
    hedged, said = "The pier is expected to close.", "The mayor repeated that the pier closes."
    story = long_telling(hedged, "The mayor left.", n)
    other = Answer(HERALD, whole(story.shown(HERALD)), "Herald", "", 0.9, is_sure=False, is_told=False)
    read = Certainty(span(hedged, "expected"), makes_surer=False)
    introduced = introduced_at(said, span(said, "repeated"), LISTS.of("en"))
    assert introduced is not None
    assert is_routine_hedge(story, COURIER, read, [other]) is is_routine
    assert is_plain_report(long_telling(said, "The mayor left.", n), COURIER, introduced, [HERALD]) is is_routine


@pytest.mark.parametrize(
    ("text", "verb", "is_routine"),
    [
        ("The lawsuit alleges that the pier was sold.", "alleges", True),
        ("The mayor claims that the pier was sold.", "claims", False),
        ("It also claims that the pier was sold.", "claims", True),
        ("The mayor claimed, falsely, that the pier was sold.", "claimed", True),
        ("The mayor argued against the sale of the pier.", "argued", True),
    ],
)
def test_the_usual_verb_of_a_court_and_what_is_no_statement_are_routine(text, verb, is_routine):
    lists = LISTS.of("en")
    introduced = introduced_at(text, span(text, verb), lists)
    assert introduced is not None
    assert is_routine_report(text, introduced, lists) is is_routine


@pytest.mark.parametrize(
    ("own", "verb", "other", "is_plain"),
    [
        ("The mayor repeated that the harbour pier was sold.", "repeated", "The mayor left.", True),
        ("The mayor repeated that the harbour pier was sold.", "repeated", "The harbour pier was sold.", False),
        ("The mayor insisted that the harbour pier was sold.", "insisted", "The mayor left.", False),
    ],
)
def test_a_verb_that_adds_nothing_is_marked_where_another_outlet_tells_it_in_its_own_name(own, verb, other, is_plain):
    story = long_telling(own, other)
    introduced = introduced_at(own, span(own, verb), story.lists.of("en"))
    assert introduced is not None
    assert is_plain_report(story, COURIER, introduced, [HERALD]) is is_plain


@pytest.mark.parametrize(
    ("other", "words", "is_told", "stands"),
    [
        ("The mob blocked the pier.", "mob", True, True),
        ("The mob blocked the pier.", "mob", False, False),
        ("The angry blocked the pier angrily.", "angrily", True, False),
        ("The quarrel blocked the pier.", "quarrel", True, False),
    ],
)
def test_two_names_are_of_one_thing_only_where_both_are_people_in_what_is_surely_told(
    other, words, is_told, stands, monkeypatch
):
    own = "The dockers blocked the pier."
    story = telling(f"Courier: {own}\nHerald: {other}", LISTS)
    monkeypatch.setattr(type(LISTS.loaded), "likeness", lambda self, one, two: 1.0)
    answer = Answer(HERALD, span(other, words), "Herald", words, 0.9, is_sure=is_told, is_told=is_told)
    (held,) = that_hold(story, COURIER, span(own, "dockers"), Kind.LABEL, [answer])
    assert bool(held.words) is stands
