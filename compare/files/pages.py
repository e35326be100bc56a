"""Articles out of saved web pages, Word documents and PDFs: the headline apart from the text, and what was left out.

The parsing is that of trafilatura, python-docx and pypdf, done in a process of its own (``page_worker``); what is
decided here needs no HTML: which headline, which language, which lines of the text belong to the page rather than to
the article. Fetches nothing.
"""

from __future__ import annotations

import json
import os
import re
import selectors
import struct
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compare.domain import primary
from compare.errors import CompareError, UnreadableStory
from compare.files.encodings import clean, declared_encoding, decode
from compare.files.furniture import reason_to_leave_out
from compare.files.limits import MAX_FILE_BYTES, MAX_PAGE_BYTES, check_size

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
DOCUMENT_KINDS = {".docx": b"w", ".pdf": b"p"}  # the letters are the worker's names of them
DOCUMENT_SUFFIXES = frozenset(DOCUMENT_KINDS)
PAGE_KIND = b"h"
WORKER = Path(__file__).with_name("page_worker.py")
LENGTH = struct.Struct(">Q")
TIMEOUT_S = 30.0  # for one page, start of the process included; its processor time is limited to half of that
MAX_ANSWER_BYTES = 60_000_000
MAX_REMOVED = 200  # lines listed as left out
MAX_SAID = 40  # lines a note names; the rest are counted
MIN_SAID = 20  # characters; shorter lines around an article are links and labels
MIN_TEXT = 40  # letters; a page with less has no article that could be compared
NO_ARTICLE = "no article was found in the page. It may build its text with scripts; copy the text into a .txt."
NO_TEXT = "no article was found in it, only a few letters. Copy its text into a .txt."
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8}){0,4}")
# Scripts that say that a page's language tag is wrong, by the tags that write in them.
SCRIPTS = {
    "ARABIC": "ar fa ur ps sd ug ku ckb ks pa az",
    "DEVANAGARI": "hi mr ne sa mai bho kok doi ks sd",
    "CYRILLIC": "ru uk be bg sr mk kk ky tg mn tt uz az bs",
    "CJK": "zh ja ko yue wuu",
    "HEBREW": "he yi",
    "GREEK": "el",
    "BENGALI": "bn as",
    "THAI": "th",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "TAMIL": "ta",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
}
# The shortest words of languages in Latin script, no word in two lists: enough to see that a tag is another language's.
COMMON_WORDS = {
    "en": "the and of was that with for from has have were this which will been said",
    "pt": "não uma são pelo pela também foi dos das nos nas ao disse mais com já",
    "es": "el los las una del más también fue según sus ha pero dijo y hay muy",
    "fr": "les des une est dans pour qui sur avec été sont pas cette ont au aux",
    "de": "der die das und ist nicht ein eine mit den auf für von dem sich wurde",
    "it": "il gli della che di una sono nel alla dei è anche più stato ha ai",
    "nl": "het een van en dat niet zijn voor met op werd ook aan bij naar",
    "tr": "ve bir bu için ile olarak olan daha çok sonra kadar ancak dedi göre",
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """What a page holds of an article. Empty texts where the page does not say.

    ``text`` has its paragraphs parted by blank lines, list items opened by a bullet; ``removed`` are lines of the page
    that are not in it, in order, the first ``MAX_REMOVED``; ``notes`` says what was left out of the article's own body
    and what was unsure.
    """

    title: str
    text: str
    outlet: str = ""
    published: str = ""
    author: str = ""
    url: str = ""
    language: str = ""
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def fields(self) -> dict[str, str]:
        """Return the fields of an article that the page itself gives."""
        names = ("title", "outlet", "published", "author", "url", "language")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


def read_page(data: bytes, where: str) -> Extraction:
    """Return the article of one HTML page. Raises ``UnreadableStory`` or ``TooLarge``; ``where`` names the page."""
    (found,) = read_pages([(where, data)])
    if isinstance(found, CompareError):
        raise found
    return found


def read_pages(pages: Sequence[tuple[str, bytes]]) -> list[Extraction | CompareError]:
    """Return the article of each page or document, or why there is none, in order; one process reads them all.

    Each is what names it and its bytes; ``.docx`` and ``.pdf`` at the name's end say what it is, all else is HTML. One
    that ends the process (time, memory, a crash of the parser) costs that one only: the rest go to a new one.
    """
    found: list[Extraction | CompareError] = []
    with PageReader() as reader:
        for where, data in pages:
            try:
                kind = DOCUMENT_KINDS.get(Path(where).suffix.lower(), PAGE_KIND)
                found.append((_read_page if kind == PAGE_KIND else _read_document)(reader, where, data, kind))
            except CompareError as error:
                found.append(error)
    return found


def _read_page(reader: PageReader, where: str, data: bytes, kind: bytes) -> Extraction:
    check_size(len(data), MAX_PAGE_BYTES, where)
    decoded = decode(data, declared=declared_encoding(data))
    text, notes = clean(decoded.text)
    return article_of(reader.read(text.encode("utf-8"), where, kind), where, (*decoded.notes, *notes))


def _read_document(reader: PageReader, where: str, data: bytes, kind: bytes) -> Extraction:
    check_size(len(data), MAX_FILE_BYTES, where)
    return article_of(reader.read(data, where, kind), where, no_article=NO_TEXT)


class PageReader:
    """The other process, started at the first page and again after a page has ended it."""

    def __init__(self, *, timeout_s: float = TIMEOUT_S) -> None:
        self._timeout_s = timeout_s
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> PageReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def read(self, body: bytes, where: str, kind: bytes = PAGE_KIND) -> dict[str, Any]:
        """Return what the process found in a file (an HTML page as UTF-8). Raises ``UnreadableStory`` when it fails."""
        what = "page" if kind == PAGE_KIND else "file"
        if not body.strip():
            raise UnreadableStory(f"{where}: the {what} is empty.")
        process = self._running()
        frame = LENGTH.pack(len(body)) + kind + body
        try:
            answer = _exchange(process, frame, time.monotonic() + self._timeout_s)
        except TimeoutError as error:
            self._stop()
            raise UnreadableStory(
                f"{where}: reading the {what} took more than {self._timeout_s:g} seconds. Save it as text (.txt)."
            ) from error
        except (OSError, EOFError, ValueError) as error:
            self._stop()
            raise UnreadableStory(
                f"{where}: the {what} could not be read; it is broken, too deep or too large. Save it as text (.txt)."
            ) from error
        if "error" in answer:
            self._stop()  # what its memory looks like now is anyone's guess
            reason = str(answer["error"])
            advice = "" if ";" in reason else " Save it as text (.txt)."  # a reason may say itself what to do
            raise UnreadableStory(f"{where}: the {what} could not be read: {reason}.{advice}")
        page_found: dict[str, Any] = answer["page"]
        return page_found

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            # Isolated (-I): no user site, no PYTHON variables, no current folder on the path. Nothing inherited but
            # what the interpreter needs to start.
            needed = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(WORKER)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**needed, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                cwd=WORKER.parent,
                close_fds=True,
            )
        return self._process

    def _stop(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # unwritten bytes for a process that is gone
                    continue
        self._process.wait()
        self._process = None


def _exchange(process: subprocess.Popen[bytes], data: bytes, deadline: float) -> dict[str, Any]:
    """Write ``data`` to the process and return its answer; neither side can keep the other past ``deadline``."""
    assert process.stdin is not None and process.stdout is not None
    source, target = process.stdout.fileno(), process.stdin.fileno()
    os.set_blocking(target, False)
    os.set_blocking(source, False)
    received = bytearray()
    sent = 0
    with selectors.DefaultSelector() as selector:
        selector.register(source, selectors.EVENT_READ)
        selector.register(target, selectors.EVENT_WRITE)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError
            for key, _ in selector.select(left):
                if key.fd == target:
                    sent += os.write(target, memoryview(data)[sent : sent + 65_536])
                    if sent == len(data):
                        selector.unregister(target)
                    continue
                piece = os.read(source, 1_048_576)
                if not piece:
                    raise EOFError("the process ended")
                received += piece
            if len(received) >= LENGTH.size:
                (length,) = LENGTH.unpack_from(received)
                if length > MAX_ANSWER_BYTES:
                    raise ValueError("the answer is too long")
                if len(received) >= LENGTH.size + length:
                    answer: dict[str, Any] = json.loads(bytes(received[LENGTH.size : LENGTH.size + length]))
                    return answer


def article_of(
    found: Mapping[str, Any], where: str, notes: Iterable[str] = (), *, no_article: str = NO_ARTICLE
) -> Extraction:
    """Return the article in what the process found of a page. Raises ``UnreadableStory`` where there is none."""
    meta: Mapping[str, Any] = found["meta"]
    addresses = (meta.get("canonical"), meta.get("og:url"), meta.get("trafilatura:url"))
    url = next((str(address) for address in addresses if _is_web(address)), "")
    host = (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
    outlet = _clean(meta.get("og:site_name") or meta.get("trafilatura:sitename") or host)
    title = headline_of(meta, outlet)
    author = _clean(meta.get("trafilatura:author", "")).replace("; ", ", ")
    blocks, left_out = body_of([(kind, clean(text)[0]) for kind, text in found["blocks"]], title, author)
    text = "\n\n".join(("• " + line) if kind == "item" else line for kind, line in blocks)
    if sum(c.isalnum() for c in text) < MIN_TEXT:
        raise UnreadableStory(f"{where}: {no_article}")
    language, doubt = language_of(meta, text)
    lines = [line for line in (clean(line)[0] for line in found["lines"]) if line]
    removed = tuple(_missing_from(text, [title, *(line for line, _ in left_out)], lines))
    all_notes = [*notes, *([doubt] if doubt else []), *_said(left_out, removed)]
    return Extraction(
        title=title,
        text=text,
        outlet=outlet,
        published=_clean(meta.get("trafilatura:date", "")),
        author=author,
        url=url,
        language=language,
        removed=(*(line for line, _ in left_out), *removed)[:MAX_REMOVED],
        notes=tuple(all_notes),
    )


def _said(left_out: Sequence[tuple[str, str]], removed: Sequence[str]) -> Iterator[str]:
    """Yield notes on what was left out: how many lines, then which, one note a reason; the longest of what stood around
    the article, since those are the ones that might belong to it."""
    if not left_out and not removed:
        return
    yield f"{len(left_out) + len(removed)} lines of the page around the article were left out"
    for reason in dict.fromkeys(reason for _, reason in left_out):
        yield f"left out as {reason}: {_listed([line for line, why in left_out if why == reason])}"
    longest = set(sorted(removed, key=len, reverse=True)[:MAX_SAID])
    if said := [line for line in removed if line in longest and len(line) >= MIN_SAID]:
        yield f"left out around the article, the longest: {_listed(said)}"


def _listed(lines: Sequence[str]) -> str:
    more = f" | and {len(lines) - MAX_SAID} more" if len(lines) > MAX_SAID else ""
    return " | ".join(line[:120] for line in lines[:MAX_SAID]) + more


def headline_of(meta: Mapping[str, Any], outlet: str) -> str:
    """Return the headline as the page shows it: its top heading where its own tags agree, else what the tags say.

    The tags often append the outlet (``… - Gazeta do Cais``); a top heading may be the outlet's name instead.
    """
    tagged = [_clean(meta.get(name, "")) for name in ("og:title", "trafilatura:title", "twitter:title", "title")]
    tagged = [title for title in tagged if title]
    for heading in map(_clean, meta.get("h1", [])):
        folded = _folded(heading)
        if folded and folded != _folded(outlet) and any(folded in _folded(title) for title in tagged):
            return heading
    headings = [heading for heading in map(_clean, meta.get("h1", [])) if _folded(heading) != _folded(outlet)]
    if not tagged:
        return headings[0] if len(headings) == 1 else ""
    return without_outlet(tagged[0], outlet)


def without_outlet(title: str, outlet: str) -> str:
    """Return ``title`` without the outlet's name at its end."""
    found = re.match(r"(.{10,}\S)\s*(?:[|–—·•»:]|\s-)\s+(\S.{0,60})\Z", title)
    if found and outlet and _folded(found.group(2)) in (_folded(outlet), _folded(outlet).removeprefix("the")):
        return found.group(1).strip()
    return title


def body_of(
    blocks: Sequence[tuple[str, str]], title: str, author: str
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the article's blocks, and the lines left out of them with the reason.

    The headline repeated above the text, the author's name and the date there, a block that stands twice, and the
    lines of the page (``furniture``) are left out, and a heading with nothing under it.
    """
    kept: list[tuple[str, str]] = []
    left_out: list[tuple[str, str]] = []
    seen: set[str] = set()
    names = {_folded(name) for name in re.split(r"[,;]", author) if name.strip()} | {_folded(author)}
    for number, (kind, line) in enumerate(blocks):
        folded = _folded(line)
        reason = reason_to_leave_out(line, from_top=number, from_end=len(blocks) - 1 - number)
        if not folded:
            continue
        if folded == _folded(title) and number < 5:
            continue
        if number < 5 and author and len(line) < 120 and _is_byline(line, names):
            reason = "byline"
        elif folded in seen and len(folded) > 30:
            reason = "repetition"
        if reason:
            left_out.append((line, reason))
            continue
        seen.add(folded)
        kept.append((kind, line))
    while kept and kept[-1][0] == "head":
        left_out.append((kept.pop()[1], "heading without text"))
    return kept, left_out


def language_of(meta: Mapping[str, Any], text: str) -> tuple[str, str]:
    """Return the language tag that the page gives, and a note where the text contradicts it and it is not taken."""
    given = (meta.get("lang"), meta.get("og:locale"), meta.get("content-language"))
    tags = [
        tag.strip().replace("_", "-") for tag in given if isinstance(tag, str) and LANGUAGE_TAG.fullmatch(tag.strip())
    ]
    if not tags:
        return "", ""
    tag = tags[0]
    if is_plausible(tag, text):
        return tag, ""
    return "", f"the page says that its language is {tag!r}, which its text contradicts; it is left to detection"


def is_plausible(tag: str, text: str) -> bool:
    """False where the script or the commonest words of ``text`` are not those of the language; True in doubt."""
    language = primary(tag)
    letters = [c for c in text[:5000] if c.isalpha()]
    scripts = [unicodedata.name(c, "").split(" ", 1)[0] for c in letters]
    for script, languages in SCRIPTS.items():
        share = scripts.count(script) / max(1, len(scripts))
        if share > 0.5:
            return language in languages.split()
    if scripts.count("LATIN") > 0.5 * len(scripts) and any(language in of.split()[:1] for of in SCRIPTS.values()):
        return False
    words = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    counts = {code: sum(word in listed for word in words) for code, listed in _COMMON.items()}
    if language not in counts or len(words) < 40:
        return True
    # Twice as many common words of another language as of its own; related languages share about half.
    return max(counts.values()) < 2 * counts[language] + 5


_COMMON = {code: frozenset(words.split()) for code, words in COMMON_WORDS.items()}


def _missing_from(text: str, also_kept: Iterable[str], lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a page that are not in ``text``, each once."""
    kept = {_folded(line.removeprefix("• ")) for line in text.split("\n\n")} | {_folded(line) for line in also_kept}
    body = _folded(text)
    seen: set[str] = set()
    n_yielded = 0
    for line in lines:
        folded = _folded(line)
        if not folded or folded in kept or folded in seen or n_yielded >= MAX_REMOVED:
            continue
        seen.add(folded)
        # A paragraph with a line break in it is two lines here and one there.
        if len(folded) > 20 and folded in body:
            continue
        n_yielded += 1
        yield line


def _is_byline(line: str, names: set[str]) -> bool:
    """True for a line that holds authors' names and little else: ``By Ana Brito and Omar Haddad``."""
    folded = _folded(line)
    rest = folded
    for name in sorted(names, key=len, reverse=True):
        if name:
            rest = rest.replace(name, "")
    return len(rest) < len(folded) and len(rest) <= 12


def _is_web(url: object) -> bool:
    return isinstance(url, str) and re.match(r"https?://[^\s/]+", url) is not None


def _clean(text: object) -> str:
    """Return a one-line text without characters that none should hold."""
    return re.sub(r"\s+", " ", clean(text)[0]).strip() if isinstance(text, str) else ""


def _folded(text: str) -> str:
    """Return the letters and digits of ``text`` alone, case folded: the same line however it is set."""
    return "".join(c for c in text.casefold() if c.isalnum())
