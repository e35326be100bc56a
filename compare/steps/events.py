"""Which articles of a story are of one event, told by a third article where two by themselves do not show it.

Two accounts that share few facts may each be surely of the event of a third. Knows alignments; nothing of sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from compare.domain import Alignment

# The product of both probabilities from which a third article vouches. Stories of BASIL (development half) mixed with
# two articles of another event, as tests/bench/same_event.py prints: of pairs of one event 171 of 200 were known before
# and 173 with it, of pairs of two events 6 of 300 were taken for one either way; from .7 on it would be 174 and 8. Of
# 14 pairs of the sample stories that were taken for two events 3 are left.
VOUCHED = 0.85


def vouch(comparisons: Sequence[Alignment]) -> tuple[Alignment, ...]:
    """Return the alignments with ``same_event`` raised to what the best third article makes it, if that is sure.

    Order of articles and of alignments do not matter. O(a³) for a articles.
    """
    known = {(c.left, c.right): c.same_event for c in comparisons}
    known |= {(right, left): value for (left, right), value in known.items()}
    articles = list(dict.fromkeys(article for pair in known for article in pair))
    found = []
    for comparison in comparisons:
        one, other = comparison.left, comparison.right
        others = (third for third in articles if (one, third) in known and (third, other) in known)
        best = max((known[one, third] * known[third, other] for third in others), default=0.0)
        if best >= VOUCHED and best > comparison.same_event:
            comparison = replace(comparison, same_event=round(best, 4))
        found.append(comparison)
    return tuple(found)
