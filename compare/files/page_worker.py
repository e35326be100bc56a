"""The process that parses web pages, Word documents and PDFs, so that a hostile one can harm nothing but itself.

Started by ``pages`` as a script in an isolated interpreter, with no environment, a bounded address space, a bound on
processor time for each file, and no way to the network or to other programs. Reads files from standard input, each as
a length, a letter that says what it is, and that many bytes; writes what it found to standard output, each as a length
and that many bytes, until the input ends. Imports nothing of this package but the two readers that lie beside it, by
their path: it must run from its own path alone.
"""

from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import re
import struct
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

LENGTH = struct.Struct(">Q")
KIND = struct.Struct("c")
PAGE, WORD, PDF = b"h", b"w", b"p"
READERS = {WORD: "docx_reading", PDF: "pdf_reading"}
MAX_PAGE_BYTES = 40_000_000  # a page of the allowed size takes up to four times its bytes as UTF-8
MAX_MEMORY_BYTES = 1_500_000_000  # trafilatura holds about five copies of a tree that is ten times its page
MAX_LINES = 4_000  # lines of a page reported as left out or kept
MAX_LINE_CHARS = 500  # of each of those
MAX_META_CHARS = 2_000
CPU_S = 15  # for one page; the slowest real news page takes 0.5 s
FORBIDDEN_EVENTS = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "pty.")
META_NAMES = frozenset(
    "og:title og:site_name og:url og:locale og:type twitter:title article:published_time author application-name "
    "content-language datepublished date dc.date dc.title".split()
)
# What outlets call the parts of a page that are not the article, in the languages that trafilatura's own list of
# English and German names does not cover, and captions, which it keeps.
LEFT_OUT = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption(?:-text)?|figcaption|cutline|photo-?credit|image-?credit|pie-?(?:de-?)?foto|epigrafe|"
    r"legenda|l[eé]gende|bildunterschrift|bildtext|didascalia|подпись|relacionad[ao]s?|relatedposts?|leia-?tamb[eé]m|"
    r"leia-?mais|saiba-?mais|lea-?tambi[eé]n|mas-?leid[ao]s?|mais-?lid[ao]s?|lire-?aussi|newsletters?|boletin|boletim|"
    r"publicidad|publicidade|publi|werbung|anzeige|advert(?:isement|ising)?|social-?share|compartir|compartilhe|partager|"
    r"compartilhar|teilen|rodape|pie|copyright|recirculation)(?:$|[\s_-])",
    re.IGNORECASE,
)
MAX_LEFT_OUT_SHARE = 0.3  # of a page's text; a part that is more is the article under an unlucky name
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th thead tr"
    " ul".split()
)
UNSEEN = frozenset("script style noscript template svg head title option select iframe object math canvas".split())


def main() -> None:
    """Serve pages until the input ends."""
    source = sys.stdin.buffer
    # What a library prints must not end up between the frames.
    target = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    sys.stdout = io.StringIO()
    readers: dict[bytes, ModuleType] = {}
    kind, data = read_frame(source)
    prepare(kind, readers)
    lock_up()
    while data:
        allow_processor_time(CPU_S)
        try:
            prepare(kind, readers)
            answer: dict[str, Any] = {"page": read(kind, data, readers)}
        except MemoryError:
            answer = {"error": "it takes too much memory"}
        except RecursionError:
            answer = {"error": "its elements are nested too deeply"}
        except Exception as error:  # whatever a parser throws at a hostile file
            is_reasoned = type(error).__name__ == "Refused"
            answer = {"error": str(error) if is_reasoned else f"it cannot be parsed ({type(error).__name__})"}
        body = json.dumps(answer).encode("ascii")
        target.write(LENGTH.pack(len(body)) + body)
        target.flush()
        kind, data = read_frame(source)


def prepare(kind: bytes, readers: dict[bytes, ModuleType]) -> None:
    """Load what reads files of a kind: before the limits where it is the first one, which is quicker."""
    if kind == PAGE:
        from trafilatura import bare_extraction  # noqa: F401
    elif kind in READERS and kind not in readers:
        name = READERS[kind]
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
        assert spec is not None and spec.loader is not None
        readers[kind] = sys.modules[name] = importlib.util.module_from_spec(spec)  # data classes look their module up
        spec.loader.exec_module(readers[kind])
        readers[kind].load()


def read(kind: bytes, data: bytes, readers: dict[bytes, ModuleType]) -> dict[str, Any]:
    """Return what a file holds: its article's blocks, its meta data as written, and lines beside the article."""
    if kind == PAGE:
        return extract(data.decode("utf-8"))
    found: dict[str, Any] = readers[kind].extract(data)
    return found


def read_frame(source: io.BufferedIOBase | Any) -> tuple[bytes, bytes]:
    """Return the next file's kind and bytes; no bytes at the end of input."""
    head = source.read(LENGTH.size + KIND.size)
    if len(head) < LENGTH.size + KIND.size:
        return b"", b""
    (length,) = LENGTH.unpack_from(head)
    if length > MAX_PAGE_BYTES:
        return b"", b""
    data: bytes = source.read(length)
    return (head[LENGTH.size :], data) if len(data) == length else (b"", b"")


def lock_up() -> None:
    """Give up the network, other programs, writing files, core dumps and memory over the limit, for good."""

    def refuse(event: str, _: object) -> None:
        if event.startswith(FORBIDDEN_EVENTS):
            raise PermissionError(f"{event} is not allowed while files are read")

    sys.addaudithook(refuse)
    with contextlib.suppress(ImportError):
        import resource  # not on Windows, where the time limit of the other side is what is left

        for limit, value in (
            (resource.RLIMIT_AS, MAX_MEMORY_BYTES),
            (resource.RLIMIT_FSIZE, 0),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NOFILE, 64),
        ):
            with contextlib.suppress(ValueError, OSError):
                resource.setrlimit(limit, (value, value))


def allow_processor_time(seconds: int) -> None:
    """Let this process be ended by the system after so much more processor time."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (spent + 1 + seconds, hard))


def extract(page: str) -> dict[str, Any]:
    """Return what the page holds: its article's blocks, its meta data as written, and all its lines."""
    from trafilatura import bare_extraction, load_html
    from trafilatura.settings import Document

    tree = load_html(page)
    if tree is None:
        raise ValueError("no HTML")
    found: dict[str, Any] = {"meta": meta_of(tree), "lines": lines_of(tree)}
    leave_out(tree)
    document = bare_extraction(
        tree,
        include_comments=False,
        include_tables=True,  # old pages lay their text out in tables
        with_metadata=True,
        # The date as written in the page's tags: no guessing from its text, and no clock.
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2199-12-31"},
    )
    if not isinstance(document, Document):
        return {**found, "blocks": []}
    for name in ("title", "author", "url", "sitename", "date"):
        value = getattr(document, name)
        found["meta"][f"trafilatura:{name}"] = str(value)[:MAX_META_CHARS] if value else ""
    return {**found, "blocks": blocks_of(document.body)}


def leave_out(tree: Any) -> None:
    """Remove the parts of the page whose names say that they are no article text."""
    total = len(" ".join(tree.itertext()))
    named = [
        element
        for element in tree.iter()
        if isinstance(element.tag, str)
        and element.tag not in ("html", "body", "main", "article")
        and LEFT_OUT.search(f"{element.get('class', '')[:300]} {element.get('id', '')[:100]}")
    ]
    for element in named:
        parent = element.getparent()
        if parent is None or len(" ".join(element.itertext())) > MAX_LEFT_OUT_SHARE * total:
            continue
        element.drop_tree()


def meta_of(tree: Any) -> dict[str, Any]:
    """Return the meta data that is written in the page's head and its top headings, as text."""
    meta: dict[str, Any] = {"lang": (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "")}
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("http-equiv") or "").strip().lower()
        content = (element.get("content") or "").strip()
        if name in META_NAMES and content:
            meta.setdefault(name, content[:MAX_META_CHARS])
    for element in tree.iter("link"):
        if (element.get("rel") or "").strip().lower() == "canonical":
            meta.setdefault("canonical", (element.get("href") or "").strip()[:MAX_META_CHARS])
    for element in tree.iter("title"):
        meta.setdefault("title", squeeze(" ".join(element.itertext()))[:MAX_META_CHARS])
        break
    headings = [squeeze("".join(element.itertext()))[:MAX_META_CHARS] for element in tree.iter("h1")]
    meta["h1"] = [heading for heading in headings if heading][:5]
    return meta


def lines_of(tree: Any) -> list[str]:
    """Return the lines that a reader of the page would see, in order: text between the borders of blocks."""
    from lxml import etree

    lines: list[str] = []
    parts: list[str] = []
    unseen = 0

    def end_line() -> None:
        line = squeeze("".join(parts))
        parts.clear()
        if line and len(lines) < MAX_LINES:
            lines.append(line[:MAX_LINE_CHARS])

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            if tag in BLOCKS or tag == "br":
                end_line()
            unseen += tag in UNSEEN
            if not unseen and tag and element.text:
                parts.append(element.text)
        else:
            unseen -= tag in UNSEEN
            if tag in BLOCKS:
                end_line()
            if not unseen and element.tail:
                parts.append(element.tail)
    end_line()
    return lines


def blocks_of(body: Any) -> list[tuple[str, str]]:
    """Return ``(kind, text)`` of the article's blocks: ``head``, ``item`` or ``p``."""
    blocks: list[tuple[str, str]] = []
    for element in body:
        add_blocks(element, blocks)
    return blocks


def add_blocks(element: Any, blocks: list[tuple[str, str]]) -> None:
    """Add the blocks of one element of trafilatura's tree, which is at most a list or table of elements deep."""
    tag = element.tag
    if tag == "list":
        for item in element.iter("item"):
            blocks += [("item", line) for line in broken_lines(item)]
    elif tag == "table":
        # A cell with a paragraph in it lays out a page; a table of figures is not read.
        for cell in element.iter("cell"):
            blocks += [("p", line) for line in broken_lines(cell) if len(line) >= 80]
    elif tag == "quote" and len(element) and any(child.tag in ("p", "head", "list") for child in element):
        for child in element:
            add_blocks(child, blocks)
    else:
        blocks += [("head" if tag == "head" else "p", line) for line in broken_lines(element)]


def broken_lines(element: Any) -> list[str]:
    """Return the text of an element, a line for each of its line breaks."""
    lines = "".join(text_in_order(element)).split("\n")
    return [line for line in map(squeeze, lines) if line]


def text_in_order(element: Any) -> list[str]:
    """Return the pieces of an element's text in document order, a line end for each line break."""
    from lxml import etree

    pieces: list[str] = []
    for event, child in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if child.tag == "lb":
                pieces.append("\n")
            elif isinstance(child.tag, str) and child.text:
                pieces.append(child.text.replace("\n", " "))
        elif child is not element and child.tail:
            pieces.append(child.tail.replace("\n", " "))
    return pieces


def squeeze(text: str) -> str:
    """Return ``text`` with its white space as a browser shows it."""
    return re.sub(r"[ \t\r\n\f\u200b]+", " ", text).strip()


if __name__ == "__main__":
    main()
