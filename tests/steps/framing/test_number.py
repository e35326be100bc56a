from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from compare.domain import Flag, FlagKind, Highlight
from compare.steps.framing.aligned import AlignedStory
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
