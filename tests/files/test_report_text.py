"""The summary for a terminal: readable without colour, within its width, and deaf to hostile text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from compare.files.report_text import render_text
from tests.files.test_report_html import HOSTILE
from tests.reports import SAMPLES, dock_strike, reports, with_text


def test_the_summary_reads_as_in_the_golden_file(golden):
    golden("report/text.txt", lambda name: render_text(SAMPLES[name](), width=100).rstrip("\n"))


def test_without_colour_there_is_no_escape_sequence_and_the_words_stand_in_brackets():
    text = render_text(dock_strike(), colour=False)
    assert "\x1b" not in text
    assert "[more than 60]" in text


def test_with_colour_the_words_are_underlined_as_well():
    text = render_text(dock_strike(), colour=True)
    assert re.search(r"\x1b\[4;\d+mmore than 60\x1b\[0m", text)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
def test_no_line_is_wider_than_asked(width):
    assert max(cell_len(line) for line in render_text(dock_strike(), width=width).splitlines()) <= width


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("colour", [False, True])
def test_hostile_text_can_neither_move_the_cursor_nor_turn_the_lines(hostile, colour):
    text = render_text(with_text(hostile), colour=colour)
    ours = re.sub(r"\x1b\[[0-9;]*m", "", text) if colour else text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", ours)
    text.encode("utf-8")


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_has_a_summary(report):
    assert render_text(report, width=70).endswith("\n")
