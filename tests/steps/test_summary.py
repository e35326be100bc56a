"""The first page of a report: what is picked, in which order, and what is counted once."""

from __future__ import annotations

import dataclasses

from hypothesis import given, settings

from compare.domain import (
    IDLE,
    Fact,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    Passage,
    Place,
    Provenance,
    Report,
    SegmentKind,
    Span,
)
from compare.steps.summary import FAINT, is_prominent, story_order, summarise, worth_reading
from tests.reports import bridge, joined, passage, reading, reports


def report_of(lines, highlights=(), same_event=None, **options) -> Report:
    """A report of articles ``{id: [(fact key, text), …]}``; ``highlights`` is a function of the readings."""
    readings = tuple(reading(article, article.upper(), "en", entries, **options) for article, entries in lines.items())
    keys = {article: [entry[0] for entry in entries] for article, entries in lines.items()}
    alignments, facts = joined(readings, keys, same_event)
    marks = tuple(highlights(readings)) if highlights else ()
    return Report("s", "", "en", readings, alignments, facts, marks, Provenance("0", {}, {}, {}))


def test_shares_count_sentences_that_another_article_tells():
    summary = summarise(bridge())
    assert [(s.article, s.n_shared, s.n_sentences) for s in summary.shares] == [("a", 2, 3), ("b", 2, 3)]
    assert summary.shares[0].n_others == (1, 1, 0)
    assert [round(pair.left_share, 2) for pair in summary.pairs] == [0.67]


def test_a_byline_is_neither_lead_nor_counted():
    report = report_of(
        {"a": [("", "By A. Writer"), ("x", "It rained.")], "b": [("x", "Rain fell."), ("", "Nobody minded.")]},
    )
    byline = dataclasses.replace(report.readings[0].sentences[0], kind=SegmentKind.BYLINE)
    first = dataclasses.replace(report.readings[0], sentences=(byline, report.readings[0].sentences[1]))
    summary = summarise(dataclasses.replace(report, readings=(first, report.readings[1])))
    assert summary.shares[0].n_sentences == 1
    assert summary.leads[0].place == Place("a", 1)
    assert summary.only_here[0].n_sentences == 0


def test_a_lead_says_where_each_other_outlet_tells_it_and_who_does_not():
    report = report_of(
        {
            "a": [("fire", "A fire broke out."), ("", "x")],
            "b": [("", "y"), ("fire", "There was a fire.")],
            "c": [("", "z")],
        }
    )
    lead = summarise(report).leads[0]
    assert lead.place == Place("a", 0)
    assert lead.elsewhere == (("b", Place("b", 1)), ("c", None))


def test_one_contrast_seen_from_both_sides_is_one():
    summary = summarise(bridge())
    labels = [c for c in summary.contrasts if c.highlight.kind == Kind.LABEL]
    assert len(labels) == 1
    assert labels[0].n_highlights == 2
    assert [p.article for p in labels[0].passages] == ["a", "b"]


def test_the_strongest_side_speaks_for_a_contrast():
    [label] = [c for c in summarise(bridge()).contrasts if c.highlight.kind == Kind.LABEL]
    # 0.9 × (1 − 0.1) beats 0.8
    assert label.highlight.passage.article == "b"


def test_contrasts_are_not_all_of_one_kind_or_one_sentence():
    def marks(readings):
        for k in range(6):
            yield Highlight(passage(readings, "a", 0, f"w{k}"), Kind.LABEL, 0.9, "n", ())
        yield Highlight(passage(readings, "b", 1, "may"), Kind.HEDGE, 0.8, "n", ())

    report = report_of({"a": [("x", "w0 w1 w2 w3 w4 w5")], "b": [("x", "w"), ("", "it may rain")]}, marks)
    first_two = summarise(report, n_contrasts=2).contrasts
    assert [c.highlight.kind for c in first_two] == [Kind.LABEL, Kind.HEDGE]


def test_the_same_two_words_all_along_do_not_fill_the_list():
    def marks(readings):
        for k in range(5):
            against = (passage(readings, "b", k, "gunmen"),)
            yield Highlight(passage(readings, "a", k, "rebels"), Kind.LABEL, 0.9, "n", against)
        yield Highlight(passage(readings, "a", 5, "mob"), Kind.LABEL, 0.6, "n", (passage(readings, "b", 5, "crowd"),))

    lines_a = [(str(k), f"The rebels came {k}.") for k in range(5)] + [("m", "A mob came.")]
    lines_b = [(str(k), f"The gunmen came {k}.") for k in range(5)] + [("m", "A crowd came.")]
    report = report_of({"a": lines_a, "b": lines_b}, marks)
    assert summarise(report).contrasts[1].highlight.weight == 0.6


def test_left_out_is_what_most_tell_and_one_does_not():
    report = report_of(
        {
            "a": [("x", "one"), ("y", "two")],
            "b": [("x", "one")],
            "c": [("y", "two"), ("x", "one")],
            "d": [("y", "two"), ("", "n")],
        }
    )
    found = [(entry.fact, entry.told_by, entry.missing) for entry in summarise(report).left_out]
    assert found == [(0, ("a", "b", "c"), ("d",)), (1, ("a", "c", "d"), ("b",))]


def test_an_article_about_another_event_leaves_nothing_out():
    lines = {"a": [("x", "one")], "b": [("x", "one")], "c": [("x", "one")], "d": [("", "football")]}
    apart = {("a", "d"): 0.02, ("b", "d"): 0.03, ("c", "d"): 0.01}
    summary = summarise(report_of(lines, same_event=apart))
    assert summary.apart == ("d",)
    assert summary.other_events == (("a", "d"), ("b", "d"), ("c", "d"))
    assert summary.left_out == ()


def test_an_outlet_that_is_a_little_like_each_of_the_others_is_of_their_event():
    lines = {"a": [("x", "one")], "b": [("x", "one")], "c": [("x", "one")], "d": [("", "the same")]}
    summary = summarise(report_of(lines, same_event={("a", "d"): 0.3, ("b", "d"): 0.1, ("c", "d"): 0.4}))
    assert summary.apart == () and summary.other_events == ()
    assert [entry.missing for entry in summary.left_out] == [("d",)]


def test_an_outlet_that_is_like_one_of_the_others_alone_is_not():
    lines = {"a": [("x", "one")], "b": [("x", "one")], "c": [("x", "one")], "d": [("", "football")]}
    summary = summarise(report_of(lines, same_event={("a", "d"): 0.4, ("b", "d"): 0.02, ("c", "d"): 0.02}))
    assert summary.apart == ("d",)


def test_one_pair_that_is_a_little_alike_does_not_make_one_event():
    lines = {"a": [("x", "one")], "b": [("", "two")]}
    summary = summarise(report_of(lines, same_event={("a", "b"): 0.4}))
    assert summary.apart == ("a", "b") and summary.other_events == (("a", "b"),)


def test_only_here_prefers_the_weightier_omissions_and_keeps_reading_order():
    def marks(readings):
        yield Highlight(passage(readings, "a", 2), Kind.OMISSION, 0.9, "n")
        yield Highlight(passage(readings, "a", 1), Kind.OMISSION, 0.7, "n")

    report = report_of({"a": [("", "p"), ("", "q"), ("", "r")], "b": [("", "s")]}, marks)
    only = summarise(report, n_only_here=2).only_here[0]
    assert only.places == (Place("a", 1), Place("a", 2))
    assert only.n_sentences == 3


def test_flags_and_doubtful_highlights_are_counted():
    flags = {0: (Flag(FlagKind.NUMBER, "n"), Flag(FlagKind.LOOP, "n"))}

    def marks(readings):
        yield Highlight(passage(readings, "a", 0), Kind.LABEL, 0.9, "n", (), 0.8)

    summary = summarise(report_of({"a": [("x", "p")], "b": [("x", "q")]}, marks, flags=flags))
    assert (summary.n_flagged, summary.n_doubtful) == (2, 1)
    assert summary.flags == ((FlagKind.LOOP, 2), (FlagKind.NUMBER, 2))


def test_a_slight_or_doubtful_highlight_is_not_prominent():
    where = Passage("a", 0, Span(0, 1))
    assert is_prominent(Highlight(where, Kind.LABEL, 0.5, "n"))
    assert not is_prominent(Highlight(where, Kind.LABEL, 0.49, "n"))
    assert not is_prominent(Highlight(where, Kind.LABEL, 0.9, "n", (), 0.5))


def test_facts_stand_where_the_outlets_tell_them():
    report = report_of(
        {"a": [("p", "1"), ("q", "2"), ("", "3")], "b": [("p", "1"), ("", "2"), ("q", "3")], "c": [("q", "1")]}
    )
    assert [fact.id for fact in story_order(report)] == [0, 1]


@settings(max_examples=60, deadline=None)
@given(reports())
def test_any_report_can_be_summarised_and_counts_add_up(report):
    summary = summarise(report)
    assert sum(n for _, n in summary.n_of_kind) == len(report.highlights) + len(report.headlines)
    assert len(summary.contrasts) <= 10
    for share, only in zip(summary.shares, summary.only_here, strict=True):
        assert share.n_shared + only.n_sentences == share.n_sentences
    shown = [c.highlight for c in summary.contrasts]
    assert len(set(map(id, shown))) == len(shown)


@settings(max_examples=60, deadline=None)
@given(reports())
def test_the_order_of_facts_does_not_depend_on_the_order_of_articles(report):
    swapped = dataclasses.replace(report, readings=report.readings[::-1])
    assert story_order(swapped) == story_order(report)
    assert {fact.id for fact in story_order(report)} == {fact.id for fact in report.facts}


def test_a_fact_told_twice_by_one_outlet_counts_from_its_first_telling():
    report = report_of({"a": [("x", "1"), ("y", "2"), ("x", "3")], "b": [("x", "1"), ("y", "2")]})
    assert story_order(report)[0] == Fact(0, (Place("a", 0), Place("a", 2), Place("b", 0)))


def test_a_contrast_that_the_translation_explains_better_is_not_among_the_weightiest():
    def marks(readings):
        yield Highlight(passage(readings, "a", 0, "mob"), Kind.LABEL, 0.9, "n", doubt=0.6)
        yield Highlight(passage(readings, "a", 0, "may"), Kind.HEDGE, 0.5, "n", doubt=0.1)

    report = report_of({"a": [("x", "The mob may come.")], "b": [("x", "The crowd comes.")]}, marks)
    assert [c.highlight.kind for c in summarise(report).contrasts] == [Kind.HEDGE]


def test_one_difference_of_place_is_enough():
    def marks(readings):
        for k in range(3):
            yield Highlight(passage(readings, "a", k), Kind.EMPHASIS, 0.9, "n", (passage(readings, "b", k),))
        yield Highlight(passage(readings, "a", 3, "mob"), Kind.LABEL, 0.5, "n", (passage(readings, "b", 3, "crowd"),))

    lines_a = [(str(k), f"It rained {k} times.") for k in range(3)] + [("m", "A mob came.")]
    lines_b = [(str(k), f"Rain fell {k} times.") for k in range(3)] + [("m", "A crowd came.")]
    kinds = [c.highlight.kind for c in summarise(report_of({"a": lines_a, "b": lines_b}, marks)).contrasts]
    assert sorted(kinds) == [Kind.EMPHASIS, Kind.LABEL]


def test_words_that_stand_on_the_list_are_not_listed_again_as_another_kind():
    def marks(readings):
        yield Highlight(passage(readings, "a", 0, "ranted"), Kind.LOADED, 0.6, "n")
        against = (passage(readings, "b", 0, "said"),)
        yield Highlight(passage(readings, "a", 0, "ranted"), Kind.ATTRIBUTION, 0.7, "n", against)

    report = report_of({"a": [("x", "He ranted.")], "b": [("x", "He said so.")]}, marks)
    assert [c.highlight.kind for c in summarise(report).contrasts] == [Kind.ATTRIBUTION]


def test_a_word_set_against_another_comes_before_one_that_stands_alone():
    def marks(readings):
        yield Highlight(passage(readings, "a", 0, "vile"), Kind.LOADED, 0.62, "n")
        against = (passage(readings, "b", 1, "removed"),)
        yield Highlight(passage(readings, "a", 1, "purged"), Kind.LOADED, 0.6, "n", against)

    lines = {"a": [("x", "A vile act."), ("y", "They purged it.")], "b": [("x", "An act."), ("y", "They removed it.")]}
    first = summarise(report_of(lines, marks)).contrasts[0]
    assert first.highlight.passage.sentence == 1


def test_slight_contrasts_do_not_fill_the_list_up():
    def marks(readings):
        yield Highlight(passage(readings, "a", 0, "nobody"), Kind.LOADED, 0.15, "n")

    report = report_of({"a": [("x", "So nobody won.")], "b": [("x", "There was no winner.")]}, marks)
    assert summarise(report).contrasts == ()


def test_a_word_that_tells_a_reader_nothing_is_in_no_list():
    def loaded(weight: float, *evidence: tuple[str, float]) -> Highlight:
        return Highlight(Passage("a", 0, Span(0, 2)), Kind.LOADED, weight, "It judges.", evidence=evidence)

    listed, faint, idle = loaded(FAINT), loaded(FAINT - 0.001), loaded(0.4, (IDLE, 1.0))
    assert worth_reading([listed, faint, idle]) == (listed,)
