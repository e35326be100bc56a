"""The report as JSON: the interchange format with everything beyond it, and its seal."""

from __future__ import annotations

import json
import re

from compare.domain import Report
from compare.files.report_json import Json, report_to_json
from compare.files.sealing import seal_values

_LONE = re.compile("[\ud800-\udfff]")


def export_json(report: Report) -> bytes:
    """Return the report as UTF-8 JSON, indented by one space; ``report_from_json`` gives an equal report back."""
    return dump_json(sealed_json(report), indent=1)


def sealed_json(report: Report) -> Json:
    """Return the report's JSON values with the field ``seal``."""
    values = report_to_json(report)
    return values | {"seal": seal_values(values).to_json()}


def dump_json(values: object, *, indent: int | None = None) -> bytes:
    """Return JSON values as UTF-8 with a line end; half a surrogate pair, which UTF-8 cannot hold, is escaped."""
    text = json.dumps(values, ensure_ascii=False, indent=indent, allow_nan=False)
    return (_LONE.sub(lambda lone: f"\\u{ord(lone.group()):04x}", text) + "\n").encode("utf-8")
