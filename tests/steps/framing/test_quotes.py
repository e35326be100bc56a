from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.steps.framing.quotes import quotes_of, speech_in

MARKS = ['"', "“", "”", "„", "«", "»", "「", "」", "‘", "’", "‹", "›"]
TEXTS = st.lists(st.sampled_from([*MARKS, "a", "word", " ", ". ", ", ", "don’t"]), max_size=40).map("".join)


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "we will go" and left.', "we will go"),
        ("Er sagte: „Wir gehen.“", "Wir gehen."),
        ("Il a dit : « Nous partons »", " Nous partons "),
        ("Dijo «nos vamos» ayer.", "nos vamos"),
        ("He said “we’ll go” and left.", "we’ll go"),
        ("彼は「行く」と言った。", "行く"),
        ("Der Minister sagte: »Wir gehen.«", "Wir gehen."),
        ("Ministern sade »vi går» och gick.", "vi går"),
    ],
)
def test_every_kind_of_quotation_mark_is_read(text: str, inside: str) -> None:
    assert [quote.inner.of(text) for quote in quotes_of(text)] == [inside]


def test_marks_that_point_inward_part_speech_from_the_words_around_it() -> None:
    text = "»Wir gehen«, sagte er, »und zwar jetzt.«"
    assert [quote.inner.of(text) for quote in quotes_of(text)] == ["Wir gehen", "und zwar jetzt."]
    texts = ["Er sagte: »Wir gehen.", "Wir warten nicht.«", "Il a dit : « Nous partons.", "Nous partons », a-t-il dit."]
    inside = [[quote.inner.of(text) for quote in quotes] for text, quotes in zip(texts, speech_in(texts), strict=True)]
    assert inside == [["Wir gehen."], ["Wir warten nicht."], [" Nous partons."], ["Nous partons "]]


def test_an_apostrophe_quotes_nothing() -> None:
    assert quotes_of("The men’s ship and the women’s boat didn’t sail.") == ()


@pytest.mark.parametrize("mark", ["'", "‘"])
def test_a_decade_opens_no_quotation(mark: str) -> None:
    assert quotes_of(f"In the {mark}90s, when the workers{mark.replace('‘', '’')} union was strong, wages rose.") == ()


def test_speech_runs_on_until_its_mark_closes() -> None:
    texts = ["He said: “We will go.", "We will not wait.", "The boat is ready.”", "Nobody answered."]
    inside = [[quote.inner.of(text) for quote in quotes] for text, quotes in zip(texts, speech_in(texts), strict=True)]
    assert inside == [["We will go."], ["We will not wait."], ["The boat is ready."], []]


def test_a_mark_that_nobody_closes_does_not_swallow_the_article() -> None:
    texts = ["He said: “We will go."] + ["The boat is ready."] * 30
    assert speech_in(texts)[-1] == ()


@given(TEXTS)
def test_quotations_lie_in_the_text_in_order_and_apart(text: str) -> None:
    end = 0
    for quote in quotes_of(text):
        assert end <= quote.outer.start <= quote.inner.start <= quote.inner.end <= quote.outer.end <= len(text)
        end = quote.outer.end


@given(st.lists(TEXTS, max_size=12))
def test_running_speech_stays_inside_each_sentence(texts: list[str]) -> None:
    for text, quotes in zip(texts, speech_in(texts), strict=True):
        assert all(0 <= quote.outer.start < quote.outer.end <= len(text) for quote in quotes)


def test_a_quotation_within_speech_of_several_sentences_does_not_end_it() -> None:
    texts = [
        "It says: “The mayor left.",
        "Few know of the “Harbour Plan.”",
        "A fool.",
        "It ends.” He went.",
        "Night fell.",
    ]
    inside = [[quote.inner.of(text) for quote in quotes] for text, quotes in zip(texts, speech_in(texts), strict=True)]
    assert inside == [["The mayor left."], ["Few know of the “Harbour Plan.”"], ["A fool."], ["It ends."], []]


def test_one_that_nobody_closes_holds_no_other() -> None:
    texts = ["It says: “The mayor left.", "Few know of the “Harbour Plan.”", "A fool.", "It ends."]
    assert speech_in(texts)[2:] == [(), ()]
