"""The table and the workbook: every sentence and every highlight, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from compare.domain import Highlight, Kind
from compare.files.exports.csv import export_csv
from compare.files.exports.table import COLUMNS
from compare.files.exports.xlsx import _CUT, MAX_CELL, export_xlsx
from compare.files.sealing import seal
from tests.files.exports.readers import csv_rows, sheets
from tests.files.exports.stories import dam, long_sentence, one_sentence
from tests.reports import headed, headline_passage, reports, with_text, with_title

ACTIVE = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\u200b=1", "\ufeff@x", "＝1", "|cmd", "'=1", "'"]


def book(report) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(export_xlsx(report)))


def test_the_first_columns_are_the_agreed_ones_in_their_order():
    agreed = (
        "story fact outlet language sentence original translation bead confidence kind span against weight doubt "
        "route url date"
    )
    assert COLUMNS[: len(agreed.split())] == tuple(agreed.split())


def test_every_sentence_and_every_highlight_has_its_row():
    report = dam()
    rows = csv_rows(export_csv(report))
    assert {(row["article"], int(row["sentence"]) - 1) for row in rows} == {
        (r.article.id, s.index) for r in report.readings for s in r.sentences
    }
    assert sorted(row["words"] for row in rows if row["kind"]) == sorted(
        h.passage.span.of(report.reading(h.passage.article).sentences[h.passage.sentence].shown)
        for h in report.highlights
    )


def test_a_row_holds_what_its_columns_say():
    [row] = [row for row in csv_rows(export_csv(dam())) if row["words"] == "Militants"]
    assert row == {
        "story": "dam",
        "fact": "1",
        "outlet": "Речной вестник",
        "language": "ru",
        "sentence": "1",
        "original": "Боевики покинули плотину во вторник.",
        "translation": "Militants left the dam on Tuesday.",
        "bead": "record 1 (0.90); samachar 1 (0.90); ribao 1 (0.90); waadi 1 (0.90)",
        "confidence": "0.9",
        "kind": "label",
        "span": "[0, 9)",
        "against": "The Valley Record 1 [0, 10): Protesters",
        "weight": "0.9",
        "doubt": "0.1",
        "route": "ru>en",
        "url": "https://vestnik.example/dam",
        "date": "2025-05-06",
        "words": "Militants",
        "note": "The same people are protesters or militants.",
        "article": "vestnik",
        "written": "Боевики",
        "seal": str(seal(dam())),
    }


def test_a_marked_headline_comes_before_its_article_as_sentence_0():
    rows = csv_rows(export_csv(headed()))
    assert [(row["article"], row["sentence"], row["words"]) for row in rows] == [
        ("a", "0", "raid"),
        ("a", "0", "six dead"),
        ("a", "1", "Militants"),
        ("a", "2", ""),
        ("a", "3", "The market stayed open."),
        ("b", "0", "Terror"),
        ("b", "1", ""),
        ("b", "2", "Terrorists"),
        ("b", "3", ""),
    ]


def test_the_row_of_a_headline_holds_the_headline_and_no_place_in_the_story():
    [row] = [row for row in csv_rows(export_csv(headed())) if row["words"] == "Terror"]
    assert (row["original"], row["translation"]) == ("Terror na ponte", "Terror on the bridge")
    assert (row["fact"], row["bead"], row["confidence"]) == ("", "", "")
    assert (row["kind"], row["span"], row["weight"], row["doubt"]) == ("loaded", "[0, 6)", "0.8", "0.1")
    assert (row["against"], row["note"]) == ("River Post 0 [7, 11): raid", "A headline that judges.")
    [beside] = [row for row in csv_rows(export_csv(headed())) if row["words"] == "six dead"]
    assert beside["against"] == "Diário da Ponte 0"


def test_a_headline_without_a_mark_has_no_row():
    report = headed()
    rows = csv_rows(export_csv(replace(report, headlines=report.headlines[:1])))
    assert [(row["article"], row["words"]) for row in rows if row["sentence"] == "0"] == [("a", "raid")]
    assert not [row for row in csv_rows(export_csv(dam())) if row["sentence"] == "0"]


@pytest.mark.parametrize("text", ACTIVE[:6])
def test_a_headline_that_a_spreadsheet_could_run_starts_with_an_apostrophe(text: str):
    report = with_title(headed(), "a", f"{text} says the mayor")
    mark = Highlight(headline_passage(report, "a", text), Kind.LOADED, 0.9, "Why.")
    data = export_csv(replace(report, headlines=(mark,))).decode("utf-8-sig")
    assert f"'{text} says the mayor" in data and f",'{text}," in data


def test_the_workbook_lists_marks_in_headlines_first_as_sentence_0():
    found = sheets(export_xlsx(headed()))
    heads, *rows = found["highlights"]
    listed = [dict(zip(heads, row, strict=True)) for row in rows]
    assert [(row["sentence"], row["words"]) for row in listed] == [
        (0, "raid"),
        (0, "six dead"),
        (0, "Terror"),
        (1, "Militants"),
        (2, "Terrorists"),
        (3, "The market stayed open."),
    ]
    assert (listed[2]["shown"], listed[2]["against"]) == ("Terror on the bridge", "River Post 0 [7, 11): raid")
    assert [row[heads.index("words")] for row in found["names"][1:]] == ["raid", "Militants", "Terrorists"]
    assert [row[heads.index("words")] for row in found["numbers"][1:]] == ["six dead"]
    at = found["sentences"][0].index("sentence")
    assert [row[at] for row in found["sentences"][1:]] == [0, 0, 1, 2, 3, 0, 1, 2, 3]


@pytest.mark.parametrize("text", ACTIVE)
def test_a_cell_that_a_spreadsheet_could_run_starts_with_an_apostrophe(text):
    data = export_csv(one_sentence(text)).decode("utf-8-sig")
    assert f"'{text}" in data


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_text_comes_back_from_the_table_by_taking_one_apostrophe_away(text):
    text = text.removeprefix("¶")  # opens a paragraph in these tests' reports
    [row] = csv_rows(export_csv(one_sentence(text)))
    assert row["original"] == text.translate({0x202D: 0xFFFD, 0x202E: 0xFFFD, 0xFFFE: 0xFFFD, 0xFFFF: 0xFFFD})


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_has_a_row_for_each_sentence(report):
    rows = csv_rows(export_csv(report))
    sentences = {(r["article"], r["sentence"]) for r in rows if r["sentence"] != "0"}
    assert len(sentences) <= sum(len(r.sentences) for r in report.readings)
    assert sum(r["sentence"] == "0" for r in rows) <= len(report.headlines)
    assert len(rows) >= sum(len(r.sentences) for r in report.readings)


def test_the_workbook_has_the_agreed_sheets_each_with_a_fixed_head_and_filters():
    found = book(dam())
    assert found.sheetnames == [
        "about",
        "facts",
        "highlights",
        "names",
        "numbers",
        "quotes",
        "articles",
        "sentences",
        "sources",
        "forms",
    ]
    for sheet in found.worksheets[1:]:
        assert sheet.freeze_panes, sheet.title
        assert sheet.auto_filter.ref, sheet.title


@pytest.mark.parametrize("text", [*ACTIVE, "{=1}", "https://evil.example", "12", "_x0041_", "<f>1</f>"])
def test_no_cell_is_a_formula_or_a_link_and_text_stays_text(text):
    found = book(with_text(text))
    for sheet in found:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "inlineStr"), (sheet.title, cell.coordinate)
                assert cell.hyperlink is None
    assert isinstance(found["articles"]["A2"].value, str)


@pytest.mark.parametrize("text", ["<r>A & B </x></r>", "<r></r>", "<r>_x0041_</r>", "_x0041_x0042_"])
def test_text_like_the_formats_own_markup_stays_text(text):
    data = export_xlsx(with_text(text))
    assert sheets(data)["articles"][1][0] == text
    assert text in sheets(data)["facts"][1]
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        strings = etree.fromstring(parts.read("xl/sharedStrings.xml"))
    # Each run is unescaped by itself.
    runs = [run.text or "" for run in strings.iter("{*}t")]
    assert not [run for run in runs if "x005F_x005F" in run]


def test_numbers_are_numbers():
    found = book(dam())["highlights"]
    heads = [cell.value for cell in found[1]]
    row = dict(zip(heads, [cell.value for cell in found[3]], strict=True))
    assert (row["words"], row["weight"], row["doubt"], row["sentence"]) == ("Militants", 0.9, 0.1, 1)


def test_names_numbers_and_quotes_have_the_highlights_of_their_kind():
    found = sheets(export_xlsx(dam()))
    kinds = {name: {row[3] for row in found[name][1:] if row[3]} for name in ("names", "numbers", "quotes")}
    assert kinds == {"names": {Kind.LABEL.value}, "numbers": {Kind.NUMBER.value}, "quotes": set()}


def test_what_an_outlet_leaves_out_is_said_in_its_cell():
    facts = sheets(export_xlsx(dam()))["facts"]
    assert facts[2][-1] == "left out"
    assert facts[1][2] == "Protesters left the dam on Tuesday."


def test_a_text_over_the_limit_of_a_cell_is_cut_and_says_so():
    cells = [value for rows in sheets(export_xlsx(long_sentence("😀 "))).values() for row in rows for value in row]
    cut = [value for value in cells if isinstance(value, str) and value.endswith(_CUT)]
    assert cut
    assert all(len(value.encode("utf-16-le")) // 2 <= MAX_CELL for value in cells if isinstance(value, str))


def test_each_citation_and_each_form_of_a_name_has_its_row():
    found = sheets(export_xlsx(dam()))
    heads, *rows = found["sources"]
    first = dict(zip(heads, rows[0], strict=True))
    assert (first["source"], first["outlet"], first["sentence"], first["verb"]) == (
        "governor", "The Valley Record", 2, "said"
    )  # fmt: skip
    assert [row[heads.index("verb")] for row in rows] == ["said", "According to", "admitted"]
    heads, *rows = found["forms"]
    assert [row[heads.index("form")] for row in rows] == ["Protesters", "Militants", "protesters", "Protesters"]
    assert {row[heads.index("same")] for row in rows} == {1}
