"""Two translations of one segment by different routes: whether they say the same.

Agreement proves little: engines share their mistakes. A disagreement says that at least one of the two is wrong.
"""

from __future__ import annotations

from compare.domain import Flag, FlagKind
from compare.steps.guards import check_translation
from compare.steps.polarity import find_negations

# Cosine of the two translations below which they tell different things. By eye on 364 sentences of ntrex-es read by
# es→pt→en and es→en: 2.7 % are below, twice as many of them among the worst seventh as by chance; at .95 no more than
# by chance.
SAME_MEANING = 0.92
SHOWN = 160  # characters of the other translation in the note


def compare_opinions(shown: str, other: str, cosine: float, language: str, way: str) -> Flag | None:
    """Return a flag where ``other``, made by ``way``, contradicts ``shown``; both are in ``language``.

    They contradict each other where one denies what the other states, where a number differs, or where ``cosine`` of
    their meanings is too low.
    """
    if not (shown.strip() and other.strip()) or shown == other:
        return None
    kinds = {flag.kind for flag in check_translation(shown, other, language, language)}
    if FlagKind.NUMBER in kinds:
        reason = "has other numbers"
    elif _denies(shown, other, language) or _denies(other, shown, language):
        reason = "denies where this one states, or the reverse"
    elif cosine < SAME_MEANING:
        reason = "reads differently"
    else:
        return None
    words = other if len(other) <= SHOWN else other[: SHOWN - 1] + "…"
    return Flag(FlagKind.OPINION, f"A second translation ({way}) {reason}: “{words}”")


def _denies(one: str, other: str, language: str) -> bool:
    """True where ``one`` denies and nothing in ``other`` does, in so many words or hidden in one."""
    here, there = find_negations(one, language), find_negations(other, language)
    return bool(here and there and here.plain and not there.plain and not there.hidden)
