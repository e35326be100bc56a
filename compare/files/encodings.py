"""Bytes to text: byte order mark, UTF-8, declared encoding, guess, in that order; and characters no text should hold.

Knows nothing of stories or pages beyond where a page declares its encoding.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What browsers read where these are declared (WHATWG Encoding Standard); declared UTF-16 without its mark is a mistake.
AS_BROWSERS_READ = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
    "utf-7": "utf-8",
}
# These read text as something else, read what this machine is set to, or, "undefined", refuse whatever they are given.
NOT_OF_PAGES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"})
# Encodings that write other scripts in ASCII bytes, so that UTF-8 would accept them as they stand.
ASCII_BYTES = frozenset({"iso2022_jp", "iso2022_jp_2", "iso2022_kr", "hz"})
LATIN = frozenset(
    "cp1250 cp1252 cp1254 cp1257 cp1258 iso8859_2 iso8859_3 iso8859_4 iso8859_9 iso8859_10 iso8859_13 iso8859_14 "
    "iso8859_15 iso8859_16 hp_roman8 latin_1".split()
)
CENTRAL = ("cp1250", "iso8859_2")
CODE_PAGES = {
    **dict.fromkeys(("Czech", "Polish", "Hungarian", "Slovak", "Croatian", "Slovene", "Romanian"), CENTRAL),
    **dict.fromkeys(("Lithuanian", "Latvian", "Estonian"), ("cp1257",)),
    "Turkish": ("cp1254",),
    "Vietnamese": ("cp1258",),
}
SAMPLE = 65_536  # bytes looked at for a guess, and for the zeros of UTF-16
DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,300}?\bcharset|\?xml\b[^>]{0,100}?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.I
)
DECLARED_WITHIN = 4096  # bytes; browsers stop at 1,024, and pages exceed it
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in; ``notes`` says what was guessed or lost."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Return the text of ``data``, whatever it is; never fails.

    A byte order mark decides; then the zeros of UTF-16; then UTF-8, which no other encoding's text passes for by
    chance; then ``declared``, read as browsers read it; then charset-normalizer's guess, said so in the notes.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _decode_as(data, encoding)
    if unmarked := _utf16(data):
        return _decode_as(data, unmarked, note=f"the encoding was guessed to be {unmarked}")
    known = codec_name(declared)
    if known in ASCII_BYTES:
        return _decode_as(data, known)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if known and known != "utf-8":
        return _decode_as(data, known)
    guessed = _guess(data)
    return _decode_as(data, guessed, note=f"the encoding was guessed to be {guessed}")


def declared_encoding(page: bytes) -> str | None:
    """Return the encoding that an HTML page or XML text declares near its start, as written."""
    found = DECLARED.search(page[:DECLARED_WITHIN])
    return found.group(1).decode("ascii") if found else None


def codec_name(label: str | None) -> str | None:
    """Return Python's name of the text encoding that browsers read for ``label``; None where there is none."""
    if not label:
        return None
    try:
        info = codecs.lookup(label)
    except (LookupError, ValueError):
        return None
    # "base64" and "zlib" are codecs too.
    is_text = getattr(info, "_is_text_encoding", True)
    if not is_text or info.name.replace("-", "_") in NOT_OF_PAGES:
        return None
    return AS_BROWSERS_READ.get(info.name, info.name)


def clean(text: str) -> tuple[str, tuple[str, ...]]:
    """Return ``text`` without control characters and with lone surrogates replaced by U+FFFD, and notes on both.

    Tabs and line ends stay, as does everything else: nothing is normalised. A byte order mark at the start goes.
    """
    text = text.removeprefix("\ufeff")
    notes = []
    text, n_controls = CONTROL.subn("", text)
    if n_controls:
        notes.append(f"{n_controls} control character{'s' * (n_controls > 1)} removed")
    text, n_surrogates = SURROGATE.subn("\ufffd", text)
    if n_surrogates:
        notes.append(f"{n_surrogates} broken character{'s' * (n_surrogates > 1)} replaced")
    return text, tuple(notes)


def _decode_as(data: bytes, encoding: str, *, note: str = "") -> Decoded:
    """Return ``data`` read as ``encoding``, with U+FFFD for what does not fit and a note on how much that is."""
    notes = (note,) if note else ()
    try:
        return Decoded(data.decode(encoding), encoding, notes)
    except (UnicodeDecodeError, UnicodeError):
        text = data.decode(encoding, errors="replace")
        n_damaged = text.count("\ufffd")
        characters = "1 character" if n_damaged == 1 else f"{n_damaged:,} characters"
        return Decoded(text, encoding, (*notes, f"{characters} could not be read as {encoding}"))


def _utf16(data: bytes) -> str | None:
    """Return the byte order of UTF-16 without a mark: the one in which there are spaces and hardly any control marks.

    No other encoding of text holds a zero byte.
    """
    sample = data[: SAMPLE // 2 * 2]
    if len(sample) < 8 or 0 not in sample:
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, errors="replace")
        n_spaces = text.count(" ") + text.count("\n")
        n_strange = len(CONTROL.findall(text)) + text.count("\ufffd")
        if n_spaces * 40 >= len(text) and n_strange * 50 <= len(text):
            return encoding
    return None


def _guess(data: bytes) -> str:
    """Return charset-normalizer's best guess, with the code page of the language it sees where several fit alike.

    Windows-1252, which reads every text somehow, where it has no guess.
    """
    from charset_normalizer import from_bytes  # slow to import, seldom needed

    matches = from_bytes(data[:SAMPLE])
    best = matches.best()
    if best is None:
        return "cp1252"
    if best.encoding not in LATIN:
        return codec_name(best.encoding) or "cp1252"
    # The Latin code pages differ in a few letters that the library weighs little; it orders equals by name.
    pages = CODE_PAGES.get(best.language, ("cp1252",))
    chaos = {match.encoding: match.chaos for match in matches}
    return min(pages, key=lambda page: chaos.get(page, 1.0))
