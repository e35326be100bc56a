"""The report as plain lines: what a terminal shows, in a file."""

from __future__ import annotations

from compare.domain import Report
from compare.files.report_text import render_text
from compare.files.sealing import seal


def export_text(report: Report) -> bytes:
    """Return the summary as UTF-8 lines of at most 100 cells, the last one the seal."""
    return f"{render_text(report)}\nSeal: {seal(report)}\n".encode()
