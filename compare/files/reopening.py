"""Opening a report again: what went into it, what people put right, and how its sentences were translated.

Reads JSON reports and HTML reports, which carry the JSON packed in a ``data`` element. What comes in may be from
anyone: sizes are bounded, everything is checked, and nothing of a page is run or shown.
"""

from __future__ import annotations

import base64
import json
import lzma
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from compare.domain import Kind, Place, Report, Route, Story
from compare.errors import TooLarge, UnreadableStory
from compare.files.limits import MAX_FIELD_CHARS, MAX_FILE_BYTES, check_size
from compare.files.report_json import Json, report_from_json
from compare.files.sealing import Problem, verify
from compare.files.stories import same_from_value, story_from_value
from compare.steps.corrections import Correction, CorrectionKind, with_digests

DATA_ID = "compare-report"
_POINTING = frozenset({"comparisons", "framing", "sources"})  # fields of a report in which passages point at words
# Text has no structure of 2 or 4 bytes: without it, 2 % smaller; a dictionary beyond preset 6 makes it no smaller.
FILTERS = ({"id": lzma.FILTER_LZMA2, "preset": 6, "pb": 0},)
MEMORY_BYTES = 32_000_000  # for unpacking: preset 6 needs 9 MB
# Base 85 is 6 % shorter than base 64; the three of its characters that mark up HTML are written as others.
MARKUP, PLAIN = b"<>&", b",./"
MAX_UNPACKED_BYTES = MAX_FILE_BYTES
MAX_CORRECTIONS = 10_000
MAX_DIGITS = 300  # of a whole number: any of these is a floating-point number, too
MAX_DEPTH = 40  # lists and objects in each other; a report has 9
# A tag ends at the first bracket, a value at the first quote; the longest name is eight letters.
_DATA_TAG = re.compile(rb"<data\s([^<>]*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(rb"\b(id|hidden|value)=\"([^\"]*)\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reopened:
    """What a report was made from.

    ``translations`` maps a route to its sentences and headlines, each with the wording it has in the report, a
    person's included. ``to`` is the language the articles meet in. ``problems`` says what in the report is not as it
    was sealed; empty where all is.
    """

    story: Story
    corrections: tuple[Correction, ...]
    translations: Mapping[Route, Mapping[str, str]]
    to: str
    report: Report
    problems: tuple[Problem, ...] = ()


def reopen_report(data: bytes, *, name: str) -> Reopened:
    """Return the story, corrections and translations in an HTML or JSON report; ``name`` is its file's, for messages.

    Comparing the story with the corrections as constraints, by the same program and packages, and applying them gives
    an equal report. Raises ``UnreadableStory`` or ``TooLarge``.
    """
    values = read_values(data, name=name)
    report = report_from_json(values)
    return Reopened(
        story=_story(report, name),
        corrections=corrections_of(report, name),
        translations=_translations(report),
        to=report.target_language,
        report=report,
        problems=verify(values),
    )


def is_report(data: bytes) -> bool:
    """True where a file says that it is a report: JSON with its field ``comparisons``, or a page that carries one."""
    head = data[:100].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{"):
        return b'"comparisons"' in data and b'"provenance"' in data
    return DATA_ID.encode() in data and _packed(data) is not None


def read_values(data: bytes, *, name: str) -> Json:
    """Return the JSON values of an HTML or JSON report, unchecked but for their size and form.

    Raises ``UnreadableStory`` where there are none, ``TooLarge`` over ``MAX_FILE_BYTES``, packed or unpacked.
    """
    check_size(len(data), MAX_FILE_BYTES, name)
    head = data[:100].removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{"):
        packed = _packed(data)
        if packed is None:
            raise UnreadableStory(
                f"{name} carries no report. Reports in HTML (from this version on) and in JSON can be opened again."
            )
        return _with_words(parse_values(_unpack(packed, name), name))
    return parse_values(data, name)


def parse_values(data: bytes, name: str) -> Json:
    """Return the JSON object in ``data``; ``name`` names it in messages.

    Raises ``UnreadableStory``, also where a number is not finite or has more than ``MAX_DIGITS``, or values are nested
    deeper than ``MAX_DEPTH``: what reads on need not look.
    """
    try:
        values = json.loads(
            data.decode("utf-8-sig"), parse_constant=_no_constant, parse_float=_number, parse_int=_whole_number
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableStory(f"{name} cannot be read as a report: {error}") from error
    if _is_deep(values):
        raise UnreadableStory(f"{name} cannot be read as a report: it is nested too deeply.")
    if not isinstance(values, dict):
        raise UnreadableStory(f"{name} cannot be read as a report: it holds no JSON object.")
    return values


def pack(values: Json) -> str:
    """Return a report's JSON values as xz in base 85, for an attribute in double quotes; the same for equal values.

    The words of passages are left out where they are those of the sentence, and put back by ``read_values``.
    """
    text = json.dumps(_without_words(values), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # A half surrogate pair is in no UTF-8; JSON has an escape for it.
    data = re.sub("[\ud800-\udfff]", lambda lone: f"\\u{ord(lone.group()):04x}", text).encode("utf-8")
    squeezed = lzma.compress(data, check=lzma.CHECK_CRC32, filters=FILTERS)
    return base64.b85encode(squeezed).translate(bytes.maketrans(MARKUP, PLAIN)).decode("ascii")


def corrections_of(report: Report, name: str = "report") -> tuple[Correction, ...]:
    """Return what people put right in a report; a report that only shows which beads were decided gives those.

    Raises ``UnreadableStory`` where a correction is none, or about a sentence that is not there.
    """
    recorded = report.provenance.corrections
    texts = {reading.article.id: [sentence.text for sentence in reading.sentences] for reading in report.readings}
    if not recorded:
        return tuple(
            with_digests(
                Correction(
                    CorrectionKind.JOIN,
                    (*(Place(c.left, i) for i in bead.left), *(Place(c.right, j) for j in bead.right)),
                ),
                texts,
            )
            for c in report.comparisons
            for bead in c.beads
            if bead.is_fixed
        )
    if len(recorded) > MAX_CORRECTIONS:
        raise TooLarge(f"{name} has {len(recorded):,} corrections; at most {MAX_CORRECTIONS:,} are opened again.")
    lengths = {reading.article.id: len(reading.sentences) for reading in report.readings}
    return tuple(
        with_digests(_correction(values, lengths, f"{name}: provenance.corrections[{k}]"), texts)
        for k, values in enumerate(recorded)
    )


def _correction(values: Mapping[str, Any], lengths: Mapping[str, int], where: str) -> Correction:
    try:
        highlight = values.get("highlight")
        correction = Correction(
            CorrectionKind(values["kind"]),
            tuple(Place(article, int(sentence)) for article, sentence in values["places"]),
            values.get("text", ""),
            None if highlight is None else Kind(highlight),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnreadableStory(f"{where} is no correction: {error}") from error
    if not isinstance(correction.text, str):
        raise UnreadableStory(f"{where}.text: expected text.")
    if correction.kind is CorrectionKind.OUTLET and not 0 < len(correction.text) <= MAX_FIELD_CHARS:
        raise UnreadableStory(f"{where}.text: an outlet's name has 1 to {MAX_FIELD_CHARS:,} characters.")
    for place in correction.places:
        if not (isinstance(place.article, str) and 0 <= place.sentence < lengths.get(place.article, 0)):
            raise UnreadableStory(f"{where}: article {place.article!r} has no sentence {place.sentence}.")
    return correction


def _story(report: Report, name: str) -> Story:
    """Return the story, read by the same rules as any that comes in."""
    given = []
    for reading in report.readings:
        article = reading.article
        fields: Json = {
            field: getattr(article, field)
            for field in ("id", "outlet", "language", "title", "url", "published", "author")
            if getattr(article, field)
        }
        fields |= {"text": article.text} if article.text is not None else {"sentences": list(article.sentences or ())}
        given.append(fields)
    story = story_from_value({"id": report.story, "title": report.title, "articles": given}, name)
    notes = {reading.article.id: reading.article.notes for reading in report.readings}
    articles = tuple(
        replace(article, notes=tuple(dict.fromkeys((*notes.get(article.id, ()), *article.notes))))
        for article in story.articles
    )
    same = same_from_value(report.provenance.settings.get("same"), f"{name}: provenance.settings")
    return replace(story, articles=articles, same=same)


def _translations(report: Report) -> Mapping[Route, Mapping[str, str]]:
    found: dict[Route, dict[str, str]] = {}
    for reading in report.readings:
        if reading.route is None:
            continue
        wordings = found.setdefault(reading.route, {})
        for sentence in reading.sentences:
            if sentence.translation is not None:
                wordings[sentence.text] = sentence.translation
        if reading.article.title and reading.title_translation is not None:
            wordings.setdefault(reading.article.title, reading.title_translation)
    return MappingProxyType({route: MappingProxyType(wordings) for route, wordings in found.items()})


def _packed(data: bytes) -> bytes | None:
    """Return what the page's first ``data`` element of a report carries."""
    for tag in _DATA_TAG.finditer(data):
        attributes = {found[1].lower(): found[2] for found in _ATTRIBUTE.finditer(tag[1])}
        if attributes.get(b"id") == DATA_ID.encode() and b"value" in attributes:
            return attributes[b"value"]
    return None


def _without_words(values: Json) -> Json:
    """Return a report's values without the ``text`` of each passage, where it is the slice that the passage names."""
    shown = _shown(values)

    def stripped(value: Any) -> Any:
        if isinstance(value, list):
            return [stripped(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        is_told = "text" in value and value["text"] == _words(value, shown)
        return {name: stripped(inner) for name, inner in value.items() if not (is_told and name == "text")}

    return {name: stripped(value) if name in _POINTING else value for name, value in values.items()}


def _with_words(values: Json) -> Json:
    """Return a report's values with the ``text`` of each passage that has none."""
    shown = _shown(values)

    def restored(value: Any) -> Any:
        if isinstance(value, list):
            return [restored(inner) for inner in value]
        if not isinstance(value, dict):
            return value
        found = {name: restored(inner) for name, inner in value.items()}
        if "text" not in value and (words := _words(value, shown)) is not None:
            found["text"] = words
        return found

    return {name: restored(value) if name in _POINTING else value for name, value in values.items()}


def _shown(values: Json) -> dict[tuple[str, int], str]:
    """Return what each sentence is shown as, for whatever of the values has the form of one."""
    found: dict[tuple[str, int], str] = {}
    articles = values.get("articles")
    for article in articles if isinstance(articles, list) else ():
        if not isinstance(article, dict) or not isinstance(article.get("id"), str):
            continue
        sentences = article.get("sentences")
        for k, sentence in enumerate(sentences if isinstance(sentences, list) else ()):
            if isinstance(sentence, dict):
                text = sentence.get("text") if sentence.get("translation") is None else sentence["translation"]
                if isinstance(text, str):
                    found[article["id"], k] = text
    return found


def _words(passage: Mapping[str, Any], shown: Mapping[tuple[str, int], str]) -> str | None:
    """Return the words that a passage names; None where it is no passage, or points nowhere."""
    match passage:
        case {"article": str() as article, "sentence": int() as sentence, "start": int() as start, "end": int() as end}:
            text = shown.get((article, sentence))
            return None if text is None or not 0 <= start <= end else text[start:end]
    return None


def _unpack(packed: bytes, name: str) -> bytes:
    try:
        squeezed = base64.b85decode(packed.translate(bytes.maketrans(PLAIN, MARKUP)))
        unpacker = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=MEMORY_BYTES)
        data = unpacker.decompress(squeezed, max_length=MAX_UNPACKED_BYTES + 1)
    except (ValueError, lzma.LZMAError, EOFError) as error:
        raise UnreadableStory(f"{name}: the report in this page is damaged ({error}).") from error
    check_size(len(data), MAX_UNPACKED_BYTES, f"The report in {name}")
    if not unpacker.eof:
        raise UnreadableStory(f"{name}: the report in this page is cut short.")
    return data


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _number(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"the number {written[:40]} is too large")
    return number


def _whole_number(written: str) -> int:
    if len(written) > MAX_DIGITS:
        raise ValueError(f"a number has {len(written):,} digits")
    return int(written)


def _is_deep(values: object) -> bool:
    """True where lists and objects are nested deeper than ``MAX_DEPTH``."""
    layer = [values]
    for _ in range(MAX_DEPTH):
        layer = [
            inner
            for value in layer
            for inner in (value.values() if isinstance(value, dict) else value if isinstance(value, list) else ())
            if isinstance(inner, dict | list)
        ]
        if not layer:
            return False
    return True


__all__ = ["Reopened", "corrections_of", "is_report", "pack", "read_values", "reopen_report"]
