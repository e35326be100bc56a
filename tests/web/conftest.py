"""A server for tests: its own folder, its own database, small engines of which every output can be foreseen."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from flask.testing import FlaskClient

from compare.domain import Rendering, Report, Route, Story
from compare.engines.languages import LanguageDetector
from compare.engines.protocols import Vectors
from compare.files.framing_lists import read_lists
from compare.files.weights import read_judge
from compare.opening import Settings
from compare.pipeline import Tools
from compare.store.memory import RememberingTranslator
from compare.store.reports import keep_report
from compare.store.stories import add_story
from tests.reports import bridge, dock_strike
from web.app import create_app
from web.settings import WebSettings
from web.state import State

DIMENSIONS = 384  # as the real embedder has, for the weights that were learned on it
GLOSSARY = {
    "O governador disse que seis pessoas morreram.": "The governor said that six people died.",
    "A ponte foi fechada na segunda-feira.": "The bridge was closed on Monday.",
    "O mercado ficou aberto.": "The market stayed open.",
}


class GlossaryTranslator:
    """Knows a few Portuguese sentences by heart and says the rest in brackets; waits where a test holds it back."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_go_on = threading.Event()
        self.may_go_on.set()
        self.pause_s = 0.0

    def find_route(self, source: str, target: str) -> Route | None:
        is_known = source.startswith("pt") and target.startswith("en")
        return Route(("pt", "en"), ("glossary 1.0",)) if is_known else None

    def decoding(self) -> str:
        return "by heart"

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        for index, text in enumerate(texts):
            self.may_go_on.wait(20)
            time.sleep(self.pause_s)
            self.asked.append(text)
            yield index, Rendering(GLOSSARY.get(text, f"[{text}]"), -0.2)


class WordEmbedder:
    """A text is its words' directions summed, and one that all share; what the glossary knows means what it says."""

    name = "words 1"

    def embed(self, texts: Sequence[str]) -> Vectors:
        found = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(found, texts, strict=True):
            words = GLOSSARY.get(text, text).lower().split()
            row += np.float32(1.5 * len(words) ** 0.5)
            for word in words:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                row += np.random.default_rng(seed).standard_normal(DIMENSIONS).astype(np.float32)
            norm = float(np.linalg.norm(row))
            if norm:
                row /= norm
        return found


@pytest.fixture
def settings(tmp_path: Path) -> WebSettings:
    return WebSettings(tools=Settings(tmp_path, tmp_path / "test.sqlite3"))


@pytest.fixture
def translator() -> GlossaryTranslator:
    return GlossaryTranslator()


def make_app(settings: WebSettings, translator: GlossaryTranslator) -> Flask:
    """Return an application with small engines, whose translations are remembered as the real ones are."""
    app = create_app(settings)
    state: State = app.extensions["compare"]
    state.toolbox._tools = Tools(
        translator=RememberingTranslator(translator, state.engine),
        embedder=WordEmbedder(),
        detect=LanguageDetector(),
        judge=read_judge(),
        lists=read_lists(),
    )
    app.testing = True
    return app


@pytest.fixture
def app(settings: WebSettings, translator: GlossaryTranslator) -> Iterator[Flask]:
    app = make_app(settings, translator)
    yield app
    app.extensions["compare"].runner.stop()
    app.extensions["compare"].engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def state(app: Flask) -> State:
    found: State = app.extensions["compare"]
    return found


def keep(state: State, report: Report) -> str:
    """Put a finished report among the stories and return the story's id."""
    story = Story(report.story, tuple(reading.article for reading in report.readings), report.title)
    digests = {
        article.id: hashlib.sha256(article.verbatim.encode("utf-8", "surrogatepass")).hexdigest()
        for article in story.articles
    }
    report = replace(report, provenance=replace(report.provenance, digests=digests))
    identity = add_story(state.engine, story)
    keep_report(state.engine, identity, report)
    return identity


@pytest.fixture
def dock(state: State) -> str:
    return keep(state, dock_strike())


@pytest.fixture
def raid(state: State) -> str:
    return keep(state, bridge())
