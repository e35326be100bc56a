"""Which words of a translation stand for which of the original, and what highlights make of it."""

from __future__ import annotations

import pytest

from compare.domain import Highlight, Kind, Place, Span
from compare.engines.contexts import ContextReader, StateReader, WordJudge
from compare.files.framing_lists import read_lists
from compare.files.weights import read_beside, read_loaded
from compare.steps.framing import find_framing
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.loaded_words import find_loaded
from compare.steps.framing.quotes import quotes_of
from compare.steps.framing.rendered import shown_for, written_for
from compare.steps.framing.report_verbs import reports_at
from compare.steps.framing.scales import find_charged
from tests.steps.framing.tellings import telling, with_words_read

MARCH = (
    "A Voz <pt: The police charged brutally at a group of young people. "
    "<< A polícia carregou brutalmente sobre um grupo de jovens."
)
OF_MARCH = "The Tribune: The police moved in on a group of young people."


@pytest.fixture(scope="module")
def judge() -> WordJudge:
    return WordJudge.of(read_loaded())


@pytest.fixture(scope="module")
def reader() -> StateReader:
    return StateReader(ContextReader(read_beside().tuning))


def first_of(story: AlignedStory) -> Place:
    return Place(story.readings[0].article.id, 0)


def rendered(story: AlignedStory, words: str) -> str | None:
    """What stands in the first sentence shown for ``words`` of it as written."""
    text = story.sentence(first_of(story)).text
    found = shown_for(story, first_of(story), Span(text.index(words), text.index(words) + len(words)))
    return None if found is None else found.of(story.shown(first_of(story)))


def written(story: AlignedStory, words: str) -> str | None:
    """What ``words`` of the first sentence shown stand for."""
    shown = story.shown(first_of(story))
    found = written_for(story, first_of(story), Span(shown.index(words), shown.index(words) + len(words)))
    return None if found is None else found.of(story.sentence(first_of(story)).text)


def test_words_are_found_in_the_translation_and_those_of_the_translation_in_the_original(judge, reader):
    story = with_words_read(telling(MARCH), judge, reader)
    assert rendered(story, "brutalmente") == "brutally"
    assert rendered(story, "jovens") == "young people"
    assert written(story, "brutally") == "brutalmente"
    assert written(story, "group of young people") == "grupo de jovens"


@pytest.mark.parametrize(
    ("line", "shown", "original"),
    [
        (
            "A Voz <pt: More than 20,000 people marched on Sunday. << Mais de 20 mil pessoas desfilaram no domingo.",
            "More than 20,000",
            "Mais de 20 mil",
        ),
        (
            "Le Quai <fr: At least 17 people were hurt. << Au moins 17 personnes ont été blessées.",
            "At least 17",
            "Au moins 17",
        ),
        (
            "Der Kai <de: The minister rejected the criticism sharply. << Der Minister wies die Kritik scharf zurück.",
            "rejected",
            "wies",
        ),
    ],
)
def test_what_belongs_to_a_phrase_is_found_with_it(judge, reader, line, shown, original):
    found = written(with_words_read(telling(line), judge, reader), shown)
    assert found == original


def test_nothing_is_found_where_nothing_is_translated_or_no_word_was_read(judge, reader):
    as_written = with_words_read(telling(OF_MARCH), judge, reader)
    assert written_for(as_written, first_of(as_written), Span(0, 3)) is None
    unread = telling(MARCH)
    assert written_for(unread, first_of(unread), Span(0, 3)) is None


def test_words_that_the_engine_made_up_stand_for_none(judge, reader):
    story = with_words_read(
        telling("A Voz <pt: Subscribe to the newsletter at www.example.com now. << Choveu."), judge, reader
    )
    assert written(story, "www.example.com") is None


def loaded(story: AlignedStory) -> dict[str, Highlight]:
    found = add_doubt(story, find_loaded(story))
    return {h.passage.span.of(story.shown(Place(h.passage.article, h.passage.sentence))): h for h in found}


def test_a_word_that_the_originals_list_knows_is_marked_where_the_engine_made_it_plain(judge, reader):
    lines = (
        "A Voz <pt: The ruler closed the bridge on Sunday. << O {} fechou a ponte no domingo.\n"
        "The Tribune: The president closed the bridge on Sunday."
    )
    judging, calm = (with_words_read(telling(lines.format(word)), judge, reader) for word in ("tirano", "governante"))
    assert dict(loaded(judging)["ruler"].evidence)["judges as written"] == 1.0
    assert loaded(judging)["ruler"].weight > 0.5 > loaded(calm)["ruler"].weight


def test_a_word_of_a_scale_that_the_engine_lost_is_marked_where_it_is_rendered(judge, reader):
    story = with_words_read(
        telling(
            "El Faro <es: Some 200 neighbours were displaced and spent the night in a school. "
            "<< Unos 200 vecinos fueron desahuciados y pasaron la noche en una escuela.\n"
            "The Tribune: Some 200 residents were moved and spent the night in a school."
        ),
        judge,
        reader,
    )
    [found] = find_charged(story, Kind.LOADED)
    assert found.passage.span.of(story.shown(first_of(story))) == "displaced"
    assert "“desahuciados”" in found.note


def test_doubt_asks_the_word_that_was_rendered_and_not_another_one_of_its_sentence(judge, reader):
    lines = (
        "A Voz <pt: The cowardly attack was a brutal answer. << O ataque{} foi uma resposta brutal.\n"
        "The Tribune: The attack was an answer."
    )
    engine, outlet = (with_words_read(telling(lines.format(word)), judge, reader) for word in ("", " cobarde"))
    said = [dict(loaded(story)["cowardly"].evidence)["original"] for story in (engine, outlet)]
    assert said == ["not known", "bears it out"]
    assert loaded(engine)["cowardly"].doubt > loaded(outlet)["cowardly"].doubt


def test_the_class_of_each_of_several_verbs_is_that_of_the_verb_it_stands_for(judge, reader):
    story = with_words_read(
        telling(
            "A Voz <pt: The mayor said that it rained, and the union said that nobody came. "
            "<< O autarca disse que choveu, e o sindicato alegou que ninguém veio."
        ),
        judge,
        reader,
    )
    place = first_of(story)
    first, second = reports_at(story, place, quotes_of(story.shown(place)))
    assert (first.kind.name, first.original) == ("neutral", "")
    assert (second.kind.name, second.original) == ("doubting", "alegou")


def test_a_mark_on_some_words_says_which_of_the_original_and_one_on_the_whole_does_not(judge, reader):
    story = with_words_read(telling(f"{MARCH}\n{OF_MARCH}", read_lists()), judge, reader)
    found = find_framing(story, per_100=80)
    own = [h for h in found if h.passage.article == "a-voz"]
    text = story.sentence(first_of(story)).text
    spans = {h.passage.span.of(story.shown(first_of(story))): h.written and h.written.of(text) for h in own}
    assert spans["brutally"] == "brutalmente"
    assert all(h.written is None for h in found if h.passage.article != "a-voz")
