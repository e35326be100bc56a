"""The report as Markdown, for a wiki or a pull request: GitHub's flavour, with tables, and no HTML in it.

Marked words are bold and carry a raised-looking tag of their kind in brackets; the reasons stand as numbered notes
under the table, so that the whole reads well as plain text too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from compare.domain import Report
from compare.files.display import counted, language_name, percent, printable
from compare.files.exports.words import (
    care_lines,
    doubt_words,
    isolated,
    lead_words,
    made_by,
    reason_words,
    signature_lines,
    slight_words,
    standfirst,
)
from compare.files.report_view import View, view_of
from compare.files.view_parts import KIND_NAMES, Column, Line, Reason

# A cell of a table is one line; a sentence longer than any in a newspaper would push the table off the page.
MAX_SENTENCE_CHARS = 2_000
MAX_SOURCES = 12  # rows of the table of sources
_ESCAPED = frozenset("\\`*_{}[]<>#|~&$")
# Wikis turn @name into a message to a person and #12 into a link to an issue; a word joiner between keeps them text.
_CALL = re.compile(r"(?<!\w)([@#])(?=\w)")
_ADDRESS = re.compile(r"(?i)(https?|ftp|mailto|javascript|data)(:)|\bwww(\.)")
_START = re.compile(r"^(\s*)([-+=>]|\d{1,9}[.)])")


def export_md(report: Report) -> bytes:
    """Return the report as UTF-8 Markdown; no text in it can become a heading, link, image, mention or HTML."""
    view = view_of(report)
    lines = [*_head(view), *_shares(view), *_headlines(view), *_leads(view), *_contrasts(view), *_heard(view)]
    lines += [*_balances(view), *_facts(view), *_only(view), *_care(view), *_signature(view)]
    return ("\n".join(lines) + "\n").encode("utf-8")


def plain(text: str) -> str:
    """Return text as Markdown that shows just that text, on one line."""
    flat = " ".join(printable(text).split())
    flat = "".join(f"\\{c}" if c in _ESCAPED else c for c in flat)
    flat = _CALL.sub("\\1\u2060", flat)
    flat = _ADDRESS.sub(lambda found: found.group().replace(":", "&#58;").replace(".", "&#46;"), flat)
    return _START.sub(lambda start: f"{start[1]}{start[2][:-1]}\\{start[2][-1]}", flat)


def _head(view: View) -> Iterator[str]:
    counts = f"{counted(len(view.columns), 'outlet')} · {counted(len(view.languages), 'language')}"
    yield f"# {plain(view.title)}"
    yield ""
    yield " · ".join(part for part in ("Coverage compared", plain(view.dates), counts) if part)
    yield ""
    yield f"*{plain(standfirst(view))}*"
    yield ""


def _shares(view: View) -> Iterator[str]:
    yield "## How much is shared"
    yield ""
    yield from _table(
        ("Outlet", "Language", "Date", "Headline", "Shared", "Only here"),
        [
            (
                f"**{_name(column)}**",
                plain(_language(column)),
                plain(column.date),
                _both(column.title, column.title_original),
                percent(column.share.share),
                f"{column.share.n_sentences - column.share.n_shared} of {column.share.n_sentences}",
            )
            for column in view.columns
        ],
    )


def _headlines(view: View) -> Iterator[str]:
    if not view.marked_headlines:
        return
    yield "## The headlines"
    yield ""
    notes: list[str] = []
    for line in view.marked_headlines:
        yield f"- **{_name(line.column)}**: {_sentence(line, notes)}"
    yield ""
    yield from _notes(notes)


def _leads(view: View) -> Iterator[str]:
    if not view.leads:
        return
    yield "## Who leads with what"
    yield ""
    for lead in view.leads:
        yield f"- **{_name(lead.line.column)}**: {plain(_cut(lead.line.text))} *{plain(lead_words(lead))}*"
    yield ""


def _contrasts(view: View) -> Iterator[str]:
    if not view.contrasts:
        return
    yield "## The weightiest differences"
    yield ""
    for contrast in view.contrasts:
        doubt = f" *{words}*" if (words := doubt_words(contrast.doubt)) else ""
        yield f"{contrast.number}. **{KIND_NAMES[contrast.kind][0]}**: {plain(contrast.note)}{doubt}"
        for part in contrast.excerpts:
            words = _bold(part.text) if not contrast.is_whole else plain(part.text)
            joined = _spaced(part.before, plain(part.before), words, part.text, plain(part.after), part.after)
            yield f"    - {_name(part.column)} ({part.number}): {joined}"
    yield ""


def _heard(view: View) -> Iterator[str]:
    if not view.heard:
        return
    yield "## Who is heard"
    yield ""
    yield "Statements that each outlet reports, in brackets how many in quotation marks, and the verbs."
    yield ""
    rows = []
    for heard in view.heard[:MAX_SOURCES]:
        cells = []
        for cell in heard.cells:
            direct = f" ({cell.n_direct})" if cell and cell.n_direct else ""
            cells.append(f"{cell.n}×{direct} {plain(', '.join(cell.verbs))}" if cell else "–")
        rows.append((f"**{plain(heard.name or 'not made out')}**", *cells))
    yield from _table(("Source", *(_name(column) for column in view.columns)), rows)
    if len(view.heard) > MAX_SOURCES:
        yield f"And {len(view.heard) - MAX_SOURCES} more, each cited less; the workbook lists them all."
        yield ""


def _balances(view: View) -> Iterator[str]:
    yield "## What each outlet adds, and what it leaves out"
    yield ""
    for balance in view.balances:
        yield f"**{_name(balance.column)}**"
        yield ""
        if balance.only:
            for line in balance.only:
                yield f"- Only here: {plain(_cut(line.text))}"
            if balance.n_only > len(balance.only):
                yield f"- and {balance.n_only - len(balance.only)} more only here"
        else:
            yield "- Only here: nothing; all of it is told elsewhere too."
        if balance.column.is_apart:
            yield "- Left out: not counted; this is probably about another event."
        else:
            for line, row in balance.left_out:
                yield f"- Left out: {plain(_cut(line.text))} *({_name(line.column)}, fact {row})*"
        yield ""


def _facts(view: View) -> Iterator[str]:
    if not view.rows:
        return
    yield "## Fact by fact"
    yield ""
    yield "Each row is one thing that two or more outlets tell. Bold words are marked; the figure in brackets is the"
    yield "note below that says why."
    yield ""
    notes: list[str] = []
    rows = []
    for row in view.rows:
        cells = []
        for lines, blank in zip(row.cells, row.blanks, strict=True):
            if lines:
                cells.append(" / ".join(_sentence(line, notes) for line in lines))
            else:
                cells.append(f"*{blank}*")
        rows.append((f"**{row.number}**", *cells))
    yield from _table(("Fact", *(_name(column) for column in view.columns)), rows)
    yield from _notes(notes)


def _only(view: View) -> Iterator[str]:
    yield "## Only in one outlet"
    yield ""
    notes: list[str] = []
    for told in view.articles:
        yield f"**{_name(told.column)}** ({len(told.only)} of {counted(told.column.share.n_sentences, 'sentence')})"
        yield ""
        for line in told.only:
            yield f"- {line.number}: {_sentence(line, notes)}"
        if not told.only:
            yield "- Nothing: all of it is told elsewhere too."
        yield ""
    yield from _notes(notes)


def _notes(notes: Sequence[str]) -> Iterator[str]:
    if notes:
        yield "Why words are marked:"
        yield ""
        for number, note in enumerate(notes, 1):
            yield f"{number}. {note}"
        yield ""


def _care(view: View) -> Iterator[str]:
    yield "## Read with care"
    yield ""
    for words in care_lines(view):
        yield f"- {plain(words)}"
    for line in view.flagged:
        for flag in line.flags:
            yield f"- {_name(line.column)}, sentence {line.number}, translation: {plain(flag.note)}"
    yield ""
    yield "What the kinds mean:"
    yield ""
    for kind, n in view.kinds:
        yield f"- **{KIND_NAMES[kind][0]}** ({n}): {KIND_NAMES[kind][1]}"
    yield ""


def _signature(view: View) -> Iterator[str]:
    yield "***"
    yield ""
    yield plain(made_by(view))
    yield ""
    for name, value in signature_lines(view):
        yield f"- {plain(name)}: {plain(value)}"


def _sentence(line: Line, notes: list[str]) -> str:
    """Return a sentence with its marks in bold, the numbers of their notes, and its original; notes are added to."""
    budget = MAX_SENTENCE_CHARS
    parts: list[str] = []
    for piece in line.pieces:
        if budget <= 0:
            break
        shown = piece.text[:budget]
        budget -= len(piece.text)
        part = _padded(shown, _bold(shown) if piece.kinds else plain(shown))
        if parts and parts[-1].endswith("**") and part.startswith("**"):
            part = f"\u2060{part}"
        parts.append(part)
    words = "".join(parts).strip()
    if len(line.text) > MAX_SENTENCE_CHARS:
        words += f"… *(cut here; the sentence has {len(line.text):,} characters)*"
    own = [_note(reason) for reason in line.reasons]
    if line.asides:
        own.append(plain(slight_words(line.asides)))
    notes.extend(own)
    if count := len(own):
        first = len(notes) - count + 1
        words += " " + "".join(f"\\[{number}\\]" for number in range(first, len(notes) + 1))
    if line.original is not None:
        words += f" — *{plain(_cut(line.original))}*"
    for flag in line.flags:
        words += f" △ *{plain(flag.note)}*"
    return words


def _note(reason: Reason) -> str:
    return f"**{KIND_NAMES[reason.kind][0]}** {plain(reason_words(reason))}"


def _padded(raw: str, words: str) -> str:
    """Return words with the white space that ``raw`` had at its ends, as one space."""
    if not words:
        return " " if raw else ""
    return f"{' ' * raw[0].isspace()}{words}{' ' * raw[-1].isspace()}"


def _spaced(before: str, plain_before: str, words: str, text: str, plain_after: str, after: str) -> str:
    return (_padded(before, plain_before) + _padded(text, words) + _padded(after, plain_after)).strip()


def _bold(text: str) -> str:
    """Return words in bold, whatever stands beside them.

    Asterisks between a letter and a mark are no markup, as in ``他说**“好”**``: a word joiner, which is neither and is
    not seen, stands between them and the mark then.
    """
    words = plain(text)
    if not words:
        return ""
    first, last = ("" if c.isalnum() else "\u2060" for c in (words[0], words[-1]))
    return f"**{first}{words}{last}**"


def _cut(text: str) -> str:
    return text if len(text) <= MAX_SENTENCE_CHARS else f"{text[:MAX_SENTENCE_CHARS]}… (cut; {len(text):,} characters)"


def _name(column: Column) -> str:
    return plain(isolated(column.outlet))


def _language(column: Column) -> str:
    name = language_name(column.language)
    return f"{name}, not translated" if column.state == "untranslated" else name


def _both(title: str, original: str) -> str:
    return f"{plain(title)} — *{plain(original)}*" if original else plain(title)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
