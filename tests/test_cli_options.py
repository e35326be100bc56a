"""What the command line makes of its options, in this process and without engines."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from compare import cli
from compare.domain import Report
from compare.errors import CompareError, ExportFailed
from compare.files.exports import FORMATS, export
from compare.files.exports.json import sealed_json
from compare.files.report_json import report_from_json
from tests.files.exports.stories import dam
from tests.reports import headed


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
    assert "1 story failed" in done.output


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("report.HTML", "html"),
        ("report.htm", "html"),
        ("report.PDF", "pdf"),
        ("report.txt", "text"),
        ("r.Docx", "docx"),
        ("report.xyz", ""),
        ("report", ""),
    ],
)
def test_the_ending_of_a_file_says_its_format_in_any_case(name: str, form: str):
    assert cli._format_of(Path(name)) == form


@pytest.fixture
def story(tmp_path: Path, monkeypatch) -> Path:
    """A story whose report is that of the dam, whatever is asked."""

    @contextmanager
    def no_tools(*_, **__):
        yield None, cli.Meter(quiet=True)

    monkeypatch.setattr(cli, "_tools", no_tools)
    monkeypatch.setattr("compare.pipeline.compare", lambda *_: dam())
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "story.json"
    file.write_text('{"id": "dam", "articles": [{"id": "a", "outlet": "A", "text": "It rained."}]}')
    return file


WITHOUT = replace(headed(), highlights=(), headlines=())


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (replace(headed(), highlights=()), cli.Exit.FOUND),
        (replace(headed(), headlines=()), cli.Exit.FOUND),
        (replace(WITHOUT, headlines=headed().headlines[1:2]), 0),
        (replace(WITHOUT, headlines=(replace(headed().headlines[0], doubt=0.8),)), 0),
        (WITHOUT, 0),
    ],
    ids=["headlines", "sentences", "slight", "doubtful", "nothing"],
)
def test_a_difference_in_a_headline_is_one_that_was_found(story: Path, monkeypatch, report: Report, code: int):
    monkeypatch.setattr("compare.pipeline.compare", lambda *_: report)
    assert called("run", str(story), "--exit-code").exit_code == code
    assert called("run", str(story)).exit_code == 0


def test_an_ending_that_says_no_format_is_refused_before_anything_is_compared(story: Path, tmp_path: Path):
    done = called("run", str(story), "-o", str(tmp_path / "report.xyz"))
    assert isinstance(done.exception, CompareError)
    assert "--format html" in str(done.exception)
    assert called("run", str(story), "-o", str(tmp_path / "report.xyz"), "--format", "html").exit_code == 0
    assert (tmp_path / "report.xyz").read_bytes() == export(dam(), "html")
    report = tmp_path / "report.xyz"
    assert isinstance(called("diff", str(report), str(report), "-o", "x.xyz").exception, CompareError)


def test_a_dash_is_stdout(story: Path, tmp_path: Path):
    done = called("run", str(story), "-o", "-", "--format", "json")
    assert done.stdout_bytes.startswith(b"{")
    (tmp_path / "a.json").write_bytes(done.stdout_bytes)
    assert "say the same" in called("diff", "a.json", "a.json", "-o", "-").output
    assert not (tmp_path / "-").exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--per-100", "inf"], "write a number from 0 to 1,000,000"),
        (["--only", ","], "leave no detector"),
        (["--only", "label", "--without", "label"], "leave no detector"),
    ],
)
def test_options_that_say_nothing_usable_are_refused(story: Path, options: list[str], words: str):
    done = called("run", str(story), *options)
    assert isinstance(done.exception, CompareError)
    assert words in str(done.exception)


def test_what_is_no_number_is_refused(story: Path):
    done = called("run", str(story), "--per-100", "nan")
    assert isinstance(done.exception, SystemExit | CompareError) and "Traceback" not in done.output


def test_a_figure_that_is_no_number_names_no_sentence(story: Path):
    done = called("explain", str(story), "--segment", "a:²")
    assert isinstance(done.exception, CompareError)
    assert "write ARTICLE:N" in str(done.exception)
