"""Stories and their articles, verbatim and in versions."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from anyascii import anyascii
from sqlalchemy import Connection, Engine, Row, func, select

from compare.domain import Article, Story
from compare.files.limits import check_story_chars
from compare.store.schema import article_versions, articles, reports, stories, story_articles

MAX_SLUG = 60


@dataclass(frozen=True, slots=True)
class KeptArticle:
    """An article of a story as it stands now: which version, and what reading its file left out."""

    article: Article
    identity: int
    version: int
    number: int
    digest: str
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeptStory:
    """A story as it stands now."""

    id: str
    title: str
    to: str
    is_bundled: bool
    made: datetime
    changed: datetime
    articles: tuple[KeptArticle, ...]
    second_opinion: bool = False

    def story(self, outlets: Mapping[str, str] | None = None) -> Story:
        """Return what the pipeline reads; ``outlets`` maps article keys to names that replace the given ones."""
        named = outlets or {}
        return Story(
            self.id,
            tuple(
                replace(kept.article, outlet=named.get(kept.article.id, kept.article.outlet)) for kept in self.articles
            ),
            self.title,
        )


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A story in a list."""

    id: str
    title: str
    is_bundled: bool
    changed: datetime
    outlets: tuple[str, ...]
    n_reports: int


class NotThere(LookupError):
    """No such story, article, report, job or correction."""


def add_story(
    engine: Engine,
    story: Story,
    *,
    to: str = "en",
    removed: Mapping[str, Sequence[str]] | None = None,
    is_bundled: bool = False,
) -> str:
    """Keep a story and return its id: its own where that is free and fit for an address, else one made from it.

    Raises ``TooLarge`` where its articles are too long together.
    """
    now = datetime.now(UTC)
    with engine.begin() as connection:
        identity = _free_id(connection, story)
        connection.execute(
            stories.insert().values(id=identity, title=story.title, to=to, is_bundled=is_bundled, made=now, changed=now)
        )
        for position, article in enumerate(story.articles):
            version = _add_article(connection, article, (removed or {}).get(article.id, ()), now)
            connection.execute(
                story_articles.insert().values(story=identity, key=article.id, position=position, version=version)
            )
        _check_chars(connection, identity)
    return identity


def add_article(engine: Engine, story: str, article: Article, removed: Sequence[str] = ()) -> str:
    """Add an article at the end of a story and return its key, changed where another has it.

    Raises ``NotThere``, and ``TooLarge`` where the story would be too long with it.
    """
    now = datetime.now(UTC)
    with engine.begin() as connection:
        _touch(connection, story, now)
        taken = set(connection.scalars(select(story_articles.c.key).where(story_articles.c.story == story)))
        key, number = article.id, 2
        while key in taken:
            key, number = f"{article.id}-{number}", number + 1
        version = _add_article(connection, article, removed, now)
        connection.execute(
            story_articles.insert().values(
                story=story, key=key, position=_next_position(connection, story), version=version
            )
        )
        _check_chars(connection, story)
    return key


def mend_article(engine: Engine, story: str, key: str, article: Article, removed: Sequence[str]) -> bool:
    """Make a new version of an article where anything in it changed, and say whether it did.

    Raises ``NotThere``, and ``TooLarge`` where the story would be too long with it.
    """
    now = datetime.now(UTC)
    with engine.begin() as connection:
        row = connection.execute(_versions_of(story).where(story_articles.c.key == key)).one_or_none()
        if row is None:
            raise NotThere(f"story {story!r} has no article {key!r}")
        old = _kept(row)
        if old.article == article and old.removed == tuple(removed):
            return False
        _touch(connection, story, now)
        version = _add_version(connection, old.identity, old.number + 1, article, removed, now)
        connection.execute(
            story_articles.update()
            .where(story_articles.c.story == story, story_articles.c.key == key)
            .values(version=version)
        )
        if len(article.verbatim) > len(old.article.verbatim):
            _check_chars(connection, story)
    return True


def remove_article(engine: Engine, story: str, key: str) -> None:
    """Take an article out of a story; the article itself stays in the archive. Raises ``NotThere``."""
    with engine.begin() as connection:
        _touch(connection, story, datetime.now(UTC))
        gone = connection.execute(
            story_articles.delete().where(story_articles.c.story == story, story_articles.c.key == key)
        )
        if not gone.rowcount:
            raise NotThere(f"story {story!r} has no article {key!r}")


def change_story(engine: Engine, story: str, *, title: str, to: str) -> None:
    """Set a story's title and the language its articles meet in. Raises ``NotThere``."""
    with engine.begin() as connection:
        _touch(connection, story, datetime.now(UTC))
        connection.execute(stories.update().where(stories.c.id == story).values(title=title, to=to))


def ask_second_opinion(engine: Engine, story: str, *, wanted: bool) -> None:
    """Set whether a story's articles are translated by a second route, too. Raises ``NotThere``."""
    with engine.begin() as connection:
        _touch(connection, story, datetime.now(UTC))
        connection.execute(stories.update().where(stories.c.id == story).values(second_opinion=wanted))


def remove_story(engine: Engine, story: str) -> None:
    """Delete a story with its jobs, reports and corrections; its articles stay in the archive."""
    with engine.begin() as connection:
        connection.execute(stories.delete().where(stories.c.id == story))


def find_story(engine: Engine, story: str) -> KeptStory:
    """Return a story as it stands. Raises ``NotThere``."""
    with engine.connect() as connection:
        row = connection.execute(select(stories).where(stories.c.id == story)).one_or_none()
        if row is None:
            raise NotThere(f"no story {story!r}")
        versions = connection.execute(_versions_of(story).order_by(story_articles.c.position)).all()
    kept = tuple(_kept(version) for version in versions)
    return KeptStory(row.id, row.title, row.to, row.is_bundled, row.made, row.changed, kept, bool(row.second_opinion))


def list_stories(engine: Engine, limit: int = 200) -> list[StoryLine]:
    """Return the stories last changed first."""
    n_reports = select(func.count()).select_from(reports).where(reports.c.story == stories.c.id).scalar_subquery()
    with engine.connect() as connection:
        rows = connection.execute(
            select(stories, n_reports.label("n_reports")).order_by(stories.c.changed.desc()).limit(limit)
        ).all()
        outlets: dict[str, list[str]] = {row.id: [] for row in rows}
        names = connection.execute(
            select(story_articles.c.story, article_versions.c.outlet)
            .join(article_versions, article_versions.c.id == story_articles.c.version)
            .where(story_articles.c.story.in_(list(outlets)))
            .order_by(story_articles.c.position)
        )
        for story, outlet in names:
            outlets[story].append(outlet)
    return [
        StoryLine(row.id, row.title, row.is_bundled, row.changed, tuple(outlets[row.id]), row.n_reports) for row in rows
    ]


def _touch(connection: Connection, story: str, now: datetime) -> None:
    if not connection.execute(stories.update().where(stories.c.id == story).values(changed=now)).rowcount:
        raise NotThere(f"no story {story!r}")


def _check_chars(connection: Connection, story: str) -> None:
    """Raise ``TooLarge`` where a story's articles are too long together; nothing of the transaction is kept then."""
    versions = _versions_of(story).with_only_columns(func.length(article_versions.c.text), article_versions.c.sentences)
    n_chars = 0
    for length, sentences in connection.execute(versions):
        n_chars += length or len("\n".join(sentences or ()))
    check_story_chars(n_chars, f"Story {story!r}")


def _next_position(connection: Connection, story: str) -> int:
    highest = connection.scalar(select(func.max(story_articles.c.position)).where(story_articles.c.story == story))
    return 0 if highest is None else highest + 1


def _free_id(connection: Connection, story: Story) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", anyascii(story.title or story.id).lower()).strip("-")[:MAX_SLUG].strip("-")
    wanted = story.id if re.fullmatch(r"[a-z0-9][a-z0-9-]{0,59}", story.id) else (plain or "story")
    while connection.scalar(select(stories.c.id).where(stories.c.id == wanted)) is not None:
        wanted = f"{plain or 'story'}-{secrets.token_hex(3)}"
    return wanted


def _add_article(connection: Connection, article: Article, removed: Sequence[str], now: datetime) -> int:
    made = connection.execute(articles.insert().values(made=now).returning(articles.c.id))
    return _add_version(connection, made.scalar_one(), 1, article, removed, now)


def _add_version(
    connection: Connection, identity: int, number: int, article: Article, removed: Sequence[str], now: datetime
) -> int:
    values: dict[str, Any] = {
        "article": identity,
        "number": number,
        "digest": hashlib.sha256(article.verbatim.encode("utf-8", "surrogatepass")).hexdigest(),
        "outlet": article.outlet,
        "language": article.language,
        "title": article.title,
        "url": article.url,
        "published": article.published,
        "author": article.author,
        "text": article.text,
        "sentences": None if article.sentences is None else list(article.sentences),
        "notes": list(article.notes),
        "removed": list(removed),
        "made": now,
    }
    return int(
        connection.execute(article_versions.insert().values(values).returning(article_versions.c.id)).scalar_one()
    )


def _versions_of(story: str) -> Any:
    return (
        select(story_articles.c.key, article_versions)
        .join(article_versions, article_versions.c.id == story_articles.c.version)
        .where(story_articles.c.story == story)
    )


def _kept(row: Row[Any]) -> KeptArticle:
    article = Article(
        id=row.key,
        outlet=row.outlet,
        language=row.language,
        title=row.title,
        text=row.text,
        sentences=None if row.sentences is None else tuple(row.sentences),
        url=row.url,
        published=row.published,
        author=row.author,
        notes=tuple(row.notes),
    )
    return KeptArticle(article, row.article, row.id, row.number, row.digest, tuple(row.removed))
