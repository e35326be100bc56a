from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Alignment, Article, Bead, Difference, Passage, Reading, Route, Sentence, Span
from compare.steps.differences import Edit, find_differences, raw_edits, replay, tidy, tokens_of

WORDS = st.sampled_from(
    ["the", "army", "of", "Kashmir", "attacked", "attacks", "not", "a", "26", "恐怖", "分子", "मंत्री", ".", ","]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=30).map(" ".join))
KEYS = st.lists(st.sampled_from("abcde"), max_size=30)


def reading(article: str, sentences: Sequence[str], language: str, engine: str = "none") -> Reading:
    return Reading(
        Article(article, article, language, sentences=tuple(sentences)),
        language,
        engine,
        tuple(Sentence(i, text, Span(0, len(text)), translation=text) for i, text in enumerate(sentences)),
    )


def differences(left: Sequence[str], right: Sequence[str], language: str = "en") -> tuple[Difference, ...]:
    """The differences of one bead that holds all sentences of both sides."""
    readings = reading("left", left, language), reading("right", right, language)
    bead = Bead(tuple(range(len(left))), tuple(range(len(right))), 1.0)
    return find_differences(readings, Alignment("left", "right", len(left), len(right), (bead,)))[0]


def words(passages: Sequence[Passage], sentences: Sequence[str]) -> str:
    return " | ".join(passage.span.of(sentences[passage.sentence]) for passage in passages) or "·"


def render(given: str) -> str:
    language, left, right = given.split("\n")
    sides = [side.split(" | ") for side in (left, right)]
    found = differences(*sides, language)
    return "\n".join(f"{words(d.left, sides[0])} → {words(d.right, sides[1])}" for d in found) or "nothing"


def test_differences_are_those_of_the_golden_file(golden: Callable[..., None]):
    golden("differences.txt", render)


@settings(deadline=None)
@given(left=KEYS, right=KEYS)
def test_replaying_the_edits_on_the_left_gives_the_right(left: list[str], right: list[str]):
    assert replay(left, right, raw_edits(left, right)) == right


@settings(deadline=None, max_examples=25)
@given(dice=st.randoms(use_true_random=False), n=st.integers(300, 900), kinds=st.sampled_from([2, 30, 2000]))
def test_replaying_the_edits_of_long_texts_gives_the_right(dice, n: int, kinds: int):
    left, right = ([str(dice.randrange(kinds)) for _ in range(n)] for _ in range(2))
    assert replay(left, right, raw_edits(left, right)) == right


@settings(deadline=None)
@given(left=KEYS, right=KEYS)
def test_between_two_edits_both_sides_are_equal(left: list[str], right: list[str]):
    edits = [
        Edit(range(0), range(0)),
        *raw_edits(left, right),
        Edit(range(len(left), len(left)), range(len(right), len(right))),
    ]
    for a, b in pairwise(edits):
        assert left[a.left.stop : b.left.start] == right[a.right.stop : b.right.start]


@settings(deadline=None)
@given(left=TEXTS, right=TEXTS, language=st.sampled_from(["en", "pt", "zh", "hi"]))
def test_passages_begin_and_end_with_a_word_and_do_not_overlap(left: str, right: str, language: str):
    found = differences([left], [right], language)
    for text, passages in ((left, [p for d in found for p in d.left]), (right, [p for d in found for p in d.right])):
        assert all(p.span.of(text).strip() == p.span.of(text) != "" for p in passages)
        assert all(a.span.end <= b.span.start for a, b in pairwise(passages))


@settings(deadline=None)
@given(text=TEXTS, language=st.sampled_from(["en", "pt", "zh", "hi"]))
def test_a_text_has_no_differences_from_itself(text: str, language: str):
    assert differences([text], [text], language) == ()


@settings(deadline=None)
@given(left=TEXTS, right=TEXTS)
def test_a_word_that_the_other_side_lacks_altogether_is_marked(left: str, right: str):
    found = differences([left, "unheard"], [right], "en")
    assert any(p.sentence == 1 for d in found for p in d.left)


def test_tokens_keep_their_places():
    tokens = tokens_of("The café, 恐怖 now", "en")
    assert [t.span.of("The café, 恐怖 now") for t in tokens] == ["The", "café", "恐", "怖", "now"]


def test_edits_side_by_side_are_one_after_tidying():
    left, right = tokens_of("a brutal attack", "en"), tokens_of("a violent assault", "en")
    assert len(tidy(raw_edits([t.key for t in left], [t.key for t in right]), left, right)) == 1


def test_sentences_shown_in_two_languages_have_no_differences():
    readings = (
        reading("left", ["The army attacked."], "en"),
        reading("right", ["O exército atacou."], "pt", "untranslated"),
    )
    assert find_differences(readings, Alignment("left", "right", 1, 1, (Bead((0,), (0,), 1.0),))) == ((),)


def test_a_translation_is_compared_as_it_is_shown():
    original = Sentence(0, "Os terroristas atacaram.", Span(0, 24), translation="The terrorists attacked.")
    article = Article("right", "right", "pt", sentences=("Os terroristas atacaram.",))
    translated = Reading(article, "pt", "argos", (original,), Route(("pt", "en"), ("argos",)))
    readings = reading("left", ["The militants attacked."], "en"), translated
    (found,) = find_differences(readings, Alignment("left", "right", 1, 1, (Bead((0,), (0,), 1.0),)))
    assert [(d.left, d.right) for d in found] == [
        ((Passage("left", 0, Span(4, 13)),), (Passage("right", 0, Span(4, 14)),))
    ]


def test_each_bead_has_its_own_differences_in_order():
    readings = reading("left", ["one two", "three four"], "en"), reading("right", ["three five", "one two"], "en")
    beads = (Bead((0,), (1,), 1.0), Bead((1,), (0,), 1.0))
    found = find_differences(readings, Alignment("left", "right", 2, 2, beads))
    assert [len(of_bead) for of_bead in found] == [0, 1]


@pytest.mark.parametrize("kinds", [1, 2, 30, 400, 100_000])
def test_sentences_of_20000_characters_take_a_second_or_so(kinds: int):
    left = " ".join(f"w{k * 7919 % kinds}" for k in range(20_000 // 4))[:20_000]
    right = " ".join(f"w{k * 104_729 % kinds}" for k in range(20_000 // 4))[:20_000]
    start = process_time()
    differences([left], [right])
    assert process_time() - start < 3
