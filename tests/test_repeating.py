"""A report is made again from itself: the same here, or it is said which part is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Place, Report
from compare.files.exports import export
from compare.files.reopening import reopen_report
from compare.files.verifying import group_of
from compare.pipeline import Options, Tools, compare
from compare.repeating import beam_of, compare_again, differences_here, options_of
from compare.steps.corrections import Correction, CorrectionKind, constraints_of, correct
from tests.test_pipeline import BRIDGE, GlossaryTranslator, tools

CORRECTIONS = (Correction(CorrectionKind.JOIN, (Place("a", 0), Place("c", 0))),)
__all__ = ["tools"]


@pytest.fixture(scope="module")
def report(tools: Tools) -> Report:
    options = Options(per_100=20, constraints=constraints_of(CORRECTIONS, ("a", "b", "c")))
    return correct(compare(BRIDGE, tools, options), CORRECTIONS)


def repeated(report: Report, tools: Tools) -> set[str]:
    reopened = reopen_report(export(report, "html"), name="x")
    problems = differences_here(report, compare_again(reopened, tools))
    assert all(problem.message for problem in problems)
    return {group_of(problem.part) for problem in problems}


def test_the_same_program_with_the_same_packages_makes_the_same_report(report: Report, tools: Tools):
    assert repeated(report, tools) == set()


def test_its_settings_are_those_it_states(report: Report):
    assert options_of(report) == Options(per_100=20)
    only = replace(report.provenance, settings=report.provenance.settings | {"detectors": ["hedge"], "per_100": "x"})
    assert options_of(replace(report, provenance=only)) == Options(detectors=frozenset({"hedge"}))


@pytest.mark.parametrize(("stated", "used"), [(2_000, 2_000.0), (-1, 80.0), (10**9, 80.0), (True, 80.0)])
def test_a_number_of_highlights_is_used_as_far_as_it_may_be_asked_for(report: Report, stated, used):
    changed = replace(report.provenance, settings=report.provenance.settings | {"per_100": stated})
    assert options_of(replace(report, provenance=changed)).per_100 == used


def test_another_version_of_the_program_is_the_part_that_differs(report: Report, tools: Tools):
    older = replace(report, provenance=replace(report.provenance, version="0.0.1"))
    assert repeated(older, tools) == {"program"}


def test_another_package_that_translates_otherwise_is_named_with_what_follows_from_it(report: Report, tools: Tools):
    class Newer(GlossaryTranslator):
        def find_route(self, source, target):
            route = super().find_route(source, target)
            return route and replace(route, packages=("glossary 2.0",))

        def translate(self, texts, route):
            return ((k, replace(r, text=f"{r.text}!")) for k, r in super().translate(texts, route))

    assert repeated(report, replace(tools, translator=Newer())) == {"packages", "results"}


def test_another_beam_is_a_setting_that_differs(report: Report, tools: Tools):
    class Wider(GlossaryTranslator):
        def decoding(self):
            return "beam=8"

    assert repeated(report, replace(tools, translator=Wider())) == {"settings"}


def test_the_beam_is_read_from_the_settings(report: Report):
    def stated(decoding: object) -> Report:
        return replace(report, provenance=replace(report.provenance, settings={"decoding": decoding}))

    assert [beam_of(stated(d)) for d in ("beam=7 shortlist=6000", "beam=99", "beam=0", None, "none")] == [
        7,
        None,
        None,
        None,
        None,
    ]
