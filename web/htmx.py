"""The only file that spells ``HX-``: what htmx asks for, how it is configured, and what it is told."""

from __future__ import annotations

import json

from flask import Response
from werkzeug.datastructures import Headers

SCRIPT = "htmx-2.0.11.min.js"
# No eval, no styles of its own, no page kept in the browser's storage (it would hold article text), no scripts in what
# is swapped in. Answers that tell of an error are pieces too, so they are swapped in.
CONFIG = json.dumps(
    {
        "allowEval": False,
        "allowScriptTags": False,
        "includeIndicatorStyles": False,
        "selfRequestsOnly": True,
        "historyCacheSize": 0,
        "refreshOnHistoryMiss": True,
        "timeout": 60_000,
        "responseHandling": [
            {"code": "204", "swap": False},
            {"code": "[23]..", "swap": True},
            {"code": "[45]..", "swap": True},
        ],
    }
)
VARY = ("HX-Request", "HX-Boosted", "HX-History-Restore-Request")


def wants_fragment(headers: Headers) -> bool:
    """True when htmx swaps a piece; False for a page load, a boosted link or Back."""
    whole = "HX-Boosted" in headers or "HX-History-Restore-Request" in headers
    return "HX-Request" in headers and not whole


def asks(headers: Headers) -> bool:
    """True for any request that htmx makes."""
    return "HX-Request" in headers


def lead_to(response: Response, address: str) -> Response:
    """Have htmx go to another page instead of swapping."""
    response.headers["HX-Redirect"] = address
    return response


def announce(response: Response, event: str) -> Response:
    """Have htmx fire an event on the page, for pieces that look again when they hear it."""
    response.headers["HX-Trigger"] = event
    return response


def addressed(response: Response, address: str) -> Response:
    """Have htmx put ``address`` into the browser's history for what it swapped in."""
    response.headers["HX-Push-Url"] = address
    return response
