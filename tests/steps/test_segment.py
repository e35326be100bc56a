from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.domain import Article, SegmentKind
from compare.steps.segment import MAX_SEGMENT, segment, sentences_of

GOLDEN = Path(__file__).parent.parent / "golden" / "segment"
LANGUAGES = sorted(path.stem for path in GOLDEN.glob("*.txt"))
# Marks of every kind that decides something, and words of several scripts: random text seldom has them together.
PARTS = [
    ". ", "! ", "? ", "… ", "... ", ", ", ": ", "\n", "\n\n", "\r\n", " ", "\t", "\u00a0", "\u202f", "\u200b", "\ufeff",
    "“", "”", '"', "„", "«", "»", "« ", " »", "‘", "’", "(", ")", "[", "]", "[…]", "「", "」", "。", "！", "？", "।",
    "۔", "؟", "Mr.","z. B.", "U.S.", "J. R.", "No. 5", "3.5", "a.m.", "- ", "1. ", "a) ", "• ", "—", "Dr", "said", "He",
    "they", "Ägypten", "Россия", "он", "他说", "です", "میں", "है", "قال", "สวัสดี", "https://a.b/c?d", "🙂", "e\u0301",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PARTS), max_size=40).map("".join))
TAGS = st.sampled_from(
    ["en", "pt-BR", "es", "fr", "de", "it", "ru", "uk", "ar", "ur", "hi", "zh-Hant", "ja", "th", "tr", "xx"]
)


def segments(text: str, language: str) -> list[str]:
    return [piece.span.of(text) for piece in segment(text, language)]


def as_lines(text: str, language: str) -> str:
    """One segment a line, its kind in front where it is no plain sentence, line ends inside it as ⏎."""
    lines = []
    for piece in segment(text, language):
        shown = piece.span.of(text).strip().replace("\n", "⏎")
        lines.append(shown if piece.kind is SegmentKind.SENTENCE else f"[{piece.kind}] {shown}")
    return "\n".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_segments_are_those_of_the_golden_file(language: str, golden: Callable[..., None]):
    golden(f"segment/{language}.txt", lambda given: as_lines(given, language))


@given(text=TEXTS, language=TAGS)
def test_segments_tile_the_text_and_none_is_empty(text: str, language: str):
    spans = [piece.span for piece in segment(text, language)]
    assert "".join(span.of(text) for span in spans) == text
    assert [span.start for span in spans] == [0, *(span.end for span in spans[:-1])][: len(spans)]
    assert all(span.start < span.end for span in spans)


@given(text=TEXTS, language=TAGS)
def test_paragraph_numbers_count_up_from_zero_without_a_hole(text: str, language: str):
    numbers = [piece.paragraph for piece in segment(text, language)]
    assert sorted(set(numbers)) == list(range(len(set(numbers))))
    assert numbers == sorted(numbers)


@given(text=TEXTS, language=TAGS)
def test_sentences_lie_at_their_spans_and_only_space_lies_between(text: str, language: str):
    article = Article(id="a", outlet="o", text=text)
    sentences = sentences_of(article, language)
    assert [sentence.span.of(text) for sentence in sentences] == [sentence.text for sentence in sentences]
    assert all(sentence.text.strip() == sentence.text != "" for sentence in sentences)
    between = text
    for sentence in reversed(sentences):
        between = between[: sentence.span.start] + between[sentence.span.end :]
    assert not any(c.isalnum() for c in between)


@given(given_sentences=st.lists(st.text(max_size=30), max_size=12))
def test_given_sentences_keep_their_order_count_and_wording(given_sentences: list[str]):
    article = Article(id="a", outlet="o", sentences=tuple(given_sentences))
    sentences = sentences_of(article, "en")
    assert [sentence.text for sentence in sentences] == given_sentences
    assert [sentence.span.of(article.verbatim) for sentence in sentences] == given_sentences


def test_white_space_belongs_to_the_segment_before_and_at_the_start_to_the_first():
    assert segments(" \n One.  Two.\n\n", "en") == [" \n One.  ", "Two.\n\n"]


def test_an_empty_text_has_no_segments_and_white_space_alone_has_one():
    assert segment("", "en") == ()
    assert segments(" \n\n\u200b ", "en") == [" \n\n\u200b "]
    assert sentences_of(Article(id="a", outlet="o", text=" \n\n\u200b "), "en") == ()


def test_a_language_tag_with_a_region_is_read_like_its_language():
    assert segments("Falou o Sr. Costa. Fim.", "pt-BR") == ["Falou o Sr. Costa. ", "Fim."]


def test_lines_of_a_wrapped_text_are_joined_and_lines_of_others_are_paragraphs():
    wrapped = (
        "The ministers of ten countries met in the harbour city on Thursday and could\n"
        "not agree on a closing paper, two delegates who were in the room told this\n"
        "newspaper. One of them called it a lost day.\n"
    )
    assert len(segments(wrapped, "en")) == 2
    lines = (
        "The ministers met on Thursday.\nThey could not agree on a closing paper\nOne of them called it a lost day.\n"
    )
    assert len(segments(lines, "en")) == 3
    assert {piece.paragraph for piece in segment(lines, "en")} == {0, 1, 2}


def test_a_segment_over_the_limit_is_cut_after_a_comma_else_after_a_space_else_anywhere():
    clauses = "und dann kam noch einer, " * 400
    assert all(piece.endswith(", ") for piece in segments(clauses, "de"))
    assert all(piece.endswith(" ") for piece in segments("wort " * 2000, "de"))
    assert [len(piece) for piece in segments("x" * (2 * MAX_SEGMENT + 7), "de")] == [MAX_SEGMENT, MAX_SEGMENT, 7]


@pytest.mark.parametrize(
    "unit",
    ["a", ".", ". ", '"', "(", "(a.) ", '"a. ', "Mr. ", "好。", "\n", " ", "A. ", "“a. ", "[(a. B ", "z. B. ", "\u200b",
     "1) ", "a b\n", "! A", "پی۔", "ab.Cd ", '。"好'],
)  # fmt: skip
def test_a_hostile_text_of_300_000_characters_is_segmented_without_loss(unit: str):
    # Quadratic work here runs into the suite's time limit.
    text = unit * (300_000 // len(unit))
    found = segment(text, "en")
    assert "".join(piece.span.of(text) for piece in found) == text
    assert all(piece.span.end - piece.span.start <= MAX_SEGMENT for piece in found)


def seconds(text: str, language: str) -> float:
    begin = process_time()
    segment(text, language)
    return process_time() - begin


@pytest.mark.parametrize(("first", "unit", "language"), [("Hello. ", "! ", "en"), ("", "слово г. ", "ru")])
def test_four_times_a_text_without_an_end_takes_about_four_times_as_long(first: str, unit: str, language: str):
    short, long = (seconds(first + unit * n, language) for n in (20_000, 80_000))
    assert long < 8 * short + 0.2
