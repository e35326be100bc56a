"""Jobs: asking for one, watching it, stopping it, and the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from compare.store.jobs import Job, JobState, add_job, find_job, open_jobs, recent_jobs
from compare.store.stories import find_story
from web.htmx import lead_to, wants_fragment
from web.jobs import STAGES
from web.state import state

pages = Blueprint("jobs", __name__)

# Share of a job's work by stage, for the bar: processor time on the bundled story with an empty memory, of its six
# articles two to be translated (1.0, 3.4, 13.9, 0.9 and 11.0 s).
STAGE_SHARES = {"open": 0.03, "translate": 0.11, "embed": 0.46, "align": 0.03, "frame": 0.37}
MIN_DONE = 3  # sentences before a rate is worth telling


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as shown: its bar in whole per cent, time left in seconds where it can be told, and its place in line."""

    job: Job
    percent: int
    left_s: float | None
    n_ahead: int
    articles: tuple[tuple[str, int, int], ...]
    stages: tuple[tuple[str, str], ...]


@pages.post("/stories/<story>/jobs")
def start(story: str) -> ResponseReturnValue:
    """Ask for a comparison; a story that is being compared keeps its job."""
    kept = find_story(state().engine, story)
    if not kept.articles:
        return redirect(url_for("stories.check", story=story), code=303)
    job = add_job(state().engine, story)
    state().runner.submit(job)
    return redirect(url_for("jobs.show", job=job), code=303)


@pages.get("/jobs")
def queue() -> ResponseReturnValue:
    """Show what runs, what waits and what is over."""
    engine = state().engine
    return render_template(
        "queue.html",
        views=[view_of_job(job) for job in open_jobs(engine)],
        recent=recent_jobs(engine),
        n_jobs=state().settings.n_jobs,
    )


@pages.get("/jobs/<job>")
def show(job: str) -> ResponseReturnValue:
    """Show how far a job is; the piece of it replaces itself until the job is over."""
    found = find_job(state().engine, job)
    is_piece = wants_fragment(request.headers)
    done_at = url_for("reports.matrix", story=found.story)
    if found.state is JobState.DONE and is_piece:
        return lead_to(make_response("", 200), done_at)
    if found.state is JobState.DONE:
        return redirect(done_at, code=303)
    template = "partials/_job.html" if is_piece else "job.html"
    return render_template(template, view=view_of_job(found), job=found)


@pages.post("/jobs/<job>/cancel")
def cancel(job: str) -> ResponseReturnValue:
    """Stop a job."""
    state().runner.cancel(job)
    return redirect(url_for("jobs.show", job=job), code=303)


def view_of_job(job: Job) -> JobView:
    """Work out what is shown of a job."""
    ahead = 0
    if job.state is JobState.WAITING:
        for other in open_jobs(state().engine):
            if other.id == job.id:
                break
            ahead += 1
    names = {entry.article.id: entry.article.outlet for entry in find_story(state().engine, job.story).articles}
    return JobView(
        job=job,
        percent=_percent(job),
        left_s=_left_s(job),
        n_ahead=ahead,
        articles=tuple((names.get(key, key), done, total) for key, done, total in job.progress),
        stages=tuple((stage, _stage_name(stage)) for stage in STAGES),
    )


def _percent(job: Job) -> int:
    if job.state is JobState.DONE:
        return 100
    if job.stage not in STAGE_SHARES:
        return 0 if not job.stage else 99
    before = sum(share for name, share in STAGE_SHARES.items() if STAGES.index(name) < STAGES.index(job.stage))
    within = job.done / job.total if job.total else 0.0
    return min(99, int(100 * (before + STAGE_SHARES[job.stage] * within)))


def _left_s(job: Job) -> float | None:
    """Return the seconds left as the rate of this stage has it; None before there is a rate."""
    if job.state is not JobState.RUNNING or job.stage_started is None or job.stage not in STAGE_SHARES:
        return None
    if job.done < MIN_DONE or not job.total or job.done >= job.total:
        return None
    spent = (datetime.now(UTC) - job.stage_started).total_seconds()
    return max(1.0, spent * (job.total - job.done) / job.done)


def _stage_name(stage: str) -> str:
    names = {
        "open": gettext("Opening the models"),
        "translate": gettext("Translating"),
        "embed": gettext("Comparing meanings"),
        "align": gettext("Matching sentences"),
        "frame": gettext("Looking for framing"),
    }
    return str(names[stage])
