"""The colours of the report's light scheme, read from the one file that names them."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from compare.files.report_html import STATIC

if TYPE_CHECKING:
    from collections.abc import Mapping


@lru_cache(maxsize=1)
def colours() -> Mapping[str, str]:
    """Return colours by name, each ``#rrggbb``: paper, ink, quiet, rule, accent, mark, and one for each kind."""
    css = (STATIC / "tokens.css").read_text("utf-8")
    light = css[: css.index("@media")]
    return MappingProxyType(dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b", light)))
