"""Weights learned by the scripts in ``tests/bench``: arrays of numbers in ``compare/data``, read without pickle."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from compare.errors import EngineFailed
from compare.steps.judge import Judge

DATA = Path(__file__).resolve().parents[1] / "data"
JUDGE = DATA / "alignment.npz"


def read_judge(path: Path | None = None) -> Judge:
    """Return the weights of the alignment's judge; fields are stored by name. Raises ``EngineFailed``."""
    file = path or JUDGE
    try:
        with np.load(file, allow_pickle=False) as stored:
            fields = {name: stored[name] for name in Judge.__slots__}
        return Judge(**{**fields, "event_bias": float(fields["event_bias"])})
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise EngineFailed(
            f"The alignment weights {file} cannot be read: {error}. Check out the file again."
        ) from error
