"""A file is there whole or not at all."""

from __future__ import annotations

import stat

import pytest

from compare.files.exports import write_atomically


def test_the_file_holds_what_was_given_at_once_or_in_chunks(tmp_path):
    write_atomically(tmp_path / "a", b"one")
    write_atomically(tmp_path / "b", iter([b"on", b"", b"e"]))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes() == b"one"


def test_a_failing_export_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def chunks():
        yield b"half"
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_atomically(path, chunks())
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_a_missing_folder_is_an_error_and_makes_nothing(tmp_path):
    with pytest.raises(OSError, match="nowhere"):
        write_atomically(tmp_path / "nowhere" / "a", b"x")


def test_others_may_read_it_as_any_new_file(tmp_path):
    plain = tmp_path / "plain"
    plain.write_bytes(b"")
    write_atomically(tmp_path / "a", b"x")
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_a_name_at_the_systems_limit_can_be_written(tmp_path):
    path = tmp_path / ("n" * 250)
    write_atomically(path, b"x")
    assert path.read_bytes() == b"x"
