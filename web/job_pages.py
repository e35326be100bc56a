"""Jobs: asking for one, watching it, stopping it, and the queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from compare.store.jobs import Job, JobState, add_job, find_job, open_jobs, recent_jobs
from compare.store.stories import NotThere, ask_second_opinion, find_story
from web.htmx import lead_to, wants_fragment
from web.jobs import BROKEN, GIVEN_UP, STAGES
from web.locales import locale_tag
from web.notes import Note
from web.state import state

pages = Blueprint("jobs", __name__)

# Processor seconds a sentence, for the bar and the time left: the bundled story (135 sentences, 46 of them to be
# translated) with an empty memory on one core of an AMD EPYC. Only their ratios matter once a stage was timed.
COSTS_S = {"translate": 0.026, "embed": 0.045, "read": 0.018, "beside": 0.018, "align": 0.0022, "frame": 0.02}
OPEN_S = 0.3
CHARS = 114  # of a sentence, in the same story
MIN_DONE = 3  # sentences before a rate is worth telling
PACES = (0.2, 20.0)  # how much slower than there a machine may seem: less is memory, more is a computer asleep
NEARLY = 0.95  # of a stage that does not say how far it is


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as shown: its bar in whole per cent, seconds left in all where they can be told, its place in line."""

    job: Job
    percent: int
    left_s: float | None
    n_ahead: int
    articles: tuple[tuple[str, int, int], ...]
    stages: tuple[tuple[str, str], ...]
    said: str
    why: Note


@pages.post("/stories/<story>/jobs")
def start(story: str) -> ResponseReturnValue:
    """Ask for a comparison; a story that is being compared keeps its job."""
    kept = find_story(state().engine, story)
    if not kept.articles:
        return redirect(url_for("stories.check", story=story), code=303)
    if "second_opinion_asked" in request.form:
        ask_second_opinion(state().engine, story, wanted=request.form.get("second_opinion") == "1")
    job = add_job(state().engine, story)
    state().runner.submit(job)
    return redirect(url_for("jobs.show", job=job), code=303)


@pages.get("/jobs")
def queue() -> ResponseReturnValue:
    """Show what runs, what waits and what is over."""
    engine = state().engine
    return render_template(
        "partials/_queue.html" if wants_fragment(request.headers) else "queue.html",
        views=[view_of_job(job) for job in open_jobs(engine)],
        recent=recent_jobs(engine),
        n_jobs=state().settings.n_jobs,
    )


@pages.get("/jobs/<job>")
def show(job: str) -> ResponseReturnValue:
    """Show how far a job is; the piece of it replaces itself until the job is over."""
    is_piece = wants_fragment(request.headers)
    try:
        found = find_job(state().engine, job)
    except NotThere:
        if not is_piece:
            raise
        message = gettext("There is nothing here. It may have been removed.")
        return render_template("partials/_job_gone.html", message=message), 404
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
    entries = find_story(state().engine, job.story).articles
    names = {entry.article.id: entry.article.outlet for entry in entries}
    n_sentences = sum(len(entry.article.verbatim) for entry in entries) // CHARS + 1
    percent, left_s = how_far(job, n_sentences, datetime.now(UTC))
    return JobView(
        job=job,
        percent=percent,
        left_s=left_s,
        n_ahead=ahead,
        articles=tuple((names.get(key, key), done, total) for key, done, total in job.progress),
        stages=tuple((stage, _stage_name(stage)) for stage in STAGES),
        said=_said(job, ahead),
        why=_why(job),
    )


def _why(job: Job) -> Note:
    """Return why a job failed, in the interface's language where it is known there."""
    is_known = job.error in (GIVEN_UP, BROKEN)
    return Note(str(gettext(job.error)), locale_tag()) if is_known else Note(job.error, "en")


def _said(job: Job, n_ahead: int) -> str:
    """Return where a job stands, in words."""
    if job.state is JobState.WAITING:
        ahead = ngettext("%(num)d comparison is ahead", "%(num)d comparisons are ahead", n_ahead)
        return f"{gettext('Waiting')}: {ahead}" if n_ahead else str(gettext("Waiting"))
    if job.state is JobState.RUNNING and job.is_cancelling:
        return str(gettext("Stopping"))
    if job.state is JobState.RUNNING:
        return _stage_name(job.stage) if job.stage in STAGES else str(gettext("Finishing"))
    over = {
        JobState.CANCELLED: gettext("Stopped. What was translated so far is kept."),
        JobState.FAILED: gettext("It did not work."),
        JobState.DONE: gettext("Done."),
    }
    return str(over[job.state])


def how_far(job: Job, n_sentences: int, now: datetime) -> tuple[int, float | None]:
    """Return how much of a job is done, 0 to 100, and the seconds left of all its stages; None where nobody knows.

    What a stage will take is guessed from the number of sentences, and from how long the stages so far took.
    """
    if job.state is JobState.DONE:
        return 100, None
    if job.stage not in STAGES or job.stage_started is None or job.started is None:
        return (99 if job.stage else 0), None
    counts = dict.fromkeys(COSTS_S, n_sentences) | {"translate": sum(total for _, _, total in job.progress)}
    expected = {"open": OPEN_S} | {stage: COSTS_S[stage] * n for stage, n in counts.items()}
    position = STAGES.index(job.stage)
    before = sum(expected[stage] for stage in STAGES[:position])
    after = sum(expected[stage] for stage in STAGES[position + 1 :])
    spent = (now - job.stage_started).total_seconds()
    is_timed = MIN_DONE <= job.done <= job.total
    whole = spent * job.total / job.done if is_timed else 0.0
    pace = 1.0
    if job.stage in ("align", "frame"):
        pace = (job.stage_started - job.started).total_seconds() / before
    elif is_timed and expected[job.stage]:
        # Remembered translations come in no time, which says nothing of what follows.
        pace = max(whole / expected[job.stage], 1.0 if job.stage == "translate" else 0.0)
    pace = min(max(pace, PACES[0]), PACES[1])
    whole = whole or pace * expected[job.stage]
    within = job.done / job.total if is_timed else min(spent / whole if whole else 0.0, NEARLY)
    percent = 100 * (before + within * expected[job.stage]) / (before + expected[job.stage] + after)
    left_s = max(1.0, whole * (1.0 - within) + pace * after)
    return min(99, int(percent)), left_s if job.state is JobState.RUNNING else None


def _stage_name(stage: str) -> str:
    names = {
        "open": gettext("Opening the models"),
        "translate": gettext("Translating"),
        "embed": gettext("Comparing meanings"),
        "read": gettext("Reading words in their sentences"),
        "beside": gettext("Reading sentences beside each other"),
        "align": gettext("Matching sentences"),
        "frame": gettext("Looking for framing"),
    }
    return str(names[stage])
