"""Every format of one story in five scripts, read back by another program: what a reader gets, reviewable by anyone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest

from compare.files.exports import export
from compare.files.exports.diff import diff_to_json, render_diff
from compare.files.exports.diff_formats import export_diff
from compare.steps.report_diff import diff_reports
from tests.files.exports import readers
from tests.files.exports.stories import dam, edited

# The seal is another one as soon as a field is added to a report; its own tests say what it covers.
SEAL = re.compile(r"sha256:(\s*[0-9a-f]){64}")


def shown_docx(data: bytes) -> str:
    return "\n".join(f"{style}: {text}" for style, text in readers.docx_blocks(data) if text)


def shown_xlsx(data: bytes) -> str:
    lines = []
    for name, rows in readers.sheets(data).items():
        lines += [f"[{name}]", *(" | ".join("" if v is None else str(v) for v in row) for row in rows)]
    return "\n".join(lines)


def shown_html(data: bytes) -> str:
    """What a page says, a line a text; its style sheet is told by the braces."""
    lines = (" ".join(line.split()) for line in readers.html_text(data).splitlines())
    return "\n".join(line for line in lines if line and "{" not in line)


def shown_json(data: bytes) -> str:
    values = json.loads(data)
    if "seal" in values and isinstance(values["seal"], dict):
        values["seal"] = {"parts": list(values["seal"]["parts"])}
    return json.dumps(values, ensure_ascii=False, indent=1)


SHOWN: dict[str, Callable[[bytes], str]] = {
    "html": shown_html,
    "text": bytes.decode,
    "md": bytes.decode,
    "csv": lambda data: data.decode("utf-8-sig").replace("\r\n", "\n"),
    "tmx": bytes.decode,
    "json": shown_json,
    "annotations": shown_json,
    "docx": shown_docx,
    "xlsx": shown_xlsx,
    "pdf": readers.pdf_text,
}


@pytest.mark.parametrize("name", list(SHOWN))
def test_the_export_reads_as_in_the_golden_file(golden, name):
    golden(
        f"exports/{name}.txt",
        lambda _: "\n".join(
            line.rstrip() for line in SEAL.sub("sha256:…", SHOWN[name](export(dam(), name))).splitlines()
        ).strip(),
    )


def test_a_difference_reads_as_in_the_golden_file(golden):
    old, new = dam(), edited(dam(), "record", 1, "The governor said three people were hurt.")
    diff = diff_reports(old, new)
    show = {
        "md": lambda: SEAL.sub("sha256:…", export_diff(old, new, "md")[0].decode()).strip(),
        "html": lambda: SEAL.sub("sha256:…", shown_html(export_diff(old, new, "html")[0])),
        "text": lambda: render_diff(diff, old, new).strip(),
        "json": lambda: json.dumps(diff_to_json(diff), ensure_ascii=False, indent=1),
    }
    golden("exports/diff.txt", lambda given: show[given]())
