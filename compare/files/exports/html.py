"""The report as one HTML file."""

from __future__ import annotations

from compare.domain import Report
from compare.files.report_html import render_html


def export_html(report: Report) -> bytes:
    """Return the page as UTF-8; it asks for nothing and runs nothing."""
    return render_html(report).encode("utf-8")
