"""How much each outlet quotes; speech that runs on counts as speech."""

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


def test_speech_over_three_sentences_is_one_quotation_and_counts_whole():
    texts = ['"It rained all night, she said.', "The river rose.", 'We left at dawn."']
    found = quoted(texts)
    assert found.n_quotes == 1
    marks = 2
    assert found.share == pytest.approx(1 - marks / sum(map(len, texts)))
