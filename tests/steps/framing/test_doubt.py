from __future__ import annotations

from dataclasses import replace

import pytest

from compare.domain import Bead, Flag, FlagKind, Highlight, Kind
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.attribution import find_attributions
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.hedge import find_hedges
from compare.steps.framing.quote import find_quotes
from tests.steps.framing.tellings import telling


def doubts(story: AlignedStory, found: list[Highlight]) -> list[float]:
    return [highlight.doubt for highlight in add_doubt(story, found)]


def claimed(original: str) -> float:
    story = telling(
        f"The Courier <pt: The minister claimed that the bridge was safe. << {original}\n"
        "The Tribune: The minister said that the bridge was safe."
    )
    return max(doubts(story, list(find_attributions(story))), default=1.0)


def test_what_is_shown_as_written_is_not_doubted() -> None:
    story = telling(
        "The Courier: The minister claimed that the bridge was safe.\n"
        "The Tribune: The minister said that the bridge was safe."
    )
    assert doubts(story, list(find_attributions(story))) == [0.0]


def test_the_surest_outlet_counts_whatever_others_are_translated() -> None:
    story = telling(
        "The Courier: The minister claimed that the bridge was safe.\n"
        "The Tribune: The minister said that the bridge was safe.\n"
        "A Folha <pt: The minister said that the bridge was safe. << O ministro disse que a ponte era segura."
    )
    (found,) = add_doubt(story, list(find_attributions(story)))
    assert {passage.article for passage in found.against} == {"the-tribune", "a-folha"}
    assert found.doubt == 0.0


def test_a_verb_that_the_original_lacks_is_not_marked_and_one_that_it_has_is_believed() -> None:
    assert claimed("O ministro alegou que a ponte era segura.") < 0.5
    assert claimed("O ministro disse que a ponte era segura.") == 1.0


def test_a_verb_that_the_engine_blurred_is_named_as_it_was_written() -> None:
    story = telling(
        "The Courier <pt: The minister said that the bridge was safe. << O ministro alegou que a ponte era segura.\n"
        "The Tribune: The minister said that the bridge was safe."
    )

    (found,) = find_attributions(story)

    assert found.note.startswith("“alegou” leaves open whether it is true; ")
    assert found.note.endswith("The Tribune has “said”.")


def test_a_hedge_that_the_engine_added_is_doubted() -> None:
    lines = (
        "The Courier <pt: The alleged attacker was taken to court on Monday. << {}\n"
        "The Tribune: The attacker was taken to court on Monday."
    )
    kept = telling(lines.format("O suposto atacante foi levado a tribunal na segunda-feira."))
    added = telling(lines.format("O atacante foi levado a tribunal na segunda-feira."))
    assert doubts(kept, list(find_hedges(kept)))[0] < 0.5 <= doubts(added, list(find_hedges(added)))[0]


def test_marks_lost_in_translation_are_doubted() -> None:
    story = telling(
        'The Courier: The minister defended the "reform" in the senate.\n'
        "The Tribune <pt: The minister defended the reform in the senate. << O ministro defendeu a «reforma» no senado."
    )
    assert list(find_quotes(story)) == []


def test_a_looping_segment_is_doubted_more() -> None:
    line = "The Courier <pt: The minister claimed that it was safe. << O ministro alegou que era segura.\n"
    story = telling(line + "The Tribune: The minister said that it was safe.")
    reading = story.readings[0]
    flagged = replace(reading.sentences[0], flags=(Flag(FlagKind.LOOP, "It repeats a word."),))
    worse = replace(story, readings=(replace(reading, sentences=(flagged,)), *story.readings[1:]))
    found = list(find_attributions(story))
    assert doubts(worse, found)[0] > doubts(story, found)[0]


def test_an_unlikely_segment_is_doubted_more() -> None:
    line = "The Courier <pt: The minister claimed that it was safe. << O ministro alegou que era segura.\n"
    story = telling(line + "The Tribune: The minister said that it was safe.")
    reading = story.readings[0]

    def with_likelihood(value: float) -> AlignedStory:
        sentence = replace(reading.sentences[0], likelihood=value)
        return replace(story, readings=(replace(reading, sentences=(sentence,)), *story.readings[1:]))

    found = list(find_attributions(story))
    assert doubts(with_likelihood(-2.0), found)[0] > doubts(with_likelihood(-0.1), found)[0]


REST = "It rains. / Trains stop. / Buses run. / It is late."
COPY = f"""
    The Courier <pt: The minister claimed that it was safe. << O ministro alegou que era segura. / {REST}
    The Tribune: The minister said that it was safe. / {REST}
"""


def copied(confidence: float, *, by_hand: bool = False) -> float:
    """The doubt of a verb in two articles of which each sentence stands in a bead of that ``confidence``."""
    story = telling(COPY)
    (comparison,) = story.comparisons
    beads = tuple(Bead((k,), (k,), confidence, is_fixed=by_hand) for k in range(5))
    story = replace(story, comparisons=(replace(comparison, beads=beads),))
    (doubt,) = doubts(story, list(find_attributions(story)))
    return doubt


def test_what_differs_between_an_article_and_its_translation_is_the_translators() -> None:
    assert copied(0.9) < 0.5 <= copied(0.99)


def test_sentences_that_a_person_linked_are_no_sign_of_a_translated_article() -> None:
    assert copied(1.0, by_hand=True) == copied(0.9)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_a_prior(kind: Kind) -> None:
    from compare.steps.framing.doubt import PRIOR

    assert 0.0 <= PRIOR[kind] < 0.5
