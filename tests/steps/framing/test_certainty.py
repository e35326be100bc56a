"""Which words make a statement less sure, which surer, and which of them mean something else where they stand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Bead, Kind, Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.answers import Answer, that_hold
from compare.steps.framing.certainty import Certainty, certainty_at, hedges_in
from compare.steps.framing.hedge import certainty_of, find_hedges, hedges_at, is_conditional, say_certainty
from compare.steps.framing.pairs import whole
from compare.steps.framing.words import span_of, words_of
from tests.steps.framing.tellings import telling

HEDGES = [
    ("en", "The ferry may have sunk.", ["modal: may have"]),
    ("en", "It is possible that the ferry sank.", ["adverb: It is possible that"]),
    ("en", "The alleged smuggler swam away.", ["adjective: alleged"]),
    ("en", "The unions spoke of a possible new deal.", ["adjective: possible"]),
    ("en", "She has no licence and may lose the boat.", ["modal: may"]),
    ("en", "She will almost certainly win the vote.", ["booster: almost certainly"]),
    ("en", "The photographs leave no doubt.", ["booster: leave no doubt"]),
    ("pt", "Um pacote suspeito foi encontrado.", ["adjective: suspeito"]),
    ("es", "El supuesto ladrón huyó.", ["adjective: supuesto"]),
]
OTHER_SENSES = [
    ("en", "May elections brought a new mayor."),
    ("en", "From March no trawler may enter the bay."),
    ("en", "Without the wall the pier could have fallen."),
    ("en", "Nobody in the village may enter the bay."),
    ("en", "Visitors may only enter at noon."),
    ("en", "The ferry will sail as soon as possible."),
    ("en", "The fisherman appeared before a judge on Monday."),
    ("en", "Her neighbours have no doubt of her guilt."),
    ("pt", "O suspeito fugiu ontem."),
    ("pt", "O ministro foi chamado ontem."),
    ("pt", "É possível chegar a pé."),
    ("es", "El sospechoso huyó ayer."),
]
READ = [
    ("The cause could not be independently confirmed.", "confirmed", "could not be independently confirmed", False),
    ("The cause was not confirmed by the harbour.", "confirmed", "was not confirmed", False),
    ("It is not possible to count the boats.", "possible", "is not possible", False),
    ("Divers doubt that the wreck can be raised.", "doubt", "doubt", False),
    ("The report leaves no doubt whatever.", "doubt", "no doubt", True),
    ("It is proved beyond all reasonable doubt.", "doubt", "beyond all reasonable doubt", True),
    ("It was obvious that the pier would fall.", "obvious", "obvious", True),
    ("The pier was manifestly rotten.", "manifestly", "manifestly", True),
    ("The pier apparently fell.", "apparently", "apparently", False),
    ("The letters leave no doubt that it was sold.", "leave no doubt", "leave no doubt", True),
    ("It was a fire, not possibly but certainly.", "not possibly but certainly", "not possibly but certainly", True),
    ("The keeper was later shown to be right.", "shown", "shown", True),
    ("The logbook will show whether he slept.", "show", "show whether", False),
    ("The crew would have claimed the reward.", "claimed", "would have claimed", False),
    ("The pilot may not be right.", "may", "may", False),
]
NOT_READ = [
    ("The captain knowingly left the harbour.", "knowingly"),
    ("The crates turn out to be empty.", "turn"),
    ("No trawler may enter the bay.", "may"),
    ("The captain would have us believe that it was fog.", "would have"),
    ("The letter would have remained unknown without her.", "remained unknown"),
    ("Boats of the mission may not be towed.", "may"),
    ("Waiting would have cost a boat.", "would have"),
    ("If they had waited, the pier could have held.", "could have"),
    ("One could have had the pier for less.", "could have"),
    ("The harbour should have warned them.", "should have"),
]


@pytest.mark.parametrize(("language", "text", "found"), HEDGES)
def test_marks_of_certainty_are_found(language: str, text: str, found: list[str]) -> None:
    words = words_of(text)
    hits = hedges_in(text, read_lists().of(language))
    assert [f"{hit.value}: {span_of(words, hit.first, hit.last).of(text)}" for hit in hits] == found


@pytest.mark.parametrize(("language", "text"), OTHER_SENSES)
def test_words_of_doubt_in_another_sense_are_not(language: str, text: str) -> None:
    assert hedges_in(text, read_lists().of(language)) == ()


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


@pytest.mark.parametrize(("text", "words", "whole", "makes_surer"), READ)
def test_words_are_read_with_the_negation_that_governs_them(
    text: str, words: str, whole: str, makes_surer: bool
) -> None:
    found = certainty_at(text, at(text, words), read_lists().of("en"))
    assert found is not None
    assert (found.span.of(text), found.makes_surer) == (whole, makes_surer)


@pytest.mark.parametrize(("text", "words"), NOT_READ)
def test_words_that_leave_nothing_open_are_not_read(text: str, words: str) -> None:
    assert certainty_at(text, at(text, words), read_lists().of("en")) is None


@pytest.mark.parametrize(
    ("text", "words", "is_read"),
    [
        ("The likely voters of the island were asked.", "likely", False),
        ("She was an unlikely ally of the harbour.", "unlikely", False),
        ("The pier was likely to fall.", "likely", True),
        ("That made the fall more likely.", "likely", False),
        ("The pier was supposed to last.", "supposed", False),
    ],
)
def test_before_a_noun_likely_says_which_one_is_meant(text: str, words: str, is_read: bool) -> None:
    story = telling(f"Courier: {text}\nHerald: The pier fell.")
    assert (certainty_of(story, Place("courier", 0), at(text, words)) is not None) is is_read


def test_a_name_that_a_translation_calls_so_called_is_not_doubted() -> None:
    shown = "The so-called harbour pact was signed."
    story = telling(f"Bote <de: {shown} << Der sogenannte Hafenpakt wurde unterzeichnet.\nCourier: {shown}")
    bote, courier = (Place(reading.article.id, 0) for reading in story.readings)
    assert hedges_at(story, bote, ()) == [] and len(hedges_at(story, courier, ())) == 1
    assert certainty_of(story, bote, at(shown, "so-called")) is None
    assert certainty_of(story, courier, at(shown, "so-called")) is not None


def test_a_word_that_makes_surer_is_set_against_a_hedge_but_not_against_its_like() -> None:
    story = telling(
        """Courier: There was doubtless a leak in the hull.
        Herald: There may have been a leak.
        Post: The leak was undoubtedly there."""
    )
    courier, herald, post = (Place(reading.article.id, 0) for reading in story.readings)
    own = at(story.shown(courier), "doubtless")
    answers = [
        Answer(p, whole(story.shown(p)), story.outlet(p.article), "", 0.9, True, is_told=True) for p in (herald, post)
    ]
    assert [a.outlet for a in that_hold(story, courier, own, Kind.HEDGE, answers)] == ["Herald"]


def test_what_was_not_checked_elsewhere_is_left_open_there_too() -> None:
    story = telling(
        """Courier: The hull was apparently rotten.
        Herald: That its planks were bad was not confirmed.
        Post: Its planks were bad."""
    )
    courier, *others = (Place(reading.article.id, 0) for reading in story.readings)
    own = at(story.shown(courier), "apparently")
    answers = [Answer(p, whole(story.shown(p)), story.outlet(p.article), "", 0.9, True, is_told=True) for p in others]
    assert [a.outlet for a in that_hold(story, courier, own, Kind.HEDGE, answers)] == ["Post"]


def test_what_is_left_open_of_another_thing_is_no_difference() -> None:
    def found(other: str) -> bool:
        story = telling(
            f"""Courier: It was uncertain. Perhaps she repaired the engine of the ferry in March with a friend.
            Herald: {other}"""
        )
        (comparison,) = story.comparisons
        unsure = replace(story, comparisons=(replace(comparison, beads=(Bead((0,), (0,), 0.6),)),))
        return bool(list(find_hedges(unsure)))

    assert found("She repaired the engine of the ferry in March with a friend.")
    assert not found("In March with a friend of the ferry the engine was shown; a roof, too, was repaired.")


def test_a_hedge_in_a_statement_of_its_own_that_nobody_else_tells_is_no_difference() -> None:
    def found(other: str) -> bool:
        story = telling(f"Courier: The upper harbour has water; perhaps its pipes leak.\nHerald: {other}")
        return bool(list(find_hedges(story)))

    assert found("The pipes leak in the upper harbour.")
    assert not found("Water in the upper harbour has fallen by half.")


def test_would_have_is_hearsay_only_where_another_outlet_may_tell_the_same() -> None:
    own = "The fire would have begun in a loft."
    story = telling(f"Courier: {own}\nHerald: The fire began in a loft.")
    courier = Place("courier", 0)
    assert is_conditional(story, courier, at(own, "would have"))
    assert not is_conditional(telling(f"Courier: {own.replace('would', 'may')}"), courier, at(own, "have"))


def test_a_note_says_what_a_word_does_and_names_nobody() -> None:
    surer, opener = (Certainty(Span(0, 9), makes_surer=surer) for surer in (True, False))
    assert say_certainty("certainly", surer) == "“certainly” makes it sound certain."
    assert say_certainty("may", opener) == "“may” leaves it open."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The letter remains classified.", "remains classified"),
        ("The wall will ultimately fall.", "ultimately"),
        ("The mayor lent a boat so that they could cross.", "could"),
        ("The pilot could easily turn back.", "could easily"),
        ("It is unclear whether the wall might fall.", "might"),
    ],
)
def test_what_leaves_nothing_open_is_no_word_of_certainty(text: str, words: str) -> None:
    start = text.index(words)
    assert certainty_at(text, Span(start, start + len(words)), read_lists().of("en")) is None


def test_a_word_of_certainty_in_a_quotation_is_the_speakers() -> None:
    story = telling(
        """Courier: “The wall may fall. / It may take the school with it,” the pilot said. / The roof may fall.
        Herald: The wall fell."""
    )
    found = [certainty_of(story, Place("courier", k), Span(3, 6)) for k in (0, 1)]
    assert found == [None, None]
    assert certainty_of(story, Place("courier", 2), Span(9, 12)) is not None
