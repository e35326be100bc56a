"""What a sentence denies as a whole."""

from __future__ import annotations

import time

import pytest

from compare.domain import Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.denial import denials_in, denied_things
from compare.steps.framing.negation import denies_flatly, find_negations, is_worth_telling, negated_in, say_denied
from compare.steps.framing.quotes import speech_of
from tests.steps.framing.tellings import telling

LISTS = read_lists()


def test_what_is_said_of_somebody_denied_is_known() -> None:
    (denial,) = denials_in("No soldiers were hurt in the attack on the base.", LISTS.of("en"))
    assert (denial.head, denial.verb) == ("soldier", "hurt")


def test_a_thing_that_was_not_given_is_denied_without_more() -> None:
    (denial,) = denials_in("No warning was given before the flood.", LISTS.of("en"))
    assert (denial.head, denial.verb) == ("warn", "")


def test_not_all_and_a_number_deny_no_thing() -> None:
    assert denials_in("Not all meetings took place in June.", LISTS.of("en")) == []
    assert denials_in("No 10 was told of the plan.", LISTS.of("en")) == []
    assert denials_in("The meeting did not take place until Monday.", LISTS.of("en")) == []


@pytest.mark.parametrize(
    "text",
    [
        "We sail on Monday, storm or no storm.",
        "They will sail with or without a pilot.",
        "No catch, no wage is the rule of the fleet.",
        "It may have been nobody who fishes.",
        "The owners had at first spoken of no casualties.",
    ],
)
def test_idioms_and_what_was_withdrawn_deny_nothing(text: str) -> None:
    assert denials_in(text, LISTS.of("en")) == []
    assert negated_in(text, LISTS.of("en")) == ()


def test_no_this_and_no_that_deny_both() -> None:
    assert [d.head for d in denials_in("She says: no call, no flare before.", LISTS.of("en"))] == ["call", "flar"]


@pytest.mark.parametrize(
    ("own", "other", "n"),
    [
        ("There were no lamps on the pier.", "There were lamps on the pier.", 1),
        ("Nobody sold lamps on the pier.", "Somebody sold lamps on the pier.", 1),
        ("Nobody sold lamps on the pier.", "A rise of lamps was dropped on the pier.", 0),
        ("There were no casualties on the pier.", "Talk of casualties on the pier is theatre.", 0),
    ],
)
def test_a_denied_thing_is_told_where_it_is_affirmed(own: str, other: str, n: int) -> None:
    story = telling(f"Courier: {own}\nHerald: {other}")
    assert len(list(denied_things(story, speech_of(story)))) == n


@pytest.mark.parametrize(
    ("other", "n"),
    [
        ("The officer ate a biscuit on the pier in Ostra.", 1),
        ("The people of Ostra had eaten on the pier, the officer said.", 0),
    ],
)
def test_one_verb_of_others_done_to_others_is_no_contradiction(other: str, n: int) -> None:
    story = telling(f"Courier: The officer declined to eat a biscuit on the pier in Ostra.\nHerald: {other}")
    found = [h for h in find_negations(story) if dict(h.evidence).get("rule") == "denied predicate"]
    assert len(found) == (n if "eat" in other.split() else 0)


def test_who_does_not_know_a_thing_does_not_deny_it() -> None:
    assert negated_in("The pilot was not aware of the reef.", LISTS.of("en")) == ()
    assert negated_in("The pilot did not remember the reef.", LISTS.of("en")) == ()


@pytest.mark.parametrize(
    ("text", "words", "is_flat"),
    [
        ("Nobody was hurt on the pier.", "Nobody was hurt", True),
        ("The owner denies the sale.", "denies", True),
        ("Nobody has been hurt since 2001.", "Nobody has been hurt", False),
        ("The mayor had no comment.", "had no comment", False),
        ("The owners would not accept this.", "would not accept", False),
        ("Nobody knows the owner.", "Nobody knows", False),
        ("The keeper ignored the storm.", "ignored", False),
        ("The keeper said: “Nobody was hurt.”", "Nobody was hurt", False),
        ("Pilots should be free – with no pier off limits.", "no pier", False),
    ],
)
def test_a_flat_denial_is_told_from_silence_and_from_what_is_open(text: str, words: str, is_flat: bool) -> None:
    span = Span(text.index(words), text.index(words) + len(words))
    assert denies_flatly(text, span, LISTS.of("en")) is is_flat


def test_a_note_has_all_that_is_denied() -> None:
    text = "There is no coal at a fair price, he said."
    assert say_denied(text, Span(9, 16), ["Herald"]) == (
        "A denial stands here (“no coal at a fair price”); Herald tells of the matter without one."
    )
    in_speech = "“There is no coal at a fair price,” he said."
    assert say_denied(in_speech, Span(10, 17), ["Herald"]) == "A denial stands here (“no coal at a fair price”)."
    assert say_denied(text, Span(9, 16), []) == "A denial stands here (“no coal at a fair price”)."


def test_sentences_of_denials_alone_are_read_in_time() -> None:
    text = " / ".join(" ".join(f"No bell{k} rang." for k in range(j, j + 130)) for j in range(0, 3_900, 130))
    story = telling(f"The Courier: {text}\nThe Tribune: {text}")
    begin = time.process_time()
    list(denied_things(story, speech_of(story)))
    assert time.process_time() - begin < 3.0


@pytest.mark.parametrize(
    "own",
    [
        "“The harbour office made no finding of guilt,” the pilot said.",  # the speaker's
        "The harbour office made no finding of guilt.",  # "harbour" is everywhere in the story
    ],
)
def test_one_word_shared_with_what_is_everywhere_tells_no_denied_thing(own: str) -> None:
    story = telling(
        f"""Courier: {own} / The harbour is old. / The harbour is small.
        Herald: Findings of pilots in the harbour were shown. / The harbour is wide. / The harbour is deep."""
    )
    assert list(denied_things(story, speech_of(story))) == []


@pytest.mark.parametrize(
    ("own", "words", "other", "is_telling"),
    [
        ("The mayor did not sell the pier.", "did not sell", "The pier was sold in May.", True),
        ("The mayor did not sell the pier.", "did not sell", "He did not sell it, the mayor says.", False),
        ("The mayor had no immediate comment.", "no immediate comment", "The pier was sold.", False),
        ("The mayor did not name the buyer.", "did not name", "The pier was sold.", False),
        ("The mayor did not disclose the price.", "did not disclose", "The pier was sold.", False),
        ("The mayor did not believe the pilots.", "did not believe", "The pier was sold.", False),
        ("The mayor said that was never the case.", "was never the case", "The pier was sold.", False),
        ("It was not the right price.", "not the right price", "No fair price was paid, the mayor says.", False),
        ("The mayor had lied to the council.", "had lied to the", "The pier was sold.", False),
        ("The mayor denied the sale.", "denied", "The pier was sold.", True),
    ],
)
def test_a_denial_denies_more_than_speech_and_what_no_other_outlet_denies(
    own: str, words: str, other: str, is_telling: bool
) -> None:
    story = telling(f"Courier: {own}\nHerald: {other}")
    span = Span(own.index(words), own.index(words) + len(words))
    assert is_worth_telling(story, Place("courier", 0), span) is is_telling


@pytest.mark.parametrize(
    ("own", "n"),
    [
        ("The keeper denied that he had a key to the tower.", 1),
        ("The keeper was charged with denying that he had a key to the tower.", 0),
    ],
)
def test_a_denial_that_is_the_deed_charged_denies_nothing(own: str, n: int) -> None:
    story = telling(f"Courier: {own}\nHerald: The keeper had a key to the tower.")
    assert len(list(find_negations(story))) == n


def test_a_thing_told_in_a_sentence_of_another_matter_is_not_what_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    story = telling(
        """Courier: There is no place in the cellar for grief. / The inn is old.
        Herald: The widow had a place in the cellar of the inn. / It rained."""
    )
    monkeypatch.setattr(AlignedStory, "readable_partners", lambda self, place: ())
    assert list(denied_things(story, speech_of(story)))
    monkeypatch.setattr(AlignedStory, "beside_as_written", lambda self, place: object())
    monkeypatch.setattr(AlignedStory, "one_matter", lambda self, one, other: 0.7)
    assert list(denied_things(story, speech_of(story))) == []
