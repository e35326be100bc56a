"""Articles about another event are found out, and none about the same event is suspected: our stories, untranslated."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

from compare.engines.meaning import E5Embedder
from compare.files.stories import read_story
from compare.files.weights import read_judge
from compare.steps.align import align
from compare.steps.segment import sentences_of
from compare.steps.sides import Side
from compare.steps.summary import SAME_EVENT

STORIES = Path(__file__).resolve().parents[2] / "corpora" / "stories"
EMBEDDER = E5Embedder(n_threads=2)
pytestmark = pytest.mark.models


@cache
def sides(name: str) -> dict[str, Side]:
    """The articles of a story as they are written."""
    found = {}
    for article in read_story(STORIES / name).articles:
        language = (article.language or "").split("-")[0]
        texts = tuple(sentence.text for sentence in sentences_of(article, language))
        found[article.id] = Side(language, texts, None, language, EMBEDDER.embed(texts), article.title)
    return found


def groups(articles: Iterable[tuple[str, Side]]) -> list[set[str]]:
    """The articles that share an event, directly or through others."""
    known = list(articles)
    found = [{name} for name, _ in known]
    for (a, left), (b, right) in combinations(known, 2):
        if align(left, right, read_judge()).same_event >= SAME_EVENT:
            joined = [group for group in found if {a, b} & group]
            found = [group for group in found if group not in joined] + [set().union(*joined)]
    return found


# Of the twelve, those whose pairs look least alike: up to six languages, outlets that leave much out.
@pytest.mark.parametrize(
    "story", ["border-incident", "election-count", "factory-closure", "qingdao", "strait-collision"]
)
def test_no_article_of_a_story_is_suspected_of_another_event(story: str) -> None:
    assert len(groups(sides(story).items())) == 1


@pytest.mark.parametrize(
    ("story", "other", "article"),
    [
        ("strait-collision", "qingdao", "yamuna-standard"),
        ("strait-collision", "qingdao", "subh-e-ravi"),
        ("qingdao", "strait-collision", "tatrekha"),
        ("border-incident", "factory-closure", "brass-ledger"),
        ("factory-closure", "election-count", "acta-abierta"),
        ("election-count", "border-incident", "pendon-cardano"),
    ],
)
def test_an_article_of_another_story_stands_alone(story: str, other: str, article: str) -> None:
    intruder = sides(other)[article]
    found = groups([*sides(story).items(), ("intruder", intruder)])
    assert {"intruder"} in found
    assert len(found) == 2
