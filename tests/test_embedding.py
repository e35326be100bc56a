"""What matching is told of articles, with embedders that write down what they are asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from compare.domain import Article, Reading, Story
from compare.embedding import make_sides
from compare.pipeline import Options, compare, read_articles
from compare.steps.framing.loaded_features import WORD
from tests.test_pipeline import WordEmbedder, make_tools

LONG = "A ponte que liga as duas cidades foi fechada na segunda-feira, porque os pilares cederam durante a cheia."


class Asked(WordEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self, *languages: str) -> None:
        self.languages = frozenset(languages)
        self.texts: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += texts
        return super().embed(texts)


def read(**articles: tuple[str, ...]) -> tuple[Reading, ...]:
    story = Story("s", tuple(Article(code, code, code, sentences=texts) for code, texts in articles.items()))
    return tuple(read_articles([story], make_tools(), Options(), lambda *_: None)[0])


def test_the_second_embedder_reads_clauses_of_the_languages_it_knows() -> None:
    second = Asked("en", "pt")
    sides = make_sides(read(en=("It rains.",), pt=(LONG,), hi=("बारिश हो रही है।",)), WordEmbedder(), second)
    assert second.texts == [
        "It rains.",
        LONG,
        "A ponte que liga as duas cidades foi fechada na segunda-feira,",
        "porque os pilares cederam durante a cheia.",
    ]
    assert [side.second is None for side in sides] == [False, False, True]
    assert sides[1].second is not None
    assert sides[1].second.part_of is not None
    assert sides[1].second.part_of.tolist() == [0, 0, 0]


def test_articles_that_are_all_english_need_no_second_embedder() -> None:
    second = Asked("en", "pt")
    story = [Article(name, name, "en", sentences=("It rains.",)) for name in ("a", "b")]
    readings = read_articles([Story("s", tuple(story))], make_tools(), Options(), lambda *_: None)[0]
    make_sides(readings, WordEmbedder(), second)
    assert second.texts == []


def test_a_single_article_in_a_known_language_has_nobody_to_be_matched_with() -> None:
    second = Asked("en")
    make_sides(read(en=("It rains.",), hi=("बारिश हो रही है।",)), WordEmbedder(), second)
    assert second.texts == []


def test_sentences_inside_a_given_one_are_parts_in_scripts_without_spaces() -> None:
    sides = make_sides(read(zh=("桥关闭了。市长很生气。",), en=("The bridge was closed.",)), WordEmbedder())
    assert sides[0].part_of is not None
    assert sides[0].part_of.tolist() == [0, 0]
    assert sides[1].part_of is None


def test_a_report_says_whose_clauses_were_compared() -> None:
    second = Asked("en", "pt")
    second.name = "clauses"
    story = Story("s", tuple(Article(c, c, c, sentences=(LONG, "It rains.")) for c in ("en", "pt", "hi")))
    settings = compare(story, make_tools(second)).provenance.settings
    assert (settings["second_embedder"], settings["second_embedder_read"]) == ("clauses", ["en", "pt"])
    assert "second_embedder" not in compare(story, make_tools()).provenance.settings
    english = Story("e", tuple(Article(name, name, "en", sentences=("It rains.",)) for name in "ab"))
    assert "second_embedder" not in compare(english, make_tools(second)).provenance.settings


class Reader:
    """Finds that no word judges, and remembers what it was asked to read."""

    name = "reader"

    def __init__(self) -> None:
        self.texts: list[str] = []

    def read(self, texts: Sequence[str]) -> list[np.ndarray]:
        self.texts += texts
        return [np.full(len(WORD.findall(text)), -4.0, np.float32) for text in texts]


def test_words_are_read_as_shown_and_of_translations_as_written_too() -> None:
    reader = Reader()
    story = Story("s", tuple(Article(c, c, c, sentences=texts) for c, texts in SAMPLE.items()))
    tools = replace(make_tools(), word_reader=reader)
    shown = read(**SAMPLE)
    report = compare(story, tools)
    assert [reading.is_translated for reading in report.readings] == [False, True, False, False]
    assert reader.texts == ["It rains.", shown[1].sentences[0].shown, "Es regnet.", "A ponte foi fechada."]
    assert report.provenance.settings["word_reader"] == "reader"
    assert "word_reader" not in compare(story, make_tools()).provenance.settings


SAMPLE = {"en": ("It rains.",), "pt": ("A ponte foi fechada.",), "de": ("Es regnet.",), "zh": ("下雨了。",)}
