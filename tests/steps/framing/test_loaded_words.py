"""A judging word beside what the other outlets wrote: in one language, in several, as written and translated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Highlight, Kind, Passage, Place, Span
from compare.engines.contexts import WordJudge
from compare.files.weights import read_loaded
from compare.steps.framing.aligned import LONG, AlignedStory
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.loaded import MAY_JUDGE
from compare.steps.framing.loaded_words import (
    CAP,
    LIKELY_IN_HEADLINES,
    OF_A_CAMP,
    OFTEN_PLAIN,
    RARELY,
    _may_stand_for,
    as_used,
    find_loaded,
)
from tests.steps.framing.tellings import telling

COURIER = "The Courier: The minister called the attack of the rebels a cowardly crime."


@pytest.fixture(scope="module")
def judge() -> WordJudge:
    return WordJudge.of(read_loaded())


def read(judge: WordJudge, text: str) -> AlignedStory:
    """The story of a telling, its words read in place as the pipeline has them read."""
    story = telling(text)
    shown = {r.article.id: judge.read([s.shown for s in r.sentences]) for r in story.readings}
    written = {r.article.id: judge.read([s.text for s in r.sentences]) for r in story.readings if r.is_translated}
    return replace(story, word_odds=shown, original_odds=written)


def of(story: AlignedStory, words: str) -> Highlight:
    """The highlight on ``words``, with its doubt."""
    return next(h for h in add_doubt(story, find_loaded(story)) if marked(story, h) == words)


def marked(story: AlignedStory, highlight: Highlight) -> str:
    return highlight.passage.span.of(story.shown(Place(highlight.passage.article, highlight.passage.sentence)))


def test_a_word_that_the_other_outlet_has_too_is_listed_and_not_marked(judge):
    story = read(judge, f"{COURIER}\nThe Tribune: The attack of the rebels was cowardly, said the minister.")
    found = of(story, "cowardly")
    assert found.weight <= CAP and found.note.endswith("which The Tribune has too.")


def test_a_word_that_the_other_outlet_does_without_weighs_more(judge):
    beside = read(judge, f"{COURIER}\nThe Tribune: The minister spoke of the attack of the rebels.")
    assert of(beside, "cowardly").weight > of(read(judge, COURIER), "cowardly").weight
    assert "The Tribune does not use it" in of(beside, "cowardly").note


def test_an_outlet_in_another_language_that_judges_as_well_is_quoted(judge):
    story = read(judge, f"{COURIER}\nEl Faro (es): El ministro calificó el ataque de los rebeldes de crimen cobarde.")
    found = of(story, "cowardly")
    assert found.weight <= CAP and found.note.endswith("in another language, El Faro has “cobarde”.")


def test_an_outlet_in_another_language_that_only_reports_sets_the_word_off(judge):
    story = read(judge, f"{COURIER}\nEl Faro (es): El ministro habló del ataque de los rebeldes el lunes.")
    found = of(story, "cowardly")
    assert "El Faro tells the same in another language without a word that judges." in found.note
    assert found.weight > of(read(judge, COURIER), "cowardly").weight


def test_a_word_of_a_language_nobody_taught_is_found_in_its_own_text(judge):
    story = read(judge, "El Faro (es): El ministro calificó el ataque de los rebeldes de cobarde.")
    assert (
        max(find_loaded(story), key=lambda h: h.weight).passage.span.of(story.shown(Place("el-faro", 0))) == "cobarde"
    )


def test_a_judging_word_of_a_translation_whose_original_judges_is_hardly_doubted(judge):
    words = "The minister rejected the fanciful accusation. << O ministro rejeitou a acusação fantasiosa."
    found = of(read(judge, f"O Farol <pt: {words}"), "fanciful")
    assert found.doubt < 0.3 and ("original", "bears it out") in found.evidence


def test_one_whose_original_is_plain_is_the_translation_s(judge):
    story = read(
        judge,
        "O Farol <pt: The minister rejected the fanciful accusation. << O ministro rejeitou a acusação do vizinho.\n"
        "The Tribune: The minister rejected the accusation.",
    )
    assert of(story, "fanciful").doubt >= 0.5


def test_one_that_stands_against_a_judging_word_as_written_is_the_translation_s(judge):
    story = read(
        judge,
        "O Farol <pt: The attack was a despicable act. << O ataque foi um ato cobarde.\n"
        "The Tribune: The attack was a cowardly act.",
    )
    assert of(story, "despicable").doubt >= 0.5


def test_without_a_reader_words_are_judged_by_themselves():
    story = telling(f"{COURIER}\nThe Tribune: The minister spoke of the attack of the rebels.")
    assert of(story, "cowardly").weight > 0.3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("claimed", "The union bosses claimed that nobody had told them of the closure."),
        ("claims", "The minister stalled for years over the claims of the asylum seekers."),
    ],
)
def test_a_verb_that_puts_a_statement_is_listed_and_not_marked(judge, words, sentence):
    beside = "The Tribune: The union said on Monday that nobody had told it of the closure."
    assert of(read(judge, f"The Courier: {sentence}\n{beside}"), words).weight <= CAP


def test_a_verb_that_judges_who_spoke_is_marked(judge):
    story = read(judge, "The Courier: The minister boasted that he had saved the plant, and slammed his critics.")
    assert of(story, "boasted").weight > CAP and of(story, "slammed").weight > CAP


def test_weights_of_words_that_hardly_judge_keep_their_order_and_stay_below_those_that_do(judge):
    story = read(
        judge, "The Courier: The shameless minister said on Monday that the bridge would be closed to lorries."
    )
    found = sorted(find_loaded(story), key=lambda h: -dict(h.evidence)["probability"])
    weights = [h.weight for h in found]
    assert len(found) > 2 and weights == sorted(weights, reverse=True)
    assert all(RARELY > h.weight > dict(h.evidence)["probability"] for h in found[1:] if h.weight < RARELY)


@pytest.mark.parametrize(
    ("sentence", "is_marked"),
    [
        ("The closure was a cowardly crime.", True),
        ("The board met the cowardly managers.", True),
        ("The cowardly board called the closure a change.", True),
        ("The cowardly board, the union says, was told of the closure.", True),
        ('"The closure is a cowardly crime against us all," said the union.', False),
        ('The union met "cowardly" managers.', False),
        ("The union called the closure a cowardly crime.", False),
        ("The union sees the closure as a cowardly crime.", False),
        ("The union said that the closure was cowardly.", False),
        ("The union seeks to portray the closure as a cowardly crime.", False),
        ("The union spoke of the perception of the closure as a cowardly crime.", False),
        ("The union acts on the notion that cowardly managers left.", False),
        ("The union fears the closure is cowardly.", False),
        ("The union was charged with the cowardly closure.", False),
        ("The closure remains a cowardly crime, the union said on Monday.", False),
        ("The closure was a cowardly crime, said the union.", False),
        ("The union, who met the cowardly managers, wrote on Monday.", True),
        ("The board met the cowardly managers of whom it says: “The more they stay, they say, the better.”", True),
        ("The closure was a cowardly crime, calling for an answer.", True),
        ("The union said it would stay: The closure is a cowardly crime.", False),
    ],
)
def test_a_word_that_a_speaker_says_or_is_said_to_think_is_listed(judge, sentence, is_marked):
    story = read(judge, f"The Courier: {sentence}\nThe Tribune: The union spoke of the closure.")
    assert (as_used(story, of(story, "cowardly")).weight > CAP) is is_marked


def test_a_speech_that_runs_over_several_sentences_is_its_speaker_s(judge):
    story = read(judge, 'The Courier: "We will not go. / It is a cowardly crime. / We stay," said the union.')
    assert as_used(story, of(story, "cowardly")).weight <= CAP


@pytest.mark.parametrize(("there", "stands"), [("attacked", True), ("budget", False)])
def test_a_noun_stands_in_no_verb_s_place(there, stands):
    own, other = "The minister slammed the plan on Monday.", f"The minister and his {there} on Monday."
    other = f"The minister {there} the plan." if stands else other
    story = telling(f"The Courier: {own}\nThe Tribune: {other}")
    ours, theirs = (Span(t.index(w), t.index(w) + len(w)) for t, w in ((own, "slammed"), (other, there)))
    assert _may_stand_for(story, Place("the-courier", 0), ours, Place("the-tribune", 0), theirs) is stands


def test_who_is_told_of_in_both_articles_is_no_other_name_for_whom_one_judges():
    own, other = "A mob tried to stop the lorries.", "The police tried to stop the lorries."
    spans = Span(2, 5), Span(4, 10)
    for more, stands in ((" / {x} The police were calm.", False), ("", True)):
        story = telling(f"The Courier: {own}{more}\nThe Tribune: {other}")
        assert _may_stand_for(story, Place("the-courier", 0), spans[0], Place("the-tribune", 0), spans[1]) is stands


FLOCK = "Crews flock to the pier that the mayor built."
COLOURS = "a verb that colours the deed"


def weight_of_flock(
    judge: WordJudge,
    given: float,
    *,
    length: int = 1,
    sentence: str = FLOCK,
    reason: str = COLOURS,
) -> float:
    """What a weight of "flock" by itself becomes in an article of so many sentences; one alone is a headline."""
    rest = " / {} The mole was painted green." * (length - 1)
    story = read(judge, f"The Courier: {sentence}{rest}\nThe Tribune: Crews came to the pier.{rest}")
    found = of(story, "flock")
    evidence = tuple((name, reason if name == "reason" else value) for name, value in found.evidence)
    return as_used(story, replace(found, weight=given, evidence=evidence)).weight


def test_in_headlines_a_word_of_the_outlet_s_own_is_marked_from_lower_odds(judge: WordJudge) -> None:
    weights = [weight_of_flock(judge, given) for given in (LIKELY_IN_HEADLINES, 0.4)]
    assert 0.5 <= weights[0] < weights[1] < 0.57
    assert weight_of_flock(judge, 0.09) == 0.09


@pytest.mark.parametrize("length", [2, LONG])
def test_in_sentences_of_articles_it_is_listed(judge: WordJudge, length: int) -> None:
    assert weight_of_flock(judge, 0.4, length=length) == 0.4


def test_a_translated_headline_has_no_words_of_its_own_to_mark_from_lower_odds(judge: WordJudge) -> None:
    sentence = f"{FLOCK} << As tripulações acorrem ao cais que o prefeito construiu."
    story = read(judge, f"O Farol <pt: {sentence}\nThe Tribune: Crews came.")
    assert as_used(story, replace(of(story, "flock"), weight=0.4)).weight == 0.4


@pytest.mark.parametrize("reason", sorted({*OFTEN_PLAIN, OF_A_CAMP}))
def test_a_word_of_a_class_that_is_often_plain_is_listed_in_headlines_too(judge: WordJudge, reason: str) -> None:
    assert weight_of_flock(judge, 0.4, reason=reason) == 0.4


@pytest.mark.parametrize(
    "sentence",
    [
        "“Crews flock to the pier that the mayor built,” said the union.",
        "Crews flock to the pier that the mayor built, the union said.",
        "Crews do not flock to the pier that the mayor built.",
    ],
)
def test_a_word_that_is_not_the_outlet_s_own_is_listed_in_headlines_too(judge: WordJudge, sentence: str) -> None:
    assert weight_of_flock(judge, 0.4, sentence=sentence) == 0.4


def test_a_word_that_judges_by_itself_is_marked_in_any_story(judge: WordJudge) -> None:
    assert weight_of_flock(judge, 0.6, length=LONG) == weight_of_flock(judge, 0.6) == 0.6


@pytest.mark.parametrize(
    ("words", "reason", "is_idle"),
    [
        ("of", MAY_JUDGE, True),
        ("Ostrand", MAY_JUDGE, True),
        ("of Ostrand", MAY_JUDGE, True),
        ("furious", MAY_JUDGE, False),
        ("Ostrand", "a name that judges", False),
    ],
)
def test_small_words_and_names_that_may_judge_tell_a_reader_nothing(words: str, reason: str, *, is_idle: bool) -> None:
    text = "The furious mayor of Ostrand closed the pier."
    start = text.index(words)
    where = Passage("the-courier", 0, Span(start, start + len(words)))
    found = Highlight(where, Kind.LOADED, 0.3, "It judges.", evidence=(("rule", "loaded word"), ("reason", reason)))
    assert as_used(telling(f"The Courier: {text}"), found).is_idle is is_idle


@pytest.mark.parametrize(("words", "is_idle"), [("schmerzhaft", False), ("Werk", False), ("der", True)])
def test_where_names_are_not_known_small_words_alone_tell_nothing(words: str, *, is_idle: bool) -> None:
    text = "Das Werk wird schmerzhaft leer, sagte der Rat."
    start = text.index(words)
    where = Passage("der-bote", 0, Span(start, start + len(words)))
    found = Highlight(where, Kind.LOADED, 0.3, "It judges.", evidence=(("rule", "loaded word"), ("reason", MAY_JUDGE)))
    assert as_used(telling(f"Der Bote (de): {text}"), found).is_idle is is_idle
