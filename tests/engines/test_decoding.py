"""Translation with the real pt→en package."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.domain import FlagKind, Rendering
from compare.engines.argos import Shelf
from compare.engines.decoding import ArgosTranslator
from compare.errors import BadPackage, NoRoute


@pytest.fixture(scope="module")
def translator(data_folder: Path) -> ArgosTranslator:
    return ArgosTranslator(Shelf(data_folder / "packages"))


def render(translator: ArgosTranslator, *texts: str, source: str = "pt", target: str = "en") -> list[Rendering]:
    route = translator.find_route(source, target)
    assert route is not None
    found = dict(translator.translate(texts, route))
    return [found[index] for index in range(len(texts))]


def test_each_segment_comes_back_once_with_a_likelihood(translator: ArgosTranslator):
    texts = [
        "O ministro não assinou o documento.",
        "A reunião durou três horas.",
        "O ministro não assinou o documento.",
    ]
    found = render(translator, *texts)
    assert found[0].text == "The minister did not sign the document."
    assert found[2] == found[0]
    assert all(rendering.likelihood is not None and rendering.likelihood <= 0 for rendering in found)


def test_the_order_and_company_of_segments_changes_nothing(translator: ArgosTranslator):
    texts = ["O governo anunciou cortes.", "Chove.", "A polícia usou gás lacrimogéneo contra os manifestantes."]
    alone = [render(translator, text)[0].text for text in texts]
    together = [rendering.text for rendering in render(translator, *reversed(texts))][::-1]
    assert together == alone


def test_an_empty_segment_stays_empty(translator: ArgosTranslator):
    assert [r.text for r in render(translator, "", "   ")] == ["", ""]


def test_figures_and_lone_letters_are_kept_as_written(translator: ArgosTranslator):
    figures, letter = render(translator, "2025", "a")
    assert (figures.text, figures.flags) == ("2025", ())
    assert letter.text == "a"
    assert [flag.kind for flag in letter.flags] == [FlagKind.FRAGMENT]


def test_a_text_in_capitals_is_translated_in_small_letters_and_flagged(translator: ArgosTranslator):
    (found,) = render(translator, "GOVERNO ANUNCIA NOVAS MEDIDAS CONTRA A INFLAÇÃO")
    assert [flag.kind for flag in found.flags] == [FlagKind.CAPITALS]
    assert "inflation" in found.text


def test_a_very_long_sentence_is_translated_in_parts_without_a_loop(translator: ArgosTranslator):
    text = ", ".join(f"o ministro número {k} disse que a proposta não será votada" for k in range(12)) + "."
    (found,) = render(translator, text)
    assert FlagKind.SPLIT in [flag.kind for flag in found.flags]
    assert all(str(k) in found.text for k in range(12))


def test_a_segment_of_several_sentences_loses_none(translator: ArgosTranslator):
    (found,) = render(translator, "O acordo foi assinado. A oposição protestou. O presidente não comentou.")
    assert found.text.count(".") == 3


def test_the_way_back_uses_the_other_package(translator: ArgosTranslator):
    (found,) = render(translator, "The minister did not sign the document.", source="en", target="pt")
    assert "ministro" in found.text
    assert "não" in found.text


@pytest.mark.timeout(60)
def test_hostile_text_is_translated_in_bounded_time(translator: ArgosTranslator):
    found = render(
        translator, "x" * 20_000, "palavra " * 2_500, "(" * 5_000 + "a b", "\u202e مرحبا <script>alert(1)</script>"
    )
    assert len(found) == 4


def test_a_package_removed_after_the_route_was_found_is_said(tmp_path: Path):
    from tests.conftest import PACKAGES

    shelf = Shelf(tmp_path / "packages")
    shelf.install(PACKAGES / "translate-pt_en-1_0.argosmodel")
    translator = ArgosTranslator(shelf)
    route = translator.find_route("pt", "en")
    assert route is not None
    shelf.remove("pt", "en")
    with pytest.raises(NoRoute, match="not installed any more"):
        dict(translator.translate(["Olá."], route))


def test_a_damaged_model_is_a_clear_error(tmp_path: Path):
    from tests.conftest import PACKAGES

    shelf = Shelf(tmp_path / "packages")
    package = shelf.install(PACKAGES / "translate-pt_en-1_0.argosmodel")
    (package.folder / "model" / "model.bin").write_bytes(b"damaged")
    translator = ArgosTranslator(shelf)
    route = translator.find_route("pt", "en")
    assert route is not None
    with pytest.raises(BadPackage, match="Install it again"):
        dict(translator.translate(["Olá."], route))
