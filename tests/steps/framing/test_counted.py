from __future__ import annotations

import pytest

from compare.domain import Place, Span
from compare.steps.framing.answers import number_at
from compare.steps.framing.counted import agree, numbers_of, rivals
from tests.steps.framing.tellings import telling


def rivals_of(own: str, other: str) -> list[str]:
    """The numbers of the other sentence that cannot be right beside the first of ours."""
    story = telling(f"A: {own}\nB: {other}")
    there = Place("b", 0)
    first = numbers_of(story, Place("a", 0))[0]
    return [one.quantity.span.of(story.shown(there)) for one in rivals(story, first, there, [])]


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("180 of his men laid down their arms.", "About 400 fighters laid down theirs.", ["About 400"]),
        ("The coastguard turned back 34 migrants.", "It left 41 people to the waves.", ["41"]),
        ("Thousands stood on the bridge.", "Some hundreds gathered there.", ["Some hundreds"]),
        ("The ministry put the debt at 20 billion crowns.", "The promised twenty-six billion never came.",
         ["twenty-six billion"]),
        ("Some 300 mines remain in the hills.", "Up to 1,000 devices remain.", ["Up to 1,000"]),
        ("The bakery won an order worth 1.2 million dollars for bread.",
         "The order for bread at the bakery is put at 2 million dollars.", ["2 million dollars"]),
        ("The bridge opened on 3 January.", "The bridge opened on 20 December.", ["20 December"]),
    ],
)  # fmt: skip
def test_numbers_of_one_thing_that_cannot_both_be_right_are_rivals(own: str, other: str, expected: list[str]):
    assert rivals_of(own, other) == expected


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("In all 350 votes carried the law.", "The law concerns 200 people."),
        ("Two dozen boats set sail.", "24 boats set sail."),
        ("Over a hundred people were hurt.", "At least 125 people were hurt."),
        ("Thousands of people came.", "More than 6,000 people came."),
        ("A third of the seats went to women.", "Thirty per cent of the seats went to women."),
        ("The strike lasted thirty-three days.", "Files lay in the drawer for seven days."),
        ("The rent is 200 dollars each month.", "The rent has cost 900 dollars so far."),
        ("Six people died.", "Two policemen died in the shooting."),
        ("Six people died in the mine.", "Three miners and two rescuers died in the mine."),
        ("He needed 64 votes.", "He was twenty votes short: he had 44 votes of those that he needed."),
        ("41 people were on the boat.", "A child drowned and 40 people were saved from the boat."),
        ("It cost 30 million euros.", "It cost 50 million dollars."),
        ("Parties in twelve countries were paid.", "Five parties are in the papers, paid in all countries."),
        ("Five of their neighbours moved out.", "Some 900 of their neighbours moved out."),
        ("Nine terror camps were bombed.", "The bombs killed 40 civilians."),
        ("Thirty German tanks were lost.", "Fifty German soldiers were lost."),
        ("40 civilians were killed. / Last spring 26 lives were lost at the market.", "Gunmen killed 26 traders."),
    ],
)
def test_numbers_of_two_things_or_that_agree_are_none(own: str, other: str):
    assert rivals_of(own, other) == []


def test_bounds_that_leave_room_for_each_other_agree():
    story = telling("A: At least 125 people were hurt.\nB: More than 90 people were hurt.\nC: Over 300 were hurt.")
    first, second, third = (numbers_of(story, Place(article, 0))[0] for article in "abc")
    assert agree(first, second)
    assert not agree(first, third)


@pytest.mark.parametrize(
    ("text", "touched", "expected"),
    [
        ("Up to half a million crowns are gone.", "million", "Up to half a million"),
        ("It fell short by six votes on Monday.", "by six votes", "six votes"),
        ("Half a million, thousands of them forged.", "million, thousands", "Half a million"),
        ("The river rose.", "river", None),
    ],
)
def test_a_number_is_shown_whole_and_without_what_is_before_it(text: str, touched: str, expected: str | None):
    story = telling(f"A: {text}\nB: {text}")
    start = text.index(touched)
    found = number_at(story, Place("a", 0), Span(start, start + len(touched)))
    assert (found and found.of(text)) == expected
