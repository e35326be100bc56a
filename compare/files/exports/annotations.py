"""The highlights as W3C web annotations (JSON-LD, Web Annotation Data Model, 2017).

Each highlight is an annotation with two kinds of target: the outlet's own sentence in the article's verbatim text, and
the marked words in the sentence as shown (its translation, where it has one). Positions count Unicode code points. A
headline stands outside that text, so it is found by its words.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from compare.domain import Highlight, Passage, Report, Span
from compare.files.exports.json import dump_json
from compare.files.sealing import seal
from compare.steps.summary import worth_reading
from compare.version import VERSION

Json = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# What stands before and after a quote to find it again where positions have moved; the length that browsers use.
N_AROUND = 32


def export_annotations(report: Report) -> bytes:
    """Return an annotation collection of one page as UTF-8 JSON-LD."""
    sealed = seal(report)
    base = f"urn:sha256:{sealed.digest}"
    parts = ((report.of_headlines(), True), (report, False))
    marked = [(part, h, is_headline) for part, is_headline in parts for h in worth_reading(part.highlights)]
    items = [_annotation(part, base, k, h, is_headline=is_headline) for k, (part, h, is_headline) in enumerate(marked)]
    collection: Json = {
        "@context": [
            CONTEXT,
            {"compare": "urn:compare:", "weight": "compare:weight", "doubt": "compare:doubt", "seal": "compare:seal"},
        ],
        "id": base,
        "type": "AnnotationCollection",
        "label": report.title or report.story,
        "generator": {"id": f"urn:compare:{VERSION}", "type": "Software", "name": f"compare {VERSION}"},
        "total": len(items),
        "seal": str(sealed),
        "first": {
            "id": f"{base}#page",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": items,
        },
    }
    return dump_json(collection, indent=1)


def _annotation(report: Report, base: str, number: int, highlight: Highlight, *, is_headline: bool) -> Json:
    passage = highlight.passage
    found: Json = {
        "id": f"{base}#highlight-{number}",
        "type": "Annotation",
        "motivation": ["highlighting", "classifying"],
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": highlight.kind.value, "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "value": highlight.note,
                "format": "text/plain",
                "language": "en",
            },
            *(
                {"type": "SpecificResource", "purpose": "linking", **_shown(report, other, is_headline=is_headline)}
                for other in (*highlight.against, *highlight.beside)
            ),
        ],
        "target": [
            _original(report, highlight, is_headline=is_headline),
            _shown(report, passage, is_headline=is_headline),
        ],
        "weight": highlight.weight,
    }
    if highlight.doubt:
        found["doubt"] = highlight.doubt
    return found


def _original(report: Report, highlight: Highlight, *, is_headline: bool) -> Json:
    """Return as a target in the article's verbatim text the words of the outlet's sentence that a marked translation
    stands for, the sentence where they are not known, or the headline by its words."""
    passage, written = highlight.passage, highlight.written
    reading = report.reading(passage.article)
    article, sentence = reading.article, reading.sentences[passage.sentence]
    within = Span(0, len(sentence.text)) if written is None else written
    start = sentence.span.start
    selectors = _selectors(article.verbatim, start + within.start, start + within.end)
    return {
        "type": "SpecificResource",
        "source": article.url or f"urn:compare:{_segments(report.story, article.id)}",
        "selector": [{"type": "TextQuoteSelector", "exact": within.of(sentence.text)}] if is_headline else selectors,
    }


def _shown(report: Report, passage: Passage, *, is_headline: bool) -> Json:
    """Return the marked words as a target in the sentence as it is shown."""
    reading = report.reading(passage.article)
    sentence = reading.sentences[passage.sentence]
    language = report.target_language if reading.is_translated else reading.language
    where = "headline" if is_headline else str(passage.sentence)
    return {
        "type": "SpecificResource",
        "source": {
            "id": f"urn:compare:{_segments(report.story, passage.article, where, language)}",
            "type": "Text",
            "format": "text/plain",
            "language": language,
        },
        "selector": _selectors(sentence.shown, passage.span.start, passage.span.end),
    }


def _selectors(text: str, start: int, end: int) -> list[Json]:
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[max(0, start - N_AROUND) : start],
            "suffix": text[end : end + N_AROUND],
        },
    ]


def _segments(*names: str) -> str:
    """Return names as the parts of a URN; what a URN may not hold is escaped."""
    return ":".join(quote(name, safe="", errors="replace") for name in names)
