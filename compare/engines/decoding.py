"""Translation through CTranslate2 on the model and tokenizer of an installed Argos package.

Argos decodes a paragraph at a time. Here all segments of all articles go to the model together, sorted by length, in
batches of tokens over as many single-threaded replicas as there are cores; each segment stays one segment and keeps its
score. Beam, length penalty and tokenizer are Argos's, so the output is Argos's. Where there is a shortlist for a
package, only its words are weighed at first; what the model is then not sure of is decoded again with all words.
"""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from compare.domain import Flag, FlagKind, Rendering, Route
from compare.engines.argos import Package, Shelf
from compare.engines.shortlist import N_FREQUENT, read_shortlist
from compare.errors import BadPackage, EngineFailed
from compare.steps.segment import segment

BEAM_SIZE = 4  # Argos Translate's default
LENGTH_PENALTY = 0.2  # Argos Translate's, fixed in its code
# Larger batches are hardly faster, and eight-bit kernels differ by batch size: at 1,024 tokens 97.5 % of translations
# are those of single sentences, at 512 98.5 %, at 256 99 % (202 sentences, pt→en).
BATCH_TOKENS = 512
SHORTLIST_TOKENS = 256  # the words of a batch share one list: in small batches it is short; no faster below
# Mean log-likelihood a token below which a translation from the shortlist is made again with all words. Of 608
# sentences of news 4.3 % differed from those made with all words; a tenth lie below, with 58 % of the different ones.
DOUBTFUL = -0.16
MAX_LOADED = 3  # models in memory at once, the least recently used is dropped; one of the index takes 70 to 300 MB
# Longer inputs end in repetition with small models: the pt→en package's own notes give 90 pieces.
MAX_PIECES = 80
MIN_WORDS_ALONE = 2  # a lone word of a letter or two is made up a context by the model; it is kept as it is
CLAUSE_END = re.compile(r"[;:,،؛；：、—–-]\s+|\s(?=[(\[])|[)\]]\s+")
LOOP_REPEATS = 4  # times in a row that a stretch of tokens comes back before it is a loop; speech repeats thrice
LOOP_TOKENS = 12  # and at least so many tokens in all, so that "ha ha ha ha" is none


SHORTLIST = "vmap.txt"  # CTranslate2's name for it

_Batch = tuple[list[tuple[str, ...]], list[Any], bool]


class Tokenizer(Protocol):
    """What argostranslate's tokenizers offer."""

    def encode(self, sentence: str) -> list[str]:
        """Return the pieces of a sentence."""

    def decode(self, tokens: list[str]) -> str:
        """Return the text of pieces."""


@dataclass(slots=True)
class _Unit:
    """A piece of a segment that the model sees at once."""

    owner: int
    text: str
    pieces: list[str]
    translation: str = ""
    likelihood: float = 0.0


@dataclass(slots=True)
class _Draft:
    """A segment under translation: its units, and what was done to it."""

    units: list[_Unit] = field(default_factory=list)
    waiting: int = 0
    flags: list[Flag] = field(default_factory=list)


class Model:
    """One package in memory."""

    def __init__(self, package: Package, n_threads: int, *, shortlists: bool = True) -> None:
        import ctranslate2
        from argostranslate.package import Package as ArgosPackage

        self.package = package
        try:
            self.tokenizer: Tokenizer = ArgosPackage(package.folder).tokenizer
            files = _files(package.folder / "model") if shortlists else {}
            self.has_shortlist = SHORTLIST in files
            self.translator = ctranslate2.Translator(
                str(package.folder / "model"),
                device="cpu",
                inter_threads=n_threads,
                intra_threads=1,
                files=files if self.has_shortlist else None,
            )
        except (RuntimeError, ValueError, OSError, AttributeError) as error:
            raise BadPackage(
                f"The package {package.name} cannot be loaded: {error}. Install it again: "
                f"python -m compare models install {package.source} {package.target}"
            ) from error

    def decode(self, pieces: Sequence[list[str]], beam_size: int, *, all_words: bool) -> list[Any]:
        """Start decoding one batch and return one awaitable result a sentence, in order."""
        prefix = [[self.package.prefix]] * len(pieces) if self.package.prefix else None
        try:
            return list(
                self.translator.translate_batch(
                    list(pieces),
                    target_prefix=prefix,
                    max_batch_size=0,
                    beam_size=beam_size,
                    length_penalty=LENGTH_PENALTY,
                    replace_unknowns=True,
                    return_scores=True,
                    use_vmap=not all_words,
                    asynchronous=True,
                )
            )
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"The package {self.package.name} failed while translating: {error}") from error

    def text(self, tokens: list[str]) -> str:
        """Return the text of translated tokens, as Argos joins them."""
        joined = self.tokenizer.decode(tokens)
        return joined.removeprefix(self.package.prefix).strip()


class ArgosTranslator:
    """A ``Translator`` on the packages of a shelf. Safe to share between threads.

    ``beam_size`` 1 to 10: 1 is 1.6 times as fast as 4 and loses half a BLEU point on the pt→en package. Without
    ``shortlists`` all words are weighed from the start, at about half the speed.
    """

    def __init__(
        self, shelf: Shelf, *, beam_size: int = BEAM_SIZE, n_threads: int | None = None, shortlists: bool = True
    ) -> None:
        self.shelf = shelf
        self.beam_size = beam_size
        self.shortlists = shortlists
        self.n_threads = n_threads or len(os.sched_getaffinity(0))
        self._models: OrderedDict[Path, Model] = OrderedDict()
        self._lock = threading.Lock()

    def find_route(self, source: str, target: str) -> Route | None:
        """Return the route through installed packages, relays included, or None."""
        return self.shelf.find_route(source, target)

    def decoding(self) -> str:
        """Return what changes the output besides the package."""
        return f"beam={self.beam_size}" + (f" shortlist={N_FREQUENT}" if self.shortlists else "")

    def translate(self, texts: Sequence[str], route: Route) -> Iterator[tuple[int, Rendering]]:
        """Yield ``(index, rendering)`` as batches finish, longest segments first; one segment in, one out.

        On a route with relays the middle translations are made first, all of them, and the lowest likelihood is kept.
        Raises ``EngineFailed``, ``BadPackage`` or ``NoRoute``.
        """
        sources: dict[int, Rendering] = {}
        for name in route.packages[:-1]:
            package = self.shelf.find(name)
            here = [sources[i].text if sources else text for i, text in enumerate(texts)]
            found = dict(self._step(here, package))
            sources = {i: _chained(sources.get(i), rendering) for i, rendering in found.items()}
        package = self.shelf.find(route.packages[-1])
        for i, rendering in self._step([sources[i].text if sources else text for i, text in enumerate(texts)], package):
            yield i, _chained(sources.get(i), rendering)

    def _step(self, texts: Sequence[str], package: Package) -> Iterator[tuple[int, Rendering]]:
        if not texts:
            return
        model = self._model(package)
        drafts = []
        queue: list[_Unit] = []
        for index, text in enumerate(texts):
            draft = _draft(index, text, model.tokenizer, package.source)
            drafts.append(draft)
            if not draft.waiting:
                yield index, Rendering("".join(unit.translation for unit in draft.units), None, tuple(draft.flags))
            queue += [unit for unit in draft.units if unit.pieces]
        for unit in self._decode(model, queue):
            draft = drafts[unit.owner]
            if _loops(unit.pieces, model.tokenizer.encode(unit.translation)) and len(unit.pieces) > LOOP_TOKENS:
                self._mend(model, unit, draft)
            draft.waiting -= 1
            if not draft.waiting:
                yield unit.owner, _finished(draft)

    def _decode(self, model: Model, units: list[_Unit]) -> Iterator[_Unit]:
        """Yield units with their translations, long ones first; a batch a core is under way while one is handed out."""
        same: dict[tuple[str, ...], list[_Unit]] = defaultdict(list)
        for unit in units:
            same[tuple(unit.pieces)].append(unit)
        order = sorted(same, key=lambda pieces: (-len(pieces), pieces))
        tokens = SHORTLIST_TOKENS if model.has_shortlist else BATCH_TOKENS
        waiting = deque((batch, not model.has_shortlist) for batch in _batches(order, tokens))
        doubtful: list[tuple[str, ...]] = []
        under_way: deque[_Batch] = deque()
        while waiting or under_way or doubtful:
            if doubtful and (not waiting or sum(map(len, doubtful)) >= BATCH_TOKENS):
                waiting.extendleft((batch, True) for batch in _batches(doubtful, BATCH_TOKENS))
                doubtful = []
            while waiting and len(under_way) <= self.n_threads:
                batch, all_words = waiting.popleft()
                results = model.decode([list(pieces) for pieces in batch], self.beam_size, all_words=all_words)
                under_way.append((batch, results, all_words))
            batch, results, all_words = under_way.popleft() if under_way else ([], [], True)
            for pieces, pending in zip(batch, results, strict=True):
                translation, likelihood = self._result(model, pending)
                if likelihood < DOUBTFUL and not all_words:
                    doubtful.append(pieces)
                    continue
                for unit in same[pieces]:
                    unit.translation, unit.likelihood = translation, likelihood
                    yield unit

    def _result(self, model: Model, pending: Any) -> tuple[str, float]:
        try:
            result = pending.result()
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"The package {model.package.name} failed while translating: {error}") from error
        tokens = result.hypotheses[0]
        n_tokens = len(tokens) + 1  # the end of the sentence was decoded too
        return model.text(tokens), min(0.0, result.scores[0] * n_tokens**LENGTH_PENALTY / n_tokens)

    def _mend(self, model: Model, unit: _Unit, draft: _Draft) -> None:
        """Translate a unit that ended in a loop again, in two halves; keep that if it does not loop."""
        halves = _split(unit.text, model.tokenizer, len(unit.pieces) // 2 + 1)
        if len(halves) < 2:
            return
        again = [_Unit(unit.owner, text, model.tokenizer.encode(text)) for text in halves]
        done = list(self._decode(model, again))
        joined = " ".join(half.translation for half in again)
        if len(done) == len(again) and not _loops(unit.pieces, model.tokenizer.encode(joined)):
            unit.translation, unit.likelihood = joined, min(half.likelihood for half in again)
            draft.flags.append(
                Flag(FlagKind.SPLIT, "Translated in parts, because the translation of the whole ended in a repetition.")
            )

    def _model(self, package: Package) -> Model:
        with self._lock:
            model = self._models.pop(package.folder, None) or Model(package, self.n_threads, shortlists=self.shortlists)
            self._models[package.folder] = model
            while len(self._models) > MAX_LOADED:
                self._models.popitem(last=False)
            return model


def _chained(earlier: Rendering | None, later: Rendering) -> Rendering:
    """A rendering made from a rendering: the last text, the lowest likelihood, all flags."""
    if earlier is None:
        return later
    known = [value for value in (earlier.likelihood, later.likelihood) if value is not None]
    return Rendering(later.text, min(known) if known else None, (*earlier.flags, *later.flags))


def _files(folder: Path) -> dict[str, bytes]:
    """The files of a model, and its shortlist where there is one; empty where there is none."""
    vocabulary = folder / "shared_vocabulary.json"
    shortlist = read_shortlist(vocabulary.read_bytes()) if vocabulary.is_file() else None
    if shortlist is None:
        return {}
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()} | {SHORTLIST: shortlist}


def _batches(order: Sequence[tuple[str, ...]], n_tokens: int) -> Iterator[list[tuple[str, ...]]]:
    """Cut sentences, long ones first, into batches of at most ``n_tokens``, padding counted, one sentence at least."""
    batch: list[tuple[str, ...]] = []
    for pieces in order:
        if batch and max(len(batch[0]), len(pieces)) * (len(batch) + 1) > n_tokens:
            yield batch
            batch = []
        batch.append(pieces)
    if batch:
        yield batch


def _draft(index: int, text: str, tokenizer: Tokenizer, language: str) -> _Draft:
    """Cut a segment into what the model can take; what it should not see is copied."""
    plain = " ".join(text.split())
    draft = _Draft()
    letters = sum(c.isalpha() for c in plain)
    if letters == 0:
        draft.units.append(_Unit(index, plain, [], plain))
        return draft
    if letters <= MIN_WORDS_ALONE and len(plain.split()) < MIN_WORDS_ALONE:
        draft.flags.append(
            Flag(FlagKind.FRAGMENT, "A lone letter or two; kept as written, because a model makes words up.")
        )
        draft.units.append(_Unit(index, plain, [], plain))
        return draft
    if is_capitals(plain):
        draft.flags.append(
            Flag(
                FlagKind.CAPITALS, "Written in capitals; translated in small letters, so names may be taken for words."
            )
        )
        plain = plain[:1] + plain[1:].lower()
    sentences = [part.span.of(plain).strip() for part in segment(plain, language)]
    parts = []
    for sentence in sentences:
        pieces = tokenizer.encode(sentence)
        if len(pieces) > MAX_PIECES:
            cut = _split(sentence, tokenizer, MAX_PIECES)
            if len(cut) > 1:
                note = f"Very long; translated in {len(cut)} parts, so what connects them may be lost."
                draft.flags.append(Flag(FlagKind.SPLIT, note))
            parts += [(part, tokenizer.encode(part)) for part in cut]
        elif pieces:
            parts.append((sentence, pieces))
    draft.units = [_Unit(index, part, pieces) for part, pieces in parts]
    draft.waiting = len(draft.units)
    return draft


def is_capitals(text: str) -> bool:
    """True for a text of two words or more whose letters are nearly all capitals, in a script that has both."""
    upper, lower = sum(c.isupper() for c in text), sum(c.islower() for c in text)
    return upper > 9 * lower and upper >= 12 and len(text.split()) > 1


def _split(text: str, tokenizer: Tokenizer, max_pieces: int) -> list[str]:
    """Cut a text at the ends of clauses, or failing these between words, into parts of at most ``max_pieces``."""
    borders = [match.end() for match in CLAUSE_END.finditer(text)]
    stretches = [text[a:b] for a, b in zip([0, *borders], [*borders, len(text)], strict=True) if text[a:b].strip()]
    units: list[tuple[str, int]] = []
    for stretch in stretches:
        size = len(tokenizer.encode(stretch))
        if size <= max_pieces:
            units.append((stretch, size))
        else:
            units += [(word + " ", len(tokenizer.encode(word))) for word in _words(stretch, max_pieces)]
    total = sum(size for _, size in units)
    # Parts of about one size translate better than full ones and a rest.
    wanted = total / -(-total // max_pieces) if total else 0
    parts: list[str] = []
    current, filled = "", 0
    for stretch, size in units:
        if current and (filled + size > max_pieces or filled >= wanted):
            parts.append(current.strip())
            current, filled = "", 0
        current += stretch
        filled += size
    return [part for part in [*parts, current.strip()] if part]


def _words(stretch: str, max_pieces: int) -> list[str]:
    """Words, or runs of characters where a script or an attack has no spaces."""
    limit = max_pieces  # a piece holds one character at least
    return [word[k : k + limit] for word in stretch.split() for k in range(0, len(word), limit)]


def _finished(draft: _Draft) -> Rendering:
    text = " ".join(unit.translation for unit in draft.units if unit.translation)
    return Rendering(text, round(min(unit.likelihood for unit in draft.units), 4), tuple(draft.flags))


def _loops(source: Sequence[str], tokens: Sequence[str]) -> bool:
    """True when a stretch of up to twenty tokens repeats in the translation and nothing like it does in the source."""
    return _has_run(tokens) and not _has_run(source)


def _has_run(tokens: Sequence[str]) -> bool:
    for period in range(1, 21):
        run = 0
        for k in range(period, len(tokens)):
            run = run + 1 if tokens[k] == tokens[k - period] else 0
            if run >= period * (LOOP_REPEATS - 1) and run + period >= LOOP_TOKENS:
                return True
    return False
