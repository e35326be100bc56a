"""The report as a summary for a terminal: what the page shows first, in plain lines of a given width."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from compare.domain import Kind, Report, primary
from compare.files.display import counted, in_words, language_name, percent, terminal
from compare.files.report_view import View, clip, place_words, view_of
from compare.files.view_parts import KIND_NAMES, Column, ContrastView, LeadView, Line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

# The sixteen colours every terminal has; the reader's own theme sees to their contrast.
STYLES = {
    Kind.LABEL: "red",
    Kind.LOADED: "magenta",
    Kind.ATTRIBUTION: "yellow",
    Kind.HEDGE: "yellow",
    Kind.NEGATION: "bright_magenta",
    Kind.NUMBER: "blue",
    Kind.QUOTE: "cyan",
    Kind.AGENCY: "bright_red",
    Kind.OMISSION: "bright_black",
    Kind.EMPHASIS: "green",
    Kind.TONE: "bright_blue",
}
BAR_CELLS = 20
MAX_LISTED = 3  # per outlet: a terminal page is short, and the whole list is in the page
MAX_FLAGS = 8
LEAD_CHARS = 220
NAME_CELLS = 24
NARROWEST = 40


def render_text(report: Report, *, width: int = 100, colour: bool = False) -> str:
    """Return the summary in lines of at most ``width`` cells (never fewer than 40).

    Without ``colour`` there is no escape sequence at all, and the words in question stand in [brackets].
    """
    from rich.console import Console

    view = view_of(report)
    out = StringIO()
    console = Console(
        file=out,
        width=max(NARROWEST, width),
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    _print_head(console, view)
    _print_headlines(console, view.marked_headlines, colour=colour)
    _print_leads(console, view.leads)
    _print_contrasts(console, view.contrasts, colour=colour)
    _print_balances(console, view)
    _print_care(console, view)
    # Padding to the full width is of use to no one, and makes copies and goldens ugly.
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _text(*parts: tuple[str, str] | str) -> Text:
    """Return styled text of parts that cannot move the cursor, break the line, or turn what follows."""
    from rich.text import Text

    return Text.assemble(
        *((_flat(part), "") if isinstance(part, str) else (_flat(part[0]), part[1]) for part in parts), overflow="fold"
    )


def _flat(text: str) -> str:
    """Return text on one line; white space at the ends stays, as one space."""
    flat = " ".join(terminal(text).split())
    if not flat:
        return " " if text else ""
    return f"{' ' * text[0].isspace()}{flat}{' ' * text[-1].isspace()}"


def _grid(rows: Iterable[tuple[RenderableType, ...]], *, indent: int, widths: tuple[int | None, ...]) -> RenderableType:
    """Return rows in columns; a width of None takes what is left."""
    from rich.padding import Padding
    from rich.table import Table

    table = Table.grid(padding=(0, 2), expand=True, pad_edge=False)
    for cells in widths:
        if cells is None:
            table.add_column(ratio=1, overflow="fold")
        else:
            table.add_column(width=cells, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return Padding(table, (0, 0, 0, indent))


def _heading(console: Console, words: str) -> None:
    console.print()
    console.print(_text((words, "bold")))
    console.print(_text(("─" * console.width, "dim")))


def _name_cells(console: Console, columns: Iterable[Column]) -> int:
    """Return how many cells the column of outlets gets: the longest name, within a third of the width."""
    from rich.cells import cell_len

    longest = max((cell_len(_flat(column.outlet)) for column in columns), default=0)
    return max(8, min(longest, NAME_CELLS, console.width // 3))


def _print_head(console: Console, view: View) -> None:
    console.print(_text((view.title, "bold")))
    summary = view.summary
    counts = [counted(len(view.columns), "outlet"), counted(len(view.languages), "language"), view.dates]
    console.print(_text((" · ".join(part for part in counts if part), "dim")))
    console.print()
    alone = summary.n_sentences - summary.n_shared
    console.print(
        _text(
            f"{in_words(len(view.columns)).capitalize()} "
            f"{'outlet tells' if len(view.columns) == 1 else 'outlets tell'} this story in "
            f"{counted(summary.n_sentences, 'sentence')}: {summary.n_shared} are told by another outlet too, "
            f"{alone} {'stands' if alone == 1 else 'stand'} alone."
        )
    )
    _heading(console, "The outlets, and how much of each is shared")
    names = _name_cells(console, view.columns)
    rows = []
    for column in view.columns:
        filled = round(column.share.share * BAR_CELLS)
        bar = _text(("█" * filled, "cyan"), ("░" * (BAR_CELLS - filled), "dim"))
        n = counted(column.share.n_sentences, "sentence")
        rows.append((_text((column.outlet, "bold")), bar, _text(f"{percent(column.share.share)} of {n}")))
        rows.append((_text(""), _text(""), _text((_origin(column), "dim"))))
        if column.title:
            rows.append((_text(""), _text(""), _text((clip(column.title, 120), "italic"))))
    bar_cells = BAR_CELLS if console.width >= 72 else 0
    if bar_cells:
        console.print(_grid(rows, indent=0, widths=(names, bar_cells, None)))
    else:
        console.print(_grid(((name, rest) for name, _, rest in rows), indent=0, widths=(names, None)))


def _origin(column: Column) -> str:
    """Return in which language an article is, and how it was read."""
    if column.state == "untranslated":
        return f"{column.language_name}, not translated"
    if column.state == "original":
        return column.language_name
    route = " → ".join(column.route) or column.language_name
    return f"{route} ({column.engine})"


def _print_headlines(console: Console, headlines: tuple[Line, ...], *, colour: bool) -> None:
    if not headlines:
        return
    _heading(console, "The headlines")
    rows: list[tuple[RenderableType, ...]] = []
    for line in headlines:
        words: list[tuple[str, str] | str] = []
        for piece in line.pieces:
            style = f"{STYLES[piece.kinds[0]]} underline" if piece.kinds else ""
            words.append((f"[{piece.text.strip()}]" if piece.kinds and not colour else piece.text, style))
        rows.append((_text((line.column.outlet, "bold")), _text(*words)))
        rows += (
            (_text(""), _text((KIND_NAMES[reason.kind][0], STYLES[reason.kind]), " – ", (reason.note, "dim")))
            for reason in line.reasons
        )
    console.print(_grid(rows, indent=0, widths=(_name_cells(console, (line.column for line in headlines)), None)))


def _print_leads(console: Console, leads: tuple[LeadView, ...]) -> None:
    if not leads:
        return
    _heading(console, "Who leads with what")
    rows = []
    for lead in leads:
        if lead.told:
            where = ", ".join(f"{place_words(n, total)} in {column.outlet}" for column, n, total in lead.told)
            told = f"Also {where}."
            if lead.untold:
                told += f" Not in {', '.join(column.outlet for column in lead.untold)}."
        else:
            told = "No other outlet tells this."
        rows.append((_text((lead.line.column.outlet, "bold")), _text(clip(lead.line.text, LEAD_CHARS))))
        rows.append((_text(""), _text((told, "dim"))))
    console.print(_grid(rows, indent=0, widths=(_name_cells(console, (lead.line.column for lead in leads)), None)))


def _print_contrasts(console: Console, contrasts: tuple[ContrastView, ...], *, colour: bool) -> None:
    if not contrasts:
        return
    _heading(console, "The weightiest differences")
    names = _name_cells(console, (part.column for contrast in contrasts for part in contrast.excerpts))
    for contrast in contrasts:
        if contrast.number > 1:
            console.print()
        style = STYLES[contrast.kind]
        doubt = f" ({percent(contrast.doubt)} chance that it is the translation)" if contrast.doubt >= 0.05 else ""
        head = _text((KIND_NAMES[contrast.kind][0], f"{style} bold"), " – ", (contrast.note, "bold"), (doubt, "dim"))
        console.print(_grid([(_text((f"{contrast.number}", "bold")), head)], indent=0, widths=(2, None)))
        rows = []
        for part in contrast.excerpts:
            words = part.text if colour or contrast.is_whole else f"[{part.text.strip()}]"
            marked = (words, f"{style} underline" if not contrast.is_whole else "")
            rows.append((_text(part.column.outlet), _text((part.before, "dim"), marked, (part.after, "dim"))))
        console.print(_grid(rows, indent=4, widths=(names, None)))


def _print_balances(console: Console, view: View) -> None:
    _heading(console, "What each outlet adds (+) and leaves out (–)")
    names = _name_cells(console, view.columns)
    rows: list[tuple[Text, ...]] = []
    for balance in view.balances:
        lines = [("+", line.text, "") for line in balance.only[:MAX_LISTED]]
        if balance.n_only > MAX_LISTED:
            lines.append(("", f"and {balance.n_only - MAX_LISTED} more only here", "dim"))
        lines += [("–", line.text, "") for line, _ in balance.left_out[:MAX_LISTED]]
        if len(balance.left_out) > MAX_LISTED:
            lines.append(("", f"and {len(balance.left_out) - MAX_LISTED} more that most others tell", "dim"))
        if not lines:
            lines.append(("", "Nothing alone, and nothing left out that most others tell.", "dim"))
        for k, (sign, words, style) in enumerate(lines):
            name = (balance.column.outlet, "bold") if k == 0 else ""
            rows.append((_text(name), _text((sign, "bold")), _text((clip(words, LEAD_CHARS), style))))
    console.print(_grid(rows, indent=0, widths=(names, 1, None)))


def _print_care(console: Console, view: View) -> None:
    warnings = list(_warnings(view))
    if not warnings:
        return
    _heading(console, "Read with care")
    console.print(_grid(((_text(("!", "yellow")), _text(words)) for words in warnings), indent=0, widths=(1, None)))


def _warnings(view: View) -> Iterable[str]:
    target = language_name(view.language)
    for left, right, odds in view.other_events:
        yield f"{left.outlet} and {right.outlet} are probably not about the same event ({percent(odds)} that they are)."
    for column in view.untranslated:
        yield (
            f"{column.outlet} ({column.language_name}) is shown as written: no installed package leads to {target}. "
            f"Add one: python -m compare models install {primary(column.language)} {primary(view.language)}"
        )
    for column in view.columns:
        for note in column.notes:
            yield f"{column.outlet}: {note}"
    if n := view.summary.n_doubtful:
        yield f"{counted(n, 'highlight')} may only be the translation's doing; listed in the full report, not marked."
    flags = [(line, flag) for line in view.flagged for flag in line.flags]
    for line, flag in flags[:MAX_FLAGS]:
        yield f"{line.column.outlet}, sentence {line.number}, translation: {flag.note}"
    if len(flags) > MAX_FLAGS:
        yield f"and {len(flags) - MAX_FLAGS} more doubts about translations, in the full report."
