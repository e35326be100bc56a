from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Alignment, Article, Bead, Fact, Highlight, Kind, Place, Reading, Sentence, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing import DETECTORS, ROOM_OF_HEADLINES, find_framing, find_headline_framing
from compare.steps.framing.aligned import AlignedStory, Vectors
from compare.steps.framing.lists import Lists
from compare.steps.summary import is_prominent
from tests.steps.framing.tellings import WIDTH, telling

PARTS = [
    "The minister ", "claimed that ", "said ", "admitted ", "Police ", "killed ", "three protesters ", "were killed ",
    "by ", "did not ", "may ", "allegedly ", "“", "”", '"', "«", "»", ", ", ". ", " ", "sign ", "the treaty ", "no ",
    "disastrous ", "refused to ", "undoubtedly ", "\n", "\u200b", "é", "不", "🙂", "of ", "the killing of ",
    "according to ",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PARTS), max_size=25).map("".join)
LANGUAGES = st.sampled_from(["en", "pt", "es", "ur", "zh-Hant", "xx"])


def story_of(
    articles: Sequence[Sequence[str]], languages: Sequence[str] | None = None, lists: Lists | None = None
) -> AlignedStory:
    """Articles whose sentences of one index are in one bead, all as near as can be."""
    readings = []
    for k, texts in enumerate(articles):
        sentences = tuple(Sentence(i, text, Span(0, len(text)), translation=text) for i, text in enumerate(texts))
        language = languages[k] if languages else "en"
        engine = "none" if language == "en" else "untranslated"
        article = Article(f"a{k}", f"Outlet {k}", language, f"Headline {k}", sentences=tuple(texts))
        readings.append(Reading(article, language, engine, sentences))
    comparisons = []
    for i, left in enumerate(readings):
        for right in readings[i + 1 :]:
            n, m = len(left.sentences), len(right.sentences)
            beads = tuple(Bead((k,), (k,), 0.9) for k in range(min(n, m)))
            comparisons.append(Alignment(left.article.id, right.article.id, n, m, beads))
    facts = [
        Fact(k, tuple(Place(r.article.id, k) for r in readings if k < len(r.sentences)))
        for k in range(max((len(r.sentences) for r in readings), default=0))
        if sum(k < len(r.sentences) for r in readings) > 1
    ]
    vectors = {r.article.id: embed([sentence.text for sentence in r.sentences]) for r in readings}
    return AlignedStory(tuple(readings), tuple(comparisons), tuple(facts), "en", lists or read_lists(), vectors, embed)


def embed(texts: Sequence[str]) -> Vectors:
    return np.full((len(texts), WIDTH), WIDTH**-0.5, np.float32)


def framing(
    story: AlignedStory, per_100: float = 40.0, detectors: Sequence[str] | None = None
) -> tuple[Highlight, ...]:
    return find_framing(story, per_100=per_100, detectors=detectors)


ARTICLES = st.lists(st.lists(SENTENCES, min_size=1, max_size=6), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(ARTICLES, st.lists(LANGUAGES, min_size=3, max_size=3))
def test_every_passage_lies_in_its_sentence_and_every_highlight_says_why(
    articles: list[list[str]], languages: list[str]
) -> None:
    story = story_of(articles, languages)
    for highlight in framing(story):
        for passage in (highlight.passage, *highlight.against):
            assert passage.span.end <= len(story.shown(Place(passage.article, passage.sentence)))
        assert highlight.note.endswith(".")
        assert all(p.article != highlight.passage.article for p in highlight.against)


@settings(max_examples=60, deadline=None)
@given(ARTICLES)
def test_the_same_story_gives_the_same_highlights(articles: list[list[str]]) -> None:
    assert framing(story_of(articles)) == framing(story_of(articles))


@settings(max_examples=80, deadline=None)
@given(st.lists(SENTENCES, min_size=1, max_size=5), st.lists(SENTENCES, min_size=1, max_size=5))
@pytest.mark.parametrize("kind", ["attribution", "hedge", "negation", "quote", "agency", "tone"])
def test_who_is_called_left_does_not_matter(kind: str, ours: list[str], theirs: list[str]) -> None:
    story = story_of([ours, theirs])
    swapped = replace(story, readings=story.readings[::-1], comparisons=tuple(c.swapped() for c in story.comparisons))
    found = {(h.passage, h.weight, h.note) for h in DETECTORS[kind](story)}
    assert found == {(h.passage, h.weight, h.note) for h in DETECTORS[kind](swapped)}


@settings(max_examples=40, deadline=None)
@given(ARTICLES, st.floats(0, 100))
def test_no_more_is_marked_than_was_asked_for(articles: list[list[str]], per_100: float) -> None:
    story = story_of(articles)
    n = sum(len(r.sentences) for r in story.readings)
    marked = [h for h in framing(story, per_100) if h.weight >= 0.5 and h.doubt < 0.5]
    assert len(marked) <= np.ceil(n * per_100 / 100)


@settings(max_examples=40, deadline=None)
@given(ARTICLES)
def test_highlights_of_one_kind_do_not_overlap(articles: list[list[str]]) -> None:
    found = framing(story_of(articles), 100)
    for k, one in enumerate(found):
        for other in found[k + 1 :]:
            same = (one.kind, one.passage.article, one.passage.sentence) == (
                other.kind,
                other.passage.article,
                other.passage.sentence,
            )
            assert not (same and one.passage.span.overlaps(other.passage.span))


def test_two_identical_articles_have_no_framing() -> None:
    text = [
        "The minister claimed that the bridge was safe.",
        "Three protesters were killed on Monday.",
        "“Nobody stands above the law,” the judge said.",
        "The army may not cross the river.",
    ]
    assert [h for h in framing(story_of([text, text])) if h.kind not in ("label", "loaded")] == []


def test_a_language_without_lists_still_shows_what_one_outlet_leaves_out() -> None:
    story = telling(
        "One (ur): {a} پل پیر کو شہر نے بند کر دیا تھا۔ / "
        "{} مرنے والوں میں گیارہ سال کا ایک لڑکا بھی شامل ہے، ڈاکٹروں نے کہا۔\n"
        "Two (ur): {a} شہر نے پیر کی صبح پل بند کر دیا۔"
    )
    assert [h.kind for h in framing(story)] == [Kind.OMISSION]


def test_only_the_detectors_asked_for_run() -> None:
    story = telling(
        "The Courier: He did not leave the harbour, the minister claimed. / The alleged attacker was ill.\n"
        "The Tribune: He left the harbour, the minister said. / The attacker was ill."
    )
    assert {h.kind for h in framing(story, detectors=["hedge"])} == {Kind.HEDGE}


def test_an_unknown_detector_is_refused() -> None:
    with pytest.raises(ValueError, match="no detectors named"):
        framing(telling("One: a b c d e f."), detectors=["irony"])


@pytest.mark.parametrize(
    "text",
    [
        '"' * 20_000,
        "“a ” " * 10_000,
        "not " * 5_000,
        "claimed that " * 1_500,
        "were killed by " * 1_300,
        "a" * 20_000,
        "no-no-" * 3_300,
        "’" * 20_000,
        "「x" * 10_000,
        "may have been allegedly " * 800,
    ],
)
def test_a_hostile_sentence_takes_no_more_than_a_moment(text: str) -> None:
    story = story_of([[text, "The minister said that the bridge was safe."], [text + " x", text[::-1]]])
    start = time.process_time()
    framing(story)
    assert (
        time.process_time() - start < 6.0
    )  # 1.6 s on a calm core, twice that on one that is shared; squares take minutes


def test_two_thousand_sentences_a_side_take_seconds() -> None:
    texts = [
        f"The minister claimed on day {k} that the alleged attacker was not killed by police." for k in range(2000)
    ]
    other = [f"The minister said on day {k} that the attacker was killed." for k in range(2000)]
    story = story_of([texts, other])
    start = time.process_time()
    framing(story)
    # 10 s on calm cores, 26 on ones that were shared; what grows with the square takes minutes.
    assert time.process_time() - start < 60.0


HEADLINES = """The Courier: Minister claimed 26 protesters murdered, ferry may sink
The Tribune: Minister said 31 protesters killed, ferry will sink"""


def test_a_headline_has_room_for_more_marks_than_a_sentence() -> None:
    story = telling(HEADLINES)
    marked = [list(filter(is_prominent, find(story, per_100=50))) for find in (find_framing, find_headline_framing)]
    assert len(marked[0]) == 1 < len(marked[1]) <= ROOM_OF_HEADLINES


def test_in_headlines_only_the_detectors_asked_for_run() -> None:
    kinds = {h.kind for h in find_headline_framing(telling(HEADLINES), per_100=50, detectors=["number"])}
    assert kinds == {Kind.NUMBER}
    assert find_headline_framing(telling(HEADLINES), per_100=50, detectors=[]) == ()


LEFT_OUT = """One: {a} The bridge was closed by the town. / {} Among the dead is a boy of eleven, doctors said.
Two: {a} The town closed the bridge on Monday."""
PAINTED = [f"{{}} Pier {k} was painted green by the harbour office." for k in range(9)]
WARNED = "{a} The mayor had been warned twice in January."
ELSEWHERE = f"One: {' / '.join((WARNED, *PAINTED))}\nTwo: {' / '.join((*PAINTED, WARNED))}"


@pytest.mark.parametrize(("text", "kind"), [(LEFT_OUT, Kind.OMISSION), (ELSEWHERE, Kind.EMPHASIS)])
@pytest.mark.parametrize("asks", [True, False])
def test_a_headline_leaves_nothing_out_and_stands_nowhere(text: str, kind: Kind, asks: bool) -> None:
    story, detectors = telling(text), [kind] if asks else None
    assert kind in {h.kind for h in find_framing(story, per_100=40, detectors=detectors)}
    assert kind not in {h.kind for h in find_headline_framing(story, per_100=40, detectors=detectors)}


def test_an_unknown_detector_is_refused_in_headlines() -> None:
    with pytest.raises(ValueError, match="no detectors named"):
        find_headline_framing(telling(HEADLINES), per_100=50, detectors=["irony"])
