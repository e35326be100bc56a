"""A corpus in one zip file: streamed, complete, and honest about what is missing."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest

from compare.errors import ExportFailed, NoRoute
from compare.files.exports.archive import export_many, file_name
from compare.files.sealing import seal, verify
from tests.files.exports.stories import dam
from tests.reports import bridge


def unpacked(chunks) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(b"".join(chunks))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def index(files: dict[str, bytes]) -> list[dict]:
    return [json.loads(line) for line in files["index.jsonl"].decode().splitlines()]


def test_each_report_is_a_file_and_the_index_names_it_with_its_seal():
    files = unpacked(export_many([bridge(), dam()], "json"))
    assert list(files) == ["0001-bridge.json", "0002-dam.json", "index.jsonl"]
    assert index(files)[1] == {"story": "dam", "file": "0002-dam.json", "seal": str(seal(dam()))}
    assert verify(json.loads(files["0002-dam.json"])) == ()


def test_a_story_that_failed_is_in_the_index_with_the_reason():
    files = unpacked(export_many([bridge(), ("lost", NoRoute("No way to 'en'.")), dam()], "csv"))
    assert list(files) == ["0001-bridge.csv", "0003-dam.csv", "index.jsonl"]
    assert index(files)[1] == {"story": "lost", "error": {"type": "NoRoute", "message": "No way to 'en'."}}


def test_it_is_written_as_the_reports_come():
    asked = []

    def reports():
        for k in range(40):
            asked.append(k)
            yield replace(dam(), story=f"s{k}")

    chunks = export_many(reports(), "html")
    next(chunks)
    assert 0 < len(asked) < 40
    assert len(unpacked([*export_many(reports(), "html")])) == 41


def test_an_unknown_format_is_refused_before_the_first_report():
    with pytest.raises(ExportFailed, match="no format 'odt'"):
        export_many([], "odt")


def test_no_reports_make_an_empty_index():
    assert unpacked(export_many([], "md")) == {"index.jsonl": b""}


@pytest.mark.parametrize("story", ["../../etc/passwd", "C:\\x", "a/b", "نام", "", "." * 90, "con\x00"])
def test_a_storys_id_leads_to_no_other_folder(story):
    name = file_name(story)
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    assert len(name) <= 60
