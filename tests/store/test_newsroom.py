"""Stories, reports, corrections, jobs and search, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, select

from compare.domain import Article, Kind, Place, Rendering, Route, Story
from compare.errors import TooLarge
from compare.files.limits import MAX_STORY_CHARS
from compare.steps.corrections import Correction, CorrectionKind
from compare.store import corrections, jobs, reports, stories
from compare.store.database import current_revision, newest_revision, open_database
from compare.store.jobs import JobState
from compare.store.memory import RememberingTranslator
from compare.store.schema import articles, metadata, segments
from compare.store.search import search, words_of
from compare.store.stories import NotThere
from tests.reports import bridge, dock_strike
from tests.store.databases import fresh_database, postgresql
from tests.store.test_memory import GlossaryTranslator

ALONE = Correction(CorrectionKind.NO_PARTNER, (Place("a", 1),))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgresql() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path) -> Iterator[Engine]:
    is_server = request.param == "postgresql"
    url = fresh_database(request.getfixturevalue("server")) if is_server else tmp_path / "test.sqlite3"
    engine = open_database(url)
    yield engine
    engine.dispose()


def keep(engine: Engine, report=None) -> str:
    report = report or bridge()
    story = Story(report.story, tuple(reading.article for reading in report.readings), report.title)
    identity = stories.add_story(engine, story)
    reports.keep_report(engine, identity, report)
    return identity


def test_the_tables_are_those_that_the_migrations_make(engine):
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    # The index for full-text search is the database's own, and no table of ours.
    assert [difference for difference in differences if "search" not in str(difference)] == []
    assert current_revision(engine) == newest_revision()


def test_a_story_comes_back_as_it_was_kept(engine):
    story = Story(
        "raid",
        (
            Article("a", "River Post", "en", "Six die", text="Six died.\n\nAção می 𝔘", notes=("one",)),
            Article("b", "Diário", None, sentences=("Um.", "")),
        ),
        "A raid",
    )
    identity = stories.add_story(engine, story, removed={"a": ["Front page"]})
    kept = stories.find_story(engine, identity)
    assert kept.story() == story
    assert kept.articles[0].removed == ("Front page",)


def test_an_id_that_is_taken_is_made_another(engine):
    story = Story("raid", (Article("a", "River Post", text="One."),), "A raid")
    first, second = stories.add_story(engine, story), stories.add_story(engine, story)
    assert first == "raid" and second.startswith("a-raid-")


def test_a_mended_article_has_a_new_version_and_the_old_one_is_kept(engine):
    identity = stories.add_story(engine, Story("raid", (Article("a", "River Post", text="One."),)))
    before = stories.find_story(engine, identity).articles[0]
    assert stories.mend_article(engine, identity, "a", replace(before.article, text="Two."), ())
    after = stories.find_story(engine, identity).articles[0]
    assert (after.number, after.identity) == (2, before.identity) and after.digest != before.digest
    assert not stories.mend_article(engine, identity, "a", after.article, ())


def test_a_story_grows_no_longer_than_is_read_whichever_way_it_grows(engine):
    half = "x" * (MAX_STORY_CHARS // 2)
    first = Article("a", "River Post", text=half)
    identity = stories.add_story(engine, Story("raid", (first,)))
    stories.add_article(engine, identity, Article("b", "Diário", sentences=(half[:-1], "")))
    kept = stories.find_story(engine, identity)
    with pytest.raises(TooLarge, match="Leave an article out"):
        stories.add_article(engine, identity, Article("c", "Quay", text="x"))
    with pytest.raises(TooLarge, match="Leave an article out"):
        stories.mend_article(engine, identity, "a", replace(kept.articles[0].article, text=half + "x"), ())
    with pytest.raises(TooLarge, match="Leave an article out"):
        stories.add_story(engine, Story("flood", (first, replace(first, id="b"), replace(first, id="c"))))
    assert stories.find_story(engine, identity) == kept
    assert [line.id for line in stories.list_stories(engine)] == [identity]


def test_a_removed_story_takes_its_reports_along_and_leaves_its_articles(engine):
    identity = keep(engine)
    stories.remove_story(engine, identity)
    assert reports.newest_report(engine, identity) is None
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(articles)) == 2


def test_a_report_comes_back_equal(engine):
    identity = keep(engine, dock_strike())
    line = reports.newest_report(engine, identity)
    assert line is not None and reports.find_report(engine, line.id).report == dock_strike()


def test_reports_are_numbered_and_the_newest_is_found(engine):
    identity = keep(engine)
    reports.keep_report(engine, identity, bridge())
    assert [line.number for line in reports.list_reports(engine, identity)] == [2, 1]


def test_segments_are_those_of_the_last_report(engine):
    identity = keep(engine)
    reports.keep_report(engine, identity, bridge())
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(segments)) == 6 + 2  # and their headlines


def test_an_article_mended_while_it_was_compared_keeps_no_sentence_of_its_old_text(engine):
    identity = keep(engine)
    (first, *_) = stories.find_story(engine, identity).articles
    mended = replace(first.article, text="Two were hurt.", sentences=None)
    assert stories.mend_article(engine, identity, first.article.id, mended, ())
    reports.keep_report(engine, identity, bridge())
    now = stories.find_story(engine, identity).articles[0].version
    with engine.connect() as connection:
        of = select(func.count()).select_from(segments)
        assert connection.scalar(of.where(segments.c.version == now)) == 0
        n_read = len(bridge().readings[0].sentences) + 1  # and the headline
        assert connection.scalar(of.where(segments.c.version == first.version)) == n_read


@pytest.mark.parametrize("query", ["terrorists", "Terrorist", "fled bridge", "pontE", "terroristas fugiram"])
def test_search_finds_words_in_originals_and_translations(engine, query):
    keep(engine)
    hits = search(engine, query)
    assert ("b", 1) in [(hit.article, hit.sentence) for hit in hits]
    assert {hit.story for hit in hits} == {"bridge"}


@pytest.mark.parametrize("query", ["", "…", '"', "' OR 1=1", "a & | !", "fled:*", "%_", "\\", "fled <-> bridge"])
def test_a_query_has_no_operators(engine, query):
    keep(engine)
    assert isinstance(search(engine, query), list)


def test_what_was_removed_is_not_found(engine):
    identity = keep(engine)
    stories.remove_story(engine, identity)
    assert search(engine, "terrorists") == []


def test_chinese_is_found_within_a_sentence(engine):
    report = bridge()
    first = report.readings[0]
    sentence = replace(first.sentences[2], text="部长们星期四会面。", translation="部长们星期四会面。")
    reading = replace(first, sentences=(*first.sentences[:2], sentence))
    keep(engine, replace(report, readings=(reading, report.readings[1])))
    assert [hit.sentence for hit in search(engine, "星期四")] == [2]


@pytest.mark.parametrize(
    ("query", "n_found"),
    [("सरकार", 1), ("किसानों", 1), ("सरकार किसानों", 1), ("की", 1), ("सिर", 0), ("केसान", 0), ("ශ්\u200dරී", 1), ("ශ්රී", 0)],
)
def test_a_hindi_word_is_found_with_its_vowel_signs_and_no_other(engine, query, n_found):
    report = bridge()
    texts = ["सरकार ने किसानों की माँग मानी।", "नदी पर पुल गिर गया।", "ශ්\u200dරී ලංකාව"]
    given = report.readings[0]
    hindi = tuple(replace(s, text=text, translation=text) for s, text in zip(given.sentences, texts, strict=True))
    reading = replace(given, language="hi", sentences=hindi)
    keep(engine, replace(report, readings=(reading, *report.readings[1:])))
    assert len(search(engine, query)) == n_found


def test_marks_belong_to_the_word_that_they_stand_in_and_alone_make_none():
    assert words_of("fle\u0301d, \u0301 (सरकार-ने) 3") == ["fle\u0301d", "सरकार", "ने", "3"]


def test_times_come_back_in_utc(engine):
    before = datetime.now(UTC) - timedelta(seconds=1)
    keep(engine)
    changed = stories.list_stories(engine)[0].changed
    assert changed.tzinfo is not None and before <= changed <= datetime.now(UTC) + timedelta(seconds=1)


def test_a_correction_comes_back_with_its_author(engine):
    identity = keep(engine)
    decision = Correction(CorrectionKind.DISMISS, (Place("a", 0),), "Militants", Kind.LABEL)
    corrections.add_correction(engine, identity, decision, author="Ana", seen=0)
    (entry,) = corrections.list_corrections(engine, identity)
    assert entry.correction == decision and entry.author == "Ana"


def test_a_correction_ends_where_an_edit_puts_another_sentence_in_its_place_and_holds_again_after(engine):
    identity = keep(engine)
    joined = Correction(CorrectionKind.JOIN, (Place("a", 2), Place("b", 2)))
    named = Correction(CorrectionKind.OUTLET, (Place("a", 0),), "The River Post")
    for seen, correction in enumerate((joined, named)):
        corrections.add_correction(engine, identity, correction, author="Ana", seen=seen)
    before = stories.find_story(engine, identity).articles[0].article
    shorter = replace(before, text="Six people died, the governor said. The market stayed open.")
    stories.mend_article(engine, identity, "a", shorter, ())
    assert corrections.holding(corrections.list_corrections(engine, identity)) == [named]
    stories.mend_article(engine, identity, "a", replace(before, text=f"{before.text} Schools closed."), ())
    assert corrections.holding(corrections.list_corrections(engine, identity)) == [joined, named]


def test_a_correction_of_a_story_without_a_report_holds_whatever_its_sentences_become(engine):
    article = Article("a", "River Post", "en", text="Six died. Two were hurt.")
    identity = stories.add_story(engine, Story("raid", (article,)))
    corrections.add_correction(engine, identity, ALONE, author="Ana", seen=0)
    stories.mend_article(engine, identity, "a", replace(article, text="Two were hurt."), ())
    assert corrections.holding(corrections.list_corrections(engine, identity)) == [ALONE]


def test_of_two_corrections_at_once_one_is_told(engine):
    identity = keep(engine)
    outcomes: list[object] = []
    gate = threading.Barrier(2)

    def correct(name: str) -> None:
        gate.wait()
        try:
            outcomes.append(corrections.add_correction(engine, identity, ALONE, author=name, seen=0))
        except corrections.CorrectedMeanwhile as error:
            outcomes.append(error.other.author)

    threads = [threading.Thread(target=correct, args=(name,)) for name in ("Ana", "Rui")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["int", "str"]
    assert len(corrections.list_corrections(engine, identity)) == 1


def test_two_clicks_make_one_job(engine):
    identity = keep(engine)
    assert jobs.add_job(engine, identity) == jobs.add_job(engine, identity)


def test_a_job_that_is_being_cancelled_is_not_kept_for_the_next_who_asks(engine):
    identity = keep(engine)
    stopping = jobs.add_job(engine, identity)
    jobs.start_job(engine, stopping)
    jobs.cancel_job(engine, stopping)
    asked = jobs.add_job(engine, identity)
    assert asked != stopping and jobs.add_job(engine, identity) == asked


def test_a_job_is_given_up_only_while_it_runs_and_was_told_to_stop(engine):
    job = jobs.add_job(engine, keep(engine))
    jobs.start_job(engine, job)
    assert jobs.give_up_job(engine, job) is JobState.RUNNING
    jobs.cancel_job(engine, job)
    assert jobs.give_up_job(engine, job) is JobState.CANCELLED
    jobs.finish_job(engine, job, JobState.DONE)
    assert jobs.give_up_job(engine, job) is JobState.DONE


def test_progress_keeps_when_its_stage_began_and_says_when_to_stop(engine):
    job = jobs.add_job(engine, keep(engine))
    jobs.start_job(engine, job)
    assert jobs.tell_progress(engine, job, stage="translate", done=1, total=4, progress=[("b", 1, 3)])
    began = jobs.find_job(engine, job).stage_started
    assert jobs.tell_progress(engine, job, stage="translate", done=2, total=4, progress=[("b", 2, 3)])
    found = jobs.find_job(engine, job)
    assert found.stage_started == began and (found.done, found.progress) == (2, (("b", 2, 3),))
    jobs.cancel_job(engine, job)
    assert not jobs.tell_progress(engine, job, stage="align", done=0, total=1, progress=[])


def test_a_waiting_job_is_cancelled_at_once_and_a_running_one_is_told(engine):
    identity = keep(engine)
    waiting = jobs.add_job(engine, identity)
    assert jobs.cancel_job(engine, waiting) is JobState.CANCELLED
    running = jobs.add_job(engine, identity)
    jobs.start_job(engine, running)
    assert jobs.cancel_job(engine, running) is JobState.RUNNING


def test_a_human_translation_wins_and_can_be_forgotten(engine):
    route = Route(("pt", "en"), ("glossary 1.0",))
    memory = RememberingTranslator(GlossaryTranslator(), engine)
    memory.correct("olá", "hello there", route)
    assert dict(memory.translate(["olá"], route)) == {0: Rendering("hello there", from_memory=True, by_person=True)}
    memory.forget("olá", route)
    assert dict(memory.translate(["olá"], route))[0].text != "hello there"


@pytest.mark.parametrize("find", [stories.find_story, reports.find_report, jobs.find_job, jobs.cancel_job])
def test_what_is_not_there_is_said_to_be_not_there(engine, find):
    with pytest.raises(NotThere):
        find(engine, 99 if find is reports.find_report else "nothing")
