"""Aligns articles of 2,000 sentences, within one language and across two; run by a test.

Prints the fewer beads of both and the peak memory in kB.
"""

from __future__ import annotations

from pathlib import Path

from compare.files.weights import read_judge
from compare.steps.align import align
from tests.steps.sides import invented, side


def peak_kilobytes() -> int:
    """The most memory that this program held; getrusage would count what the parent held before it started us."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    raise SystemExit("/proc/self/status has no VmHWM")


def main() -> None:
    """Half of the sentences are shared, in blocks that changed places."""
    texts = invented(1, 3000, words=18)
    left, moved = side(texts[:2000]), texts[1500:2000] + texts[2000:] + texts[:500]
    french = side(moved, "fr")
    within = align(left, side(moved), read_judge())
    across = align(left.with_second(left), french.with_second(french), read_judge())
    print(min(len(within.beads), len(across.beads)), peak_kilobytes())


if __name__ == "__main__":
    main()
