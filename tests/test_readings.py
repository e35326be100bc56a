"""What readers said of highlights: the file holds together, and a highlight finds what was said of it."""

from __future__ import annotations

import pytest

from compare.domain import Kind
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
