"""Which sentences of other outlets stand against a phrase that was read beside them."""

from __future__ import annotations

import numpy as np
import pytest

from compare.domain import Kind, Place, Span
from compare.steps.framing.agency import doers_of, say_doers
from compare.steps.framing.aligned import AlignedStory, Partner, ReadBeside
from compare.steps.framing.answers import Answer, lacks, tells_without, that_hold
from compare.steps.framing.beside import KINDS, Beside, words_beside
from compare.steps.framing.learned import _note_of_tone
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
    answer = Answer(place, span, "The Tribune", words, 0.9, is_sure=True, is_told=True)
    mine = Span(15, 26)
    assert bool(that_hold(story, Place("the-courier", 0), mine, Kind.AGENCY, [answer])) is holds


COURIER, TRIBUNE = Place("the-courier", 0), Place("the-tribune", 0)


def read_beside(story: AlignedStory, answering: dict[str, str], same: float) -> ReadBeside:
    """What was read of the Courier's sentence beside the Tribune's, the words that answer given."""
    text, other = story.shown(COURIER), story.shown(TRIBUNE)
    words, theirs = (words_beside(t, np.zeros((len(t.split()), 4), np.float32), None) for t in (text, other))
    forms = [other[start:end] for start, end in theirs.spans.tolist()]
    found = [forms.index(answering[form]) if (form := text[a:b]) in answering else -1 for a, b in words.spans.tolist()]
    n, blank = len(words.stems), np.zeros(1, np.float32)
    by = np.zeros((1, n, len(KINDS)), np.float32)
    chance = np.array([same], np.float32)
    read = Beside(words, by[0], np.array([0]), chance, by, np.array([found]), by[0], blank, 0.0)
    return ReadBeside(read, (TRIBUNE,))


ANSWERS = {"dockers": "dockers", "blocked": "closed", "harbour": "port"}


@pytest.mark.parametrize(
    ("rest", "answering", "confidence", "nearness", "tells"),
    [
        ("", ANSWERS, 0.9, 1.0, True),
        ("", ANSWERS, 0.7, 1.0, False),
        ("", ANSWERS, 0.9, 0.85, False),
        ("", {"harbour": "port"}, 0.9, 1.0, False),
        (" / Their anger is known.", ANSWERS, 0.9, 1.0, True),
        (" / Their greed is known.", ANSWERS, 0.9, 1.0, False),
        (" / A greedy union leads them.", ANSWERS, 0.9, 1.0, False),
    ],
)
def test_who_tells_it_without_surely_tells_the_same_and_has_the_word_nowhere(
    rest, answering, confidence, nearness, tells, monkeypatch
) -> None:
    story = telling(
        f"The Courier: Greedy dockers blocked the harbour.\nThe Tribune: The dockers closed the port.{rest}"
    )
    found = read_beside(story, answering, 0.9)
    monkeypatch.setattr(AlignedStory, "beside", lambda self, place: found)
    monkeypatch.setattr(AlignedStory, "partners", lambda self, place: (Partner(TRIBUNE, confidence),))
    monkeypatch.setattr(AlignedStory, "nearness", lambda self, one, other: nearness)
    assert tells_without(story, COURIER, Span(0, 6), TRIBUNE) is tells


def test_soberly_tells_who_surely_tells_the_same() -> None:
    sure = telling("The Courier: Greedy dockers blocked the harbour.\nThe Tribune: The dockers closed the port.")
    unsure = telling("The Courier: {a} Greedy dockers blocked it.\nThe Tribune: {b} The dockers closed the port.")
    tribune = "The whole sentence takes sides; The Tribune tells the same soberly."
    assert _note_of_tone(sure, COURIER, [TRIBUNE]) == tribune
    assert "Tribune" not in _note_of_tone(unsure, COURIER, [TRIBUNE])


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


@pytest.mark.parametrize(
    ("words", "there", "has_none"),
    [
        ("wolfish", "They are wolves, and he is the wolf.", False),
        ("greed-driven", "Their greed is known.", False),
        ("falsely", "It was a false claim.", False),
        ("conspiring", "They spoke of a conspiracy.", False),
        ("greedy", "They agreed on the green port.", True),
        ("tough", "They touched the harbour.", True),
    ],
)
def test_a_word_of_the_same_root_is_the_same_word_in_another_form(words, there, has_none) -> None:
    story = telling(f"The Courier: The dockers are {words}.\nThe Tribune: {there}")
    assert lacks(story, "the-tribune", words) is has_none
