from __future__ import annotations

import pytest

from compare.domain import Place
from compare.steps.framing.counted import agree
from compare.steps.framing.number import numbers_at
from compare.steps.framing.rivals import may_be_rivals
from compare.steps.quantity import same_measure
from tests.steps.framing.tellings import telling


def rivals_of(own: str, other: str) -> list[str]:
    """The numbers of the other sentence that no rule keeps from being right beside the first of ours."""
    story = telling(f"A: {own}\nB: {other}")
    there = Place("b", 0)
    first = numbers_at(story, Place("a", 0))[0]
    return [
        one.quantity.span.of(story.shown(there))
        for one in numbers_at(story, there)
        if same_measure(first.quantity, one.quantity) and may_be_rivals(story, first, one)
    ]


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
def test_numbers_of_one_thing_that_cannot_both_be_right_may_be_rivals(own: str, other: str, expected: list[str]):
    assert rivals_of(own, other) == expected


@pytest.mark.parametrize(
    ("own", "other"),
    [
        ("Two dozen boats set sail.", "24 boats set sail."),
        ("Food did not reach thousands of families.", "More than 900 dockers stopped the port."),
        ("Over a hundred people were hurt.", "At least 125 people were hurt."),
        ("Thousands of people came.", "More than 6,000 people came."),
        ("A third of the seats went to women.", "Thirty per cent of the seats went to women."),
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
    first, second, third = (numbers_at(story, Place(article, 0))[0] for article in "abc")
    assert agree(first, second)
    assert not agree(first, third)
