from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from compare.domain import Alignment, Article, Bead, Highlight, Kind, Place, Reading, Sentence, Span
from compare.files.framing_lists import read_lists
from compare.steps.framing.aligned import AlignedStory, Vectors
from compare.steps.framing.label import _listed, find_labels
from compare.steps.framing.name_table import name_table, original_name
from compare.steps.framing.rank import ONLY_LISTED
from tests.steps.framing.tellings import telling

LISTED = 0.02  # weight from which the golden file lists a label; the plain side of a contrast has little


def pairs(story: AlignedStory, highlights: Iterable[Highlight]) -> list[str]:
    """Return a line a highlight, without the weight, which follows the model of loaded words."""
    lines = []
    for h in highlights:
        own = h.passage.span.of(story.shown(Place(h.passage.article, h.passage.sentence)))
        theirs = [p.span.of(story.shown(Place(p.article, p.sentence))) for p in h.against]
        lines.append(f"{story.outlet(h.passage.article)}: {own} | {'; '.join(theirs)}")
    return lines


def render(given: str) -> str:
    story = telling(given)
    found = [h for h in find_labels(story) if h.weight >= LISTED]
    lines = [line for pair in zip(pairs(story, found), (f"  {h.note}" for h in found), strict=True) for line in pair]
    return "\n".join(lines) or "nothing"


def weight(left: str, right: str) -> float:
    story = telling(f"The Courier: {left}\nThe Tribune: {right}")
    return max((h.weight for h in find_labels(story)), default=0.0)


def test_labels_are_those_that_a_reader_would_set_against_each_other(
    golden: Callable[[str, Callable[[str], str]], None],
) -> None:
    golden("framing/label.txt", render)


def test_a_word_that_judges_weighs_more_than_a_plain_one_of_the_same_sense() -> None:
    judging = weight("The regime met the farmers.", "The government met the farmers.")
    plain = weight("Farmers met the kids.", "Farmers met the children.")
    assert judging >= 0.5 > 0.3 > plain > 0.0


def test_an_outlet_that_uses_both_words_takes_no_side() -> None:
    one = "The dictator Kim Jong Un spoke. / Mr. Kim sat down."
    both = "The leader Kim Jong Un spoke. / The dictator Kim Jong Un sat down."
    assert weight(one, both) < weight(one, both.replace("dictator", "leader"))


def test_every_label_says_who_writes_what_and_why() -> None:
    story = telling("The Courier: The regime rejected the plan.\nThe Tribune: The government rejected the plan.")
    for highlight in find_labels(story):
        assert highlight.kind is Kind.LABEL
        assert "The Courier" in highlight.note and "The Tribune" in highlight.note
        assert dict(highlight.evidence).get("reason", "role") == "role"


def test_a_synonym_on_a_translated_side_is_doubted() -> None:
    story = telling(
        "The Courier: The army launched the attack.\n"
        "A Folha <pt: The army launched the assault. << O exército lançou o ataque."
    )
    assert all(h.doubt > 0.3 for h in find_labels(story))


def test_texts_shown_as_written_leave_no_doubt() -> None:
    story = telling("The Courier: The regime fell.\nThe Tribune: The government fell.")
    assert {h.doubt for h in find_labels(story)} == {0.0}


def test_the_same_story_gives_the_same_labels() -> None:
    text = "A: The regime met the terrorists. / The regime fell.\nB: The government met the militants. / It fell."
    assert list(find_labels(telling(text))) == list(find_labels(telling(text)))


def test_labels_in_portuguese_are_found_without_a_vocabulary() -> None:
    story = telling(
        "A Folha (pt): O ministro criticou o acordo desastroso.\nO Diário (pt): O ministro elogiou o acordo histórico."
    )
    assert "A Folha: acordo desastroso | acordo histórico" in pairs(story, find_labels(story))


def crowd(n_articles: int, n_sentences: int) -> AlignedStory:
    """Return a story in which every sentence of every outlet calls one deal by other words."""
    words = "grim calm new old vast tiny odd fair bold shy".split()
    readings, vectors = [], {}
    for a in range(n_articles):
        own = [
            f"The {words[(a + k) % 10]} {words[(a * 3 + k // 10) % 10]} deal {words[k % 10]} met the minister."
            for k in range(n_sentences)
        ]
        sentences = tuple(Sentence(k, text, Span(0, len(text)), translation=text) for k, text in enumerate(own))
        article = Article(f"a{a}", f"Outlet {a}", "en", sentences=tuple(own))
        readings.append(Reading(article, "en", "none", sentences))
        vectors[f"a{a}"] = np.full((n_sentences, 4), 0.5, np.float32)
    beads = tuple(Bead((k,), (k,), 0.9) for k in range(n_sentences))
    comparisons = tuple(
        Alignment(f"a{a}", f"a{b}", n_sentences, n_sentences, beads) for a, b in combinations(range(n_articles), 2)
    )
    return AlignedStory(tuple(readings), comparisons, (), "en", read_lists(), vectors, all_alike)


def all_alike(texts: Sequence[str]) -> Vectors:
    return np.full((len(texts), 4), 0.5, np.float32)


def test_four_outlets_of_sixty_sentences_are_read_in_time() -> None:
    story = crowd(4, 60)
    begin = time.process_time()
    list(find_labels(story))
    assert time.process_time() - begin < 2.0


def test_thirty_outlets_that_all_speak_of_one_deal_are_read_in_time() -> None:
    story = crowd(30, 20)
    begin = time.process_time()
    list(find_labels(story))
    assert time.process_time() - begin < 10.0


def test_at_most_three_hundred_texts_are_embedded_and_in_one_call() -> None:
    calls: list[int] = []
    story = crowd(6, 80)

    def embed(texts: Sequence[str]) -> Vectors:
        calls.append(len(texts))
        return all_alike(texts)

    list(find_labels(replace(story, embed=embed)))
    assert len(calls) == 1 and calls[0] <= 300


def test_the_table_of_names_counts_the_forms_of_each_outlet() -> None:
    story = telling(
        "The Courier: North Korean dictator Kim Jong Un spoke. / Mr. Kim smiled. / Mr. Kim left.\n"
        "The Tribune: The North Korean leader, Kim Jong-un, spoke."
    )
    kim = name_table(story)[0]
    assert (kim.name, kim.kind, kim.count) == ("Kim Jong Un", "person", 6)
    assert [(f.text, f.count, f.describes) for f in kim.outlets[0].forms] == [
        ("Mr. Kim", 2, False),
        ("North Korean dictator", 1, True),
        ("Kim Jong Un", 1, False),
    ]
    assert kim.outlets[0].forms[0].sentences == (1, 2)


def test_the_table_shows_a_name_as_the_original_has_it() -> None:
    story = telling(
        "The Courier: Rajnath Singh spoke.\nA Folha <pt: Rajnath Singh spoke. << O ministro indiano Rajnat Singh falou."
    )
    assert name_table(story)[0].outlets[1].forms[0].original == "Rajnat Singh"


def test_a_name_is_found_in_another_script() -> None:
    assert original_name("Министр Сингх выступил.", ("rajnath", "singh")) == "Сингх"


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Na Índia, a unidade caiu.", "india", "Índia"),
        ("O Baluchistão fica no Paquistão.", "pakistan", "Paquistão"),
        ("Perante todos, Rajnath Singh falou.", "rajnath singh", "Rajnath Singh"),
        ("A cimeira de Xangai foi em Qingdao.", "qingdao", "Qingdao"),
        ("O Irã negou.", "iran", "Irã"),
        ("Pequim negou.", "beijing", ""),
    ],
)
def test_the_likest_word_of_the_original_is_the_name(text: str, name: str, found: str) -> None:
    assert original_name(text, name.split()) == found


def test_a_name_that_is_not_there_is_not_found() -> None:
    assert original_name("O ministro falou.", ("rajnath", "singh")) == ""


def test_wordings_said_to_be_the_same_are_set_against_each_other_and_stand_in_one_row():
    story = telling("The Courier: The gunmen fled.\nThe Tribune: The farmers fled.")
    story = replace(story, same=(("gunmen", "the farmers"),))
    notes = {highlight.note for highlight in find_labels(story)}
    assert (
        "The Courier writes “gunmen”, The Tribune “farmers”: both are said to mean the same by the list of names."
        in notes
    )
    (concept,) = name_table(story)
    assert concept.is_given and [form.text for outlet in concept.outlets for form in outlet.forms] == [
        "gunmen",
        "farmers",
    ]


def test_two_names_said_to_be_the_same_are_one():
    story = telling("The Courier: Officials in Moscow said no.\nThe Tribune: Officials in the Kremlin said no.")
    assert not name_table(story)
    (concept,) = name_table(replace(story, same=(("the Kremlin", "Moscow"),)))
    assert [form.text for outlet in concept.outlets for form in outlet.forms] == ["Moscow", "Kremlin"]


MARKED = 0.5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Mr. Brandt's disastrous plan for the port was read.", "Ms. Couto's plan for the port was read."),
        ("The disastrous plan of 2008 for the port was read.", "The plan of 2012 for the port was read."),
        ("The mayor will shut down the port.", "The mayor will close the port."),
        ("The mayor will flout the ruling.", "The mayor will obey the ruling."),
    ],
)
def test_what_may_be_two_things_or_says_the_same_is_not_marked(left: str, right: str) -> None:
    assert weight(left, right) < MARKED


def test_those_who_are_seized_are_not_those_who_say_so() -> None:
    story = telling("A: Soldiers seized four peasants at dawn.\nB: Four people were seized at dawn, officials said.")
    assert not any(
        "officials" in line.split("|")[0] and "peasants" in line for line in pairs(story, find_labels(story))
    )


def test_what_two_phrases_are_linked_by_is_listed_in_the_order_of_its_weight() -> None:
    assert _listed(0.3) == 0.3
    assert 0.48 < _listed(0.6) < _listed(0.9) <= ONLY_LISTED
    assert 0.0 < weight("He defended the disastrous nuclear deal.", "He defended the nuclear deal.") <= ONLY_LISTED
