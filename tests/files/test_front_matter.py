from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.errors import CompareError, TooLarge, UnreadableStory
from compare.files.front_matter import split_front_matter


def test_fields_are_read_under_the_names_other_programs_give_them():
    head = "Publisher: The Quay\nheadline: Fallen\ndate: 2025-06-26\nauthors: [Ana Brito, Omar Haddad]\nlang: no\n"
    text = f"---\n{head}tags: {{a: b}}\n---\n\nText.\n"
    fields, body = split_front_matter(text, "a.md")
    assert fields == {
        "outlet": "The Quay",
        "title": "Fallen",
        "published": "2025-06-26",
        "author": "Ana Brito, Omar Haddad",
        "language": "no",
    }
    assert body == "Text.\n"


def test_a_source_that_is_an_address_is_the_address():
    assert split_front_matter("---\nsource: https://a.example/1\n---\nx", "a")[0] == {"url": "https://a.example/1"}


@pytest.mark.parametrize(
    "text",
    [
        "No front matter.",
        "---\nnot closed\n",
        "---\nJust a line.\n---\nText.",
        "--- \n\n---\nText.",
        "----\na: b\n----\n",
    ],
)
def test_a_text_without_fields_is_left_as_it_is(text: str):
    assert split_front_matter(text, "a") == ({}, text)


def test_a_key_value_line_at_the_head_of_a_text_is_text():
    assert split_front_matter("Title: Fallen\n\nText.", "a") == ({}, "Title: Fallen\n\nText.")


def test_windows_line_ends_are_line_ends():
    assert split_front_matter("---\r\noutlet: Q\r\n---\r\nText.\r\n", "a") == ({"outlet": "Q"}, "Text.\r\n")


@pytest.mark.parametrize(
    "head",
    [
        "a: &a [x, x]\nb: &b [*a, *a]\noutlet: [*b, *b]",
        "outlet: {a: b}",
        "title: a: b",
        "outlet: [" + "[" * 5000,
        "? [a]\n: b",
        "\t- x",
    ],
)
def test_aliases_nests_and_mistakes_are_refused_by_name(head: str):
    with pytest.raises(UnreadableStory, match=r"a\.md"):
        split_front_matter(f"---\n{head}\n---\nText.", "a.md")


def test_a_tag_builds_nothing():
    assert split_front_matter("---\noutlet: !!python/object/apply:os.getcwd []\n---\nx", "a")[0] == {"outlet": ""}


def test_front_matter_over_the_limit_is_refused():
    with pytest.raises(TooLarge):
        split_front_matter("---\noutlet: " + "x" * 30_000 + "\n---\nText.", "a.md")


@given(text=st.text(alphabet=st.sampled_from("-:[]{}&*!|>#%@`'\"\n ab?,."), max_size=80))
def test_any_head_gives_text_or_a_compare_error(text: str):
    try:
        fields, _ = split_front_matter(f"---\n{text}\n---\nText.", "a")
    except CompareError:
        return
    assert all(isinstance(value, str) for value in fields.values())
