"""Reading translation memories, TMX 1.4: what is a translation of what, by whom.

Owns the format alone; knows nothing of the store. A file may be from anyone: nothing outside it is loaded, no entity is
expanded, and sizes are bounded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from lxml import etree

from compare.domain import primary
from compare.errors import TooLarge, UnreadableStory
from compare.files.limits import MAX_FILE_BYTES, check_size

MAX_UNITS = 1_000_000
MAX_VARIANTS = 200  # of a unit; a term base of all official languages of the EU has 24
MAX_LANGUAGES = 30  # of a unit without a source language, where each leads to each
MAX_TRANSLATIONS = 2_000_000  # of a file, all pairs of languages together
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # what stands in these is markup of another format, not text
_MACHINE = "machine translation"


@dataclass(frozen=True, slots=True)
class Translation:
    """One segment and its translation; languages are BCP 47 tags. ``is_by_person`` is False for a machine's."""

    source_language: str
    target_language: str
    source: str
    target: str
    is_by_person: bool = True


@dataclass(frozen=True, slots=True)
class _Variant:
    language: str
    text: str
    props: dict[str, str]


def read_tmx(data: bytes, *, name: str) -> Iterator[Translation]:
    """Yield the translations in a TMX file; ``name`` is the file's, for messages.

    In a memory that this program exported, an article's own sentence and its translation make one: what two outlets
    tell is no translation of each other, and blocks of several sentences are passed over. In any other, the variant in
    the source language belongs to each of the others; where no source language is named, each to each.
    Raises ``UnreadableStory`` where it is no TMX, and ``TooLarge``.
    """
    check_size(len(data), MAX_FILE_BYTES, name)
    seen_root = False
    source_language = "*all*"
    try:
        events = etree.iterparse(
            BytesIO(data),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        n_units = n_translations = 0
        for event, element in events:
            tag = _name(element)
            if event == "start":
                if not seen_root and tag != "tmx":
                    raise UnreadableStory(f"{name} is no translation memory: it starts with <{tag}>, not <tmx>.")
                seen_root = True
                if tag == "header":
                    source_language = element.get("srclang", source_language)
                continue
            if tag != "tu":
                continue
            n_units += 1
            if n_units > MAX_UNITS:
                raise TooLarge(f"{name} has more than {MAX_UNITS:,} units. Split it.")
            for translation in _translations(element, element.get("srclang", source_language), name):
                n_translations += 1
                if n_translations > MAX_TRANSLATIONS:
                    raise TooLarge(f"{name} has more than {MAX_TRANSLATIONS:,} translations. Split it.")
                yield translation
            element.clear()
    except etree.XMLSyntaxError as error:
        raise UnreadableStory(f"{name} is no translation memory: {error.msg}") from error
    if not seen_root:
        raise UnreadableStory(f"{name} is no translation memory: it is empty.")


def _translations(unit: etree._Element, source_language: str, name: str) -> Iterator[Translation]:
    found = [_variant(element) for element in unit if _name(element) == "tuv"]
    variants = [variant for variant in found if variant.text.strip() and variant.language]
    if len(variants) > MAX_VARIANTS:
        raise TooLarge(f"{name}: a unit has {len(variants)} variants; at most {MAX_VARIANTS} are read.")
    if any("x-article" in variant.props for variant in variants):
        yield from _own(variants)
        return
    sources = variants
    if source_language.lower() != "*all*":
        sources = [v for v in variants if primary(v.language) == primary(source_language)][:1]
    elif (n := len({primary(variant.language) for variant in variants})) > MAX_LANGUAGES:
        raise TooLarge(
            f"{name}: a unit has {n} languages and none is the source language; at most {MAX_LANGUAGES} are read each "
            "to each. Name the source language (srclang)."
        )
    for one in sources:
        for other in variants:
            if primary(one.language) != primary(other.language):
                yield Translation(one.language, other.language, one.text, other.text)


def _own(variants: list[_Variant]) -> Iterator[Translation]:
    """Yield what is a translation in a unit of an export: the same sentence of the same article, in two languages."""
    places: dict[tuple[str, str], list[_Variant]] = defaultdict(list)
    for variant in variants:
        places[variant.props.get("x-article", ""), variant.props.get("x-sentences", "")].append(variant)
    for (_, sentences), group in places.items():
        original = next((v for v in group if v.props.get("x-origin") == "outlet"), None)
        if original is None or " " in sentences:
            continue
        for variant in group:
            if primary(variant.language) != primary(original.language):
                is_by_person = variant.props.get("x-origin") != _MACHINE
                yield Translation(original.language, variant.language, original.text, variant.text, is_by_person)


def _variant(element: etree._Element) -> _Variant:
    language = element.get(_LANG) or element.get("lang") or ""
    props = {
        child.get("type", ""): child.text or ""
        for child in element
        if _name(child) == "prop" and child.text is not None
    }
    segment = next((child for child in element if _name(child) == "seg"), None)
    return _Variant(language.strip(), "" if segment is None else "".join(_text(segment)), props)


def _text(element: etree._Element) -> Iterator[str]:
    """Yield an element's text without the codes in it; they nest at most as deep as the parser lets them."""
    yield element.text or ""
    for child in element:
        if _name(child) not in _CODES:
            yield from _text(child)
        yield child.tail or ""


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
