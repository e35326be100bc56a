"""Bringing articles in: paste, files, the preview of what was read, and mending it before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from compare.domain import Story, primary
from compare.errors import CompareError
from compare.files.stories import language_tag, read_story
from compare.steps.segment import sentences_of
from compare.store.corrections import mark_of
from compare.store.reports import newest_report
from compare.store.stories import (
    KeptArticle,
    KeptStory,
    add_article,
    add_story,
    change_story,
    find_story,
    list_stories,
    mend_article,
    remove_article,
    remove_story,
)
from web.home import BUNDLED
from web.incoming import (
    FIELDS,
    HEADLINE_NOTE,
    Incoming,
    mended,
    put_back,
    read_incoming,
    without_headline,
)
from web.reopened import holds_report, keep_same, take_in
from web.state import state
from web.told_once import forget, tell_once, told_once

pages = Blueprint("stories", __name__)

STORY_FILE = "story.json"  # who said so, in the history of corrections
FIRST_SLOTS = 3
MAX_SLOTS = 20  # texts pasted on one page; more come as files
SHOWN_REMOVED = 40
LIKELY = 0.5  # a language other than the given one is offered from even odds on


@dataclass(frozen=True, slots=True)
class Guessed:
    """A language an article may be in, and how likely."""

    language: str
    probability: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What is known of an article before anything runs."""

    kept: KeptArticle
    language: str
    guesses: tuple[Guessed, ...]
    is_given: bool
    notes: tuple[str, ...]
    n_sentences: int
    n_words: int
    way: str  # "none", "translated" or "untranslated"
    n_ways: int  # routes between its language and the story's
    twin: str  # the outlet of an article with the same text, if any


@pages.get("/new")
def new() -> ResponseReturnValue:
    """Show the empty form."""
    return _form(FIRST_SLOTS)


@pages.post("/new")
def create() -> ResponseReturnValue:
    """Read what was pasted and chosen; then the preview, or the form again with what is wrong beside the field."""
    n_slots = _n_slots()
    pasted, files = _pasted(n_slots), _files()
    if request.form.get("do") == "more":
        return _form(min(n_slots + 1, MAX_SLOTS), has_lost_files=bool(files))
    if len(files) == 1 and holds_report(*files[0]) and not any(fields["text"].strip() for fields in pasted):
        return _reopen(*files[0], n_slots)
    incoming = read_incoming(pasted, files)
    errors = dict(incoming.errors)
    to, to_error = _target(request.form.get("to", "en"))
    if to_error:
        errors["to"] = (to_error,)
    if not incoming.articles and not errors:
        errors["text-0"] = (
            gettext("There is nothing to compare yet. Paste the text of an article, or choose a file."),
        )
    # A form shown again has lost its files: where they alone are at fault, the story is made of what could be read.
    are_files_at_fault = bool(files) and set(errors) == {"files"}
    may_go_on = are_files_at_fault or request.form.get("do") == "anyway"
    if errors and not (incoming.articles and may_go_on):
        return _form(n_slots, errors, incoming, has_lost_files=bool(files) and set(errors) != {"files"}), 422
    title = request.form.get("title", "").strip() or incoming.title or _first_headline(incoming)
    story = Story(incoming.id or title or "story", incoming.articles, title[:300])
    identity = add_story(state().engine, story, to=to, removed=incoming.removed)
    keep_same(state().engine, identity, incoming.same, story.articles[0].id, author=STORY_FILE)
    there = url_for("stories.check", story=identity)
    return tell_once(redirect(there, code=303), there, errors.get("files", ()))


def _reopen(name: str, data: bytes, n_slots: int) -> ResponseReturnValue:
    """Take a report in that was taken along earlier, and show it."""
    name = PurePosixPath(name.replace("\\", "/")).name
    try:
        story = take_in(state().engine, name, data, state().toolbox.tools())
    except CompareError as error:
        return _form(n_slots, {"files": (str(error),)}), 422
    return redirect(url_for("reports.matrix", story=story), code=303)


@pages.post("/bundled")
def open_bundled() -> ResponseReturnValue:
    """Put the bundled story among the stories, once, and go there."""
    for line in list_stories(state().engine):
        if line.is_bundled:
            return redirect(url_for("reports.matrix", story=line.id), code=303)
    story = read_story(BUNDLED)
    identity = add_story(state().engine, story, is_bundled=True)
    keep_same(state().engine, identity, story.same, story.articles[0].id, author=STORY_FILE)
    return redirect(url_for("stories.check", story=identity), code=303)


@pages.get("/stories/<story>/check")
def check(story: str) -> ResponseReturnValue:
    """Show what was read, article by article, before anything runs."""
    unread = told_once()
    page = make_response(_check_page(find_story(state().engine, story), unread=unread))
    return forget(page, url_for("stories.check", story=story)) if unread else page


@pages.post("/stories/<story>/check")
def change(story: str) -> ResponseReturnValue:
    """Set the story's title and target language."""
    kept = find_story(state().engine, story)
    to, error = _target(request.form.get("to", kept.to))
    if error:
        return _check_page(kept, {"to": error}, refused="story"), 422
    change_story(state().engine, story, title=request.form.get("title", kept.title).strip()[:300], to=to)
    return redirect(url_for("stories.check", story=story), code=303)


@pages.post("/stories/<story>/articles")
def add(story: str) -> ResponseReturnValue:
    """Add pasted texts and files to a story."""
    kept = find_story(state().engine, story)
    files = _files()
    incoming = read_incoming(_pasted(1), files)
    errors = {name: " ".join(messages) for name, messages in incoming.errors.items()}
    if not incoming.articles and not errors:
        errors["text-0"] = gettext("There is no text in it.")
    if "text-0" in errors or not incoming.articles:
        has_lost_files = bool(files) and "text-0" in errors
        return _check_page(kept, errors, refused="add", has_lost_files=has_lost_files), 422
    for article in incoming.articles:
        add_article(state().engine, story, article, incoming.removed.get(article.id, ()))
    newest = mark_of(state().engine, story)[0]
    if kept.articles:
        keep_same(state().engine, story, incoming.same, kept.articles[0].article.id, author=STORY_FILE, seen=newest)
    answer = redirect(url_for("stories.check", story=story, _anchor="articles"), code=303)
    return tell_once(answer, url_for("stories.check", story=story), incoming.errors.get("files", ()))


@pages.post("/stories/<story>/articles/<article:key>")
def mend(story: str, key: str) -> ResponseReturnValue:
    """Change one article: its fields, its language by one click, a line put back, or take it out."""
    engine = state().engine
    kept = find_story(engine, story)
    entry = _entry(kept, key)
    do = request.form.get("do", "save")
    try:
        if do == "remove":
            remove_article(engine, story, key)
        elif do.startswith("language:"):
            tag = language_tag(do.removeprefix("language:"), entry.article.outlet)
            mend_article(engine, story, key, replace(entry.article, language=tag), entry.removed)
        elif do == "headline":
            mend_article(engine, story, key, without_headline(entry.article), entry.removed)
        elif do.startswith("back:"):
            _put_back(kept, entry, do.removeprefix("back:"))
        else:
            article = mended(entry.article, {name: request.form[name] for name in FIELDS if name in request.form})
            mend_article(engine, story, key, article, entry.removed)
    except CompareError as error:
        return _check_page(find_story(engine, story), {key: str(error)}, refused=f"article {key}"), 422
    anchor = None if do == "remove" else f"article-{key}"
    return redirect(url_for("stories.check", story=story, _anchor=anchor), code=303)


@pages.post("/stories/<story>/remove")
def remove(story: str) -> ResponseReturnValue:
    """Delete a story with its reports."""
    remove_story(state().engine, story)
    return redirect(url_for("home.index"), code=303)


def _form(
    n_slots: int,
    errors: dict[str, tuple[str, ...]] | None = None,
    incoming: Incoming | None = None,
    *,
    has_lost_files: bool = False,
) -> str:
    return render_template(
        "new.html",
        n_slots=n_slots,
        max_slots=MAX_SLOTS,
        values=request.form,
        errors=errors or {},
        # Without the files that were chosen there is less to go on with than was read.
        n_read=len(incoming.articles) if incoming and not has_lost_files else 0,
        has_lost_files=has_lost_files,
        targets=_targets(),
    )


def _check_page(
    kept: KeptStory,
    errors: dict[str, str] | None = None,
    *,
    refused: str = "",
    unread: tuple[str, ...] = (),
    has_lost_files: bool = False,
) -> str:
    """Render the preview; ``refused`` names the form whose fields are shown again as they were sent."""
    n_ways = lru_cache(lambda source: state().toolbox.n_routes(source, kept.to))
    previews = [_preview(entry, kept, n_ways) for entry in kept.articles]
    return render_template(
        "check.html",
        story=kept,
        previews=previews,
        errors=errors or {},
        refused=refused,
        sent=request.form,
        unread=unread,
        has_lost_files=has_lost_files,
        targets=_targets(),
        report=newest_report(state().engine, kept.id),
        shown_removed=SHOWN_REMOVED,
        has_two_ways=any(preview.n_ways > 1 for preview in previews),
        headline_note=HEADLINE_NOTE,
    )


def _preview(entry: KeptArticle, story: KeptStory, n_ways: Callable[[str], int]) -> Preview:
    article = entry.article
    found = state().toolbox.detector(article)
    guesses = tuple(
        Guessed(guess.language, guess.probability)
        for guess in state().toolbox.detector.guess(article.verbatim[:3_000])
        if article.language is None
        or (guess.probability >= LIKELY and primary(guess.language) != primary(found.language))
    )
    sentences = sentences_of(article, found.language)
    way, n_found = "none", 0
    if primary(found.language) != primary(story.to):
        n_found = n_ways(found.language)
        way = "translated" if n_found else "untranslated"
    twin = next(
        (other.article.outlet for other in story.articles if other is not entry and other.digest == entry.digest), ""
    )
    return Preview(
        kept=entry,
        language=found.language,
        guesses=guesses,
        is_given=article.language is not None,
        notes=(*article.notes, *found.notes),
        n_sentences=len(sentences),
        n_words=len(article.verbatim.split()),
        way=way,
        n_ways=n_found,
        twin=twin,
    )


def _put_back(kept: KeptStory, entry: KeptArticle, number: str) -> None:
    position = int(number) if number.isdecimal() else -1
    if not 0 <= position < len(entry.removed) or entry.article.text is None:
        return
    left = tuple(line for k, line in enumerate(entry.removed) if k != position)
    mend_article(state().engine, kept.id, entry.article.id, put_back(entry.article, entry.removed[position]), left)


def _entry(kept: KeptStory, key: str) -> KeptArticle:
    from compare.store.stories import NotThere

    for entry in kept.articles:
        if entry.article.id == key:
            return entry
    raise NotThere(f"story {kept.id!r} has no article {key!r}")


def _n_slots() -> int:
    written = request.form.get("slots", str(FIRST_SLOTS))
    return min(max(int(written), 1), MAX_SLOTS) if written.isdecimal() and len(written) < 4 else FIRST_SLOTS


def _pasted(n_slots: int) -> list[dict[str, str]]:
    # Browsers send line ends as CR LF.
    return [
        {name: "\n".join(request.form.get(f"{name}-{k}", "").splitlines()) for name in FIELDS} for k in range(n_slots)
    ]


def _files() -> list[tuple[str, bytes]]:
    return [(file.filename, file.read()) for file in request.files.getlist("files") if file.filename]


def _target(written: str) -> tuple[str, str]:
    try:
        return language_tag(written.strip(), "target") or "en", ""
    except CompareError:
        return "en", gettext("This is not a language.")


def _targets() -> list[str]:
    """Languages that installed packages lead to, English first."""
    found: dict[str, Any] = {"en": None}
    for package in state().toolbox.shelf().packages():
        found[package.target] = None
    return list(found)


def _first_headline(incoming: Incoming) -> str:
    titles = [article.title for article in incoming.articles if article.title]
    if titles:
        return titles[0]
    names = [article.outlet for article in incoming.articles[:3]]
    return " / ".join(names)
