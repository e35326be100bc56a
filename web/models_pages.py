"""The languages: which packages are installed, what open stories lack, installing from a file, removing."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from compare.domain import primary
from compare.engines.argos import Offer, Package
from compare.engines.decoding import MAX_LOADED, ArgosTranslator
from compare.errors import CompareError
from compare.language_table import support
from compare.store.stories import find_story, list_stories
from web.state import state

pages = Blueprint("models", __name__)

PACKAGES = "/models"
BUNDLED = Path(__file__).resolve().parent.parent / "corpora" / "models"
CHECKED_STORIES = 50
# One plain sentence a language, to see that a package that was just installed works at all.
SAMPLES = {
    "en": "The ministers met on Thursday and signed nothing.",
    "pt": "Os ministros reuniram-se na quinta-feira e não assinaram nada.",
    "es": "Los ministros se reunieron el jueves y no firmaron nada.",
    "fr": "Les ministres se sont réunis jeudi et n'ont rien signé.",
    "de": "Die Minister trafen sich am Donnerstag und unterzeichneten nichts.",
    "it": "I ministri si sono incontrati giovedì e non hanno firmato nulla.",
    "ru": "Министры встретились в четверг и ничего не подписали.",
    "uk": "Міністри зустрілися в четвер і нічого не підписали.",
    "ur": "وزراء نے جمعرات کو ملاقات کی اور کچھ دستخط نہیں کیے۔",
    "ar": "اجتمع الوزراء يوم الخميس ولم يوقعوا على شيء.",
    "hi": "मंत्री गुरुवार को मिले और कुछ भी हस्ताक्षर नहीं किया।",
    "zh": "部长们星期四会面，没有签署任何文件。",
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """A language that no installed package leads from, and the articles that are written in it."""

    source: str
    target: str
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence put through a package that was just installed."""

    source: str
    target: str
    text: str
    translation: str


@dataclass(frozen=True, slots=True)
class Care:
    """What looking after the packages found: for each its fault or nothing; or that the index has nothing newer."""

    verified: tuple[tuple[str, str], ...] = ()
    is_current: bool = False


@pages.get(PACKAGES)
def index() -> ResponseReturnValue:
    """List the packages."""
    return _page()


@pages.post(PACKAGES)
def install() -> ResponseReturnValue:
    """Install packages: the files given, those that came with the program, or from the index where that is allowed.

    Or look after those installed: ``verify`` them, or ``update`` them from the index.
    """
    request.max_content_length = state().settings.package_request_bytes
    do = request.form.get("do", "file")
    shelf = state().toolbox.shelf()
    trials: list[Trial] = []
    care: Care | None = None
    try:
        if do == "bundled":
            trials = [_try(shelf.install(file)) for file in bundled_files()]
        elif do == "verify":
            care = Care(verified=tuple((package.name, fault) for package, fault in shelf.verify().items()))
        elif do == "update":
            if not state().settings.may_fetch:
                raise CompareError(gettext("This server does not go online. Install from a file."))
            trials = [_try(package) for package in shelf.update()]
            care = Care(is_current=not trials)
        elif do == "index":
            if not state().settings.may_fetch:
                raise CompareError(gettext("This server does not go online. Install from a file."))
            source, _, target = request.form.get("pair", "").partition(">")
            trials = [_try(shelf.install_from_index(source, target))]
        else:
            trials = _install_files()
    except CompareError as error:
        return _page(error=str(error)), 422
    return _page(trials=trials, care=care)


@pages.post("/models/remove")
def remove() -> ResponseReturnValue:
    """Remove one package."""
    source, _, target = request.form.get("pair", "").partition(">")
    try:
        state().toolbox.shelf().remove(source, target)
    except CompareError as error:
        return _page(error=str(error)), 422
    return redirect(url_for("models.index"), code=303)


def bundled_files() -> list[Path]:
    """Return the package files that came with the program."""
    return sorted(BUNDLED.glob("*.argosmodel"))


def _install_files() -> list[Trial]:
    files = [file for file in request.files.getlist("files") if file.filename]
    if not files:
        raise CompareError(gettext("Choose a package file (.argosmodel)."))
    trials = []
    with tempfile.TemporaryDirectory(prefix="compare-") as folder:
        for number, file in enumerate(files):
            # The name it came with says nothing that the package itself does not say; it names no path here.
            path = Path(folder) / f"package-{number}.argosmodel"
            file.save(path)
            try:
                trials.append(_try(state().toolbox.shelf().install(path)))
            except CompareError as error:
                raise CompareError(str(error).replace(str(path), file.filename or "")) from error
    return trials


def _try(package: Package) -> Trial:
    """Translate one sentence with a package. Raises ``CompareError`` where it cannot."""
    text = SAMPLES.get(package.source, "2025")
    shelf = state().toolbox.shelf()
    route = shelf.find_route(package.source, package.target)
    if route is None:
        return Trial(package.source, package.target, text, "")
    (found,) = ArgosTranslator(shelf, n_threads=1).translate([text], route)
    return Trial(package.source, package.target, text, found[1].text)


def _page(*, error: str = "", trials: list[Trial] | None = None, care: Care | None = None) -> str:
    shelf = state().toolbox.shelf()
    packages = shelf.packages()
    offers: tuple[Offer, ...] = ()
    if state().settings.may_fetch and request.args.get("index") == "1":
        try:
            offers = shelf.offers()
        except CompareError as failure:
            error = error or str(failure)
    return render_template(
        "models.html",
        packages=packages,
        lacking=_lacking(),
        has_bundled=bool(bundled_files()) and not packages,
        may_fetch=state().settings.may_fetch,
        offers=offers,
        error=error,
        trials=trials or [],
        care=care,
        languages=support(),
        max_loaded=MAX_LOADED,
    )


def _lacking() -> list[Lacking]:
    """Return what the stories last worked on need and no package gives."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    known: dict[tuple[str, str], bool] = {}
    for line in list_stories(state().engine, CHECKED_STORIES):
        story = find_story(state().engine, line.id)
        for entry in story.articles:
            source = primary(state().toolbox.detector(entry.article).language)
            pair = source, primary(story.to)
            if source == pair[1] or source == "und":
                continue
            if pair not in known:
                known[pair] = state().toolbox.route(*pair) is not None
            if not known[pair]:
                found.setdefault(pair, {})[entry.article.outlet] = None
    return [Lacking(source, target, tuple(outlets)) for (source, target), outlets in found.items()]
