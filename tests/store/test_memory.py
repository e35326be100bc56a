"""The translation memory and the vector cache."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from compare.domain import Flag, FlagKind, Rendering, Route
from compare.engines.meaning import UseEmbedder
from compare.engines.protocols import Vectors
from compare.errors import StoreFailed
from compare.store.database import current_revision, newest_revision, open_database
from compare.store.memory import RememberingTranslator
from compare.store.vectors import RememberingEmbedder, RememberingSomeLanguagesEmbedder, RememberingWordReader
from tests.conftest import ROOT

ROUTE = Route(("pt", "en"), ("glossary 1.0",))


class GlossaryTranslator:
    """Upper-cases, and counts what it was asked."""

    def __init__(self, settings: str = "beam=4") -> None:
        self.settings = settings
        self.asked: list[str] = []

    def find_route(self, source: str, target: str) -> Route | None:
        return ROUTE

    def decoding(self) -> str:
        return self.settings

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        for index, text in enumerate(texts):
            self.asked.append(text)
            yield index, Rendering(text.upper(), -0.5, (Flag(FlagKind.SPLIT, "in parts"),))


class CountingEmbedder:
    name = "counting"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        self.asked += texts
        return np.array([[len(text), 1.0] for text in texts], np.float32).reshape(-1, 2)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_database(tmp_path / "memory.sqlite3")
    yield engine
    engine.dispose()


def test_a_second_translation_asks_the_translator_nothing(engine: Engine):
    first, second = GlossaryTranslator(), GlossaryTranslator()
    made = dict(RememberingTranslator(first, engine).translate(["um", "dois"], ROUTE))
    kept = dict(RememberingTranslator(second, engine).translate(["um", "dois"], ROUTE))
    assert (first.asked, second.asked) == (["um", "dois"], [])
    assert [kept[k].from_memory for k in (0, 1)] == [True, True]
    assert [(kept[k].text, kept[k].likelihood, kept[k].flags) for k in (0, 1)] == [
        (made[k].text, made[k].likelihood, made[k].flags) for k in (0, 1)
    ]


@pytest.mark.parametrize(
    ("route", "settings"),
    [
        (Route(("pt", "en"), ("glossary 1.1",)), "beam=4"),
        (Route(("es", "en"), ("glossary 1.0",)), "beam=4"),
        (ROUTE, "beam=1"),
    ],
)
def test_another_package_route_or_setting_is_translated_anew(engine: Engine, route: Route, settings: str):
    dict(RememberingTranslator(GlossaryTranslator(), engine).translate(["um"], ROUTE))
    other = GlossaryTranslator(settings)
    dict(RememberingTranslator(other, engine).translate(["um"], route))
    assert other.asked == ["um"]


def test_a_person_wins_over_the_machine(engine: Engine):
    memory = RememberingTranslator(GlossaryTranslator(), engine)
    dict(memory.translate(["um"], ROUTE))
    memory.correct("um", "one", ROUTE)
    assert dict(memory.translate(["um"], ROUTE))[0].text == "one"


def test_a_persons_translation_is_said_to_be_one_whatever_the_packages_and_settings(engine: Engine):
    memory = RememberingTranslator(GlossaryTranslator(), engine)
    memory.correct("um", "one", ROUTE)
    other = RememberingTranslator(GlossaryTranslator("beam=1"), engine)
    newer = Route(("pt", "en"), ("glossary 2.0",))
    found = dict(other.translate(["um", "dois"], newer))
    assert (found[0].text, found[0].by_person, found[1].by_person) == ("one", True, False)
    assert not dict(other.translate(["um"], Route(("es", "en"), ("glossary 1.0",))))[0].by_person
    other.forget("um", newer)
    assert dict(memory.translate(["um"], ROUTE))[0].text == "UM"


def test_a_lone_surrogate_is_no_obstacle(engine: Engine):
    memory = RememberingTranslator(GlossaryTranslator(), engine)
    assert memory._key("\ud800", ROUTE) != memory._key("\ud801", ROUTE)


def test_vectors_are_made_once_and_come_back_equal(engine: Engine):
    first, second = CountingEmbedder(), CountingEmbedder()
    made = RememberingEmbedder(first, engine).embed(["a", "bb", "a"])
    kept = RememberingEmbedder(second, engine).embed(["bb", "a", "a"])
    assert first.asked == ["a", "bb"]
    assert second.asked == []
    assert np.array_equal(kept, made[[1, 0, 0]])


class CountingReader:
    """Says of each word of a text how long it is, and remembers what it was asked."""

    name = "lengths"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        self.asked += texts
        return [np.array([len(word) for word in text.split()], np.float32) for text in texts]


def test_what_was_read_of_words_is_read_once_and_comes_back_equal(engine: Engine):
    first, second = CountingReader(), CountingReader()
    made = RememberingWordReader(first, engine).read(["a bb", "", "ccc", "a bb"])
    kept = RememberingWordReader(second, engine).read(["ccc", "a bb", ""])
    assert first.asked == ["a bb", "", "ccc"] and second.asked == []
    assert [row.tolist() for row in made] == [[1, 2], [], [3], [1, 2]]
    assert [row.tolist() for row in kept] == [[3], [1, 2], []]


def test_two_readers_do_not_share_what_they_remember(engine: Engine):
    RememberingWordReader(CountingReader(), engine).read(["a bb"])
    other = CountingReader()
    other.name = "others"
    RememberingWordReader(other, engine).read(["a bb"])
    assert other.asked == ["a bb"]


def test_a_remembering_embedder_knows_the_languages_of_the_one_underneath(engine: Engine):
    remembering = RememberingSomeLanguagesEmbedder(UseEmbedder(), engine)
    assert {"ar", "zh"} < remembering.languages
    assert "hi" not in remembering.languages


def test_a_database_is_brought_up_to_date_once(tmp_path: Path):
    file = tmp_path / "deep" / "memory.sqlite3"
    open_database(file).dispose()
    engine = open_database(file)
    assert current_revision(engine) == newest_revision()
    engine.dispose()


def test_a_database_that_cannot_be_opened_says_what_to_do(tmp_path: Path):
    (tmp_path / "memory.sqlite3").write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(StoreFailed, match="COMPARE_DATA"):
        open_database(tmp_path / "memory.sqlite3")


WORKER = """
import sys, time
from pathlib import Path
from tests.store.test_memory import ROUTE, GlossaryTranslator
from compare.store.database import open_database
from compare.store.memory import RememberingTranslator

class Slow(GlossaryTranslator):
    def translate(self, texts, route):
        for found in super().translate(texts, route):
            time.sleep(0.002)
            yield found

memory = RememberingTranslator(Slow(), open_database(Path(sys.argv[1])))
for n, _ in enumerate(memory.translate([f"frase {k}" for k in range(int(sys.argv[2]), int(sys.argv[3]))], ROUTE)):
    print(n, flush=True)
"""


def start(file: Path, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, str(file), str(first), str(last)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_a_database_opens_while_another_process_sets_it_up(tmp_path: Path):
    file = tmp_path / "memory.sqlite3"
    other = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ("COMMIT",))
    release.start()
    engine = open_database(file)
    release.join()
    other.close()
    assert current_revision(engine) == newest_revision()


def test_two_processes_may_use_one_memory(tmp_path: Path):
    file = tmp_path / "memory.sqlite3"
    workers = [start(file, 0, 150), start(file, 100, 250)]
    assert [worker.wait(60) for worker in workers if worker.communicate()] == [0, 0]
    rest = GlossaryTranslator()
    dict(RememberingTranslator(rest, open_database(file)).translate([f"frase {k}" for k in range(250)], ROUTE))
    assert rest.asked == []


def test_a_killed_process_loses_no_more_than_the_batch_in_flight(tmp_path: Path):
    file = tmp_path / "memory.sqlite3"
    worker = start(file, 0, 100_000)
    assert worker.stdout is not None
    seen = 0
    for line in worker.stdout:
        seen = int(line) + 1
        if seen == 100:
            worker.send_signal(signal.SIGKILL)
            break
    worker.wait(30)
    rest = GlossaryTranslator()
    dict(RememberingTranslator(rest, open_database(file)).translate([f"frase {k}" for k in range(seen)], ROUTE))
    assert len(rest.asked) <= 16
