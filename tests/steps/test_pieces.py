"""Pieces: a sentence cut at the edges of its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.domain import Span
from compare.steps.pieces import Piece, cut


@st.composite
def marked_texts(draw):
    text = draw(st.text(max_size=40))
    edge = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edge, edge).map(sorted).map(lambda ends: Span(*ends)), max_size=8))
    return text, [(span, k) for k, span in enumerate(spans)]


def test_a_marked_word_is_a_piece_of_its_own():
    pieces = cut("Militants fled.", [(Span(0, 9), "label")])
    assert pieces == (Piece("Militants", ("label",)), Piece(" fled."))


def test_overlapping_marks_share_the_piece_they_both_cover():
    pieces = cut("he reportedly claimed it", [(Span(3, 21), "attribution"), (Span(3, 13), "hedge")])
    assert [(p.text, p.marks) for p in pieces] == [
        ("he ", ()),
        ("reportedly", ("attribution", "hedge")),
        (" claimed", ("attribution",)),
        (" it", ()),
    ]


def test_an_empty_sentence_has_no_pieces():
    assert cut("", [(Span(0, 0), "label")]) == ()


def test_a_mark_past_the_end_is_refused():
    with pytest.raises(ValueError, match="outside a text of 3 characters"):
        cut("one", [(Span(1, 4), "label")])


@given(marked_texts())
def test_pieces_rejoin_to_the_text_and_none_is_empty(case):
    text, marks = case
    pieces = cut(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    assert all(piece.text for piece in pieces)


@given(marked_texts())
def test_every_character_carries_exactly_the_marks_that_cover_it(case):
    text, marks = case
    at = 0
    for piece in cut(text, marks):
        for place in range(at, at + len(piece.text)):
            assert set(piece.marks) == {name for span, name in marks if span.start <= place < span.end}
        at += len(piece.text)
