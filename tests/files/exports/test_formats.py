"""What holds for every format: it opens, it carries the seal, it is the same twice, and hostile text stays text."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
import time

import pytest

from compare.errors import ExportFailed
from compare.files.display import terminal
from compare.files.exports import FORMATS, export, write_atomically
from compare.files.sealing import seal
from tests.files.exports import readers
from tests.files.exports.stories import dam, long_sentence
from tests.files.test_report_html import HOSTILE as PAGE_HOSTILE
from tests.reports import with_text

HOSTILE = [
    *PAGE_HOSTILE,
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd",
    "+1 -2 =3",
    "_x0041_ {=1}",
    "@admin #12 www.evil.example",
]
NAMES = list(FORMATS)


def letters(text: str) -> str:
    """What is left of a text when spaces, invisible characters and pictures of control characters go."""
    return re.sub(r"[\s\ufffd\u2400-\u2421\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]", "", text)


@pytest.mark.parametrize("name", NAMES)
def test_every_format_opens_in_another_program_and_shows_the_seal(name):
    report = dam()
    text = readers.TEXT[name](export(report, name))
    assert str(seal(report)) in letters(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_report_is_the_same_file(name):
    first = export(dam(), name)
    time.sleep(1.1)  # office files hold times in whole seconds
    assert export(dam(), name) == first


@pytest.mark.parametrize("name", [n for n in NAMES if n != "pdf"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_comes_back_as_the_text_it_is(name, hostile):
    text = readers.TEXT[name](export(with_text(hostile), name))
    assert letters(terminal(hostile)) in letters(terminal(text))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_sets_a_pdf_all_the_same(hostile):
    assert "Fact by fact" in readers.pdf_text(export(with_text(hostile), "pdf"))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_of_a_million_characters_is_whole_or_cut_with_a_note(name):
    text = readers.TEXT[name](export(long_sentence(), name)).replace("\n", " ")
    is_whole = text.count("word ") >= 200_000 - 1
    notes = ("1,000,000 characters", "the cell holds no more")
    assert is_whole or any(note in text for note in notes) or name == "text"
    assert is_whole == (name in ("html", "json", "docx", "csv", "tmx", "annotations"))


def test_an_unknown_format_is_refused_with_a_list():
    with pytest.raises(ExportFailed, match=r"no format .epub.\. There are: html, json, text, md, pdf"):
        export(dam(), "epub")


def test_suffixes_tell_the_formats_apart():
    assert len({format_.suffix for format_ in FORMATS.values()}) == len(FORMATS)
    assert all(format_.name == name and format_.suffix.startswith(".") for name, format_ in FORMATS.items())


def test_listing_the_formats_loads_no_library_of_any():
    code = (
        "import sys, compare.files.exports; "
        "print([m for m in ('typst', 'docx', 'xlsxwriter', 'lxml', 'jinja2') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


@pytest.mark.parametrize("name", NAMES)
def test_an_export_that_fails_leaves_the_old_file_and_no_half_one(name, tmp_path, monkeypatch):
    """However far an exporter came: it fails while it lays the report out, or as the last thing it does."""
    path = tmp_path / f"report{FORMATS[name].suffix}"
    path.write_bytes(b"old")
    module = importlib.import_module(f"compare.files.exports.{name}")

    def fail(*_: object, **__: object) -> bytes:
        raise RuntimeError("no memory left")

    monkeypatch.setattr(module, f"export_{name}", fail)
    with pytest.raises(RuntimeError):
        write_atomically(path, export(dam(), name))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", NAMES)
def test_a_disk_that_fills_up_leaves_the_old_file_and_no_half_one(name, tmp_path, monkeypatch):
    path = tmp_path / f"report{FORMATS[name].suffix}"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, export(dam(), name))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
