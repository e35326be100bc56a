"""Whom each outlet quotes: one row a speaker, under the whole name; speech that runs on counts as speech."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from compare.domain import Article, Provenance, Reading, Report, Sentence, Span
from compare.files.framing_lists import read_lists
from compare.files.report_view import view_of
from web.overview import Quoting, quotings


def quoted(texts: Sequence[str]) -> Quoting:
    """What is said of an article of these sentences."""
    sentences = tuple(Sentence(k, text, Span(0, len(text))) for k, text in enumerate(texts))
    reading = Reading(Article("courier", "The Courier", "en", text=" ".join(texts)), "en", "none", sentences)
    report = Report("story", "A story", "en", (reading,), (), (), (), Provenance("0", {}, {}, {}))
    (found,) = quotings(report, view_of(report), read_lists())
    return found


def speakers(*texts: str) -> list[tuple[str, int]]:
    return [(speaker.name, speaker.n) for speaker in quoted(texts).speakers]


def test_officials_of_two_countries_are_two():
    found = speakers("Indian officials said that it rained.", "Chinese officials said that it snowed.")
    assert sorted(found) == [("Chinese officials", 1), ("Indian officials", 1)]


def test_a_part_of_a_name_is_the_whole_name_s():
    assert speakers("Kim Jong Un said that it rained.", "Kim said that it snowed.") == [("Kim Jong Un", 2)]


def test_a_part_of_two_names_is_neither_s():
    found = speakers("Ana Prado said that it rained.", "Joana Prado said that it froze.", "Prado said that it snowed.")
    assert len(found) == 3


def test_an_outlet_keeps_its_whole_name():
    assert speakers("According to the Times of India it rained all night.") == [("Times of India", 1)]


def test_speech_over_three_sentences_is_one_quotation_and_counts_whole():
    texts = ['"It rained all night, she said.', "The river rose.", 'We left at dawn."']
    found = quoted(texts)
    assert found.n_quotes == 1
    marks = 2
    assert found.share == pytest.approx(1 - marks / sum(map(len, texts)))
