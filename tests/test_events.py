"""The events that we wrote: their form, and that all that is learned from them is there."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from compare.domain import Highlight, Kind, Passage, Span
from compare.steps.framing.beside import KINDS
from tests.bench.events import read_events
from tests.bench.held_events import Count, count_sentence, held_events, story_of
from tests.bench.translated_events import carried, read_portuguese

FERRY = """\
# ferry inquiry
@ Skerry Gazette
1 2 | The ferry <p1 Solveig> was overloaded by <m 40> passengers.
3 | Nineteen people <g were killed>.
@ Marnholm Worker
3 ! | They drowned because Norvik <w cut corners>.
2 | <l1 The floating coffin> carried 60 too many.
*7 | It had been fined twice.
"""


def written(folder: Path, text: str) -> list[Path]:
    path = folder / "sea.txt"
    path.write_text(text, "utf-8")
    return [path]


def test_an_event_is_read_as_it_is_marked(tmp_path: Path) -> None:
    (event,) = read_events(written(tmp_path, FERRY))

    first, second = event.outlets["Skerry Gazette"]
    third, fourth, fifth = event.outlets["Marnholm Worker"]
    assert first.text == "The ferry Solveig was overloaded by 40 passengers."
    assert [(first.text[m.start : m.end], m.kind, m.concept) for m in first.marks] == [
        ("Solveig", None, 1),
        ("40", Kind.NUMBER, None),
    ]
    assert [second.text[m.start : m.end] for m in second.marks] == ["were killed"]
    assert (first.facts, third.takes_sides, second.takes_sides) == ({1, 2}, True, False)
    assert [(m.kind, m.concept) for m in fourth.marks] == [(Kind.LABEL, 1)]
    assert (fifth.facts, fifth.alone) == ({7}, {7})


def test_marks_go_with_their_words_into_another_language(tmp_path: Path) -> None:
    (event,) = read_events(written(tmp_path, FERRY))
    told = [one for outlet in event.outlets.values() for one in outlet]
    abroad = [
        "A balsa Solveig levava 40 passageiros a mais.",
        "Dezenove pessoas foram mortas.",
        "Eles se afogaram porque a Norvik cortou custos.",
        "O caixão flutuante carregava 60 pessoas a mais.",
        "Tinha sido multada duas vezes.",
    ]

    found = carried(told, abroad)

    assert [one.text for one in found] == abroad
    assert [(one.facts, one.takes_sides, one.alone) for one in found] == [
        (one.facts, one.takes_sides, one.alone) for one in told
    ]
    words = [[one.text[m.start : m.end] for m in one.marks] for one in found]
    assert words[0] == ["Solveig", "40"]
    assert words[1] == ["foram mortas"]
    assert "cortou" in words[2][0]
    assert "caixão" in words[3][0]
    assert words[4] == []


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("1 2 |", "|"),
        ("1 2 |", "one |"),
        ("1 2 |", "1 2"),
        ("<g were killed>", "<g were killed"),
        ("<g were killed>", "<x were killed>"),
        ("<g were killed>", "<g2 were killed>"),
        ("<p1 Solveig>", "<p Solveig>"),
        ("*7", "*2"),
        ("@ Marnholm Worker", "@ Skerry Gazette"),
        ("# ferry inquiry", ""),
    ],
)
def test_what_is_not_well_formed_is_an_error(tmp_path: Path, was: str, becomes: str) -> None:
    assert was in FERRY

    with pytest.raises(ValueError, match=r"sea|ferry"):
        read_events(written(tmp_path, FERRY.replace(was, becomes, 1)))


def test_all_our_events_are_well_formed_and_have_every_kind_of_mark() -> None:
    events = read_events()

    told = [one for event in events for sentences in event.outlets.values() for one in sentences]
    marks = Counter(mark.kind for one in told for mark in one.marks)
    assert all(marks[kind] >= 2000 for kind in KINDS)
    assert len({event.name for event in events}) == len(events) >= 1300
    assert all(2 <= len(event.outlets) <= 6 for event in events)
    plain = sum(not any(mark.kind for mark in one.marks) for one in told)
    assert 0.2 < plain / len(told) < 0.4


def test_marks_of_an_editor_are_counted_by_kind(tmp_path: Path) -> None:
    (event,) = read_events(written(tmp_path, FERRY))
    counts: dict[Kind, Count] = defaultdict(Count)
    told = event.outlets["Marnholm Worker"][0]

    def highlight(kind: Kind, words: str) -> Highlight:
        start = told.text.index(words)
        return Highlight(Passage("a1", 0, Span(start, start + len(words))), kind, 0.6, "Why.")

    found = [highlight(Kind.LOADED, "cut"), highlight(Kind.LOADED, "drowned"), highlight(Kind.LABEL, "corners")]
    count_sentence(told, found, counts)

    assert counts[Kind.LOADED] == Count(marks=1, found=1, marked=2, right=1)
    assert counts[Kind.LABEL] == Count(marked=1)
    assert counts[Kind.TONE] == Count(marks=1)
    assert counts[Kind.OMISSION] == Count()


def test_held_events_become_stories_of_all_their_outlets() -> None:
    for event in held_events():
        story = story_of(event)
        assert [article.outlet for article in story.articles] == list(event.outlets)
        assert [len(article.sentences or ()) for article in story.articles] == [len(t) for t in event.outlets.values()]


def test_sentences_that_measure_were_not_translated_to_learn_from() -> None:
    freely = read_portuguese()

    assert len(freely) > 5_000
    assert all(text.strip() and text != english for english, text in freely.items())
    held = {one.text for event in held_events() for told in event.outlets.values() for one in told}
    assert not held & set(freely)


def test_a_translation_of_no_sentence_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, FERRY)
    (tmp_path / "portuguese.tsv").write_text(
        "sea.1.B2\tO caixão flutuante levava 60 a mais.\nsea.1.B9\tNada.\n", "utf-8"
    )

    with pytest.raises(ValueError, match=r"sea\.1\.B9"):
        read_portuguese(tmp_path / "portuguese.tsv")


def test_a_sentence_that_is_translated_twice_is_an_error(tmp_path: Path) -> None:
    written(tmp_path, FERRY)
    (tmp_path / "portuguese.tsv").write_text("sea.1.B2\tO caixão levava 60.\nsea.1.B2\tLevava 60.\n", "utf-8")

    with pytest.raises(ValueError, match="twice"):
        read_portuguese(tmp_path / "portuguese.tsv")


def test_a_telling_name_needs_no_plain_one(tmp_path: Path) -> None:
    (event,) = read_events(written(tmp_path, FERRY.replace("<l1 The floating coffin>", "<l The floating coffin>")))

    assert [(m.kind, m.concept) for m in event.outlets["Marnholm Worker"][1].marks] == [(Kind.LABEL, None)]
