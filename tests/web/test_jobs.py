"""Jobs: asked for, watched, stopped, taken up after a crash, two at a time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from prometheus_client import Gauge

from compare.domain import Article, Place, Story
from compare.errors import CompareError
from compare.opening import Settings
from compare.steps.corrections import Correction, CorrectionKind
from compare.store.corrections import add_correction
from compare.store.database import open_database
from compare.store.jobs import Job, JobState, add_job, cancel_job, find_job
from compare.store.reports import find_report, list_reports, newest_report, report_of_job
from compare.store.stories import add_story, ask_second_opinion, find_story, mend_article, remove_story
from tests.conftest import ROOT
from tests.store.databases import fresh_database, postgresql
from tests.web.conftest import GlossaryTranslator, make_app
from web.job_pages import COSTS_S, how_far
from web.settings import WebSettings

HTMX = {"HX-Request": "true"}
EN = "The governor said that six people died. The bridge was closed on Monday. Schools stayed open all week."
PT = "O governador disse que seis pessoas morreram. A ponte foi fechada na segunda-feira. O mercado ficou aberto."


def raid(state, name="raid", pt=PT) -> str:
    articles = (Article("a", "River Post", "en", text=EN), Article("b", "Diário", "pt", text=pt))
    return add_story(state.engine, Story(name, articles, "A raid"))


def wait_for(claim: Callable[[], bool], timeout_s: float = 30.0) -> None:
    end = time.monotonic() + timeout_s
    while not claim():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def is_state(state, job, wanted) -> Callable[[], bool]:
    def claim() -> bool:
        found = find_job(state.engine, job)
        assert found.state is wanted or found.state is not JobState.FAILED, found.error
        return found.state is wanted

    return claim


def ask(client, story) -> str:
    return client.post(f"/stories/{story}/jobs").headers["Location"].rsplit("/", 1)[1]


def test_a_comparison_runs_and_leads_to_its_report(client, state):
    state.runner.start()
    story = raid(state)
    job = ask(client, story)
    wait_for(is_state(state, job, JobState.DONE))
    assert client.get(f"/jobs/{job}").headers["Location"] == f"/stories/{story}/"
    assert client.get(f"/jobs/{job}", headers=HTMX).headers["HX-Redirect"] == f"/stories/{story}/"
    page = client.get(f"/stories/{story}/?rows=all").get_data(as_text=True)
    assert "The bridge was closed on Monday." in page and "A ponte foi fechada" in page


def test_progress_is_told_per_article_and_the_piece_replaces_itself(client, state, translator):
    translator.may_go_on.clear()
    state.runner.start()
    job = ask(client, raid(state))
    wait_for(lambda: find_job(state.engine, job).stage == "translate")
    piece = client.get(f"/jobs/{job}", headers=HTMX).get_data(as_text=True)
    translator.may_go_on.set()
    assert 'hx-trigger="every 1s"' in piece and "Diário" in piece and "0 / 3" in piece
    wait_for(is_state(state, job, JobState.DONE))


def test_what_is_said_of_a_job_stands_outside_of_what_replaces_itself_and_is_sent_when_it_changed(client, state):
    job = add_job(state.engine, raid(state))
    page = client.get(f"/jobs/{job}").get_data(as_text=True)
    assert page.index('aria-live="polite"') < page.index('id="job-state"') < page.index('<section id="job"')
    assert "hx-swap-oob" not in page
    (told,) = re.findall(r'hx-get="([^"]+)"', page)
    assert "hx-swap-oob" not in client.get(told, headers=HTMX).get_data(as_text=True)
    cancel_job(state.engine, job)
    assert "Stopped." in client.get(told, headers=HTMX).get_data(as_text=True)


def test_the_piece_about_a_job_that_is_gone_asks_no_more(client, state):
    story = raid(state)
    job = add_job(state.engine, story)
    remove_story(state.engine, story)
    answer = client.get(f"/jobs/{job}", headers=HTMX)
    piece = answer.get_data(as_text=True)
    assert answer.status_code == 404 and "There is nothing here" in piece and "hx-trigger" not in piece


def test_the_queue_comes_as_a_piece_with_names_for_what_can_have_the_focus(client, state):
    job = add_job(state.engine, raid(state))
    piece = client.get("/jobs", headers=HTMX).get_data(as_text=True)
    assert piece.startswith('<section id="queue"') and f'id="stop-{job}"' in piece and f'id="job-{job}"' in piece


def test_jobs_that_are_gone_are_no_longer_counted(client, state):
    story = raid(state)
    add_job(state.engine, story)
    assert 'compare_jobs{state="waiting"} 1.0' in client.get("/metrics").get_data(as_text=True)
    remove_story(state.engine, story)
    page = client.get("/metrics").get_data(as_text=True)
    assert [f'compare_jobs{{state="{name}"}} 0.0' in page for name in JobState] == [True] * len(JobState)


def test_two_who_ask_for_the_first_metrics_at_once_both_get_them(app, monkeypatch):
    together = threading.Barrier(2, timeout=20)

    def gauge(*given, **more) -> Gauge:
        together.wait()
        return Gauge(*given, **more)

    monkeypatch.setattr("web.home.Gauge", gauge)
    app.testing = False
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: app.test_client().get("/metrics").status_code, range(2)))
    assert answers == [200, 200]


def at(stage: str, done: int, total: int, stage_started_s: float, started_s: float = 100.0) -> Job:
    """A running job of twenty sentences to translate, as it stands ``started_s`` seconds after its start."""
    now = datetime(2025, 6, 26, tzinfo=UTC)
    return Job(
        id="j", story="s", story_title="", state=JobState.RUNNING, stage=stage, done=done, total=total,
        progress=(("b", 0, 20),), error="", is_cancelling=False, n_starts=1, made=now,
        started=now - timedelta(seconds=started_s), stage_started=now - timedelta(seconds=stage_started_s),
        finished=None,
    )  # fmt: skip


def test_the_time_left_is_that_of_all_stages_to_come():
    now = datetime(2025, 6, 26, tzinfo=UTC)
    _, translating = how_far(at("translate", 10, 20, 5.0), 100, now)
    assert translating is not None and translating > 5.0 + 100 * COSTS_S["embed"]
    _, slow = how_far(at("embed", 50, 100, 60.0), 100, now)
    _, quick = how_far(at("embed", 50, 100, 6.0), 100, now)
    assert slow is not None and quick is not None and slow > 60 + 5 * (quick - 6)


def test_the_bar_never_goes_back_from_stage_to_stage():
    now = datetime(2025, 6, 26, tzinfo=UTC)
    stands = [
        ("open", 0, 1),
        ("translate", 4, 20),
        ("translate", 20, 20),
        ("embed", 5, 100),
        ("embed", 100, 100),
        ("read", 20, 100),
    ]
    stands += [("align", 0, 6), ("align", 6, 6), ("frame", 0, 1)]
    percents = [how_far(at(stage, done, total, 1.0), 100, now)[0] for stage, done, total in stands]
    assert percents == sorted(percents) and percents[-1] < 100


def test_what_is_left_can_be_told_while_a_stage_is_not_timed_yet():
    percent, left_s = how_far(at("frame", 0, 1, 500.0), 100, datetime(2025, 6, 26, tzinfo=UTC))
    assert left_s is not None and 1.0 <= left_s < 200
    assert percent < 100


def test_a_story_with_an_open_job_keeps_that_one(client, state, translator):
    translator.may_go_on.clear()
    state.runner.start()
    story = raid(state)
    assert ask(client, story) == ask(client, story)
    translator.may_go_on.set()


def test_two_run_at_a_time_and_the_third_waits_visibly(client, state, translator):
    translator.may_go_on.clear()
    state.runner.start()
    jobs = [ask(client, raid(state, f"raid-{k}")) for k in range(3)]
    wait_for(lambda: sum(find_job(state.engine, job).state is JobState.RUNNING for job in jobs) == 2)
    time.sleep(0.6)
    (waiting,) = [job for job in jobs if find_job(state.engine, job).state is JobState.WAITING]
    assert "comparisons are ahead" in client.get(f"/jobs/{waiting}").get_data(as_text=True)
    assert client.get("/jobs").get_data(as_text=True).count("<tr>") == 4
    translator.may_go_on.set()
    for job in jobs:
        wait_for(is_state(state, job, JobState.DONE))


def test_a_running_job_stops_and_keeps_what_was_translated(client, state, translator):
    translator.pause_s = 0.4
    state.runner.start()
    job = ask(client, raid(state))
    wait_for(lambda: len(translator.asked) >= 1)
    client.post(f"/jobs/{job}/cancel")
    wait_for(is_state(state, job, JobState.CANCELLED))
    assert "Stopped" in client.get(f"/jobs/{job}").get_data(as_text=True)
    before = list(translator.asked)
    translator.pause_s = 0.0
    again = ask(client, find_job(state.engine, job).story)
    wait_for(is_state(state, again, JobState.DONE))
    assert not set(before) & set(translator.asked[len(before) :])


def test_a_comparison_asked_for_while_one_is_being_stopped_is_another_and_is_done(client, state, translator):
    translator.may_go_on.clear()
    state.runner.start()
    story = raid(state)
    stopping = ask(client, story)
    wait_for(lambda: find_job(state.engine, stopping).stage == "translate")
    client.post(f"/jobs/{stopping}/cancel")
    again = ask(client, story)
    translator.may_go_on.set()
    assert again != stopping
    wait_for(is_state(state, stopping, JobState.CANCELLED))
    wait_for(is_state(state, again, JobState.DONE))


def test_a_job_whose_worker_is_gone_can_be_stopped_and_its_story_compared_again(tmp_path):
    """Another process, under another name, is held in mid-job, and then killed."""
    script = textwrap.dedent(
        f"""
        import time
        from pathlib import Path
        from compare.opening import Settings
        from compare.store.jobs import add_job
        from tests.web.conftest import GlossaryTranslator, make_app
        from tests.web.test_jobs import raid
        from web.settings import WebSettings
        folder = Path({str(tmp_path)!r})
        translator = GlossaryTranslator()
        translator.pause_s = 0.5
        settings = WebSettings(tools=Settings(folder, folder / "t.sqlite3"), worker="old")
        state = make_app(settings, translator).extensions["compare"]
        long = " ".join(f"Frase número {{k}} sobre a ponte." for k in range(120))
        (folder / "job").write_text(add_job(state.engine, raid(state, pt=long)))
        state.runner.start()
        time.sleep(60)
        """
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    other = subprocess.Popen([sys.executable, "-c", script], env=environment, cwd=ROOT)
    settings = WebSettings(tools=Settings(tmp_path, tmp_path / "t.sqlite3"), worker="new")
    app = None
    try:
        wait_for(lambda: (tmp_path / "job").exists(), 60)
        app = make_app(settings, GlossaryTranslator())
        state = app.extensions["compare"]
        job = (tmp_path / "job").read_text()
        wait_for(lambda: find_job(state.engine, job).done >= 1, 60)
        state.runner.start()
        other.send_signal(signal.SIGSTOP)
        state.runner.cancel(job)
        assert find_job(state.engine, job).state is JobState.RUNNING  # its worker lives, and is told
        other.kill()
        other.wait()
        state.runner.cancel(job)
        assert find_job(state.engine, job).state is JobState.CANCELLED
        again = ask(app.test_client(), find_job(state.engine, job).story)
        wait_for(is_state(state, again, JobState.DONE))
    finally:
        other.kill()
        other.wait()
        if app is not None:
            app.extensions["compare"].runner.stop()
            app.extensions["compare"].engine.dispose()


def test_a_waiting_job_is_cancelled_at_once(client, state):
    job = ask(client, raid(state))
    client.post(f"/jobs/{job}/cancel")
    assert find_job(state.engine, job).state is JobState.CANCELLED
    state.runner.start()
    time.sleep(0.6)
    assert report_of_job(state.engine, job) is None


def test_a_job_asked_for_while_nothing_runs_is_done_after_the_start(client, state):
    job = ask(client, raid(state))
    assert find_job(state.engine, job).state is JobState.WAITING
    state.runner.start()
    wait_for(is_state(state, job, JobState.DONE))


def test_a_job_that_cannot_be_done_says_why(client, state):
    story = add_story(state.engine, Story("empty", (Article("a", "River Post", "en", sentences=("",)),), "Empty"))
    job = ask(client, story)
    state.runner.run(job)
    assert find_job(state.engine, job).state is JobState.FAILED
    assert "River Post" in find_job(state.engine, job).error
    assert "has no sentence" in client.get(f"/jobs/{job}").get_data(as_text=True)


def test_a_report_is_not_kept_twice_when_a_job_runs_twice(state):
    story = raid(state)
    job = add_job(state.engine, story)
    state.runner.run(job)
    state.runner.run(job)
    assert len(list_reports(state.engine, story)) == 1


def test_a_job_that_brings_the_server_down_again_and_again_is_given_up(state, monkeypatch):
    job = add_job(state.engine, raid(state))
    monkeypatch.setattr("web.jobs._compare", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    for _ in range(4):
        with pytest.raises(KeyboardInterrupt):
            state.runner.run(job)
    state.runner.run(job)
    found = find_job(state.engine, job)
    assert found.state is JobState.FAILED and "each time" in found.error


def test_a_correction_survives_the_next_run(client, state):
    story = raid(state)
    state.runner.run(add_job(state.engine, story))
    joined = Correction(CorrectionKind.JOIN, (Place("a", 2), Place("b", 2)))
    parted = Correction(CorrectionKind.NO_PARTNER, (Place("a", 0),))
    for decision in (joined, parted):
        add_correction(state.engine, story, decision, author="Ana", seen=9)
    state.runner.run(add_job(state.engine, story))
    line = newest_report(state.engine, story)
    assert line is not None and line.number == 2 and line.correction == 2
    (alignment,) = find_report(state.engine, line.id).report.comparisons
    assert ((2,), (2,), True) in [(bead.left, bead.right, bead.is_fixed) for bead in alignment.beads]
    assert 0 in alignment.left_gaps
    assert "Compare again" not in client.get(f"/stories/{story}/").get_data(as_text=True)


def test_a_correction_does_not_bind_another_sentence_that_an_edit_put_in_its_place(client, state):
    story = raid(state)
    state.runner.run(add_job(state.engine, story))
    joined = Correction(CorrectionKind.JOIN, (Place("a", 1), Place("b", 2)))
    add_correction(state.engine, story, joined, author="Ana", seen=0)
    article = find_story(state.engine, story).articles[0].article
    mend_article(state.engine, story, "a", replace(article, text=EN.split(". ", 1)[1]), ())
    state.runner.run(add_job(state.engine, story))
    line = newest_report(state.engine, story)
    assert line is not None
    (alignment,) = find_report(state.engine, line.id).report.comparisons
    assert not any(bead.is_fixed for bead in alignment.beads)
    assert "corrected by hand" not in client.get(f"/stories/{story}/?rows=all").get_data(as_text=True)


def test_a_second_opinion_is_asked_for_with_the_comparison_and_kept_for_the_next(client, state):
    story = raid(state)
    asked = {"second_opinion_asked": "1", "second_opinion": "1"}
    job = client.post(f"/stories/{story}/jobs", data=asked).headers["Location"].rsplit("/", 1)[1]
    state.runner.run(job)
    report = find_report(state.engine, newest_report(state.engine, story).id).report
    assert report.provenance.settings["second_opinion"] is True
    assert any("No second opinion" in note for note in report.reading("b").notes)  # the glossary knows one way only
    assert "Compare again" not in client.get(f"/stories/{story}/").get_data(as_text=True)
    ask_second_opinion(state.engine, story, wanted=False)
    assert "Compare again" in client.get(f"/stories/{story}/").get_data(as_text=True)


def test_wordings_said_to_be_the_same_bind_the_next_run(client, state):
    story = raid(state)
    same = Correction(CorrectionKind.SAME, (Place("a", 0),), "the governor = the minister")
    add_correction(state.engine, story, same, author="Ana", seen=0)
    state.runner.run(add_job(state.engine, story))
    report = find_report(state.engine, newest_report(state.engine, story).id).report
    assert report.provenance.settings["same"] == [["the governor", "the minister"]]


def test_killed_in_mid_job_the_server_loses_nothing_and_finishes_after_a_restart(tmp_path):
    """A real process, killed with -9 while it translates; the next one takes the job up."""
    script = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from compare.opening import Settings
        from compare.store.jobs import add_job, find_job
        from tests.web.conftest import GlossaryTranslator, make_app
        from tests.web.test_jobs import raid
        from web.settings import WebSettings
        folder = Path({str(tmp_path)!r})
        translator = GlossaryTranslator()
        translator.pause_s = float(sys.argv[2])
        app = make_app(WebSettings(tools=Settings(folder, folder / "t.sqlite3")), translator)
        state = app.extensions["compare"]
        if sys.argv[1] == "first":
            long = " ".join(f"Frase número {{k}} sobre a ponte." for k in range(60))
            job = add_job(state.engine, raid(state, pt=long))
            (folder / "job").write_text(job)
        state.runner.start()
        job = (folder / "job").read_text()
        while find_job(state.engine, job).is_open:
            time.sleep(0.05)
        (folder / "asked").write_text("\\n".join(translator.asked))
        """
    )
    command = [sys.executable, "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    first = subprocess.Popen([*command, "first", "0.05"], env=environment, cwd=ROOT)
    database = tmp_path / "t.sqlite3"
    wait_for(lambda: (tmp_path / "job").exists(), 60)
    engine = open_database(database)
    job = (tmp_path / "job").read_text()
    wait_for(lambda: find_job(engine, job).done >= 20, 60)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    assert find_job(engine, job).state is JobState.RUNNING
    subprocess.run([*command, "second", "0"], env=environment, cwd=ROOT, check=True, timeout=90)
    found = find_job(engine, job)
    assert found.state is JobState.DONE and found.n_starts == 2
    # Of the twenty or more that were translated, all but the last handful were kept.
    assert len((tmp_path / "asked").read_text().splitlines()) <= 61 - 16
    engine.dispose()


def test_two_servers_share_one_postgresql_and_no_job_runs_twice(tmp_path):
    """This process and another, each with one job at a time: both work, and each job is done once."""
    script = textwrap.dedent(
        """
        import sys, time
        from pathlib import Path
        from compare.opening import Settings
        from tests.web.conftest import GlossaryTranslator, make_app
        from web.settings import WebSettings
        folder, database = Path(sys.argv[1]), sys.argv[2]
        translator = GlossaryTranslator()
        translator.pause_s = 0.1
        app = make_app(WebSettings(tools=Settings(folder, database), n_jobs=1, worker="two"), translator)
        state = app.extensions["compare"]
        state.runner.start()
        (folder / "ready").touch()
        while not (folder / "over").exists():
            time.sleep(0.05)
        (folder / "asked").write_text("\\n".join(translator.asked))
        state.runner.stop()
        """
    )
    with postgresql() as server:
        database = fresh_database(server)
        translator = GlossaryTranslator()
        translator.pause_s = 0.1
        app = make_app(WebSettings(tools=Settings(tmp_path, database), n_jobs=1, worker="one"), translator)
        state = app.extensions["compare"]
        client = app.test_client()
        state.runner.start()
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", script, str(tmp_path), database]
        other = subprocess.Popen(command, env=environment, cwd=ROOT)
        try:
            wait_for(lambda: (tmp_path / "ready").exists(), 60)
            texts = [" ".join(f"Na história {k} a ponte {n} foi fechada." for n in range(6)) for k in range(6)]
            stories = [raid(state, f"raid-{k}", pt=text) for k, text in enumerate(texts)]
            jobs = [ask(client, story) for story in stories]
            for job in jobs:
                wait_for(is_state(state, job, JobState.DONE), 60)
            (tmp_path / "over").touch()
            assert other.wait(30) == 0
            theirs = (tmp_path / "asked").read_text().splitlines()
            assert translator.asked and theirs
            assert sorted(translator.asked + theirs) == sorted(sentence for text in texts for sentence in lines(text))
            assert [find_job(state.engine, job).n_starts for job in jobs] == [1] * len(jobs)
            assert [len(list_reports(state.engine, story)) for story in stories] == [1] * len(stories)
            assert "The bridge was closed on Monday." in client.get(f"/stories/{stories[0]}/?rows=all").text
        finally:
            other.kill()
            state.runner.stop()
            state.engine.dispose()


def lines(text: str) -> list[str]:
    return [f"{sentence.rstrip('.')}." for sentence in text.split(". ")]


def test_a_second_server_under_the_same_name_is_told_before_it_takes_up_anothers_jobs(state, settings):
    state.runner.start()
    second = make_app(settings, GlossaryTranslator()).extensions["compare"]
    with pytest.raises(CompareError, match="COMPARE_WEB_WORKER"):
        second.runner.start()
    second.engine.dispose()
    state.runner.stop()
    state.runner.start()
