"""How long each export takes and how large it is: ``python -m tests.bench.exports [RUNS]``.

On four outlets of 60 sentences with 400 highlights, and on the hand-made story of five outlets. Then how the time of
the slower formats grows with a story's length, and what a corpus takes. The first run of a
format loads its library and is shown apart; of the others, median and spread of processor time, which other programs
on the machine disturb less than the clock.
The typesetter of the PDF remembers what it has set, so for that format the first run is what a new report takes.
"""

from __future__ import annotations

import platform
import sys
import time
from statistics import median

from compare.domain import Report
from compare.files.exports import FORMATS
from compare.files.exports.archive import export_many
from tests.files.test_report_html import four_by_sixty
from tests.reports import dock_strike

LENGTHS = (75, 150, 300, 600)  # sentences of each of four articles


def timed(report: Report, name: str, runs: int) -> tuple[float, list[float], int]:
    """Return processor seconds of the first run, of each later one, and bytes."""
    seconds = []
    size = 0
    for _ in range(runs + 1):
        started = time.process_time()
        size = len(FORMATS[name].export(report))
        seconds.append(time.process_time() - started)
    return seconds[0], seconds[1:], size


def main() -> None:
    """Print a table for each report."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    print(f"Python {platform.python_version()}, {platform.machine()}, {runs} runs after the first")
    for title, report in (("4 outlets x 60 sentences", four_by_sixty()), ("5 outlets, 55 sentences", dock_strike())):
        print(f"\n{title}\n{'format':12} {'first s':>8} {'median s':>9} {'spread s':>17} {'kB':>7}")
        for name in FORMATS:
            first, later, size = timed(report, name, runs)
            spread = f"{min(later):.3f} to {max(later):.3f}"
            print(f"{name:12} {first:8.3f} {median(later):9.3f} {spread:>17} {size / 1000:7.0f}")
    print(f"\n{'first run, s':12}" + "".join(f" {4 * n:>8,}" for n in LENGTHS) + " sentences")
    stories = [four_by_sixty(n) for n in LENGTHS]
    for name in ("html", "pdf", "docx", "xlsx"):
        seconds = [timed(story, name, 0)[0] for story in stories]
        growth = seconds[-1] / seconds[0] / (LENGTHS[-1] / LENGTHS[0])
        print(f"{name:12}" + "".join(f" {s:8.2f}" for s in seconds) + f"   {growth:.2f} of linear")
    started = time.process_time()
    size = sum(len(chunk) for chunk in export_many((dock_strike() for _ in range(50)), "html"))
    print(f"\nzip of 50 stories as html: {time.process_time() - started:.1f} s, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
