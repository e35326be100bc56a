from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from compare.domain import Alignment, Bead, Place
from compare.steps.facts import MAX_PER_ARTICLE, find_facts

LENGTHS = {"a": 6, "b": 6, "c": 6, "d": 6}
CONFIDENCE = st.sampled_from([0.3, 0.5, 0.7, 0.9, 1.0])


@st.composite
def comparisons(draw: st.DrawFn) -> list[Alignment]:
    """Alignments of four articles with beads of one or two sentences that contradict each other now and then."""
    found = []
    for left, right in combinations(sorted(LENGTHS), 2):
        order = draw(st.permutations(range(6)))
        beads = [Bead((i,), (order[i],), draw(CONFIDENCE)) for i in range(0, 6, 2) if draw(st.booleans())]
        if draw(st.booleans()):
            beads.append(Bead((1, 3), (order[1],), draw(CONFIDENCE)))
        found.append(Alignment(left, right, 6, 6, tuple(sorted(beads, key=lambda bead: bead.left))))
    return found


def members(found: list[Alignment]) -> list[tuple[Place, ...]]:
    return [fact.members for fact in find_facts(found, LENGTHS)]


@given(comparisons(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_articles_makes_no_difference(found: list[Alignment], dice: object) -> None:
    turned = [comparison.swapped() if k % 2 else comparison for k, comparison in enumerate(found)]
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert members(turned) == members(found)


@given(comparisons())
@settings(deadline=None)
def test_a_sentence_is_in_one_fact_at_most(found: list[Alignment]) -> None:
    places = [place for fact in members(found) for place in fact]
    assert len(places) == len(set(places))


@given(comparisons())
@settings(deadline=None)
def test_a_fact_has_two_outlets_at_least_and_few_sentences_of_each(found: list[Alignment]) -> None:
    for fact in members(found):
        articles = [place.article for place in fact]
        assert len(set(articles)) >= 2
        assert max(articles.count(article) for article in articles) <= MAX_PER_ARTICLE


@given(comparisons())
@settings(deadline=None)
def test_every_member_of_a_fact_has_a_bead_with_another(found: list[Alignment]) -> None:
    linked = {
        (Place(c.left, i), Place(c.right, j)) for c in found for bead in c.beads for i in bead.left for j in bead.right
    }
    for fact in members(found):
        for place in fact:
            assert any((place, other) in linked or (other, place) in linked for other in fact)


def one(left: str, right: str, *beads: Bead) -> Alignment:
    return Alignment(left, right, 6, 6, beads)


def test_two_sentences_of_a_bead_are_not_one_fact_when_their_partner_went_elsewhere() -> None:
    found = members(
        [
            one("b", "c", Bead((1, 3), (3,), 1.0)),
            one("a", "c", Bead((1, 3), (3,), 0.95)),
            one("a", "d", Bead((1,), (1,), 0.9)),
        ]
    )
    assert (Place("a", 1), Place("d", 1)) in found


def test_three_outlets_that_agree_tell_one_fact() -> None:
    bead = Bead((0,), (0,), 0.9)
    assert members([one("a", "b", bead), one("a", "c", bead), one("b", "c", bead)]) == [
        (Place("a", 0), Place("b", 0), Place("c", 0))
    ]


def test_a_chain_of_outlets_whose_ends_disagree_does_not_become_one_fact() -> None:
    chain = [one(x, y, Bead((0,), (0,), 0.9)) for x, y in (("a", "b"), ("b", "c"), ("c", "d"))]
    others = [one(x, y) for x, y in (("a", "c"), ("a", "d"), ("b", "d"))]
    assert max(len(fact) for fact in members(chain + others)) < 4


def test_facts_come_in_the_order_in_which_the_story_tells_them() -> None:
    found = find_facts([one("a", "b", Bead((0,), (4,), 0.9), Bead((5,), (5,), 0.9), Bead((1,), (0,), 0.9))], LENGTHS)
    assert [fact.members[0] for fact in found] == [Place("a", 1), Place("a", 0), Place("a", 5)]
    assert [fact.id for fact in found] == [0, 1, 2]


def test_no_beads_are_no_facts() -> None:
    assert find_facts([one("a", "b")], LENGTHS) == ()
