"""Who may ask what: host and origin checks, the token, and the headers that keep a page to itself."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, url_for

from web.htmx import asks
from web.settings import LOOPBACK, WebSettings

COOKIE = "compare_token"
OPEN_TO_ALL = frozenset({"home.enter", "home.health", "static", "report_static"})
ANY_ADDRESS = frozenset({"0.0.0.0", "::"})  # noqa: S104, they are what is looked for
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: with that, browsers send "Origin: null" with forms, which cannot be told from a foreign page.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def secure(app: Flask, settings: WebSettings) -> None:
    """Have every request checked and every answer guarded."""
    allowed = LOOPBACK | settings.hosts | ({settings.host} if settings.host not in ANY_ADDRESS else set())

    @app.before_request
    def check() -> Any:
        host = _name(request.host)
        # With a token, a name that was rebound to this machine still gets nothing; without one it must be a known name.
        if host not in allowed and not (settings.token or settings.is_open):
            abort(400, f"This server is not known as {host!r}. Name it in COMPARE_WEB_HOSTS.")
        if request.method not in SAFE_METHODS and not _is_own_page():
            abort(403, "This form was sent from another page.")
        if settings.token is None or request.endpoint in OPEN_TO_ALL or _has_token(settings.token):
            return None
        if request.method in SAFE_METHODS and not asks(request.headers):
            return redirect(url_for("home.enter", next=request.full_path.rstrip("?")), code=303)
        return abort(401, "Enter the token first.")

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in ("static", "report_static"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def session_value(token: str) -> str:
    """Return what the cookie holds: proof of the token, not the token."""
    return hmac.new(token.encode(), b"compare session", hashlib.sha256).hexdigest()


def is_token(given: str, token: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), token.encode())


def is_local_path(path: str) -> bool:
    """True for a path on this server, false for an address that leads elsewhere."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and not urlsplit(path).netloc


def _has_token(token: str) -> bool:
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    cookie = request.cookies.get(COOKIE, "")
    return is_token(bearer, token) or hmac.compare_digest(cookie.encode(), session_value(token).encode())


def _is_own_page() -> bool:
    """True where the request was made by a page of this server, or by no page at all (a script outside a browser)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.host.lower()


def _name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "").lower()
