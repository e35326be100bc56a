"""Which verbs of saying report a statement, and which differences between them are any."""

from __future__ import annotations

import pytest

from compare.domain import Kind, Place, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.answers import Answer, that_hold
from compare.steps.framing.introduced import introduced_at, is_plain, say_introduced
from compare.steps.framing.negation import find_negations
from compare.steps.framing.pairs import whole
from compare.steps.framing.quotes import quotes_of
from compare.steps.framing.report_verbs import reports_in
from compare.steps.framing.statements import stated
from compare.steps.framing.words import words_of
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
    answers = [Answer(p, whole(story.shown(p)), story.outlet(p.article), "", 0.9, True, is_told=True) for p in others]
    assert [a.outlet for a in that_hold(story, courier, span, Kind.ATTRIBUTION, answers)] == outlets


@pytest.mark.parametrize(("verb", "n_denials"), [("denied", 1), ("has never denied", 0)])
def test_a_denial_that_is_denied_is_none(verb: str, n_denials: int) -> None:
    story = telling(
        f"""Courier: The ministry {verb} that its engineers had known of the crack in the dam.
        Herald: The ministry's engineers had known of the crack in the dam for years."""
    )
    found = [h for h in find_negations(story) if dict(h.evidence).get("rule") == "reported denial"]
    assert len(found) == n_denials


@pytest.mark.parametrize(
    ("text", "words", "whole", "source"),
    [
        ("The mast was rotten, neighbours say.", "neighbours", "neighbours say", "neighbours"),
        ("A carpenter told us that the mast was rotten.", "carpenter", "carpenter told", "A carpenter"),
        ("The owner, as the mayor made clear, had paid.", "clear", "made clear", "the mayor"),
        ("The harbour office points out that it had warned.", "points", "points out", "The harbour office"),
        ("The owner had paid, and the clerk admits having known it.", "admits", "admits", "the clerk"),
        ("Lawyers fear that the case will fail.", "fear", "fear", "Lawyers"),
        ("A respected man is in custody; he stresses that he paid.", "stresses", "stresses", None),
        ("Claims that he had paid were not denied.", "Claims", "Claims", None),
    ],
)
def test_of_words_that_introduce_a_statement_the_whole_verb_and_the_speaker_are_read(
    text: str, words: str, whole: str, source: str | None
) -> None:
    found = introduced_at(text, Span(text.index(words), text.index(words) + len(words)), read_lists().of("en"))
    assert found is not None
    assert found.span.of(text) == whole
    assert (found.source.of(text) if found.source else None) == source


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The advance was paid back, as agreed.", "agreed"),
        ("The pilots claim the wages that were voted last year.", "claim"),
        ("The pilot pledged his allegiance to the harbour office.", "pledged"),
    ],
)
def test_what_states_nothing_introduces_no_statement(text: str, words: str) -> None:
    span = Span(text.index(words), text.index(words) + len(words))
    assert introduced_at(text, span, read_lists().of("en")) is None
    assert reports_in(text, read_lists().of("en")) == ()


def test_a_claim_that_something_is_so_is_one_though_it_is_of_money() -> None:
    (report,) = reports_in("The pilots claim the wages were never paid to anybody.", read_lists().of("en"))
    assert report.kind.name == "doubting"


@pytest.mark.parametrize(
    ("other", "end"),
    [
        ("The mast was rotten.", "; Herald tells of the matter in its own name."),
        ("The carpenter said that the mast was rotten.", "; Herald has “said” there."),
        ("The owner said that the mast was new.", "; on the matter, Herald has the word of “The owner”."),
        ('The mast was "rotten".', "."),
        ("The carpenter alleges that the mast is rotten.", "."),
    ],
)
def test_a_note_says_whose_statement_it_is_and_how_others_have_it(other: str, end: str) -> None:
    own = "The carpenter alleges that the mast was rotten."
    story = telling(f"Courier: {own}\nHerald: {other}")
    found = introduced_at(own, Span(14, 21), read_lists().of("en"))
    assert found is not None
    note = say_introduced(story, Place("courier", 0), found, [Place("herald", 0)])
    assert note == f"Here it is the word of “The carpenter”, and “alleges” leaves open whether it is true{end}"


@pytest.mark.parametrize(
    "other",
    [
        "Ilse Brandt: The mast was rotten.",
        "The carpenter said that the bridge was painted in June.",
        "The carpenter opened a shop in the harbour.",
    ],
)
def test_a_note_names_no_outlet_that_has_another_statement(other: str) -> None:
    own = "The carpenter alleges that the mast was rotten."
    story = telling(f"Courier: {own}\nHerald # News: {other}")
    found = introduced_at(own, Span(14, 21), read_lists().of("en"))
    assert found is not None
    note = say_introduced(story, Place("courier", 0), found, [Place("herald", 0)])
    assert note == "Here it is the word of “The carpenter”, and “alleges” leaves open whether it is true."


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (
            "The carpenter and the Harbour Board have long claimed that it was rotten.",
            "The carpenter and the Harbour Board",
        ),
        ("The film ends with Brandt claiming that it was rotten.", "Brandt"),
    ],
)
def test_a_note_names_the_speaker_alone(text: str, whose: str) -> None:
    story = telling(f"Courier: {text}\nHerald: The mast was rotten.")
    verb = "claimed" if "claimed" in text else "claiming"
    found = introduced_at(text, Span(text.index(verb), text.index(verb) + len(verb)), read_lists().of("en"))
    assert found is not None
    note = say_introduced(story, Place("courier", 0), found, [])
    assert note == f"Here it is the word of “{whose}”, and “{verb}” leaves open whether it is true."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The mast was rotten, the carpenter claimed.", "the mast was rotten"),
        ("The carpenter claimed on Monday that the mast was rotten.", "on monday that the mast was rotten"),
        ("“The mast was rotten,” the carpenter claimed, “and the rope”.", "the mast was rotten and the rope"),
        ("The carpenter claimed the mast was rotten and said it would fall.", "the mast was rotten"),
        ("According to the carpenter, the mate said it was rotten.", "the mate said it was rotten"),
    ],
)
def test_what_a_verb_of_saying_introduces_stands_behind_it_or_before(text: str, said: str) -> None:
    lists = read_lists().of("en")
    reports = reports_in(text, lists)
    words = words_of(text)
    assert " ".join(words[k].form for k in stated(text, reports[0], reports, lists, quotes_of(text))) == said


def test_a_deal_that_somebody_announced_is_no_statement() -> None:
    assert reports_in("The deal announced by the mayor was sealed.", read_lists().of("en")) == ()


@pytest.mark.parametrize(
    ("text", "is_statement"),
    [
        ("The mayor insists on a new pier, the crews say.", False),
        ("The mayor insisted on selling the pier.", False),
        ("The mayor insisted on Monday that the pier was safe.", True),
        ("The mayor insists that the pier is safe.", True),
    ],
)
def test_what_somebody_insists_on_is_a_demand(text: str, is_statement: bool) -> None:
    lists = read_lists().of("en")
    at = text.index("insist")
    assert (introduced_at(text, Span(at, text.index(" ", at)), lists) is not None) is is_statement
    assert any(report.kind.name == "insisting" for report in reports_in(text, lists)) is is_statement


def test_a_verb_that_ends_in_ing_has_not_the_words_before_its_comma_for_a_speaker() -> None:
    (report,) = reports_in("The mast fell on Ilse Brandt, claiming that it was old.", read_lists().of("en"))
    assert report.speaker == frozenset() or "brandt" not in report.speaker


def test_a_verb_that_only_passes_words_on_is_plain() -> None:
    lists = read_lists().of("en")
    assert [is_plain(words, lists) for words in ("neighbours say", "cite", "alleges", "regretted")] == [
        True,
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("text", "n_denials"),
    [("The mayor now admits what she denied.", 0), ("The mayor at first denied the sale.", 0)],
)
def test_what_is_denied_no_longer_is_no_denial(text: str, n_denials: int) -> None:
    story = telling(f"Courier: {text}\nHerald: The mayor made the sale.")
    assert len([h for h in find_negations(story) if dict(h.evidence).get("rule") == "reported denial"]) == n_denials


def test_a_denial_names_who_tells_what_it_denies_and_nobody_else() -> None:
    story = telling(
        """Courier: The owner denies that the gate was locked.
        Herald: A locked gate kept them in.
        Post: It was a night of terror in the town."""
    )
    (found,) = (h for h in find_negations(story) if dict(h.evidence).get("rule") == "reported denial")
    denied = "“denies that the gate was locked”"
    assert found.note == f"A denial stands here ({denied}); Herald tells of the matter without one."
    alone = telling("Courier: The owner denies that the gate was locked.\nPost: It was a night of terror in the town.")
    (found,) = find_negations(alone)
    assert (found.note, found.against) == (f"A denial stands here ({denied}).", ())
