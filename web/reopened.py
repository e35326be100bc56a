"""A report taken along earlier and brought back: its story, its corrections, and the report itself, to be read on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from sqlalchemy import Engine

from compare.domain import Place, Story
from compare.files.limits import MAX_NOTES
from compare.files.reopening import Reopened, is_report, reopen_report
from compare.pipeline import Tools
from compare.steps.corrections import Correction, CorrectionKind, same_of
from compare.store.corrections import add_correction
from compare.store.memory import RememberingTranslator
from compare.store.reports import keep_report
from compare.store.stories import add_story, ask_second_opinion

REPORT_SUFFIXES = frozenset({".html", ".htm", ".xhtml", ".json"})
SAID_PROBLEMS = 5  # of a seal that does not fit; the first ones tell what was touched


def holds_report(name: str, data: bytes) -> bool:
    """True for a file that is a report of this program."""
    return PurePosixPath(name).suffix.lower() in REPORT_SUFFIXES and is_report(data)


def story_of_report(name: str, data: bytes) -> Story:
    """Return the articles that a report was made of. Raises ``CompareError``."""
    return _with_problems(reopen_report(data, name=name))


def take_in(engine: Engine, name: str, data: bytes, tools: Tools) -> str:
    """Keep a report with its story and corrections, and return the story's id.

    Mended translations go into the memory as a person's; a machine's do not, because a file can say anything and this
    machine can translate for itself. Raises ``CompareError``.
    """
    found = reopen_report(data, name=name)
    story = add_story(engine, _with_problems(found), to=found.to)
    if found.report.provenance.settings.get("second_opinion") is True:
        ask_second_opinion(engine, story, wanted=True)
    newest = 0
    for correction in found.corrections:
        newest = add_correction(engine, story, correction, author=name, seen=newest)
        _remember(found, correction, tools)
    decided = same_of(found.corrections)
    given = tuple(group for group in found.story.same if group not in decided)
    newest = keep_same(engine, story, given, found.story.articles[0].id, author=name, seen=newest)
    keep_report(engine, story, found.report, correction=newest)
    return story


def keep_same(
    engine: Engine, story: str, same: Iterable[Sequence[str]], article: str, *, author: str, seen: int = 0
) -> int:
    """Keep what a file says means one thing as corrections, so that a person can undo it; return the newest one's id.

    ``article`` is the id of one of the story's.
    """
    for group in same:
        correction = Correction(CorrectionKind.SAME, (Place(article, 0),), " = ".join(group))
        seen = add_correction(engine, story, correction, author=author, seen=seen)
    return seen


def _with_problems(found: Reopened) -> Story:
    """Return the story, its articles noting what of the report is not as it was sealed."""
    said = tuple(str(problem) for problem in found.problems[:SAID_PROBLEMS])
    if not said:
        return found.story
    articles = tuple(replace(a, notes=(*said, *a.notes)[:MAX_NOTES]) for a in found.story.articles)
    return replace(found.story, articles=articles)


def _remember(found: Reopened, correction: Correction, tools: Tools) -> None:
    translator = tools.translator
    if correction.kind is not CorrectionKind.TRANSLATION or not isinstance(translator, RememberingTranslator):
        return
    place = correction.places[0]
    reading = found.report.reading(place.article)
    if reading.route is not None:
        translator.correct(reading.sentences[place.sentence].text, correction.text, reading.route)
