"""Which verbs of saying report a statement, and which differences between them are any."""

from __future__ import annotations

import pytest

from compare.domain import Kind, Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.answers import Answer, that_hold
from compare.steps.framing.attribution import reports_in
from compare.steps.framing.negation import find_negations
from compare.steps.framing.pairs import whole
from tests.steps.framing.tellings import telling

DENIED = [
    ("en", "He did not admit that the door was locked."),
    ("en", "She has never denied that it rained."),
    ("en", "The mayor would not immediately confirm that the dam was safe."),
    ("en", "Nothing suggests that the dam will break."),
    ("en", "No official of the ministry said that the dam was safe."),
    ("de", "Der Minister sagte nicht, dass das Gesetz gerecht sei."),
    ("es", "El ministro no dijo que la ley fuera justa."),
    ("es", "Nadie dijo que el puente fuera seguro."),
    ("pt", "Nada sugere que o dique ceda."),
    ("fr", "Le maire n'a pas dit que la digue était sûre."),
    ("fr", "Le maire n'admet pas que la digue soit sûre."),
    ("it", "Il sindaco non ha detto che il ponte è sicuro."),
    ("nl", "De burgemeester zei niet dat de brug veilig is."),
]
REPORTED = [
    ("en", "The mayor did not only say that it was late, he left.", "neutral"),
    ("en", "Officials who did not want to be named said that the dam was safe.", "neutral"),
    ("en", "Nobody was hurt, police said.", "neutral"),
    ("en", "Nobody was hurt according to the police.", "neutral"),
    ("en", "She insisted that nobody was hurt.", "insisting"),
    ("de", "Der Minister sagte, dass niemand verletzt wurde.", "neutral"),
    ("fr", "Une personne a dit que la digue était sûre.", "neutral"),
    ("it", "Il sindaco ha detto che il ponte è sicuro.", "neutral"),
    ("pt", "O fogo começou às dez, segundo a polícia.", "neutral"),
    ("es", "La oposición reclamó que el ministro dimita.", "demanding"),
    ("es", "El alcalde celebró que el puente se abra.", "noting"),
    ("pt", "O prefeito comemorou que a ponte abriu.", "noting"),
]


@pytest.mark.parametrize(("language", "text"), DENIED)
def test_a_denied_verb_of_saying_reports_nothing(language: str, text: str) -> None:
    assert reports_in(text, read_lists().of(language)) == ()


@pytest.mark.parametrize(("language", "text", "name"), REPORTED)
def test_a_statement_is_reported_with_its_class(language: str, text: str, name: str) -> None:
    assert [report.kind.name for report in reports_in(text, read_lists().of(language))] == [name]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("pt", "No segundo andar, o fogo começou às dez."),
        ("pt", "O dono vivia num segundo andar, e o fogo começou às dez."),
        ("en", "She left the party in protest against a law that took the land."),
    ],
)
def test_an_ordinal_and_a_noun_are_no_verbs_of_saying(language: str, text: str) -> None:
    assert reports_in(text, read_lists().of(language)) == ()


@pytest.mark.parametrize(
    ("words", "outlets"),
    [("remarked", ["Herald"]), ("commission remarked", ["Herald"]), ("would only say", ["Herald", "Post"])],
)
def test_a_neutral_verb_is_a_difference_only_beside_a_telling_one(words: str, outlets: list[str]) -> None:
    own = f"The commission {words.removeprefix('commission ')} that the bridge had rusted."
    story = telling(
        f"""Courier: {own}
        Herald: Engineers admitted that its steel was old.
        Post: Its steel was old."""
    )
    courier, *others = (Place(reading.article.id, 0) for reading in story.readings)
    span = Span(own.index(words), own.index(words) + len(words))
    answers = [Answer(p, whole(story.shown(p)), story.outlet(p.article), "", 0.9, is_told=True) for p in others]
    assert [a.outlet for a in that_hold(story, courier, span, Kind.ATTRIBUTION, answers)] == outlets


@pytest.mark.parametrize(("verb", "n_denials"), [("denied", 1), ("has never denied", 0)])
def test_a_denial_that_is_denied_is_none(verb: str, n_denials: int) -> None:
    story = telling(
        f"""Courier: The ministry {verb} that its engineers had known of the crack in the dam.
        Herald: The ministry's engineers had known of the crack in the dam for years."""
    )
    found = [h for h in find_negations(story) if dict(h.evidence).get("rule") == "reported denial"]
    assert len(found) == n_denials
