"""A difference of two reports as a document: text, JSON, Markdown for a pull request, and one page for a browser."""

from __future__ import annotations

import base64
import difflib
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from compare.domain import Report
from compare.errors import ExportFailed
from compare.files.display import printable
from compare.files.exports.diff import SAME, diff_to_json, parts_of, render_diff
from compare.files.exports.json import dump_json
from compare.files.exports.md import plain
from compare.files.sealing import seal
from compare.steps.report_diff import ReportDiff, diff_reports

# Words of a sentence that are compared to show which of them changed; news has none with so many, and the comparison
# takes the square of their number.
MAX_WORDS = 400
_SIGNS = {"+": "added", "-": "removed", "~": "changed"}


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of a sentence, and whether the other version has it too."""

    text: str
    is_changed: bool


def export_diff(old: Report, new: Report, name: str) -> tuple[bytes, bool]:
    """Return what changed from ``old`` to ``new`` in the format called ``name``, and whether anything did.

    Raises ``ExportFailed`` for a format that there is not.
    """
    if name not in DIFF_FORMATS:
        raise ExportFailed(f"There is no format {name!r} for a difference. There are: {', '.join(DIFF_FORMATS)}.")
    diff = diff_reports(old, new)
    return DIFF_FORMATS[name](diff, old, new), not diff.is_empty


def diff_text(diff: ReportDiff, old: Report, new: Report) -> bytes:
    """Return a difference as UTF-8 lines for a terminal."""
    return render_diff(diff, old, new).encode("utf-8")


def diff_json(diff: ReportDiff, old: Report, new: Report) -> bytes:
    """Return a difference as UTF-8 JSON, with the seals of both reports."""
    return dump_json(diff_to_json(diff) | {"old_seal": str(seal(old)), "new_seal": str(seal(new))}, indent=1)


def diff_md(diff: ReportDiff, old: Report, new: Report) -> bytes:
    """Return a difference as UTF-8 Markdown; no text in it can become a heading, link, image, mention or HTML."""
    return ("\n".join(_md_lines(diff, old, new)) + "\n").encode("utf-8")


def diff_html(diff: ReportDiff, old: Report, new: Report) -> bytes:
    """Return a difference as one page without script that asks for nothing; changed words are struck or underlined."""
    from markupsafe import Markup

    from compare.files.report_html import report_environment, squeezed

    env = report_environment()
    style = squeezed(env.get_template("diff.css").render())
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = env.get_template("report/diff.html").render(
        title=new.title or new.story,
        parts=parts_of(diff, old, new, isolate=True),
        same=SAME,
        signs=_SIGNS,
        rewording=rewording,
        seals=(str(seal(old)), str(seal(new))),
        version=new.provenance.version,
        style=Markup(style),  # noqa: S704  (the program's own style sheet)
        style_hash=f"sha256-{digest}",
    )
    return page.encode("utf-8")


def rewording(before: str, after: str) -> tuple[tuple[Wording, ...], tuple[Wording, ...]]:
    """Return two versions of a sentence cut where their words part; each rejoins to its text.

    Longer ones than ``MAX_WORDS`` are one changed stretch each.
    """
    ours, theirs = re.findall(r"\s+|[^\s]+", before), re.findall(r"\s+|[^\s]+", after)
    if max(len(ours), len(theirs)) > 2 * MAX_WORDS:
        return (Wording(before, True),), (Wording(after, True),)
    left, right = [], []
    for tag, i, j, k, n in difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if i < j:
            left.append(Wording("".join(ours[i:j]), tag != "equal"))
        if k < n:
            right.append(Wording("".join(theirs[k:n]), tag != "equal"))
    return tuple(left), tuple(right)


def _md_lines(diff: ReportDiff, old: Report, new: Report) -> Iterator[str]:
    yield f"# What changed: {plain(new.title or new.story)}"
    yield ""
    if diff.is_empty:
        yield SAME
        yield ""
    for part in parts_of(diff, old, new, isolate=True):
        yield f"## {part.title}"
        yield ""
        for entry in part.entries:
            joined = ": " if entry.head and entry.text else ""
            yield f"- **{_SIGNS[entry.sign]}** {plain(entry.head)}{joined}{plain(entry.text)}"
            for sign, text in entry.under:
                yield f"  - **{_SIGNS[sign]}** {plain(text)}"
        yield ""
    yield "***"
    yield ""
    yield f"- old: {plain(str(seal(old)))}"
    yield f"- new: {plain(printable(str(seal(new))))}"


DIFF_FORMATS: Mapping[str, Callable[[ReportDiff, Report, Report], bytes]] = MappingProxyType(
    {"text": diff_text, "md": diff_md, "html": diff_html, "json": diff_json}
)
DIFF_SUFFIXES: Mapping[str, str] = MappingProxyType(
    {".txt": "text", ".md": "md", ".html": "html", ".htm": "html", ".json": "json", ".diff": "text"}
)
