from __future__ import annotations

import pytest

from compare.domain import Alignment
from compare.steps.events import vouch


def pair(left: str, right: str, same_event: float) -> Alignment:
    return Alignment(left, right, 1, 1, (), same_event)


def events(*comparisons: Alignment) -> dict[str, float]:
    return {c.left + c.right: c.same_event for c in vouch(comparisons)}


def test_a_third_article_vouches_for_two_that_share_little():
    found = events(pair("a", "b", 0.2), pair("a", "c", 0.95), pair("b", "c", 0.96))
    assert found == {"ab": pytest.approx(0.912), "ac": 0.95, "bc": 0.96}


def test_a_third_article_that_is_not_sure_says_nothing():
    assert events(pair("a", "b", 0.2), pair("a", "c", 0.95), pair("b", "c", 0.6))["ab"] == 0.2


def test_articles_of_another_event_stay_apart():
    found = events(
        pair("a", "b", 0.97), pair("a", "y", 0.1), pair("a", "z", 0.05), pair("b", "y", 0.2), pair("b", "z", 0.1),
        pair("y", "z", 0.99),
    )  # fmt: skip
    assert max(found[key] for key in ("ay", "az", "by", "bz")) == 0.2


def test_two_articles_are_left_as_they_are():
    assert events(pair("a", "b", 0.4)) == {"ab": 0.4}
