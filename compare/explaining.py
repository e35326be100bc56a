"""How the program came to what it says of one sentence, step by step, in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np

from compare.domain import Highlight, Place, Reading, Report, Story
from compare.embedding import make_sides
from compare.errors import UnreadableStory
from compare.files.display import terminal
from compare.pipeline import Options, Tools, compare
from compare.steps.across import ACROSS
from compare.steps.judge import judge
from compare.steps.similarity import SIGNALS, describe

SHOWN_CANDIDATES = 4
SHOWN_SIGNALS = ("cosine", "csls", "words", "shingles", "fuzzy_set", "names_shared", "numbers_shared", "rare_shared")
SHOWN_ACROSS = ("lens_csls", "second_csls", "second_part_csls")


def explain_sentence(story: Story, article: str, number: int, tools: Tools, options: Options) -> str:
    """Return how sentence ``number`` (from 0) of ``article`` was read, translated, matched and marked.

    Compares the story first. Raises ``UnreadableStory`` where there is no such sentence, and what ``compare`` raises.
    """
    report = compare(story, tools, options)
    known = {reading.article.id: reading for reading in report.readings}
    if article not in known:
        raise UnreadableStory(f"Story {story.id!r} has no article {article!r}. It has: {', '.join(known)}.")
    reading = known[article]
    if number >= len(reading.sentences):
        raise UnreadableStory(
            f"Article {article!r} has {len(reading.sentences)} sentences; counted from 0, the last is "
            f"{len(reading.sentences) - 1}."
        )
    place = Place(article, number)
    parts = chain(
        _read(reading, number),
        _matched(report, place, tools),
        _told(report, place),
        _marked(report, place),
        _headline(report, article) if number == 0 else (),
    )
    return "".join(f"{terminal(line)}\n" for line in parts)


def _read(reading: Reading, number: int) -> Iterator[str]:
    sentence = reading.sentences[number]
    article = reading.article
    yield f"{article.outlet} ({article.id}), {reading.language}, sentence {number} of {len(reading.sentences)}"
    yield from (f"  note: {note}" for note in reading.notes)
    yield ""
    yield f"Read: {sentence.kind}, paragraph {sentence.paragraph}, characters {sentence.span.start}–{sentence.span.end}"
    yield f"  {sentence.text}"
    if reading.route is not None:
        yield f"Translated: {reading.route} by {' + '.join(reading.route.packages)}"
        yield f"  {sentence.translation}"
        if sentence.likelihood is not None:
            sure = float(np.exp(sentence.likelihood))
            yield f"  mean probability of a token {sure:.2f} (log {sentence.likelihood:.2f})"
        yield from (f"  {flag.kind}: {flag.note}" for flag in sentence.flags)
    else:
        yield "Translated: not needed" if reading.engine == "none" else "Translated: no route"


def _matched(report: Report, place: Place, tools: Tools) -> Iterator[str]:
    readings = list(report.readings)
    sides = make_sides(readings, tools.embedder, tools.second_embedder)
    at = next(k for k, reading in enumerate(readings) if reading.article.id == place.article)
    for k, other in enumerate(readings):
        if k == at:
            continue
        candidates = describe(sides[at], sides[k], tools.judge.lens)
        probabilities = judge(candidates, tools.judge)
        chosen = np.flatnonzero(candidates.rows == place.sentence)
        chosen = chosen[np.argsort(-probabilities[chosen], kind="stable")][:SHOWN_CANDIDATES]
        alignment = next(c for c in report.comparisons if {c.left, c.right} == {place.article, other.article.id})
        yield ""
        yield f"Against {other.article.outlet} ({other.article.id}): same event {alignment.same_event:.2f}" + (
            ", parallel texts" if alignment.is_parallel else ""
        )
        for position in chosen.tolist():
            sentence = other.sentences[int(candidates.columns[position])]
            yield f"  {probabilities[position]:.2f}  [{sentence.index}] {sentence.shown}"
            values = candidates.signals[position]
            shown = [f"{name} {values[SIGNALS.index(name)]:.2f}" for name in SHOWN_SIGNALS]
            if candidates.across is not None:
                shown += [f"{name} {candidates.across[position, ACROSS.index(name)]:.2f}" for name in SHOWN_ACROSS]
            yield "        " + ", ".join(shown)
        own, their = ("left", "right") if alignment.left == place.article else ("right", "left")
        bead = next((bead for bead in alignment.beads if place.sentence in getattr(bead, own)), None)
        if bead is None:
            yield "  no partner"
        else:
            fixed = ", decided by a person" if bead.is_fixed else ""
            yield f"  bead {list(getattr(bead, own))} = {list(getattr(bead, their))}, {bead.confidence:.2f}{fixed}"


def _told(report: Report, place: Place) -> Iterator[str]:
    yield ""
    fact = next((fact for fact in report.facts if place in fact.members), None)
    if fact is None:
        yield "Fact: none; it is told in no other outlet, or not surely"
        return
    members = ", ".join(f"{member.article}:{member.sentence}" for member in fact.members)
    yield f"Fact {fact.id}: {members}"


def _headline(report: Report, article: str) -> Iterator[str]:
    """Return the same of the highlights of the article's headline, which comes before its first sentence."""
    headlines = report.of_headlines()
    if any(reading.article.id == article for reading in headlines.readings):
        yield ""
        yield f"Headline: {headlines.reading(article).sentences[0].shown}"
        yield from list(_marked(headlines, Place(article, 0), "headline"))[1:]


def _marked(report: Report, place: Place, where: str = "") -> Iterator[str]:
    found = [h for h in report.highlights if (h.passage.article, h.passage.sentence) == (place.article, place.sentence)]
    yield ""
    yield f"Highlights: {len(found)}"
    shown = {(r.article.id, s.index): s.shown for r in report.readings for s in r.sentences}
    own = report.reading(place.article).sentences[place.sentence]
    for highlight in sorted(found, key=lambda h: (-h.strength, h.passage)):
        yield from _highlight(highlight, shown, highlight.written_in(own), where)


def _highlight(highlight: Highlight, shown: dict[tuple[str, int], str], written: str, where: str) -> Iterator[str]:
    passage = highlight.passage
    words = passage.span.of(shown[passage.article, passage.sentence])
    yield f"  {highlight.kind} “{words}” weight {highlight.weight:.2f}, doubt {highlight.doubt:.2f}"
    yield f"    {highlight.note}"
    if written:
        yield f"    as written “{written}”"
    for stands, others in (("against", highlight.against), ("beside", highlight.beside)):
        for other in others:
            words = other.span.of(shown[other.article, other.sentence])
            yield f"    {stands} {other.article}:{where or other.sentence} “{words}”"
    yield from (f"    {name}: {value}" for name, value in highlight.evidence)
