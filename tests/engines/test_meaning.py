"""Vectors of the real model."""

from __future__ import annotations

import numpy as np

from compare.engines.meaning import DIMENSIONS, E5Embedder

EMBEDDER = E5Embedder()


def test_rows_have_length_one_and_empty_texts_length_zero():
    rows = EMBEDDER.embed(["A ponte foi fechada.", "", "  "])
    assert rows.shape == (3, DIMENSIONS)
    assert np.allclose(np.linalg.norm(rows, axis=1), [1, 0, 0], atol=1e-3)


def test_a_translation_is_nearer_than_another_matter():
    pt, en, other = EMBEDDER.embed(
        [
            "O ministro não assinou o documento.",
            "The minister did not sign the document.",
            "It rained all week in the north.",
        ]
    )
    assert pt @ en > pt @ other + 0.05


def test_the_company_of_a_text_changes_nothing():
    texts = ["Chove.", "A reunião durou três horas e terminou sem acordo.", "وزیر نے دستخط نہیں کیے۔"]
    together = EMBEDDER.embed(texts)
    alone = np.concatenate([EMBEDDER.embed([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-5)


def test_no_texts_give_no_rows():
    assert EMBEDDER.embed([]).shape == (0, DIMENSIONS)


def test_control_characters_and_endless_texts_are_read():
    rows = EMBEDDER.embed(["a\0b", "palavra " * 20_000, "\ud800"])
    assert np.isfinite(rows).all()
