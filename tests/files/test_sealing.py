"""The seal: the same for equal reports, another for any other, and it says which part is not as it was."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from compare.domain import Bead
from compare.files.exports.json import export_json, sealed_json
from compare.files.report_json import report_from_json, report_to_json
from compare.files.sealing import canonical, seal, verify
from tests.files.exports.stories import dam, edited
from tests.reports import bridge, headed, reports


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Paths to every value that is neither an object nor a list."""
    if isinstance(value, dict):
        return [leaf for name, inner in value.items() for leaf in leaves(inner, (*path, name))]
    if isinstance(value, list):
        return [leaf for k, inner in enumerate(value) for leaf in leaves(inner, (*path, k))]
    return [path]


def put(values: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy of ``values`` with another value at ``path``."""
    changed = copy.deepcopy(values)
    inner = changed
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    return changed


def test_a_report_as_it_was_written_has_no_problem():
    assert verify(json.loads(export_json(dam()))) == ()


@settings(max_examples=40, deadline=None)
@given(reports())
def test_what_was_written_and_read_again_has_the_same_seal(report):
    again = report_from_json(json.loads(export_json(report)))
    assert seal(again) == seal(report)


DAM = sealed_json(dam())


@pytest.mark.parametrize("path", [p for p in leaves(DAM) if p[0] != "seal"], ids=lambda p: ".".join(map(str, p)))
def test_no_value_can_be_changed_unseen(path):
    assert verify(put(DAM, path, "changed"))


@pytest.mark.parametrize(
    ("path", "value", "part"),
    [
        (("articles", 1, "sentences", 0, "text"), "Other.", "article vestnik"),
        (("comparisons", 0, "alignments", 0, "score"), 0.1, "comparison record – vestnik"),
        (("facts", 0, "id"), 7, "facts"),
        (("framing", 0, "note"), "Other.", "framing"),
        (("provenance", "version"), "9.9", "program"),
        (("provenance", "engines", "ru>en"), "another", "packages"),
        (("provenance", "settings", "beam"), 5, "settings"),
        (("provenance", "digests", "record"), "0" * 64, "inputs"),
        (("title",), "Other", "head"),
    ],
)
def test_the_part_that_differs_is_named(path, value, part):
    assert part in {problem.part for problem in verify(put(DAM, path, value))}


def test_a_persons_correction_is_a_part_of_its_own():
    corrected = copy.deepcopy(DAM)
    corrected["comparisons"][0]["alignments"][0]["is_fixed"] = True
    assert "corrections" in {problem.part for problem in verify(corrected)}


def test_an_article_that_was_taken_out_or_put_in_is_said_to_be():
    without = copy.deepcopy(DAM)
    gone = without["articles"].pop()
    messages = [p.message for p in verify(without) if p.part == "article waadi"]
    assert messages == ["“article waadi” was there when the report was sealed, and is missing now."]
    more = copy.deepcopy(DAM)
    more["articles"].append(gone | {"id": "new"})
    assert [p.message for p in verify(more) if p.part == "article new"] == [
        "“article new” was not there when the report was sealed; it was added later."
    ]


def test_a_field_added_at_the_top_is_seen():
    assert [p.part for p in verify(DAM | {"verdict": "biased"})] == ["head"]
    assert [p.part for p in verify(DAM | {"extra": [1]})] == ["extra"]


def test_an_edited_seal_is_seen():
    parts = DAM["seal"]["parts"] | {"facts": "0" * 64}
    broken = DAM | {"seal": DAM["seal"] | {"parts": parts}}
    assert {p.part for p in verify(broken)} == {"facts", "seal"}


def test_a_report_sealed_anew_does_not_have_the_digest_that_was_noted():
    noted = str(seal(dam()))
    forged = sealed_json(edited(dam(), "record", 0, "Rioters left the dam on Tuesday."))
    assert verify(DAM, noted) == ()
    [problem] = [p for p in verify(forged, noted) if p.part == "seal"]
    assert noted in problem.message


def test_a_text_that_is_not_the_one_that_was_read_is_seen_even_under_a_new_seal():
    other = edited(dam(), "record", 0, "Rioters left the dam on Tuesday.")
    values = report_to_json(other)
    values["articles"][0]["text"] = "Rioters left the dam on Tuesday."
    resealed = sealed_json(report_from_json(values))
    assert [(p.part, "its digest differs" in p.message) for p in verify(resealed)] == [("inputs", True)]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"seal": None},
        {"seal": {"scheme": "other/2"}},
        [],
        "text",
        DAM | {"articles": 3},
        DAM | {"provenance": None},
    ],
    ids=["empty", "null", "unknown scheme", "list", "text", "no articles", "no provenance"],
)
def test_what_is_no_sealed_report_is_a_problem_and_no_crash(values):
    assert verify(values)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_verifying_any_json_does_not_crash(value):
    verify({"seal": DAM["seal"], "articles": value, "comparisons": value, "provenance": value})


def test_numbers_that_another_program_writes_otherwise_break_no_seal():
    assert canonical({"b": 1.0, "a": [0.5, -0.0]}) == canonical({"a": [0.5, 0], "b": 1}) == b'{"a":[0.5,0],"b":1}'


@settings(max_examples=40, deadline=None)
@given(reports(), reports())
def test_reports_that_differ_have_other_seals(one, other):
    assume(report_to_json(one) != report_to_json(other))
    assert seal(one) != seal(other)


def test_a_decided_bead_changes_the_seal():
    report = bridge()
    [pair] = report.comparisons
    fixed = Bead(pair.beads[0].left, pair.beads[0].right, pair.beads[0].confidence, True)
    assert fixed != pair.beads[0]
    values = report_to_json(report)
    values["comparisons"][0]["alignments"][0]["is_fixed"] = True
    assert seal(report_from_json(values)).digest != seal(report).digest


def test_a_mark_in_a_headline_is_sealed_under_its_own_name():
    values = sealed_json(headed())
    before, after = verify(values), verify(put(values, ("headlines", 0, "note"), "Other."))
    assert [problem.part for problem in after if problem not in before] == ["headlines"]


@pytest.mark.parametrize("parts", [{"inputs": float("inf")}, {"inputs": 10**5000}])
def test_a_seal_that_cannot_be_digested_is_a_problem_and_no_crash(parts):
    assert verify(DAM | {"seal": DAM["seal"] | {"parts": parts}})
