"""Reports that travel: one function a format, each from a finished ``Report`` to bytes. Nothing is computed here.

Every export carries the report's seal. The libraries behind a format are loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from compare.domain import Report
from compare.errors import ExportFailed
from compare.files.exports.atomic import write_atomically

__all__ = ["FORMATS", "Format", "export", "write_atomically"]


@dataclass(frozen=True, slots=True)
class Format:
    """One way a report leaves: ``suffix`` starts with a dot, ``about`` is a line for a list of formats."""

    name: str
    suffix: str
    media_type: str
    export: Callable[[Report], bytes]
    about: str


def export(report: Report, name: str) -> bytes:
    """Return the report in the format called ``name``. Raises ``ExportFailed``."""
    if name not in FORMATS:
        raise ExportFailed(f"There is no format {name!r}. There are: {', '.join(FORMATS)}.")
    return FORMATS[name].export(report)


def _lazily(module: str) -> Callable[[Report], bytes]:
    """Return the exporter of ``module``, imported on first use: a web page need not load a PDF typesetter."""

    def run(report: Report) -> bytes:
        function: Callable[[Report], bytes] = getattr(
            import_module(f"compare.files.exports.{module}"), f"export_{module}"
        )
        return function(report)

    run.__name__ = f"export_{module}"
    return run


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        name: Format(name, suffix, media_type, _lazily(name), about)
        for name, suffix, media_type, about in (
            ("html", ".html", "text/html; charset=utf-8", "one page for a browser, without script"),
            ("json", ".json", "application/json", "everything, for programs; opens again as a report"),
            ("text", ".txt", "text/plain; charset=utf-8", "a summary in plain lines"),
            ("md", ".md", "text/markdown; charset=utf-8", "Markdown for a wiki or a pull request"),
            ("pdf", ".pdf", "application/pdf", "pages to print or send, tagged, with bookmarks"),
            ("docx", ".docx", _WORD, "a Word document; comments say why words are marked"),
            ("xlsx", ".xlsx", _EXCEL, "a workbook: facts, highlights, names, numbers, quotes, articles"),
            ("csv", ".csv", "text/csv; charset=utf-8", "one table of sentences and highlights"),
            ("tmx", ".tmx", "application/x-tmx+xml", "a translation memory of the beads"),
            ("annotations", ".jsonld", "application/ld+json", "W3C web annotations"),
        )
    }
)
