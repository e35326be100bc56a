"""How the page is served: address, limits, who may come in. From the command line, the environment and one file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from compare.errors import CompareError
from compare.opening import DATA, DATABASE, INDEX, settings_from_environment
from compare.opening import Settings as ToolSettings
from web.config import with_config

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
MIN_TOKEN = 16  # characters; a token that can be guessed in a day protects nothing


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What a server is started with.

    ``hosts`` are the names by which browsers may address it besides the loopback ones. ``token`` is asked of everyone
    where it is set. ``worker`` names this process among several that share a database, and stays the same over
    restarts. ``may_fetch`` allows the models page to ask the package index.
    """

    tools: ToolSettings = field(default_factory=settings_from_environment)
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = None
    hosts: frozenset[str] = frozenset()
    max_upload_bytes: int = 60_000_000  # twelve of the largest files taken, or a story at its limit several times over
    max_package_bytes: int = 500_000_000  # a request with translation packages: most have 60 to 250 MB
    n_jobs: int = 2
    worker: str = "local"
    may_fetch: bool = False

    def __post_init__(self) -> None:
        if self.token is not None and len(self.token) < MIN_TOKEN:
            raise CompareError(f"The token has {len(self.token)} characters; at least {MIN_TOKEN} are needed.")

    @property
    def package_request_bytes(self) -> int:
        """The largest request with translation packages."""
        return max(self.max_upload_bytes, self.max_package_bytes)

    @property
    def is_open(self) -> bool:
        """True where other machines can reach it and nothing asks who they are."""
        return self.host not in LOOPBACK and self.token is None


def web_settings(
    environment: Mapping[str, str] | None = None, *, config: Path | None = None, **given: object
) -> WebSettings:
    """Return settings: what is ``given``, then the environment (``COMPARE_…``), then the file, then defaults.

    Raises ``CompareError`` for what cannot be a setting.
    """
    env = with_config(os.environ if environment is None else environment, config)
    values: dict[str, object] = {"tools": _tool_settings(env)}
    for name in ("host", "token", "worker"):
        if env.get(f"COMPARE_WEB_{name.upper()}"):
            values[name] = env[f"COMPARE_WEB_{name.upper()}"]
    for name, variable in (("port", "PORT"), ("max_upload_bytes", "MAX_UPLOAD"), ("n_jobs", "JOBS")):
        if env.get(f"COMPARE_WEB_{variable}"):
            values[name] = _number(f"COMPARE_WEB_{variable}", env[f"COMPARE_WEB_{variable}"])
    if env.get("COMPARE_WEB_HOSTS"):
        values["hosts"] = frozenset(
            name.strip().lower() for name in env["COMPARE_WEB_HOSTS"].split(",") if name.strip()
        )
    values["may_fetch"] = env.get("COMPARE_WEB_FETCH") == "1"
    values |= {name: value for name, value in given.items() if value is not None}
    return WebSettings(**values)  # type: ignore[arg-type]


def _tool_settings(env: Mapping[str, str]) -> ToolSettings:
    data = Path(env[DATA]) if env.get(DATA) else None
    found = settings_from_environment(data=data)
    database = env.get(DATABASE) or found.data / "compare.sqlite3"
    return replace(found, database=database, index=env.get(INDEX) or found.index)


def _number(name: str, written: str) -> int:
    if not written.isdecimal():
        raise CompareError(f"{name} is {written!r}, not a whole number.")
    return int(written)
