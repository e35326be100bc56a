"""Clauses of long sentences, in several scripts."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from compare.steps.clauses import MOST, clauses


def test_a_long_sentence_is_cut_at_its_commas() -> None:
    long = "The bridge that joins both towns was closed on Monday, because the pillars had begun to lean in the flood."
    assert clauses(long) == (
        "The bridge that joins both towns was closed on Monday,",
        "because the pillars had begun to lean in the flood.",
    )


def test_a_short_sentence_is_not_cut() -> None:
    assert clauses("He came, he saw, he left.") == ()


def test_a_sentence_without_an_edge_is_its_only_clause() -> None:
    assert clauses("word " * 40) == ()


def test_a_short_clause_goes_with_the_next_and_the_last_with_the_one_before() -> None:
    found = clauses(
        "Yesterday, the council of ministers met in the old capital, as it has done every year in June, he told us."
    )
    assert found == (
        "Yesterday, the council of ministers met in the old capital,",
        "as it has done every year in June, he told us.",
    )


def test_a_number_with_a_comma_stays_whole() -> None:
    found = clauses(
        "It will cost the town 1,250,000 in the first year alone, and twice as much in the years that follow."
    )
    assert found[0] == "It will cost the town 1,250,000 in the first year alone,"


def test_marks_of_other_scripts_are_edges_without_a_space() -> None:
    assert len(clauses("桥在星期一被关闭，因为柱子在洪水中开始倾斜了很多，市长说这是不可避免的，居民们都很生气。")) > 1
    assert (
        len(
            clauses("أغلقت السلطات الجسر القديم يوم الاثنين، لأن أعمدته بدأت تميل بسبب الفيضان الكبير الذي ضرب المدينة")
        )
        == 2
    )


def test_quotation_marks_are_edges() -> None:
    found = clauses(
        'The minister of public works answered yesterday evening "we will rebuild every one of these houses" as he '
        "left the crowded hall by a side door."
    )
    assert found == (
        "The minister of public works answered yesterday evening",
        '"we will rebuild every one of these houses"',
        "as he left the crowded hall by a side door.",
    )


@given(st.text(max_size=400))
def test_clauses_are_in_the_text_in_its_order_and_few(text: str) -> None:
    found = clauses(text)
    assert len(found) <= MOST
    at = 0
    for clause in found:
        at = text.index(clause, at) + len(clause)


def test_hostile_sentences_are_cut_in_a_moment() -> None:
    start = time.process_time()
    for hostile in (", " * 50_000, '"' * 100_000, "،" * 100_000, "- " * 50_000, "a" * 100_000):
        clauses(hostile)
    assert time.process_time() - start < 10
