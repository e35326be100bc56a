"""Translation memories from elsewhere: what is taken for a translation, and what is refused."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from translate.storage import tmx as toolkit

from compare.errors import CompareError, TooLarge, UnreadableStory
from compare.files import tmx
from compare.files.exports.tmx import export_tmx
from compare.files.tmx import Translation, read_tmx
from tests.files.exports.stories import dam
from tests.reports import reports


def memory(units: str, srclang: str = "pt", head: str = "") -> bytes:
    return f'{head}<tmx version="1.4"><header srclang="{srclang}"/><body>{units}</body></tmx>'.encode()


def unit(**texts: str) -> str:
    variants = "".join(f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>' for tag, text in texts.items())
    return f"<tu>{variants}</tu>"


def test_a_memory_that_a_translators_program_wrote_is_read():
    store = toolkit.tmxfile(sourcelanguage="pt", targetlanguage="en")
    store.addtranslation("Chove no norte.", "pt", "It rains in the north.", "en")
    store.addtranslation("A ponte <fechada> & vazia.", "pt", "The bridge, <closed> & empty.", "en")
    assert list(read_tmx(bytes(store), name="x.tmx")) == [
        Translation("pt", "en", "Chove no norte.", "It rains in the north."),
        Translation("pt", "en", "A ponte <fechada> & vazia.", "The bridge, <closed> & empty."),
    ]


def test_a_unit_of_several_languages_leads_from_the_source_language_to_each():
    found = list(read_tmx(memory(unit(en="Rain.", pt="Chuva.", de="Regen.")), name="x"))
    assert found == [Translation("pt", "en", "Chuva.", "Rain."), Translation("pt", "de", "Chuva.", "Regen.")]


def test_without_a_source_language_each_leads_to_each():
    found = list(read_tmx(memory(unit(en="Rain.", pt="Chuva."), "*all*"), name="x"))
    assert [(t.source, t.target) for t in found] == [("Rain.", "Chuva."), ("Chuva.", "Rain.")]


def test_codes_of_another_format_are_no_text():
    units = (
        '<tu><tuv xml:lang="pt"><seg><bpt i="1">&lt;b&gt;</bpt>Chuva<ept i="1">&lt;/b&gt;</ept> <hi>forte</hi>.</seg>'
        '</tuv><tuv lang="EN-us"><seg>Heavy rain.<ph>{1}</ph></seg></tuv></tu>'
    )
    assert list(read_tmx(memory(units), name="x")) == [Translation("pt", "EN-us", "Chuva forte.", "Heavy rain.")]


def test_what_two_outlets_tell_is_no_translation_of_each_other():
    found = set(read_tmx(export_tmx(dam()), name="dam.tmx"))
    made = {
        (s.text, s.translation) for r in dam().readings if r.is_translated for s in r.sentences if s.translation
    } | {(r.article.title, r.title_translation) for r in dam().readings if r.is_translated and r.article.title}
    assert {(t.source, t.target) for t in found} == made
    assert not any(t.is_by_person for t in found)


@settings(max_examples=30, deadline=None)
@given(reports())
def test_every_export_reads_back_and_says_what_translate_toolkit_says(report):
    data = export_tmx(report)
    known = {
        text.strip() for u in toolkit.tmxfile.parsefile(io.BytesIO(data)).units for text in (u.source, u.target) if text
    }
    for translation in read_tmx(data, name="x"):
        assert translation.source_language != translation.target_language
        assert translation.source.strip()
        if len(known) == 2:
            assert translation.source.strip() in known


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no translation memory"),
        (b"{}", "no translation memory"),
        (b"<html><body/></html>", "starts with <html>"),
        (b'<tmx version="1.4"><body><tu>', "no translation memory"),
        (b"\x00\x01", "no translation memory"),
    ],
)
def test_what_is_no_memory_is_refused(data: bytes, message: str):
    with pytest.raises(UnreadableStory, match=message):
        list(read_tmx(data, name="x.tmx"))


def test_entities_are_not_expanded_and_no_file_is_read():
    bomb = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    try:
        found = list(read_tmx(memory(unit(pt="x &b; &f;", en="y"), head=bomb), name="x"))
    except CompareError:
        return
    assert not any("aaaa" in t.source or "root:" in t.source for t in found)


def test_too_many_units_or_variants_are_refused(monkeypatch):
    monkeypatch.setattr(tmx, "MAX_UNITS", 2)
    with pytest.raises(TooLarge, match="more than 2 units"):
        list(read_tmx(memory(unit(pt="a", en="b") * 3), name="x"))
    many = "".join(f'<tuv xml:lang="pt"><seg>{k}</seg></tuv>' for k in range(201))
    with pytest.raises(TooLarge, match="201 variants"):
        list(read_tmx(memory(f"<tu>{many}</tu>"), name="x"))


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes):
    try:
        list(read_tmx(data, name="x"))
        list(read_tmx(memory(unit(pt="a", en="b")) + data, name="x"))
    except CompareError:
        pass


def test_of_too_many_languages_without_a_source_language_none_leads_to_each():
    tags = [f"{a}{b}" for a in "abcdefgh" for b in "abcdefgh"]
    units = unit(**{tag: f"word {tag}" for tag in tags})
    with pytest.raises(TooLarge, match="Name the source language"):
        list(read_tmx(memory(units, "*all*"), name="x"))
    assert len(list(read_tmx(memory(units, "ab"), name="x"))) == len(tags) - 1
    assert len(list(read_tmx(memory(unit(**dict.fromkeys(tags[:24], "w")), "*all*"), name="x"))) == 24 * 23


def test_a_file_with_too_many_translations_is_refused(monkeypatch):
    monkeypatch.setattr(tmx, "MAX_TRANSLATIONS", 5)
    with pytest.raises(TooLarge, match="more than 5 translations"):
        list(read_tmx(memory(unit(en="Rain.", pt="Chuva.", de="Regen.") * 2, "*all*"), name="x"))
