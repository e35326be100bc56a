"""Decoding with a list of likely words, by the bundled packages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.engines.shortlist import N_FREQUENT, read_shortlist
from tests.bench.speed import portuguese

N_SENTENCES = 60


@pytest.fixture(scope="module")
def shelf(data_folder: Path) -> Shelf:
    return Shelf(data_folder / "packages")


def translations(translator: ArgosTranslator, texts: list[str]) -> list[str]:
    route = translator.find_route("pt", "en")
    assert route is not None
    found = dict(translator.translate(texts, route))
    return [found[index].text for index in range(len(texts))]


def test_nearly_all_translations_are_those_made_with_all_words(shelf: Shelf):
    texts = portuguese()[:N_SENTENCES]
    short = translations(ArgosTranslator(shelf), texts)
    whole = translations(ArgosTranslator(shelf, shortlists=False), texts)
    assert sum(a == b for a, b in zip(short, whole, strict=True)) >= 0.98 * len(texts)


def test_a_word_that_no_list_has_is_found_by_decoding_again(shelf: Shelf):
    texts = ["Xq zwk Brzęczyszczykiewicz trouxe ornitorrincos xintoístas ao pântano de Llanfairpwllgwyngyll."]
    assert translations(ArgosTranslator(shelf), texts) == translations(ArgosTranslator(shelf, shortlists=False), texts)


def test_the_memory_keeps_both_ways_apart(shelf: Shelf):
    assert ArgosTranslator(shelf).decoding() != ArgosTranslator(shelf, shortlists=False).decoding()


def test_each_bundled_package_has_a_list_of_pieces_of_its_vocabulary(shelf: Shelf):
    for package in shelf.packages():
        vocabulary = (package.folder / "model" / "shared_vocabulary.json").read_bytes()
        found = read_shortlist(vocabulary)
        assert found is not None
        lines = [line.split("\t") for line in found.decode().splitlines()]
        assert lines[0][0] == ""
        assert len(lines[0][1].split()) == N_FREQUENT
        assert {piece for _, pieces in lines for piece in pieces.split(" ")} <= set(json.loads(vocabulary))


def test_an_unknown_vocabulary_has_no_list():
    assert read_shortlist(b'["</s>", "a"]') is None
