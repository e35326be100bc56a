"""The server under the application: what is refused before anyone reads it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from waitress.adjustments import Adjustments

from compare.opening import Settings
from tests.web.conftest import GlossaryTranslator, make_app
from web.security import COOKIE, session_value
from web.serving import channel_for, server_for
from web.settings import WebSettings

TOKEN = "a token of some length"


def is_refused(settings: WebSettings, line: str, n_bytes: int, header: str = "X: y") -> bool:
    parser = channel_for(settings).parser_class(Adjustments(max_request_body_size=settings.max_upload_bytes))
    parser.received(f"{line} HTTP/1.1\r\nHost: localhost\r\n{header}\r\nContent-Length: {n_bytes}\r\n\r\n".encode())
    return parser.error is not None


@pytest.mark.parametrize(
    ("line", "n_bytes", "refused"),
    [
        ("POST /models", 250_000_000, False),
        ("POST /models?index=1", 250_000_000, False),
        ("POST /models", 600_000_000, True),
        ("POST /models/remove", 61_000_000, True),
        ("GET /models", 61_000_000, True),
        ("POST /new", 61_000_000, True),
        ("POST /new", 59_000_000, False),
    ],
)
def test_only_packages_may_be_larger_than_other_requests(line: str, n_bytes: int, refused: bool):
    assert is_refused(WebSettings(), line, n_bytes) is refused


@pytest.mark.parametrize(
    ("header", "refused"),
    [
        ("X: y", True),
        ("Authorization: Bearer guess", True),
        (f"Authorization: Bearer {TOKEN}", False),
        (f"Cookie: {COOKIE}=guess", True),
        (f"Cookie: compare_lang=pt; {COOKIE}={session_value(TOKEN)}", False),
    ],
)
def test_a_package_is_stored_only_for_those_who_have_the_token(header: str, refused: bool):
    assert is_refused(WebSettings(token=TOKEN), "POST /models", 250_000_000, header) is refused


def test_a_bound_above_that_of_packages_holds_for_packages_too():
    assert not is_refused(WebSettings(max_upload_bytes=900_000_000), "POST /models", 800_000_000)


def test_a_request_without_its_length_is_refused_when_it_grows_too_large():
    settings = WebSettings(max_upload_bytes=100, max_package_bytes=1_000)
    for path, refused in (("/new", True), ("/models", False)):
        parser = channel_for(settings).parser_class(Adjustments(max_request_body_size=settings.max_upload_bytes))
        parser.received(f"POST {path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        parser.received(b"c8\r\n" + b"x" * 200 + b"\r\n")
        assert (parser.error is not None) is refused, path


def test_every_listening_socket_has_these_bounds(tmp_path: Path):
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), port=0)
    server = server_for(make_app(settings, GlossaryTranslator()), settings)
    try:
        assert server.channel_class.parser_class.__qualname__.startswith("channel_for")
    finally:
        server.close()


def test_the_page_takes_a_package_that_is_larger_than_other_requests(tmp_path: Path):
    settings = WebSettings(
        tools=Settings(tmp_path, tmp_path / "t.sqlite3"), max_upload_bytes=100_000, max_package_bytes=500_000
    )
    client = make_app(settings, GlossaryTranslator()).test_client()

    def sent(path: str, n_bytes: int) -> int:
        data = {"do": "file", "files": [(io.BytesIO(b"x" * n_bytes), "pt_en.argosmodel")]}
        return client.post(path, data=data).status_code

    assert sent("/models", 300_000) == 422  # read, and no package
    assert sent("/models", 600_000) == 413
    assert sent("/new", 300_000) == 413
