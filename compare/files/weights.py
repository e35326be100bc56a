"""Trained weights as files of plain numbers: reads those that ship in ``compare/data`` and writes what training found.

Words and phrases are kept as UTF-8 bytes, one a line; nothing is pickled. What the numbers mean is the models' affair.
"""

from __future__ import annotations

import zipfile
from collections import defaultdict
from dataclasses import fields
from functools import cache, partial
from pathlib import Path
from typing import Any

import numpy as np

from compare.errors import CompareError
from compare.steps.context import Tuning
from compare.steps.framing.beside import ARRAYS, BesideModel
from compare.steps.framing.loaded import Committee as WordCommittee
from compare.steps.framing.loaded import LoadedModel
from compare.steps.framing.loaded_features import Floats, Phrases, Table
from compare.steps.framing.seeds import Seeds, parse_seeds, romance_adjective, romance_verb
from compare.steps.judge import Committee, Judge
from compare.steps.sides import Lens

DATA = Path(__file__).resolve().parent.parent / "data"
STEP = np.float32(1 / 127)  # of the table's columns and word vectors, kept as whole numbers in [-127, 127]
SEED_LANGUAGES = ("es", "pt")
APART = ("table", "seeds", "tuning")  # of the model's fields: they are stored in a form of their own
COMMITTEES = ("words", "contexts")  # of loaded words; in the file these names stand before those of their fields
MAX_BYTES = 64_000_000  # of one array unpacked; ours are under 6 MB


class BadWeights(CompareError):
    """A weights file that is missing, damaged or of another version of the program."""


@cache
def read_judge(path: Path | None = None) -> Judge:
    """Return the judge of sentence pairs, from ``compare/data/alignment.npz`` unless told. Raises ``BadWeights``."""
    path = path or DATA / "alignment.npz"
    stored = _read(path, "python -m tests.bench.train_alignment")
    try:
        first, second = (
            Committee(**{field.name: stored[f"{which}_{field.name}"] for field in fields(Committee)})
            for which in ("first", "second")
        )
        lens = Lens(stored["lens_centre"], np.asarray(stored["lens_matrix"], np.float32))
        names = [field.name for field in fields(Judge) if field.name not in ("lens", "first", "second")]
        rest = {name: stored[name] for name in names}
        return Judge(lens, first, second, **{**rest, "event_bias": float(rest["event_bias"])})
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadWeights(f"{path.name} does not fit this version: {error}. Install the program again.") from error


@cache
def read_loaded(path: Path | None = None) -> LoadedModel:
    """Return the model of loaded words, from ``compare/data/loaded.npz`` unless told, and our lists of other languages.

    Read once a process: 0.1 s. Raises ``BadWeights``.
    """
    path = path or DATA / "loaded.npz"
    stored = _read(path, "python -m tests.bench.train_loaded")
    try:
        names = [field.name for field in fields(LoadedModel) if field.name not in (*APART, *COMMITTEES)]
        values: dict[str, Any] = {name: stored[name] for name in names}
        for which in COMMITTEES:
            values[which] = WordCommittee(
                **{field.name: stored[f"{which}_{field.name}"].astype(np.float32) for field in fields(WordCommittee)}
            )
        for name in ("reasons", "columns"):
            values[name] = tuple(_lines(stored[name]))
        values["tuning"] = _tuning(stored)
        return LoadedModel(table=_table(stored), seeds=read_seeds(), **values)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadWeights(f"{path.name} does not fit this version: {error}. Install the program again.") from error


@cache
def read_beside(path: Path | None = None) -> BesideModel:
    """Return the model that reads sentences beside each other, from ``compare/data/beside.npz`` unless told.

    Raises ``BadWeights``.
    """
    path = path or DATA / "beside.npz"
    stored = _read(path, "python -m tests.bench.train_beside")
    try:
        arrays = {name: stored[name].astype(np.float32) for name in ARRAYS}
        return BesideModel(tuning=_tuning(stored), **arrays)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise BadWeights(f"{path.name} does not fit this version: {error}. Install the program again.") from error


def write_beside(model: BesideModel, path: Path) -> None:
    """Store the model, its numbers at half precision."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {name: getattr(model, name).astype(np.float16) for name in ARRAYS}
    np.savez_compressed(path, **arrays, **_stored_tuning(model.tuning))


def _tuning(stored: dict[str, Any]) -> Tuning:
    return Tuning(**{field.name: stored[f"tuning_{field.name}"].astype(np.float32) for field in fields(Tuning)})


def _stored_tuning(tuning: Tuning) -> dict[str, Any]:
    return {f"tuning_{field.name}": getattr(tuning, field.name).astype(np.float16) for field in fields(Tuning)}


def read_seeds() -> dict[str, Seeds]:
    """Return our graded words of the languages that have nothing else."""
    return {
        language: parse_seeds(
            (DATA / "framing" / f"loaded-seeds-{language}.txt").read_text(encoding="utf-8"),
            partial(romance_verb, language=language),
            partial(romance_adjective, language=language),
        )
        for language in SEED_LANGUAGES
    }


def write_loaded(model: LoadedModel, path: Path) -> None:
    """Store the model; its table's columns and vectors must lie in [-1, 1], in steps of ``STEP``."""
    table = model.table
    phrases = sorted(
        ((row, phrase) for found in table.phrases.values() for phrase, row in found), key=lambda item: item[0]
    )
    stored = {field.name: getattr(model, field.name) for field in fields(LoadedModel)}
    for name in APART:
        del stored[name]
    stored |= _stored_tuning(model.tuning)
    for which in COMMITTEES:
        committee = stored.pop(which)
        stored |= {f"{which}_{field.name}": getattr(committee, field.name) for field in fields(WordCommittee)}
    stored["reasons"], stored["columns"] = _bytes(model.reasons), _bytes(model.columns)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(
        path,
        **stored,
        words=_bytes(sorted(table.index, key=lambda word: table.index[word])),
        word_columns=np.rint(table.columns / STEP).astype(np.int8),
        word_vectors=np.rint(table.vectors / STEP).astype(np.int8),
        phrases=_bytes(" ".join(phrase) for _, phrase in phrases),
        phrase_columns=table.phrase_columns,
    )


def _table(stored: dict[str, Any]) -> Table:
    phrases: dict[str, list[tuple[tuple[str, ...], int]]] = defaultdict(list)
    for row, line in enumerate(_lines(stored["phrases"])):
        phrase = tuple(line.split(" "))
        phrases[phrase[0]].append((phrase, row))
    words = _lines(stored["words"])
    columns, vectors = stored["word_columns"], stored["word_vectors"]
    if not len(words) == len(columns) == len(vectors):
        raise ValueError(f"{len(words)} words, {len(columns)} rows of columns, {len(vectors)} vectors")
    return Table(
        {word: row for row, word in enumerate(words)},
        columns.astype(np.float32) * STEP,
        vectors.astype(np.float32) * STEP,
        longest_first(phrases),
        stored["phrase_columns"],
    )


def longest_first(phrases: dict[str, list[tuple[tuple[str, ...], int]]]) -> Phrases:
    """Return the phrases that a word may open, the longest first."""
    return {first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in phrases.items()}


def _read(path: Path, command: str) -> dict[str, Any]:
    """Return all arrays of the file. Raises ``BadWeights``."""
    try:
        with np.load(path, allow_pickle=False) as stored:
            large = [name for name in stored.files if stored.zip.getinfo(f"{name}.npy").file_size > MAX_BYTES]
            if large:
                raise BadWeights(
                    f"{path.name} holds more than its weights: {', '.join(large)}. Install the program again."
                )
            return {name: stored[name] for name in stored.files}
    except FileNotFoundError as error:
        raise BadWeights(f"{path.name} is not there. Make it with {command}.") from error
    except (OSError, ValueError, EOFError, AttributeError, KeyError, zipfile.BadZipFile) as error:
        raise BadWeights(f"{path.name} cannot be read: {error}. Install the program again.") from error


def _lines(stored: np.ndarray[Any, Any]) -> list[str]:
    return stored.tobytes().decode("utf-8").split("\n")


def _bytes(lines: Any) -> np.ndarray[Any, Any]:
    return np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


__all__ = [
    "BadWeights",
    "Floats",
    "read_beside",
    "read_judge",
    "read_loaded",
    "read_seeds",
    "write_beside",
    "write_loaded",
]
