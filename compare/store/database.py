"""Opening the database: where it is, how it is set up, and bringing an older one up to date."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, inspect, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from compare.errors import StoreFailed

MIGRATIONS = Path(__file__).with_name("migrations")
BUSY_MS = 30_000  # how long a writer waits for another one; a batch of translations is written in milliseconds


def open_database(url: str | Path) -> Engine:
    """Return an engine on an up-to-date database; a path is an SQLite file, made where it is missing.

    SQLite is opened with a write-ahead log, foreign keys and a wait for other writers, so several processes may use one
    file. Raises ``StoreFailed``.
    """
    address = f"sqlite:///{url}" if isinstance(url, Path) else url
    try:
        if isinstance(url, Path):
            url.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, pool_pre_ping=not address.startswith("sqlite"))
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _set_up_sqlite)
        if current_revision(engine) != newest_revision():
            migrate(engine)
    except (SQLAlchemyError, OSError) as error:
        raise StoreFailed(
            f"The database {_without_password(address)} cannot be opened: {_reason(error)}. "
            "Check that its folder exists and can be written, or name another folder with COMPARE_DATA."
        ) from error
    return engine


def _set_up_sqlite(connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    _log_ahead(cursor)
    cursor.execute("PRAGMA foreign_keys = ON")
    # With a write-ahead log, a crash of the process loses nothing that was committed.
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.close()


def _log_ahead(cursor: sqlite3.Cursor) -> None:
    """Turn the write-ahead log on; SQLite refuses that at once, without its own wait, while another opens the file."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
        time.sleep(0.02)


def current_revision(engine: Engine) -> str | None:
    """Return the schema revision that the database has, None for a new one."""
    if not inspect(engine).has_table("alembic_version"):
        return None
    with engine.connect() as connection:
        found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def newest_revision() -> str:
    """Return the schema revision that this program writes."""
    names = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return names[-1].split("_", 1)[0]


def migrate(engine: Engine) -> None:
    """Bring the database up to the newest revision; two processes that start at once do it one after the other."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            # The driver opens transactions late; the lock must be there before the revision is read.
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(727001)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def hold_worker(engine: Engine, worker: str) -> Callable[[], None]:
    """Hold a worker's name for this process, and return what releases it; the end of the process does so too.

    Raises ``StoreFailed`` where another process holds it. In SQLite the hold is a lock on a file beside the database
    (not on Windows, and not in memory); in PostgreSQL one of the server's advisory locks.
    """
    taken = StoreFailed(
        f"Another server works on this database under the name {worker!r}. "
        "Stop it, or give each its own name with COMPARE_WEB_WORKER."
    )
    if engine.dialect.name == "postgresql":
        connection = engine.connect()
        key = int.from_bytes(hashlib.sha256(worker.encode()).digest()[:7], "big")
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:key)").bindparams(key=key)):
            connection.close()
            raise taken
        connection.commit()  # the lock is the session's, not the transaction's
        return connection.invalidate
    path = engine.url.database
    if path in (None, "", ":memory:"):
        return lambda: None
    try:
        import fcntl
    except ImportError:  # Windows
        return lambda: None
    name = hashlib.sha256(worker.encode()).hexdigest()[:12]
    file = Path(f"{path}.{name}.lock").open("a")  # noqa: SIM115 - held until released
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise taken from error
    return file.close


def _without_password(address: str) -> str:
    from sqlalchemy.engine import make_url

    try:
        return make_url(address).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return "given by COMPARE_DATABASE"


def _reason(error: Exception) -> Any:
    return getattr(error, "orig", None) or error
