"""The translation memory: a translator that remembers, on top of one that does not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from compare.domain import Flag, FlagKind, Rendering, Route, primary
from compare.engines.protocols import Translator, routes_of
from compare.errors import StoreFailed
from compare.store.schema import translations

LOOKUP = 500  # keys a query; SQLite allows 32,766 variables, PostgreSQL 65,535
FLUSH = 16  # renderings a write: fewer than a batch of the engine, so that a killed process loses a batch at most


class RememberingTranslator:
    """Looks every segment up before it is translated, and keeps what is new as it comes in."""

    def __init__(self, translator: Translator, engine: Engine) -> None:
        self.translator = translator
        self.engine = engine

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the route of the translator underneath."""
        return self.translator.find_route(source, target)

    def find_routes(self, source: str, target: str) -> tuple[Route, ...]:
        """Return all routes of the translator underneath, the best first."""
        return routes_of(self.translator, source, target)

    def decoding(self) -> str:
        """Return the decoding settings of the translator underneath."""
        return self.translator.decoding()

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield remembered renderings first, marked ``from_memory``, then new ones as they are made.

        A person's translation wins over a machine's, by whatever packages and settings that one would be made; it is
        marked ``by_person``. Raises ``StoreFailed`` and what the translator raises.
        """
        keys = [self._key(text, route) for text in texts]
        by_people = [_key_of_person(text, route) for text in texts]
        known = self._look_up([*by_people, *keys])
        missing = []
        for index, (by_person, key) in enumerate(zip(by_people, keys, strict=True)):
            rendering = known.get(by_person) or known.get(key)
            if rendering is None:
                missing.append(index)
            else:
                yield index, rendering
        waiting: list[tuple[int, Rendering]] = []
        try:
            for position, rendering in self.translator.translate([texts[index] for index in missing], route):
                waiting.append((missing[position], rendering))
                yield missing[position], rendering
                if len(waiting) >= FLUSH:
                    self._keep(waiting, keys, texts, route)
                    waiting = []
        finally:
            self._keep(waiting, keys, texts, route)

    def correct(self, text: str, translation: str, route: Route) -> None:
        """Keep a person's translation of ``text``; it replaces what a machine made, or another person."""
        values = self._row(_key_of_person(text, route), text, Rendering(translation), route) | {"is_human": True}
        replace = {name: values[name] for name in ("target", "likelihood", "flags", "is_human")}
        insert = insert_into(self.engine, translations).values(values)
        self._write(insert.on_conflict_do_update(index_elements=["key"], set_=replace))

    def take_in(self, wordings: Mapping[str, str], route: Route, *, is_by_person: bool) -> None:
        """Keep translations from elsewhere, by their source text.

        A person's replace what is kept; a machine's only fill what is not. Raises ``StoreFailed``.
        """
        key_of = _key_of_person if is_by_person else self._key
        rows = [
            self._row(key_of(text, route), text, Rendering(target), route) | {"is_human": is_by_person}
            for text, target in wordings.items()
        ]
        insert = insert_into(self.engine, translations)
        if is_by_person:
            new = {name: insert.excluded[name] for name in ("target", "likelihood", "flags", "is_human")}
            insert = insert.on_conflict_do_update(index_elements=["key"], set_=new)
        else:
            insert = insert.on_conflict_do_nothing()
        if rows:
            self._write(insert, rows)

    def forget(self, text: str, route: Route) -> None:
        """Drop what is kept for ``text``; the next run has a machine translate it anew."""
        keys = [self._key(text, route), _key_of_person(text, route)]
        try:
            with self.engine.begin() as connection:
                connection.execute(translations.delete().where(translations.c.key.in_(keys)))
        except SQLAlchemyError as error:
            raise StoreFailed(f"The translation memory cannot be written: {error}") from error

    def _key(self, text: str, route: Route) -> str:
        parts = ("\x1f".join(route.stops), "\x1f".join(route.packages), self.translator.decoding(), text)
        return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def _look_up(self, keys: Sequence[str]) -> dict[str, Rendering]:
        found: dict[str, Rendering] = {}
        columns = translations.c
        wanted = list(dict.fromkeys(keys))
        try:
            with self.engine.connect() as connection:
                for start in range(0, len(wanted), LOOKUP):
                    query = select(
                        columns.key, columns.target, columns.likelihood, columns.flags, columns.is_human
                    ).where(columns.key.in_(wanted[start : start + LOOKUP]))
                    for key, target, likelihood, flags, is_human in connection.execute(query):
                        found[key] = Rendering(target, likelihood, _flags(flags), from_memory=True, by_person=is_human)
        except SQLAlchemyError as error:
            raise StoreFailed(f"The translation memory cannot be read: {error}") from error
        return found

    def _row(self, key: str, text: str, rendering: Rendering, route: Route) -> dict[str, object]:
        return {
            "key": key,
            "route": str(route),
            "packages": " + ".join(route.packages),
            "decoding": self.translator.decoding(),
            "source": text,
            "target": rendering.text,
            "likelihood": rendering.likelihood,
            "flags": json.dumps([[flag.kind, flag.note] for flag in rendering.flags], ensure_ascii=False),
            "is_human": False,
        }

    def _keep(
        self, renderings: Sequence[tuple[int, Rendering]], keys: Sequence[str], texts: Sequence[str], route: Route
    ) -> None:
        if renderings:
            rows = [self._row(keys[index], texts[index], rendering, route) for index, rendering in renderings]
            insert = insert_into(self.engine, translations)
            self._write(insert.on_conflict_do_nothing(), rows)

    def _write(self, statement: sqlite.Insert | postgresql.Insert, rows: Sequence[Mapping[str, object]] = ()) -> None:
        try:
            with self.engine.begin() as connection:
                connection.execute(statement, list(rows) or None)
        except SQLAlchemyError as error:
            raise StoreFailed(f"The translation memory cannot be written: {error}") from error


def _key_of_person(text: str, route: Route) -> str:
    """Return the key of a person's translation: languages and source text alone, since no package made it."""
    parts = ("person", primary(route.source), primary(route.target), text)
    return hashlib.sha256("\x1e".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _flags(stored: str) -> tuple[Flag, ...]:
    return tuple(Flag(FlagKind(kind), note) for kind, note in json.loads(stored))


def insert_into(engine: Engine, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert of the engine's own dialect, which knows what to do with rows that are there already."""
    return postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)
