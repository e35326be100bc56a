"""The report as one table of comma-separated values, safe to open in a spreadsheet.

RFC 4180 with a byte order mark, so that spreadsheets read UTF-8. The first line has the columns; the last column is the
report's seal, in every row, so that tables of several reports can be put together.
"""

from __future__ import annotations

import csv
import io
import re

from compare.domain import Report
from compare.files.exports.table import COLUMNS, Cell, rows_of
from compare.files.sealing import seal

# What a spreadsheet may take for a formula (OWASP, "CSV Injection"), also after blanks or invisible characters, which
# some strip first. An apostrophe counts too: what is put before a cell can then be taken away again without doubt.
_ACTIVE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]{0,64}[=+\-@|%'＝＋－＠\t\r\n]")


def export_csv(report: Report) -> bytes:
    """Return the table as UTF-8; a cell of text that a spreadsheet could run starts with an apostrophe instead."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow((*COLUMNS, "seal"))
    mark = str(seal(report))
    for row in rows_of(report):
        writer.writerow([*(_safe(cell) for cell in row), mark])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def _safe(cell: Cell) -> Cell:
    if isinstance(cell, float):
        return round(cell, 6)
    return f"'{cell}" if isinstance(cell, str) and _ACTIVE.match(cell) else cell
