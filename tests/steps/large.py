"""Aligns two articles of 2,000 sentences and prints the number of beads and the peak memory in kB; run by a test."""

from __future__ import annotations

import resource

from compare.files.weights import read_judge
from compare.steps.align import align
from tests.steps.sides import invented, side


def main() -> None:
    """Half of the sentences are shared, in blocks that changed places."""
    texts = invented(1, 3000, words=18)
    found = align(side(texts[:2000]), side(texts[1500:2000] + texts[2000:] + texts[:500]), read_judge())
    print(len(found.beads), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
