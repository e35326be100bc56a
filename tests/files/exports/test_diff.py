"""The rendering of a difference: safe on a terminal, complete as JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml.html import document_fromstring
from markdown_it import MarkdownIt

from compare.domain import Place
from compare.errors import ExportFailed
from compare.files.exports.diff import diff_to_json, render_diff
from compare.files.exports.diff_formats import DIFF_FORMATS, export_diff, rewording
from compare.files.sealing import seal
from compare.steps.corrections import Correction, CorrectionKind, correct
from compare.steps.report_diff import diff_reports
from tests.files.exports.stories import dam, edited
from tests.files.test_report_html import HOSTILE
from tests.reports import bridge, headed, reports, with_text


def test_equal_reports_are_said_to_be_equal():
    assert render_diff(diff_reports(dam(), dam()), dam(), dam()) == "The reports say the same.\n"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_cannot_move_the_cursor(hostile):
    old, new = with_text("plain"), with_text(hostile)
    text = render_diff(diff_reports(old, new), old, new)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_any_difference_can_be_shown_and_written(old, new):
    diff = diff_reports(old, new)
    assert render_diff(diff, old, new)
    json.dumps(diff_to_json(diff), allow_nan=False)


def test_articles_that_came_and_went_are_named():
    text = render_diff(diff_reports(bridge(), dam()), bridge(), dam())
    assert "+ The Valley Record (record)" in text
    assert "- River Post (a)" in text


def changed_dam():
    return correct(
        edited(dam(), "record", 1, "The governor said three people were hurt."),
        [Correction(CorrectionKind.NO_PARTNER, (Place("vestnik", 0),))],
    )


@pytest.mark.parametrize("name", list(DIFF_FORMATS))
def test_a_difference_is_found_in_every_format_and_equal_reports_have_none(name):
    data, is_other = export_diff(dam(), changed_dam(), name)
    assert is_other
    assert "three people" in data.decode().replace("<ins>", "").replace("</ins>", "").replace("</del>", "")
    assert "no" in data.decode()
    data, is_other = export_diff(dam(), dam(), name)
    assert not is_other
    assert str(seal(dam())) in data.decode() or name == "text"


@pytest.mark.parametrize("name", list(DIFF_FORMATS))
def test_a_mark_that_came_in_a_headline_is_found_in_every_format(name):
    data, is_other = export_diff(bridge(), headed(), name)
    assert is_other
    assert "marked in the headline" in data.decode() and "raid" in data.decode().split("marked in the headline")[1]


def test_what_a_person_put_right_is_listed():
    [change] = [f for f in diff_reports(dam(), changed_dam()).fields if f.where == "corrections"]
    assert (change.field, change.before, change.after) == ("no_partner vestnik 1", "", "decided")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_stays_text_in_the_page_and_in_markdown(hostile):
    old, new = with_text("plain"), with_text(hostile)
    page = export_diff(old, new, "html")[0].decode()
    names = {element.tag for element in document_fromstring(page).iter() if isinstance(element.tag, str)}
    assert not names & {"script", "img", "iframe", "a", "object"}
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ud800-\udfff]", page)
    made = MarkdownIt("commonmark", {"html": True}).render(export_diff(old, new, "md")[0].decode())
    assert not re.search(r"<(script|img|a|h1|style)\b", made.split("</h1>", 1)[1])


def test_the_page_runs_and_asks_for_nothing():
    page = export_diff(dam(), changed_dam(), "html")[0].decode()
    [style] = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page
    assert not re.search(r"\b(src|srcset|action|onclick)=|url\(|@import", page)


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_that_changed_rejoin_to_both_versions(before, after):
    left, right = rewording(before, after)
    assert "".join(piece.text for piece in left) == before
    assert "".join(piece.text for piece in right) == after
    assert [p.text for p in left if not p.is_changed] == [p.text for p in right if not p.is_changed]


def test_only_the_words_that_changed_are_marked():
    left, right = rewording("Two people were hurt.", "Three people were hurt.")
    assert [p.text for p in left if p.is_changed] == ["Two"]
    assert [p.text for p in right if p.is_changed] == ["Three"]


def test_a_sentence_without_end_is_not_compared_word_by_word():
    assert len(rewording("a " * 500_000, "b " * 500_000)[0]) == 1


def test_a_format_that_there_is_not_is_refused():
    with pytest.raises(ExportFailed, match="text, md, html, json"):
        export_diff(dam(), dam(), "pdf")


def test_a_number_that_did_not_move_is_told_once():
    report = dam()
    label, *others = report.highlights
    new = replace(report, highlights=(replace(label, note="Another reason."), *others))
    text = render_diff(diff_reports(report, new), report, new)
    assert f"{label.weight:.2f}. Another reason." in text
    assert "→" not in text
