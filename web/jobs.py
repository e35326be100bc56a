"""Running comparisons: durable jobs, a few at a time, that a killed server takes up again.

DBOS keeps who is to run what in the same database as everything else; where a job stands, for people, is in the
``jobs`` table. What was translated is in the translation memory batch by batch, so a job that begins again is quick.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Generic, TypeVar

import numpy as np
from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer, SetWorkflowID
from sqlalchemy import Engine

from compare.domain import Rendering, Report, Route, Story, primary
from compare.engines.protocols import Embedder, SomeLanguagesEmbedder, Translator, Vectors, WordReader, routes_of
from compare.errors import CompareError, StoreFailed
from compare.pipeline import Options, Tools, compare
from compare.steps.corrections import CorrectionKind, constraints_of, same_of
from compare.steps.segment import sentences_of
from compare.store.corrections import holding, list_corrections
from compare.store.database import hold_worker
from compare.store.jobs import (
    JobState,
    cancel_job,
    find_job,
    finish_job,
    give_up_job,
    open_jobs,
    start_job,
    tell_progress,
)
from compare.store.reports import keep_report
from compare.store.stories import find_story
from web.notes import N_

log = logging.getLogger(__name__)

QUEUE = "comparisons"
APPLICATION = "compare"
# DBOS takes up only jobs of the same version; ours read their input from the database, so they outlive upgrades.
APPLICATION_VERSION = "1"
POLL_S = 0.25  # how long a free place may stay empty
PORTION = 16  # texts embedded between two looks at progress: a tenth to a quarter of a second
TELL_EVERY_S = 0.3  # progress is written at most this often
MAX_STARTS = 4  # a job whose server died that often in the middle of it is likely the reason
# Written down in English, and said in the language of whoever looks.
GIVEN_UP = N_("The server stopped each time this job ran. Split the story.")
BROKEN = N_("Something went wrong in the program. The server's log says what; please report it.")
STAGES = ("open", "translate", "embed", "read", "beside", "align", "frame")


class Cancelled(Exception):
    """The job is to stop; raised where it tells its progress."""


class Runner:
    """Starts, cancels and takes up jobs. One is active in a process at a time: DBOS is one to a process."""

    def __init__(self, engine: Engine, open_tools: Callable[[], Tools], *, n_jobs: int, worker: str) -> None:
        self.engine = engine
        self.open_tools = open_tools
        self.n_jobs = n_jobs
        self.worker = worker
        self.is_running = False
        self._release: Callable[[], None] = _nothing

    def start(self) -> None:
        """Begin to work: jobs cut off by a crash first, then those that wait.

        Raises ``CompareError`` where another process works under the same name: it would take up the jobs that this
        one is in the middle of.
        """
        global _active
        self._release = hold_worker(self.engine, self.worker)
        _active = self
        config: DBOSConfig = {
            "name": APPLICATION,
            "system_database_url": self.engine.url.render_as_string(hide_password=False),
            "serializer": DBOSPortableJSONSerializer(),
            "application_version": APPLICATION_VERSION,
            "executor_id": self.worker,
            "enable_otlp": False,
            "log_level": "WARNING",
        }
        DBOS(config=config)
        DBOS.launch()
        DBOS.register_queue(QUEUE, worker_concurrency=self.n_jobs, polling_interval_sec=POLL_S)
        self.is_running = True
        # A job is first in the table, then in the queue; a crash between the two is mended here.
        for job in open_jobs(self.engine):
            if job.state is JobState.WAITING:
                self.submit(job.id)
            elif job.is_cancelling:
                self.cancel(job.id)  # whoever was to stop it may be gone

    def stop(self) -> None:
        """Stop taking jobs; one in the middle of its work is taken up at the next start."""
        global _active
        if self.is_running:
            self.is_running = False
            DBOS.destroy()
        self._release()
        self._release = _nothing
        _active = None

    def submit(self, job: str) -> None:
        """Put a job into the queue; a second time does nothing. Where nothing runs yet, ``start`` will."""
        if self.is_running:
            with SetWorkflowID(job):
                DBOS.enqueue_workflow(QUEUE, run_comparison, job)

    def cancel(self, job: str) -> None:
        """Have a job stop: at once where it waits or its worker is gone, at its next step where it runs."""
        found = cancel_job(self.engine, job)
        if not self.is_running:
            return
        if found is JobState.RUNNING and not self._is_held(job):
            found = give_up_job(self.engine, job)
        if found is JobState.CANCELLED:
            DBOS.cancel_workflow(job)

    def _is_held(self, job: str) -> bool:
        """True while the worker that took a running job up last is this one or another that lives.

        Where the system cannot say who lives, nobody else does; a worker that does after all stops at its next step.
        """
        status = DBOS.get_workflow_status(job)
        if status is None or status.status not in ("PENDING", "ENQUEUED"):
            return False
        if status.executor_id is None or status.executor_id == self.worker:
            return True
        try:
            hold_worker(self.engine, status.executor_id)()
        except StoreFailed:
            return True
        return False

    def run(self, job: str) -> None:
        """Do a job from its beginning; whatever happens to it is written down, nothing is raised."""
        try:
            found = find_job(self.engine, job)
            if not found.is_open:
                return
            if found.is_cancelling:
                finish_job(self.engine, job, JobState.CANCELLED)
                return
            if found.n_starts >= MAX_STARTS:
                finish_job(self.engine, job, JobState.FAILED, GIVEN_UP)
                return
            start_job(self.engine, job)
            _compare(self.engine, job, found.story, self.open_tools())
            finish_job(self.engine, job, JobState.DONE)
        except Cancelled:
            finish_job(self.engine, job, JobState.CANCELLED)
        except CompareError as error:
            finish_job(self.engine, job, JobState.FAILED, str(error))
        except Exception:
            log.exception("job %s failed", job)
            finish_job(self.engine, job, JobState.FAILED, BROKEN)


def _nothing() -> None:
    """Release nothing: no name is held."""


_active: Runner | None = None


@DBOS.step(name="compare")
def _step(job: str) -> None:
    if _active is None:
        raise RuntimeError("a job was started while no runner is active")
    _active.run(job)


@DBOS.workflow(name="comparison", max_recovery_attempts=1000)
def run_comparison(job: str) -> None:
    """Do one job; its input and output are in the database, so that only its id is written down here."""
    _step(job)


def _compare(engine: Engine, job: str, story_id: str, tools: Tools) -> None:
    kept_story = find_story(engine, story_id)
    kept = list_corrections(engine, story_id)
    corrections = holding(kept)
    names = {c.places[0].article: c.text for c in corrections if c.kind is CorrectionKind.OUTLET}
    story = kept_story.story(names)
    newest = max((entry.id for entry in kept), default=0)
    options = Options(
        to=kept_story.to,
        constraints=constraints_of(corrections, [article.id for article in story.articles]),
        same=same_of(corrections),
        second_opinion=kept_story.second_opinion,
    )
    watch = Watch(engine, job, story, tools, options.to)
    watched = replace(
        tools,
        translator=WatchedTranslator(tools.translator, watch),
        embedder=WatchedEmbedder(tools.embedder, watch),
        second_embedder=tools.second_embedder and WatchedSomeLanguagesEmbedder(tools.second_embedder, watch),
        word_reader=tools.word_reader and WatchedWordReader(tools.word_reader, watch, "read"),
        meaning_reader=tools.meaning_reader and WatchedWordReader(tools.meaning_reader, watch, "beside"),
    )
    report: Report = compare(story, watched, options, watch.progress)
    watch.tell("keep", 0, 1)
    keep_report(engine, story_id, report, job=job, correction=newest)


class Watch:
    """Writes down how far a job is, and stops it when asked to."""

    def __init__(self, engine: Engine, job: str, story: Story, tools: Tools, to: str) -> None:
        self.engine = engine
        self.job = job
        self._told = 0.0
        self._stage = ("", 0, 0)
        self._articles_of: dict[str, list[str]] = defaultdict(list)
        self._totals: dict[str, int] = {}
        self._done: dict[str, int] = defaultdict(int)
        self._lock = threading.Lock()
        for article in story.articles:
            language = tools.detect(article).language
            if primary(language) == primary(to) or tools.translator.find_route(language, to) is None:
                continue
            sentences = sentences_of(article, language)
            self._totals[article.id] = len(sentences)
            for sentence in sentences:
                self._articles_of[sentence.text].append(article.id)

    def translated(self, text: str) -> None:
        """Count a text as translated wherever it stands."""
        for article in self._articles_of.get(text, ()):
            self._done[article] += 1

    def progress(self, stage: str, done: int, total: int) -> None:
        """Take the pipeline's progress; written down when the stage changes or ends, and now and then."""
        self.tell(stage, done, total, force=stage != self._stage[0] or done == total)

    def tell(self, stage: str, done: int, total: int, *, force: bool = True) -> None:
        """Write progress down. Raises ``Cancelled`` where someone asked for it."""
        with self._lock:
            self._stage = (stage, done, total)
            if not force and time.monotonic() - self._told < TELL_EVERY_S:
                return
            self._told = time.monotonic()
            progress = [(key, min(self._done[key], n), n) for key, n in self._totals.items()]
            may_go_on = tell_progress(self.engine, self.job, stage=stage, done=done, total=total, progress=progress)
        if not may_go_on:
            raise Cancelled


class WatchedTranslator:
    """Passes everything on to a translator, and tells a watch which texts came back."""

    def __init__(self, translator: Translator, watch: Watch) -> None:
        self._translator = translator
        self._watch = watch

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the route of the translator underneath."""
        return self._translator.find_route(source, target)

    def find_routes(self, source: str, target: str) -> tuple[Route, ...]:
        """Return all routes of the translator underneath."""
        return routes_of(self._translator, source, target)

    def decoding(self) -> str:
        """Return the decoding settings of the translator underneath."""
        return self._translator.decoding()

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield what the translator underneath yields."""
        for index, rendering in self._translator.translate(texts, route):
            self._watch.translated(texts[index])
            yield index, rendering


E = TypeVar("E", bound=Embedder)


class WatchedEmbedder(Generic[E]):
    """Has an embedder work in small portions, so that progress shows and a job can be stopped in between."""

    def __init__(self, embedder: E, watch: Watch) -> None:
        self._embedder = embedder
        self._watch = watch

    @property
    def name(self) -> str:
        """Name of the embedder underneath."""
        return self._embedder.name

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return what the embedder underneath returns; a vector hangs on its own text alone."""
        parts = []
        for start in range(0, len(texts), PORTION):
            parts.append(self._embedder.embed(texts[start : start + PORTION]))
            self._watch.progress("embed", min(start + PORTION, len(texts)), len(texts))
        return np.concatenate(parts) if parts else self._embedder.embed(texts)


class WatchedSomeLanguagesEmbedder(WatchedEmbedder[SomeLanguagesEmbedder]):
    """The same for an embedder that knows some languages."""

    @property
    def languages(self) -> frozenset[str]:
        """The languages that the embedder underneath knows."""
        return self._embedder.languages


class WatchedWordReader:
    """Has a reader of words work in small portions, so that progress shows and a job can be stopped in between."""

    def __init__(self, reader: WordReader, watch: Watch, stage: str) -> None:
        self._reader = reader
        self._watch = watch
        self._stage = stage

    @property
    def name(self) -> str:
        """Name of the reader underneath."""
        return self._reader.name

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        """Return what the reader underneath returns; what is said of a text hangs on it alone."""
        found: list[Vectors] = []
        for start in range(0, len(texts), PORTION):
            found += self._reader.read(texts[start : start + PORTION])
            self._watch.progress(self._stage, min(start + PORTION, len(texts)), len(texts))
        return found
