"""The configuration file: the settings of the environment, written down. What the environment says wins."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Mapping
from pathlib import Path

from platformdirs import user_config_path

from compare.errors import CompareError

NAME = "web.toml"
VARIABLE = "COMPARE_WEB_CONFIG"
# What may be in the file, and the variable of the environment that says the same.
KEYS = {
    "host": "COMPARE_WEB_HOST",
    "port": "COMPARE_WEB_PORT",
    "token": "COMPARE_WEB_TOKEN",
    "hosts": "COMPARE_WEB_HOSTS",
    "max_upload": "COMPARE_WEB_MAX_UPLOAD",
    "jobs": "COMPARE_WEB_JOBS",
    "worker": "COMPARE_WEB_WORKER",
    "fetch": "COMPARE_WEB_FETCH",
    "data": "COMPARE_DATA",
    "database": "COMPARE_DATABASE",
    "index": "COMPARE_ARGOS_INDEX",
}
MAX_BYTES = 100_000


def with_config(environment: Mapping[str, str], file: Path | None = None) -> dict[str, str]:
    """Return the environment, with what it does not set taken from the configuration file.

    That is ``file``, else the one that ``COMPARE_WEB_CONFIG`` names, else ``web.toml`` in the user's configuration
    folder where there is one. Raises ``CompareError`` where a named file is not there, or says what nobody knows.
    """
    named = file or (Path(environment[VARIABLE]) if environment.get(VARIABLE) else None)
    path = named or default_path()
    if named is None and not path.is_file():
        return dict(environment)
    return {**read_config(path), **{name: value for name, value in environment.items() if value}}


def default_path() -> Path:
    """Return where the file is looked for when none is named."""
    return user_config_path("compare", appauthor=False) / NAME


def read_config(path: Path) -> dict[str, str]:
    """Return what a configuration file sets, by the variables of the environment. Raises ``CompareError``."""
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        values = tomllib.loads(data.decode("utf-8"))
    except OSError as error:
        raise CompareError(f"The configuration file {path} cannot be read: {error.strerror or error}.") from error
    except ValueError as error:  # not UTF-8, not TOML
        raise CompareError(f"The configuration file {path} is not TOML: {error}.") from error
    unknown = [name for name in values if name not in KEYS]
    if unknown:
        raise CompareError(f"{path}: {unknown[0]!r} is no setting. There are: {', '.join(KEYS)}.")
    return {KEYS[name]: _written(name, value, path) for name, value in values.items()}


def is_readable_by_others(path: Path) -> bool:
    """True where other users of this machine can read the file; never on Windows, whose rights are of another kind."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH))


def _written(name: str, value: object, path: Path) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, (str, int)):
        return str(value)
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ",".join(value)
    raise CompareError(f"{path}: {name!r} is neither a text, a whole number, true or false, nor a list of texts.")
