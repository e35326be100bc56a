"""What is read otherwise in headlines: their words, their verbs of saying, and how notes quote them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Highlight, Kind, Passage, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing import quote_as_printed
from compare.steps.framing.introduced import introduced_at
from compare.steps.framing.loaded_words import CAP, LIKELY, as_used
from compare.steps.framing.report_verbs import reports_in
from tests.steps.framing.tellings import telling

ENGLISH = read_lists().of("en")


def loaded(weight: float, reason: str, others: float = 0.0) -> Highlight:
    """What the model finds of "plays down" in the headline of The Courier."""
    evidence = (("rule", "loaded word"), ("reason", reason), ("others with the word", others))
    words = Passage("the-courier", 0, Span(11, 21))
    return Highlight(words, Kind.LOADED, weight, f"“plays down”: {reason}; in another language.", evidence=evidence)


@pytest.mark.parametrize(
    ("found", "is_marked"),
    [
        (loaded(0.15, "a verb that colours the deed"), True),
        (loaded(0.15, "a word that judges"), False),
        (loaded(LIKELY + 0.05, "a word that judges"), True),
        (loaded(0.05, "a verb that colours the deed"), False),
        (loaded(0.15, "a verb that colours the deed", others=1.0), False),  # the other headline has it, too
        (loaded(0.45, "a word of harm or threat"), False),
    ],
)
def test_what_is_hardly_ever_plain_is_marked_in_a_headline_from_lower_odds(
    found: Highlight, *, is_marked: bool
) -> None:
    headlines = "The Courier: Government plays down flood report\nThe Tribune: Government answers flood report"
    assert (as_used(telling(headlines), found).weight > CAP) is is_marked
    article = f"{headlines.partition(chr(10))[0]} / It rained on Monday.\nThe Tribune: Government answers / It rained."
    assert as_used(telling(article), found).weight <= CAP


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Ferran goes on offense over ferries, accuses Ostrand of selling the ‘last boat’", "accuses"),
        ("The mayor spoke for an hour, blamed the harbour master for the flood, and left", "blamed"),
    ],
)
def test_behind_a_verb_of_accusing_nobody_speaks(text: str, verb: str) -> None:
    start = text.index(verb)
    found = introduced_at(text, Span(start, start + len(verb)), ENGLISH)
    assert found is not None and (found.source is None or found.source.start < start)


@pytest.mark.parametrize(
    ("language", "text", "introduces"),
    [
        ("en", "Harbour board sacks pilot, months after angry letters revealed", False),
        ("en", "Harbour board had sacked the pilot, angry letters revealed", True),
        ("pt", "Porto demite o piloto, meses depois que as cartas revelaram", False),
        ("es", "El puerto despide al piloto, meses después de que lo revelaron", False),
    ],
)
def test_a_clause_that_says_when_introduces_nothing(language: str, text: str, *, introduces: bool) -> None:
    assert bool(reports_in(text, read_lists().of(language))) is introduces


def test_a_note_quotes_headlines_as_they_are_printed() -> None:
    story = telling("The Courier: Mayor slams bridge plan\nThe Tribune: Mayor Criticizes plan of council")
    printed = {"the-courier": "Mayor Slams Bridge Plan", "the-tribune": "Mayor Criticizes plan of council"}
    own, other = Passage("the-courier", 0, Span(6, 11)), Passage("the-tribune", 0, Span(6, 16))
    found = Highlight(own, Kind.LOADED, 0.7, "“slams”: a fight metaphor; The Tribune has “Criticizes” there.", (other,))
    assert quote_as_printed(found, story, printed).note == (
        "“Slams”: a fight metaphor; The Tribune has “Criticizes” there."
    )
    apart = replace(found, note="“bridge plan” and “something else”.")
    assert quote_as_printed(apart, story, printed).note == "“Bridge Plan” and “something else”."
