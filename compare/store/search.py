"""Searching what articles say, in their own language and in translation."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Engine, Select, and_, func, literal_column, or_, select, text

from compare.store.schema import HEADLINE, article_versions, segments, stories, story_articles

# Scripts without spaces between words: there a word cannot be looked up in an index of words.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
# Scripts from Devanagari to Sinhala write vowels as marks, at which SQLite's index parts words.
INDIC = re.compile(r"[\u0900-\u0dff]")
JOINERS = "\u200c\u200d"  # within a word where a mark or letter of those scripts stands before them
MARKS = frozenset({"Mn", "Mc"})
MAX_WORDS = 12  # of a query; the rest is ignored


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence, or a headline, that holds all words of a query."""

    story: str
    story_title: str
    article: str
    outlet: str
    language: str
    sentence: int
    text: str
    translation: str | None

    @property
    def is_headline(self) -> bool:
        """Whether it is the headline of its article."""
        return self.sentence == HEADLINE


def search(engine: Engine, query: str, *, story: str | None = None, limit: int = 100) -> list[Hit]:
    """Return the sentences and headlines that hold every word of ``query``, best first on SQLite and PostgreSQL alike.

    A word matches from its beginning (``terror`` finds ``terrorist``); accents count on PostgreSQL only. Nothing in a
    query is an operator. Returns nothing for a query without a letter or digit.
    """
    words = words_of(query)
    if not words:
        return []
    statement = _hits()
    if any(UNSPACED.search(word) or _is_parted(word) for word in words):
        columns = (segments.c.text, segments.c.translation)
        held = (or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in words)
        statement = statement.where(and_(*held)).order_by(segments.c.id)
    elif engine.dialect.name == "postgresql":
        found = func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words))
        column: Any = literal_column("segments.search")
        statement = statement.where(column.op("@@")(found)).order_by(func.ts_rank(column, found).desc(), segments.c.id)
    else:
        match = " ".join(f'"{word}"*' for word in words)
        statement = (
            statement.join(text("segments_search"), text("segments_search.rowid = segments.id"))
            .where(text("segments_search MATCH :match").bindparams(match=match))
            .order_by(text("segments_search.rank"), segments.c.id)
        )
    if story is not None:
        statement = statement.where(story_articles.c.story == story)
    with engine.connect() as connection:
        return [Hit(*row) for row in connection.execute(statement.limit(limit))]


def words_of(query: str) -> list[str]:
    """Return the first ``MAX_WORDS`` words of a query: letters and digits with the marks on them."""
    kept = []
    for before, c in zip(f" {query}", query, strict=False):
        is_joined = c in JOINERS and INDIC.match(before) is not None
        kept.append(c if c.isalnum() or c == "_" or is_joined or unicodedata.category(c) in MARKS else " ")
    return list(islice((word for word in "".join(kept).split() if re.search(r"\w", word)), MAX_WORDS))


def _is_parted(word: str) -> bool:
    """True for a word that SQLite's index has in pieces."""
    return any(INDIC.match(c) and unicodedata.category(c) in MARKS for c in word)


def _hits() -> Select[Any]:
    return (
        select(
            story_articles.c.story,
            stories.c.title,
            story_articles.c.key,
            article_versions.c.outlet,
            segments.c.language,
            segments.c.position,
            segments.c.text,
            segments.c.translation,
        )
        .select_from(segments)
        .join(article_versions, article_versions.c.id == segments.c.version)
        .join(story_articles, story_articles.c.version == segments.c.version)
        .join(stories, stories.c.id == story_articles.c.story)
    )
