"""Making a report again from what it says of itself, here and now, and saying which part came out otherwise."""

from __future__ import annotations

import re
from dataclasses import replace

from compare.domain import Report
from compare.files.reopening import Reopened
from compare.files.report_json import report_to_json
from compare.files.sealing import Problem, seal_values
from compare.pipeline import MAX_PER_100, Options, Progress, Tools, compare
from compare.steps.align import GROW, START
from compare.steps.corrections import constraints_of, correct, same_of

_BEAM = re.compile(r"\bbeam=(\d{1,2})\b")


def options_of(report: Report) -> Options:
    """Return the options that a report was made with, as far as it states them; what it does not is as by default."""
    settings = report.provenance.settings
    detectors = settings.get("detectors", "all")
    return Options(
        to=report.target_language,
        start=_number(settings.get("start"), START, most=1.0),
        grow=_number(settings.get("grow"), GROW, most=1.0),
        per_100=_number(settings.get("per_100"), Options().per_100, most=MAX_PER_100),
        detectors=frozenset(map(str, detectors)) if isinstance(detectors, list) else None,
        second_opinion=settings.get("second_opinion") is True,
    )


def beam_of(report: Report) -> int | None:
    """Return the beam size that a report was translated with, where it states one from 1 to 10."""
    found = _BEAM.search(str(report.provenance.settings.get("decoding", "")))
    size = int(found[1]) if found else 0
    return size if 1 <= size <= 10 else None


def compare_again(
    reopened: Reopened, tools: Tools, options: Options | None = None, progress: Progress | None = None
) -> Report:
    """Return the report of a reopened story, with its corrections binding and applied. Raises ``CompareError``."""
    chosen = options or options_of(reopened.report)
    ids = [article.id for article in reopened.story.articles]
    same = (*chosen.same, *same_of(reopened.corrections))
    chosen = replace(chosen, constraints=constraints_of(reopened.corrections, ids), same=same)
    return correct(compare(reopened.story, tools, chosen, progress), reopened.corrections)


def differences_here(stated: Report, here: Report) -> tuple[Problem, ...]:
    """Return the parts of the seal that came out otherwise here, in the order of the seal."""
    before = dict(seal_values(report_to_json(stated)).parts)
    after = dict(seal_values(report_to_json(here)).parts)
    return tuple(
        Problem(part, _difference(part, stated, here))
        for part in dict.fromkeys((*before, *after))
        if before.get(part) != after.get(part)
    )


def _difference(part: str, stated: Report, here: Report) -> str:
    one, other = stated.provenance, here.provenance
    match part:
        case "program":
            return f"made by compare {one.version}, repeated by {other.version}."
        case "packages":
            return f"made with {_named(one.engines)}; here there is {_named(other.engines)}."
        case "settings":
            changed = [
                f"{name} {one.settings.get(name)} → {other.settings.get(name)}"
                for name in dict.fromkeys((*one.settings, *other.settings))
                if one.settings.get(name) != other.settings.get(name)
            ]
            return f"{'; '.join(changed)}."
    return f"“{part}” comes out otherwise here."


def _named(engines: dict[str, str]) -> str:
    return "; ".join(f"{route} {engine}" for route, engine in engines.items()) or "no package"


def _number(value: object, default: float, *, most: float) -> float:
    is_usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= most
    return float(value) if is_usable else default  # type: ignore[arg-type]
