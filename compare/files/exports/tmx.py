"""The beads as a translation memory, TMX 1.4b: one unit a bead, with every language its sentences exist in.

The outlets' own wordings come first; a machine's translation follows, marked as such, so that no memory takes it for
a person's. Outlets tell the same thing in their own words: score and prop say so, and a reader decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from compare.domain import Bead, Reading, Report
from compare.files.display import printable
from compare.files.report_json import FORMAT
from compare.files.sealing import seal
from compare.version import VERSION

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
    for comparison in report.comparisons:
        left, right = readings[comparison.left], readings[comparison.right]
        for bead in comparison.beads:
            body.append(_unit(left, right, bead, comparison.same_event, report.target_language))
    etree.indent(root)
    out.write(etree.tostring(root, encoding="UTF-8"))
    out.write(b"\n")
    return out.getvalue()


def _unit(left: Reading, right: Reading, bead: Bead, same_event: float, target: str) -> etree._Element:
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
        unit.append(_variant(reading, indexes, reading.language, (reading.sentences[k].text for k in indexes)))
    for reading, indexes in sides:
        translations = [reading.sentences[k].translation for k in indexes]
        if reading.is_translated and None not in translations:
            variant = _variant(reading, indexes, target, (text or "" for text in translations), engine=reading.engine)
            unit.append(variant)
    return unit


def _variant(
    reading: Reading, indexes: tuple[int, ...], language: str, texts: Iterator[str], engine: str = ""
) -> etree._Element:
    article = reading.article
    variant = etree.Element("tuv", {_LANG: printable(language)})
    _props(
        variant,
        {
            "x-outlet": article.outlet,
            "x-article": article.id,
            "x-sentences": " ".join(str(k) for k in indexes),
            "x-date": article.published,
            "x-url": article.url,
            "x-origin": "machine translation" if engine else "outlet",
            "x-engine": engine,
            "x-route": str(reading.route) if engine and reading.route else "",
        },
    )
    segment = etree.SubElement(variant, "seg")
    segment.text = printable(" ".join(texts))
    return variant


def _props(parent: etree._Element, props: dict[str, str]) -> None:
    """Add a ``prop`` for each value that is not empty."""
    for name, value in props.items():
        if value:
            etree.SubElement(parent, "prop", type=name).text = printable(value)
