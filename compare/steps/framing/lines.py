"""Lines of signs: what each sign adds to the log-odds of something, learned from events, and their chance."""

from __future__ import annotations

import math
from collections.abc import Mapping

Line = Mapping[str, float]
"""What each sign adds, by its name; ``always`` where nothing is known."""
LEAST_CHANCE = 1e-4  # of a sign: nothing is surer


def log_odds(chance: float, least: float = LEAST_CHANCE) -> float:
    """Return the log-odds of a chance, held at least ``least`` from 0 and from 1."""
    kept = min(max(chance, least), 1 - least)
    return math.log(kept / (1 - kept))


def chance_of(line: Line, signs: Mapping[str, float]) -> float:
    """Return in [0, 1] the chance that signs come to."""
    return 1.0 / (1.0 + math.exp(-sum(line[name] * value for name, value in signs.items())))
