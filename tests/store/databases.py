"""Databases for tests: a file of SQLite, and a PostgreSQL server of our own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def _programs() -> Path:
    """Return the folder of PostgreSQL's programs; Debian keeps them off the path."""
    found = shutil.which("initdb") or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), reverse=True)), None
    )
    assert found, "PostgreSQL is needed for these tests: make system"
    return Path(found).resolve().parent


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a server for as long as the block lasts and lend its URL; it listens on the loopback address only.

    The server refuses to be root; where the tests are, it runs as the system's own ``postgres``.
    """
    folder = Path(tempfile.mkdtemp(prefix="compare-pg-"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres", "postgres")
    programs = _programs()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    def run(*command: str) -> None:
        as_user = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}
        subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=90, **as_user)  # type: ignore[call-overload]

    data = str(folder / "data")
    run(str(programs / "initdb"), "-D", data, "-U", user, "--auth=trust", "--no-sync", "-E", "UTF8")
    settings = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    run(str(programs / "pg_ctl"), "-D", data, "-w", "-l", str(folder / "log"), "-o", settings, "start")
    try:
        yield f"postgresql+psycopg://{user}@127.0.0.1:{port}/"
    finally:
        run(str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def fresh_database(server: str) -> str:
    """Make an empty database on the server and return its URL."""
    name = f"t{time.monotonic_ns()}"
    with psycopg.connect(server.replace("+psycopg", "") + "postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return server + name
