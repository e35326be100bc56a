"""The report as a workbook: facts side by side, highlights, names, numbers, quotes and sources on sheets of their own.

Written with XlsxWriter. Text is always written as text and numbers as numbers, so nothing in a cell can run.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from compare.domain import Kind, Report, direction
from compare.files.display import printable
from compare.files.exports.palette import colours
from compare.files.exports.table import COLUMNS, Cell, highlight_rows, interval, rows_of, words_at
from compare.files.exports.words import care_lines, made_by, signature_lines, standfirst
from compare.files.report_view import View, view_of
from compare.files.view_parts import KIND_NAMES

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MAX_CELL = 32_767  # UTF-16 units, Excel's own limit for a cell
LINE_HEIGHT = 13.5  # points of a line of 10-point text
MAX_HEIGHT = 400.0  # points; Excel's own limit is 409
MAX_ROWS = 1_048_575  # Excel's own limit, less the heads
_ESCAPE = re.compile("(?=_x[0-9a-fA-F]{4}_)")  # how the format writes characters that XML cannot hold
_CUT = "… [cut: the cell holds no more; other formats have the whole text]"
_SHEETS = {"names": Kind.LABEL, "numbers": Kind.NUMBER, "quotes": Kind.QUOTE}
HIGHLIGHT_COLUMNS = (
    "outlet",
    "language",
    "sentence",
    "kind",
    "words",
    "against",
    "weight",
    "doubt",
    "note",
    "span",
    "shown",
    "article",
    "written",
)
ARTICLE_COLUMNS = (
    "outlet",
    "language",
    "title",
    "title translation",
    "date",
    "author",
    "url",
    "engine",
    "route",
    "sentences",
    "shared",
    "only here",
    "notes",
    "sha256",
    "article",
)
SOURCE_COLUMNS = (
    "source",
    "kind",
    "outlet",
    "language",
    "sentence",
    "verb",
    "manner",
    "direct",
    "words",
    "carried",
    "named as",
    "span",
    "shown",
    "article",
)
FORM_COLUMNS = (
    "name",
    "kind",
    "same",
    "outlet",
    "language",
    "form",
    "count",
    "describes",
    "original form",
    "first",
    "sentences",
    "article",
)
_WIDTHS = {
    "original": 60, "translation": 60, "shown": 60, "note": 50, "against": 50, "words": 30, "written": 30, "outlet": 24,
    "title": 44, "title translation": 44, "bead": 30, "url": 34, "notes": 40, "sha256": 24, "engine": 26, "story": 16,
    "fact": 7, "language": 10, "sentence": 10, "weight": 9, "doubt": 9, "confidence": 11, "kind": 12, "span": 12,
    "route": 12, "date": 12, "article": 12, "source": 30, "named as": 30, "name": 30, "form": 30, "original form": 30,
    "sentences": 24,
}  # fmt: skip


def export_xlsx(report: Report) -> bytes:
    """Return the workbook; the same report gives the same bytes."""
    from xlsxwriter import Workbook

    view = view_of(report)
    out = io.BytesIO()
    # No guess at what a text means: "=1+1" is five characters, an address is no link, "12" in a quote no number.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
    }
    book = Workbook(out, options)
    book.set_properties(
        {
            "title": _clip(" ".join(view.title.split()), 250),
            "author": "compare",
            "subject": "Coverage compared",
            "comments": f"Seal {view.seal}",
            "created": datetime(1980, 1, 1),
        }
    )
    _Sheets(book, report, view).write()
    book.close()
    return out.getvalue()


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, report: Report, view: View) -> None:
        self.book = book
        self.report = report
        self.view = view
        palette = colours()
        base = {"font_name": "Calibri", "font_size": 10, "valign": "top", "text_wrap": True}
        self.head = book.add_format(
            {**base, "bold": True, "bottom": 2, "bg_color": palette["blank"], "valign": "vcenter", "text_wrap": True}
        )
        self.text = book.add_format(base)
        self.rtl = book.add_format({**base, "reading_order": 2, "align": "right", "font_size": 12})
        self.number = book.add_format({**base, "num_format": "0.00"})
        self.whole = book.add_format({**base, "num_format": "0"})
        self.share = book.add_format({**base, "num_format": "0 %"})
        self.blank = book.add_format(
            {**base, "italic": True, "font_color": palette["quiet"], "pattern": 15, "fg_color": palette["hatch"]}
        )
        self.title = book.add_format(
            {**base, "font_name": "Cambria", "font_size": 18, "bold": True, "text_wrap": False}
        )
        self.bold = book.add_format({**base, "bold": True})
        underline = {Kind.NEGATION: 2}
        self.marks = {
            kind: book.add_format(
                {
                    "font_name": "Calibri",
                    "font_size": 10,
                    "bold": True,
                    "underline": underline.get(kind, 1),
                    "font_color": palette[kind.value],
                }
            )
            for kind in Kind
        }
        self.widths: list[float] = []
        self.lines: dict[int, int] = {}
        self.plain = book.add_format({"font_name": "Calibri", "font_size": 10})

    def write(self) -> None:
        """Write every sheet."""
        self._about()
        self._facts()
        self._highlights("highlights", None)
        for name, kind in _SHEETS.items():
            self._highlights(name, kind)
        self._articles()
        self._sentences()
        self._sources()
        self._forms()

    def _sheet(self, name: str, heads: Sequence[str], widths: Sequence[float], *, frozen: int = 1) -> Worksheet:
        """Add a sheet with a head that stays in sight and repeats in print, and room for its columns."""
        sheet: Worksheet = self.book.add_worksheet(name)
        self.widths, self.lines = list(widths), {}
        for k, (head, width) in enumerate(zip(heads, widths, strict=True)):
            sheet.set_column(k, k, width)
            self._put(sheet, 0, k, head, self.head)
        sheet.freeze_panes(1, frozen)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _finish(self, sheet: Worksheet, n_rows: int, n_columns: int) -> None:
        self._heighten(sheet)
        sheet.autofilter(0, 0, max(1, n_rows), n_columns - 1)

    def _heighten(self, sheet: Worksheet) -> None:
        """Give each row room for its longest cell; not every spreadsheet works that out by itself."""
        for row, n_lines in self.lines.items():
            sheet.set_row(row, min(MAX_HEIGHT, LINE_HEIGHT * n_lines + 3))

    def _measure(self, row: int, column: int, text: str) -> None:
        width = max(4.0, self.widths[column])
        n_lines = sum(1 + int(len(line) / width) for line in text[:MAX_CELL].split("\n"))
        self.lines[row] = max(self.lines.get(row, 1), n_lines)

    def _put(self, sheet: Worksheet, row: int, column: int, value: Cell, format_: Format | None = None) -> None:
        """Write one value as what it is: text as text, a number as a number, nothing as nothing."""
        if value is None:
            sheet.write_blank(row, column, None, format_ or self.text)
        elif isinstance(value, str):
            self._measure(row, column, value)
            self._text(sheet, row, column, _clip(value, MAX_CELL), format_ or self.text)
        else:
            sheet.write_number(row, column, value, format_ or (self.whole if isinstance(value, int) else self.number))

    def _text(self, sheet: Worksheet, row: int, column: int, text: str, format_: Format) -> None:
        """Write a text; one that looks like XlsxWriter's own markup, which it would write unescaped, in two pieces."""
        if text.startswith("<r>") and text.endswith("</r>"):
            pieces = [text[:1], *_runs(text[1:])]
            sheet.write_rich_string(row, column, *(part for piece in pieces for part in (self.plain, piece)), format_)
        else:
            sheet.write_string(row, column, text, format_)

    def _about(self) -> None:
        view = self.view
        sheet: Worksheet = self.book.add_worksheet("about")
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        self.widths, self.lines = [26, 110], {}
        for k, width in enumerate(self.widths):
            sheet.set_column(k, k, width)
        self._text(sheet, 0, 0, _clip(view.title, MAX_CELL), self.title)
        row = 1
        for name, value in [
            ("", standfirst(view)),
            ("Dates", view.dates),
            ("Made by", made_by(view)),
            *((_unisolated(name), value) for name, value in signature_lines(view)),
            ("", ""),
            *((KIND_NAMES[kind][0], f"{KIND_NAMES[kind][1]} ({n})") for kind, n in view.kinds),
            ("", ""),
            *(("Read with care", _unisolated(line)) for line in care_lines(view)),
        ]:
            self._put(sheet, row, 0, name, self.bold)
            self._put(sheet, row, 1, value)
            row += 1
        self._heighten(sheet)
        sheet.set_row(0, 2 * LINE_HEIGHT)

    def _facts(self) -> None:
        columns = self.view.columns
        heads = ("fact", "told by", *(column.outlet for column in columns))
        sheet = self._sheet("facts", heads, (6, 8, *[46] * len(columns)))
        for n, row in enumerate(self.view.rows, 1):
            self._put(sheet, n, 0, row.number, self.whole)
            self._put(sheet, n, 1, row.n_tellers, self.whole)
            for k, (column, lines) in enumerate(zip(columns, row.cells, strict=True), 2):
                if not lines:
                    self._put(sheet, n, k, row.blanks[k - 2], self.blank)
                else:
                    self._marked(sheet, n, k, lines, self._face(column.shown_language))
        self._finish(sheet, len(self.view.rows), len(heads))

    def _marked(self, sheet: Worksheet, row: int, column: int, lines: Sequence[Any], face: Format) -> None:
        """Write sentences into one cell, the marked words in their kind's colour, underlined."""
        parts: list[Any] = []
        n_chars = 0
        for k, line in enumerate(lines):
            pieces = [("\n", ())] if k else []
            for text, kinds in [*pieces, *((piece.text, piece.kinds) for piece in line.pieces)]:
                face_here = self.marks[kinds[0]] if kinds else self.plain
                parts += [part for run in _runs(printable(text)) for part in (face_here, run)]
                n_chars += 2 * len(text)
        # Excel wants two pieces or more in a rich cell, and no empty one.
        if len(parts) >= 4 and n_chars <= MAX_CELL:
            self._measure(row, column, "\n".join(line.text for line in lines))
            sheet.write_rich_string(row, column, *parts, face)
        else:
            self._put(sheet, row, column, "\n".join(printable(line.text) for line in lines), face)

    def _highlights(self, name: str, kind: Kind | None) -> None:
        sheet = self._sheet(name, HIGHLIGHT_COLUMNS, [_WIDTHS[column] for column in HIGHLIGHT_COLUMNS])
        n = 0
        for highlight, number, shown, cells in highlight_rows(self.report):
            if (kind is not None and highlight.kind != kind) or n >= MAX_ROWS:
                continue
            n += 1
            reading = self.report.reading(highlight.passage.article)
            label, span, words, against, weight, doubt, note, written = cells
            language = self.report.target_language if reading.is_translated else reading.language
            face = self._face(language)
            values: Iterable[tuple[Cell, Format | None]] = (
                (reading.article.outlet, None),
                (reading.language, None),
                (number, None),
                (label, None),
                (words, face),
                (against, None),
                (weight, self.number),
                (doubt, self.number),
                (note, None),
                (span, None),
                (shown, face),
                (reading.article.id, None),
                (written, self._face(reading.language)),
            )
            for k, (value, format_) in enumerate(values):
                self._put(sheet, n, k, value, format_)
        self._finish(sheet, n, len(HIGHLIGHT_COLUMNS))

    def _articles(self) -> None:
        sheet = self._sheet("articles", ARTICLE_COLUMNS, [_WIDTHS.get(column, 11) for column in ARTICLE_COLUMNS])
        digests = self.report.provenance.digests
        for n, (reading, column) in enumerate(zip(self.report.readings, self.view.columns, strict=True), 1):
            article, share = reading.article, column.share
            values: Sequence[Cell] = (
                article.outlet,
                reading.language,
                article.title,
                reading.title_translation if reading.is_translated else None,
                article.published,
                article.author,
                article.url,
                reading.engine,
                str(reading.route or ""),
                share.n_sentences,
                share.share,
                share.n_sentences - share.n_shared,
                "\n".join((*reading.notes, *article.notes)),
                digests.get(article.id, ""),
                article.id,
            )
            for k, value in enumerate(values):
                name = ARTICLE_COLUMNS[k]
                face = self.share if name == "shared" else self._face(reading.language) if name == "title" else None
                self._put(sheet, n, k, value, face)
        self._finish(sheet, len(self.report.readings), len(ARTICLE_COLUMNS))

    def _sentences(self) -> None:
        sheet = self._sheet("sentences", COLUMNS, [_WIDTHS[column] for column in COLUMNS], frozen=3)
        original, translation = COLUMNS.index("original"), COLUMNS.index("translation")
        language = COLUMNS.index("language")
        n = 0
        for n, row in enumerate(rows_of(self.report), 1):
            if n > MAX_ROWS:
                break
            for k, value in enumerate(row):
                tag = str(row[language]) if k == original else self.report.target_language if k == translation else ""
                self._put(sheet, n, k, value, self._face(tag) if tag else None)
        self._finish(sheet, min(n, MAX_ROWS), len(COLUMNS))

    def _table(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Sequence[Cell], str]]) -> None:
        """Write rows of cells, each with the language of its texts."""
        sheet = self._sheet(name, columns, [_WIDTHS.get(column, 11) for column in columns])
        n = 0
        for n, (row, tag) in enumerate(islice(rows, MAX_ROWS), 1):
            for k, value in enumerate(row):
                self._put(sheet, n, k, value, self._face(tag) if columns[k] in _IN_ITS_LANGUAGE else None)
        self._finish(sheet, n, len(columns))

    def _sources(self) -> None:
        self._table("sources", SOURCE_COLUMNS, source_rows(self.report))

    def _forms(self) -> None:
        self._table("forms", FORM_COLUMNS, form_rows(self.report))

    def _face(self, tag: str) -> Format:
        return self.rtl if direction(tag) == "rtl" else self.text


def source_rows(report: Report) -> Iterator[tuple[Sequence[Cell], str]]:
    """Yield each citation with its cells and the language it is shown in, source by source in the report's order."""
    for source in report.sources:
        for outlet in source.outlets:
            reading = report.reading(outlet.article)
            for citation in outlet.citations:
                passage = citation.passage
                row: Sequence[Cell] = (
                    source.name,
                    source.kind.value,
                    reading.article.outlet,
                    reading.language,
                    passage.sentence + 1,
                    citation.verb,
                    citation.manner,
                    int(citation.is_direct),
                    citation.n_words,
                    int(citation.is_carrier),
                    words_at(report, passage),
                    interval(passage),
                    reading.sentences[passage.sentence].shown,
                    outlet.article,
                )
                yield row, report.target_language if reading.is_translated else reading.language


def form_rows(report: Report) -> Iterator[tuple[Sequence[Cell], str]]:
    """Yield each form of each name with its cells and its language, name by name in the report's order."""
    for concept in report.names:
        for outlet in concept.outlets:
            reading = report.reading(outlet.article)
            for form in outlet.forms:
                row: Sequence[Cell] = (
                    concept.name,
                    concept.kind.value,
                    int(concept.is_given),
                    reading.article.outlet,
                    reading.language,
                    form.text,
                    form.count,
                    int(form.describes),
                    form.original,
                    form.first.sentence + 1,
                    ", ".join(str(k + 1) for k in form.sentences),
                    outlet.article,
                )
                yield row, concept.language


_IN_ITS_LANGUAGE = frozenset({"source", "verb", "named as", "shown", "name", "form"})


def _runs(text: str) -> list[str]:
    """Return a text in parts of which none holds ``_x0041_``: in a rich cell XlsxWriter escapes that twice."""
    parts, start = [], 0
    for found in _ESCAPE.finditer(text):
        parts.append(text[start : found.start() + 2])
        start = found.start() + 2
    return [*parts, text[start:]]


def _clip(text: str, n_units: int) -> str:
    """Return printable text that fits ``n_units`` UTF-16 units; what is cut says so."""
    shown = printable(text)
    if len(shown) * 2 <= n_units or len(shown.encode("utf-16-le")) // 2 <= n_units:
        return shown
    room = n_units - len(_CUT)
    return shown.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + _CUT


def _unisolated(text: str) -> str:
    """Return text without isolates: a cell holds nothing but it, and some spreadsheets show them."""
    return text.replace("\u2068", "").replace("\u2069", "")
