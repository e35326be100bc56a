"""Two reports of one story: what changed is found, what did not is not mentioned."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from compare.domain import (
    Article,
    Bead,
    Fact,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    Place,
    Reading,
    Report,
    SegmentKind,
    Sentence,
    Span,
)
from compare.steps.report_diff import Change, diff_reports, pair_sentences
from tests.files.exports.stories import dam, edited
from tests.reports import bridge, dock_strike, headed, headline_passage, reports


def sentences(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(k, text, Span(0, len(text)), translation=text) for k, text in enumerate(texts))


def with_article(report: Report, article: str, *texts: str) -> Report:
    """The report with other sentences in one article, and nothing that points into any."""
    readings = tuple(replace(r, sentences=sentences(*texts)) if r.article.id == article else r for r in report.readings)
    return replace(report, readings=readings, comparisons=(), facts=(), highlights=(), differences=())


@pytest.mark.parametrize(
    "report", [bridge(), headed(), dock_strike(), dam()], ids=["bridge", "headed", "dock_strike", "dam"]
)
def test_a_report_does_not_differ_from_itself(report):
    assert diff_reports(report, report).is_empty


@settings(max_examples=60, deadline=None)
@given(reports())
def test_no_report_differs_from_itself(report):
    assert diff_reports(report, report).is_empty


@settings(max_examples=60, deadline=None)
@given(reports(), reports())
def test_swapping_the_reports_swaps_what_was_added_and_removed(one, other):
    there, back = diff_reports(one, other), diff_reports(other, one)
    assert there.articles_added == back.articles_removed

    def counts(changes, change):
        return sum(c.change == change for c in changes)

    assert counts(there.beads, Change.ADDED) - counts(there.beads, Change.REMOVED) == counts(
        back.beads, Change.REMOVED
    ) - counts(back.beads, Change.ADDED)


def test_an_edited_sentence_is_one_change_with_both_wordings():
    diff = diff_reports(dam(), edited(dam(), "record", 1, "The governor said three people were hurt."))
    [change] = diff.sentences
    assert (change.article, change.change, change.field, change.old, change.new) == (
        "record",
        Change.EDITED,
        "text",
        1,
        1,
    )
    assert (change.before, change.after) == (
        "The governor said two people were hurt.",
        "The governor said three people were hurt.",
    )
    assert diff.beads == () and diff.facts == ()


def test_a_sentence_put_in_on_top_does_not_make_the_others_new():
    old = with_article(bridge(), "a", "Militants fled.", "Six died.", "The market stayed open.")
    new = with_article(
        bridge(), "a", "Correction: see below.", "Militants fled.", "Six died.", "The market stayed open."
    )
    assert [(c.change, c.new) for c in diff_reports(old, new).sentences] == [(Change.ADDED, 0)]


def test_a_sentence_of_other_words_is_one_removed_and_one_added():
    old = with_article(bridge(), "a", "Militants fled over the bridge on Monday.")
    new = with_article(bridge(), "a", "Wheat prices hit a record in Chicago.")
    assert [c.change for c in diff_reports(old, new).sentences] == [Change.REMOVED, Change.ADDED]


def test_a_new_translation_of_the_same_sentence_is_named_as_that():
    report = bridge()
    first, second = report.readings
    again = replace(second.sentences[0], translation="Six or more people died.")
    new = replace(report, readings=(first, replace(second, sentences=(again, *second.sentences[1:]))))
    [change] = diff_reports(report, new).sentences
    assert (change.field, change.after) == ("translation", "Six or more people died.")


def test_a_persons_decision_on_a_bead_is_a_change_and_a_hair_of_confidence_is_none():
    report = bridge()
    [pair] = report.comparisons
    one, other = pair.beads
    fixed = replace(report, comparisons=(replace(pair, beads=(Bead(one.left, one.right, 0.9, True), other)),))
    hair = replace(report, comparisons=(replace(pair, beads=(Bead(one.left, one.right, 0.9004), other)),))
    assert [(c.change, c.new.is_fixed) for c in diff_reports(report, fixed).beads] == [(Change.EDITED, True)]
    assert diff_reports(report, hair).is_empty


@pytest.mark.parametrize(
    ("before", "after", "is_same"), [(0.6551, 0.6614, True), (0.6549, 0.6551, True), (0.65, 0.66, False)]
)
def test_a_number_that_shows_as_it_did_is_no_change(before, after, is_same):
    report = bridge()
    [pair] = report.comparisons
    old, new = (
        replace(
            report, comparisons=(replace(pair, beads=(replace(pair.beads[0], confidence=confidence), pair.beads[1])),)
        )
        for confidence in (before, after)
    )
    assert diff_reports(old, new).is_empty == is_same


def test_a_bead_that_was_cut_takes_its_fact_with_it():
    report = bridge()
    [pair] = report.comparisons
    cut = replace(report, comparisons=(replace(pair, beads=pair.beads[:1]),), facts=report.facts[:1], differences=())
    diff = diff_reports(report, cut)
    assert [c.change for c in diff.beads] == [Change.REMOVED]
    assert [c.change for c in diff.facts] == [Change.REMOVED]


def test_a_fact_that_one_more_outlet_tells_is_the_same_fact_whatever_its_number():
    report = dam()
    more = replace(report.facts[1], members=(*report.facts[1].members, Place("waadi", 1)))
    renumbered = (Fact(9, more.members), replace(report.facts[0], id=4))
    [change] = diff_reports(report, replace(report, facts=renumbered)).facts
    assert (change.change, change.gained, change.lost) == (Change.EDITED, (Place("waadi", 1),), ())


def test_highlights_are_the_same_by_kind_words_and_sentence():
    report = dam()
    heavier = replace(report.highlights[0], weight=0.95)
    other = replace(report.highlights[1], kind=Kind.LOADED)
    new = replace(report, highlights=(heavier, other, *report.highlights[2:]))
    found = [(c.change, c.words) for c in diff_reports(report, new).highlights]
    assert found == [(Change.EDITED, "Protesters"), (Change.ADDED, "Militants"), (Change.REMOVED, "Militants")]


def test_a_highlight_that_stands_beside_another_sentence_has_changed():
    report = dam()
    mark = report.highlights[0]
    beside = (report.highlights[1].passage,)
    with_one = replace(report, highlights=(replace(mark, beside=beside), *report.highlights[1:]))
    found = [(c.change, c.words) for c in diff_reports(report, with_one).highlights]
    assert found == [(Change.EDITED, "Protesters")]
    assert diff_reports(with_one, with_one).is_empty


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("same", {"text": "the Kremlin = Moscow"}, {"text": "the troops = the army"}),
        ("dismiss", {"text": "Militants", "highlight": "label"}, {"text": "fled", "highlight": "label"}),
        ("confirm", {"text": "Militants", "highlight": "label"}, {"text": "Militants", "highlight": "loaded"}),
    ],
)
def test_two_decisions_about_one_sentence_are_two(kind, one, other):
    def decided(*decisions):
        corrections = tuple({"kind": kind, "places": [["record", 0]], **decision} for decision in decisions)
        return replace(dam(), provenance=replace(dam().provenance, corrections=corrections))

    assert [f.after for f in diff_reports(dam(), decided(one, other)).fields] == ["decided", "decided"]
    (gone,) = diff_reports(decided(one, other), decided(other)).fields
    assert (gone.before, gone.after) == ("decided", "")


def test_an_article_that_came_or_went_is_named_and_its_sentences_are_not():
    report = bridge()
    article = Article("c", "Third", text="It rained.")
    third = Reading(article, "en", "none", sentences("It rained."))
    more = replace(report, readings=(*report.readings, third))
    assert diff_reports(report, more).articles_added == ("c",)
    assert diff_reports(more, report).articles_removed == ("c",)
    assert diff_reports(report, more).sentences == ()


def test_another_package_version_and_setting_are_named():
    report = bridge()
    engines = {"pt>en": "argos translate-pt_en 1.9"}
    provenance = replace(report.provenance, engines=engines, settings={"beam": 4, "per_100": 40})
    fields = diff_reports(report, replace(report, provenance=provenance)).fields
    assert [(f.where, f.field, f.before, f.after) for f in fields] == [
        ("packages", "pt>en", "argos translate-pt_en 1.0", "argos translate-pt_en 1.9"),
        ("settings", "per_100", "", "40"),
    ]


def told(old: Report, new: Report) -> list[tuple[str, str, str, str]]:
    return [(f.where, f.field, f.before, f.after) for f in diff_reports(old, new).fields]


def test_what_is_said_of_a_pair_a_sentence_a_name_and_a_source_is_compared():
    report = dam()
    first, *others = report.comparisons
    apart = replace(report, comparisons=(replace(first, same_event=0.4), *others))
    pair = f"{first.left} – {first.right}"
    assert told(report, apart) == [(pair, "about", "the same event", "probably not the same event")]
    assert told(report, replace(report, comparisons=(replace(first, same_event=0.6), *others))) == []
    reading, *rest = report.readings
    flagged = replace(
        reading.sentences[1], flags=(Flag(FlagKind.LOOP, "It loops."),), kind=SegmentKind.BYLINE, by_person=True
    )
    changed = replace(reading, sentences=(reading.sentences[0], flagged, *reading.sentences[2:]))
    kind, flags, translator = told(report, replace(report, readings=(changed, *rest)))
    name = reading.article.id
    assert kind == (name, "kind of sentence 2", reading.sentences[1].kind.value, "byline")
    assert flags[:2] == (name, "flags of sentence 2") and flags[3] == "loop: It loops."
    assert translator[3] == "a person"
    assert report.names and report.sources
    assert {where for where, *_ in told(report, replace(report, names=()))} == {"names"}
    assert {where for where, *_ in told(report, replace(report, sources=()))} == {"sources"}
    assert told(report, replace(report, story="other")) == [("", "story", report.story, "other")]


def test_marks_that_came_or_went_in_a_headline_are_told_with_its_article():
    label, loaded = "label “raid” 0.70", "loaded “Terror” 0.80"
    # The slight one of the first headline is not marked.
    assert told(bridge(), headed()) == [
        ("a", "marked in the headline", "", label),
        ("b", "marked in the headline", "", loaded),
    ]
    assert [(where, after) for where, _, _, after in told(headed(), bridge())] == [("a", ""), ("b", "")]


def test_a_mark_in_a_headline_is_another_by_its_kind_its_words_and_its_weight():
    report = headed()
    mark, *others = report.headlines

    def changed(**values: object) -> list[str]:
        new = replace(report, headlines=(replace(mark, **values), *others))  # type: ignore[arg-type]
        return [after for _, field, _, after in told(report, new) if field == "marked in the headline"]

    assert changed(weight=0.9) == ["label “raid” 0.90"]
    assert changed(kind=Kind.LOADED) == ["loaded “raid” 0.70"]
    assert changed(passage=replace(mark.passage, span=Span(0, 11))) == ["label “Bridge raid” 0.70"]
    assert changed(doubt=0.8) == [""]
    assert changed(weight=0.7001) == []


def test_the_words_of_a_mark_in_a_headline_are_told_in_its_translation():
    report = headed()
    mark = replace(report.headlines[2], passage=headline_passage(report, "b", "bridge"))
    assert told(bridge(), replace(report, headlines=(mark,))) == [
        ("b", "marked in the headline", "", "loaded “bridge” 0.80")
    ]


def test_marks_in_headlines_are_no_highlights_of_sentences():
    assert diff_reports(bridge(), headed()).highlights == ()


def test_every_sentence_of_either_side_is_paired_once():
    old = sentences("a b c d e f", "same", "x y z", "end of it")
    new = sentences("same", "a b c d e g", "x y zz", "end of it", "more")
    pairs = pair_sentences(old, new)
    assert sorted(i for i, _ in pairs if i is not None) == [0, 1, 2, 3]
    assert sorted(j for _, j in pairs if j is not None) == [0, 1, 2, 3, 4]


@pytest.mark.timeout(60)
def test_ten_thousand_equal_sentences_pair_half_and_half():
    many = sentences(*["Yes."] * 10_000)
    fewer = sentences(*["Yes."] * 5_000, *["No."] * 5_000)
    pairs = pair_sentences(many, fewer)
    assert sum(i is not None and j is not None for i, j in pairs) == 5_000


@pytest.mark.timeout(60)
def test_sentences_of_a_million_characters_are_compared_by_their_beginnings():
    assert pair_sentences(sentences("a " * 500_000), sentences("a " * 400_000)) == [(0, 0)]


def test_the_same_words_twice_in_a_sentence_pair_in_order():
    report = with_article(bridge(), "a", "Rebels met rebels; rebels won.")
    from compare.domain import Passage

    first = Highlight(Passage("a", 0, Span(11, 17)), Kind.LABEL, 0.5, "n")
    second = Highlight(Passage("a", 0, Span(19, 25)), Kind.LABEL, 0.6, "n")
    old = replace(report, highlights=(first, second))
    assert diff_reports(old, replace(report, highlights=(second, first))).is_empty
    [gone] = diff_reports(old, replace(report, highlights=(first,))).highlights
    assert (gone.change, gone.old) == (Change.REMOVED, second)
