"""What all requests of one server share: the database, the tools (opened when first needed), reports laid out."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TypeVar, cast

from flask import current_app
from sqlalchemy import Engine

from compare.domain import Route
from compare.engines.argos import Shelf
from compare.engines.languages import LanguageDetector
from compare.engines.protocols import routes_of
from compare.opening import open_engines, open_shelf, open_tools
from compare.pipeline import Tools
from web.jobs import Runner
from web.settings import WebSettings

T = TypeVar("T")
KEPT_PIECES = 128  # rendered views, 0.1 to 0.6 MB each
KEPT_VIEWS = 64  # laid-out reports; about 2 MB each for four outlets of sixty sentences


class Toolbox:
    """Opens the tools once, when a job first needs them; threads share them."""

    def __init__(self, settings: WebSettings, engine: Engine, tools: Tools | None = None) -> None:
        self._settings = settings
        self._engine = engine
        self._tools = tools
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._detector = LanguageDetector()

    def tools(self) -> Tools:
        """Return the tools. Raises ``CompareError`` where they cannot be opened."""
        with self._lock:
            if self._tools is None:
                self._tools = self._stack.enter_context(open_tools(self._settings.tools, engine=self._engine))
            return self._tools

    @property
    def detector(self) -> LanguageDetector:
        """The language detector, which previews use without opening anything else."""
        return self._detector

    def route(self, source: str, target: str) -> Route | None:
        """Return the way that would be taken between two languages, by any engine on this machine, or None."""
        return open_engines(self._settings.tools).find_route(source, target)

    def n_routes(self, source: str, target: str) -> int:
        """Return how many ways there are between two languages."""
        return len(routes_of(open_engines(self._settings.tools), source, target))

    def shelf(self) -> Shelf:
        """Return the shelf of translation packages."""
        return open_shelf(self._settings.tools)


class Memo:
    """Keeps the last values computed, by key; two requests for one key compute it once."""

    def __init__(self, size: int = KEPT_VIEWS) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()
        self._busy: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """Return the value of ``key``, computed where it is not kept."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return cast(T, self._values[key])
            busy = self._busy.setdefault(key, threading.Lock())
        with busy:
            with self._lock:
                if key in self._values:
                    return cast(T, self._values[key])
            try:
                value = compute()
                with self._lock:
                    self._values[key] = value
                    while len(self._values) > self._size:
                        self._values.popitem(last=False)
                return value
            finally:
                with self._lock:
                    self._busy.pop(key, None)


@dataclass(frozen=True, slots=True)
class State:
    """What a request may reach for."""

    settings: WebSettings
    engine: Engine
    toolbox: Toolbox
    runner: Runner
    memo: Memo = field(default_factory=Memo)
    pieces: Memo = field(default_factory=lambda: Memo(KEPT_PIECES))


def state() -> State:
    """Return the state of the server that answers this request."""
    return cast(State, current_app.extensions["compare"])
