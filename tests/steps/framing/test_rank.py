from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from compare.domain import Highlight, Kind, Passage, Span
from compare.steps.framing.answers import ALONE
from compare.steps.framing.rank import LISTED, MATTER, ONE_THING, ONLY_LISTED, SHARE, merge_overlapping, rank


def mark(
    start: int, end: int, weight: float = 0.8, kind: Kind = Kind.LOADED, sentence: int = 0, **more: Any
) -> Highlight:
    return Highlight(Passage("a", sentence, Span(start, end)), kind, weight, f"From {start} to {end}.", **more)


def test_overlapping_highlights_of_a_kind_become_one_with_the_note_of_the_stronger() -> None:
    (one,) = merge_overlapping([mark(0, 10, 0.6), mark(5, 12, 0.9)])
    assert (one.passage.span, one.note, one.weight) == (Span(0, 12), "From 5 to 12.", 0.9)


def test_a_long_highlight_does_not_swallow_a_strong_short_one() -> None:
    (one,) = merge_overlapping([mark(0, 100, 0.5), mark(5, 12, 0.9)])
    assert one.passage.span == Span(5, 12)


def test_highlights_of_two_kinds_may_overlap() -> None:
    assert len(merge_overlapping([mark(0, 10), mark(0, 10, kind=Kind.HEDGE)])) == 2


def test_one_kind_does_not_crowd_out_the_others() -> None:
    loaded = [mark(0, 5, 0.9, sentence=k) for k in range(100)]
    hedges = [mark(6, 9, 0.6, Kind.HEDGE, sentence=k) for k in range(100)]
    found = rank([*loaded, *hedges], ["a"], 100, 40)
    assert len(found) == 40
    assert sum(h.kind is Kind.HEDGE for h in found) == round(40 * SHARE[Kind.HEDGE])


def test_room_that_other_kinds_leave_is_filled_up() -> None:
    loaded = [mark(0, 5, 0.3, sentence=k) for k in range(200)]
    hedges = [mark(6, 9, 0.2, Kind.HEDGE, sentence=k) for k in range(200)]
    room = round(10 * LISTED)
    assert len(rank(loaded, ["a"], 100, 10)) == room
    found = rank([*loaded, *hedges], ["a"], 100, 10)
    assert len(found) == room
    assert sum(h.kind is Kind.HEDGE for h in found) == math.ceil(room * SHARE[Kind.HEDGE])


def test_the_strongest_are_kept() -> None:
    marks = [mark(0, 5, 0.5 + k / 1000, sentence=k) for k in range(100)]
    assert min(h.weight for h in rank(marks, ["a"], 100, 10)) >= 0.59


def test_doubtful_highlights_are_listed_and_take_no_marked_place() -> None:
    sure = [mark(0, 5, 0.6, sentence=k) for k in range(6)]
    doubtful = [mark(0, 5, 0.9, sentence=k + 50, doubt=0.6) for k in range(6)]
    assert len(rank([*sure, *doubtful], ["a"], 100, 10)) == 12


def test_nothing_is_shown_where_nothing_was_asked_for() -> None:
    assert rank([mark(0, 5)], ["a"], 100, 0) == ()


def test_a_loaded_word_that_is_marked_as_a_report_verb_is_marked_once_unless_it_says_more() -> None:
    verb = mark(0, 7, 0.6, Kind.ATTRIBUTION)
    assert rank([verb, mark(0, 7, 0.55)], ["a"], 10, 100) == (verb,)
    assert len(rank([verb, mark(0, 7, 0.8)], ["a"], 10, 100)) == 2
    assert len(rank([mark(0, 7, 0.3, Kind.ATTRIBUTION), mark(0, 7, 0.2)], ["a"], 10, 100)) == 2


def test_of_two_the_note_is_of_the_one_that_stands_against_something() -> None:
    other = Passage("b", 3, Span(0, 9))
    (one,) = merge_overlapping([mark(0, 10, 0.6, beside=(other,)), mark(0, 10, 0.9)])
    (two,) = merge_overlapping([mark(0, 10, 0.6, beside=(other,)), mark(2, 10, 0.9, against=(other,))])
    assert (one.note, one.weight, one.beside) == ("From 0 to 10.", 0.9, (other,))
    assert two.note == "From 2 to 10."


def test_words_to_stand_against_explain_more_than_sentences_to_stand_beside() -> None:
    other, read = Passage("b", 3, Span(0, 9)), Passage("b", 4, Span(0, 20))
    strong = mark(0, 10, 0.9, beside=(read,), evidence=(("rule", "read beside"), ("chance", 0.7)))
    weak = mark(0, 10, 0.6, against=(other,), evidence=(("rule", "scale"),))
    (one,) = merge_overlapping([strong, replace(weak, note="X here, Y there.")])
    assert (one.note, one.weight, one.against, one.beside) == ("X here, Y there.", 0.9, (other,), (read,))
    assert one.evidence == (("rule", "scale"), ("chance", 0.7))


def test_a_span_does_not_grow_into_a_third() -> None:
    spans = [h.passage.span for h in merge_overlapping([mark(0, 10, 0.9), mark(12, 20, 0.8), mark(8, 14, 0.7)])]
    assert spans == [Span(0, 10), Span(12, 20)]


def test_words_that_are_a_label_and_loaded_are_marked_once() -> None:
    label, loaded = mark(0, 9, 0.6, Kind.LABEL), mark(4, 9, 0.7)
    found = {h.kind: h.weight for h in rank([label, loaded], ["a"], 10, 100)}
    assert found == {Kind.LABEL: ONLY_LISTED, Kind.LOADED: 0.7}
    answered = mark(0, 9, 0.6, Kind.LABEL, against=(Passage("b", 0, Span(0, 4)),))
    found = {h.kind: h.weight for h in rank([answered, loaded], ["a"], 10, 100)}
    assert found == {Kind.LABEL: 0.6, Kind.LOADED: ONLY_LISTED}
    apart = {h.kind: h.weight for h in rank([mark(0, 3, 0.6, Kind.LABEL), loaded], ["a"], 10, 100)}
    assert apart == {Kind.LABEL: 0.6, Kind.LOADED: 0.7}


def test_a_marked_phrase_that_holds_two_marked_words_is_one_with_them() -> None:
    (one,) = merge_overlapping([mark(0, 8, 0.7), mark(14, 25, 0.6), mark(0, 25, 0.55)])
    assert (one.passage.span, one.weight) == (Span(0, 25), 0.7)
    assert len(merge_overlapping([mark(0, 8, 0.7), mark(14, 25, 0.6), mark(0, 25, 0.3)])) == 2


def test_a_note_quotes_the_words_that_are_marked() -> None:
    text = "hooded bandits of the night"
    strong, weak = mark(7, 14, 0.9), mark(0, 14, 0.6)
    (one,) = merge_overlapping([replace(strong, note="“bandits”: a name."), weak], lambda p: p.span.of(text))
    assert (one.passage.span.of(text), one.note) == ("hooded bandits", "“hooded bandits”: a name.")


def test_a_word_that_may_judge_does_where_two_find_it_and_its_note_is_in_the_number_of_the_words() -> None:
    text, read = "hooded bandits of the night", (Passage("b", 4, Span(0, 20)),)
    strong = replace(mark(7, 14, 0.9), note="“bandits”: a word that may judge; Y does not use it.")
    weak = replace(mark(0, 27, 0.6, beside=read), note=f"“{text}”: words that judge; {ALONE}.")
    (one,) = merge_overlapping([strong, weak], lambda p: p.span.of(text))
    assert one.note == "“bandits”: a word that judges; Y does not use it."
    told = replace(weak, note=f"“{text}”: words that judge; Y does not use it.")
    (two,) = merge_overlapping([replace(strong, note=f"“bandits”: a jibe; {ALONE}."), told], lambda p: p.span.of(text))
    assert two.note == "“bandits”: a word that judges; Y does not use it."


def test_of_two_notes_that_stand_alone_the_one_on_all_that_is_marked_is_shown() -> None:
    text = "hooded bandits of the night"
    strong = replace(mark(7, 14, 0.9), note=f"“bandits”: a jibe; {ALONE}.")
    weak = replace(mark(0, 14, 0.6), note=f"“hooded bandits”: words that judge; {ALONE}.")
    (one,) = merge_overlapping([strong, weak], lambda p: p.span.of(text))
    assert one.note == weak.note


def test_a_note_that_names_an_outlet_says_more_than_one_that_stands_alone() -> None:
    read = Passage("b", 4, Span(0, 20))
    strong, weak = mark(0, 10, 0.9), replace(mark(0, 10, 0.6, beside=(read,)), note=f"“X”: a word; {ALONE}.")
    (one,) = merge_overlapping([strong, weak])
    (two,) = merge_overlapping([replace(strong, note=f"“X”: a jibe; {ALONE}."), replace(weak, note="Y tells it.")])
    assert (one.note, two.note) == ("From 0 to 10.", "Y tells it.")


def test_words_of_another_matter_lend_no_note() -> None:
    other, read = Passage("b", 3, Span(0, 9)), Passage("b", 4, Span(0, 20))
    weak = replace(mark(0, 10, 0.6, Kind.LABEL, beside=(read,)), note=f"“X”: a name; {ALONE}.")
    for chance, lends in ((0.9, True), (0.2, False)):
        link = mark(0, 9, 0.3, Kind.LABEL, against=(other,), evidence=((MATTER, chance),))
        (one,) = merge_overlapping([weak, link])
        assert (one.note == link.note, one.against == (other,)) == (lends, lends)


def test_loaded_words_side_by_side_are_one_phrase() -> None:
    text = "shocked and appalled, rude"
    marks = [replace(mark(a, b, w), note=f"“{text[a:b]}”: a word that judges; {ALONE}.") for a, b, w in PARTS]
    found = rank(marks, ["a"], 10, 100, lambda passage: passage.span.of(text))
    assert [h.passage.span.of(text) for h in found] == ["shocked and appalled", "rude"]
    assert found[0].note == f"“shocked and appalled”: words that judge; {ALONE}." and found[0].weight == 0.8


PARTS = ((0, 7, 0.8), (12, 20, 0.6), (22, 26, 0.7))


def test_words_that_may_mean_another_thing_lend_a_name_no_note() -> None:
    against = (Passage("b", 0, Span(0, 4)),)
    unsure = mark(0, 10, 0.49, Kind.LABEL, against=against, evidence=((ONE_THING, 0.0),))
    (one,) = merge_overlapping([mark(0, 10, 0.51, Kind.LABEL), unsure])
    assert one.against == ()


def test_a_class_of_one_word_is_not_said_of_its_phrase() -> None:
    text = "hooded bandits of the night"
    strong, weak = mark(7, 14, 0.9), mark(0, 14, 0.6)
    named = replace(strong, note="“bandits”: a judging adjective; Y does not use it.")
    (one,) = merge_overlapping([named, weak], lambda p: p.span.of(text))
    assert one.note == "“hooded bandits”: words that judge; Y does not use it."
