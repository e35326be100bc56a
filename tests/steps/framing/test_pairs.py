from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Bead, Chance
from compare.steps.framing import pairs
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.attribution import find_attributions
from compare.steps.framing.omission import find_omissions
from compare.steps.framing.pairs import both_ways, near_pairs
from tests.steps.framing.tellings import telling

SAME = "The Courier: {a} The dam burst. / {a} It broke.\nThe Tribune: {a} The dam broke. / {a} It burst."


def with_bead(confidence: float) -> AlignedStory:
    """Two articles of two sentences, all near in meaning; the first ones are in one bead."""
    story = telling(SAME)
    (comparison,) = story.comparisons
    return replace(story, comparisons=(replace(comparison, beads=(Bead((0,), (0,), confidence),)),))


@pytest.mark.parametrize(
    ("confidence", "pairs"),
    [(0.95, {(1, 1)}), (0.7, {(0, 1), (1, 0), (1, 1)}), (0.4, {(0, 1), (1, 0), (1, 1)})],
)
def test_what_a_settled_bead_tells_is_not_looked_for_elsewhere(confidence: float, pairs: set[tuple[int, int]]):
    found = {(pair.left.sentence, pair.right.sentence) for pair in near_pairs(with_bead(confidence))}
    assert found == pairs


def test_two_sentences_that_are_likely_told_elsewhere_are_not_set_against_each_other():
    story = with_bead(0.7)
    (comparison,) = story.comparisons
    beads = (Bead((0,), (0,), 0.7), Bead((1,), (1,), 0.7))
    assert list(near_pairs(replace(story, comparisons=(replace(comparison, beads=beads),)))) == []


def test_pairs_are_the_same_whether_they_are_kept_or_found_anew(monkeypatch: pytest.MonkeyPatch):
    kept = list(both_ways(with_bead(0.4), across=True, near=True))
    monkeypatch.setattr(pairs, "MAX_KEPT", 0)
    assert list(both_ways(with_bead(0.4), across=True, near=True)) == kept
    assert len(kept) == 8


COVERAGE = """
    The Courier: {a} The bridge shut. / {b} Engineers had warned the city of cracks. / {c} It rains. / {d} It is late.
    The Tribune: {a} The bridge shut. / {e} A school is shut. / {b} Engineers told the city of the cracks. / {f} Cold.
    The Herald: {a} The bridge shut. / {g} Buses. / {h} Trains. / {i} "We told the mayor in 2019," said Ana Prado.
"""


def chance(story: AlignedStory, left: str, right: str, one: Chance) -> AlignedStory:
    comparisons = tuple(
        replace(c, chances=(one,)) if (c.left, c.right) == (left, right) else c for c in story.comparisons
    )
    return replace(story, comparisons=comparisons)


def test_an_outlet_that_may_tell_a_fact_does_not_leave_it_out():
    story = telling(COVERAGE)
    before = [h.note for h in find_omissions(story) if "not found in" in h.note]
    after = [
        h.note
        for h in find_omissions(chance(story, "the-courier", "the-herald", Chance(1, 3, 0.2)))
        if "not found in" in h.note
    ]
    assert any("not found in The Herald" in note for note in before)
    assert after == []


def test_what_another_outlet_may_tell_weighs_less_as_told_alone():
    def weight(story: AlignedStory) -> float:
        place = ("the-herald", 3)
        return max(h.weight for h in find_omissions(story) if (h.passage.article, h.passage.sentence) == place)

    story = telling(COVERAGE)
    assert weight(chance(story, "the-courier", "the-herald", Chance(1, 3, 0.2))) < weight(story)


@pytest.mark.parametrize(
    ("conceded", "is_set_against"),
    [("nurses had saved many lives after work", False), ("the showers did not work", True)],
)
def test_one_word_in_common_does_not_make_one_statement_where_no_bead_says_so(conceded: str, is_set_against: bool):
    story = telling(
        "The Courier: The showers did not work, according to a report.\n"
        f"The Tribune: The ministry conceded that {conceded}."
    )
    apart = replace(story, comparisons=tuple(replace(c, beads=()) for c in story.comparisons))
    assert bool(list(find_attributions(apart))) is is_set_against
