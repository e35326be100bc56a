"""What one outlet tells alone, as the network read it: who may tell it after all, and what only comments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

import numpy as np
import pytest

from compare.domain import Highlight, Kind, Place
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import LONG, AlignedStory, ReadBeside
from compare.steps.framing.beside import KINDS, Beside, BesideModel, words_beside
from compare.steps.framing.omission import NO_BRIEFS, alone_chance, find_omissions
from tests.steps.framing.tellings import telling

STORY = """
    The Courier: {a} The bridge shut at dawn. / {b} Rain fell. / {} Families of the crew waited at the gate all night.
    The Tribune: {a} The bridge shut at dawn. / {b} Rain fell. / {} In the harbour office nobody slept.
"""
ALONE, ELSEWHERE = Place("the-courier", 2), Place("the-tribune", 2)


def read_as(
    text: str,
    same: Mapping[Place, Sequence[tuple[Place, float]]],
    loaded: Mapping[Place, float] | None = None,
    missed: float = 0.1,
) -> AlignedStory:
    """Return the story as if the network had given these chances that sentences tell the same, that each of their
    words is marked as loaded, and that a sentence is ``missed`` elsewhere."""
    story = telling(text, replace(read_lists(), beside=cast(BesideModel, object())))

    def read(place: Place) -> ReadBeside:
        given = same.get(place, ())
        words = words_beside(story.shown(place), np.zeros((99, 4), np.float32), None)
        n, w = len(given), len(words.stems)
        alone = np.zeros((w, len(KINDS)), np.float32)
        alone[:, KINDS.index(Kind.LOADED)] = (loaded or {}).get(place, 0.0)
        chances = np.array([chance for _, chance in given], np.float32)
        by, found = np.zeros((n, w, len(KINDS)), np.float32), np.full((n, w), -1, np.int64)
        beside = Beside(words, alone, np.arange(n), chances, by, found, alone, np.zeros(n, np.float32), missed)
        return ReadBeside(beside, tuple(other for other, _ in given))

    story.once(("beside", False), lambda: {place: read(place) for place in story.places()})
    return story


def told_alone(story: AlignedStory, place: Place = ALONE) -> Highlight:
    found = [h for h in find_omissions(story) if Place(h.passage.article, h.passage.sentence) == place]
    assert len(found) == 1
    return found[0]


def test_what_another_outlet_likely_tells_in_other_words_is_listed_and_says_where() -> None:
    plain, told = (
        told_alone(read_as(STORY, {ALONE: [(ELSEWHERE, chance)]}, missed=m)) for chance, m in ((0.5, 0.9), (0.7, 0.1))
    )
    assert plain.weight >= 0.5 > told.weight
    assert plain.note == "Found only in The Courier; nothing in The Tribune was found to tell it." and not plain.beside
    assert told.note == "Matched with no sentence elsewhere, but The Tribune may tell it in other words."
    assert [Place(p.article, p.sentence) for p in told.beside] == [ELSEWHERE]


@pytest.mark.parametrize(("nearest", "missed", "is_marked"), [(0.3, 0.01, False), (0.3, 0.6, True), (0.02, 0.1, False)])
def test_what_an_editor_would_hardly_miss_elsewhere_is_only_listed(
    nearest: float, missed: float, is_marked: bool
) -> None:
    found = told_alone(read_as(STORY, {ALONE: [(ELSEWHERE, nearest)]}, missed=missed))
    assert (found.weight >= 0.5) is is_marked


def test_in_a_story_of_long_articles_less_speaks_for_what_is_told_elsewhere() -> None:
    def weight(n: int) -> float:
        rest = "".join(f"{{pier{k}}} Pier {k} was painted green. / " for k in range(n))
        own, there = Place("the-courier", n + 2), Place("the-tribune", n + 2)
        story = read_as(STORY.replace("{} ", f"{rest}{{}} "), {own: [(there, 0.3)]}, missed=0.2)
        return told_alone(story, own).weight

    assert weight(NO_BRIEFS - 4) < 0.5 <= weight(NO_BRIEFS - 3)


def test_what_a_translation_tells_alone_is_asked_of_what_is_shown() -> None:
    abroad = STORY.replace("The Courier:", "The Courier <pt:")
    likely, unlikely = (told_alone(read_as(abroad, {ALONE: [(ELSEWHERE, 0.3)]}, missed=m)) for m in (0.6, 0.01))
    assert likely.weight >= 0.5 > unlikely.weight


def test_the_more_of_a_story_others_tell_the_surer_is_what_one_tells_alone() -> None:
    pairs = [(Place("the-courier", k), Place("the-tribune", k)) for k in (0, 1)]
    shared = {one: [(other, 0.99)] for pair in pairs for one, other in (pair, pair[::-1])}
    beside = {ALONE: [(ELSEWHERE, 0.2)]}
    apart, together = (alone_chance(read_as(STORY, same, missed=0.3), ALONE) for same in (beside, beside | shared))
    assert apart is not None and together is not None and apart < together


def test_between_languages_that_the_network_did_not_learn_from_its_chance_takes_no_mark_away() -> None:
    abroad = STORY.replace("The Tribune:", "The Tribune (pt):")
    found = told_alone(read_as(abroad, {ALONE: [(ELSEWHERE, 0.9)]}))
    assert found.weight >= 0.5 and found.note.startswith("Found only in The Courier")


@pytest.mark.parametrize(("chance", "is_marked"), [(0.05, True), (0.2, False)])
def test_a_sentence_full_of_judging_words_tells_no_fact_that_others_leave_out(chance: float, is_marked: bool) -> None:
    found = told_alone(read_as(STORY, {}, {ALONE: chance}))
    assert (found.weight >= 0.5) is is_marked


@pytest.mark.parametrize(
    ("sentence", "in_long"),
    [
        ("The lawyer of the harbour office told the families of the crew that nobody had been warned.", True),
        ("The lawyer of the harbour office told the families nothing.", False),
        ("The lawyer of the harbour office praised the brave crew and its happy families with great joy.", False),
    ],
)
def test_in_long_articles_what_is_brief_or_pleases_is_listed(sentence: str, in_long: bool) -> None:
    text = STORY.replace("Families of the crew waited at the gate all night.", sentence)
    for n, is_marked in ((LONG - 4, True), (LONG - 3, in_long)):
        rest = "".join(f"{{pier{k}}} Pier {k} was painted green. / " for k in range(n))
        own, there = Place("the-courier", n + 2), Place("the-tribune", n + 2)
        story = read_as(text.replace("{} ", f"{rest}{{}} "), {own: [(there, 0.3)]}, missed=0.6)
        assert (told_alone(story, own).weight >= 0.5) is is_marked


def test_of_a_passage_that_nobody_else_tells_the_weightiest_sentence_is_marked() -> None:
    text = STORY.replace("all night.", "all night. / {} On Monday 400 of them told the Harbour Board of Lindry why.")
    weights = [told_alone(read_as(text, {}), Place("the-courier", k)).weight for k in (2, 3)]
    assert weights[0] < 0.5 <= weights[1]


@pytest.mark.parametrize(
    ("sentence", "is_marked"),
    [
        ("A lawyer for the harbour office answered on Monday that nobody had been warned.", True),
        ("He also told the families at the gate that nobody had been warned.", False),
        ("A lawyer for the harbour office did not immediately respond to the families.", False),
        ("A lawyer for the harbour office declined to comment on the case on Monday.", False),
        ("A lawyer for the harbour office did not pay the families of the crew.", True),
    ],
)
def test_what_leans_on_another_sentence_or_tells_of_silence_is_listed(sentence: str, is_marked: bool) -> None:
    text = STORY.replace("Families of the crew waited at the gate all night.", sentence)
    found = told_alone(read_as(text, {ALONE: [(ELSEWHERE, 0.3)]}, missed=0.6))
    assert (found.weight >= 0.5) is is_marked


def test_an_outlet_that_may_well_tell_a_fact_is_not_said_to_leave_it_out() -> None:
    text = """
        The Courier: {a} The bridge shut. / {z} Rain. / {y} Wind. / {b} Engineers had warned the city of the cracks.
        The Tribune: {a} The bridge shut. / {z} Rain. / {y} Wind. / {b} Engineers told the city of the cracks.
        The Herald: {a} The bridge shut. / {z} Rain. / {y} Wind. / {} The mayor knew in spring that it would not hold.
    """
    fact, there = Place("the-courier", 3), Place("the-herald", 3)
    notes = [[h.note for h in find_omissions(read_as(text, {fact: [(there, chance)]}))] for chance in (0.45, 0.55)]
    left_out = "2 of 3 outlets tell this; it was not found in The Herald."
    assert left_out in notes[0] and left_out not in notes[1]


def test_all_other_outlets_of_a_story_are_asked_and_named_whatever_event_they_seem_to_be_of() -> None:
    story = telling(
        "One: {a} The bridge was closed on Monday by the city. / {} The mayor had been warned twice in January.\n"
        "Two: {c} A whale was seen off the cape this morning.\n"
        "Three: {a} The city closed the bridge on Monday at dawn.\n"
    )
    comparisons = tuple(replace(c, same_event=0.02 if "two" in (c.left, c.right) else 0.99) for c in story.comparisons)
    found = list(find_omissions(replace(story, comparisons=comparisons)))
    assert [h.note for h in found] == ["Found only in One; nothing in Three and Two was found to tell it."]
