"""Articles verbatim, stories, segments with full-text search, jobs, reports, corrections."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)

# SQLite: an index beside the table, kept in step by triggers. Diacritics are folded: "policia" finds "polícia".
SQLITE_SEARCH = (
    "CREATE VIRTUAL TABLE segments_search USING fts5("
    "text, translation, content='segments', content_rowid='id', tokenize=\"unicode61 remove_diacritics 2\")",
    "CREATE TRIGGER segments_added AFTER INSERT ON segments BEGIN "
    "INSERT INTO segments_search(rowid, text, translation) VALUES (new.id, new.text, new.translation); END",
    "CREATE TRIGGER segments_removed AFTER DELETE ON segments BEGIN "
    "INSERT INTO segments_search(segments_search, rowid, text, translation) "
    "VALUES ('delete', old.id, old.text, old.translation); END",
    "CREATE TRIGGER segments_changed AFTER UPDATE ON segments BEGIN "
    "INSERT INTO segments_search(segments_search, rowid, text, translation) "
    "VALUES ('delete', old.id, old.text, old.translation); "
    "INSERT INTO segments_search(rowid, text, translation) VALUES (new.id, new.text, new.translation); END",
)
# PostgreSQL: a generated column. "simple" because texts are in many languages; words are found as written.
POSTGRESQL_SEARCH = (
    "ALTER TABLE segments ADD COLUMN search tsvector GENERATED ALWAYS AS "
    "(to_tsvector('simple', text || ' ' || coalesce(translation, ''))) STORED",
    "CREATE INDEX ix_segments_search ON segments USING gin (search)",
)


def upgrade() -> None:
    """Make the newsroom's tables."""
    op.create_table(
        "stories",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("to", sa.String(35), nullable=False),
        sa.Column("is_bundled", sa.Boolean, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
    )
    op.create_index("ix_stories_changed", "stories", ["changed"])
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
    )
    op.create_table(
        "article_versions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("article", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("outlet", sa.Text, nullable=False),
        sa.Column("language", sa.String(35), nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("published", sa.String(40), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("sentences", sa.JSON, nullable=True),
        sa.Column("notes", sa.JSON, nullable=False),
        sa.Column("removed", sa.JSON, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_article_versions"),
        sa.ForeignKeyConstraint(
            ["article"], ["articles.id"], name="fk_article_versions_article_articles", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("article", "number", name="uq_article_versions_article"),
    )
    for column in ("digest", "outlet", "published"):
        op.create_index(f"ix_article_versions_{column}", "article_versions", [column])
    op.create_table(
        "story_articles",
        sa.Column("story", sa.String(80), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("story", "key", name="pk_story_articles"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_story_articles_story_stories", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["version"], ["article_versions.id"], name="fk_story_articles_version_article_versions"
        ),
    )
    op.create_index("ix_story_articles_version", "story_articles", ["version"])
    op.create_table(
        "segments",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("paragraph", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("translation", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_segments"),
        sa.ForeignKeyConstraint(
            ["version"], ["article_versions.id"], name="fk_segments_version_article_versions", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("version", "position", name="uq_segments_version"),
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("story", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(20), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("progress", sa.JSON, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("is_cancelling", sa.Boolean, nullable=False),
        sa.Column("n_starts", sa.Integer, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("started", MOMENT, nullable=True),
        sa.Column("stage_started", MOMENT, nullable=True),
        sa.Column("finished", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_jobs_story_stories", ondelete="CASCADE"),
    )
    op.create_index("ix_jobs_story", "jobs", ["story"])
    op.create_index("ix_jobs_state", "jobs", ["state"])
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("story", sa.String(80), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("job", sa.String(40), nullable=True),
        sa.Column("correction", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_reports_story_stories", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name="fk_reports_job_jobs", ondelete="SET NULL"),
        sa.UniqueConstraint("story", "number", name="uq_reports_story"),
        sa.UniqueConstraint("job", name="uq_reports_job"),
    )
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("story", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("places", sa.JSON, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("made", MOMENT, nullable=False),
        sa.Column("undone", MOMENT, nullable=True),
        sa.Column("undone_by", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(["story"], ["stories.id"], name="fk_corrections_story_stories", ondelete="CASCADE"),
    )
    op.create_index("ix_corrections_story", "corrections", ["story", "id"])
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in POSTGRESQL_SEARCH if is_postgresql else SQLITE_SEARCH:
        op.execute(statement)


def downgrade() -> None:
    """Drop them, the newest first."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE segments_search")
    for table in (
        "corrections",
        "reports",
        "jobs",
        "segments",
        "story_articles",
        "article_versions",
        "articles",
        "stories",
    ):
        op.drop_table(table)
