"""Checking what a file says of itself: its seal, part by part, and whether a page shows the report it carries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from compare.errors import CompareError
from compare.files.limits import MAX_FILE_BYTES
from compare.files.reopening import parse_values, read_values
from compare.files.report_json import report_from_json
from compare.files.sealing import Problem, digest_of, seal_values, verify
from compare.version import VERSION

# What a seal covers, as a reader asks for it; every part of the seal is in one of these.
GROUPS = ("inputs", "packages", "program", "settings", "corrections", "results")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about one sealed report.

    ``digest`` is the one that its contents have now, empty where they cannot be digested; ``about`` says in a few
    words what each group holds; ``not_compared`` what of the file could not be checked, and why, empty where all was.
    """

    story: str
    digest: str
    problems: tuple[Problem, ...]
    about: Mapping[str, str]
    not_compared: str = ""

    def problems_of(self, group: str) -> tuple[Problem, ...]:
        """Return the problems in one of ``GROUPS``, or in what is outside them (``""``): the seal, the page."""
        return tuple(problem for problem in self.problems if group_of(problem.part) == group)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A line of a batch that holds no report: ``where`` names it, ``reason`` is what it says instead."""

    where: str
    reason: str
    is_failure: bool  # True where the line should hold a report and does not


def group_of(part: str) -> str:
    """Return the group that a part of the seal is in; empty for what is about the file rather than the report."""
    if part in ("seal", "page", "report"):
        return ""
    return part if part in GROUPS else "results"


def check_report(data: bytes, *, name: str, expected: str = "") -> Checked:
    """Return what differs from the seal in an HTML or JSON report; ``expected`` is a digest known from elsewhere.

    A page is also compared with what the report in it looks like; one that another version made cannot be, and
    ``not_compared`` says so. Raises ``UnreadableStory`` or ``TooLarge`` where
    the file holds no report at all.
    """
    values = read_values(data, name=name)
    checked = check_values(values, expected)
    if data.lstrip()[:1] != b"<" or checked.problems:
        return checked
    if (version := values["provenance"].get("version")) != VERSION:
        reason = f"page not compared: made by compare {version}; this is {VERSION}, whose pages look otherwise."
        return replace(checked, not_compared=reason)
    return replace(checked, problems=_page_problems(data, values))


def check_copy(copy: bytes, data: bytes, format_name: str, *, name: str, expected: str = "") -> Checked:
    """Return what differs between a file in another format and what the report in ``data`` looks like in it.

    The report is checked first. The same report gives the same bytes, so anything in the copy that is not is seen.
    Raises ``UnreadableStory`` where ``data`` holds no report, and ``ExportFailed``.
    """
    from compare.files.exports import export

    checked = check_report(data, name=name, expected=expected)
    if not checked.about:
        return checked
    values = read_values(data, name=name)
    if (version := values["provenance"].get("version")) != VERSION:
        reason = f"Made by compare {version}; this is {VERSION}, whose files look otherwise."
        return replace(checked, problems=(*checked.problems, Problem("page", reason)))
    if not checked.problems and export(report_from_json(values), format_name) != copy:
        reason = "The file is not what this report looks like in its format: it was edited or saved anew."
        return replace(checked, problems=(Problem("page", reason),))
    return checked


def check_values(values: Mapping[str, Any], expected: str = "") -> Checked:
    """Return what differs from the seal in a report's JSON values."""
    problems = verify(values, expected)
    try:
        digest = str(seal_values(values))
        about = _about(values)
    except (TypeError, ValueError, AttributeError, KeyError, RecursionError):
        digest, about = "", {}
    return Checked(str(values.get("story", "")), digest, problems, about)


def check_lines(lines: Iterable[bytes]) -> Iterator[Checked | NotChecked]:
    """Yield what was found out about each line of a batch's output; blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"line {number}"
        if len(line) > MAX_FILE_BYTES:
            yield NotChecked(where, f"is larger than {MAX_FILE_BYTES / 1e6:g} MB", True)
            continue
        try:
            values = parse_values(line, where)
        except CompareError as error:
            yield NotChecked(where, str(error), True)
            continue
        if isinstance(values.get("error"), Mapping):
            story = str(values.get("story", where))
            yield NotChecked(story, f"was not compared: {values['error'].get('message')}", False)
        else:
            yield check_values(values)


def _page_problems(data: bytes, values: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Compare a page with the one that this program makes of its report."""
    from compare.files.report_html import render_html

    try:
        expected = render_html(report_from_json(values)).encode("utf-8")
    except CompareError as error:
        return (Problem("page", f"The report in the page cannot be shown: {error}"),)
    if data == expected:
        return ()
    return (
        Problem(
            "page",
            "The report in the page is as it was sealed, but the page shows it otherwise: it was edited, or a browser "
            "saved it anew.",
        ),
    )


def _about(values: Mapping[str, Any]) -> dict[str, str]:
    provenance = values["provenance"]
    n_articles = len(values["articles"])
    corrections = provenance.get("corrections", [])
    n_fixed = sum(bool(bead.get("is_fixed")) for c in values["comparisons"] for bead in c["alignments"])
    engines = provenance.get("engines", {})
    return {
        "inputs": f"{n_articles} article{'' if n_articles == 1 else 's'}, {digest_of(provenance.get('digests'))[:12]}",
        "packages": "; ".join(f"{route} {engine}" for route, engine in engines.items()) or "none needed",
        "program": f"compare {provenance.get('version')}",
        "settings": ", ".join(f"{name} {value}" for name, value in provenance.get("settings", {}).items()),
        "corrections": f"{len(corrections) or n_fixed}" if corrections or n_fixed else "none",
        "results": f"{len(values['comparisons'])} comparisons, {len(values['facts'])} facts, "
        f"{len(values['framing'])} highlights",
    }
