"""The report as PDF: pages set by Typst from the same view as the web page, tagged, with bookmarks and its own fonts.

Texts go to the typesetter as data, so none is read as markup; it opens no file but its fonts and reaches no network.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from compare.domain import Report, direction, primary
from compare.errors import ExportFailed
from compare.files.display import counted, language_name, percent, printable
from compare.files.exports import fonts
from compare.files.exports.palette import colours
from compare.files.exports.words import (
    care_lines,
    doubt_words,
    lead_words,
    reason_words,
    signature_lines,
    slight_words,
    standfirst,
    untold_words,
)
from compare.files.report_html import WHOLE_KINDS
from compare.files.report_view import View, view_of
from compare.files.view_parts import KIND_NAMES, Column, Line

if TYPE_CHECKING:
    import typst

Json = dict[str, Any]

TEMPLATE = Path(__file__).with_name("report.typ")
# No sentence of news is longer; one that is would fill pages, and is cut with a note. Other formats have it whole.
MAX_SENTENCE_CHARS = 4_000
MAX_FIELD_CHARS = 600
WHOLE_CHARS = 2_500  # what an outlet adds and leaves out, in two columns: at most half a page
# A page has no room for a word of this many letters in a column, so it may be parted within.
_LONG_WORD = re.compile(r"\S{32,}")
_BREAK_EVERY = 16
_LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
_REGION = re.compile(r"[A-Z]{2}", re.ASCII)


def export_pdf(report: Report) -> bytes:
    """Return the report as PDF (PDF/UA-1), A4, fonts embedded. The same report gives the same bytes.

    The fonts of the machine are asked only for letters that the packaged ones lack. Where none has a letter, the file
    is tagged all the same but does not claim PDF/UA, and a line under "Read with care" says so. Raises
    ``ExportFailed`` where a whole script has no font. About 1 s of one processor for four outlets of 60 sentences, and
    13 ms a fact in long articles.
    """
    import typst

    values = _values(view_of(report))
    try:
        return _compile(values, _fonts(of_machine=False), "ua-1")
    except typst.TypstError:
        # The standard refuses a letter without a glyph; no other trace of one is left.
        fonts.check_fonts(_texts(report), _families())
    try:
        return _compile(values, _fonts(of_machine=True), "ua-1")
    except typst.TypstError as first:
        values["care"].append(
            "Some characters have no letter form in the fonts of the machine that made this file, and show as boxes."
        )
        try:
            return _compile(values, _fonts(of_machine=True), "1.7")
        except typst.TypstError as error:
            raise ExportFailed(f"The typesetter could not set this report: {error.message}") from first


def _compile(values: Json, found: typst.Fonts, standard: Literal["ua-1", "1.7"]) -> bytes:
    import typst

    compiler = typst.Compiler(TEMPLATE, root=TEMPLATE.parent, font_paths=found)
    # Timestamp 0 and a document without a date: nothing in the file but the report itself.
    data = compiler.compile(
        format="pdf", sys_inputs={"report": json.dumps(_printable(values))}, pdf_standards=[standard], timestamp=0
    )
    if not isinstance(data, bytes):
        raise ExportFailed("The typesetter gave no single file.")
    return data


@lru_cache(maxsize=2)
def _fonts(*, of_machine: bool) -> typst.Fonts:
    """Return the packaged fonts, and those of the machine if asked; looking through these takes a moment."""
    import typst

    return typst.Fonts(include_system_fonts=of_machine, font_paths=[str(folder) for folder in fonts.font_folders()])


def _families() -> frozenset[str]:
    return frozenset(_fonts(of_machine=True).families())


def _texts(report: Report) -> Iterable[str]:
    yield report.title
    for reading in report.readings:
        yield reading.article.outlet
        yield reading.article.title
        for sentence in reading.sentences:
            yield sentence.text
            yield sentence.shown


def _values(view: View) -> Json:
    """Return all that the template prints, as plain JSON values."""
    return {
        "version": _field(view.version),
        "seal": view.seal,
        "title": _field(view.title) or "Untitled",
        "title-tongue": {"lang": "en", "region": None, "rtl": _is_rtl(view.title), "face": ""},
        "running": _field(view.title, 90),
        "dates": view.dates,
        "counts": f"{counted(len(view.columns), 'outlet')} · {counted(len(view.languages), 'language')}",
        "standfirst": standfirst(view),
        "fonts": {
            "serif": fonts.SERIF,
            "sans": fonts.SANS,
            "arabic": fonts.ARABIC,
            "mono": fonts.MONO,
        },
        "colours": dict(colours()),
        "kinds": {kind.value: {"name": name, "about": about} for kind, (name, about) in KIND_NAMES.items()},
        "legend": [
            {"kind": kind.value, "whole": kind in WHOLE_KINDS, "about": f"{KIND_NAMES[kind][1]} ({n})"}
            for kind, n in view.kinds
        ],
        "slots": view.n_slots,
        "columns": [_column(column, len(view.columns)) for column in view.columns],
        "headlines": [{"outlet": _field(line.column.outlet), "line": _line(line)} for line in view.marked_headlines],
        "leads": [
            {
                "outlet": _field(lead.line.column.outlet),
                "tongue": _shown_tongue(lead.line.column),
                "text": _sentence_text(lead.line.text),
                "told": _soft(lead_words(lead)),
            }
            for lead in view.leads
        ],
        "contrasts": [
            {
                "number": contrast.number,
                "kind": contrast.kind.value,
                "whole": contrast.is_whole,
                "note": _field(contrast.note),
                "doubt": doubt_words(contrast.doubt),
                "parts": [
                    {
                        "outlet": _field(part.column.outlet, 80),
                        "number": part.number,
                        "tongue": _shown_tongue(part.column),
                        "before": _soft(part.before),
                        "text": _soft(part.text),
                        "after": _soft(part.after),
                    }
                    for part in contrast.excerpts
                ],
            }
            for contrast in view.contrasts
        ],
        "balances": [_balance(balance) for balance in view.balances],
        "rows": [
            {
                "number": row.number,
                "tellers": row.n_tellers,
                "cells": [[_line(line) for line in cell] for cell in row.cells],
                "blanks": list(row.blanks),
                "untold": untold_words(view, row, lambda outlet: _field(outlet, 80)),
            }
            for row in view.rows
        ],
        "articles": [_article(told) for told in view.articles],
        "care": [_soft(line) for line in care_lines(view)],
        "flags": [
            {"outlet": _field(line.column.outlet, 80), "number": line.number, "note": _field(flag.note)}
            for line in view.flagged
            for flag in line.flags
        ],
        "signature": [
            {"name": _field(name, 80), "value": value if len(value) < 100 else _field(value)}
            for name, value in signature_lines(view)
        ],
    }


def _printable(value: Any) -> Any:
    """Return JSON values whose every text a page can hold, wherever it came from."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {name: _printable(inner) for name, inner in value.items()}
    return [_printable(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _column(column: Column, n_columns: int) -> Json:
    share = column.share
    tag = "probably another event" if column.is_apart else "not translated" if column.state == "untranslated" else ""
    steps = max(1, n_columns - 1)
    return {
        "outlet": _field(column.outlet, 80),
        "language-name": _field(language_name(column.language), 60),
        "date": _field(column.date, 60),
        "title": _field(column.title, 300),
        "original": _field(column.title_original, 300),
        "tongue": _shown_tongue(column),
        "source": _tongue(column.language),
        "tag": tag,
        "share": percent(share.share),
        "alone": f"{share.n_sentences - share.n_shared} of {share.n_sentences} only here",
        "heights": [None if n is None else n / steps for n in share.n_others],
    }


def _balance(balance: Any) -> Json:
    more = balance.n_only - len(balance.only)
    return {
        "outlet": _field(balance.column.outlet, 80),
        "only": [{"tongue": _shown_tongue(x.column), "text": _sentence_text(x.text)} for x in balance.only],
        "more": f"and {more} more" if more else "",
        # A short one stays on one page: a page with its last line alone is ugly. One that no page holds may be parted.
        "parted": sum(len(x.text) for x in (*balance.only, *(line for line, _ in balance.left_out))) > WHOLE_CHARS,
        "nothing-only": "Nothing: all of it is told elsewhere too.",
        "nothing-left": "Not counted: this is probably about another event."
        if balance.column.is_apart
        else "Nothing that most others tell.",
        "left": []
        if balance.column.is_apart
        else [
            {
                "tongue": _shown_tongue(x.column),
                "text": _sentence_text(x.text),
                "outlet": _field(x.column.outlet, 80),
                "row": row,
            }
            for x, row in balance.left_out
        ],
    }


def _line(line: Line) -> Json:
    return {
        "place": "leads" if line.is_lead else str(line.number),
        "tongue": _shown_tongue(line.column),
        "source": _tongue(line.column.language),
        "pieces": _pieces(line),
        "bar": line.bar.value if line.bar else None,
        "original": None if line.original is None else _sentence_text(line.original),
        "reasons": [
            {"kind": reason.kind.value, "whole": reason.is_whole, "words": _soft(reason_words(reason))}
            for reason in line.reasons
        ],
        "slight": _soft(slight_words(line.asides)),
        "flags": [_field(flag.note) for flag in line.flags],
    }


def _pieces(line: Line) -> list[Json]:
    """Return a sentence's pieces, at most ``MAX_SENTENCE_CHARS`` of them."""
    left = MAX_SENTENCE_CHARS
    found: list[Json] = []
    for piece in line.pieces:
        if left <= 0:
            break
        found.append({"text": _soft(piece.text[:left]), "kinds": [kind.value for kind in piece.kinds]})
        left -= len(piece.text)
    n_chars = len(line.text)
    if n_chars > MAX_SENTENCE_CHARS:
        found.append({"text": _cut_note(n_chars), "kinds": []})
    return found


def _article(told: Any) -> Json:
    column = told.column
    facts = [counted(column.share.n_sentences, "sentence")]
    head = [language_name(column.language), column.author, column.date, *facts]
    return {
        "outlet": _field(column.outlet, 80),
        "meta": _soft(" · ".join(_field(part, 80) for part in head if part)),
        "title": _field(column.title, 300),
        "tongue": _shown_tongue(column),
        "url": _field(column.link),
        "paragraphs": [
            [
                {
                    "pieces": _pieces(line),
                    "style": line.kind.value if line.kind.value != "sentence" else ("" if line.rows else "lone"),
                    "rows": ",".join(str(row) for row in line.rows),
                }
                for line in paragraph
            ]
            for paragraph in told.paragraphs
        ],
        "alone-head": "Sentences told only here, with their originals"
        if column.state == "translated"
        else "What is marked in sentences told only here",
        # The paragraphs above have neither reasons nor originals.
        "alone": [_line(line) for line in told.only if line.reasons or line.flags or line.original is not None],
    }


def _shown_tongue(column: Column) -> Json:
    return _tongue(column.shown_language)


def _tongue(tag: str) -> Json:
    """Return a language as the typesetter knows languages; a tag that is none has no name there."""
    name = primary(tag)
    subtags = tag.replace("_", "-").split("-")[1:]
    region = next((subtag for subtag in subtags if _REGION.fullmatch(subtag)), None)
    rtl = direction(tag) == "rtl"
    face = "arabic" if rtl and name not in ("he", "yi", "dv", "syr", "nqo") else ""
    return {"lang": name if _LANGUAGE.fullmatch(name) else "und", "region": region, "rtl": rtl, "face": face}


def _is_rtl(text: str) -> bool:
    """Return whether the first letter of a text is written from right to left."""
    import unicodedata

    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return strong != "L"


def _field(text: str, n_chars: int = MAX_FIELD_CHARS) -> str:
    """Return a name, note or setting on one line; a longer one than any real one is cut."""
    return _soft(" ".join(text[: n_chars + 1].split())[:n_chars] + ("…" if len(text) > n_chars else ""))


def _sentence_text(text: str) -> str:
    if len(text) <= MAX_SENTENCE_CHARS:
        return _soft(text)
    return _soft(text[:MAX_SENTENCE_CHARS]) + _cut_note(len(text))


def _cut_note(n_chars: int) -> str:
    return f"… [cut here; the sentence has {n_chars:,} characters, and other formats have them all]"


def _soft(text: str) -> str:
    """Return text in which a word too long for a line may be parted."""
    return _LONG_WORD.sub(_parted, text)


def _parted(word: re.Match[str]) -> str:
    text = word.group()
    return "\u200b".join(text[k : k + _BREAK_EVERY] for k in range(0, len(text), _BREAK_EVERY))
