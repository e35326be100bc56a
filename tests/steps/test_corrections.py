"""What a correction does to a finished report, and what it asks of the next run."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.domain import Bead, Chance, Highlight, Kind, Place
from compare.steps.align import Constraint
from compare.steps.corrections import (
    Correction,
    CorrectionKind,
    constraints_of,
    correct,
    digest_of,
    same_of,
    with_digests,
)
from tests.files.exports.stories import dam
from tests.reports import bridge, dock_strike, passage, reports

JOIN, PART, ALONE = CorrectionKind.JOIN, CorrectionKind.PART, CorrectionKind.NO_PARTNER


def places(*pairs):
    return tuple(Place(article, sentence) for article, sentence in pairs)


def beads(report):
    return [(bead.left, bead.right, bead.is_fixed) for bead in report.comparisons[0].beads]


def test_joined_sentences_are_a_fixed_bead():
    after = correct(bridge(), [Correction(JOIN, places(("a", 2), ("b", 2)))])
    assert ((2,), (2,), True) in beads(after) and len(after.facts) == 3


def test_a_sentence_joined_elsewhere_leaves_its_old_partner():
    after = correct(bridge(), [Correction(JOIN, places(("a", 0), ("b", 2)))])
    assert ((0,), (2,), True) in beads(after) and 1 in after.comparisons[0].right_gaps


def test_parted_sentences_have_no_bead_and_their_contrast_is_gone():
    after = correct(bridge(), [Correction(PART, places(("a", 0), ("b", 1)))])
    assert beads(after) == [((1,), (0,), False)]
    assert [h.kind for h in after.highlights] == [Kind.OMISSION]


def test_a_sentence_said_to_be_alone_has_no_partner_anywhere():
    report = dock_strike()
    place = report.facts[0].members[0]
    after = correct(report, [Correction(ALONE, (place,))])
    assert all(place not in fact.members for fact in after.facts)


def test_a_mended_translation_takes_its_highlights_with_it():
    after = correct(
        bridge(), [Correction(CorrectionKind.TRANSLATION, places(("b", 1)), "Gunmen fled over the bridge.")]
    )
    assert after.reading("b").sentences[1].translation == "Gunmen fled over the bridge."
    assert [h.kind for h in after.highlights] == [Kind.OMISSION]


def test_a_dismissed_highlight_is_gone_and_its_opposite_stays():
    gone = Correction(CorrectionKind.DISMISS, places(("a", 0)), "Militants", Kind.LABEL)
    after = correct(bridge(), [gone])
    assert [h.passage.article for h in after.highlights if h.kind is Kind.LABEL] == ["b"]


def test_a_confirmed_highlight_has_no_doubt_left():
    sure = Correction(CorrectionKind.CONFIRM, places(("b", 1)), "Terrorists", Kind.LABEL)
    assert {h.doubt for h in correct(bridge(), [sure]).highlights} == {0.0}


def test_an_outlet_is_renamed():
    after = correct(bridge(), [Correction(CorrectionKind.OUTLET, places(("a", 0)), "The River Post")])
    assert after.reading("a").article.outlet == "The River Post"


def test_a_correction_of_a_sentence_that_is_not_there_is_passed_over():
    report = bridge()
    assert correct(report, [Correction(ALONE, places(("a", 99))), Correction(ALONE, places(("zz", 0)))]) == report


@pytest.mark.parametrize("wrong", [(("a", 0),), (("a", 0), ("a", 1)), (("a", 0), ("b", 0), ("c", 0))])
def test_a_bead_needs_two_articles(wrong):
    with pytest.raises(ValueError, match="two articles"):
        Correction(JOIN, places(*wrong))


def test_a_join_binds_the_next_run():
    found = constraints_of([Correction(JOIN, places(("a", 2), ("b", 1), ("b", 2)))], ["a", "b", "c"])
    assert found == {("a", "b"): (Constraint((2,), (1, 2), True),)}


def test_a_later_part_undoes_an_earlier_join():
    decided = [Correction(JOIN, places(("a", 2), ("b", 2))), Correction(PART, places(("b", 2), ("a", 2)))]
    assert constraints_of(decided, ["a", "b"]) == {("a", "b"): (Constraint((2,), (2,), False),)}


def test_a_later_join_undoes_an_earlier_no_partner():
    decided = [Correction(ALONE, places(("a", 2))), Correction(JOIN, places(("a", 2), ("b", 2)))]
    assert constraints_of(decided, ["a", "b"]) == {("a", "b"): (Constraint((2,), (2,), True),)}


def test_no_partner_binds_every_pair():
    found = constraints_of([Correction(ALONE, places(("b", 1)))], ["a", "b", "c"])
    assert found == {("a", "b"): (Constraint((), (1,), False),), ("b", "c"): (Constraint((1,), (), False),)}


@st.composite
def report_and_decisions(draw):
    report = draw(reports())
    sentences = [Place(r.article.id, s.index) for r in report.readings for s in r.sentences]
    decided = []
    for _ in range(draw(st.integers(0, 5)) if sentences else 0):
        one, other = draw(st.sampled_from(sentences)), draw(st.sampled_from(sentences))
        kind = draw(st.sampled_from([JOIN, PART, ALONE]))
        if kind is ALONE:
            decided.append(Correction(ALONE, (one,)))
        elif one.article != other.article:
            decided.append(Correction(kind, (one, other)))
    return report, decided


@given(report_and_decisions())
def test_corrected_reports_stay_whole_and_correcting_twice_changes_nothing(drawn):
    report, decided = drawn
    after = correct(report, decided)
    assert correct(after, decided) == after
    for alignment in after.comparisons:
        assert all(bead.left and bead.right for bead in alignment.beads)


@given(report_and_decisions())
def test_the_last_decision_about_two_sentences_holds(drawn):
    report, decided = drawn
    if not decided or decided[-1].kind is ALONE:
        return
    one, other = decided[-1].places
    together = any(
        {(a.left, i), (a.right, j)} == {(one.article, one.sentence), (other.article, other.sentence)}
        for a in correct(report, decided).comparisons
        for bead in a.beads
        for i in bead.left
        for j in bead.right
    )
    assert together == (decided[-1].kind is JOIN)


def test_a_mended_translation_takes_its_citations_and_names_with_it():
    report = dam()
    mended = Correction(CorrectionKind.TRANSLATION, places(("samachar", 1)), "Two were hurt.")
    after = correct(report, [mended])
    assert [outlet.article for outlet in after.sources[0].outlets] == ["record", "vestnik"]
    mended = Correction(CorrectionKind.TRANSLATION, places(("vestnik", 0)), "They left the dam.")
    assert [outlet.article for outlet in correct(report, [mended]).names[0].outlets] == ["record", "ribao", "waadi"]


def test_a_name_used_again_below_keeps_its_other_use():
    report = dam()
    concept = report.names[0]
    twice = replace(concept.outlets[1].forms[0], text="the governor", count=2, sentences=(0, 1))
    outlets = (concept.outlets[0], replace(concept.outlets[1], forms=(twice,)))
    report = replace(report, names=(replace(concept, outlets=outlets),))
    mended = Correction(CorrectionKind.TRANSLATION, places(("vestnik", 0)), "They left.")
    (form,) = correct(report, [mended]).names[0].outlets[1].forms
    assert (form.count, form.sentences, form.first) == (1, (1,), Place("vestnik", 1))
    assert form.span.of("According to the governor, five people were hurt.") == "the governor"


def test_wordings_said_to_be_the_same_are_one_row_at_once_and_one_group_in_the_next_run():
    report = dam()
    concept = replace(report.names[0], is_given=False)
    apart = (
        replace(concept, outlets=(concept.outlets[0], concept.outlets[2])),
        replace(concept, name="Militants", outlets=(concept.outlets[1],)),
    )
    same = Correction(CorrectionKind.SAME, places(("record", 0)), "the protesters = Militants")
    (joined,) = correct(replace(report, names=apart), [same]).names
    assert joined.is_given and [outlet.article for outlet in joined.outlets] == ["record", "ribao", "vestnik"]
    assert same_of([same]) == (("the protesters", "Militants"),)


def test_one_wording_alone_is_the_same_as_nothing():
    with pytest.raises(ValueError, match="two wordings"):
        Correction(CorrectionKind.SAME, places(("a", 0)), "the protesters")


def test_pairs_of_a_bead_that_stays_keep_their_own_confidence():
    report = bridge()
    links = (Chance(0, 0, 0.9), Chance(1, 0, 0.3))
    both = replace(report.comparisons[0], beads=(Bead((0, 1), (0,), 0.6), Bead((2,), (1,), 0.8)), links=links)
    report = replace(report, comparisons=(both,))
    parted = correct(report, [Correction(PART, places(("a", 2), ("b", 1)))])
    assert parted.comparisons[0].links == links
    joined = correct(report, [Correction(JOIN, places(("a", 1), ("b", 2)))])
    assert joined.comparisons[0].links == links[:1]


def test_a_correction_about_a_sentence_that_reads_otherwise_is_passed_over():
    report = bridge()
    joined = Correction(JOIN, places(("a", 2), ("b", 2)))
    then = ("The market stayed open.", "O mercado fechou.")
    assert beads(correct(report, [replace(joined, digests=tuple(map(digest_of, then)))])) == beads(
        correct(report, [joined])
    )
    moved = replace(joined, digests=(digest_of(then[0]), digest_of("Um mercado.")))
    assert correct(report, [moved]) == report


def test_a_name_and_a_group_of_wordings_hang_on_no_sentence():
    named = Correction(CorrectionKind.OUTLET, places(("a", 0)), "The River Post")
    assert with_digests(named, {"a": ["One."]}).digests == ()


def omission(report, place, rule, *, against=(), missing=""):
    told = (("rule", rule), ("told by", 2.0), ("missing", missing))
    pointed = tuple(passage(report.readings, *other) for other in against)
    return Highlight(passage(report.readings, *place), Kind.OMISSION, 0.5, "Said so.", pointed, evidence=told)


def test_a_sentence_told_alone_is_so_no_more_once_it_is_joined():
    report = bridge()
    alone = [omission(report, place, "told here alone") for place in (("a", 2), ("b", 2))]
    report = replace(report, highlights=(*report.highlights[:2], *alone))
    joined = correct(report, [Correction(JOIN, places(("a", 2), ("b", 2)))])
    assert joined.highlights == report.highlights[:2]
    parted = correct(report, [Correction(ALONE, places(("a", 0)))])
    assert parted.highlights == tuple(alone)


def test_a_fact_is_left_out_no_more_by_an_article_that_is_joined_to_it():
    report = dock_strike()
    known = {article for alignment in report.comparisons for article in (alignment.left, alignment.right)}
    fact = next(fact for fact in report.facts if len({p.article for p in fact.members}) < len(known))
    own, other = fact.members[0], fact.members[1]
    missing = sorted(known - {place.article for place in fact.members})
    mark = omission(
        report,
        (own.article, own.sentence),
        "left out by some",
        against=[(other.article, other.sentence)],
        missing=", ".join(missing),
    )
    report = replace(report, highlights=(mark,))
    found = Place(missing[0], len(report.reading(missing[0]).sentences) - 1)
    assert correct(report, [Correction(JOIN, (other, found))]).highlights == ()
    assert (
        correct(
            replace(report, highlights=(replace(mark, evidence=mark.evidence[:2]),)), [Correction(JOIN, (other, found))]
        ).highlights
        != ()
    )
