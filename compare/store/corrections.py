"""What people corrected, by whom and when; nothing is overwritten unseen, and everything can be undone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select

from compare.domain import Article, Kind, Place
from compare.errors import CompareError
from compare.steps.corrections import Correction, CorrectionKind, still_reads, with_digests
from compare.steps.segment import sentences_of
from compare.store.schema import HEADLINE, article_versions, corrections, reports, segments, stories, story_articles
from compare.store.stories import NotThere

ALIGNING = frozenset({CorrectionKind.JOIN, CorrectionKind.PART, CorrectionKind.NO_PARTNER})
JUDGING = frozenset({CorrectionKind.DISMISS, CorrectionKind.CONFIRM})


@dataclass(frozen=True, slots=True)
class KeptCorrection:
    """A correction with its author; ``undone`` is None while it holds.

    Whoever edits an article so that a sentence which a correction is about reads otherwise undoes it, too, for as long
    as the sentence does.
    """

    id: int
    correction: Correction
    author: str
    made: datetime
    undone: datetime | None
    undone_by: str


class CorrectedMeanwhile(CompareError):
    """Someone corrected the same thing after the page was opened; ``other`` says who, when and how."""

    def __init__(self, other: KeptCorrection) -> None:
        super().__init__(f"{other.author or 'Someone'} corrected this after you opened the page.")
        self.other = other


def add_correction(engine: Engine, story: str, correction: Correction, *, author: str, seen: int) -> int:
    """Keep a correction and return its id.

    ``seen`` is the newest correction that its author knew of. The digests of the sentences that it is about are those
    of the newest report where it has none. Raises ``CorrectedMeanwhile`` where a newer one is about the same thing, and
    ``NotThere`` where there is no such story.
    """
    if not correction.digests:
        correction = with_digests(correction, _sentences_shown(engine, story))
    with engine.begin() as connection:
        # The story's row is written first: two at once are one after the other, on either database.
        now = datetime.now(UTC)
        if not connection.execute(stories.update().where(stories.c.id == story).values(changed=now)).rowcount:
            raise NotThere(f"no story {story!r}")
        newer = connection.execute(
            select(corrections)
            .where(corrections.c.story == story, corrections.c.id > seen, corrections.c.undone.is_(None))
            .order_by(corrections.c.id.desc())
        )
        for row in newer:
            other = _kept(row)
            if is_same_matter(other.correction, correction):
                raise CorrectedMeanwhile(other)
        values = {
            "story": story,
            "kind": str(correction.kind),
            "places": [[place.article, place.sentence] for place in correction.places],
            "details": {
                "text": correction.text,
                "highlight": correction.highlight,
                "digests": list(correction.digests),
            },
            "author": author,
            "made": now,
            "undone_by": "",
        }
        made = connection.execute(corrections.insert().values(values).returning(corrections.c.id))
        return int(made.scalar_one())


def undo_correction(engine: Engine, story: str, identity: int, *, author: str) -> None:
    """Mark a correction as undone; it stays in the history. Raises ``NotThere`` where none holds by that id."""
    now = datetime.now(UTC)
    with engine.begin() as connection:
        connection.execute(stories.update().where(stories.c.id == story).values(changed=now))
        done = connection.execute(
            corrections.update()
            .where(corrections.c.id == identity, corrections.c.story == story, corrections.c.undone.is_(None))
            .values(undone=now, undone_by=author)
        )
        if not done.rowcount:
            raise NotThere(f"story {story!r} has no correction {identity} that could be undone")


def list_corrections(engine: Engine, story: str) -> list[KeptCorrection]:
    """Return all corrections of a story, oldest first, undone ones included."""
    with engine.connect() as connection:
        rows = connection.execute(select(corrections).where(corrections.c.story == story).order_by(corrections.c.id))
        kept = [_kept(row) for row in rows]
        bound = [entry.correction for entry in kept if entry.undone is None and entry.correction.digests]
        articles = {place.article for correction in bound for place in correction.places}
        current = _sentences_now(connection, story, articles) if articles else {}
    return [_undone_by_editing(entry, current) for entry in kept]


def mark_of(engine: Engine, story: str) -> tuple[int, int]:
    """Return the newest correction's id and how many hold: when neither changed, nothing was corrected or undone."""
    with engine.connect() as connection:
        newest, n_holding = connection.execute(
            select(
                func.max(corrections.c.id), func.count(corrections.c.id).filter(corrections.c.undone.is_(None))
            ).where(corrections.c.story == story)
        ).one()
    return newest or 0, n_holding


@dataclass(frozen=True, slots=True)
class _Current:
    """The sentences of an article as it stands, and since when it does."""

    sentences: tuple[str, ...]
    since: datetime


def _undone_by_editing(entry: KeptCorrection, current: dict[str, _Current]) -> KeptCorrection:
    """Return a correction as undone where an article no longer has, in its place, a sentence that it is about."""
    if entry.undone is not None or still_reads(entry.correction, {key: c.sentences for key, c in current.items()}):
        return entry
    since = max(current[place.article].since for place in entry.correction.places if place.article in current)
    return replace(entry, undone=since)


def _sentences_shown(engine: Engine, story: str) -> dict[str, list[str]]:
    """Return the original sentences of each article in a story's newest report."""
    newest = select(reports.c.document).where(reports.c.story == story).order_by(reports.c.number.desc()).limit(1)
    with engine.connect() as connection:
        document = connection.scalar(newest)
    articles = json.loads(document)["articles"] if document else []
    return {article["id"]: [sentence["text"] for sentence in article["sentences"]] for article in articles}


def _sentences_now(connection: Connection, story: str, keys: Iterable[str]) -> dict[str, _Current]:
    """Return the original sentences of a story's articles as they stand: as last read, else as they would be."""
    versions = connection.execute(
        select(story_articles.c.key, article_versions)
        .join(article_versions, article_versions.c.id == story_articles.c.version)
        .where(story_articles.c.story == story, story_articles.c.key.in_(list(keys)))
    ).all()
    return {row.key: _Current(_sentences_of_version(connection, row), row.made) for row in versions}


def _sentences_of_version(connection: Connection, version: Row[Any]) -> tuple[str, ...]:
    of_version = segments.c.version == version.id, segments.c.position > HEADLINE
    read = select(segments.c.text).where(*of_version).order_by(segments.c.position)
    if found := tuple(connection.scalars(read)):
        return found
    language = version.language or connection.scalar(
        select(segments.c.language)
        .join(article_versions, article_versions.c.id == segments.c.version)
        .where(article_versions.c.article == version.article)
        .order_by(segments.c.version.desc())
        .limit(1)
    )
    given = None if version.sentences is None else tuple(version.sentences)
    article = Article(version.key, version.outlet, text=version.text, sentences=given)
    return tuple(sentence.text for sentence in sentences_of(article, language or "und"))


def holding(kept: Sequence[KeptCorrection]) -> list[Correction]:
    """Return the corrections that hold, oldest first."""
    return [entry.correction for entry in kept if entry.undone is None]


def is_same_matter(one: Correction, other: Correction) -> bool:
    """True where two corrections decide about the same thing, so that the later would undo the earlier."""
    if one.kind in ALIGNING and other.kind in ALIGNING:
        return bool(set(one.places) & set(other.places))
    if one.kind in JUDGING and other.kind in JUDGING:
        return (one.places, one.text, one.highlight) == (other.places, other.text, other.highlight)
    if CorrectionKind.SAME in (one.kind, other.kind):
        return False  # one more group takes none away
    return one.kind is other.kind and one.places[0] == other.places[0]


def _kept(row: Row[Any]) -> KeptCorrection:
    named = row.details.get("highlight")
    correction = Correction(
        CorrectionKind(row.kind),
        tuple(Place(article, sentence) for article, sentence in row.places),
        row.details.get("text", ""),
        None if named is None else Kind(named),
        tuple(row.details.get("digests", ())),
    )
    return KeptCorrection(row.id, correction, row.author, row.made, row.undone, row.undone_by)
