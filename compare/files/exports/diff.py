"""What changed between two reports, for a person and for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compare.domain import Bead, Fact, Highlight, Passage, Place, Report
from compare.files.display import counted, terminal
from compare.files.exports.words import isolated
from compare.files.report_view import clip
from compare.files.view_parts import KIND_NAMES
from compare.steps.report_diff import Change, ReportDiff

FORMAT = "compare-report-diff/1"
Json = dict[str, Any]

N_CHARS = 300  # of a sentence in the text form; a person wants to see what changed, not to read it all again
SAME = "The reports say the same."
_SIGN = {Change.ADDED: "+", Change.REMOVED: "-", Change.EDITED: "~"}


def diff_to_json(diff: ReportDiff) -> Json:
    """Return a difference as JSON values; sentences count from 0, as in a report."""
    return {
        "format": FORMAT,
        "old_story": diff.old_story,
        "new_story": diff.new_story,
        "articles_added": list(diff.articles_added),
        "articles_removed": list(diff.articles_removed),
        "fields": [{"where": f.where, "field": f.field, "before": f.before, "after": f.after} for f in diff.fields],
        "sentences": [
            {
                "article": s.article,
                "change": s.change.value,
                "field": s.field,
                "old": s.old,
                "new": s.new,
                "before": s.before,
                "after": s.after,
            }
            for s in diff.sentences
        ],
        "beads": [
            {"left": b.left, "right": b.right, "change": b.change.value, "old": _bead(b.old), "new": _bead(b.new)}
            for b in diff.beads
        ],
        "facts": [
            {
                "change": f.change.value,
                "old": _fact(f.old),
                "new": _fact(f.new),
                "gained": [_place(place) for place in f.gained],
                "lost": [_place(place) for place in f.lost],
            }
            for f in diff.facts
        ],
        "highlights": [
            {"change": h.change.value, "words": h.words, "old": _highlight(h.old), "new": _highlight(h.new)}
            for h in diff.highlights
        ],
    }


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that changed: ``head`` says what and where, ``text`` quotes it, ``under`` has signs and lines."""

    sign: str
    head: str
    text: str = ""
    under: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """The changes of one sort."""

    title: str
    entries: tuple[Entry, ...]


def parts_of(diff: ReportDiff, old: Report, new: Report, *, isolate: bool = False) -> tuple[Part, ...]:
    """Return a difference in words, part by part, without those in which nothing changed.

    ``isolate`` puts outlets' names between direction isolates, for readers that know them. No text is cut.
    """
    names = {reading.article.id: reading.article.outlet for report in (old, new) for reading in report.readings}
    if isolate:
        names = {article: isolated(outlet) for article, outlet in names.items()}
    found = (
        Part("Articles", tuple(_articles(diff, names))),
        Part("Fields", tuple(_fields(diff, names))),
        Part("Sentences", tuple(_sentences(diff, names))),
        Part("Beads", tuple(_beads(diff, names))),
        Part("Facts", tuple(_facts(diff, names, old, new))),
        Part("Highlights", tuple(_highlights(diff, names))),
    )
    return tuple(part for part in found if part.entries)


def render_diff(diff: ReportDiff, old: Report, new: Report) -> str:
    """Return a difference as lines for a terminal: ``+`` added, ``-`` removed, ``~`` changed; no escape sequences.

    ``old`` and ``new`` are the reports it was made from; their outlets and words are quoted.
    """
    if diff.is_empty:
        return f"{SAME}\n"
    lines: list[str] = []
    for part in parts_of(diff, old, new):
        lines += [*([""] if lines else []), part.title]
        for entry in part.entries:
            head = _flat(entry.head)
            lines.append(f"  {entry.sign} {head}{': ' if head and entry.text else ''}{_flat(entry.text)}")
            lines += [f"      {sign} {_flat(text)}" for sign, text in entry.under]
    return "\n".join(lines) + "\n"


def _articles(diff: ReportDiff, names: Mapping[str, str]) -> Iterator[Entry]:
    for sign, articles in (("+", diff.articles_added), ("-", diff.articles_removed)):
        for article in articles:
            yield Entry(sign, f"{names[article]} ({article})")


def _fields(diff: ReportDiff, names: Mapping[str, str]) -> Iterator[Entry]:
    for field in diff.fields:
        where = f"{names.get(field.where, field.where)}, " if field.where else ""
        yield Entry("~", f"{where}{field.field}", f"{field.before or '(none)'} → {field.after or '(none)'}")


def _sentences(diff: ReportDiff, names: Mapping[str, str]) -> Iterator[Entry]:
    for change in diff.sentences:
        place = change.new if change.new is not None else change.old
        head = f"{names[change.article]}{'' if place is None else f' {place + 1}'}"
        if change.change != Change.EDITED:
            yield Entry(_SIGN[change.change], head, change.after or change.before)
            continue
        moved = f" (was {change.old + 1})" if change.old is not None and change.old != change.new else ""
        under = (("-", change.before or "(none)"), ("+", change.after or "(none)"))
        yield Entry(_SIGN[change.change], f"{head}{moved}, {change.field}:", "", under)


def _beads(diff: ReportDiff, names: Mapping[str, str]) -> Iterator[Entry]:
    for change in diff.beads:
        bead = change.new or change.old
        if bead is None:
            continue
        pair = f"{names[change.left]} {_numbers(bead.left)} = {names[change.right]} {_numbers(bead.right)}"
        if change.change == Change.EDITED and change.old and change.new:
            what = _moved(change.old.confidence, change.new.confidence)
            if change.old.is_fixed != change.new.is_fixed:
                what += ", decided by a person" if change.new.is_fixed else ", no longer decided by a person"
        else:
            what = f"{bead.confidence:.2f}" + (", decided by a person" if bead.is_fixed else "")
        yield Entry(_SIGN[change.change], f"{pair} ({what})")


def _facts(diff: ReportDiff, names: Mapping[str, str], old: Report, new: Report) -> Iterator[Entry]:
    for change in diff.facts:
        fact, report = (change.new, new) if change.new else (change.old, old)
        if fact is None:
            continue
        first = fact.members[0]
        words = report.reading(first.article).sentences[first.sentence].shown
        tellers = len({place.article for place in fact.members})
        under = tuple(
            (sign, f"{names[place.article]} {place.sentence + 1}")
            for sign, places in (("+", change.gained), ("-", change.lost))
            for place in places
        )
        yield Entry(_SIGN[change.change], f"told by {counted(tellers, 'outlet')}", words, under)


def _highlights(diff: ReportDiff, names: Mapping[str, str]) -> Iterator[Entry]:
    for change in diff.highlights:
        highlight = change.new or change.old
        if highlight is None:
            continue
        head = f"{KIND_NAMES[highlight.kind][0]}, {names[highlight.passage.article]} {highlight.passage.sentence + 1}"
        text = f"“{clip(change.words, N_CHARS)}”"
        if change.change == Change.EDITED and change.old and change.new:
            text += f" {_moved(change.old.weight, change.new.weight)}"
            doubt = _moved(change.old.doubt, change.new.doubt)
            text += f", doubt {doubt}" if "→" in doubt else ""
        else:
            text += f" {highlight.weight:.2f}"
        yield Entry(_SIGN[change.change], head, f"{text}. {highlight.note}")


def _moved(old: float, new: float) -> str:
    """Return a number as it was and is; once, where both show the same."""
    before, after = f"{old:.2f}", f"{new:.2f}"
    return before if before == after else f"{before} → {after}"


def _flat(text: str) -> str:
    return clip(" ".join(terminal(text).split()), N_CHARS)


def _numbers(indexes: tuple[int, ...]) -> str:
    return "+".join(str(k + 1) for k in indexes)


def _bead(bead: Bead | None) -> Json | None:
    if bead is None:
        return None
    found: Json = {"left": list(bead.left), "right": list(bead.right), "score": bead.confidence}
    return found | ({"is_fixed": True} if bead.is_fixed else {})


def _fact(fact: Fact | None) -> Json | None:
    return None if fact is None else {"id": fact.id, "members": [_place(place) for place in fact.members]}


def _place(place: Place) -> Json:
    return {"article": place.article, "sentence": place.sentence}


def _passage(passage: Passage) -> Json:
    return {
        "article": passage.article,
        "sentence": passage.sentence,
        "start": passage.span.start,
        "end": passage.span.end,
    }


def _highlight(highlight: Highlight | None) -> Json | None:
    if highlight is None:
        return None
    return {
        **_passage(highlight.passage),
        "kind": highlight.kind.value,
        "weight": highlight.weight,
        "doubt": highlight.doubt,
        "note": highlight.note,
        "against": [_passage(passage) for passage in highlight.against],
    }
