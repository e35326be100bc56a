"""Article ids in addresses: ids are free text, and what would divide a path is written in another way."""

from __future__ import annotations

import re

from werkzeug.routing import BaseConverter

ESCAPED = re.compile(r"~([0-9a-f]{2})")


class ArticleKey(BaseConverter):
    """An article's id as one part of a path: ``guardian/2025`` is ``guardian~2f2025``.

    ``%2F`` would do where nothing between browser and page decodes it; servers do, before the path is matched.
    """

    def to_python(self, value: str) -> str:
        """Return the id that a part of a path stands for."""
        return ESCAPED.sub(lambda found: chr(int(found[1], 16)), value)

    def to_url(self, value: str) -> str:
        """Return the part of a path that stands for an id."""
        # Browsers take "." and ".." for steps in the path, however they are quoted.
        divides = r"[~/.]" if value in (".", "..") else r"[~/]"
        return super().to_url(re.sub(divides, lambda found: f"~{ord(found[0]):02x}", value))
