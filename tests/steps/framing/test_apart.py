"""What is compared beyond beads: deeds and names anywhere in two articles, and words that only an original has."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from compare.domain import Highlight, Kind, Passage, Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.agency import find_agency
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.attribution import find_attributions
from compare.steps.framing.denial import _elsewhere_affirmed, denials_in
from compare.steps.framing.label import find_labels
from compare.steps.framing.loaded_words import find_loaded
from compare.steps.framing.number import find_numbers
from compare.steps.framing.omission import find_omissions
from compare.steps.framing.pairs import Contrast, name_all
from compare.steps.framing.scales import find_charged
from compare.steps.framing.words import stem, words_of
from tests.steps.framing.tellings import telling


def apart(text: str) -> AlignedStory:
    """Return the story with its sentences in no bead, as near in meaning as they were."""
    story = telling(text)
    return replace(story, comparisons=tuple(replace(c, beads=()) for c in story.comparisons), facts=())


def marked(story: AlignedStory, highlight: Highlight) -> str:
    return highlight.passage.span.of(story.shown(Place(highlight.passage.article, highlight.passage.sentence)))


DISMISSED = "The Courier: A challenge was dismissed last month."
JUDGE = "The Tribune: They will appeal against Otto Lem, who rejected their case in April."


def test_a_deed_without_a_doer_is_set_against_one_with_a_doer_anywhere() -> None:
    story = apart(f"{DISMISSED}\n{JUDGE}")
    (found,) = find_agency(story)
    assert marked(story, found) == "was dismissed" and "elsewhere, The Tribune" in found.note


@pytest.mark.parametrize(
    "more",
    [
        " / Otto Lem rejected the challenge in March.",
        " / The judge had overruled them.",
    ],
)
def test_an_article_that_names_a_doer_somewhere_leaves_none_out(more: str) -> None:
    assert list(find_agency(apart(f"{DISMISSED}{more}\n{JUDGE}"))) == []


def test_of_several_deeds_with_a_doer_the_one_nearest_in_meaning_is_set_against_one_without() -> None:
    story = apart(
        "The Courier: The hospital was hit.\n"
        "The Tribune: Rebels attacked a convoy. / Planes bombed the hospital. / Rebels injured a guard."
    )
    own = np.zeros((1, 4), np.float32)
    own[0, 0] = 1.0
    theirs = np.array([[0.9, 0.43, 0, 0], [0.95, 0, 0.31, 0], [0.88, 0, 0, 0.47]], np.float32)
    story = replace(story, vectors={"the-courier": own, "the-tribune": theirs})
    (found,) = find_agency(story)
    assert [p.sentence for p in found.against] == [1]


def test_officers_hurt_are_not_the_student_that_an_officer_hurt() -> None:
    story = apart("The Courier: Three officers were injured.\nThe Tribune: Police injured a student.")
    assert list(find_agency(story)) == []


def test_a_name_that_judges_is_set_against_a_plain_one_anywhere() -> None:
    story = apart("The Courier: The regime closed the port.\nThe Tribune: Nobody works, the government said.")
    (found,) = find_labels(story)
    assert "a word that judges; elsewhere, " in found.note
    assert marked(story, found) == "regime" and "elsewhere, The Tribune" in found.note


def test_an_outlet_that_judges_too_is_no_contrast() -> None:
    plain = "The Tribune: Nobody works, the government said. / The regime is weak."
    assert find_charged(apart(f"The Courier: The regime closed the port.\n{plain}"), Kind.LABEL) == []


def test_what_a_story_has_many_of_is_compared_in_facing_sentences_only() -> None:
    story = apart("The Courier: A crisis is near.\nThe Tribune: The change was slow and went on for years.")
    assert find_charged(story, Kind.LABEL) == []


def test_two_people_are_not_one_label() -> None:
    story = telling(
        "The Courier: The North Korean dictator spoke on Friday.\nThe Tribune: The US president spoke on Friday."
    )
    assert [h for h in find_labels(story) if dict(h.evidence).get("rule") == "scale"] == []


def test_a_word_of_a_scale_that_the_engine_lost_is_the_original_s() -> None:
    story = telling(
        "Folha <pt: The badbers threw chairs at the guards. << Os baderneiros atiraram cadeiras nos guardas.\n"
        "The Tribune: The fans threw chairs at the guards."
    )
    (found,) = find_charged(story, Kind.LABEL)
    assert marked(story, found) == "badbers" and "“baderneiros”" in found.note


def test_a_doer_that_the_engine_lost_is_the_original_s() -> None:
    story = telling(
        "The Tribune: The strikers were evicted on Tuesday morning.\n"
        "Folha <pt: The police dislocated the strikers on Tuesday morning. << A polícia desalojou os grevistas."
    )
    (found,) = find_agency(story)
    assert marked(story, found) == "were evicted" and "“polícia desalojou”" in found.note


def test_what_a_number_counts_is_the_original_s() -> None:
    story = telling(
        "Folha <pt: The strike has the accession of 4,000 ports. << A greve tem a adesão de 4.000 portuários.\n"
        "The Tribune: About 1,500 workers have walked out of the port."
    )
    assert {marked(story, found) for found in find_numbers(story)} == {"4,000", "About 1,500"}


@pytest.mark.parametrize(("counted", "n"), [("33 terrorists", 0), ("33 people", 2)])
def test_attackers_killed_are_not_the_dead_of_an_attack(counted: str, n: int) -> None:
    story = apart(f"The Courier: In the attack 26 people were killed.\nThe Tribune: Guards have killed {counted}.")
    assert len(list(find_numbers(story))) == n


@pytest.mark.parametrize(("martyred", "n"), [("", 2), ("{b} 31 افراد شہید ہوئے۔ / ", 0)])
def test_two_tolls_in_one_article_are_of_two_events(martyred: str, n: int) -> None:
    story = apart(
        f"The Courier: {{a}} The attack left 26 people dead.\nSubh (ur): {martyred}{{a}} حملے میں 33 افراد ہلاک ہوئے۔"
    )
    assert len(list(find_numbers(story))) == n


def test_a_whole_sentence_that_is_somebody_s_word_here_and_nobody_s_there() -> None:
    witnesses = "The Courier: The trouble began when home fans entered the stand, witnesses said."
    plain = "The Tribune: The trouble began when locals entered the stand."
    (found,) = find_attributions(telling(f"{witnesses}\n{plain}"))
    assert "somebody's statement (“witnesses said”)" in found.note
    assert list(find_attributions(telling(f"{witnesses}\nThe Tribune: Witnesses saw the trouble begin."))) == []


def test_two_words_of_a_speaker_are_no_choice_of_the_outlets() -> None:
    quoted = 'The Courier: "It is a {} deal for us," he said.\nThe Tribune: "It is a {} deal for us," he said.'
    plain = "The Courier: It is a {} deal for us.\nThe Tribune: It is a {} deal for us."
    against = [
        [h.against for h in find_loaded(story) if marked(story, h) == "disgraceful"]
        for story in (telling(text.format("disgraceful", "terrible")) for text in (quoted, plain))
    ]
    assert against[0] == [()] and against[1] != [()]


def test_words_of_every_script_are_whole() -> None:
    forms = {
        text: [word.form for word in words_of(text)] for text in ("मंत्री ने कहा", "国防部", "L'armée dall'est", "İddia")
    }
    assert list(forms.values()) == [["मंत्री", "ने", "कहा"], ["国", "防", "部"], ["l", "armée", "dall", "est"], ["iddia"]]


def test_what_is_affirmed_a_clause_later_is_not_denied() -> None:
    lists = read_lists()
    text = "There was no flood warning in May, but a flood warning in June."
    (denial,) = denials_in(text, lists.of("en"))
    words = words_of(text)
    assert _elsewhere_affirmed(text, words, denial, frozenset({stem("warning")}))
    assert not _elsewhere_affirmed(text, words, denial, frozenset({stem("may")}))


def test_two_articles_of_one_outlet_are_named_once() -> None:
    contrasts = [
        Contrast(Passage("a", 0, Span(0, 1)), Passage(article, 0, Span(0, 1)), "Ledger", "said", 0.5, ())
        for article in ("b", "c")
    ]
    assert name_all(contrasts) == "Ledger has “said”"


def test_an_outlet_of_another_event_leaves_nothing_out() -> None:
    story = telling(
        "One: {a} The bridge over the Ibra was closed on Monday. / {b} The mayor of the town resigned at noon. / "
        "{c} Trains were late on the coast. / {d} Schools stayed open in the valley. / {f} The river rose by a metre.\n"
        "Two: {a} The bridge over the Ibra was closed on Monday. / {b} The mayor of the town resigned at noon. / "
        "{c} Trains were late on the coast. / {d} Schools stayed open in the valley. / {f} The river rose by a metre.\n"
        "Three: {a} The bridge over the Ibra was closed on Monday. / {b} The mayor of the town resigned at noon. / "
        "{c} Trains were late on the coast. / {d} Schools stayed open in the valley. / {g} Nobody came to the fair.\n"
        "Four: {x} A whale was seen off the cape.\n"
        "Five: {x} A whale was seen off the cape.\n"
    )
    whales = {"four", "five"}
    comparisons = tuple(
        replace(c, same_event=0.99 if len({c.left, c.right} & whales) != 1 else 0.01) for c in story.comparisons
    )
    two_events = AlignedStory(story.readings, comparisons, story.facts, "en", story.lists, story.vectors, story.embed)
    notes = [h.note for h in find_omissions(two_events) if dict(h.evidence)["rule"] == "left out by some"]
    assert notes == ["2 of 3 outlets tell this; it was not found in Three."]
    assert not any("Four" in h.note for h in find_omissions(two_events) if h.passage.article == "one")
