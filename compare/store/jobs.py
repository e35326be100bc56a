"""Comparisons asked for: where each stands. What runs them is not this file's business."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, Row, func, select

from compare.store.schema import jobs, stories
from compare.store.stories import NotThere


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN_STATES = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands. ``progress`` has, per article key, sentences translated and sentences in all."""

    id: str
    story: str
    story_title: str
    state: JobState
    stage: str
    done: int
    total: int
    progress: tuple[tuple[str, int, int], ...]
    error: str
    is_cancelling: bool
    n_starts: int
    made: datetime
    started: datetime | None
    stage_started: datetime | None
    finished: datetime | None

    @property
    def is_open(self) -> bool:
        """True until it is done, failed or cancelled."""
        return self.state in OPEN_STATES


def add_job(engine: Engine, story: str) -> str:
    """Ask for a comparison and return the job's id; a story that has an open job already keeps that one.

    One that is being cancelled will bring no report, and is not kept.
    """
    with engine.begin() as connection:
        # The story's row is written first, so that two clicks at once make one job.
        now = datetime.now(UTC)
        if not connection.execute(stories.update().where(stories.c.id == story).values(changed=now)).rowcount:
            raise NotThere(f"no story {story!r}")
        known = connection.scalar(
            select(jobs.c.id).where(
                jobs.c.story == story, jobs.c.state.in_(OPEN_STATES), jobs.c.is_cancelling.is_(False)
            )
        )
        if known is not None:
            return str(known)
        identity = uuid.uuid4().hex
        connection.execute(
            jobs.insert().values(
                id=identity,
                story=story,
                state=str(JobState.WAITING),
                stage="",
                done=0,
                total=0,
                progress=[],
                error="",
                is_cancelling=False,
                n_starts=0,
                made=now,
            )
        )
    return identity


def find_job(engine: Engine, identity: str) -> Job:
    """Return a job. Raises ``NotThere``."""
    with engine.connect() as connection:
        row = connection.execute(_jobs().where(jobs.c.id == identity)).one_or_none()
    if row is None:
        raise NotThere(f"no job {identity!r}")
    return _job(row)


def open_jobs(engine: Engine) -> list[Job]:
    """Return the running and waiting jobs in the order in which they were asked for."""
    with engine.connect() as connection:
        rows = connection.execute(_jobs().where(jobs.c.state.in_(OPEN_STATES)).order_by(jobs.c.made, jobs.c.id))
        return [_job(row) for row in rows]


def recent_jobs(engine: Engine, limit: int = 20) -> list[Job]:
    """Return the jobs that are over, the last one first."""
    with engine.connect() as connection:
        rows = connection.execute(
            _jobs().where(jobs.c.state.not_in(OPEN_STATES)).order_by(jobs.c.finished.desc()).limit(limit)
        )
        return [_job(row) for row in rows]


def jobs_by_state(engine: Engine) -> dict[str, int]:
    """Return how many jobs there are in each state."""
    with engine.connect() as connection:
        rows = connection.execute(select(jobs.c.state, func.count()).group_by(jobs.c.state)).all()
    return {str(row[0]): int(row[1]) for row in rows}


def start_job(engine: Engine, identity: str) -> None:
    """Say that work on a job begins, or begins again."""
    now = datetime.now(UTC)
    change = {
        "state": str(JobState.RUNNING),
        "started": func.coalesce(jobs.c.started, now),
        "stage_started": now,
        "stage": "open",
        "n_starts": jobs.c.n_starts + 1,
    }
    _change(engine, identity, change)


def tell_progress(
    engine: Engine, identity: str, *, stage: str, done: int, total: int, progress: Sequence[tuple[str, int, int]]
) -> bool:
    """Say how far a job is; returns False where it is to stop."""
    now = datetime.now(UTC)
    with engine.begin() as connection:
        row = connection.execute(
            jobs.update()
            .where(jobs.c.id == identity)
            .values(
                stage_started=func.coalesce(
                    select(jobs.c.stage_started)
                    .where(jobs.c.id == identity, jobs.c.stage == stage)
                    .correlate(None)
                    .scalar_subquery(),
                    now,
                ),
                stage=stage,
                done=done,
                total=total,
                progress=[list(entry) for entry in progress],
            )
            .returning(jobs.c.is_cancelling)
        ).one_or_none()
    return row is not None and not row.is_cancelling


def finish_job(engine: Engine, identity: str, state: JobState, error: str = "") -> None:
    """Say that a job is over."""
    _change(engine, identity, {"state": str(state), "error": error, "finished": datetime.now(UTC)})


def cancel_job(engine: Engine, identity: str) -> JobState:
    """Ask a job to stop and return its state: one that waits is cancelled at once, one that runs is told to."""
    with engine.begin() as connection:
        waiting = connection.execute(
            jobs.update()
            .where(jobs.c.id == identity, jobs.c.state == str(JobState.WAITING))
            .values(state=str(JobState.CANCELLED), is_cancelling=True, finished=datetime.now(UTC))
        )
        if not waiting.rowcount:
            connection.execute(jobs.update().where(jobs.c.id == identity).values(is_cancelling=True))
        state = connection.scalar(select(jobs.c.state).where(jobs.c.id == identity))
    if state is None:
        raise NotThere(f"no job {identity!r}")
    return JobState(state)


def give_up_job(engine: Engine, identity: str) -> JobState:
    """Say of a job that was told to stop, and that nobody is left to stop, that it is cancelled; return its state.

    One that is over by now stays as it is. Raises ``NotThere``.
    """
    with engine.begin() as connection:
        connection.execute(
            jobs.update()
            .where(jobs.c.id == identity, jobs.c.state == str(JobState.RUNNING), jobs.c.is_cancelling.is_(True))
            .values(state=str(JobState.CANCELLED), finished=datetime.now(UTC))
        )
    return find_job(engine, identity).state


def _change(engine: Engine, identity: str, values: dict[str, Any]) -> None:
    with engine.begin() as connection:
        connection.execute(jobs.update().where(jobs.c.id == identity).values(values))


def _jobs() -> Any:
    return select(jobs, stories.c.title.label("story_title")).join(stories, stories.c.id == jobs.c.story)


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        story=row.story,
        story_title=row.story_title,
        state=JobState(row.state),
        stage=row.stage,
        done=row.done,
        total=row.total,
        progress=tuple((key, done, total) for key, done, total in row.progress),
        error=row.error,
        is_cancelling=row.is_cancelling,
        n_starts=row.n_starts,
        made=row.made,
        started=row.started,
        stage_started=row.stage_started,
        finished=row.finished,
    )
