"""The Word document: what Word finds in it, and that it finds it in order."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.comments import CT_Comments
from docx.oxml.ns import qn
from lxml import etree

from compare.domain import Kind
from compare.files.exports.docx import _ORDER, export_docx, mark_style
from compare.steps.summary import is_prominent
from tests.files.exports.readers import docx_blocks
from tests.files.exports.stories import dam, many_outlets
from tests.reports import bridge, dock_strike, headed, with_text


def opened(report) -> docx.document.Document:
    return docx.Document(io.BytesIO(export_docx(report)))


def runs(document) -> list[docx.text.run.Run]:
    """Every run of the document, in tables too."""
    return [docx.text.run.Run(r, None) for r in document.element.body.iter(qn("w:r"))]


def test_every_highlight_has_a_comment_that_says_why():
    report = dam()
    comments = [text for style, text in docx_blocks(export_docx(report)) if style == "comment"]
    for highlight in report.highlights:
        if highlight.kind != Kind.OMISSION:  # its place in the document says it already
            assert any(highlight.note in comment for comment in comments), highlight
    assert all(comment.author == "compare" for comment in opened(report).comments)


def test_marked_words_stand_in_the_style_of_their_kind():
    report = dam()
    found = {(run._r.style, run.text) for run in runs(opened(report)) if run._r.style}
    for highlight in report.highlights:
        if is_prominent(highlight) and highlight.kind != Kind.OMISSION:
            shown = report.reading(highlight.passage.article).sentences[highlight.passage.sentence].shown
            style = mark_style(highlight.kind).replace(" ", "")
            assert (style, highlight.passage.span.of(shown)) in found


def test_marked_headlines_stand_under_a_heading_of_their_own_with_comments():
    blocks = list(docx_blocks(export_docx(headed())))
    start = blocks.index(("Heading 1", "The headlines"))
    assert blocks[start + 2 : start + 7] == [
        ("Outlet", "River Post"),
        ("Normal", "Bridge raid leaves six dead"),
        ("Outlet", "Diário da Ponte"),
        ("Normal", "Terror on the bridge"),
        ("Original", "Terror na ponte"),
    ]
    comments = [text for style, text in blocks if style == "comment"]
    for highlight in headed().headlines:
        assert sum(highlight.note in comment for comment in comments) == 1, highlight
    marked = {(run._r.style, run.text) for run in runs(opened(headed()))}
    assert {
        (mark_style(Kind.LABEL).replace(" ", ""), "raid"),
        (mark_style(Kind.LOADED).replace(" ", ""), "Terror"),
    } <= (marked)


def test_without_a_marked_headline_there_is_no_heading_for_them():
    slight = replace(bridge(), headlines=headed().headlines[1:2])
    for report in (bridge(), slight):
        assert ("Heading 1", "The headlines") not in docx_blocks(export_docx(report))


def test_each_kind_has_an_underline_or_a_box_of_its_own():
    styles = opened(dam()).styles
    looks = []
    for kind in Kind:
        properties = styles[mark_style(kind)].element.rPr
        underline = properties.find(qn("w:u"))
        looks.append("box" if underline is None else underline.get(qn("w:val")))
    assert len(set(looks)) == len(looks)


def test_headings_are_headings_and_tables_repeat_their_heads():
    document = opened(dam())
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"] == [
        "The outlets, and how much of each is shared",
        "Who leads with what",
        "The weightiest differences",
        "What each outlet adds, and what it leaves out",
        "Fact by fact",
        "The articles in full",
        "Read with care",
        "How this report was made",
    ]
    heads = [
        t
        for t in document.tables
        if t.rows[0]._tr.trPr is not None and t.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    ]
    assert "Fact" in {t.rows[0].cells[0].text for t in heads}


def test_right_to_left_text_is_marked_and_its_paragraph_runs_that_way():
    document = opened(dam())
    urdu = [r for r in document.element.body.iter(qn("w:r")) if "مظاہرین" in "".join(r.itertext())]
    assert urdu
    for run in urdu:
        assert run.rPr.find(qn("w:rtl")) is not None
        assert run.rPr.find(qn("w:lang")).get(qn("w:bidi")) == "ur"
        assert run.getparent().pPr.find(qn("w:bidi")) is not None


def test_text_in_another_language_says_which():
    document = opened(dam())
    russian = [r for r in document.element.body.iter(qn("w:r")) if "Боевики" in "".join(r.itertext())]
    assert {r.rPr.find(qn("w:lang")).get(qn("w:val")) for r in russian} == {"ru"}


@pytest.mark.parametrize(
    "report", [dam(), dock_strike(), with_text("</w:t>&<x>")], ids=["dam", "dock_strike", "hostile"]
)
def test_properties_stand_in_the_order_that_word_asks_for(report):
    with zipfile.ZipFile(io.BytesIO(export_docx(report))) as archive:
        for part in ("word/document.xml", "word/styles.xml", "word/comments.xml"):
            for element in etree.fromstring(archive.read(part)).iter():
                name = etree.QName(element).localname
                if name in _ORDER:
                    order = _ORDER[name].split()
                    places = [order.index(n) for n in (etree.QName(c).localname for c in element) if n in order]
                    assert places == sorted(places), etree.tostring(element)[:300]


def test_it_refers_to_nothing_outside():
    with zipfile.ZipFile(io.BytesIO(export_docx(dock_strike()))) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in archive.read(name), name


def test_more_outlets_than_columns_are_listed_under_each_fact():
    text = [text for _, text in docx_blocks(export_docx(many_outlets(8)))]
    assert "Fact 1: told by 7 of 8" in text


def test_the_seal_is_a_property_that_a_program_can_read():
    assert opened(dam()).core_properties.identifier.startswith("sha256:")


def test_every_comment_has_a_number_of_its_own_that_the_text_points_at(monkeypatch):
    def searched(_: object) -> int:
        raise AssertionError("looking for a free number takes the square of the comments")

    monkeypatch.setattr(CT_Comments, "_next_available_comment_id", searched)
    document = docx.Document(io.BytesIO(export_docx(dock_strike())))
    numbers = [comment.comment_id for comment in document.comments]
    assert len(numbers) > 10
    assert numbers == list(range(len(numbers)))
    for mark in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(int(n) for n in document.element.xpath(f"//w:{mark}/@w:id")) == numbers


def test_short_rows_stay_on_one_page_and_tall_ones_may_be_parted():
    rows = [row._tr for table in opened(dock_strike()).tables for row in table.rows]
    lengths = [max(sum(len(t.text or "") for t in cell.iter(qn("w:t"))) for cell in row.tc_lst) for row in rows]
    parted = [row.trPr is None or row.trPr.find(qn("w:cantSplit")) is None for row in rows]
    assert parted == [length > 500 for length in lengths]
    assert set(parted) == {True, False}


def test_what_is_slight_shares_one_comment_a_sentence_that_says_each_reason():
    report = dam()
    word = next(h for h in report.highlights if h.weight == 0.3)
    other = replace(word, kind=Kind.LOADED, note="A second slight one.")
    comments = list(opened(replace(report, highlights=(*report.highlights, other))).comments)
    found = [comment.text for comment in comments if "Slight or doubtful, so not marked:" in comment.text]
    assert len(found) == 1
    assert "Said, not admitted." in found[0]
    assert "A second slight one." in found[0]
