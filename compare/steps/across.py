"""What else tells across languages that two sentences say the same: vectors through a lens and of clauses, signs,
values, heard names.

Within one language the words themselves say more, and these signals only let the judge learn single topics by heart
(ecb F1 .848 without, .832 with them).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence, Set

import numpy as np

from compare.steps.marks import digits_of, name_skeletons, skeletons_of
from compare.steps.nearness import cosines, csls, leads, nearness
from compare.steps.overlap import overlap, products
from compare.steps.quantities import find_quantities
from compare.steps.sides import Floats, Indexes, Lens, Side, stack

THROUGH_LENS = (
    "cosine",
    "csls",
    "part_cosine",
    "part_csls",
    "part_row_lead",
    "part_column_lead",
    "row_lead",
    "column_lead",
    "join_gain_left",
    "join_gain_right",
    "join_lead_left",
    "join_lead_right",
    "around",
    "articles_csls",
    "articles_mutual",
    "articles_top",
)
# Of the second embedder, whose parts are clauses: the same, and after the leads the margins to each row's and column's
# mean neighbour. Joined, both embedders' views count alike.
BY_CLAUSES = (*THROUGH_LENS[:8], "row_margin", "column_margin", *THROUGH_LENS[8:])
JOINED = ("csls", "row_lead", "column_lead")
SECOND = ("second_known", *(f"second_{name}" for name in BY_CLAUSES), *(f"both_{name}" for name in JOINED))
ACROSS = (
    *(f"lens_{name}" for name in THROUGH_LENS),
    *SECOND,
    "quotes_left_only",
    "quotes_right_only",
    "quotes_shared",
    "questions_shared",
    "questions_misfit",
    "signs_shared",
    "signs_misfit",
    "values_shared",
    "values_left_only",
    "values_right_only",
    "heard_shared",
    "heard_left_only",
    "heard_right_only",
)
# Signs that translators keep, in the shapes of all scripts; quotes first, questions second.
SIGNS = tuple(
    re.compile(signs)
    for signs in ('["“”„«»「」『』《》]', "[?？؟]", "[!！]", "[:：]", "[()（）]", "[;；؛]", "[—–]", "[%٪％]")
)
MANY = 3  # of one sign; a fourth says no more
LONG_NAME = 5.5  # consonants from which on a longer skeleton counts no more
DIGITS = 3  # significant ones of a value that are compared


def describe_across(left: Side, right: Side, rows: Indexes, columns: Indexes, lens: Lens) -> Floats:
    """Return (k, len(ACROSS)) signals of the pairs ``rows``, ``columns`` of articles in two languages. O(n·m)."""
    near = nearness(lens.of(left), lens.of(right), rows, columns)
    values: dict[str, Floats | float] = {f"lens_{name}": near[name] for name in THROUGH_LENS}
    values |= _second(left, right, rows, columns)
    values |= _signs(left.texts, right.texts, rows, columns)
    left_values, right_values = ([_values(text, side.language) for text in side.texts] for side in (left, right))
    for kind, found in (("values", _by_rarity(left_values, right_values)), ("heard", _heard(left.texts, right.texts))):
        for which, matrix in zip(("shared", "left_only", "right_only"), found, strict=True):
            values[f"{kind}_{which}"] = matrix[rows, columns]
    return stack(values, ACROSS, len(rows))


def _second(left: Side, right: Side, rows: Indexes, columns: Indexes) -> dict[str, Floats | float]:
    """Signals of the second embedder's vectors; all 0 where it does not know both languages."""
    if left.second is None or right.second is None:
        return dict.fromkeys(SECOND, 0.0)
    near = nearness(left.second, right.second, rows, columns)
    views = [csls(cosines(one.vectors, other.vectors)) for one, other in ((left, right), (left.second, right.second))]
    # CSLS of the two embedders differ in spread (.025 and .1 of NTREX): each counts by its own.
    joined = np.sum([view / max(float(view.std()), 1e-6) for view in views], axis=0)
    by_row, by_column = leads(joined)
    found: dict[str, Floats | float] = {f"second_{name}": near[name] for name in BY_CLAUSES}
    for name, matrix in zip(JOINED, (joined, by_row, by_column), strict=True):
        found[f"both_{name}"] = matrix[rows, columns]
    return {"second_known": 1.0, **found}


def _signs(left: Sequence[str], right: Sequence[str], rows: Indexes, columns: Indexes) -> dict[str, Floats | float]:
    counts = [
        np.array([[min(MANY, len(sign.findall(text))) for sign in SIGNS] for text in texts], np.float32).reshape(
            len(texts), len(SIGNS)
        )
        for texts in (left, right)
    ]
    one, other = counts[0][rows], counts[1][columns]
    has_one, has_other = (one > 0).astype(np.float32), (other > 0).astype(np.float32)
    one, other = np.sqrt(one), np.sqrt(other)
    return {
        "quotes_left_only": np.maximum(has_one[:, 0] - has_other[:, 0], 0),
        "quotes_right_only": np.maximum(has_other[:, 0] - has_one[:, 0], 0),
        "quotes_shared": has_one[:, 0] * has_other[:, 0],
        "questions_shared": has_one[:, 1] * has_other[:, 1],
        "questions_misfit": np.abs(has_one[:, 1] - has_other[:, 1]),
        "signs_shared": np.minimum(one, other).sum(axis=1),
        "signs_misfit": np.abs(one - other).sum(axis=1),
    }


def _values(text: str, language: str) -> frozenset[str]:
    """The numbers of a sentence: their digits, and what they are worth where the language's number words are known."""
    found = find_quantities(text, language)
    return digits_of(text) | {f"{q.unit} {q.low:.{DIGITS}g} {q.high:.{DIGITS}g}" for q in found}


def _by_rarity(left: Sequence[Set[str]], right: Sequence[Set[str]]) -> tuple[Floats, Floats, Floats]:
    counts = Counter(mark for marks in (*left, *right) for mark in marks)
    total = len(left) + len(right)
    return overlap(left, right, lambda mark: math.log((total + 1) / (counts[mark] + 0.5)))


def _heard(left: Sequence[str], right: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Three (n, m): the weight of names heard on both sides, and of those of the left and of the right heard alone.

    A name that few sentences call and few hear weighs most; one that the other article never has weighs nothing.
    """
    called = [[name_skeletons(text) for text in texts] for texts in (left, right)]
    heard = [[skeletons_of(text) for text in texts] for texts in (left, right)]
    here, alone = _one_way(called[0], heard[1])
    there, lone = _one_way(called[1], heard[0])
    return here + there.T, alone, lone.T


def _one_way(called: Sequence[Set[str]], heard: Sequence[Set[str]]) -> tuple[Floats, Floats]:
    calls = Counter(name for names in called for name in names)
    echoes = Counter(name for names in heard for name in names if name in calls)

    def weight(name: str) -> float:
        rarity = math.log((len(heard) + 1) / (echoes[name] + 0.5)) + math.log((len(called) + 1) / (calls[name] + 0.5))
        return max(0.0, rarity) / 4 * (min(LONG_NAME, len(name)) - 1) / 3

    weighted = [{name: weight(name) for name in names if name in echoes} for names in called]
    shared = products(weighted, [dict.fromkeys(names, 1.0) for names in heard])
    whole = np.array([sum(names.values()) for names in weighted], np.float32)
    return shared, whole[:, None] - shared
