"""What a page has to say once to the browser that comes to it next: which files could not be read."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence

from flask import request
from flask_babel import ngettext
from werkzeug.wrappers import Response

COOKIE = "compare_unread"
KEPT_S = 600
MAX_CHARS = 2_400  # of 4,096 that a cookie may have, before they are written in base 64


def tell_once(answer: Response, path: str, messages: Sequence[str]) -> Response:
    """Have the page at ``path`` say ``messages`` when the same browser opens it; those too many are counted."""
    if not messages:
        return answer
    kept: list[str] = []
    for message in messages:
        if len(json.dumps([*kept, message])) > MAX_CHARS:
            break
        kept.append(message)
    n_more = len(messages) - len(kept)
    if n_more:
        kept.append(ngettext("%(num)d more could not be read.", "%(num)d more could not be read.", n_more))
    written = base64.urlsafe_b64encode(json.dumps(kept).encode()).decode()
    answer.set_cookie(
        COOKIE, written, max_age=KEPT_S, path=path, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return answer


def told_once() -> tuple[str, ...]:
    """Return what this page is to say to this browser."""
    try:
        found = json.loads(base64.urlsafe_b64decode(request.cookies.get(COOKIE, "")))
    except (binascii.Error, ValueError):
        return ()
    return tuple(str(message) for message in found) if isinstance(found, list) else ()


def forget(answer: Response, path: str) -> Response:
    """Have the browser forget what it was told."""
    answer.delete_cookie(COOKIE, path=path, httponly=True, samesite="Strict")
    return answer
