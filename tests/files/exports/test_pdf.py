"""The PDF: tagged, self-contained, its letters found, its marks told apart without colour."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pypdf
import pytest

from compare.domain import Highlight, Kind
from compare.errors import ExportFailed
from compare.files.exports import fonts, pdf
from compare.files.exports.pdf import TEMPLATE, export_pdf
from compare.files.report_view import view_of
from tests.files.exports.readers import pdf_text
from tests.files.exports.stories import dam, long_sentence, many_outlets, one_sentence
from tests.files.test_report_html import four_by_sixty
from tests.reports import bridge, dock_strike, headed, headline_passage, with_title


def reader(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


def objects(document: pypdf.PdfReader) -> list[object]:
    return [document.get_object(k) for k in range(1, document.trailer["/Size"])]


def test_it_is_tagged_and_says_what_it_is():
    document = reader(export_pdf(dam()))
    root = document.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert document.metadata.title == "The end of the protest at the dam"
    assert document.metadata.creation_date is None


def test_its_headings_are_bookmarks():
    titles = [entry.title for entry in reader(export_pdf(dam())).outline if not isinstance(entry, list)]
    assert titles == [
        "How much is shared",
        "Who leads with what",
        "The weightiest differences",
        "What each outlet adds, and what it leaves out",
        "Fact by fact",
        "The articles in full",
        "Read with care",
        "How this report was made",
    ]


def titles_of(data: bytes) -> list[str]:
    return [entry.title for entry in reader(data).outline if not isinstance(entry, list)]


def test_marked_headlines_are_printed_with_their_reasons():
    data = export_pdf(headed())
    assert titles_of(data)[:3] == ["How much is shared", "The headlines", "Who leads with what"]
    text = re.sub("[\u2066-\u2069]", "", pdf_text(data).replace("\n", " "))
    [section] = re.findall(r"The headlines (Read beside.*?) Who leads", text)
    for words in (
        "River Post Bridge raid leaves six dead",
        "“raid” – Diário da Ponte: “Terror”. One attack has two names.",
        "Diário da Ponte Terror on the bridge Terror na ponte",
        "A headline that judges. 10 % chance",
    ):
        assert words in section.replace("\xa0", " ").replace("  ", " ")


def test_headlines_without_a_mark_are_not_printed_again():
    assert "The headlines" not in titles_of(export_pdf(bridge()))


def test_markup_in_a_headline_is_printed_as_it_is_written():
    report = with_title(bridge(), "a", "Mayor says #link(1) *and* $x$ <b>leaves</b>")
    mark = headline_passage(report, "a", "#link(1) *and*")
    data = export_pdf(replace(report, headlines=(Highlight(mark, Kind.QUOTE, 0.9, "Why #here."),)))
    text = re.sub(r"\s+", " ", pdf_text(data))
    assert text.count("Mayor says #link(1) *and* $x$ <b>leaves</b>") >= 2 and "Why #here." in text


def test_every_font_is_inside():
    for found in objects(reader(export_pdf(dam()))):
        if isinstance(found, dict) and found.get("/Type") == "/FontDescriptor":
            assert {"/FontFile2", "/FontFile3"} & set(found), found["/FontName"]


@pytest.mark.parametrize(
    "words",
    ["Protesters left", "Боевики покинули плотину", "राज्यपाल", "示威者星期二离开了大坝", "مظاہرین نے منگل کو ڈیم"],
    ids=["Latin", "Cyrillic", "Devanagari", "Chinese", "Urdu"],
)
def test_words_in_each_script_can_be_copied_from_it(words):
    assert words in pdf_text(export_pdf(dam())).replace("\n", " ")


def test_it_neither_asks_for_anything_nor_does_anything():
    for found in objects(reader(export_pdf(dock_strike()))):
        if isinstance(found, dict):
            assert not {"/JS", "/JavaScript", "/Launch", "/URI", "/EmbeddedFile", "/OpenAction"} & set(found)
            assert found.get("/S") not in ("/URI", "/JavaScript", "/Launch", "/SubmitForm", "/GoToR")


def test_each_kind_is_drawn_with_lines_of_its_own_so_that_greys_tell_them_apart():
    source = TEMPLATE.read_text("utf-8")
    edges = dict(re.findall(r'kind == "(\w+)" \{ (\(.*?\)) \}\n', source))
    edges["negation"] += " doubled"  # the one that is drawn twice, further down
    assert 'if kind == "negation"' in source
    whole = {Kind.OMISSION}
    assert set(edges) == {kind.value for kind in Kind} - whole
    assert len(set(edges.values())) == len(edges)


def test_a_script_without_a_font_is_refused_and_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setattr(pdf, "_families", lambda: frozenset({"Source Serif 4"}))
    korean = one_sentence("노동자들은 화요일에 항구를 떠났고 주지사는 두 명이 다쳤다고 말했다", "ko")
    with pytest.raises(ExportFailed, match=r"Hangul letters.*apt-get install fonts-noto-cjk"):
        export_pdf(korean)


def test_a_foreign_word_without_a_font_is_noted_not_refused(monkeypatch):
    packaged = pdf._fonts(of_machine=False)
    monkeypatch.setattr(pdf, "_fonts", lambda *, of_machine: packaged)  # as on a machine without fonts
    monkeypatch.setattr(pdf, "_families", lambda: frozenset({"Source Serif 4"}))
    text = pdf_text(export_pdf(one_sentence("They left for 서울 on Monday."))).replace("\n", " ")
    assert "They left for" in text
    assert "have no letter form in the fonts" in text
    private = one_sentence("A letter that no font has: \U000f1234.")
    assert "have no letter form in the fonts" in pdf_text(export_pdf(private)).replace("\n", " ")


def test_a_missing_font_package_is_named(monkeypatch):
    fonts.font_folders.cache_clear()
    monkeypatch.setattr(fonts, "_PACKAGES", (("fontpkg_no_such_face", "files"),))
    with pytest.raises(ExportFailed, match="pip install fontpkg-no-such-face"):
        fonts.font_folders()
    fonts.font_folders.cache_clear()


def test_more_outlets_than_columns_are_listed_under_each_fact():
    text = pdf_text(export_pdf(many_outlets(8)))
    assert "7 of 8 outlets tell it" in text
    assert "Left out by" in text
    assert all(f"It rained in town {k}." in text for k in range(7))


def test_a_sentence_that_is_cut_says_so():
    assert "the sentence has 1,000,000 characters" in pdf_text(export_pdf(long_sentence())).replace("\n", " ")


def test_a_digest_can_be_copied_whole():
    digest = dam().provenance.digests["record"]
    assert digest in pdf_text(export_pdf(dam()))


@pytest.mark.timeout(120)
def test_articles_of_three_hundred_sentences_are_set_whole():
    report = four_by_sixty(300)
    text = "".join(pdf_text(export_pdf(report)).split())
    for reading in report.readings:
        assert "".join(reading.sentences[-1].shown.split()) in text


def test_no_function_made_for_a_row_names_the_whole_report():
    """The typesetter hashes a function with all it names: one a row that names the report takes the square of rows."""
    source = TEMPLATE.read_text("utf-8")
    rows = re.findall(
        r"\.\.(?:data\.rows\.map\(row => |row\.cells\.enumerate\(\))(.*?)\.flatten\(\)", source, re.DOTALL
    )
    assert len(rows) == 2
    assert not [row for row in rows if "data." in row]


def test_letters_that_the_packages_lack_are_taken_from_the_machine_or_refused():
    text = "노동자들은 화요일에 항구를 떠났고 주지사는 두 명이 다쳤다고 말했다"
    report = one_sentence(text, "ko")
    if fonts.missing_scripts([text], pdf._families()):
        with pytest.raises(ExportFailed, match="Hangul letters"):
            export_pdf(report)
    else:
        found = pdf_text(export_pdf(report)).replace("\n", " ")
        assert "항구를 떠났고" in found
        assert "have no letter form" not in found


def test_the_agreed_scripts_need_no_font_of_the_machine(monkeypatch):
    def refuse(texts, families):
        raise AssertionError("the machine's fonts were asked for")

    monkeypatch.setattr(fonts, "check_fonts", refuse)
    assert export_pdf(dam())
    assert export_pdf(dock_strike())


def test_what_is_slight_is_named_in_one_line_a_sentence_by_its_words_and_without_reasons():
    text = " ".join(pdf_text(export_pdf(dam())).split())
    assert "Slight or doubtful, not marked: attribution “\u2068said\u2069”." in text
    assert "Said, not admitted." not in text


def test_what_an_outlet_adds_and_leaves_out_stays_on_one_page_unless_it_is_long():
    assert not any(balance["parted"] for balance in pdf._values(view_of(dock_strike()))["balances"])
    long = one_sentence("word " * 1_000)
    assert any(balance["parted"] for balance in pdf._values(view_of(long))["balances"])
