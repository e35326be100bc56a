"""The sentences that printed exports say alike: reasons, leads, what to read with care, and how a report was made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from compare.domain import primary
from compare.files.display import counted, in_words, language_name, percent
from compare.files.report_view import View, place_words
from compare.files.view_parts import KIND_NAMES, LeadView, Reason, Row

SHOWN_DOUBT = 0.05  # less is noise, and said of nearly every word it would be read by no one
SLIGHT_CHARS = 60  # of words that are only named; a clause is known by its beginning


def doubt_words(doubt: float) -> str:
    """Return a doubt as a sentence; nothing for one too small to tell. The sign stays with its figure."""
    if doubt < SHOWN_DOUBT:
        return ""
    return f"{percent(doubt)} chance that only the translation differs.".replace(" %", "\u00a0%")


def isolated(name: str) -> str:
    """Return a name between first-strong isolates, so that it cannot turn the words around it."""
    return f"\u2068{name}\u2069"


def reason_words(reason: Reason) -> str:
    """Return why words are marked, after the name of the kind: the words, the others' words, the note, the original's
    words, the doubt."""
    parts = []
    if not reason.is_told_by_note:
        quoted = [] if reason.is_whole else [f"“{isolated(reason.text)}”"]
        others = [f"{isolated(other.column.outlet)}: “{isolated(other.text)}”" for other in reason.against]
        if quoted or others:
            parts.append(" – ".join([*quoted, *(["; ".join(others)] if others else [])]) + ".")
    parts.append(reason.note)
    if reason.written:
        parts.append(f"In the original: “{isolated(reason.written)}”.")
    if reason.doubt >= SHOWN_DOUBT:
        parts.append(doubt_words(reason.doubt))
    return " ".join(parts)


def slight_words(asides: Sequence[Reason]) -> str:
    """Return in one sentence what is too slight or doubtful to be marked: the words by kind; nothing for none.

    A reader of pages looks for what is marked; all reasons are in the formats that can fold them away.
    """
    by_kind: dict[str, list[str]] = {}
    for reason in asides:
        words = by_kind.setdefault(KIND_NAMES[reason.kind][0].lower(), [])
        cut = reason.text if len(reason.text) <= SLIGHT_CHARS else reason.text[:SLIGHT_CHARS] + "…"
        if not reason.is_whole and (quoted := f"“{isolated(cut)}”") not in words:
            words.append(quoted)
    named = [f"{kind} {', '.join(words)}" if words else kind for kind, words in by_kind.items()]
    return f"Slight or doubtful, not marked: {'; '.join(named)}." if named else ""


def standfirst(view: View) -> str:
    """Return the one sentence that sums a report up."""
    summary = view.summary
    alone = summary.n_sentences - summary.n_shared
    n = len(view.columns)
    return (
        f"{in_words(n).capitalize()} {'outlet tells' if n == 1 else 'outlets tell'} this story in "
        f"{counted(summary.n_sentences, 'sentence')}: {summary.n_shared} are told by another outlet too, "
        f"{alone} {'stands' if alone == 1 else 'stand'} alone."
    )


def made_by(view: View) -> str:
    """Return what made the report, and what that is worth."""
    return f"Made by compare {view.version}, offline. The same inputs, packages and settings give the same report."


def lead_words(lead: LeadView) -> str:
    """Return where the others tell what an outlet opens with."""
    if not lead.told:
        return "No other outlet tells this."
    where = ", ".join(f"{place_words(n, total)} in {isolated(column.outlet)}" for column, n, total in lead.told)
    untold = " and ".join(isolated(column.outlet) for column in lead.untold)
    return f"Also {where}." + (f" Not in {untold}." if untold else "")


def untold_words(view: View, row: Row, name: Callable[[str], str] = isolated) -> str:
    """Return who does not tell a fact, or not surely, for a row without cells; not those of another event.

    ``name`` is how an outlet's name is written.
    """
    blank = [
        (name(column.outlet), line)
        for column, cell, line in zip(view.columns, row.cells, row.maybes, strict=True)
        if not cell and not column.is_apart
    ]
    missing = [outlet for outlet, line in blank if line is None]
    maybe = [f"{outlet} (sentence {line.number})" for outlet, line in blank if line is not None]
    told = (("Left out by", missing), ("Perhaps told by", maybe))
    return " ".join(f"{how} {', '.join(outlets)}." for how, outlets in told if outlets)


def care_lines(view: View) -> Iterator[str]:
    """Yield what a reader should know before believing the report; flags of single sentences come apart from these."""
    target = language_name(view.language)
    for left, right, odds in view.other_events:
        yield (
            f"{isolated(left.outlet)} and {isolated(right.outlet)} are probably not about the same event "
            f"({percent(odds)} that they are)."
        )
    for column in view.untranslated:
        name = language_name(column.language)
        yield (
            f"{isolated(column.outlet)} ({name}) is shown as written: no installed package leads from {name} to "
            f"{target}. It was aligned by its meaning. To translate it: python -m compare models install "
            f"{primary(column.language)} {primary(view.language)}"
        )
    for column in view.columns:
        if column.state == "translated":
            relays = f" by way of {' and '.join(column.route[1:-1])}" if len(column.route) > 2 else ""
            yield (
                f"{isolated(column.outlet)} was read in translation from {column.language_name}, made by a "
                f"machine{relays} ({column.engine}). The original decides."
            )
    for column in view.columns:
        for note in column.notes:
            yield f"{isolated(column.outlet)}: {note}"
    if n := view.summary.n_doubtful:
        whose, they = ("its sentence", "It is") if n == 1 else ("their sentences", "They are")
        yield (
            f"{counted(n, 'highlight')} may only be the translation's doing. {they} listed under {whose}, "
            "but not marked."
        )
    yield (
        "A highlight shows where wordings part, with the words that show it. Whether that is slant is for the reader "
        "to say."
    )


def signature_lines(view: View) -> Iterator[tuple[str, str]]:
    """Yield what it takes to get the same report again, and the seal, as names and values."""
    yield "Story", view.story
    for route, engine in view.engines:
        yield route.replace(">", "→"), engine
    yield from view.settings
    for column, digest in view.digests:
        yield isolated(column.outlet), f"SHA-256 {digest}"
    yield "Seal", view.seal
