from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.domain import Kind
from compare.files.framing_lists import read_lists
from compare.steps.framing.doubt import add_doubt
from compare.steps.framing.scales import find_charged
from tests.steps.framing.tellings import telling, told


def test_a_word_that_judges_stands_against_the_plain_one(golden: Callable[[str, Callable[[str], str]], None]) -> None:
    golden("framing/scales.txt", told(lambda story: find_charged(story, Kind.LOADED)))


@pytest.mark.parametrize("language", sorted(read_lists().languages))
def test_no_word_is_plain_and_charged_on_one_scale(language: str) -> None:
    lists = read_lists().of(language)
    assert lists.charged
    assert [form for form, names in lists.charged.items() if names & lists.plain.get(form, frozenset())] == []


def test_the_scales_of_all_languages_have_the_names_of_the_english_ones() -> None:
    names = {
        language: {name for found in read_lists().of(language).charged.values() for name in found}
        for language in read_lists().languages
    }
    assert [language for language, found in names.items() if not found <= names["en"]] == []


def test_who_or_what_something_is_is_a_label() -> None:
    story = telling("The Courier: The regime closed the port.\nThe Tribune: The government closed the port.")
    assert [h.kind for h in find_charged(story, Kind.LABEL)] == [Kind.LABEL]
    assert find_charged(story, Kind.LOADED) == []


def test_an_outlet_with_both_words_takes_no_side() -> None:
    one = "The Courier: The regime closed the port on Friday. / The port is in the north."
    plain = "The Tribune: The government closed the port on Friday. / The {} is in the north."
    weights = [
        [h.weight for h in find_charged(telling(f"{one}\n{plain.format(word)}"), Kind.LABEL) if h.weight]
        for word in ("port", "regime")
    ]
    assert max(weights[1]) < max(weights[0])


def test_an_original_without_such_a_word_leaves_doubt() -> None:
    given = "Folha <pt: Soldiers murdered four farmers. << Os soldados {} quatro agricultores."
    other = "The Tribune: Soldiers killed four farmers."
    doubts = []
    for verb in ("assassinaram", "mataram"):
        story = telling(f"{given.format(verb)}\n{other}")
        (highlight,) = add_doubt(story, find_charged(story, Kind.LOADED))
        doubts.append(highlight.doubt)
    assert doubts[0] < 0.5 <= doubts[1]


def test_a_compound_stands_where_its_last_part_does() -> None:
    story = telling("The Courier: Eco-zealots blocked the bridge.\nThe Tribune: Activists blocked the bridge.")
    (highlight,) = find_charged(story, Kind.LABEL)
    assert dict(highlight.evidence)["scale"] == "protesters"
