"""Apertium: Debian's ``apertium-*`` packages as a second engine, each mode's pipeline kept running.

A mode file names the programs of a pipeline. They are started without a shell, every one told to flush at a null
character, so that a segment goes in and comes out while the processes stay. Words that Apertium does not know come out
marked; the marks become a flag of the segment. Nothing here knows of routes through other engines.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import selectors
import shlex
import shutil
import subprocess
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.core import get_global

from compare.domain import Flag, FlagKind, Rendering, Route, primary
from compare.errors import EngineFailed

DATA = "APERTIUM_DATADIR"  # Apertium's own name for it
FOLDER = Path("/usr/share/apertium")
MODE_NAME = re.compile(r"([a-z]{2,3})-([a-z]{2,3})(?:_([A-Z]{2}))?")  # es-pt_BR; others are for debugging or odd
MAX_MODE = 20_000  # bytes of a mode file; those of Debian have some 1,500
MAX_RUNNING = 3  # pipelines at once, the least recently used is stopped; one of Debian's takes 39 to 103 MB
MAX_TEXT = 6_000  # characters given at once; the program's own segments have at most 5,000, given ones 50,000
SILENCE_S = 20.0  # without a byte of answer before a pipeline counts as dead; a segment takes some milliseconds
CHUNK = 64  # segments under way at once
RESERVED = re.compile(r"[\\\[\]{}^$/@<>*]")  # of Apertium's stream format
MARKED = re.compile(r"\\(.)|([*@#])(?=\w)", re.DOTALL)
CUTS = re.compile(r"[.!?…;:,](?=\s)|[。！？；：，、؟،؛۔।]")
SPACE_BEFORE = re.compile(r"(?<=\w) (?=[.,;:!?](?:\s|$))")  # where the generator made nothing of a word
WORD = re.compile(r"\w+(?:[-'’]\w+)*")
# Programs that flush at every null character by themselves and take no option for it.
FLUSHES = frozenset({"apertium-wblank-attach", "apertium-wblank-detach", "apertium-cleanstream"})
SHOWN_UNKNOWN = 6


@dataclass(frozen=True, slots=True)
class Mode:
    """One direction of an installed language pair. ``region`` is that of the target (``BR``), or empty.

    ``name`` is how reports and the translation memory call it: ``apertium spa-eng 0.8.1-2/3.8.3-1+b2``, with the
    versions of the data and of the engine.
    """

    source: str
    target: str
    region: str
    name: str
    commands: tuple[tuple[str, ...], ...]

    @property
    def n_bytes(self) -> int:
        """Size of its data files on disk."""
        return sum(path.stat().st_size for path in _files(self.commands))


class ApertiumTranslator:
    """A ``Translator`` on the modes in Apertium's data folder. Safe to share between threads.

    Nothing is started before something is translated. A mode whose programs are not all on the PATH is not offered.
    """

    def __init__(self, folder: Path | None = None, *, silence_s: float = SILENCE_S) -> None:
        self.folder = folder or Path(os.environ.get(DATA) or FOLDER)
        self.silence_s = silence_s
        self._running: OrderedDict[str, Pipeline] = OrderedDict()
        self._lock = threading.Lock()

    def modes(self) -> tuple[Mode, ...]:
        """Return the usable modes by language pair; none where Apertium is not installed."""
        folder = self.folder / "modes"
        try:
            stamp = folder.stat().st_mtime_ns
        except OSError:
            return ()
        return _modes(folder, stamp, os.environ.get("PATH", ""))

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the direct mode from ``source`` to ``target`` (BCP 47 tags), that of the target's region first."""
        fitting = [m for m in self.modes() if (m.source, m.target) == (primary(source), primary(target))]
        chosen = next((m for m in fitting if m.region and m.region == region(target)), None)
        chosen = chosen or next((m for m in fitting if not m.region), None)
        return Route((chosen.source, chosen.target), (chosen.name,)) if chosen else None

    def decoding(self) -> str:
        """Return nothing: what changes the output is in the names of the packages."""
        return ""

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield ``(index, rendering)`` in order, a chunk at a time; several steps are made one after the other.

        A text on which the engine dies twice is kept as written, with a flag; one over ``MAX_TEXT`` is translated in
        parts, with a flag. Raises ``EngineFailed`` where a package is gone or its programs do not start.
        """
        cut = [_parts(" ".join(text.replace("\0", " ").split())) for text in texts]
        of = [(index, n) for index, parts in enumerate(cut) for n in range(len(parts))]
        here = [part for parts in cut for part in parts]
        earlier: dict[int, tuple[Flag, ...]] = {}
        for name in route.packages[:-1]:
            for k, rendering in self._step(here, name):
                here[k] = rendering.text
                earlier[k] = (*earlier.get(k, ()), *rendering.flags)
        waiting: dict[int, dict[int, Rendering]] = {}
        for k, rendering in self._step(here, route.packages[-1]):
            index, n = of[k]
            done = waiting.setdefault(index, {})
            done[n] = Rendering(rendering.text, None, (*earlier.get(k, ()), *rendering.flags))
            if len(done) == len(cut[index]):
                yield index, _joined([rendering for _, rendering in sorted(waiting.pop(index).items())])

    def close(self) -> None:
        """Stop what runs; it starts again when something is translated."""
        with self._lock:
            while self._running:
                self._running.popitem()[1].close()

    def _step(self, texts: Sequence[str], name: str) -> Iterator[tuple[int, Rendering]]:
        pipeline = self._pipeline(name)
        readable = [index for index, text in enumerate(texts) if any(c.isalpha() for c in text)]
        for index in sorted(set(range(len(texts))) - set(readable)):
            yield index, Rendering(texts[index])
        for start in range(0, len(readable), CHUNK):
            chosen = readable[start : start + CHUNK]
            answers = pipeline.translate([texts[index] for index in chosen])
            for index, answer in zip(chosen, answers, strict=True):
                yield index, _rendering(texts[index], answer)

    def _pipeline(self, name: str) -> Pipeline:
        with self._lock:
            if name in self._running:
                self._running.move_to_end(name)
                return self._running[name]
            mode = next((mode for mode in self.modes() if mode.name == name), None)
            if mode is None:
                raise EngineFailed(f"{name} is not installed any more. See: python -m compare models list")
            self._running[name] = Pipeline(mode, silence_s=self.silence_s)
            while len(self._running) > MAX_RUNNING:
                self._running.popitem(last=False)[1].close()
            return self._running[name]


class Pipeline:
    """The running programs of one mode; started when first asked, and again after they died or fell silent."""

    def __init__(self, mode: Mode, *, silence_s: float = SILENCE_S) -> None:
        self.mode = mode
        self.silence_s = silence_s
        self.n_starts = 0
        self._processes: list[subprocess.Popen[bytes]] = []
        self._lock = threading.Lock()

    def translate(self, texts: Sequence[str]) -> list[str | None]:
        """Return what comes out for each text, in order, still marked; None for one that killed the programs twice."""
        found: list[str | None] = []
        tries = 0
        with self._lock:
            while len(found) < len(texts):
                before = len(found)
                found += self._exchange(texts[len(found) :])
                if len(found) == len(texts):
                    break
                self._stop()
                tries = 1 if len(found) > before else tries + 1
                if tries > 1:
                    found.append(None)
                    tries = 0
        return found

    def close(self) -> None:
        """End the programs, when what is under way is done."""
        with self._lock:
            self._stop()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that run now."""
        return tuple(process.pid for process in self._processes)

    def _exchange(self, texts: Sequence[str]) -> list[str]:
        """Write all texts, read as many answers as come."""
        if not self._processes or any(process.poll() is not None for process in self._processes):
            self._stop()
            self._start()
        sender = threading.Thread(target=self._send, args=(texts, self._processes[0]), daemon=True)
        sender.start()
        answers: list[str] = []
        rest = b""
        with selectors.DefaultSelector() as selector:
            stream = self._processes[-1].stdout
            assert stream is not None
            selector.register(stream, selectors.EVENT_READ)
            patience = time.monotonic() + self.silence_s
            while len(answers) < len(texts) and selector.select(max(0.0, patience - time.monotonic())):
                data = os.read(stream.fileno(), 65_536)
                if not data:
                    break
                patience = time.monotonic() + self.silence_s
                *whole, rest = (rest + data).split(b"\0")
                answers += [answer.decode("utf-8", "replace") for answer in whole]
        if len(answers) < len(texts):
            self._stop()
        sender.join()
        return answers[: len(texts)]

    def _send(self, texts: Sequence[str], process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        try:
            for text in texts:
                process.stdin.write(_escaped(text).encode("utf-8", "replace") + b"\n\0")
            process.stdin.flush()
        except (OSError, ValueError):
            return  # it died or was stopped; whoever reads notices

    def _start(self) -> None:
        self.n_starts += 1
        environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"}
        source: int | object = subprocess.PIPE
        try:
            for command in self.mode.commands:
                process = subprocess.Popen(
                    command,
                    stdin=source,  # type: ignore[arg-type]
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    env=environment,
                )
                if self._processes and (before := self._processes[-1].stdout):
                    before.close()  # the next program's now
                self._processes.append(process)
                source = process.stdout
        except OSError as error:
            self._stop()
            raise EngineFailed(
                f"{self.mode.name} cannot be started: {error}. Install its package again: apt-get install --reinstall "
                "apertium and its language pair"
            ) from error

    def _stop(self) -> None:
        for process in self._processes:
            process.kill()
        for process in self._processes:
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream:
                    with contextlib.suppress(OSError):  # what was not written yet has no reader any more
                        stream.close()
        self._processes = []


def region(tag: str) -> str:
    """Return the region of a BCP 47 tag in capitals, or nothing: ``pt-BR`` gives ``BR``."""
    return next((part.upper() for part in tag.replace("_", "-").split("-")[1:] if len(part) == 2), "")


def _escaped(text: str) -> str:
    return RESERVED.sub(r"\\\g<0>", text)


def _parts(text: str) -> list[str]:
    """Return a text in parts of at most ``MAX_TEXT``, cut after a mark, else between words; one part where it fits."""
    parts = []
    while len(text) > MAX_TEXT:
        marks = [match.end() for match in CUTS.finditer(text, MAX_TEXT // 2, MAX_TEXT)]
        space = text.rfind(" ", 1, MAX_TEXT)
        end = marks[-1] if marks else space if space > 0 else MAX_TEXT
        parts.append(text[:end].strip())
        text = text[end:].strip()
    return [*parts, text]


def _joined(parts: Sequence[Rendering]) -> Rendering:
    if len(parts) == 1:
        return parts[0]
    note = f"Very long; translated in {len(parts)} parts, so what connects them may be lost."
    flags = dict.fromkeys(flag for part in parts for flag in part.flags)
    return Rendering(" ".join(part.text for part in parts), None, (Flag(FlagKind.SPLIT, note), *flags))


def _rendering(source: str, answer: str | None) -> Rendering:
    """Take the marks out of an answer and say which words were not known."""
    if answer is None:
        note = "Kept as written: the engine broke down on it twice."
        return Rendering(source, None, (Flag(FlagKind.COPY, note),))
    marks = "*@" if "#" in source else "*@#"
    unknown: list[str] = []

    def plain(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        if match[2] not in marks:
            return match[2]
        word = WORD.match(answer, match.end())
        if word and word[0] not in unknown:
            unknown.append(word[0])
        return ""

    text = SPACE_BEFORE.sub("", " ".join(MARKED.sub(plain, answer).split()))
    if not unknown:
        return Rendering(text)
    shown = ", ".join(f"“{word}”" for word in unknown[:SHOWN_UNKNOWN])
    more = f" and {len(unknown) - SHOWN_UNKNOWN} more" if len(unknown) > SHOWN_UNKNOWN else ""
    note = f"Not in the engine's dictionary, left as written: {shown}{more}."
    return Rendering(text, None, (Flag(FlagKind.UNKNOWN, note),))


@lru_cache(maxsize=8)
def _modes(folder: Path, stamp: int, path: str) -> tuple[Mode, ...]:
    """Return the usable modes in a folder as of ``stamp``; asked of Debian's package database once."""
    found = []
    engine = _version_of(shutil.which("apertium", path=path) or "")
    for file in sorted(folder.glob("*.mode")):
        match = MODE_NAME.fullmatch(file.stem)
        commands = _commands(file)
        if match is None or not commands or not all(shutil.which(command[0], path=path) for command in commands):
            continue
        if not all(name.is_file() for name in _files(commands)):
            continue
        version = _version_of(str(file)) or _digest((file, *_files(commands)))
        name = f"apertium {file.stem} {version}{'/' + engine if engine else ''}"
        found.append(Mode(_two_letters(match[1]), _two_letters(match[2]), match[3] or "", name, commands))
    return tuple(found)


def _commands(file: Path) -> tuple[tuple[str, ...], ...]:
    """Return the programs of a mode file, each told to flush at null characters; none for a file that is not one."""
    try:
        if file.stat().st_size > MAX_MODE:
            return ()
        words = shlex.split(file.read_text(encoding="utf-8"), comments=True)
    except (OSError, ValueError):
        return ()
    commands: list[list[str]] = [[]]
    for word in words:
        if word == "|":
            commands.append([])
        elif word == "$1":
            commands[-1].append("-g")  # generate, with unknown words marked
        elif word != "$2":
            commands[-1].append(word)
    if not all(commands) or any(";" in word or word in {"&&", "||", ">", "<", "&"} for c in commands for word in c):
        return ()
    return tuple((c[0], *([] if c[0] in FLUSHES else ["-z"]), *c[1:]) for c in commands)


def _files(commands: Sequence[Sequence[str]]) -> tuple[Path, ...]:
    return tuple(Path(word) for command in commands for word in command[1:] if word.startswith("/"))


def _version_of(file: str) -> str:
    """Return the version of the Debian package that a file came with, or nothing."""
    query = shutil.which("dpkg-query")
    if not file or not query:
        return ""
    for name in dict.fromkeys((file, os.path.realpath(file))):
        owner = _said(query, "-S", name).partition(":")[0]
        if owner:
            return _said(query, "-W", "-f", "${Version}", owner)
    return ""


def _said(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def _digest(files: Sequence[Path]) -> str:
    found = hashlib.sha256()
    for file in files:
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return f"sha256-{found.hexdigest()[:12]}"


def _two_letters(code: str) -> str:
    """Return ISO 639-1 for ISO 639-3, where there is one."""
    return str(get_global("language_aliases").get(code, code)) if len(code) == 3 else code
