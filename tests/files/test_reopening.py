"""A report opens again as the story it was made from, wherever it comes from, and comparing that gives it again."""

from __future__ import annotations

import json
import lzma
import re
from base64 import b85encode
from dataclasses import replace

import pytest
from hypothesis import given, settings

from compare.domain import Article, Kind, Place, Report
from compare.errors import CompareError, TooLarge, UnreadableStory
from compare.files import reopening
from compare.files.exports import export
from compare.files.exports.json import sealed_json
from compare.files.reopening import is_report, pack, read_values, reopen_report
from compare.pipeline import Options, Tools, compare
from compare.steps.corrections import Correction, CorrectionKind, constraints_of, correct
from tests.files.exports.stories import dam
from tests.reports import bridge, dock_strike, reports, with_text
from tests.test_pipeline import BRIDGE, tools

FORMATS = ("html", "json")
CORRECTIONS = (
    Correction(CorrectionKind.JOIN, (Place("a", 0), Place("c", 0))),
    Correction(CorrectionKind.NO_PARTNER, (Place("c", 1),)),
    Correction(CorrectionKind.TRANSLATION, (Place("b", 2),), "It is raining in the north."),
    Correction(CorrectionKind.OUTLET, (Place("a", 0),), "The Bridge Post"),
)
__all__ = ["tools"]


def compared(story, tools: Tools, corrections=()) -> Report:
    ids = [article.id for article in story.articles]
    return correct(compare(story, tools, Options(constraints=constraints_of(corrections, ids))), corrections)


@pytest.mark.parametrize("name", FORMATS)
def test_comparing_a_reopened_story_gives_the_same_report(tools: Tools, name: str):
    story = replace(
        BRIDGE,
        title="The bridge",
        articles=(
            *BRIDGE.articles,
            Article("d", "D", None, "A head", text="One.\n\nTwo  spaces. “Three”", notes=("Cut at the menu.",)),
        ),
    )
    report = compared(story, tools)
    reopened = reopen_report(export(report, name), name=f"bridge.{name}")
    assert reopened.story == story
    assert reopened.to == "en"
    assert reopened.problems == ()
    assert compared(reopened.story, tools, reopened.corrections) == report


@pytest.mark.parametrize("name", FORMATS)
def test_corrections_come_back_and_bind_the_next_run(tools: Tools, name: str):
    # A name that was put right is in the story before it is compared, as on the page.
    story = replace(BRIDGE, articles=(replace(BRIDGE.articles[0], outlet="The Bridge Post"), *BRIDGE.articles[1:]))
    report = compared(story, tools, CORRECTIONS)
    reopened = reopen_report(export(report, name), name="bridge")
    assert reopened.corrections == CORRECTIONS
    assert compared(reopened.story, tools, reopened.corrections) == report


def test_a_judgement_on_a_highlight_comes_back_too(tools: Tools):
    first = compared(BRIDGE, tools)
    mark = next(h for h in first.highlights if h.kind is Kind.NUMBER)
    words = mark.passage.span.of(first.reading(mark.passage.article).sentences[mark.passage.sentence].shown)
    place = Place(mark.passage.article, mark.passage.sentence)
    decisions = (Correction(CorrectionKind.DISMISS, (place,), words, mark.kind),)
    report = compared(BRIDGE, tools, decisions)
    assert len(report.highlights) < len(first.highlights)
    assert reopen_report(export(report, "html"), name="x").corrections == decisions


def test_beads_that_a_person_decided_are_corrections_where_no_others_are_noted(tools: Tools):
    report = compare(BRIDGE, tools, Options(constraints=constraints_of(CORRECTIONS[:1], "abc")))
    assert reopen_report(export(report, "json"), name="x").corrections == CORRECTIONS[:1]


def test_translations_are_given_by_their_route(tools: Tools):
    report = compared(BRIDGE, tools, CORRECTIONS)
    [(route, wordings)] = reopen_report(export(report, "html"), name="x").translations.items()
    assert route.stops == ("pt", "en")
    assert wordings["A ponte velha foi fechada na segunda-feira."] == "The old bridge was closed on Monday."
    assert wordings["Chove no norte."] == "It is raining in the north."


@pytest.mark.parametrize("report", [dam(), bridge(), dock_strike()], ids=["dam", "bridge", "dock_strike"])
def test_a_page_carries_the_whole_report(report: Report):
    assert read_values(export(report, "html"), name="x") == sealed_json(report)
    assert reopen_report(export(report, "html"), name="x").report == report


@settings(max_examples=30, deadline=None)
@given(reports())
def test_any_report_packs_and_unpacks(report: Report):
    page = f'<p><data id="compare-report" hidden value="{pack(sealed_json(report))}"></data>'
    assert read_values(page.encode(), name="x") == sealed_json(report)


def test_a_page_that_a_browser_saved_opens_too():
    page = export(dam(), "html").decode().replace(' hidden value="', ' hidden="" value="').replace("<data", "<DATA")
    assert reopen_report(page.encode(), name="x").report == dam()


def test_text_that_looks_like_data_is_text():
    hostile = '<data id="compare-report" hidden value="AAAA"></data>'
    report = with_text(hostile)
    assert hostile in json.dumps(read_values(export(report, "html"), name="x")).replace('\\"', '"')


def test_what_was_changed_after_sealing_is_named():
    values = sealed_json(dam())
    values["articles"][0]["outlet"] = "Another"
    changed = reopen_report(json.dumps(values).encode(), name="x")
    assert changed.story.articles[0].outlet == "Another"
    assert {problem.part for problem in changed.problems} == {f"article {dam().readings[0].article.id}"}


def test_a_report_is_told_from_a_story_and_from_any_page():
    assert is_report(export(dam(), "html"))
    assert is_report(export(dam(), "json"))
    assert not is_report(b'{"id": "s", "articles": []}')
    assert not is_report(b"<html><p>compare-report</p></html>")


def page_of(data: bytes) -> bytes:
    value = b85encode(data).translate(bytes.maketrans(b"<>&", b",./"))
    return b'<data id="compare-report" hidden value="' + value + b'"></data>'


def changed(**fields: object) -> bytes:
    values = sealed_json(dam())
    values["provenance"] |= fields
    return json.dumps(values).encode()


PLACE = [dam().readings[0].article.id, 0]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "carries no report"),
        (b"<html><p>Hello</p></html>", "carries no report"),
        (b"[1, 2]", "carries no report"),
        (b'{"articles": [', "cannot be read as a report"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": ' + b"[" * 100_000, "cannot be read as a report"),
        (b'{"n": ' + b"9" * 5_000 + b"}", "cannot be read as a report"),
        (b'{"id": "s", "articles": []}', "comparisons is missing"),
        (b'\xff\xfe{"a": 1}', "carries no report"),
        (b'<data id="compare-report" value="~~"></data>', "damaged"),
        (page_of(b"this is no archive at all"), "damaged"),
        (page_of(lzma.compress(b'{"a": 1}')[:-8]), "cut short"),
        (page_of(lzma.compress(b"[1]")), "no JSON object"),
        (page_of(lzma.compress(b'{"framing": ' + b"[" * 900 + b"]" * 900 + b"}")), "nested too deeply"),
        (page_of(lzma.compress(b"x", preset=9)), "damaged"),
        (changed(corrections=["x"]), "expected an object"),
        (changed(corrections=[{"kind": "shout", "places": [PLACE]}]), "no correction"),
        (changed(corrections=[{"kind": "dismiss", "places": []}]), "no correction"),
        (changed(corrections=[{"kind": "dismiss", "places": [["nobody", 0]]}]), "has no sentence"),
        (changed(corrections=[{"kind": "dismiss", "places": [[[], 0]]}]), "a place is"),
        (changed(corrections=[{"kind": "dismiss", "places": [[PLACE[0], 99]]}]), "has no sentence 99"),
        (changed(corrections=[{"kind": "outlet", "places": [PLACE], "text": "x" * 5_000}]), "1 to 2,000 characters"),
        (changed(corrections=[{"kind": "translation", "places": [PLACE], "text": 7}]), "expected text"),
        (changed(corrections=[{"kind": "join", "places": [PLACE]}]), "no correction"),
    ],
)
def test_what_is_no_report_is_refused_with_its_name(data: bytes, message: str):
    with pytest.raises(UnreadableStory, match=re.escape(message)) as caught:
        reopen_report(data, name="stranger.html")
    assert "stranger.html" in str(caught.value) or "report" in str(caught.value)


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused(monkeypatch):
    monkeypatch.setattr(reopening, "MAX_UNPACKED_BYTES", 1_000_000)
    bomb = page_of(lzma.compress(b'{"a": "' + b"x" * 5_000_000 + b'"}'))
    assert len(bomb) < 2_000
    with pytest.raises(TooLarge):
        reopen_report(bomb, name="bomb.html")


def test_more_corrections_than_anyone_makes_are_refused():
    with pytest.raises(TooLarge, match="corrections"):
        reopen_report(changed(corrections=[{"kind": "dismiss", "places": [PLACE]}] * 10_001), name="x")


def test_a_file_over_the_limit_is_not_read(monkeypatch):
    monkeypatch.setattr(reopening, "MAX_FILE_BYTES", 100)
    with pytest.raises(TooLarge):
        reopen_report(b"{" + b" " * 200, name="x")


@pytest.mark.timeout(60)
def test_a_page_of_nothing_but_open_tags_is_refused_in_time():
    for piece in (b"<data ", b'<data id="', b"<data id=x ", b'id="compare-report" <data value="', b"\\x00"):
        with pytest.raises(CompareError):
            reopen_report(piece * (2_000_000 // len(piece)), name="x")


def test_words_that_are_not_those_of_their_place_stay_as_they_are():
    values = sealed_json(dam())
    values["framing"][0]["text"] = "other words"
    values["framing"][1] |= {"start": 500, "end": 600, "text": "beyond"}
    page = f'<data id="compare-report" value="{pack(values)}">'
    assert read_values(page.encode(), name="x") == values
