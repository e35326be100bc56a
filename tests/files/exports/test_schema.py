"""The published schema: what it says of a report holds, and it refuses what is none."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

import compare.files.exports.json as json_export
from compare.domain import FlagKind, Kind, SegmentKind
from tests.files.exports.stories import dam
from tests.reports import bridge, dock_strike, headed, reports, with_text

SCHEMA = json.loads((Path(json_export.__file__).parents[2] / "data/schema/report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def test_it_is_a_schema():
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "report",
    [bridge(), headed(), dock_strike(), dam(), with_text("x")],
    ids=["bridge", "headed", "dock_strike", "dam", "hostile"],
)
def test_exported_reports_are_valid(report):
    VALIDATOR.validate(json.loads(json_export.export_json(report)))


@settings(max_examples=60, deadline=None)
@given(reports())
def test_any_exported_report_is_valid(report):
    VALIDATOR.validate(json.loads(json_export.export_json(report)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("story",), 3),
        (("articles", 0, "id"), ""),
        (("articles", 0, "sentences", 0, "translation"), 1),
        (("comparisons", 0, "alignments", 0, "left"), [0, 1, 2, 3]),
        (("comparisons", 0, "alignments", 0, "score"), 1.1),
        (("framing", 0, "kind"), "slant"),
        (("framing", 0, "note"), ""),
        (("framing", 0, "start"), -1),
        (("framing", 1, "written", "end"), -1),
        (("facts", 0, "members"), []),
        (("seal", "digest"), "abc"),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_it_refuses_what_is_wrong(path, value):
    values = copy.deepcopy(json_export.sealed_json(bridge()))
    inner = values
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not VALIDATOR.is_valid(values)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("headlines", 0, "kind"), "slant"),
        (("headlines", 0, "note"), ""),
        (("headlines", 0, "weight"), 1.1),
        (("headlines", 0, "start"), -1),
        (("headlines", 0, "article"), 3),
        (("headlines", 0, "against", 0, "end"), "6"),
        (("headlines", 1, "beside", 0, "start"), -1),
        (("headlines", 2, "doubt"), 2),
        (("headlines", 2, "evidence", "rule"), []),
        (("headlines",), {}),
        (("articles", 1, "title_likelihood"), "high"),
        (("articles", 1, "title_flags"), [{"kind": "odd", "note": ""}]),
        (("articles", 1, "title_flags"), [{"kind": "loop"}]),
    ],
    ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_it_refuses_what_is_wrong_with_a_headline(path, value):
    values = copy.deepcopy(json_export.sealed_json(headed()))
    assert VALIDATOR.is_valid(values)
    inner = values
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    assert not VALIDATOR.is_valid(values)


def test_its_closed_sets_are_those_of_the_program():
    definitions = SCHEMA["$defs"]
    assert definitions["highlight"]["properties"]["kind"]["enum"] == list(Kind)
    assert definitions["headline_highlight"]["properties"]["kind"]["enum"] == list(Kind)
    assert definitions["sentence"]["properties"]["kind"]["enum"] == list(SegmentKind)
    flags = definitions["sentence"]["properties"]["flags"]["items"]["properties"]["kind"]["enum"]
    assert flags == list(FlagKind)
    of_titles = definitions["article"]["properties"]["title_flags"]["items"]["properties"]["kind"]["enum"]
    assert of_titles == list(FlagKind)
