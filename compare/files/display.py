"""How values are put into words for a reader: languages, dates, shares; and text made safe to print."""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale, UnknownLocaleError
from babel.core import get_locale_identifier, parse_locale
from babel.dates import format_date

INTERFACE = "en"

# Character for character, so that offsets hold: control characters become their pictures (␀ … ␡), and what would turn
# the words around it backwards, or cannot be encoded at all, becomes the replacement character.
_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {0x7F: 0x2421}
_REPLACED = dict.fromkeys((*range(0x80, 0xA0), 0x202D, 0x202E, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), 0xFFFD)
_PRINTABLE = _PICTURES | _REPLACED
# In a terminal nothing shuts a direction in: embeddings and isolates would run over into our own words.
_TERMINAL = _PRINTABLE | dict.fromkeys((0x202A, 0x202B, 0x202C, 0x2066, 0x2067, 0x2068, 0x2069), 0xFFFD)


def printable(text: str) -> str:
    """Return ``text`` of the same length without characters that a page must not hold."""
    return text.translate(_PRINTABLE)


def terminal(text: str) -> str:
    """Return ``text`` of the same length that can neither move the cursor nor turn what follows."""
    return text.translate(_TERMINAL)


def language_name(tag: str) -> str:
    """Return a BCP 47 tag's English name (``pt-BR``: ``Brazilian Portuguese``), the tag itself where there is none."""
    try:
        parts = parse_locale(tag.replace("_", "-"), sep="-")
        name = Locale.parse(get_locale_identifier(parts)).get_display_name(INTERFACE)
    except (ValueError, UnknownLocaleError, TypeError):
        return tag
    return name or tag


def date_words(published: str) -> str:
    """Return an ISO 8601 date or time as ``13 March 2025``; anything else as it stands."""
    try:
        day = (
            date.fromisoformat(published) if len(published) == len("2025-03-13") else datetime.fromisoformat(published)
        )
    except ValueError:
        return published
    return str(format_date(day, "d MMMM y", locale=INTERFACE))


def percent(share: float) -> str:
    """Return a share in [0, 1] as whole per cent; what is not all is never called 100 %, nor something 0 %."""
    whole = round(share * 100)
    if 0 < share < 1:
        whole = min(99, max(1, whole))
    return f"{whole} %"


def counted(n: int, noun: str) -> str:
    """Return ``1 sentence`` or ``2 sentences``."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def in_words(n: int) -> str:
    """Return a small count as a word (``five``), a larger one in figures."""
    words = "no one two three four five six seven eight nine ten".split()
    return words[n] if n < len(words) else str(n)
