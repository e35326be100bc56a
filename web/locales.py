"""The languages of the interface itself, and how it names languages, dates and durations."""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale
from flask import Flask, request
from flask_babel import Babel, format_date, format_datetime, get_locale, ngettext

# A language is added by its folder in ``translations`` and a line here.
LOCALES = {"en": "English", "pt": "Português"}
COOKIE = "compare_lang"


def localise(app: Flask) -> None:
    """Choose each request's language: what was picked by hand, else what the browser asks for."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", "en")
    app.config.setdefault("BABEL_DEFAULT_TIMEZONE", "UTC")
    Babel(app, locale_selector=chosen)


def chosen() -> str:
    """Return the language of this request."""
    picked = request.cookies.get(COOKIE, "")
    return picked if picked in LOCALES else request.accept_languages.best_match(list(LOCALES), "en") or "en"


def locale_tag() -> str:
    """Return the interface's language as an HTML ``lang``."""
    return str(get_locale() or "en").replace("_", "-")


def language_label(tag: str) -> str:
    """Return a language's name in the interface's language, the tag itself where it has none."""
    try:
        parts = parse_locale(tag.replace("_", "-"), sep="-")
        name = Locale.parse(get_locale_identifier(parts)).get_display_name(get_locale())
    except (ValueError, UnknownLocaleError, TypeError):
        return tag
    return name or tag


def day_label(published: str) -> str:
    """Return an ISO 8601 date as the interface writes dates; anything else as it stands."""
    try:
        day = date.fromisoformat(published) if len(published) == 10 else datetime.fromisoformat(published)
    except ValueError:
        return published
    return str(format_date(day, "d MMM y"))


def moment_label(moment: datetime) -> str:
    """Return a point in time, to the minute, UTC."""
    return f"{format_datetime(moment, 'd MMM y, HH:mm')} UTC"


def duration_label(seconds: float) -> str:
    """Return a duration as a reader says it: ``about 20 seconds``."""
    if seconds < 55:
        n = max(5, round(seconds / 5) * 5) if seconds >= 10 else max(1, round(seconds))
        return str(ngettext("about %(num)d second", "about %(num)d seconds", n))
    return str(ngettext("about %(num)d minute", "about %(num)d minutes", max(1, round(seconds / 60))))
