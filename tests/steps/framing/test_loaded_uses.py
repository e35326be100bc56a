"""How a sentence uses a word that may judge, and which class of word it is there."""

from __future__ import annotations

import pytest

from compare.domain import Highlight, Kind, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.answers import ALONE
from compare.steps.framing.loaded_uses import JUDGES, class_there, parse_uses
from compare.steps.framing.loaded_words import BY_MODEL, CAP, as_used
from compare.steps.framing.pairs import passage_at
from compare.steps.framing.words import words_of
from tests.steps.framing.tellings import telling

LISTS = read_lists().of("en")
VERB, ADJECTIVE, FIGHT = "a verb that colours the deed", "a judging adjective", "a fight metaphor"


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def used(text: str, words: str, reason: str = "a word that dramatises", others: str = "") -> tuple[str, bool]:
    """The words that are marked of the first outlet's sentence, and whether they are."""
    story = telling(f"The Courier: {text}\n{others}")
    place = next(iter(story.places()))
    evidence = (("rule", BY_MODEL), ("reason", reason))
    passage = passage_at(place, span(text, words))
    found = as_used(story, Highlight(passage, Kind.LOADED, 0.8, "A note.", evidence=evidence))
    return found.passage.span.of(text), found.weight > CAP


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The two sides waited in vain for an answer.", "vain"),
        ("The race ended in a dead heat.", "dead"),
        ("The rivals shook hands after the match.", "shook"),
        ("The envoy was declared persona non grata.", "non grata"),
        ("He was charged with gross negligence.", "gross"),
        ("She saw a lot of the coast.", "of"),
        ("The vote paved the way for a truce.", "paved"),
        ("They read the hacked letters of the board.", "hacked"),
        ("The board shut down the pier on Monday.", "shut down"),
        ("She made it loud and clear that she would stay.", "loud"),
        ("He was held in contempt by the judge.", "held in contempt"),
        ("The board finally left the pier.", "finally"),
        ("The crowd erupted into cheers.", "erupted"),
        ("The vote has become a proxy battle.", "proxy"),
        ("They spoke of a criminal conspiracy.", "conspiracy"),
    ],
)
def test_a_word_of_a_fixed_phrase_or_a_term_of_law_does_not_judge(text, words):
    assert used(text, words) == (words, False)


def test_the_same_word_outside_the_phrase_does():
    assert used("The singer is a vain man.", "vain") == ("vain", True)
    assert used("The bank wrote off the loans with gross arrogance.", "gross arrogance") == ("gross arrogance", True)


def test_of_a_phrase_that_judges_as_a_whole_the_whole_is_marked():
    assert used("The bishop became a hate figure of the left.", "hate") == ("hate figure", True)
    assert used("The minister has swept it under the carpet.", "carpet")[0] == "swept it under the carpet"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The teacher was wrongly called a crook.", "crook"),
        ("They had been falsely accused of being mere crooks.", "crooks"),
        ("The plan is hardly disastrous.", "disastrous"),
    ],
)
def test_a_word_that_is_disowned_or_turned_round_is_not_the_outlet_s(text, words):
    assert used(text, words) == (words, False)


def test_what_disowns_a_word_stands_in_its_clause():
    assert used("He was wrongly accused, a crook told us.", "crook") == ("crook", True)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("The keeper was not greedy.", "greedy", False),
        ("The keeper was never really greedy.", "greedy", False),
        ("The keeper did not come, the greedy man.", "greedy", True),
        ("He acted without shame.", "without shame", True),
        ("She resisted the temptation to sneer.", "sneer", False),
        ("They refrained from wild threats.", "threats", False),
    ],
)
def test_what_is_denied_or_not_done_is_not_said(text, words, marked):
    assert used(text, words) == (words, marked)


def test_a_figure_of_speech_that_is_meant_as_it_stands_is_listed():
    assert used("The wrecks lie beneath the pier.", "lie") == ("lie", False)
    assert used("The workers knocked down the wall.", "knocked down", FIGHT) == ("knocked down", False)


def test_a_verb_is_marked_with_its_particle_and_the_note_quotes_both():
    story = telling("The Courier: The guards choked off the debate.")
    place = next(iter(story.places()))
    passage = passage_at(place, span(story.shown(place), "choked"))
    note = f"“choked”: {VERB}; {ALONE}."
    found = as_used(story, Highlight(passage, Kind.LOADED, 0.8, note, evidence=(("rule", BY_MODEL), ("reason", VERB))))
    assert found.passage.span.of(story.shown(place)) == "choked off"
    assert found.note == f"“choked off”: {VERB}; {ALONE}."


def test_what_most_others_call_it_too_is_its_name():
    others = "The Tribune: The clowns came in.\nThe Herald: All clowns are old.\nThe Echo: It rained."
    assert not used("They mended the clowns.", "clowns", "a name that judges", others)[1]
    assert used("They are clowns.", "clowns", "a name that judges", "The Echo: It rained.\nThe Herald: Snow fell.")[1]


def test_a_word_of_which_nothing_is_known_is_listed():
    assert used("The mayor dangled a contract.", "dangled", "a word that may judge") == ("dangled", False)


def test_a_false_friend_needs_a_second_sign():
    assert used("The extreme of the team scored twice.", "extreme") == ("extreme", False)


def test_a_word_of_harm_that_most_others_have_too_is_the_plain_one():
    others = "The Tribune: Ships kept away from the war.\nThe Herald: The war went on.\nThe Echo: It rained."
    text = "Nobody wants the war."
    assert used(text, "war", "a word of harm or threat", others) == ("war", False)
    assert used(text, "war", "a word of harm or threat", "The Echo: The war went on.\nThe Herald: It rained.")[1]


@pytest.mark.parametrize(
    ("text", "words", "reason", "holds"),
    [
        ("The tax angered the drivers.", "angered", VERB, True),
        ("The tax will anger the drivers.", "anger", VERB, True),
        ("The tax met the anger of drivers.", "anger", VERB, False),
        ("It was a wicked plan.", "wicked", ADJECTIVE, True),
        ("He preached against the wicked.", "wicked", ADJECTIVE, False),
        ("The rowdies left.", "rowdies", ADJECTIVE, False),
        ("He had confused the two.", "confused", ADJECTIVE, False),
    ],
)
def test_a_class_is_named_where_the_form_shows_it(text, words, reason, holds):
    found = class_there(reason, words_of(text), span(text, words), LISTS.function, is_fighting=False)
    assert found == (reason if holds else JUDGES)


def test_what_judges_otherwise_than_its_list_says_has_no_class():
    assert LISTS.uses.is_unclassed(words_of(text := "They had to plead for water."), span(text, "plead"))
    assert LISTS.uses.is_unclassed(words_of(text := "It was blown up into a scandal."), span(text, "blown up"))
    assert not LISTS.uses.is_unclassed(words_of(text := "They blew the horn."), span(text, "blew"))


def test_where_people_fight_no_word_of_fighting_is_a_metaphor():
    text = "The rebels blew up the bridge."
    for is_fighting, said in ((True, JUDGES), (False, FIGHT)):
        assert (
            class_there(FIGHT, words_of(text), span(text, "blew up"), LISTS.function, is_fighting=is_fighting) == said
        )
    story = [words_of(one) for one in (text, "Soldiers crossed the river.", "It rained.", "The shelling went on.")]
    assert LISTS.uses.is_of_fighting(story) and not LISTS.uses.is_of_fighting([words_of("It rained.")])


def test_a_heading_that_nobody_reads_is_refused():
    with pytest.raises(ValueError, match="no such group as idle"):
        parse_uses("[idle 1] what nobody reads\nword")


def test_half_a_quotation_is_not_the_outlet_s_word():
    assert used("She decried his “dangerous” rhetoric.", "dangerous” rhetoric") == ("dangerous” rhetoric", False)
