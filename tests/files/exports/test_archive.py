"""A corpus in one zip file: streamed, complete, and honest about what is missing."""

from __future__ import annotations

import io
import json
import tracemalloc
import zipfile
from dataclasses import replace

import pytest

from compare.errors import ExportFailed, NoRoute
from compare.files.exports import FORMATS, write_atomically
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


def test_who_asked_is_told_of_a_report_that_the_format_cannot_hold(monkeypatch):
    def refuse(report):
        raise ExportFailed("No font.")

    broken = FORMATS | {"csv": replace(FORMATS["csv"], export=refuse)}
    monkeypatch.setattr("compare.files.exports.archive.FORMATS", broken)
    told = []
    reports = [dam(), ("lost", NoRoute("No."))]
    files = unpacked(export_many(reports, "csv", on_failure=lambda story, error: told.append((story, str(error)))))
    assert told == [("dam", "No font.")]
    assert [entry["story"] for entry in index(files) if "error" in entry] == ["dam", "lost"]


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


def test_a_large_corpus_takes_no_more_memory_than_a_small_one(tmp_path):
    """What is held is one report, one line of the index a story, and one entry of the zip's directory a story."""

    def peak_of(n: int) -> int:
        reports = (replace(dam(), story=f"s{k}") for k in range(n))
        write_atomically(tmp_path / "warm.zip", export_many(iter([dam()]), "json"))
        tracemalloc.start()
        write_atomically(tmp_path / f"{n}.zip", export_many(reports, "json"))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    small, large = peak_of(20), peak_of(1_000)
    # 980 stories more of 10 kB each; an entry of the index and of the directory have about 1 kB.
    assert large - small < 980 * 3_000
    with zipfile.ZipFile(tmp_path / "1000.zip") as archive:
        assert len(archive.namelist()) == 1_001
        assert sum(info.file_size for info in archive.infolist()) > 10_000_000


def test_a_corpus_that_fails_on_the_way_leaves_no_file(tmp_path):
    def reports():
        yield from (replace(dam(), story=f"s{k}") for k in range(50))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_atomically(tmp_path / "corpus.zip", export_many(reports(), "html"))
    assert list(tmp_path.iterdir()) == []
