"""What the command line makes of its options, in this process and without engines."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner, Result

from compare import cli
from compare.errors import ExportFailed
from compare.files.exports import FORMATS, export
from compare.files.exports.json import sealed_json
from compare.files.report_json import report_from_json
from tests.files.exports.stories import dam


def called(*arguments: str) -> Result:
    return CliRunner().invoke(cli.app, list(arguments))


def test_the_page_of_another_version_is_not_said_to_be_unchanged(tmp_path: Path):
    values = sealed_json(dam())
    values["provenance"]["version"] = "0.0.1"
    page = tmp_path / "old.html"
    page.write_bytes(export(report_from_json(values), "html").replace(b"Valley", b"Alley", 1))
    done = called("verify", str(page))
    assert done.exit_code == cli.Exit.PARTLY
    assert "page not compared" in done.output
    assert "Nothing has changed" not in done.output


def test_a_zip_with_a_report_that_could_not_be_written_has_failed_partly(tmp_path: Path, monkeypatch):
    def refuse(report):
        raise ExportFailed("No font.")

    @contextmanager
    def no_tools(*_, **__):
        yield None, cli.Meter(quiet=True)

    broken = FORMATS | {"pdf": replace(FORMATS["pdf"], export=refuse)}
    monkeypatch.setattr("compare.files.exports.archive.FORMATS", broken)
    monkeypatch.setattr(cli, "_tools", no_tools)
    monkeypatch.setattr("compare.pipeline.compare_many", lambda stories, *_: iter([dam()] * len(stories)))
    stories = tmp_path / "stories.jsonl"
    stories.write_text('{"id": "dam", "articles": [{"id": "a", "outlet": "A", "text": "It rained."}]}')
    done = called("batch", str(stories), "-o", str(tmp_path / "x.zip"), "--format", "pdf")
    assert done.exit_code == cli.Exit.PARTLY
    assert "dam: No font." in done.output
    assert "1 stories failed" in done.output
