"""What an outlet says nobody has checked, or knows: where it is found, and what the note may say."""

from __future__ import annotations

import pytest

from compare.files.framing_lists import read_lists
from compare.steps.framing.unchecked import unchecked_in
from compare.steps.framing.words import span_of, words_of

SAID = [
    ("en", "Neither account could be verified.", "Neither account could be verified"),
    ("en", "The cause of the deaths was not clear.", "was not clear"),
    ("en", "The claim has not been independently confirmed.", "has not been independently confirmed"),
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
    '"It was not clear to us," the driver said.',
]


@pytest.mark.parametrize(("language", "text", "words"), SAID)
def test_what_was_not_checked_is_found(language: str, text: str, words: str) -> None:
    (found,) = unchecked_in(text, read_lists().of(language))
    assert span_of(words_of(text), *found).of(text) == words


@pytest.mark.parametrize("text", UNSAID)
def test_other_denials_and_other_peoples_words_are_not(text: str) -> None:
    assert not unchecked_in(text, read_lists().of("en"))
