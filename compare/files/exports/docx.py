"""The report as a Word document: styles, tables with header rows, marks as character styles, reasons as comments.

Built with python-docx; every text goes in as text of a run, in its own language and direction.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from compare.domain import Kind, Report, direction
from compare.files.display import counted, language_name, percent, printable
from compare.files.exports.palette import colours
from compare.files.exports.words import (
    care_lines,
    doubt_words,
    isolated,
    lead_words,
    made_by,
    reason_words,
    signature_lines,
    standfirst,
    untold_words,
)
from compare.files.report_html import WHOLE_KINDS
from compare.files.report_view import View, view_of
from compare.files.view_parts import KIND_NAMES, Balance, Column, ContrastView, Line, Reason, Told
from compare.steps.pieces import cut

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

SERIF, SANS, MONO = "Cambria", "Calibri", "Consolas"
# What Word and LibreOffice take for scripts that the fonts above lack.
EAST_ASIAN, COMPLEX = "Noto Serif CJK SC", "Noto Naskh Arabic"
# Word's underlines, one a kind, so that a print in greys says the same; a box for numbers is made apart.
UNDERLINES = {
    Kind.LABEL: "thick",
    Kind.LOADED: "wave",
    Kind.ATTRIBUTION: "dottedHeavy",
    Kind.HEDGE: "dash",
    Kind.NEGATION: "double",
    Kind.QUOTE: "single",
    Kind.AGENCY: "dashDotDotHeavy",
    Kind.OMISSION: "dotted",
    Kind.EMPHASIS: "dotDash",
    Kind.TONE: "wavyDouble",
}
# A file says nothing of when it was made, so the same report is the same file.
_WHEN = datetime(1980, 1, 1, tzinfo=UTC)
MAX_TABLE_COLUMNS = 5  # more outlets than this are listed under each fact; a landscape page has no room for them
WHOLE_CHARS = 500  # of a cell in a row that stays on one page: 16 lines of 50 mm, half a page that lies


def export_docx(report: Report) -> bytes:
    """Return the report as a .docx file; the same report gives the same bytes."""
    return _Writer(view_of(report)).written()


class _Writer:
    """Writes one view into one document, from top to bottom."""

    def __init__(self, view: View) -> None:
        import docx

        self.view = view
        self.doc: Document = docx.Document()
        self.n_comments = 0
        self.palette = {name: value[1:] for name, value in colours().items()}

    def written(self) -> bytes:
        """Return the finished file."""
        self._set_up()
        self._masthead()
        self._shares()
        self._headlines()
        self._leads()
        self._contrasts()
        self._balances()
        if self.view.rows:
            self._turn(landscape=True)
            self._facts()
            self._turn(landscape=False)
        self._articles()
        self._care()
        self._signature()
        out = io.BytesIO()
        self.doc.save(out)
        return _still(out.getvalue())

    # ── what the document is made of ──────────────────────────────────────────────────────────────────────────────

    def _set_up(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Mm, Pt

        properties = self.doc.core_properties
        properties.title = _flat(self.view.title, 250)
        properties.author = properties.last_modified_by = f"compare {_flat(self.view.version, 60)}"
        properties.subject = "Coverage compared"
        properties.identifier = self.view.seal
        properties.comments = ""
        properties.created = properties.modified = _WHEN
        properties.language = "en"
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(19)
        section.top_margin, section.bottom_margin = Mm(20), Mm(20)
        styles = self.doc.styles
        normal = styles["Normal"]
        self._font(normal, SERIF, 10)
        normal.paragraph_format.space_after = Pt(4)
        normal.paragraph_format.line_spacing = 1.12
        for name, size, before, after in (("Title", 24, 6, 4), ("Heading 1", 15, 20, 4), ("Heading 2", 11, 12, 3)):
            style = styles[name]
            self._font(style, SANS if name == "Heading 2" else SERIF, size, bold=True, colour="ink")
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
            style.paragraph_format.keep_with_next = True
            _child(style.element.get_or_add_pPr(), "w:pBdr", remove=True)
        _borders(styles["Heading 1"].element.get_or_add_pPr(), "w:pBdr", {"top": ("single", 8, self.palette["ink"], 6)})
        paragraphs: tuple[tuple[str, str, float, dict[str, Any]], ...] = (
            ("Standfirst", SERIF, 12, {"italic": True, "colour": "quiet"}),
            ("Intro", SANS, 9, {"colour": "quiet"}),
            ("Meta", SANS, 8.5, {"colour": "quiet"}),
            ("Outlet", SANS, 9.5, {"bold": True}),
            ("Original", SERIF, 9, {"colour": "quiet"}),
            ("Flag", SANS, 8, {"colour": "accent"}),
            ("Cell", SERIF, 9.5, {}),
            ("Cell head", SANS, 9.5, {"bold": True}),
        )
        for name, font, points, options in paragraphs:
            style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = normal
            self._font(style, font, points, **options)
            style.paragraph_format.space_after = Pt(3)
        styles["Outlet"].paragraph_format.keep_with_next = True
        styles["Intro"].paragraph_format.keep_with_next = True
        for kind in Kind:
            self._mark_style(styles.add_style(mark_style(kind), WD_STYLE_TYPE.CHARACTER), kind)
        quiet = styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
        quiet.font.color.rgb = self._rgb("quiet")
        lone = styles.add_style("Only here", WD_STYLE_TYPE.CHARACTER)
        _set(lone.element.get_or_add_rPr(), "w:u", val="dotted", color=self.palette["alone"])
        code = styles.add_style("Digest", WD_STYLE_TYPE.CHARACTER)
        self._font(code, MONO, 7.5)
        # python-docx looks a style up by reading them all; a document has thousands of runs.
        self.ids = {style.name: style.style_id for style in styles}
        self._header_and_footer()

    def _font(
        self, style: Any, name: str, size: float, *, bold: bool = False, italic: bool = False, colour: str = ""
    ) -> None:
        from docx.shared import Pt

        style.font.name, style.font.size, style.font.bold, style.font.italic = name, Pt(size), bold, italic
        if colour:
            style.font.color.rgb = self._rgb(colour)
        properties = style.element.get_or_add_rPr()
        fonts = _child(properties, "w:rFonts")
        for theme in [key for key in fonts.attrib if "heme" in key]:
            del fonts.attrib[theme]
        _set(properties, "w:rFonts", ascii=name, hAnsi=name, eastAsia=EAST_ASIAN, cs=COMPLEX)
        # Word sizes Arabic and its like apart from Latin letters.
        _set(properties, "w:szCs", val=str(round(size * 2 * 1.1)))

    def _mark_style(self, style: Any, kind: Kind) -> None:
        properties = style.element.get_or_add_rPr()
        colour = self.palette[kind.value]
        if kind == Kind.NUMBER:
            _set(properties, "w:bdr", val="single", sz="6", space="0", color=colour)
        else:
            _set(properties, "w:u", val=UNDERLINES[kind], color=colour)
        _set(properties, "w:shd", val="clear", color="auto", fill=self.palette["mark"])

    def _rgb(self, name: str) -> Any:
        from docx.shared import RGBColor

        return RGBColor.from_string(self.palette[name].upper())

    def _header_and_footer(self) -> None:
        section = self.doc.sections[0]
        section.different_first_page_header_footer = True
        head = section.header.paragraphs[0]
        head._p.style = self.ids["Meta"]
        self._run(head, _flat(self.view.title, 110))
        self._run(head, "  ·  Coverage compared")
        for footer in (section.footer, section.first_page_footer):
            foot = footer.paragraphs[0]
            foot._p.style = self.ids["Meta"]
            self._run(foot, "Seal ")
            self._run(foot, self.view.seal, style="Digest")
            self._run(foot, "    ")
            _field(foot, "PAGE")
            self._run(foot, " / ")
            _field(foot, "NUMPAGES")

    def _turn(self, *, landscape: bool) -> None:
        """Begin a section on a new page, lying or standing."""
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self.doc.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (Mm(297), Mm(210)) if landscape else (Mm(210), Mm(297))
        side = 14 if landscape else 19
        section.left_margin = section.right_margin = Mm(side)

    # ── text ──────────────────────────────────────────────────────────────────────────────────────────────────────

    def _run(self, paragraph: Paragraph, text: str, tag: str = "en", style: str | None = None) -> Run:
        """Add text in its language; right-to-left text is marked so, letter shapes and order both depend on it."""
        run = paragraph.add_run(printable(text))
        if style:
            run._r.style = self.ids[style]
        if tag != "en":
            properties = run._r.get_or_add_rPr()
            is_rtl = direction(tag) == "rtl"
            if is_rtl:
                _set(properties, "w:rtl")
            name = _language(tag)
            _set(properties, "w:lang", **{"bidi" if is_rtl else "val": name, "eastAsia": name})
        return run

    def _paragraph(
        self, where: Any, text: str = "", *, tag: str = "en", style: str | None = None, run_style: str | None = None
    ) -> Paragraph:
        paragraph: Paragraph = where.add_paragraph()
        if style:
            paragraph._p.style = self.ids[style]
        if direction(tag) == "rtl":
            _set(paragraph._p.get_or_add_pPr(), "w:bidi")
        if text:
            self._run(paragraph, text, tag, run_style)
        return paragraph

    def _heading(self, text: str, level: int) -> Paragraph:
        heading: Paragraph = self.doc.add_heading(printable(text), level)
        return heading

    def _chip(self, paragraph: Paragraph, kind: Kind) -> None:
        self._run(paragraph, KIND_NAMES[kind][0], style=mark_style(kind)).font.bold = True

    def _marked(self, paragraph: Paragraph, line: Line, *, comments: bool, base: str | None = None) -> None:
        """Add a sentence with its marks, and a comment for each reason at the words it is about."""
        tag = line.column.shown_language
        reasons = [*line.reasons, *line.asides] if comments else list(line.reasons)
        shown = [reason for reason in reasons if reason.is_prominent and not reason.is_whole]
        commented = reasons if comments else []
        spans: list[tuple[Any, tuple[int, Reason]]] = [
            (reason.span, (k, reason)) for k, reason in enumerate(reasons) if reason in shown or reason in commented
        ]
        covered: dict[int, list[Run]] = {}
        for piece in cut(line.text, spans):
            marks = [reason for _, reason in piece.marks if reason in shown]
            run = self._run(paragraph, piece.text, tag, mark_style(marks[0].kind) if marks else base)
            for k, _ in piece.marks:
                covered.setdefault(k, []).append(run)
        for k, reason in enumerate(reasons):
            if k in covered and reason in commented and reason.is_prominent:
                self._comment(covered[k], [_commented(reason)])
        slight = [k for k, reason in enumerate(reasons) if k in covered and not reason.is_prominent]
        if slight:
            # One balloon a sentence: eight of them about words that may mean nothing hide the one that does.
            words = [_commented(reasons[k]) for k in slight]
            self._comment(covered[slight[0]], ["Slight or doubtful, so not marked:", *words])

    def _comment(self, runs: Sequence[Run], paragraphs: Sequence[str]) -> None:
        """Add a comment to words, without a date.

        ``Document.add_comment`` looks for a free number among all there are, which takes the square of their number.
        """
        from docx.comments import Comment
        from docx.oxml.ns import nsdecls
        from docx.oxml.parser import parse_xml

        number = self.n_comments
        self.n_comments += 1
        element: Any = parse_xml(
            f'<w:comment {nsdecls("w")} w:id="{number}" w:author="compare" w:initials="c"><w:p>'
            '<w:pPr><w:pStyle w:val="CommentText"/></w:pPr>'
            '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:annotationRef/></w:r></w:p></w:comment>'
        )
        comments: Any = self.doc.comments
        comments._comments_elm.append(element)
        comment = Comment(element, comments._comments_part)
        for k, words in enumerate(paragraphs):
            paragraph = comment.paragraphs[0] if k == 0 else comment.add_paragraph()
            paragraph.add_run(printable(words))
        runs[0].mark_comment_range(runs[-1], number)

    def _sentence(self, where: Any, line: Line, first: Paragraph | None = None) -> None:
        """Add a sentence with its original and its doubts, all of it commented."""
        paragraph = first or self._paragraph(where, style="Cell")
        paragraph._p.style = self.ids["Cell"]
        if line.column.shown_direction == "rtl":
            _set(paragraph._p.get_or_add_pPr(), "w:bidi")
        self._marked(paragraph, line, comments=True)
        if line.bar:
            edge = {
                Kind.OMISSION: ("single", 24),
                Kind.EMPHASIS: ("double", 6),
                Kind.TONE: ("dotted", 18),
            }.get(line.bar, ("single", 24))
            side = "right" if line.column.shown_direction == "rtl" else "left"
            border = (*edge, self.palette[line.bar.value], 6)
            _borders(paragraph._p.get_or_add_pPr(), "w:pBdr", {side: border})
        self._run(
            paragraph, f"\u200e\u00a0\u00a0{'leads' if line.is_lead else line.number}", style="Quiet"
        ).font.size = _points(7)
        if line.original is not None:
            self._paragraph(where, line.original, tag=line.column.language, style="Original")
        for flag in line.flags:
            self._paragraph(where, f"△ Translation: {flag.note}", style="Flag")

    # ── the parts, in order ───────────────────────────────────────────────────────────────────────────────────────

    def _masthead(self) -> None:
        view = self.view
        counts = f"{counted(len(view.columns), 'outlet')} · {counted(len(view.languages), 'language')}"
        self._paragraph(self.doc, " · ".join(x for x in ("Coverage compared", view.dates, counts) if x), style="Meta")
        self.doc.add_heading(printable(view.title), 0)
        self._paragraph(self.doc, standfirst(view), style="Standfirst")

    def _shares(self) -> None:
        self._heading("The outlets, and how much of each is shared", 1)
        table = self._table(("Outlet", "Headline", "Read as", "Shared", "Only here"), (38, 62, 36, 18, 18))
        for column in self.view.columns:
            cells = self._row(table)
            share = column.share
            self._fill(cells[0], column.outlet, style="Cell head")
            if column.date or column.author:
                self._paragraph(cells[0], " · ".join(x for x in (column.author, column.date) if x), style="Meta")
            self._fill(cells[1], column.title, tag=column.shown_language)
            if column.title_original:
                self._paragraph(cells[1], column.title_original, tag=column.language, style="Original")
            self._fill(cells[2], _origin(column), style="Meta")
            if column.is_apart:
                self._paragraph(cells[2], "Probably another event.", style="Flag")
            self._fill(cells[3], f"{percent(share.share)}")
            self._fill(cells[4], f"{share.n_sentences - share.n_shared} of {share.n_sentences}")
        _finish(table)

    def _headlines(self) -> None:
        if not self.view.marked_headlines:
            return
        self._heading("The headlines", 1)
        self._paragraph(self.doc, "Read beside each other; comments say why words are marked.", style="Intro")
        for line in self.view.marked_headlines:
            self._paragraph(self.doc, line.column.outlet, style="Outlet")
            words = self._paragraph(self.doc, tag=line.column.shown_language)
            self._marked(words, line, comments=True)
            if line.original is not None:
                self._paragraph(self.doc, line.original, tag=line.column.language, style="Original")

    def _leads(self) -> None:
        if not self.view.leads:
            return
        self._heading("Who leads with what", 1)
        self._paragraph(
            self.doc, "The first sentence of each article, and where the others tell the same.", style="Intro"
        )
        for lead in self.view.leads:
            self._paragraph(self.doc, lead.line.column.outlet, style="Outlet")
            self._paragraph(self.doc, lead.line.text, tag=lead.line.column.shown_language)
            self._paragraph(self.doc, lead_words(lead), style="Meta")

    def _contrasts(self) -> None:
        contrasts = self.view.contrasts
        if not contrasts:
            return
        self._heading("The weightiest differences" if len(contrasts) > 1 else "The weightiest difference", 1)
        self._paragraph(
            self.doc,
            "Strongest first, after what the translation may have done; varied, so that no kind and no sentence fills "
            "the list. Evidence, not a verdict.",
            style="Intro",
        )
        for contrast in contrasts:
            self._contrast(contrast)

    def _contrast(self, contrast: ContrastView) -> None:
        head = self.doc.add_heading("", 2)
        self._run(head, f"{contrast.number}  ").font.color.rgb = self._rgb("accent")
        self._chip(head, contrast.kind)
        self._run(head, f"  {contrast.note}")
        if doubt := doubt_words(contrast.doubt):
            self._paragraph(self.doc, doubt, style="Meta").paragraph_format.keep_with_next = True
        table = self._table((), (46, 126))
        for part in contrast.excerpts:
            cells = self._row(table)
            name = self._fill(cells[0], part.column.outlet, style="Outlet")
            self._run(name, f"\u200e\u00a0 {part.number}", style="Quiet").font.bold = False
            words = self._fill(cells[1], "", tag=part.column.shown_language)
            tag = part.column.shown_language
            self._run(words, part.before, tag, "Quiet")
            self._run(words, part.text, tag, None if contrast.is_whole else mark_style(contrast.kind))
            self._run(words, part.after, tag, "Quiet")
        _finish(table, inner=False)

    def _balances(self) -> None:
        self._heading("What each outlet adds, and what it leaves out", 1)
        self._paragraph(
            self.doc,
            "Added: sentences that no other outlet has. Left out: facts that most outlets tell and this one does not.",
            style="Intro",
        )
        table = self._table(("Outlet", "Only here", "Left out"), (34, 69, 69))
        for balance in self.view.balances:
            self._balance(self._row(table), balance)
        _finish(table)

    def _balance(self, cells: Sequence[_Cell], balance: Balance) -> None:
        self._fill(cells[0], balance.column.outlet, style="Cell head")
        lines = iter(balance.only)
        first = next(lines, None)
        if first is None:
            self._fill(cells[1], "Nothing: all of it is told elsewhere too.", style="Meta")
        else:
            self._fill(cells[1], first.text, tag=first.column.shown_language)
        for line in lines:
            self._paragraph(cells[1], line.text, tag=line.column.shown_language, style="Cell")
        if balance.n_only > len(balance.only):
            self._paragraph(cells[1], f"and {balance.n_only - len(balance.only)} more", style="Meta")
        if balance.column.is_apart:
            self._fill(cells[2], "Not counted: this is probably about another event.", style="Meta")
            return
        if not balance.left_out:
            self._fill(cells[2], "Nothing that most others tell.", style="Meta")
        for k, (line, row) in enumerate(balance.left_out):
            tag = line.column.shown_language
            words = (
                self._fill(cells[2], line.text, tag=tag)
                if k == 0
                else self._paragraph(cells[2], line.text, tag=tag, style="Cell")
            )
            self._run(words, f"  {isolated(line.column.outlet)}, fact {row}", style="Quiet").font.size = _points(7.5)

    def _facts(self) -> None:
        view = self.view
        self._heading("Fact by fact", 1)
        self._paragraph(
            self.doc,
            "Each row is one thing that two or more outlets tell, in the order the story tells it. A shaded field is "
            "left out. Small figures are the sentence's place in its article; comments say why words are marked.",
            style="Intro",
        )
        self._legend()
        if len(view.columns) > MAX_TABLE_COLUMNS:
            self._facts_listed()
            return
        width = (297 - 2 * 14 - 12) / len(view.columns)
        table = self._table(("Fact", *(column.outlet for column in view.columns)), (12, *[width] * len(view.columns)))
        for row in view.rows:
            cells = self._row(table)
            number = self._fill(cells[0], str(row.number), style="Cell head")
            number.runs[0].font.color.rgb = self._rgb("accent")
            self._paragraph(cells[0], f"{row.n_tellers}/{len(view.columns)}", style="Meta")
            for cell, lines, blank in zip(cells[1:], row.cells, row.blanks, strict=True):
                if not lines:
                    self._fill(cell, blank, style="Meta", italic=True)
                    _set(cell._tc.get_or_add_tcPr(), "w:shd", val="clear", color="auto", fill=self.palette["blank"])
                for k, line in enumerate(lines):
                    self._sentence(cell, line, cell.paragraphs[0] if k == 0 else None)
        _finish(table)

    def _facts_listed(self) -> None:
        for row in self.view.rows:
            self._heading(f"Fact {row.number}: told by {row.n_tellers} of {len(self.view.columns)}", 2)
            table = self._table((), (52, 217))
            for column, lines in zip(self.view.columns, row.cells, strict=True):
                if not lines:
                    continue
                cells = self._row(table)
                self._fill(cells[0], column.outlet, style="Cell head")
                for k, line in enumerate(lines):
                    self._sentence(cells[1], line, cells[1].paragraphs[0] if k == 0 else None)
            _finish(table)
            if untold := untold_words(self.view, row):
                self._paragraph(self.doc, untold, style="Meta")

    def _legend(self) -> None:
        if not self.view.kinds:
            return
        table = self._table(("Mark", "What it means", "Mark", "What it means"), (28, 106, 28, 106))
        kinds = self.view.kinds
        half = (len(kinds) + 1) // 2
        for k in range(half):
            cells = self._row(table)
            for side, (kind, n) in enumerate(kinds[k::half]):
                self._chip(self._fill(cells[2 * side], ""), kind)
                whole = " The whole sentence, with a line beside it." if kind in WHOLE_KINDS else ""
                self._fill(cells[2 * side + 1], f"{KIND_NAMES[kind][1]}{whole} ({n})", style="Meta")
        _finish(table)
        self._paragraph(self.doc, style="Meta")

    def _articles(self) -> None:
        self._heading("The articles in full", 1)
        self._paragraph(
            self.doc,
            "In their own order. Raised figures are the facts; a dotted line is under what only this outlet tells.",
            style="Intro",
        )
        for told in self.view.articles:
            self._article(told)

    def _article(self, told: Told) -> None:
        column = told.column
        self._heading(column.outlet, 2)
        head = (column.language_name, column.author, column.date, counted(column.share.n_sentences, "sentence"))
        self._paragraph(self.doc, " · ".join(part for part in head if part), style="Meta")
        if column.title:
            title = self._paragraph(self.doc, column.title, tag=column.shown_language)
            title.runs[0].font.bold, title.runs[0].font.size = True, _points(13)
        for paragraph in told.paragraphs:
            words = self._paragraph(self.doc, tag=column.shown_language)
            for line in paragraph:
                is_lone = not line.rows and line.kind.value == "sentence"
                self._marked(words, line, comments=not line.rows, base="Only here" if is_lone else None)
                if line.rows:
                    figures = self._run(words, " " + ",".join(str(row) for row in line.rows), style="Quiet")
                    figures.font.superscript = True
                self._run(words, " ")
            # What others tell too stands with its original under its fact.
            for line in paragraph:
                if not line.rows and line.original is not None:
                    figure = f"{line.number}: "
                    self._paragraph(self.doc, figure + line.original, tag=column.language, style="Original")
        if column.link:
            self._paragraph(self.doc, column.link, style="Meta")

    def _care(self) -> None:
        self._heading("Read with care", 1)
        for words in care_lines(self.view):
            self._paragraph(self.doc, words, style="List Bullet")
        flags = [(line, flag) for line in self.view.flagged for flag in line.flags]
        if flags:
            self._heading("Translations that did not pass a check", 2)
            for line, flag in flags:
                where = f"{isolated(line.column.outlet)}, sentence {line.number}: {flag.note}"
                self._paragraph(self.doc, where, style="List Bullet")

    def _signature(self) -> None:
        self._heading("How this report was made", 1)
        self._paragraph(self.doc, made_by(self.view), style="Intro")
        table = self._table(("What", "Value"), (42, 130))
        for name, value in signature_lines(self.view):
            cells = self._row(table)
            self._fill(cells[0], name, style="Meta")
            self._run(self._fill(cells[1], "", style="Meta"), value, style="Digest")
        _finish(table)

    # ── tables ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _table(self, heads: Sequence[str], widths_mm: Sequence[float]) -> Table:
        """Add a table of fixed column widths; with ``heads``, a first row that repeats on each page."""
        from docx.shared import Mm

        table: Table = self.doc.add_table(rows=1 if heads else 0, cols=len(widths_mm))
        table.autofit = False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = Mm(width)
        if heads:
            _set(table.rows[0]._tr.get_or_add_trPr(), "w:tblHeader")
            for cell, words in zip(table.rows[0].cells, heads, strict=True):
                self._fill(cell, words, style="Outlet")
                bottom = {"bottom": ("single", 12, self.palette["ink"], 0)}
                _borders(cell._tc.get_or_add_tcPr(), "w:tcBorders", bottom)
        return table

    def _row(self, table: Table) -> Sequence[_Cell]:
        """Add a row, and return its cells."""
        row: Any = table.add_row()  # type: ignore[no-untyped-call]
        cells: Sequence[_Cell] = row.cells
        return cells

    def _fill(self, cell: _Cell, text: str, *, tag: str = "en", style: str = "Cell", italic: bool = False) -> Paragraph:
        """Write into a cell's first paragraph."""
        paragraph: Paragraph = cell.paragraphs[0]
        paragraph._p.style = self.ids[style]
        if direction(tag) == "rtl":
            _set(paragraph._p.get_or_add_pPr(), "w:bidi")
        if text:
            self._run(paragraph, text, tag).font.italic = italic or None
        return paragraph


def _commented(reason: Reason) -> str:
    return f"{KIND_NAMES[reason.kind][0]}. {reason_words(reason)}"


def mark_style(kind: Kind) -> str:
    """Return the name of the character style that marks a kind."""
    return f"Mark {kind.value}"


def _origin(column: Column) -> str:
    if column.state == "original":
        return column.language_name
    if column.state == "untranslated":
        return f"{column.language_name}, not translated"
    return f"{' → '.join(column.route) or language_name(column.language)} ({column.engine})"


def _flat(text: str, n_chars: int) -> str:
    """Return text on one line, cut to what a field of the document holds."""
    return printable(" ".join(text[: n_chars * 2].split()))[:n_chars]


def _language(tag: str) -> str:
    """Return a language tag as Word takes it: letters, figures and hyphens only."""
    plain = "".join(c for c in tag if c.isascii() and (c.isalnum() or c == "-"))
    return plain[:20] or "en"


def _points(size: float) -> Any:
    from docx.shared import Pt

    return Pt(size)


def _child(parent: Any, name: str, *, remove: bool = False) -> Any:
    """Return the child element called ``name``, made where it is missing; or take it away."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    found = parent.find(qn(name))
    if remove:
        if found is not None:
            parent.remove(found)
        return None
    if found is None:
        found = OxmlElement(name)
        _insert(parent, found)
    return found


# The order that the schema asks for within each kind of properties; Word refuses a file that has another.
_ORDER = {
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
    "lang eastAsianLayout specVanish oMath",
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader tblCellSpacing jc hidden",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
}
_PLACE = {name: {tag: k for k, tag in enumerate(order.split())} for name, order in _ORDER.items()}


def _insert(parent: Any, child: Any) -> None:
    """Add a child where the schema wants it among its siblings."""
    places = _PLACE.get(_local(parent), {})
    place = places.get(_local(child), len(places))
    for k, sibling in enumerate(parent):
        if places.get(_local(sibling), len(places)) > place:
            parent.insert(k, child)
            return
    parent.append(child)


def _local(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _set(parent: Any, name: str, **attributes: str) -> None:
    """Set a property element and its attributes."""
    from docx.oxml.ns import qn

    element = _child(parent, name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)


def _borders(parent: Any, name: str, sides: dict[str, tuple[str, int, str, int]]) -> None:
    """Set borders by side: line style, eighths of a point, colour, points of space."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    borders = _child(parent, name)
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        if side in sides:
            style, size, colour, space = sides[side]
            edge = OxmlElement(f"w:{side}")
            for key, value in (("val", style), ("sz", str(size)), ("space", str(space)), ("color", colour)):
                edge.set(qn(f"w:{key}"), value)
            borders.append(edge)


def _finish(table: Table, *, inner: bool = True) -> None:
    """Rule a table lightly, keep each short row on one page, and leave room after it.

    A tall row may be parted: moved to the next page as a whole, it would leave half a page empty.
    """
    from docx.oxml.ns import qn

    rule = colours()["rule"][1:]
    if inner:
        line = ("single", 4, rule, 0)
        _borders(table._tbl.tblPr, "w:tblBorders", {"bottom": line, "insideH": line, "insideV": line})
        # Text would touch the rule above it: Word's own margins are at the sides only. In twentieths of a point.
        margins = _child(table._tbl.tblPr, "w:tblCellMar")
        for side, twips in (("top", 50), ("left", 100), ("bottom", 30), ("right", 100)):
            _set(margins, f"w:{side}", w=str(twips), type="dxa")
    rows: list[Any] = table._tbl.findall(qn("w:tr"))
    for row in rows:
        # Not itertext: paragraphs and runs of python-docx have a text of their own, and would count thrice.
        lengths = [sum(len(text.text or "") for text in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        if max(lengths, default=0) <= WHOLE_CHARS:
            _set(row.get_or_add_trPr(), "w:cantSplit")


def _field(paragraph: Paragraph, instruction: str) -> None:
    """Add a field that Word fills in, such as the page's number."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            words = OxmlElement("w:instrText")
            words.text = text
            run._r.append(words)


def _still(data: bytes) -> bytes:
    """Return a zip file with the same members and no times of day."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        members: Iterable[zipfile.ZipInfo] = old.infolist()
        for member in members:
            info = zipfile.ZipInfo(member.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(member))
    return out.getvalue()
