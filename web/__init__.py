"""The web page on top of ``compare``: bring articles in, watch them compared, read and correct the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from web.app import create_app
    from web.settings import WebSettings, web_settings


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that importing ``web`` does nothing."""
    if name == "create_app":
        from web.app import create_app

        return create_app
    if name in ("WebSettings", "web_settings"):
        from web import settings

        return getattr(settings, name)
    raise AttributeError(f"module 'web' has no attribute {name!r}")


__all__ = ["WebSettings", "create_app", "web_settings"]
