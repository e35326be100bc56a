from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Flag, FlagKind, Highlight
from compare.steps.framing.aligned import LONG, AlignedStory
from compare.steps.framing.number import find_numbers
from tests.steps.framing.tellings import telling, told


def test_a_reader_agrees_with_the_numbers_that_are_marked(golden: Callable[..., None]) -> None:
    golden("framing/number.txt", told(find_numbers))


def flagged(story: AlignedStory) -> AlignedStory:
    """The story with a lost number flagged on every translated sentence."""
    flag = Flag(FlagKind.NUMBER, "“26” is missing from the translation.")
    readings = tuple(
        replace(reading, sentences=tuple(replace(s, flags=(flag,)) for s in reading.sentences))
        if reading.is_translated
        else reading
        for reading in story.readings
    )
    return AlignedStory(
        readings, story.comparisons, story.facts, story.target_language, story.lists, story.vectors, story.embed
    )


def doubts(found: list[Highlight]) -> set[float]:
    return {highlight.doubt for highlight in found}


def test_a_number_that_the_original_has_not_is_in_grave_doubt():
    story = telling(
        "The Courier: The attack killed 26 people near the border.\n"
        "Folha <pt: The attack killed 62 people near the border. << O ataque matou muitas pessoas perto da fronteira."
    )
    assert doubts(list(find_numbers(story))) == {0.9}


def test_a_number_that_survived_translation_is_hardly_in_doubt():
    story = telling(
        "The Courier: The attack killed 26 people near the border.\n"
        "Folha <pt: The attack killed 28 people near the border. << O ataque matou 28 pessoas perto da fronteira."
    )
    assert doubts(list(find_numbers(story))) == {0.1}


def test_a_flag_of_a_lost_number_raises_the_doubt_about_those_that_are_left():
    story = telling(
        "The Courier: The attack killed 26 people near the border.\n"
        "Folha <pt: The attack killed 28 people near the border. << O ataque matou 28 pessoas perto da fronteira."
    )
    assert doubts(list(find_numbers(flagged(story)))) == {0.5}


def test_a_flagged_sentence_whose_original_has_the_other_number_gives_no_highlight():
    story = telling(
        "The Courier: The attack killed 26 people near the border.\n"
        "Folha <pt: The attack killed 28 people near the border. << Dos 28 feridos, 26 pessoas morreram na fronteira."
    )
    assert list(find_numbers(flagged(story))) == []


def test_an_article_without_numbers_has_no_highlights():
    assert list(find_numbers(telling("A: The army left the town.\nB: The army stayed in the town."))) == []


PARTS = """26|people|were|killed|and|injured|dozens|of|at least|$5 million|3 percent|Thursday|June 26|in 2019|
protesters|14|years|about|twelve|houses|5,000|town|market"""
WORD = st.sampled_from([part.strip() for part in PARTS.split("|")])
WORDS = st.lists(WORD, min_size=1, max_size=14).map(" ".join)


@settings(deadline=None)
@given(text=WORDS)
def test_a_sentence_does_not_disagree_with_itself(text: str):
    assert list(find_numbers(telling(f"The Courier: {text}\nThe Tribune: {text}"))) == []


@settings(deadline=None)
@given(left=WORDS, right=WORDS)
def test_each_number_that_is_marked_is_marked_on_the_other_side_too(left: str, right: str):
    found = list(find_numbers(telling(f"The Courier: {left}\nThe Tribune: {right}")))
    ends = {(highlight.passage, passage) for highlight in found for passage in highlight.against}
    assert ends == {(passage, own) for own, passage in ends}


def test_a_number_that_translation_may_have_changed_does_not_hide_a_sure_one():
    story = telling(
        "The Courier: About 6,000 people marched through the town.\n"
        "Folha <pt: Some 20,000 people marched through the town. << Cerca de 20 mil pessoas marcharam pela cidade.\n"
        "Nouvelles <fr: 900 people marched through the town. << Beaucoup de gens ont défilé dans la ville."
    )
    (own,) = [h for h in find_numbers(story) if h.passage.article == "the-courier"]
    assert own.doubt < 0.5
    assert {passage.article for passage in own.against} == {"folha"}


def test_a_vague_number_of_the_engine_s_is_none():
    story = telling(
        "The Courier: The attack killed 26 people near the border.\n"
        "Folha <pt: The attack killed dozens of people near the border. "
        "<< O ataque matou 26 pessoas perto da fronteira."
    )
    assert not list(find_numbers(story))


@pytest.mark.parametrize(
    "text",
    [
        "A: In the council the mayor got 30 of the 50 votes needed on Tuesday."
        "\nB: In the council the mayor lacked twenty votes needed on Tuesday.",
        "A: Six soldiers died near the border bridge.\nB: The colonel and five soldiers died near the border bridge.",
        "A: In the flood 300 head of cattle died.\nB: In the flood 43 people died.",
        "A: Six people died at the gate.\nB: Two gendarmes died at the gate.",
    ],
)
def test_a_sum_or_a_part_of_the_other_s_number_is_no_disagreement(text: str):
    assert list(find_numbers(telling(text))) == []


@pytest.mark.parametrize(
    ("confidence", "length", "thing", "is_marked"),
    [
        (0.9, LONG, "boats", True),
        (0.6, LONG, "boats", False),
        (0.6, LONG - 2, "boats", True),
        (0.6, LONG, "dead", True),
    ],
)
def test_in_long_articles_a_number_is_set_against_another_where_the_sentences_surely_tell_the_same(
    confidence: float, length: int, thing: str, is_marked: bool
) -> None:
    rest = "".join(f" / {{pier{k}}} Pier and mole were painted green." for k in range(length - 1))
    counted = "dead" if thing == "dead" else f"{thing} in the harbour"
    story = telling(
        f"Courier: {{a}} The storm left 40 {counted}.{rest}\nHerald: {{a}} The storm left 55 {counted}.{rest}"
    )
    comparisons = tuple(
        replace(one, beads=tuple(replace(bead, confidence=confidence) for bead in one.beads))
        for one in story.comparisons
    )
    weights = [one.weight for one in find_numbers(replace(story, comparisons=comparisons))]
    assert len(weights) == 2 and all((weight >= 0.5) is is_marked for weight in weights)


@pytest.mark.parametrize(
    ("here", "there", "is_marked"),
    [
        ("50,000 pages", "55,000 pages", True),
        ("50,000 pages", "80,000 pages", False),
        ("500 pages", "550 pages", False),
        ("$5,587.75 in coins", "$6,587.75 in coins", True),
        ("$5,587.75 in coins", "$6,597.75 in coins", False),
        ("$5,500 in coins", "$6,500 in coins", False),
        ("7.125 miles of rope", "7.225 miles of rope", False),
    ],
)
def test_in_long_articles_numbers_that_are_hardly_of_two_things_are_marked_in_whatever_sentences(
    here: str, there: str, is_marked: bool
) -> None:
    rest = "".join(f" / {{pier{k}}} Pier and mole were painted green." for k in range(LONG - 1))
    story = telling(
        f"Courier: {{a}} The storm left {here} in the harbour.{rest}\n"
        f"Herald: {{a}} The storm left {there} in the harbour.{rest}"
    )
    comparisons = tuple(
        replace(one, beads=tuple(replace(bead, confidence=0.6) for bead in one.beads)) for one in story.comparisons
    )
    weights = [one.weight for one in find_numbers(replace(story, comparisons=comparisons))]
    assert len(weights) == 2 and all((weight >= 0.5) is is_marked for weight in weights)


PAID = "{a} The board met. / {} The clerk paid %s for a crane."


@pytest.mark.parametrize(
    ("ours", "theirs", "n"),
    [
        ("$5,587.75", "$5,687.75", 2),
        ("$5,587.75", "$8,587.75", 2),
        ("about $5,587.75", "$8,587.75", 0),
        ("more than $5,587.75", "$5,687.75", 0),
        ("$5,587.75", "$15,587.75", 0),
        ("$5,587.75", "$5,687.75 and $5,787.75", 0),
        ("5,587 euros", "5,687 euros", 2),
    ],
)
def test_only_of_numbers_given_exactly_one_figure_is_a_slip(ours: str, theirs: str, n: int) -> None:
    assert len(list(find_numbers(telling(f"Courier: {PAID % ours}\nHerald: {PAID % theirs}")))) == n


def test_in_articles_on_two_events_a_figure_is_no_slip() -> None:
    story = telling(f"Courier: {PAID % '$5,587.75'}\nHerald: {PAID % '$5,687.75'}")
    apart = tuple(replace(comparison, same_event=0.1) for comparison in story.comparisons)
    assert list(find_numbers(replace(story, comparisons=apart))) == []


def test_a_slip_that_only_the_translation_made_is_none() -> None:
    shown = "The clerk paid $5,687.75 for a crane. << O escrivão pagou US$ 5.587,75 por um guindaste."
    story = telling(
        f"Courier: {PAID % '$5,587.75'}\nFolha <pt: {{a}} The board met. << O conselho reuniu. / {{}} {shown}"
    )
    assert list(find_numbers(story)) == []
