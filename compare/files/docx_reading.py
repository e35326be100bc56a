"""An article out of a Word document: its headline by its style, its paragraphs, and what is not its text.

Runs in the process that ``page_worker`` locks up, and imports nothing of this package. python-docx opens the document
and knows its styles; text that a reviewer deleted, text boxes, captions and cells of tables of figures are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

MAX_UNPACKED_BYTES = 200_000_000  # all parts together; a document at the size limit, pictures and all, has 30 MB
MAX_PARTS = 5_000
MAX_PARAGRAPHS = 50_000
MIN_CELL = 80  # characters; a cell with less is a figure or a head of a table, as in web pages
MAX_TITLE_CHARS = 300
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Parts of a paragraph whose text a reader does not see: deleted, moved away, instructions of fields.
UNSEEN = frozenset((f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", FALLBACK))
BOX = f"{W}txbxContent"
OLD_WORD = b"\xd0\xcf\x11\xe0"  # also what Word makes of a document with a password
CAPTIONS = ("caption",)


class Refused(Exception):
    """The file is not one that an article can be read from; the message says why, to go on after a colon."""


def load() -> None:
    """Import what the file is opened with, ahead of the first one."""
    import docx  # noqa: F401


def extract(data: bytes) -> dict[str, Any]:
    """Return headline, blocks and left-out lines of a .docx. Raises ``Refused``, and whatever python-docx does."""
    from docx import Document

    check_archive(data)
    try:
        document = Document(io.BytesIO(data))
    except (KeyError, ValueError) as error:
        raise Refused("it is not a Word document (.docx)") from error
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    title = ""
    blocks: list[tuple[str, str]] = []
    left_out: list[str] = []
    for number, paragraph in enumerate(paragraphs_of(document.element.body)):
        if number >= MAX_PARAGRAPHS:
            raise Refused(f"it has more than {MAX_PARAGRAPHS:,} paragraphs")
        lines = [line for line in map(squeeze, text_of(paragraph).split("\n")) if line]
        if not lines:
            continue
        style = style_of(paragraph, styles)
        if style == "title" and not title and len(" ".join(lines)) <= MAX_TITLE_CHARS:
            title = " ".join(lines)
        elif is_aside(paragraph, style, lines):
            left_out += lines
        else:
            blocks += [(kind_of(paragraph, style), line) for line in lines]
    if not title:
        title, blocks = title_of(blocks, left_out, squeeze(document.core_properties.title or ""))
    return {"meta": {"h1": [title] if title else []}, "blocks": blocks, "lines": left_out}


def check_archive(data: bytes) -> None:
    """Raise ``Refused`` for what is no archive of a sensible size."""
    if data[:4] == OLD_WORD:
        raise Refused("it is an old Word file (.doc) or has a password; save it as .docx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
        raise Refused("it is not a Word document (.docx)") from error
    if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Refused(f"unpacked it has more than {MAX_UNPACKED_BYTES / 1e6:g} MB or {MAX_PARTS:,} parts")


def paragraphs_of(body: Any) -> Iterator[Any]:
    """Yield the paragraphs of the document's body in order, those of tables and text boxes among them."""
    yield from (p for p in body.iter(f"{W}p") if not any(parent.tag == FALLBACK for parent in p.iterancestors()))


def text_of(paragraph: Any) -> str:
    """Return a paragraph's text as a reader sees it, without what stands in text boxes; a line end for each break."""
    pieces: list[str] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        element = waiting.pop()
        if element.tag in UNSEEN or element.tag == BOX:
            continue
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}tab":
            pieces.append(" ")
        elif element.tag in (f"{W}br", f"{W}cr"):
            pieces.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif element.tag != f"{W}pPr":
            waiting.extend(reversed(list(element)))
    return "".join(pieces)


def style_of(paragraph: Any, styles: dict[str, str]) -> str:
    """Return the name of a paragraph's style, lower case; English in documents of every language."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return styles.get(found.get(f"{W}val", ""), "") if found is not None else ""


def is_aside(paragraph: Any, style: str, lines: list[str]) -> bool:
    """True for a caption, a text box, and a cell of a table of figures."""
    if style.startswith(CAPTIONS):
        return True
    for parent in paragraph.iterancestors():
        if parent.tag == BOX:
            return True
        if parent.tag == f"{W}tc":
            return sum(map(len, lines)) < MIN_CELL
    return False


def kind_of(paragraph: Any, style: str) -> str:
    """Return ``head``, ``item`` or ``p``."""
    if style.startswith(("heading", "subtitle", "title")):
        return "head"
    return "item" if paragraph.find(f"{W}pPr/{W}numPr") is not None or style.startswith("list ") else "p"


def title_of(blocks: list[tuple[str, str]], left_out: list[str], told: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the headline of a document without a title style, and the blocks that follow.

    It is the first heading where little stands above it, else the first line where that is short and no sentence and
    the text goes on after it.
    """
    for k, (kind, line) in enumerate(blocks[:4]):
        if kind == "head" and all(len(above) <= 120 for _, above in blocks[:k]):
            left_out[:0] = [above for _, above in blocks[:k]]
            return line, blocks[k + 1 :]
    if len(blocks) > 1:
        kind, line = blocks[0]
        is_told = folded(line) == folded(told)
        is_short = len(line) <= 160 and not re.search(r"[.。۔।:;,]$", line) and len(blocks[1][1]) > len(line)
        if kind == "p" and (is_told or is_short):
            return line, blocks[1:]
    return "", blocks


def folded(text: str) -> str:
    """Return the letters and digits of ``text`` alone, case folded."""
    return "".join(c for c in text.casefold() if c.isalnum())


def squeeze(text: str) -> str:
    """Return ``text`` with single spaces."""
    return re.sub(r"[ \t\r\f\u200b\xa0]+", " ", text).strip()
