"""Which sentences of other outlets stand against a phrase that was read beside them."""

from __future__ import annotations

import pytest

from compare.domain import Kind, Place, Span
from compare.steps.framing.agency import doers_of, say_doers
from compare.steps.framing.answers import Answer, that_hold
from compare.steps.framing.pairs import whole
from tests.steps.framing.tellings import telling


@pytest.mark.parametrize(
    ("other", "words", "holds"),
    [
        ("Two farmers died in the raid.", "died", False),
        ("Two farmers lost their lives in the raid.", "", False),
        ("In the raid, two farmers were shot.", "", False),
        ("Soldiers shot two farmers in the raid.", "Soldiers shot", True),
        ("Soldiers shot two farmers, who died in the raid.", "", True),
        ("Soldiers emptied their rifles into two farmers.", "", True),
    ],
)
def test_who_names_no_doer_either_does_not_answer_a_deed_without_one(other: str, words: str, holds: bool) -> None:
    story = telling(f"The Courier: Four villagers were killed.\nThe Tribune: {other}")
    place = Place("the-tribune", 0)
    start = other.index(words)
    span = Span(start, start + len(words)) if words else whole(other)
    answer = Answer(place, span, "The Tribune", words, 0.9, is_told=True)
    mine = Span(15, 26)
    assert bool(that_hold(story, Place("the-courier", 0), mine, Kind.AGENCY, [answer])) is holds


@pytest.mark.parametrize(
    ("other", "doers"),
    [
        ("Soldiers shot four villagers.", [("The Tribune", "Soldiers shot")]),
        ("Gendarmes mowed down the four with live rounds.", [("The Tribune", "Gendarmes mowed down")]),
        ("Four villagers died when the ladle fell.", []),
        ("Police said that four villagers had died.", []),
        ("The four were killed by whom nobody knows.", []),
        ("Soldiers died in the valley.", []),
    ],
)
def test_a_deed_without_a_doer_is_set_against_who_names_one(other: str, doers: list[tuple[str, str]]) -> None:
    story = telling(f"The Courier: Four villagers were killed.\nThe Tribune: {other}")
    assert doers_of(story, Place("the-courier", 0), Span(15, 26), [Place("the-tribune", 0)]) == doers


def test_a_doer_who_stands_in_the_sentence_is_not_left_out() -> None:
    story = telling(
        "The Courier: The soldiers came; four villagers were killed.\nThe Tribune: The soldiers shot four villagers."
    )
    assert doers_of(story, Place("the-courier", 0), Span(34, 45), [Place("the-tribune", 0)]) == []


def test_the_note_of_a_deed_has_the_doers() -> None:
    assert say_doers("were killed", [("Herald", "Soldiers shot"), ("Post", "army fired")]) == (
        "“were killed” names nobody who acts; elsewhere, Herald has “Soldiers shot” and Post has “army fired”."
    )
