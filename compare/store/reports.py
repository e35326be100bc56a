"""Finished reports, newest last, and the segments they were made of, for searching."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from compare.domain import Report
from compare.files.report_json import report_from_json, report_to_json
from compare.files.sealing import text_digest
from compare.store.schema import HEADLINE, article_versions, reports, segments, story_articles
from compare.store.stories import NotThere


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report in its place: the how-many-th of its story, and the newest correction that it obeys."""

    id: int
    story: str
    number: int
    correction: int
    made: datetime
    report: Report


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list."""

    id: int
    number: int
    correction: int
    made: datetime


def keep_report(engine: Engine, story: str, report: Report, *, job: str | None = None, correction: int = 0) -> int:
    """Keep a report and its segments, and return its id; a job that is done twice keeps its first report."""
    now = datetime.now(UTC)
    with engine.begin() as connection:
        if job is not None:
            known = connection.scalar(select(reports.c.id).where(reports.c.job == job))
            if known is not None:
                return int(known)
        number = connection.scalar(select(func.max(reports.c.number)).where(reports.c.story == story)) or 0
        values = {
            "story": story,
            "number": number + 1,
            "job": job,
            "correction": correction,
            "document": json.dumps(report_to_json(report), ensure_ascii=False),
            "made": now,
        }
        identity = connection.execute(reports.insert().values(values).returning(reports.c.id)).scalar_one()
        _keep_segments(connection, story, report)
    return int(identity)


def newest_report(engine: Engine, story: str) -> ReportLine | None:
    """Return which report of a story is the newest, without reading it; None where there is none."""
    found = list_reports(engine, story, limit=1)
    return found[0] if found else None


def list_reports(engine: Engine, story: str, limit: int = 50) -> list[ReportLine]:
    """Return a story's reports, newest first."""
    columns = (reports.c.id, reports.c.number, reports.c.correction, reports.c.made)
    with engine.connect() as connection:
        rows = connection.execute(
            select(*columns).where(reports.c.story == story).order_by(reports.c.number.desc()).limit(limit)
        )
        return [ReportLine(*row) for row in rows]


def find_report(engine: Engine, identity: int) -> KeptReport:
    """Return a report. Raises ``NotThere``."""
    return _one(engine, select(reports).where(reports.c.id == identity), f"no report {identity}")


def report_of_job(engine: Engine, job: str) -> ReportLine | None:
    """Return the report that a job made, None where it made none."""
    columns = (reports.c.id, reports.c.number, reports.c.correction, reports.c.made)
    with engine.connect() as connection:
        row = connection.execute(select(*columns).where(reports.c.job == job)).one_or_none()
    return None if row is None else ReportLine(*row)


def _one(engine: Engine, query: Select[Any], missing: str) -> KeptReport:
    with engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    if row is None:
        raise NotThere(missing)
    report = report_from_json(json.loads(row.document))
    return KeptReport(row.id, row.story, row.number, row.correction, row.made, report)


def _keep_segments(connection: Connection, story: str, report: Report) -> None:
    """Replace the segments of the versions that the report was made of."""
    # An article may have been mended while it was compared: its newest version that has the text which was read.
    now, read = article_versions.alias("now"), article_versions.alias("read")
    found = connection.execute(
        select(story_articles.c.key, read.c.digest, func.max(read.c.id).label("version"))
        .join(now, now.c.id == story_articles.c.version)
        .join(read, read.c.article == now.c.article)
        .where(story_articles.c.story == story)
        .group_by(story_articles.c.key, read.c.digest)
    )
    versions = {(row.key, row.digest): row.version for row in found}
    rows = []
    for reading in report.readings:
        version = versions.get((reading.article.id, text_digest(reading.article.verbatim)))
        if version is None:
            continue
        connection.execute(segments.delete().where(segments.c.version == version))
        if reading.article.title:
            rows.append(
                {
                    "version": version,
                    "position": HEADLINE,
                    "start": 0,
                    "end": 0,
                    "paragraph": 0,
                    "kind": "headline",
                    "language": reading.language,
                    "text": reading.article.title,
                    "translation": reading.title_translation if reading.is_translated else None,
                }
            )
        rows += [
            {
                "version": version,
                "position": sentence.index,
                "start": sentence.span.start,
                "end": sentence.span.end,
                "paragraph": sentence.paragraph,
                "kind": str(sentence.kind),
                "language": reading.language,
                "text": sentence.text,
                "translation": sentence.translation if reading.is_translated else None,
            }
            for sentence in reading.sentences
        ]
    if rows:
        connection.execute(segments.insert(), rows)
