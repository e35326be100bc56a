"""What an outlet says nobody has checked, or knows: where it is found, and what the note may say."""

from __future__ import annotations

import pytest

from compare.domain import Place
from compare.files.framing_lists import read_lists
from compare.steps.framing.hedge import find_hedges
from compare.steps.framing.unchecked import MOST, UNCHECKED_RULE, unchecked_in
from compare.steps.framing.words import span_of, words_of
from tests.steps.framing.tellings import telling

SAID = [
    ("en", "Neither account could be verified.", "Neither account could be verified"),
    ("en", "The cause of the deaths was not clear.", "was not clear"),
    ("en", "The claim has not been independently confirmed.", "has not been independently confirmed"),
    ("en", "The cause has not been established until now.", "has not been established"),
    ("en", "It remained unclear who had fired.", "remained unclear"),
    ("en", "The cause of the fire in the basement was not known.", "was not known"),
    ("en", "Reports that men had been held secretly have not been confirmed.", "have not been confirmed"),
    ("pt", "Os números não puderam ser verificados.", "não puderam ser verificados"),
    ("es", "No se ha podido verificar la cifra.", "No se ha podido verificar"),
    ("fr", "L'information n'a pas été confirmée.", "n'a pas été confirmée"),
    ("de", "Er soll gefragt haben, bestätigt wurde das nicht.", "bestätigt wurde das nicht"),
    ("it", "Le cifre non sono state confermate.", "non sono state confermate"),
    ("nl", "De oorzaak is nog niet bekend.", "De oorzaak is nog niet bekend"),
]
UNSAID = [
    "This was not a clear win.",
    "He did not say who was known to whom.",
    "She had not known of it.",
    "The minister confirmed that nobody was hurt.",
    "The parish was not established until 1948.",
    "The driver was not known to the police in Lyon.",
    "The letter would have remained unknown without her.",
    '"It was not clear to us," the driver said.',
]


@pytest.mark.parametrize(("language", "text", "words"), SAID)
def test_what_was_not_checked_is_found(language: str, text: str, words: str) -> None:
    (found,) = unchecked_in(text, read_lists().of(language))
    assert span_of(words_of(text), *found).of(text) == words


@pytest.mark.parametrize("text", UNSAID)
def test_other_denials_and_other_peoples_words_are_not(text: str) -> None:
    assert not unchecked_in(text, read_lists().of("en"))


def test_a_sentence_of_nothing_else_is_bounded() -> None:
    assert 0 < len(unchecked_in("it was not verified, " * 900, read_lists().of("en"))) <= MOST


def test_outlets_in_languages_without_such_words_are_not_said_to_lack_them() -> None:
    lines = """The Courier: The two armies blamed each other. / {own} Neither account could be verified.
        The Tribune: The two armies blamed each other.
        Gazeta (pl): Obie armie obwiniały się nawzajem."""
    (found,) = [h for h in find_hedges(telling(lines)) if dict(h.evidence)["rule"] == UNCHECKED_RULE]
    assert found.note.endswith("nothing like it was found in The Tribune.") and not found.against


def test_an_outlet_that_does_not_tell_of_the_matter_is_not_said_to_lack_it() -> None:
    story = telling("The Courier: Neither account could be verified.\nThe Tribune: It rained.\nThe Post: They differ.")
    matters = {Place("the-tribune", 0): 0.2, Place("the-post", 0): 0.95}
    story.once("matters", lambda: {Place("the-courier", 0): matters})
    (found,) = [h for h in find_hedges(story) if dict(h.evidence)["rule"] == UNCHECKED_RULE]
    assert found.note.endswith("nothing like it was found in The Post.")
    matters[Place("the-post", 0)] = 0.3
    (found,) = [h for h in find_hedges(story) if dict(h.evidence)["rule"] == UNCHECKED_RULE]
    assert found.note.endswith("says that it was not checked, or is not known.")
