"""The main job, composed: articles in, a report out. Engines are handed in; nothing here opens a file or a model.

Order: languages, sentences, translation of all that is missing in all articles at once, checks, vectors, alignment of
every pair of articles, facts over all of them, framing: of the articles, and of their headlines beside each other.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from compare.domain import (
    Alignment,
    Article,
    Difference,
    Highlight,
    Provenance,
    Reading,
    Rendering,
    Report,
    Route,
    Story,
    headlines_of,
    primary,
)
from compare.embedding import make_sides
from compare.engines.protocols import (
    Detector,
    Embedder,
    SomeLanguagesEmbedder,
    Translator,
    Vectors,
    WordReader,
    routes_of,
)
from compare.errors import CompareError, EmptyArticle, TooLarge, UnreadableStory
from compare.steps.align import GROW, START, Constraint, align
from compare.steps.capitals import as_in_text, usual_forms
from compare.steps.differences import find_differences
from compare.steps.events import vouch
from compare.steps.facts import find_facts
from compare.steps.framing import (
    MAX_READ,
    AlignedStory,
    find_framing,
    find_headline_framing,
    find_sources,
    name_table,
    quote_as_printed,
)
from compare.steps.framing.lists import Lists
from compare.steps.framing.loaded import ELSEWHERE, LANGUAGES
from compare.steps.guards import check_translation
from compare.steps.judge import Judge
from compare.steps.names import join_groups
from compare.steps.opinions import compare_opinions
from compare.steps.segment import sentences_of
from compare.steps.similarity import Side
from compare.steps.vocabulary import Vocabulary
from compare.version import VERSION

MAX_OUTLETS = 60  # articles of one story; pairs grow with its square
MAX_PER_100 = 1_000_000.0  # highlights per 100 sentences that may be asked for: all that there are
MAX_PAIRS = 10_000_000  # of sentences, of two articles: matching holds some 160 bytes a pair, so 1.6 GB

Progress = Callable[[str, int, int], None]
"""Called as ``progress(stage, done, total)`` with stage ``translate``, ``embed``, ``read``, ``beside``, ``align`` or
``frame``."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Engines and data that a comparison works with.

    ``second_embedder`` reads clauses across some languages; without one matching has the vectors of the first alone.
    ``word_reader`` reads words in their sentences; without one loaded words are judged by themselves.
    ``meaning_reader`` says what words mean there; without one sentences are compared by rules alone.
    """

    translator: Translator
    embedder: Embedder
    detect: Detector
    judge: Judge
    lists: Lists
    second_embedder: SomeLanguagesEmbedder | None = None
    word_reader: WordReader | None = None
    meaning_reader: WordReader | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What a person may choose.

    ``to`` is the language to meet in. ``start`` and ``grow`` in (0, 1) are the operating point of the alignment.
    ``per_100`` is how many highlights a story shows per 100 sentences by default. ``detectors`` names the framing
    detectors to use, None for all. ``constraints`` maps pairs of article ids to decisions. ``second_opinion`` has
    articles translated by a second route too, where there is one, and flags the sentences on which the two disagree.
    ``same`` holds groups of wordings that mean one thing, beside those of the story.
    """

    to: str = "en"
    start: float = START
    grow: float = GROW
    per_100: float = 80.0
    detectors: frozenset[str] | None = None
    constraints: Mapping[tuple[str, str], tuple[Constraint, ...]] = field(default_factory=dict)
    second_opinion: bool = False
    same: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FailedComparison:
    """A story that could not be compared, and why."""

    story: str
    error: CompareError


def compare(story: Story, tools: Tools, options: Options | None = None, progress: Progress | None = None) -> Report:
    """Return the finished report of one story. Raises ``CompareError`` with what to do."""
    chosen = options or Options()
    tell = progress or _silent
    readings = read_articles([story], tools, chosen, tell)[0]
    return _compare_readings(story, readings, tools, chosen, tell)


def compare_many(
    stories: Sequence[Story], tools: Tools, options: Options | None = None, progress: Progress | None = None
) -> Iterator[Report | FailedComparison]:
    """Yield a report, or the reason why there is none, for each story in order; all are translated in one go.

    Holds the readings of all ``stories`` in memory: hand in some hundred at a time.
    """
    chosen, tell = options or Options(), progress or _silent
    checked: list[Story | FailedComparison] = []
    for story in stories:
        try:
            _check(story)
            checked.append(story)
        except CompareError as error:
            checked.append(FailedComparison(story.id, error))
    whole = [story for story in checked if isinstance(story, Story)]
    ready = iter(_read_or_fail(whole, tools, chosen, tell))
    for item in checked:
        if isinstance(item, FailedComparison):
            yield item
            continue
        readings = next(ready)
        if isinstance(readings, CompareError):
            yield FailedComparison(item.id, readings)
            continue
        try:
            yield _compare_readings(item, readings, tools, chosen, _silent)
        except CompareError as error:
            yield FailedComparison(item.id, error)


def _read_or_fail(
    stories: Sequence[Story], tools: Tools, options: Options, tell: Progress
) -> list[tuple[Reading, ...] | CompareError]:
    """Read all stories at once; if that fails, one by one, so that a bad one does not take the others with it."""
    try:
        return list(read_articles(stories, tools, options, tell))
    except CompareError:
        results: list[tuple[Reading, ...] | CompareError] = []
        for story in stories:
            try:
                results.append(read_articles([story], tools, options, tell)[0])
            except CompareError as error:
                results.append(error)
        return results


def read_articles(
    stories: Sequence[Story], tools: Tools, options: Options, tell: Progress
) -> list[tuple[Reading, ...]]:
    """Return each story's articles segmented and translated; the missing segments of all stories go in one batch a
    route."""
    drafts: list[list[Reading]] = []
    for story in stories:
        _check(story)
        drafts.append([_draft(article, tools, options.to) for article in story.articles])
        _check_pairs(drafts[-1])
    wanted: dict[Route, dict[str, None]] = defaultdict(dict)
    for reading in (reading for readings in drafts for reading in readings):
        if reading.route is not None:
            titles = [reading.article.title] if reading.article.title else []
            wanted[reading.route].update(dict.fromkeys([s.text for s in reading.sentences] + titles))
    others: dict[Route, Route] = {}
    for route in [*wanted] if options.second_opinion else []:
        if other := _second_route(route, routes_of(tools.translator, route.source, options.to)):
            others[route] = other
            wanted[other].update(wanted[route])
    renderings = _translate(wanted, tools.translator, tell)
    read = [tuple(_translated(reading, renderings) for reading in readings) for readings in drafts]
    if options.second_opinion:
        return [tuple(_doubly_read(reading, others, renderings, tools) for reading in readings) for readings in read]
    return read


def _second_route(route: Route, routes: Sequence[Route]) -> Route | None:
    """The best other way, one without a package in common where there is one."""
    others = [other for other in routes if other != route]
    apart = [other for other in others if not set(other.packages) & set(route.packages)]
    return next(iter(apart or others), None)


def _doubly_read(
    reading: Reading, others: Mapping[Route, Route], renderings: Mapping[tuple[Route, str], Rendering], tools: Tools
) -> Reading:
    """The reading with a flag on each sentence on which the second route disagrees, and a note on what was done."""
    if reading.route is None:
        return reading
    other = others.get(reading.route)
    if other is None:
        note = "No second opinion: there is one way only to translate it."
        return replace(reading, notes=(*reading.notes, note))
    second = [renderings[other, sentence.text].text for sentence in reading.sentences]
    vectors = tools.embedder.embed([sentence.shown for sentence in reading.sentences] + second)
    n = len(second)
    cosines = (vectors[:n] * vectors[n:]).sum(axis=1).tolist()
    way = "→".join(other.stops)
    found = []
    for sentence, text, cosine in zip(reading.sentences, second, cosines, strict=True):
        flag = compare_opinions(sentence.shown, text, cosine, reading.route.target, way)
        found.append(replace(sentence, flags=(*sentence.flags, flag)) if flag else sentence)
    n_flagged = sum(a is not b for a, b in zip(found, reading.sentences, strict=True))
    note = f"Second opinion by {other.label}. The two disagree on {n_flagged} of {n} sentences."
    return replace(reading, sentences=tuple(found), notes=(*reading.notes, note))


def _check(story: Story) -> None:
    if len(story.articles) > MAX_OUTLETS:
        raise UnreadableStory(
            f"Story {story.id!r} has {len(story.articles)} articles; at most {MAX_OUTLETS} are compared."
        )
    if not story.articles:
        raise UnreadableStory(f"Story {story.id!r} has no articles. Add at least one.")


def _check_pairs(readings: Sequence[Reading]) -> None:
    """Raise ``TooLarge`` where two articles have more sentences than can be matched in memory."""
    longest = sorted(readings, key=lambda reading: -len(reading.sentences))[:2]
    if len(longest) == 2 and math.prod(len(reading.sentences) for reading in longest) > MAX_PAIRS:
        one, other = longest
        raise TooLarge(
            f"Articles {one.article.id!r} and {other.article.id!r} have {len(one.sentences):,} and "
            f"{len(other.sentences):,} sentences; of two articles at most {MAX_PAIRS:,} pairs are compared. "
            "Give a part of one."
        )


def _draft(article: Article, tools: Tools, target: str) -> Reading:
    """Detect, segment and route one article; sentences are still untranslated."""
    detected = tools.detect(article)
    sentences = sentences_of(article, detected.language)
    if not any(sentence.text.strip() for sentence in sentences):
        raise EmptyArticle(f"Article {article.id!r} ({article.outlet}) has no sentence. Give it text, or leave it out.")
    if primary(detected.language) == primary(target):
        same = tuple(replace(sentence, translation=sentence.text) for sentence in sentences)
        title = article.title or None
        return Reading(article, detected.language, "none", same, None, title, detected.notes)
    route = tools.translator.find_route(detected.language, target)
    if route is None:
        source = primary(detected.language)
        note = (
            f"Not translated: no installed package leads from {source} to {primary(target)}. Aligned by meaning "
            f"instead. To add one: python -m compare models install {source} {primary(target)}"
        )
        return Reading(article, detected.language, "untranslated", sentences, None, None, (*detected.notes, note))
    engine = " + ".join(route.packages)
    return Reading(article, detected.language, engine, sentences, route, None, detected.notes)


def _translate(
    wanted: Mapping[Route, Mapping[str, None]], translator: Translator, tell: Progress
) -> dict[tuple[Route, str], Rendering]:
    found: dict[tuple[Route, str], Rendering] = {}
    total = sum(len(texts) for texts in wanted.values())
    tell("translate", 0, total)
    for route, mapping in wanted.items():
        texts = list(mapping)
        for index, rendering in translator.translate(texts, route):
            found[route, texts[index]] = rendering
            tell("translate", len(found), total)
    return found


def _translated(reading: Reading, renderings: Mapping[tuple[Route, str], Rendering]) -> Reading:
    route = reading.route
    if route is None:
        return reading
    sentences = []
    for sentence in reading.sentences:
        rendering = renderings[route, sentence.text]
        checks = check_translation(sentence.text, rendering.text, reading.language, route.target)
        sentences.append(
            replace(
                sentence,
                translation=rendering.text,
                likelihood=rendering.likelihood,
                flags=(*rendering.flags, *checks),
                by_person=rendering.by_person,
            )
        )
    title = renderings[route, reading.article.title] if reading.article.title else None
    return replace(
        reading,
        sentences=tuple(sentences),
        title_translation=title.text if title else None,
        title_by_person=title is not None and title.by_person,
        title_likelihood=title.likelihood if title else None,
        title_flags=(
            *title.flags,
            *check_translation(reading.article.title, title.text, reading.language, route.target),
        )
        if title
        else (),
    )


def _compare_readings(
    story: Story, readings: tuple[Reading, ...], tools: Tools, options: Options, tell: Progress
) -> Report:
    sides = make_sides(readings, tools.embedder, tools.second_embedder, tell)
    aligned = _align_story(story, readings, sides, tools, options, tell)
    tell("frame", 0, 1)
    highlights = find_framing(aligned, per_100=options.per_100, detectors=options.detectors)
    headlines = _frame_headlines(story, aligned, tools, options)
    comparisons = aligned.comparisons
    differences: tuple[tuple[tuple[Difference, ...], ...], ...] = tuple(
        find_differences(readings, comparison) for comparison in comparisons
    )
    tell("frame", 1, 1)
    return Report(
        story=story.id,
        title=story.title,
        target_language=options.to,
        readings=readings,
        comparisons=comparisons,
        facts=aligned.facts,
        highlights=highlights,
        provenance=_provenance(story, readings, sides, list(aligned.states), tools, options),
        differences=differences,
        names=name_table(aligned),
        sources=find_sources(aligned),
        headlines=headlines,
    )


def _align_story(
    story: Story, readings: tuple[Reading, ...], sides: Sequence[Side], tools: Tools, options: Options, tell: Progress
) -> AlignedStory:
    """Return what detectors look at: the readings aligned, and what engines read of their words."""
    word_odds, original_odds = _read_words(readings, tools.word_reader, options.to, tell, "read")
    beside = tools.meaning_reader if len(readings) > 1 else None  # alone there is nothing to be read beside
    states, original_states = _read_words(readings, beside, options.to, tell, "beside", MAX_READ)
    if len(states) < 2:
        states, original_states = {}, {}  # the others are in languages that are not read
    comparisons = _align_all(readings, sides, tools.judge, options, tell)
    lengths = {reading.article.id: len(reading.sentences) for reading in readings}
    return AlignedStory(
        readings,
        comparisons,
        find_facts(comparisons, lengths),
        options.to,
        tools.lists,
        {reading.article.id: side.vectors for reading, side in zip(readings, sides, strict=True)},
        tools.embedder.embed,
        (*story.same, *options.same),
        word_odds,
        original_odds,
        states,
        original_states,
    )


def _frame_headlines(story: Story, articles: AlignedStory, tools: Tools, options: Options) -> tuple[Highlight, ...]:
    """Return the highlights of the headlines, which are read beside each other as a story of one sentence an outlet.

    Whether two are about one event their articles say, not these few words. Those in capitals are read as running text
    has them.
    """
    headed = headlines_of(articles.readings)
    if not headed:
        return ()
    printed = {reading.article.id: reading.sentences[0].shown for reading in headed}
    headed = _without_capitals(headed, articles)
    sides = make_sides(headed, tools.embedder, tools.second_embedder)
    alone = _align_story(story, headed, sides, tools, replace(options, constraints={}), _silent)
    same_event = {(pair.left, pair.right): pair.same_event for pair in articles.comparisons}
    told = tuple(replace(pair, same_event=same_event[pair.left, pair.right]) for pair in alone.comparisons)
    alone = replace(alone, comparisons=told)
    found = find_headline_framing(alone, per_100=options.per_100, detectors=options.detectors)
    return tuple(quote_as_printed(highlight, alone, printed) for highlight in found)


def _without_capitals(headed: Sequence[Reading], articles: AlignedStory) -> tuple[Reading, ...]:
    """Return headlines as running text in their language has them, in the translation as in the original."""
    texts: dict[str, list[str]] = defaultdict(list)
    for reading in articles.readings:
        texts[primary(reading.language)] += [sentence.text for sentence in reading.sentences]
        if reading.is_translated:
            texts[articles.language(reading.article.id)] += [sentence.shown for sentence in reading.sentences]
    vocabularies = {language: articles.lists.vocabularies.get(language, Vocabulary()) for language in texts}
    forms = {language: usual_forms(found, vocabularies[language]) for language, found in texts.items()}

    def in_text(headline: str, language: str) -> str:
        return as_in_text(headline, forms[language], vocabularies[language])

    found = []
    for reading in headed:
        headline = reading.sentences[0]
        text, shown = in_text(headline.text, primary(reading.language)), headline.translation
        if shown is not None:
            shown = in_text(shown, articles.language(reading.article.id))
        found.append(replace(reading, sentences=(replace(headline, text=text, translation=shown),)))
    return tuple(found)


def _read_words(
    readings: Sequence[Reading], reader: WordReader | None, to: str, tell: Progress, stage: str, most: int | None = None
) -> tuple[dict[str, list[Vectors]], dict[str, list[Vectors]]]:
    """Return what the reader says of the words of each article, as shown, and of each translated one, as written, in
    languages in which they are judged; of the first ``most`` sentences."""
    if reader is None:
        return {}, {}
    known = LANGUAGES | ELSEWHERE
    shown = [r for r in readings if primary(to if r.is_translated else r.language) in known]
    written = [r for r in readings if r.is_translated and primary(r.language) in known]
    texts = [s.shown for r in shown for s in r.sentences[:most]] + [s.text for r in written for s in r.sentences[:most]]
    tell(stage, 0, len(texts))
    found = iter(reader.read(texts))
    tell(stage, len(texts), len(texts))
    of_shown, of_written = (
        {reading.article.id: [next(found) for _ in reading.sentences[:most]] for reading in those}
        for those in (shown, written)
    )
    return of_shown, of_written


def _align_all(
    readings: Sequence[Reading], sides: Sequence[Side], judge: Judge, options: Options, tell: Progress
) -> tuple[Alignment, ...]:
    pairs = list(combinations(range(len(readings)), 2))
    comparisons = []
    for done, (a, b) in enumerate(pairs):
        tell("align", done, len(pairs))
        names = readings[a].article.id, readings[b].article.id
        comparisons.append(
            align(
                sides[a],
                sides[b],
                judge,
                names=names,
                start=options.start,
                grow=options.grow,
                constraints=options.constraints.get(names, ()),
            )
        )
    tell("align", len(pairs), len(pairs))
    return vouch(comparisons)


def _provenance(
    story: Story,
    readings: Sequence[Reading],
    sides: Sequence[Side],
    read_beside: list[str],
    tools: Tools,
    options: Options,
) -> Provenance:
    engines = {str(reading.route): " + ".join(reading.route.packages) for reading in readings if reading.route}
    digests = {
        reading.article.id: hashlib.sha256(reading.article.verbatim.encode("utf-8", "surrogatepass")).hexdigest()
        for reading in readings
    }
    settings: dict[str, Any] = {
        "to": options.to,
        "decoding": tools.translator.decoding(),
        "embedder": tools.embedder.name,
        "start": options.start,
        "grow": options.grow,
        "per_100": options.per_100,
        "detectors": sorted(options.detectors) if options.detectors is not None else "all",
    }
    # Whose clauses were compared; the others were matched by the first embedder alone.
    seen = [reading.article.id for reading, side in zip(readings, sides, strict=True) if side.second]
    if seen and tools.second_embedder:
        settings |= {"second_embedder": tools.second_embedder.name, "second_embedder_read": seen}
    if tools.word_reader:
        settings["word_reader"] = tools.word_reader.name
    # Whose sentences were read beside each other; those of the others were compared by rules alone.
    if read_beside and tools.meaning_reader:
        settings |= {"meaning_reader": tools.meaning_reader.name, "meaning_reader_read": read_beside}
    if options.second_opinion:
        settings["second_opinion"] = True
    if same := join_groups((*story.same, *options.same)):
        settings["same"] = [list(group) for group in same]
    return Provenance(VERSION, engines, settings, digests)


def _silent(stage: str, done: int, total: int) -> None:
    """Say nothing."""


__all__ = [
    "FailedComparison",
    "Options",
    "Progress",
    "Tools",
    "compare",
    "compare_many",
    "read_articles",
]
