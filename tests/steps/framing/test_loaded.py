"""Loaded words: spans that judge, with probability and reason, the same whatever stands beside the text in a batch."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare.files.weights import read_loaded
from compare.steps.framing.loaded import BATCH, FLOOR, LoadedModel, Seen, find_seeds
from compare.steps.framing.loaded_features import WORD
from compare.steps.framing.loaded_words import MIN_LIKENESS
from compare.steps.framing.seeds import Seeds, parse_seeds, romance_adjective, romance_verb

TEXTS = st.lists(st.text(alphabet="abz '’-“\".?É中1", max_size=40), max_size=5)


@pytest.fixture(scope="module")
def model() -> LoadedModel:
    return read_loaded()


def weights(model: LoadedModel, text: str, language: str = "en") -> dict[str, float]:
    """The spans of one text with their probabilities, without a sentence vector."""
    return {span.of(text): probability for span, probability, _ in model.score([text], None, language=language)[0]}


def heaviest(model: LoadedModel, text: str, language: str = "en") -> str:
    found = weights(model, text, language)
    return max(found, key=lambda word: found[word])


def test_the_loaded_verb_is_the_heaviest_word_of_its_sentence(model):
    assert heaviest(model, "The senator slammed the committee over its report on school meals.") == "slammed"


def test_a_plain_verb_in_the_same_place_weighs_far_less(model):
    plain = weights(model, "The senator addressed the committee over its report on school meals.")
    assert plain.get("addressed", 0.0) < 0.1


def test_a_judging_adjective_is_more_likely_than_not(model):
    assert weights(model, "It was a ludicrous and shameful attack on honest workers.")["ludicrous"] > 0.5


def test_a_plain_report_has_no_word_that_is_likely_to_judge(model):
    assert all(p < 0.2 for p in weights(model, "The council met on Tuesday and approved the budget for 2024.").values())


def test_a_phrase_is_one_span(model):
    text = "The mayor threw his deputy under the bus, then doubled down on the plan."
    assert "doubled down" in weights(model, text)


def test_every_span_says_why_in_words(model):
    found = model.score(["The thugs blatantly lied, then stormed out in a fit of hysteria."], None)[0]
    assert found and all(reason and reason[0].islower() for _, _, reason in found)


def test_a_fight_metaphor_is_called_one(model):
    found = model.score(["The minister slammed the proposal."], None)[0]
    assert {span.of("The minister slammed the proposal."): reason for span, _, reason in found}["slammed"] == (
        "a fight metaphor"
    )


def test_a_biased_sentence_ranks_above_a_plain_one(model):
    biased, plain = model.judge_sentences(
        [
            "The corrupt elites shamelessly smear every patriot who dares to resist.",
            "The talks start on Monday in Oslo.",
        ],
        None,
    )
    assert biased > plain


def test_texts_without_a_word_give_nothing(model):
    nothing = Seen(np.zeros((4, 384), np.float32), [np.zeros(0, np.float32)] * 4)
    assert model.score(["", "—", "2024", " "], nothing) == [[], [], [], []]
    assert model.score(["", "—", "2024", " "], nothing, language="de") == [[], [], [], []]


def test_no_texts_give_no_lists(model):
    assert model.score([], None) == []
    assert len(model.judge_sentences([], None)) == 0


def test_a_language_without_lists_gives_nothing(model):
    assert model.score(["Der Minister wetterte gegen den Plan."], None, language="de") == [[]]


def seen(text: str, odds: dict[str, float], *, plain: float = -4.0) -> Seen:
    """What engines saw of one text whose words have the given log-odds in place, the others ``plain``."""
    words = np.array([odds.get(word, plain) for word in WORD.findall(text)], np.float32)
    return Seen(np.zeros((1, 384), np.float32), [words])


def test_the_same_word_weighs_more_where_it_judges(model):
    text = "The senator slammed the door."
    low, high = (
        {span.of(text): p for span, p, _ in model.score([text], seen(text, {"slammed": odds}))[0]}
        for odds in (-4.0, 3.0)
    )
    assert low["slammed"] < 0.5 < high["slammed"]


def test_a_word_that_was_not_read_is_judged_by_itself(model):
    text = "The senator slammed the committee."
    unread = seen(text, {}, plain=np.nan)
    assert max(model.score([text], unread)[0], key=lambda one: one[1])[0].of(text) == "slammed"


def test_words_of_other_languages_are_judged_by_where_they_stand(model):
    text = "Der Minister wetterte gegen den Plan."
    found = model.score([text], seen(text, {"wetterte": 2.0}), language="de")[0]
    assert [(span.of(text), probability > 0.5, reason) for span, probability, reason in found] == [
        ("wetterte", True, "a word that may judge")
    ]


def test_a_listed_word_has_the_higher_of_both_probabilities(model):
    text = "As medidas foram vergonhosas e inúteis."
    alone = weights(model, text, "pt")["vergonhosas"]
    low, high = (
        {span.of(text): p for span, p, _ in model.score([text], seen(text, {"vergonhosas": odds}), language="pt")[0]}[
            "vergonhosas"
        ]
        for odds in (-4.0, 3.0)
    )
    assert low == alone < high


def test_a_language_whose_words_are_not_parted_is_left_alone(model):
    text = "新德里拒绝签署联合声明。"
    assert model.score([text], seen(text, {}, plain=3.0), language="zh") == [[]]


def test_a_portuguese_verb_of_contempt_is_found_from_our_list_alone(model):
    assert heaviest(model, "O deputado debochou da proposta e saiu da sala.", "pt-BR") == "debochou"


def test_a_spanish_adjective_is_found_in_its_feminine_plural(model):
    assert heaviest(model, "Las medidas fueron vergonzosas, según el alcalde.", "es") == "vergonzosas"


def test_a_pronoun_behind_a_hyphen_does_not_hide_the_verb(model):
    assert "humilhou-o" in weights(model, "O ministro humilhou-o diante de todos.", "pt")


def test_listed_words_of_another_language_are_never_certain(model):
    assert all(p < 0.5 for p in weights(model, "O canalha covarde mentiu descaradamente.", "pt").values())


def test_a_listed_phrase_wins_over_its_words():
    seeds = Seeds(("a", "b"), ("word", "phrase"), {"golpe": (0.4, 0)}, {("golpe", "baixo"): (1.0, 1)})
    text = "Foi um golpe baixo."
    assert [(span.of(text), reason) for span, _, reason in find_seeds(text, seeds)] == [("golpe baixo", "phrase")]


@given(texts=TEXTS)
@settings(max_examples=60, deadline=None)
def test_spans_lie_in_their_text_in_order_and_do_not_overlap(texts):
    for text, found in zip(texts, read_loaded().score(texts, None), strict=True):
        edges = [edge for span, _, _ in found for edge in (span.start, span.end)]
        assert edges == sorted(edges) and all(0 <= edge <= len(text) for edge in edges)
        assert all(span.start < span.end and FLOOR <= probability <= 1 for span, probability, _ in found)


def test_what_stands_beside_a_text_does_not_change_its_words(model):
    text = "Critics ridiculed the bungled rollout."
    alone = model.score([text], None)[0]
    among = model.score(["A storm of outrage followed.", text, ""], None)[1]
    assert [s for s, _, _ in alone] == [s for s, _, _ in among]
    assert [p for _, p, _ in alone] == pytest.approx([p for _, p, _ in among], abs=1e-5)


def test_a_batch_edge_does_not_change_words(model):
    text = "Critics ridiculed the bungled rollout."
    filler = "word " * (BATCH // 5)
    assert [s for s, _, _ in model.score([filler, text], None)[1]] == [s for s, _, _ in model.score([text], None)[0]]


def test_hostile_length_is_read_in_seconds(model):
    start = time.process_time()
    model.score(["a’-" * 7000, '"“' * 10000, "slammed " * 2500, "under the " * 2000], None)
    assert time.process_time() - start < 5


def test_weights_of_other_signals_are_refused(model):
    with pytest.raises(ValueError, match="train again"):
        replace(model.words, mean=model.words.mean[:-1])


def test_a_seed_listed_twice_keeps_its_first_grade():
    seeds = parse_seeds("[a 4] strong\nsham\n[b 1] weak\nsham spin|spins", lambda lemma: [lemma], lambda form: [form])
    assert seeds.words == {"sham": (1.0, 0), "spin": (0.15, 1), "spins": (0.15, 1)}


def test_a_seed_before_any_heading_is_refused():
    with pytest.raises(ValueError, match="before the first heading"):
        parse_seeds("sham", lambda lemma: [lemma], lambda form: [form])


def test_spelling_of_a_romance_verb_follows_its_sound():
    assert "ataquem" in romance_verb("atacar", "pt")
    assert "avergüencen" not in romance_verb("avergonzar", "es") and "avergoncen" in romance_verb("avergonzar", "es")


def test_portuguese_adjectives_in_l_have_their_own_plural():
    plurals = [romance_adjective(word, "pt")[-1] for word in ("brutal", "cruel", "lamentável")]
    assert plurals == ["brutais", "cruéis", "lamentáveis"]


@pytest.mark.parametrize(("one", "other"), [("insane", "bad deal"), ("ruined", "destroyed"), ("lying", "lied")])
def test_words_that_may_stand_for_one_another_are_alike(model, one, other):
    assert model.likeness(one, other) >= MIN_LIKENESS > model.likeness("assailed", "remain")


def test_words_that_are_not_known_are_not_alike(model):
    assert model.likeness("zzqx", "destroyed") == 0.0
