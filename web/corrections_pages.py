"""Correcting a report, and undoing it: who changed what, when."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.exceptions import BadRequest

from compare.domain import MAX_SIDE, Kind, Place, Route
from compare.errors import CompareError
from compare.files.exports import FORMATS
from compare.steps.corrections import Correction, CorrectionKind
from compare.steps.names import wordings_of
from compare.store.corrections import CorrectedMeanwhile, KeptCorrection, add_correction, undo_correction
from compare.store.memory import RememberingTranslator
from compare.store.stories import NotThere
from web.htmx import announce, wants_fragment
from web.reading import bead_of
from web.report_pages import Opened, open_story, overview_page, sentence_page
from web.security import is_local_path
from web.state import state

pages = Blueprint("corrections", __name__)

AUTHOR_COOKIE = "compare_author"
MAX_NAME = 100
MAX_TRANSLATION = 20_000
YEAR_S = 365 * 24 * 3600


@pages.get("/stories/<story>/corrections")
def history(story: str) -> ResponseReturnValue:
    """Show what was corrected, by whom and when."""
    opened = open_story(story)
    if opened is None:
        return redirect(url_for("stories.check", story=story), code=303)
    return render_template("corrections.html", **_shown(opened))


@pages.post("/stories/<story>/corrections")
def add(story: str) -> ResponseReturnValue:
    """Keep one correction, or say who was faster."""
    opened = open_story(story)
    if opened is None:
        raise NotThere(story)
    place = _place(request.form.get("article", ""), request.form.get("sentence", ""))
    author = _author()
    try:
        correction = _correction(opened, place)
        _check_places(opened, correction)
        seen = _number(request.form.get("seen", "0"))
        add_correction(state().engine, story, correction, author=author, seen=seen)
        _remember(opened, correction)
    except CorrectedMeanwhile as conflict:
        retry = {name: value for name, value in request.form.items() if name != "seen"}
        body = sentence_page(story, place, conflict=conflict.other, retry=retry)
        return body, 409
    except (CompareError, ValueError) as error:
        if request.form.get("do") == "same":
            return make_response(overview_page(opened, str(error)), 422)
        return sentence_page(story, place, error=str(error), sent=request.form), 422
    if correction.kind is CorrectionKind.SAME:
        there = url_for("reports.overview", story=story, _anchor="called-title")
        return _signed(make_response(redirect(there, code=303)), author)
    return _signed(_after(story, place), author)


@pages.post("/stories/<story>/corrections/<int:identity>/undo")
def undo(story: str, identity: int) -> ResponseReturnValue:
    """Take one correction back; it stays in the history."""
    opened = open_story(story)
    if opened is None:
        raise NotThere(story)
    author = _author()
    entry = next((entry for entry in opened.corrections if entry.id == identity), None)
    undo_correction(state().engine, story, identity, author=author)
    if entry is not None and entry.correction.kind is CorrectionKind.TRANSLATION:
        _forget(opened, entry)
    back = request.form.get("back", "")
    if wants_fragment(request.headers) and entry is not None:
        return _after(story, entry.correction.places[0])
    return redirect(back if is_local_path(back) else url_for("corrections.history", story=story), code=303)


@pages.post("/author")
def sign() -> ResponseReturnValue:
    """Remember the name that corrections are signed with, where a page has no script to send it along."""
    back = request.form.get("back", "")
    answer = make_response(redirect(back if is_local_path(back) else url_for("home.index"), code=303))
    return _signed(answer, request.form.get("author", "").strip()[:MAX_NAME])


def _author() -> str:
    """Return the name given with this form, else the one given before."""
    return (request.form.get("author") or request.cookies.get(AUTHOR_COOKIE, "")).strip()[:MAX_NAME]


def _signed(answer: Response, author: str) -> Response:
    answer.set_cookie(AUTHOR_COOKIE, author, max_age=YEAR_S, httponly=True, samesite="Strict")
    return answer


def _after(story: str, place: Place) -> Response:
    """Return the sentence as it is now; the rest of the page is told to look again."""
    if wants_fragment(request.headers):
        return announce(make_response(sentence_page(story, place)), "corrected")
    return make_response(
        redirect(url_for("reports.sentence", story=story, key=place.article, number=place.sentence + 1), code=303)
    )


def _correction(opened: Opened, place: Place) -> Correction:
    """Return what a form decides. Raises ``CompareError`` with what to do, ``BadRequest`` for a form not of ours."""
    form = request.form
    do = form.get("do", "")
    if do in ("dismiss", "confirm"):
        try:
            kind = Kind(form.get("kind", ""))
        except ValueError as error:
            raise BadRequest from error
        return Correction(CorrectionKind(do), (place,), form.get("words", ""), kind)
    if do == "outlet":
        name = form.get("text", "").strip()[:MAX_NAME]
        if not name:
            raise CompareError(gettext("An outlet needs a name."))
        return Correction(CorrectionKind.OUTLET, (Place(place.article, 0),), name)
    if do == "same":
        try:
            text = " = ".join(wordings_of(f"{form.get('one', '')} = {form.get('other', '')}"))
        except ValueError as error:
            raise CompareError(gettext("Write two different wordings that mean the same.")) from error
        return Correction(CorrectionKind.SAME, (Place(place.article, 0),), text)
    if do == "translation":
        text = form.get("text", "").replace("\r\n", " ").strip()
        if not text or len(text) > MAX_TRANSLATION:
            raise CompareError(gettext("Write the translation of this sentence."))
        return Correction(CorrectionKind.TRANSLATION, (place,), text)
    if do == "alone":
        return Correction(CorrectionKind.NO_PARTNER, (place,))
    if do == "part":
        # The partners as the page showed them: whoever was faster is told of, even where nothing is left to part.
        article, numbers = form.get("other", ""), form.get("numbers", "").split(",")[:MAX_SIDE]
        return Correction(CorrectionKind.PART, (place, *(_place(article, number) for number in numbers)))
    if do == "join":
        article, _, number = form.get("other", "").rpartition(":")
        return _joined(opened, place, _place(article, number), is_instead=form.get("instead") == "1")
    raise BadRequest


def _check_places(opened: Opened, correction: Correction) -> None:
    """Raise ``NotThere`` where a correction is about a sentence that the report does not have."""
    lengths = {reading.article.id: len(reading.sentences) for reading in opened.report.readings}
    for place in correction.places:
        if place.sentence >= lengths.get(place.article, 0):
            raise NotThere(str(place))


def _joined(opened: Opened, place: Place, other: Place, *, is_instead: bool) -> Correction:
    """Return the bead that a sentence makes with another: with their partners of now, or instead of them."""
    if place.article == other.article:
        raise CompareError(gettext("Choose a sentence of another outlet."))
    mine, theirs = {place.sentence}, {other.sentence}
    found = None if is_instead else bead_of(opened.report, place, other.article)
    if found is not None:
        mine |= set(found[0])
        theirs |= set(found[1])
    if len(mine) > MAX_SIDE or len(theirs) > MAX_SIDE:
        raise CompareError(gettext("At most %(n)d sentences of an article are matched with one place.", n=MAX_SIDE))
    places = [Place(place.article, i) for i in sorted(mine)] + [Place(other.article, j) for j in sorted(theirs)]
    # The one it is about comes first; the history says so.
    places.sort(key=lambda p: p != place)
    return Correction(CorrectionKind.JOIN, tuple(places))


def _remember(opened: Opened, correction: Correction) -> None:
    """Put a mended translation into the memory, where it wins over a machine's in every story."""
    if correction.kind is CorrectionKind.TRANSLATION:
        source, route, memory = _source(opened, correction.places[0])
        if memory is not None and route is not None:
            memory.correct(source, correction.text, route)


def _forget(opened: Opened, entry: KeptCorrection) -> None:
    """Take an undone translation out of the memory; the newest that still holds there is what it remembers then."""
    place = entry.correction.places[0]
    source, route, memory = _source(opened, place)
    if memory is None or route is None:
        return
    left = [
        other.correction.text
        for other in opened.corrections
        if other.undone is None and other.id != entry.id
        if other.correction.kind is CorrectionKind.TRANSLATION and other.correction.places[0] == place
    ]
    if left:
        memory.correct(source, left[-1], route)
    else:
        memory.forget(source, route)


def _source(opened: Opened, place: Place) -> tuple[str, Route | None, RememberingTranslator | None]:
    reading = opened.report.reading(place.article)
    translator = state().toolbox.tools().translator
    memory = translator if isinstance(translator, RememberingTranslator) else None
    return reading.sentences[place.sentence].text, reading.route, memory


def _shown(opened: Opened) -> dict[str, object]:
    outlets = {reading.article.id: reading.article.outlet for reading in opened.report.readings}
    shown = {
        Place(reading.article.id, sentence.index): sentence.shown
        for reading in opened.report.readings
        for sentence in reading.sentences
    }
    return {
        "opened": opened,
        "story": opened.story,
        "tab": "corrections",
        "formats": FORMATS,
        "entries": list(reversed(opened.corrections)),
        "outlets": outlets,
        "shown": shown,
    }


def _place(article: str, sentence: str) -> Place:
    return Place(article, _number(sentence))


def _number(written: str) -> int:
    if not (written.isdecimal() and len(written) < 10):
        raise BadRequest
    return int(written)
