"""What editors marked in whole stories: the file holds together, and marks are counted as found where they are."""

from __future__ import annotations

import pytest

from compare.domain import Highlight, Kind, Passage, Span
from tests.bench.article_readings import HEADLINE
from tests.bench.editors import Mark, count, places, read_marks


def test_every_mark_is_of_a_place_in_a_sentence_or_a_headline() -> None:
    marks = read_marks()
    assert marks
    for mark in marks:
        assert mark.sentence == HEADLINE or mark.sentence.isdigit()
        assert 0 <= mark.span.start < mark.span.end and mark.weight in (1, 2, 3)
    assert len(set(marks)) == len(marks)
    editors = {mark.story: {one.editor for one in marks if one.story == mark.story} for mark in marks}
    assert all(len(those) == 1 for those in editors.values())


def mark(kind: Kind, start: int = 4, sentence: str = "2") -> Mark:
    return Mark("A", "fair", kind, "gazette", sentence, Span(start, start + 6), 2)


def highlight(kind: Kind, weight: float, start: int = 4, sentence: int = 2) -> Highlight:
    return Highlight(Passage("gazette", sentence, Span(start, start + 6)), kind, weight, "It differs.")


@pytest.mark.parametrize(
    ("marked", "found", "expected"),
    [
        (Kind.LABEL, highlight(Kind.LOADED, 0.7), True),
        (Kind.LABEL, highlight(Kind.LABEL, 0.7, start=40), False),
        (Kind.LABEL, highlight(Kind.OMISSION, 0.7), False),
        (Kind.OMISSION, highlight(Kind.OMISSION, 0.7, start=40), True),
        (Kind.TONE, highlight(Kind.LOADED, 0.7), False),
    ],
)
def test_a_mark_is_found_by_its_words_or_as_a_sentence_by_its_kind(
    marked: Kind, found: Highlight, *, expected: bool
) -> None:
    assert mark(marked).is_on(found) is expected


def test_what_is_found_listed_and_right_is_counted_by_kind() -> None:
    marks = [mark(Kind.LABEL), mark(Kind.LABEL, start=60), mark(Kind.LOADED, sentence=HEADLINE)]
    highlights = [
        highlight(Kind.LABEL, 0.7),
        highlight(Kind.LABEL, 0.3, start=60),
        highlight(Kind.LABEL, 0.7, start=99),
    ]
    counts = count(marks, places("fair", highlights, [highlight(Kind.LOADED, 0.7, sentence=0)]))
    assert counts["label"] == {"marks": 2, "found": 1, "listed": 2, "marked": 2, "right": 1}
    assert counts[HEADLINE] == counts["loaded"] == {"marks": 1, "found": 1, "listed": 1, "marked": 1, "right": 1}
    assert counts["all"]["found"] == 2
