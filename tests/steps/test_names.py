from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.names import MAX_PARTS, Named, Sentences, find_names, read_sentences, same_word
from tests.steps.framing.tellings import telling

VOCABULARIES = read_lists().vocabularies


def read(text: str) -> tuple[list[Sentences], Named]:
    story = telling(text)
    given = [(r.article.id, "en", [s.shown for s in r.sentences]) for r in story.readings]
    sentences = read_sentences(given, VOCABULARIES)
    return sentences, find_names(sentences, VOCABULARIES)


def render(given: str) -> str:
    sentences, named = read(given)
    texts = {article.article: article.texts for article in sentences}
    lines = []
    for name in named.names:
        own = [m for m in named.mentions if m.name == name.id]
        shown = "; ".join(f"{m.place.article}: {m.span.of(texts[m.place.article][m.place.sentence])}" for m in own)
        lines.append(f"{name.text} ({name.kind}) = {shown}")
    return "\n".join(lines)


def test_names_are_joined_as_a_reader_joins_them(golden: Callable[[str, Callable[[str], str]], None]) -> None:
    golden("names/en.txt", render)


def test_two_spellings_of_a_name_are_one_word() -> None:
    assert same_word("rajnath", "rajnat")


@pytest.mark.parametrize(
    ("one", "other"), [("zelenskyy", "zelensky"), ("lukashenko", "lukashenka"), ("fernandez", "fernandes")]
)
def test_a_name_keeps_its_consonants_in_another_spelling(one: str, other: str) -> None:
    assert same_word(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("daniel", "daniela"), ("francisco", "francisca"), ("johnson", "johnston"), ("williams", "williamson")],
)
def test_two_people_whose_names_differ_by_a_letter_are_two(one: str, other: str) -> None:
    assert not same_word(one, other)


def test_who_is_said_not_to_be_something_is_not_described_by_it() -> None:
    for told in ("was never a dictator", "is not a dictator", "is no dictator"):
        _, named = read(f"A: Karl Orban {told}.")
        assert [name.heads.get("dictator", 0) for name in named.names] == [0]
    _, named = read("A: Karl Orban is a dictator.")
    assert [name.heads.get("dictator", 0) for name in named.names] == [1]


def test_two_countries_that_differ_by_a_letter_are_two_words() -> None:
    assert not same_word("iran", "iraq")
    assert not same_word("austria", "australia")


def test_many_names_with_one_word_in_common_are_joined_in_time() -> None:
    text = " ".join(f"Mr. Ahmed Abdul{k % 700:03d}x met Ahmed Khan{k % 911:03d}y." for k in range(3000))
    begin = time.process_time()
    sentences = read_sentences([("a", "en", [text[k : k + 400] for k in range(0, len(text), 400)])], VOCABULARIES)
    find_names(sentences, VOCABULARIES)
    assert time.process_time() - begin < 5.0


def test_a_chain_of_hyphens_is_a_name_of_so_many_words_at_most() -> None:
    chain = [f"Ab{chr(97 + k % 26)}{chr(97 + k // 26 % 26)}{chr(97 + k // 676)}ton" for k in range(2_000)]
    texts = [f"They met Karl {'-'.join(words)} in the park." for words in (chain, chain[::-1])]
    named = find_names(read_sentences([("a", "en", texts)], VOCABULARIES), VOCABULARIES)
    assert {len(name.parts) for name in named.names} == {MAX_PARTS}


def test_a_house_is_not_that_of_one_president() -> None:
    text = "A: President Lena Clayton left the Clayton White House. / The White House is silent. / Ms. Clayton smiled."
    _, named = read(text)
    assert len({m.name for m in named.mentions if m.head == "house"}) == 2


def test_justice_is_no_title_of_a_department() -> None:
    sentences, named = read("A: He asked the Justice Department and the State Department about it.")
    texts = {article.article: article.texts for article in sentences}
    spans = {m.span.of(texts[m.place.article][m.place.sentence]) for m in named.mentions}
    assert {"Justice Department", "State Department"} <= spans
