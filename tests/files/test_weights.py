"""Weights files: numbers by name, read back equal, refused when damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compare.files.weights import DATA, BadWeights, read_judge, read_loaded, write_loaded
from compare.steps.similarity import SIGNALS

TEXT = "The senator slammed the shameless scheme, which critics call a power grab."


def test_what_is_written_is_read_back_equal(tmp_path: Path):
    model = read_loaded()
    write_loaded(model, tmp_path / "again.npz")
    again = read_loaded(tmp_path / "again.npz")
    assert again.score([TEXT], None) == model.score([TEXT], None)
    assert again.tuning.digest() == model.tuning.digest()
    assert again.table.index == model.table.index and again.table.phrases == model.table.phrases


def test_the_judge_reads_the_signals_that_are_measured():
    assert read_judge().first.mean.shape == (len(SIGNALS),)


@pytest.mark.parametrize("read", [read_loaded, read_judge])
def test_a_missing_file_says_how_to_make_it(read, tmp_path: Path):
    with pytest.raises(BadWeights, match=r"gone\.npz is not there\. Make it with python -m tests\.bench\.train_"):
        read(tmp_path / "gone.npz")


@pytest.mark.parametrize("read", [read_loaded, read_judge])
def test_a_damaged_file_is_named(read, tmp_path: Path):
    whole = (DATA / "loaded.npz").read_bytes()
    (tmp_path / "half.npz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BadWeights, match=r"half\.npz cannot be read"):
        read(tmp_path / "half.npz")


@pytest.mark.parametrize("read", [read_loaded, read_judge])
def test_a_file_that_lacks_a_field_is_refused(read, tmp_path: Path):
    np.savez(tmp_path / "poor.npz", mean=np.zeros(3, np.float32))
    with pytest.raises(BadWeights, match=r"poor\.npz does not fit this version"):
        read(tmp_path / "poor.npz")


def test_pickled_objects_are_not_loaded(tmp_path: Path):
    np.savez(tmp_path / "bad.npz", mean=np.array([{"a": 1}], dtype=object))
    with pytest.raises(BadWeights, match="cannot be read"):
        read_loaded(tmp_path / "bad.npz")


def test_every_shipped_array_is_small():
    assert (DATA / "loaded.npz").stat().st_size < 6_000_000


def test_other_languages_have_hundreds_of_graded_words():
    assert all(len(seeds.words) > 1000 and len(seeds.phrases) > 100 for seeds in read_loaded().seeds.values())
