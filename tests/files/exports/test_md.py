"""Markdown: what a wiki makes of it is the report, and article text never becomes markup."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from compare.domain import Highlight, Kind, Passage, Span
from compare.files.exports.md import export_md, plain
from tests.files.exports.readers import md_html
from tests.files.exports.stories import dam, one_sentence
from tests.reports import bridge, headed, with_text

MARKUP = [
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "    code",
    "```js",
    "**bold** _em_ ~~gone~~ `code`",
    "[link](https://evil.example) ![image](https://evil.example/x.png)",
    "<img src=x onerror=alert(1)> <!-- -->",
    "a | b | c",
    "&lt;b&gt; &amp; $x$",
    "<https://evil.example>",
    "\\",
    "---",
    "===",
    "Line one\n# line two\n\n<script>",
]


def test_sources_and_facts_are_tables_with_a_column_an_outlet():
    page = html.fromstring(f"<div>{md_html(export_md(dam()))}</div>")
    heads = [[cell.text_content() for cell in table.iter("th")] for table in page.iter("table")]
    assert [len(row) for row in heads] == [6, 6, 6]
    assert [row[0] for row in heads[1:]] == ["Source", "Fact"]


@pytest.mark.parametrize("text", MARKUP)
def test_article_text_makes_no_element_of_its_own(text):
    harmless = html.fromstring(f"<div>{md_html(export_md(with_text('harmless words')))}</div>")
    page = html.fromstring(f"<div>{md_html(export_md(with_text(text)))}</div>")
    tags = {element.tag for element in page.iter() if isinstance(element.tag, str)}
    assert tags == {element.tag for element in harmless.iter() if isinstance(element.tag, str)}
    assert len(list(page.iter("th"))) == len(list(harmless.iter("th")))
    assert len(list(page.iter("td"))) == len(list(harmless.iter("td")))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_shows_as_itself_on_one_line(text):
    flat = " ".join(text.split())
    page = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(f"x {plain(text)} x")
    shown = "".join(html.fromstring(f"<div>{page}</div>").itertext()).strip()
    wanted = f"x {flat} x" if flat else "x  x"
    assert re.sub(r"\s+", " ", shown).replace("\u2060", "") == re.sub(
        r"\s+", " ", wanted.translate({0x202D: 0xFFFD, 0x202E: 0xFFFD, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})
    ).replace("\u2060", "")


@pytest.mark.parametrize("text", ["@admin", "#12", "see @admin and #12"])
def test_nobody_is_called_and_no_issue_is_linked(text):
    assert not re.search(r"(?<!\w)[@#]\w", plain(text).replace("\\", ""))


def test_addresses_do_not_become_links():
    assert "://" not in plain("https://evil.example www.evil.example")
    assert "www." not in plain("www.evil.example")


def test_marked_headlines_are_a_list_with_notes_that_say_why():
    page = html.fromstring(f"<div>{md_html(export_md(headed()))}</div>")
    [head] = [h for h in page.iter("h2") if h.text_content() == "The headlines"]
    listed, intro, notes = list(head.itersiblings())[:3]
    shown = [plain_text(item) for item in listed]
    assert shown == [
        "River Post: Bridge raid leaves six dead [1][2]",
        "Diário da Ponte: Terror on the bridge [3] — Terror na ponte",
    ]
    assert [[plain_text(bold) for bold in item.iter("strong")][1:] for item in listed] == [["raid"], ["Terror"]]
    assert plain_text(intro) == "Why words are marked:"
    assert [plain_text(note) for note in notes] == [
        "Label “raid” – Diário da Ponte: “Terror”. One attack has two names.",
        "Slight or doubtful, not marked: number “six dead”.",
        "Loaded word “Terror” – River Post: “raid”. A headline that judges. 10 % chance that only the translation "
        "differs.",
    ]


def test_headlines_without_a_mark_are_no_section():
    slight = replace(bridge(), headlines=headed().headlines[1:2])
    for report in (bridge(), slight):
        assert "## The headlines" not in export_md(report).decode()


def plain_text(element: html.HtmlElement) -> str:
    """The text of an element as it is read, without characters that only keep it in its place."""
    return re.sub("[\u2060\u2066-\u2069]", "", element.text_content()).strip()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("他们说“恐怖分子”逃离了。", ["“恐怖分子”"]),
        ("他们说恐怖分子逃离了。", ["恐怖分子"]),
        ("They (the militants) fled.", ["(the militants)"]),
        ("The pro-(x)rebels fled.", ["(x)"]),
        ("The armed rebels fled.", ["armed ", "rebels"]),
        ("武装分子逃离了。", ["武装", "分子"]),
        ("“好”“坏”", ["“好”", "“坏”"]),
    ],
)
def test_marked_words_are_bold_whatever_stands_beside_them(text: str, marked: list[str]):
    report = one_sentence(text)
    starts = [text.index(words) for words in marked]
    kinds = (Kind.LABEL, Kind.LOADED)
    highlights = tuple(
        Highlight(Passage("a", 0, Span(start, start + len(words))), kind, 0.9, "Why.")
        for start, words, kind in zip(starts, marked, kinds, strict=False)
    )
    page = html.fromstring(f"<div>{md_html(export_md(replace(report, highlights=highlights)))}</div>")
    shown = "".join(page.itertext()).replace("\u2060", "")
    assert text in shown and "**" not in shown
    bold = "".join((strong.text or "").replace("\u2060", "") for strong in page.iter("strong"))
    assert "".join(marked).replace(" ", "") in bold.replace(" ", "")
