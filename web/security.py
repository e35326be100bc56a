"""Who may ask what: host and origin checks, the token, and the headers that keep a page to itself."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import socket
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, request, url_for
from flask_babel import gettext
from werkzeug.http import parse_cookie

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
    is_known = _known(settings)

    @app.before_request
    def check() -> Any:
        host = _name(request.host)
        if not is_known(host):
            abort(400, gettext("This server is not known as %(host)s. Name it in COMPARE_WEB_HOSTS.", host=host))
        if request.method not in SAFE_METHODS and not _is_own_page():
            abort(403, gettext("This form was sent from another page."))
        if settings.token is None or request.endpoint in OPEN_TO_ALL or _has_token(settings.token):
            return None
        if request.method in SAFE_METHODS and not asks(request.headers):
            return redirect(url_for("home.enter", next=request.full_path.rstrip("?")), code=303)
        return abort(401, gettext("Enter the token first."))

    @app.after_request
    def guard(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.endpoint not in ("static", "report_static"):
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _known(settings: WebSettings) -> Callable[[str], bool]:
    """Return what says whether a request may address this server by a host name.

    A page elsewhere can have its own name lead to this machine, but neither an address in digits nor a name of ours.
    """
    own = frozenset({settings.host.lower()} - ANY_ADDRESS)
    allowed = LOOPBACK | own | {name.lower() for name in settings.hosts}
    if settings.hosts:
        return lambda host: host in allowed
    if settings.token is not None:
        # A name that was led here brings no cookie with it, and without the token it gets nothing.
        return lambda host: True
    if settings.is_open:
        allowed |= own_names(socket.gethostname())
        return lambda host: host in allowed or _is_address(host)
    return lambda host: host in allowed


def own_names(name: str) -> frozenset[str]:
    """Return the names under which others on a network find a machine that calls itself ``name``; none is asked."""
    full = name.lower().rstrip(".")
    short = full.partition(".")[0]
    return frozenset({full, short, f"{short}.local"} - {"", ".local"})


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def session_value(token: str) -> str:
    """Return what the cookie holds: proof of the token, not the token."""
    return hmac.new(token.encode(), b"compare session", hashlib.sha256).hexdigest()


def is_token(given: str, token: str) -> bool:
    """Compare in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), token.encode())


def is_local_path(path: str) -> bool:
    """True for a path on this server, false for an address that leads elsewhere."""
    return path.startswith("/") and not path.startswith(("//", "/\\")) and not urlsplit(path).netloc


def has_token(authorization: str, cookie: str, token: str) -> bool:
    """True where one of two headers of a request proves the token: ``Authorization``, or ``Cookie`` as it was sent."""
    kept = parse_cookie(cookie).get(COOKIE, "")
    is_bearer = is_token(authorization.removeprefix("Bearer "), token)
    return is_bearer or hmac.compare_digest(kept.encode(), session_value(token).encode())


def _has_token(token: str) -> bool:
    return has_token(request.headers.get("Authorization", ""), request.headers.get("Cookie", ""), token)


def _is_own_page() -> bool:
    """True where the request was made by a page of this server, or by no page at all (a script outside a browser)."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc.lower() == request.host.lower()


def _name(host: str) -> str:
    return (urlsplit(f"//{host}").hostname or "").lower()
