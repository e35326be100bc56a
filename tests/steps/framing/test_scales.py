from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from compare.domain import Kind
from compare.files.framing_lists import read_lists
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.scales import CHOSEN, OF_CAMPS, USED_BY_BOTH, find_charged
from tests.steps.framing.tellings import telling, told

SCALED = (Kind.LOADED, Kind.LABEL)


def test_a_word_that_judges_stands_against_the_plain_one(golden: Callable[[str, Callable[[str], str]], None]) -> None:
    golden("framing/scales.txt", told(lambda story: [h for kind in SCALED for h in find_charged(story, kind)]))


@pytest.mark.parametrize("language", sorted(read_lists().languages))
def test_no_word_is_plain_and_charged_on_one_scale(language: str) -> None:
    lists = read_lists().of(language)
    assert lists.charged
    assert [form for form, names in lists.charged.items() if names & lists.plain.get(form, frozenset())] == []


def test_the_scales_of_all_languages_have_the_names_of_the_english_ones() -> None:
    names = {
        language: {name for found in read_lists().of(language).charged.values() for name in found}
        for language in read_lists().languages
    }
    assert [language for language, found in names.items() if not found <= names["en"]] == []


def test_who_or_what_something_is_is_a_label() -> None:
    story = telling("The Courier: The regime closed the port.\nThe Tribune: The government closed the port.")
    assert [h.kind for h in find_charged(story, Kind.LABEL)] == [Kind.LABEL]
    assert find_charged(story, Kind.LOADED) == []


def test_an_outlet_with_both_words_takes_no_side() -> None:
    one = "The Courier: The regime closed the port on Friday. / The port is in the north."
    plain = "The Tribune: The government closed the port on Friday. / The {} is in the north."
    weights = [
        [h.weight for h in find_charged(telling(f"{one}\n{plain.format(word)}"), Kind.LABEL) if h.weight]
        for word in ("port", "regime")
    ]
    assert max(weights[1]) < max(weights[0])


def test_an_original_without_such_a_word_leaves_doubt() -> None:
    given = "Folha <pt: Soldiers murdered four farmers. << Os soldados {} quatro agricultores."
    other = "The Tribune: Soldiers killed four farmers."
    doubts = []
    for verb in ("assassinaram", "mataram"):
        story = telling(f"{given.format(verb)}\n{other}")
        (highlight,) = add_doubt(story, find_charged(story, Kind.LOADED))
        doubts.append(highlight.doubt)
    assert doubts[0] < 0.5 <= doubts[1]


def test_a_compound_stands_where_its_last_part_does() -> None:
    story = telling("The Courier: Eco-zealots blocked the bridge.\nThe Tribune: Activists blocked the bridge.")
    (highlight,) = find_charged(story, Kind.LABEL)
    assert dict(highlight.evidence)["scale"] == "protesters"


def weights_apart(own: str, other: str, rest: str = "") -> list[float]:
    """The weights of what The Courier has, where two sentences near in meaning are in no bead."""
    story = telling(
        f"The Courier: In Lindry {own} filled the papers.\nThe Tribune: In Lindry {other} filled a hall.{rest}"
    )
    comparisons = tuple(replace(comparison, beads=()) for comparison in story.comparisons)
    found = [h for kind in SCALED for h in find_charged(replace(story, comparisons=comparisons), kind)]
    return [h.weight for h in found if h.passage.article == "the-courier"]


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("marriage equality", "same-sex marriage"),
        ("illegal immigrants", "undocumented immigrants"),
        ("undocumented immigrants", "illegal immigrants"),
        ("pro-life crowds", "anti-abortion crowds"),
    ],
)
def test_names_of_camps_weigh_as_much_in_whatever_sentences(own: str, other: str) -> None:
    assert weights_apart(own, other) == [CHOSEN]


def test_another_word_that_judges_weighs_what_its_sentences_have_in_common() -> None:
    (weight,) = weights_apart("regime crowds", "government crowds")
    assert 0.0 < weight < CHOSEN


def test_an_outlet_with_the_names_of_both_camps_chooses_none() -> None:
    rest = " / {} A few wrote of marriage equality in those years."
    (weight,) = weights_apart("marriage equality", "same-sex marriage", rest)
    assert weight < USED_BY_BOTH * CHOSEN < 0.5


@pytest.mark.parametrize(
    ("own", "other"),
    [("illegal immigrants", "illegal aliens"), ("pro-life crowds", "pro-choice crowds"), ("immigrants", "migrants")],
)
def test_two_names_of_which_neither_is_the_other_camp_s_are_no_choice(own: str, other: str) -> None:
    assert weights_apart(own, other) == []


def test_every_scale_of_camps_is_on_the_english_lists() -> None:
    lists = read_lists().of("en")
    assert {name for names in lists.charged.values() for name in names} >= OF_CAMPS
    assert lists.naming >= OF_CAMPS
