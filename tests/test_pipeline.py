"""The whole comparison with engines that are quick: a glossary for a translator, words for meaning."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from compare.domain import Article, Detected, Rendering, Report, Route, Story
from compare.engines.protocols import SomeLanguagesEmbedder
from compare.errors import EmptyArticle, TooLarge, UnreadableStory
from compare.files.framing_lists import read_lists
from compare.files.report_json import report_to_json
from compare.files.weights import read_judge
from compare.pipeline import FailedComparison, Options, Tools, compare, compare_many
from compare.steps.align import Constraint

GLOSSARY = {
    "A ponte velha foi fechada na segunda-feira.": "The old bridge was closed on Monday.",
    "O presidente da câmara alegou que 30 famílias saíram.": "The mayor claimed that 30 families left.",
    "Chove no norte.": "It rains in the north.",
}


class GlossaryTranslator:
    def find_route(self, source: str, target: str) -> Route | None:
        return Route(("pt", "en"), ("glossary 1.0",)) if (source, target) == ("pt", "en") else None

    def decoding(self) -> str:
        return "glossary"

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        for index, text in enumerate(texts):
            yield index, Rendering(GLOSSARY.get(text, text), -0.1)


class WordEmbedder:
    """A bag of hashed words, through the glossary."""

    name = "words"

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 384), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in GLOSSARY.get(text, text).lower().split():
                row[zlib.crc32(word.encode()) % 384] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def make_tools(second: SomeLanguagesEmbedder | None = None) -> Tools:
    return Tools(
        GlossaryTranslator(),
        WordEmbedder(),
        lambda article: Detected(article.language or "en"),
        read_judge(),
        read_lists(),
        second,
    )


@pytest.fixture(scope="module")
def tools() -> Tools:
    return make_tools()


def article(identity: str, *sentences: str, language: str = "en", **fields: str) -> Article:
    return Article(identity, identity.upper(), language, sentences=sentences, **fields)


BRIDGE = Story(
    "bridge",
    (
        article(
            "a",
            "The old bridge was closed on Monday.",
            "The mayor said that 26 families left.",
            "Traders fear for their business.",
        ),
        article("b", *GLOSSARY, language="pt"),
        article("c", "Engineers found a crack.", "The old bridge was closed on Monday, the mayor said."),
    ),
)


def test_a_report_has_every_pair_once_and_covers_every_sentence(tools: Tools):
    report = compare(BRIDGE, tools)
    assert [(c.left, c.right) for c in report.comparisons] == [("a", "b"), ("a", "c"), ("b", "c")]
    for comparison in report.comparisons:
        used = [i for bead in comparison.beads for i in bead.left]
        assert sorted([*used, *comparison.left_gaps]) == list(range(comparison.n_left))


def test_the_same_sentence_in_two_languages_is_one_fact(tools: Tools):
    facts = compare(BRIDGE, tools).facts
    assert any({(m.article, m.sentence) for m in fact.members} >= {("a", 0), ("b", 0)} for fact in facts)


def test_the_same_input_gives_the_same_report(tools: Tools):
    assert report_to_json(compare(BRIDGE, tools)) == report_to_json(compare(BRIDGE, tools))


def test_what_a_person_translated_is_said_to_be_theirs(tools: Tools):
    class Remembering(GlossaryTranslator):
        def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
            for index, rendering in super().translate(texts, route):
                yield index, replace(rendering, by_person=texts[index] == "Chove no norte.")

    reading = compare(BRIDGE, replace(tools, translator=Remembering())).reading("b")
    assert [sentence.by_person for sentence in reading.sentences] == [False, False, True]


def test_two_articles_with_more_pairs_than_memory_holds_are_refused_before_they_are_read(tools: Tools):
    long = Story("long", tuple(article(name, *["It rains."] * 4_000) for name in "ab"))
    with pytest.raises(TooLarge, match="'a' and 'b' have 4,000 and 4,000 sentences"):
        compare(long, tools)
    failed, done = compare_many([long, BRIDGE], tools)
    assert isinstance(failed, FailedComparison) and isinstance(done, Report)


def facts_of(report: Report) -> set[frozenset[tuple[str, int]]]:
    return {frozenset((m.article, m.sentence) for m in fact.members) for fact in report.facts}


def test_the_order_of_articles_changes_no_fact(tools: Tools):
    found = {
        frozenset(facts_of(compare(replace(BRIDGE, articles=order), tools))) for order in permutations(BRIDGE.articles)
    }
    assert len(found) == 1


def test_an_article_without_a_route_stays_and_says_so(tools: Tools):
    story = Story("s", (BRIDGE.articles[0], article("u", "پل بند ہے۔", language="ur")))
    reading = compare(story, tools).readings[1]
    assert reading.engine == "untranslated"
    assert reading.sentences[0].translation is None
    assert "models install ur en" in reading.notes[-1]


def test_a_story_that_fails_does_not_take_the_others_with_it(tools: Tools):
    empty = Story("empty", (Article("x", "X", "en", text="  \n "), BRIDGE.articles[0]))
    found = list(compare_many([BRIDGE, empty, replace(BRIDGE, id="again")], tools))
    assert [item.story for item in found] == ["bridge", "empty", "again"]
    assert isinstance(found[1], FailedComparison)
    assert isinstance(found[1].error, EmptyArticle)


def test_a_story_with_no_article_is_refused(tools: Tools):
    with pytest.raises(UnreadableStory, match="no articles"):
        compare(Story("none", ()), tools)


def test_one_article_alone_is_read_and_marked(tools: Tools):
    report = compare(Story("one", BRIDGE.articles[:1]), tools)
    assert report.comparisons == ()
    assert len(report.readings[0].sentences) == 3


def test_a_person_decides_who_are_partners(tools: Tools):
    decisions = {("a", "c"): (Constraint((0,), (0,), together=True), Constraint((), (1,), together=False))}
    report = compare(BRIDGE, tools, Options(constraints=decisions))
    comparison = report.comparisons[1]
    assert [(bead.left, bead.right) for bead in comparison.beads if bead.is_fixed] == [((0,), (0,))]
    assert 1 in comparison.right_gaps


def test_a_detector_left_out_marks_nothing(tools: Tools):
    everything = compare(BRIDGE, tools)
    assert any(highlight.kind == "number" for highlight in everything.highlights)
    without = compare(BRIDGE, tools, Options(detectors=frozenset({"attribution"})))
    assert {str(highlight.kind) for highlight in without.highlights} <= {"attribution"}


@pytest.mark.timeout(120)
def test_endless_sentences_and_articles_finish_in_bounded_time(tools: Tools):
    long = 'word "quoted" 12,5 claimed ' * 800
    many = tuple(f"The minister number {k} said that item {k * 7 % 1000} was not approved." for k in range(2_000))
    report = compare(
        Story("h", (article("a", *many), article("b", long[:20_000], long[1:20_001], *many[:1_000:-1]))), tools
    )
    assert len(report.readings[0].sentences) == 2_000
