"""Translations from elsewhere in the memory: found by the next comparison, a person's before a machine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from compare.domain import Rendering, Route
from compare.files.exports.tmx import export_tmx
from compare.files.tmx import Translation, read_tmx
from compare.store.database import open_database
from compare.store.importing import import_translations
from compare.store.memory import RememberingTranslator
from tests.files.exports.stories import dam
from tests.store.databases import fresh_database, postgresql

PT_EN = Route(("pt", "en"), ("package 1.0",))


class Machine:
    """Knows one way, and says when it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def find_route(self, source: str, target: str) -> Route | None:
        routes = {("pt", "en"): PT_EN, ("ru", "en"): Route(("ru", "en"), ("argos translate-ru_en 1.0",))}
        return routes.get((source, target))

    def decoding(self) -> str:
        return "beam=4"

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        self.asked += texts
        for index, text in enumerate(texts):
            yield index, Rendering(f"machine: {text}")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def memory(request: pytest.FixtureRequest, server: str, tmp_path: Path) -> Iterator[RememberingTranslator]:
    engine = open_database(tmp_path / "memory.sqlite3" if request.param == "sqlite" else fresh_database(server))
    yield RememberingTranslator(Machine(), engine)
    engine.dispose()


def now(memory: RememberingTranslator, text: str, route: Route = PT_EN) -> str:
    [(_, rendering)] = memory.translate([text], route)
    return rendering.text


def test_an_imported_translation_is_what_the_next_comparison_uses(memory: RememberingTranslator):
    result = import_translations([Translation("pt-BR", "en", "Chuva.", "Rain.")], memory)
    assert result.taken == {"pt>en": (1, 0)}
    assert now(memory, "Chuva.") == "Rain."


def test_a_persons_translation_replaces_what_is_kept_and_a_machines_does_not(memory: RememberingTranslator):
    assert now(memory, "Chuva.") == "machine: Chuva."
    import_translations([Translation("pt", "en", "Chuva.", "A machine's rain.", False)], memory)
    assert now(memory, "Chuva.") == "machine: Chuva."
    import_translations([Translation("pt", "en", "Chuva.", "Rain.")], memory)
    assert now(memory, "Chuva.") == "Rain."
    import_translations([Translation("pt", "en", "Chuva.", "A machine's rain.", False)], memory)
    assert now(memory, "Chuva.") == "Rain."


def test_an_import_is_used_with_another_beam_and_another_version_of_the_package(memory: RememberingTranslator):
    import_translations([Translation("pt", "en", "Chuva.", "Rain.")], memory)
    memory.translator.decoding = lambda: "beam=1"  # type: ignore[method-assign]
    assert now(memory, "Chuva.", Route(("pt", "en"), ("package 2.0",))) == "Rain."


def test_what_a_person_has_checked_counts_as_a_persons(memory: RememberingTranslator):
    now(memory, "Chuva.")
    result = import_translations([Translation("pt", "en", "Chuva.", "Rain.", False)], memory, is_checked=True)
    assert (result.taken, now(memory, "Chuva.")) == ({"pt>en": (1, 0)}, "Rain.")


def test_languages_that_no_package_joins_are_counted(memory: RememberingTranslator):
    result = import_translations([Translation("ur", "en", "x", "y")] * 2 + [Translation("en", "ur", "y", "x")], memory)
    assert not result.taken
    assert dict(result.passed_over) == {
        "no installed package leads from ur to en": 2,
        "no installed package leads from en to ur": 1,
    }


def test_more_than_are_written_at_once_are_all_kept(memory: RememberingTranslator):
    many = (Translation("pt", "en", f"Frase {k}.", f"Sentence {k}.") for k in range(2_500))
    assert import_translations(many, memory).taken == {"pt>en": (2_500, 0)}
    assert [now(memory, f"Frase {k}.") for k in (0, 999, 1_000, 2_499)] == [
        f"Sentence {k}." for k in (0, 999, 1_000, 2_499)
    ]


def test_an_exported_report_fills_the_memory_of_another_machine(memory: RememberingTranslator):
    import_translations(read_tmx(export_tmx(dam()), name="dam.tmx"), memory)
    vestnik = dam().reading("vestnik")
    assert vestnik.route is not None
    texts = [sentence.text for sentence in vestnik.sentences]
    found = dict(memory.translate(texts, vestnik.route))
    assert [found[k].text for k in range(len(texts))] == [sentence.translation for sentence in vestnik.sentences]
    assert memory.translator.asked == []  # type: ignore[attr-defined]
