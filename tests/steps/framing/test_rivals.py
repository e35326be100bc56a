"""Numbers of two articles that an editor would set against each other, wherever the articles give them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from compare.domain import Article, Highlight, Kind, Story
from compare.opening import open_tools, settings_from_environment
from compare.pipeline import Options, compare
from compare.steps.framing.aligned import AlignedStory
from compare.steps.framing.learned import FACED, find_learned
from compare.steps.framing.lines import chance_of
from compare.steps.framing.rivals import LINE, MOST, candidates_in, find_rivals

Aligned = Callable[..., AlignedStory]
COURIER = (
    "The flood at Varne took eleven houses on Sunday night, and the school stays shut.",
    "Engineer Tova Lind wrote three letters about the dyke, and got no answer.",
    "In the gymnasium thirty beds were put up for those without a roof.",
)
GAZETTE = (
    "Four houses were damaged by Sunday's high water.",
    "The governor thanked the volunteers who had filled sandbags until morning.",
    "The office has received no letter from Engineer Lind.",
    "Thirty beds in the gymnasium stood ready, and nine were used.",
)


@pytest.fixture
def aligned(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Aligned:
    """Return a function that aligns articles of one event and returns the story as detectors see it."""
    kept: list[AlignedStory] = []

    def keep(story: AlignedStory, **_: object) -> tuple[Highlight, ...]:
        kept.append(story)
        return ()

    monkeypatch.setattr("compare.pipeline.find_framing", keep)

    def align(**told: tuple[str, ...]) -> AlignedStory:
        articles = tuple(Article(name, name.title(), "en", sentences=sentences) for name, sentences in told.items())
        with open_tools(settings_from_environment(data=data_folder)) as tools:
            compare(Story("flood", articles), tools, Options())
        return kept[-1]

    return align


def found_in(story: AlignedStory, least: float) -> set[tuple[str, str]]:
    return {
        (
            found.left.quantity.span.of(story.shown(found.left.place)),
            found.right.quantity.span.of(story.shown(found.right.place)),
        )
        for _, found in find_rivals(story, least)
    }


def test_numbers_of_one_thing_are_set_against_each_other_from_either_side(aligned: Aligned) -> None:
    story = aligned(courier=COURIER, gazette=GAZETTE)

    assert found_in(story, 0.5) == {("eleven", "Four")}
    ours, theirs = find_learned(story, Kind.NUMBER)
    assert (ours.note, theirs.note) == (
        "Courier has “eleven” where Gazette has “Four”.",
        "Gazette has “Four” where Courier has “eleven”.",
    )
    assert ours.against == (theirs.passage,)
    assert dict(ours.evidence)["rule"] == "read beside"
    assert 0.5 <= float(dict(ours.evidence)["chance"]) <= 1


def test_a_number_that_both_articles_give_has_no_rival_whatever_its_chance(aligned: Aligned) -> None:
    pairs = found_in(aligned(courier=COURIER, gazette=GAZETTE), 0.0)

    assert pairs
    assert not any("thirty" in (left.lower(), right.lower()) for left, right in pairs)


def test_of_hostile_many_numbers_few_are_looked_at(aligned: Aligned) -> None:
    crowd = tuple(
        f"{k} people were killed and {k + 1} people were hurt when police shot at the rally." for k in range(20, 90)
    )
    story = aligned(courier=crowd, gazette=tuple(sentence.replace("people", "men") for sentence in crowd))

    assert len(candidates_in(story, "courier")) == MOST


@pytest.mark.parametrize("sign", ["apart", "told", "date", "places", "beside", "two fates"])
def test_what_speaks_against_one_thing_lowers_the_chance(sign: str) -> None:
    plain = dict.fromkeys(LINE, 0.0) | {"marked": 1.0, "one matter": 0.9, "always": 1.0}

    assert chance_of(LINE, plain | {sign: 1.0}) < chance_of(LINE, plain)
    assert chance_of(LINE, plain | {"one matter": 0.1}) < chance_of(LINE, plain)


def test_what_no_sentence_elsewhere_faces_is_listed(aligned: Aligned, monkeypatch: pytest.MonkeyPatch) -> None:
    closing = "The council voted on Monday to close the covered market by the end of the year."
    story = aligned(
        courier=(closing, "Apparently the traders may yet go to court, and the mayor is said to fear it."),
        gazette=(closing, "The traders will go to court, and the mayor expects it."),
    )
    faced = [one.weight for one in find_learned(story, Kind.HEDGE)]
    partners = AlignedStory.partners
    for least in (1.0, FACED[Kind.HEDGE] - 0.01):
        monkeypatch.setattr(
            AlignedStory,
            "partners",
            lambda self, place, least=least: tuple(
                replace(partner, confidence=least) for partner in partners(self, place) if least < 1
            ),
        )
        unfaced = [one.weight for one in find_learned(story, Kind.HEDGE)]
        assert len(unfaced) == len(faced) and max(unfaced) < 0.5
    assert faced and min(faced) >= 0.5
