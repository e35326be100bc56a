"""Opening everything a comparison works with: the data folder, the database, engines, lists and weights.

The one place that knows where things lie. Nothing is loaded before it is needed, and nothing is fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy import Engine

from compare.domain import Report, Story
from compare.engines.apertium import ApertiumTranslator
from compare.engines.argos import Shelf
from compare.engines.contexts import ContextReader, StateReader, WordJudge
from compare.engines.decoding import BEAM_SIZE, ArgosTranslator
from compare.engines.languages import LanguageDetector
from compare.engines.meaning import E5Embedder, UseEmbedder
from compare.engines.routes import Engines
from compare.engines.trial import try_package
from compare.files.framing_lists import read_lists
from compare.files.weights import read_beside, read_judge, read_loaded
from compare.pipeline import FailedComparison, Options, Progress, Tools, compare, compare_many
from compare.steps.judge import Judge
from compare.store.database import open_database
from compare.store.memory import RememberingTranslator
from compare.store.vectors import RememberingEmbedder, RememberingSomeLanguagesEmbedder, RememberingWordReader

DATA = "COMPARE_DATA"
DATABASE = "COMPARE_DATABASE"
INDEX = "COMPARE_ARGOS_INDEX"
STORIES_AT_ONCE = 200  # of a batch: their readings are in memory together, some 100 kB each


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things lie and how they run.

    ``data`` is the one folder that is written to: packages, database. ``database`` is an SQLAlchemy URL, by default an
    SQLite file in ``data``. ``index`` is the address of the Argos package index, asked only when a person installs from
    it. ``beam_size`` 1 to 10; ``n_threads`` None is one a core.
    """

    data: Path
    database: str | Path
    index: str | None = None
    beam_size: int = BEAM_SIZE
    n_threads: int | None = None

    @property
    def packages(self) -> Path:
        """The folder of translation packages."""
        return self.data / "packages"


def settings_from_environment(
    *, data: Path | None = None, beam_size: int = BEAM_SIZE, n_threads: int | None = None
) -> Settings:
    """Return the settings of this machine: ``COMPARE_DATA``, ``COMPARE_DATABASE``, ``COMPARE_ARGOS_INDEX``."""
    folder = data or Path(os.environ.get(DATA) or user_data_path("compare", appauthor=False)).expanduser()
    database = os.environ.get(DATABASE) or folder / "compare.sqlite3"
    return Settings(folder.absolute(), database, os.environ.get(INDEX), beam_size, n_threads)


def open_shelf(settings: Settings | None = None) -> Shelf:
    """Return the shelf of translation packages."""
    chosen = settings or settings_from_environment()
    return Shelf(chosen.packages, index=chosen.index, trial=try_package)


def open_engines(settings: Settings | None = None) -> Engines:
    """Return all translation engines as one; nothing is loaded or started before it is needed."""
    chosen = settings or settings_from_environment()
    argos = ArgosTranslator(open_shelf(chosen), beam_size=chosen.beam_size, n_threads=chosen.n_threads)
    return Engines(argos, ApertiumTranslator())


@contextmanager
def open_tools(
    settings: Settings | None = None, *, engine: Engine | None = None, judge: Judge | None = None
) -> Iterator[Tools]:
    """Lend what comparisons work with. Raises ``CompareError``.

    ``engine`` is a database already open, ``judge`` the weights of the alignment where they are not to be those that
    ship.

    Threads may share the tools. The first comparison loads models (a second or two).
    """
    chosen = settings or settings_from_environment()
    database = engine or open_database(chosen.database)
    translator = open_engines(chosen)
    try:
        yield Tools(
            translator=RememberingTranslator(translator, database),
            embedder=RememberingEmbedder(E5Embedder(n_threads=chosen.n_threads), database),
            detect=LanguageDetector(),
            judge=judge or read_judge(),
            lists=read_lists(),
            second_embedder=RememberingSomeLanguagesEmbedder(UseEmbedder(n_threads=chosen.n_threads), database),
            word_reader=RememberingWordReader(WordJudge.of(read_loaded()), database),
            meaning_reader=StateReader(ContextReader(read_beside().tuning)),
        )
    finally:
        translator.apertium.close()
        if engine is None:
            database.dispose()


@contextmanager
def open_memory(settings: Settings | None = None) -> Iterator[RememberingTranslator]:
    """Lend the translation memory, on top of the installed packages. Raises ``CompareError``."""
    chosen = settings or settings_from_environment()
    database = open_database(chosen.database)
    translator = open_engines(chosen)
    try:
        yield RememberingTranslator(translator, database)
    finally:
        database.dispose()


def compare_story(
    story: Story,
    *,
    to: str = "en",
    second_opinion: bool = False,
    options: Options | None = None,
    progress: Progress | None = None,
) -> Report:
    """Return the finished report of one story, translated into ``to``. Raises ``CompareError``.

    With ``second_opinion`` articles are translated by a second route too, where there is one, and sentences on which
    the two disagree are flagged; ``options``, where given, decide alone. Opens and closes its own tools; for several
    stories use ``compare_stories``.
    """
    with open_tools() as tools:
        return compare(story, tools, options or Options(to=to, second_opinion=second_opinion), progress)


def compare_stories(
    stories: Iterable[Story], *, to: str = "en", options: Options | None = None, progress: Progress | None = None
) -> Iterator[Report | FailedComparison]:
    """Yield the report of each story, in order, or why there is none; some hundred are translated at a time."""
    with open_tools() as tools:
        waiting: list[Story] = []
        for story in stories:
            waiting.append(story)
            if len(waiting) >= STORIES_AT_ONCE:
                yield from compare_many(waiting, tools, options or Options(to=to), progress)
                waiting = []
        yield from compare_many(waiting, tools, options or Options(to=to), progress)
