"""Vectors of the real model."""

from __future__ import annotations

import numpy as np
import pytest

from compare.engines.meaning import DIMENSIONS, QUICK_DIMENSIONS, E5Embedder, UseEmbedder, WheelEmbedder
from compare.engines.protocols import Embedder
from compare.errors import EngineFailed

QUICK = UseEmbedder()
BOTH = pytest.mark.parametrize(("embedder", "size"), [(E5Embedder(), DIMENSIONS), (QUICK, QUICK_DIMENSIONS)])


@BOTH
def test_rows_have_length_one_and_empty_texts_length_zero(embedder: Embedder, size: int):
    rows = embedder.embed(["A ponte foi fechada.", "", "  "])
    assert rows.shape == (3, size)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0], atol=1e-3)


@BOTH
def test_a_translation_is_nearer_than_another_matter(embedder: Embedder, size: int):
    pt, en, other = embedder.embed(
        [
            "O ministro não assinou o documento.",
            "The minister did not sign the document.",
            "It rained all week in the north.",
        ]
    )
    assert pt @ en > pt @ other + 0.05


@BOTH
def test_the_company_of_a_text_changes_nothing(embedder: Embedder, size: int):
    texts = ["Chove.", "A reunião durou três horas e terminou sem acordo.", "وزیر نے دستخط نہیں کیے۔"]
    together = embedder.embed(texts)
    alone = np.concatenate([embedder.embed([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)


@BOTH
def test_no_texts_give_no_rows(embedder: Embedder, size: int):
    assert embedder.embed([]).shape == (0, size)


@BOTH
def test_control_characters_and_endless_texts_are_read(embedder: Embedder, size: int):
    rows = embedder.embed(["a\0b", "palavra " * 20_000, "\ud800"])
    assert np.isfinite(rows).all()


@pytest.mark.parametrize(
    "text", ["وزير الدفاع لم يوقع الوثيقة.", "国防部长没有签署文件。", "Savunma bakanı belgeyi imzalamadı."]
)
def test_the_quick_model_knows_each_of_its_languages(text: str):
    own, same, other = QUICK.embed(
        [text, "The defence minister did not sign the document.", "It rained all week in the north of the country."]
    )
    assert own @ same > own @ other + 0.3


@pytest.mark.parametrize("embedder", [E5Embedder, UseEmbedder])
def test_a_model_that_is_not_installed_says_what_to_do(embedder: type[WheelEmbedder], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(embedder, "wheel", "no-such-wheel")
    with pytest.raises(EngineFailed, match="make install"):
        _ = embedder().name
    monkeypatch.setattr(embedder, "_load", lambda self: __import__("no_such_module"))
    with pytest.raises(EngineFailed, match="make install"):
        embedder().embed(["It rains."])
