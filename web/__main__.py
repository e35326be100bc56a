"""``python -m web``: serve the page on this machine."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from compare.errors import CompareError


def main(
    host: Annotated[str | None, typer.Option(help="Address to listen on. Other than 127.0.0.1: use --token.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port to listen on.")] = None,
    token: Annotated[
        str | None, typer.Option(help="What everyone must enter to come in; 16 characters or more.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="A configuration file (TOML); see docs/web.md.", show_default=False)
    ] = None,
) -> None:
    """Serve the page. Example: python -m web --port 8000"""
    from web.app import create_app
    from web.serving import server_for
    from web.settings import web_settings

    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    logging.getLogger("argostranslate").propagate = False  # it logs each call
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        settings = web_settings(config=config, host=host, port=port, token=token)
        app = create_app(settings)
    except CompareError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error
    if settings.is_open:
        print(
            f"Warning: {settings.host} can be reached by other machines, and no token is asked. Everyone who reaches "
            "it can read and delete all stories and install packages. Use --token, or leave out --host.",
            file=sys.stderr,
        )
    _warn_of_open_file(config)
    try:
        server = server_for(app, settings)
    except OSError as error:
        print(f"Cannot listen on {settings.host}:{settings.port}: {error.strerror or error}.", file=sys.stderr)
        raise typer.Exit(2) from error
    try:
        app.extensions["compare"].runner.start()
    except CompareError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from error
    shown = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Serving on http://{shown}:{settings.port}  (stop with Ctrl-C)", file=sys.stderr, flush=True)
    try:
        server.run()
    finally:
        # A comparison may be in the middle of its work. It is taken up at the next start, so nothing waits for it.
        sys.stderr.flush()
        os._exit(0)


def _warn_of_open_file(config: Path | None) -> None:
    """Say so where the file that holds the token can be read by everyone on this machine."""
    from web.config import VARIABLE, default_path, is_readable_by_others, read_config

    path = config or Path(os.environ.get(VARIABLE) or default_path())
    if path.is_file() and is_readable_by_others(path) and read_config(path).get("COMPARE_WEB_TOKEN"):
        print(f"Warning: {path} holds the token, and others on this machine can read it: chmod 600.", file=sys.stderr)


if __name__ == "__main__":
    typer.run(main)
