"""Tables of the database, for SQLite and PostgreSQL alike; changes to them are migrations in ``migrations``."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
    func,
)


class Moment(TypeDecorator[datetime]):
    """A point in time, in UTC; SQLite forgets the zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Return an aware time whatever the driver gave."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

translations = Table(
    "translations",
    metadata,
    # SHA-256 of route, packages, decoding settings and exact source text; a person's: of languages and source text.
    Column("key", String(64), primary_key=True),
    Column("route", String(200), nullable=False),
    Column("packages", Text, nullable=False),
    Column("decoding", String(200), nullable=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("likelihood", Float, nullable=True),
    Column("flags", Text, nullable=False),  # JSON: [[kind, note], ...]
    Column("is_human", Boolean, nullable=False, default=False),
    Column("made", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

vectors = Table(
    "vectors",
    metadata,
    # SHA-256 of embedder and exact text.
    Column("key", String(64), primary_key=True),
    Column("embedder", String(100), nullable=False),
    Column("vector", LargeBinary, nullable=False),  # little-endian float32
)

stories = Table(
    "stories",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("title", Text, nullable=False),
    Column("to", String(35), nullable=False),  # the language its articles meet in
    Column("is_bundled", Boolean, nullable=False),
    Column("made", Moment, nullable=False),
    Column("changed", Moment, nullable=False, index=True),
    Column("second_opinion", Boolean, nullable=False, server_default=false()),  # translate by a second route, too
)

# An article is one outlet's text; it stays the same article when its text or its metadata is mended.
articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("made", Moment, nullable=False),
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("digest", String(64), nullable=False, index=True),  # SHA-256 of the verbatim text
    Column("outlet", Text, nullable=False, index=True),
    Column("language", String(35), nullable=True),  # None: detected at each run
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("published", String(40), nullable=False, index=True),
    Column("author", Text, nullable=False),
    Column("text", Text, nullable=True),
    Column("sentences", JSON(none_as_null=True), nullable=True),
    Column("notes", JSON, nullable=False),
    Column("removed", JSON, nullable=False),  # lines of the page that reading it left out
    Column("made", Moment, nullable=False),
    UniqueConstraint("article", "number"),
)

story_articles = Table(
    "story_articles",
    metadata,
    Column("story", String(80), ForeignKey("stories.id", ondelete="CASCADE"), primary_key=True),
    Column("key", Text, primary_key=True),  # the article's id within the story
    Column("position", Integer, nullable=False),
    Column("version", Integer, ForeignKey("article_versions.id"), nullable=False, index=True),
)

HEADLINE = -1  # the position of a headline among the segments of its article
# As last read; what is searched. ``translation`` is None where the text is in the target language, or has no way there.
segments = Table(
    "segments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, ForeignKey("article_versions.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("language", String(35), nullable=False),
    Column("text", Text, nullable=False),
    Column("translation", Text, nullable=True),
    UniqueConstraint("version", "position"),
)

jobs = Table(
    "jobs",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("story", String(80), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("state", String(20), nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("progress", JSON, nullable=False),  # [[article key, sentences translated, of total], ...]
    Column("error", Text, nullable=False),
    Column("is_cancelling", Boolean, nullable=False),
    Column("n_starts", Integer, nullable=False),
    Column("made", Moment, nullable=False),
    Column("started", Moment, nullable=True),
    Column("stage_started", Moment, nullable=True),
    Column("finished", Moment, nullable=True),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story", String(80), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("job", String(40), ForeignKey("jobs.id", ondelete="SET NULL"), nullable=True, unique=True),
    Column("correction", Integer, nullable=False),  # the newest correction that it obeys; 0 for none
    Column("document", Text, nullable=False),  # the report format, JSON
    Column("made", Moment, nullable=False),
    UniqueConstraint("story", "number"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("story", String(80), ForeignKey("stories.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("places", JSON, nullable=False),  # [[article key, sentence], ...]
    Column("details", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("made", Moment, nullable=False),
    Column("undone", Moment, nullable=True),
    Column("undone_by", Text, nullable=False),
    Index("ix_corrections_story", "story", "id"),
)
