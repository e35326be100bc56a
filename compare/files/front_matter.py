"""Front matter: what an article file says about itself between two lines of three dashes.

YAML without its dangers: every value is text, so ``language: no`` is Norwegian; aliases are refused, so nothing can be
multiplied; tags build nothing.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from compare.errors import TooLarge, UnreadableStory
from compare.files.limits import MAX_FRONT_MATTER_CHARS

FENCE = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
CLOSING_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)
# Names used by static site generators and clippers, and the field each means here.
FIELDS = {
    "id": "id",
    "outlet": "outlet",
    "source": "outlet",
    "publisher": "outlet",
    "publication": "outlet",
    "site": "outlet",
    "site_name": "outlet",
    "title": "title",
    "headline": "title",
    "published": "published",
    "date": "published",
    "url": "url",
    "link": "url",
    "source_url": "url",
    "author": "author",
    "authors": "author",
    "byline": "author",
    "language": "language",
    "lang": "language",
}


class _TextLoader(yaml.BaseLoader):
    """Builds texts, lists and mappings only, and no node twice."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases, such as *name, are not allowed")
        return super().compose_node(parent, index)


def split_front_matter(text: str, where: str) -> tuple[dict[str, str], str]:
    """Return the fields that ``text`` opens with, by the names an article has here, and the text after them.

    Fields of other names are ignored; a list (of authors) is joined by commas. A text that opens with three dashes but
    holds no ``key: value`` lines has no front matter. ``where`` names the file in messages. Raises ``UnreadableStory``
    where it cannot be read and ``TooLarge`` over the limit.
    """
    opening = FENCE.match(text)
    closing = CLOSING_FENCE.search(text, opening.end()) if opening else None
    if not opening or not closing:
        return {}, text
    head = text[opening.end() : closing.start()]
    if len(head) > MAX_FRONT_MATTER_CHARS:
        raise TooLarge(f"{where}: the front matter has more than {MAX_FRONT_MATTER_CHARS:,} characters. Shorten it.")
    try:
        found = yaml.load(head, Loader=_TextLoader)  # noqa: S506 - a BaseLoader, which builds nothing but text
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise UnreadableStory(
            f"{where}: the front matter is not readable YAML ({_first_line(error)}). Put one 'key: value' on a line, "
            "the value in quotation marks where it holds a colon."
        ) from error
    if not isinstance(found, dict):
        return {}, text
    fields: dict[str, str] = {}
    for key, value in found.items():
        name = FIELDS.get(str(key).strip().lower().replace("-", "_").replace(" ", "_"))
        if name is None or value in ("", None):
            continue
        written = _as_text(value, key, where)
        # "source" is an outlet in most files and an address in some.
        name = "url" if name == "outlet" and re.match(r"https?://", written) else name
        fields.setdefault(name, written)
    return fields, text[closing.end() :].lstrip("\r\n")


def _as_text(value: object, key: object, where: str) -> str:
    """Return a scalar, or the scalars of a list parted by commas."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(item.strip() for item in value)
    raise UnreadableStory(f"{where}: {key!r} in the front matter is not a plain text. Write it as '{key}: some text'.")


def _first_line(error: Exception) -> str:
    """Return what a parser complained about and on which line, in one line."""
    problem = getattr(error, "problem", None) or str(error).split("\n", 1)[0] or type(error).__name__
    mark = getattr(error, "problem_mark", None)
    return f"{problem}, line {mark.line + 2}" if mark else str(problem)
