"""What verifying a file says: which part is not as sealed, in a page, in JSON, in every line of a batch."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compare.errors import UnreadableStory
from compare.files.exports import FORMATS, export
from compare.files.exports.json import dump_json, sealed_json
from compare.files.reopening import reopen_report
from compare.files.report_json import error_to_json, report_from_json
from compare.files.sealing import seal
from compare.files.verifying import GROUPS, Checked, NotChecked, check_copy, check_lines, check_report, group_of
from compare.version import VERSION
from tests.files.exports.stories import dam
from tests.reports import dock_strike


def groups(checked: Checked) -> set[str]:
    return {group_of(problem.part) for problem in checked.problems}


def changed(path: tuple[Any, ...], value: object) -> dict[str, Any]:
    values = json.loads(dump_json(sealed_json(dam())))
    inner = values
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return values


@pytest.mark.parametrize("name", ["html", "json"])
def test_what_was_exported_is_as_sealed(name):
    checked = check_report(export(dam(), name), name="x")
    assert (checked.problems, checked.story, checked.digest) == ((), "dam", str(seal(dam())))
    assert set(checked.about) == set(GROUPS)


@pytest.mark.parametrize(
    ("path", "value", "group"),
    [
        (("provenance", "digests", "record"), "0" * 64, "inputs"),
        (("provenance", "engines", "ru>en"), "another 2.0", "packages"),
        (("articles", 1, "engine"), "another 2.0", "packages"),
        (("provenance", "version"), "9.9", "program"),
        (("provenance", "settings", "beam"), 5, "settings"),
        (("provenance", "corrections"), [{"kind": "dismiss", "places": [["record", 0]]}], "corrections"),
        (("comparisons", 0, "alignments", 0, "is_fixed"), True, "corrections"),
        (("framing", 0, "note"), "Other.", "results"),
        (("articles", 0, "sentences", 0, "text"), "Other.", "results"),
    ],
)
def test_the_group_that_differs_is_named(path, value, group):
    checked = check_report(json.dumps(changed(path, value)).encode(), name="x")
    assert group in groups(checked)
    assert checked.problems_of(group)


def test_a_digest_from_elsewhere_finds_a_report_that_was_sealed_anew():
    values = changed(("framing", 0, "note"), "Other.")
    forged = export(report_from_json(values), "html")
    assert check_report(forged, name="x").problems == ()
    assert check_report(forged, name="x", expected=str(seal(dam()))).problems
    assert check_report(export(dam(), "html"), name="x", expected=seal(dam()).digest.upper()).problems == ()


def test_a_page_whose_text_was_edited_is_seen():
    values = sealed_json(dam())
    values["provenance"]["version"] = VERSION
    page = export(report_from_json(values), "html")
    assert check_report(page, name="x").problems == ()
    edited = page.replace(b"The Valley Record", b"The Valley Herald", 1)
    assert edited != page
    assert [problem.part for problem in check_report(edited, name="x").problems] == ["page"]


def test_the_page_of_another_version_is_checked_by_its_data_alone():
    values = sealed_json(dam())
    values["provenance"]["version"] = "0.0.1"
    page = export(report_from_json(values), "html").replace(b"Valley", b"Alley", 1)
    checked = check_report(page, name="x")
    assert checked.problems == ()
    assert checked.not_compared.startswith("page not compared: made by compare 0.0.1")
    assert check_report(json.dumps(values).encode(), name="x").not_compared == ""


def test_each_line_of_a_batch_is_checked():
    good, bad = dump_json(sealed_json(dam())), dump_json(changed(("facts", 0, "id"), 77))
    lines = [good, dump_json(error_to_json("lost", ValueError("No way."))), b"\n", bad, b"{", b"[1]\n"]
    found = list(check_lines(lines))
    assert [type(entry) for entry in found] == [Checked, NotChecked, Checked, NotChecked, NotChecked]
    assert isinstance(found[0], Checked)
    assert found[0].problems == ()
    assert found[1] == NotChecked("lost", "was not compared: No way.", False)
    assert isinstance(found[2], Checked)
    assert groups(found[2]) == {"results"}
    assert [entry.where for entry in found[3:] if isinstance(entry, NotChecked)] == ["line 5", "line 6"]


def test_a_report_without_a_seal_is_no_crash():
    assert check_report(b'{"story": "x"}', name="x").problems
    assert check_report(b'{"seal": {"scheme": "compare-seal/1"}, "articles": 1}', name="x").about == {}


@pytest.mark.parametrize("name", list(FORMATS))
def test_a_copy_in_any_format_is_checked_against_its_report(name):
    values = sealed_json(dam())
    values["provenance"]["version"] = VERSION
    report = report_from_json(values)
    data, copy = export(report, "json"), export(report, name)
    assert check_copy(copy, data, name, name="x").problems == ()
    for other in (copy[:-1], copy + b" ", export(dock_strike(), name)):
        assert check_copy(other, data, name, name="x").problems
    assert check_copy(copy, b'{"story": "x"}', name, name="x").problems
    assert check_copy(copy, data, name, name="x", expected="0" * 64).problems
    assert check_copy(copy, dump_json(changed(("facts", 0, "id"), 7)), name, name="x").problems


def test_a_copy_of_another_version_cannot_be_told():
    values = sealed_json(dam())
    values["provenance"]["version"] = "0.0.1"
    report = report_from_json(values)
    [problem] = check_copy(export(report, "md"), export(report, "json"), "md", name="x").problems
    assert "Made by compare 0.0.1" in problem.message


DEEP = "[" * 600 + "]" * 600


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (("seal", "parts"), '{"inputs": 1e999}'),
        (("seal", "parts"), f'{{"inputs": {DEEP}}}'),
        (("framing", 0, "weight"), "1" * 400),
        (("comparisons", 0, "same_event"), "-1e999"),
        (("provenance", "settings", "beam"), DEEP),
        (("provenance", "settings", "beam"), "1e999"),
    ],
)
def test_numbers_and_depths_that_no_report_has_are_refused_when_it_is_read(path, written):
    mark = "\u2e3a"
    data = json.dumps(changed(path, mark)).replace(json.dumps(mark), written).encode()
    assert written.encode() in data
    for read in (check_report, reopen_report):
        with pytest.raises(UnreadableStory):
            read(data, name="x")
    assert [type(found) for found in check_lines([data])] == [NotChecked]
