"""The rendering of a difference: safe on a terminal, complete as JSON."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings

from compare.files.exports.diff import diff_to_json, render_diff
from compare.steps.report_diff import diff_reports
from tests.files.exports.stories import dam
from tests.files.test_report_html import HOSTILE
from tests.reports import bridge, reports, with_text


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
