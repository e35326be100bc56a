"""Independent readers: what a file says, by a library that did not write it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator

import docx
import openpyxl
import pypdfium2
from lxml import etree, html
from markdown_it import MarkdownIt

from compare.files.exports.table import COLUMNS

csv.field_size_limit(10_000_000)  # 131,072 if nothing is said


def pdf_text(data: bytes) -> str:
    """Return what a browser would copy out of the pages."""
    pages = pypdfium2.PdfDocument(data)
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r", "")


def docx_blocks(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield (style, text) of every paragraph in reading order, tables' cells included, then the comments."""
    document = docx.Document(io.BytesIO(data))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    yield from ((f"cell/{p.style.name}", p.text) for p in cell.paragraphs)
        else:
            yield block.style.name, block.text
    for comment in document.comments:
        yield "comment", comment.text


def docx_text(data: bytes) -> str:
    document = docx.Document(io.BytesIO(data))
    foot = [p.text for section in document.sections for p in section.footer.paragraphs]
    return "\n".join([*(text for _, text in docx_blocks(data)), *foot])


def sheets(data: bytes) -> dict[str, list[list[object]]]:
    """Return the values of a workbook by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data), rich_text=False)
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def xlsx_text(data: bytes) -> str:
    return "\n".join(str(value) for rows in sheets(data).values() for row in rows for value in row if value is not None)


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """Return the rows by column, as ``docs/exports.md`` tells a program to read them."""
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert all(tuple(row) == (*COLUMNS, "seal") for row in rows)
    return [{name: value.removeprefix("'") for name, value in row.items()} for row in rows]


def csv_text(data: bytes) -> str:
    return "\n".join(value for row in csv_rows(data) for value in row.values())


def md_html(data: bytes) -> str:
    """Return the page a wiki makes of it: tables and autolinks as on GitHub, HTML in it taken for HTML."""
    return MarkdownIt("commonmark", {"html": True, "linkify": False}).enable("table").render(data.decode())


def md_text(data: bytes) -> str:
    return "".join(html.fromstring(f"<div>{md_html(data)}</div>").itertext()).replace("\u2060", "")


def xml_text(data: bytes) -> str:
    return "".join(etree.fromstring(data).itertext())


def json_text(data: bytes) -> str:
    def texts(value: object) -> Iterator[str]:
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            yield from (text for inner in value.values() for text in texts(inner))
        elif isinstance(value, list):
            yield from (text for inner in value for text in texts(inner))

    values = json.loads(data)
    seal = values.get("seal")
    sealed = f"sha256:{seal['digest']}" if isinstance(seal, dict) else ""
    return "\n".join([*texts(values), sealed])


def html_text(data: bytes) -> str:
    return "".join(html.document_fromstring(data.decode()).itertext())


TEXT: dict[str, Callable[[bytes], str]] = {
    "html": html_text,
    "json": json_text,
    "text": bytes.decode,
    "md": md_text,
    "pdf": pdf_text,
    "docx": docx_text,
    "xlsx": xlsx_text,
    "csv": csv_text,
    "tmx": xml_text,
    "annotations": json_text,
}
