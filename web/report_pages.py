"""Reading a report: matrix, side by side, one article, overview, one sentence with its evidence, search, exports."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from compare.domain import Place, Report
from compare.files.exports import FORMATS, export
from compare.files.framing_lists import read_lists
from compare.files.report_view import View
from compare.files.view_parts import Line
from compare.steps.corrections import CorrectionKind, correct, correction_to_json
from compare.store.corrections import KeptCorrection, holding, list_corrections, mark_of
from compare.store.reports import ReportLine, find_report, newest_report
from compare.store.search import search as find_sentences
from compare.store.stories import KeptStory, NotThere, find_story
from web.htmx import addressed, wants_fragment
from web.locales import locale_tag
from web.overview import namings, number_rows, quotings, threads
from web.reading import (
    Filters,
    Rows,
    filters_from,
    first_look,
    lay_out,
    marked_kinds,
    pair_view,
    rows_of,
    sentence_view,
)
from web.state import state

pages = Blueprint("reports", __name__)
T = TypeVar("T")

MATTERS_FOR_RUN = frozenset(
    {
        CorrectionKind.JOIN,
        CorrectionKind.PART,
        CorrectionKind.NO_PARTNER,
        CorrectionKind.TRANSLATION,
        CorrectionKind.SAME,
    }
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A story with its newest report, corrected."""

    story: KeptStory
    line: ReportLine
    report: Report
    corrections: tuple[KeptCorrection, ...]
    key: tuple[Hashable, ...]  # what everything computed from it hangs on
    seen: int  # the newest correction that whoever reads this page knows of
    is_outdated: bool

    @property
    def corrected(self) -> frozenset[Place]:
        """Sentences that a correction holds for."""
        return frozenset(
            place
            for entry in self.corrections
            if entry.undone is None and entry.correction.kind not in (CorrectionKind.OUTLET, CorrectionKind.SAME)
            for place in entry.correction.places
        )

    def keep(self, name: str, compute: Callable[[], T], *more: object) -> T:
        """Return what ``compute`` gives, kept until the report or a correction changes."""
        return state().memo.get((name, *self.key, *more), compute)

    def view(self, filters: Filters | None = None) -> View:
        """Return the report laid out."""
        chosen = filters or Filters()
        return self.keep("view", lambda: lay_out(self.report, chosen), chosen.marks)


def open_story(story: str) -> Opened | None:
    """Return a story with its newest report; None where it has none yet. Raises ``NotThere``."""
    engine = state().engine
    kept = find_story(engine, story)
    line = newest_report(engine, story)
    if line is None:
        return None
    mark = mark_of(engine, story)
    # SQLite gives the number of a deleted report to the next one, so the number alone does not say which report it is.
    key = (story, line.id, line.made, *mark)
    corrections = state().memo.get(("corrections", *key), lambda: tuple(list_corrections(engine, story)))
    report = state().memo.get(
        ("report", *key), lambda: correct(find_report(engine, line.id).report, holding(corrections))
    )
    return Opened(kept, line, report, corrections, key, mark[0], _is_outdated(kept, line, corrections, report))


def _is_outdated(story: KeptStory, line: ReportLine, corrections: tuple[KeptCorrection, ...], report: Report) -> bool:
    """True where a new run would say something else: articles or corrections changed after the report was made."""
    for entry in corrections:
        # A report that was brought back has its corrections in it, of every kind; undone, they go in the next run.
        if entry.undone is not None and correction_to_json(entry.correction) in report.provenance.corrections:
            return True
        if entry.correction.kind not in MATTERS_FOR_RUN:
            continue
        if (entry.undone is None and entry.id > line.correction) or (
            entry.undone is not None and entry.id <= line.correction and entry.undone > line.made
        ):
            return True
    current = {entry.article.id: entry.digest for entry in story.articles}
    is_asked = bool(report.provenance.settings.get("second_opinion"))
    return (
        current != report.provenance.digests
        or report.target_language != story.to
        or is_asked is not story.second_opinion
    )


def _filters() -> Filters:
    return filters_from(request.args, request.args.getlist("kind"))


@pages.get("/stories/<story>/")
def matrix(story: str) -> ResponseReturnValue:
    """Show who tells what: facts down, outlets across."""
    opened = open_story(story)
    if opened is None:
        return redirect(url_for("stories.check", story=story), code=303)
    filters = _filters()
    view = opened.view(filters)
    if not view.rows and "rows" not in request.args:
        # Nothing is told by two: the page would be empty where there is all that each tells alone.
        filters = replace(filters, rows=Rows.ALL)

    def values() -> dict[str, Any]:
        return {
            "rows": rows_of(view, filters),
            "firsts": () if filters.query() else first_look(opened.report, view),
            "n_shared": len(view.rows),
            "n_alone": sum(len(told.only) for told in view.articles),
        }

    here = url_for("reports.matrix", story=story, **filters.query())
    return _rendered("matrix", opened, filters, view, here, values)


@pages.get("/stories/<story>/pair")
def pair(story: str) -> ResponseReturnValue:
    """Show two articles side by side, partners linked."""
    opened = open_story(story)
    if opened is None:
        return redirect(url_for("stories.check", story=story), code=303)
    filters = _filters()
    view = opened.view(filters)
    ids = [column.id for column in view.columns]
    if len(ids) < 2:
        return redirect(url_for("reports.article", story=story, key=ids[0]), code=303)
    left = request.args.get("left", ids[0])
    right = request.args.get("right", next(key for key in ids if key != left))
    if left not in ids or right not in ids:
        raise NotThere(f"{left} or {right}")
    if left == right:
        right = next(key for key in ids if key != left)
    told = {entry.column.id: entry for entry in view.articles}

    def values() -> dict[str, Any]:
        return {"pair": pair_view(opened.report, view, left, right), "sides": (told[left], told[right])}

    here = url_for("reports.pair", story=story, left=left, right=right, **filters.query())
    return _rendered("pair", opened, filters, view, here, values, articles=(left, right))


@pages.get("/stories/<story>/articles/<article:key>")
def article(story: str, key: str) -> ResponseReturnValue:
    """Show one article with every highlight, and what the others say at each place."""
    opened = open_story(story)
    if opened is None:
        return redirect(url_for("stories.check", story=story), code=303)
    filters = _filters()
    view = opened.view(filters)
    told = next((entry for entry in view.articles if entry.column.id == key), None)
    if told is None:
        raise NotThere(key)
    here = url_for("reports.article", story=story, key=key, **filters.query())
    return _rendered(
        "article",
        opened,
        filters,
        view,
        here,
        lambda: {"rows": {row.number: row for row in view.rows}},
        articles=(key,),
        told=told,
    )


@pages.get("/stories/<story>/overview")
def overview(story: str) -> ResponseReturnValue:
    """Show the story at one look."""
    opened = open_story(story)
    if opened is None:
        return redirect(url_for("stories.check", story=story), code=303)
    return overview_page(opened)


def overview_page(opened: Opened, error: str = "") -> ResponseReturnValue:
    """Render the overview; ``error`` says what was wrong with a correction made there."""
    view = opened.view()
    lists = read_lists()

    def values() -> dict[str, Any]:
        return {
            "namings": namings(opened.report, view),
            "quotings": quotings(opened.report, view, lists),
            "numbers": number_rows(opened.report, view),
            "threads": threads(view),
        }

    here = url_for("reports.overview", story=opened.story.id)
    return _rendered("overview", opened, Filters(), view, here, values, error=error)


@pages.get("/stories/<story>/sentences/<article:key>/<int:number>")
def sentence(story: str, key: str, number: int) -> ResponseReturnValue:
    """Show one sentence: both texts, what it rests on, what others tell there, and the means to correct it."""
    return sentence_page(story, Place(key, number - 1))


def sentence_page(story: str, place: Place, **more: Any) -> str:
    """Render the page or the piece about one sentence. Raises ``NotThere``."""
    opened = open_story(story)
    if opened is None:
        raise NotThere(story)
    view = opened.view()
    confirmed = {
        (entry.correction.places[0], entry.correction.highlight, entry.correction.text)
        for entry in opened.corrections
        if entry.undone is None
        and entry.correction.kind is CorrectionKind.CONFIRM
        and entry.correction.highlight is not None
    }
    try:
        found = sentence_view(opened.report, view, place, confirmed)
    except (KeyError, IndexError) as error:
        raise NotThere(str(place)) from error
    history = [entry for entry in opened.corrections if place in entry.correction.places]
    values = {
        **_common(opened, "sentence", _filters()),
        "view": view,
        "sentence": found,
        "history": history,
        "error": "",
        "sent": {"do": "", "text": ""},
        "conflict": None,
        "retry": {},
        **more,
    }
    return render_template("partials/_sentence.html" if wants_fragment(request.headers) else "sentence.html", **values)


@pages.get("/search")
def search() -> ResponseReturnValue:
    """Find sentences by their words, in originals and translations, in one story or all."""
    query = request.args.get("q", "")[:200]
    story = request.args.get("story", "")
    hits = find_sentences(state().engine, query, story=story or None) if query.strip() else []
    kept = find_story(state().engine, story) if story else None
    return render_template("search.html", query=query, hits=hits, kept=kept)


@pages.get("/stories/<story>/export/<name>")
def export_as(story: str, name: str) -> ResponseReturnValue:
    """Give the report, corrected, as a file in one of the export formats."""
    opened = open_story(story)
    if opened is None or name not in FORMATS:
        raise NotThere(f"{story} as {name}")
    form = FORMATS[name]
    response = Response(export(opened.report, name), content_type=form.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{story}{form.suffix}"'
    return response


def _rendered(
    name: str,
    opened: Opened,
    filters: Filters,
    view: View,
    here: str,
    values: Callable[[], dict[str, Any]],
    articles: tuple[str, ...] = (),
    **more: Any,
) -> ResponseReturnValue:
    """Render a view: the page, or the piece of it that htmx swaps in, which then gets the view's own address.

    The piece hangs on the report, its corrections, the address and the language alone, so it is rendered once and kept:
    ten readers of a long story cost hardly more than one.
    """
    common = {**_common(opened, name, filters, articles), "view": view, "here": here, **more}

    def render() -> Markup:
        # What a template rendered is markup already; only its type was lost.
        return Markup(render_template(f"partials/_{name}.html", **common, **values()))  # noqa: S704

    piece = state().pieces.get((name, here, *opened.key, locale_tag()), render)
    if wants_fragment(request.headers):
        return addressed(make_response(str(piece)), here)
    return render_template(f"{name}.html", **common, piece=piece)


def _common(opened: Opened, tab: str, filters: Filters, articles: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what every view of a report needs; ``articles`` are those that it shows, all of them where empty."""
    ids = articles or tuple(column.id for column in opened.view().columns)
    return {
        "opened": opened,
        "story": opened.story,
        "tab": tab,
        "filters": filters,
        "kinds": opened.keep("kinds", lambda: marked_kinds(opened.report, filters.kinds, ids), filters.kinds, ids),
        "outlets": [column.outlet for column in opened.view().columns],
        "corrected": opened.corrected,
        "place_of": lambda line: Place(line.column.id, line.index),
        "address_of": lambda line, **more: address_of(opened.story.id, line, **more),
        "formats": FORMATS,
    }


def address_of(story: str, line: Line, **more: Any) -> str:
    """Return the address of a sentence."""
    return url_for("reports.sentence", story=story, key=line.column.id, number=line.number, **more)
