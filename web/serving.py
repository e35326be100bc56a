"""The server under the application: threads, time-outs, and how much of a request is taken before anyone reads it."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from flask import Flask
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import BaseWSGIServer, create_server

from web.models_pages import PACKAGES
from web.security import has_token
from web.settings import WebSettings

THREADS = 12
TIMEOUT_S = 60


def server_for(app: Flask, settings: WebSettings) -> Any:
    """Return a server that listens, and runs when told to. Raises ``OSError`` where it cannot listen.

    A request is stored before the application sees it, so one that is too large is refused by its first lines; only
    where translation packages are installed, by somebody who may, can it be as large as those are.
    """
    sockets: dict[int, Any] = {}
    server = create_server(
        app,
        map=sockets,
        host=settings.host,
        port=settings.port,
        threads=THREADS,
        ident="compare",
        max_request_body_size=settings.max_upload_bytes,
        channel_timeout=TIMEOUT_S,
    )
    for listening in sockets.values():
        if isinstance(listening, BaseWSGIServer):
            listening.channel_class = channel_for(settings)
    return server


def channel_for(settings: WebSettings) -> type[HTTPChannel]:
    """Return the connections of a server with these settings."""

    class Parser(HTTPRequestParser):
        def parse_header(self, header_plus: bytes) -> None:
            super().parse_header(header_plus)
            method, address = header_plus.split(b" ", 2)[:2]
            is_package = method == b"POST" and address.partition(b"?")[0] == PACKAGES.encode()
            if is_package and _may_enter(self.headers, settings.token):
                self.adj = copy.copy(self.adj)
                self.adj.max_request_body_size = settings.package_request_bytes

    class Channel(HTTPChannel):
        parser_class = Parser

    return Channel


def _may_enter(headers: Mapping[str, str], token: str | None) -> bool:
    return token is None or has_token(headers.get("AUTHORIZATION", ""), headers.get("COOKIE", ""), token)
