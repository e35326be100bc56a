from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.files.encodings import clean, codec_name, declared_encoding, decode

PORTUGUESE = (
    "A reunião terminou sem acordo. O ministro não falou à imprensa, e a delegação saiu às pressas pela porta de trás."
)
CHINESE = "国防部长会议星期四在港口城市举行，各国没有就联合声明达成一致。代表团当晚离开，没有人向记者说明原因。"
RUSSIAN = (
    "Встреча министров завершилась без соглашения. Делегация уехала вечером, никто не объяснил причин журналистам."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [PORTUGUESE, CHINESE, RUSSIAN])
def test_unicode_encodings_are_recognised(text: str, encoding: str):
    if encoding in ("utf-16-le", "utf-16-be") and text == CHINESE:
        text += " SCO, 26.6.2025, Qingdao (AFP) -- https://example.org"  # without ASCII there are no zeros to see
        text *= 2
    assert clean(decode(text.encode(encoding)).text)[0] == text


@pytest.mark.parametrize(
    ("text", "encoding", "declared"),
    [
        (PORTUGUESE, "cp1252", "windows-1252"),
        (PORTUGUESE, "iso8859-1", "ISO-8859-1"),
        (PORTUGUESE + " “Não”", "cp1252", "iso-8859-1"),
        (CHINESE, "gb18030", "gb2312"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "cp1251", "windows-1251"),
        ("会議は合意なしに終わった。", "iso2022_jp", "ISO-2022-JP"),
    ],
)
def test_a_declared_encoding_is_read_as_browsers_read_it(text: str, encoding: str, declared: str):
    decoded = decode(text.encode(encoding), declared=declared)
    assert (decoded.text, decoded.notes) == (text, ())


def test_a_codec_that_reads_nothing_is_no_encoding_of_a_page():
    assert decode(PORTUGUESE.encode("cp1252"), declared="undefined").text == PORTUGUESE


def test_utf_8_wins_over_a_wrong_declaration():
    assert decode(PORTUGUESE.encode(), declared="iso-8859-1").text == PORTUGUESE


@pytest.mark.parametrize(
    ("text", "encoding"), [(PORTUGUESE, "cp1252"), (CHINESE, "gb18030"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r")]
)
def test_an_undeclared_encoding_is_guessed_and_the_note_says_so(text: str, encoding: str):
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert "guessed" in decoded.notes[0]


def test_bytes_that_do_not_fit_are_replaced_and_counted():
    decoded = decode(b"caf\x81\xe9", declared="windows-1252")
    assert decoded.text == "caf\ufffdé"
    assert decoded.notes == ("1 character could not be read as cp1252",)


@pytest.mark.parametrize("label", ["base64", "zlib", "rot13", "no-such", "", None, "idna", "unicode_escape", "a\x00b"])
def test_what_is_no_text_encoding_is_not_one(label: str | None):
    assert codec_name(label) is None


@pytest.mark.parametrize(
    "page",
    [
        b'<html><head><meta charset="windows-1251">',
        b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1251">',
        b"<meta content='text/html; charset=windows-1251' http-equiv=Content-Type>",
        b'<?xml version="1.0" encoding="windows-1251"?><html>',
    ],
)
def test_the_encoding_a_page_declares_is_found(page: bytes):
    assert declared_encoding(page) == "windows-1251"


@given(
    data=st.binary(max_size=200), declared=st.none() | st.sampled_from(["utf-8", "utf-16", "gb2312", "hz", "x", "idna"])
)
def test_any_bytes_become_text_that_can_be_written_as_utf_8(data: bytes, declared: str | None):
    text, _ = clean(decode(data, declared=declared).text)
    text.encode("utf-8")
    assert "\x00" not in text


@given(text=st.text(max_size=100))
def test_cleaning_twice_is_cleaning_once(text: str):
    once, _ = clean(text)
    assert clean(once)[0] == once or once.startswith("\ufeff")
