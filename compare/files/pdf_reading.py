"""An article out of a PDF: its headline, its paragraphs, and the running lines of its pages.

Runs in the process that ``page_worker`` locks up, and imports nothing of this package. pypdf gives pieces of text with
their places on the page; here they become lines, and lines become paragraphs. Pieces are taken in the order in which
the file draws them, which keeps columns apart. Pictures of text (scans) hold no text.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MAX_PAGES = 100  # a newspaper's whole edition has fewer; one article has one to ten
MAX_PIECES = 400_000  # drawn pieces of text; a page of news has 50 to 500
MARGIN = 0.12  # share of a page's height at its top and bottom where running lines stand
TITLE_RATIO = 1.25  # a headline is set at least so much larger than the text; the smallest of printed pages is 1.4
HEADING_RATIO = 1.1
PARAGRAPH_GAP = 1.25  # times the usual line distance; printed pages have 1.3 to 2 between paragraphs
INDENT = 0.8  # times the size of the letters, for the first line of a paragraph
FULL_LINE = 0.85  # of the longest line's letters; justified lines have 0.9 and more, last ones any number
MAX_UNREADABLE = 0.02  # share of letters without a character; with more, words are missing
MAX_HEADING_CHARS = 300
MAX_ABOVE_CHARS = 120  # a line above the headline: the outlet's name, the section, the day
PAGE_NUMBER = re.compile(r"\D{0,12}\d{1,4}(?:\s*(?:/|of|de|von|sur|di|из|–|-)\s*\d{1,4})?\D{0,3}")
ADDRESS = re.compile(r"https?://[^\s\"<>]{4,500}")
SENTENCE_END = re.compile(r"[.!?…。！？۔؟।:;][\"'”’»)\]]{0,2}$")


class Refused(Exception):
    """The file is not one that an article can be read from; the message says why, to go on after a colon."""


@dataclass(slots=True)
class Piece:
    """Text drawn in one go; ``x`` and ``y`` in points from the lower left corner, ``size`` of its letters."""

    text: str
    x: float
    y: float
    size: float
    is_bold: bool


@dataclass(slots=True)
class Line:
    """A line of a page; ``x`` is its left edge, ``place`` its height on the page from 0 (bottom) to 1."""

    text: str
    page: int
    x: float
    y: float
    size: float
    is_bold: bool
    place: float


def load() -> None:
    """Import what the file is opened with, ahead of the first one."""
    import pypdf  # noqa: F401


def extract(data: bytes) -> dict[str, Any]:
    """Return headline, blocks and running lines of a PDF. Raises ``Refused``, and whatever pypdf does."""
    from pypdf import PdfReader
    from pypdf.errors import FileNotDecryptedError

    if b"%PDF-" not in data[:1024]:
        raise Refused("it is not a PDF")
    reader = PdfReader(io.BytesIO(data), strict=False)
    try:
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("it is protected by a password; save a copy without one")
        n_pages = len(reader.pages)
    except (FileNotDecryptedError, ImportError, NotImplementedError) as error:
        raise Refused("it is protected by a password; save a copy without one") from error
    except Exception as error:
        if type(error).__name__ == "DependencyError":  # a cipher that pypdf leaves to another library
            raise Refused("it is encrypted; save a copy without protection") from error
        raise
    if n_pages > MAX_PAGES:
        raise Refused(f"it has {n_pages} pages, and at most {MAX_PAGES} are read; save only those of the article")
    lines: list[Line] = []
    n_pieces = 0
    for number in range(n_pages):
        page = reader.pages[number]
        pieces = pieces_of(page, reader)
        n_pieces += len(pieces)
        if n_pieces > MAX_PIECES:
            raise Refused("it draws too many pieces of text")
        box = page.mediabox
        lines += lines_of(pieces, number, float(box.bottom), float(box.height) or 1.0)
    check_letters(lines)
    info = reader.metadata
    title = info.get("/Title", "") if info is not None else ""
    return article_of(lines, n_pages, title if isinstance(title, str) else "")


def pieces_of(page: Any, reader: Any) -> list[Piece]:
    """Return the pieces of text that a page draws, in that order.

    Where the file says which text drawn letters stand for (/ActualText: letters of a script that are drawn in another
    order or as parts, a hyphen at a line's end), that is taken instead.
    """
    pieces: list[Piece] = []
    spans: list[str | None] = []  # the marked parts that are open; a text where one says what it stands for
    part_until_marked_parts(page, reader)

    def watch(operator: bytes, operands: Any, *_: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            spans.append(actual_text(operands))
        elif operator == b"EMC" and spans:
            spans.pop()

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        told = next((k for k, span in enumerate(spans) if span is not None), None)
        if told is not None and text.strip():
            # Of what was drawn, the spaces at its ends are kept: pypdf puts them where there is a gap.
            before, after = text[:1] == " ", text[-1:] == " "
            text = f"{' ' * before}{spans[told]}{' ' * after}"
            spans[told] = ""  # what else is drawn in it stands for nothing more
        if not text or (text.isspace() and "\n" in text):
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = abs((tm[0] * tm[3] - tm[1] * tm[2]) * (cm[0] * cm[3] - cm[1] * cm[2])) ** 0.5
        name = str((font or {}).get("/BaseFont", "")).lower()
        pieces.append(Piece(text.replace("\n", " "), x, y, abs(size) * scale, "bold" in name or "black" in name))

    page.extract_text(visitor_operand_before=watch, visitor_text=visit)
    return pieces


def part_until_marked_parts(page: Any, reader: Any) -> None:
    """Have pypdf hand over text at the borders of parts with an /ActualText: by setting the font there once more."""
    from pypdf.generic import ContentStream, NameObject

    contents = page.get("/Contents")
    if contents is None:
        return
    stream = ContentStream(contents.get_object(), reader, "bytes")
    if b"ActualText" not in stream.get_data():
        return
    operations: list[Any] = []
    font: Any = None
    is_told: list[bool] = []
    for operands, operator in stream.operations:
        border = False
        if operator == b"Tf":
            font = (operands, operator)
        elif operator in (b"BDC", b"BMC"):
            is_told.append(actual_text(operands) is not None)
            border = is_told[-1]
        elif operator == b"EMC" and is_told:
            border = is_told.pop()
        if border and font is not None:
            operations.append(font)
        operations.append((operands, operator))
    stream.operations = operations
    page[NameObject("/Contents")] = stream


def actual_text(operands: Any) -> str | None:
    """Return what a marked part says that it stands for, None where it does not say."""
    properties: Any = operands[1] if len(operands) > 1 else None
    found = properties.get("/ActualText") if isinstance(properties, dict) else None
    return str(found) if found is not None else None


def lines_of(pieces: Sequence[Piece], page: int, bottom: float, height: float) -> list[Line]:
    """Join the pieces that stand on one line, in the order of drawing; ``bottom`` and ``height`` are the page's."""
    groups: list[list[Piece]] = []
    for piece in pieces:
        last = groups[-1] if groups else None
        size = max(piece.size, last[0].size) if last else 0.0
        if last and abs(piece.y - last[0].y) <= 0.45 * size:
            last.append(piece)
        elif not piece.text.isspace():
            groups.append([piece])
    lines = []
    for group in groups:
        text = text_of(group)
        if text:
            inked = [piece for piece in group if not piece.text.isspace()]
            size = max(inked, key=lambda piece: len(piece.text)).size
            bold = sum(len(piece.text) for piece in inked if piece.is_bold)
            is_bold = bold > 0.7 * sum(len(piece.text) for piece in inked)
            left = min(piece.x for piece in inked)
            lines.append(Line(text, page, left, group[0].y, round(size, 1), is_bold, (group[0].y - bottom) / height))
    return lines


def text_of(group: Sequence[Piece]) -> str:
    """Return the text of a line: pieces as they are drawn, from right to left where the script runs so."""
    joined = "".join(piece.text for piece in group)
    n_left = sum(unicodedata.bidirectional(c) in ("R", "AL") for c in joined)
    if len(group) > 1 and n_left > 0.5 * sum(c.isalpha() for c in joined):
        ordered = sorted(group, key=lambda piece: -piece.x)
        joined = "".join(piece.text for piece in ordered)
    return squeeze(plain(joined))


def plain(text: str) -> str:
    """Return text with the letters that fonts hold in other shapes (ligatures, Arabic forms) as plain letters."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\ufb00" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufeff" else c for c in text
    )


def check_letters(lines: Iterable[Line]) -> None:
    """Raise ``Refused`` where there is no text, or its letters have no characters."""
    text = "".join(line.text for line in lines)
    if not text.strip():
        raise Refused("it holds no text, only pictures; have its text recognised first")
    # A letter without a character comes as the number it has in its font.
    unreadable = sum(c == "\ufffd" or unicodedata.category(c) in ("Cc", "Co") for c in text)
    if unreadable > MAX_UNREADABLE * len(text.replace(" ", "")):
        raise Refused("its fonts do not say which characters their letters are; copy the text into a .txt")


def article_of(lines: Sequence[Line], n_pages: int, info_title: str) -> dict[str, Any]:
    """Return the article in the lines of all pages; ``info_title`` is what the file says of itself."""
    running = running_lines(lines, n_pages)
    kept = [line for k, line in enumerate(lines) if k not in running]
    removed = list(dict.fromkeys(lines[k].text for k in sorted(running)))
    addresses = [address[0] for text in removed if (address := ADDRESS.search(text))]
    sizes: Counter[float] = Counter()
    for line in kept:
        sizes[line.size] += len(line.text)
    body_size = sizes.most_common(1)[0][0] if sizes else 0.0
    blocks = paragraphs_of(kept, body_size)
    title, blocks, above = headline_of(blocks, body_size, info_title)
    words = known_words(kept)
    parts = [("head" if is_heading(lines_in, body_size) else "p", joined(lines_in, words)) for lines_in in blocks]
    meta: dict[str, Any] = {"h1": [title] if title else []}
    if addresses:
        meta["canonical"] = addresses[0]
    return {"meta": meta, "blocks": [part for part in parts if part[1]], "lines": [*above, *removed]}


def running_lines(lines: Sequence[Line], n_pages: int) -> set[int]:
    """Return which lines are heads and feet of pages: page numbers, and lines that come back on half of the pages."""
    edge = [k for k, line in enumerate(lines) if not MARGIN < line.place < 1 - MARGIN]
    shapes = {k: (re.sub(r"\d+", "#", lines[k].text), round(lines[k].y)) for k in edge}
    pages: dict[tuple[str, int], set[int]] = {}
    for k in edge:
        pages.setdefault(shapes[k], set()).add(lines[k].page)
    found = set()
    for k in edge:
        text = lines[k].text
        is_back = len(pages[shapes[k]]) >= max(2, n_pages / 2)
        is_outermost = not MARGIN / 2 < lines[k].place < 1 - MARGIN / 2
        if is_back or PAGE_NUMBER.fullmatch(text) or (is_outermost and ADDRESS.search(text)):
            found.add(k)
    # What a browser prints beside the address: the day and the title, at the same height as a line that was found.
    heights = {(lines[k].page, round(lines[k].y)) for k in found}
    return found | {k for k in edge if (lines[k].page, round(lines[k].y)) in heights}


def paragraphs_of(lines: Sequence[Line], body_size: float) -> list[list[Line]]:
    """Part lines where the distance, the size or an indent says that a paragraph begins."""
    distances: Counter[float] = Counter()
    for one, other in pairwise(lines):
        if one.page == other.page and one.size == other.size == body_size and 0 < one.y - other.y < 4 * body_size:
            distances[round(one.y - other.y, 0)] += 1
    usual = distances.most_common(1)[0][0] if distances else 1.3 * body_size
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not is_new(blocks[-1], line, usual, body_size):
            blocks[-1].append(line)
        else:
            blocks.append([line])
    return blocks


def is_new(block: Sequence[Line], line: Line, usual: float, body_size: float) -> bool:
    """True where ``line`` begins a paragraph rather than going on with ``block``."""
    last = block[-1]
    if abs(line.size - last.size) > 0.1 * max(line.size, last.size) or line.is_bold != last.is_bold:
        return True
    down = last.y - line.y
    if line.page != last.page or down < 0:
        # The next page or column goes on with the paragraph, unless a sentence ended in a line that is not full.
        is_full = len(last.text) > FULL_LINE * max(len(other.text) for other in block)
        return bool(SENTENCE_END.search(last.text)) and not line.text[:1].islower() and not is_full
    scale = max(1.0, line.size / body_size) if body_size else 1.0
    if down > PARAGRAPH_GAP * usual * scale:
        return True
    return line.x - last.x > INDENT * line.size and bool(SENTENCE_END.search(last.text))


def headline_of(blocks: list[list[Line]], body_size: float, info_title: str) -> tuple[str, list[list[Line]], list[str]]:
    """Return the headline, the blocks without it, and the short lines that stood above it.

    It is what the first page sets largest, or what the file says of itself where the text opens with that.
    """
    first = [k for k, block in enumerate(blocks) if block[0].page == 0 and len(joined(block)) <= MAX_HEADING_CHARS]
    if not first:
        return "", blocks, []
    largest = max(first, key=lambda k: (blocks[k][0].size, -k))
    if blocks[largest][0].size < TITLE_RATIO * body_size:
        told = folded(info_title)
        opens = [k for k in first[:4] if told and folded(joined(blocks[k])) in (told, told[: len(told) // 2 + 1])]
        if not opens:
            return "", blocks, []
        largest = opens[0]
    above = [joined(block) for block in blocks[:largest]]
    if any(len(text) > MAX_ABOVE_CHARS for text in above):
        above = []
        rest = [block for k, block in enumerate(blocks) if k != largest]
    else:
        rest = blocks[largest + 1 :]
    return joined(blocks[largest]), rest, above


def is_heading(block: Sequence[Line], body_size: float) -> bool:
    """True for a heading within the text: short, and larger or bolder than the text."""
    text = joined(block)
    stands_out = block[0].size >= HEADING_RATIO * body_size or all(line.is_bold for line in block)
    return stands_out and len(text) <= MAX_HEADING_CHARS and not text.endswith((".", "。", "۔", "।"))


def known_words(lines: Sequence[Line]) -> frozenset[str]:
    """Return the words of all lines, so that a word parted at a line's end is put together as it is elsewhere."""
    return frozenset(word for line in lines for word in re.findall(r"[\w-]+", line.text.lower()))


def joined(block: Sequence[Line], known: frozenset[str] = frozenset()) -> str:
    """Return a paragraph's text: lines joined by a space, words parted at a line's end put together."""
    text = ""
    for line in block:
        if not text:
            text = line.text
        elif text.endswith("\u00ad"):
            text = text[:-1] + line.text
        elif re.search(r"\w[-\u2010]$", text) and line.text[:1].islower():
            head = re.findall(r"[\w-]+", text[:-1])[-1].lower()
            tail = re.match(r"[\w-]+", line.text)
            whole = f"{head}-{tail[0].lower()}" if tail else ""
            text = text + line.text if whole in known else text[:-1] + line.text
        elif is_unspaced(text[-1]) and is_unspaced(line.text[0]):
            text += line.text
        else:
            text += " " + line.text
    return squeeze(text.replace("\u00ad", ""))


def is_unspaced(c: str) -> bool:
    """True for a character of a script that puts no spaces between words."""
    return "\u3000" <= c <= "\u9fff" or "\uff00" <= c <= "\uffef" or "\u0e00" <= c <= "\u0eff"


def folded(text: str) -> str:
    """Return the letters and digits of ``text`` alone, case folded."""
    return "".join(c for c in text.casefold() if c.isalnum())


def squeeze(text: str) -> str:
    """Return ``text`` with single spaces."""
    return re.sub(r"[ \t\r\n\f\u200b\xa0]+", " ", text).strip()
