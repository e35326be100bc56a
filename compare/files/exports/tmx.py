"""The beads as a translation memory, TMX 1.4b: one unit a bead, with every language its sentences exist in.

The outlets' own wordings come first; a translation follows, marked as a machine's or a person's, so that no memory
takes the one for the other. Outlets tell the same thing in their own words: score and prop say so, and a reader
decides. A translated headline, and a sentence that is alone on its side of no bead, have a unit of their own at the
end, without a score.
"""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO

from lxml import etree

from compare.domain import Bead, Place, Reading, Report
from compare.files.display import printable
from compare.files.report_json import FORMAT
from compare.files.sealing import seal
from compare.steps.corrections import CorrectionKind
from compare.version import VERSION

HEADLINE = "headline"  # in the place of a sentence's number
DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">'
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def export_tmx(report: Report) -> bytes:
    """Return the memory as UTF-8 XML, valid by ``tmx14.dtd``."""
    readings = {reading.article.id: reading for reading in report.readings}
    out = BytesIO()
    out.write(f"<?xml version='1.0' encoding='UTF-8'?>\n{DOCTYPE}\n".encode())
    root = etree.Element("tmx", version="1.4")
    header = etree.SubElement(
        root,
        "header",
        {
            "creationtool": "compare",
            "creationtoolversion": VERSION,
            "segtype": "sentence",
            "o-tmf": FORMAT,
            "adminlang": "en",
            "srclang": "*all*",
            "datatype": "plaintext",
            "o-encoding": "UTF-8",
        },
    )
    _props(header, {"x-story": report.story, "x-title": report.title, "x-seal": str(seal(report))})
    body = etree.SubElement(root, "body")
    by_person = {
        Place(*place)
        for correction in report.provenance.corrections
        if correction["kind"] == CorrectionKind.TRANSLATION
        for place in correction["places"]
    } | {Place(r.article.id, sentence.index) for r in report.readings for sentence in r.sentences if sentence.by_person}
    for comparison in report.comparisons:
        left, right = readings[comparison.left], readings[comparison.right]
        for bead in comparison.beads:
            body.append(_unit(left, right, bead, comparison.same_event, report.target_language, by_person))
    for reading in report.readings:
        if not reading.is_translated:
            continue
        if reading.article.title and reading.title_translation:
            body.append(_headline_unit(reading, report.target_language))
        alone = _alone(report, reading.article.id)
        for sentence in reading.sentences:
            if sentence.translation is not None and sentence.index not in alone:
                body.append(_sentence_unit(reading, sentence.index, report.target_language, by_person))
    etree.indent(root)
    out.write(etree.tostring(root, encoding="UTF-8"))
    out.write(b"\n")
    return out.getvalue()


def _alone(report: Report, article: str) -> set[int]:
    """Return the sentences of an article that are alone on their side of a bead."""
    return {
        side[0]
        for comparison in report.comparisons
        for bead in comparison.beads
        for name, side in ((comparison.left, bead.left), (comparison.right, bead.right))
        if name == article and len(side) == 1
    }


def _headline_unit(reading: Reading, target: str) -> etree._Element:
    unit = etree.Element("tu", tuid=printable(f"{reading.article.id}:{HEADLINE}"))
    unit.append(_variant(reading, HEADLINE, reading.language, reading.article.title))
    translation = reading.title_translation or ""
    origin, engine = ("person", "") if reading.title_by_person else ("machine translation", reading.engine)
    unit.append(_variant(reading, HEADLINE, target, translation, origin, engine))
    return unit


def _sentence_unit(reading: Reading, index: int, target: str, by_person: Collection[Place]) -> etree._Element:
    unit = etree.Element("tu", tuid=printable(f"{reading.article.id}:{index}"))
    sentence = reading.sentences[index]
    unit.append(_variant(reading, str(index), reading.language, sentence.text))
    unit.append(_translation(reading, (index,), target, by_person))
    return unit


def _unit(
    left: Reading, right: Reading, bead: Bead, same_event: float, target: str, by_person: Collection[Place]
) -> etree._Element:
    ids = (left.article.id, bead.left), (right.article.id, bead.right)
    unit = etree.Element("tu", tuid=printable(" ".join(f"{a}:{'+'.join(str(k) for k in side)}" for a, side in ids)))
    if len(bead.left) + len(bead.right) > 2:
        unit.set("segtype", "block")
    props = {"x-score": f"{bead.confidence:.4f}", "x-same-event": f"{same_event:.4f}"}
    if bead.is_fixed:
        props["x-decided-by"] = "person"
    _props(unit, props)
    sides = ((left, bead.left), (right, bead.right))
    for reading, indexes in sides:
        text = " ".join(reading.sentences[k].text for k in indexes)
        unit.append(_variant(reading, _numbers(indexes), reading.language, text))
    for reading, indexes in sides:
        translations = [reading.sentences[k].translation for k in indexes]
        if reading.is_translated and None not in translations:
            unit.append(_translation(reading, indexes, target, by_person))
    return unit


def _translation(
    reading: Reading, indexes: tuple[int, ...], target: str, by_person: Collection[Place]
) -> etree._Element:
    text = " ".join(reading.sentences[k].translation or "" for k in indexes)
    is_by_person = all(Place(reading.article.id, k) in by_person for k in indexes)
    origin = "person" if is_by_person else "machine translation"
    return _variant(reading, _numbers(indexes), target, text, origin, "" if is_by_person else reading.engine)


def _numbers(indexes: tuple[int, ...]) -> str:
    return " ".join(map(str, indexes))


def _variant(
    reading: Reading, sentences: str, language: str, text: str, origin: str = "outlet", engine: str = ""
) -> etree._Element:
    article = reading.article
    variant = etree.Element("tuv", {_LANG: printable(language)})
    _props(
        variant,
        {
            "x-outlet": article.outlet,
            "x-article": article.id,
            "x-sentences": sentences,
            "x-date": article.published,
            "x-url": article.url,
            "x-origin": origin,
            "x-engine": engine,
            "x-route": str(reading.route) if origin != "outlet" and reading.route else "",
        },
    )
    segment = etree.SubElement(variant, "seg")
    segment.text = printable(text)
    return variant


def _props(parent: etree._Element, props: dict[str, str]) -> None:
    """Add a ``prop`` for each value that is not empty."""
    for name, value in props.items():
        if value:
            etree.SubElement(parent, "prop", type=name).text = printable(value)
