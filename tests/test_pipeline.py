"""The whole comparison with engines that are quick: a glossary for a translator, words for meaning."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import numpy as np
import pytest

from compare.domain import Article, Detected, FlagKind, Highlight, Rendering, Report, Route, Story
from compare.engines.protocols import SomeLanguagesEmbedder
from compare.errors import EmptyArticle, TooLarge, UnreadableStory
from compare.explaining import explain_sentence
from compare.files.framing_lists import read_lists
from compare.files.report_json import report_to_json
from compare.files.weights import read_judge
from compare.pipeline import FailedComparison, Options, Tools, compare, compare_many
from compare.steps.align import Constraint
from compare.steps.summary import is_prominent, summarise

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


def titled(**titles: str) -> Story:
    """The articles of the bridge that are named, with these headlines."""
    return replace(BRIDGE, articles=tuple(replace(a, title=titles[a.id]) for a in BRIDGE.articles if a.id in titles))


def marked(report: Report) -> list[tuple[str, str, str]]:
    """Kind, article and words of what is marked in headlines."""
    return [(str(h.kind), h.passage.article, words_of(report, h)) for h in report.headlines if is_prominent(h)]


def words_of(report: Report, highlight: Highlight) -> str:
    return highlight.passage.span.of(report.reading(highlight.passage.article).shown_title)


CLAIMED = titled(a="Mayor claims that the bridge was safe", b="", c="Mayor says that the bridge was safe")


def test_a_headline_is_marked_against_what_another_says_of_the_same(tools: Tools):
    report = compare(CLAIMED, tools)
    assert marked(report) == [("attribution", "a", "claims")]
    [highlight] = [h for h in report.headlines if is_prominent(h)]
    assert [(p.article, p.sentence, p.span.of(report.reading(p.article).shown_title)) for p in highlight.against] == [
        ("c", 0, "says")
    ]


def test_figures_of_two_headlines_that_disagree_are_marked_in_both(tools: Tools):
    report = compare(
        titled(a="Old bridge closed as 30 families leave", c="Old bridge closed as 26 families leave"), tools
    )
    assert [found for found in marked(report) if found[0] == "number"] == [("number", "a", "30"), ("number", "c", "26")]


@pytest.mark.parametrize(
    "others", [{}, {"c": ""}, {"c": "Police fire on the old bridge"}], ids=["alone", "none", "two"]
)
def test_words_that_judge_are_marked_in_a_headline_whatever_the_others_have(tools: Tools, others: dict[str, str]):
    report = compare(titled(a="Brutal massacre on the old bridge", **others), tools)
    assert ("loaded", "a", "Brutal massacre") in marked(report)


def test_a_headline_in_capitals_is_marked_as_it_is_printed(tools: Tools):
    story = titled(a="MAYOR CLAIMS THAT THE BRIDGE WAS SAFE", c="Mayor Says That the Bridge Was Safe")
    report = compare(story, tools)
    assert marked(report) == [("attribution", "a", "CLAIMS")]
    [highlight] = [h for h in report.headlines if is_prominent(h)]
    assert "“CLAIMS”" in highlight.note and "“Says”" in highlight.note


@pytest.mark.parametrize("title", ["", " \t"])
def test_articles_without_a_headline_have_nothing_marked_in_any(tools: Tools, title: str):
    assert compare(titled(a=title, b=title, c=title), tools).headlines == ()


def test_what_is_marked_in_headlines_lies_in_the_headline_of_an_article_that_has_one(tools: Tools):
    report = compare(CLAIMED, tools)
    passages = [p for h in report.headlines for p in (h.passage, *h.against, *h.beside)]
    assert {(p.article, p.sentence) for p in passages} == {("a", 0), ("c", 0)}
    assert all(p.span.end <= len(report.reading(p.article).shown_title) for p in passages)


def test_headlines_are_no_sentences_of_their_articles(tools: Tools):
    with_them, without = compare(CLAIMED, tools), compare(titled(a="", b="", c=""), tools)
    assert [r.sentences for r in with_them.readings] == [r.sentences for r in without.readings]
    assert (with_them.comparisons, with_them.facts) == (without.comparisons, without.facts)
    told = [summarise(report) for report in (with_them, without)]
    assert [summary.shares for summary in told[:1]] == [summary.shares for summary in told[1:]]
    assert told[0].n_sentences == told[1].n_sentences == 8


def test_a_headline_neither_leaves_out_nor_stands_anywhere(tools: Tools):
    story = titled(a="Families left the bridge", b="Chove no norte.", c="Engineers found a crack in the old bridge")
    assert {str(h.kind) for h in compare(story, tools).headlines}.isdisjoint({"omission", "emphasis"})
    assert compare(story, tools, Options(detectors=frozenset({"omission", "emphasis"}))).headlines == ()


@pytest.mark.parametrize(
    ("detectors", "kinds"), [({"attribution"}, {"attribution"}), ({"loaded"}, {"loaded"}), (set(), set())]
)
def test_a_detector_left_out_marks_nothing_in_headlines(tools: Tools, detectors: set[str], kinds: set[str]):
    found = compare(CLAIMED, tools, Options(detectors=frozenset(detectors))).headlines
    assert {str(highlight.kind) for highlight in found} == kinds


def test_the_same_headlines_are_marked_the_same_in_any_order_of_articles(tools: Tools):
    story = titled(a="Mayor claims that 30 families left", b="Chove no norte.", c="Mayor says that 26 families left")
    reports = [compare(replace(story, articles=order), tools) for order in permutations(story.articles)]
    again = compare(story, tools)
    assert again.headlines == compare(story, tools).headlines
    assert again.headlines and len({frozenset(marked(report)) for report in reports}) == 1


def test_what_a_person_decides_of_sentences_decides_nothing_of_headlines(tools: Tools):
    decisions = {("a", "c"): (Constraint((0,), (), together=False), Constraint((2,), (0,), together=True))}
    report = compare(CLAIMED, tools, Options(constraints=decisions))
    assert report.headlines == compare(CLAIMED, tools).headlines


class Reporting(GlossaryTranslator):
    """Translates one headline, loses its figure, and has it from a person."""

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        for index, rendering in super().translate(texts, route):
            if texts[index] == "Massacre brutal deixa 30 mortos":
                rendering = Rendering("Brutal massacre leaves many dead", -0.75, by_person=True)
            yield index, rendering


def test_a_headline_is_marked_in_its_translation_with_what_is_known_of_that(tools: Tools):
    story = titled(a="Police fire on the old bridge", b="Massacre brutal deixa 30 mortos")
    report = compare(story, replace(tools, translator=Reporting()))
    reading = report.reading("b")
    assert (reading.title_translation, reading.title_likelihood) == ("Brutal massacre leaves many dead", -0.75)
    assert reading.title_by_person
    assert [flag.kind for flag in reading.title_flags] == [FlagKind.NUMBER]
    assert any("Brutal" in words_of(report, h) for h in report.headlines if h.passage.article == "b")
    plain = report.reading("a")
    assert (plain.shown_title, plain.title_likelihood, plain.title_flags) == (plain.article.title, None, ())


def test_a_headline_without_a_route_is_shown_as_written(tools: Tools):
    story = titled(a="Brutal massacre on the old bridge")
    urdu = article("u", "پل بند ہے۔", language="ur", title="پرانا پل بند")
    report = compare(replace(story, articles=(*story.articles, urdu)), tools)
    assert (report.reading("u").title_translation, report.reading("u").shown_title) == (None, "پرانا پل بند")
    assert ("loaded", "a", "Brutal massacre") in marked(report)


def explained(tools: Tools, key: str, number: int) -> str:
    """What is explained after the highlights of the sentence: of the headline, from its line on."""
    return "".join(explain_sentence(CLAIMED, key, number, tools, Options()).partition("Headline: ")[1:])


def test_the_first_sentence_is_explained_with_the_headline_over_it(tools: Tools):
    lines = explained(tools, "a", 0).splitlines()
    assert lines[0] == "Headline: Mayor claims that the bridge was safe"
    n_marks = sum(h.passage.article == "a" for h in compare(CLAIMED, tools).headlines)
    assert lines[1] == f"Highlights: {n_marks}"
    assert lines[2].startswith("  attribution “claims” weight ")
    assert "C has “says”" in lines[3] and lines[4].endswith("“says”")


@pytest.mark.parametrize(("key", "number"), [("a", 1), ("b", 0)], ids=["another sentence", "no headline"])
def test_no_headline_is_explained_with_another_sentence_or_where_there_is_none(tools: Tools, key: str, number: int):
    assert explained(tools, key, number) == ""


@pytest.mark.timeout(120)
def test_endless_sentences_and_articles_finish_in_bounded_time(tools: Tools):
    long = 'word "quoted" 12,5 claimed ' * 800
    many = tuple(f"The minister number {k} said that item {k * 7 % 1000} was not approved." for k in range(2_000))
    report = compare(
        Story("h", (article("a", *many), article("b", long[:20_000], long[1:20_001], *many[:1_000:-1]))), tools
    )
    assert len(report.readings[0].sentences) == 2_000
