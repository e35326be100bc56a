"""The application, put together: settings, database, security, languages, pages."""

from __future__ import annotations

import hashlib
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, g, render_template, request, send_from_directory, url_for
from flask_babel import gettext
from jinja2 import StrictUndefined
from prometheus_client import CollectorRegistry, Counter, Histogram
from werkzeug.exceptions import HTTPException

from compare.domain import Kind, direction
from compare.errors import CompareError
from compare.files.report_html import STATIC as REPORT_STATIC
from compare.files.report_html import TEMPLATES as REPORT_TEMPLATES
from compare.files.report_html import prepare
from compare.files.stories import ARTICLE_SUFFIXES
from compare.pipeline import Tools
from compare.store.database import open_database
from compare.store.jobs import open_jobs
from compare.store.stories import NotThere
from compare.version import VERSION
from web import corrections_pages, home, job_pages, models_pages, report_pages, story_pages
from web.article_keys import ArticleKey
from web.htmx import CONFIG, SCRIPT, VARY, wants_fragment
from web.jobs import Runner
from web.locales import (
    LOCALES,
    day_label,
    duration_label,
    language_label,
    locale_tag,
    localise,
    moment_label,
)
from web.names import kind_about, kind_name, numbers_of, source_kind
from web.notes import note_for
from web.security import secure
from web.settings import WebSettings
from web.state import State, Toolbox, state

STATIC = Path(__file__).with_name("static")


def create_app(settings: WebSettings | None = None, tools: Tools | None = None) -> Flask:
    """Return the application; ``tools`` replaces the engines of this machine, for tests.

    Jobs do not run before ``state.runner.start()``. Raises ``CompareError`` where the database cannot be opened.
    """
    chosen = settings or WebSettings()
    app = Flask("web", static_folder=None, template_folder="templates")
    app.config["MAX_CONTENT_LENGTH"] = chosen.max_upload_bytes
    app.config["MAX_FORM_MEMORY_SIZE"] = chosen.max_upload_bytes
    app.config["MAX_FORM_PARTS"] = 2_000
    engine = open_database(chosen.tools.database)
    toolbox = Toolbox(chosen, engine, tools)
    runner = Runner(engine, toolbox.tools, n_jobs=chosen.n_jobs, worker=chosen.worker)
    app.extensions["compare"] = State(chosen, engine, toolbox, runner)
    app.url_map.converters["article"] = ArticleKey
    _serve_files(app)
    localise(app)
    secure(app, chosen)
    _prepare_templates(app)
    _measure(app)
    _explain_errors(app)
    for pages in (home, story_pages, job_pages, report_pages, corrections_pages, models_pages):
        app.register_blueprint(pages.pages)
    return app


def _serve_files(app: Flask) -> None:
    """Serve our static files and the report's, kept by browsers for as long as they do not change."""

    @app.get("/static/<path:filename>", endpoint="static")
    def static(filename: str) -> Response:
        return _lasting(send_from_directory(STATIC, filename))

    @app.get("/static/report/<path:filename>", endpoint="report_static")
    def report_static(filename: str) -> Response:
        return _lasting(send_from_directory(REPORT_STATIC, filename))


def _lasting(response: Response) -> Response:
    if request.args.get("v"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@lru_cache(maxsize=64)
def _digest(path: Path, changed: float) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10]


def asset(filename: str) -> str:
    """Return the address of a static file, which changes when the file does."""
    is_report = filename.startswith("report/")
    path = (REPORT_STATIC if is_report else STATIC) / filename.removeprefix("report/")
    version = _digest(path, path.stat().st_mtime)
    endpoint = "report_static" if is_report else "static"
    return url_for(endpoint, filename=filename.removeprefix("report/"), v=version)


def _prepare_templates(app: Flask) -> None:
    env = app.jinja_env
    env.undefined = StrictUndefined
    env.trim_blocks = True
    env.lstrip_blocks = True
    from jinja2 import ChoiceLoader, FileSystemLoader

    env.loader = ChoiceLoader(
        [FileSystemLoader(Path(__file__).with_name("templates")), FileSystemLoader(REPORT_TEMPLATES)]
    )
    prepare(env)
    env.globals.update(
        asset=asset,
        htmx_config=CONFIG,
        htmx_script=SCRIPT,
        locales=LOCALES,
        locale_tag=locale_tag,
        language_label=language_label,
        direction=direction,
        day_label=day_label,
        moment_label=moment_label,
        duration_label=duration_label,
        kind_name=kind_name,
        source_kind=source_kind,
        kind_about=kind_about,
        Kind=Kind,
        numbers_of=numbers_of,
        note_for=note_for,
        version=VERSION,
        article_suffixes=" ".join(sorted(ARTICLE_SUFFIXES)),
    )

    @app.context_processor
    def shell() -> dict[str, Any]:
        return {
            "n_open_jobs": len(open_jobs(state().engine)) if not wants_fragment(request.headers) else 0,
            "author": request.cookies.get("compare_author", ""),
            "is_fragment": wants_fragment(request.headers),
        }


def _measure(app: Flask) -> None:
    registry = CollectorRegistry()
    asked = Counter("compare_requests", "Requests by endpoint and status.", ["endpoint", "status"], registry=registry)
    took = Histogram(
        "compare_request_seconds",
        "Time to answer, by endpoint.",
        ["endpoint"],
        buckets=(0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 10),
        registry=registry,
    )
    app.extensions["compare_metrics"] = registry

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        endpoint = request.endpoint or "none"
        asked.labels(endpoint, str(response.status_code)).inc()
        if "began" in g:
            took.labels(endpoint).observe(time.perf_counter() - g.began)
        if endpoint not in ("static", "report_static", "home.health", "home.metrics"):
            response.vary.update((*VARY, "Accept-Language", "Cookie"))
        return response


def _explain_errors(app: Flask) -> None:
    """Say what happened on a page of the same look, in a piece where htmx asked for one."""

    def page(code: int, message: str) -> tuple[str, int]:
        template = "partials/_error.html" if wants_fragment(request.headers) else "error.html"
        return render_template(template, code=code, message=message), code

    @app.errorhandler(NotThere)
    def not_there(error: NotThere) -> tuple[str, int]:
        return page(404, gettext("There is nothing here. It may have been removed."))

    @app.errorhandler(CompareError)
    def refused(error: CompareError) -> tuple[str, int]:
        return page(422, str(error))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        messages = {
            404: gettext("There is nothing here. It may have been removed."),
            413: gettext("This is more than the server takes at once. Send fewer or smaller files."),
        }
        return page(code, messages.get(code, error.description or ""))

    @app.errorhandler(Exception)
    def broken(error: Exception) -> tuple[str, int]:
        app.logger.exception("%s %s", request.method, request.path)
        return page(500, gettext("Something went wrong in the program. The server's log says what."))
