"""Names that part two sentences which tell the same in two languages."""

from __future__ import annotations

from compare.domain import Place
from compare.steps.framing.label import find_labels
from compare.steps.framing.name_gap import find_name_gaps
from tests.steps.framing.tellings import telling

FIRST = "{a} Ivan Petrov fired first. / {b} The river rose. / {c} The market stayed open. / {d} Later Anna Koval died."
SWAPPED = "{a} Анна Коваль выстрелила первой. / {b} Река поднялась. / {c} Рынок работал. / {d} Позже погиб Иван Петров."
SAME = "{a} Первым выстрелил Иван Петров. / {b} Река поднялась. / {c} Рынок работал. / {d} Позже погибла Анна Коваль."


def test_who_is_named_in_the_place_of_another_is_marked_on_both_sides() -> None:
    story = telling(f"The Courier: {FIRST}\nВестник (ru): {SWAPPED}")
    found = list(find_name_gaps(story))
    assert {(h.passage.article, h.passage.sentence) for h in found} == {
        ("the-courier", 0), ("the-courier", 3), ("вестник", 0), ("вестник", 3)
    }  # fmt: skip
    first = found[0]
    assert first.passage.span.of(story.shown(Place("the-courier", 0))) == "Ivan"
    assert (
        first.note == "“Ivan” stands here where Вестник has “Коваль”, in sentences of two languages that tell the same."
    )
    assert first in list(find_labels(story))


def test_one_name_in_two_scripts_is_no_difference() -> None:
    assert not list(find_name_gaps(telling(f"The Courier: {FIRST}\nВестник (ru): {SAME}")))


def test_a_name_told_next_door_is_told() -> None:
    beside = SWAPPED.replace("Река поднялась.", "Иван Петров стрелял позже.")
    found = list(find_name_gaps(telling(f"The Courier: {FIRST}\nВестник (ru): {beside}")))
    assert ("the-courier", 0) not in {(h.passage.article, h.passage.sentence) for h in found}


def test_a_name_that_the_other_article_never_has_may_be_unheard_and_says_nothing() -> None:
    unheard = SWAPPED.replace("Позже погиб Иван Петров.", "Позже погиб солдат.")
    assert not list(find_name_gaps(telling(f"The Courier: {FIRST}\nВестник (ru): {unheard}")))


def test_articles_in_one_language_are_left_to_labels() -> None:
    english = "{a} Anna Koval fired first. / {b} The river rose. / {c} Shops opened. / {d} Later Ivan Petrov died."
    assert not list(find_name_gaps(telling(f"The Courier: {FIRST}\nThe Tribune: {english}")))
