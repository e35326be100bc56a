"""The translation memory: valid by its DTD, and read by a program that translators use."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from lxml import etree
from translate.storage import tmx

from compare.domain import Place
from compare.files.exports.tmx import export_tmx
from compare.files.exports.words import care_lines
from compare.files.report_json import report_from_json, report_to_json
from compare.files.report_view import view_of
from compare.steps.corrections import Correction, CorrectionKind, correct
from tests.files.exports.stories import dam
from tests.reports import dock_strike, reports, with_text

DTD = etree.DTD(str(Path(__file__).with_name("tmx14.dtd")))
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.mark.parametrize("report", [dam(), dock_strike(), with_text("]]><seg>&\x00")], ids=["dam", "dock", "hostile"])
def test_it_is_valid(report):
    assert DTD.validate(etree.fromstring(export_tmx(report))), DTD.error_log


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_makes_a_valid_memory(report):
    assert DTD.validate(etree.fromstring(export_tmx(report))), DTD.error_log


def test_there_is_one_unit_a_bead_with_every_language_of_it():
    report = dam()
    units = [unit for unit in etree.fromstring(export_tmx(report)).iter("tu") if "x-score" in props(unit)]
    assert len(units) == sum(len(pair.beads) for pair in report.comparisons)
    first = next(unit for unit in units if unit.get("tuid") == "vestnik:0 waadi:0")
    assert [(v.get(LANG), v.findtext("seg")) for v in first.iter("tuv")] == [
        ("ru", "Боевики покинули плотину во вторник."),
        ("ur", "مظاہرین نے منگل کو ڈیم خالی کر دیا۔"),
        ("en", "Militants left the dam on Tuesday."),
        ("en", "Protesters vacated the dam on Tuesday."),
    ]


def props(element: etree._Element) -> dict[str, str]:
    return {p.get("type"): p.text for p in element.findall("prop")}


def test_scores_outlets_and_machine_translation_are_told_in_props():
    unit = next(etree.fromstring(export_tmx(dam())).iter("tu"))
    assert props(unit)["x-score"] == "0.9000"
    own, other, made = unit.iter("tuv")
    assert (props(own)["x-outlet"], props(own)["x-origin"]) == ("The Valley Record", "outlet")
    assert (props(other)["x-outlet"], props(other)["x-origin"]) == ("Речной вестник", "outlet")
    assert (props(made)["x-origin"], props(made)["x-route"]) == ("machine translation", "ru>en")


def test_the_header_is_complete_and_carries_the_seal():
    header = etree.fromstring(export_tmx(dam())).find("header")
    assert dict(header.attrib) | {"creationtoolversion": ""} == {
        "creationtool": "compare",
        "creationtoolversion": "",
        "segtype": "sentence",
        "o-tmf": "compare-report/1",
        "adminlang": "en",
        "srclang": "*all*",
        "datatype": "plaintext",
        "o-encoding": "UTF-8",
    }
    assert props(header)["x-seal"].startswith("sha256:")


def test_translate_toolkit_reads_the_pairs():
    store = tmx.tmxfile.parsefile(io.BytesIO(export_tmx(dam())))
    pairs = {(unit.source, unit.target) for unit in store.units}
    assert ("Protesters left the dam on Tuesday.", "Боевики покинули плотину во вторник.") in pairs


def test_two_sentences_against_one_are_a_block():
    units = etree.fromstring(export_tmx(dock_strike())).iter("tu")
    assert {unit.get("segtype") for unit in units if "+" in unit.get("tuid")} <= {"block"}


def test_every_translated_sentence_and_headline_is_in_a_unit_of_its_own_or_alone_on_its_side():
    report = dock_strike()
    found = {
        (props(v)["x-article"], props(v)["x-sentences"])
        for v in etree.fromstring(export_tmx(report)).iter("tuv")
        if props(v)["x-origin"] != "outlet"
    }
    for reading in report.readings:
        if reading.is_translated:
            assert {(reading.article.id, str(s.index)) for s in reading.sentences if s.translation} <= found
            assert not reading.title_translation or (reading.article.id, "headline") in found


def test_a_translation_that_a_person_put_right_is_marked_as_theirs():
    place = Place("vestnik", 0)
    report = correct(dam(), [Correction(CorrectionKind.TRANSLATION, (place,), "Fighters left the dam on Tuesday.")])
    [origin] = {
        props(v)["x-origin"]
        for v in etree.fromstring(export_tmx(report)).iter("tuv")
        if v.findtext("seg") == "Fighters left the dam on Tuesday."
    }
    assert origin == "person"


def test_a_persons_translation_out_of_the_memory_is_marked_as_theirs_in_data_tmx_and_read_with_care():
    report = dam()
    readings = tuple(
        replace(r, sentences=tuple(replace(s, by_person=s.index == 0) for s in r.sentences), title_by_person=True)
        if r.article.id == "vestnik"
        else r
        for r in report.readings
    )
    report = replace(report, readings=readings)
    vestnik = report.reading("vestnik")
    origins = {
        v.findtext("seg"): props(v)["x-origin"]
        for v in etree.fromstring(export_tmx(report)).iter("tuv")
        if props(v)["x-article"] == "vestnik"
    }
    assert origins[vestnik.sentences[0].translation] == "person"
    assert origins[vestnik.sentences[1].translation] == "machine translation"
    values = report_to_json(report)
    assert values["provenance"]["translations_by_person"] == vestnik.n_by_person == 2
    assert report_from_json(values) == report
    told = [line for line in care_lines(view_of(report)) if "A person made" in line]
    assert told and "2 of its" in told[0]
