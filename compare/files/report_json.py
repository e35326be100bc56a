"""The report as plain JSON values and back: the interchange format, with what a report holds beyond it.

Reading checks everything a view relies on (known articles, sentences in range, spans inside their text), so that a
report that opens can be shown.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from compare.domain import (
    PERHAPS,
    Alignment,
    Article,
    Bead,
    Chance,
    Citation,
    Difference,
    Fact,
    Flag,
    FlagKind,
    Highlight,
    Kind,
    NamedConcept,
    NameForm,
    NameKind,
    OutletCitations,
    OutletForms,
    Passage,
    Place,
    Provenance,
    Quality,
    Reading,
    Report,
    Route,
    SegmentKind,
    Sentence,
    Source,
    SourceKind,
    Span,
    direction,
)
from compare.errors import UnreadableStory

FORMAT = "compare-report/1"
Json = dict[str, Any]
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
_REQUIRED: Any = object()


def report_to_json(report: Report) -> Json:
    """Return the report as JSON values; ``report_from_json`` gives an equal report back.

    Beyond the interchange format: sentence offsets, paragraphs and flags, routes, what words differ in each bead
    (``words_compared`` says whether that was looked at), and digests. Empty and default fields are left out where the
    format does not ask for them.
    """
    shown = {reading.article.id: [sentence.shown for sentence in reading.sentences] for reading in report.readings}
    originals = {reading.article.id: [sentence.text for sentence in reading.sentences] for reading in report.readings}
    shares = _shares(report)
    found: Json = {
        "format": FORMAT,
        "story": report.story,
        "title": report.title,
        "target_language": report.target_language,
        "target_direction": direction(report.target_language),
        "articles": [_article_to_json(reading) for reading in report.readings],
        "comparisons": [
            _comparison_to_json(alignment, report.differences[c] if report.differences else None, shares, shown)
            for c, alignment in enumerate(report.comparisons)
        ],
        "words_compared": bool(report.differences),
        "facts": [
            {"id": fact.id, "members": [{"article": p.article, "sentence": p.sentence} for p in fact.members]}
            for fact in report.facts
        ],
        "framing": [_highlight_to_json(highlight, shown, originals) for highlight in report.highlights],
        **_headlines_to_json(report),
        "provenance": {
            "version": report.provenance.version,
            "engines": dict(report.provenance.engines),
            "settings": dict(report.provenance.settings),
            "digests": dict(report.provenance.digests),
        }
        | ({"corrections": [dict(c) for c in report.provenance.corrections]} if report.provenance.corrections else {})
        | ({"translations_by_person": n} if (n := sum(reading.n_by_person for reading in report.readings)) else {}),
    }
    if report.names:
        found["names"] = [_concept_to_json(concept) for concept in report.names]
    if report.sources:
        found["sources"] = [_source_to_json(source, shown) for source in report.sources]
    return found


def error_to_json(story: str, error: Exception) -> Json:
    """Return what stands in the place of a story that could not be processed."""
    return {"story": story, "error": {"type": type(error).__name__, "message": str(error)}}


def _shares(report: Report) -> dict[str, float]:
    """Return, per article, the share of its sentences that are members of a fact, in [0, 1]."""
    members = {place for fact in report.facts for place in fact.members}
    return {
        reading.article.id: sum(Place(reading.article.id, s.index) in members for s in reading.sentences)
        / max(1, len(reading.sentences))
        for reading in report.readings
    }


def _article_to_json(reading: Reading) -> Json:
    article = reading.article
    found: Json = {
        "id": article.id,
        "outlet": article.outlet,
        "language": reading.language,
        "direction": direction(reading.language),
        "engine": reading.engine,
        "title": article.title,
        "title_translation": reading.title_translation,
    }
    if article.language != reading.language:
        found["language_given"] = article.language
    for name in ("url", "published", "author"):
        if value := getattr(article, name):
            found[name] = value
    if reading.route is not None:
        found["route"] = {
            "stops": list(reading.route.stops),
            "packages": list(reading.route.packages),
            "relays": list(reading.route.relays),
        }
        if quality := reading.route.quality:
            found["route"]["quality"] = {"chrf": quality.chrf, "on": quality.on}
    if article.notes:
        found["input_notes"] = list(article.notes)
    if reading.notes:
        found["notes"] = list(reading.notes)
    if reading.title_by_person:
        found["title_by_person"] = True
    if reading.title_likelihood is not None:
        found["title_likelihood"] = reading.title_likelihood
    if reading.title_flags:
        found["title_flags"] = _flags_to_json(reading.title_flags)
    found["sentences"] = [_sentence_to_json(sentence) for sentence in reading.sentences]
    if article.text is not None:
        found["text"] = article.text
    elif list(article.sentences or ()) != [sentence.text for sentence in reading.sentences]:
        found["sentences_given"] = list(article.sentences or ())
    return found


def _sentence_to_json(sentence: Sentence) -> Json:
    found: Json = {
        "index": sentence.index,
        "text": sentence.text,
        "translation": sentence.translation,
        "start": sentence.span.start,
        "end": sentence.span.end,
        "paragraph": sentence.paragraph,
    }
    if sentence.kind != SegmentKind.SENTENCE:
        found["kind"] = sentence.kind.value
    if sentence.likelihood is not None:
        found["likelihood"] = sentence.likelihood
    if sentence.flags:
        found["flags"] = _flags_to_json(sentence.flags)
    if sentence.by_person:
        found["by_person"] = True
    return found


def _flags_to_json(flags: Iterable[Flag]) -> list[Json]:
    return [{"kind": flag.kind.value, "note": flag.note} for flag in flags]


def _headlines_to_json(report: Report) -> Json:
    """Return the field of highlights in headlines: as in ``framing``, without the number of a sentence."""
    titles = {reading.article.id: [reading.shown_title] for reading in report.readings}
    originals = {reading.article.id: [reading.article.title] for reading in report.readings}

    def unnumbered(value: Any) -> Any:
        if isinstance(value, list):
            return [unnumbered(entry) for entry in value]
        if isinstance(value, dict) and "article" in value:
            return {name: unnumbered(entry) for name, entry in value.items() if name != "sentence"}
        return value

    found = [unnumbered(_highlight_to_json(highlight, titles, originals)) for highlight in report.headlines]
    return {"headlines": found} if found else {}


def _chances_to_json(chances: Iterable[Chance]) -> list[Json]:
    return [{"left": chance.left, "right": chance.right, "score": chance.confidence} for chance in chances]


def _comparison_to_json(
    alignment: Alignment,
    differences: Sequence[Sequence[Difference]] | None,
    shares: Mapping[str, float],
    shown: Mapping[str, Sequence[str]],
) -> Json:
    beads = []
    for b, bead in enumerate(alignment.beads):
        entry: Json = {"left": list(bead.left), "right": list(bead.right), "score": bead.confidence}
        if bead.is_fixed:
            entry["is_fixed"] = True
        if inside := [link for link in alignment.links if link.left in bead.left and link.right in bead.right]:
            entry["links"] = _chances_to_json(inside)
        if differences is not None and differences[b]:
            entry["differences"] = [
                {
                    "left": [_passage_to_json(passage, shown) for passage in difference.left],
                    "right": [_passage_to_json(passage, shown) for passage in difference.right],
                }
                for difference in differences[b]
            ]
        beads.append(entry)
    chances = _chances_to_json(chance for chance in alignment.chances if chance.confidence >= PERHAPS)
    return {
        "left": alignment.left,
        "right": alignment.right,
        "alignments": beads,
        **({"chances": chances} if chances else {}),
        "only_left": list(alignment.left_gaps),
        "only_right": list(alignment.right_gaps),
        "same_event": alignment.same_event,
        "is_parallel": alignment.is_parallel,
        "shared": {
            "left": 1 - len(alignment.left_gaps) / max(1, alignment.n_left),
            "right": 1 - len(alignment.right_gaps) / max(1, alignment.n_right),
        },
    }


def _passage_to_json(passage: Passage, shown: Mapping[str, Sequence[str]]) -> Json:
    return {
        "article": passage.article,
        "sentence": passage.sentence,
        "start": passage.span.start,
        "end": passage.span.end,
        "text": passage.span.of(shown[passage.article][passage.sentence]),
    }


def _highlight_to_json(
    highlight: Highlight, shown: Mapping[str, Sequence[str]], originals: Mapping[str, Sequence[str]]
) -> Json:
    found = _passage_to_json(highlight.passage, shown)
    found |= {"kind": highlight.kind.value, "weight": highlight.weight}
    if highlight.doubt:
        found["doubt"] = highlight.doubt
    found |= {
        "note": highlight.note,
        "against": [_passage_to_json(passage, shown) for passage in highlight.against],
    }
    if highlight.beside:
        found["beside"] = [_passage_to_json(passage, shown) for passage in highlight.beside]
    if highlight.evidence:
        found["evidence"] = dict(highlight.evidence)
    if highlight.written is not None:
        written = highlight.written
        text = originals[highlight.passage.article][highlight.passage.sentence]
        found["written"] = {"start": written.start, "end": written.end, "text": written.of(text)}
    return found


def _concept_to_json(concept: NamedConcept) -> Json:
    found: Json = {"kind": concept.kind.value, "name": concept.name, "language": concept.language}
    if concept.is_given:
        found["is_given"] = True
    found["outlets"] = [
        {"article": outlet.article, "forms": [_form_to_json(form) for form in outlet.forms]}
        for outlet in concept.outlets
    ]
    return found


def _form_to_json(form: NameForm) -> Json:
    found: Json = {
        "text": form.text,
        "count": form.count,
        "sentence": form.first.sentence,
        "start": form.span.start,
        "end": form.span.end,
        "sentences": list(form.sentences),
    }
    if form.describes:
        found["describes"] = True
    if form.original:
        found["original"] = form.original
    return found


def _source_to_json(source: Source, shown: Mapping[str, Sequence[str]]) -> Json:
    found: Json = {"kind": source.kind.value}
    if source.name:
        found |= {"name": source.name, "language": source.language}
    found["outlets"] = [
        {
            "article": outlet.article,
            "count": outlet.count,
            "direct": outlet.n_direct,
            "words": outlet.n_words,
            "citations": [_citation_to_json(citation, shown) for citation in outlet.citations],
        }
        for outlet in source.outlets
    ]
    return found


def _citation_to_json(citation: Citation, shown: Mapping[str, Sequence[str]]) -> Json:
    found = _passage_to_json(citation.passage, shown)
    found |= {"verb": citation.verb, "manner": citation.manner, "words": citation.n_words}
    if citation.is_direct:
        found["is_direct"] = True
    if citation.is_carrier:
        found["is_carrier"] = True
    return found


def report_from_json(values: Mapping[str, Any]) -> Report:
    """Return the report that ``values`` hold.

    Unknown fields are ignored and derived ones (``direction``, ``relays``, ``shared``, the ``text`` of a passage, sums
    of citations, ``translations_by_person``) not read. Raises ``UnreadableStory`` naming the field that is missing, of
    the wrong type, or points nowhere.
    """
    top = _Node(values, "report")
    if "error" in top.values:
        message = top.node("error").text("message", "no message")
        raise UnreadableStory(f"report: this story could not be processed ({message}); there is nothing to show.")
    if (version := top.text("format", FORMAT)) != FORMAT:
        raise UnreadableStory(
            f"report: format {version!r} is not known here ({FORMAT} is); open it with the version that wrote it."
        )
    readings = tuple(_reading_from_json(node) for node in top.nodes("articles"))
    ids = [reading.article.id for reading in readings]
    if len(set(ids)) != len(ids):
        raise UnreadableStory(f"report.articles: ids must differ, got {ids}.")
    book = _Book(
        {reading.article.id: [s.shown for s in reading.sentences] for reading in readings},
        {reading.article.id: [s.text for s in reading.sentences] for reading in readings},
    )
    titles = _Book(
        {r.article.id: [r.shown_title if r.headline else ""] for r in readings},
        {r.article.id: [r.article.title] for r in readings},
        is_numbered=False,
    )
    comparisons = []
    differences = []
    for node in top.nodes("comparisons"):
        alignment, words = _comparison_from_json(node, book)
        comparisons.append(alignment)
        differences.append(words)
    facts = [
        node.build(Fact, node.whole("id"), tuple(_place_from_json(member, book) for member in node.nodes("members")))
        for node in top.nodes("facts")
    ]
    provenance = top.node("provenance")
    return Report(
        story=top.text("story"),
        title=top.text("title", ""),
        target_language=top.text("target_language"),
        readings=readings,
        comparisons=tuple(comparisons),
        facts=tuple(facts),
        highlights=tuple(_highlight_from_json(node, book) for node in top.nodes("framing")),
        provenance=Provenance(
            version=provenance.text("version"),
            engines=provenance.texts_by_name("engines"),
            settings=dict(provenance.node("settings", {}).values),
            digests=provenance.texts_by_name("digests"),
            corrections=tuple(_correction_values(node) for node in provenance.nodes("corrections", [])),
        ),
        differences=tuple(differences) if top.truth("words_compared") else (),
        names=tuple(_concept_from_json(node, book) for node in top.nodes("names", [])),
        sources=tuple(_source_from_json(node, book) for node in top.nodes("sources", [])),
        headlines=tuple(_highlight_from_json(node, titles) for node in top.nodes("headlines", [])),
    )


class _Node:
    """One JSON object with its path, for messages that say where something is wrong."""

    def __init__(self, values: object, where: str) -> None:
        if not isinstance(values, Mapping):
            raise UnreadableStory(f"{where}: expected an object, found {_name(values)}.")
        self.values: Mapping[str, Any] = values
        self.where = where

    def get(self, key: str, kind: type[T] | tuple[type, ...], default: Any = _REQUIRED) -> Any:
        value = self.values.get(key, default)
        if value is _REQUIRED:
            raise UnreadableStory(f"{self.where}.{key} is missing.")
        # JSON's true and false are no numbers, although Python's are.
        if value is not default and (not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool)):
            raise UnreadableStory(f"{self.where}.{key}: found {_name(value)}, which does not belong there.")
        return value

    def text(self, key: str, default: Any = _REQUIRED) -> str:
        return str(self.get(key, str, default))

    def text_or_none(self, key: str) -> str | None:
        value: str | None = self.get(key, (str, type(None)), None)
        return value

    def whole(self, key: str, default: Any = _REQUIRED) -> int:
        return int(self.get(key, int, default))

    def number(self, key: str, default: Any = _REQUIRED) -> float:
        value = self.get(key, (int, float), default)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            raise UnreadableStory(f"{self.where}.{key}: the number is not finite, or too large.")
        return number

    def truth(self, key: str) -> bool:
        return bool(self.get(key, bool, False))

    def items(self, key: str, default: Any = _REQUIRED) -> list[Any]:
        return list(self.get(key, list, default))

    def texts(self, key: str) -> tuple[str, ...]:
        values = self.items(key, [])
        for k, value in enumerate(values):
            if not isinstance(value, str):
                raise UnreadableStory(f"{self.where}.{key}[{k}]: expected text, found {_name(value)}.")
        return tuple(values)

    def wholes(self, key: str) -> tuple[int, ...]:
        values = self.items(key)
        for k, value in enumerate(values):
            if not isinstance(value, int) or isinstance(value, bool):
                raise UnreadableStory(f"{self.where}.{key}[{k}]: expected a whole number, found {_name(value)}.")
        return tuple(values)

    def texts_by_name(self, key: str) -> dict[str, str]:
        node = self.node(key, {})
        return {name: node.text(name) for name in node.values}

    def node(self, key: str, default: Any = _REQUIRED) -> _Node:
        return _Node(self.get(key, Mapping, default), f"{self.where}.{key}")

    def nodes(self, key: str, default: Any = _REQUIRED) -> list[_Node]:
        return [_Node(value, f"{self.where}.{key}[{k}]") for k, value in enumerate(self.items(key, default))]

    def member(self, key: str, kind: type[E], default: Any = _REQUIRED) -> E:
        value = self.text(key, default)
        try:
            return kind(value)
        except ValueError as error:
            known = ", ".join(kind)
            raise UnreadableStory(f"{self.where}.{key}: {value!r} is none of {known}.") from error

    def build(self, make: type[T], /, *values: Any, **named: Any) -> T:
        """Return ``make(*values)``; what the value itself refuses is an unreadable report."""
        try:
            return make(*values, **named)
        except ValueError as error:
            raise UnreadableStory(f"{self.where}: {error}.") from error


class _Book:
    """The text of every sentence, as shown and as written, to check what points into it; of headlines, which are not
    numbered."""

    def __init__(
        self,
        shown: Mapping[str, Sequence[str]],
        originals: Mapping[str, Sequence[str]],
        *,
        is_numbered: bool = True,
    ) -> None:
        self.shown = shown
        self.originals = originals
        self.is_numbered = is_numbered

    def count(self, article: str, where: str) -> int:
        if article not in self.shown:
            raise UnreadableStory(f"{where}: article {article!r} is not in this report.")
        return len(self.shown[article])

    def sentence(self, article: str, index: int, where: str) -> str:
        if not 0 <= index < self.count(article, where):
            raise UnreadableStory(f"{where}: article {article!r} has no sentence {index}.")
        return self.shown[article][index]


def _name(value: object) -> str:
    """Return what a JSON value is called, for a person."""
    if value is None:
        return "null"
    names = {bool: "true or false", str: "text", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")


def _reading_from_json(node: _Node) -> Reading:
    language = node.text("language")
    sentences = []
    for k, entry in enumerate(node.nodes("sentences")):
        text = entry.text("text")
        # A report from another program may leave the offsets out; what it says about the sentences still stands.
        start = entry.whole("start", 0)
        sentences.append(
            Sentence(
                index=entry.whole("index", k),
                text=text,
                span=entry.build(Span, start, entry.whole("end", start + len(text))),
                paragraph=entry.whole("paragraph", 0),
                kind=entry.member("kind", SegmentKind, SegmentKind.SENTENCE.value),
                translation=entry.text_or_none("translation"),
                likelihood=entry.number("likelihood") if entry.values.get("likelihood") is not None else None,
                flags=_flags_from_json(entry, "flags"),
                by_person=entry.truth("by_person"),
            )
        )
    text_given = node.text_or_none("text")
    split_given = node.texts("sentences_given") if "sentences_given" in node.values else None
    if text_given is None and split_given is None:
        split_given = tuple(sentence.text for sentence in sentences)
    article = node.build(
        Article,
        id=node.text("id"),
        outlet=node.text("outlet"),
        language=node.text_or_none("language_given") if "language_given" in node.values else language,
        title=node.text("title", ""),
        text=text_given,
        sentences=split_given,
        url=node.text("url", ""),
        published=node.text("published", ""),
        author=node.text("author", ""),
        notes=node.texts("input_notes"),
    )
    route = None
    if "route" in node.values:
        way = node.node("route")
        measured = way.node("quality") if "quality" in way.values else None
        quality = measured.build(Quality, measured.number("chrf"), measured.text("on")) if measured else None
        route = way.build(Route, way.texts("stops"), way.texts("packages"), quality)
    return node.build(
        Reading,
        article=article,
        language=language,
        engine=node.text("engine"),
        sentences=tuple(sentences),
        route=route,
        title_translation=node.text_or_none("title_translation"),
        notes=node.texts("notes"),
        title_by_person=node.truth("title_by_person"),
        title_likelihood=node.number("title_likelihood") if node.values.get("title_likelihood") is not None else None,
        title_flags=_flags_from_json(node, "title_flags"),
    )


def _flags_from_json(node: _Node, key: str) -> tuple[Flag, ...]:
    return tuple(Flag(flag.member("kind", FlagKind), flag.text("note")) for flag in node.nodes(key, []))


def _correction_values(node: _Node) -> Json:
    """Return a correction as it stands, once it has the form of one."""
    node.text("kind")
    for place in node.items("places"):
        match place:
            case [str(), int() as number] if not isinstance(number, bool):
                continue
        raise UnreadableStory(f"{node.where}.places: a place is an article's id and a sentence, found {place!r:.100}.")
    return dict(node.values)


def _place_from_json(node: _Node, book: _Book) -> Place:
    place = Place(node.text("article"), node.whole("sentence") if book.is_numbered else 0)
    book.sentence(place.article, place.sentence, node.where)
    return place


def _passage_from_json(node: _Node, book: _Book) -> Passage:
    place = _place_from_json(node, book)
    return Passage(place.article, place.sentence, _span_from_json(node, place, book))


def _span_from_json(node: _Node, place: Place, book: _Book) -> Span:
    return _span_within(node, book.sentence(place.article, place.sentence, node.where))


def _span_within(node: _Node, text: str) -> Span:
    span = node.build(Span, node.whole("start"), node.whole("end"))
    if span.end > len(text):
        raise UnreadableStory(f"{node.where}: ends at {span.end}, but the sentence has {len(text)} characters.")
    return span


def _concept_from_json(node: _Node, book: _Book) -> NamedConcept:
    outlets = []
    for outlet in node.nodes("outlets"):
        article = outlet.text("article")
        outlets.append(
            OutletForms(article, tuple(_form_from_json(form, article, book) for form in outlet.nodes("forms")))
        )
    kind = node.member("kind", NameKind)
    return NamedConcept(kind, node.text("name"), node.text("language"), tuple(outlets), node.truth("is_given"))


def _form_from_json(node: _Node, article: str, book: _Book) -> NameForm:
    sentences = node.wholes("sentences")
    for sentence in sentences:
        book.sentence(article, sentence, node.where)
    first = Place(article, node.whole("sentence"))
    return NameForm(
        text=node.text("text"),
        count=node.whole("count"),
        first=first,
        span=_span_from_json(node, first, book),
        sentences=sentences,
        describes=node.truth("describes"),
        original=node.text("original", ""),
    )


def _source_from_json(node: _Node, book: _Book) -> Source:
    outlets = []
    for outlet in node.nodes("outlets"):
        article = outlet.text("article")
        citations = tuple(_citation_from_json(entry, book) for entry in outlet.nodes("citations"))
        if any(citation.passage.article != article for citation in citations):
            raise UnreadableStory(f"{outlet.where}: a citation is of another article than {article!r}.")
        outlets.append(OutletCitations(article, citations))
    return Source(node.member("kind", SourceKind), node.text("name", ""), node.text("language", ""), tuple(outlets))


def _citation_from_json(node: _Node, book: _Book) -> Citation:
    return Citation(
        passage=_passage_from_json(node, book),
        verb=node.text("verb"),
        manner=node.text("manner"),
        is_direct=node.truth("is_direct"),
        n_words=node.whole("words"),
        is_carrier=node.truth("is_carrier"),
    )


def _highlight_from_json(node: _Node, book: _Book) -> Highlight:
    evidence, passage = node.node("evidence", {}), _passage_from_json(node, book)
    return node.build(
        Highlight,
        passage=passage,
        kind=node.member("kind", Kind),
        weight=node.number("weight"),
        note=node.text("note"),
        against=tuple(_passage_from_json(entry, book) for entry in node.nodes("against")),
        doubt=node.number("doubt", 0.0),
        evidence=tuple((name, evidence.get(name, (str, int, float))) for name in evidence.values),
        beside=tuple(_passage_from_json(entry, book) for entry in node.nodes("beside", [])),
        written=_written_from_json(node.node("written"), passage, book) if "written" in node.values else None,
    )


def _written_from_json(node: _Node, passage: Passage, book: _Book) -> Span:
    """Return the words of the original that a highlight stands for."""
    return _span_within(node, book.originals[passage.article][passage.sentence])


def _chances_from_json(node: _Node, key: str) -> tuple[Chance, ...]:
    return tuple(
        entry.build(Chance, entry.whole("left"), entry.whole("right"), entry.number("score"))
        for entry in node.nodes(key, [])
    )


def _comparison_from_json(node: _Node, book: _Book) -> tuple[Alignment, tuple[tuple[Difference, ...], ...]]:
    left, right = node.text("left"), node.text("right")
    beads = []
    words = []
    links: list[Chance] = []
    for entry in node.nodes("alignments"):
        links += _chances_from_json(entry, "links")
        sides = entry.wholes("left"), entry.wholes("right")
        beads.append(entry.build(Bead, *sides, entry.number("score"), entry.truth("is_fixed")))
        words.append(
            tuple(
                difference.build(
                    Difference,
                    tuple(_passage_from_json(passage, book) for passage in difference.nodes("left")),
                    tuple(_passage_from_json(passage, book) for passage in difference.nodes("right")),
                )
                for difference in entry.nodes("differences", [])
            )
        )
    alignment = node.build(
        Alignment,
        left=left,
        right=right,
        n_left=book.count(left, node.where),
        n_right=book.count(right, node.where),
        beads=tuple(beads),
        same_event=node.number("same_event", 1.0),
        is_parallel=node.truth("is_parallel"),
        chances=_chances_from_json(node, "chances"),
        links=tuple(sorted(links, key=lambda link: (link.left, link.right))),
    )
    for name, stated, gaps in (
        ("only_left", node.wholes("only_left"), alignment.left_gaps),
        ("only_right", node.wholes("only_right"), alignment.right_gaps),
    ):
        if tuple(sorted(stated)) != gaps:
            raise UnreadableStory(
                f"{node.where}.{name}: {list(stated)}, but the alignments leave {list(gaps)} without a partner."
            )
    return alignment, tuple(words)
