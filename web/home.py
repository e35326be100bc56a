"""The first page, and what belongs to no story: the token, the language, health and metrics."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest
from sqlalchemy import select

from compare.errors import CompareError
from compare.files.stories import read_story
from compare.store.jobs import JobState, jobs_by_state
from compare.store.stories import list_stories
from compare.version import VERSION
from web.locales import COOKIE as LANGUAGE_COOKIE
from web.locales import LOCALES
from web.security import COOKIE as TOKEN_COOKIE
from web.security import is_local_path, is_token, session_value
from web.state import state

pages = Blueprint("home", __name__)

BUNDLED = Path(__file__).resolve().parent.parent / "corpora" / "stories" / "qingdao"
YEAR_S = 365 * 24 * 3600


@pages.get("/")
def index() -> ResponseReturnValue:
    """Show the stories, the bundled one first for whoever comes for the first time."""
    kept = list_stories(state().engine)
    has_bundled = any(line.is_bundled for line in kept)
    bundled = None
    if not has_bundled and BUNDLED.is_dir():
        try:
            bundled = state().memo.get("bundled", lambda: read_story(BUNDLED))
        except CompareError as error:
            current_app.logger.warning("the bundled story cannot be read: %s", error)
    return render_template("home.html", stories=kept, bundled=bundled)


@pages.route("/enter", methods=["GET", "POST"])
def enter() -> ResponseReturnValue:
    """Ask for the token and keep proof of it in a cookie."""
    token = state().settings.token
    onward = request.values.get("next", "/")
    onward = onward if is_local_path(onward) else "/"
    if token is None:
        return redirect("/", code=303)
    if request.method == "GET":
        return render_template("enter.html", next=onward, error="")
    if not is_token(request.form.get("token", ""), token):
        return render_template("enter.html", next=onward, error=gettext("This is not the token.")), 422
    response = redirect(onward, code=303)
    response.set_cookie(TOKEN_COOKIE, session_value(token), httponly=True, samesite="Strict", secure=request.is_secure)
    return response


@pages.post("/language")
def language() -> ResponseReturnValue:
    """Choose the language of the interface."""
    onward = request.form.get("next", "/")
    response = redirect(onward if is_local_path(onward) else "/", code=303)
    picked = request.form.get("language", "")
    if picked in LOCALES:
        response.set_cookie(LANGUAGE_COOKIE, picked, max_age=YEAR_S, httponly=True, samesite="Strict")
    return response


@pages.get("/health")
def health() -> ResponseReturnValue:
    """Say whether the database answers and jobs run."""
    with state().engine.connect() as connection:
        connection.execute(select(1))
    return jsonify(status="ok", version=VERSION, jobs="running" if state().runner.is_running else "stopped")


@pages.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Say how the server does, as Prometheus reads it."""
    now = CollectorRegistry()  # of this answer alone: two who ask at once do not meet
    gauge = Gauge("compare_jobs", "Jobs by state.", ["state"], registry=now)
    found = jobs_by_state(state().engine)
    for name in JobState:
        gauge.labels(str(name)).set(found.get(str(name), 0))
    counted = generate_latest(current_app.extensions["compare_metrics"])
    return Response(counted + generate_latest(now), content_type=CONTENT_TYPE_LATEST)


@pages.get("/help")
def help_page() -> ResponseReturnValue:
    """Explain the page: keys, marks, what is where."""
    return render_template("help.html")


@pages.get("/favicon.ico")
def favicon() -> ResponseReturnValue:
    """Lead to the icon."""
    return redirect(url_for("static", filename="icon.svg"), code=301)
