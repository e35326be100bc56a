"""The summary for a terminal: readable without colour, within its width, and deaf to hostile text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from rich.cells import cell_len

from compare.files.report_text import render_text
from tests.files.test_report_html import HOSTILE
from tests.reports import SAMPLES, bridge, dock_strike, headed, reports, with_text, with_title


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


def headlines_in(text: str) -> list[str]:
    """The lines of the section of headlines, without its rule and the white space at their ends."""
    _, _, rest = text.partition("The headlines\n")
    return [" ".join(line.split()) for line in rest.partition("\n\n")[0].splitlines()[1:]]


def test_marked_headlines_stand_beside_each_other_with_their_reasons():
    assert headlines_in(render_text(headed())) == [
        "River Post Bridge [raid] leaves six dead",
        "Label – One attack has two names.",
        "Diário da Ponte [Terror] on the bridge",
        "Loaded word – A headline that judges.",
    ]


def test_where_one_headline_is_marked_the_others_are_shown_too():
    report = headed()
    found = headlines_in(render_text(replace(report, headlines=report.headlines[:1])))
    assert found[-1] == "Diário da Ponte Terror on the bridge"


@pytest.mark.parametrize("marks", [(), headed().headlines[1:2]], ids=["none", "slight"])
def test_without_a_marked_headline_there_is_no_section_of_them(marks):
    assert "The headlines" not in render_text(replace(bridge(), headlines=marks))


def test_an_article_without_a_headline_is_not_among_them():
    mark = replace(headed().headlines[0], against=())
    report = replace(with_title(headed(), "b", " "), headlines=(mark,))
    assert headlines_in(render_text(report)) == [
        "River Post Bridge [raid] leaves six dead",
        "Label – One attack has two names.",
    ]


def test_with_colour_the_marked_words_of_a_headline_are_underlined():
    text = render_text(headed(), colour=True)
    assert re.search(r"Bridge \x1b\[4;\d+mraid\x1b\[0m", text) and "[raid]" not in text


@settings(max_examples=40, deadline=None)
@given(reports())
def test_any_report_has_a_summary(report):
    assert render_text(report, width=70).endswith("\n")
