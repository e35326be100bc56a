"""Which words a translation may use: the likely translations of each word of the source, and the frequent words.

Most of the time of decoding with a small model goes into weighing all 32,000 pieces of the vocabulary at each step, of
which a sentence can use a few hundred. A shortlist names these: for each piece of the source its likeliest
translations, from the alignment of the training text, as in Marian and Bergamot (Junczys-Dowmunt et al. 2018, *Marian:
cost-effective high-quality neural machine translation in C++*). CTranslate2 takes it as a vocabulary map.

Made by ``tests/bench/make_shortlist.py`` from the lists that the bundled packages' original models came with; a package
is known by the digest of its vocabulary.
"""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "data" / "shortlists"
# The most frequent pieces may always be used. With 50 or 1,500, 3 % of 202 translations of news differed from those
# made with all words, with 6,000 half a per cent at nine tenths of the speed; 8,000 brought no more.
N_FREQUENT = 6_000


def read_shortlist(vocabulary: bytes) -> bytes | None:
    """Return the vocabulary map for a package, in CTranslate2's text format, or None where there is no list for it.

    ``vocabulary`` is the package's ``shared_vocabulary.json``, whose order is that of frequency. About 0.2 s.
    """
    file = FOLDER / f"{digest(vocabulary)}.npz"
    if not file.is_file():
        return None
    with np.load(io.BytesIO(file.read_bytes()), allow_pickle=False) as stored:
        counts, steps = stored["counts"], stored["steps"].astype(np.int64)
    pieces: list[str] = json.loads(vocabulary)
    lines = ["\t" + " ".join(pieces[:N_FREQUENT])]
    end = 0
    for source, count in enumerate(counts.tolist()):
        start, end = end, end + count
        likely = (N_FREQUENT + np.cumsum(steps[start:end])).tolist()
        if source >= N_FREQUENT and source not in likely:
            likely.append(source)  # a name is spelled as it was
        if likely:
            lines.append(pieces[source] + "\t" + " ".join([pieces[target] for target in likely]))
    return ("\n".join(lines) + "\n").encode()


def digest(vocabulary: bytes) -> str:
    """Return the name under which a vocabulary's list is kept."""
    return hashlib.sha256(vocabulary).hexdigest()[:16]
