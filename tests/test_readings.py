"""What readers said of highlights: the file holds together, and a highlight finds what was said of it."""

from __future__ import annotations

import pytest

from compare.domain import Highlight, Kind, Passage, Span
from tests.bench import article_readings
from tests.bench.article_readings import READ, ArticleReading, read_article_readings, seal
from tests.bench.events import read_events
from tests.bench.fit_lines import LATER
from tests.bench.readings import NOTE, TRANSLATED, WORTH, Reading, of_highlight, read_readings


def test_every_reading_is_of_a_sentence_of_a_later_event_and_says_one_of_the_known_things() -> None:
    events = {event.name: list(event.outlets.values()) for event in read_events(sorted(LATER.glob("*.txt")))}
    learned = {one.text for event in read_events() for told in event.outlets.values() for one in told}
    assert not learned & {one.text for outlets in events.values() for told in outlets for one in told}

    readings = [one for own in read_readings().values() for one in own]
    assert readings
    for one in readings:
        article = int(one.article[1:])
        assert one.sentence < len(events[one.event][article])
        assert one.worth in WORTH and one.note_is in NOTE and one.kind in set(Kind)
        if one.told != TRANSLATED:
            assert one.words in events[one.event][article][one.sentence].text


def reading(words: str, worth: str, note: str, note_is: str) -> Reading:
    return Reading("fire", "written", "loaded", "a0", 1, words, worth, note_is, note)


@pytest.mark.parametrize(
    ("words", "note", "said"),
    [
        ("cruel", "It judges.", ("worth", "true")),
        ("cruel", "Another note.", ("worth", None)),
        ("cruel joke", "It judges.", ("worth", "true")),
        ("harsh", "It judges.", (None, None)),
        ("joke", "They differ.", ("wrong", "false")),
    ],
)
def test_of_a_mark_counts_what_was_said_of_its_words_and_of_its_very_note(words: str, note: str, said: tuple) -> None:  # type: ignore[type-arg]
    read = [reading("cruel", "worth", "It judges.", "true"), reading("joke", "wrong", "They differ.", "false")]
    assert of_highlight(read, words, note) == said


def test_every_reading_of_an_article_says_one_of_the_known_things_of_words_in_it() -> None:
    readings = [one for own in read_article_readings().values() for one in own]
    assert readings
    for one in readings:
        assert one.read in READ and one.kind in set(Kind) and one.worth in WORTH and one.note_is in NOTE
        assert 0 <= one.span.start < one.span.end and len(one.note) == len(seal(""))


@pytest.mark.parametrize(
    ("span", "note", "said"),
    [
        (Span(4, 9), "It judges.", ("worth", "true")),
        (Span(4, 9), "Another note.", ("worth", None)),
        (Span(6, 14), "It judges.", ("worth", "true")),
        (Span(20, 30), "It judges.", ("wrong", None)),
        (Span(40, 44), "It judges.", (None, None)),
    ],
)
def test_a_mark_in_an_article_is_known_by_its_place_and_its_note_by_its_seal(
    span: Span, note: str, said: tuple
) -> None:  # type: ignore[type-arg]
    def read(start: int, end: int, worth: str, note: str, note_is: str) -> ArticleReading:
        return ArticleReading("second", "fire", "loaded", "a", "1", Span(start, end), worth, note_is, seal(note))

    readings = [read(4, 9, "worth", "It judges.", "true"), read(18, 30, "wrong", "They differ.", "false")]
    highlight = Highlight(Passage("a", 1, span), Kind.LOADED, 0.6, note)
    assert article_readings.of_highlight(readings, highlight) == said
