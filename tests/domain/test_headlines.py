"""Headlines as values: a sentence by itself, and a report of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Article, Flag, FlagKind, Reading, Sentence, Span, headlines_of
from tests.reports import headed, with_title

LOOP = Flag(FlagKind.LOOP, "The translation repeats “ponte” four times.")


def titled(title: str, translation: str | None = None) -> Reading:
    article = Article("a", "The Estuary Mail", "pt", title, text="Choveu.")
    sentence = Sentence(0, "Choveu.", Span(0, 7), translation="It rained.")
    return Reading(article, "pt", "glossary", (sentence,), title_translation=translation)


@pytest.mark.parametrize("title", ["", " ", "\n\t"])
def test_a_blank_title_is_no_headline(title: str) -> None:
    assert titled(title).headline is None


def test_a_headline_is_a_sentence_with_what_is_known_of_its_translation() -> None:
    known = {"title_likelihood": -0.4, "title_flags": (LOOP,), "title_by_person": True}
    headline = replace(titled("Ponte fechada", "Bridge closed"), **known).headline  # type: ignore[arg-type]
    assert headline == Sentence(
        0, "Ponte fechada", Span(0, 13), translation="Bridge closed", likelihood=-0.4, flags=(LOOP,), by_person=True
    )


@pytest.mark.parametrize(
    ("translation", "shown"), [(None, "Ponte fechada"), ("Bridge closed", "Bridge closed"), ("", "")]
)
def test_a_headline_shows_what_the_article_shows_over_its_text(translation: str | None, shown: str) -> None:
    reading = titled("Ponte fechada", translation)
    assert reading.headline is not None
    assert reading.headline.shown == reading.shown_title == shown


def test_headlines_are_the_articles_that_have_one_each_with_it_alone() -> None:
    first, none, last = titled("Ponte fechada"), titled(" "), titled("Ponte aberta")
    found = headlines_of([first, none, last])
    assert [reading.article for reading in found] == [first.article, last.article]
    assert [reading.sentences for reading in found] == [(first.headline,), (last.headline,)]


def test_a_report_of_headlines_holds_them_and_their_highlights_and_nothing_of_the_articles() -> None:
    report = headed()
    alone = report.of_headlines()
    assert alone.highlights == report.headlines
    assert [[sentence.shown for sentence in reading.sentences] for reading in alone.readings] == [
        ["Bridge raid leaves six dead"],
        ["Terror on the bridge"],
    ]
    assert not (alone.comparisons or alone.facts or alone.differences or alone.names or alone.sources)
    assert alone.headlines == ()
    assert (alone.story, alone.target_language, alone.provenance) == (report.story, "en", report.provenance)


def test_a_report_of_headlines_leaves_out_articles_without_one() -> None:
    alone = with_title(headed(), "a", "").of_headlines()
    assert [reading.article.id for reading in alone.readings] == ["b"]
